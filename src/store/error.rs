//! Holds what can go wrong with the store, told apart as far as somebody can act on it.

use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error};

use super::account::Fault;
use crate::method::Violation;

/// Names why a question has no answer or an act did not happen. Nothing of a failed act is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not there, or not the viewer's to see: one answer, so that nobody learns which.
    #[error("there is no such record")]
    NotFound,
    /// The machines refuse these records; every reason is listed.
    #[error("{} records were refused", .0.len())]
    Refused(Vec<Violation>),
    /// Somebody else saved in between.
    #[error("the record has changed since it was read")]
    Stale,
    /// The viewer may see this but not do that.
    #[error("the viewer may not do this")]
    Forbidden,
    /// A value that must be there only once is there already.
    #[error("the value is taken")]
    Taken,
    /// The database itself refused to change what is locked.
    #[error("the record is locked")]
    Locked(Lock),
    /// A stored value that cannot be read; a sign of damage or of an older program.
    #[error("the stored {what} cannot be read: {why}")]
    Unreadable { what: &'static str, why: String },
    /// No connection was free in time, or the database was locked for too long.
    #[error("the database is busy")]
    Busy,
    #[error("no connection to {place}: {why}")]
    Connect { place: String, why: String },
    #[error("the database could not be brought up to date: {0}")]
    Migrate(String),
    /// A newer program has worked on this database; versions are those of migrations.
    #[error(
        "the database is of schema {database}; this program knows schema {program} and none newer"
    )]
    Newer { database: String, program: String },
    /// An account's file that was not taken in.
    #[error(transparent)]
    Account(Fault),
    /// A file could not be written: a full disk, a folder that is not there.
    #[error("the file could not be written: {0}")]
    Unwritten(std::io::Error),
    /// The person who asked for it called it off.
    #[error("called off")]
    CalledOff,
    /// Acts that shared a commit share its failure.
    #[error("nothing was saved: {0}")]
    NotCommitted(Arc<StoreError>),
    /// The closure handed to a door panicked; its transaction was rolled back.
    #[error("the work inside the transaction broke off")]
    BrokenOff,
    #[error("database: {0}")]
    Database(Error),
}

/// Names what the triggers protect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Facts are neither changed nor deleted.
    Journal,
    /// A signed session takes nothing but addenda.
    Signed,
}

impl StoreError {
    /// A stored value that could not be read.
    pub(super) fn unreadable(what: &'static str, why: impl ToString) -> StoreError {
        StoreError::Unreadable { what, why: why.to_string() }
    }

    /// An act whose commit, shared with others, failed. A database that was busy is said to be so:
    /// it may be asked again.
    pub(super) fn not_committed(cause: Arc<StoreError>) -> StoreError {
        if matches!(*cause, StoreError::Busy) {
            StoreError::Busy
        } else {
            StoreError::NotCommitted(cause)
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        let Error::DatabaseError(kind, info) = &error else {
            return match error {
                Error::NotFound => StoreError::NotFound,
                Error::DeserializationError(why) => StoreError::unreadable("value", why),
                other => StoreError::Database(other),
            };
        };
        // The texts that the triggers raise (migrations/*/…_lock): the same in both engines.
        match info.message() {
            m if m.contains("ryokai: facts are appended only") => StoreError::Locked(Lock::Journal),
            m if m.contains("ryokai: the session is signed") => StoreError::Locked(Lock::Signed),
            m if m.contains("database is locked") => StoreError::Busy,
            m if m.contains("due to lock timeout") => StoreError::Busy,
            _ if matches!(kind, DatabaseErrorKind::UniqueViolation) => StoreError::Taken,
            _ => StoreError::Database(error),
        }
    }
}

impl From<diesel::r2d2::PoolError> for StoreError {
    fn from(_: diesel::r2d2::PoolError) -> StoreError {
        StoreError::Busy
    }
}
