//! Drafts: the fields as typed, kept on the server while one writes.

use axum::Json;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde_json::json;

use crate::domain::capture::Fields;
use crate::domain::{Done, Id, Moment, Person, moment};
use crate::error::Error;
use crate::paths;
use crate::store::{self, Conn, StoreError};
use crate::views::form::KEY;
use crate::views::layout::Place;
use crate::views::void::{self as view, Thrown};
use crate::web::extract::{Desk, Posted};
use crate::web::void::landed;
use crate::words::arg;

/// Keeps the fields under the draft's id. If another window has gone on with it, these become a draft of their own:
/// both texts stay.
pub(super) async fn keep(posted: Posted<Fields>) -> Result<Response, Error> {
    let (desk, mut fields) = (posted.desk, posted.form);
    let said = match keep_fields(&desk, &mut fields).await? {
        true => note(&desk, desk.now),
        // Already saved as a session: a late draft would only come back as a ghost.
        false => desk.words.t("log-gone"),
    };
    let (draft, version) = (fields.get("draft"), fields.get("draft-version"));
    Ok(Json(json!({"draft": draft, "version": version, "note": said})).into_response())
}

/// Keeps the fields as a draft, and notes in them which one and which version of it; false if they were saved as a
/// session already.
pub(super) async fn keep_fields(desk: &Desk, fields: &mut Fields) -> Result<bool, Error> {
    super::follow(desk, fields).await?;
    let viewer = desk.viewer.clone();
    let now = desk.now;
    let id: Id = fields.get("draft").parse().unwrap_or_else(|_| Id::fresh());
    let version = fields.get("draft-version").parse().unwrap_or(0);
    let person: Option<Id> = fields.get("client").parse().ok();
    let key = fields.get("key").to_owned();
    let body = fields.clone().without(&["csrf", "act", "draft", "draft-version"]);
    let body = serde_json::to_string(&body).unwrap_or_default();
    let kept = desk
        .app
        .db
        .write(move |conn| {
            if store::submission::find(conn, &viewer, &key)?.is_some() {
                return Ok(None);
            }
            match store::draft::save(conn, &viewer, (&id, person.as_ref()), (&body, version), now) {
                Ok(version) => Ok(Some((id, version))),
                Err(StoreError::Stale) => {
                    let own = Id::fresh();
                    let version = store::draft::save(conn, &viewer, (&own, person.as_ref()), (&body, 0), now)?;
                    Ok(Some((own, version)))
                }
                Err(other) => Err(other),
            }
        })
        .await?;
    let (draft, version) = kept.as_ref().map(|(id, version)| (id.to_string(), version.to_string())).unwrap_or_default();
    fields.set("draft", draft);
    fields.set("draft-version", version);
    Ok(kept.is_some())
}

/// Throws a draft away. From its page it is kept first with what was typed last, so that taking it up again brings back
/// all of it.
pub(super) async fn discard(posted: Posted<Fields>) -> Result<Response, Error> {
    let (desk, mut fields) = (posted.desk, posted.form);
    if fields.has(KEY) && !fields.blank() {
        keep_fields(&desk, &mut fields).await?;
    }
    let Ok(id) = fields.get("draft").parse::<Id>() else { return Ok(landed(&paths::today(), None)) };
    let (viewer, now, draft) = (desk.viewer.clone(), desk.now, id.clone());
    desk.app.db.write(move |conn| store::draft::discard(conn, &viewer, &draft, now)).await?;
    Ok(landed(&paths::today(), Some(Done::Discarded(id))))
}

/// The drafts that were thrown away, each to be taken up again.
pub(super) async fn discarded(desk: Desk) -> Result<Markup, Error> {
    let viewer = desk.viewer.clone();
    let read = move |conn: &mut Conn| {
        let thrown = store::draft::discarded(conn, &viewer)?;
        let named = |(draft, at): (store::draft::Draft, Moment)| {
            let who = draft.person.as_ref().map(|id| store::person::find(conn, &viewer, id)).transpose()?.flatten();
            Ok((draft, at, who.map(|kept| kept.person)))
        };
        thrown.into_iter().map(named).collect()
    };
    let all: Vec<(store::draft::Draft, Moment, Option<Person>)> = desk.app.db.read(read).await?;
    let line = |(draft, at, who): &(store::draft::Draft, Moment, Option<Person>)| Thrown {
        done: Done::Discarded(draft.id.clone()),
        name: who.as_ref().map(|who| desk.words.name_of(who)),
        words: reopened(draft).map(|fields| first_words(&fields)).unwrap_or_default(),
        on: moment::local(*at, desk.viewer.tz).date(),
    };
    let lines: Vec<Thrown> = all.iter().map(line).collect();
    let body = view::discarded(&lines, &desk.csrf, desk.words);
    Ok(desk.page(Place::Log, &desk.words.t("void-drafts"), body))
}

/// What was typed first, by which one knows a draft again.
fn first_words(fields: &Fields) -> String {
    const SHOWN: usize = 60;
    let typed = ["topic", "q0", "shorthand", "note"].map(|name| fields.get(name).trim().to_owned());
    let first = typed.into_iter().find(|typed| !typed.is_empty()).unwrap_or_default();
    first.chars().take(SHOWN).collect()
}

/// The fields of a draft, as they were typed.
pub(super) fn reopened(draft: &store::draft::Draft) -> Result<Fields, Error> {
    let unreadable = |e: serde_json::Error| StoreError::Unreadable { what: "draft", why: e.to_string() };
    let mut fields: Fields = serde_json::from_str(&draft.body).map_err(unreadable)?;
    fields.set("draft", draft.id.to_string());
    fields.set("draft-version", draft.version.to_string());
    Ok(fields)
}

/// When it was saved, on the reader's clock.
pub(super) fn note(desk: &Desk, at: Moment) -> String {
    let time = desk.words.time(moment::local(at, desk.viewer.tz));
    desk.words.say("log-draft-saved", &[("time", arg(time))])
}
