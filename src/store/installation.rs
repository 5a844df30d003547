//! Names what tells this installation from another one on the same host, whose cookies a browser
//! holds beside these.

use diesel::prelude::*;

use super::conn::each;
use super::schema::installation;
use super::{Answer, Conn};
use crate::method::Id;

/// The letters of a name: the end of an id, where nothing but chance stands.
const LETTERS: usize = 10;

/// The name of this installation; made at the first start, once however many processes start.
pub(super) fn name(conn: &mut Conn) -> Answer<String> {
    let known = |conn: &mut Conn| {
        installation::table.select(installation::name).get_result(conn).optional()
    };
    if let Some(name) = known(conn)? {
        return Ok(name);
    }
    let id = Id::fresh();
    let fresh = id.as_str().get(id.as_str().len().saturating_sub(LETTERS)..).unwrap_or_default();
    let row = (installation::one.eq(1), installation::name.eq(fresh));
    let new = diesel::insert_into(installation::table).values(row).on_conflict_do_nothing();
    each!(conn, new.execute(conn))?;
    Ok(known(conn)?.unwrap_or_default())
}

/// Makes a new name: of a database that came out of a backup there may be two.
pub(super) fn rename(conn: &mut Conn) -> Answer<()> {
    diesel::delete(installation::table).execute(conn)?;
    name(conn).map(drop)
}
