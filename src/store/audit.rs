//! Tells who did what, and when; without a word of any client's.

use diesel::prelude::*;

use super::schema::audit;
use super::{Answer, Conn, StoreError, column, scope};
use crate::method::{Act, Id, Moment, Viewer};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub member: Option<Id>,
    pub at: Moment,
    /// Holds what was done, as a name: `member_added`, `client_shared`, `exported` …
    pub act: String,
    pub person: Option<Id>,
    /// Ids, counts and names of formats; never a text of a client's file.
    pub detail: String,
}

type Row = (Option<String>, Moment, String, Option<String>, String);

fn read((member, at, act, person, detail): Row) -> Answer<Line> {
    let (member, person) =
        (column::optional_id(member.as_deref())?, column::optional_id(person.as_deref())?);
    Ok(Line { member, at, act, person, detail })
}

/// Writes a line in the transaction of the act itself.
pub fn write(
    conn: &mut Conn,
    viewer: &Viewer,
    act: &str,
    (person, detail): (Option<&Id>, &str),
    now: Moment,
) -> Answer<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(Id::fresh().as_str()),
            audit::practice.eq(viewer.practice.as_str()),
            audit::member.eq(viewer.member.as_str()),
            audit::done_at.eq(now),
            audit::act.eq(act),
            audit::person.eq(person.map(Id::as_str)),
            audit::detail.eq(detail),
        ))
        .execute(conn)?;
    Ok(())
}

/// The practice's log, the latest first, `limit` at most: for those who manage the members.
pub fn list(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<Line>> {
    if !viewer.may(Act::ManageMembers) {
        return Err(StoreError::Forbidden);
    }
    let rows: Vec<Row> = audit::table
        .filter(audit::practice.eq(viewer.practice.as_str()))
        .order((audit::done_at.desc(), audit::id.desc()))
        .limit(limit.into())
        .select((audit::member, audit::done_at, audit::act, audit::person, audit::detail))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Tells what was done with one person's file, the earliest first.
pub fn of_person(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<Line>> {
    let access = scope::enter(conn, viewer, person)?;
    let joined = scope::joined(conn, &access)?;
    let ids: Vec<&str> = joined.iter().chain([&access]).map(scope::Access::id).collect();
    let rows: Vec<Row> = audit::table
        .filter(audit::person.eq_any(ids))
        .order((audit::done_at, audit::id))
        .select((audit::member, audit::done_at, audit::act, audit::person, audit::detail))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}
