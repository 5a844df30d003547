//! For whoever watches the process: alive, and ready.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;
use crate::paths;

pub fn routes() -> Router<App> {
    Router::new().route(paths::HEALTHZ, get(alive)).route(paths::READYZ, get(ready))
}

async fn alive() -> &'static str {
    "ok\n"
}

/// Ready when the database answers.
async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.read(|_| Ok(())).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
