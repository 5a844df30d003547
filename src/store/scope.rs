//! Tells whose records a viewer may see: one predicate, and one proof that it was asked. There is
//! no unscoped find.
//!
//! A question about one person's facts takes an [`Access`], and only `enter` makes one. Someone
//! else's person and no person at all are the same `NotFound`.

use diesel::dsl::{auto_type, exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::conn::each;
use super::schema::{leaving, merged, passing, person, share};
use super::{Answer, Conn};
use crate::method::{Id, Moment, Viewer};

/// True for a person who is the viewer's own, or shared with the viewer, in the viewer's practice.
#[auto_type(no_type_alias)]
pub(super) fn visible<'v>(viewer: &'v Viewer) -> _ {
    let (practice, member): (&'v str, &'v str) = (viewer.practice.as_str(), viewer.member.as_str());
    let shared = share::table
        .filter(share::person.eq(person::id).and(share::member.eq(member)))
        .select(share::member);
    let joined = merged::table.filter(merged::person.eq(person::id)).select(merged::person);
    let going = leaving::table.filter(leaving::person.eq(person::id)).select(leaving::person);
    person::practice
        .eq(practice)
        .and(person::consultant.eq(member).or(exists(shared)))
        .and(not(exists(joined)))
        .and(not(exists(going)))
}

/// True for a person who is not joined to another one, and whose record is not on its way out.
/// A person on their way out has no page, no line and no figure.
#[auto_type(no_type_alias)]
pub(super) fn present() -> _ {
    let joined = merged::table.filter(merged::person.eq(person::id)).select(merged::person);
    let going = leaving::table.filter(leaving::person.eq(person::id)).select(leaving::person);
    not(exists(joined)).and(not(exists(going)))
}

/// True for a person who is the viewer's own: what may be shared, and by whom.
#[auto_type(no_type_alias)]
pub(super) fn own<'v>(viewer: &'v Viewer) -> _ {
    let (practice, member): (&'v str, &'v str) = (viewer.practice.as_str(), viewer.member.as_str());
    let joined = merged::table.filter(merged::person.eq(person::id)).select(merged::person);
    let going = leaving::table.filter(leaving::person.eq(person::id)).select(leaving::person);
    person::practice
        .eq(practice)
        .and(person::consultant.eq(member))
        .and(not(exists(joined)))
        .and(not(exists(going)))
}

/// Proof that a viewer may see a person. Its field is private to this module.
#[derive(Debug, Clone)]
pub(super) struct Access(Id);

impl Access {
    pub fn id(&self) -> &str {
        self.0.as_str()
    }
}

/// Asks for a person.
pub(super) fn enter(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Access> {
    let named =
        person::table.filter(person::id.eq(id.as_str())).filter(visible(viewer)).select(person::id);
    let found: String = each!(conn, named.get_result(conn))?;
    Ok(Access(super::column::id(&found)?))
}

/// Everybody who is joined to a person, and to them, however often.
pub(super) fn joined(conn: &mut Conn, access: &Access) -> Answer<Vec<Access>> {
    let mut all: Vec<Access> = vec![access.clone()];
    let mut next = 0;
    while let Some(into) = all.get(next) {
        let rows = merged::table
            .filter(merged::into_person.eq(into.id().to_owned()))
            .order(merged::person);
        let ids: Vec<String> = rows.select(merged::person).load(conn)?;
        for id in ids {
            all.push(Access(super::column::id(&id)?));
        }
        next += 1;
    }
    Ok(all.split_off(1))
}

/// Asks for a person in order to write: nobody else writes to the same person until this
/// transaction ends.
pub(super) fn enter_to_write(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Access> {
    let row = person::table.filter(person::id.eq(id.as_str())).filter(visible(viewer));
    let locked =
        each!(conn, diesel::update(row).set(person::version.eq(person::version)).execute(conn))?;
    if locked == 0 { Err(super::StoreError::NotFound) } else { Ok(Access(id.clone())) }
}

/// `enter_to_write` for a person who is the viewer's own. `NotFound` for one who is shared with
/// them, too.
pub(super) fn enter_own_to_write(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Access> {
    let row = person::table.filter(person::id.eq(id.as_str())).filter(own(viewer));
    let locked =
        each!(conn, diesel::update(row).set(person::version.eq(person::version)).execute(conn))?;
    if locked == 0 { Err(super::StoreError::NotFound) } else { Ok(Access(id.clone())) }
}

/// `enter_to_write`, if nobody has written to the person since they were at `version`; otherwise
/// `Stale`.
pub(super) fn enter_at(conn: &mut Conn, viewer: &Viewer, id: &Id, version: i64) -> Answer<Access> {
    let row = person::table
        .filter(person::id.eq(id.as_str()))
        .filter(person::version.eq(version))
        .filter(visible(viewer));
    let locked =
        each!(conn, diesel::update(row).set(person::version.eq(person::version)).execute(conn))?;
    if locked == 0 {
        enter(conn, viewer, id).and(Err(super::StoreError::Stale))
    } else {
        Ok(Access(id.clone()))
    }
}

/// Marks the person as written to, which every act that appends or changes ends with. A version is
/// drawn anew each time and so never comes twice: what a transaction read under one that it then
/// took back can never be mistaken for later.
pub(super) fn stamp(conn: &mut Conn, access: &Access, now: Moment) -> Answer<i64> {
    let version = drawn();
    let stamped = (person::version.eq(version), person::updated_at.eq(now));
    each!(conn, diesel::update(person::table.find(access.id())).set(stamped).execute(conn))?;
    Ok(version)
}

/// A version that nobody has had before.
pub(super) fn drawn() -> i64 {
    let drawn = Uuid::now_v7().as_u64_pair().1;
    i64::try_from(drawn >> 1).unwrap_or(i64::MAX)
}

/// Access to a person whose row was found through `visible` in the same transaction.
pub(super) fn found(row: &super::person::Row) -> Answer<Access> {
    Ok(Access(super::column::id(&row.id)?))
}

/// Somebody whose record is on its way out, and whom nobody may see any more.
pub(super) struct Leaving {
    pub access: Access,
    /// Tells who ordered it.
    pub by: Id,
    /// True once all their facts are gone.
    pub emptied: bool,
    /// The facts that stay, as JSON; none where nothing stays.
    pub bare: Option<String>,
}

/// The next one whose record is on its way out: nobody else works on it until this transaction
/// ends.
pub(super) fn leaving(conn: &mut Conn) -> Answer<Option<Leaving>> {
    let first = leaving::table.order(leaving::person).select(leaving::person);
    let Some(id) = first.first::<String>(conn).optional()? else { return Ok(None) };
    let row = leaving::table.find(&id);
    diesel::update(row).set(leaving::emptied.eq(leaving::emptied)).execute(conn)?;
    let found: Option<(String, bool, Option<String>)> = row
        .select((leaving::member, leaving::emptied, leaving::bare))
        .get_result(conn)
        .optional()?;
    // Another process may have done the last turn while this one waited for the row.
    let Some((by, emptied, bare)) = found else { return leaving(conn) };
    let access = Access(super::column::id(&id)?);
    Ok(Some(Leaving { access, by: super::column::id(&by)?, emptied, bare }))
}

/// Facts of somebody that nobody reads, from one place of their journal to another.
pub(super) struct Passing {
    pub access: Access,
    pub first: i64,
    pub last: i64,
}

/// The next facts on their way out, or left on their way in before `left`, or anybody's of the
/// person `of`: whoever was bringing them finds another stamp, and nobody else works on them until
/// this transaction ends.
pub(super) fn passing(conn: &mut Conn, of: Option<&Id>, left: Moment) -> Answer<Option<Passing>> {
    let out = passing::coming.eq(false).or(passing::since.lt(left));
    let due = passing::table.filter(out.or(passing::person.eq(of.map_or("", Id::as_str))));
    let first = due.order(passing::person).select(passing::person);
    let Some(id) = first.first::<String>(conn).optional()? else { return Ok(None) };
    let row = passing::table.find(&id);
    let taken = (passing::coming.eq(false), passing::stamp.eq(drawn()));
    diesel::update(row).set(taken).execute(conn)?;
    let span = row.select((passing::first_seq, passing::last_seq));
    // Another process may have done the last turn while this one waited for the row.
    let Some((first, last)) = span.get_result(conn).optional()? else {
        return self::passing(conn, of, left);
    };
    Ok(Some(Passing { access: Access(super::column::id(&id)?), first, last }))
}
