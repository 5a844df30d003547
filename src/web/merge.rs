//! Two people who are one: found, put side by side, made one, told apart again; and whoever asks
//! for the one who was joined is led to the one who goes on.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::method::merge::Part;
use crate::method::person::twin::near;
use crate::method::{Id, Person, Viewer, code};
use crate::paths;
use crate::store::merge::{self as store, Parting, Ready, Side};
use crate::store::{Conn, Db, StoreError, person};
use crate::views::form::{Faults, KEY};
use crate::views::layout::Place;
use crate::views::merge::{self as view, Pair};
use crate::views::told::Told;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;

/// Sets how often two are looked at again after somebody was faster to write.
const TRIES: u32 = 5;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::MERGE, get(show).post(act))
        .route(paths::MERGED, get(joined).post(tell_apart))
}

#[derive(Default, Deserialize)]
struct Asked {
    with: Option<String>,
}

async fn show(
    context: MemberContext,
    Address(id): Address<Id>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Error> {
    let with: Option<Id> = asked.with.as_deref().and_then(|with| with.parse().ok());
    match with {
        Some(with) => {
            let pair = sides(&context, &id, &with).await?;
            let mut fields = Fields::default();
            fields.set(KEY, Id::fresh().to_string());
            Ok(body(&context, &id, &pair, &fields, &Faults::default()))
        }
        None => choose(&context, &id, asked.with.is_some()).await,
    }
}

/// Whom to put beside them: those who are likely the same first, then everybody else who is the
/// viewer's own.
async fn choose(context: &MemberContext, id: &Id, unchosen: bool) -> Result<Markup, Error> {
    let of = id.clone();
    let own = context.read(move |conn, viewer| {
        crate::store::retention::find(conn, viewer, &of)?;
        person::own(conn, viewer)
    });
    let own: Vec<Person> = own.await?;
    let person = own.iter().find(|person| person.id == *id).ok_or(Error::NotFound)?;
    let twins = near(&own, person);
    let others: Vec<&Person> = own.iter().filter(|other| other.id != *id).collect();
    let title = view::title(context.words);
    Ok(context.page(
        Place::Clients,
        &title,
        view::choose(person, &twins, &others, (unchosen, context.words)),
    ))
}

async fn sides(context: &MemberContext, one: &Id, other: &Id) -> Result<[Side; 2], Error> {
    let (one, other) = (one.clone(), other.clone());
    Ok(context.read(move |conn, viewer| store::sides(conn, viewer, &one, &other)).await?)
}

fn body(
    context: &MemberContext,
    here: &Id,
    sides: &[Side; 2],
    fields: &Fields,
    faults: &Faults,
) -> Markup {
    let body =
        view::page(&context.frame(Place::Clients), &pair(context, here, sides, fields, faults));
    context.page(Place::Clients, &view::title(context.words), body)
}

fn pair<'a>(
    context: &MemberContext,
    here: &'a Id,
    sides: &'a [Side; 2],
    fields: &'a Fields,
    faults: &'a Faults,
) -> Pair<'a> {
    let people = [sides[0].person().clone()];
    let signs = near(&people, sides[1].person()).pop().map(|twin| twin.signs).unwrap_or_default();
    Pair { here, sides, signs, today: context.today, tz: context.viewer.tz, fields, faults }
}

async fn act(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let with: Id = form.get("with").parse().map_err(|_| Error::NotFound)?;
    if submission::sent_before(&context).await? {
        return Ok(Redirect::to(&paths::client(&id)).into_response());
    }
    if form.get("act") == "apart" {
        apart(&context, &id, &with).await?;
        return Ok(Redirect::to(&paths::client(&id)).into_response());
    }
    let sides = sides(&context, &id, &with).await?;
    let kept = sides[0].person().id.clone();
    let mut faults = Faults::default();
    // Anything that was chosen was chosen of what stood on the page.
    let seen = sides.iter().enumerate().all(|(n, side)| {
        let said = form.get(&format!("version-{n}"));
        said == side.loaded.version.to_string()
    });
    let done = if seen {
        join(&context, sides.clone(), picked(&form)).await
    } else {
        Err(StoreError::Stale)
    };
    match done {
        Ok(_) => Ok(Redirect::to(&paths::client(&kept)).into_response()),
        Err(cause) => {
            faults.refuse(cause.try_into()?);
            let sides = self::sides(&context, &id, &with).await?;
            let status =
                StatusCode::from_u16(faults.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, body(&context, &id, &sides, &form, &faults)).into_response())
        }
    }
}

/// The parts that were chosen from the one who was added later.
fn picked(form: &Fields) -> HashSet<Part> {
    Part::ALL.into_iter().filter(|part| form.get(&format!("part-{}", code(part))) == "1").collect()
}

async fn join(
    context: &MemberContext,
    sides: [Side; 2],
    picked: HashSet<Part>,
) -> Result<(Id, Id), StoreError> {
    let (now, kept) = (context.now, sides[0].person().id.clone());
    let prepare =
        move |conn: &mut Conn, viewer: &Viewer| store::prepare(conn, viewer, sides, &picked, now);
    let ready = context.read_long(prepare).await?;
    let bring = move |db: &Db, viewer: &Viewer| store::bring(db, viewer, ready, now);
    let ready = Arc::new(in_turns(context, bring).await?);
    let act = Arc::clone(&ready);
    let done = submission::once(context, move |conn, viewer| {
        Ok((kept.clone(), store::join(conn, viewer, &act, now)?))
    })
    .await;
    settle(context, Some(ready)).await;
    done
}

/// Does long work in turns, on a thread that may be busy for long.
async fn in_turns<T, F>(context: &MemberContext, work: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: FnOnce(&Db, &Viewer) -> Result<T, StoreError> + Send + 'static,
{
    let (db, viewer) = (context.app.db.clone(), context.viewer.clone());
    let work = tokio::task::spawn_blocking(move || work(&db, &viewer)).await;
    work.unwrap_or(Err(StoreError::BrokenOff))
}

/// Clears away after two were joined or parted. Where this fails, the clock does it; until then
/// search says how many cannot be found.
async fn settle(context: &MemberContext, ready: Option<Arc<Ready>>) {
    let now = context.now;
    let work = move |db: &Db, viewer: &Viewer| store::settle(db, viewer, ready.as_deref(), now);
    if let Err(error) = in_turns(context, work).await {
        tracing::error!(%error, "clearing away after a joining was put off");
    }
}

/// Notes that they are two people, so that nobody is asked again.
async fn apart(context: &MemberContext, one: &Id, other: &Id) -> Result<(), Error> {
    let (now, one, other) = (context.now, one.clone(), other.clone());
    Ok(context
        .write(move |conn, viewer| {
            let [first, _] = store::sides(conn, viewer, &one, &other)?;
            let mut person = first.person().clone();
            let from = if person.id == one { other } else { one };
            if !person.apart_from.contains(&from) {
                person.apart_from.push(from);
                person::change(conn, viewer, &person, first.loaded.version, now)?;
            }
            Ok(())
        })
        .await?)
}

async fn joined(
    context: MemberContext,
    Address((id, merge)): Address<(Id, Id)>,
) -> Result<Response, Error> {
    of_one(&context, (&id, &merge), None).await
}

/// Tells what both were, and why they could not be told apart where that was tried.
async fn of_one(
    context: &MemberContext,
    (id, merge): (&Id, &Id),
    failed: Option<&Parting>,
) -> Result<Response, Error> {
    let (now, of) = (context.now, id.clone());
    let (kept, all) = context
        .read(move |conn, viewer| {
            Ok((
                person::find(conn, viewer, &of)?.ok_or(StoreError::NotFound)?,
                store::of(conn, viewer, &of, now)?,
            ))
        })
        .await?;
    let merge = all.iter().find(|known| known.id == *merge).ok_or(Error::NotFound)?;
    let page = view::Joined { person: &kept.person, merge, failed, tz: context.viewer.tz };
    let body = context.page(
        Place::Clients,
        &view::title(context.words),
        view::joined(&context.frame(Place::Clients), &page),
    );
    let status = if failed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, body).into_response())
}

async fn tell_apart(
    Address((id, merge)): Address<(Id, Id)>,
    MemberForm { context, .. }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let mut tries = 0;
    let failed = loop {
        tries += 1;
        let (now, kept, of) = (context.now, id.clone(), merge.clone());
        let look =
            move |conn: &mut Conn, viewer: &Viewer| store::look(conn, viewer, (&kept, &of), now);
        let two = match context.read_long(look).await? {
            Ok(two) => two,
            Err(failed) => break failed,
        };
        match context.write(move |conn, viewer| store::part(conn, viewer, &two, now)).await {
            // Somebody has written to who goes on since it was read.
            Err(StoreError::Stale) if tries < TRIES => {}
            done => {
                done?;
                settle(&context, None).await;
                let told = paths::told(&paths::client(&id), Told::Parted.code());
                return Ok(Redirect::to(&told).into_response());
            }
        }
    };
    of_one(&context, (&id, &merge), Some(&failed)).await
}

/// Leads from an address of somebody who was joined to the same address of who goes on. What was
/// sent is sent again by the browser, unchanged.
pub(super) async fn follow(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(of) = paths::client_of(request.uri().path()) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(asked, body)).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    let Ok(context) = MemberContext::from_request_parts(&mut parts, &app).await else {
        return response;
    };
    let id = of.clone();
    match context.read(move |conn, viewer| store::survivor(conn, viewer, &id)).await {
        Ok(Some(kept)) => {
            let asked = parts.uri.path_and_query().map_or("", |asked| asked.as_str());
            let to = asked.replacen(&paths::client(&of), &paths::client(&kept.person.id), 1);
            match parts.method {
                Method::GET | Method::HEAD => Redirect::to(&to).into_response(),
                _ => Redirect::temporary(&to).into_response(),
            }
        }
        _ => response,
    }
}
