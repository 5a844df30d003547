//! Does a file obey the machines? One answer for every way in: form, shorthand, import, API (method
//! §3.3–3.4).

mod agreements;
mod index;
mod moves;
mod references;

use std::fmt;
use std::sync::Arc;

use crate::method::fact::{Fact, Record};
use crate::method::{
    AgreementEvent, AgreementMove, ClientFile, Id, Session, Violation, ViolationKind,
};

use index::Index;

/// A file of which every record obeys the machines, with the records that are new in it.
///
/// There is no other way to make one than `ClientFile::accept`, and the store appends nothing else:
/// a step without its evidence cannot be written down.
#[derive(Debug, Clone)]
pub struct Accepted {
    file: Arc<ClientFile>,
    records: Arc<Vec<Record>>,
    fresh: Vec<Record>,
}

impl Accepted {
    /// The whole file, the new records included.
    pub fn file(&self) -> &Arc<ClientFile> {
        &self.file
    }

    /// Its records, those known before and then the new ones.
    pub fn records(&self) -> &Arc<Vec<Record>> {
        &self.records
    }

    /// The new records, in the order in which they were handed in.
    pub fn fresh(&self) -> &[Record] {
        &self.fresh
    }
}

impl ClientFile {
    /// The file with `fresh` records added to what is `known`, which is what this file is made of;
    /// or every breach that this would make.
    pub fn accept(&self, known: &[Record], fresh: Vec<Record>) -> Result<Accepted, Vec<Violation>> {
        let mut violations = signed_breaches(self, known, &fresh);
        let all: Vec<Record> = known.iter().chain(&fresh).cloned().collect();
        let grown = self.grown(known, &fresh).map(|file| (file, Vec::new()));
        let (file, dangling) =
            grown.unwrap_or_else(|| ClientFile::from_records(self.person.clone(), &all));
        violations.extend(dangling);
        violations.extend(file.violations());
        let accepted = || Accepted { file: Arc::new(file), records: Arc::new(all), fresh };
        if violations.is_empty() { Ok(accepted()) } else { Err(violations) }
    }

    /// Every record that does not obey the machines, in the order of the file format.
    pub fn violations(&self) -> Vec<Violation> {
        let index = Index::of(self);
        let mut out = Vec::new();
        references::check(self, &index, &mut out);
        agreements::check(self, &index, &mut out);
        moves::check(self, &index, &mut out);
        out
    }
}

/// A signed session takes no record but its addenda, and none of its records is struck any more
/// (method §3.1).
fn signed_breaches(file: &ClientFile, known: &[Record], fresh: &[Record]) -> Vec<Violation> {
    let signed = |id: &Id| file.session(id).is_some_and(|s| s.signed_on.is_some());
    let within = |id: &Id| known.iter().find(|k| k.id == *id).and_then(|k| k.session.as_ref());
    let late = |r: &&Record| match &r.fact {
        Fact::Addendum { .. } => false,
        Fact::Void { target, .. } if within(target).is_some_and(signed) => {
            !undoes(file, known, target)
        }
        Fact::Moved { .. } => false,
        Fact::Revised { target, now, .. } if within(target).is_some_and(signed) => {
            !follows(file, target, now)
        }
        _ => r.session.as_ref().is_some_and(signed),
    };
    fresh
        .iter()
        .filter(late)
        .map(|r| Violation { place: r.noun(), record: r.id.clone(), rule: ViolationKind::Signed })
        .collect()
}

/// True for undoing, or doing again, a change that says nothing new of a signed session.
fn undoes(file: &ClientFile, known: &[Record], target: &Id) -> bool {
    let mut at = known.iter().find(|k| k.id == *target);
    for _ in 0..known.len() {
        match at.map(|r| &r.fact) {
            Some(Fact::Void { target, .. }) => at = known.iter().find(|k| k.id == *target),
            Some(Fact::Revised { target, now, .. }) => return follows(file, target, now),
            _ => return false,
        }
    }
    false
}

/// True for a change that says nothing new of a signed session: its number, or whether a yes was
/// the first, as what was corrected elsewhere makes them.
fn follows(file: &ClientFile, target: &Id, now: &Fact) -> bool {
    match now {
        Fact::Session(now) => {
            let bare = |s: &Session| Session {
                no: None,
                hours: None,
                signed_on: None,
                addenda: Vec::new(),
                settled: Vec::new(),
                ..s.clone()
            };
            file.session(target).is_some_and(|was| bare(was) == bare(now))
        }
        Fact::Agreement(now) => {
            let yes = |a: &AgreementEvent| {
                matches!(a.event, AgreementMove::Given | AgreementMove::Renewed)
            };
            let bare =
                |a: &AgreementEvent| AgreementEvent { event: AgreementMove::Given, ..a.clone() };
            let was = file.agreements.iter().find(|a| a.id == *target);
            was.is_some_and(|was| yes(was) && yes(now) && bare(was) == bare(now))
        }
        _ => false,
    }
}

/// Tells where a record stands in the file format; spelled out only where it is refused.
#[derive(Clone, Copy)]
struct Spot {
    list: (&'static str, usize),
    part: Option<(&'static str, usize)>,
}

impl Spot {
    /// The nth of a list, as in `wants[2]`.
    fn of(list: &'static str, n: usize) -> Spot {
        Spot { list: (list, n), part: None }
    }

    /// The nth of its parts, as in `wants[2].history[0]`.
    fn part(self, part: &'static str, n: usize) -> Spot {
        Spot { part: Some((part, n)), ..self }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.list.0, self.list.1)?;
        self.part.map_or(Ok(()), |(part, n)| write!(f, ".{part}[{n}]"))
    }
}

/// Collects breaches of one record.
struct At<'o> {
    out: &'o mut Vec<Violation>,
    spot: Spot,
    record: Id,
}

impl At<'_> {
    fn refuse(&mut self, rule: ViolationKind) {
        self.out.push(Violation {
            place: self.spot.to_string(),
            record: self.record.clone(),
            rule,
        });
    }
}

fn at<'o>(out: &'o mut Vec<Violation>, spot: Spot, record: &Id) -> At<'o> {
    At { out, spot, record: record.clone() }
}
