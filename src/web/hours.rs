//! The hours of coaching: what a session counts as is noted, the log is read and taken along.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::export::hours::{As, Order, Source, What};
use crate::intake::form::Fields;
use crate::intake::written::number;
use crate::method::hours::Hours;
use crate::method::hours::log::{Log, Terms};
use crate::method::{Act, ClientFile, Id, Record, Session, from_code};
use crate::paths;
use crate::store::{self, audit};
use crate::views::form::{Faults, KEY};
use crate::views::hours::{self as view, Typed};
use crate::views::layout::Place;
use crate::views::person::MEANWHILE;
use crate::views::refusal::Refusal;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::{opened, submission};
use crate::words::arg;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::HOURS, get(show).post(take))
        .route(paths::HOURS_TERMS, post(change_terms))
        .route(paths::HOURS_ALL, get(unnoted).post(note_all))
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    page(&context, None, &Faults::default()).await
}

/// The page as things stand, or with the terms as they were typed and their faults.
async fn page(
    context: &MemberContext,
    typed: Option<Typed>,
    faults: &Faults,
) -> Result<Response, Error> {
    let source = load(context).await?;
    let ground = source.ground(context.today);
    let files = source.files();
    let typed = typed.unwrap_or_else(|| stands(ground.terms));
    let body = view::page(&view::Page {
        log: &Log::of(&files, &ground),
        ground: &ground,
        typed: context.viewer.may(Act::ManagePractice).then_some(&typed),
        faults,
        csrf: &context.csrf,
        words: context.words,
    });
    let title = context.words.t("hours-title");
    Ok(if faults.is_empty() {
        context.page(Place::Settings, &title, body).into_response()
    } else {
        context.again(Place::Settings, &title, body, faults)
    })
}

async fn load(context: &MemberContext) -> Result<Source, Error> {
    Ok(context.read_long(Source::load).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    what: String,
    format: String,
}

/// Lets a table leave, and records that it did.
async fn take(MemberForm { context, form }: MemberForm<Asked>) -> Result<Response, Error> {
    let (Some(what), Some(form)) = (from_code::<What>(&form.what), from_code::<As>(&form.format))
    else {
        let mut faults = Faults::default();
        faults.add("format", context.words.t("form-choice"));
        return page(&context, None, &faults).await;
    };
    let order = Order { what, form, at: context.today, lang: context.viewer.lang };
    let source = load(&context).await?;
    let write = move || source.write(&order);
    let bytes = tokio::task::spawn_blocking(write)
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let (viewer, detail, now) = (context.viewer, order.detail(&bytes), context.now);
    context
        .app
        .db
        .write(move |conn| audit::write(conn, &viewer, "hours_exported", (None, &detail), now))
        .await?;
    Ok(file(&order.file_name(), form.media_type(), bytes))
}

/// Bytes as a file to keep. The name is ASCII.
pub(super) fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// The terms as they stand, on a page that shows them.
fn stands(terms: Terms) -> Typed {
    let Terms { group_cap, recent_months } = terms;
    let seen = opened::print(&terms);
    Typed { group_cap: group_cap.to_string(), recent_months: recent_months.to_string(), seen }
}

/// Sets how the practice counts.
async fn change_terms(
    MemberForm { context, mut form }: MemberForm<Typed>,
) -> Result<Response, Error> {
    if !context.viewer.may(Act::ManagePractice) {
        return Err(Error::Forbidden);
    }
    let mut faults = Faults::default();
    let mut count = |name: &str, typed: &str, (least, most): (u32, u32)| {
        let read = number::whole(typed)
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| (least..=most).contains(n));
        let outside = || {
            context
                .words
                .say("hours-terms-fault", &[("least", least.into()), ("most", most.into())])
        };
        faults.take(name, read.ok_or_else(outside))
    };
    let (cap, months) = (
        count("group_cap", &form.group_cap, (2, 1000)),
        count("recent_months", &form.recent_months, (1, 120)),
    );
    let (Some(group_cap), Some(recent_months)) = (cap, months) else {
        return page(&context, Some(form), &faults).await;
    };
    let (terms, seen) = (Terms { group_cap, recent_months }, form.seen.clone());
    let since = context
        .write(move |conn, viewer| {
            let now = store::setting::hours_terms(conn, &viewer.practice)?;
            if now != terms && opened::stale(&seen, &now) {
                return Ok(Some(stands(now)));
            }
            store::setting::set_hours_terms(conn, viewer, terms)?;
            Ok(None)
        })
        .await?;
    let Some(since) = since else { return Ok(Redirect::to(&paths::hours()).into_response()) };
    faults.refuse(Refusal::Changed);
    for (name, typed, now) in [
        ("group_cap", &form.group_cap, since.group_cap),
        ("recent_months", &form.recent_months, since.recent_months),
    ] {
        if *typed != now {
            faults.add(name, context.words.say(MEANWHILE, &[("text", arg(now))]));
        }
    }
    form.seen = since.seen;
    page(&context, Some(form), &faults).await
}

async fn unnoted(context: MemberContext, Address(person): Address<Id>) -> Result<Response, Error> {
    let file = file_of(&context, &person).await?;
    let mut typed = Fields::default();
    typed.set(KEY, Id::fresh().to_string());
    Ok(several(&context, &file, &typed, &Faults::default()))
}

/// Notes the same of all of them, in one transaction.
async fn note_all(
    Address(person): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let file = file_of(&context, &person).await?;
    let mut faults = Faults::default();
    match Hours::from_fields(&form) {
        Ok(Some(hours)) => {
            let fresh: Vec<Record> = not_noted(&file)
                .iter()
                .map(|s| Record::hours(context.today, &s.id, hours.clone()))
                .collect();
            if fresh.is_empty() {
                return Ok(Redirect::to(&paths::hours()).into_response());
            }
            match submission::record(&context, &person, fresh).await {
                Ok(_) => return Ok(Redirect::to(&paths::hours()).into_response()),
                Err(cause) => faults.refuse(cause.try_into()?),
            }
        }
        Ok(None) => faults.add("hours-role", context.words.t("hours-empty")),
        Err(found) => found.into_iter().for_each(|f| faults.add(f.field, context.words.t(f.key))),
    }
    Ok(several(&context, &file, &form, &faults))
}

async fn file_of(context: &MemberContext, person: &Id) -> Result<Arc<ClientFile>, Error> {
    let person = person.clone();
    Ok(context.read(move |conn, viewer| Ok(store::file::load(conn, viewer, &person)?.file)).await?)
}

/// The held sessions of which nobody has noted what they count as.
fn not_noted(file: &ClientFile) -> Vec<&Session> {
    file.sessions.iter().filter(|s| s.held() && s.hours.is_none()).collect()
}

fn several(
    context: &MemberContext,
    file: &ClientFile,
    typed: &Fields,
    faults: &Faults,
) -> Response {
    let sessions = not_noted(file);
    let (csrf, words) = (&context.csrf, context.words);
    let body = view::several::page(&view::several::Page {
        file,
        sessions: &sessions,
        typed,
        faults,
        csrf,
        words,
    });
    let title = words.t("hours-title");
    if faults.is_empty() {
        context.page(Place::Settings, &title, body).into_response()
    } else {
        context.again(Place::Settings, &title, body, faults)
    }
}
