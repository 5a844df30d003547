//! Taking back: which records still count, and the record that takes one back. A record taken back comes again when what
//! took it back is taken back in its turn, however often.

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::fact::{Fact, Record};
use super::{Breach, Day, Id, Rule, Text, code};

/// Why a record was taken back, where nobody need say it in words of their own. The journal keeps its code as the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A slip of the same day.
    Slip,
    /// What had been taken back comes again.
    Undone,
    /// It was changed: what it says now was written down in its place (method §3.9).
    Corrected,
}

impl Why {
    /// The reason as the journal keeps it.
    pub fn text(self) -> Text {
        code(&self).parse().unwrap_or_else(|_| Text::dash())
    }
}

impl Record {
    /// What takes `target` back. It is dated as its target: what is taken back was never so, on that day or later, and no
    /// other day reads differently for it (method §3.1).
    pub fn void(target: &Record, reason: Text) -> Record {
        let fact = Fact::Void { target: target.id.clone(), reason };
        Record::fresh(target.on, target.session.as_ref(), fact)
    }

    /// What this record takes back.
    pub fn takes_back(&self) -> Option<&Id> {
        match &self.fact {
            Fact::Void { target, .. } => Some(target),
            _ => None,
        }
    }
}

/// The records that do not count, and what is wrong with those that take back.
///
/// The order of the records makes no difference. A void counts unless a void that counts takes it back, so the voids that
/// nothing takes back come first, then what they take back, and so on. Voids in a ring decide nothing and are refused.
pub fn struck(records: &[Record]) -> (HashSet<&Id>, Vec<Breach>) {
    let days: HashMap<&Id, Day> = records.iter().map(|r| (&r.id, r.on)).collect();
    let targets: HashMap<&Id, &Id> = records.iter().filter_map(|r| Some((&r.id, r.takes_back()?))).collect();
    let mut waits_for: HashMap<&Id, usize> = targets.keys().map(|id| (*id, 0)).collect();
    for target in targets.values() {
        if let Some(n) = waits_for.get_mut(target) {
            *n += 1;
        }
    }
    let mut ready: Vec<&Id> = waits_for.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
    let (mut struck, mut decided): (HashSet<&Id>, HashSet<&Id>) = Default::default();
    while let Some(void) = ready.pop() {
        decided.insert(void);
        let Some(target) = targets.get(void) else { continue };
        if !struck.contains(void) {
            struck.insert(target);
        }
        if let Some(n) = waits_for.get_mut(target) {
            *n -= 1;
            if *n == 0 {
                ready.push(target);
            }
        }
    }
    let moved = super::revision::days(records);
    let wrong = |r: &Record| {
        let target = r.takes_back()?;
        let rule = match days.get(target) {
            None => Rule::UnknownReference { field: "target".into(), id: target.clone() },
            // A correction may have given the record another day.
            Some(on) if *on != r.on && !moved.contains(&(target, r.on)) => Rule::DateDiffers,
            Some(_) if !decided.contains(&r.id) => Rule::BeforeItsCause { field: "target".into() },
            Some(_) => return None,
        };
        Some(Breach { place: r.noun(), record: r.id.clone(), rule })
    };
    let breaches = records.iter().filter_map(wrong).collect();
    (struck, breaches)
}

/// What taking these records back takes along: the words of a contact, which are nothing without it. What is a part of a
/// record need not be taken back itself; it counts no more than its owner.
pub fn along<'r>(live: &[&'r Record], taken: &[&Record]) -> Vec<&'r Record> {
    let of_contact = |r: &&&Record| match &r.fact {
        Fact::Quote(quote) => taken.iter().any(|t| quote.contact.as_ref() == Some(&t.id)),
        _ => false,
    };
    let new = |r: &&&Record| !taken.iter().any(|t| t.id == r.id);
    live.iter().filter(of_contact).filter(new).copied().collect()
}

/// A few records that one act wrote in a row into one person's journal: what can be undone together. Ids and a number
/// alone, so that an address may carry it; what it means is always read in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    Written {
        person: Id,
        first: Id,
        count: usize,
    },
    /// An insight set aside or brought back.
    Aside(Id),
    /// A draft thrown away.
    Discarded(Id),
}

impl Done {
    /// The act that wrote these records in one transaction; none where it wrote nothing.
    pub fn of(person: &Id, fresh: &[Record]) -> Option<Done> {
        let first = fresh.first()?.id.clone();
        Some(Done::Written { person: person.clone(), first, count: fresh.len() })
    }

    /// One record of a person.
    pub fn one(person: &Id, record: &Id) -> Done {
        Done::Written { person: person.clone(), first: record.clone(), count: 1 }
    }

    /// The records of the act as they stand in a journal; none if they do not.
    pub fn within<'r>(&self, records: &'r [Record]) -> Option<&'r [Record]> {
        let Done::Written { first, count, .. } = self else { return None };
        let at = records.iter().position(|r| r.id == *first)?;
        records.get(at..at.checked_add(*count)?).filter(|found| !found.is_empty())
    }
}

/// No id has a tilde in it.
const PARTS: char = '~';

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Done::Written { person, first, count } => write!(f, "w{PARTS}{person}{PARTS}{first}{PARTS}{count}"),
            Done::Aside(act) => write!(f, "a{PARTS}{act}"),
            Done::Discarded(draft) => write!(f, "d{PARTS}{draft}"),
        }
    }
}

/// A text that names nothing that could be undone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this names nothing that was done")]
pub struct NotDone;

impl std::str::FromStr for Done {
    type Err = NotDone;

    fn from_str(s: &str) -> Result<Done, NotDone> {
        let id = |s: &str| s.parse::<Id>().map_err(|_| NotDone);
        match s.split(PARTS).collect::<Vec<_>>()[..] {
            ["w", person, first, count] => {
                let count = count.parse().map_err(|_| NotDone)?;
                Ok(Done::Written { person: id(person)?, first: id(first)?, count })
            }
            ["a", act] => Ok(Done::Aside(id(act)?)),
            ["d", draft] => Ok(Done::Discarded(id(draft)?)),
            _ => Err(NotDone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_named_and_read_back() {
        let id = |s: &str| s.parse::<Id>().expect("an id");
        let all = [
            Done::Written { person: id("p-1"), first: id("r.h1"), count: 3 },
            Done::Aside(id("a1")),
            Done::Discarded(id("d1")),
        ];
        for done in all {
            assert_eq!(done.to_string().parse(), Ok(done));
        }
        for wrong in ["", "w", "w~p~r", "w~p~r~-1", "w~p~r~x", "a~", "a~../x", "d~a~b", "x~a"] {
            assert_eq!(wrong.parse::<Done>(), Err(NotDone), "{wrong}");
        }
    }
}
