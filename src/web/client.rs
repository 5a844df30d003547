//! The list of clients, one client, the brief before a session, and the list of all sessions with
//! one.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::person::Initial;
use crate::method::staircase::Staircase;
use crate::method::{Id, Session, Standing, Status};
use crate::paths;
use crate::store::person::{Order, Wanted};
use crate::store::{self, setting};
use crate::views::layout::Place;
use crate::views::{brief, client, clients, void};
use crate::web::contact;
use crate::web::extract::{Address, MemberContext};
use crate::web::session::departed;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::CLIENTS, get(list))
        .route(paths::CLIENT, get(show))
        .route(paths::BRIEF, get(read_brief))
        .route(paths::SESSIONS, get(sessions))
}

/// Says in an address which clients are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    status: Option<Status>,
    q: String,
    initial: Option<Initial>,
    sort: Order,
    from: usize,
}

async fn list(context: MemberContext, Query(wish): Query<Wish>) -> Result<Markup, Error> {
    let today = context.today;
    let wanted = Wanted {
        status: wish.status,
        words: wish.q,
        initial: wish.initial,
        order: wish.sort,
        skip: wish.from,
    };
    let asked = wanted.clone();
    let listing = context
        .read(move |conn, viewer| store::person::list(conn, viewer, &asked, (today, clients::PAGE)))
        .await?;
    let body = clients::page(&listing, &wanted, context.words);
    Ok(context.page(Place::Clients, &context.words.t("place-clients"), body))
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Markup, Error> {
    let (today, now) = (context.today, context.now);
    let (id, loaded, standing, stairs, verdict, done, (merge, gone)) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let terms = setting::terms(conn, &viewer.practice)?;
            let standing = Standing::of(&loaded.file, today, &terms);
            let stairs = Staircase::of(&loaded.file, today, &terms);
            let verdict = store::verdict::of(conn, viewer, &loaded, today)?;
            let done = store::insight::of_people(conn, viewer, std::slice::from_ref(&id))?;
            let merge =
                store::merge::of(conn, viewer, &id, now)?.into_iter().find(|merge| merge.open);
            let gone = departed(conn, viewer, &loaded)?;
            Ok((id, loaded, standing, stairs, verdict, done, (merge, gone)))
        })
        .await?;
    let (own, file) = (loaded.consultant == context.viewer.member, &loaded.file);
    let (states, back) = (store::insight::aside(&done, Some(&id), &id), paths::client(&id));
    let panel = context.panel(&file.person, &verdict, &states, &back);
    let page = client::Page {
        id: &id,
        file,
        standing: &standing,
        stairs: &stairs,
        today,
        own,
        merge: merge.as_ref(),
        csrf: &context.csrf,
        line: &contact::fresh(&context),
        panel,
        done: &done,
        gone: &gone,
        taken_back: void::counting(&loaded.records).len(),
        words: context.words,
    };
    Ok(context.page(Place::Clients, &clients::title(file, context.words), client::page(&page)))
}

async fn read_brief(context: MemberContext, Address(id): Address<Id>) -> Result<Markup, Error> {
    let today = context.today;
    let (id, file, standing, verdict, states) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let terms = setting::terms(conn, &viewer.practice)?;
            let standing = Standing::of(&loaded.file, today, &terms);
            let verdict = store::verdict::of(conn, viewer, &loaded, today)?;
            let done = store::insight::of_people(conn, viewer, std::slice::from_ref(&id))?;
            let states = store::insight::aside(&done, Some(&id), &id);
            Ok((id, loaded.file, standing, verdict, states))
        })
        .await?;
    let (verdict, states, words) = (&verdict, &states, context.words);
    let page =
        brief::Page { id: &id, file: &file, standing: &standing, verdict, states, today, words };
    Ok(context.page(Place::Today, &brief::title(&file, context.words), brief::page(&page)))
}

/// From behind which session.
#[derive(Debug, Default, Deserialize)]
struct Behind {
    after: Option<Id>,
}

async fn sessions(
    context: MemberContext,
    Address(id): Address<Id>,
    Query(behind): Query<Behind>,
) -> Result<Markup, Error> {
    let asked = id.clone();
    let (gone, file) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &asked)?;
            Ok((departed(conn, viewer, &loaded)?, loaded.file))
        })
        .await?;
    let mut sessions: Vec<&Session> =
        file.sessions_behind(behind.after.as_ref()).take(clients::PAGE + 1).collect();
    let more = sessions.len() > clients::PAGE;
    sessions.truncate(clients::PAGE);
    let next = sessions
        .last()
        .filter(|_| more)
        .map(|s| format!("{}?after={}", paths::sessions(&id), s.id));
    let body =
        clients::sessions(&id, &file.person, (&sessions, &gone), next.as_deref(), context.words);
    Ok(context.page(Place::Clients, &context.words.t("sessions-title"), body))
}
