//! The terms of the method, for whoever is signed in.

use axum::Router;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::layout::Place;
use crate::views::method;
use crate::web::extract::MemberContext;

pub fn routes() -> Router<App> {
    Router::new().route(paths::METHOD, get(show))
}

async fn show(context: MemberContext) -> Result<Markup, Error> {
    let practice = context.viewer.practice.clone();
    let thresholds =
        context.app.db.read(move |conn| store::setting::thresholds(conn, &practice)).await?;
    Ok(context.page(
        Place::Method,
        &context.words.t("method-title"),
        method::page(&thresholds, context.words),
    ))
}
