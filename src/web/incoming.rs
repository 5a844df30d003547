//! Bringing in what comes from other programs: hand in a file, say what its columns are, look at every row, try it out,
//! take it in; and take the last one back.
//!
//! Trying out and taking in go through all rows, beside the requests (`web::job`). Such work holds nothing of anybody: it
//! asks in each of its turns whether its file is still there, and ends in counts and lines. So when somebody is erased it
//! need not be forgotten: what it brought of them goes with them, and its next turn finds its file gone.

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
use crate::domain::{Day, Id, Moment, Viewer, from_code};
use crate::error::Error;
use crate::paths;
use crate::store::incoming as store;
use crate::store::{Answer, Conn, Db, StoreError, upload};
use crate::views::incoming::{self as view, Ended};
use crate::views::job::Stand;
use crate::views::layout::Place;
use crate::web::extract::{Address, Desk, Posted, PostedFiles};
use crate::web::job::{self, Jobs, Step};

/// What goes through the rows of each file on its way in.
static JOBS: Jobs<Ended> = Jobs::new();
/// What takes files back, by the import.
static UNDOING: Jobs<store::Undone> = Jobs::new();

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
    /// A file was taken in and brought nothing.
    nothing: bool,
    /// Taking a file back did not come to its end.
    broke: bool,
    fault: Option<String>,
    kind: Option<Kind>,
}

/// What the file that was just taken in came to, or which one is being taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Came {
    brought: String,
    undone: Option<Id>,
}

async fn start(desk: Desk, Query(came): Query<Came>) -> Result<Response, Error> {
    let mut said = Said { nothing: came.brought == "nothing", ..Said::default() };
    match came.undone.as_ref().and_then(|id| UNDOING.stand(&desk, id)) {
        Some(Stand::Running { done, of }) => {
            let body = view::undoing(&desk.frame(Place::Clients), (done, of));
            let page = desk.page(Place::Clients, &desk.words.t("incoming-title"), body);
            let mut response = page.into_response();
            job::ask_again(response.headers_mut());
            return Ok(response);
        }
        Some(Stand::Whole(undone)) => said.done = Some(view::undone(&undone, desk.words)),
        Some(Stand::CalledOff | Stand::Failed) => said.broke = true,
        None => {}
    }
    Ok(begin(&desk, said).await?.into_response())
}

async fn begin(desk: &Desk, said: Said) -> Result<Markup, Error> {
    let viewer = desk.viewer.clone();
    let read = move |conn: &mut Conn| {
        let open = upload::open(conn, &viewer)?;
        Ok((open, store::last(conn, &viewer)?, store::broken_off(conn, &viewer)?))
    };
    let (open, last, broken_off) = desk.app.db.read_long(read).await?;
    // It is unfinished because it goes on; its own page says how far it is.
    let goes_on = open.as_ref().is_some_and(|(id, _)| busy(desk, id));
    let page = view::Start {
        open: open.as_ref().map(|(id, upload)| (id, upload)),
        last: last.as_ref(),
        broken_off: broken_off.as_ref().filter(|_| !goes_on),
        tz: desk.viewer.tz,
        kind: said.kind.unwrap_or(Kind::Clients),
        nothing: said.nothing,
        said: said.done.as_deref(),
        undo_broke: said.broke,
        fault: said.fault.as_deref(),
    };
    Ok(desk.page(Place::Clients, &desk.words.t("incoming-title"), view::start(&desk.frame(Place::Clients), &page)))
}

/// Reads what was handed in and keeps it; what cannot be read is named with its place, and nothing is kept.
async fn hand_in(mut posted: PostedFiles) -> Result<Response, Error> {
    let viewer = posted.desk.viewer.clone();
    let open = posted.desk.app.db.read_long(move |conn| upload::open(conn, &viewer)).await?;
    // It would take the place of the one whose rows are being gone through.
    if let Some((id, _)) = open.filter(|(id, _)| busy(&posted.desk, id)) {
        return Ok(to_rows(&id, 0));
    }
    let kind: Kind = from_code(posted.get("kind")).ok_or(Error::Malformed("kind of file"))?;
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

async fn columns(desk: Desk, Address(id): Address<Id>) -> Result<Response, Error> {
    if busy(&desk, &id) {
        return Ok(to_rows(&id, 0));
    }
    let upload = found(&desk, &id).await?;
    Ok(columns_page(&desk, (&id, &upload), &[]).into_response())
}

fn columns_page(desk: &Desk, (id, upload): (&Id, &Upload), faults: &[Unfit]) -> Markup {
    let body = view::columns(&desk.frame(Place::Clients), (id, upload), faults);
    desk.page(Place::Clients, &desk.words.t("incoming-columns"), body)
}

/// Takes the columns as they were chosen. What was chosen for rows stood on other columns, and is chosen anew.
async fn map(Address(id): Address<Id>, Posted { desk, form }: Posted<Fields>) -> Result<Response, Error> {
    if busy(&desk, &id) {
        return Ok(to_rows(&id, 0));
    }
    JOBS.take(&desk, &id);
    let mut upload = found(&desk, &id).await?;
    let fields = Field::all(upload.kind.what());
    let chosen = |column: usize| from_code(form.get(&format!("column-{column}"))).filter(|f| fields.contains(f));
    let mapping = Mapping((0..upload.table.headings.len()).map(chosen).collect());
    let before = (std::mem::replace(&mut upload.mapping, mapping), upload.days);
    upload.days = from_code(form.get("days")).filter(|_| upload.asks_order());
    if before != (upload.mapping.clone(), upload.days) {
        upload.choices.clear();
    }
    let unfit = upload.unfit();
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
    let stand = JOBS.stand(&desk, &id);
    match &stand {
        Some(Stand::Running { done, of }) => {
            let body = view::running(&desk.frame(Place::Clients), &id, (*done, *of));
            let mut response = desk.page(Place::Clients, &desk.words.t("incoming-rows"), body).into_response();
            job::ask_again(response.headers_mut());
            return Ok(response);
        }
        Some(Stand::Whole(ended)) if let Some(on) = gone(ended) => return Ok(on),
        _ => {}
    }
    let upload = found(&desk, &id).await?;
    if !upload.unfit().is_empty() {
        return Ok(Redirect::to(&paths::incoming_columns(&id)).into_response());
    }
    Ok(rows_page(&desk, (&id, upload), asked.from, stand).await?.into_response())
}

async fn rows_page(
    desk: &Desk,
    (id, upload): (&Id, Upload),
    from: usize,
    stand: Option<Stand<Ended>>,
) -> Result<Markup, Error> {
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
    let rows = view::Rows { id, upload: &upload, plan: &plan, ground: &ground, from, stand: stand.as_ref() };
    let body = view::rows(&desk.frame(Place::Clients), &rows);
    Ok(desk.page(Place::Clients, &desk.words.t("incoming-rows"), body))
}

/// Keeps what was chosen for the rows on the page, and then goes on as the button says. While work goes on with the file,
/// calling it off is all there is.
async fn act(Address(id): Address<Id>, Posted { desk, form }: Posted<Fields>) -> Result<Response, Error> {
    let from: usize = form.get("from").parse().unwrap_or(0);
    if form.get("act") == "end" {
        JOBS.call_off(&desk, &id);
    }
    if form.get("act") == "end" || busy(&desk, &id) {
        return Ok(to_rows(&id, from));
    }
    if let Some(Stand::Whole(ended)) = JOBS.stand(&desk, &id)
        && let Some(on) = gone(&ended)
    {
        return Ok(on);
    }
    // What was said of the rows the last time, was said of them as they were.
    JOBS.take(&desk, &id);
    if form.get("act") == "discard" {
        let viewer = desk.viewer.clone();
        desk.app.db.write(move |conn| upload::discard(conn, &viewer, &id)).await?;
        return Ok(to_start());
    }
    match going_on(&desk, &id, &form, from).await {
        // Taken in already, by an earlier press of the same button.
        Err(Error::NotFound) if form.get("act") == "take" && taken_before(&desk).await? => Ok(to_start()),
        answered => answered,
    }
}

/// True while the rows of the file are being gone through.
fn busy(desk: &Desk, id: &Id) -> bool {
    JOBS.stand(desk, id).is_some_and(|stand| stand.is_running())
}

async fn going_on(desk: &Desk, id: &Id, form: &Fields, from: usize) -> Result<Response, Error> {
    let mut upload = found(desk, id).await?;
    let before = upload.choices.clone();
    let chosen = (from..from.saturating_add(view::PAGE))
        .filter_map(|place| Some((place, from_code::<Choice>(form.get(&format!("row-{place}")))?)));
    upload.choices.extend(chosen);
    if upload.choices != before {
        keep(desk, id, &upload).await?;
    }
    match form.get("act") {
        "try" | "take" => Ok(go_through(desk, (id, &upload), from, form.get("act") == "take")),
        "back" => Ok(to_rows(id, from.saturating_sub(view::PAGE))),
        _ => Ok(to_rows(id, from.saturating_add(view::PAGE))),
    }
}

fn to_start() -> Response {
    Redirect::to(&paths::incoming()).into_response()
}

/// Where it goes on from a file that is not on its way any more.
fn gone(ended: &Ended) -> Option<Response> {
    match ended {
        Ended::Gone => Some(to_start()),
        Ended::Nothing => Some(Redirect::to(&format!("{}?brought=nothing", paths::incoming())).into_response()),
        Ended::Tried(_) | Ended::Refused(_) => None,
    }
}

fn to_rows(id: &Id, from: usize) -> Response {
    Redirect::to(&format!("{}?from={from}", paths::incoming_rows(id))).into_response()
}

async fn taken_before(desk: &Desk) -> Result<bool, Error> {
    let viewer = desk.viewer.clone();
    Ok(desk.app.db.read(move |conn| store::last(conn, &viewer)).await?.is_some())
}

/// Begins to take all rows in, or only to try.
fn go_through(desk: &Desk, (id, upload): (&Id, &Upload), from: usize, take: bool) -> Response {
    if !upload.unfit().is_empty() {
        return Redirect::to(&paths::incoming_columns(id)).into_response();
    }
    let (db, viewer, own) = (desk.app.db.clone(), desk.viewer.clone(), id.clone());
    let (today, now) = (desk.today, desk.now);
    let work = move |each: Step| {
        let ended =
            if take { taken(&db, &viewer, &own, (today, now), each) } else { tried(&db, &viewer, &own, today, each) };
        match ended {
            Err(StoreError::Refused(breaches)) => Ok(Ended::Refused(breaches)),
            other => other,
        }
    };
    JOBS.begin(desk, (id, upload.table.rows.len()), work);
    to_rows(id, from)
}

/// Takes the file in and throws it away, both or neither. Of two at once one finds it gone.
fn taken(db: &Db, viewer: &Viewer, id: &Id, when: (Day, Moment), each: Step) -> Answer<Ended> {
    let found = db.read_blocking(|conn| upload::find(conn, viewer, id));
    let taken = found.and_then(|file| store::take_in(db, viewer, (Some(id), file), when, each));
    match taken {
        Ok(taken) if taken.is_nothing() => Ok(Ended::Nothing),
        Ok(_) | Err(StoreError::NotFound) => Ok(Ended::Gone),
        Err(other) => Err(other),
    }
}

fn tried(db: &Db, viewer: &Viewer, id: &Id, today: Day, mut each: Step) -> Answer<Ended> {
    db.read_blocking(|conn| match upload::find(conn, viewer, id) {
        Ok(file) => Ok(Ended::Tried(store::weigh(conn, viewer, &file, today, &mut each)?)),
        Err(StoreError::NotFound) => Ok(Ended::Gone),
        Err(other) => Err(other),
    })
}

/// Takes the last file back beside the requests; the page it began on says how far it is, and then what became of it.
async fn undo(Address(id): Address<Id>, Posted { desk, .. }: Posted<Fields>) -> Result<Response, Error> {
    let reason = desk.words.t("incoming-undo-reason").parse().map_err(Error::internal)?;
    let (viewer, asked) = (desk.viewer.clone(), id.clone());
    let find =
        move |conn: &mut Conn| Ok((store::can_undo(conn, &viewer, &asked)?, store::parts(conn, &viewer, &asked)?));
    let (found, of) = desk.app.db.read_long(find).await?;
    if !found {
        return Err(Error::NotFound);
    }
    let (db, viewer, own, now) = (desk.app.db.clone(), desk.viewer.clone(), id.clone(), desk.now);
    UNDOING.begin(&desk, (&id, of), move |each: Step| store::undo(&db, &viewer, &own, (reason, now), each));
    Ok(Redirect::to(&paths::incoming_undone(&id)).into_response())
}
