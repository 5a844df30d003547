//! Holds what must not live again with a backup: logins and secret calendars that were ended since,
//! files that were waiting, and people who were erased.

use diesel::prelude::*;

use super::conn::{Conn, Opener, Use};
use super::schema::{device, erasure, feed, login, person, upload};
use super::url::DatabaseUrl;
use super::whole_copy::{self, WholeCopy};
use super::{Answer, column, installation};
use crate::method::Id;

/// One erasure that was ordered in a database: its own id, and the person's.
pub type Ordered = (String, String);

/// The erasures that were ordered in the database at this address.
pub fn ordered(url: &DatabaseUrl) -> Answer<Vec<Ordered>> {
    let mut conn = Opener { url: url.clone(), purpose: Use::Reading }.open()?;
    Ok(erasure::table.select((erasure::id, erasure::person)).load(&mut conn)?)
}

/// Settles a database that came out of a backup. `ordered` are the erasures of the one whose place
/// it takes, `aside` is where that one is kept. Answers who was erased there and is here again.
pub fn settle(conn: &mut Conn, ordered: &[Ordered], aside: Option<&WholeCopy>) -> Answer<Vec<Id>> {
    diesel::delete(login::table).execute(conn)?;
    diesel::delete(device::table).execute(conn)?;
    diesel::delete(feed::table).execute(conn)?;
    diesel::delete(upload::table).execute(conn)?;
    installation::rename(conn)?;
    if let Some(copy) = aside {
        whole_copy::record(conn, copy)?;
    }
    let known: Vec<String> = erasure::table.select(erasure::id).load(conn)?;
    let since =
        ordered.iter().filter(|(order, _)| !known.contains(order)).map(|(_, person)| person);
    let again: Vec<String> = person::table
        .filter(person::id.eq_any(since))
        .order(person::id)
        .select(person::id)
        .load(conn)?;
    again.iter().map(|id| column::id(id)).collect()
}
