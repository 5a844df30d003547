//! The browsers in which a member has signed in before, each found by the hash of a token of its
//! own. Tokens themselves never come here, and open nothing: they only keep strangers from locking
//! a member out.

use chrono::TimeDelta;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::schema::{self, device};
use super::{Answer, Conn};
use crate::method::{Email, Id, Moment};

/// Sets how long a browser is remembered after the last sign-in, in days: no browser keeps a cookie
/// for longer.
pub const DAYS: u32 = 400;

/// True if whoever has this address has signed in with this token's browser.
pub fn knows(conn: &mut Conn, token_hash: &str, email: &Email) -> Answer<bool> {
    let known = device::table
        .inner_join(schema::member::table)
        .filter(device::token_hash.eq(token_hash))
        .filter(schema::member::email.eq(email.as_str()));
    Ok(select(exists(known.select(device::member))).get_result(conn)?)
}

/// Remembers the browser under a new token, for this member and for all who signed in there under
/// the earlier one. So a token that somebody else put into the browser is worth nothing after the
/// sign-in.
pub fn remember(
    conn: &mut Conn,
    earlier: Option<&str>,
    token_hash: &str,
    member: &Id,
    now: Moment,
) -> Answer<()> {
    if let Some(earlier) = earlier {
        diesel::delete(device::table.find((earlier, member.as_str()))).execute(conn)?;
        let others = device::table.filter(device::token_hash.eq(earlier));
        diesel::update(others).set(device::token_hash.eq(token_hash)).execute(conn)?;
    }
    diesel::insert_into(device::table)
        .values((
            device::token_hash.eq(token_hash),
            device::member.eq(member.as_str()),
            device::seen_at.eq(now),
        ))
        .execute(conn)?;
    let old = device::table.filter(device::seen_at.lt(now - TimeDelta::days(DAYS.into())));
    diesel::delete(old).execute(conn)?;
    Ok(())
}
