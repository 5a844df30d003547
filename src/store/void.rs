//! Undoing what one act did: what it was, whether it still stands, and the one door through which
//! it is undone. Facts are taken back by a fact; drafts and insights, which are no facts, in their
//! own rows.

use std::collections::HashSet;
use std::sync::Arc;

use diesel::prelude::*;

use super::schema::{draft, fact};
use super::{Answer, Conn, StoreError, correction, fact as facts, file, insight};
use crate::intake::correction::brought_back;
use crate::method::insight::{Dismissal, RuleId};
use crate::method::void::{self, Run, Why};
use crate::method::{
    Accepted, ClientFile, Done, Fact, Id, Moment, Record, Text, Viewer, Violation, ViolationKind,
};

/// Holds what one act did, and how it stands now.
#[derive(Debug, Clone)]
pub struct Look {
    pub done: Done,
    pub deed: Deed,
    pub at: Moment,
    /// True if the viewer did it.
    pub own: bool,
    /// True if it does not count any more.
    pub undone: bool,
}

/// Names what was done.
#[derive(Debug, Clone)]
pub enum Deed {
    Written(Written),
    Moved(Box<Moved>),
    Dismissal { rule: RuleId, aside: Dismissal },
    Discarded,
}

/// A session that was moved, in both journals.
#[derive(Debug, Clone)]
pub struct Moved {
    pub left: Written,
    pub come: Written,
    /// The session in the journal that it left, and in the one it came to.
    session: Id,
    there: Id,
}

impl Moved {
    /// The person and the session where undoing leads to: back to the one it left, or to the other
    /// one once more.
    pub fn back(&self) -> (&Id, &Id) {
        let (left, come) = (&self.left.file, &self.come.file);
        match left.session(&self.session).is_some() {
            true => (&come.person.id, &self.there),
            false => (&left.person.id, &self.session),
        }
    }
}

/// Records that were written, in the journal they stand in.
#[derive(Debug, Clone)]
pub struct Written {
    pub file: Arc<ClientFile>,
    journal: Arc<Vec<Record>>,
    ids: Vec<Id>,
}

impl Written {
    /// All records of the person.
    pub fn journal(&self) -> &[Record] {
        &self.journal
    }

    /// The records of the act.
    pub fn records(&self) -> Vec<&Record> {
        self.journal.iter().filter(|r| self.ids.contains(&r.id)).collect()
    }

    /// Those of them that still count.
    pub fn live(&self) -> Vec<&Record> {
        let (struck, _) = void::struck(&self.journal);
        self.records().into_iter().filter(|r| !struck.contains(&r.id)).collect()
    }

    /// Records that would be taken back with them, or would count no more: their parts, and what
    /// was said in a contact.
    pub fn hanging(&self) -> Vec<&Record> {
        let (struck, _) = void::struck(&self.journal);
        let live: Vec<&Record> = self.journal.iter().filter(|r| !struck.contains(&r.id)).collect();
        let taken = self.live();
        let along = void::along(&live, &taken);
        let of_them =
            |r: &&&Record| r.fact.owner().is_some_and(|owner| taken.iter().any(|t| t.id == *owner));
        let parts =
            live.iter().filter(of_them).filter(|r| !taken.iter().any(|t| t.id == r.id)).copied();
        along.into_iter().chain(parts).collect()
    }
}

/// Tells what an act did; none where there is no such act that the viewer may see.
pub fn look(conn: &mut Conn, viewer: &Viewer, done: &Done) -> Answer<Option<Look>> {
    match done {
        Done::Written(run) => {
            let Some(found) = written(conn, viewer, run)? else { return Ok(None) };
            // A session that was moved is moved back in both journals, or in none.
            if of_a_move(conn, viewer, &found.deed)? {
                return Ok(None);
            }
            Ok(Some(found.look(done.clone(), Deed::Written)))
        }
        Done::Moved { left, come } => moved(conn, viewer, done, (left, come)),
        Done::Dismissal(act) => Ok(insight::found(conn, viewer, act)?.map(|found| Look {
            done: done.clone(),
            deed: Deed::Dismissal { rule: found.rule, aside: found.aside },
            at: found.at,
            own: true,
            undone: found.undone,
        })),
        Done::Discarded(id) => {
            let own =
                draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
            let row: Option<(Moment, Option<Moment>)> =
                own.select((draft::updated_at, draft::discarded_at)).get_result(conn).optional()?;
            Ok(row.map(|(saved, thrown)| Look {
                done: done.clone(),
                deed: Deed::Discarded,
                at: thrown.unwrap_or(saved),
                own: true,
                undone: thrown.is_none(),
            }))
        }
    }
}

/// True of what moved a session, or of a part of what took a move back: brought again alone, it
/// would put one client's words into another's record.
fn of_a_move(conn: &mut Conn, viewer: &Viewer, deed: &Written) -> Answer<bool> {
    let journal = deed.journal();
    let moves = |r: &Record| matches!(void::traced(r, journal).0.fact, Fact::Moved { .. });
    let records = deed.records();
    if records.iter().any(|r| moves(r)) {
        return Ok(true);
    }
    let Some(taking) = records.iter().find(|r| r.takes_back().is_some()) else { return Ok(false) };
    let person = &deed.file.person.id;
    let written = facts::written(conn, viewer, person)?;
    let act = Run::around(person, journal, &taking.id, together(&written));
    let whole = act.as_ref().and_then(|act| act.within(journal)).unwrap_or_default();
    Ok(whole.iter().any(|r| r.takes_back().is_some() && moves(r)))
}

/// Records of one act, when they were written, and by whom.
struct Found {
    deed: Written,
    at: Moment,
    own: bool,
}

impl Found {
    fn look(self, done: Done, deed: impl FnOnce(Written) -> Deed) -> Look {
        let undone = self.deed.live().is_empty();
        Look { done, deed: deed(self.deed), at: self.at, own: self.own, undone }
    }
}

fn written(conn: &mut Conn, viewer: &Viewer, run: &Run) -> Answer<Option<Found>> {
    let loaded = match file::load(conn, viewer, &run.person) {
        Err(StoreError::NotFound) => return Ok(None),
        loaded => loaded?,
    };
    let Some(records) = run.within(&loaded.records) else { return Ok(None) };
    // Two journals that were joined are told apart on a page of their own.
    if records.iter().any(|r| matches!(r.fact, Fact::Joined(_))) {
        return Ok(None);
    }
    let ids: Vec<Id> = records.iter().map(|r| r.id.clone()).collect();
    let rows: Vec<(Moment, Option<String>)> = fact::table
        .filter(fact::person.eq(loaded.file.person.id.as_str()))
        .filter(fact::id.eq_any(ids.iter().map(Id::as_str)))
        .select((fact::recorded_at, fact::recorded_by))
        .load(conn)?;
    // One act is of one moment and one hand: a longer row of records is not one.
    let Some((at, by)) = rows.first().cloned() else { return Ok(None) };
    if rows.iter().any(|row| *row != (at, by.clone())) {
        return Ok(None);
    }
    let own = by.as_deref() == Some(viewer.member.as_str());
    Ok(Some(Found { deed: Written { file: loaded.file, journal: loaded.records, ids }, at, own }))
}

fn moved(
    conn: &mut Conn,
    viewer: &Viewer,
    done: &Done,
    (left, come): (&Run, &Run),
) -> Answer<Option<Look>> {
    let Some(gone) = written(conn, viewer, left)? else { return Ok(None) };
    let Some(there) = written(conn, viewer, come)? else { return Ok(None) };
    let Some((session, other)) =
        note(&gone.deed, true).zip(note(&there.deed, false)).and_then(one_move)
    else {
        return Ok(None);
    };
    let both =
        |left| Deed::Moved(Box::new(Moved { left, come: there.deed, session, there: other }));
    Ok(Some(gone.look(done.clone(), both)))
}

/// The note of a move that an act wrote, took back, or brought again: the person, the session, and
/// where each is there.
fn note(written: &Written, gone: bool) -> Option<[Id; 4]> {
    let base = |r: &Record| match &void::traced(r, written.journal()).0.fact {
        Fact::Moved { session, other, there, away } if *away == gone => {
            Some([written.file.person.id.clone(), session.clone(), other.clone(), there.clone()])
        }
        _ => None,
    };
    written.records().into_iter().find_map(base)
}

/// The session and where it is there, if both notes are of one move.
fn one_move(
    ([left, session, to, there], [come, arrived, from, was]): ([Id; 4], [Id; 4]),
) -> Option<(Id, Id)> {
    ((&left, &session, &to, &there) == (&from, &was, &come, &arrived)).then_some((session, there))
}

/// Tells what undoes a move, from the note of it in either journal; none unless the viewer may
/// write both.
pub fn way_back(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, note): (&Id, &Id),
    (other, there): (&Id, &Id),
) -> Answer<Option<Done>> {
    let Some(here) = act_around(conn, viewer, person, |r| r.id == *note)? else { return Ok(None) };
    let arrived = |r: &Record| matches!(&r.fact, Fact::Moved { session, .. } if session == there);
    let Some(that) = act_around(conn, viewer, other, arrived)? else { return Ok(None) };
    let done = match here.1 {
        true => Done::Moved { left: here.0, come: that.0 },
        false => Done::Moved { left: that.0, come: here.0 },
    };
    Ok(look(conn, viewer, &done)?.filter(|look| !look.undone).map(|look| look.done))
}

/// The act that wrote the last note of a move that is asked for; true if the session left this
/// journal.
fn act_around(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Id,
    which: impl Fn(&Record) -> bool,
) -> Answer<Option<(Run, bool)>> {
    let loaded = match file::load(conn, viewer, person) {
        Err(StoreError::NotFound) => return Ok(None),
        loaded => loaded?,
    };
    let note = loaded.records.iter().rfind(|r| matches!(r.fact, Fact::Moved { .. }) && which(r));
    let Some(Record { id, fact: Fact::Moved { away, .. }, .. }) = note else { return Ok(None) };
    let written = facts::written(conn, viewer, person)?;
    let run = Run::around(person, &loaded.records, id, together(&written));
    Ok(run.map(|run| (run, *away)))
}

/// True of two records of one moment and one hand.
pub fn together(written: &[facts::Written]) -> impl Fn(&Id, &Id) -> bool + '_ {
    let by: std::collections::HashMap<&Id, (Moment, Option<&Id>)> =
        written.iter().map(|w| (&w.record, (w.at, w.by.as_ref()))).collect();
    move |one, other| by.get(one) == by.get(other)
}

/// Takes back what an act wrote that still counts, and answers what that did. What had been taken
/// back by it counts again. `Stale` if nothing of it counts any more, `Refused` if the machines or
/// a later correction need it.
pub fn take_back(
    conn: &mut Conn,
    viewer: &Viewer,
    done: &Done,
    reason: Option<&Text>,
    now: Moment,
) -> Answer<Done> {
    match done {
        Done::Written(run) => {
            look(conn, viewer, done)?.ok_or(StoreError::NotFound)?;
            let done = correction::change(conn, viewer, &run.person, now, |loaded| {
                let accepted = accepted(loaded, voids(loaded, run, reason)?)?;
                let done = Done::of(&run.person, accepted.fresh());
                Ok((Some(accepted), done))
            })?;
            done.ok_or(StoreError::NotFound)
        }
        Done::Moved { left, come } => {
            let look = look(conn, viewer, done)?.ok_or(StoreError::NotFound)?;
            let Deed::Moved(moved) = look.deed else { return Err(StoreError::NotFound) };
            let ends = (&left.person, &come.person);
            let done = correction::change_both(conn, viewer, ends, now, |here, there| {
                let weigh = |loaded: &file::Loaded, run: &Run| {
                    let voids = voids(loaded, run, reason)?;
                    loaded.file.accept(&loaded.records, voids).map_err(StoreError::Refused)
                };
                let (gone, arrived) = (weigh(here, left)?, weigh(there, come)?);
                let run = |run: &Run, accepted: &Accepted| Run::of(&run.person, accepted.fresh());
                let done = run(left, &gone)
                    .zip(run(come, &arrived))
                    .map(|(left, come)| Done::Moved { left, come });
                Ok((Some((gone, arrived)), done))
            })?;
            // The forms that made the session follow it.
            let (home, away) = ((&left.person, &moved.session), (&come.person, &moved.there));
            let (from, to) = if moved.back() == home { (away, home) } else { (home, away) };
            correction::follow(conn, viewer, from, to)?;
            done.ok_or(StoreError::NotFound)
        }
        Done::Dismissal(_) | Done::Discarded(_) => Err(StoreError::NotFound),
    }
}

/// Tells what takes back, accepted by the machines. What only brings records again may need a yes
/// counted anew.
fn accepted(loaded: &file::Loaded, voids: Vec<Record>) -> Answer<Accepted> {
    let (struck, _) = void::struck(&loaded.records);
    let takes = |r: &&Record| r.takes_back().is_some() && !struck.contains(&r.id);
    let taking: HashSet<&Id> = loaded.records.iter().filter(takes).map(|r| &r.id).collect();
    let again = voids.iter().all(|r| r.takes_back().is_some_and(|target| taking.contains(target)));
    let made = match again {
        true => brought_back(&loaded.file, &loaded.records, voids),
        false => loaded.file.accept(&loaded.records, voids),
    };
    made.map_err(StoreError::Refused)
}

/// The records that take back what of an act still counts.
fn voids(loaded: &file::Loaded, run: &Run, reason: Option<&Text>) -> Answer<Vec<Record>> {
    let within = run.within(&loaded.records).ok_or(StoreError::NotFound)?;
    let (struck, _) = void::struck(&loaded.records);
    let live: Vec<&Record> = loaded.records.iter().filter(|r| !struck.contains(&r.id)).collect();
    let taken: Vec<&Record> = within.iter().filter(|r| !struck.contains(&r.id)).collect();
    if taken.is_empty() {
        return Err(StoreError::Stale);
    }
    let hidden = void::hidden_by(&loaded.records, &struck, within);
    if !hidden.is_empty() {
        let since = |r: &Record| Violation {
            place: r.noun(),
            record: r.id.clone(),
            rule: ViolationKind::CorrectedSince,
        };
        return Err(StoreError::Refused(hidden.into_iter().map(since).collect()));
    }
    let along = void::along(&live, &taken);
    let said = |r: &Record| match (reason, r.takes_back()) {
        (Some(reason), _) => reason.clone(),
        (None, Some(_)) => Why::Undone.text(),
        (None, None) if r.corrects() => Why::Undone.text(),
        (None, None) => Why::Slip.text(),
    };
    Ok(along.into_iter().chain(taken).map(|r| Record::void(r, said(r))).collect())
}
