//! Drafts over HTTP: one draft in one place at a time, an address from the first letter, none
//! dropped in silence.

use ryokai::method::Id;
use serde_json::Value;

use crate::app::{Browser, Page, TestApp};
use crate::page;

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("{}: {}", page.status, page.body))
}

/// Keeps one line of words under a draft, as the script does.
async fn keep(browser: &Browser, (draft, version): (&str, &str), more: &[(&str, &str)]) -> Page {
    let mut fields = vec![("draft", draft), ("draft-version", version), ("key", draft)];
    fields.extend_from_slice(more);
    browser.send("/log/draft", &fields).await
}

/// Sends a form as the script does: it is told where to go.
async fn saved_by_script(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let csrf = browser.csrf().await;
    let mut all = vec![("csrf", csrf.as_str()), ("act", "save")];
    all.extend_from_slice(fields);
    let request =
        browser.client.post(browser.url("/log")).header("accept", "application/json").form(&all);
    browser.ask(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_has_its_address_before_it_is_kept_and_after_it_is_saved() {
    for lang in ["ja", "en"] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let id = browser.get("/log").await.hidden("draft").expect("a draft");
        let address = format!("/log?draft={id}");
        let early = browser.get(&address).await;
        assert_eq!(
            (early.hidden("draft"), early.hidden("key")),
            (Some(id.clone()), Some(id.clone())),
            "not kept yet"
        );
        keep(&browser, (&id, ""), &[("q0", "書きかけ")]).await;
        let kept = browser.get(&address).await;
        assert!(kept.has("書きかけ") && kept.hidden("key") == Some(id.clone()));
        let fields = [
            ("key", id.as_str()),
            ("draft", &id),
            ("draft-version", "1"),
            ("new-name", "早川 佳奈"),
        ];
        let more = [("on", "1/9"), ("minutes", "60"), ("q0", "書きかけ")];
        let saved = saved_by_script(&browser, &[fields.as_slice(), &more].concat()).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let to = json(&saved)["to"].as_str().expect("a place").to_owned();
        assert!(to.ends_with("/result"), "{to}");
        let again = saved_by_script(&browser, &[fields.as_slice(), &more].concat()).await;
        assert_eq!(json(&again)["to"], to.as_str(), "sent again it is the same session");
        // Back, reload and the phone's tabs come to the session, never to an empty page that makes
        // another one.
        let back = browser.get(&address).await;
        assert_eq!(back.status, 303);
        assert!(
            back.location
                .as_deref()
                .is_some_and(|place| place.starts_with(to.trim_end_matches("/result")))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_saves_what_cannot_be_saved_is_shown_the_page() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let page = saved_by_script(
        &browser,
        &[("key", "k"), ("draft", "d1"), ("q0", "half a word"), ("on", "1/9")],
    )
    .await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("<html") && page.has("half a word") && page.has("id=\"faults\""),
        "{}",
        page.body
    );
    assert_eq!(page.hidden("draft-version").as_deref(), Some("1"), "kept as a draft meanwhile");
    let out = app.browser("en");
    let request =
        out.client.post(out.url("/log")).header("accept", "application/json").form(&[("key", "k")]);
    let ended = out.ask(request).await;
    assert_eq!((ended.status, json(&ended)["error"]["kind"].as_str()), (401, Some("signed_out")));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_of_one_draft_are_told_of_each_other_and_nothing_is_merged() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let first = keep(&browser, ("d1", ""), &[("q0", "電話で書いた")]).await;
    assert_eq!((first.status, json(&first)["version"].as_str()), (200, Some("1")));
    let late = keep(&browser, ("d1", ""), &[("q0", "机で書いた")]).await;
    assert_eq!((late.status, json(&late)["version"].as_str()), (409, Some("1")), "{}", late.body);
    assert!(late.has("9:00にほかの画面で"), "{}", late.body);
    assert!(browser.get("/log?draft=d1").await.has("電話で書いた"), "the first text stays");
    assert_eq!(
        browser.get("/log/drafts").await.body.matches("/log?draft=").count(),
        1,
        "no second draft in silence"
    );
    // Chosen, it goes on from the other's version; the other one stays beside it under a key of its
    // own.
    assert_eq!(keep(&browser, ("d1", "1"), &[("q0", "机で書いた")]).await.status, 200);
    let beside =
        browser.send("/log/draft", &[("draft", ""), ("key", ""), ("q0", "電話で書いた")]).await;
    let id = json(&beside)["draft"].as_str().expect("an id").to_owned();
    let reopened = browser.get(&format!("/log?draft={id}")).await;
    assert!(
        reopened.has("電話で書いた") && reopened.hidden("key") == Some(id),
        "saved, it is another session"
    );
    // Without script, a page that is refused keeps its text beside the other one, and says so.
    let fields = [
        ("act", "save"),
        ("key", "d1"),
        ("draft", "d1"),
        ("draft-version", "1"),
        ("q0", "三つ目の画面"),
    ];
    let refused = browser.send("/log", &fields).await;
    assert!(
        refused.has("別の書きかけとして保存しました") && refused.has("三つ目の画面"),
        "{}",
        refused.body
    );
    assert_ne!(refused.hidden("draft").as_deref(), Some("d1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_removes_only_the_draft_that_the_page_has_seen() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    for n in ["1", "2"] {
        let version = if n == "1" { "" } else { "1" };
        keep(&browser, ("d1", version), &[("q0", &format!("机の{n}枚目"))]).await;
    }
    // A window that has seen the first version saves its own words: those of the second stay.
    let old = [
        ("act", "save"),
        ("key", "d1"),
        ("draft", "d1"),
        ("draft-version", "1"),
        ("q0", "電話の言葉"),
    ];
    let more = [("new-name", "早川 佳奈"), ("on", "1/9"), ("minutes", "60")];
    assert_eq!(browser.send("/log", &[old.as_slice(), &more].concat()).await.status, 303);
    assert!(browser.get("/log?draft=d1").await.has("机の2枚目"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_too_many_is_refused_in_words_and_none_is_dropped() {
    for (lang, said) in [("ja", "書きかけが50件あるため"), ("en", "There are 50 drafts already")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        for n in 1..=50 {
            let kept =
                keep(&browser, (&format!("d{n}"), ""), &[("topic", &format!("話 {n}"))]).await;
            assert_eq!(kept.status, 200, "{n}");
        }
        app.later(chrono::TimeDelta::days(400));
        let list = app.signed_in(lang, crate::app::OWNER, crate::app::PASSWORD).await;
        let page = list.get("/log/drafts").await;
        assert_eq!(page.body.matches("/log?draft=").count(), 50, "none goes because of its age");
        assert!(
            page.has("50") && list.get("/").await.has("/log/drafts"),
            "Today leads to all of them"
        );
        let refused = keep(&list, ("d51", ""), &[("topic", "話 51")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has(said), "{}", refused.body);
        // Going on with one that is there is always possible, and so is saving.
        assert_eq!(keep(&list, ("d50", "1"), &[("topic", "話 50 続き")]).await.status, 200);
        let shown = list
            .send("/log", &[("act", "save"), ("key", "d51"), ("draft", "d51"), ("topic", "話 51")])
            .await;
        assert!(shown.status == 422 && shown.has(said) && shown.has("話 51"), "{}", shown.body);
        list.send("/log/draft/discard", &[("draft", "d7")]).await;
        assert_eq!(keep(&list, ("d51", ""), &[("topic", "話 51")]).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_knows_a_draft_by_client_day_and_first_words() {
    let (_app, browser, id) = page::furnished("ja", "c1").await;
    keep(
        &browser,
        ("d1", ""),
        &[("client", id.as_str()), ("on", "2026-01-12"), ("q0", ""), ("q1", "応募が来ない")],
    )
    .await;
    keep(
        &browser,
        ("d2", ""),
        &[("new-name", "早川 佳奈"), ("on", "1/13"), ("topic", "値上げの話")],
    )
    .await;
    keep(&browser, ("d3", ""), &[("note", "一行目\n二行目")]).await;
    for place in ["/", "/log/drafts"] {
        let page = browser.get(place).await;
        for said in [
            "水野 直樹さんとの面談",
            "1月12日(月)",
            "応募が来ない",
            "早川 佳奈さんとの面談",
            "1月13日(火)",
            "値上げの話",
            "一行目",
        ] {
            assert!(page.has(said), "{place}: {said}: {}", page.body);
        }
        assert!(!page.has("二行目"), "{place}: the first line is enough");
        assert_eq!(
            page.body.matches("action=\"/log/draft/discard\"").count(),
            3,
            "{place}: discarded in place"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_somebody_elses_draft_begins_another() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    keep(&owner, ("d1", ""), &[("q0", "between us")]).await;
    let (db, viewer) = (app.db.db(), page::owner(&app).await);
    let other = ryokai::method::Viewer { member: Id::fresh(), ..viewer };
    let foreign = db.read(move |conn| {
        ryokai::store::draft::foreign(conn, &other, &"d1".parse().expect("an id"))
    });
    assert!(foreign.await.expect("an answer"));
    assert_eq!(
        owner.get("/log?draft=d1").await.hidden("draft").as_deref(),
        Some("d1"),
        "one's own opens"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_goes_on_under_the_draft_that_its_address_names() {
    let (_app, browser, _, client) = crate::kit::correcting::begun().await;
    let first = [("on", "2025-06-02"), ("minutes", "60"), ("q0", "父には言えない")];
    let key = Id::fresh().to_string();
    let session = crate::kit::correcting::log(&browser, &client, &key, &first).await;
    let address = format!("/log?client={client}&session={session}");
    // What only a device has of it is found again under its address.
    let own = Id::fresh().to_string();
    let again = browser.get(&format!("{address}&draft={own}")).await;
    assert_eq!((again.hidden("draft"), again.hidden("key")), (Some(own.clone()), Some(own)));
    // A key that saved a session is not used for another one.
    let other = browser.get(&format!("{address}&draft={key}")).await;
    assert!(other.hidden("draft").is_some_and(|id| id != key), "{:?}", other.hidden("draft"));
}
