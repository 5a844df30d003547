//! What a session's journal says besides the session: what was corrected, and where it came from or went.

use maud::Markup;

use crate::domain::fact::{Fact, Record};
use crate::domain::{Day, Id, Person, Viewer, void};
use crate::error::Error;
use crate::store::{self, Answer, Conn, StoreError, file::Loaded};
use crate::views::layout::Place;
use crate::views::session::{self as view, Came, Changes, Gone};
use crate::web::extract::Desk;

/// What was changed of a session, the latest last, with who did it and when.
pub(super) fn changes(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, session): (&Id, &Id),
    loaded: &Loaded,
) -> Answer<Changes> {
    let told = |r: &&Record| r.changes() || matches!(r.fact, Fact::Moved { .. });
    // Most sessions were never changed, and then nobody need be asked who wrote what.
    if !loaded.records.iter().any(|r| told(&r)) {
        return Ok(Changes::default());
    }
    let written = store::fact::written(conn, viewer, person)?;
    let names = store::member::names(conn, viewer)?;
    let mut changes = Changes::of((person, &loaded.records), session, |id| {
        let written = written.iter().find(|w| w.record == *id)?;
        let by = written.by.as_ref().and_then(|by| names.iter().find(|(id, _)| id == by));
        Some((written.at, by.map(|(_, name)| name.clone())))
    });
    if let Some(of) = moves(&loaded.records).into_iter().find(|of| of.session == *session && !of.away) {
        let from = other_person(conn, viewer, &of.other)?;
        let back = store::void::way_back(conn, viewer, (person, &of.note), (&of.other, &of.there))?;
        changes.came = Some(Came { from, on: of.on, back });
    }
    Ok(changes)
}

/// A note that a session was moved, and counts.
struct Move {
    note: Id,
    session: Id,
    other: Id,
    there: Id,
    away: bool,
    on: Day,
}

fn moves(records: &[Record]) -> Vec<Move> {
    let (struck, _) = void::struck(records);
    let of = |r: &Record| match &r.fact {
        Fact::Moved { session, other, there, away } => {
            let (session, other, there) = (session.clone(), other.clone(), there.clone());
            Some(Move { note: r.id.clone(), session, other, there, away: *away, on: r.on })
        }
        _ => None,
    };
    records.iter().filter(|r| !struck.contains(&r.id)).filter_map(of).collect()
}

/// The other person, if the viewer may see them, also where they were joined to somebody: their
/// name is nobody else's to read.
fn other_person(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Person>> {
    let kept = match store::person::find(conn, viewer, id)? {
        Some(kept) => Some(kept),
        None => store::merge::survivor(conn, viewer, id)?,
    };
    Ok(kept.map(|kept| kept.person))
}

/// Where the sessions went that left a journal and are elsewhere now, the latest day first.
pub(in crate::web) fn departed(conn: &mut Conn, viewer: &Viewer, loaded: &Loaded) -> Answer<Vec<Gone>> {
    let mut away: Vec<Move> = moves(&loaded.records).into_iter().filter(|of| of.away).collect();
    away.sort_by_key(|of| std::cmp::Reverse(of.on));
    away.into_iter().map(|of| gone(conn, viewer, &of)).collect()
}

fn gone(conn: &mut Conn, viewer: &Viewer, of: &Move) -> Answer<Gone> {
    let to = other_person(conn, viewer, &of.other)?.map(|person| (person, of.there.clone()));
    Ok(Gone { to, on: of.on, back: None })
}

/// The page of a session that was moved to another person, for whoever comes back to its address.
pub(super) async fn page(desk: &Desk, person: &Id, session: &Id) -> Result<Markup, Error> {
    let (viewer, id, of) = (desk.viewer.clone(), person.clone(), session.clone());
    let look = move |conn: &mut Conn| {
        let loaded = store::file::load(conn, &viewer, &id)?;
        let left = moves(&loaded.records).into_iter().find(|left| left.away && left.session == of);
        let left = left.ok_or(StoreError::NotFound)?;
        let back = store::void::way_back(conn, &viewer, (&id, &left.note), (&left.other, &left.there))?;
        Ok((loaded.file, Gone { back, ..gone(conn, &viewer, &left)? }))
    };
    let (file, gone) = desk.app.db.read(look).await?;
    let body = view::gone(person, &file, &gone, &desk.csrf, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("session-title"), body))
}
