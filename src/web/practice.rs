//! Keeps what holds for the whole practice: the numbers the rules read, and how long records are
//! kept. Its owner's alone.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::written::number;
use crate::method::insight::{Threshold, Thresholds, Unit};
use crate::method::{Act, Viewer};
use crate::paths;
use crate::store::{self, Answer, Conn, StoreError, audit, setting};
use crate::views::form::{Faults, SEEN};
use crate::views::layout::Place;
use crate::views::practice as view;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::opened;
use crate::words::Words;

/// The longest that records can be kept, in years.
const YEARS: u32 = 100;
/// The largest number a rule can be given: ten years of days.
const MOST: u32 = 3650;

pub fn routes() -> Router<App> {
    Router::new().route(paths::PRACTICE, get(show).post(change))
}

/// The page and the act are the owner's.
fn owner(context: &MemberContext) -> Result<(), Error> {
    if context.viewer.may(Act::ManagePractice) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    owner(&context)?;
    let mut fields = context.read(stands).await?;
    fields.set(SEEN, opened::print(&fields));
    Ok(page(&context, &fields, &Faults::default()))
}

/// The fields as the settings stand.
fn stands(conn: &mut Conn, viewer: &Viewer) -> Answer<Fields> {
    let mut fields = Fields::default();
    fields.set(view::NAME, store::practice::name(conn, viewer)?.to_string());
    for (threshold, number) in setting::thresholds(conn, &viewer.practice)?.numbers() {
        fields.set(threshold.name, view::typed(threshold, number));
    }
    fields.set(view::YEARS, setting::retention_years(conn, &viewer.practice)?.to_string());
    Ok(fields)
}

fn page(context: &MemberContext, fields: &Fields, faults: &Faults) -> Response {
    let body =
        view::page(&view::Page { fields, faults, csrf: &context.csrf, words: context.words });
    let title = context.words.t("practice-title");
    if faults.is_empty() {
        return context.page(Place::Settings, &title, body).into_response();
    }
    context.again(Place::Settings, &title, body, faults)
}

async fn change(MemberForm { context, mut form }: MemberForm<Fields>) -> Result<Response, Error> {
    owner(&context)?;
    let mut faults = Faults::default();
    let numbers: Vec<(&str, u32)> = Threshold::all()
        .filter_map(|threshold| {
            Some((threshold.name, typed(threshold, &form, context.words, &mut faults)?))
        })
        .collect();
    let years = count(form.get(view::YEARS)).filter(|n| (1..=YEARS).contains(n));
    let within =
        || context.words.say("practice-fault", &[("least", 1.into()), ("most", YEARS.into())]);
    let years = faults.take(view::YEARS, years.ok_or_else(within));
    let name = match form.has(view::NAME) {
        true => faults.text(context.words, view::NAME, form.get(view::NAME)),
        false => None,
    };
    let Some(years) = years.filter(|_| faults.is_empty()) else {
        return Ok(page(&context, &form, &faults));
    };
    let thresholds = Thresholds::default().with(numbers);
    let (now, typed) = (context.now, form.clone());
    let done = context
        .write(move |conn, viewer| {
            let stands = stands(conn, viewer)?;
            if opened::sets_back(&stands, &typed) {
                return Ok(Some(stands));
            }
            setting::set_thresholds(conn, viewer, &thresholds)?;
            setting::set_retention_years(conn, viewer, years)?;
            if let Some(name) = &name
                && store::practice::name(conn, viewer)? != *name
            {
                store::practice::rename(conn, viewer, name)?;
                audit::write(conn, viewer, "practice_renamed", (None, ""), now)?;
            }
            audit::write(conn, viewer, "practice_settings_changed", (None, ""), now)?;
            Ok(None)
        })
        .await;
    match done {
        Ok(Some(stands)) => {
            opened::tell(&stands, &mut form, &mut faults, context.words, |_, _| None);
            Ok(page(&context, &form, &faults))
        }
        Ok(None) => {
            Ok(Redirect::to(&format!("{}?done=practice", paths::settings())).into_response())
        }
        Err(StoreError::Taken) => {
            faults.add(view::NAME, context.words.t("practice-name-taken"));
            Ok(page(&context, &form, &faults))
        }
        Err(cause) => {
            faults.refuse(cause.try_into()?);
            Ok(page(&context, &form, &faults))
        }
    }
}

/// One number as it was typed; its fault noted where it is none.
fn typed(threshold: &Threshold, form: &Fields, words: &Words, faults: &mut Faults) -> Option<u32> {
    let typed = form.get(threshold.name);
    let (read, most) = match threshold.unit {
        Unit::Share => (number::thousandths(typed).filter(|n| (10..=1000).contains(n)), 100),
        _ => (count(typed).filter(|n| (1..=MOST).contains(n)), MOST),
    };
    faults.take(
        threshold.name,
        read.ok_or_else(|| {
            words.say("practice-fault", &[("least", 1.into()), ("most", most.into())])
        }),
    )
}

/// A number as it was typed.
fn count(typed: &str) -> Option<u32> {
    number::whole(typed).and_then(|n| u32::try_from(n).ok())
}
