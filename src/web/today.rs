//! Today: the page one lands on.

use axum::Router;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::paths;
use crate::views;
use crate::views::layout::Place;
use crate::web::extract::Desk;

pub fn routes() -> Router<App> {
    Router::new().route(paths::TODAY, get(show))
}

async fn show(desk: Desk) -> Markup {
    let body = views::today::page(desk.words, desk.today);
    desk.page(Place::Today, &desk.words.t("place-today"), body)
}
