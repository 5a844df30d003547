//! Tells how long records are kept: one person's, by whose client it is, and the list of those
//! whose time is over.

use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::method::{Act, Day, Id, Person, Viewer};
use crate::paths;
use crate::store::retention::Kept;
use crate::store::{Answer, Conn, StoreError, erasure, retention};
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::retention as view;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::{erasure as ending, job, opened};

/// Past erasures that the list shows.
const PAST: u32 = 50;

pub fn routes() -> Router<App> {
    Router::new().route(paths::RETENTION, get(show).post(act)).route(paths::REVIEW, get(review))
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Response, Error> {
    let kept = find(&context, &id).await?;
    Ok(page(&context, (&id, &kept), &Fields::default(), &Faults::default()))
}

async fn find(context: &MemberContext, id: &Id) -> Result<Kept, Error> {
    let id = id.clone();
    Ok(context.read(move |conn, viewer| retention::find(conn, viewer, &id)).await?)
}

fn page(
    context: &MemberContext,
    (id, kept): (&Id, &Kept),
    typed: &Fields,
    faults: &Faults,
) -> Response {
    let title = view::title(&kept.person, context.words);
    let seen = match typed.has(SEEN) {
        true => typed.get(SEEN).to_owned(),
        false => print(&kept.person),
    };
    let body = view::page(&view::Page {
        id,
        kept,
        seen: &seen,
        csrf: &context.csrf,
        typed,
        faults,
        words: context.words,
    });
    if faults.is_empty() {
        context.page(Place::Clients, &title, body).into_response()
    } else {
        context.again(Place::Clients, &title, body, faults)
    }
}

/// The print of what the page shows to be changed.
fn print(person: &Person) -> String {
    opened::print(&(
        person.retention_until,
        &person.retention_reason,
        person.legal_hold,
        &person.hold_reason,
    ))
}

/// `Stale` where the record was kept on, held or let go since the page was opened: the page is
/// shown again as it stands.
fn unchanged(conn: &mut Conn, viewer: &Viewer, id: &Id, seen: &str) -> Answer<()> {
    let now = retention::find(conn, viewer, id)?;
    match seen.is_empty() || seen == print(&now.person) {
        true => Ok(()),
        false => Err(StoreError::Stale),
    }
}

/// Keeps a record on, holds it, or lets it go.
async fn act(
    Address(id): Address<Id>,
    MemberForm { context, mut form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let kept = find(&context, &id).await?;
    let (mut faults, words) = (Faults::default(), context.words);
    let (now, of, seen) = (context.now, id.clone(), form.get(SEEN).to_owned());
    let done = match form.get("act") {
        "keep" => {
            let later = |day: &Day| *day > context.today;
            let until = context
                .day_ahead(form.get("until"))
                .filter(later)
                .ok_or_else(|| words.t("retention-fault-until"));
            let (until, why) =
                (faults.take("until", until), faults.text(words, "why", form.get("why")));
            match until.zip(why) {
                Some(kept_on) => Some(
                    context
                        .write(move |conn, viewer| {
                            unchanged(conn, viewer, &of, &seen)?;
                            retention::keep_on(conn, viewer, &of, kept_on, now)
                        })
                        .await,
                ),
                None => None,
            }
        }
        "hold" => match faults.text(words, "hold", form.get("hold")) {
            Some(why) => Some(
                context
                    .write(move |conn, viewer| {
                        unchanged(conn, viewer, &of, &seen)?;
                        retention::hold(conn, viewer, &of, why, now)
                    })
                    .await,
            ),
            None => None,
        },
        "lift" => match faults.text(words, "lift", form.get("lift")) {
            Some(why) => Some(
                context
                    .write(move |conn, viewer| {
                        unchanged(conn, viewer, &of, &seen)?;
                        retention::let_go(conn, viewer, &of, why, now)
                    })
                    .await,
            ),
            None => None,
        },
        _ => None,
    };
    match done {
        Some(Ok(())) => return Ok(Redirect::to(&paths::retention(&id)).into_response()),
        Some(Err(cause)) => {
            faults.refuse(cause.try_into()?);
            // The page is shown as the record stands: its form answers that from here on.
            form.set(SEEN, print(&kept.person));
        }
        None if faults.is_empty() => faults.add("until", words.t("form-choice")),
        None => {}
    }
    Ok(page(&context, (&id, &kept), &form, &faults))
}

/// The erasure whose result is shown.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    erasure: Option<Id>,
}

async fn review(context: MemberContext, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let today = context.today;
    // Asked before it is read how it stands: what ends in between is read as it ended.
    let settling = asked.erasure.as_ref().is_some_and(|id| ending::settling(&context, id));
    let (done, counts, due, erasures, counted) = context
        .read_long(move |conn, viewer| {
            let done = asked.erasure.map(|id| erasure::find(conn, viewer, &id)).transpose()?;
            let manages = viewer.may(Act::ManagePractice);
            let counts =
                manages.then(|| retention::due_by_member(conn, viewer, today)).transpose()?;
            let due = retention::due(conn, viewer, today)?;
            Ok((
                done,
                counts,
                due,
                erasure::list(conn, viewer, PAST)?,
                erasure::counted(conn, viewer)?,
            ))
        })
        .await?;
    let body = view::review(&view::Review {
        due: &due,
        practice: counts.as_deref(),
        erasures: &erasures,
        counted: &counted,
        done: done.as_ref(),
        settling,
        zone: context.viewer.tz,
        words: context.words,
    });
    let mut response =
        context.page(Place::Settings, &context.words.t("retention-review"), body).into_response();
    if settling {
        job::ask_again(response.headers_mut());
    }
    Ok(response)
}
