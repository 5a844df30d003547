//! The clients that the log page offers, and whether it is the page of the first session of all.

use crate::method::{ClientFile, Viewer};
use crate::store::{self, Answer, Conn};
use crate::views::log::Choice;

/// The number of recent clients that are one tap away.
const RECENT: i64 = 4;

/// Everybody a session may be about, by name; the recent ones are marked.
pub(super) fn choices(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Choice>> {
    let lately = store::person::lately(conn, viewer, RECENT)?;
    Ok(store::person::choices(conn, viewer)?
        .into_iter()
        .map(|(id, name, reading)| Choice { recent: lately.contains(&id), id, name, reading })
        .collect())
}

/// True if the viewer has recorded no session yet: there is no client, or this only one without.
pub(super) fn first(conn: &mut Conn, viewer: &Viewer, chosen: Option<&ClientFile>) -> Answer<bool> {
    if chosen.is_some_and(|file| !file.sessions.is_empty()) {
        return Ok(false);
    }
    let clients = store::person::lately(conn, viewer, 2)?.len();
    Ok(clients == usize::from(chosen.is_some()))
}
