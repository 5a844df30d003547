//! Failed sign-ins, counted per account and per address, so that several processes throttle as one.

use diesel::prelude::*;

use super::schema::login_attempt;
use super::{Answer, Conn};
use crate::domain::{Id, Moment};

/// What an attempt is counted for. Neither is stored as it is, only its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Account,
    Address,
}

impl Counted {
    fn name(self) -> &'static str {
        match self {
            Counted::Account => "account",
            Counted::Address => "address",
        }
    }
}

/// Attempts since `since`, and when the first of them was.
pub fn recent(conn: &mut Conn, of: Counted, key_hash: &str, since: Moment) -> Answer<(i64, Option<Moment>)> {
    use diesel::dsl::{count_star, min};
    Ok(login_attempt::table
        .filter(login_attempt::kind.eq(of.name()))
        .filter(login_attempt::key_hash.eq(key_hash))
        .filter(login_attempt::tried_at.ge(since))
        .select((count_star(), min(login_attempt::tried_at)))
        .get_result(conn)?)
}

/// Counts one more.
pub fn record(conn: &mut Conn, of: Counted, key_hash: &str, now: Moment) -> Answer<()> {
    diesel::insert_into(login_attempt::table)
        .values((
            login_attempt::id.eq(Id::fresh().as_str()),
            login_attempt::kind.eq(of.name()),
            login_attempt::key_hash.eq(key_hash),
            login_attempt::tried_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets them, after a sign-in that succeeded.
pub fn forget(conn: &mut Conn, of: Counted, key_hash: &str) -> Answer<()> {
    let attempts =
        login_attempt::table.filter(login_attempt::kind.eq(of.name())).filter(login_attempt::key_hash.eq(key_hash));
    diesel::delete(attempts).execute(conn)?;
    Ok(())
}

/// Removes what is too old to count.
pub fn sweep(conn: &mut Conn, before: Moment) -> Answer<usize> {
    Ok(diesel::delete(login_attempt::table.filter(login_attempt::tried_at.lt(before))).execute(conn)?)
}
