//! Taking back a session, or one of its records: first what hangs on it, then all of it at once.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::correction::{Blocked, Fallout, Settled, Sitting};
use crate::method::fact::Record;
use crate::method::{ClientFile, Done, Id, Session, Standing, Text, ViolationKind, from_code};
use crate::paths;
use crate::store::{self, Answer, StoreError, correction, file::Loaded};
use crate::views::correct as view;
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::submission;
use crate::web::void::landed;

pub fn routes() -> Router<App> {
    Router::new().route(paths::TAKE_BACK, get(show).post(act))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    record: Option<Id>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    record: String,
    agreed: String,
    why: String,
    reason: String,
}

/// Holds what taking it back would do.
struct Seen {
    file: Arc<ClientFile>,
    session: Session,
    own: Vec<Record>,
    fallout: Vec<Fallout>,
    signed: Vec<Record>,
    rules: Vec<ViolationKind>,
    standing: Option<(Standing, Standing)>,
}

async fn show(
    context: MemberContext,
    Address((person, session)): Address<(Id, Id)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    page(&context, &person, &session, asked.record, Typed::default()).await
}

/// Holds what was typed on the page, and why it was not done.
#[derive(Default)]
struct Typed {
    why: String,
    reason: String,
    /// True if what the page listed is no longer all.
    changed: bool,
    faults: Faults,
}

async fn page(
    context: &MemberContext,
    person: &Id,
    session: &Id,
    record: Option<Id>,
    typed: Typed,
) -> Result<Response, Error> {
    let (id, of, one, today) = (person.clone(), session.clone(), record.clone(), context.today);
    let seen = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let terms = store::setting::terms(conn, &viewer.practice)?;
            let sitting = sitting(&loaded, &of)?;
            let own = own(&sitting, one.as_ref())?;
            let (fallout, (signed, rules), standing) =
                match settle(&sitting, one.as_ref(), &Text::dash()) {
                    Ok(Settled { accepted, fallout, .. }) => {
                        let stood = |file: &ClientFile| Standing::of(file, today, &terms);
                        let both = accepted.map(|after| (stood(&loaded.file), stood(after.file())));
                        (fallout, (Vec::new(), Vec::new()), both)
                    }
                    Err(Blocked { signed, rules }) => (Vec::new(), (signed, rules), None),
                };
            let session = sitting.session.clone();
            Ok(Seen {
                file: Arc::clone(&loaded.file),
                session,
                own,
                fallout,
                signed,
                rules,
                standing,
            })
        })
        .await?;
    let body = body(context, person, &seen, record.as_ref(), &typed);
    let page = context.page(Place::Clients, &context.words.t("take-back-title"), body);
    let status = match typed {
        Typed { changed: true, .. } => StatusCode::CONFLICT,
        Typed { faults, .. } if !faults.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    Ok((status, page).into_response())
}

fn body(
    context: &MemberContext,
    person: &Id,
    seen: &Seen,
    record: Option<&Id>,
    typed: &Typed,
) -> Markup {
    view::taking_back(&view::TakingBack {
        id: person,
        file: &seen.file,
        session: &seen.session,
        record,
        own: &seen.own,
        fallout: &seen.fallout,
        signed: &seen.signed,
        rules: &seen.rules,
        standing: seen.standing.clone(),
        key: Id::fresh().as_str(),
        changed: typed.changed,
        typed: (&typed.why, &typed.reason, &typed.faults),
        csrf: &context.csrf,
        words: context.words,
    })
}

fn sitting<'l>(loaded: &'l Loaded, session: &Id) -> Answer<Sitting<'l>> {
    Sitting::of(&loaded.file, &loaded.records, session).ok_or(StoreError::NotFound)
}

/// The records that are to go: one, or the session with everything written in it.
fn own(sitting: &Sitting<'_>, record: Option<&Id>) -> Answer<Vec<Record>> {
    let whole = sitting.whole();
    let Some(id) = record else { return Ok(whole.into_iter().cloned().collect()) };
    let one = whole.into_iter().find(|r| r.id == *id && r.id != sitting.session.id);
    Ok(vec![one.cloned().ok_or(StoreError::NotFound)?])
}

fn settle(sitting: &Sitting<'_>, record: Option<&Id>, reason: &Text) -> Result<Settled, Blocked> {
    match record {
        Some(id) => sitting.take_back_one(id, reason),
        None => sitting.take_back(reason),
    }
}

async fn act(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Form>,
) -> Result<Response, Error> {
    if submission::sent_before(&context).await? {
        return Ok(Redirect::to(&paths::client(&person)).into_response());
    }
    let record: Option<Id> = form.record.parse().ok();
    let mut typed =
        Typed { why: form.why.clone(), reason: form.reason.clone(), ..Typed::default() };
    let Some(reason) = reason(&context, &form, &mut typed.faults) else {
        return page(&context, &person, &session, record, typed).await;
    };
    let (id, of, one, now) = (person.clone(), session.clone(), record.clone(), context.now);
    let agreed = form.agreed.clone();
    let made: Arc<Mutex<Option<Done>>> = Arc::default();
    let told = Arc::clone(&made);
    match submission::once(&context, move |conn, viewer| {
        let weigh = |loaded: &Loaded| {
            let sitting = sitting(loaded, &of)?;
            own(&sitting, one.as_ref())?;
            let settled = match settle(&sitting, one.as_ref(), &reason) {
                Ok(settled) => settled,
                Err(_) => return Ok((None, None)),
            };
            // Anything that was not listed is not taken back: the list is shown anew.
            let same = view::token(&settled.fallout) == agreed;
            let accepted = settled.accepted.filter(|_| same);
            let done = accepted.as_ref().and_then(|accepted| Done::of(&id, accepted.fresh()));
            Ok((accepted, done))
        };
        let done = correction::change(conn, viewer, &id, now, weigh)?.ok_or(StoreError::Stale)?;
        let (Done::Written(run) | Done::Moved { left: run, .. }) = &done else {
            return Err(StoreError::NotFound);
        };
        let made = (id.clone(), run.first.clone());
        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        Ok(made)
    })
    .await
    {
        Ok(_) => {
            let back = if record.is_some() {
                paths::session(&person, &session)
            } else {
                paths::client(&person)
            };
            Ok(landed(&back, made.lock().unwrap_or_else(PoisonError::into_inner).take()))
        }
        Err(StoreError::Stale) => {
            page(&context, &person, &session, record, Typed { changed: true, ..typed }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The reason in words of the reader's own, or the one that was chosen; none where it cannot be
/// kept.
fn reason(context: &MemberContext, form: &Form, faults: &mut Faults) -> Option<Text> {
    let chosen = view::WHY.iter().find(|(code, _)| *code == form.why);
    let typed = faults.optional(context.words, "reason", &form.reason);
    let chosen = chosen.and_then(|(_, label)| context.words.t(label).parse().ok());
    let reason = typed.or(chosen).or_else(|| from_code("corrected")).unwrap_or_else(Text::dash);
    faults.is_empty().then_some(reason)
}
