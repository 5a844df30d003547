//! The page of a record that was taken back: it says so, and offers to have it again, whichever page
//! of the record is asked for.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::method::{Id, void};
use crate::paths;
use crate::store::{self, StoreError};
use crate::views::layout::Place;
use crate::views::void as view;
use crate::web::extract::MemberContext;

/// Answers in the place of "not found" where the address names a record that was taken back.
pub(super) async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(person) = paths::client_of(&path).filter(|_| reads) else {
        return next.run(request).await;
    };
    let named: Vec<Id> = path.split('/').skip(3).filter_map(|part| part.parse().ok()).collect();
    let (mut parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(asked, body)).await;
    if response.status() != StatusCode::NOT_FOUND || named.is_empty() {
        return response;
    }
    let Ok(context) = MemberContext::from_request_parts(&mut parts, &app).await else {
        return response;
    };
    let look = context.read(move |conn, viewer| {
        let loaded = store::file::load(conn, viewer, &person)?;
        let (struck, _) = void::struck(&loaded.records);
        let gone = named.iter().find(|id| struck.contains(id)).cloned();
        Ok((gone.ok_or(StoreError::NotFound)?, loaded))
    });
    let Ok((gone, loaded)) = look.await else { return response };
    let page = view::TakenBack {
        file: &loaded.file,
        journal: &loaded.records,
        written: &|_| None,
        by: &|_| None,
        csrf: &context.csrf,
        words: context.words,
    };
    let Some(body) = view::struck_page(&page, &gone) else { return response };
    let page = context.page(Place::Clients, &context.words.t("void-struck"), body);
    (StatusCode::NOT_FOUND, page).into_response()
}
