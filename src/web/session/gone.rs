//! What a session's journal says besides the session: what was corrected, and where it came from or went.

use maud::Markup;

use crate::domain::fact::{Fact, Record};
use crate::domain::{Id, Person, Viewer};
use crate::error::Error;
use crate::store::{self, Answer, Conn, StoreError, file::Loaded};
use crate::views::layout::Place;
use crate::views::session::{self as view, Came, Changes};
use crate::web::extract::Desk;

/// What was changed of a session, the latest last, with who did it and when.
pub(super) fn changes(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, session): (&Id, &Id),
    loaded: &Loaded,
) -> Answer<Changes> {
    let told = |r: &&Record| matches!(r.fact, Fact::Revised { .. } | Fact::Void { .. } | Fact::Moved { .. });
    // Most sessions were never changed, and then nobody need be asked who wrote what.
    if !loaded.records.iter().any(|r| told(&r)) {
        return Ok(Changes::default());
    }
    let written = store::fact::written(conn, viewer, person)?;
    let names = store::member::names(conn, viewer)?;
    let mut changes = Changes::of(&loaded.records, session, |id| {
        let written = written.iter().find(|w| w.record == *id)?;
        let by = written.by.as_ref().and_then(|by| names.iter().find(|(id, _)| id == by));
        Some((written.at, by.map(|(_, name)| name.clone())))
    });
    if let Some((other, _, at)) = moved(&loaded.records, session, false) {
        let came = other_person(conn, viewer, &other)?;
        changes.came = Some(Came { from: came, on: at });
    }
    Ok(changes)
}

/// Where a session came from or went to.
fn moved(records: &[Record], of: &Id, gone: bool) -> Option<(Id, Id, crate::domain::Day)> {
    records.iter().find_map(|r| match &r.fact {
        Fact::Moved { session, other, there, away } if session == of && *away == gone => {
            Some((other.clone(), there.clone(), r.on))
        }
        _ => None,
    })
}

/// The other person, if the viewer may see them: their name is nobody else's to read.
fn other_person(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Person>> {
    Ok(store::person::find(conn, viewer, id)?.map(|kept| kept.person))
}

/// The page of a session that was moved to another person, for whoever comes back to its address.
pub(super) async fn page(desk: &Desk, person: &Id, session: &Id) -> Result<Markup, Error> {
    let (viewer, id, of) = (desk.viewer.clone(), person.clone(), session.clone());
    let look = move |conn: &mut Conn| {
        let loaded = store::file::load(conn, &viewer, &id)?;
        let (other, there, on) = moved(&loaded.records, &of, true).ok_or(StoreError::NotFound)?;
        let to = other_person(conn, &viewer, &other)?;
        Ok((loaded.file, view::Gone { to: to.map(|person| (person, there)), on }))
    };
    let (file, gone) = desk.app.db.read(look).await?;
    let body = view::gone(person, &file, &gone, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("session-title"), body))
}
