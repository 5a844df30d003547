//! Today: the page one lands on.

use std::collections::HashMap;

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use chrono::{NaiveTime, TimeDelta};
use maud::{Markup, html};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::{Day, Id, Viewer, moment};
use crate::paths;
use crate::store::{self, Answer, Conn};
use crate::views::contact::{Names, Whom, folded};
use crate::views::layout::Place;
use crate::views::today::{self, Page, Part, Somebody};
use crate::web::extract::MemberContext;
use crate::web::{contact, log};

/// Sets how many people are looked at for who waits, whom one meets and what is due.
const PEOPLE: u32 = 1000;
/// Sets how far ahead a session, a lapse or a promise is of interest, in days.
const HORIZON: i64 = 14;
const PROMISES_AHEAD: i64 = 3;
/// Sets how many drafts are named.
const DRAFTS: u32 = 3;

pub fn routes() -> Router<App> {
    Router::new().route(paths::TODAY, get(show))
}

/// Tells which part is to be shown whole; the page itself if none.
#[derive(Default, Deserialize)]
struct Wish {
    #[serde(default)]
    all: Option<Part>,
}

async fn show(context: MemberContext, Query(wish): Query<Wish>) -> Result<Markup, Error> {
    let day = context.today;
    let looked = context.read(move |conn, viewer| {
        let anybody = store::person::any(conn, viewer)?;
        let begun = store::draft::begun(conn, viewer, DRAFTS)?;
        let drafts = store::draft::count(conn, viewer)?;
        let discarded = store::draft::discarded(conn, viewer)?.len();
        Ok(((begun, drafts), people(conn, viewer, day)?, anybody, discarded))
    });
    let ((begun, drafts), (people, cut), anybody, discarded) = looked.await?;
    let begun = begun.into_iter().map(|it| log::begun(&context, it));
    let page = Page {
        begun: &begun.collect::<Vec<_>>(),
        discarded,
        drafts,
        people: &people,
        anybody,
        cut,
        today: context.today,
        left: left(&context),
        csrf: &context.csrf,
        words: context.words,
    };
    if let Some(part) = wish.all {
        let title = context.words.t("place-today");
        return Ok(context.page(Place::Today, &title, today::all(&page, part)));
    }
    let line = contact::fresh(&context);
    let body = html! {
        (today::page(&page))
        (folded(&Whom::Named(&Names::default()), &context.csrf, &line, context.words))
    };
    Ok(context.page(Place::Today, &context.words.t("place-today"), body))
}

/// The seconds until the member's day is over.
fn left(context: &MemberContext) -> i64 {
    let tomorrow = context.today.succ_opt().unwrap_or(context.today);
    let end = moment::instant(tomorrow.and_time(NaiveTime::MIN), context.viewer.tz);
    (end - context.now).num_seconds()
}

/// The people whom lists or rules point at, each once; true if there are more of them than are
/// looked at.
fn people(conn: &mut Conn, viewer: &Viewer, day: Day) -> Answer<(Vec<Somebody>, bool)> {
    let listed =
        store::standing::attention(conn, viewer, day, day + TimeDelta::days(HORIZON), PEOPLE)?;
    let until = day + TimeDelta::days(PROMISES_AHEAD);
    let within = |on: Option<Day>, last: Day| on.is_some_and(|on| on <= last);
    let some = |fits: &dyn Fn(&store::person::Listed) -> bool| -> Vec<Id> {
        listed.iter().filter(|l| fits(l)).map(|l| l.kept.person.id.clone()).collect()
    };
    let mut due = store::excerpt::promises_due(
        conn,
        viewer,
        &some(&|l| within(l.overview.due_on, until)),
        (day, until),
    )?;
    let meeting = some(&|l| within(l.overview.next_on, day + TimeDelta::days(1)));
    let mut words = store::excerpt::last_words(conn, viewer, &meeting, day)?;
    let store::verdict::Speaking { people: speaking, left } =
        store::verdict::speaking(conn, viewer, day)?;
    let cut = left > 0 || listed.len() >= PEOPLE as usize;
    let ids: Vec<Id> = speaking.iter().map(|(kept, _)| kept.person.id.clone()).collect();
    let done = store::insight::of_people(conn, viewer, &ids)?;
    let mut spoken: HashMap<Id, _> = HashMap::new();
    let mut alone = Vec::new();
    for (kept, verdict) in speaking {
        let id = kept.person.id.clone();
        let states = store::insight::aside(&done, Some(&id), &id);
        if !listed.iter().any(|l| l.kept.person.id == id) {
            alone.push(id.clone());
        }
        spoken.insert(id, (kept.person, verdict, states));
    }
    let mut out: Vec<Somebody> = Vec::new();
    for l in listed {
        let (id, spoke) = (l.kept.person.id.clone(), spoken.remove(&l.kept.person.id));
        let (verdict, states) = spoke.map(|(_, verdict, states)| (verdict, states)).unzip();
        out.push(Somebody {
            promises: due.remove(&id).unwrap_or_default(),
            last_words: words.remove(&id),
            person: l.kept.person,
            overview: Some(l.overview),
            verdict,
            states: states.unwrap_or_default(),
        });
    }
    let rest = alone.iter().filter_map(|id| spoken.remove(id));
    out.extend(rest.map(|(person, verdict, states)| Somebody {
        person,
        overview: None,
        verdict: Some(verdict),
        states,
        promises: Vec::new(),
        last_words: None,
    }));
    Ok((out, cut))
}
