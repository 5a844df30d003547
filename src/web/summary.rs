//! Handing over a summary. Reading shows the document and writes nothing; only sending the form lets it leave, and that
//! is recorded. Nothing leaves that was not shown first.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::domain::disclosure::{Period, Profile};
use crate::domain::{Day, Id, code, from_code};
use crate::error::Error;
use crate::export::summary::{Order, Source};
use crate::export::{Document, Format};
use crate::paths;
use crate::store;
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::views::summary::{Choice, Page, Preview};
use crate::web::extract::{Desk, Posted};

/// How many documents are set at once; the others wait for their turn without a thread.
static PRESS: Semaphore = Semaphore::const_new(2);

pub fn routes() -> Router<App> {
    Router::new().route(paths::SUMMARY, get(show).post(hand_over))
}

async fn show(desk: Desk, Path(person): Path<String>, Query(mut choice): Query<Choice>) -> Result<Response, Error> {
    let source = load(&desk, &person).await?;
    fill(&mut choice, &source);
    Ok(answer(&desk, &source, &choice, StatusCode::OK))
}

/// Lets the document leave in one format, if it is still the one that was shown.
async fn hand_over(
    Path(person): Path<String>,
    Posted { desk, form: mut choice }: Posted<Choice>,
) -> Result<Response, Error> {
    let source = load(&desk, &person).await?;
    fill(&mut choice, &source);
    let (Ok(order), Some(format)) = (order(&desk, &source, &choice), from_code::<Format>(&choice.format)) else {
        return Ok(answer(&desk, &source, &choice, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let document = source.document(&order);
    if document.fingerprint() != choice.seen {
        return Ok(answer(&desk, &source, &choice, StatusCode::CONFLICT));
    }
    let (document, bytes) = set(document, format).await?;
    let line = order.record(&desk.viewer, format, &bytes, desk.now);
    let (viewer, person) = (desk.viewer.clone(), source.file.person.id.clone());
    desk.app.db.write(move |conn| store::export::record(conn, &viewer, &person, &line)).await?;
    Ok(file(&document, format, bytes))
}

/// Everything a document of this person is made of.
async fn load(desk: &Desk, person: &str) -> Result<Source, Error> {
    let person: Id = person.parse().map_err(|_| Error::NotFound)?;
    let viewer = desk.viewer.clone();
    Ok(desk.app.db.read(move |conn| Source::load(conn, &viewer, &person)).await?)
}

/// Sets what was not chosen: the client's copy, in the client's language.
fn fill(choice: &mut Choice, source: &Source) {
    if choice.profile.is_empty() {
        choice.profile = code(&Profile::default());
    }
    if choice.lang.is_empty() {
        choice.lang = code(&source.file.person.locale);
    }
}

/// The page, with the document if the choice makes one.
fn answer(desk: &Desk, source: &Source, choice: &Choice, status: StatusCode) -> Response {
    let words = desk.words;
    let (preview, faults, status) = match order(desk, source, choice) {
        Ok(order) => {
            let (document, left_out) = (source.document(&order), source.left_out(&order));
            (Some(Preview { document, left_out, changed: status == StatusCode::CONFLICT }), Faults::default(), status)
        }
        Err(faults) => (None, faults, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let page = Page { words, viewer: &desk.viewer, csrf: &desk.csrf, source, choice, faults: &faults };
    let title = words.t("term-summary");
    (status, desk.page(None::<Place>, &title, page.body(preview.as_ref()))).into_response()
}

/// What the choice asks for, or what is wrong with it.
fn order(desk: &Desk, source: &Source, choice: &Choice) -> Result<Order, Faults> {
    let mut faults = Faults::default();
    let period = match &*choice.session {
        "" => period(desk, choice, &mut faults),
        chosen => match source.file.sessions.iter().find(|s| s.id.as_str() == chosen) {
            Some(session) => Period::day(session.on),
            None => {
                faults.add("session", desk.words.t("summary-fault-session"));
                Period::default()
            }
        },
    };
    let (profile, lang) = (from_code(&choice.profile), from_code(&choice.lang));
    if profile.is_none() {
        faults.add("profile", desk.words.t("summary-fault-profile"));
    }
    if lang.is_none() {
        faults.add("lang", desk.words.t("summary-fault-lang"));
    }
    match (profile, lang) {
        (Some(profile), Some(lang)) if faults.is_empty() => Ok(Order { profile, period, as_of: desk.today, lang }),
        _ => Err(faults),
    }
}

fn period(desk: &Desk, choice: &Choice, faults: &mut Faults) -> Period {
    let mut read = |name: &str, typed: &str| -> Option<Day> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let day = typed.parse().ok();
        if day.is_none() {
            faults.add(name, desk.words.t("summary-fault-day"));
        }
        day
    };
    let period = Period { from: read("from", &choice.from), to: read("to", &choice.to) };
    if period.from.zip(period.to).is_some_and(|(from, to)| from > to) {
        faults.add("to", desk.words.t("summary-fault-order"));
    }
    period
}

/// Sets the document in a format, off the request threads.
async fn set(document: Document, format: Format) -> Result<(Document, Vec<u8>), Error> {
    let _turn = PRESS.acquire().await.map_err(Error::internal)?;
    let work = move || document.write(format).map(|bytes| (document, bytes));
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
}

/// The bytes as a file to keep, under the document's name.
fn file(document: &Document, format: Format, bytes: Vec<u8>) -> Response {
    let extension = format.extension();
    let escaped = paths::escaped(&document.name);
    let name = format!("attachment; filename=\"summary.{extension}\"; filename*=UTF-8''{escaped}.{extension}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
