//! While a log page is open, the client changes elsewhere: a number on the page goes on meaning the
//! record it stood for, what does not touch the page is saved with it, and what does is told before
//! anything is written.

use ryokai::method::{Fact, Id, Permission, PromiseState, Record};
use ryokai::store::{self, fact};

use crate::app::{Browser, Page};
use crate::correct::{FULL, begun, file, log, opened, save, to};
use crate::filled::{filled, with};
use crate::merge::{join, loaded, two};

async fn fresh(browser: &Browser, client: &Id) -> Vec<(String, String)> {
    let page = browser.get(&format!("/log?client={client}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    filled(&page.body, "id=\"log\"")
}

/// Sends once more what a page that was not saved holds.
async fn again(browser: &Browser, page: &Page) -> Page {
    assert_eq!(page.status, 409, "{}", page.body);
    save(browser, &filled(&page.body, "id=\"log\""), &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_on_an_open_page_goes_on_meaning_what_it_stood_for() {
    for correcting in [false, true] {
        let (app, browser, viewer, client) = begun().await;
        let first = [
            ("on", "2026-01-05"),
            ("minutes", "60"),
            ("ours0", "資料を送る"),
            ("ours1", "電話する"),
        ];
        log(&browser, &client, "k1", &first).await;
        let later = log(&browser, &client, "k2", &[("on", "2026-01-10"), ("minutes", "60")]).await;
        let page = match correcting {
            true => opened(&browser, &client, &later).await,
            false => fresh(&browser, &client).await,
        };
        // A session of an earlier day, with a promise that comes before the others.
        let earlier = [
            ("on", "2026-01-02"),
            ("minutes", "60"),
            ("theirs0", "見積もりを出す"),
            ("theirs1", "紙に書く"),
        ];
        log(&browser, &client, "k3", &earlier).await;
        let saved = save(
            &browser,
            &page,
            &[("on", "2026-01-10"), ("another", "2026-01-10"), ("p2", "done")],
        )
        .await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let after = file(&app, &viewer, &client).await;
        let done =
            after.promises.iter().filter(|p| p.history.iter().any(|s| s.to == PromiseState::Done));
        let done: Vec<&str> = done.map(|p| p.text.as_str()).collect();
        assert_eq!(done, ["電話する"], "{correcting}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_elsewhere_is_told_before_it_is_saved_over() {
    let (app, browser, viewer, client) = begun().await;
    let session = log(&browser, &client, "k1", &FULL).await;
    let page = opened(&browser, &client, &session).await;
    // Another window: the minutes are put right, and words are added.
    let other = opened(&browser, &client, &session).await;
    assert_eq!(save(&browser, &other, &[("minutes", "90"), ("q5", "母には。")]).await.status, 303);
    let before = file(&app, &viewer, &client).await;
    let told = save(&browser, &page, &[("topic", "採用のこと")]).await;
    assert!(told.has("このページを開いたあとに、この面談は変わりました"), "{}", told.body);
    assert!(told.has("母には。") && told.has(">採用のこと</textarea>"), "{}", told.body);
    let named = told.body.split("role=\"alert\"").nth(1).expect("what is told");
    let named = named.split("</ul>").next().expect("a list");
    assert!(
        named.contains("<del>60分</del> <ins>90分</ins>") && named.contains("時間"),
        "each field by its name, with what stood there: {named}"
    );
    assert_eq!(file(&app, &viewer, &client).await, before, "nothing is written yet");
    let saved = again(&browser, &told).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let after = file(&app, &viewer, &client).await;
    let found = after.session(&session.parse().expect("an id")).expect("the session");
    assert_eq!(found.client_topic.as_ref().map(|t| t.as_str()), Some("採用のこと"));
    assert_eq!(
        (found.minutes, after.quotes.len()),
        (Some(90), 6),
        "what the page did not change stays"
    );
    // What touches nothing of the session is no hindrance.
    let page = opened(&browser, &client, &session).await;
    log(&browser, &client, "k2", &[("on", "2026-01-14"), ("minutes", "60"), ("p1", "done")]).await;
    let contact = [("mover", "them"), ("channel", "phone"), ("on", "2026-01-15")];
    assert_eq!(browser.send(&format!("/clients/{client}/contacts"), &contact).await.status, 303);
    let saved = save(&browser, &page, &[("minutes", "45")]).await;
    assert!(to(&saved).contains("?done="), "{}", saved.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_given_later_is_shown_and_holds_until_the_page_says_otherwise() {
    let (app, browser, viewer, client) = begun().await;
    let open: Vec<(&str, &str)> =
        FULL.into_iter().filter(|(name, _)| !["tn-permission", "tn-yes"].contains(name)).collect();
    let session = log(&browser, &client, "k1", &open).await;
    let early = opened(&browser, &client, &session).await;
    let known = file(&app, &viewer, &client).await;
    let (message, delivery) = (&known.messages[0].id, known.messages[0].deliveries[0].clone());
    let answer = Record::fresh(
        delivery.on,
        Some(&delivery.session),
        Fact::PermissionNamed {
            message: message.clone(),
            delivery: delivery.id.clone(),
            permission: Permission::Permitted,
            quote: Some(known.quotes[4].id.clone()),
        },
    );
    let (own, of, now) = (viewer.clone(), client.clone(), app.now());
    let write = move |conn: &mut store::Conn| {
        fact::record(conn, &own, &of, now, |_| Ok(vec![answer])).map(drop)
    };
    app.db.db().write(write).await.expect("answered");
    let permission = |f: &ryokai::method::ClientFile| f.messages[0].deliveries[0].permission;
    // A page from before the answer does not take it away unseen.
    let told = save(&browser, &early, &[("minutes", "75")]).await;
    let saved = again(&browser, &told).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(permission(&file(&app, &viewer, &client).await), Some(Permission::Permitted));
    // Opened anew the page shows it; another change leaves it, and another answer takes its place.
    let page = opened(&browser, &client, &session).await;
    assert!(page.contains(&("tn-permission".to_owned(), "permitted".to_owned())), "{page:?}");
    assert_eq!(save(&browser, &page, &[("tn-reception", "received")]).await.status, 303);
    assert_eq!(permission(&file(&app, &viewer, &client).await), Some(Permission::Permitted));
    let page = opened(&browser, &client, &session).await;
    assert_eq!(
        save(&browser, &page, &[("tn-permission", "unasked"), ("tn-yes", "")]).await.status,
        303
    );
    let after = file(&app, &viewer, &client).await;
    let told = &after.messages[0].deliveries[0];
    assert_eq!((told.permission, &told.permission_quote), (Some(Permission::Unasked), &None));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_about_somebody_who_is_joined_meanwhile_are_about_the_same_records() {
    let (app, browser, both) = two("ja").await;
    let [first, later] = both.clone();
    let page = fresh(&browser, &later).await;
    let correcting = opened(&browser, &later, "x1").await;
    for (draft, page, typed) in
        [("d1", &page, ("p1", "carried")), ("d2", &correcting, ("topic", "下書き"))]
    {
        let kept = [("draft", draft), ("draft-version", ""), typed];
        let kept = browser.send("/log/draft", &with(page, &kept)).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
    }
    assert_eq!(join(&browser, &both, &[]).await.status, 303);
    // Their drafts are about the same records, too.
    let draft = browser.get("/log?draft=d1").await;
    let ticked =
        draft.body.split("value=\"carried\"").find(|part| part.starts_with(" checked")).map(|_| ());
    assert!(ticked.is_some() && draft.has("見積もりを出す"), "{}", draft.body);
    assert_eq!(draft.body.matches("name=\"p1\"").count(), 3, "{}", draft.body);
    let draft = browser.get("/log?draft=d2").await;
    assert!(
        draft.has(">下書き</textarea>")
            && draft.has(&format!("name=\"of-client\" value=\"{first}\"")),
        "{}",
        draft.body
    );
    let saved = save(&browser, &page, &[("on", "2026-01-15"), ("p1", "done")]).await;
    assert!(to(&saved).starts_with(&format!("/clients/{first}/")), "{}", to(&saved));
    let file = loaded(&app, &first).await.file;
    let done =
        |p: &&ryokai::method::Promise| p.history.iter().any(|s| s.on.to_string() == "2026-01-15");
    let done: Vec<&str> = file.promises.iter().filter(done).map(|p| p.text.as_str()).collect();
    assert_eq!(done, ["見積もりを出す"], "not the first promise of both");
    let sessions = file.sessions.len();
    let saved = save(&browser, &correcting, &[("topic", "工場の見積もり")]).await;
    assert!(
        to(&saved).starts_with(&format!("/clients/{first}/sessions/x1?done=")),
        "{}",
        to(&saved)
    );
    let file = loaded(&app, &first).await.file;
    let topic = file.session(&crate::build::id("x1")).and_then(|s| s.client_topic.clone());
    assert_eq!((topic, file.sessions.len()), (crate::twin::text("工場の見積もり"), sessions));
    // Said of the session as it is now, it is printed and read back the same.
    let lines = browser.get(&format!("/clients/{first}/sessions/x1/shorthand")).await;
    assert!(lines.has("工場の見積もり"), "{}", lines.body);
}
