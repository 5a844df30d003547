//! Practices: usually one to a database. Nothing of any client is here.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::schema::practice;
use super::{Answer, Conn, StoreError, column};
use crate::domain::{Id, Moment, Text};

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

/// True once the first practice was founded, so that nobody sets up a second one over the web.
pub fn any(conn: &mut Conn) -> Answer<bool> {
    Ok(select(exists(practice::table.select(practice::id))).get_result(conn)?)
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
