//! Undoing what one act did: what it was, whether it still stands, and the one door through which it is undone. Facts are
//! taken back by a fact; drafts and insights, which are no facts, in their own rows.

use std::sync::Arc;

use diesel::prelude::*;

use super::schema::{draft, fact};
use super::{Answer, Conn, StoreError, fact as facts, file, insight};
use crate::domain::insight::{Aside, RuleId};
use crate::domain::void::{self, Why};
use crate::domain::{ClientFile, Done, Id, Moment, Record, Text, Viewer};

/// What one act did, and how it stands now.
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

/// What was done.
#[derive(Debug, Clone)]
pub enum Deed {
    Written(Written),
    Aside { rule: RuleId, aside: Aside },
    Discarded,
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

    /// Records that would be taken back with them, or would count no more: their parts, and what was said in a contact.
    pub fn hanging(&self) -> Vec<&Record> {
        let (struck, _) = void::struck(&self.journal);
        let live: Vec<&Record> = self.journal.iter().filter(|r| !struck.contains(&r.id)).collect();
        let taken = self.live();
        let along = void::along(&live, &taken);
        let of_them = |r: &&&Record| r.fact.owner().is_some_and(|owner| taken.iter().any(|t| t.id == *owner));
        let parts = live.iter().filter(of_them).filter(|r| !taken.iter().any(|t| t.id == r.id)).copied();
        along.into_iter().chain(parts).collect()
    }
}

/// What an act did; none where there is no such act that the viewer may see.
pub fn look(conn: &mut Conn, viewer: &Viewer, done: &Done) -> Answer<Option<Look>> {
    match done {
        Done::Written { person, .. } => written(conn, viewer, person, done),
        Done::Aside(act) => Ok(insight::found(conn, viewer, act)?.map(|found| Look {
            done: done.clone(),
            deed: Deed::Aside { rule: found.rule, aside: found.aside },
            at: found.at,
            own: true,
            undone: found.undone,
        })),
        Done::Discarded(id) => {
            let own = draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
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

fn written(conn: &mut Conn, viewer: &Viewer, person: &Id, done: &Done) -> Answer<Option<Look>> {
    let loaded = match file::load(conn, viewer, person) {
        Err(StoreError::NotFound) => return Ok(None),
        loaded => loaded?,
    };
    let Some(records) = done.within(&loaded.records) else { return Ok(None) };
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
    let written = Written { file: loaded.file, journal: loaded.records, ids };
    let undone = written.live().is_empty();
    Ok(Some(Look { done: done.clone(), deed: Deed::Written(written), at, own, undone }))
}

/// Takes back what an act wrote that still counts, and answers what that did. What had been taken back by it counts
/// again. `Stale` if nothing of it counts any more, `Refused` if the machines need it.
pub fn take_back(conn: &mut Conn, viewer: &Viewer, done: &Done, reason: Option<&Text>, now: Moment) -> Answer<Done> {
    let Done::Written { person, .. } = done else { return Err(StoreError::NotFound) };
    let accepted = facts::record(conn, viewer, person, now, |loaded| {
        let within = done.within(&loaded.records).ok_or(StoreError::NotFound)?;
        let (struck, _) = void::struck(&loaded.records);
        let live: Vec<&Record> = loaded.records.iter().filter(|r| !struck.contains(&r.id)).collect();
        let taken: Vec<&Record> = within.iter().filter(|r| !struck.contains(&r.id)).collect();
        if taken.is_empty() {
            return Err(StoreError::Stale);
        }
        let along = void::along(&live, &taken);
        let said = |r: &Record| match (reason, r.takes_back()) {
            (Some(reason), _) => reason.clone(),
            (None, Some(_)) => Why::Undone.text(),
            (None, None) => Why::Slip.text(),
        };
        Ok(along.into_iter().chain(taken).map(|r| Record::void(r, said(r))).collect())
    })?;
    Done::of(person, accepted.fresh()).ok_or(StoreError::NotFound)
}
