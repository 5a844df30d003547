//! Recording a contact outside a session.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::contact::{Channel, Contact, Mover};
use crate::domain::fact::Record;
use crate::domain::{Day, Exactness, Id, Lang, Person, Quote, Speaker, Text, code, from_code};
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::contact::{self as view, Typed};
use crate::views::form::{self, Faults};
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted};
use crate::web::submission;

pub fn routes() -> Router<App> {
    Router::new().route(paths::CONTACTS, get(show).post(add))
}

async fn show(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    let typed = Typed {
        key: Id::fresh().to_string(),
        on: desk.today.to_string(),
        exactness: code(&Exactness::Verbatim),
        ..Typed::default()
    };
    let body = view::page(&person(&desk, &id).await?, &desk.csrf, &typed, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("contact-title"), body))
}

async fn person(desk: &Desk, id: &Id) -> Result<Person, Error> {
    let (viewer, id) = (desk.viewer.clone(), id.clone());
    let kept = desk.app.db.read(move |conn| store::person::find(conn, &viewer, &id)).await?;
    Ok(kept.ok_or(Error::NotFound)?.person)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    key: String,
    mover: String,
    channel: String,
    on: String,
    replied_on: String,
    note: String,
    words: String,
    exactness: String,
}

async fn add(Address(id): Address<Id>, Posted { desk, form }: Posted<Sent>) -> Result<Response, Error> {
    let person = person(&desk, &id).await?;
    let Sent { key, mover, channel, on, replied_on, note, words, exactness } = form;
    let mut typed = Typed { key, mover, channel, on, replied_on, note, words, exactness, faults: Faults::default() };
    if let Some(records) = read(&desk, &mut typed) {
        match submission::record(&desk, &id, records).await {
            Ok(()) => return Ok(Redirect::to(&paths::client(&id)).into_response()),
            Err(cause) => typed.faults.refuse(cause.try_into()?),
        }
    }
    let body = view::page(&person, &desk.csrf, &typed, desk.words);
    Ok(desk.again(Place::Clients, &desk.words.t("contact-title"), body, &typed.faults))
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
