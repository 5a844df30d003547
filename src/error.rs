//! Holds what can go wrong with a request, as the person may know it. The cause stays in the log
//! (`web::errors`).

use serde::Serialize;

/// Names why a request was not answered as asked. A form with faults is not an error: it is shown
/// again with its faults (422).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing of that address, or nothing of it for this member: the two look alike.
    #[error("nothing there for this member")]
    NotFound,
    /// The member's role does not include this.
    #[error("the role does not include this")]
    Forbidden,
    /// Nobody is signed in, or the login has ended.
    #[error("not signed in")]
    SignedOut,
    /// The form was not sent from a page of ours, or from one of another login.
    #[error("the form does not come from a page of this login")]
    NotOurForm,
    /// A request no page of ours makes.
    #[error("malformed request: {0}")]
    Malformed(&'static str),
    #[error("the method does not exist here")]
    Method,
    /// Somebody else changed the same thing in between.
    #[error("changed in between")]
    Stale,
    #[error("too many attempts to sign in; again in {seconds} s")]
    TooMany { seconds: u32 },
    /// Larger than may be sent at once, in bytes where that is known.
    #[error("larger than the limit")]
    TooLarge(Option<usize>),
    #[error("took longer than the limit")]
    TooSlow,
    /// The server has too much to do at this moment.
    #[error("busy; again in {seconds} s")]
    Busy { seconds: u32 },
    /// A fault of the program or its database. The cause is for the log only.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The kinds of error a page can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    NotFound,
    Forbidden,
    SignedOut,
    NotOurForm,
    Malformed,
    Method,
    Stale,
    TooMany,
    TooLarge,
    TooSlow,
    Busy,
    Internal,
}

impl Error {
    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::Internal(Box::new(cause))
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Error::NotFound => 404,
            Error::Forbidden | Error::NotOurForm => 403,
            Error::SignedOut => 401,
            Error::Malformed(_) => 400,
            Error::Method => 405,
            Error::Stale => 409,
            Error::TooMany { .. } => 429,
            Error::TooLarge(_) => 413,
            Error::TooSlow => 408,
            Error::Busy { .. } => 503,
            Error::Internal(_) => 500,
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Error::NotFound => Kind::NotFound,
            Error::Forbidden => Kind::Forbidden,
            Error::SignedOut => Kind::SignedOut,
            Error::NotOurForm => Kind::NotOurForm,
            Error::Malformed(_) => Kind::Malformed,
            Error::Method => Kind::Method,
            Error::Stale => Kind::Stale,
            Error::TooMany { .. } => Kind::TooMany,
            Error::TooLarge(_) => Kind::TooLarge,
            Error::TooSlow => Kind::TooSlow,
            Error::Busy { .. } => Kind::Busy,
            Error::Internal(_) => Kind::Internal,
        }
    }

    /// In how many seconds it is worth trying again.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Error::TooMany { seconds } | Error::Busy { seconds } => Some(*seconds),
            _ => None,
        }
    }

    /// The size that must not be exceeded, in KiB.
    pub fn most_kib(&self) -> Option<usize> {
        match self {
            Error::TooLarge(most) => most.map(|bytes| bytes / 1024),
            _ => None,
        }
    }

    /// The error of a status that the router or a layer answered by itself, without a page.
    pub fn from_status(status: u16) -> Option<Error> {
        match status {
            // 400: an id in the address that cannot be one.
            400 | 404 => Some(Error::NotFound),
            415 | 422 => Some(Error::Malformed("refused by the router")),
            405 => Some(Error::Method),
            408 => Some(Error::TooSlow),
            413 => Some(Error::TooLarge(None)),
            _ => None,
        }
    }
}
