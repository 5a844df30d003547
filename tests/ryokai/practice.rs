//! The settings of the practice over HTTP: every number with its source, the owner's alone, nothing
//! typed is lost.

use ryokai::method::insight::{Threshold, Thresholds};
use ryokai::store::setting;

use crate::app::TestApp;
use crate::page::{furnished, owner};

/// The form as the page shows it, with some fields changed.
fn form(page: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str| {
        let tag =
            page.split_once(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("{name}")).1;
        tag.split_once("value=\"")
            .expect("a value")
            .1
            .split('"')
            .next()
            .expect("its end")
            .to_owned()
    };
    let names = Threshold::all().map(|threshold| threshold.name).chain(["retention_years"]);
    let new = |name: &str| changed.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
    names.map(|name| (name.to_owned(), new(name).unwrap_or_else(|| value(name)))).collect()
}

fn pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn every_number_stands_with_its_source_in_both_languages() {
    for (lang, ours, cited) in
        [("en", "our choice", "Masaru Sato"), ("ja", "私たちの選択", "佐藤優")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let page = browser.get("/settings/practice").await;
        assert_eq!(page.status, 200);
        assert!(page.body.matches(ours).count() >= 40 && page.has(cited), "{}", page.body);
        assert!(
            Threshold::all().all(|threshold| page.has(&format!("id=\"{}\"", threshold.name))),
            "every number"
        );
        assert!(!page.has("threshold-") && !page.has("practice-unit"), "every label has its text");
        assert!(browser.get("/settings").await.has("/settings/practice"));
    }
}

#[tokio::test]
async fn numbers_are_changed_for_everybody_and_read_at_once() {
    let (app, browser, id) = furnished("en", "c2").await;
    let client = format!("/clients/{id}");
    assert!(browser.get(&client).await.has("gave you something"));
    let page = browser.get("/settings/practice").await;
    // Full-width digits and a sign of percent are read too.
    let sent = form(
        &page.body,
        &[("gift_days", "６０"), ("pillar_share", "62.5%"), ("retention_years", "7")],
    );
    let done = browser.send("/settings/practice", &pairs(&sent)).await;
    assert_eq!((done.status, done.location.as_deref()), (303, Some("/settings?done=practice")));
    assert!(
        !browser.get(&client).await.has("gave you something"),
        "a gift of 26 days is not late any more"
    );
    let practice = owner(&app).await.practice;
    let read = move |conn: &mut ryokai::store::Conn| {
        Ok((setting::thresholds(conn, &practice)?, setting::retention_years(conn, &practice)?))
    };
    let (thresholds, years) = app.db.db().read(read).await.expect("settings");
    let expected = Thresholds::default().with([("gift_days", 60), ("pillar_share", 625)]);
    assert_eq!((thresholds, years), (expected, 7));
    assert!(
        browser.get("/method").await.has("62.5%"),
        "the method page names the practice's numbers"
    );
}

#[tokio::test]
async fn a_number_that_cannot_be_is_refused_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let page = browser.get("/settings/practice").await;
    let sent = form(
        &page.body,
        &[
            ("msg_days", "たくさん"),
            ("shallow", "140"),
            ("gift_days", "12"),
            ("retention_years", "0"),
        ],
    );
    let refused = browser.send("/settings/practice", &pairs(&sent)).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.has("value=\"たくさん\"")
            && refused.has("value=\"140\"")
            && refused.has("value=\"12\"")
    );
    for field in ["msg_days", "shallow", "retention_years"] {
        assert!(refused.has(&format!("href=\"#{field}\"")), "{field}");
    }
    let practice = owner(&app).await.practice;
    let kept = app
        .db
        .db()
        .read(move |conn| setting::thresholds(conn, &practice))
        .await
        .expect("thresholds");
    assert_eq!(kept, Thresholds::default(), "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_names_the_practice_otherwise_and_another_ones_name_is_taken() {
    for (lang, label, taken) in [
        ("ja", "事務所の名前", "この名前の事務所は、ほかにあります"),
        ("en", "Name of the practice", "another practice of this name"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        app.blocking(|db| crate::build::practice(db, "Elsewhere"));
        let page = browser.get("/settings/practice").await;
        assert!(page.has("value=\"Sakura\"") && page.has(label), "{}", page.body);
        let sent = |name: &str| {
            let mut sent = form(&page.body, &[]);
            sent.push(("practice".to_owned(), name.to_owned()));
            sent
        };
        let done = browser.send("/settings/practice", &pairs(&sent("さくら相談室"))).await;
        assert_eq!(done.location.as_deref(), Some("/settings?done=practice"), "{}", done.body);
        let page = browser.get("/settings/practice").await;
        assert!(page.has("value=\"さくら相談室\""), "{}", page.body);
        let refused = browser.send("/settings/practice", &pairs(&sent("Elsewhere"))).await;
        assert!(refused.status == 422 && refused.has(taken), "{}", refused.body);
        assert!(refused.has("value=\"Elsewhere\""), "what was typed stays");
        let empty = browser.send("/settings/practice", &pairs(&sent(" "))).await;
        assert_eq!(empty.status, 422);
        let page = browser.get("/settings/practice").await;
        assert!(page.has("value=\"さくら相談室\""), "nothing was changed: {}", page.body);
    }
}
