//! The documents of a month in one ZIP. It is packed beside the requests: the page shows how far it is, calls it off, and
//! hands it over once it is whole. One at a time for each member; it is kept until the next, or until the program ends.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::disclosure::{Lacking, Profile};
use crate::domain::{Id, Text, code, from_code};
use crate::error::Error;
use crate::export::Format;
use crate::export::batch::{Batch, BatchError, month};
use crate::paths;
use crate::store::{Db, StoreError};
use crate::views::batch::{self as view, Choice, Stand};
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::web::extract::{Desk, Posted};

/// While a batch runs, the page asks again after so many seconds.
const AGAIN: &str = "2";

/// The batch of each member; ids of members are never the same in two databases.
static JOBS: LazyLock<Mutex<HashMap<Id, Arc<Job>>>> = LazyLock::new(Mutex::default);

/// One batch, running or done.
struct Job {
    of: usize,
    done: AtomicUsize,
    called_off: AtomicBool,
    outcome: Mutex<Option<Outcome>>,
}

#[derive(Clone)]
enum Outcome {
    Packed { zip: Arc<[u8]>, count: usize, left_off: Vec<(Text, Lacking)>, name: String },
    CalledOff,
    Failed,
}

pub fn routes() -> Router<App> {
    Router::new().route(paths::BATCH, get(show).post(act))
}

async fn show(desk: Desk, Query(choice): Query<Choice>) -> Result<Response, Error> {
    page(&desk, choice, StatusCode::OK).await
}

async fn page(desk: &Desk, mut choice: Choice, status: StatusCode) -> Result<Response, Error> {
    fill(&mut choice, desk);
    let stand = job(&desk.viewer.member).map(|job| job.stand());
    let (people, faults) = match batch(desk, &choice) {
        Ok(batch) => (desk.app.db.read_long(move |conn| batch.people(conn)).await?, Faults::default()),
        Err(faults) => (Vec::new(), faults),
    };
    let status = if faults.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = view::page(&desk.frame(Place::Clients), &choice, &people, stand.as_ref(), &faults);
    let mut response = (status, desk.page(Place::Clients, &desk.words.t("batch-title"), body)).into_response();
    if matches!(stand, Some(Stand::Running { .. })) {
        response.headers_mut().insert("refresh", HeaderValue::from_static(AGAIN));
    }
    Ok(response)
}

async fn act(Posted { desk, form: choice }: Posted<Choice>) -> Result<Response, Error> {
    match &*choice.act {
        "start" => start(&desk, choice).await,
        "take" => Ok(take(&desk).unwrap_or_else(|| back().into_response())),
        "end" => {
            if let Some(job) = job(&desk.viewer.member) {
                job.called_off.store(true, Ordering::Relaxed);
            }
            Ok(back().into_response())
        }
        _ => page(&desk, choice, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

fn back() -> Redirect {
    Redirect::to(&paths::batch())
}

/// Begins to pack, unless a batch of this member is being packed already.
async fn start(desk: &Desk, mut choice: Choice) -> Result<Response, Error> {
    fill(&mut choice, desk);
    let Ok(batch) = batch(desk, &choice) else { return page(desk, choice, StatusCode::UNPROCESSABLE_ENTITY).await };
    let asked = batch.clone();
    let people = desk.app.db.read_long(move |conn| asked.people(conn)).await?;
    let job = Arc::new(Job {
        of: people.len(),
        done: AtomicUsize::new(0),
        called_off: AtomicBool::new(false),
        outcome: Mutex::new(None),
    });
    {
        let mut jobs = jobs();
        if jobs.get(&desk.viewer.member).is_some_and(|job| job.outcome().is_none()) {
            return Ok(back().into_response());
        }
        jobs.insert(desk.viewer.member.clone(), job.clone());
    }
    let (db, name) = (desk.app.db.clone(), format!("{}.zip", choice.month));
    tokio::spawn(async move {
        let working = job.clone();
        let work = tokio::task::spawn_blocking(move || working.run(&db, &batch, &people, name));
        let outcome = work.await.unwrap_or(Outcome::Failed);
        *job.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    });
    Ok(back().into_response())
}

/// The ZIP, if it is whole.
fn take(desk: &Desk) -> Option<Response> {
    let Some(Outcome::Packed { zip, name, .. }) = job(&desk.viewer.member)?.outcome() else { return None };
    // Taken once: what is handed over again is made again, from what holds then.
    jobs().remove(&desk.viewer.member);
    let mut response = zip.to_vec().into_response();
    let disposition = format!("attachment; filename=\"summaries-{name}\"");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).ok()?);
    Some(response)
}

fn jobs() -> MutexGuard<'static, HashMap<Id, Arc<Job>>> {
    JOBS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn job(member: &Id) -> Option<Arc<Job>> {
    jobs().get(member).cloned()
}

impl Job {
    /// Packs and records; what was called off or broke off leaves no record, since nothing of it can be taken.
    fn run(&self, db: &Db, batch: &Batch, people: &[(Id, Text)], name: String) -> Outcome {
        let mut each = || {
            self.done.fetch_add(1, Ordering::Relaxed);
            if self.called_off.load(Ordering::Relaxed) { Err(StoreError::CalledOff) } else { Ok(()) }
        };
        let packed = batch.pack(db, people, Cursor::new(Vec::new()), &mut each);
        let recorded = packed.and_then(|(zip, packed)| {
            let left_off = packed.left_off.clone();
            let count = batch.record(db, packed)?;
            Ok(Outcome::Packed { zip: zip.into_inner().into(), count, left_off, name })
        });
        recorded.unwrap_or_else(|error| match error {
            BatchError::Store(StoreError::CalledOff) => Outcome::CalledOff,
            other => {
                tracing::error!(error = %other, "a batch broke off");
                Outcome::Failed
            }
        })
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn stand(&self) -> Stand {
        match self.outcome() {
            None => Stand::Running { done: self.done.load(Ordering::Relaxed), of: self.of },
            Some(Outcome::Packed { count, left_off, .. }) => Stand::Packed { count, left_off },
            Some(Outcome::CalledOff) => Stand::CalledOff,
            Some(Outcome::Failed) => Stand::Failed,
        }
    }
}

/// Sets what was not chosen: the client's copies of this month, as PDF.
fn fill(choice: &mut Choice, desk: &Desk) {
    let unset = |field: &mut String, value: String| {
        if field.is_empty() {
            *field = value;
        }
    };
    unset(&mut choice.month, desk.today.format("%Y-%m").to_string());
    unset(&mut choice.profile, code(&Profile::default()));
    unset(&mut choice.format, code(&Format::Pdf));
}

fn batch(desk: &Desk, choice: &Choice) -> Result<Batch, Faults> {
    let (words, mut faults) = (desk.words, Faults::default());
    let month = faults.take("month", month(&choice.month).ok_or_else(|| words.t("batch-fault-month")));
    let profile = from_code(&choice.profile).filter(|p| *p != Profile::Supervisor);
    let profile = faults.take("profile", profile.ok_or_else(|| words.t("summary-fault-profile")));
    let format = faults.take("format", from_code(&choice.format).ok_or_else(|| words.t("form-choice")));
    let lang = if choice.lang.is_empty() { Some(None) } else { from_code(&choice.lang).map(Some) };
    let lang = faults.take("lang", lang.ok_or_else(|| words.t("summary-fault-lang")));
    match (month, profile, format, lang) {
        (Some(month), Some(profile), Some(format), Some(lang)) => Ok(Batch {
            viewer: desk.viewer.clone(),
            profile,
            format,
            month,
            lang,
            as_of: desk.today,
            now: desk.now,
            // The other core is left to whoever waits for a page.
            at_once: 1,
        }),
        _ => Err(faults),
    }
}
