//! The first visit: founding the practice with its owner, once, by whoever holds the link that the
//! program printed where it was started. A practice that a command founded is claimed by a command.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::TimeDelta;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::{Email, Lang, Role, Text};
use crate::password;
use crate::paths;
use crate::store::member::NewMember;
use crate::store::practice::{Beginning, Practice};
use crate::store::{self, Conn, StoreError};
use crate::views::form::Faults;
use crate::views::setup::{self as view, Setup};
use crate::views::{self};
use crate::web::extract::{VisitorContext, VisitorForm};
use crate::web::{login, token};
use crate::words::Words;

/// People one can hold in mind at once, until the member says otherwise (seed: our choice).
pub const CAPACITY: u32 = 15;

/// Sets how long a link to set up with holds.
const HOLDS: TimeDelta = TimeDelta::hours(1);

/// Names what is to be said at the start while nobody can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The link to set up with, from the root of the site.
    Link(String),
    /// Practices that a command founded: a command lets their owners in.
    ByCommand(Vec<Practice>),
}

pub fn routes() -> Router<App> {
    Router::new().route(paths::SETUP, get(show).post(found))
}

/// Opens the first visit anew, at each start; none once somebody can sign in. Links of other starts
/// hold until they run out: several processes may print one each.
pub async fn open(app: &App) -> Result<Option<Opening>, Error> {
    let (token, now) = (token::fresh()?, app.clock.now());
    let hash = token::hash(&token);
    let begin = move |conn: &mut Conn| {
        let state = store::practice::beginning(conn)?;
        if state == Beginning::Empty {
            store::setup_link::keep(conn, &hash, now + HOLDS, now)?;
        }
        Ok(state)
    };
    Ok(match app.db.write(begin).await? {
        Beginning::Empty => Some(Opening::Link(paths::setup_with(&token))),
        Beginning::Founded(practices) => Some(Opening::ByCommand(practices)),
        Beginning::Begun => None,
    })
}

/// Names what a visitor holds.
enum Held {
    /// A link that opens.
    Link,
    /// A link that does not open, or not any more.
    Spent,
    Nothing,
}

/// Tells what the token is worth; none once somebody can sign in.
async fn held(visitor: &VisitorContext, token: &str) -> Result<Option<Held>, Error> {
    let (hash, now, none) = (token::hash(token), visitor.now, token.is_empty());
    let ask = move |conn: &mut Conn| match store::practice::beginning(conn)? {
        Beginning::Begun => Ok(None),
        Beginning::Empty if store::setup_link::holds(conn, &hash, now)? => Ok(Some(Held::Link)),
        Beginning::Empty | Beginning::Founded(_) => {
            Ok(Some(if none { Held::Nothing } else { Held::Spent }))
        }
    };
    Ok(visitor.app.db.read(ask).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    token: String,
}

/// The form, for whoever holds the link. Anybody else learns where to look for it, and nothing of
/// what is here.
async fn show(
    visitor: VisitorContext,
    Query(Asked { token }): Query<Asked>,
) -> Result<Response, Error> {
    Ok(match held(&visitor, &token).await? {
        None => Redirect::to(&paths::login()).into_response(),
        Some(Held::Link) => {
            view::page(visitor.words, &Setup { token, ..Setup::default() }, &Faults::default())
                .into_response()
        }
        Some(held) => closed(&visitor, &held),
    })
}

fn closed(visitor: &VisitorContext, held: &Held) -> Response {
    let spent = matches!(held, Held::Spent);
    let status = if spent { StatusCode::FORBIDDEN } else { StatusCode::OK };
    (status, view::closed(visitor.words, spent)).into_response()
}

async fn found(VisitorForm { visitor, form }: VisitorForm<Setup>) -> Result<Response, Error> {
    match held(&visitor, &form.token).await? {
        None => return Err(Error::NotFound),
        Some(Held::Link) => {}
        Some(_) => return Ok(closed(&visitor, &Held::Spent)),
    }
    let (practice, mut owner) = match read(visitor.words, &form) {
        Ok(read) => read,
        Err(faults) => {
            let again = view::page(visitor.words, &form, &faults);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
        }
    };
    owner.password_hash = Some(visitor.app.hasher.hash(form.password).await?);
    let (link, now) = (token::hash(&form.token), visitor.now);
    let set_up = visitor
        .app
        .db
        .write(move |conn| store::practice::set_up(conn, &practice, &owner, &link, now));
    let member = match set_up.await {
        Ok(member) => member,
        // Somebody else was faster, or the hour is over.
        Err(StoreError::Stale) => return Ok(Redirect::to(&paths::setup()).into_response()),
        Err(other) => return Err(other.into()),
    };
    let started = login::start(&visitor, member, None).await?;
    Ok((started.cookies(&visitor), Redirect::to(&paths::today())).into_response())
}

/// Tells what was typed, or what is wrong with it.
fn read(words: &Words, form: &Setup) -> Result<(Text, NewMember), Faults> {
    let mut faults = Faults::default();
    let practice = faults.text(words, "practice", &form.practice);
    let name = faults.text(words, "name", &form.name);
    let email =
        faults.take("email", form.email.parse::<Email>().map_err(|_| words.t("email-fault")));
    if let Err(why) = password::judge(&form.password, &form.email) {
        faults.add("password", views::password::weak(words, why));
    }
    let tz = faults.take("tz", form.tz.parse().map_err(|_| words.t("zone-fault")));
    let lang: Lang = words.lang();
    match (practice, name, email, tz) {
        (Some(practice), Some(name), Some(email), Some(tz)) if faults.is_empty() => {
            let (email, capacity) = (Some(email), CAPACITY);
            let role = Role::Owner;
            Ok((
                practice,
                NewMember {
                    name,
                    email,
                    password_hash: None,
                    role,
                    lang,
                    tz,
                    capacity,
                    external_id: None,
                },
            ))
        }
        _ => Err(faults),
    }
}
