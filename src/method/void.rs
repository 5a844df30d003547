//! Taking back: which records still count, and the record that takes one back. A record taken back
//! comes again when what took it back is taken back in its turn, however often.

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use crate::method::fact::{Fact, Record};
use crate::method::{Day, Detail, Id, Text, Violation, ViolationKind, code};

/// Names why a record was taken back, where nobody need say it in words of their own. The journal
/// keeps its code as the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A slip of the same day.
    Slip,
    /// Brings back what had been taken back.
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
    /// Tells what takes `target` back. It is dated as its target: what is taken back was never so,
    /// on that day or later, and no other day reads differently for it (method §3.1).
    pub fn void(target: &Record, reason: Text) -> Record {
        let fact = Fact::Void { target: target.id.clone(), reason };
        Record::fresh(target.on, target.session.as_ref(), fact)
    }

    /// True for what a correction writes in place of what was there.
    pub fn corrects(&self) -> bool {
        match &self.fact {
            Fact::Revised { .. } => true,
            Fact::Void { reason, .. } => *reason == Why::Corrected.text(),
            _ => false,
        }
    }

    /// Tells what this record takes back.
    pub fn takes_back(&self) -> Option<&Id> {
        match &self.fact {
            Fact::Void { target, .. } => Some(target),
            _ => None,
        }
    }
}

/// The records that do not count, and what is wrong with those that take back.
///
/// The order of the records makes no difference. A void counts unless a void that counts takes it
/// back, so the voids that nothing takes back come first, then what they take back, and so on.
/// Voids in a ring decide nothing and are refused.
pub fn struck(records: &[Record]) -> (HashSet<&Id>, Vec<Violation>) {
    let days: HashMap<&Id, Day> = records.iter().map(|r| (&r.id, r.on)).collect();
    let targets: HashMap<&Id, &Id> =
        records.iter().filter_map(|r| Some((&r.id, r.takes_back()?))).collect();
    let mut waits_for: HashMap<&Id, usize> = targets.keys().map(|id| (*id, 0)).collect();
    for target in targets.values() {
        if let Some(n) = waits_for.get_mut(target) {
            *n += 1;
        }
    }
    let mut ready: Vec<&Id> =
        waits_for.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
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
    let moved: HashSet<(&Id, Day)> =
        records.iter().filter_map(|r| Some((r.revises()?, r.on))).collect();
    let wrong = |r: &Record| {
        let target = r.takes_back()?;
        let rule = match days.get(target) {
            None => ViolationKind::UnknownReference { field: "target".into(), id: target.clone() },
            // A correction may have given the record another day.
            Some(on) if *on != r.on && !moved.contains(&(target, r.on)) => {
                ViolationKind::DateDiffers
            }
            Some(_) if !decided.contains(&r.id) => {
                ViolationKind::BeforeItsCause { field: Detail::Target }
            }
            Some(_) => return None,
        };
        Some(Violation { place: r.noun(), record: r.id.clone(), rule })
    };
    let violations = records.iter().filter_map(wrong).collect();
    (struck, violations)
}

/// Tells what taking these records back takes along: the words of a contact, which are nothing
/// without it. What is a part of a record need not be taken back itself; it counts no more than its
/// owner.
pub fn along<'r>(live: &[&'r Record], taken: &[&Record]) -> Vec<&'r Record> {
    let of_contact = |r: &&&Record| match &r.fact {
        Fact::Quote(quote) => taken.iter().any(|t| quote.contact.as_ref() == Some(&t.id)),
        _ => false,
    };
    let new = |r: &&&Record| !taken.iter().any(|t| t.id == r.id);
    live.iter().filter(of_contact).filter(new).copied().collect()
}

/// A few records that one act wrote in a row into one person's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub person: Id,
    pub first: Id,
    pub count: usize,
}

impl Run {
    /// The records that were written in one transaction; none where nothing was.
    pub fn of(person: &Id, fresh: &[Record]) -> Option<Run> {
        let first = fresh.first()?.id.clone();
        Some(Run { person: person.clone(), first, count: fresh.len() })
    }

    /// The records as they stand in a journal; none if they do not.
    pub fn within<'r>(&self, records: &'r [Record]) -> Option<&'r [Record]> {
        let at = records.iter().position(|r| r.id == self.first)?;
        records.get(at..at.checked_add(self.count)?).filter(|found| !found.is_empty())
    }

    /// The act by which a record was changed or taken back: what it took back or said anew, then
    /// what it added. `same` is true of two records of one moment and one hand.
    pub fn around(
        person: &Id,
        records: &[Record],
        id: &Id,
        same: impl Fn(&Id, &Id) -> bool,
    ) -> Option<Run> {
        let at = records.iter().position(|r| r.id == *id)?;
        let of_it = |r: &&Record| same(&r.id, id);
        let earlier = records[..at].iter().rev();
        let (changes, added): (usize, usize) = if records[at].changes() {
            (earlier.take_while(of_it).take_while(|r| r.changes()).count(), 0)
        } else {
            let added = earlier.clone().take_while(of_it).take_while(|r| !r.changes()).count();
            (earlier.skip(added).take_while(of_it).take_while(|r| r.changes()).count(), added)
        };
        let first = at - changes - added;
        let act = || records[first..].iter().take_while(of_it);
        let changed = act().take_while(|r| r.changes()).count();
        let count = changed + act().skip(changed).take_while(|r| !r.changes()).count();
        Some(Run { person: person.clone(), first: records[first].id.clone(), count })
    }
}

/// Names what can be undone together. Ids and numbers alone, so that an address may carry it; what
/// it means is always read in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    Written(Run),
    /// A session that was moved to another person: what both journals were given.
    Moved {
        left: Run,
        come: Run,
    },
    /// An insight set aside or brought back.
    Dismissal(Id),
    /// A draft thrown away.
    Discarded(Id),
}

impl Done {
    /// The act that wrote these records in one transaction; none where it wrote nothing.
    pub fn of(person: &Id, fresh: &[Record]) -> Option<Done> {
        Run::of(person, fresh).map(Done::Written)
    }

    /// One record of a person.
    pub fn one(person: &Id, record: &Id) -> Done {
        Done::Written(Run { person: person.clone(), first: record.clone(), count: 1 })
    }
}

/// Later corrections that hide what an act said: until they are undone, undoing the act would
/// change nothing of it, or take them along unseen.
pub fn hidden_by<'r>(
    records: &'r [Record],
    struck: &HashSet<&Id>,
    act: &[Record],
) -> Vec<&'r Record> {
    let place: HashMap<&Id, usize> = records.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
    let corrected = act.iter().any(|r| r.corrects());
    let said = act.iter().filter_map(|record| match traced(record, records) {
        (Record { id, fact: Fact::Revised { target, .. }, .. }, _) => {
            Some((target, *place.get(id)?))
        }
        (new, 0) if corrected => Some((&new.id, *place.get(&new.id)?)),
        _ => None,
    });
    let said: HashMap<&Id, usize> = said.collect();
    let later = |(i, r): &(usize, &Record)| match &r.fact {
        Fact::Revised { target, .. } => {
            said.get(target).is_some_and(|at| at < i) && !act.iter().any(|a| a.id == r.id)
        }
        _ => false,
    };
    let counts = records.iter().enumerate().filter(|(_, r)| !struck.contains(&r.id));
    counts.filter(later).map(|(_, r)| r).collect()
}

/// The record that a record takes back in the end, and how often it was taken back and brought
/// again on the way.
pub fn traced<'r>(record: &'r Record, journal: &'r [Record]) -> (&'r Record, usize) {
    let (mut at, mut steps) = (record, 0);
    while let Some(next) = at.takes_back().and_then(|id| journal.iter().find(|r| r.id == *id)) {
        (at, steps) = (next, steps + 1);
        // Each step leads to another record; a ring would lead round for ever.
        if steps > journal.len() {
            break;
        }
    }
    (at, steps)
}

/// No id has a tilde in it.
const PARTS: char = '~';

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{PARTS}{}{PARTS}{}", self.person, self.first, self.count)
    }
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Done::Written(run) => write!(f, "w{PARTS}{run}"),
            Done::Moved { left, come } => write!(f, "m{PARTS}{left}{PARTS}{come}"),
            Done::Dismissal(act) => write!(f, "a{PARTS}{act}"),
            Done::Discarded(draft) => write!(f, "d{PARTS}{draft}"),
        }
    }
}

/// A text that names nothing that could be undone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this names nothing that was done")]
pub struct NotDoneError;

impl std::str::FromStr for Done {
    type Err = NotDoneError;

    fn from_str(s: &str) -> Result<Done, NotDoneError> {
        let id = |s: &str| s.parse::<Id>().map_err(|_| NotDoneError);
        let run = |[person, first, count]: [&str; 3]| -> Result<Run, NotDoneError> {
            let count = count.parse().map_err(|_| NotDoneError)?;
            Ok(Run { person: id(person)?, first: id(first)?, count })
        };
        match s.split(PARTS).collect::<Vec<_>>()[..] {
            ["w", person, first, count] => Ok(Done::Written(run([person, first, count])?)),
            ["m", from, left, n, to, come, count] => {
                Ok(Done::Moved { left: run([from, left, n])?, come: run([to, come, count])? })
            }
            ["a", act] => Ok(Done::Dismissal(id(act)?)),
            ["d", draft] => Ok(Done::Discarded(id(draft)?)),
            _ => Err(NotDoneError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_named_and_read_back() {
        let id = |s: &str| s.parse::<Id>().expect("an id");
        let run = |person: &str| Run { person: id(person), first: id("r.h1"), count: 3 };
        let all = [
            Done::Written(run("p-1")),
            Done::Moved { left: run("p-1"), come: run("p-2") },
            Done::Dismissal(id("a1")),
            Done::Discarded(id("d1")),
        ];
        for done in all {
            assert_eq!(done.to_string().parse(), Ok(done));
        }
        for wrong in [
            "",
            "w",
            "w~p~r",
            "w~p~r~-1",
            "w~p~r~x",
            "m~p~r~1",
            "m~p~r~1~q~r",
            "a~",
            "a~../x",
            "d~a~b",
            "x~a",
        ] {
            assert_eq!(wrong.parse::<Done>(), Err(NotDoneError), "{wrong}");
        }
    }
}
