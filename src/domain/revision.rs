//! What a record says now. A correction keeps the record's id, so that everything that rests on it goes on resting on it.
//!
//! The other way would be a void and a copy under a new id, with copies of all that points at it. A later session that is
//! signed takes no copies, and one of its steps may rest on the very record in which a letter is wrong.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use super::fact::{Fact, Record};
use super::{Day, Id};

/// The last words on each record that was revised.
pub(super) struct Revisions<'r>(HashMap<&'r Id, &'r Record>);

/// The revisions that count, of which the later one holds. One that was itself taken back is as if it had never been.
pub(super) fn revisions<'r>(records: &'r [Record], voided: &HashSet<&Id>) -> Revisions<'r> {
    let live = records.iter().filter(|r| !voided.contains(&r.id));
    Revisions(live.filter_map(|r| Some((target(r)?, r))).collect())
}

impl Revisions<'_> {
    /// The record as it reads now.
    pub fn reading<'r>(&self, record: &'r Record) -> Cow<'r, Record> {
        match self.0.get(&record.id).map(|last| (last.on, &last.fact)) {
            Some((on, Fact::Revised { now, .. })) => Cow::Owned(Record { on, fact: (**now).clone(), ..record.clone() }),
            _ => Cow::Borrowed(record),
        }
    }
}

/// Every record that counts, as it reads now, in the order written; what changes others is not among them.
pub fn live(records: &[Record]) -> Vec<Record> {
    let voided = super::void::struck(records).0;
    let revised = revisions(records, &voided);
    let speaks = |r: &&Record| !matches!(r.fact, Fact::Void { .. } | Fact::Revised { .. } | Fact::Moved { .. });
    let kept = records.iter().filter(|r| !voided.contains(&r.id)).filter(speaks);
    let now: Vec<Record> = kept.map(|r| revised.reading(r).into_owned()).collect();
    let ids: HashSet<&Id> = now.iter().map(|r| &r.id).collect();
    // A part whose owner is gone counts no more than its owner.
    let parts = now.iter().filter(|r| r.fact.owner().is_none_or(|owner| ids.contains(owner)));
    parts.cloned().collect()
}

/// The days that records have been given by their revisions, whether these still hold or not.
pub(super) fn days(records: &[Record]) -> HashSet<(&Id, Day)> {
    records.iter().filter_map(|r| Some((target(r)?, r.on))).collect()
}

impl Record {
    /// True for what takes back or revises another record.
    pub fn changes(&self) -> bool {
        matches!(self.fact, Fact::Void { .. } | Fact::Revised { .. })
    }
}

fn target(record: &Record) -> Option<&Id> {
    match &record.fact {
        Fact::Revised { target, .. } => Some(target),
        _ => None,
    }
}
