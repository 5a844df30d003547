//! Undoing: what an act did, said on the page after it; and the one address that undoes it, or
//! takes a record back.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::{Done, Id, Text, moment};
use crate::paths;
use crate::store::void::{Deed, Look, Written};
use crate::store::{self, StoreError};
use crate::views::form::text_fault;
use crate::views::layout::Place;
use crate::views::void::{self as view, Typed};
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;

pub fn routes() -> Router<App> {
    Router::new().route(paths::UNDO, post(undo)).route(paths::TAKEN_BACK, get(taken_back))
}

/// The page after an act, which says what was done and offers to undo it.
pub(super) fn landed(back: &str, done: Option<Done>) -> Response {
    let to = done.map_or_else(|| back.to_owned(), |done| paths::after(back, &done));
    Redirect::to(&to).into_response()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    what: String,
    back: String,
    reason: String,
    /// Sent by the page that asked.
    sure: String,
    /// Sent where what was undone is to be done again.
    again: String,
    key: String,
}

async fn undo(MemberForm { context, form }: MemberForm<Sent>) -> Result<Response, Error> {
    let done: Done = form.what.parse().map_err(|_| Error::NotFound)?;
    let back = if paths::is_local(&form.back) { form.back.clone() } else { usual(&done) };
    let named = done.clone();
    let look = context.read(move |conn, viewer| store::void::look(conn, viewer, &named)).await?;
    let look = look.ok_or(Error::NotFound)?;
    let key = Id::fresh().to_string();
    let back = at_its_place(back, &look);
    let typed = Typed { what: form.what, back, reason: form.reason, key, ..Typed::default() };
    match &look.deed {
        Deed::Written(written) => {
            let sent = Again { sure: form.sure == "yes", look: &look, written: &[written] };
            sent.take_back(&context, &done, typed).await
        }
        Deed::Moved(moved) => {
            let (person, session) = moved.back();
            let typed = Typed { back: paths::session(person, session), ..typed };
            let sent = Again {
                sure: form.sure == "yes",
                look: &look,
                written: &[&moved.left, &moved.come],
            };
            sent.take_back(&context, &done, typed).await
        }
        Deed::Dismissal { .. } => {
            let Done::Dismissal(act) = &done else { return Err(Error::NotFound) };
            let (act, now, undone) = (act.clone(), context.now, form.again != "yes");
            match context
                .write(move |conn, viewer| store::insight::undo(conn, viewer, &act, undone, now))
                .await
            {
                Err(StoreError::Stale) => Ok(gone(&context, &typed)),
                done => {
                    done.map(|()| landed(&typed.back, Some(look.done.clone()))).map_err(Error::from)
                }
            }
        }
        Deed::Discarded => {
            let Done::Discarded(draft) = &done else { return Err(Error::NotFound) };
            let (id, now, again) = (draft.clone(), context.now, form.again == "yes");
            context
                .write(move |conn, viewer| match again {
                    true => store::draft::discard(conn, viewer, &id, now),
                    false => store::draft::restore(conn, viewer, &id),
                })
                .await?;
            // One goes on where one was: with the draft itself, or where it was thrown away.
            let back = if again { typed.back.clone() } else { paths::log_draft_of(draft) };
            Ok(landed(&back, Some(look.done.clone())))
        }
    }
}

/// On the page of a person one comes back to where the record stands.
fn at_its_place(back: String, look: &Look) -> String {
    let Deed::Written(written) = &look.deed else { return back };
    let here = paths::client(&written.file.person.id);
    match written.records().first() {
        Some(record) if back == here => {
            format!("{back}#{}", view::place(record, written.journal()))
        }
        _ => back,
    }
}

fn usual(done: &Done) -> String {
    match done {
        Done::Written(run) => paths::client(&run.person),
        Done::Moved { left, .. } => paths::client(&left.person),
        Done::Dismissal(_) | Done::Discarded(_) => paths::today(),
    }
}

fn gone(context: &MemberContext, typed: &Typed) -> Response {
    let page =
        context.page(None, &context.words.t("void-cannot"), view::gone(&typed.back, context.words));
    (StatusCode::CONFLICT, page).into_response()
}

/// Records that are to be taken back.
struct Again<'a> {
    sure: bool,
    look: &'a Look,
    written: &'a [&'a Written],
}

impl Again<'_> {
    async fn take_back(
        &self,
        context: &MemberContext,
        done: &Done,
        mut typed: Typed,
    ) -> Result<Response, Error> {
        if submission::sent_before(context).await? {
            return Ok(landed(&typed.back, None));
        }
        if self.look.undone {
            return Ok(gone(context, &typed));
        }
        let reason = Text::optional(&typed.reason).map_err(|why| text_fault(context.words, why));
        let reason = typed.faults.take("reason", reason).flatten();
        let due = self.reason_due(context);
        if due && self.sure && reason.is_none() && typed.faults.is_empty() {
            typed.faults.add("reason", context.words.t("session-void-no-reason"));
        }
        let open = (due && reason.is_none())
            || (!self.sure && self.written.iter().any(|w| !w.hanging().is_empty()));
        if open || !typed.faults.is_empty() {
            return Ok(self.ask(context, due, &typed));
        }
        match write(context, done, reason).await {
            Ok(made) => {
                // Where the page itself was taken back, one lands on the person's.
                let back = self.standing(&typed.back);
                Ok(landed(&back, made))
            }
            Err(StoreError::Refused(violations)) => {
                let page =
                    view::refused(self.written, &violations, &typed, &context.csrf, context.words);
                let page =
                    context.page(Place::Clients, &view::cannot(self.written, context.words), page);
                Ok((StatusCode::CONFLICT, page).into_response())
            }
            Err(StoreError::Stale) => Ok(gone(context, &typed)),
            Err(other) => Err(other.into()),
        }
    }

    /// A slip of the same day needs no reason; nor does bringing back what was taken back.
    fn reason_due(&self, context: &MemberContext) -> bool {
        let today = moment::local(self.look.at, context.viewer.tz).date() == context.today;
        let new = |w: &&Written| w.live().iter().any(|r| r.takes_back().is_none());
        !today && self.written.iter().any(new)
    }

    fn ask(&self, context: &MemberContext, reason: bool, typed: &Typed) -> Response {
        let words = context.words;
        let page = view::ask(&view::Ask {
            written: self.written,
            reason,
            typed,
            csrf: &context.csrf,
            words,
        });
        match typed.faults.is_empty() {
            true => context.page(Place::Clients, &words.t("void-title"), page).into_response(),
            false => context.again(Place::Clients, &words.t("void-title"), page, &typed.faults),
        }
    }

    /// The page to come back to; the person's, where it is a page of what was taken back.
    fn standing(&self, back: &str) -> String {
        let page = back.split(['?', '#']).next().unwrap_or_default();
        let of = |id: &Id| page.split('/').any(|part| part == id.as_str());
        let mut taken = self.written.iter().filter(|w| w.live().iter().any(|r| of(&r.id)));
        match taken.next_back().filter(|_| matches!(self.look.deed, Deed::Written(_))) {
            Some(written) => paths::client(&written.file.person.id),
            None => back.to_owned(),
        }
    }
}

/// Takes records back once for each form; answers what that did, unless an earlier sending did it.
async fn write(
    context: &MemberContext,
    done: &Done,
    reason: Option<Text>,
) -> Result<Option<Done>, StoreError> {
    let (done, now) = (done.clone(), context.now);
    let made: Arc<Mutex<Option<Done>>> = Arc::default();
    let told = Arc::clone(&made);
    submission::once(context, move |conn, viewer| {
        let new = store::void::take_back(conn, viewer, &done, reason.as_ref(), now)?;
        let (Done::Written(run) | Done::Moved { left: run, .. }) = new.clone() else {
            return Err(StoreError::NotFound);
        };
        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(new);
        Ok((run.person, run.first))
    })
    .await?;
    Ok(made.lock().unwrap_or_else(PoisonError::into_inner).take())
}

/// Shows what was taken back of one person's record.
async fn taken_back(context: MemberContext, Address(id): Address<Id>) -> Result<Markup, Error> {
    let (written, names, loaded) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let names = store::member::names(conn, viewer)?;
            Ok((store::fact::written(conn, viewer, &id)?, names, loaded))
        })
        .await?;
    let zone = context.viewer.tz;
    let at = |id: &Id| written.iter().find(|w| w.record == *id).map(|w| moment::local(w.at, zone));
    let by = |id: &Id| {
        let by = written.iter().find(|w| w.record == *id)?.by.as_ref()?;
        names.iter().find(|(member, _)| member == by).map(|(_, name)| name.clone())
    };
    let page = view::TakenBack {
        file: &loaded.file,
        journal: &loaded.records,
        written: &at,
        by: &by,
        csrf: &context.csrf,
        words: context.words,
    };
    Ok(context.page(Place::Clients, &context.words.t("void-list"), view::taken_back(&page)))
}
