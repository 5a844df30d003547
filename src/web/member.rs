//! The members of the practice: adding them, letting them in or not, giving them a new password.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::domain::{Act, Email, Id, Role, from_code};
use crate::error::Error;
use crate::password;
use crate::paths;
use crate::store::{StoreError, audit, member};
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::views::member::{self as view, Members, NewMember, Shown};
use crate::web::extract::{Desk, Posted};
use crate::web::setup::CAPACITY;

pub fn routes() -> Router<App> {
    Router::new().route(paths::MEMBERS, get(show).post(add)).route(paths::MEMBER, post(change))
}

async fn show(desk: Desk) -> Result<Response, Error> {
    page(&desk, &NewMember::default(), &Faults::default(), None).await
}

async fn page(desk: &Desk, typed: &NewMember, faults: &Faults, shown: Option<Shown<'_>>) -> Result<Response, Error> {
    let viewer = desk.viewer.clone();
    let members = desk.app.db.read(move |conn| member::list(conn, &viewer)).await?;
    let content = Members { members: &members, own: &desk.viewer.member, typed, shown, faults };
    let title = desk.words.t("member-title");
    let body = view::page(&desk.frame(Place::Settings), &content);
    Ok(if faults.is_empty() {
        desk.page(Place::Settings, &title, body).into_response()
    } else {
        desk.refused(Place::Settings, &title, body).into_response()
    })
}

/// Adds a member and shows their first password, this once.
async fn add(Posted { desk, form }: Posted<NewMember>) -> Result<Response, Error> {
    if !desk.viewer.may(Act::ManageMembers) {
        return Err(Error::Forbidden);
    }
    let mut new = match read(&desk, &form) {
        Ok(new) => new,
        Err(faults) => return page(&desk, &form, &faults, None).await,
    };
    let password = password::invent()?;
    new.password_hash = Some(desk.app.hasher.hash(password.clone()).await?);
    let (viewer, now) = (desk.viewer.clone(), desk.now);
    let added = desk.app.db.write(move |conn| {
        let id = member::invite(conn, &viewer, &new, now)?;
        audit::write(conn, &viewer, "member_added", (None, id.as_str()), now)
    });
    match added.await {
        Ok(()) => {}
        Err(StoreError::Taken) => {
            let mut faults = Faults::default();
            faults.add("email", desk.words.t("member-email-taken"));
            return page(&desk, &form, &faults, None).await;
        }
        Err(other) => return Err(other.into()),
    }
    let shown = Shown { name: &form.name, password: &password };
    page(&desk, &NewMember::default(), &Faults::default(), Some(shown)).await
}

fn read(desk: &Desk, form: &NewMember) -> Result<member::NewMember, Faults> {
    let words = desk.words;
    let mut faults = Faults::default();
    let name = faults.text(words, "name", &form.name);
    let email = faults.take("email", form.email.parse::<Email>().map_err(|_| words.t("email-fault")));
    let role: Option<Role> = faults.take("role", from_code(&form.role).ok_or_else(|| words.t("form-choice")));
    match (name, email, role) {
        (Some(name), Some(email), Some(role)) if faults.is_empty() => {
            let (lang, tz) = (desk.viewer.lang, desk.viewer.tz);
            let (email, capacity) = (Some(email), CAPACITY);
            Ok(member::NewMember { name, email, password_hash: None, role, lang, tz, capacity, external_id: None })
        }
        _ => Err(faults),
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Reset,
    Deactivate,
    Activate,
}

#[derive(Deserialize)]
struct Change {
    act: What,
}

async fn change(Path(id): Path<Id>, Posted { desk, form }: Posted<Change>) -> Result<Response, Error> {
    match form.act {
        What::Reset => reset(desk, id).await,
        What::Deactivate => set_active(desk, id, false).await,
        What::Activate => set_active(desk, id, true).await,
    }
}

async fn set_active(desk: Desk, id: Id, active: bool) -> Result<Response, Error> {
    let (viewer, now) = (desk.viewer, desk.now);
    let act = if active { "member_activated" } else { "member_deactivated" };
    desk.app
        .db
        .write(move |conn| {
            member::set_active(conn, &viewer, &id, active)?;
            audit::write(conn, &viewer, act, (None, id.as_str()), now)
        })
        .await?;
    Ok(Redirect::to(&paths::members()).into_response())
}

/// A new password, shown this once; the member's logins end.
async fn reset(desk: Desk, id: Id) -> Result<Response, Error> {
    if !desk.viewer.may(Act::ManageMembers) {
        return Err(Error::Forbidden);
    }
    let password = password::invent()?;
    let hash = desk.app.hasher.hash(password.clone()).await?;
    let (viewer, now) = (desk.viewer.clone(), desk.now);
    let named = desk.app.db.write(move |conn| {
        member::reset_password(conn, &viewer, &id, &hash)?;
        audit::write(conn, &viewer, "member_password_reset", (None, id.as_str()), now)?;
        Ok(member::list(conn, &viewer)?.into_iter().find(|member| member.id == id).map(|member| member.name))
    });
    let name = named.await?.ok_or(Error::NotFound)?;
    let shown = Shown { name: name.as_str(), password: &password };
    page(&desk, &NewMember::default(), &Faults::default(), Some(shown)).await
}
