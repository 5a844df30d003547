//! The first visit: founding the practice with its owner, once. A practice without an owner (the demonstration, or one
//! that came with a file) does not stand in the way.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::{Email, Id, Lang, Role, Text};
use crate::error::Error;
use crate::password;
use crate::paths;
use crate::store::member::NewMember;
use crate::store::{self, StoreError};
use crate::views::form::Faults;
use crate::views::setup::{self as view, Setup};
use crate::views::{self};
use crate::web::extract::{Guest, GuestPosted};
use crate::web::{login, token};
use crate::words::Words;

/// People one can hold in mind at once, until the member says otherwise (seed: our choice).
pub const CAPACITY: u32 = 15;

pub fn routes() -> Router<App> {
    Router::new().route(paths::SETUP, get(show).post(found))
}

/// Offered only while nobody owns a practice.
async fn show(guest: Guest) -> Result<Response, Error> {
    if guest.app.db.read(store::practice::owned).await? {
        return Ok(Redirect::to(&paths::login()).into_response());
    }
    Ok(view::page(guest.words, &Setup::default(), &Faults::default()).into_response())
}

async fn found(GuestPosted { guest, form }: GuestPosted<Setup>) -> Result<Response, Error> {
    if guest.app.db.read(store::practice::owned).await? {
        return Err(Error::NotFound);
    }
    let again = |faults| (StatusCode::UNPROCESSABLE_ENTITY, view::page(guest.words, &form, &faults)).into_response();
    let (practice, mut owner) = match read(guest.words, &form) {
        Ok(read) => read,
        Err(faults) => return Ok(again(faults)),
    };
    owner.password_hash = Some(guest.app.hasher.hash(form.password.clone()).await?);
    let now = guest.now;
    let set_up = guest.app.db.write(move |conn| store::practice::set_up(conn, &practice, &owner, now));
    let member: Id = match set_up.await {
        Ok(member) => member,
        Err(StoreError::Taken) => {
            let mut faults = Faults::default();
            faults.add("practice", guest.words.t("setup-taken"));
            return Ok(again(faults));
        }
        Err(other) => return Err(other.into()),
    };
    let started = login::start(&guest, member, None).await?;
    let cookie = token::hand_out(&started.token, guest.app.config.login_days, guest.peer.secure);
    Ok((cookie, Redirect::to(&paths::today())).into_response())
}

/// What was typed, or what is wrong with it.
fn read(words: &Words, form: &Setup) -> Result<(Text, NewMember), Faults> {
    let mut faults = Faults::default();
    let practice = faults.text(words, "practice", &form.practice);
    let name = faults.text(words, "name", &form.name);
    let email = faults.take("email", form.email.parse::<Email>().map_err(|_| words.t("email-fault")));
    if let Err(why) = password::judge(&form.password, &form.email) {
        faults.add("password", views::password::weak(words, why));
    }
    let tz = faults.take("tz", form.tz.parse().map_err(|_| words.t("zone-fault")));
    let lang: Lang = words.lang();
    match (practice, name, email, tz) {
        (Some(practice), Some(name), Some(email), Some(tz)) if faults.is_empty() => {
            let (email, capacity) = (Some(email), CAPACITY);
            let role = Role::Owner;
            Ok((practice, NewMember { name, email, password_hash: None, role, lang, tz, capacity, external_id: None }))
        }
        _ => Err(faults),
    }
}
