//! The members of the practice: adding them, letting them in or not, giving them a new password.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::{Act, Email, Id, Role, from_code};
use crate::password;
use crate::paths;
use crate::store::{StoreError, audit, member};
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::views::member::{self as view, Members, NewMember, Shown};
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::setup::CAPACITY;

pub fn routes() -> Router<App> {
    Router::new().route(paths::MEMBERS, get(show).post(add)).route(paths::MEMBER, post(change))
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    page(&context, &NewMember::default(), &Faults::default(), None).await
}

async fn page(
    context: &MemberContext,
    typed: &NewMember,
    faults: &Faults,
    shown: Option<Shown<'_>>,
) -> Result<Response, Error> {
    let members = context.read(member::list).await?;
    let content = Members { members: &members, own: &context.viewer.member, typed, shown, faults };
    let title = context.words.t("member-title");
    let body = view::page(&context.frame(Place::Settings), &content);
    Ok(if faults.is_empty() {
        context.page(Place::Settings, &title, body).into_response()
    } else {
        context.refused(Place::Settings, &title, body).into_response()
    })
}

/// Adds a member and shows their first password, this once.
async fn add(MemberForm { context, form }: MemberForm<NewMember>) -> Result<Response, Error> {
    if !context.viewer.may(Act::ManageMembers) {
        return Err(Error::Forbidden);
    }
    let mut new = match read(&context, &form) {
        Ok(new) => new,
        Err(faults) => return page(&context, &form, &faults, None).await,
    };
    let password = password::invent()?;
    new.password_hash = Some(context.app.hasher.hash(password.clone()).await?);
    let now = context.now;
    let added = context.write(move |conn, viewer| {
        let id = member::invite(conn, viewer, &new, now)?;
        audit::write(conn, viewer, "member_added", (None, id.as_str()), now)
    });
    match added.await {
        Ok(()) => {}
        Err(StoreError::Taken) => {
            let mut faults = Faults::default();
            faults.add("email", context.words.t("member-email-taken"));
            return page(&context, &form, &faults, None).await;
        }
        Err(other) => return Err(other.into()),
    }
    let shown = Shown { name: &form.name, password: &password };
    page(&context, &NewMember::default(), &Faults::default(), Some(shown)).await
}

fn read(context: &MemberContext, form: &NewMember) -> Result<member::NewMember, Faults> {
    let words = context.words;
    let mut faults = Faults::default();
    let name = faults.text(words, "name", &form.name);
    let email =
        faults.take("email", form.email.parse::<Email>().map_err(|_| words.t("email-fault")));
    let role: Option<Role> =
        faults.take("role", from_code(&form.role).ok_or_else(|| words.t("form-choice")));
    match (name, email, role) {
        (Some(name), Some(email), Some(role)) if faults.is_empty() => {
            let (lang, tz) = (context.viewer.lang, context.viewer.tz);
            let (email, capacity) = (Some(email), CAPACITY);
            Ok(member::NewMember {
                name,
                email,
                password_hash: None,
                role,
                lang,
                tz,
                capacity,
                external_id: None,
            })
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

async fn change(
    Path(id): Path<Id>,
    MemberForm { context, form }: MemberForm<Change>,
) -> Result<Response, Error> {
    match form.act {
        What::Reset => reset(context, id).await,
        What::Deactivate => set_active(context, id, false).await,
        What::Activate => set_active(context, id, true).await,
    }
}

async fn set_active(context: MemberContext, id: Id, active: bool) -> Result<Response, Error> {
    let (viewer, now) = (context.viewer, context.now);
    let act = if active { "member_activated" } else { "member_deactivated" };
    context
        .app
        .db
        .write(move |conn| {
            member::set_active(conn, &viewer, &id, active)?;
            audit::write(conn, &viewer, act, (None, id.as_str()), now)
        })
        .await?;
    Ok(Redirect::to(&paths::members()).into_response())
}

/// A new password, shown this once; the member's logins end.
async fn reset(context: MemberContext, id: Id) -> Result<Response, Error> {
    if !context.viewer.may(Act::ManageMembers) {
        return Err(Error::Forbidden);
    }
    let password = password::invent()?;
    let hash = context.app.hasher.hash(password.clone()).await?;
    let now = context.now;
    let named = context.write(move |conn, viewer| {
        member::reset_password(conn, viewer, &id, &hash)?;
        audit::write(conn, viewer, "member_password_reset", (None, id.as_str()), now)?;
        Ok(member::list(conn, viewer)?
            .into_iter()
            .find(|member| member.id == id)
            .map(|member| member.name))
    });
    let name = named.await?.ok_or(Error::NotFound)?;
    let shown = Shown { name: name.as_str(), password: &password };
    page(&context, &NewMember::default(), &Faults::default(), Some(shown)).await
}
