//! Everything in one ZIP, for an owner; and for every member, whether their clients may be in it.
//!
//! An owner manages members and cannot read their notes, so what leaves here is the owner's own,
//! and that of members who agreed. Who holds the database takes all of it on the command line.

use std::io::Cursor;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::export::account::{Making, sha256};
use crate::method::{Act, Id};
use crate::paths;
use crate::store::account::{self, Each, Reach, Within};
use crate::store::whole_copy::{self, Kind, WholeCopy};
use crate::store::{Answer, Conn, Db, StoreError, audit};
use crate::views::account as view;
use crate::views::job::Stand;
use crate::views::layout::Place;
use crate::web::extract::{MemberContext, MemberForm};
use crate::web::job::{self, Jobs, Made, Step};

/// The account of each owner that is being made.
static JOBS: Jobs<Made<()>> = Jobs::new();
/// Copies shown on the page.
const SHOWN: u32 = 20;

pub fn routes() -> Router<App> {
    Router::new().route(paths::ACCOUNT, get(show).post(act)).route(paths::ACCOUNT_JOIN, post(join))
}

async fn show(context: MemberContext) -> Result<Response, Error> {
    let manages = context.viewer.may(Act::ManagePractice);
    let (joined, managed) = context
        .read(move |conn, viewer| {
            let own = account::joined(conn, viewer)?;
            if !manages {
                return Ok((own, None));
            }
            let copies = whole_copy::list(conn, viewer, SHOWN)?;
            Ok((own, Some((account::colleagues_in(conn, viewer)?, copies))))
        })
        .await?;
    let stand =
        JOBS.stand(&context, &context.viewer.member).map(|stand| stand.map(|made| made.told));
    let running = stand.as_ref().is_some_and(Stand::is_running);
    let managed = managed.map(|(colleagues, copies)| view::Managed { colleagues, copies, stand });
    let page = view::Account { joined, managed: managed.as_ref(), zone: context.viewer.tz };
    let title = context.words.t("account-title");
    let body = view::page(&context.frame(Place::Settings), &page);
    let mut response = context.page(Place::Settings, &title, body).into_response();
    if running {
        job::ask_again(response.headers_mut());
    }
    Ok(response)
}

#[derive(Deserialize)]
struct Asked {
    /// `start`, `end` or `take`.
    #[serde(default)]
    act: String,
}

async fn act(MemberForm { context, form }: MemberForm<Asked>) -> Result<Response, Error> {
    if !context.viewer.may(Act::ManagePractice) {
        return Err(StoreError::Forbidden.into());
    }
    let back = || Redirect::to(&paths::account()).into_response();
    match &*form.act {
        "start" => start(&context).await?,
        "take" => {
            return Ok(JOBS
                .take(&context, &context.viewer.member)
                .map_or_else(back, IntoResponse::into_response));
        }
        "end" => JOBS.call_off(&context, &context.viewer.member),
        _ => {}
    }
    Ok(back())
}

/// Begins to make the ZIP, unless it is being made already.
async fn start(context: &MemberContext) -> Result<(), Error> {
    let reach = Reach::Own(context.viewer.clone());
    let asked = reach.clone();
    let within = context.app.db.read_long(move |conn| Within::of(conn, &asked)).await?;
    let people = within.files()?.len();
    let (db, viewer, today) = (context.app.db.clone(), context.viewer.clone(), context.today);
    let making = Making { reach, words: context.words, now: context.now };
    let work = move |mut each: Step| -> Answer<Made<()>> {
        let zip = made(&db, &making, &mut each)?;
        let copy = WholeCopy {
            id: Id::fresh(),
            practice: Some(viewer.practice.clone()),
            member: Some(viewer.member.clone()),
            made_at: making.now,
            kind: Kind::Account,
            scope: making.reach.name().to_owned(),
            place: None,
            sha256: sha256(&zip),
        };
        db.write_blocking(move |conn| whole_copy::record(conn, &copy))?;
        Ok(Made { zip: zip.into(), name: format!("ryokai-{today}.zip"), told: () })
    };
    JOBS.begin(context, (&context.viewer.member, people), work);
    Ok(())
}

/// The ZIP. Everybody is written twice; they count once.
fn made(db: &Db, making: &Making, each: Each<'_>) -> Answer<Vec<u8>> {
    let mut second = false;
    let mut person = || {
        second = !second;
        if second { Ok(()) } else { each() }
    };
    let zip = db.read_blocking(|conn| making.write(conn, Cursor::new(Vec::new()), &mut person))?;
    Ok(zip.into_inner())
}

/// Drops what was made for a practice: somebody who is in it has been erased.
pub(super) fn forget(practice: &Id) {
    JOBS.forget(practice);
}

#[derive(Deserialize)]
struct Join {
    #[serde(default)]
    joins: String,
}

/// Lets one's clients be in it, or no longer.
async fn join(MemberForm { context, form }: MemberForm<Join>) -> Result<Response, Error> {
    let (viewer, now, joins) = (context.viewer, context.now, form.joins == "yes");
    let act = if joins { "account_joined" } else { "account_left" };
    let write = move |conn: &mut Conn| {
        account::join(conn, &viewer, joins)?;
        audit::write(conn, &viewer, act, (None, ""), now)
    };
    context.app.db.write(write).await?;
    Ok(Redirect::to(&paths::account()).into_response())
}
