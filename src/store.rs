//! All SQL. Nothing else in the house knows diesel, and nothing here knows the web or a clock.
//!
//! Every question and act is a function `store::<noun>::<verb>(conn, &viewer, …)`, called inside
//! one of the two doors of [`Db`]: `db.read(|conn| …)` is one snapshot that cannot write,
//! `db.write(|conn| …)` is one transaction.

pub mod account;
pub mod audit;
mod column;
mod conn;
pub mod correction;
mod db;
pub mod device;
pub mod draft;
pub mod erasure;
mod error;
pub mod excerpt;
pub mod export;
pub mod fact;
pub mod feed;
pub mod file;
pub mod health;
pub mod import;
pub mod incoming;
pub mod insight;
mod installation;
pub mod login;
pub mod login_attempt;
pub mod member;
pub mod merge;
pub mod migration;
mod page;
pub mod person;
pub mod pillar;
pub mod portfolio;
pub mod practice;
mod recent;
pub mod reminder;
pub mod restored;
pub mod retention;
mod schema;
mod scope;
pub mod search;
pub mod server;
pub mod setting;
pub mod setup_link;
pub mod share;
pub mod snapshot;
pub mod standing;
pub mod submission;
pub mod upload;
mod url;
pub mod verdict;
pub mod void;
pub mod whole_copy;
mod writer;
pub mod zone;

pub use conn::Conn;
pub use db::{Db, Pools};
pub use error::{Lock, StoreError};
pub use url::{DatabaseUrl, UrlError};

/// Holds what every question and act answers.
pub type Answer<T> = Result<T, StoreError>;
