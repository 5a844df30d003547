//! The terms of the method and the example, for whoever is signed in.

use axum::Router;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::error::Error;
use crate::paths;
use crate::store;
use crate::views::example::{self, Example};
use crate::views::layout::Place;
use crate::views::method;
use crate::web::extract::MemberContext;

pub fn routes() -> Router<App> {
    Router::new().route(paths::METHOD, get(show)).route(paths::EXAMPLE, get(example))
}

async fn show(context: MemberContext) -> Result<Markup, Error> {
    let practice = context.viewer.practice.clone();
    let thresholds =
        context.app.db.read(move |conn| store::setting::thresholds(conn, &practice)).await?;
    Ok(context.page(
        Place::Method,
        &context.words.t("method-title"),
        method::page(&thresholds, &read(&context)?, context.words),
    ))
}

async fn example(context: MemberContext) -> Result<Markup, Error> {
    let body = example::page(&read(&context)?, context.words);
    Ok(context.page(Place::Method, &context.words.t("example-kick"), body))
}

fn read(context: &MemberContext) -> Result<Example, Error> {
    Example::read(context.words.lang()).map_err(Error::internal)
}
