//! Records under other ids, wherever they point at each other. Ids are unique within one journal;
//! in two, both may have the one that a file brought.

use std::collections::HashMap;
use std::hash::BuildHasher;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::method::{Id, Person, Record};

/// The fields that hold the id of a record. `scope` and `question` hold one behind its kind.
const POINTERS: [&str; 22] = [
    "id",
    "session",
    "contact",
    "quote",
    "want",
    "need",
    "needs",
    "message",
    "delivery",
    "rupture",
    "promise",
    "gift",
    "target",
    "hint_quote",
    "permission_quote",
    "reception_quote",
    "reception_session",
    "consent_quote",
    "agreement",
    "left_out",
    "scope",
    "question",
];

/// The records under their new ids.
pub fn records(all: &[Record], renamed: &HashMap<Id, Id, impl BuildHasher>) -> Vec<Record> {
    all.iter().map(|record| under(record, renamed)).collect()
}

/// The profile, which points at words of the journal. The person's own id stays.
pub(super) fn person(of: &Person, renamed: &HashMap<Id, Id>) -> Person {
    Person { id: of.id.clone(), ..under(of, renamed) }
}

fn under<T: Serialize + DeserializeOwned + Clone>(
    of: &T,
    renamed: &HashMap<Id, Id, impl BuildHasher>,
) -> T {
    if renamed.is_empty() {
        return of.clone();
    }
    let Ok(mut value) = serde_json::to_value(of) else { return of.clone() };
    rename(&mut value, "", renamed);
    serde_json::from_value(value).unwrap_or_else(|_| of.clone())
}

fn rename(value: &mut Value, field: &str, renamed: &HashMap<Id, Id, impl BuildHasher>) {
    match value {
        Value::String(text) if POINTERS.contains(&field) => {
            let sign = if field == "question" { '.' } else { ':' };
            let (kind, id) = text.split_at(text.find(sign).map_or(0, |at| at + sign.len_utf8()));
            // The question about a line counts it.
            let id = id.parse::<Id>().ok().filter(|_| kind != "line.");
            if let Some(new) = id.and_then(|id| renamed.get(&id)) {
                *text = format!("{kind}{new}");
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| rename(one, field, renamed)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, value)| rename(value, name, renamed))
        }
        _ => {}
    }
}
