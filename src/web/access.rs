//! Handing over everything that is kept of a person, by whose client it is. Nothing leaves before
//! somebody has looked for the names of others; that it left is recorded.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::export::access::Bundle;
use crate::intake::form::Fields;
use crate::method::Id;
use crate::method::moment::local;
use crate::paths;
use crate::store;
use crate::views::access as view;
use crate::views::form::Faults;
use crate::views::layout::Place;
use crate::web::extract::{Address, MemberContext, MemberForm};

pub fn routes() -> Router<App> {
    Router::new().route(paths::ACCESS, get(show).post(hand_over))
}

async fn show(context: MemberContext, Address(id): Address<Id>) -> Result<Response, Error> {
    let bundle = load(&context, &id).await?;
    answer(&context, (&id, bundle), &Faults::default()).await
}

async fn load(context: &MemberContext, id: &Id) -> Result<Bundle, Error> {
    let id = id.clone();
    Ok(context.read_long(move |conn, viewer| Bundle::load(conn, viewer, &id)).await?)
}

async fn answer(
    context: &MemberContext,
    (id, bundle): (&Id, Bundle),
    faults: &Faults,
) -> Result<Response, Error> {
    let as_of = local(context.now, context.viewer.tz).date();
    let look = move || {
        let missing = bundle.missing(as_of, bundle.person().locale);
        (bundle, missing)
    };
    let (bundle, missing) = tokio::task::spawn_blocking(look).await.map_err(Error::internal)?;
    let (bundle, missing, seen) = (&bundle, &missing?, bundle.fingerprint()?);
    let page = view::Page {
        id,
        bundle,
        missing,
        seen: &seen,
        csrf: &context.csrf,
        faults,
        words: context.words,
    };
    let (title, body) = (view::title(context.words), view::page(&page));
    Ok(if faults.is_empty() {
        context.page(Place::Clients, &title, body).into_response()
    } else {
        context.again(Place::Clients, &title, body, faults)
    })
}

async fn hand_over(
    Address(id): Address<Id>,
    MemberForm { context, form }: MemberForm<Fields>,
) -> Result<Response, Error> {
    let bundle = load(&context, &id).await?;
    let mut faults = Faults::default();
    if !form.ticked("looked", "yes") {
        faults.add("looked", context.words.t("access-fault-looked"));
    } else if form.get("seen") != bundle.fingerprint()? {
        faults.add("looked", context.words.t("access-fault-changed"));
    }
    if !faults.is_empty() {
        return answer(&context, (&id, bundle), &faults).await;
    }
    let name = view::file_name(&bundle, context.words);
    let (viewer, lang, now) = (context.viewer.clone(), bundle.person().locale, context.now);
    let write = move || bundle.write(&viewer, lang, now);
    let bytes = tokio::task::spawn_blocking(write).await.map_err(Error::internal)??;
    let line = Bundle::record(&context.viewer, lang, &bytes, now);
    context.write(move |conn, viewer| store::export::record(conn, viewer, &id, &line)).await?;
    Ok(file(&name, bytes))
}

/// The bytes as a ZIP to keep.
fn file(name: &str, bytes: Vec<u8>) -> Response {
    let name = format!(
        "attachment; filename=\"record.zip\"; filename*=UTF-8''{}.zip",
        paths::escaped(name)
    );
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
