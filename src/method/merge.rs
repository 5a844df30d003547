//! Two people who are one: their journals joined, so that everything derived is a replay of both.
//! The facts of the one are written down again with the other, as they were; one record more says
//! what it takes to read both as one.

pub mod joining;
mod parting;
mod profile;
mod renaming;

use std::collections::{HashMap, HashSet};

use crate::method::agreement::AgreementMove;
use crate::method::fact::{Fact, Record};
use crate::method::revision::live;
use crate::method::{Accepted, ClientFile, Day, Id, Violation};

pub use joining::{Joining, Number, Reading};
pub use parting::{Apart, Joint};
pub use profile::{Part, of_two, parted};
pub use renaming::records as under;

/// One of the two, with the records the file is made of.
#[derive(Debug, Clone, Copy)]
pub struct Half<'a> {
    pub file: &'a ClientFile,
    pub records: &'a [Record],
}

/// Two who are to be one.
pub struct Pair<'a> {
    /// Tells who goes on.
    pub kept: Half<'a>,
    pub gone: Half<'a>,
    /// Tells which parts of the profile are those of `gone`.
    pub picked: &'a HashSet<Part>,
}

/// Two who are one, accepted by the machines.
#[derive(Debug)]
pub struct One {
    pub accepted: Accepted,
    /// The ids of records of `gone` that had to be changed, because `kept` has one of the same id.
    pub renamed: HashMap<Id, Id>,
}

impl Pair<'_> {
    /// Joins them; or every breach that cannot be mended.
    pub fn join(&self, today: Day) -> Result<One, Vec<Violation>> {
        let (kept, gone) = (self.kept, self.gone);
        let taken: HashSet<&Id> = kept.records.iter().map(|r| &r.id).collect();
        let twice = gone.records.iter().map(|r| &r.id).filter(|id| taken.contains(id));
        let renamed: HashMap<Id, Id> = twice.map(|id| (id.clone(), Id::fresh())).collect();
        let copies = renaming::records(gone.records, &renamed);
        let theirs = renaming::person(&gone.file.person, &renamed);
        let person = of_two(&kept.file.person, &theirs, self.picked, today);
        let from = gone.file.person.id.clone();
        let mut joining =
            Joining { from, numbers: Vec::new(), read_as: Vec::new(), left_out: Vec::new() };
        let all: Vec<Record> = kept.records.iter().chain(&copies).cloned().collect();
        let (both, dangling) = ClientFile::from_records(person.clone(), &all);
        if !dangling.is_empty() {
            return Err(dangling);
        }
        joining.numbers = numbers(&both, &live(&all));
        let steps = |half: Half<'_>| -> Vec<Id> {
            half.file.status_history.iter().map(|s| s.id.clone()).collect()
        };
        let first: HashSet<Id> = if self.picked.contains(&Part::Status) {
            steps(gone).into_iter().map(|id| renamed.get(&id).cloned().unwrap_or(id)).collect()
        } else {
            steps(kept).into_iter().collect()
        };
        loop {
            let fact = Fact::Joined(joining.clone());
            let joined: Vec<Record> =
                all.iter().cloned().chain([Record::fresh(today, None, fact)]).collect();
            let file = ClientFile::from_records(person.clone(), &joined).0;
            let violations = file.violations();
            if violations.is_empty() {
                break;
            }
            if !mend(&both, &file, &violations, &first, &mut joining) {
                return Err(violations);
            }
        }
        let base = ClientFile { person, ..kept.file.clone() };
        let fresh: Vec<Record> =
            copies.into_iter().chain([Record::fresh(today, None, Fact::Joined(joining))]).collect();
        Ok(One { accepted: base.accept(kept.records, fresh)?, renamed })
    }
}

/// The numbers in the order of the days, from the first one on; only those that are written down
/// otherwise.
fn numbers(both: &ClientFile, written: &[Record]) -> Vec<Number> {
    let no = |r: &Record| match &r.fact {
        Fact::Session(session) => Some((session.id.clone(), session.no)),
        _ => None,
    };
    let written: HashMap<Id, Option<u32>> = written.iter().filter_map(no).collect();
    let mut numbered: Vec<_> =
        both.sessions.iter().filter_map(|s| Some((s.on, s.no?, &s.id))).collect();
    numbered.sort_by_key(|(on, no, _)| (*on, *no));
    let first = numbered.first().map_or(1, |(_, no, _)| *no);
    let placed = numbered.into_iter().zip(first..);
    let other = |id: &Id, no: u32| written.get(id).copied().flatten() != Some(no);
    placed
        .filter(|((_, _, id), no)| other(id, *no))
        .map(|((_, _, id), no)| Number { session: id.clone(), no })
        .collect()
}

/// Mends the first step that the machines refuse in both journals together; false where there is
/// none to be mended. Steps of the status in `first` go before those of the other journal.
fn mend(
    both: &ClientFile,
    file: &ClientFile,
    violations: &[Violation],
    first: &HashSet<Id>,
    joining: &mut Joining,
) -> bool {
    let refused: HashSet<&Id> = violations.iter().map(|b| &b.record).collect();
    let agreement = both.agreements.iter().filter(|a| refused.contains(&a.id)).min_by_key(|a| a.on);
    if let Some(event) = agreement {
        let other = match event.event {
            AgreementMove::Given => Some(AgreementMove::Renewed),
            // A no to what was given takes it back: it is never lost.
            AgreementMove::Declined => Some(AgreementMove::Withdrawn),
            _ => None,
        };
        let tried = joining.read_as.iter().any(|r| r.agreement == event.id);
        joining.read_as.retain(|r| r.agreement != event.id);
        match other.filter(|_| !tried) {
            Some(other) => {
                joining.read_as.push(Reading { agreement: event.id.clone(), event: other })
            }
            None => joining.left_out.push(event.id.clone()),
        }
        return true;
    }
    let Some(step) =
        file.status_history.iter().filter(|s| refused.contains(&s.id)).min_by_key(|s| s.on)
    else {
        return false;
    };
    let other = file
        .status_history
        .iter()
        .filter(|s| s.on <= step.on && !first.contains(&s.id))
        .max_by_key(|s| s.on);
    let out = if first.contains(&step.id) { other.unwrap_or(step) } else { step };
    joining.left_out.push(out.id.clone());
    true
}
