//! Logging a session: the page, its drafts, the reading beside it, and the one act that saves it.

mod clients;
mod correct;
mod draft;
mod elsewhere;
mod made_of;
mod newcomer;
pub(in crate::web) mod offline;
mod result;
mod save;
mod view;

pub(in crate::web) use draft::{begun, of_session};
use made_of::{follow, lists, seen, seen_last};

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;
use serde_json::json;

use super::errors::wants_json;
use super::extract::{MemberContext, MemberForm};
use crate::app::App;
use crate::error::Error;
use crate::intake::form::{Fault, Fields};
use crate::intake::log_form::{ANOTHER, DAY_FAR, FAR, LogForm, SAME_DAY, View, Writer, first_day};
use crate::intake::shorthand::Context;
use crate::method::person::twin::{Sign, Twin, near};
use crate::method::pillar::Pillar;
use crate::method::session::Checkout;
use crate::method::{ClientFile, Day, Id, Lang, Person, Standing, Text, Viewer, code, moment};
use crate::paths;
use crate::store::{self, Answer, Conn};
use crate::views::layout::Place;
use crate::views::log::{Choice, Correcting, LogPage, Reading, body};
use crate::views::told::Told;
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::LOG, get(page).post(answer))
        .route(paths::OFFLINE, get(offline::page))
        .route(paths::LOG_DRAFT, post(draft::keep))
        .route(paths::LOG_DISCARD, post(draft::discard))
        .route(paths::LOG_DISCARDED, get(draft::discarded))
        .route(paths::LOG_DRAFTS, get(draft::all))
        .route(paths::LOG_READING, post(reading))
        .route(paths::SESSION_RESULT, get(result::page))
}

/// Holds what the page stands on: whom one may choose, and the file of the one who is chosen.
#[derive(Default)]
struct Ground {
    choices: Vec<Choice>,
    /// True if no session was recorded yet.
    first: bool,
    pillars: Vec<Pillar>,
    chosen: Option<(Arc<ClientFile>, Standing)>,
    /// Tells who may be the new client that was named, and why.
    twins: Vec<(Person, Vec<Sign>)>,
    /// The session that is corrected, if one is.
    correcting: Option<Correcting>,
    /// The last record of the journal that the page is made of.
    seen: String,
}

/// Sets how many drafts an empty page names; the others are behind a link.
const WAITING: u32 = 3;

/// The button that chooses a client, before the client's id.
const CLIENT: &str = "client.";

#[derive(Deserialize)]
struct Asked {
    client: Option<Id>,
    draft: Option<Id>,
    /// The key of a page on which nothing was typed yet. It stands in the address, so that the way
    /// back, a reload and a restored tab come to the same page, with a script or without.
    key: Option<Id>,
    /// Holds what is known of the session already; the log page of another calendar's event has it.
    on: Option<String>,
    minutes: Option<String>,
    /// A session that is to be corrected.
    session: Option<Id>,
}

async fn page(
    context: MemberContext,
    uri: Uri,
    Query(mut asked): Query<Asked>,
) -> Result<Response, Error> {
    if let (Some(client), Some(session)) = (&asked.client, &asked.session) {
        let of = (client.clone(), session.clone());
        return correct::page(&context, of, asked.draft).await;
    }
    let today = context.today;
    let (on, minutes) = (asked.on.clone(), asked.minutes.clone());
    let by_key = asked.draft.is_none();
    asked.draft = asked.draft.or(asked.key);
    let (draft, ground, done, begun, waiting) = context
        .read(move |conn, viewer| {
            let draft = match &asked.draft {
                Some(id) => store::draft::find(conn, viewer, id)?,
                None => None,
            };
            let begun = match asked.draft.clone() {
                Some(id) if store::draft::foreign(conn, viewer, &id)? => None,
                begun => begun,
            };
            // The key of a page is its draft: what was saved under it is a session by now.
            let done = match (&asked.draft, &draft) {
                (Some(id), None) => store::submission::find(conn, viewer, id.as_str())?,
                _ => None,
            };
            // A client who is no longer the reader's to see leaves the draft behind, without their
            // name.
            let of_draft = || draft.as_ref().and_then(|d| d.person.clone());
            let client = match (asked.client, of_draft()) {
                (Some(id), _) => Some(
                    store::merge::survivor(conn, viewer, &id)?.map_or(id, |kept| kept.person.id),
                ),
                (None, Some(id)) => store::person::find(conn, viewer, &id)?.map(|_| id),
                (None, None) => None,
            };
            let typed = draft.as_ref().map(draft::reopened).transpose();
            // Where nothing was said by its number yet, the page lists what there is now.
            let typed = typed.unwrap_or_default().filter(Fields::counts).unwrap_or_default();
            let waiting = match draft {
                Some(_) => (Vec::new(), 0),
                None => (
                    store::draft::begun(conn, viewer, WAITING)?,
                    store::draft::count(conn, viewer)?,
                ),
            };
            Ok((
                draft,
                Ground::of(conn, viewer, client.as_ref(), (&typed, today))?,
                done,
                begun,
                waiting,
            ))
        })
        .await?;
    if let Some((person, session)) = done {
        return Ok(Redirect::to(&paths::session(&person, &session)).into_response());
    }
    if by_key && begun.is_none() {
        return Ok(Redirect::to(&paths::log_under(uri.query(), &Id::fresh())).into_response());
    }
    let (fields, saved) = match draft {
        Some(draft) => {
            let mut fields = draft::reopened(&draft)?;
            follow(&context, &mut fields).await?;
            if !fields.counts() && correct::of(&fields).is_none() {
                fields.set("seen", ground.seen.clone());
                fields.set("seen-of", "");
            }
            (fields, Some(draft::note(&context, draft.updated_at)))
        }
        None => (known(fresh(&ground, &context, (begun, on.as_deref())), on, minutes), None),
    };
    let ground =
        if correct::of(&fields).is_some() { log_ground(&context, &fields).await? } else { ground };
    let mut page = log_page(&context, &ground, &fields, &[], saved);
    let begun: Vec<_> = waiting.0.into_iter().map(|it| draft::begun(&context, it)).collect();
    page.waiting = crate::views::draft::waiting(&begun, waiting.1, &context.csrf, context.words);
    Ok(context.page(Place::Log, &context.words.t("log-title"), body(&page)).into_response())
}

/// Saves. A script is told where to go, in place of being sent there: so it knows that the session
/// is saved, and what is shown once is shown to the person.
async fn answer(
    headers: HeaderMap,
    State(app): State<App>,
    posted: MemberForm<Fields>,
) -> Result<Response, Error> {
    let answer = act(State(app), posted).await?;
    let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
    match to.filter(|_| wants_json(&headers)) {
        Some(to) => Ok(Json(json!({ "to": to })).into_response()),
        None => Ok(answer),
    }
}

/// Saves, or without scripts shows what was understood.
async fn act(State(app): State<App>, posted: MemberForm<Fields>) -> Result<Response, Error> {
    let (context, mut fields) = (posted.context, posted.form);
    follow(&context, &mut fields).await?;
    if let Some(client) = fields.get("act").strip_prefix(CLIENT).map(str::to_owned) {
        if let (true, Ok(client)) = (fields.blank(), client.parse::<Id>()) {
            return Ok(Redirect::to(&paths::log_with(&client)).into_response());
        }
        fields.set("client", client);
        let mut ground = log_ground(&context, &fields).await?;
        fields.set("seen", std::mem::take(&mut ground.seen));
        let body = show(&context, &ground, &fields, &[], None, None);
        return Ok(context.page(Place::Log, &context.words.t("log-title"), body).into_response());
    }
    if fields.get("act") == "line" {
        let ground = log_ground(&context, &fields).await?;
        let body = show(&context, &ground, &fields, &[], None, None);
        return Ok(context.page(Place::Log, &context.words.t("log-title"), body).into_response());
    }
    if fields.get("act") == "read" {
        let ground = log_ground(&context, &fields).await?;
        let reading = read(&context, &ground, &fields);
        let body = show(&context, &ground, &fields, &[], Some(reading), None);
        return Ok(context.page(Place::Log, &context.words.t("log-title"), body).into_response());
    }
    if let Some(view) = View::asked(fields.get("act")) {
        return view::turned(&context, &fields, view).await;
    }
    if correct::of(&fields).is_some() {
        return correct::act(&context, fields).await;
    }
    let saved = match save::save(&app, &context, fields.clone()).await {
        // The client is not, or no longer, the reader's to see: as unknown as any other, and
        // nothing typed is lost.
        Err(Error::NotFound) => {
            let mut fields = fields;
            fields.set("client", "");
            let ground = log_ground(&context, &fields).await?;
            let faults = [Fault::new("client", "fault-client-gone")];
            let body = show(&context, &ground, &fields, &faults, None, None);
            let page = context.page(Place::Log, &context.words.t("log-title"), body);
            return Ok((StatusCode::NOT_FOUND, page).into_response());
        }
        saved => saved?,
    };
    match saved {
        save::Outcome::Saved { person, session } => {
            let page = paths::session_result(&person, &session);
            let taken = newcomer::title_taken(&fields)
                .map(|title| paths::told(&page, Told::Untitled(title).code()));
            Ok(Redirect::to(&taken.unwrap_or(page)).into_response())
        }
        // Back and Save again: the same session is corrected, and never becomes another one.
        save::Outcome::SavedBefore { person, session } => {
            correct::again(&context, fields, &person, &session).await
        }
        save::Outcome::Faulty(faults) => {
            // Anything that cannot be saved yet is kept as a draft meanwhile.
            let mut fields = fields;
            let kept = draft::keep_shown(&context, &mut fields).await?;
            let ground = log_ground(&context, &fields).await?;
            let reading = read(&context, &ground, &fields);
            meant(&mut fields, &faults, &reading);
            let body = show(&context, &ground, &fields, &faults, Some(reading), Some(kept));
            Ok(context.refused(Place::Log, &context.words.t("log-title"), body).into_response())
        }
    }
}

/// Takes a day long ago, or a second session of a day, for meant, now that it is asked about: the
/// page that is sent once more says so.
fn meant(fields: &mut Fields, faults: &[Fault], reading: &Reading) {
    for (key, field) in [(DAY_FAR, FAR), (SAME_DAY, ANOTHER)] {
        let asked = faults.iter().any(|fault| fault.key == key);
        if let Some(on) = reading.entry.on.filter(|_| asked) {
            fields.set(field, on.to_string());
        }
    }
}

/// The result of saving once more, with an answer that was not taken, and why.
pub(super) async fn answer_refused(
    context: &MemberContext,
    person: Id,
    session: Id,
    refused: Option<(String, String)>,
) -> Result<Response, Error> {
    let page = result::show(context, person, session, refused).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The reading of what has been typed so far: a piece of the page.
async fn reading(posted: MemberForm<Fields>) -> Result<Markup, Error> {
    let (context, mut fields) = (posted.context, posted.form);
    follow(&context, &mut fields).await?;
    let ground = log_ground(&context, &fields).await?;
    let reading = read(&context, &ground, &fields);
    let page = log_page(&context, &ground, &fields, &[], None);
    Ok(crate::views::log::reading(&page, &reading))
}

async fn log_ground(context: &MemberContext, fields: &Fields) -> Result<Ground, Error> {
    let (today, client, of) =
        (context.today, fields.get("client").parse().ok(), correct::of(fields));
    let new = newcomer::newcomer(fields).ok().filter(|_| client.is_none());
    let typed = fields.clone();
    let ground = context.read(move |conn, viewer| {
        if let Some((person, session)) = &of {
            return correct::ground(conn, viewer, (person, session), (&typed, today));
        }
        let mut ground = Ground::of(conn, viewer, client.as_ref(), (&typed, today))?;
        if let Some(new) = new {
            let others = store::person::everybody(conn, viewer)?;
            ground.twins = near(&others, &new)
                .into_iter()
                .map(|twin| (twin.person.clone(), twin.signs))
                .collect();
        }
        Ok(ground)
    });
    Ok(ground.await?)
}

impl Ground {
    fn of(
        conn: &mut Conn,
        viewer: &Viewer,
        client: Option<&Id>,
        (fields, today): (&Fields, Day),
    ) -> Answer<Ground> {
        let mut last = String::new();
        let chosen = match client {
            Some(id) => {
                let loaded = store::file::load(conn, viewer, id)?;
                let terms = store::setting::terms(conn, &viewer.practice)?;
                let standing = Standing::of(&loaded.file, today, &terms);
                last = seen_last(&loaded.records);
                Some((lists(conn, viewer, &loaded, fields)?, standing))
            }
            None => None,
        };
        let choices = match chosen {
            Some(_) => Vec::new(),
            None => clients::choices(conn, viewer)?,
        };
        let first = clients::first(conn, viewer, chosen.as_ref().map(|(file, _)| &**file))?;
        let pillars = store::pillar::list(conn, viewer)?;
        Ok(Ground { choices, first, pillars, chosen, seen: last, ..Ground::default() })
    }
}

/// Tells what the page fills in by itself (method §7): date, the usual minutes and place, who moved
/// first. The draft's id is the key, too: opened again under its address, the page is still the
/// same one.
fn fresh(
    ground: &Ground,
    context: &MemberContext,
    (begun, on): (Option<Id>, Option<&str>),
) -> Fields {
    let id = begun.unwrap_or_else(Id::fresh).to_string();
    let mut fields = Fields::default();
    let mut set = |name: &str, value: String| fields.set(name, value);
    set("key", id.clone());
    set("draft", id);
    set("on", context.today.to_string());
    set("status", "held".into());
    set("checkout", code(&Checkout::NotAsked));
    set("minutes", "60".into());
    let Some((file, _)) = &ground.chosen else { return fields };
    set("client", file.person.id.to_string());
    set("seen", ground.seen.clone());
    let held = file.held_sessions(context.today);
    if let Some(last) = held.last() {
        set("minutes", last.minutes.unwrap_or(60).to_string());
        set("mode", last.mode.as_ref().map(code).unwrap_or_default());
        // It is as agreed only on the day that was agreed.
        let day = on.and_then(|on| on.parse().ok()).unwrap_or(context.today);
        if last.next_on == Some(day) {
            set("initiator", "agreed".into());
        }
    }
    if let Some(hours) = held.iter().rev().find_map(|s| s.hours.as_ref()) {
        hours.to_fields().into_iter().for_each(|(name, value)| set(name, value));
    }
    fields
}

/// With what was known before the page was opened.
fn known(mut fields: Fields, on: Option<String>, minutes: Option<String>) -> Fields {
    on.into_iter().for_each(|on| fields.set("on", on));
    minutes.into_iter().for_each(|minutes| fields.set("minutes", minutes));
    fields.note_filled();
    fields
}

/// The member as the writer of the page.
fn writer(viewer: &Viewer, today: crate::method::Day) -> Writer<'static> {
    Writer { today, habit: viewer.habit(), lang: viewer.lang, names: Words::names() }
}

/// Tells what was understood, as if it were saved now under an id that nothing keeps.
fn read(context: &MemberContext, ground: &Ground, fields: &Fields) -> Reading {
    let file = view::file_of(context, ground);
    let log_form = LogForm::read(fields, &file, &writer(&context.viewer, context.today));
    let mut entry = log_form.entry.clone();
    let amiss = crate::views::log::amiss(context.words, &log_form);
    let minutes = entry.session.minutes;
    let days = log_form.days().into_iter().map(|(of, day)| (of, context.words.day(day))).collect();
    // The reading goes on while the three required things are still missing.
    entry.on.get_or_insert(context.today);
    entry.session.minutes.get_or_insert(1);
    let now = moment::local(context.now, context.viewer.tz);
    let proposal = entry.propose(&file, &file.to_records(), Id::fresh(), now);
    let facts = crate::views::log::understood(context.words, &log_form);
    let problems = problems(context, fields.get("short"), (&log_form, &file));
    match proposal {
        Ok(p) => Reading {
            entry,
            understood: p.understood,
            unkept: p.unkept,
            problems,
            minutes,
            days,
            facts,
            amiss,
        },
        Err(_) => Reading {
            understood: Reading::all(&entry),
            entry,
            unkept: Vec::new(),
            problems,
            minutes,
            days,
            facts,
            amiss,
        },
    }
}

/// The lines of the shorthand that could not be read, each with what would be understood there.
fn problems(
    context: &MemberContext,
    short: &str,
    (log_form, file): (&LogForm, &ClientFile),
) -> Vec<String> {
    let Some(parsed) = &log_form.short else { return Vec::new() };
    let day = first_day(short, log_form.entry.on, context.today);
    let reader = Context { file, day, habit: context.viewer.habit(), names: Words::names() };
    let problem =
        |remark| crate::views::log::problem(context.words, remark, (short, parsed), &reader);
    parsed.remarks.iter().map(problem).collect()
}

fn log_page<'a>(
    context: &'a MemberContext,
    ground: &'a Ground,
    fields: &'a Fields,
    faults: &'a [Fault],
    saved: Option<String>,
) -> LogPage<'a> {
    LogPage {
        words: context.words,
        today: context.today,
        csrf: &context.csrf,
        file: ground.chosen.as_ref().map(|(file, standing)| (&**file, standing)),
        choices: &ground.choices,
        first: ground.first,
        twins: ground
            .twins
            .iter()
            .map(|(person, signs)| Twin { person, signs: signs.clone() })
            .collect(),
        pillars: &ground.pillars,
        fields,
        faults,
        reading: None,
        saved,
        waiting: Markup::default(),
        correcting: ground.correcting.as_ref(),
    }
}

fn show(
    context: &MemberContext,
    ground: &Ground,
    fields: &Fields,
    faults: &[Fault],
    reading: Option<Reading>,
    saved: Option<String>,
) -> Markup {
    let mut page = log_page(context, ground, fields, faults, saved);
    page.reading = reading;
    body(&page)
}

/// The language a name is most likely written in.
fn lang_of(name: &Text) -> Lang {
    Lang::of(name.as_str())
}
