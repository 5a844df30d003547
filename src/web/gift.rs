//! Recording a gift or kindness.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::fact::Record;
use crate::domain::gift::{Direction, Gift, GiftKind, Landing};
use crate::domain::{Day, Id, Text, from_code};
use crate::error::Error;
use crate::paths;
use crate::store::{self, StoreError};
use crate::views::form;
use crate::views::gift::{self as view, Typed};
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted};
use crate::web::step;

pub fn routes() -> Router<App> {
    Router::new().route(paths::GIFTS, get(show).post(add))
}

async fn show(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    page(&desk, &id, &Typed { on: desk.today.to_string(), ..Typed::default() }).await
}

async fn page(desk: &Desk, id: &Id, typed: &Typed) -> Result<Markup, Error> {
    let (viewer, person) = (desk.viewer.clone(), id.clone());
    let kept = desk.app.db.read(move |conn| store::person::find(conn, &viewer, &person)).await?;
    let person = kept.ok_or(Error::NotFound)?.person;
    let body = view::page(id, &person, &desk.csrf, typed, desk.words);
    Ok(desk.page(Place::Clients, &desk.words.t("gift-title"), body))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    direction: String,
    kind: String,
    what: String,
    why: String,
    on: String,
}

async fn add(Address(id): Address<Id>, Posted { desk, form }: Posted<Sent>) -> Result<Response, Error> {
    let Sent { direction, kind, what, why, on } = form;
    let mut typed = Typed { direction, kind, what, why, on, ..Typed::default() };
    if let Some(gift) = read(&desk, &mut typed) {
        match step::save(&desk, &id, vec![Record::gift(gift)]).await {
            Ok(()) => return Ok(Redirect::to(&paths::client(&id)).into_response()),
            Err(StoreError::Refused(breaches)) => typed.breaches = breaches,
            Err(other) => return Err(other.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&desk, &id, &typed).await?).into_response())
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
