//! Recording a gift or kindness.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::fact::Record;
use crate::domain::gift::{Direction, Gift, GiftKind, Landing};
use crate::domain::{Day, Id, Person, Text, from_code};
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::form::{self, Faults};
use crate::views::gift::{self as view, Typed};
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted};
use crate::web::submission;

pub fn routes() -> Router<App> {
    Router::new().route(paths::GIFTS, get(show).post(add))
}

async fn show(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    let typed = Typed { key: Id::fresh().to_string(), on: desk.today.to_string(), ..Typed::default() };
    let body = view::page(&person(&desk, &id).await?, &desk.csrf, &typed, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("gift-title"), body))
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
    direction: String,
    kind: String,
    what: String,
    why: String,
    on: String,
}

async fn add(Address(id): Address<Id>, Posted { desk, form }: Posted<Sent>) -> Result<Response, Error> {
    let person = person(&desk, &id).await?;
    let Sent { key, direction, kind, what, why, on } = form;
    let mut typed = Typed { key, direction, kind, what, why, on, faults: Faults::default() };
    if let Some(gift) = read(&desk, &mut typed) {
        match submission::record(&desk, &id, vec![Record::gift(gift)]).await {
            Ok(_) => return Ok(Redirect::to(&paths::client(&id)).into_response()),
            Err(cause) => typed.faults.refuse(cause.try_into()?),
        }
    }
    let body = view::page(&person, &desk.csrf, &typed, desk.words);
    Ok(desk.again(Place::Clients, &desk.words.t("gift-title"), body, &typed.faults))
}

/// The gift; none, with its faults, where something cannot be read.
fn read(desk: &Desk, typed: &mut Typed) -> Option<Gift> {
    let words = desk.words;
    let what: Result<Text, _> = typed.what.parse();
    let why = Text::optional(&typed.why);
    let on = typed.on.parse().ok().filter(|on: &Day| *on <= desk.today);
    if let Err(fault) = &what {
        typed.faults.add("what", form::text_fault(words, *fault));
    }
    if let Err(fault) = &why {
        typed.faults.add("why", form::text_fault(words, *fault));
    }
    if on.is_none() {
        typed.faults.add("on", words.t("step-day-fault"));
    }
    let direction: Option<Direction> =
        typed.faults.take("direction", from_code(&typed.direction).ok_or_else(|| words.t("form-choice")));
    let kind: Option<GiftKind> =
        typed.faults.take("kind", from_code(&typed.kind).ok_or_else(|| words.t("form-choice")));
    let (what, why, on) = (what.ok()?, why.ok()?, on?);
    Some(Gift {
        id: Id::fresh(),
        on,
        direction: direction?,
        what,
        kind: kind?,
        why_on: why.is_some().then_some(on),
        why,
        known_preference: None,
        timing_fit: None,
        effort_on_receiver: None,
        expires_on: None,
        landing: Landing::Unknown,
        landing_note: None,
        burden: None,
        thanked_on: None,
        talked_on: None,
    })
}
