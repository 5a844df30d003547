//! Two who were joined, told apart again: what was joined leaves the journal of who goes on, and
//! the other one is there as they were. What was written since stays with who goes on; where it
//! rests on what would leave, nothing is changed.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{HOURS, Moved, drafts};
use crate::domain::merge::{parted, without};
use crate::domain::{Id, Moment, Person, Viewer, Violation};
use crate::store::schema::{export, insight_state, merge, merged, share};
use crate::store::scope::{self, Access};
use crate::store::{Answer, Conn, audit, column, fact as facts, file, person as people};

/// What came of it.
#[derive(Debug)]
pub enum Parting {
    /// They are two again.
    Two,
    /// The day is over, or somebody else was joined since.
    TooLate,
    /// Something was written since that rests on both. Nothing was changed.
    Grown(Vec<Violation>),
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
    let joined: HashSet<Id> = moved.records.iter().cloned().collect();
    let apart = match without(&person, &loaded.records, &joined) {
        Ok(apart) => apart,
        Err(violations) => return Ok(Parting::Grown(violations)),
    };
    facts::let_go(conn, &into, &moved.records)?;
    people::write(conn, &into, &person)?;
    diesel::delete(merged::table.find(&gone)).execute(conn)?;
    diesel::update(merge::table.find(id.as_str())).set(merge::undone_at.eq(now)).execute(conn)?;
    let from = scope::enter_own_to_write(conn, viewer, &column::id(&gone)?)?;
    back(conn, (&into, &from), &moved)?;
    facts::append(conn, viewer, &into, &apart, now)?;
    audit::write(conn, viewer, "parted", (Some(kept), &gone), now)?;
    Ok(Parting::Two)
}

/// What came along goes back.
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
