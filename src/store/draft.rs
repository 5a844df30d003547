//! What somebody is in the middle of typing, exactly as typed. A draft is its writer's alone.

use diesel::prelude::*;

use super::schema::draft;
use super::{Answer, Conn, StoreError, column, scope};
use crate::domain::{Id, Moment, Viewer};

/// A draft with the raw fields of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub id: Id,
    pub person: Option<Id>,
    /// The form's fields as JSON.
    pub body: String,
    /// Grows with every save.
    pub version: i64,
    pub updated_at: Moment,
}

type Row = (String, Option<String>, String, i64, Moment);

fn read((id, person, body, version, updated_at): Row) -> Answer<Draft> {
    let person = column::optional_id(person.as_deref())?;
    Ok(Draft { id: column::id(&id)?, person, body, version, updated_at })
}

/// Saves a draft under its id, new or not, and answers its version. `Stale` if another window saved a later one than
/// `version`; the newer draft stays. Writing nothing over nothing is version 0.
pub fn save(
    conn: &mut Conn,
    viewer: &Viewer,
    (id, person): (&Id, Option<&Id>),
    (body, version): (&str, i64),
    now: Moment,
) -> Answer<i64> {
    if let Some(person) = person {
        scope::enter(conn, viewer, person)?;
    }
    let person = person.map(Id::as_str);
    let own = draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
    let stored: Option<i64> = own.select(draft::version).get_result(conn).optional()?;
    match stored {
        None => {
            let row = (
                draft::id.eq(id.as_str()),
                draft::member.eq(viewer.member.as_str()),
                draft::person.eq(person),
                draft::body.eq(body),
                draft::version.eq(1),
                draft::updated_at.eq(now),
            );
            diesel::insert_into(draft::table).values(row).execute(conn)?;
            Ok(1)
        }
        Some(stored) if stored != version => Err(StoreError::Stale),
        Some(stored) => {
            let row = (
                draft::person.eq(person),
                draft::body.eq(body),
                draft::version.eq(stored + 1),
                draft::updated_at.eq(now),
            );
            diesel::update(own).set(row).execute(conn)?;
            Ok(stored + 1)
        }
    }
}

/// One of the viewer's drafts.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Draft>> {
    let row: Option<Row> = draft::table
        .find(id.as_str())
        .filter(draft::member.eq(viewer.member.as_str()))
        .select((draft::id, draft::person, draft::body, draft::version, draft::updated_at))
        .get_result(conn)
        .optional()?;
    row.map(read).transpose()
}

/// The viewer's drafts, the latest first, `limit` at most.
pub fn list(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<Draft>> {
    let rows: Vec<Row> = draft::table
        .filter(draft::member.eq(viewer.member.as_str()))
        .order((draft::updated_at.desc(), draft::id))
        .limit(limit.into())
        .select((draft::id, draft::person, draft::body, draft::version, draft::updated_at))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Throws one of the viewer's drafts away; that it is gone already is no error.
pub fn discard(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<()> {
    let own = draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
    diesel::delete(own).execute(conn)?;
    Ok(())
}
