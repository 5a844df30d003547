//! The documents of a month in one ZIP. It is packed beside the requests (`web::job`): the page
//! shows how far it is, calls it off, and hands it over once it is whole.

use std::io::Cursor;
use std::sync::Arc;

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::export::Format;
use crate::export::batch::{Batch, BatchError, Packed, month};
use crate::method::disclosure::Profile;
use crate::method::{Id, Text, code, from_code};
use crate::paths;
use crate::store::{Conn, Db, StoreError, export};
use crate::views::batch::{self as view, Choice, SHEETS, Shown};
use crate::views::form::Faults;
use crate::views::job::Stand;
use crate::views::layout::Place;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::job::{self, Jobs, Made, Step};

/// The batch of each member.
static JOBS: Jobs<Made<Arc<Packed>>> = Jobs::new();

pub fn routes() -> Router<App> {
    Router::new().route(paths::BATCH, get(show).post(act))
}

async fn show(context: MemberContext, Query(choice): Query<Choice>) -> Result<Response, Error> {
    page(&context, choice, Faults::default()).await
}

/// The page with the sheets from `choice.at` on, to be looked through; with faults as it was sent.
async fn page(
    context: &MemberContext,
    mut choice: Choice,
    mut faults: Faults,
) -> Result<Response, Error> {
    fill(&mut choice, context);
    let stand =
        JOBS.stand(context, &context.viewer.member).map(|stand| stand.map(|made| made.told));
    let (at, again) = (choice.at, !faults.is_empty());
    let shown = match batch(context, &choice) {
        Ok(batch) => {
            let look = move |conn: &mut Conn| {
                let people = batch.people(conn)?;
                let here: Vec<_> = people.iter().skip(at).take(SHEETS).cloned().collect();
                Ok(Shown { sheets: batch.sheets(conn, &here)?, of: people.len(), again })
            };
            Some(context.app.db.read_long(look).await?)
        }
        Err(wrong) => {
            faults = wrong;
            None
        }
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = view::page(
        &context.frame(Place::Clients),
        &choice,
        shown.as_ref(),
        stand.as_ref(),
        &faults,
    );
    let mut response =
        (status, context.page(Place::Clients, &context.words.t("batch-title"), body))
            .into_response();
    if stand.as_ref().is_some_and(Stand::is_running) {
        job::ask_again(response.headers_mut());
    }
    Ok(response)
}

/// Puts what was chosen into the address where the form holds nothing but its act.
async fn act(
    Query(shown): Query<Choice>,
    MemberForm { context, form: mut choice }: MemberForm<Choice>,
) -> Result<Response, Error> {
    match &*choice.act {
        "start" | "next" if choice.looked != "yes" => {
            let mut faults = Faults::default();
            faults.add("looked", context.words.t("batch-fault-looked"));
            page(&context, choice, faults).await
        }
        "next" => {
            choice.at = choice.at.saturating_add(SHEETS);
            page(&context, choice, Faults::default()).await
        }
        "start" => start(&context, choice).await,
        "take" => take(&context, &shown).await,
        "end" => {
            JOBS.call_off(&context, &context.viewer.member);
            Ok(back(&shown).into_response())
        }
        _ => page(&context, choice, Faults::default()).await,
    }
}

/// The page of the same choice.
fn back(choice: &Choice) -> Redirect {
    Redirect::to(&choice.page())
}

/// Begins to pack, unless a batch of this member is being packed already.
async fn start(context: &MemberContext, mut choice: Choice) -> Result<Response, Error> {
    fill(&mut choice, context);
    let Ok(batch) = batch(context, &choice) else {
        return page(context, choice, Faults::default()).await;
    };
    let asked = batch.clone();
    let mut people = context.app.db.read_long(move |conn| asked.people(conn)).await?;
    people.retain(|(id, _)| batch.seen.as_ref().is_some_and(|seen| seen.contains_key(id)));
    let (db, name) = (context.app.db.clone(), format!("summaries-{}.zip", choice.month));
    JOBS.begin(context, (&context.viewer.member, people.len()), move |each| {
        packed(&db, (&batch, &people), name, each)
    });
    Ok(back(&choice).into_response())
}

/// Packs. Nothing is recorded before the ZIP is taken.
fn packed(
    db: &Db,
    (batch, people): (&Batch, &[(Id, Text)]),
    name: String,
    mut each: Step,
) -> Result<Made<Arc<Packed>>, BatchError> {
    let (zip, packed) = batch.pack(db, people, Cursor::new(Vec::new()), &mut each)?;
    Ok(Made { zip: zip.into_inner().into(), name, told: packed.into() })
}

/// Records what is in the ZIP as handed over, and hands it over. If somebody in it is theirs no
/// more, it is dropped.
async fn take(context: &MemberContext, choice: &Choice) -> Result<Response, Error> {
    let Some(made) = JOBS.take(context, &context.viewer.member) else {
        return Ok(back(choice).into_response());
    };
    let packed = Arc::clone(&made.told);
    match context.write(move |conn, viewer| export::record_all(conn, viewer, &packed.lines)).await {
        Ok(()) => Ok(made.into_response()),
        Err(StoreError::NotFound) => Err(StoreError::Stale.into()),
        Err(other) => Err(other.into()),
    }
}

/// Drops what was packed for a practice: somebody who is in it has been erased.
pub(super) fn forget(practice: &Id) {
    JOBS.forget(practice);
}

/// Sets what was not chosen: the client's copies of this month, as PDF.
fn fill(choice: &mut Choice, context: &MemberContext) {
    let unset = |field: &mut String, value: String| {
        if field.is_empty() {
            *field = value;
        }
    };
    unset(&mut choice.month, context.today.format("%Y-%m").to_string());
    unset(&mut choice.profile, code(&Profile::default()));
    unset(&mut choice.format, code(&Format::Pdf));
}

/// A sheet that was shown: whose, and its fingerprint.
fn looked_at(seen: &str) -> Option<(Id, String)> {
    let (person, print) = seen.split_once(':')?;
    Some((person.parse().ok()?, print.to_owned()))
}

fn batch(context: &MemberContext, choice: &Choice) -> Result<Batch, Faults> {
    let (words, mut faults) = (context.words, Faults::default());
    let month =
        faults.take("month", month(&choice.month).ok_or_else(|| words.t("batch-fault-month")));
    let profile = from_code(&choice.profile).filter(|p| *p != Profile::Supervisor);
    let profile = faults.take("profile", profile.ok_or_else(|| words.t("summary-fault-profile")));
    let format =
        faults.take("format", from_code(&choice.format).ok_or_else(|| words.t("form-choice")));
    let lang = if choice.lang.is_empty() { Some(None) } else { from_code(&choice.lang).map(Some) };
    let lang = faults.take("lang", lang.ok_or_else(|| words.t("summary-fault-lang")));
    match (month, profile, format, lang) {
        (Some(month), Some(profile), Some(format), Some(lang)) => Ok(Batch {
            viewer: context.viewer.clone(),
            profile,
            format,
            month,
            lang,
            as_of: context.today,
            now: context.now,
            // The other core is left to whoever waits for a page.
            at_once: 1,
            seen: Some(choice.seen.iter().filter_map(|seen| looked_at(seen)).collect()),
        }),
        _ => Err(faults),
    }
}
