//! Failed sign-ins, counted in several ways at once, so that several processes throttle as one.

use diesel::prelude::*;

use super::schema::login_attempt;
use super::{Answer, Conn};
use crate::method::{Id, Moment};

/// Names what an attempt is counted for. Nothing of it is stored as it is, only its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Account,
    Address,
    /// One account, tried from one network.
    AccountAndAddress,
    /// One account, tried in one browser that it has signed in with before.
    Device,
}

impl Counted {
    fn name(self) -> &'static str {
        match self {
            Counted::Account => "account",
            Counted::Address => "address",
            Counted::AccountAndAddress => "account_address",
            Counted::Device => "device",
        }
    }
}

/// Attempts between two moments, and when the first of them was. One that is dated later than now
/// was counted by a clock that was ahead.
pub fn recent(
    conn: &mut Conn,
    of: Counted,
    key_hash: &str,
    (since, until): (Moment, Moment),
) -> Answer<(i64, Option<Moment>)> {
    use diesel::dsl::{count_star, min};
    Ok(login_attempt::table
        .filter(login_attempt::kind.eq(of.name()))
        .filter(login_attempt::key_hash.eq(key_hash))
        .filter(login_attempt::tried_at.ge(since).and(login_attempt::tried_at.le(until)))
        .select((count_star(), min(login_attempt::tried_at)))
        .get_result(conn)?)
}

/// Counts one more; answers its id.
pub fn record(conn: &mut Conn, of: Counted, key_hash: &str, now: Moment) -> Answer<Id> {
    let id = Id::fresh();
    diesel::insert_into(login_attempt::table)
        .values((
            login_attempt::id.eq(id.as_str()),
            login_attempt::kind.eq(of.name()),
            login_attempt::key_hash.eq(key_hash),
            login_attempt::tried_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Takes these out of the count again.
pub fn give_back(conn: &mut Conn, ids: &[Id]) -> Answer<()> {
    let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
    diesel::delete(login_attempt::table.filter(login_attempt::id.eq_any(ids))).execute(conn)?;
    Ok(())
}

/// Forgets them, after a sign-in that succeeded.
pub fn forget(conn: &mut Conn, of: Counted, key_hash: &str) -> Answer<()> {
    let attempts = login_attempt::table
        .filter(login_attempt::kind.eq(of.name()))
        .filter(login_attempt::key_hash.eq(key_hash));
    diesel::delete(attempts).execute(conn)?;
    Ok(())
}

/// Removes what does not count any more: what is older than the first moment or dated after the
/// second.
pub fn sweep(conn: &mut Conn, (before, after): (Moment, Moment)) -> Answer<()> {
    let stale = login_attempt::tried_at.lt(before).or(login_attempt::tried_at.gt(after));
    diesel::delete(login_attempt::table.filter(stale)).execute(conn)?;
    Ok(())
}
