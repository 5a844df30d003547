//! Long work beside the requests: how far it is, calling it off, and handing over what came of it.
//! Of each kind one about each thing, and one at work at a time: the rest of the machine is left to
//! whoever waits for a page. What the work is, and what its page says of it, is of the page
//! (`views::job` draws it).

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use tokio::sync::Semaphore;

use crate::method::{Id, Moment};
use crate::store::{Answer, StoreError};
use crate::views::job::Stand;
use crate::web::extract::MemberContext;

/// While work goes on, its page asks again after so many seconds.
const AGAIN: &str = "2";
/// Sets how long work that was made and is not taken is kept.
const KEPT: TimeDelta = TimeDelta::minutes(15);

/// The work of one kind, by what it is about: a member, a file on its way in, an erasure. Nobody
/// sees or touches another member's. Ids are never the same in two databases.
pub struct Jobs<T> {
    of: Mutex<BTreeMap<Id, Arc<Job<T>>>>,
    turn: Semaphore,
}

/// Holds what work calls after each of its steps. `CalledOff` if the rest is not wanted any more.
pub type Step = Box<dyn FnMut() -> Answer<()> + Send>;

/// A ZIP that was made.
#[derive(Clone)]
pub struct Made<T> {
    pub zip: Bytes,
    /// The name under which it is saved.
    pub name: String,
    /// Holds what its page says of it.
    pub told: T,
}

impl<T> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let mut response = self.zip.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.name))
        {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }
}

struct Job<T> {
    practice: Id,
    member: Id,
    of: usize,
    done: AtomicUsize,
    called_off: AtomicBool,
    end: Mutex<Option<(Moment, Stand<T>)>>,
}

impl<T: Clone + Send + 'static> Jobs<T> {
    pub const fn new() -> Jobs<T> {
        Jobs { of: Mutex::new(BTreeMap::new()), turn: Semaphore::const_new(1) }
    }

    /// Tells how far the member's work about this is; none if there is none.
    pub fn stand(&self, context: &MemberContext, about: &Id) -> Option<Stand<T>> {
        self.kept(context.now).get(about).filter(|job| job.is_of(context)).map(|job| job.stand())
    }

    /// Begins work of so many steps, unless some is going on about the same.
    pub fn begin<E: Display>(
        &'static self,
        context: &MemberContext,
        (about, of): (&Id, usize),
        work: impl FnOnce(Step) -> Result<T, E> + Send + 'static,
    ) {
        let job = Arc::new(Job {
            practice: context.viewer.practice.clone(),
            member: context.viewer.member.clone(),
            of,
            done: AtomicUsize::new(0),
            called_off: AtomicBool::new(false),
            end: Mutex::new(None),
        });
        let mut jobs = self.kept(context.now);
        if jobs.get(about).is_some_and(|job| job.end().is_none()) {
            return;
        }
        jobs.insert(about.clone(), job.clone());
        let clock = context.app.clock.clone();
        tokio::spawn(async move {
            let turn = self.turn.acquire().await;
            let working = job.clone();
            let work = tokio::task::spawn_blocking(move || working.run(work));
            let stand = work.await.unwrap_or(Stand::Failed);
            drop(turn);
            *job.end() = Some((clock.now(), stand));
        });
    }

    /// Calls the member's work about this off: it stops at its next step, and nothing is kept of
    /// it.
    pub fn call_off(&self, context: &MemberContext, about: &Id) {
        if let Some(job) = self.kept(context.now).get(about).filter(|job| job.is_of(context)) {
            job.called_off.store(true, Ordering::Relaxed);
        }
    }

    /// Lets the member's work about this go once it has ended, and hands over what came of it, if
    /// it is whole. Taken once: what is handed over again is made again, from what holds then.
    pub fn take(&self, context: &MemberContext, about: &Id) -> Option<T> {
        let mut jobs = self.kept(context.now);
        let stand = jobs.get(about).filter(|job| job.is_of(context))?.stand();
        if !stand.is_running() {
            jobs.remove(about);
        }
        if let Stand::Whole(made) = stand { Some(made) } else { None }
    }

    /// Drops everything of a practice, running or made: somebody who is in it has been erased.
    pub fn forget(&self, practice: &Id) {
        self.all().retain(|_, job| {
            job.called_off.fetch_or(job.practice == *practice, Ordering::Relaxed);
            job.practice != *practice
        });
    }

    /// Tells what is not dropped by now.
    fn kept(&self, now: Moment) -> MutexGuard<'_, BTreeMap<Id, Arc<Job<T>>>> {
        let mut jobs = self.all();
        jobs.retain(|_, job| job.end().as_ref().is_none_or(|(at, _)| now < *at + KEPT));
        jobs
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<Id, Arc<Job<T>>>> {
        self.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone + Send + 'static> Job<T> {
    fn is_of(&self, context: &MemberContext) -> bool {
        self.member == context.viewer.member
    }

    fn run<E: Display>(self: &Arc<Self>, work: impl FnOnce(Step) -> Result<T, E>) -> Stand<T> {
        let job = Arc::clone(self);
        let step = move || {
            job.done.fetch_add(1, Ordering::Relaxed);
            if job.called_off.load(Ordering::Relaxed) { Err(StoreError::CalledOff) } else { Ok(()) }
        };
        match work(Box::new(step)) {
            Ok(made) => Stand::Whole(made),
            Err(_) if self.called_off.load(Ordering::Relaxed) => Stand::CalledOff,
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
