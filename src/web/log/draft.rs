//! Drafts: the fields as typed, kept on the server while one writes.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde_json::json;

use crate::error::Error;
use crate::intake::form::Fields;
use crate::method::{Done, Id, Moment, Person, Text, Viewer, moment};
use crate::paths;
use crate::store::draft::Draft;
use crate::store::{self, Answer, Conn, StoreError};
use crate::views::draft::{self as list, Begun};
use crate::views::form::KEY;
use crate::views::layout::Place;
use crate::views::void::{self as view, Thrown};
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::void::landed;
use crate::words::arg;

/// Names what became of a draft that was to be kept.
enum Kept {
    Draft {
        id: Id,
        version: i64,
    },
    /// Its words are a session already: a late draft would only come back as a ghost.
    Session,
    /// Another window has gone on with it.
    Elsewhere {
        version: i64,
        at: Moment,
    },
    /// There are as many drafts as are kept.
    Full,
}

/// Keeps the fields under the draft's id, for the script of the page. Where another window has gone
/// on with it nothing is kept and nothing is merged: the page is told, and its member chooses.
pub(super) async fn keep(posted: MemberForm<Fields>) -> Result<Response, Error> {
    let (context, mut fields) = (posted.context, posted.form);
    let answer = |status: StatusCode, body: serde_json::Value| (status, Json(body)).into_response();
    Ok(match put(&context, &mut fields).await? {
        Kept::Draft { id, version } => answer(
            StatusCode::OK,
            json!({"draft": id.as_str(), "version": version.to_string(), "note": note(&context, context.now)}),
        ),
        Kept::Session => answer(
            StatusCode::OK,
            json!({"draft": "", "version": "", "note": context.words.t("log-gone")}),
        ),
        Kept::Elsewhere { version, at } => answer(
            StatusCode::CONFLICT,
            json!({"version": version.to_string(), "note": said(&context, "log-draft-elsewhere", at)}),
        ),
        Kept::Full => answer(StatusCode::UNPROCESSABLE_ENTITY, json!({"note": full(&context)})),
    })
}

/// Keeps the fields of a page that is shown again, notes in them which draft they are, and says
/// what became of them. Where another window has gone on with the draft, they become one of their
/// own: both texts stay.
pub(super) async fn keep_shown(
    context: &MemberContext,
    fields: &mut Fields,
) -> Result<String, Error> {
    let mut kept = put(context, fields).await?;
    let mut beside = None;
    if let Kept::Elsewhere { at, .. } = kept {
        beside = Some(said(context, "log-draft-beside", at));
        fields.set("draft", Id::fresh().to_string());
        fields.set("draft-version", "");
        kept = put(context, fields).await?;
    }
    let (draft, version, told) = match kept {
        Kept::Draft { id, version } => {
            (id.to_string(), version.to_string(), note(context, context.now))
        }
        Kept::Session => (String::new(), String::new(), String::new()),
        Kept::Full | Kept::Elsewhere { .. } => return Ok(full(context)),
    };
    fields.set("draft", draft);
    fields.set("draft-version", version);
    Ok(beside.unwrap_or(told))
}

async fn put(context: &MemberContext, fields: &mut Fields) -> Result<Kept, Error> {
    super::follow(context, fields).await?;
    let now = context.now;
    let id: Id = fields.get("draft").parse().unwrap_or_else(|_| Id::fresh());
    let version = fields.get("draft-version").parse().unwrap_or(0);
    let person: Option<Id> = fields.get("client").parse().ok();
    let (key, body) = (fields.get("key").to_owned(), body(fields));
    Ok(context
        .write(move |conn, viewer| {
            if store::submission::find(conn, viewer, &key)?.is_some() {
                return Ok(Kept::Session);
            }
            if store::draft::full(conn, viewer, &id)? {
                return Ok(Kept::Full);
            }
            match store::draft::save(conn, viewer, (&id, person.as_ref()), (&body, version), now) {
                Ok(version) => Ok(Kept::Draft { id, version }),
                Err(StoreError::Stale) => {
                    let other = store::draft::find(conn, viewer, &id)?.ok_or(StoreError::Stale)?;
                    Ok(Kept::Elsewhere { version: other.version, at: other.updated_at })
                }
                Err(refused) => Err(refused),
            }
        })
        .await?)
}

/// The fields as a draft keeps them: without what belongs to one page.
pub(super) fn body(fields: &Fields) -> String {
    let typed = fields.clone().without(&["csrf", "act", "draft", "draft-version"]);
    serde_json::to_string(&typed).unwrap_or_default()
}

fn full(context: &MemberContext) -> String {
    context.words.say("log-draft-full", &[("n", store::draft::MOST.into())])
}

/// All drafts of the member.
pub(super) async fn all(context: MemberContext) -> Result<Markup, Error> {
    let drafts =
        context.read(move |conn, viewer| store::draft::begun(conn, viewer, u32::MAX)).await?;
    let begun: Vec<Begun> = drafts.into_iter().map(|it| begun(&context, it)).collect();
    let most = store::draft::MOST.unsigned_abs();
    let body = list::page(&begun, most, &context.csrf, context.words);
    Ok(context.page(Place::Log, &context.words.t("draft-title"), body))
}

/// A draft as lists show it.
pub(in crate::web) fn begun(
    context: &MemberContext,
    (draft, person): (Draft, Option<Person>),
) -> Begun {
    let typed = fields_of(&draft).unwrap_or_default();
    let newcomer = || {
        let name = Text::optional(typed.get("new-name")).ok().flatten()?;
        let lang = super::lang_of(&name);
        Some(Person::named(draft.id.clone(), name, lang))
    };
    Begun {
        name: person.or_else(newcomer).map(|person| context.words.name_of(&person)),
        day: context.day_back(typed.get("on")).ok_or_else(|| typed.get("on").trim().to_owned()),
        words: typed.first_words().map(str::to_owned),
        correcting: super::correct::of(&typed).is_some(),
        saved: moment::local(draft.updated_at, context.viewer.tz),
        id: draft.id,
    }
}

/// The viewer's changes to a session that were begun and are not saved yet.
pub(in crate::web) fn of_session(
    conn: &mut Conn,
    viewer: &Viewer,
    session: &Id,
) -> Answer<Option<Id>> {
    let all = store::draft::list(conn, viewer, u32::MAX)?;
    let of_it =
        |draft: &&Draft| fields_of(draft).is_ok_and(|typed| typed.get("of") == session.as_str());
    Ok(all.iter().find(of_it).map(|draft| draft.id.clone()))
}

/// The id under which a page goes on where its address names one; none where a draft of somebody
/// else has it, or a session was saved under it.
pub(super) fn free(conn: &mut Conn, viewer: &Viewer, asked: Option<Id>) -> Answer<Option<Id>> {
    let Some(id) = asked else { return Ok(None) };
    let taken = store::draft::foreign(conn, viewer, &id)?
        || store::submission::find(conn, viewer, id.as_str())?.is_some();
    Ok((!taken).then_some(id))
}

/// Throws a draft away. From its page it is kept first with what was typed last, so that taking it
/// up again brings back all of it.
pub(super) async fn discard(posted: MemberForm<Fields>) -> Result<Response, Error> {
    let (context, mut fields) = (posted.context, posted.form);
    if fields.has(KEY) && !fields.blank() {
        keep_shown(&context, &mut fields).await?;
    }
    let Ok(id) = fields.get("draft").parse::<Id>() else {
        return Ok(landed(&paths::today(), None));
    };
    let (now, draft) = (context.now, id.clone());
    context.write(move |conn, viewer| store::draft::discard(conn, viewer, &draft, now)).await?;
    Ok(landed(&paths::today(), Some(Done::Discarded(id))))
}

/// The drafts that were thrown away, each to be taken up again.
pub(super) async fn discarded(context: MemberContext) -> Result<Markup, Error> {
    let all: Vec<(store::draft::Draft, Moment, Option<Person>)> = context
        .read(move |conn, viewer| {
            let thrown = store::draft::discarded(conn, viewer)?;
            let named = |(draft, at): (store::draft::Draft, Moment)| {
                let who = draft
                    .person
                    .as_ref()
                    .map(|id| store::person::find(conn, viewer, id))
                    .transpose()?
                    .flatten();
                Ok((draft, at, who.map(|kept| kept.person)))
            };
            thrown.into_iter().map(named).collect()
        })
        .await?;
    let line = |(draft, at, who): &(store::draft::Draft, Moment, Option<Person>)| Thrown {
        done: Done::Discarded(draft.id.clone()),
        name: who.as_ref().map(|who| context.words.name_of(who)),
        words: fields_of(draft)
            .ok()
            .and_then(|typed| typed.first_words().map(str::to_owned))
            .unwrap_or_default(),
        on: moment::local(*at, context.viewer.tz).date(),
    };
    let lines: Vec<Thrown> = all.iter().map(line).collect();
    let body = view::discarded(&lines, &context.csrf, context.words);
    Ok(context.page(Place::Log, &context.words.t("void-drafts"), body))
}

fn fields_of(draft: &Draft) -> Result<Fields, StoreError> {
    let unreadable =
        |e: serde_json::Error| StoreError::Unreadable { what: "draft", why: e.to_string() };
    serde_json::from_str(&draft.body).map_err(unreadable)
}

/// The fields of a draft, as they were typed.
pub(super) fn reopened(draft: &Draft) -> Result<Fields, Error> {
    let mut fields = fields_of(draft)?;
    fields.set("draft", draft.id.to_string());
    fields.set("draft-version", draft.version.to_string());
    // A text that was put beside another one has no key of its own yet.
    if fields.get("key").is_empty() {
        fields.set("key", draft.id.to_string());
    }
    Ok(fields)
}

/// Tells when it was saved, on the reader's clock.
pub(super) fn note(context: &MemberContext, at: Moment) -> String {
    said(context, "log-draft-saved", at)
}

fn said(context: &MemberContext, key: &'static str, at: Moment) -> String {
    context
        .words
        .say(key, &[("time", arg(context.words.time(moment::local(at, context.viewer.tz))))])
}
