//! Records as values: ids exchanged, links cut, days moved, and one change carried over to what a
//! record says.

use foldhash::{HashMap, HashSet};
use serde_json::Value;

use crate::method::fact::{Fact, Record};
use crate::method::merge::under;
use crate::method::{Day, Id};

/// The record with ids exchanged, its own and those that it points at.
pub(super) fn renamed(record: &Record, names: &HashMap<Id, Id>) -> Option<Record> {
    under(std::slice::from_ref(record), names).pop()
}

/// The record without its links to these ids; none if it cannot be without one of them.
pub(super) fn unlinked(record: &Record, gone: &HashSet<Id>) -> Option<Record> {
    if record.fact.owner().is_some_and(|owner| gone.contains(owner)) {
        return None;
    }
    let mut value = serde_json::to_value(&record.fact).ok()?;
    cut(&mut value, gone);
    let fact = serde_json::from_value(value).ok()?;
    Some(Record { fact, ..record.clone() })
}

fn cut(value: &mut Value, gone: &HashSet<Id>) {
    let names = |v: &Value| {
        v.as_str().and_then(|s| s.parse::<Id>().ok()).is_some_and(|id| gone.contains(&id))
    };
    match value {
        Value::Array(list) => {
            list.retain(|v| !names(v));
            list.iter_mut().for_each(|v| cut(v, gone));
        }
        Value::Object(map) => {
            for (_, v) in map.iter_mut() {
                match names(v) {
                    true => *v = Value::Null,
                    false => cut(v, gone),
                }
            }
        }
        _ => {}
    }
}

/// `record` with what differs between `was` and `is` made so: what neither of them says of it
/// stays.
pub(super) fn patched(record: &Record, was: &Record, is: &Record) -> Option<Record> {
    let value = |r: &Record| serde_json::to_value(&r.fact).ok();
    let fact = serde_json::from_value(merged(value(record)?, &value(was)?, value(is)?)).ok()?;
    let on = if was.on == is.on { record.on } else { is.on };
    Some(Record { on, fact, ..record.clone() })
}

fn merged(now: Value, was: &Value, is: Value) -> Value {
    match (now, was, is) {
        (now, was, is) if *was == is => now,
        (Value::Object(mut now), Value::Object(was), Value::Object(is)) => {
            for (name, is) in is {
                let before = was.get(&name).cloned().unwrap_or_default();
                let own = now.remove(&name).unwrap_or_default();
                now.insert(name, merged(own, &before, is));
            }
            Value::Object(now)
        }
        (_, _, is) => is,
    }
}

/// The record on another day, with every date of its own that was the old one.
pub(super) fn redated(record: &Record, from: Day, to: Day) -> Option<Record> {
    const OWN: [&str; 4] = ["on", "made_on", "opened_on", "reception_on"];
    fn walk(value: &mut Value, from: &Value, to: &Value) {
        let Value::Object(map) = value else { return };
        for (name, v) in map.iter_mut() {
            match OWN.contains(&name.as_str()) && v == from {
                true => *v = to.clone(),
                false => walk(v, from, to),
            }
        }
    }
    let mut value = serde_json::to_value(&record.fact).ok()?;
    walk(&mut value, &serde_json::to_value(from).ok()?, &serde_json::to_value(to).ok()?);
    let on = if record.on == from { to } else { record.on };
    let fact: Fact = serde_json::from_value(value).ok()?;
    Some(Record { on, fact, ..record.clone() })
}
