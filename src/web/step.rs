//! Recording one step of one record outside a session's log.

use std::sync::Arc;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::revision::live;
use crate::method::transition::{AllowedStep, Place as Where, Readings, StepRequest, Subject};
use crate::method::{ClientFile, Done, Fact, Id, Record, Text};
use crate::paths;
use crate::store::{self, file::Loaded};
use crate::views::form::{Faults, text_fault};
use crate::views::layout::Place;
use crate::views::step::{self as view, Typed};
use crate::web::extract::{Address, MemberContext, MemberForm};
use crate::web::void::landed;
use crate::web::{opened, submission};

pub fn routes() -> Router<App> {
    Router::new().route(paths::STEP, get(show).post(take))
}

/// Person, noun and record, as the address names them.
type Named = (Id, String, String);

/// From where one came.
#[derive(Default, Deserialize)]
#[serde(default)]
struct From {
    back: String,
}

async fn show(
    context: MemberContext,
    Address(named): Address<Named>,
    Query(from): Query<From>,
) -> Result<Markup, Error> {
    let back = back_or(&from.back, &named);
    let ground = Ground::of(&context, named).await?;
    let (key, seen) = (Id::fresh().to_string(), ground.seen());
    let body = ground.body(&context, &Typed { key, back, seen, ..Typed::default() });
    Ok(context.page(Place::Clients, &ground.title(&context), body))
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Step {
    key: String,
    to: String,
    quote: String,
    place: String,
    on: String,
    reason: String,
    back: String,
    seen: String,
}

/// The page that one came from, or the person's at the place of the record.
fn back_or(asked: &str, (person, noun, record): &Named) -> String {
    match noun.as_str() {
        _ if paths::is_local(asked) => asked.to_owned(),
        "agreement" | "status" => format!("{}#s1", paths::client(person)),
        _ => paths::record(person, record),
    }
}

async fn take(
    Address(named): Address<Named>,
    MemberForm { context, form }: MemberForm<Step>,
) -> Result<Response, Error> {
    let back = back_or(&form.back, &named);
    if submission::sent_before(&context).await? {
        return Ok(landed(&back, None));
    }
    let ground = Ground::of(&context, named).await?;
    let Step { key, to, quote, place, on, reason, back: _, seen } = form;
    let faults = Faults::default();
    let mut typed = Typed { key, to, quote, place, on, reason, back, seen, faults };
    let taken = ground.read(&context, &mut typed);
    if let Some(record) = taken.and_then(|taken| ground.subject.record(&ground.file, &taken)) {
        let subject = ground.subject.clone();
        let shown = move |loaded: &Loaded| print(&subject, &loaded.records);
        match submission::record_seen(&context, &ground.id, record, (&typed.seen, shown)).await {
            Ok((person, record)) => {
                return Ok(landed(&typed.back, Some(Done::one(&person, &record))));
            }
            Err(cause) => {
                typed.faults.refuse(cause.try_into()?);
                // The page shows what stands now: its form answers that from here on.
                typed.seen = ground.seen();
            }
        }
    } else if typed.faults.is_empty() {
        typed.faults.add("to", context.words.t("step-choose"));
    }
    let body = ground.body(&context, &typed);
    Ok(context.again(Place::Clients, &ground.title(&context), body, &typed.faults))
}

/// The print of the records of a subject: another step, a correction or an undo changes it.
fn print(subject: &Subject, journal: &[Record]) -> String {
    let of_it: Vec<Record> = live(journal).into_iter().filter(|r| subject.is_of(r)).collect();
    let ids: Vec<(&Id, &Fact)> = of_it.iter().map(|r| (&r.id, &r.fact)).collect();
    opened::print(&ids)
}

/// Holds what the page stands on.
struct Ground {
    id: Id,
    file: Arc<ClientFile>,
    journal: Arc<Vec<Record>>,
    subject: Subject,
    choices: Vec<AllowedStep>,
    /// Both readings of an agreement, where they differ.
    differing: Option<Readings>,
    here: String,
}

impl Ground {
    async fn of(context: &MemberContext, (id, noun, record): Named) -> Result<Ground, Error> {
        let subject = Subject::named(&noun, &record).ok_or(Error::NotFound)?;
        let person = id.clone();
        let (loaded, terms) = context
            .read(move |conn, viewer| {
                let loaded = store::file::load(conn, viewer, &person)?;
                Ok((loaded, store::setting::terms(conn, &viewer.practice)?))
            })
            .await?;
        let (file, journal) = (loaded.file, loaded.records);
        let choices = subject.choices(&file, context.today, &terms).ok_or(Error::NotFound)?;
        let differing = match &subject {
            Subject::Agreement(kind) => {
                Some(Readings::of(&file, *kind, context.today, &terms)).filter(|r| r.differ())
            }
            _ => None,
        };
        let here = paths::step(&id, noun, record);
        Ok(Ground { here, id, file, journal, subject, choices, differing })
    }

    fn seen(&self) -> String {
        print(&self.subject, &self.journal)
    }

    fn title(&self, context: &MemberContext) -> String {
        view::title(&self.subject, context.words)
    }

    fn body(&self, context: &MemberContext, typed: &Typed) -> Markup {
        view::page(&view::Page {
            id: &self.id,
            file: &self.file,
            journal: &self.journal,
            subject: &self.subject,
            choices: &self.choices,
            differing: self.differing,
            here: &self.here,
            today: context.today,
            csrf: &context.csrf,
            typed,
            words: context.words,
        })
    }

    /// The step as it was handed in; none, with its faults, where it cannot be read.
    fn read(&self, context: &MemberContext, typed: &mut Typed) -> Option<StepRequest> {
        let words = context.words;
        let known = self.choices.iter().any(|c| c.to == typed.to);
        if !known {
            typed.faults.add("to", words.t("step-choose"));
        }
        let on = context.day_back(&typed.on).filter(|on| *on <= context.today);
        if on.is_none() {
            typed.faults.add("on", words.t("step-day-fault"));
        }
        let reason = Text::optional(&typed.reason);
        if let Err(why) = reason {
            typed.faults.add("reason", text_fault(words, why));
        }
        let place = match typed.place.split_once(':') {
            Some(("s", id)) => id.parse().ok().map(Where::Session),
            Some(("c", id)) => id.parse().ok().map(Where::Contact),
            _ => None,
        };
        let quote = typed.quote.parse().ok();
        let taken =
            StepRequest { to: typed.to.clone(), on: on?, quote, place, reason: reason.ok()? };
        known.then_some(taken)
    }
}
