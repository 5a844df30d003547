//! Practices: usually one to a database. Nothing of any client is here.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::member::{self as members, NewMember};
use super::schema::{member, practice};
use super::{Answer, Conn, StoreError, column};
use crate::domain::{Id, Moment, Role, Text};

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
        .values((practice::id.eq(id.as_str()), practice::name.eq(name.as_str()), practice::created_at.eq(now)))
        .execute(conn)?;
    Ok(id)
}

/// True once somebody who manages a practice can sign in, so that nobody sets up another one over the web.
pub fn owned(conn: &mut Conn) -> Answer<bool> {
    let owners = member::table
        .filter(member::role.eq(column::name(&Role::Owner)))
        .filter(member::active.eq(true).and(member::password_hash.is_not_null()));
    Ok(select(exists(owners.select(member::id))).get_result(conn)?)
}

/// True once somebody can sign in; until then there is nothing to sign in to.
pub fn any(conn: &mut Conn) -> Answer<bool> {
    let signs_in = member::table.filter(member::password_hash.is_not_null()).select(member::id);
    Ok(select(exists(signs_in)).get_result(conn)?)
}

/// Sets up the practice with its owner, who must have a password: a new practice, or the one that a file founded, under
/// its new name. An owner of the same name as a consultant of that file is that consultant. `Stale` once there is an
/// owner: of two first visits, one sets up. `Taken` if there is such a practice or such an address.
pub fn set_up(conn: &mut Conn, name: &Text, owner: &NewMember, now: Moment) -> Answer<Id> {
    if let Conn::Postgres(conn) = conn {
        // Of two first visits the second waits here until the first has set up; SQLite has one writer anyway.
        diesel::sql_query("SELECT pg_advisory_xact_lock(7279112)").execute(conn)?;
    }
    if owned(conn)? {
        return Err(StoreError::Stale);
    }
    let practice = match waiting(conn)? {
        Some(founded) => {
            diesel::update(practice::table.find(founded.as_str()))
                .set(practice::name.eq(name.as_str()))
                .execute(conn)?;
            founded
        }
        None => found(conn, name, now)?,
    };
    let came = members::list_of(conn, &practice)?.into_iter().find(|m| m.name == owner.name);
    match came {
        Some(came) => members::adopt(conn, &came.id, owner).map(|()| came.id),
        None => members::add(conn, &practice, owner, now),
    }
}

/// A practice that a file founded and that nobody signs in to. The demonstration has its sign-ins and stays as it is.
fn waiting(conn: &mut Conn) -> Answer<Option<Id>> {
    for practice in all(conn)? {
        // Whoever has an address came with a whole account, whose operator lets them in; nobody takes their place.
        let members = members::list_of(conn, &practice.id)?;
        if members.iter().all(|member| !member.signs_in && member.email.is_none()) {
            return Ok(Some(practice.id));
        }
    }
    Ok(None)
}

/// All practices, by name.
pub fn all(conn: &mut Conn) -> Answer<Vec<Practice>> {
    let rows: Vec<(String, String)> =
        practice::table.order(practice::name).select((practice::id, practice::name)).load(conn)?;
    rows.into_iter().map(|(id, name)| Ok(Practice { id: column::id(&id)?, name: column::text(&name)? })).collect()
}

/// The practice of that name; without a name the only one. `NotFound` if there is none, or several to choose from.
pub fn choose(conn: &mut Conn, name: Option<&str>) -> Answer<Practice> {
    let mut found = all(conn)?;
    found.retain(|p| name.is_none_or(|name| p.name.as_str() == name));
    if found.len() > 1 { Err(StoreError::NotFound) } else { found.pop().ok_or(StoreError::NotFound) }
}
