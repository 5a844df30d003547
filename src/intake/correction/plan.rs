//! Holds what is to become of the records of a file, and what that does to the others: they are
//! followed until the machines accept the whole, and named where they lose something.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::changed::corrected;
use super::values::unlinked;
use crate::method::agreement::{AgreementEvent, AgreementMove};
use crate::method::fact::points_at;
use crate::method::fact::{Fact, Record};
use crate::method::revision::live;
use crate::method::{Accepted, ClientFile, Id, Text, Violation, ViolationKind};

/// Names what becomes of a record that nobody asked to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// It is taken back, too: it is nothing without what it rests on.
    TakenBack,
    /// It stands, without the words or the record that it pointed at.
    Loosened,
    /// It is of the one person only and does not go along to the other.
    LeftBehind,
    /// It was corrected after the page was made, and the page sets it back.
    SetBack,
    /// A yes counts as the first, or as a later one, where it was not before.
    Recounted,
}

/// A record that a change reaches, as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallout {
    pub record: Record,
    pub how: How,
}

/// A change that the machines accept, with what it reaches besides.
pub struct Settled {
    /// None where nothing is changed.
    pub accepted: Option<Accepted>,
    pub fallout: Vec<Fallout>,
    /// Things that were added and could not be recorded: their place among the things typed, and
    /// why.
    pub refused: Vec<(usize, Vec<ViolationKind>)>,
}

/// Names why nothing can be changed: the records that stand in the way, or the rules that would be
/// broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocked {
    /// Records of signed sessions that rest on what would be changed.
    pub signed: Vec<Record>,
    pub rules: Vec<ViolationKind>,
}

impl Settled {
    /// With what goes along besides, each record once.
    pub(super) fn along(mut self, along: Vec<Fallout>) -> Settled {
        for fallout in along {
            if self.fallout.iter().all(|f| f.record.id != fallout.record.id) {
                self.fallout.push(fallout);
            }
        }
        self
    }
}

#[derive(Default)]
pub(super) struct Plan {
    /// Holds what becomes of records that there are; none is taken back.
    next: BTreeMap<Id, Option<Record>>,
    /// New records, by the thing typed that they come from; what comes from none is not left out.
    added: Vec<(Option<usize>, Vec<Record>)>,
    forced: BTreeMap<Id, How>,
    refused: Vec<(usize, Vec<ViolationKind>)>,
    flipped: HashSet<Id>,
}

impl Plan {
    pub fn take_back(&mut self, id: &Id) {
        self.next.insert(id.clone(), None);
    }

    pub fn change(&mut self, to: Record) {
        self.next.insert(to.id.clone(), Some(to));
    }

    pub fn add(&mut self, item: Option<usize>, records: Vec<Record>) {
        self.added.push((item, records));
    }

    pub fn added(&self) -> impl Iterator<Item = &Record> {
        self.added.iter().flat_map(|(_, records)| records)
    }

    /// The record as it will read; none if it is taken back.
    pub fn now(&self, record: &Record) -> Option<Record> {
        self.next.get(&record.id).cloned().unwrap_or_else(|| Some(record.clone()))
    }

    fn standing(&self, live: &[Record]) -> Vec<Record> {
        live.iter().filter_map(|r| self.now(r)).collect()
    }

    pub fn number(&mut self, live: &[Record], session: &Id, no: Option<u32>) {
        let numbered = |record: &mut Record| {
            if let Fact::Session(s) = &mut record.fact {
                s.no = no;
            }
        };
        let new = self.added.iter_mut().flat_map(|(_, records)| records);
        new.filter(|r| r.id == *session).for_each(numbered);
        if let Some(mut record) = live.iter().find(|r| r.id == *session).and_then(|r| self.now(r)) {
            numbered(&mut record);
            self.change(record);
        }
    }

    /// The records that make it so. What is taken back goes first, parts before what they are parts
    /// of.
    fn fresh(&self, live: &[Record], reason: &Text) -> Vec<Record> {
        let (mut voids, mut revised) = (Vec::new(), Vec::new());
        let closed = |r: &Record| matches!(r.fact, Fact::Signed { .. });
        let signed: HashSet<&Id> =
            live.iter().filter(|r| closed(r)).filter_map(|r| r.session.as_ref()).collect();
        for record in live {
            // A signed session takes no more records: that its number follows is not written in it.
            let session = record.session.as_ref().filter(|session| !signed.contains(session));
            match self.next.get(&record.id) {
                Some(None) => {
                    let fact = Fact::Void { target: record.id.clone(), reason: reason.clone() };
                    voids.push(Record::fresh(record.on, session, fact));
                }
                Some(Some(now)) if now != record => {
                    let (target, reason) = (record.id.clone(), reason.clone());
                    let fact = Fact::Revised { target, now: Box::new(now.fact.clone()), reason };
                    revised.push(Record::fresh(now.on, session, fact));
                }
                _ => {}
            }
        }
        let added = self.added().cloned();
        voids.into_iter().rev().chain(revised).chain(added).collect()
    }

    /// Follows the change through the file until the machines accept it.
    pub fn settle(
        mut self,
        (file, known, live): (&ClientFile, &[Record], &[Record]),
        notes: Vec<Record>,
        reason: &Text,
    ) -> Result<Settled, Blocked> {
        // Every turn changes a record that was not changed so before, so this comes to an end.
        for _ in 0..=2 * (live.len() + self.added.len()) + 1 {
            self.loosen(live);
            let mut fresh = self.fresh(live, reason);
            if fresh.is_empty() {
                return Ok(self.settled(live, None));
            }
            fresh.extend(notes.iter().cloned());
            let targets: HashMap<Id, Id> =
                fresh.iter().filter_map(|r| Some((r.id.clone(), target(r)?.clone()))).collect();
            match file.accept(known, fresh) {
                Ok(accepted) => return Ok(self.settled(live, Some(accepted))),
                Err(violations) => self.give_way(live, &targets, violations)?,
            }
        }
        Err(Blocked { signed: Vec::new(), rules: Vec::new() })
    }

    fn settled(self, live: &[Record], accepted: Option<Accepted>) -> Settled {
        let reached =
            |r: &Record| Some(Fallout { record: r.clone(), how: *self.forced.get(&r.id)? });
        Settled {
            accepted,
            fallout: live.iter().filter_map(reached).collect(),
            refused: self.refused,
        }
    }

    /// Loosens what points at something taken back: it loses the link or, where it is nothing
    /// without it, is taken back as well.
    fn loosen(&mut self, live: &[Record]) {
        loop {
            let gone: HashSet<Id> =
                self.next.iter().filter(|(_, to)| to.is_none()).map(|(id, _)| id.clone()).collect();
            let mut moved = false;
            for record in self.standing(live) {
                let links = points_at(&record, &gone);
                if links.is_empty() {
                    continue;
                }
                moved = true;
                let without = unlinked(&record, &links);
                self.forced.insert(
                    record.id.clone(),
                    if without.is_some() { How::Loosened } else { How::TakenBack },
                );
                self.next.insert(record.id, without);
            }
            if !moved {
                return;
            }
        }
    }

    /// Lets go of what the machines refuse: first a yes is counted anew as the first or a later
    /// one, then it goes.
    fn give_way(
        &mut self,
        live: &[Record],
        targets: &HashMap<Id, Id>,
        violations: Vec<Violation>,
    ) -> Result<(), Blocked> {
        let signed: HashSet<&Id> = violations
            .iter()
            .filter(|b| b.rule == ViolationKind::Signed)
            .filter_map(|b| targets.get(&b.record))
            .collect();
        if !signed.is_empty() {
            let signed = live.iter().filter(|r| signed.contains(&r.id)).cloned().collect();
            return Err(Blocked { signed, rules: vec![ViolationKind::Signed] });
        }
        let rules = rules_of(violations, targets);
        let first_turn = self.flip(live, &rules);
        if first_turn {
            return Ok(());
        }
        let mut moved = false;
        for record in self.standing(live).into_iter().filter(|r| rules.contains_key(&r.id)) {
            if !matches!(record.fact, Fact::Session(_)) {
                moved = true;
                self.forced.insert(record.id.clone(), How::TakenBack);
                self.take_back(&record.id);
            }
        }
        let refused = |records: &[Record]| -> Vec<ViolationKind> {
            records.iter().filter_map(|r| rules.get(&r.id)).flatten().cloned().collect()
        };
        for (item, records) in &self.added {
            if let Some(item) = item.filter(|_| !refused(records).is_empty()) {
                moved = true;
                self.refused.push((item, refused(records)));
            }
        }
        self.added.retain(|(item, records)| item.is_none() || refused(records).is_empty());
        match moved {
            true => Ok(()),
            false => {
                Err(Blocked { signed: Vec::new(), rules: rules.into_values().flatten().collect() })
            }
        }
    }

    /// Makes a yes the first or a renewal, as follows from what stands before it (method §3.3): the
    /// earliest that is wrong, because those after it are judged by it.
    fn flip(&mut self, live: &[Record], rules: &HashMap<Id, Vec<ViolationKind>>) -> bool {
        let wrong = |r: &&Record| {
            let no_step = |rule: &ViolationKind| matches!(rule, ViolationKind::NoSuchStep { .. });
            rules.get(&r.id).is_some_and(|rules| rules.iter().any(no_step))
                && other(&r.fact).is_some()
                && !self.flipped.contains(&r.id)
        };
        let standing: Vec<Record> = self.standing(live);
        let added = self.added.iter().flat_map(|(_, records)| records);
        let Some(first) = standing.iter().chain(added).filter(wrong).min_by_key(|r| r.on).cloned()
        else {
            return false;
        };
        self.flipped.insert(first.id.clone());
        let Some(fact) = other(&first.fact) else { return false };
        if standing.iter().any(|r| r.id == first.id) {
            self.forced.insert(first.id.clone(), How::Recounted);
            self.change(Record { fact, ..first });
            return true;
        }
        let added = self.added.iter_mut().flat_map(|(_, records)| records);
        added.filter(|r| r.id == first.id).for_each(|r| r.fact = fact.clone());
        true
    }
}

/// A first yes as a renewal, a renewal as the first; none of anything else.
fn other(fact: &Fact) -> Option<Fact> {
    let Fact::Agreement(event) = fact else { return None };
    let to = match event.event {
        AgreementMove::Given => AgreementMove::Renewed,
        AgreementMove::Renewed => AgreementMove::Given,
        _ => return None,
    };
    Some(Fact::Agreement(AgreementEvent { event: to, ..event.clone() }))
}

/// The file with records that come again. Whether a yes beside them is the first or a renewal
/// follows from what stands before it now, as it did when they were taken back.
pub fn brought_back(
    file: &ClientFile,
    known: &[Record],
    back: Vec<Record>,
) -> Result<Accepted, Vec<Violation>> {
    let after: Vec<Record> = known.iter().chain(&back).cloned().collect();
    let live = live(&after);
    let mut plan = Plan::default();
    loop {
        let changes = plan.fresh(&live, &corrected());
        let targets: HashMap<Id, Id> =
            changes.iter().filter_map(|r| Some((r.id.clone(), target(r)?.clone()))).collect();
        let violations = match file.accept(known, back.iter().cloned().chain(changes).collect()) {
            Ok(accepted) => return Ok(accepted),
            Err(violations) => violations,
        };
        // Every turn counts another yes anew, so this comes to an end.
        if !plan.flip(&live, &rules_of(violations.clone(), &targets)) {
            return Err(violations);
        }
    }
}

/// The rules that are broken, by the record that is behind each.
fn rules_of(
    violations: Vec<Violation>,
    targets: &HashMap<Id, Id>,
) -> HashMap<Id, Vec<ViolationKind>> {
    let mut rules: HashMap<Id, Vec<ViolationKind>> = HashMap::default();
    for Violation { record, rule, .. } in violations {
        let id = targets.get(&record).cloned().unwrap_or(record);
        rules.entry(id).or_default().push(rule);
    }
    rules
}

/// The record that a void or a revision is about.
fn target(record: &Record) -> Option<&Id> {
    match &record.fact {
        Fact::Void { target, .. } | Fact::Revised { target, .. } => Some(target),
        _ => None,
    }
}
