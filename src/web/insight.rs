//! Setting insights aside: dismissed with a reason, for another day, or brought back.

use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::insight::{Dismissal, Finding, Insight, RuleId};
use crate::method::moment::days_between;
use crate::method::{ClientFile, Day, Done, Id, Text, Verdict};
use crate::paths;
use crate::store::{self, insight as acts};
use crate::views::form::text_fault;
use crate::views::insight::{self as view, Typed};
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::void::landed;

/// The farthest day an insight can be put off to, in days.
const FAR: i64 = 366;

pub fn routes() -> Router<App> {
    Router::new().route(paths::INSIGHT, get(show).post(set_aside))
}

/// Holds what was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    act: String,
    reason: String,
    until: String,
    back: String,
}

/// One person's mirror today.
struct Ground {
    file: std::sync::Arc<ClientFile>,
    verdict: Verdict,
}

impl Ground {
    async fn of(context: &MemberContext, person: &Id) -> Result<Ground, Error> {
        let (id, today) = (person.clone(), context.today);
        Ok(context
            .read(move |conn, viewer| {
                let loaded = store::file::load(conn, viewer, &id)?;
                Ok(Ground {
                    verdict: store::verdict::of(conn, viewer, &loaded, today)?,
                    file: loaded.file,
                })
            })
            .await?)
    }

    fn page(&self, context: &MemberContext, finding: &Finding, typed: &Typed) -> Markup {
        view::page(
            &context.panel(&self.file.person, &self.verdict, &[], &typed.back),
            finding,
            typed,
        )
    }
}

/// One insight by itself; none that does not speak today.
async fn show(
    context: MemberContext,
    Address((person, rule)): Address<(Id, RuleId)>,
    Query(sent): Query<Sent>,
) -> Result<Markup, Error> {
    let ground = Ground::of(&context, &person).await?;
    let finding = ground.verdict.finding(rule).ok_or(Error::NotFound)?;
    let typed = Typed::first(context.today, &sent.back_or(paths::client(&person)));
    Ok(context.page(
        Place::Clients,
        &context.words.insight_title(rule),
        ground.page(&context, finding, &typed),
    ))
}

async fn set_aside(
    Address((person, rule)): Address<(Id, RuleId)>,
    MemberForm { context, form }: MemberForm<Sent>,
) -> Result<Response, Error> {
    let ground = Ground::of(&context, &person).await?;
    let finding = ground.verdict.finding(rule);
    let back = form.back_or(paths::client(&person));
    match form.aside(&context, finding.map(|f| &f.insight)) {
        Ok(None) => Ok(landed(&back, None)),
        Ok(Some(aside)) => keep(&context, (Some(person), rule), aside, &back).await,
        Err(typed) => {
            let finding = finding.ok_or(Error::NotFound)?;
            let title = context.words.insight_title(rule);
            Ok(context
                .refused(Place::Clients, &title, ground.page(&context, finding, &typed))
                .into_response())
        }
    }
}

/// Records what is done with an insight about a person, or about the member's own practice, and
/// goes back.
pub(super) async fn keep(
    context: &MemberContext,
    (person, rule): (Option<Id>, RuleId),
    aside: Dismissal,
    back: &str,
) -> Result<Response, Error> {
    let now = context.now;
    let act = context
        .write(move |conn, viewer| {
            acts::set_aside(conn, viewer, (person.as_ref(), rule), &aside, now)
        })
        .await?;
    Ok(landed(back, Some(Done::Dismissal(act))))
}

impl Sent {
    /// The page to go back to, within this site.
    pub fn back_or(&self, usual: String) -> String {
        if paths::is_local(&self.back) { self.back.clone() } else { usual }
    }

    /// Tells what is to be done with an insight; nothing where it does not speak any more. With
    /// faults, what was typed.
    pub fn aside(
        self,
        context: &MemberContext,
        insight: Option<&Insight>,
    ) -> Result<Option<Dismissal>, Typed> {
        if self.act == "recall" {
            return Ok(Some(Dismissal::Recalled));
        }
        let Some(insight) = insight else { return Ok(None) };
        let read = Text::optional(&self.reason).map_err(|why| text_fault(context.words, why));
        let Sent { act, reason, until, back } = self;
        let mut typed = Typed { reason, until, back, ..Typed::default() };
        let reason = typed.faults.take("reason", read).flatten();
        let ahead = |day: &Day| (1..=FAR).contains(&days_between(context.today, *day));
        let day = context.day_ahead(&typed.until).filter(ahead);
        match (act.as_str(), reason, day) {
            _ if !typed.faults.is_empty() => {}
            ("snooze", reason, Some(until)) => {
                return Ok(Some(Dismissal::Snoozed { until, reason }));
            }
            ("snooze", ..) => typed.faults.add("until", context.words.t("insight-until-fault")),
            (_, Some(reason), _) => {
                return Ok(Some(Dismissal::Dismissed { reason, evidence: insight.evidence() }));
            }
            _ => typed.faults.add("reason", context.words.t("insight-reason-fault")),
        }
        Err(typed)
    }
}
