//! Bringing in what comes from other programs: hand in a file, say what its columns are, look at every row, try it out,
//! take it in; and take the last one back.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::domain::capture::Fields;
use crate::domain::incoming::{Choice, Fault, Field, Kind, Mapping, Note, Plan, Unfit, Upload, Why};
use crate::domain::{Breach, Id, from_code};
use crate::error::Error;
use crate::paths;
use crate::store::incoming::{self as store, Taken};
use crate::store::{Conn, StoreError, upload};
use crate::views::incoming as view;
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted, PostedFiles};

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::INCOMING, get(start).post(hand_in))
        .route(paths::INCOMING_COLUMNS, get(columns).post(map))
        .route(paths::INCOMING_ROWS, get(rows).post(act))
        .route(paths::INCOMING_UNDO, post(undo))
}

/// What the page it begins on says besides what stands there.
#[derive(Default)]
struct Said {
    done: Option<String>,
    fault: Option<String>,
    kind: Option<Kind>,
}

async fn start(desk: Desk) -> Result<Markup, Error> {
    begin(&desk, Said::default()).await
}

async fn begin(desk: &Desk, said: Said) -> Result<Markup, Error> {
    let viewer = desk.viewer.clone();
    let read = move |conn: &mut Conn| Ok((upload::open(conn, &viewer)?, store::last(conn, &viewer)?));
    let (open, last) = desk.app.db.read_long(read).await?;
    let page = view::Start {
        open: open.as_ref().map(|(id, upload)| (id, upload)),
        last: last.as_ref(),
        tz: desk.viewer.tz,
        kind: said.kind.unwrap_or(Kind::Clients),
        said: said.done.as_deref(),
        fault: said.fault.as_deref(),
    };
    Ok(desk.page(Place::Clients, &desk.words.t("incoming-title"), view::start(&desk.frame(Place::Clients), &page)))
}

/// Reads what was handed in and keeps it; what cannot be read is named with its place, and nothing is kept.
async fn hand_in(mut posted: PostedFiles) -> Result<Response, Error> {
    let kind: Kind = from_code(posted.get("kind")).unwrap_or(Kind::Clients);
    let words = posted.desk.words;
    let files = std::mem::take(&mut posted.files);
    let read = match &posted.too_large {
        Some(name) => Err(view::unreadable(name, &Fault::whole(Why::TooLarge), words)),
        None if files.is_empty() => Err(words.t("incoming-no-file")),
        None => {
            let read = tokio::task::spawn_blocking(move || parsed(kind, &files)).await.map_err(Error::internal)?;
            read.map_err(|(name, fault)| view::unreadable(&name, &fault, words))
        }
    };
    match read {
        Ok(file) => {
            let (viewer, now) = (posted.desk.viewer.clone(), posted.desk.now);
            let id = posted.desk.app.db.write(move |conn| upload::add(conn, &viewer, &file, now)).await?;
            Ok(Redirect::to(&paths::incoming_columns(id)).into_response())
        }
        Err(fault) => {
            let said = Said { fault: Some(fault), kind: Some(kind), ..Said::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, begin(&posted.desk, said).await?).into_response())
        }
    }
}

/// What the files say; a fault comes with the name of its file. Of all kinds but notes the first file alone is read.
fn parsed(kind: Kind, files: &[Note]) -> Result<Upload, (String, Fault)> {
    match files.first() {
        Some(file) if kind != Kind::Notes => {
            Upload::read(kind, &file.name, &file.bytes).map_err(|fault| (file.name.clone(), fault))
        }
        _ => Upload::of_notes(files),
    }
}

async fn found(desk: &Desk, id: &Id) -> Result<Upload, Error> {
    let (viewer, id) = (desk.viewer.clone(), id.clone());
    Ok(desk.app.db.read_long(move |conn| upload::find(conn, &viewer, &id)).await?)
}

async fn columns(desk: Desk, Address(id): Address<Id>) -> Result<Markup, Error> {
    let upload = found(&desk, &id).await?;
    Ok(columns_page(&desk, (&id, &upload), &[]))
}

fn columns_page(desk: &Desk, (id, upload): (&Id, &Upload), faults: &[Unfit]) -> Markup {
    let body = view::columns(&desk.frame(Place::Clients), (id, upload), faults);
    desk.page(Place::Clients, &desk.words.t("incoming-columns"), body)
}

/// Takes the columns as they were chosen. What was chosen for rows stood on other columns, and is chosen anew.
async fn map(Address(id): Address<Id>, Posted { desk, form }: Posted<Fields>) -> Result<Response, Error> {
    let mut upload = found(&desk, &id).await?;
    let fields = Field::all(upload.kind.what());
    let chosen = |column: usize| from_code(form.get(&format!("column-{column}"))).filter(|f| fields.contains(f));
    let mapping = Mapping((0..upload.table.headings.len()).map(chosen).collect());
    if mapping != upload.mapping {
        upload.choices.clear();
    }
    upload.mapping = mapping;
    let unfit = upload.mapping.unfit(upload.kind.what());
    if !unfit.is_empty() {
        let page = columns_page(&desk, (&id, &upload), &unfit);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    keep(&desk, &id, &upload).await?;
    Ok(Redirect::to(&paths::incoming_rows(&id)).into_response())
}

async fn keep(desk: &Desk, id: &Id, file: &Upload) -> Result<(), Error> {
    let (viewer, now, id, file) = (desk.viewer.clone(), desk.now, id.clone(), file.clone());
    Ok(desk.app.db.write(move |conn| upload::change(conn, &viewer, &id, &file, now)).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    from: usize,
}

async fn rows(desk: Desk, Address(id): Address<Id>, Query(asked): Query<Shown>) -> Result<Response, Error> {
    let upload = found(&desk, &id).await?;
    if !upload.mapping.unfit(upload.kind.what()).is_empty() {
        return Ok(Redirect::to(&paths::incoming_columns(&id)).into_response());
    }
    Ok(rows_page(&desk, (&id, upload), asked.from, &Tried::default()).await?.into_response())
}

/// What trying or taking it in said.
#[derive(Default)]
struct Tried {
    taken: Option<Taken>,
    breaches: Vec<Breach>,
}

async fn rows_page(desk: &Desk, (id, upload): (&Id, Upload), from: usize, tried: &Tried) -> Result<Markup, Error> {
    let (viewer, today) = (desk.viewer.clone(), desk.today);
    let read = move |conn: &mut Conn| {
        let ground = store::ground(conn, &viewer, upload.kind.what(), today)?;
        let plan = Plan::of(&upload, &ground);
        Ok((upload, ground, plan))
    };
    let (upload, ground, plan) = desk.app.db.read_long(read).await?;
    // The first row of its page, and never one that is not there.
    let last = plan.candidates.len().saturating_sub(1) / view::PAGE * view::PAGE;
    let from = (from / view::PAGE * view::PAGE).min(last);
    let (tried, breaches) = (tried.taken.as_ref(), tried.breaches.as_slice());
    let rows = view::Rows { id, upload: &upload, plan: &plan, ground: &ground, from, tried, breaches };
    let body = view::rows(&desk.frame(Place::Clients), &rows);
    Ok(desk.page(Place::Clients, &desk.words.t("incoming-rows"), body))
}

/// Keeps what was chosen for the rows on the page, and then goes on as the button says.
async fn act(Address(id): Address<Id>, Posted { desk, form }: Posted<Fields>) -> Result<Response, Error> {
    if form.get("act") == "discard" {
        let viewer = desk.viewer.clone();
        desk.app.db.write(move |conn| upload::discard(conn, &viewer, &id)).await?;
        return Ok(Redirect::to(&paths::incoming()).into_response());
    }
    let from: usize = form.get("from").parse().unwrap_or(0);
    match going_on(&desk, &id, &form, from).await {
        // Taken in already, by an earlier press of the same button.
        Err(Error::NotFound) if form.get("act") == "take" && taken_before(&desk).await? => {
            Ok(Redirect::to(&paths::incoming()).into_response())
        }
        answered => answered,
    }
}

async fn going_on(desk: &Desk, id: &Id, form: &Fields, from: usize) -> Result<Response, Error> {
    let mut upload = found(desk, id).await?;
    let chosen = (from..from.saturating_add(view::PAGE))
        .filter_map(|place| Some((place, from_code::<Choice>(form.get(&format!("row-{place}")))?)));
    upload.choices.extend(chosen);
    keep(desk, id, &upload).await?;
    match form.get("act") {
        "try" => try_out(desk, (id, upload), from).await,
        "take" => take(desk, (id, upload), from).await,
        "back" => Ok(to_rows(id, from.saturating_sub(view::PAGE))),
        _ => Ok(to_rows(id, from.saturating_add(view::PAGE))),
    }
}

fn to_rows(id: &Id, from: usize) -> Response {
    Redirect::to(&format!("{}?from={from}", paths::incoming_rows(id))).into_response()
}

async fn taken_before(desk: &Desk) -> Result<bool, Error> {
    let viewer = desk.viewer.clone();
    Ok(desk.app.db.read(move |conn| store::last(conn, &viewer)).await?.is_some())
}

async fn try_out(desk: &Desk, (id, upload): (&Id, Upload), from: usize) -> Result<Response, Error> {
    let (viewer, today, file) = (desk.viewer.clone(), desk.today, upload.clone());
    let tried = match desk.app.db.read_long(move |conn| store::weigh(conn, &viewer, &file, today)).await {
        Ok(taken) => Tried { taken: Some(taken), ..Tried::default() },
        Err(StoreError::Refused(breaches)) => Tried { breaches, ..Tried::default() },
        Err(other) => return Err(other.into()),
    };
    answered(desk, (id, upload), from, &tried).await
}

/// Throws the file away and takes it in, both or neither. Of two presses at once one finds it gone.
async fn take(desk: &Desk, (id, upload): (&Id, Upload), from: usize) -> Result<Response, Error> {
    if !upload.mapping.unfit(upload.kind.what()).is_empty() {
        return Ok(Redirect::to(&paths::incoming_columns(id)).into_response());
    }
    let (viewer, when, file, own) = (desk.viewer.clone(), (desk.today, desk.now), upload.clone(), id.clone());
    let write = move |conn: &mut Conn| {
        upload::spend(conn, &viewer, &own)?;
        store::take_in(conn, &viewer, &file, when, &mut || Ok(()))
    };
    match desk.app.db.write(write).await {
        Ok(_) => Ok(Redirect::to(&paths::incoming()).into_response()),
        Err(StoreError::Refused(breaches)) => {
            answered(desk, (id, upload), from, &Tried { breaches, ..Tried::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn answered(desk: &Desk, kept: (&Id, Upload), from: usize, tried: &Tried) -> Result<Response, Error> {
    let status = if tried.breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, rows_page(desk, kept, from, tried).await?).into_response())
}

async fn undo(Address(id): Address<Id>, Posted { desk, .. }: Posted<Fields>) -> Result<Markup, Error> {
    let reason = desk.words.t("incoming-undo-reason").parse().map_err(Error::internal)?;
    let (viewer, now) = (desk.viewer.clone(), desk.now);
    let undone = desk.app.db.write(move |conn| store::undo(conn, &viewer, &id, &reason, now)).await?;
    let done = Some(view::undone(&undone, desk.words));
    begin(&desk, Said { done, ..Said::default() }).await
}
