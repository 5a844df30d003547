//! One session: read it, sign it, write below it, take one of its records back.

pub(super) mod gone;
mod recalled;

pub(super) use gone::departed;

use std::sync::Arc;

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::shorthand;
use crate::method::fact::{Fact, Record};
use crate::method::hours::Hours;
use crate::method::revision::live;
use crate::method::session::Addendum;
use crate::method::{ClientFile, Done, Id, Question, Session, Text};
use crate::paths;
use crate::store::{self, Answer, StoreError, file::Loaded};
use crate::views::form::{KEY, SEEN};
use crate::views::layout::Place;
use crate::views::session::{self as view, Typed};
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::void::landed;
use crate::web::{log, opened, question, submission};
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SESSION, get(show))
        .route(paths::SHORTHAND, get(lines))
        .route(paths::SIGN, post(sign))
        .route(paths::ADDENDA, post(add))
        .route(paths::RECALLED, post(recalled::act))
        .route(paths::HOURS_NOTE, post(note_hours))
}

/// Holds what was done just before the page was opened.
#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

async fn show(
    context: MemberContext,
    Address((person, session)): Address<(Id, Id)>,
    Query(After { after }): Query<After>,
) -> Result<Markup, Error> {
    let opened = match open(&context, &person, &session).await {
        Err(Error::NotFound) => return gone::page(&context, &person, &session).await,
        opened => opened?,
    };
    let typed = Typed { key: Id::fresh().to_string(), after, ..Typed::default() };
    let body = body(&context, &person, &opened, &typed);
    Ok(context.page(Place::Clients, &view::title(&opened.session, context.words), body))
}

/// The session as lines. They number the wants and needs of the whole file.
async fn lines(
    context: MemberContext,
    Address((person, session)): Address<(Id, Id)>,
) -> Result<Markup, Error> {
    let Opened { file, session, .. } = open(&context, &person, &session).await?;
    let lines = shorthand::print(&file, &session.id, Words::names(), context.words.lang());
    let body = view::shorthand(&person, &file, &session, &lines, context.words);
    Ok(context.page(Place::Clients, &context.words.t("log-shorthand"), body))
}

/// A person's file, opened at one of their sessions.
struct Opened {
    file: Arc<ClientFile>,
    journal: Arc<Vec<Record>>,
    session: Session,
    begun: bool,
    asked: Vec<Question>,
    changes: view::Changes,
}

async fn open(context: &MemberContext, person: &Id, session: &Id) -> Result<Opened, Error> {
    let (person, id) = (person.clone(), session.clone());
    Ok(context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &person)?;
            let terms = store::setting::terms(conn, &viewer.practice)?;
            let session = loaded.file.session(&id).cloned().ok_or(StoreError::NotFound)?;
            let changes = gone::changes(conn, viewer, (&person, &id), &loaded)?;
            let asked = loaded.file.questions(&id, &terms);
            let begun = log::of_session(conn, viewer, &id)?.is_some();
            Ok(Opened {
                file: loaded.file,
                journal: loaded.records,
                session,
                begun,
                asked,
                changes,
            })
        })
        .await?)
}

fn body(context: &MemberContext, person: &Id, opened: &Opened, typed: &Typed) -> Markup {
    view::page(&view::Page {
        id: person,
        seen: &seen(&opened.journal, &opened.session.id),
        seen_hours: &opened::print(&opened.session.hours.as_ref()),
        file: &opened.file,
        journal: &opened.journal,
        session: &opened.session,
        begun: opened.begun,
        asked: &opened.asked,
        reader: question::reader(context),
        csrf: &context.csrf,
        typed,
        changes: &opened.changes,
        zone: context.viewer.tz,
        words: context.words,
    })
}

/// The page with an answer that was not taken, and why.
pub(super) async fn answer_refused(
    context: &MemberContext,
    person: Id,
    session: Id,
    answer: Option<(String, String)>,
) -> Result<Response, Error> {
    let opened = open(context, &person, &session).await?;
    let typed = Typed { key: Id::fresh().to_string(), answer, ..Typed::default() };
    let page = context.page(
        Place::Clients,
        &view::title(&opened.session, context.words),
        body(context, &person, &opened, &typed),
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The print of a session with everything that was written in it, as it reads now.
fn seen(journal: &[Record], session: &Id) -> String {
    let of_it = |r: &&Record| {
        r.id == *session || r.session.as_ref() == Some(session) || r.fact.owner() == Some(session)
    };
    let live = live(journal);
    let all: Vec<(&Id, &Fact)> = live.iter().filter(of_it).map(|r| (&r.id, &r.fact)).collect();
    opened::print(&all)
}

/// Holds what the page showed that is signed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Seen {
    seen: String,
}

async fn sign(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Seen>,
) -> Result<Response, Error> {
    let opened = open(&context, &person, &session).await?;
    if opened.session.signed_on.is_some() {
        return Ok(Redirect::to(&paths::session(&person, &session)).into_response());
    }
    let fact = Fact::Signed { session: session.clone() };
    let signed = Record {
        id: session.part("signed", 1),
        on: context.today,
        session: Some(session.clone()),
        fact,
    };
    let typed = Typed { key: Id::fresh().to_string(), ..Typed::default() };
    let shown = move |loaded: &Loaded| seen(&loaded.records, &session);
    let made = submission::record_seen(&context, &person, signed, (&form.seen, shown)).await;
    recorded(&context, &opened, (&person, made), typed).await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Below {
    key: String,
    addendum: String,
    /// Sent by the page that asked.
    sure: String,
}

async fn add(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Below>,
) -> Result<Response, Error> {
    let opened = open(&context, &person, &session).await?;
    let mut typed = Typed { key: form.key, addendum: form.addendum, ..Typed::default() };
    let Ok(text) = typed.addendum.parse::<Text>() else {
        typed.faults.add("addendum", context.words.t("session-addendum-empty"));
        return Ok(again(&context, &person, &opened, &typed));
    };
    // It can be taken back by nobody, so it is asked about first.
    if form.sure != "yes" {
        typed.faults.add("addendum", context.words.t("session-addendum-sure"));
        return Ok(again(&context, &person, &opened, &typed));
    }
    let addendum = Addendum {
        id: Id::fresh(),
        on: context.today,
        text,
        by: Some(context.viewer.name.clone()),
    };
    let id = addendum.id.clone();
    let fact = Fact::Addendum { session: session.clone(), addendum };
    let below = Record { id, on: context.today, session: Some(session), fact };
    record(&context, &opened, (&person, below), typed).await
}

/// Notes what the session counts as; a later note takes the place of an earlier one, also below a
/// signature.
async fn note_hours(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let opened = open(&context, &person, &session).await?;
    let mut typed = Typed { key: form.get(KEY).to_owned(), ..Typed::default() };
    let (hours, seen) = (Hours::from_fields(&form), form.get(SEEN).to_owned());
    typed.hours = Some(form);
    match hours {
        Ok(Some(hours)) => {
            let noted = Record::hours(context.today, &session, hours);
            let shown = move |loaded: &Loaded| {
                opened::print(&loaded.file.session(&session).and_then(|s| s.hours.as_ref()))
            };
            let made = submission::record_seen(&context, &person, noted, (&seen, shown)).await;
            return recorded(&context, &opened, (&person, made), typed).await;
        }
        Ok(None) => typed.faults.add("hours-role", context.words.t("hours-empty")),
        Err(faults) => {
            faults.into_iter().for_each(|f| typed.faults.add(f.field, context.words.t(f.key)))
        }
    }
    Ok(again(&context, &person, &opened, &typed))
}

/// Saves one record.
async fn record(
    context: &MemberContext,
    opened: &Opened,
    (person, fresh): (&Id, Record),
    typed: Typed,
) -> Result<Response, Error> {
    let made = submission::record(context, person, vec![fresh]).await;
    recorded(context, opened, (person, made), typed).await
}

/// Goes back to the session. Refused, the page says why and keeps what was typed; where something
/// was changed since it was opened, it shows what stands now.
async fn recorded(
    context: &MemberContext,
    opened: &Opened,
    (person, made): (&Id, Answer<(Id, Id)>),
    mut typed: Typed,
) -> Result<Response, Error> {
    let session = &opened.session.id;
    match made {
        Ok((person, made)) => {
            gone_back(context, &person, session, Some(Done::one(&person, &made))).await
        }
        Err(cause) => {
            typed.faults.refuse(cause.try_into()?);
            // The page shows what stands now: its forms answer that from here on.
            typed.hours.iter_mut().for_each(|hours| hours.set(SEEN, ""));
            Ok(again(context, person, opened, &typed))
        }
    }
}

/// Back to the session, or to the person where the session itself was taken back.
async fn gone_back(
    context: &MemberContext,
    person: &Id,
    session: &Id,
    done: Option<Done>,
) -> Result<Response, Error> {
    match open(context, person, session).await {
        Ok(_) => Ok(landed(&paths::session(person, session), done)),
        Err(Error::NotFound) => Ok(landed(&paths::client(person), done)),
        Err(other) => Err(other),
    }
}

fn again(context: &MemberContext, person: &Id, opened: &Opened, typed: &Typed) -> Response {
    let title = view::title(&opened.session, context.words);
    context.again(Place::Clients, &title, body(context, person, opened, typed), &typed.faults)
}
