//! The documents of a month in one ZIP. It is packed beside the requests (`web::job`): the page shows how far it is, calls
//! it off, and hands it over once it is whole.

use std::io::Cursor;

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::disclosure::{Lacking, Profile};
use crate::domain::{Id, Text, code, from_code};
use crate::error::Error;
use crate::export::Format;
use crate::export::batch::{Batch, BatchError, month};
use crate::paths;
use crate::store::Db;
use crate::store::account::Each;
use crate::views::batch::{self as view, Choice, Stand};
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::web::extract::{Desk, Posted};
use crate::web::job::{self, Jobs, Made};

/// The batch of each member.
static JOBS: Jobs<Told> = Jobs::new();

/// What the page says of a batch that is packed.
#[derive(Clone)]
struct Told {
    count: usize,
    left_off: Vec<(Text, Lacking)>,
}

pub fn routes() -> Router<App> {
    Router::new().route(paths::BATCH, get(show).post(act))
}

async fn show(desk: Desk, Query(choice): Query<Choice>) -> Result<Response, Error> {
    page(&desk, choice, StatusCode::OK).await
}

async fn page(desk: &Desk, mut choice: Choice, status: StatusCode) -> Result<Response, Error> {
    fill(&mut choice, desk);
    let stand = JOBS.stand(desk).map(stand);
    let (people, faults) = match batch(desk, &choice) {
        Ok(batch) => (desk.app.db.read_long(move |conn| batch.people(conn)).await?, Faults::default()),
        Err(faults) => (Vec::new(), faults),
    };
    let status = if faults.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = view::page(&desk.frame(Place::Clients), &choice, &people, stand.as_ref(), &faults);
    let mut response = (status, desk.page(Place::Clients, &desk.words.t("batch-title"), body)).into_response();
    if matches!(stand, Some(Stand::Running { .. })) {
        job::ask_again(response.headers_mut());
    }
    Ok(response)
}

async fn act(Posted { desk, form: choice }: Posted<Choice>) -> Result<Response, Error> {
    match &*choice.act {
        "start" => start(&desk, choice).await,
        "take" => Ok(JOBS.take(&desk).unwrap_or_else(|| back().into_response())),
        "end" => {
            JOBS.call_off(&desk);
            Ok(back().into_response())
        }
        _ => page(&desk, choice, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

fn back() -> Redirect {
    Redirect::to(&paths::batch())
}

/// Begins to pack, unless a batch of this member is being packed already.
async fn start(desk: &Desk, mut choice: Choice) -> Result<Response, Error> {
    fill(&mut choice, desk);
    let Ok(batch) = batch(desk, &choice) else { return page(desk, choice, StatusCode::UNPROCESSABLE_ENTITY).await };
    let asked = batch.clone();
    let people = desk.app.db.read_long(move |conn| asked.people(conn)).await?;
    let (db, name) = (desk.app.db.clone(), format!("summaries-{}.zip", choice.month));
    JOBS.begin(desk, people.len(), move |each| packed(&db, (&batch, &people), name, each));
    Ok(back().into_response())
}

/// Packs and records; what was called off or broke off leaves no record, since nothing of it can be taken.
fn packed(
    db: &Db,
    (batch, people): (&Batch, &[(Id, Text)]),
    name: String,
    each: Each<'_>,
) -> Result<Made<Told>, BatchError> {
    let (zip, packed) = batch.pack(db, people, Cursor::new(Vec::new()), each)?;
    let left_off = packed.left_off.clone();
    let count = batch.record(db, packed)?;
    Ok(Made { zip: zip.into_inner().into(), name, told: Told { count, left_off } })
}

fn stand(stand: job::Stand<Told>) -> Stand {
    match stand {
        job::Stand::Running { done, of } => Stand::Running { done, of },
        job::Stand::Whole(Made { told: Told { count, left_off }, .. }) => Stand::Packed { count, left_off },
        job::Stand::CalledOff => Stand::CalledOff,
        job::Stand::Failed => Stand::Failed,
    }
}

/// Drops what was packed for a practice: somebody who is in it has been erased.
pub(super) fn forget(practice: &Id) {
    JOBS.forget(practice);
}

/// Sets what was not chosen: the client's copies of this month, as PDF.
fn fill(choice: &mut Choice, desk: &Desk) {
    let unset = |field: &mut String, value: String| {
        if field.is_empty() {
            *field = value;
        }
    };
    unset(&mut choice.month, desk.today.format("%Y-%m").to_string());
    unset(&mut choice.profile, code(&Profile::default()));
    unset(&mut choice.format, code(&Format::Pdf));
}

fn batch(desk: &Desk, choice: &Choice) -> Result<Batch, Faults> {
    let (words, mut faults) = (desk.words, Faults::default());
    let month = faults.take("month", month(&choice.month).ok_or_else(|| words.t("batch-fault-month")));
    let profile = from_code(&choice.profile).filter(|p| *p != Profile::Supervisor);
    let profile = faults.take("profile", profile.ok_or_else(|| words.t("summary-fault-profile")));
    let format = faults.take("format", from_code(&choice.format).ok_or_else(|| words.t("form-choice")));
    let lang = if choice.lang.is_empty() { Some(None) } else { from_code(&choice.lang).map(Some) };
    let lang = faults.take("lang", lang.ok_or_else(|| words.t("summary-fault-lang")));
    match (month, profile, format, lang) {
        (Some(month), Some(profile), Some(format), Some(lang)) => Ok(Batch {
            viewer: desk.viewer.clone(),
            profile,
            format,
            month,
            lang,
            as_of: desk.today,
            now: desk.now,
            // The other core is left to whoever waits for a page.
            at_once: 1,
        }),
        _ => Err(faults),
    }
}
