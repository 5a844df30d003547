//! A person's sessions, straight from the journal: lists that need not load the whole file.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::schema::fact;
use super::{Answer, Conn, StoreError, column, scope};
use crate::domain::{Day, Fact, Id, Session, Viewer};

diesel::alias!(fact as strike: Strike);

/// A place in a list of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub on: Day,
    pub seq: i64,
}

/// A page of a person's sessions, the newest first, `limit` at most, from behind `after`; struck ones are left out.
/// Each says whether it is signed; its addenda are in the file alone.
pub fn list(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Id,
    after: Option<Cursor>,
    limit: u32,
) -> Answer<Vec<(Session, Cursor)>> {
    let access = scope::enter(conn, viewer, person)?;
    let struck = strike
        .filter(strike.field(fact::person).eq(fact::person).and(strike.field(fact::noun).eq("void")))
        .filter(strike.field(fact::about).eq(fact::id.nullable()))
        .select(strike.field(fact::id));
    // A cursor before any other stands in for none.
    let after = after.unwrap_or(Cursor { on: Day::from_ymd_opt(9999, 12, 31).unwrap_or(Day::MAX), seq: i64::MAX });
    let earlier = fact::on_day.lt(after.on).or(fact::on_day.eq(after.on).and(fact::seq.lt(after.seq)));
    let rows: Vec<(Day, i64, String)> = fact::table
        .filter(fact::person.eq(access.id()).and(fact::noun.eq("session")))
        .filter(earlier)
        .filter(not(exists(struck)))
        .order((fact::on_day.desc(), fact::seq.desc()))
        .limit(limit.into())
        .select((fact::on_day, fact::seq, fact::body))
        .load(conn)?;
    let read = |(on, seq, body): &(Day, i64, String)| match column::json("fact", body)? {
        Fact::Session(session) => Ok((session, Cursor { on: *on, seq: *seq })),
        _ => Err(StoreError::unreadable("session", seq)),
    };
    let mut sessions = rows.iter().map(read).collect::<Answer<Vec<_>>>()?;
    sign(conn, &access, &mut sessions)?;
    Ok(sessions)
}

fn sign(conn: &mut Conn, access: &scope::Access, sessions: &mut [(Session, Cursor)]) -> Answer<()> {
    let ids: Vec<&str> = sessions.iter().map(|(s, _)| s.id.as_str()).collect();
    let signed: Vec<(Option<String>, Day)> = fact::table
        .filter(fact::person.eq(access.id()).and(fact::noun.eq("signed")))
        .filter(fact::session.eq_any(ids))
        .select((fact::session, fact::on_day))
        .load(conn)?;
    let signed: HashMap<String, Day> = signed.into_iter().filter_map(|(id, on)| Some((id?, on))).collect();
    for (session, _) in sessions {
        session.signed_on = signed.get(session.id.as_str()).copied();
    }
    Ok(())
}
