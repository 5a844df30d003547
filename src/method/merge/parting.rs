//! Two journals that were joined, told apart again. What was written since of a session, or of
//! another record, goes with it; what was written since of nothing that came along stays.

use std::collections::HashMap;

use foldhash::HashSet;

use super::{Half, Joining, under};
use crate::method::agreement::AgreementMove;
use crate::method::fact::points_at;
use crate::method::fact::{Fact, Record};
use crate::method::revision::live;
use crate::method::session::free_number;
use crate::method::void::Why;
use crate::method::{Accepted, ClientFile, Day, Id, Person};

/// Two who were made one, and the journal that holds both.
pub struct Joint<'a> {
    /// Tells who goes on, as they are to be alone.
    pub kept: &'a Person,
    pub records: &'a [Record],
    /// The other one, as they were.
    pub gone: Half<'a>,
    /// The records that came from the other one, in the order of that journal, and the note that it
    /// was joined.
    pub brought: &'a [Id],
}

/// Two journals again.
#[derive(Debug)]
pub struct Apart {
    pub kept: Accepted,
    pub gone: Accepted,
    /// Records that were written since and go with the other one, by their ids in the joint
    /// journal.
    pub going: Vec<Id>,
}

impl Joint<'_> {
    /// Tells both apart; or the records written since that count and rest on both.
    pub fn part(&self) -> Result<Apart, Vec<Record>> {
        let brought: HashSet<&Id> = self.brought.iter().collect();
        let note = |r: &Record| matches!(r.fact, Fact::Joined(_)) && brought.contains(&r.id);
        let at = self.records.iter().rposition(note).unwrap_or(self.records.len());
        let since = self.records.get(at + 1..).unwrap_or_default();
        let theirs = self.theirs(&brought, &self.records[..at], since);
        let going: Vec<Record> = since.iter().filter(|r| theirs.contains(&r.id)).cloned().collect();
        let own = |all: &[Record]| -> Vec<Record> {
            let leaves = |r: &&Record| theirs.contains(&r.id) || brought.contains(&r.id);
            all.iter().filter(|r| !leaves(r)).cloned().collect()
        };
        let (before, stays) = (own(&self.records[..at]), own(self.records));
        let ids = self.brought.iter().zip(self.gone.records);
        let names: HashMap<Id, Id> = ids
            .filter(|(is, was)| **is != was.id)
            .map(|(is, was)| (is.clone(), was.id.clone()))
            .collect();
        let back = under(&going, &names);
        let noted = self.records.get(at).map(|note| under(std::slice::from_ref(note), &names));
        let theirs_noted = noted.as_deref().unwrap_or_default().first();
        let kept = alone(self.kept, (&before, stays), Vec::new(), self.records.get(at));
        let gone = alone(
            &self.gone.file.person,
            (self.gone.records, self.gone.records.to_vec()),
            back,
            theirs_noted,
        );
        match (kept, gone) {
            (Ok(kept), Ok(gone)) => {
                let going = going.into_iter().map(|r| r.id).collect();
                Ok(Apart { kept, gone, going })
            }
            (kept, gone) => {
                let ids = kept.err().into_iter().chain(gone.err()).flatten().collect();
                Err(torn(since, &ids))
            }
        }
    }

    /// Everything that came along, and what was written of it since.
    fn theirs(&self, brought: &HashSet<&Id>, before: &[Record], since: &[Record]) -> HashSet<Id> {
        let came = before.iter().filter(|r| brought.contains(&r.id));
        let mut theirs: HashSet<Id> = came.map(|r| r.id.clone()).collect();
        for record in since {
            let goes = match (&record.fact, &record.session) {
                (Fact::Void { target, .. } | Fact::Revised { target, .. }, _) => {
                    theirs.contains(target)
                }
                (_, Some(session)) => theirs.contains(session),
                _ => !points_at(record, &theirs).is_empty(),
            };
            if goes {
                theirs.insert(record.id.clone());
            }
        }
        theirs
    }
}

/// One of the two with what was written since, `before` being their journal without the other; or
/// the records that the machines refuse there.
fn alone(
    person: &Person,
    (before, known): (&[Record], Vec<Record>),
    since: Vec<Record>,
    note: Option<&Record>,
) -> Result<Accepted, Vec<Id>> {
    let now: Vec<Record> = known.iter().chain(&since).cloned().collect();
    let apart = match note.map(|note| &note.fact) {
        Some(Fact::Joined(joining)) => unjoined(joining, before, &now),
        _ => Vec::new(),
    };
    let (file, dangling) = ClientFile::from_records(person.clone(), &known);
    if !dangling.is_empty() {
        return Err(dangling.into_iter().map(|v| v.record).collect());
    }
    let refused = |violations: Vec<crate::method::Violation>| {
        violations.into_iter().map(|v| v.record).collect()
    };
    file.accept(&known, since.into_iter().chain(apart).collect()).map_err(refused)
}

/// The records written since behind what the machines refuse.
fn torn(since: &[Record], refused: &HashSet<Id>) -> Vec<Record> {
    let behind = |r: &&Record| {
        refused.contains(&r.id) || r.revises().is_some_and(|target| refused.contains(target))
    };
    since.iter().filter(behind).cloned().collect()
}

/// Corrections back to what a record said before it was joined, where a later one repeats what the
/// joining said. Sessions written since are numbered after those that were there.
fn unjoined(joining: &Joining, before: &[Record], now: &[Record]) -> Vec<Record> {
    let events: HashMap<&Id, AgreementMove> =
        joining.read_as.iter().map(|r| (&r.agreement, r.event)).collect();
    let then: HashMap<Id, Fact> = live(before).into_iter().map(|r| (r.id, r.fact)).collect();
    let (mut numbered, mut taken): (Vec<Record>, Vec<(Day, u32)>) = Default::default();
    let mut out: Vec<Record> = Vec::new();
    for mut record in live(now) {
        match (&mut record.fact, then.get(&record.id)) {
            (Fact::Session(now), was) if now.no.is_some() => {
                let own = |was: &Fact| match was {
                    Fact::Session(was) => was.no,
                    _ => None,
                };
                match was.and_then(own) {
                    Some(no) => {
                        taken.push((now.on, no));
                        if now.no != Some(no) {
                            now.no = Some(no);
                            out.push(again(record));
                        }
                    }
                    None => numbered.push(record),
                }
            }
            (Fact::Agreement(now), Some(Fact::Agreement(was)))
                if Some(&now.event) == events.get(&now.id) =>
            {
                now.event = was.event;
                out.push(again(record));
            }
            _ => {}
        }
    }
    numbered.sort_by_key(|r| r.on);
    for mut record in numbered {
        let Fact::Session(session) = &mut record.fact else { continue };
        let no = free_number(taken.clone(), session.on);
        taken.push((session.on, no));
        if session.no.replace(no) != Some(no) {
            out.push(again(record));
        }
    }
    out
}

/// Tells what a record said before, said again.
fn again(record: Record) -> Record {
    let (on, session) = (record.on, record.session);
    let reason = Why::Undone.text();
    let fact = Fact::Revised { target: record.id, now: Box::new(record.fact), reason };
    Record::fresh(on, session.as_ref(), fact)
}
