//! One session: read it, sign it, write below it, take one of its records back.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::fact::{Fact, Record};
use crate::domain::session::Addendum;
use crate::domain::{Id, Text, shorthand};
use crate::error::Error;
use crate::paths;
use crate::store::excerpt::Excerpt;
use crate::store::{self, Lock, StoreError};
use crate::views::layout::Place;
use crate::views::session::{self as view, Typed};
use crate::web::extract::{Address, Desk, Posted};
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SESSION, get(show))
        .route(paths::SHORTHAND, get(lines))
        .route(paths::SIGN, post(sign))
        .route(paths::ADDENDA, post(add))
        .route(paths::VOID, post(take_back))
}

async fn show(desk: Desk, Address((person, session)): Address<(Id, Id)>) -> Result<Markup, Error> {
    let excerpt = excerpt(&desk, &person, &session).await?;
    Ok(page(&desk, &person, &excerpt, &Typed::default()))
}

/// The session as lines. They number the wants and needs of the whole file, so the whole file is read.
async fn lines(desk: Desk, Address((person, session)): Address<(Id, Id)>) -> Result<Markup, Error> {
    let (viewer, id) = (desk.viewer.clone(), person.clone());
    let file = desk.app.db.read(move |conn| Ok(store::file::load(conn, &viewer, &id)?.file)).await?;
    let read = file.session(&session).ok_or(Error::NotFound)?;
    let lines = shorthand::print(&file, &session, Words::names(), desk.words.lang());
    let body = view::shorthand(&person, &file, read, &lines, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("session-shorthand"), body))
}

async fn excerpt(desk: &Desk, person: &Id, session: &Id) -> Result<Excerpt, Error> {
    let (viewer, person, session) = (desk.viewer.clone(), person.clone(), session.clone());
    Ok(desk.app.db.read(move |conn| store::excerpt::session(conn, &viewer, &person, &session)).await?)
}

fn page(desk: &Desk, person: &Id, excerpt: &Excerpt, typed: &Typed) -> Markup {
    let page = view::Page {
        id: person,
        file: &excerpt.file,
        session: &excerpt.session,
        csrf: &desk.csrf,
        typed,
        words: desk.words,
    };
    desk.page(Place::Clients, &view::title(&excerpt.session, desk.words), view::page(&page))
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign(
    Address((person, session)): Address<(Id, Id)>,
    Posted { desk, .. }: Posted<Nothing>,
) -> Result<Response, Error> {
    if excerpt(&desk, &person, &session).await?.session.signed_on.is_some() {
        return Ok(Redirect::to(&paths::session(&person, &session)).into_response());
    }
    let fact = Fact::Signed { session: session.clone() };
    let signed = Record { id: session.part("signed", 1), on: desk.today, session: Some(session.clone()), fact };
    record(&desk, &person, &session, signed, Typed::default()).await
}

#[derive(Deserialize)]
struct Below {
    #[serde(default)]
    addendum: String,
}

async fn add(
    Address((person, session)): Address<(Id, Id)>,
    Posted { desk, form }: Posted<Below>,
) -> Result<Response, Error> {
    let mut typed = Typed { addendum: form.addendum.clone(), ..Typed::default() };
    let Ok(text) = form.addendum.parse::<Text>() else {
        typed.faults.add("addendum", desk.words.t("session-addendum-empty"));
        return refused(&desk, &person, &session, typed).await;
    };
    let addendum = Addendum { id: Id::fresh(), on: desk.today, text, by: Some(desk.viewer.name.clone()) };
    let id = addendum.id.clone();
    let fact = Fact::Addendum { session: session.clone(), addendum };
    let below = Record { id, on: desk.today, session: Some(session.clone()), fact };
    record(&desk, &person, &session, below, typed).await
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    target: String,
    #[serde(default)]
    reason: String,
}

async fn take_back(
    Address((person, session)): Address<(Id, Id)>,
    Posted { desk, form }: Posted<Back>,
) -> Result<Response, Error> {
    let mut typed = Typed { target: form.target.clone(), reason: form.reason.clone(), ..Typed::default() };
    let target: Option<Id> = form.target.parse().ok();
    let reason: Option<Text> = form.reason.parse().ok();
    let excerpt = excerpt(&desk, &person, &session).await?;
    let here =
        |id: &Id| excerpt.file.to_records().into_iter().find(|r| r.id == *id && r.session.as_ref() == Some(&session));
    let (Some(target), Some(reason)) = (target.as_ref().and_then(here), reason) else {
        if form.reason.trim().is_empty() {
            typed.faults.add("reason", desk.words.t("session-void-no-reason"));
        } else {
            typed.faults.add("target", desk.words.t("session-void-no-target"));
        }
        return refused(&desk, &person, &session, typed).await;
    };
    // A void is dated as what it takes back, so that every past date is drawn without it.
    let whole = target.id == session;
    let void = Record::fresh(target.on, Some(&session), Fact::Void { target: target.id, reason });
    match whole {
        false => record(&desk, &person, &session, void, typed).await,
        true => match save(&desk, &person, void).await {
            Ok(()) => Ok(Redirect::to(&paths::client(&person)).into_response()),
            Err(cause) => shown_again(&desk, &person, &session, cause, typed).await,
        },
    }
}

/// Saves one record and goes back to the session; refused, the page says why and keeps what was typed.
async fn record(desk: &Desk, person: &Id, session: &Id, fresh: Record, typed: Typed) -> Result<Response, Error> {
    // Also proves that the session is there, for this viewer.
    excerpt(desk, person, session).await?;
    match save(desk, person, fresh).await {
        Ok(()) => Ok(Redirect::to(&paths::session(person, session)).into_response()),
        Err(cause) => shown_again(desk, person, session, cause, typed).await,
    }
}

async fn save(desk: &Desk, person: &Id, fresh: Record) -> Result<(), StoreError> {
    let (viewer, person, now) = (desk.viewer.clone(), person.clone(), desk.now);
    let write =
        move |conn: &mut store::Conn| store::fact::record(conn, &viewer, &person, now, |_| Ok(vec![fresh])).map(drop);
    desk.app.db.write(write).await
}

async fn shown_again(
    desk: &Desk,
    person: &Id,
    session: &Id,
    cause: StoreError,
    mut typed: Typed,
) -> Result<Response, Error> {
    match cause {
        StoreError::Refused(breaches) => typed.breaches = breaches,
        StoreError::Locked(Lock::Signed) => typed.faults.add("addendum", desk.words.t("breach-signed")),
        other => return Err(other.into()),
    }
    refused(desk, person, session, typed).await
}

async fn refused(desk: &Desk, person: &Id, session: &Id, typed: Typed) -> Result<Response, Error> {
    let excerpt = excerpt(desk, person, session).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(desk, person, &excerpt, &typed)).into_response())
}
