//! Serving the files of `static/`. What they are is `crate::asset`.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use serde_json::json;

use crate::app::App;
use crate::asset;
use crate::error::Error;
use crate::method::{Day, Lang};
use crate::paths;
use crate::views::layout::PAPER;
use crate::web::extract::VisitorContext;
use crate::web::log::offline;
use crate::web::token;
use crate::words::Words;

pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::ASSET, get(show))
        .route(paths::FAVICON, get(favicon))
        .route(paths::MANIFEST, get(manifest))
        .route(paths::WORKER, get(worker))
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

/// The manifest by which a device keeps ryokai among its programs, in the language of the address:
/// a browser asks for it without saying who reads.
async fn manifest(visitor: VisitorContext) -> impl IntoResponse {
    let words = visitor.words;
    let told = json!({
        "id": paths::today(),
        "name": words.t("manifest-name"),
        "short_name": words.t("manifest-name"),
        "description": words.t("manifest-about"),
        "lang": words.lang().tag(),
        "dir": "ltr",
        "start_url": paths::today(),
        "scope": paths::today(),
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable.png", "512x512", "maskable"),
        ],
        "shortcuts": [{"name": words.t("log-title"), "url": paths::log()}],
    });
    let headers = [(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "no-cache")];
    (headers, told.to_string())
}

/// One picture of the program, as a manifest lists it.
fn icon(name: &str, size: &str, purpose: &str) -> serde_json::Value {
    json!({"src": asset::url(name), "sizes": size, "type": "image/png", "purpose": purpose})
}

const WORKER: &str = "worker.js";

/// The script that answers on a device without a network, led by what it keeps: the files of the
/// program, and a log page of nobody in each language. It changes whenever one of them does.
async fn worker() -> Result<impl IntoResponse, Error> {
    let script = asset::find(WORKER).ok_or(Error::NotFound)?;
    let kept = |name: &&str| *name != WORKER && !name.ends_with(".png");
    let files: Vec<String> = asset::names().into_iter().filter(kept).map(asset::url).collect();
    let langs = [Lang::Ja, Lang::En];
    let pages: BTreeMap<&str, String> =
        langs.map(|lang| (lang.tag(), paths::offline_in(lang.tag()))).into();
    let texts = langs.map(|lang| offline::blank(Words::of(lang), Day::default()).into_string());
    let version = token::hash(&[files.concat(), texts.concat()].concat());
    let led = json!([files, pages, paths::log(), version]);
    let head = format!("const [FILES, PAGES, LOG, VERSION] = {led};\n");
    let body = [head.as_bytes(), &script.bytes].concat();
    Ok(([(CONTENT_TYPE, script.mime), (CACHE_CONTROL, "no-cache")], body))
}
