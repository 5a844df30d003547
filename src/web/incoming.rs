//! Bringing in what comes from other programs: hand in a file, say what its columns are, look at
//! every row, try it out, take it in; and take the last one back.
//!
//! Trying out and taking in go through all rows, beside the requests (`web::job`). Such work holds
//! nothing of anybody: it asks in each of its turns whether its file is still there, and ends in
//! counts and lines. So when somebody is erased it need not be forgotten: what it brought of them
//! goes with them, and its next turn finds its file gone.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::incoming::{
    Choice, Fault, Field, Kind, Mapping, Note, Plan, Unfit, Upload, Why,
};
use crate::method::{Day, Id, Moment, Viewer, from_code};
use crate::paths;
use crate::store::incoming as store;
use crate::store::{Answer, Db, StoreError, upload};
use crate::views::incoming::{self as view, Ended};
use crate::views::job::Stand;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberFiles, MemberForm};
use crate::web::job::{self, Jobs, Step};

/// Names what goes through the rows of each file on its way in.
static JOBS: Jobs<Ended> = Jobs::new();
/// Names what takes files back, by the import.
static UNDOING: Jobs<store::Undone> = Jobs::new();

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::INCOMING, get(start).post(hand_in))
        .route(paths::INCOMING_COLUMNS, get(columns).post(map))
        .route(paths::INCOMING_ROWS, get(rows).post(act))
        .route(paths::INCOMING_UNDO, post(undo))
}

/// Holds what the page it begins on says besides what stands there.
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

/// Holds what the file that was just taken in came to, or which one is being taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Came {
    brought: String,
    undone: Option<Id>,
}

async fn start(context: MemberContext, Query(came): Query<Came>) -> Result<Response, Error> {
    let mut said = Said { nothing: came.brought == "nothing", ..Said::default() };
    match came.undone.as_ref().and_then(|id| UNDOING.stand(&context, id)) {
        Some(Stand::Running { done, of }) => {
            let body = view::undoing(&context.frame(Place::Clients), (done, of));
            let page = context.page(Place::Clients, &context.words.t("incoming-title"), body);
            let mut response = page.into_response();
            job::ask_again(response.headers_mut());
            return Ok(response);
        }
        Some(Stand::Whole(undone)) => said.done = Some(view::undone(&undone, context.words)),
        Some(Stand::CalledOff | Stand::Failed) => said.broke = true,
        None => {}
    }
    Ok(begin(&context, said).await?.into_response())
}

async fn begin(context: &MemberContext, said: Said) -> Result<Markup, Error> {
    let (open, last, broken_off) = context
        .read_long(move |conn, viewer| {
            let open = upload::open(conn, viewer)?;
            Ok((open, store::last(conn, viewer)?, store::broken_off(conn, viewer)?))
        })
        .await?;
    // It is unfinished because it goes on; its own page says how far it is.
    let goes_on = open.as_ref().is_some_and(|(id, _)| busy(context, id));
    let page = view::Start {
        open: open.as_ref().map(|(id, upload)| (id, upload)),
        last: last.as_ref(),
        broken_off: broken_off.as_ref().filter(|_| !goes_on),
        tz: context.viewer.tz,
        kind: said.kind.unwrap_or(Kind::Clients),
        nothing: said.nothing,
        said: said.done.as_deref(),
        undo_broke: said.broke,
        fault: said.fault.as_deref(),
    };
    Ok(context.page(
        Place::Clients,
        &context.words.t("incoming-title"),
        view::start(&context.frame(Place::Clients), &page),
    ))
}

/// Reads what was handed in and keeps it; what cannot be read is named with its place, and nothing
/// is kept.
async fn hand_in(mut posted: MemberFiles) -> Result<Response, Error> {
    let open = posted.context.read_long(upload::open).await?;
    // It would take the place of the one whose rows are being gone through.
    if let Some((id, _)) = open.filter(|(id, _)| busy(&posted.context, id)) {
        return Ok(to_rows(&id, 0));
    }
    let kind: Kind = from_code(posted.get("kind")).ok_or(Error::Malformed("kind of file"))?;
    let words = posted.context.words;
    let files = std::mem::take(&mut posted.files);
    let read = match &posted.too_large {
        Some(name) => Err(view::unreadable(name, &Fault::whole(Why::TooLarge), words)),
        None if files.is_empty() => Err(words.t("incoming-no-file")),
        None => {
            let read = tokio::task::spawn_blocking(move || parsed(kind, &files))
                .await
                .map_err(Error::internal)?;
            read.map_err(|(name, fault)| view::unreadable(&name, &fault, words))
        }
    };
    match read {
        Ok(file) => {
            let now = posted.context.now;
            let id = posted
                .context
                .write(move |conn, viewer| upload::add(conn, viewer, &file, now))
                .await?;
            Ok(Redirect::to(&paths::incoming_columns(id)).into_response())
        }
        Err(fault) => {
            let said = Said { fault: Some(fault), kind: Some(kind), ..Said::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, begin(&posted.context, said).await?)
                .into_response())
        }
    }
}

/// Tells what the files say; a fault comes with the name of its file. Of all kinds but notes the
/// first file alone is read.
fn parsed(kind: Kind, files: &[Note]) -> Result<Upload, (String, Fault)> {
    match files.first() {
        Some(file) if kind != Kind::Notes => {
            Upload::read(kind, &file.name, &file.bytes).map_err(|fault| (file.name.clone(), fault))
        }
        _ => Upload::of_notes(files),
    }
}

async fn found(context: &MemberContext, id: &Id) -> Result<Upload, Error> {
    let id = id.clone();
    Ok(context.read_long(move |conn, viewer| upload::find(conn, viewer, &id)).await?)
}

async fn columns(context: MemberContext, Address(id): Address<Id>) -> Result<Response, Error> {
    if busy(&context, &id) {
        return Ok(to_rows(&id, 0));
    }
    let upload = found(&context, &id).await?;
    Ok(columns_page(&context, (&id, &upload), &[]).into_response())
}

fn columns_page(context: &MemberContext, (id, upload): (&Id, &Upload), faults: &[Unfit]) -> Markup {
    let body = view::columns(&context.frame(Place::Clients), (id, upload), faults);
    context.page(Place::Clients, &context.words.t("incoming-columns"), body)
}

/// Takes the columns as they were chosen. What was chosen for rows stood on other columns, and is
/// chosen anew.
async fn map(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    if busy(&context, &id) {
        return Ok(to_rows(&id, 0));
    }
    JOBS.take(&context, &id);
    let mut upload = found(&context, &id).await?;
    let fields = Field::all(upload.kind.what());
    let chosen = |column: usize| {
        from_code(form.get(&format!("column-{column}"))).filter(|f| fields.contains(f))
    };
    let mapping = Mapping((0..upload.table.headings.len()).map(chosen).collect());
    let before = (std::mem::replace(&mut upload.mapping, mapping), upload.days);
    upload.days = from_code(form.get("days")).filter(|_| upload.asks_order());
    if before != (upload.mapping.clone(), upload.days) {
        upload.choices.clear();
    }
    let unfit = upload.unfit();
    if !unfit.is_empty() {
        let page = columns_page(&context, (&id, &upload), &unfit);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    keep(&context, &id, &upload).await?;
    Ok(Redirect::to(&paths::incoming_rows(&id)).into_response())
}

async fn keep(context: &MemberContext, id: &Id, file: &Upload) -> Result<(), Error> {
    let (now, id, file) = (context.now, id.clone(), file.clone());
    Ok(context.write(move |conn, viewer| upload::change(conn, viewer, &id, &file, now)).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    from: usize,
}

async fn rows(
    context: MemberContext,
    Address(id): Address<Id>,
    Query(asked): Query<Shown>,
) -> Result<Response, Error> {
    let stand = JOBS.stand(&context, &id);
    match &stand {
        Some(Stand::Running { done, of }) => {
            let body = view::running(&context.frame(Place::Clients), &id, (*done, *of));
            let mut response = context
                .page(Place::Clients, &context.words.t("incoming-rows"), body)
                .into_response();
            job::ask_again(response.headers_mut());
            return Ok(response);
        }
        Some(Stand::Whole(ended)) if let Some(on) = gone(ended) => return Ok(on),
        _ => {}
    }
    let upload = found(&context, &id).await?;
    if !upload.unfit().is_empty() {
        return Ok(Redirect::to(&paths::incoming_columns(&id)).into_response());
    }
    Ok(rows_page(&context, (&id, upload), asked.from, stand).await?.into_response())
}

async fn rows_page(
    context: &MemberContext,
    (id, upload): (&Id, Upload),
    from: usize,
    stand: Option<Stand<Ended>>,
) -> Result<Markup, Error> {
    let today = context.today;
    let (upload, ground, plan) = context
        .read_long(move |conn, viewer| {
            let ground = store::ground(conn, viewer, upload.kind.what(), today)?;
            let plan = Plan::of(&upload, &ground);
            Ok((upload, ground, plan))
        })
        .await?;
    // The first row of its page, and never one that is not there.
    let last = plan.candidates.len().saturating_sub(1) / view::PAGE * view::PAGE;
    let from = (from / view::PAGE * view::PAGE).min(last);
    let rows = view::Rows {
        id,
        upload: &upload,
        plan: &plan,
        ground: &ground,
        from,
        stand: stand.as_ref(),
    };
    let body = view::rows(&context.frame(Place::Clients), &rows);
    Ok(context.page(Place::Clients, &context.words.t("incoming-rows"), body))
}

/// Keeps what was chosen for the rows on the page, and then goes on as the button says. While work
/// goes on with the file, calling it off is all there is.
async fn act(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let from: usize = form.get("from").parse().unwrap_or(0);
    if form.get("act") == "end" {
        JOBS.call_off(&context, &id);
    }
    if form.get("act") == "end" || busy(&context, &id) {
        return Ok(to_rows(&id, from));
    }
    if let Some(Stand::Whole(ended)) = JOBS.stand(&context, &id)
        && let Some(on) = gone(&ended)
    {
        return Ok(on);
    }
    // Remarks on the rows from an earlier look refer to them as they were then: drop them.
    JOBS.take(&context, &id);
    if form.get("act") == "discard" {
        context.write(move |conn, viewer| upload::discard(conn, viewer, &id)).await?;
        return Ok(to_start());
    }
    match going_on(&context, &id, &form, from).await {
        // Taken in already, by an earlier press of the same button.
        Err(Error::NotFound) if form.get("act") == "take" && taken_before(&context).await? => {
            Ok(to_start())
        }
        answered => answered,
    }
}

/// True while the rows of the file are being gone through.
fn busy(context: &MemberContext, id: &Id) -> bool {
    JOBS.stand(context, id).is_some_and(|stand| stand.is_running())
}

async fn going_on(
    context: &MemberContext,
    id: &Id,
    form: &Fields,
    from: usize,
) -> Result<Response, Error> {
    let mut upload = found(context, id).await?;
    let before = upload.choices.clone();
    let chosen = (from..from.saturating_add(view::PAGE))
        .filter_map(|place| Some((place, from_code::<Choice>(form.get(&format!("row-{place}")))?)));
    upload.choices.extend(chosen);
    if upload.choices != before {
        keep(context, id, &upload).await?;
    }
    match form.get("act") {
        "try" | "take" => Ok(go_through(context, (id, &upload), from, form.get("act") == "take")),
        "back" => Ok(to_rows(id, from.saturating_sub(view::PAGE))),
        _ => Ok(to_rows(id, from.saturating_add(view::PAGE))),
    }
}

fn to_start() -> Response {
    Redirect::to(&paths::incoming()).into_response()
}

/// Tells where it goes on from a file that is not on its way any more.
fn gone(ended: &Ended) -> Option<Response> {
    match ended {
        Ended::Gone => Some(to_start()),
        Ended::Nothing => {
            Some(Redirect::to(&format!("{}?brought=nothing", paths::incoming())).into_response())
        }
        Ended::Tried(_) | Ended::Refused(_) => None,
    }
}

fn to_rows(id: &Id, from: usize) -> Response {
    Redirect::to(&format!("{}?from={from}", paths::incoming_rows(id))).into_response()
}

async fn taken_before(context: &MemberContext) -> Result<bool, Error> {
    Ok(context.read(store::last).await?.is_some())
}

/// Begins to take all rows in, or only to try.
fn go_through(
    context: &MemberContext,
    (id, upload): (&Id, &Upload),
    from: usize,
    take: bool,
) -> Response {
    if !upload.unfit().is_empty() {
        return Redirect::to(&paths::incoming_columns(id)).into_response();
    }
    let (db, viewer, own) = (context.app.db.clone(), context.viewer.clone(), id.clone());
    let (today, now) = (context.today, context.now);
    let work = move |each: Step| {
        let ended = if take {
            taken(&db, &viewer, &own, (today, now), each)
        } else {
            tried(&db, &viewer, &own, today, each)
        };
        match ended {
            Err(StoreError::Refused(violations)) => Ok(Ended::Refused(violations)),
            other => other,
        }
    };
    JOBS.begin(context, (id, upload.table.rows.len()), work);
    to_rows(id, from)
}

/// Takes the file in and throws it away, both or neither. Of two at once one finds it gone.
fn taken(db: &Db, viewer: &Viewer, id: &Id, when: (Day, Moment), each: Step) -> Answer<Ended> {
    let found = db.read_blocking(|conn| upload::find(conn, viewer, id));
    let taken = found.and_then(|file| store::import_rows(db, viewer, (Some(id), file), when, each));
    match taken {
        Ok(taken) if taken.is_nothing() => Ok(Ended::Nothing),
        Ok(_) | Err(StoreError::NotFound) => Ok(Ended::Gone),
        Err(other) => Err(other),
    }
}

fn tried(db: &Db, viewer: &Viewer, id: &Id, today: Day, mut each: Step) -> Answer<Ended> {
    db.read_blocking(|conn| match upload::find(conn, viewer, id) {
        Ok(file) => Ok(Ended::Tried(store::dry_run(conn, viewer, &file, today, &mut each)?)),
        Err(StoreError::NotFound) => Ok(Ended::Gone),
        Err(other) => Err(other),
    })
}

/// Takes the last file back beside the requests; the page it began on says how far it is, and then
/// what became of it.
async fn undo(
    Address(id): Address<Id>,
    MemberForm { context, .. }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let reason = context.words.t("incoming-undo-reason").parse().map_err(Error::internal)?;
    let asked = id.clone();
    let (found, of) = context
        .read_long(move |conn, viewer| {
            Ok((store::can_undo(conn, viewer, &asked)?, store::parts(conn, viewer, &asked)?))
        })
        .await?;
    if !found {
        return Err(Error::NotFound);
    }
    let (db, viewer, own, now) =
        (context.app.db.clone(), context.viewer.clone(), id.clone(), context.now);
    UNDOING.begin(&context, (&id, of), move |each: Step| {
        store::undo(&db, &viewer, &own, (reason, now), each)
    });
    Ok(Redirect::to(&paths::incoming_undone(&id)).into_response())
}
