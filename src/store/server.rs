//! Holds what only a server has: a schema with a name, which can be set aside as a whole and put
//! back.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text};

use super::conn::{Conn, Opener, Use};
use super::url::DatabaseUrl;
use super::{Answer, StoreError};
use crate::method::Moment;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Truth {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// The schema that a server's data is in.
pub fn schema(url: &DatabaseUrl) -> Answer<String> {
    named(&mut open(url)?)
}

/// True if there is anything of this program in it.
pub fn occupied(url: &DatabaseUrl) -> Answer<bool> {
    let found: Truth = sql_query("SELECT to_regclass('practice') IS NOT NULL AS yes")
        .get_result(&mut open(url)?)?;
    Ok(found.yes)
}

/// Renames the schema and begins an empty one in its place. Answers the name under which everything
/// is kept.
pub fn set_aside(url: &DatabaseUrl, now: Moment) -> Answer<String> {
    let conn = &mut open(url)?;
    let name = named(conn)?;
    let aside = format!("{name}_replaced_{}", now.format("%Y%m%dt%H%M%S"));
    conn.transaction(|conn| {
        sql_query(format!("ALTER SCHEMA \"{name}\" RENAME TO \"{aside}\"")).execute(conn)?;
        sql_query(format!("CREATE SCHEMA \"{name}\"")).execute(conn)
    })
    .map_err(StoreError::Database)?;
    Ok(aside)
}

/// Puts back what was set aside, if what was to replace it did not come to be.
pub fn put_back(url: &DatabaseUrl, name: &str, aside: &str) -> Answer<()> {
    let conn = &mut open(url)?;
    conn.transaction(|conn| {
        sql_query(format!("DROP SCHEMA \"{name}\" CASCADE")).execute(conn)?;
        sql_query(format!("ALTER SCHEMA \"{aside}\" RENAME TO \"{name}\"")).execute(conn)
    })
    .map_err(StoreError::Database)?;
    Ok(())
}

fn named(conn: &mut Conn) -> Answer<String> {
    let found: Name = sql_query("SELECT current_schema()::text AS name").get_result(conn)?;
    // It stands in statements that take no parameters.
    let plain = found.name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if plain { Ok(found.name) } else { Err(StoreError::unreadable("schema name", found.name)) }
}

fn open(url: &DatabaseUrl) -> Answer<Conn> {
    Opener { url: url.clone(), purpose: Use::Writing }.open()
}
