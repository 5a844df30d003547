//! Holds what a record says now. A correction keeps the record's id, so that everything that rests
//! on it goes on resting on it.
//!
//! The other way would be a void and a copy under a new id, with copies of all that points at it. A
//! later session that is signed takes no copies, and one of its steps may rest on the very record
//! in which a letter is wrong.
//!
//! Two kinds of records say something of an earlier one: a correction, and the note that another
//! journal was joined. Whichever was written later has the last word, and it is read here alone.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use crate::method::agreement::AgreementMove;
use crate::method::fact::{Fact, Record};
use crate::method::{Id, Violation, ViolationKind};

/// The last words on each record of which a later one says something.
pub(super) struct Readings<'r>(HashMap<&'r Id, Said<'r>>);

/// The last words on one record.
#[derive(Default)]
struct Said<'r> {
    /// The last correction.
    revised: Option<&'r Record>,
    /// The number of a session in joined journals, unless a later correction gave it another.
    no: Option<u32>,
    /// Tells how an agreement reads in joined journals.
    event: Option<AgreementMove>,
    /// True for a step that leads nowhere in joined journals.
    left_out: bool,
}

/// The readings that count. What was itself taken back is as if it had never been said.
pub(super) fn readings<'r>(records: &'r [Record], voided: &HashSet<&Id>) -> Readings<'r> {
    let mut said: HashMap<&Id, Said<'r>> = HashMap::default();
    let joined = records.iter().any(|r| matches!(r.fact, Fact::Joined(_)));
    let inner = records.iter().filter(|_| joined).filter_map(|r| Some((own(&r.fact)?, &r.id)));
    let behind: HashMap<&Id, &Id> = inner.collect();
    let record = |id: &'r Id| behind.get(id).copied().unwrap_or(id);
    for later in records.iter().filter(|r| !voided.contains(&r.id)) {
        match &later.fact {
            // A correction is made of the record as it read that day, so it says all of it anew.
            Fact::Revised { target, .. } => {
                said.insert(target, Said { revised: Some(later), ..Said::default() });
            }
            Fact::Joined(joining) => {
                for number in &joining.numbers {
                    said.entry(record(&number.session)).or_default().no = Some(number.no);
                }
                for reading in &joining.read_as {
                    said.entry(record(&reading.agreement)).or_default().event = Some(reading.event);
                }
                for out in &joining.left_out {
                    said.entry(record(out)).or_default().left_out = true;
                }
            }
            _ => {}
        }
    }
    Readings(said)
}

/// The id by which a merge names what a record says; a step of the status has one of its own.
fn own(fact: &Fact) -> Option<&Id> {
    match fact {
        Fact::Session(session) => Some(&session.id),
        Fact::Agreement(agreement) => Some(&agreement.id),
        Fact::Status(step) => Some(&step.id),
        _ => None,
    }
}

impl Readings<'_> {
    /// Corrections of records that are not there.
    pub fn dangling(&self, records: &[Record]) -> Vec<Violation> {
        let revised = self.0.iter().filter_map(|(id, said)| Some((*id, said.revised?)));
        let mut open: HashMap<&Id, &Record> = revised.collect();
        if !open.is_empty() {
            records.iter().for_each(|r| {
                open.remove(&r.id);
            });
        }
        let violation = |(id, record): (&Id, &Record)| {
            let rule = ViolationKind::UnknownReference { field: "target".into(), id: id.clone() };
            Violation { place: record.noun(), record: record.id.clone(), rule }
        };
        open.into_iter().map(violation).collect()
    }

    /// The record as it reads now; none if it is left out.
    pub fn reading<'r>(&self, record: &'r Record) -> Option<Cow<'r, Record>> {
        let Some(said) = self.0.get(&record.id) else { return Some(Cow::Borrowed(record)) };
        if said.left_out {
            return None;
        }
        let mut now = record.clone();
        if let Some(Record { on, fact: Fact::Revised { now: fact, .. }, .. }) = said.revised {
            (now.on, now.fact) = (*on, (**fact).clone());
        }
        match &mut now.fact {
            Fact::Session(session) => session.no = said.no.or(session.no),
            Fact::Agreement(agreement) => agreement.event = said.event.unwrap_or(agreement.event),
            _ => {}
        }
        Some(Cow::Owned(now))
    }
}

/// Every record that counts, as it reads now, in the order written; what changes others is not
/// among them.
pub fn live(records: &[Record]) -> Vec<Record> {
    let voided = crate::method::void::struck(records).0;
    let readings = readings(records, &voided);
    let speaks = |r: &&Record| !r.changes() && !matches!(r.fact, Fact::Moved { .. });
    let kept = records.iter().filter(|r| !voided.contains(&r.id)).filter(speaks);
    let now: Vec<Record> =
        kept.filter_map(|r| readings.reading(r)).map(|r| r.into_owned().placed()).collect();
    let ids: HashSet<&Id> = now.iter().map(|r| &r.id).collect();
    // A part whose owner is gone counts no more than its owner.
    let parts = now.iter().filter(|r| r.fact.owner().is_none_or(|owner| ids.contains(owner)));
    parts.cloned().collect()
}
