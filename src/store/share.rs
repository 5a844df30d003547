//! One client, shared with a colleague. Only whose client it is may share, and take it back.

use diesel::prelude::*;

use super::schema::{member, person, share};
use super::{Answer, Conn, StoreError, column, scope};
use crate::method::{Act, Id, Moment, Text, Viewer};

/// Lets an active colleague of the same practice work with one of the viewer's own clients. Twice
/// is once.
pub fn give(conn: &mut Conn, viewer: &Viewer, person: &Id, to: &Id, now: Moment) -> Answer<()> {
    let person = own(conn, viewer, person)?;
    let colleague: String = member::table
        .find(to.as_str())
        .filter(member::practice.eq(viewer.practice.as_str()).and(member::active.eq(true)))
        .select(member::id)
        .get_result(conn)?;
    diesel::delete(share::table.find((person.as_str(), colleague.as_str()))).execute(conn)?;
    diesel::insert_into(share::table)
        .values((
            share::person.eq(&person),
            share::member.eq(&colleague),
            share::shared_by.eq(viewer.member.as_str()),
            share::shared_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes it back; that it was not shared is no error.
pub fn take_back(conn: &mut Conn, viewer: &Viewer, person: &Id, from: &Id) -> Answer<()> {
    let person = own(conn, viewer, person)?;
    diesel::delete(share::table.find((person.as_str(), from.as_str()))).execute(conn)?;
    Ok(())
}

/// With whom one of the viewer's own clients is shared, by name.
pub fn list(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<(Id, Text)>> {
    let person = own(conn, viewer, person)?;
    let rows: Vec<(String, String)> = member::table
        .filter(
            member::id.eq_any(share::table.filter(share::person.eq(person)).select(share::member)),
        )
        .order((member::name, member::id))
        .select((member::id, member::name))
        .load(conn)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id)?, column::text(&name)?))).collect()
}

/// With how many colleagues a client whom the viewer may see is shared.
pub fn count(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<usize> {
    let access = scope::enter(conn, viewer, person)?;
    let shares: i64 =
        share::table.filter(share::person.eq(access.id())).count().get_result(conn)?;
    Ok(usize::try_from(shares).unwrap_or_default())
}

/// True if a colleague shares a client with the viewer.
pub fn any(conn: &mut Conn, viewer: &Viewer) -> Answer<bool> {
    let theirs = share::table.filter(share::member.eq(viewer.member.as_str()));
    Ok(theirs.count().get_result::<i64>(conn)? > 0)
}

fn own(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<String> {
    if !viewer.may(Act::ShareClient) {
        return Err(StoreError::Forbidden);
    }
    let row = person::table.filter(person::id.eq(id.as_str())).filter(scope::own(viewer));
    Ok(row.select(person::id).get_result(conn)?)
}
