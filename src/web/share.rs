//! Sharing one client with a colleague, by whose client it is.

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::{Id, Text};
use crate::paths;
use crate::store::{StoreError, audit, member, person, share};
use crate::views::share::{self as view, Done, Shares};
use crate::web::extract::{MemberContext, MemberForm};

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SHARES, get(show).post(give))
        .route(paths::SHARE_END, post(take_back))
}

/// Names with whom the client was shared just before, or is no longer.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    shared: Option<Id>,
    ended: Option<Id>,
}

async fn show(
    context: MemberContext,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Error> {
    let read = context.read(move |conn, viewer| {
        let shared = share::list(conn, viewer, &id)?;
        let kept = person::find(conn, viewer, &id)?.ok_or(StoreError::NotFound)?;
        Ok((kept.person, shared, member::colleagues(conn, viewer)?))
    });
    let (person, shared, colleagues) = read.await?;
    let found = |of: &Option<Id>, all: &[(Id, Text)]| {
        all.iter().find(|(id, _)| Some(id) == of.as_ref()).cloned()
    };
    let gone = found(&asked.ended, &colleagues).filter(|one| !shared.contains(one));
    let done = found(&asked.shared, &shared).map(Done::Shared).or(gone.map(Done::Ended));
    let shares = Shares { person: &person, shared: &shared, colleagues: &colleagues, done };
    Ok(context.page(
        None,
        &view::title(context.words, &person),
        view::page(&context.frame(None), &shares),
    ))
}

#[derive(Deserialize)]
struct With {
    member: Id,
}

async fn give(
    Path(id): Path<Id>,
    MemberForm { context, form }: MemberForm<With>,
) -> Result<Redirect, Error> {
    let (viewer, now) = (context.viewer, context.now);
    let back = Redirect::to(&format!("{}?shared={}", paths::shares(&id), form.member));
    context
        .app
        .db
        .write(move |conn| {
            share::give(conn, &viewer, &id, &form.member, now)?;
            audit::write(conn, &viewer, "client_shared", (Some(&id), form.member.as_str()), now)
        })
        .await?;
    Ok(back)
}

#[derive(Deserialize)]
struct Nothing {}

async fn take_back(
    Path((id, from)): Path<(Id, Id)>,
    MemberForm { context, .. }: MemberForm<Nothing>,
) -> Result<Redirect, Error> {
    let (viewer, now) = (context.viewer, context.now);
    let back = Redirect::to(&format!("{}?ended={from}", paths::shares(&id)));
    context
        .app
        .db
        .write(move |conn| {
            share::take_back(conn, &viewer, &id, &from)?;
            audit::write(conn, &viewer, "client_share_ended", (Some(&id), from.as_str()), now)
        })
        .await?;
    Ok(back)
}
