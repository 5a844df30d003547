//! Files that a signed-in member sent from one of our pages, within a bound of memory whatever is sent.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use multer::Multipart;
use subtle::ConstantTimeEq;

use super::{CSRF, Desk, header};
use crate::app::App;
use crate::domain::incoming::{MAX_BYTES, Note};
use crate::error::Error;

/// What is read off the line at most, in bytes: behind `MAX_BYTES` nothing is kept, but who sends too much shall be told
/// so on a page, and a browser listens only when it has sent everything.
const DRAINED: usize = 512 * 1024 * 1024;
/// The longest field that is not a file, in bytes.
const FIELD: usize = 4096;

/// A form with files.
pub struct PostedFiles {
    pub desk: Desk,
    fields: Vec<(String, String)>,
    /// The files that were chosen, with the names they have at home.
    pub files: Vec<Note>,
    /// The name of the file with which they became too large together.
    pub too_large: Option<String>,
}

impl PostedFiles {
    /// The first value under a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    }
}

impl FromRequest<App> for PostedFiles {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<PostedFiles, Response> {
        let (parts, body) = request.into_parts();
        let desk = Desk::of(&parts, app).await.map_err(Error::into_response)?;
        // A file is not carried through a page to sign in on: it is still where it was chosen.
        let Some(desk) = desk else { return Err(Error::SignedOut.into_response()) };
        if let Some(elsewhere) = desk.elsewhere(&parts) {
            return Err(elsewhere);
        }
        let boundary = multer::parse_boundary(header(&parts.headers, "content-type"));
        let boundary = boundary.map_err(|_| Error::Malformed("not a form with files").into_response())?;
        let mut posted = PostedFiles { desk, fields: Vec::new(), files: Vec::new(), too_large: None };
        let form = Multipart::new(body.into_data_stream(), boundary);
        posted.read(form).await.map_err(Error::into_response)?;
        if !bool::from(posted.get(CSRF).as_bytes().ct_eq(posted.desk.csrf.as_bytes())) {
            return Err(Error::NotOurForm.into_response());
        }
        posted.desk.touch().await.map_err(Error::into_response)?;
        Ok(posted)
    }
}

impl PostedFiles {
    async fn read(&mut self, mut form: Multipart<'_>) -> Result<(), Error> {
        let broken = |_| Error::Malformed("the form with files broke off");
        let (mut sent, mut kept) = (0, 0);
        while let Some(mut field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(broken)? {
                sent += chunk.len();
                if sent > DRAINED {
                    return Err(Error::TooLarge);
                }
                match &file {
                    None if bytes.len() + chunk.len() > FIELD => return Err(Error::TooLarge),
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
                Some(name) if !name.is_empty() => self.files.push(Note { name, bytes }),
                Some(_) => {}
                None => self.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(())
    }
}
