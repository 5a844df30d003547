//! The result of saving: what changed on the staircase, the missing piece, what could not be recorded.

use maud::Markup;

use crate::domain::entry::Unkept;
use crate::domain::{ClientFile, Id, Standing};
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::layout::Place;
use crate::views::log_result::{Outcome, body};
use crate::web::extract::{Address, Desk};

pub(super) async fn page(desk: Desk, Address((person, session)): Address<(Id, Id)>) -> Result<Markup, Error> {
    show(&desk, person, session, &[]).await
}

/// The result, with the reasons of what could not be recorded while they are still known.
pub(super) async fn show(desk: &Desk, person: Id, session: Id, unkept: &[Unkept]) -> Result<Markup, Error> {
    let (viewer, id, today) = (desk.viewer.clone(), person.clone(), desk.today);
    let read = move |conn: &mut store::Conn| {
        let loaded = store::file::load(conn, &viewer, &id)?;
        let verdict = store::verdict::of(conn, &viewer, &loaded, today)?;
        let done = store::insight::of_people(conn, &viewer, std::slice::from_ref(&id))?;
        let states = store::insight::aside(&done, Some(&id), &id);
        Ok((loaded.file, store::setting::terms(conn, &viewer.practice)?, verdict, states))
    };
    let (file, terms, verdict, states) = desk.app.db.read(read).await?;
    let saved = file.session(&session).ok_or(Error::NotFound)?;
    let (before, back) = (without(&file, &session), paths::session_result(&person, &session));
    let outcome = Outcome {
        words: desk.words,
        file: &file,
        session: saved,
        unkept,
        before: Standing::of(&before, saved.on, &terms),
        after: Standing::of(&file, saved.on, &terms),
        now: Standing::of(&file, desk.today, &terms),
        mirror: desk.mirror(&file.person, &verdict, &states, &back),
    };
    Ok(desk.page(Place::Log, &desk.words.t("log-result-title"), body(&outcome)))
}

/// The file as it stood before this session was written down.
fn without(file: &ClientFile, session: &Id) -> ClientFile {
    let records: Vec<_> = file.to_records().into_iter().filter(|r| r.session.as_ref() != Some(session)).collect();
    ClientFile::from_records(file.person.clone(), &records).0
}
