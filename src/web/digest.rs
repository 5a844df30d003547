//! The month of one's own practice as a whole: its figures, and what the portfolio rules say, once
//! a month.

use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::Datelike;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::insight::{Insight, RuleId, network_verdict};
use crate::method::{Day, Id};
use crate::paths;
use crate::store;
use crate::views::digest::{self as view, Digest};
use crate::views::insight::Typed;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::insight::{Sent, keep};
use crate::web::void::landed;

pub fn routes() -> Router<App> {
    Router::new().route(paths::DIGEST, get(show)).route(paths::DIGEST_INSIGHT, post(set_aside))
}

/// A day of the month that is asked for; this month without one.
#[derive(Debug, Default, Deserialize)]
struct Wish {
    on: Option<Day>,
}

async fn show(context: MemberContext, Query(wish): Query<Wish>) -> Result<Response, Error> {
    let digest = digest(&context, wish.on).await?;
    Ok(page(&context, &digest, None))
}

/// The month that a day lies in, as of its last day or of today.
async fn digest(context: &MemberContext, on: Option<Day>) -> Result<Digest, Error> {
    let today = context.today;
    let at = on.map_or(today, end_of_month).min(today);
    let before = end_of_previous(at);
    Ok(context
        .read_long(move |conn, viewer| {
            let thresholds = store::setting::thresholds(conn, &viewer.practice)?;
            let portfolio = store::portfolio::of(conn, viewer, at)?;
            let insights = network_verdict(&portfolio, &thresholds);
            let named: Vec<Id> = insights.iter().flat_map(|i| i.facts.iter().cloned()).collect();
            let done = store::insight::of_own(conn, viewer)?;
            Ok(Digest {
                at,
                before,
                figures: portfolio.figures(),
                figures_before: store::portfolio::of(conn, viewer, before)?.figures(),
                anybody: store::person::any(conn, viewer)?,
                people: store::person::some(conn, viewer, &named)?,
                pillars: store::pillar::list(conn, viewer)?,
                states: store::insight::aside(&done, None, &viewer.member),
                insights,
                done,
                today,
            })
        })
        .await?)
}

/// The page; with what was typed about one insight, refused.
fn page(context: &MemberContext, digest: &Digest, typed: Option<(RuleId, &Typed)>) -> Response {
    let (title, body) =
        (context.words.t("digest-title"), view::page(digest, &context.csrf, typed, context.words));
    match typed {
        None => context.page(Place::Today, &title, body).into_response(),
        Some(_) => context.refused(Place::Today, &title, body).into_response(),
    }
}

async fn set_aside(
    Address(rule): Address<RuleId>,
    MemberForm { context, form }: MemberForm<Sent>,
) -> Result<Response, Error> {
    let digest = digest(&context, None).await?;
    let insight: Option<&Insight> = digest.insights.iter().find(|i| i.rule == rule);
    let back = form.back_or(paths::digest());
    match form.aside(&context, insight) {
        Ok(None) => Ok(landed(&back, None)),
        Ok(Some(aside)) => keep(&context, (None, rule), aside, &back).await,
        Err(typed) => Ok(page(&context, &digest, Some((rule, &typed)))),
    }
}

/// The last day of the month that a day lies in.
fn end_of_month(day: Day) -> Day {
    let next = Day::from_ymd_opt(day.year(), day.month(), 28)
        .and_then(|d| d.checked_add_days(chrono::Days::new(4)));
    next.map_or(day, end_of_previous)
}

/// The last day of the month before.
fn end_of_previous(day: Day) -> Day {
    day.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let day = |s: &str| s.parse::<Day>().expect("a day");
        for (any, last) in [
            ("2025-12-31", "2025-12-31"),
            ("2024-02-01", "2024-02-29"),
            ("2025-02-28", "2025-02-28"),
        ] {
            assert_eq!(end_of_month(day(any)), day(last));
        }
        assert_eq!(end_of_previous(day("2025-03-31")), day("2025-02-28"));
    }
}
