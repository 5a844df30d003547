//! Facts that stand with a person and that nobody reads: on their way in, before two are joined,
//! and on their way out, once they are told apart again. So a long journal comes and goes in turns,
//! and what is seen changes in one short transaction.

use diesel::prelude::*;

use crate::method::{Id, Moment, Record, Viewer};
use crate::store::fact::{self as facts, TURN, Writers};
use crate::store::schema::{fact, passing};
use crate::store::scope::{self, Access, Passing};
use crate::store::{Answer, Conn, Db, StoreError, erasure};

/// What has not come whole after so long was left by a program that ended.
const LEFT_BEHIND: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// Records on their way into a journal, and how far they are.
pub(super) struct Coming {
    pub viewer: Viewer,
    /// The person who goes on, at the version from which the records were made.
    pub into: (Id, i64),
    pub records: Vec<Record>,
    pub written: Writers,
    pub stamp: i64,
    pub from: usize,
    pub now: Moment,
}

impl Coming {
    /// Does one turn; true if it was the last. `Stale` if somebody has written to the person since,
    /// or brings something of their own.
    pub fn turn(&mut self, conn: &mut Conn) -> Answer<bool> {
        let (into, version) = &self.into;
        let access = scope::enter_at(conn, &self.viewer, into, *version)?;
        if self.from == 0 {
            begin(conn, &access, (self.stamp, true), self.now)?;
        } else {
            is_mine(conn, &access, self.stamp)?;
        }
        let until = self.records.len().min(self.from + TURN);
        let some = self.records.get(self.from..until).unwrap_or_default();
        let by = (&self.viewer.member, &self.written);
        let places = facts::put_as(conn, &access, (some, by), self.now)?;
        // The rows of nobody else ever stand between these: whoever saves meanwhile ends this.
        let first = passing::table.find(access.id());
        if self.from == 0 {
            diesel::update(first).set(passing::first_seq.eq(places.0)).execute(conn)?;
        }
        diesel::update(first).set(passing::last_seq.eq(places.1)).execute(conn)?;
        self.from = until;
        Ok(until == self.records.len())
    }
}

/// Notes that facts of a person are passing; none of them yet.
fn begin(
    conn: &mut Conn,
    access: &Access,
    (stamp, coming): (i64, bool),
    now: Moment,
) -> Answer<()> {
    diesel::insert_into(passing::table)
        .values((
            passing::person.eq(access.id()),
            passing::first_seq.eq(1),
            passing::last_seq.eq(0),
            passing::coming.eq(coming),
            passing::stamp.eq(stamp),
            passing::since.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// `Stale` unless what is passing is what was begun under this stamp.
fn is_mine(conn: &mut Conn, access: &Access, stamp: i64) -> Answer<()> {
    let mine = passing::table.find(access.id()).filter(passing::stamp.eq(stamp));
    let mine: i64 = mine.count().get_result(conn)?;
    if mine > 0 { Ok(()) } else { Err(StoreError::Stale) }
}

/// From here on what came is read as everything else of the person.
pub(super) fn arrive(conn: &mut Conn, access: &Access, stamp: i64) -> Answer<()> {
    is_mine(conn, access, stamp)?;
    diesel::delete(passing::table.find(access.id())).execute(conn)?;
    Ok(())
}

/// From here on nobody reads these records of a person; `clear` takes them out. Records that do not
/// stand in one row go at once.
pub(super) fn depart(conn: &mut Conn, access: &Access, ids: &[Id], now: Moment) -> Answer<()> {
    let own = || fact::table.filter(fact::person.eq(access.id()));
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(()) };
    let ends = [first, last].map(|id| own().filter(fact::id.eq(id.as_str())).select(fact::seq));
    let [first, last] = ends.map(|row| row.get_result::<i64>(conn).optional());
    if let (Some(first), Some(last)) = (first?, last?) {
        let between: i64 = own().filter(fact::seq.between(first, last)).count().get_result(conn)?;
        if usize::try_from(between) == Ok(ids.len()) {
            begin(conn, access, (scope::drawn(), false), now)?;
            let span = (passing::first_seq.eq(first), passing::last_seq.eq(last));
            diesel::update(passing::table.find(access.id())).set(span).execute(conn)?;
            return Ok(());
        }
    }
    facts::let_go(conn, access, ids)
}

/// Lets go of what was begun under this stamp, if it did not arrive: `clear` takes it out.
pub(super) fn give_up(conn: &mut Conn, of: &Id, stamp: i64) -> Answer<()> {
    let mine = passing::table.find(of.as_str()).filter(passing::stamp.eq(stamp));
    diesel::update(mine).set(passing::coming.eq(false)).execute(conn)?;
    Ok(())
}

/// Takes the facts out that are on their way out, and those that a program left on their way in
/// which ended, turn by turn; with `of` also those of that person which somebody else is just
/// bringing. Blocks.
pub fn clear(db: &Db, of: Option<&Id>, now: Moment) -> Answer<()> {
    let work = (of.cloned(), now);
    db.write_in_turns(work, |conn, (of, now)| clear_some(conn, of.as_ref(), *now)).map(drop)
}

/// Does one turn; true if nothing is left.
///
/// The last go first, and the stretch ends before them in the same transaction: whoever saves
/// meanwhile writes behind it, and nothing that is read ever comes to stand within.
fn clear_some(conn: &mut Conn, of: Option<&Id>, now: Moment) -> Answer<bool> {
    let Some(Passing { access, first, last }) = scope::passing(conn, of, now - LEFT_BEHIND)? else {
        return Ok(true);
    };
    let own = || fact::table.filter(fact::person.eq(access.id()));
    let some = own().filter(fact::seq.between(first, last)).order(fact::seq.desc());
    let limit = i64::try_from(TURN).unwrap_or(i64::MAX);
    let some: Vec<i64> = some.limit(limit).select(fact::seq).load(conn)?;
    let row = passing::table.find(access.id());
    let Some(lowest) = some.last().copied() else {
        diesel::delete(row).execute(conn)?;
        return Ok(false);
    };
    erasure::through_the_door(conn, &access, |conn| {
        diesel::delete(own().filter(fact::seq.between(lowest, last))).execute(conn)?;
        Ok(())
    })?;
    diesel::update(row).set(passing::last_seq.eq(lowest - 1)).execute(conn)?;
    Ok(false)
}
