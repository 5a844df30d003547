//! A file on its way in, kept between the steps of taking it in. It is its owner's alone, one at a
//! time, and swept when it is left lying.

use diesel::prelude::*;

use super::schema::upload;
use super::{Answer, Conn, StoreError, column};
use crate::intake::incoming::Upload;
use crate::method::{Id, Moment, Viewer};

/// Sets how long one that is left lying is kept, in hours.
const HOURS: i64 = 24;

/// Keeps a new one in place of all others of the viewer, and answers its id.
pub fn add(conn: &mut Conn, viewer: &Viewer, file: &Upload, now: Moment) -> Answer<Id> {
    diesel::delete(upload::table.filter(upload::member.eq(viewer.member.as_str())))
        .execute(conn)?;
    let id = Id::fresh();
    let row = (
        upload::id.eq(id.as_str()),
        upload::member.eq(viewer.member.as_str()),
        upload::body.eq(column::to_json("upload", file)?),
        upload::updated_at.eq(now),
    );
    diesel::insert_into(upload::table).values(row).execute(conn)?;
    Ok(id)
}

/// Keeps what was chosen since.
pub fn change(conn: &mut Conn, viewer: &Viewer, id: &Id, file: &Upload, now: Moment) -> Answer<()> {
    let own = upload::table.find(id.as_str()).filter(upload::member.eq(viewer.member.as_str()));
    let row = (upload::body.eq(column::to_json("upload", file)?), upload::updated_at.eq(now));
    if diesel::update(own).set(row).execute(conn)? == 0 {
        Err(StoreError::NotFound)
    } else {
        Ok(())
    }
}

/// One of the viewer's.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Upload> {
    let own = upload::table.find(id.as_str()).filter(upload::member.eq(viewer.member.as_str()));
    let body: String = own.select(upload::body).get_result(conn)?;
    column::json("upload", &body)
}

/// The viewer's, if there is one: to go on with.
pub fn open(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<(Id, Upload)>> {
    let row: Option<(String, String)> = upload::table
        .filter(upload::member.eq(viewer.member.as_str()))
        .order(upload::updated_at.desc())
        .select((upload::id, upload::body))
        .first(conn)
        .optional()?;
    row.map(|(id, body)| Ok((column::id(&id)?, column::json("upload", &body)?))).transpose()
}

/// Throws one of the viewer's away; that it is gone already is no error.
pub fn discard(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<()> {
    let own = upload::table.find(id.as_str()).filter(upload::member.eq(viewer.member.as_str()));
    diesel::delete(own).execute(conn)?;
    Ok(())
}

/// Hands out one of the viewer's, and throws it away because it is taken in now: none if it is gone
/// already. The row stays locked until the transaction ends, so that nothing is taken in twice.
pub fn spend(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Upload>> {
    let own = upload::table.find(id.as_str()).filter(upload::member.eq(viewer.member.as_str()));
    let body: Option<String> = own.select(upload::body).get_result(conn).optional()?;
    let Some(body) = body else { return Ok(None) };
    if diesel::delete(own).execute(conn)? == 0 {
        Ok(None)
    } else {
        column::json("upload", &body).map(Some)
    }
}

/// Throws away what was left lying, whoever's it is.
pub fn sweep(conn: &mut Conn, now: Moment) -> Answer<usize> {
    let old = upload::table.filter(upload::updated_at.lt(now - chrono::TimeDelta::hours(HOURS)));
    Ok(diesel::delete(old).execute(conn)?)
}
