//! Being signed in: one row per device, found by the hash of its token. Tokens themselves never
//! come here.

use diesel::prelude::*;

use super::conn::each;
use super::schema::{self, login};
use super::{Answer, Conn, StoreError, member};
use crate::method::{Moment, Viewer};

/// A login as it is stored; all but its member are only for showing it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = login)]
pub struct Login {
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    /// The member's id.
    pub member: String,
    /// Holds what every form of this login carries.
    pub csrf: String,
    pub created_at: Moment,
    pub seen_at: Moment,
    pub expires_at: Moment,
    pub user_agent: String,
    pub address: String,
}

/// Starts a login.
pub fn start(conn: &mut Conn, new: &Login) -> Answer<()> {
    diesel::insert_into(login::table)
        .values((
            login::token_hash.eq(&new.token_hash),
            login::member.eq(&new.member),
            login::csrf.eq(&new.csrf),
            login::created_at.eq(new.created_at),
            login::seen_at.eq(new.seen_at),
            login::expires_at.eq(new.expires_at),
            login::user_agent.eq(&new.user_agent),
            login::address.eq(&new.address),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub viewer: Viewer,
    pub login: Login,
    /// True while somebody else has made their password: they choose their own before anything
    /// else.
    pub handed: bool,
}

/// The login with this token hash and whose authority it is; none once it ran out or its member
/// left.
pub fn find(conn: &mut Conn, token_hash: &str, now: Moment) -> Answer<Option<SignedIn>> {
    let here = login::table
        .inner_join(schema::member::table)
        .filter(login::token_hash.eq(token_hash).and(login::expires_at.gt(now)))
        .filter(schema::member::active.eq(true));
    let row: Option<(Login, member::Row)> =
        each!(conn, here.select((Login::as_select(), member::Row::as_select())).get_result(conn))
            .optional()?;
    let read = |(login, member): (Login, member::Row)| {
        Ok(SignedIn { handed: member.password_handed, viewer: member.viewer()?, login })
    };
    row.map(read).transpose()
}

/// Notes that the login was used. Only acts call it: a GET writes nothing.
pub fn touch(conn: &mut Conn, token_hash: &str, now: Moment) -> Answer<()> {
    diesel::update(login::table.find(token_hash)).set(login::seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// The viewer's own logins, the newest first.
pub fn list(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Answer<Vec<Login>> {
    let own = login::table
        .filter(login::member.eq(viewer.member.as_str()))
        .filter(login::expires_at.gt(now));
    Ok(own
        .order((login::created_at.desc(), login::token_hash))
        .select(Login::as_select())
        .load(conn)?)
}

/// Ends one of the viewer's own logins.
pub fn revoke(conn: &mut Conn, viewer: &Viewer, token_hash: &str) -> Answer<()> {
    let own = login::table.find(token_hash).filter(login::member.eq(viewer.member.as_str()));
    if diesel::delete(own).execute(conn)? == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Ends the login with this token hash: signing out.
pub fn end(conn: &mut Conn, token_hash: &str) -> Answer<()> {
    diesel::delete(login::table.find(token_hash)).execute(conn)?;
    Ok(())
}

/// Removes logins that ran out.
pub fn sweep(conn: &mut Conn, now: Moment) -> Answer<usize> {
    Ok(diesel::delete(login::table.filter(login::expires_at.le(now))).execute(conn)?)
}
