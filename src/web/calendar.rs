//! One's calendar out and in: the secret feed, one session as a file, and another calendar read for
//! sessions to log.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::export::ics::{self, Style};
use crate::intake::calendar::{self, Reading};
use crate::intake::form::Fields;
use crate::intake::incoming::{Fault, MAX_BYTES, Note, Why};
use crate::method::calendar::{Meeting, meetings};
use crate::method::{Act, Id, Person};
use crate::paths;
use crate::store::{self, Conn, feed};
use crate::views::calendar as view;
use crate::views::form::Faults;
use crate::views::incoming;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberFiles, MemberForm, VisitorContext};
use crate::web::{hours, loopback, token};
use crate::words::Words;

/// Sets how many days back the feed goes.
const BACK: i64 = 365;

const CALENDAR: &str = "text/calendar; charset=utf-8";

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::CALENDAR, get(show).post(act))
        .route(paths::CALENDAR_READ, post(propose))
        .route(paths::FEED, get(serve))
        .route(paths::SESSION_ICS, post(session))
}

/// Holds what stands on the page besides the feed.
#[derive(Default)]
struct Shown<'a> {
    made: Option<String>,
    reading: Option<(&'a Reading, &'a [Person])>,
    address: &'a str,
    faults: Faults,
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    page(&context, Shown::default()).await
}

async fn page(context: &MemberContext, shown: Shown<'_>) -> Result<Response, Error> {
    let own = context.read(feed::own).await?;
    let body = view::page(&view::Page {
        feed: own,
        made: shown.made.as_deref(),
        reading: shown.reading,
        address: shown.address,
        faults: &shown.faults,
        manages: context.viewer.may(Act::ManagePractice),
        viewer: &context.viewer,
        csrf: &context.csrf,
        words: context.words,
    });
    let title = context.words.t("calendar-title");
    Ok(if shown.faults.is_empty() {
        context.page(Place::Settings, &title, body).into_response()
    } else {
        context.refused(Place::Settings, &title, body).into_response()
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    act: String,
    initials: String,
}

/// Makes the feed, or ends it. Its address is on the answer to this form and nowhere else.
async fn act(
    headers: HeaderMap,
    MemberForm { context, form }: MemberForm<Wish>,
) -> Result<Response, Error> {
    let now = context.now;
    match form.act.as_str() {
        "make" => {
            let (secret, initials) = (token::fresh()?, form.initials == "1");
            let hash = token::hash(&secret);
            context
                .write(move |conn, viewer| feed::make(conn, viewer, &hash, initials, now))
                .await?;
            let made =
                format!("{}{}", base(&context, &headers), paths::feed(format!("{secret}.ics")));
            page(&context, Shown { made: Some(made), ..Shown::default() }).await
        }
        "revoke" => {
            // Ended twice is ended.
            let ended = context.write(move |conn, viewer| feed::revoke(conn, viewer, now)).await;
            match ended {
                Ok(()) | Err(store::StoreError::NotFound) => {
                    Ok(Redirect::to(&paths::calendar()).into_response())
                }
                Err(other) => Err(other.into()),
            }
        }
        _ => page(&context, Shown::default()).await,
    }
}

/// Tells what stands before a path in an address that leaves this program: what was set, or the
/// address this page was asked for at. Only who asked for it is shown it.
fn base(context: &MemberContext, headers: &HeaderMap) -> String {
    let asked = || {
        format!(
            "http://{}",
            headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
        )
    };
    let public = context.app.config.public_url.clone().unwrap_or_else(asked);
    public.trim_end_matches('/').to_owned()
}

/// The feed, to whoever holds its token. An unknown token and one that was revoked look the same.
async fn serve(
    State(app): State<App>,
    visitor: VisitorContext,
    Address(named): Address<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    if let Some(seconds) = app.rate_limiter.again(visitor.peer.address, now) {
        return Err(Error::TooMany { seconds });
    }
    let hash = token::hash(named.strip_suffix(".ics").unwrap_or_default());
    let read = move |conn: &mut Conn| {
        let Some((viewer, initials)) = feed::find(conn, &hash)? else { return Ok(None) };
        let mut files = store::file::load_all(conn, &viewer)?;
        files.retain(|loaded| loaded.consultant == viewer.member);
        let zones = store::zone::own(conn, &viewer)?;
        Ok(Some((viewer, zones, initials, files)))
    };
    let (viewer, zones, initials, files) = app.db.read_long(read).await?.ok_or(Error::NotFound)?;
    let since = now.date() - chrono::TimeDelta::days(BACK);
    let all = files
        .iter()
        .flat_map(|loaded| meetings(&loaded.file).into_iter().map(|m| (&loaded.file.person, m)));
    let all: Vec<(&Person, Meeting)> = all.filter(|(_, meeting)| meeting.on >= since).collect();
    let style = Style { words: Words::of(viewer.lang), zones, made: now, initials };
    Ok(hours::file("ryokai.ics", CALENDAR, ics::calendar(&all, &style).into_bytes()))
}

/// One session, with the next date that was agreed in it. That it left is recorded.
async fn session(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, .. }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let of = person.clone();
    let (file, zones) = context
        .read(move |conn, viewer| {
            Ok((store::file::load(conn, viewer, &of)?.file, store::zone::own(conn, viewer)?))
        })
        .await?;
    let held = file.session(&session).ok_or(Error::NotFound)?;
    let next = session.part("next", 1);
    let of = |m: &Meeting| m.session.as_ref() == Some(&session) || m.name == next;
    let all: Vec<(&Person, Meeting)> =
        meetings(&file).into_iter().filter(of).map(|m| (&file.person, m)).collect();
    let style = Style { words: context.words, zones, made: context.now, initials: false };
    let bytes = ics::calendar(&all, &style).into_bytes();
    let line = ics::record(held, &context.viewer, &bytes, context.now);
    context.write(move |conn, viewer| store::export::record(conn, viewer, &person, &line)).await?;
    Ok(hours::file("session.ics", CALENDAR, bytes))
}

/// Reads another calendar and proposes; nothing is saved. Only who manages the practice may have an
/// address of its machine asked.
async fn propose(mut posted: MemberFiles) -> Result<Response, Error> {
    let (files, address) =
        (std::mem::take(&mut posted.files), posted.get("address").trim().to_owned());
    let context = &posted.context;
    if !address.is_empty() && !context.viewer.may(Act::ManagePractice) {
        return Err(Error::Forbidden);
    }
    let mut shown = Shown { address: &address, ..Shown::default() };
    let people = context.read(store::person::own).await?;
    match other(&posted, files.into_iter().next(), &address, &people).await? {
        Ok(reading) => {
            shown.reading = Some((&reading, &people));
            page(context, shown).await
        }
        Err((field, why)) => {
            shown.faults.add(field, why);
            page(context, shown).await
        }
    }
}

/// Tells what the calendar that was handed in proposes, or which field is at fault.
async fn other(
    posted: &MemberFiles,
    file: Option<Note>,
    address: &str,
    people: &[Person],
) -> Result<Result<Reading, (&'static str, String)>, Error> {
    let words = posted.context.words;
    let unreadable =
        |field, name: &str, fault: &Fault| (field, incoming::unreadable(name, fault, words));
    if let Some(name) = &posted.too_large {
        return Ok(Err(unreadable("file", name, &Fault::whole(Why::TooLarge))));
    }
    let (field, name, bytes) = match file {
        Some(file) => ("file", file.name, file.bytes),
        None if address.is_empty() => return Ok(Err(("file", words.t("incoming-no-file")))),
        None => match loopback::fetch(address, MAX_BYTES).await {
            Ok(text) => ("address", address.to_owned(), text.into_bytes()),
            Err(why) => return Ok(Err(("address", words.label("calendar-fetch", &why)))),
        },
    };
    let (people, when) = (people.to_vec(), (posted.context.viewer.tz, posted.context.today));
    let read = tokio::task::spawn_blocking(move || calendar::read(&bytes, &people, when))
        .await
        .map_err(Error::internal)?;
    Ok(read.map_err(|fault| unreadable(field, &name, &fault)))
}
