//! The pages over HTTP: take a request apart, go through one door of the store, choose a view, or
//! redirect.
//!
//! # How a page is plugged in
//! One file `web/<noun>.rs` with `pub fn routes() -> Router<App>` on top (patterns from `paths`,
//! never a literal) and its handlers below; one line in [`router`]. A handler answers `Result<impl
//! IntoResponse, Error>` and takes
//! - [`extract::MemberContext`] where it reads: who is signed in, their words, today in their zone;
//!   `context.page(place, title, body)` frames a body, `context.frame(place)` is what the frame
//!   needs;
//! - [`extract::MemberForm<T>`] where it acts: the same context and the form that was sent. It is
//!   the only way to a body, and it has already checked that the form was written on a page of this
//!   login (`views::form::post` writes the token). Fields of `T` are `String`s or `Vec<String>`s
//!   with `#[serde(default)]`, so that anything typed arrives and can be shown again; a form with
//!   faults is answered with its own page and status 422 (`context.refused(place, title, body)`).
//! - [`extract::MemberFiles`] where files are handed in: the same context and check, the files
//!   within their bound;
//! - [`extract::VisitorContext`] and [`extract::VisitorForm<T>`], the same for pages without a
//!   member.
//!
//! When the login has ended before a form arrives, `MemberForm` answers with a page to sign in on
//! that keeps every field; after its writer has signed in, one press sends the form again,
//! unchanged (`web::login`). A handler need do nothing. Errors are pages or JSON, made in `errors`,
//! in the reader's language; a handler says `?`.

pub mod access;
pub mod account;
pub mod amend;
pub mod assets;
pub mod batch;
pub mod calendar;
pub mod client;
pub mod contact;
pub mod digest;
pub mod erasure;
pub mod errors;
pub mod extract;
pub mod gift;
pub mod guard;
pub mod health;
pub mod hours;
pub mod incoming;
pub mod insight;
mod job;
pub mod letterhead;
mod listen;
pub mod log;
pub mod login;
mod loopback;
pub mod member;
pub mod merge;
pub mod method;
pub mod network;
mod opened;
pub mod person;
pub mod pillar;
pub mod practice;
pub mod question;
mod rate_limit;
pub mod reminder;
pub mod retention;
pub mod search;
pub mod session;
pub mod settings;
pub mod setup;
pub mod share;
pub mod step;
mod struck;
mod submission;
pub mod summary;
pub mod take_back;
pub mod today;
mod token;
pub mod void;

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;

pub use listen::{serve, serve_with};

/// Pages, each under its address.
pub type Routes = Router<App>;

/// All pages and those beside them, and around them, from the inside out: limits, the guard, the
/// pages of errors.
pub fn router(app: App, more: Routes) -> Router {
    let time = Duration::from_secs(app.config.request_seconds.into());
    Router::new()
        .merge(access::routes())
        .merge(account::routes())
        .merge(amend::routes())
        .merge(assets::routes())
        .merge(batch::routes())
        .merge(calendar::routes())
        .merge(client::routes())
        .merge(contact::routes())
        .merge(digest::routes())
        .merge(erasure::routes())
        .merge(gift::routes())
        .merge(health::routes())
        .merge(hours::routes())
        .merge(incoming::routes())
        .merge(insight::routes())
        .merge(retention::routes())
        .merge(letterhead::routes())
        .merge(login::routes())
        .merge(member::routes())
        .merge(settings::routes())
        .merge(merge::routes())
        .merge(method::routes())
        .merge(network::routes())
        .merge(person::routes())
        .merge(pillar::routes())
        .merge(practice::routes())
        .merge(question::routes())
        .merge(reminder::routes())
        .merge(search::routes())
        .merge(session::routes())
        .merge(take_back::routes())
        .merge(step::routes())
        .merge(setup::routes())
        .merge(summary::routes())
        .merge(share::routes())
        .merge(today::routes())
        .merge(void::routes())
        .merge(log::routes())
        .merge(more)
        .layer(DefaultBodyLimit::max(app.config.body_limit()))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, time))
        .layer(middleware::from_fn_with_state(app.clone(), struck::tell))
        .layer(middleware::from_fn_with_state(app.clone(), merge::follow))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(middleware::from_fn(errors::answer))
        .layer(CompressionLayer::new())
        .with_state(app)
}
