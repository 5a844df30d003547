//! Two who were joined, told apart again: what was joined leaves the journal of who goes on, and
//! the other one is there as they were, with what was written of their records since. Where
//! something written since rests on both, nothing is changed.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::{HOURS, Moved, drafts, passing};
use crate::method::merge::{Apart, Half, Joint, parted};
use crate::method::{Accepted, ClientFile, Id, Moment, Person, Record, Viewer};
use crate::store::schema::{export, insight_state, merge, merged, person as person_row, share};
use crate::store::scope::{self, Access};
use crate::store::standing::{self, Shown};
use crate::store::{
    Answer, Conn, StoreError, audit, column, fact as facts, file, person as people, submission,
};

/// Names why two are still one.
#[derive(Debug)]
pub enum Parting {
    /// The day is over, or somebody else was joined since.
    TooLate,
    /// These records were written since and rest on both. Nothing was changed.
    Grown { records: Vec<Record>, journal: Arc<Vec<Record>> },
}

type Row = (Moment, String, String, String, String);

/// Two who can be told apart: made while reading, since whoever writes keeps the others waiting.
pub struct Two {
    merge: Id,
    kept: Id,
    version: i64,
    gone: Id,
    person: Person,
    apart: Apart,
    moved: Moved,
    written: facts::Writers,
    shown: [Shown; 2],
}

/// Looks whether two can be told apart again. `NotFound` unless who goes on is the viewer's own and
/// they are joined.
pub fn look(
    conn: &mut Conn,
    viewer: &Viewer,
    (kept, id): (&Id, &Id),
    now: Moment,
) -> Answer<Result<Two, Parting>> {
    let loaded = file::load(conn, viewer, kept)?;
    if loaded.consultant != viewer.member {
        return Err(StoreError::NotFound);
    }
    let into = scope::enter(conn, viewer, kept)?;
    let open = || merge::table.filter(merge::kept.eq(into.id()).and(merge::undone_at.is_null()));
    let row: Row = open()
        .filter(merge::id.eq(id.as_str()))
        .select((
            merge::done_at,
            merge::gone,
            merge::profile_before,
            merge::profile_after,
            merge::moved,
        ))
        .get_result(conn)?;
    let last: String =
        open().order((merge::done_at.desc(), merge::id.desc())).select(merge::id).first(conn)?;
    let (at, gone, before, after, moved) = row;
    if now >= at + chrono::TimeDelta::hours(HOURS) || last != id.as_str() {
        return Ok(Err(Parting::TooLate));
    }
    let moved: Moved = column::json("moved", &moved)?;
    let (before, after): (Person, Person) =
        (column::json("profile", &before)?, column::json("profile", &after)?);
    let person = parted(&before, &after, &loaded.file.person).unwrap_or(before);
    let other = other(conn, &into, &gone)?;
    let joint = Joint {
        kept: &person,
        records: &loaded.records,
        gone: Half { file: &other.0, records: &other.1 },
        brought: &moved.records,
    };
    let apart = match joint.part() {
        Ok(apart) => apart,
        Err(records) => return Ok(Err(Parting::Grown { records, journal: loaded.records })),
    };
    let written = facts::written(conn, viewer, kept)?;
    let written = written.into_iter().map(|w| (w.record, (w.at, w.by))).collect();
    let shown = [
        Shown::of(conn, viewer, (Some(&loaded.file), apart.kept.file()), now)?,
        Shown::of(conn, viewer, (Some(&other.0), apart.gone.file()), now)?,
    ];
    let (merge, kept, gone) = (id.clone(), kept.clone(), column::id(&gone)?);
    let version = loaded.version;
    Ok(Ok(Two { merge, kept, version, gone, person, apart, moved, written, shown }))
}

/// Tells two apart again. `Stale` if somebody has written to who goes on since; `settle` clears away
/// what came along.
pub fn part(conn: &mut Conn, viewer: &Viewer, two: &Two, now: Moment) -> Answer<()> {
    let Two { kept, gone, apart, moved, .. } = two;
    scope::enter_own_to_write(conn, viewer, kept)?;
    let into = scope::enter_at(conn, viewer, kept, two.version)?;
    facts::let_go(conn, &into, &apart.going)?;
    passing::depart(conn, &into, &moved.records, now)?;
    people::write(conn, &into, &two.person)?;
    diesel::delete(merged::table.find(gone.as_str())).execute(conn)?;
    let row = merge::table.find(two.merge.as_str());
    diesel::update(row).set(merge::undone_at.eq(now)).execute(conn)?;
    let from = scope::enter_own_to_write(conn, viewer, gone)?;
    back(conn, (&into, &from), moved)?;
    let [shown, theirs] = &two.shown;
    let none = facts::Writers::new();
    let version = facts::journal_as(conn, viewer, &into, (&apart.kept, &none), now)?;
    standing::keep(conn, viewer, &into, (apart.kept.file(), version), shown)?;
    if !apart.gone.fresh().is_empty() {
        // Takes the records that were written since about the other one, unchanged.
        let since = (&apart.gone, &two.written);
        let version = facts::journal_as(conn, viewer, &from, since, now)?;
        standing::keep(conn, viewer, &from, (apart.gone.file(), version), theirs)?;
    }
    follow(conn, viewer, (kept, &moved.records), &apart.gone)?;
    audit::write(conn, viewer, "parted", (Some(kept), gone.as_str()), now)
}

/// The other one, as they were when they were joined.
fn other(conn: &mut Conn, into: &Access, gone: &str) -> Answer<(ClientFile, Vec<Record>)> {
    let joined = scope::joined(conn, into)?;
    let of = joined.iter().find(|access| access.id() == gone).ok_or(StoreError::NotFound)?;
    let records = facts::all(conn, of)?;
    let profile: String =
        person_row::table.find(of.id()).select(person_row::profile).get_result(conn)?;
    let (file, _) = ClientFile::from_records(column::json("profile", &profile)?, &records);
    Ok((file, records))
}

/// Forms that were saved since for a session of the other one lead to it.
fn follow(
    conn: &mut Conn,
    viewer: &Viewer,
    (kept, brought): (&Id, &[Id]),
    gone: &Accepted,
) -> Answer<()> {
    let person = &gone.file().person.id;
    let names: HashMap<&Id, &Id> =
        brought.iter().zip(gone.records().iter().map(|record| &record.id)).collect();
    for there in submission::made(conn, viewer, kept)? {
        if let Some(record) = names.get(&there).filter(|id| gone.file().session(id).is_some()) {
            submission::redirect(conn, viewer, (kept, &there), (person, record))?;
        }
    }
    Ok(())
}

/// Gives back what came along.
fn back(conn: &mut Conn, (into, from): (&Access, &Access), moved: &Moved) -> Answer<()> {
    let ids = |ids: &[Id]| -> Vec<String> { ids.iter().map(Id::to_string).collect() };
    drafts(conn, (into, from), Some(&moved.drafts))?;
    let rows = export::table
        .filter(export::person.eq(into.id()))
        .filter(export::id.eq_any(ids(&moved.exports)));
    diesel::update(rows).set(export::person.eq(from.id())).execute(conn)?;
    let of = insight_state::table.filter(insight_state::person.eq(into.id()));
    let rows = of.filter(insight_state::id.eq_any(ids(&moved.acts)));
    diesel::update(rows).set(insight_state::person.eq(from.id())).execute(conn)?;
    let rows = share::table
        .filter(share::person.eq(into.id()))
        .filter(share::member.eq_any(ids(&moved.shares)));
    diesel::delete(rows).execute(conn)?;
    Ok(())
}
