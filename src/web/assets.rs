//! Serving the files of `static/`. What they are is `crate::asset`.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

use crate::app::App;
use crate::asset;
use crate::error::Error;
use crate::paths;

pub fn routes() -> Router<App> {
    Router::new().route(paths::ASSET, get(show)).route(paths::FAVICON, get(favicon))
}

/// One file, to be kept for ever: its address changes with its content. The address of an older
/// content is no address.
async fn show(Path((hash, name)): Path<(String, String)>) -> Result<impl IntoResponse, Error> {
    let asset = asset::find(&name).filter(|asset| asset.hash == hash).ok_or(Error::NotFound)?;
    let headers =
        [(CONTENT_TYPE, asset.mime), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.clone().into_owned()))
}

async fn favicon() -> Redirect {
    Redirect::to(&asset::url("icon.svg"))
}
