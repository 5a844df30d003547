//! The month of a practice over HTTP: figures with their date, the portfolio rules, and setting
//! them aside.

use crate::app::{Browser, PASSWORD, TestApp};
use crate::build;
use crate::demo;
use ryokai::store::{member, practice};

/// The demonstration's first consultant, signed in.
pub async fn madoka(app: &TestApp, lang: &'static str) -> Browser {
    let text = demo::json().to_string();
    let hash = app.hasher.hash(PASSWORD.to_owned()).await.expect("a hash");
    let written = app.now();
    app.blocking(|db| {
        let here = build::practice(db, "here");
        let file = ryokai::intake::import::read(&text).expect("a file");
        ryokai::store::import::import_histories(
            db,
            &here,
            ("x.json", file),
            written,
            Box::new(|| Ok(())),
        )
        .expect("taken");
        db.write_blocking(move |conn| {
            let all = member::list_of(conn, &here)?;
            let her =
                all.iter().find(|m| m.name.as_str() == "佐倉 まどか").expect("the consultant");
            member::set_email(
                conn,
                &here,
                &her.id,
                &"madoka@demo.example".parse().expect("an address"),
            )?;
            member::set_password(conn, &here, &her.id, &hash)
        })
        .expect("a sign-in");
        assert!(db.read_blocking(practice::any).expect("an answer"));
    });
    app.signed_in(lang, "madoka@demo.example", PASSWORD).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_shows_its_figures_and_every_rule_about_the_practice() {
    let app = TestApp::new().await;
    let browser = madoka(&app, "ja").await;
    let page = browser.get("/digest?on=2025-12-05").await;
    assert_eq!(page.status, 200);
    assert!(page.has("2025年12月") && page.has("2025年12月31日(水)現在"), "{}", page.body);
    for rule in ["R31", "R32", "R33", "R34", "R35"] {
        assert!(
            page.has(&format!("/digest/insights/{rule}")) && page.has(&format!("/method#{rule}")),
            "{rule}"
        );
    }
    assert!(page.has("水野 直樹さん") || page.has("寺田 誠さん"), "the people are named");
    assert!(page.has("/digest?on=2025-11-30") && page.has("/digest?on=2026-01-01"));
    assert!(!page.has("style=\""));
    // A month to come is this month, as of today.
    assert!(browser.get("/digest?on=2026-09-01").await.has("2026年1月15日"));
    assert!(browser.get("/").await.link_to("/digest").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_about_the_practice_is_set_aside_by_whom_it_is_about() {
    let app = TestApp::new().await;
    let browser = madoka(&app, "ja").await;
    let address = "/digest/insights/R34";
    let silent = browser.send(address, &[("act", "dismiss"), ("reason", "")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.has("一行書いて") && silent.has("<details open"), "{}", silent.body);
    let done = browser.send(address, &[("act", "dismiss"), ("reason", "今年は広げる年")]).await;
    assert_eq!((done.status, done.landing().as_deref()), (303, Some("/digest")));
    let page = browser.get("/digest").await;
    assert!(page.has("脇に置いたもの1件") && page.has("今年は広げる年"), "{}", page.body);
    browser.send(address, &[("act", "recall")]).await;
    assert!(!browser.get("/digest").await.has("脇に置いたもの"));
}
