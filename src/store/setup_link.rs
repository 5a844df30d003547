//! The links with which a practice is set up at the first visit: of each its hash and its end, so
//! that every process on one database knows those that the others printed.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::schema::setup_link;
use super::{Answer, Conn};
use crate::method::Moment;

/// Keeps a new link. Those that ran out go.
pub fn keep(conn: &mut Conn, token_hash: &str, expires_at: Moment, now: Moment) -> Answer<()> {
    diesel::delete(setup_link::table.filter(setup_link::expires_at.le(now))).execute(conn)?;
    diesel::insert_into(setup_link::table)
        .values((setup_link::token_hash.eq(token_hash), setup_link::expires_at.eq(expires_at)))
        .execute(conn)?;
    Ok(())
}

/// True if the link may still be used.
pub fn holds(conn: &mut Conn, token_hash: &str, now: Moment) -> Answer<bool> {
    let there = setup_link::table.find(token_hash).filter(setup_link::expires_at.gt(now));
    Ok(select(exists(there.select(setup_link::token_hash))).get_result(conn)?)
}

/// Ends all links, once one was used.
pub(super) fn end(conn: &mut Conn) -> Answer<()> {
    diesel::delete(setup_link::table).execute(conn)?;
    Ok(())
}
