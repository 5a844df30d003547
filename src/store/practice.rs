//! Practices: usually one to a database. Nothing of any client is here.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::member::{self as members, NewMember};
use super::schema::{member, practice};
use super::{Answer, Conn, StoreError, column, setup_link};
use crate::method::{Act, Id, Moment, Text, Viewer};

/// A practice by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    pub id: Id,
    pub name: Text,
}

/// Founds a practice. `Taken` if there is one of that name.
pub fn found(conn: &mut Conn, name: &Text, now: Moment) -> Answer<Id> {
    let id = Id::fresh();
    diesel::insert_into(practice::table)
        .values((
            practice::id.eq(id.as_str()),
            practice::name.eq(name.as_str()),
            practice::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// The name of the viewer's practice.
pub fn name(conn: &mut Conn, viewer: &Viewer) -> Answer<Text> {
    let row = practice::table.find(viewer.practice.as_str()).select(practice::name);
    column::text(&row.get_result::<String>(conn)?)
}

/// Names the viewer's practice otherwise. `Taken` if there is another one of that name.
pub fn rename(conn: &mut Conn, viewer: &Viewer, name: &Text) -> Answer<()> {
    if !viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden);
    }
    diesel::update(practice::table.find(viewer.practice.as_str()))
        .set(practice::name.eq(name.as_str()))
        .execute(conn)?;
    Ok(())
}

/// True once somebody can sign in; until then there is nothing to sign in to.
pub fn any(conn: &mut Conn) -> Answer<bool> {
    let signs_in =
        member::table.filter(member::active.eq(true).and(member::password_hash.is_not_null()));
    Ok(select(exists(signs_in.select(member::id))).get_result(conn)?)
}

/// Names who begins here, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beginning {
    /// Nothing is here: whoever has the link sets up.
    Empty,
    /// A command founded these practices, and a command lets their owners in.
    Founded(Vec<Practice>),
    /// Somebody signs in, and lets the others in.
    Begun,
}

/// Tells how the first visit stands.
pub fn beginning(conn: &mut Conn) -> Answer<Beginning> {
    if any(conn)? {
        return Ok(Beginning::Begun);
    }
    let founded = all(conn)?;
    Ok(if founded.is_empty() { Beginning::Empty } else { Beginning::Founded(founded) })
}

/// Sets up the practice with its owner, who must have a password, and ends every link to set up
/// with. `Stale` where the link does not hold, or something is here by now: of two first visits,
/// one sets up.
pub fn set_up(
    conn: &mut Conn,
    name: &Text,
    owner: &NewMember,
    link: &str,
    now: Moment,
) -> Answer<Id> {
    if let Conn::Postgres(conn) = conn {
        // Of two first visits the second waits here until the first has set up; SQLite has one
        // writer anyway.
        diesel::sql_query("SELECT pg_advisory_xact_lock(7279112)").execute(conn)?;
    }
    if beginning(conn)? != Beginning::Empty || !setup_link::holds(conn, link, now)? {
        return Err(StoreError::Stale);
    }
    setup_link::end(conn)?;
    let practice = found(conn, name, now)?;
    members::add(conn, &practice, owner, now)
}

/// All practices, by name.
pub fn all(conn: &mut Conn) -> Answer<Vec<Practice>> {
    let rows: Vec<(String, String)> =
        practice::table.order(practice::name).select((practice::id, practice::name)).load(conn)?;
    rows.into_iter()
        .map(|(id, name)| Ok(Practice { id: column::id(&id)?, name: column::text(&name)? }))
        .collect()
}

/// The practice of that name; without a name the only one. `NotFound` if there is none, or several
/// to choose from.
pub fn choose(conn: &mut Conn, name: Option<&str>) -> Answer<Practice> {
    let mut found = all(conn)?;
    found.retain(|p| name.is_none_or(|name| p.name.as_str() == name));
    if found.len() > 1 {
        Err(StoreError::NotFound)
    } else {
        found.pop().ok_or(StoreError::NotFound)
    }
}
