//! Holds what of an entry can be recorded. An item that the machines refuse is kept as typed and
//! never blocks the rest.

use super::build::Build;
use super::{Entry, EntryFault, FaultRule, Field, Item};
use crate::method::moment::LocalTime;
use crate::method::text::MAX_CHARS;
use crate::method::{
    Accepted, ClientFile, Day, Id, Record, Session, Text, Violation, ViolationKind,
};

/// An entry, ready to be saved: what is recorded, and what is kept as typed.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub session: Id,
    pub accepted: Accepted,
    pub understood: Vec<Understood>,
    pub unkept: Vec<Unkept>,
}

/// An item that is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// Its place in `Entry::items`.
    pub item: usize,
    pub line: Option<usize>,
    /// Holds what it is in the file: first the record that it made, then the parts. Words written
    /// twice name the first.
    pub records: Vec<Id>,
}

/// An item that is not recorded, and why; no rules where nobody could read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unkept {
    pub item: usize,
    pub line: Option<usize>,
    pub typed: String,
    pub rules: Vec<ViolationKind>,
}

impl Entry {
    /// Tells what saving this as `session` would record. `now` is the consultant's wall clock;
    /// `known` are the records that `file` is made of. Fields without which there is no session
    /// come back as faults.
    pub fn propose(
        &self,
        file: &ClientFile,
        known: &[Record],
        session: Id,
        now: LocalTime,
    ) -> Result<Proposal, Vec<EntryFault>> {
        let faults = self.faults(now.date());
        let (true, Some(on)) = (faults.is_empty(), self.on) else { return Err(faults) };
        let build = Build::new(self, session.clone(), on, now);
        let mut trial = Trial::new(self, &build, file, known);
        if let Some(accepted) = trial.at_once() {
            let understood = trial.understood();
            return Ok(Proposal { session, accepted, understood, unkept: Vec::new() });
        }
        let refusals = trial.one_by_one();
        let unkept: Vec<Unkept> =
            refusals.into_iter().filter_map(|(i, rules)| self.unkept(i, rules)).collect();
        let kept_as_typed = unkept.iter().flat_map(|u| verbatim(&u.typed)).collect();
        let fresh = trial.fresh(kept_as_typed);
        let accepted = file.accept(known, fresh).map_err(refused)?;
        let understood = trial.understood();
        Ok(Proposal { session, accepted, understood, unkept })
    }

    /// The records that the items of this entry add to a session that is saved already: all of
    /// them, or why not.
    pub fn join(
        &self,
        file: &ClientFile,
        known: &[Record],
        session: &Session,
        now: LocalTime,
    ) -> Result<Vec<Record>, Vec<ViolationKind>> {
        let build = Build::new(self, session.id.clone(), session.on, now);
        let (mut so_far, mut fresh) = (file.clone(), Vec::new());
        for i in 0..self.items.len() {
            let records = build.records(i, &so_far);
            // Anything that does not fit is refused below, with its reason.
            for record in &records {
                so_far.take(record);
            }
            fresh.extend(records);
        }
        let own: Vec<Id> = fresh.iter().map(|r| r.id.clone()).collect();
        let accepted =
            file.accept(known, fresh).map_err(|violations| rules_of(&own, violations))?;
        Ok(accepted.fresh().to_vec())
    }

    /// The session and the records that each item makes, whether or not the machines would take
    /// them.
    pub(crate) fn drafted(
        &self,
        file: &ClientFile,
        session: Id,
        on: Day,
        now: LocalTime,
    ) -> (Session, Vec<Vec<Record>>) {
        let build = Build::new(self, session, on, now);
        let trial = Trial::new(self, &build, file, &[]);
        let records = trial.all().into_iter().map(Option::unwrap_or_default).collect();
        (build.session(file, Vec::new()), records)
    }

    /// An item as it was typed, to be kept with the session.
    pub(crate) fn unkept(&self, item: usize, rules: Vec<ViolationKind>) -> Option<Unkept> {
        let it = self.items.get(item)?;
        let own = || it.text().map(Text::to_string).unwrap_or_default();
        let typed = if it.typed.trim().is_empty() { own() } else { it.typed.clone() };
        Some(Unkept { item, line: it.line, typed, rules })
    }
}

/// The items of one entry, tried against the machines.
struct Trial<'t> {
    entry: &'t Entry,
    build: &'t Build<'t>,
    file: &'t ClientFile,
    known: &'t [Record],
    /// The records of each item that is taken.
    kept: Vec<Option<Vec<Record>>>,
}

impl<'t> Trial<'t> {
    fn new(
        entry: &'t Entry,
        build: &'t Build<'t>,
        file: &'t ClientFile,
        known: &'t [Record],
    ) -> Trial<'t> {
        Trial { entry, build, file, known, kept: vec![None; entry.items.len()] }
    }

    /// Takes all items at once, as they mostly can be.
    fn at_once(&mut self) -> Option<Accepted> {
        if self.entry.items.iter().any(Item::is_unread) {
            return None;
        }
        self.kept = self.all();
        self.file.accept(self.known, self.fresh(Vec::new())).ok()
    }

    /// Takes the items one by one in the order written. What is left is tried again after each that
    /// was taken, for it may rest on a later line. Gives the refused, with the rules.
    fn one_by_one(&mut self) -> Vec<(usize, Vec<ViolationKind>)> {
        self.kept = vec![None; self.entry.items.len()];
        loop {
            let mut refused = Vec::new();
            let mut moved = false;
            for i in 0..self.kept.len() {
                if self.kept[i].is_some() {
                    continue;
                }
                match self.take(i) {
                    Ok(()) => moved = true,
                    Err(rules) => refused.push((i, rules)),
                }
            }
            if !moved || refused.is_empty() {
                return refused;
            }
        }
    }

    fn all(&self) -> Vec<Option<Vec<Record>>> {
        let mut so_far = self.file.clone();
        so_far.sessions.push(self.build.session(self.file, Vec::new()));
        let mut out = Vec::new();
        for (i, item) in self.entry.items.iter().enumerate() {
            let records = self.build.records(i, &so_far);
            // Anything that does not fit is refused below, with its reason.
            for record in &records {
                so_far.take(record);
            }
            out.push((!item.is_unread()).then_some(records));
        }
        out
    }

    fn take(&mut self, i: usize) -> Result<(), Vec<ViolationKind>> {
        if self.entry.items[i].is_unread() {
            return Err(Vec::new());
        }
        let records = self.build.records(i, &self.so_far());
        let own: Vec<Id> = records.iter().map(|r| r.id.clone()).collect();
        self.kept[i] = Some(records);
        let Err(violations) = self.file.accept(self.known, self.fresh(Vec::new())) else {
            return Ok(());
        };
        self.kept[i] = None;
        Err(rules_of(&own, violations))
    }

    /// The file with the session and what was taken up to now.
    fn so_far(&self) -> ClientFile {
        let all: Vec<Record> = self.known.iter().cloned().chain(self.fresh(Vec::new())).collect();
        ClientFile::from_records(self.file.person.clone(), &all).0
    }

    fn fresh(&self, unkept: Vec<Text>) -> Vec<Record> {
        let session = Record::session(self.build.session(self.file, unkept));
        [session].into_iter().chain(self.kept.iter().flatten().flatten().cloned()).collect()
    }

    fn understood(&self) -> Vec<Understood> {
        let of = |(i, kept): (usize, &Option<Vec<Record>>)| {
            let mut records: Vec<Id> = kept.as_ref()?.iter().map(|r| r.id.clone()).collect();
            if records.is_empty() {
                records.extend(self.entry.items[i].id().cloned());
            }
            Some(Understood { item: i, line: self.entry.items[i].line, records })
        };
        self.kept.iter().enumerate().filter_map(of).collect()
    }
}

/// Tells why an item was refused: the rules its own records break or, if others would be broken,
/// those.
pub(crate) fn rules_of(own: &[Id], violations: Vec<Violation>) -> Vec<ViolationKind> {
    let about_it = violations.iter().any(|b| own.contains(&b.record));
    let mut rules: Vec<ViolationKind> = Vec::new();
    for violation in violations.into_iter().filter(|b| !about_it || own.contains(&b.record)) {
        if !rules.contains(&violation.rule) {
            rules.push(violation.rule);
        }
    }
    rules
}

fn refused(violations: Vec<Violation>) -> Vec<EntryFault> {
    let fault = |b: Violation| EntryFault { field: Field::On, rule: FaultRule::Refused(b.rule) };
    violations.into_iter().map(fault).collect()
}

/// Tells what was typed, as texts: only what no text can hold is left out, and what is too long for
/// one goes into several.
pub(crate) fn verbatim(typed: &str) -> Vec<Text> {
    let chars: Vec<char> = typed.chars().collect();
    let readable = |part: &[char]| {
        let part: String = part.iter().collect();
        Text::optional(&part).or_else(|_| Text::optional(&without_marks(&part))).ok().flatten()
    };
    chars.chunks(MAX_CHARS / 2).filter_map(readable).collect()
}

fn without_marks(s: &str) -> String {
    s.chars().filter(|c| Text::optional(&c.to_string()).is_ok()).collect()
}
