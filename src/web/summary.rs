//! Handing over a summary. Reading shows the document and writes nothing; only sending the form
//! lets it leave, and that is recorded. Nothing leaves that was not shown first.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::Error;
use crate::export::summary::{Order, Source};
use crate::export::{Document, Format};
use crate::method::disclosure::{Extent, Period, Profile, Supervision};
use crate::method::{Day, Id, Text, code, from_code};
use crate::paths;
use crate::store;
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::views::summary::{Choice, Page, Preview};
use crate::web::extract::{MemberContext, MemberForm};

/// Sets how many documents are set at once; the others wait for their turn without a thread.
static PRESS: Semaphore = Semaphore::const_new(2);

pub fn routes() -> Router<App> {
    Router::new().route(paths::SUMMARY, get(show).post(hand_over))
}

async fn show(
    context: MemberContext,
    Path(person): Path<String>,
    Query(mut choice): Query<Choice>,
) -> Result<Response, Error> {
    let source = load(&context, &person, &choice).await?;
    fill(&mut choice, &source);
    Ok(answer(&context, &source, &choice, StatusCode::OK))
}

/// Lets the document leave in one format, if it is still the one that was shown; without a format
/// only shows it.
async fn hand_over(
    Path(person): Path<String>,
    MemberForm { context, form: mut choice }: MemberForm<Choice>,
) -> Result<Response, Error> {
    let source = load(&context, &person, &choice).await?;
    fill(&mut choice, &source);
    if choice.format.is_empty() {
        return Ok(answer(&context, &source, &choice, StatusCode::OK));
    }
    let unheard = |status| Ok(answer(&context, &source, &choice, status));
    let (Ok(order), Some(format)) =
        (order(&context, &source, &choice), from_code::<Format>(&choice.format))
    else {
        return unheard(StatusCode::UNPROCESSABLE_ENTITY);
    };
    let Ok(document) = source.document(&order) else {
        return unheard(StatusCode::UNPROCESSABLE_ENTITY);
    };
    if document.fingerprint() != choice.seen {
        return unheard(StatusCode::CONFLICT);
    }
    if choice.looked != "yes" && !source.doubtful(&order).is_empty() {
        return unheard(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (document, bytes) = set(document, format).await?;
    let line = order.record(&context.viewer, format, &bytes, context.now);
    let person = source.file.person.id.clone();
    context.write(move |conn, viewer| store::export::record(conn, viewer, &person, &line)).await?;
    Ok(file(&document, format, bytes))
}

/// Everything a document of this person is made of.
async fn load(context: &MemberContext, person: &str, choice: &Choice) -> Result<Source, Error> {
    let person: Id = person.parse().map_err(|_| Error::NotFound)?;
    let by_hand = supervision(choice);
    Ok(context
        .read(move |conn, viewer| {
            let mut source = Source::load(conn, viewer, &person)?;
            if let Some(by_hand) = by_hand.clone() {
                source.pseudonymiser(conn, viewer, by_hand)?;
            }
            Ok(source)
        })
        .await?)
}

/// Tells what was written for a supervisor, if it is for one. A text that cannot be taken is a
/// fault of the order.
fn supervision(choice: &Choice) -> Option<Supervision> {
    let text = |typed: &str| Text::optional(typed).ok().flatten();
    (from_code(&choice.profile) == Some(Profile::Supervisor)).then(|| Supervision {
        question: text(&choice.question),
        about: text(&choice.about),
        further: text(&choice.further),
        without_doubt: choice.doubt == "leave",
    })
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
fn answer(
    context: &MemberContext,
    source: &Source,
    choice: &Choice,
    status: StatusCode,
) -> Response {
    let words = context.words;
    let (asked, status) = match order(context, source, choice) {
        Ok(order) => (Ok(order), status),
        Err(faults) => (Err(faults), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let mut faults = asked.as_ref().err().cloned().unwrap_or_default();
    let (mut preview, mut lacking) = (None, None);
    if let Ok(order) = asked {
        let doubtful = source.doubtful(&order);
        if status == StatusCode::UNPROCESSABLE_ENTITY && !doubtful.is_empty() {
            faults.add("looked", words.t("summary-fault-looked"));
        }
        match source.document(&order) {
            Ok(document) => {
                let (left_out, changed) = (source.left_out(&order), status == StatusCode::CONFLICT);
                preview = Some(Preview { document, left_out, doubtful, changed });
            }
            Err(why) => lacking = Some(why),
        }
    }
    let page = Page {
        words,
        viewer: &context.viewer,
        csrf: &context.csrf,
        source,
        choice,
        faults: &faults,
        lacking,
    };
    let title = words.t("summary-page");
    (status, context.page(None::<Place>, &title, page.body(preview.as_ref()))).into_response()
}

/// Tells what the choice asks for, or what is wrong with it.
fn order(context: &MemberContext, source: &Source, choice: &Choice) -> Result<Order, Faults> {
    let mut faults = Faults::default();
    let extent = match &*choice.session {
        "" => Extent::Period(period(context, choice, &mut faults)),
        chosen => match source.file.sessions.iter().find(|s| s.id.as_str() == chosen) {
            Some(session) => Extent::session(session),
            None => {
                faults.add("session", context.words.t("summary-fault-session"));
                Extent::default()
            }
        },
    };
    let (profile, lang) = (from_code(&choice.profile), from_code(&choice.lang));
    for (name, typed) in
        [("question", &choice.question), ("about", &choice.about), ("further", &choice.further)]
    {
        faults.optional(context.words, name, typed);
    }
    if profile.is_none() {
        faults.add("profile", context.words.t("summary-fault-profile"));
    }
    if lang.is_none() {
        faults.add("lang", context.words.t("summary-fault-lang"));
    }
    match (profile, lang) {
        (Some(profile), Some(lang)) if faults.is_empty() => {
            Ok(Order { profile, extent, as_of: context.today, lang })
        }
        _ => Err(faults),
    }
}

fn period(context: &MemberContext, choice: &Choice, faults: &mut Faults) -> Period {
    let mut read = |name: &str, typed: &str| -> Option<Day> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let day = context.day_back(typed);
        if day.is_none() {
            faults.add(name, context.words.t("summary-fault-day"));
        }
        day
    };
    let period = Period { from: read("from", &choice.from), to: read("to", &choice.to) };
    if period.from.zip(period.to).is_some_and(|(from, to)| from > to) {
        faults.add("to", context.words.t("summary-fault-order"));
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
    let name = format!(
        "attachment; filename=\"summary.{extension}\"; filename*=UTF-8''{escaped}.{extension}"
    );
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
