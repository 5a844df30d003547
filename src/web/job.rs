//! Long work beside the requests, which ends in a ZIP: how far it is, calling it off, and handing over what was made. Of
//! each kind one for each member, and one at work at a time: the rest of the machine is left to whoever waits for a page.
//! What the work is, and what its page says of it, is of the page.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use tokio::sync::Semaphore;

use crate::domain::{Id, Moment};
use crate::store::StoreError;
use crate::store::account::Each;
use crate::web::extract::Desk;

/// While work goes on, its page asks again after so many seconds.
const AGAIN: &str = "2";
/// What was made and is not taken is kept for so long.
const KEPT: TimeDelta = TimeDelta::minutes(15);

/// The work of one kind. Ids of members are never the same in two databases.
pub struct Jobs<T> {
    of: Mutex<BTreeMap<Id, Arc<Job<T>>>>,
    turn: Semaphore,
}

/// What was made.
#[derive(Clone)]
pub struct Made<T> {
    pub zip: Bytes,
    /// The name under which it is saved.
    pub name: String,
    /// What its page says of it.
    pub told: T,
}

impl<T> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let mut response = self.zip.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.name)) {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }
}

/// How far it is.
#[derive(Clone)]
pub enum Stand<T> {
    Running { done: usize, of: usize },
    Whole(Made<T>),
    CalledOff,
    Failed,
}

struct Job<T> {
    practice: Id,
    of: usize,
    done: AtomicUsize,
    called_off: AtomicBool,
    end: Mutex<Option<(Moment, Stand<T>)>>,
}

impl<T: Clone + Send + 'static> Jobs<T> {
    pub const fn new() -> Jobs<T> {
        Jobs { of: Mutex::new(BTreeMap::new()), turn: Semaphore::const_new(1) }
    }

    /// How far the member's work is; none if there is none.
    pub fn stand(&self, desk: &Desk) -> Option<Stand<T>> {
        self.kept(desk.now).get(&desk.viewer.member).map(|job| job.stand())
    }

    /// Begins work of so many steps, unless the member has some going on. It calls what it is handed after each step.
    pub fn begin<E: Display>(
        &'static self,
        desk: &Desk,
        of: usize,
        work: impl FnOnce(Each<'_>) -> Result<Made<T>, E> + Send + 'static,
    ) {
        let job = Arc::new(Job {
            practice: desk.viewer.practice.clone(),
            of,
            done: AtomicUsize::new(0),
            called_off: AtomicBool::new(false),
            end: Mutex::new(None),
        });
        let mut jobs = self.kept(desk.now);
        if jobs.get(&desk.viewer.member).is_some_and(|job| job.end().is_none()) {
            return;
        }
        jobs.insert(desk.viewer.member.clone(), job.clone());
        let clock = desk.app.clock.clone();
        tokio::spawn(async move {
            let turn = self.turn.acquire().await;
            let working = job.clone();
            let work = tokio::task::spawn_blocking(move || working.run(work));
            let stand = work.await.unwrap_or(Stand::Failed);
            drop(turn);
            *job.end() = Some((clock.now(), stand));
        });
    }

    /// Calls the member's work off: it stops at its next step, and nothing is kept of it.
    pub fn call_off(&self, desk: &Desk) {
        if let Some(job) = self.kept(desk.now).get(&desk.viewer.member) {
            job.called_off.store(true, Ordering::Relaxed);
        }
    }

    /// What was made, if it is whole. Taken once: what is handed over again is made again, from what holds then.
    pub fn take(&self, desk: &Desk) -> Option<Made<T>> {
        let mut jobs = self.kept(desk.now);
        let Stand::Whole(made) = jobs.get(&desk.viewer.member)?.stand() else { return None };
        jobs.remove(&desk.viewer.member);
        Some(made)
    }

    /// Drops everything of a practice, running or made: somebody who is in it has been erased.
    pub fn forget(&self, practice: &Id) {
        self.all().retain(|_, job| {
            job.called_off.fetch_or(job.practice == *practice, Ordering::Relaxed);
            job.practice != *practice
        });
    }

    /// What is not dropped by now.
    fn kept(&self, now: Moment) -> MutexGuard<'_, BTreeMap<Id, Arc<Job<T>>>> {
        let mut jobs = self.all();
        jobs.retain(|_, job| job.end().as_ref().is_none_or(|(at, _)| now < *at + KEPT));
        jobs
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<Id, Arc<Job<T>>>> {
        self.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Job<T> {
    fn run<E: Display>(&self, work: impl FnOnce(Each<'_>) -> Result<Made<T>, E>) -> Stand<T> {
        let called_off = || self.called_off.load(Ordering::Relaxed);
        let made = work(&mut || {
            self.done.fetch_add(1, Ordering::Relaxed);
            if called_off() { Err(StoreError::CalledOff) } else { Ok(()) }
        });
        match made {
            Ok(made) => Stand::Whole(made),
            Err(_) if called_off() => Stand::CalledOff,
            Err(error) => {
                tracing::error!(%error, "long work broke off");
                Stand::Failed
            }
        }
    }

    fn end(&self) -> MutexGuard<'_, Option<(Moment, Stand<T>)>> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stand(&self) -> Stand<T> {
        let running = || Stand::Running { done: self.done.load(Ordering::Relaxed), of: self.of };
        self.end().as_ref().map_or_else(running, |(_, stand)| stand.clone())
    }
}

/// Lets a page of work that goes on ask for itself again, without any script.
pub fn ask_again(headers: &mut HeaderMap) {
    headers.insert("refresh", HeaderValue::from_static(AGAIN));
}
