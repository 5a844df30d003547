//! A record on its way out, turn by turn: seen by nobody from the first turn on, and whole, or gone,
//! after the last one.

use diesel::prelude::*;

use super::through_the_door;
use crate::method::{Moment, Person, Record, Text, Viewer};
use crate::store::schema::{
    draft, export, fact, import_part, insight_state, leaving, passing, person, share, standing,
    submission, verdict,
};
use crate::store::scope::{self, Access, Leaving};
use crate::store::{Answer, Conn, Db, column, fact as facts, person as people, recent, search};

/// A person leaves at once, with their facts and what is derived from them. Whatever else hangs on
/// them must be gone before.
pub(in crate::store) fn leave(conn: &mut Conn, access: &Access) -> Answer<()> {
    through_the_door(conn, access, |conn| {
        diesel::delete(fact::table.filter(fact::person.eq(access.id()))).execute(conn)?;
        Ok(())
    })?;
    gone(conn, access)
}

/// The person's row goes, after their facts.
fn gone(conn: &mut Conn, access: &Access) -> Answer<()> {
    diesel::delete(standing::table.find(access.id())).execute(conn)?;
    diesel::delete(verdict::table.find(access.id())).execute(conn)?;
    search::forget(conn, access)?;
    diesel::delete(passing::table.find(access.id())).execute(conn)?;
    diesel::delete(person::table.find(access.id())).execute(conn)?;
    recent::forget(access.id());
    Ok(())
}

/// The first turn of an ending: nobody sees the person any more, and nothing but their facts says
/// who they were. `stays` is what will be seen again after the last turn.
pub(super) fn go(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    stays: Option<(Person, Vec<Record>)>,
) -> Answer<()> {
    let (nameless, left) = match stays {
        Some((nameless, left)) => (nameless, Some(column::to_json("facts", &left)?)),
        None => (Person::named(column::id(access.id())?, Text::dash(), viewer.lang), None),
    };
    people::write(conn, access, &nameless)?;
    diesel::update(person::table.find(access.id()))
        .set(person::external_id.eq(None::<&str>))
        .execute(conn)?;
    diesel::delete(verdict::table.find(access.id())).execute(conn)?;
    diesel::delete(passing::table.find(access.id())).execute(conn)?;
    diesel::insert_into(leaving::table)
        .values((
            leaving::person.eq(access.id()),
            leaving::member.eq(viewer.member.as_str()),
            leaving::emptied.eq(false),
            leaving::bare.eq(left),
        ))
        .execute(conn)?;
    recent::forget(access.id());
    Ok(())
}

/// Lets the facts go of everybody whose record was ended, turn by turn: also those whom a program
/// left that was killed before its last turn. Blocks.
pub fn finish(db: &Db, now: Moment) -> Answer<()> {
    db.write_in_turns(now, |conn, now| turn(conn, *now)).map(drop)
}

/// Does one turn; true if nobody is on their way out any more.
fn turn(conn: &mut Conn, now: Moment) -> Answer<bool> {
    let Some(Leaving { access, by, emptied, bare }) = scope::leaving(conn)? else {
        return Ok(true);
    };
    let row = leaving::table.find(access.id());
    if !emptied && search::forget_some(conn, &access)? {
        return Ok(false);
    }
    if !emptied {
        let some = fact::table.filter(fact::person.eq(access.id())).order(fact::seq);
        let limit = i64::try_from(facts::TURN).unwrap_or(i64::MAX);
        let some: Vec<i64> = some.limit(limit).select(fact::seq).load(conn)?;
        if let Some(last) = some.last() {
            through_the_door(conn, &access, |conn| {
                let rows = fact::table.filter(fact::person.eq(access.id()));
                diesel::delete(rows.filter(fact::seq.le(last))).execute(conn)?;
                Ok(())
            })?;
        }
        if some.len() < facts::TURN {
            diesel::update(row).set(leaving::emptied.eq(true)).execute(conn)?;
        }
        return Ok(false);
    }
    let stays: Option<Vec<Record>> = bare.map(|bare| column::json("facts", &bare)).transpose()?;
    let there: i64 = fact::table.filter(fact::person.eq(access.id())).count().get_result(conn)?;
    let there = usize::try_from(there).unwrap_or(usize::MAX);
    let mut rest = stays.iter().flatten().skip(there).peekable();
    if rest.peek().is_some() {
        let some: Vec<Record> = rest.take(facts::TURN).cloned().collect();
        facts::put(conn, &access, (&some, &by), now)?;
        return Ok(false);
    }
    diesel::delete(row).execute(conn)?;
    match stays {
        Some(_) => seen_again(conn, &access, now)?,
        None => {
            hanging(conn, &access)?;
            gone(conn, &access)?;
        }
    }
    Ok(false)
}

/// Takes what somebody who had seen the person before still wrote about them.
fn hanging(conn: &mut Conn, access: &Access) -> Answer<()> {
    let of = access.id();
    diesel::delete(draft::table.filter(draft::person.eq(of))).execute(conn)?;
    diesel::delete(insight_state::table.filter(insight_state::person.eq(of))).execute(conn)?;
    diesel::delete(submission::table.filter(submission::person.eq(of))).execute(conn)?;
    diesel::delete(import_part::table.filter(import_part::person.eq(of))).execute(conn)?;
    diesel::delete(export::table.filter(export::person.eq(of))).execute(conn)?;
    diesel::delete(share::table.filter(share::person.eq(of))).execute(conn)?;
    Ok(())
}

/// The bare sessions are seen again. What lists show of them holds on no day: it is made anew as it
/// is read, and kept by the clock.
fn seen_again(conn: &mut Conn, access: &Access, now: Moment) -> Answer<()> {
    scope::stamp(conn, access, now)?;
    let row = standing::table.find(access.id());
    diesel::update(row)
        .set(standing::valid_until.eq(standing::valid_from.nullable()))
        .execute(conn)?;
    recent::forget(access.id());
    Ok(())
}
