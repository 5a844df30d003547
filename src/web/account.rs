//! Everything in one ZIP, for an owner; and for every member, whether their clients may be in it.
//!
//! An owner manages members and cannot read their notes, so what leaves here is the owner's own, and that of members
//! who agreed. Who holds the database takes all of it on the command line.

use std::io::Cursor;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::domain::{Act, Id};
use crate::error::Error;
use crate::export::account::{Making, sha256};
use crate::paths;
use crate::store::account::{self, Reach};
use crate::store::whole_copy::{self, Kind, WholeCopy};
use crate::store::{Conn, audit};
use crate::views::account as view;
use crate::views::layout::Place;
use crate::web::extract::{Desk, Posted};

/// An account takes seconds and a connection; the next one waits without either.
static TURN: Semaphore = Semaphore::const_new(1);
/// Copies shown on the page.
const SHOWN: u32 = 20;

pub fn routes() -> Router<App> {
    Router::new().route(paths::ACCOUNT, get(show).post(hand_over)).route(paths::ACCOUNT_JOIN, post(join))
}

async fn show(desk: Desk) -> Result<Response, Error> {
    let (viewer, manages) = (desk.viewer.clone(), desk.viewer.may(Act::ManagePractice));
    let read = move |conn: &mut Conn| {
        let own = account::joined(conn, &viewer)?;
        if !manages {
            return Ok((own, None));
        }
        let copies = whole_copy::list(conn, &viewer, SHOWN)?;
        Ok((own, Some((account::colleagues_in(conn, &viewer)?, copies))))
    };
    let (joined, managed) = desk.app.db.read(read).await?;
    let managed = managed.map(|(colleagues, copies)| view::Managed { colleagues, copies });
    let page = view::Account { joined, managed: managed.as_ref(), zone: desk.viewer.tz };
    let title = desk.words.t("account-title");
    Ok(desk.page(Place::Settings, &title, view::page(&desk.frame(Place::Settings), &page)).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

/// Makes the ZIP, records it, and hands it over.
async fn hand_over(Posted { desk, form: Nothing {} }: Posted<Nothing>) -> Result<Response, Error> {
    let _turn = TURN.acquire().await.map_err(Error::internal)?;
    let making = Making { reach: Reach::Own(desk.viewer.clone()), words: desk.words, now: desk.now };
    let write = move |conn: &mut Conn| making.write(conn, Cursor::new(Vec::new()), &mut || Ok(()));
    let bytes = desk.app.db.read(write).await?.into_inner();
    let copy = WholeCopy {
        id: Id::fresh(),
        practice: Some(desk.viewer.practice.clone()),
        member: Some(desk.viewer.member.clone()),
        made_at: desk.now,
        kind: Kind::Account,
        scope: "own".to_owned(),
        place: None,
        sha256: sha256(&bytes),
    };
    desk.app.db.write(move |conn| whole_copy::record(conn, &copy)).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    let name = format!("attachment; filename=\"ryokai-{}.zip\"", desk.today);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Error::internal)?);
    Ok(response)
}

#[derive(Deserialize)]
struct Join {
    #[serde(default)]
    joins: String,
}

/// Lets one's clients be in it, or no longer.
async fn join(Posted { desk, form }: Posted<Join>) -> Result<Response, Error> {
    let (viewer, now, joins) = (desk.viewer, desk.now, form.joins == "yes");
    let act = if joins { "account_joined" } else { "account_left" };
    let write = move |conn: &mut Conn| {
        account::join(conn, &viewer, joins)?;
        audit::write(conn, &viewer, act, (None, ""), now)
    };
    desk.app.db.write(write).await?;
    Ok(Redirect::to(&paths::account()).into_response())
}
