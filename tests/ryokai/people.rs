//! Many people at once, over HTTP: Today, the list of clients and the network of two hundred; and
//! somebody who has just come.

use crate::app::TestApp;
use crate::build;
use crate::page::owner;

/// The pages that say how close somebody is, with the client whose page is among them.
async fn close(lang: &'static str, first_met: &str) -> [String; 2] {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = owner(&app).await;
    let id = app.blocking(|db| {
        let id = build::client(db, &viewer, "Rei Mori");
        let records = vec![build::active("2026-01-10"), build::session("s1", first_met)];
        build::record(db, &viewer, &id, records);
        id
    });
    [browser.get(&format!("/clients/{id}")).await.body, browser.get("/network").await.body]
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_met_less_than_thirty_days_ago_is_just_met_beside_the_rank() {
    for (lang, just, rank) in [
        ("en", "Just met", "Know of each other"),
        ("ja", "知り合ったばかり", "ほぼ会わないけど知ってる人"),
    ] {
        for page in close(lang, "2025-12-17").await {
            assert!(page.contains(rank) && page.contains(just), "29 days: {page}");
        }
        for page in close(lang, "2025-12-16").await {
            assert!(page.contains(rank) && !page.contains(just), "30 days: {page}");
        }
    }
}
