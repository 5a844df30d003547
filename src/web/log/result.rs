//! The result of saving: what changed on the staircase, the missing piece, what could not be recorded.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::{ClientFile, Id, Standing};
use crate::error::Error;
use crate::store;
use crate::views::layout::Place;
use crate::views::log_result::{Outcome, body};
use crate::web::extract::Desk;

pub(super) async fn page(
    State(app): State<App>,
    desk: Desk,
    Path((person, session)): Path<(Id, Id)>,
) -> Result<Response, Error> {
    let viewer = desk.viewer.clone();
    let (file, terms) = app
        .db
        .read(move |conn| {
            Ok((store::file::load(conn, &viewer, &person)?.file, store::setting::terms(conn, &viewer.practice)?))
        })
        .await?;
    let saved = file.session(&session).ok_or(Error::NotFound)?;
    let before = without(&file, &session);
    let outcome = Outcome {
        words: desk.words,
        file: &file,
        session: saved,
        before: Standing::of(&before, saved.on, &terms),
        after: Standing::of(&file, saved.on, &terms),
        now: Standing::of(&file, desk.today, &terms),
    };
    Ok(desk.page(Place::Log, &desk.words.t("log-result-title"), body(&outcome)).into_response())
}

/// The file as it stood before this session was written down.
fn without(file: &ClientFile, session: &Id) -> ClientFile {
    let records: Vec<_> = file.to_records().into_iter().filter(|r| r.session.as_ref() != Some(session)).collect();
    ClientFile::from_records(file.person.clone(), &records).0
}
