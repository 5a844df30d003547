//! The head of the practice's documents: what its owner puts there.

use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::export::pdf;
use crate::method::Act;
use crate::method::letterhead::{Accent, AccentError, Letterhead, Logo, LogoError};
use crate::paths;
use crate::store::{self, audit, setting};
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::letterhead as view;
use crate::views::refusal::Refusal;
use crate::web::extract::{MemberContext, MemberFiles};
use crate::web::opened;
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new().route(paths::LETTERHEAD, get(show).post(change))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

async fn show(context: MemberContext, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let head = load(&context).await?;
    let typed = head.accent.as_ref().map(Accent::to_string).unwrap_or_default();
    Ok(page(&context, &head, &typed, asked.done.is_some(), &Faults::default()))
}

async fn load(context: &MemberContext) -> Result<Letterhead, Error> {
    if !context.viewer.may(Act::ManagePractice) {
        return Err(Error::Forbidden);
    }
    let practice = context.viewer.practice.clone();
    Ok(context
        .app
        .db
        .read(move |conn: &mut store::Conn| setting::letterhead(conn, &practice))
        .await?)
}

fn page(
    context: &MemberContext,
    head: &Letterhead,
    accent: &str,
    done: bool,
    faults: &Faults,
) -> Response {
    let frame = context.frame(Place::Settings);
    let body = view::page(&frame, head, (accent, &print(head)), done, faults);
    let title = context.words.t("letterhead-title");
    match faults.is_empty() {
        true => context.page(Place::Settings, &title, body).into_response(),
        false => context.again(Place::Settings, &title, body, faults),
    }
}

/// The print of a head: its colour and its picture.
fn print(head: &Letterhead) -> String {
    opened::print(&(
        head.accent.as_ref().map(Accent::to_string),
        head.logo.as_ref().map(Logo::bytes),
    ))
}

async fn change(posted: MemberFiles) -> Result<Response, Error> {
    let was = load(&posted.context).await?;
    let (words, mut faults) = (posted.context.words, Faults::default());
    let typed = posted.get("accent");
    let accent = match typed.trim() {
        "" => None,
        text => faults.take("accent", text.parse().map_err(|why| accent_fault(words, why))),
    };
    let picture = posted.files.first().filter(|file| !file.bytes.is_empty());
    let logo = match picture.map(|file| Logo::read(&file.bytes)) {
        _ if posted.too_large.is_some() => {
            faults.take("logo", Err(logo_fault(words, LogoError::TooLarge)))
        }
        Some(read) => faults.take("logo", read.map_err(|why| logo_fault(words, why))),
        None if posted.get("remove") == "yes" => None,
        None => was.logo.clone(),
    };
    let head = Letterhead { practice: None, accent, logo };
    // A picture may look whole from outside and be damaged within.
    let new = head.logo.is_some() && head.logo != was.logo;
    if faults.is_empty() && new && !prints(&head).await {
        faults.add("logo", logo_fault(words, LogoError::Unknown));
    }
    if !faults.is_empty() {
        return Ok(page(&posted.context, &was, typed, false, &faults));
    }
    let (now, seen) = (posted.context.now, posted.get(SEEN).to_owned());
    let since = posted
        .context
        .write(move |conn, viewer| {
            let stands = setting::letterhead(conn, &viewer.practice)?;
            if print(&stands) != print(&head) && !seen.is_empty() && print(&stands) != seen {
                return Ok(Some(stands));
            }
            setting::set_letterhead(conn, viewer, &head)?;
            audit::write(conn, viewer, "letterhead_changed", (None, ""), now)?;
            Ok(None)
        })
        .await?;
    if let Some(stands) = since {
        // The page shows the head as it stands, beside what was typed.
        faults.refuse(Refusal::Changed);
        return Ok(page(&posted.context, &stands, typed, false, &faults));
    }
    Ok(Redirect::to(&format!("{}?done=yes", paths::letterhead())).into_response())
}

/// True if a document with this head can be set.
async fn prints(head: &Letterhead) -> bool {
    let head = head.clone();
    matches!(tokio::task::spawn_blocking(move || pdf::prove(&head)).await, Ok(Ok(())))
}

fn accent_fault(words: &Words, why: AccentError) -> String {
    match why {
        AccentError::Unreadable => words.t("letterhead-accent-unreadable"),
        AccentError::Pale => words.t("letterhead-accent-pale"),
    }
}

fn logo_fault(words: &Words, why: LogoError) -> String {
    match why {
        LogoError::TooLarge => words.t("letterhead-logo-large"),
        LogoError::Unknown => words.t("letterhead-logo-unknown"),
        LogoError::Active => words.t("letterhead-logo-active"),
    }
}
