//! Drafts: the fields as typed, kept on the server while one writes.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use crate::app::App;
use crate::domain::capture::Fields;
use crate::domain::{Id, Moment, moment};
use crate::error::Error;
use crate::paths;
use crate::store::{self, StoreError};
use crate::web::extract::{Desk, Posted};
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

pub(super) async fn discard(State(app): State<App>, posted: Posted<Fields>) -> Result<Redirect, Error> {
    let viewer = posted.desk.viewer.clone();
    if let Ok(id) = posted.form.get("draft").parse::<Id>() {
        app.db.write(move |conn| store::draft::discard(conn, &viewer, &id)).await?;
    }
    Ok(Redirect::to(&paths::today()))
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
