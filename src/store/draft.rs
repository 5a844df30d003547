//! Holds what somebody is in the middle of typing, exactly as typed. A draft is its writer's alone.
//! Thrown away, it can be taken up again for some weeks.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::schema::draft;
use super::{Answer, Conn, StoreError, column, scope};
use crate::method::{Id, Moment, Person, Viewer};

/// Sets how long a draft that was thrown away can be taken up again, in days. The pages say so.
pub const DISCARDED_DAYS: i64 = 30;

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

/// Sets how many drafts a member keeps. None is ever dropped for its age or for a newer one: the
/// next is refused, and said to be.
pub const MOST: i64 = 50;

type Row = (String, Option<String>, String, i64, Moment);

fn read((id, person, body, version, updated_at): Row) -> Answer<Draft> {
    let person = column::optional_id(person.as_deref())?;
    Ok(Draft { id: column::id(&id)?, person, body, version, updated_at })
}

/// Saves a draft under its id, new or not, and answers its version. `Stale` if another window saved
/// a later one than `version`; the newer draft stays. Writing nothing over nothing is version 0.
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
    let stored: Option<(i64, String, Option<Moment>)> = own
        .select((draft::version, draft::body, draft::discarded_at))
        .get_result(conn)
        .optional()?;
    match stored {
        // A save that was still on its way when the draft was thrown away brings nothing new.
        Some((stored, said, Some(_))) if said == body => Ok(stored),
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
        Some((stored, ..)) if stored != version => Err(StoreError::Stale),
        Some((stored, ..)) => {
            // Whoever goes on typing into a draft that was thrown away has taken it up again.
            let row = (
                draft::person.eq(person),
                draft::body.eq(body),
                draft::version.eq(stored + 1),
                draft::updated_at.eq(now),
                draft::discarded_at.eq(None::<Moment>),
            );
            diesel::update(own).set(row).execute(conn)?;
            Ok(stored + 1)
        }
    }
}

/// True if another draft would be one too many; going on with one that is there is always possible.
pub fn full(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<bool> {
    Ok(count(conn, viewer)? >= MOST && find(conn, viewer, id)?.is_none())
}

/// The columns of a draft, as `read` takes them.
const COLUMNS: (draft::id, draft::person, draft::body, draft::version, draft::updated_at) =
    (draft::id, draft::person, draft::body, draft::version, draft::updated_at);

/// One of the viewer's drafts; none if it was thrown away.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Draft>> {
    let row: Option<Row> = draft::table
        .find(id.as_str())
        .filter(draft::member.eq(viewer.member.as_str()).and(draft::discarded_at.is_null()))
        .select(COLUMNS)
        .get_result(conn)
        .optional()?;
    row.map(read).transpose()
}

/// True if the id is somebody else's draft, or one that was thrown away: a page opened under it
/// begins another.
pub fn foreign(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<bool> {
    let there: i64 = draft::table.find(id.as_str()).count().get_result(conn)?;
    Ok(there > 0 && find(conn, viewer, id)?.is_none())
}

/// The viewer's drafts, the latest first, `limit` at most.
pub fn list(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<Draft>> {
    let rows: Vec<Row> = draft::table
        .filter(draft::member.eq(viewer.member.as_str()).and(draft::discarded_at.is_null()))
        .order((draft::updated_at.desc(), draft::id))
        .limit(limit.into())
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The viewer's drafts with the client each is about, where the viewer may see them.
pub fn begun(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<(Draft, Option<Person>)>> {
    let drafts = list(conn, viewer, limit)?;
    let named = |draft: Draft| {
        let of = draft.person.as_ref();
        let person = of.map(|id| super::person::find(conn, viewer, id)).transpose()?.flatten();
        Ok((draft, person.map(|kept| kept.person)))
    };
    drafts.into_iter().map(named).collect()
}

/// Tells how many drafts the viewer has.
pub fn count(conn: &mut Conn, viewer: &Viewer) -> Answer<i64> {
    let own = draft::table
        .filter(draft::member.eq(viewer.member.as_str()).and(draft::discarded_at.is_null()));
    Ok(own.count().get_result(conn)?)
}

/// Removes a draft whose words have become a session: only the version that was seen, or the same
/// words. What another window has written into it since stays.
pub fn finish(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &Id,
    (body, version): (&str, i64),
) -> Answer<()> {
    let own = draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
    diesel::delete(own.filter(draft::version.eq(version).or(draft::body.eq(body))))
        .execute(conn)?;
    Ok(())
}

/// The viewer's drafts that were thrown away and can still be taken up again, with when; the latest
/// first.
pub fn discarded(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<(Draft, Moment)>> {
    let rows: Vec<(Row, Option<Moment>)> = draft::table
        .filter(draft::member.eq(viewer.member.as_str()).and(draft::discarded_at.is_not_null()))
        .order((draft::discarded_at.desc(), draft::id))
        .select((COLUMNS, draft::discarded_at))
        .load(conn)?;
    let dated = |(row, at): (Row, Option<Moment>)| {
        let draft = read(row)?;
        let at = at.unwrap_or(draft.updated_at);
        Ok((draft, at))
    };
    rows.into_iter().map(dated).collect()
}

/// Throws one of the viewer's drafts away; that it is gone already is no error. `restore` takes it
/// up again.
pub fn discard(conn: &mut Conn, viewer: &Viewer, id: &Id, now: Moment) -> Answer<()> {
    let own = draft::table
        .find(id.as_str())
        .filter(draft::member.eq(viewer.member.as_str()).and(draft::discarded_at.is_null()));
    diesel::update(own).set(draft::discarded_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Takes up a draft that the viewer threw away. `NotFound` once it was swept.
pub fn restore(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<()> {
    let own = draft::table.find(id.as_str()).filter(draft::member.eq(viewer.member.as_str()));
    match diesel::update(own).set(draft::discarded_at.eq(None::<Moment>)).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Lets go of what was thrown away long ago, whoever's it is.
pub fn sweep(conn: &mut Conn, now: Moment) -> Answer<usize> {
    let old = draft::table.filter(draft::discarded_at.lt(now - TimeDelta::days(DISCARDED_DAYS)));
    Ok(diesel::delete(old).execute(conn)?)
}
