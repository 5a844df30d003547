//! Forms that lose nothing: what is sent twice is recorded once, and what is refused keeps all that
//! was typed.

use crate::app::Browser;
use crate::page::furnished;

/// Sends the form of a page with its key, twice; answers the second answer's status.
async fn twice(browser: &Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> u16 {
    let key = browser.get(page).await.hidden("key").expect("a form with a key");
    let sent: Vec<(&str, &str)> =
        [("key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let first = browser.send(to, &sent).await;
    assert_eq!(first.status, 303, "{to}: {}", first.body);
    browser.send(to, &sent).await.status
}

#[tokio::test]
async fn what_is_sent_twice_is_recorded_once() {
    for lang in ["ja", "en"] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let client = format!("/clients/{id}");
        let contacts = format!("{client}/contacts");
        let contact = [
            ("mover", "them"),
            ("channel", "phone"),
            ("on", "2026-01-14"),
            ("exactness", "verbatim"),
            ("note", "asked for the tasting notes"),
        ];
        assert_eq!(twice(&browser, &contacts, &contacts, &contact).await, 303);
        let gifts = format!("{client}/gifts");
        let gift = [
            ("direction", "in"),
            ("kind", "thing"),
            ("what", "a bottle of stout"),
            ("on", "2026-01-14"),
        ];
        assert_eq!(twice(&browser, &gifts, &gifts, &gift).await, 303);
        let status = format!("{client}/steps/status/now");
        assert_eq!(
            twice(&browser, &status, &status, &[("to", "paused"), ("on", "2026-01-15")]).await,
            303
        );
        let page = browser.get(&client).await;
        assert_eq!(page.body.matches("asked for the tasting notes").count(), 1);
        assert_eq!(page.body.matches("a bottle of stout").count(), 1);

        let session = format!("{client}/sessions/c5s8");
        let what = format!("w~{id}~c5q12~1");
        let back = [("what", what.as_str()), ("back", session.as_str()), ("reason", "misheard")];
        assert_eq!(twice(&browser, &session, "/undo", &back).await, 303);
        assert_eq!(twice(&browser, &session, &format!("{session}/sign"), &[]).await, 303);
        let below = [("addendum", "He rang to say thanks."), ("sure", "yes")];
        assert_eq!(twice(&browser, &session, &format!("{session}/addenda"), &below).await, 303);
        assert_eq!(browser.get(&session).await.body.matches("He rang to say thanks.").count(), 1);
    }
}

#[tokio::test]
async fn two_sendings_at_the_same_moment_record_once() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let address = format!("/clients/{id}/contacts");
    let key = browser.get(&address).await.hidden("key").expect("a key");
    let sent = [
        ("key", key.as_str()),
        ("mover", "them"),
        ("channel", "phone"),
        ("on", "2026-01-14"),
        ("exactness", "verbatim"),
        ("note", "rang twice"),
    ];
    browser.csrf().await;
    let send = || browser.send(&address, &sent);
    let all = tokio::join!(send(), send(), send(), send());
    assert_eq!([all.0.status, all.1.status, all.2.status, all.3.status], [303; 4]);
    assert_eq!(browser.get(&format!("/clients/{id}")).await.body.matches("rang twice").count(), 1);
}

#[tokio::test]
async fn what_was_changed_on_the_same_page_and_sent_again_is_not_lost() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let address = format!("/clients/{id}/gifts");
    let key = browser.get(&address).await.hidden("key").expect("a key");
    for what in ["a first pear", "a second pear"] {
        let sent = [
            ("key", key.as_str()),
            ("direction", "in"),
            ("kind", "thing"),
            ("what", what),
            ("on", "2026-01-14"),
        ];
        assert_eq!(browser.send(&address, &sent).await.status, 303);
    }
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(page.has("a first pear") && page.has("a second pear"));
}
