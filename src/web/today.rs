//! Today: the page one lands on.

use axum::Router;
use axum::routing::get;
use chrono::TimeDelta;
use maud::{Markup, html};

use crate::app::App;
use crate::domain::{Id, moment};
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::contact::{Names, Whom, folded};
use crate::views::layout::Place;
use crate::views::today::{self, Begun, Somebody};
use crate::web::contact;
use crate::web::extract::Desk;

/// How many people are looked at; more than that is for the list of clients.
const PEOPLE: u32 = 40;
/// How far ahead a session, a lapse or a promise is of interest, in days.
const HORIZON: i64 = 14;
const PROMISES_AHEAD: i64 = 3;
/// How many drafts are named.
const DRAFTS: u32 = 5;

pub fn routes() -> Router<App> {
    Router::new().route(paths::TODAY, get(show))
}

async fn show(desk: Desk) -> Result<Markup, Error> {
    let (viewer, day) = (desk.viewer.clone(), desk.today);
    let looked = desk.app.db.read(move |conn| {
        let drafts = store::draft::list(conn, &viewer, DRAFTS)?;
        let begun = drafts.into_iter().map(|draft| {
            let person = draft.person.as_ref().map(|id| store::person::find(conn, &viewer, id)).transpose()?.flatten();
            Ok((draft, person.map(|kept| kept.person)))
        });
        let begun = begun.collect::<store::Answer<Vec<_>>>()?;
        let listed = store::standing::attention(conn, &viewer, day, day + TimeDelta::days(HORIZON), PEOPLE)?;
        let ids: Vec<Id> = listed.iter().map(|l| l.kept.person.id.clone()).collect();
        let until = day + TimeDelta::days(PROMISES_AHEAD);
        let mut due = store::excerpt::promises_due(conn, &viewer, &ids, (day, until))?;
        let soon = |l: &&store::person::Listed| l.glance.next_on.is_some_and(|on| on <= day + TimeDelta::days(1));
        let meeting: Vec<Id> = listed.iter().filter(soon).map(|l| l.kept.person.id.clone()).collect();
        let mut words = store::excerpt::last_words(conn, &viewer, &meeting, day)?;
        let somebody = |l: store::person::Listed| Somebody {
            promises: due.remove(&l.kept.person.id).unwrap_or_default(),
            last_words: words.remove(&l.kept.person.id),
            person: l.kept.person,
            glance: l.glance,
        };
        Ok((begun, listed.into_iter().map(somebody).collect::<Vec<_>>()))
    });
    let (begun, people) = looked.await?;
    let begun = begun.into_iter().map(|(draft, person)| Begun {
        link: paths::log_draft_of(&draft.id),
        name: person.map(|person| desk.words.name_of(&person)),
        saved: moment::local(draft.updated_at, desk.viewer.tz),
    });
    let begun: Vec<Begun> = begun.collect();
    let line = contact::fresh(&desk);
    let body = html! {
        (today::page(&paths::log(), &begun, &people, desk.today, desk.words))
        (folded(&Whom::Named(&Names::default()), &desk.csrf, &line, desk.words))
    };
    Ok(desk.page(Place::Today, &desk.words.t("place-today"), body))
}
