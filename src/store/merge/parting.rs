//! Two who were joined, told apart again: what was joined leaves the journal of who goes on, and
//! the other one is there as they were, with what was written of their records since. Where
//! something written since rests on both, nothing is changed.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::{HOURS, Moved, drafts};
use crate::method::merge::{Half, Joint, parted};
use crate::method::{Accepted, ClientFile, Id, Moment, Person, Record, Viewer};
use crate::store::schema::{export, insight_state, merge, merged, person as person_row, share};
use crate::store::scope::{self, Access};
use crate::store::{
    Answer, Conn, StoreError, audit, column, fact as facts, file, person as people, standing,
    submission,
};

/// Names what came of it.
#[derive(Debug)]
pub enum Parting {
    /// They are two again.
    Two,
    /// The day is over, or somebody else was joined since.
    TooLate,
    /// These records were written since and rest on both. Nothing was changed.
    Grown { records: Vec<Record>, journal: Arc<Vec<Record>> },
}

type Row = (Moment, String, String, String, String);

/// Tells two apart again. `NotFound` unless who goes on is the viewer's own and they are joined.
pub fn part(
    conn: &mut Conn,
    viewer: &Viewer,
    (kept, id): (&Id, &Id),
    now: Moment,
) -> Answer<Parting> {
    let into = scope::enter_own_to_write(conn, viewer, kept)?;
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
        return Ok(Parting::TooLate);
    }
    let moved: Moved = column::json("moved", &moved)?;
    let loaded = file::load(conn, viewer, kept)?;
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
        Err(records) => return Ok(Parting::Grown { records, journal: loaded.records }),
    };
    let written = facts::written(conn, viewer, kept)?;
    let leaving: Vec<Id> = moved.records.iter().chain(&apart.going).cloned().collect();
    facts::let_go(conn, &into, &leaving)?;
    people::write(conn, &into, &person)?;
    diesel::delete(merged::table.find(&gone)).execute(conn)?;
    diesel::update(merge::table.find(id.as_str())).set(merge::undone_at.eq(now)).execute(conn)?;
    let from = scope::enter_own_to_write(conn, viewer, &column::id(&gone)?)?;
    back(conn, (&into, &from), &moved)?;
    facts::append(conn, viewer, &into, &apart.kept, now)?;
    if !apart.gone.fresh().is_empty() {
        let by: HashMap<Id, (Moment, Option<Id>)> =
            written.into_iter().map(|w| (w.record, (w.at, w.by))).collect();
        with_theirs(conn, viewer, &from, (&apart.gone, &by), now)?;
    }
    follow(conn, viewer, (kept, &moved.records), &apart.gone)?;
    audit::write(conn, viewer, "parted", (Some(kept), &gone), now)?;
    Ok(Parting::Two)
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

/// Appends what was written of the other one's records since, as it was written.
fn with_theirs(
    conn: &mut Conn,
    viewer: &Viewer,
    from: &Access,
    (gone, by): (&Accepted, &facts::Writers),
    now: Moment,
) -> Answer<()> {
    let version = facts::journal_as(conn, viewer, from, (gone, by), now)?;
    standing::rewrite(conn, viewer, from, (gone.file(), version), now)
}

/// Forms that were saved since for a session of the other one lead to it.
fn follow(
    conn: &mut Conn,
    viewer: &Viewer,
    (kept, brought): (&Id, &[Id]),
    gone: &Accepted,
) -> Answer<()> {
    let person = &gone.file().person.id;
    for (there, record) in brought.iter().zip(gone.records().iter()) {
        if gone.file().session(&record.id).is_some() {
            submission::redirect(conn, viewer, (kept, there), (person, &record.id))?;
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
