//! Steps over HTTP: what stands is recorded, what does not keeps what was typed.

use crate::page::furnished;

#[tokio::test]
async fn a_step_without_its_evidence_is_refused_in_words_and_keeps_what_was_typed() {
    let (_app, browser, id) = furnished("ja", "c1").await;
    let address = format!("/clients/{id}/steps/agreement/consultation");
    let page = browser.get(&address).await;
    assert_eq!(page.status, 200);
    assert!(
        page.has("value=\"renewed\"") && !page.has("value=\"given\""),
        "given again is renewed"
    );
    let sent = [("to", "renewed"), ("on", "2026-01-14"), ("quote", ""), ("reason", "")];
    let refused = browser.send(&address, &sent).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.has("本人の言葉だけです") && refused.has("書いた内容は、すべて下に残っています"),
        "{}",
        refused.body
    );
    assert!(
        refused.has("value=\"renewed\" checked") && refused.has("value=\"2026-01-14\""),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn words_move_an_agreement_on_the_day_they_were_said() {
    let (_app, browser, id) = furnished("en", "c6").await;
    let before = browser.get(&format!("/clients/{id}")).await;
    assert!(before.has("The conversation agreement has lapsed."), "{}", before.body);
    let contact = [
        ("mover", "them"),
        ("channel", "email"),
        ("on", "2026-01-14"),
        ("replied_on", "2026-01-14"),
        ("words", "Could we talk again? I would like that."),
        ("exactness", "verbatim"),
        ("note", ""),
    ];
    assert_eq!(browser.send(&format!("/clients/{id}/contacts"), &contact).await.status, 303);
    let address = format!("/clients/{id}/steps/agreement/conversation");
    let page = browser.get(&address).await;
    let (before_words, _) =
        page.body.split_once("I would like that.").expect("their words are offered");
    let quote =
        before_words.rsplit_once("value=\"").expect("a value").1.split_once('"').expect("an id").0;
    let sent = [("to", "renewed"), ("on", "2026-01-15"), ("quote", quote)];
    let done = browser.send(&address, &sent).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(
        page.has("<span class=\"num\">Wed 14 Jan 2026</span>"),
        "the day of the words, not of the form"
    );
    assert!(!page.has("The conversation agreement has lapsed."));
}

#[tokio::test]
async fn a_promise_is_kept_and_a_message_planned_and_dropped_with_a_reason() {
    let (_app, browser, id) = furnished("en", "c6").await;
    let page = browser.get(&format!("/clients/{id}")).await;
    let message =
        page.link_to(&format!("/clients/{id}/steps/message/")).expect("a message to move");
    let planned = browser.send(&message, &[("to", "planned"), ("on", "2026-01-15")]).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    assert!(browser.get(&format!("/clients/{id}")).await.has("Planned, since"));
    let silent =
        browser.send(&message, &[("to", "dropped"), ("on", "2026-01-15"), ("reason", " ")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.has("needs a reason"));
    let reasoned = [("to", "dropped"), ("on", "2026-01-15"), ("reason", "It is mine, not hers")];
    assert_eq!(browser.send(&message, &reasoned).await.status, 303);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(page.has("Nothing is held now."));
}

#[tokio::test]
async fn a_day_to_come_and_an_unknown_step_are_told_at_their_fields() {
    let (_app, browser, id) = furnished("en", "c1").await;
    let address = format!("/clients/{id}/steps/status/now");
    let page = browser.send(&address, &[("to", "rocket"), ("on", "2026-01-16")]).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("href=\"#to\"") && page.has("href=\"#on\"") && page.has("value=\"2026-01-16\""),
        "{}",
        page.body
    );
    for lost in ["steps/want/nothing", "steps/rank/now", "steps/status/then"] {
        assert_eq!(browser.get(&format!("/clients/{id}/{lost}")).await.status, 404, "{lost}");
    }
}

#[tokio::test]
async fn the_end_of_the_work_says_why_and_shows_over_the_stage() {
    let (_app, browser, id) = furnished("ja", "c1").await;
    let sent = [("to", "completed"), ("on", "2026-01-15")];
    assert_eq!(browser.send(&format!("/clients/{id}/steps/status/now"), &sent).await.status, 303);
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!(page.has("終了") && page.has("本当の協力関係"), "the stage stays");
}

#[tokio::test]
async fn a_session_prints_as_lines() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let page = browser.get(&format!("/clients/{id}/sessions/c5s7/shorthand")).await;
    assert_eq!(page.status, 200);
    assert!(page.has("What size is the right size") && page.has("small and us"), "{}", page.body);
}
