//! Recording a contact outside a session.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::contact::{Channel, Contact, Mover};
use crate::domain::fact::Record;
use crate::domain::{Day, Exactness, Id, Lang, Quote, Speaker, Text, code, from_code};
use crate::error::Error;
use crate::paths;
use crate::store::{self, StoreError};
use crate::views::contact::{self as view, Typed};
use crate::views::form;
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted};
use crate::web::step;

pub fn routes() -> Router<App> {
    Router::new().route(paths::CONTACTS, get(show).post(add))
}

async fn show(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    let fresh = Typed { on: desk.today.to_string(), exactness: code(&Exactness::Verbatim), ..Typed::default() };
    page(&desk, &id, &fresh).await
}

async fn page(desk: &Desk, id: &Id, typed: &Typed) -> Result<Markup, Error> {
    let (viewer, person) = (desk.viewer.clone(), id.clone());
    let kept = desk.app.db.read(move |conn| store::person::find(conn, &viewer, &person)).await?;
    let person = kept.ok_or(Error::NotFound)?.person;
    let body = view::page(id, &person, &desk.csrf, typed, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("contact-title"), body))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    mover: String,
    channel: String,
    on: String,
    replied_on: String,
    note: String,
    words: String,
    exactness: String,
}

async fn add(Address(id): Address<Id>, Posted { desk, form }: Posted<Sent>) -> Result<Response, Error> {
    let Sent { mover, channel, on, replied_on, note, words, exactness } = form;
    let mut typed = Typed { mover, channel, on, replied_on, note, words, exactness, ..Typed::default() };
    if let Some(records) = read(&desk, &mut typed) {
        match step::save(&desk, &id, records).await {
            Ok(()) => return Ok(Redirect::to(&paths::client(&id)).into_response()),
            Err(StoreError::Refused(breaches)) => typed.breaches = breaches,
            Err(other) => return Err(other.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&desk, &id, &typed).await?).into_response())
}

/// The contact and, if there were any, their words; none, with its faults, where something cannot be read.
fn read(desk: &Desk, typed: &mut Typed) -> Option<Vec<Record>> {
    let words = desk.words;
    let mut text = |field: &str, typed_text: &str| match Text::optional(typed_text) {
        Ok(text) => text,
        Err(why) => {
            typed.faults.add(field, form::text_fault(words, why));
            None
        }
    };
    let (note, said) = (text("note", &typed.note), text("words", &typed.words));
    let past = |on: &Day| *on <= desk.today;
    let on = typed.on.parse().ok().filter(past);
    let replied = typed.replied_on.parse().ok().filter(past);
    if on.is_none() {
        typed.faults.add("on", words.t("step-day-fault"));
    }
    if replied.is_none() && !typed.replied_on.trim().is_empty() {
        typed.faults.add("replied_on", words.t("step-day-fault"));
    }
    // Who moved is evidence: it is never guessed.
    let mover: Option<Mover> =
        typed.faults.take("mover", from_code(&typed.mover).ok_or_else(|| words.t("form-choice")));
    let channel: Option<Channel> =
        typed.faults.take("channel", from_code(&typed.channel).ok_or_else(|| words.t("form-choice")));
    let exactness: Option<Exactness> =
        typed.faults.take("exactness", from_code(&typed.exactness).ok_or_else(|| words.t("form-choice")));
    if !typed.faults.is_empty() {
        return None;
    }
    let (on, id) = (on?, Id::fresh());
    let contact =
        Contact { id: id.clone(), on, initiator: mover?, channel: channel?, replied_on: replied, closing: None, note };
    let exactness = exactness?;
    let quote = said.map(|text| Quote {
        id: Id::fresh(),
        session: None,
        contact: Some(id),
        speaker: Speaker::Client,
        lang: Lang::of(text.as_str()),
        text,
        exactness,
        confirmed_by_client_on: None,
    });
    Some(std::iter::once(Record::contact(contact)).chain(quote.map(|q| Record::quote(on, q))).collect())
}
