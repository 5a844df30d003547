//! Errors on their way out: one page (or JSON) in the reader's language, one line in the log, one
//! id in both.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::Json;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use crate::error::Error;
use crate::method::{Id, Lang};
use crate::password::PasswordError;
use crate::store::StoreError;
use crate::views;
use crate::words::Words;

/// The reader's language, once somebody has found it out: until then it is the browser's.
#[derive(Clone, Default)]
pub struct Tongue(Arc<OnceLock<Lang>>);

impl Tongue {
    pub fn set(&self, lang: Lang) {
        // The first to know is right; who comes later knows the same.
        let _ = self.0.set(lang);
    }
}

/// The error behind a response, on its way to `answer`.
#[derive(Clone)]
struct Fault(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Fault(Arc::new(self)));
        response
    }
}

impl From<StoreError> for Error {
    fn from(cause: StoreError) -> Error {
        match cause {
            StoreError::NotFound => Error::NotFound,
            StoreError::Forbidden => Error::Forbidden,
            StoreError::Stale
            | StoreError::Taken
            | StoreError::Locked(_)
            | StoreError::Refused(_) => Error::Stale,
            StoreError::Busy => Error::Busy { seconds: 5 },
            StoreError::Unreadable { .. }
            | StoreError::Connect { .. }
            | StoreError::Migrate(_)
            | StoreError::BrokenOff
            | StoreError::NotCommitted(_)
            | StoreError::Newer { .. }
            | StoreError::Account(_)
            | StoreError::Unwritten(_)
            | StoreError::CalledOff
            | StoreError::Database(_) => Error::internal(cause),
        }
    }
}

impl From<PasswordError> for Error {
    fn from(cause: PasswordError) -> Error {
        match cause {
            PasswordError::Busy => Error::Busy { seconds: 5 },
            other => Error::internal(other),
        }
    }
}

/// The outermost layer: logs each request by its pattern, never by its address, and turns errors
/// into pages.
pub async fn answer(mut request: Request, next: Next) -> Response {
    let id = Id::fresh().to_string();
    #[allow(clippy::disallowed_methods, reason = "the span of a request, for its log line")]
    let started = Instant::now();
    let tongue = Tongue::default();
    request.extensions_mut().insert(tongue.clone());
    let asked = Asked { lang: accepted(request.headers()), json: wants_json(request.headers()) };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let route =
        request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method = %request.method(), route);

    let response = next.run(request).instrument(span.clone()).await;
    let entered = span.enter();
    let response = match fault_of(&response) {
        None => response,
        Some(fault) => {
            log(&fault);
            asked.page(&fault, tongue.0.get().copied(), &id, response)
        }
    };
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    if reads {
        tracing::debug!(status, ms, "answered")
    } else {
        tracing::info!(status, ms, "answered")
    }
    drop(entered);
    response
}

/// The error of a response: ours, or that of the router or a layer, which answer without a page.
fn fault_of(response: &Response) -> Option<Arc<Error>> {
    if let Some(Fault(error)) = response.extensions().get() {
        return Some(error.clone());
    }
    let ours = |kind: &HeaderValue| {
        kind.to_str().is_ok_and(|k| k.starts_with("text/html") || k.contains("json"))
    };
    if response.headers().get(CONTENT_TYPE).is_some_and(ours) {
        return None;
    }
    Error::from_status(response.status().as_u16()).map(Arc::new)
}

/// The cause goes to the log once; nothing anybody typed is in it.
fn log(fault: &Error) {
    match fault {
        Error::Internal(cause) => tracing::error!(cause = %cause, "internal error"),
        other => tracing::info!(cause = %other, "not answered as asked"),
    }
}

/// Tells how the reader wants to be answered.
struct Asked {
    lang: Lang,
    json: bool,
}

impl Asked {
    fn page(&self, fault: &Error, tongue: Option<Lang>, id: &str, was: Response) -> Response {
        let words = Words::of(tongue.unwrap_or(self.lang));
        let body = if self.json {
            Json(views::error::json(words, (fault.kind(), fault.most_kib()), id)).into_response()
        } else {
            views::error::page(words, (fault.kind(), fault.most_kib()), id).into_response()
        };
        let (made, body) = body.into_parts();
        let (mut parts, _) = was.into_parts();
        // Of the first answer, its status and the headers of the inner layers stay.
        for (name, value) in made.headers.iter() {
            parts.headers.insert(name, value.clone());
        }
        parts.headers.remove(axum::http::header::CONTENT_LENGTH);
        if let Some(seconds) = fault.retry_after() {
            parts.headers.insert(RETRY_AFTER, seconds.into());
        }
        parts.status =
            StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Response::from_parts(parts, body)
    }
}

/// True if the request is a program's.
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("application/json"))
}

/// The first language of the browser that we speak; English for everyone else.
pub fn accepted(headers: &HeaderMap) -> Lang {
    let said = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let ours = |tag: &str| match tag.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("ja") => Some(Lang::Ja),
        Some("en") => Some(Lang::En),
        _ => None,
    };
    said.split(',').find_map(ours).unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        let of = |said: &'static str| {
            accepted(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(said))]))
        };
        assert_eq!(of("ja,en-US;q=0.9"), Lang::Ja);
        assert_eq!(of("fr, ja-JP;q=0.8, en;q=0.7"), Lang::Ja);
        assert_eq!(of("en-GB"), Lang::En);
        assert_eq!(of("de"), Lang::En);
    }
}
