//! Files that a signed-in member sent from one of our pages, within a bound of memory whatever is
//! sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, future};
use multer::Multipart;
use subtle::ConstantTimeEq;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{CSRF, MemberContext, header};
use crate::app::App;
use crate::error::Error;
use crate::intake::incoming::{MAX_BYTES, MAX_ROWS, Note};

/// Names what is taken off the line to be read, in bytes: the files, and what a form has around
/// them.
const HANDED: usize = MAX_BYTES + 256 * 1024;
/// Names what is taken off the line at most, in bytes: behind `HANDED` nothing is kept, but who
/// sends too much shall be told so on a page, and a browser listens only when it has sent
/// everything.
const DRAINED: usize = 512 * 1024 * 1024;
/// The longest field that is not a file, and the longest name, in bytes. A text beyond its own
/// bound is still shown again, with what is wrong with it.
const FIELD: usize = 128 * 1024;
const NAME: usize = 1024;
/// The most fields that are no files.
const FIELDS: usize = 32;

/// Forms with files that are held in memory at once; who comes later waits, as long as any request
/// may take.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A form with files.
pub struct MemberFiles {
    pub context: MemberContext,
    fields: Vec<(String, String)>,
    /// The files that were chosen, with the names they have at home.
    pub files: Vec<Note>,
    /// The name of the file with which they became too large together.
    pub too_large: Option<String>,
    _place: SemaphorePermit<'static>,
}

impl MemberFiles {
    /// The first value under a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    }
}

impl FromRequest<App> for MemberFiles {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<MemberFiles, Response> {
        let (parts, body) = request.into_parts();
        let context = MemberContext::of(&parts, app).await.map_err(Error::into_response)?;
        // A file is not carried through a page to sign in on: it is still where it was chosen.
        let Some(context) = context else { return Err(Error::SignedOut.into_response()) };
        if let Some(elsewhere) = context.elsewhere(&parts) {
            return Err(elsewhere);
        }
        let boundary = multer::parse_boundary(header(&parts.headers, "content-type"));
        let boundary =
            boundary.map_err(|_| Error::Malformed("not a form with files").into_response())?;
        let place =
            PLACES.acquire().await.map_err(|cause| Error::internal(cause).into_response())?;
        let mut posted = MemberFiles {
            context,
            fields: Vec::new(),
            files: Vec::new(),
            too_large: None,
            _place: place,
        };
        posted.take_in(body, boundary).await.map_err(Error::into_response)?;
        if !bool::from(posted.get(CSRF).as_bytes().ct_eq(posted.context.csrf.as_bytes())) {
            return Err(Error::NotOurForm.into_response());
        }
        posted.context.touch().await.map_err(Error::into_response)?;
        Ok(posted)
    }
}

impl MemberFiles {
    /// Reads the form as far as it is handed on; what was cut off behind that is what is too large.
    async fn take_in(&mut self, body: Body, boundary: String) -> Result<(), Error> {
        let sent = Arc::new(AtomicUsize::new(0));
        let mut last = String::new();
        let read =
            self.read(Multipart::new(bounded(body, Arc::clone(&sent)), boundary), &mut last).await;
        match sent.load(Ordering::Relaxed) {
            n if n > DRAINED => Err(Error::TooLarge(Some(DRAINED))),
            n if n > HANDED => {
                self.too_large.get_or_insert(last);
                Ok(())
            }
            _ => read,
        }
    }

    /// Reads one part after the other; `last` is the name of the latest file.
    async fn read(&mut self, mut form: Multipart<'_>, last: &mut String) -> Result<(), Error> {
        let broken = |_| Error::Malformed("the form with files broke off");
        let mut kept = 0;
        while let Some(mut field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            if name.len() > NAME
                || file.as_ref().is_some_and(|file| file.len() > NAME)
                || self.fields.len() >= FIELDS
            {
                return Err(Error::TooLarge(None));
            }
            if let Some(file) = &file {
                last.clone_from(file);
            }
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(broken)? {
                match &file {
                    None if bytes.len() + chunk.len() > FIELD => {
                        return Err(Error::TooLarge(Some(FIELD)));
                    }
                    Some(file) if kept + chunk.len() > MAX_BYTES => {
                        self.too_large.get_or_insert_with(|| file.clone());
                    }
                    _ => {
                        kept += chunk.len();
                        bytes.extend_from_slice(&chunk);
                    }
                }
            }
            match file {
                // One more than may be, so that whoever reads them sees that there are too many.
                Some(name) if !name.is_empty() && self.files.len() <= MAX_ROWS => {
                    self.files.push(Note { name, bytes })
                }
                Some(_) => {}
                None => self.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(())
    }
}

/// The body as far as it is read: what lies behind `HANDED` is taken off the line and dropped, for
/// the reader holds whatever it has not understood yet. `sent` counts all of it.
fn bounded(body: Body, sent: Arc<AtomicUsize>) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    body.into_data_stream().filter_map(move |chunk| {
        let length = chunk.as_ref().map_or(0, Bytes::len);
        let passed = match sent.fetch_add(length, Ordering::Relaxed) + length {
            n if n > DRAINED => Some(Err(axum::Error::new(Error::TooLarge(Some(DRAINED))))),
            n if n > HANDED && chunk.is_ok() => None,
            _ => Some(chunk),
        };
        future::ready(passed)
    })
}
