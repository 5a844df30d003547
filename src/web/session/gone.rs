//! Holds what a session's journal says besides the session: what was corrected, and where it came
//! from or went.

use maud::Markup;

use crate::error::Error;
use crate::method::fact::{Fact, Record};
use crate::method::void::Run;
use crate::method::{Day, Id, Person, Session, Viewer, void};
use crate::store::{self, Answer, Conn, StoreError, file::Loaded};
use crate::views::layout::Place;
use crate::views::session::{self as view, Came, Changes, Gone};
use crate::web::extract::MemberContext;

/// Tells what was changed of a session, the latest last, with who did it and when.
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
    let mut changes = listed(conn, viewer, person, (loaded, session))?;
    if let Some(of) =
        moves(&loaded.records).into_iter().find(|of| of.session == *session && !of.away)
    {
        earlier(conn, viewer, &of, &mut changes)?;
        let from = other_person(conn, viewer, &of.other)?;
        let back = store::void::way_back(conn, viewer, (person, &of.note), (&of.other, &of.there))?;
        changes.came = Some(Came { from, on: of.on, back });
    }
    Ok(changes)
}

fn listed(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Id,
    (loaded, session): (&Loaded, &Id),
) -> Answer<Changes> {
    let written = store::fact::written(conn, viewer, person)?;
    let names = store::member::names(conn, viewer)?;
    Ok(Changes::of((person, &loaded.records), session, |id| {
        let written = written.iter().find(|w| w.record == *id)?;
        let by = written.by.as_ref().and_then(|by| names.iter().find(|(id, _)| id == by));
        Some((written.at, by.map(|(_, name)| name.clone())))
    }))
}

/// Tells what was corrected of a session before it came, in each journal that it left and the
/// viewer may read.
fn earlier(conn: &mut Conn, viewer: &Viewer, came: &Move, changes: &mut Changes) -> Answer<()> {
    let (mut person, mut session) = (came.other.clone(), came.there.clone());
    let mut seen = Vec::new();
    while !seen.contains(&session) {
        let loaded = match store::file::load(conn, viewer, &person) {
            Err(StoreError::NotFound) => break,
            loaded => loaded?,
        };
        let all = moves(&loaded.records);
        let left = all.iter().find(|of| of.away && of.session == session);
        let written = store::fact::written(conn, viewer, &person)?;
        let run = left.and_then(|left| {
            Run::around(&person, &loaded.records, &left.note, store::void::together(&written))
        });
        let before = listed(conn, viewer, &person, (&loaded, &session))?;
        changes.after(before, run.as_ref());
        let Some(came) = all.iter().find(|of| !of.away && of.session == session) else { break };
        seen.push(session);
        (person, session) = (came.other.clone(), came.there.clone());
    }
    Ok(())
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

/// Tells where the sessions went that left a journal and are elsewhere now, the latest day first.
pub(in crate::web) fn departed(
    conn: &mut Conn,
    viewer: &Viewer,
    loaded: &Loaded,
) -> Answer<Vec<Gone>> {
    let mut away: Vec<Move> = moves(&loaded.records).into_iter().filter(|of| of.away).collect();
    away.sort_by_key(|of| std::cmp::Reverse(of.on));
    away.into_iter().map(|of| gone(conn, viewer, &of)).collect()
}

fn gone(conn: &mut Conn, viewer: &Viewer, of: &Move) -> Answer<Gone> {
    let to = other_person(conn, viewer, &of.other)?.map(|person| (person, of.there.clone()));
    Ok(Gone { to, on: of.on, back: None })
}

/// The session as it stood, if it was taken back. One that is elsewhere, moved or moved back, was
/// not.
pub(in crate::web) fn taken_back(records: &[Record], session: &Id) -> Option<Session> {
    let (struck, _) = void::struck(records);
    let elsewhere = |r: &Record| match &r.fact {
        Fact::Moved { session: of, away, .. } => of == session && *away != struck.contains(&r.id),
        _ => false,
    };
    let of = |r: &Record| match &r.fact {
        Fact::Session(found) if r.id == *session && struck.contains(&r.id) => Some(found.clone()),
        _ => None,
    };
    records.iter().find_map(of).filter(|_| !records.iter().any(elsewhere))
}

/// Tells where a session is that was moved here and back again.
fn went_back(
    conn: &mut Conn,
    viewer: &Viewer,
    records: &[Record],
    session: &Id,
) -> Answer<Option<Gone>> {
    let (struck, _) = void::struck(records);
    let came = records.iter().filter(|r| struck.contains(&r.id)).find_map(|r| match &r.fact {
        Fact::Moved { session: of, other, there, away: false } if of == session => {
            Some((other, there, r.on))
        }
        _ => None,
    });
    let Some((other, there, on)) = came else { return Ok(None) };
    let to = other_person(conn, viewer, other)?.map(|person| (person, there.clone()));
    Ok(Some(Gone { to, on, back: None }))
}

/// Names what is said at the address of a session that is not there any more.
enum Left {
    Moved(Box<Gone>),
    TakenBack(Box<Session>),
}

/// The page of a session that was moved to another person or taken back, for whoever comes back to
/// its address.
pub(super) async fn page(
    context: &MemberContext,
    person: &Id,
    session: &Id,
) -> Result<Markup, Error> {
    let (id, of) = (person.clone(), session.clone());
    let (file, left) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let left =
                moves(&loaded.records).into_iter().find(|left| left.away && left.session == of);
            let Some(left) = left else {
                if let Some(session) = taken_back(&loaded.records, &of) {
                    return Ok((loaded.file, Left::TakenBack(Box::new(session))));
                }
                let gone =
                    went_back(conn, viewer, &loaded.records, &of)?.ok_or(StoreError::NotFound)?;
                return Ok((loaded.file, Left::Moved(Box::new(gone))));
            };
            let back =
                store::void::way_back(conn, viewer, (&id, &left.note), (&left.other, &left.there))?;
            Ok((loaded.file, Left::Moved(Box::new(Gone { back, ..gone(conn, viewer, &left)? }))))
        })
        .await?;
    let body = match &left {
        Left::Moved(gone) => view::gone(person, &file, gone, &context.csrf, context.words),
        Left::TakenBack(session) => view::struck_out(person, &file, session, context.words),
    };
    Ok(context.page(Place::Clients, &context.words.t("session-title"), body))
}
