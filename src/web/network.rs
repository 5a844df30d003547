//! The network page: the member's own people, read once and drawn off the request threads.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::method::ClientFile;
use crate::method::network::{Network, Owner};
use crate::paths;
use crate::store::{self, setting};
use crate::views::layout::Place;
use crate::views::network::{self, Grouping};
use crate::web::extract::MemberContext;

pub fn routes() -> Router<App> {
    Router::new().route(paths::NETWORK, get(show))
}

/// Tells how people who are no clients are grouped: `by=pillar`, or else by closeness.
#[derive(Debug, Default, Deserialize)]
struct Wish {
    #[serde(default)]
    by: String,
}

async fn show(context: MemberContext, Query(wish): Query<Wish>) -> Result<Markup, Error> {
    let (today, words) = (context.today, context.words);
    let grouping = if wish.by == "pillar" { Grouping::Pillar } else { Grouping::Closeness };
    let body = context
        .read_long(move |conn, viewer| {
            let thresholds = setting::thresholds(conn, &viewer.practice)?;
            let capacity = store::member::own(conn, viewer)?.capacity;
            let pillars = store::pillar::list(conn, viewer)?;
            let loaded = store::file::load_all(conn, viewer)?;
            // Clients whom colleagues share stand in their own consultant's network.
            let own = loaded.iter().filter(|l| l.consultant == viewer.member);
            let files: Vec<&ClientFile> = own.map(|l| l.file.as_ref()).collect();
            let owner = Owner { consultant: &viewer.member, capacity, pillars: &pillars };
            Ok(network::page(&Network::of(&files, owner, today, &thresholds), grouping, words))
        })
        .await?;
    Ok(context.page(Place::Network, &words.t("place-network"), body))
}
