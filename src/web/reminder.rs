//! Quiet hours and the daily mail: one's own wish.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::NaiveTime;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::written::{clock, number};
use crate::method::Viewer;
use crate::paths;
use crate::store::{Answer, Conn, audit, member, reminder};
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::reminder as view;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::opened;

/// The hour from which the mail comes where no other is chosen.
const MORNING: u32 = 8;

pub fn routes() -> Router<App> {
    Router::new().route(paths::REMINDER, get(show).post(change))
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    let mut fields = context.read(stands).await?;
    fields.set(SEEN, opened::print(&fields));
    page(&context, &fields, &Faults::default()).await
}

/// The fields as the wish stands.
fn stands(conn: &mut Conn, viewer: &Viewer) -> Answer<Fields> {
    let (quiet, wish) = (member::own(conn, viewer)?.quiet, reminder::own(conn, viewer)?);
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let mut fields = Fields::default();
    fields.set("daily", if wish.is_some() { "yes" } else { "" });
    fields.set("hour", wish.map_or(MORNING, |wish| wish.hour).to_string());
    fields.set("quiet_from", quiet.map(|(from, _)| time(from)).unwrap_or_default());
    fields.set("quiet_until", quiet.map(|(_, until)| time(until)).unwrap_or_default());
    Ok(fields)
}

async fn page(
    context: &MemberContext,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response, Error> {
    let member = context.read(member::own).await?;
    let sends = context.app.config.smtp_url.is_some() && context.app.config.mail_from.is_some();
    let (address, csrf, words) = (member.email.as_deref(), context.csrf.as_str(), context.words);
    let body = view::page(&view::Page { fields, faults, address, sends, csrf, words });
    let title = context.words.t("reminder-title");
    if faults.is_empty() {
        return Ok(context.page(Place::Settings, &title, body).into_response());
    }
    Ok(context.again(Place::Settings, &title, body, faults))
}

async fn change(MemberForm { context, mut form }: MemberForm<Fields>) -> Result<Response, Error> {
    let words = context.words;
    let mut faults = Faults::default();
    let hour = number::whole(form.get("hour"))
        .and_then(|n| u32::try_from(n).ok())
        .filter(|hour| *hour < 24);
    let hour = faults.take("hour", hour.ok_or_else(|| words.t("reminder-hour-fault")));
    let mut time = |name: &str| {
        let typed = form.get(name).trim();
        let read = clock::read(typed).map(Some).ok_or_else(|| words.t("reminder-time-fault"));
        let read = if typed.is_empty() { Ok(None) } else { read };
        faults.take(name, read).flatten()
    };
    let (from, until) = (time("quiet_from"), time("quiet_until"));
    if faults.is_empty() && from.is_some() != until.is_some() {
        faults.add(
            if from.is_some() { "quiet_until" } else { "quiet_from" },
            words.t("reminder-both-fault"),
        );
    }
    let Some(hour) = hour.filter(|_| faults.is_empty()) else {
        return page(&context, &form, &faults).await;
    };
    let wanted = form.ticked("daily", "yes").then_some(hour);
    let (now, typed) = (context.now, form.clone());
    let done = context
        .write(move |conn, viewer| {
            let stands = stands(conn, viewer)?;
            if opened::sets_back(&stands, &typed) {
                return Ok(Some(stands));
            }
            reminder::change(conn, viewer, from.zip(until), wanted)?;
            audit::write(conn, viewer, "reminder_changed", (None, ""), now)?;
            Ok(None)
        })
        .await;
    match done {
        Ok(Some(stands)) => {
            opened::tell(&stands, &mut form, &mut faults, words, |name, _| {
                (name == "daily").then(|| words.t("reminder-daily"))
            });
            page(&context, &form, &faults).await
        }
        Ok(None) => {
            Ok(Redirect::to(&format!("{}?done=reminder", paths::settings())).into_response())
        }
        Err(cause) => {
            faults.refuse(cause.try_into()?);
            page(&context, &form, &faults).await
        }
    }
}
