//! Saved forms, by the key that each form carries: what is sent twice is saved once.

use diesel::prelude::*;

use super::schema::submission;
use super::{Answer, Conn, column, scope};
use crate::method::{Id, Moment, Viewer};

/// Tells what an earlier sending of this form made: the person, and the session or other record.
pub fn find(conn: &mut Conn, viewer: &Viewer, key: &str) -> Answer<Option<(Id, Id)>> {
    let row: Option<(String, String)> = submission::table
        .find((viewer.member.as_str(), key))
        .select((submission::person, submission::session))
        .get_result(conn)
        .optional()?;
    row.map(|(person, session)| Ok((column::id(&person)?, column::id(&session)?))).transpose()
}

/// Notes what the form made, in the transaction that made it. `Taken` if it was sent twice at the
/// same moment: the transaction is then taken back, and `find` answers what the other one made.
pub fn keep(
    conn: &mut Conn,
    viewer: &Viewer,
    key: &str,
    (person, made): (&Id, &Id),
    now: Moment,
) -> Answer<()> {
    let access = scope::enter(conn, viewer, person)?;
    diesel::insert_into(submission::table)
        .values((
            submission::member.eq(viewer.member.as_str()),
            submission::idempotency_key.eq(key),
            submission::person.eq(access.id()),
            submission::session.eq(made.as_str()),
            submission::saved_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// What the member's forms made of a person.
pub(super) fn made(conn: &mut Conn, viewer: &Viewer, person: &Id) -> Answer<Vec<Id>> {
    let access = scope::enter(conn, viewer, person)?;
    let own = submission::table
        .filter(submission::member.eq(viewer.member.as_str()))
        .filter(submission::person.eq(access.id()))
        .order(submission::idempotency_key);
    let made: Vec<String> = own.select(submission::session).load(conn)?;
    made.iter().map(|id| column::id(id)).collect()
}

/// Notes that what the member's forms made stands elsewhere now.
pub(super) fn redirect(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, session): (&Id, &Id),
    (to, there): (&Id, &Id),
) -> Answer<()> {
    let access = scope::enter(conn, viewer, to)?;
    let made = submission::table
        .filter(submission::member.eq(viewer.member.as_str()))
        .filter(submission::person.eq(person.as_str()))
        .filter(submission::session.eq(session.as_str()));
    diesel::update(made)
        .set((submission::person.eq(access.id()), submission::session.eq(there.as_str())))
        .execute(conn)?;
    Ok(())
}
