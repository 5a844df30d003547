//! Who a person is: shown, and changed as they stand now.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::person::Preference;
use crate::domain::{Id, Person, Text, from_code};
use crate::error::Error;
use crate::paths;
use crate::store::person::Kept;
use crate::store::{self, StoreError};
use crate::views::form;
use crate::views::layout::Place;
use crate::views::profile::{self as view, Typed};
use crate::web::extract::{Address, Desk, Posted};

pub fn routes() -> Router<App> {
    Router::new().route(paths::PROFILE, get(show).post(change))
}

async fn show(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    let kept = find(&desk, &id).await?;
    Ok(page(&desk, &id, &kept.person, &Typed::of(&kept.person, kept.version)))
}

async fn find(desk: &Desk, id: &Id) -> Result<Kept, Error> {
    let (viewer, id) = (desk.viewer.clone(), id.clone());
    desk.app.db.read(move |conn| store::person::find(conn, &viewer, &id)).await?.ok_or(Error::NotFound)
}

fn page(desk: &Desk, id: &Id, person: &Person, typed: &Typed) -> Markup {
    let body = view::page(id, person, &desk.csrf, typed, desk.words);
    desk.page(Place::Clients, &desk.words.t("profile-title"), body)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    version: String,
    name: String,
    name_ja: String,
    name_en: String,
    reading: String,
    locale: String,
    role: String,
    purpose: String,
    kind: String,
    rank: String,
    likes: String,
}

async fn change(Address(id): Address<Id>, Posted { desk, form }: Posted<Sent>) -> Result<Response, Error> {
    let kept = find(&desk, &id).await?;
    let mut typed = Typed {
        version: form.version,
        name: form.name,
        name_ja: form.name_ja,
        name_en: form.name_en,
        reading: form.reading,
        locale: form.locale,
        role: form.role,
        purpose: form.purpose,
        kind: form.kind,
        rank: form.rank,
        likes: form.likes,
        ..Typed::default()
    };
    let version: i64 = typed.version.parse().unwrap_or(-1);
    if let Some(changed) = read(&desk, &kept.person, &mut typed) {
        let (viewer, now) = (desk.viewer.clone(), desk.now);
        let write = move |conn: &mut store::Conn| store::person::change(conn, &viewer, &changed, version, now);
        match desk.app.db.write(write).await {
            Ok(()) => return Ok(Redirect::to(&paths::client(&id)).into_response()),
            Err(StoreError::Stale) => {
                typed.faults.add("name", desk.words.t("profile-stale"));
                typed.version = kept.version.to_string();
                return Ok((StatusCode::CONFLICT, page(&desk, &id, &kept.person, &typed)).into_response());
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&desk, &id, &kept.person, &typed)).into_response())
}

/// The person as typed; what the form does not show stays as it was. None, with its faults, where a text is no text.
fn read(desk: &Desk, now: &Person, typed: &mut Typed) -> Option<Person> {
    let mut person = now.clone();
    let mut faults = Vec::new();
    let mut text = |field: &'static str, typed: &str| {
        Text::optional(typed).unwrap_or_else(|why| {
            faults.push((field, why));
            None
        })
    };
    person.display_name_ja = text("name_ja", &typed.name_ja);
    person.display_name_en = text("name_en", &typed.name_en);
    person.reading = text("reading", &typed.reading);
    person.role = text("role", &typed.role);
    person.purpose = text("purpose", &typed.purpose);
    let likes: Vec<Text> = typed.likes.lines().filter_map(|line| text("likes", line)).collect();
    match typed.name.parse() {
        Ok(name) => person.display_name = name,
        Err(why) => faults.push(("name", why)),
    }
    person.preferences = likes.into_iter().map(|text| liked(now, text)).collect();
    person.locale = from_code(&typed.locale).unwrap_or(now.locale);
    person.kind = from_code(&typed.kind).unwrap_or(now.kind);
    person.declared_rank = typed.rank.parse().ok().filter(|rank| (1..=2).contains(rank));
    for (field, why) in &faults {
        typed.faults.add(*field, form::text_fault(desk.words, *why));
    }
    faults.is_empty().then_some(person)
}

/// A preference keeps where we have it from.
fn liked(now: &Person, text: Text) -> Preference {
    let known = now.preferences.iter().find(|p| p.text == text).cloned();
    known.unwrap_or(Preference { text, said_on: None, quote: None })
}
