//! The journal: facts are appended, in the order they come, and read back as they were written.

use std::collections::HashMap;

use diesel::dsl::{auto_type, exists, not};
use diesel::prelude::*;

use super::conn::each;
use super::schema::{fact, passing};
use super::scope::{Access, enter_at, enter_to_write, stamp};
use super::standing::{self, Shown};
use super::{Answer, Conn, StoreError, column, file, recent};
use crate::method::{Accepted, ClientFile, Day, Fact, Id, Moment, Record, Viewer};

/// Rows of one statement; PostgreSQL takes 65,535 values at most.
const CHUNK: usize = 500;

/// Rows of one turn. With their indexes they take some hundredths of a second to go or to come.
pub(super) const TURN: usize = 500;

/// Tells when each record was written down before, and by whom: a record that comes from another
/// journal keeps both.
pub(super) type Writers = HashMap<Id, (Moment, Option<Id>)>;

#[derive(Queryable, Selectable)]
#[diesel(table_name = fact)]
pub(super) struct Row {
    pub person: String,
    id: String,
    on_day: Day,
    session: Option<String>,
    body: String,
}

impl Row {
    pub(super) fn record(&self) -> Answer<Record> {
        Ok(Record {
            id: column::id(&self.id)?,
            on: self.on_day,
            session: column::optional_id(self.session.as_deref())?,
            fact: column::json("fact", &self.body)?,
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = fact)]
struct New<'r> {
    person: &'r str,
    id: &'r str,
    seq: i64,
    noun: String,
    on_day: Day,
    session: Option<&'r str>,
    about: Option<&'r str>,
    recorded_at: Moment,
    recorded_by: Option<&'r str>,
    body: String,
}

/// All records of a person, in the order in which they were written.
pub(super) fn all(conn: &mut Conn, access: &Access) -> Answer<Vec<Record>> {
    let (first, last) = unread(conn, access)?;
    let journal = fact::table
        .filter(fact::person.eq(access.id()).and(not(fact::seq.between(first, last))))
        .order(fact::seq);
    let rows: Vec<Row> = each!(conn, journal.select(Row::as_select()).load(conn))?;
    rows.iter().map(Row::record).collect()
}

/// From where to where nobody reads a person's journal; mostly nowhere.
fn unread(conn: &mut Conn, access: &Access) -> Answer<(i64, i64)> {
    let span = passing::table.find(access.id()).select((passing::first_seq, passing::last_seq));
    Ok(each!(conn, span.get_result(conn)).optional()?.unwrap_or((1, 0)))
}

/// True for a fact that is read: not one that is on its way into a journal, or out of it.
#[auto_type(no_type_alias)]
pub(super) fn is_read() -> _ {
    let within = passing::person
        .eq(fact::person)
        .and(passing::first_seq.le(fact::seq))
        .and(passing::last_seq.ge(fact::seq));
    not(exists(passing::table.filter(within).select(passing::person)))
}

/// Holds what there is to know of a record besides itself: who wrote it, and when (method §3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub record: Id,
    pub at: Moment,
    pub by: Option<Id>,
}

/// Tells who wrote each record of a person, and when, in the order written.
pub fn written(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<Written>> {
    let access = super::scope::enter(conn, viewer, person)?;
    let rows: Vec<(String, Moment, Option<String>)> = fact::table
        .filter(fact::person.eq(access.id()).and(is_read()))
        .order(fact::seq)
        .select((fact::id, fact::recorded_at, fact::recorded_by))
        .load(conn)?;
    let read = |(id, at, by): (String, Moment, Option<String>)| {
        Ok(Written { record: column::id(&id)?, at, by: column::optional_id(by.as_deref())? })
    };
    rows.into_iter().map(read).collect()
}

/// Writes down what `write` makes of the file as it stands, if the machines accept it; `Refused`
/// lists every reason.
///
/// The person is locked first: of two who write at once, the second sees what the first has
/// written.
pub fn record<F>(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Id,
    now: Moment,
    write: F,
) -> Answer<Accepted>
where
    F: FnOnce(&file::Loaded) -> Answer<Vec<Record>>,
{
    let access = enter_to_write(conn, viewer, person)?;
    let loaded = file::load(conn, viewer, person)?;
    let fresh = write(&loaded)?;
    let accepted = loaded.file.accept(&loaded.records, fresh).map_err(StoreError::Refused)?;
    append(conn, viewer, &access, (&loaded.file, &accepted), now)?;
    Ok(accepted)
}

/// Holds what was accepted for a file as it was loaded, with what lists will show of it: made while
/// reading, since whoever writes keeps the others waiting.
pub struct Ready {
    loaded: file::Loaded,
    accepted: Accepted,
    shown: Shown,
}

impl Ready {
    pub fn of(
        conn: &mut Conn,
        viewer: &Viewer,
        loaded: file::Loaded,
        accepted: Accepted,
        now: Moment,
    ) -> Answer<Ready> {
        let shown = Shown::of(conn, viewer, (Some(&loaded.file), accepted.file()), now)?;
        Ok(Ready { loaded, accepted, shown })
    }
}

/// Writes down what is ready; answers whose file it is. `Stale` if somebody else has written to the
/// person since: load again and ask the machines again.
pub fn keep(conn: &mut Conn, viewer: &Viewer, ready: &Ready, now: Moment) -> Answer<Id> {
    let (accepted, person) = (&ready.accepted, &ready.accepted.file().person.id);
    let access = enter_at(conn, viewer, person, ready.loaded.version)?;
    let version = journal(conn, viewer, &access, accepted, now)?;
    standing::keep(conn, viewer, &access, (accepted.file(), version), &ready.shown)?;
    Ok(person.clone())
}

/// Appends a part of what was accepted to a person who is at `version`; answers the new one. With
/// its last part comes what lists show of the whole.
pub(super) fn append_part(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, version): (&Id, i64),
    (records, whole): (&[Record], Option<(&Shown, &Accepted)>),
    now: Moment,
) -> Answer<i64> {
    let access = enter_at(conn, viewer, person, version)?;
    insert(conn, &viewer.member, &access, (records, &HashMap::new()), now)?;
    let version = stamp(conn, &access, now)?;
    if let Some((shown, accepted)) = whole {
        recent::keep(access.id(), version, (accepted.file(), accepted.records()));
        standing::keep(conn, viewer, &access, (accepted.file(), version), shown)?;
    }
    Ok(version)
}

/// Appends records that no machine is asked about: what is left of a record that was ended.
pub(super) fn put(
    conn: &mut Conn,
    access: &Access,
    (records, by): (&[Record], &Id),
    now: Moment,
) -> Answer<()> {
    insert(conn, by, access, (records, &HashMap::new()), now).map(drop)
}

/// `put` with who wrote each record before, and when; answers the places of the first and the last
/// in the journal.
pub(super) fn put_as(
    conn: &mut Conn,
    access: &Access,
    (records, by): (&[Record], (&Id, &Writers)),
    now: Moment,
) -> Answer<(i64, i64)> {
    insert(conn, by.0, access, (records, by.1), now)
}

/// Takes records away again that an unfinished import had brought to somebody, and rewrites what
/// lists show of them.
pub(super) fn withdraw(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    ids: &[Id],
    now: Moment,
) -> Answer<()> {
    let id = column::id(access.id())?;
    let before = file::load(conn, viewer, &id)?.file;
    let_go(conn, access, ids)?;
    let version = stamp(conn, access, now)?;
    let loaded = file::load(conn, viewer, &id)?;
    standing::rewrite(conn, viewer, access, (&before, &loaded.file, version), now)
}

/// Appends what was accepted for a file as it stood before, and rewrites what lists show of the
/// person.
pub(super) fn append(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    (before, accepted): (&ClientFile, &Accepted),
    now: Moment,
) -> Answer<()> {
    let version = journal(conn, viewer, access, accepted, now)?;
    standing::rewrite(conn, viewer, access, (before, accepted.file(), version), now)
}

/// Appends to the journal; answers the person's new version.
fn journal(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    accepted: &Accepted,
    now: Moment,
) -> Answer<i64> {
    journal_as(conn, viewer, access, (accepted, &HashMap::new()), now)
}

/// `journal` with records that were written before, elsewhere: they keep who wrote them and when.
pub(super) fn journal_as(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    (accepted, before): (&Accepted, &Writers),
    now: Moment,
) -> Answer<i64> {
    insert(conn, &viewer.member, access, (accepted.fresh(), before), now)?;
    stand(conn, access, accepted, now)
}

/// Lets a journal be what was accepted, whose records stand there already; answers the person's new
/// version.
pub(super) fn stand(
    conn: &mut Conn,
    access: &Access,
    accepted: &Accepted,
    now: Moment,
) -> Answer<i64> {
    let version = stamp(conn, access, now)?;
    recent::keep(access.id(), version, (accepted.file(), accepted.records()));
    Ok(version)
}

fn insert(
    conn: &mut Conn,
    by: &Id,
    access: &Access,
    (fresh, before): (&[Record], &Writers),
    now: Moment,
) -> Answer<(i64, i64)> {
    let newest = fact::table
        .filter(fact::person.eq(access.id()))
        .order(fact::seq.desc())
        .select(fact::seq)
        .limit(1);
    let last: Option<i64> = each!(conn, newest.get_result(conn)).optional()?;
    let this = (now, Some(by.clone()));
    let first = last.unwrap_or(0) + 1;
    let rows = fresh.iter().zip(first..).map(|(record, seq)| {
        let (at, by) = before.get(&record.id).unwrap_or(&this);
        Ok(New {
            person: access.id(),
            id: record.id.as_str(),
            seq,
            noun: record.noun(),
            on_day: record.on,
            session: record.session.as_ref().map(Id::as_str),
            about: about(&record.fact).map(Id::as_str),
            recorded_at: *at,
            recorded_by: by.as_ref().map(Id::as_str),
            body: column::to_json("fact", &record.fact)?,
        })
    });
    let rows: Vec<New<'_>> = rows.collect::<Answer<_>>()?;
    for chunk in rows.chunks(CHUNK) {
        each!(conn, diesel::insert_into(fact::table).values(chunk).execute(conn))?;
    }
    Ok((first, first - 1 + i64::try_from(rows.len()).unwrap_or(i64::MAX)))
}

/// Lets some records go that were joined from another journal, where they still stand.
pub(super) fn let_go(conn: &mut Conn, access: &Access, ids: &[Id]) -> Answer<()> {
    super::erasure::through_the_door(conn, access, |conn| {
        for chunk in ids.chunks(CHUNK) {
            let ids = chunk.iter().map(Id::as_str);
            let rows =
                fact::table.filter(fact::person.eq(access.id())).filter(fact::id.eq_any(ids));
            diesel::delete(rows).execute(conn)?;
        }
        Ok(())
    })
}

/// The record that a fact is a part of, or strikes.
pub(super) fn about(fact: &Fact) -> Option<&Id> {
    match fact {
        Fact::Void { target, .. } | Fact::Revised { target, .. } => Some(target),
        part => part.owner(),
    }
}
