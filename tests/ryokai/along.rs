//! What goes along with a correction inside its session is listed before it counts, may be kept,
//! and comes back; a page whose session is gone or signed meanwhile says so; numbers follow the
//! days.

use ryokai::method::session::SessionStatus;
use ryokai::method::{AgreementMove, ClientFile, Fact, Id, Viewer};
use ryokai::store;

use crate::app::{Browser, Page, TestApp};
use crate::filled::{filled, with};
use crate::{build, page};

async fn begun(lang: &'static str) -> (TestApp, Browser, Viewer, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = page::owner(&app).await;
    let client = app.blocking(|db| build::client(db, &viewer, "水野 直樹"));
    (app, browser, viewer, client)
}

async fn file(app: &TestApp, viewer: &Viewer, client: &Id) -> ClientFile {
    let (viewer, client) = (viewer.clone(), client.clone());
    let read = move |conn: &mut store::Conn| Ok(store::file::load(conn, &viewer, &client)?.file);
    (*app.db.db().read(read).await.expect("a file")).clone()
}

async fn log(browser: &Browser, client: &Id, key: &str, more: &[(&str, &str)]) -> String {
    let client = client.to_string();
    let mut fields =
        vec![("key", key), ("act", "save"), ("client", client.as_str()), ("status", "held")];
    fields.extend_from_slice(more);
    let saved = browser.send("/log", &fields).await;
    let to = saved.landing().unwrap_or_else(|| panic!("{}", saved.body));
    to.split('/').nth(4).expect("a session").to_owned()
}

async fn opened(browser: &Browser, client: &Id, session: &str) -> Vec<(String, String)> {
    let page = browser.get(&format!("/log?client={client}&session={session}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    filled(&page.body, "id=\"log\"")
}

async fn save(browser: &Browser, fields: &[(String, String)], new: &[(&str, &str)]) -> Page {
    let mut new = new.to_vec();
    new.push(("act", "save"));
    browser.send("/log", &with(fields, &new)).await
}

fn texts(file: &ClientFile) -> Vec<&str> {
    file.quotes.iter().map(|q| q.text.as_str()).collect()
}

/// Words that carry an agreement, a step, a permission, a want and a need.
const RICH: [(&str, &str); 14] = [
    ("on", "2026-01-10"),
    ("minutes", "60"),
    ("topic", "採用"),
    ("q0", "また相談させてください。"),
    ("q0-b", "1"),
    ("q1", "どうぞ。"),
    ("tn-text", "決める人が二人いる"),
    ("tn-why", "先に知っておいてほしい"),
    ("tn-permission", "permitted"),
    ("tn-yes", "1"),
    ("tn-reception", "received"),
    ("q2", "応募を増やしたい。"),
    ("q2-w", "1"),
    ("q2-n", "1"),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_rests_on_emptied_words_is_listed_first_and_may_be_kept() {
    for (lang, agreement) in [("ja", "相談了解"), ("en", "Consultation agreement")] {
        let (app, browser, viewer, client) = begun(lang).await;
        let session = log(&browser, &client, "k1", &RICH).await;
        let before = file(&app, &viewer, &client).await;
        assert_eq!(before.agreements.len(), 1);
        for (row, named, kept_along) in [
            ("q0", agreement, true),
            ("q1", "決める人が二人いる", false),
            ("q2", "応募を増やしたい", true),
        ] {
            let fields = opened(&browser, &client, &session).await;
            let asked = save(&browser, &fields, &[(row, ""), ("topic", "求人")]).await;
            assert_eq!(asked.status, 409, "{lang} {row}: {}", asked.body);
            assert!(
                asked.body.contains(named) && asked.body.contains("name=\"keep\""),
                "{lang} {row}: {}",
                asked.body
            );
            assert_eq!(file(&app, &viewer, &client).await, before, "nothing counts yet");
            // Kept: the words and all that rests on them stay, and the rest is saved.
            let form = filled(&asked.body, "action=\"/log\"");
            let kept = save(&browser, &form, &[("keep", "1")]).await;
            assert_eq!(kept.status, 303, "{lang} {row}: {}", kept.body);
            let now = file(&app, &viewer, &client).await;
            assert_eq!(now.sessions[0].client_topic.as_ref().map(|t| t.as_str()), Some("求人"));
            let as_before = ClientFile { sessions: before.sessions.clone(), ..now.clone() };
            assert_eq!(as_before, before, "{lang} {row}");
            // Undone, and agreed to: both go.
            let done = kept
                .location
                .as_deref()
                .and_then(|to| to.split("done=").nth(1))
                .expect("an act")
                .to_owned();
            let back = format!("/clients/{client}");
            browser.send("/undo", &[("what", &done), ("back", &back), ("key", row)]).await;
            assert_eq!(file(&app, &viewer, &client).await, before);
            let gone = save(&browser, &form, &[]).await;
            assert_eq!(gone.status, 303, "{lang} {row}: {}", gone.body);
            let now = file(&app, &viewer, &client).await;
            assert_eq!(now.quotes.len(), before.quotes.len() - 1, "{lang} {row}");
            assert!(!kept_along || now != before);
            let done = gone
                .location
                .as_deref()
                .and_then(|to| to.split("done=").nth(1))
                .expect("an act")
                .to_owned();
            let key = format!("{row}-again");
            browser.send("/undo", &[("what", &done), ("back", &back), ("key", &key)]).await;
            assert_eq!(
                file(&app, &viewer, &client).await,
                before,
                "{lang} {row}: one act brings all of it again"
            );
        }
        // Whoever takes the mark away as well means it.
        let fields = opened(&browser, &client, &session).await;
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| name != "q0-b").collect();
        assert_eq!(save(&browser, &fields, &[("q0", "")]).await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_comes_back_beside_a_later_one() {
    for (lang, cannot, lacks) in [
        ("ja", "いまは元に戻せません", "先にそちらを元に戻すと"),
        ("en", "This cannot be put back now", "Put that back first"),
    ] {
        let (app, browser, viewer, client) = begun(lang).await;
        let session = log(&browser, &client, "k1", &RICH).await;
        log(
            &browser,
            &client,
            "k2",
            &[("on", "2026-01-14"), ("minutes", "60"), ("q0", "また頼みます。"), ("q0-b", "1")],
        )
        .await;
        let before = file(&app, &viewer, &client).await;
        let events = |f: &ClientFile| f.agreements.iter().map(|a| a.event).collect::<Vec<_>>();
        assert_eq!(events(&before), [AgreementMove::Given, AgreementMove::Renewed]);
        let fields = opened(&browser, &client, &session).await;
        let asked = save(&browser, &fields, &[("q0", "")]).await;
        let agreed = save(&browser, &filled(&asked.body, "action=\"/log\""), &[]).await;
        assert_eq!(agreed.status, 303, "{}", agreed.body);
        assert_eq!(events(&file(&app, &viewer, &client).await), [AgreementMove::Given]);
        // One after the other from the list: the agreement names the words that it lacks, then both
        // come.
        let journal = {
            let (viewer, client) = (viewer.clone(), client.clone());
            let read = move |conn: &mut store::Conn| {
                Ok(store::file::load(conn, &viewer, &client)?.records.to_vec())
            };
            app.db.db().read(read).await.expect("a journal")
        };
        let void = |noun: fn(&Fact) -> bool| {
            let of = |id: &Id| journal.iter().any(|r| r.id == *id && noun(&r.fact));
            let found =
                journal.iter().find(|r| matches!(&r.fact, Fact::Void { target, .. } if of(target)));
            format!("w~{client}~{}~1", found.expect("a void").id)
        };
        let (agreement, words) =
            (void(|f| matches!(f, Fact::Agreement(_))), void(|f| matches!(f, Fact::Quote(_))));
        let back = format!("/clients/{client}/taken-back");
        let refused =
            browser.send("/undo", &[("what", &agreement), ("back", &back), ("key", "u1")]).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        assert!(
            refused.body.contains(cannot) && refused.body.contains(lacks),
            "{lang}: {}",
            refused.body
        );
        assert!(refused.body.contains(&format!("value=\"{words}\"")), "{lang}: {}", refused.body);
        for (what, key) in [(&words, "u2"), (&agreement, "u3")] {
            let done =
                browser.send("/undo", &[("what", what), ("back", &back), ("key", key)]).await;
            assert_eq!(done.status, 303, "{lang}: {}", done.body);
        }
        let now = file(&app, &viewer, &client).await;
        assert_eq!(events(&now), events(&before), "{lang}: the later yes is a renewal again");
        assert_eq!(texts(&now), texts(&before));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_did_not_take_place_asks_what_becomes_of_its_records() {
    for (lang, status) in [("ja", "cancelled_by_client"), ("en", "no_show")] {
        let (app, browser, viewer, client) = begun(lang).await;
        let session = log(&browser, &client, "k1", &RICH).await;
        let before = file(&app, &viewer, &client).await;
        let fields = opened(&browser, &client, &session).await;
        let asked = save(&browser, &fields, &[("status", status)]).await;
        assert_eq!(asked.status, 409, "{lang}: {}", asked.body);
        for said in ["また相談させてください", "どうぞ", "決める人が二人いる", "応募を増やしたい"]
        {
            assert!(asked.body.contains(said), "{lang} {said}: {}", asked.body);
        }
        assert_eq!(file(&app, &viewer, &client).await, before);
        let form = filled(&asked.body, "action=\"/log\"");
        let gone = save(&browser, &form, &[]).await;
        assert_eq!(gone.status, 303, "{lang}: {}", gone.body);
        let now = file(&app, &viewer, &client).await;
        assert!(
            now.quotes.is_empty()
                && now.agreements.is_empty()
                && now.messages.is_empty()
                && now.wants.is_empty()
        );
        assert_ne!(now.sessions[0].status, SessionStatus::Held);
        let done = gone
            .location
            .as_deref()
            .and_then(|to| to.split("done=").nth(1))
            .expect("an act")
            .to_owned();
        let back = format!("/clients/{client}");
        browser.send("/undo", &[("what", &done), ("back", &back), ("key", "u1")]).await;
        assert_eq!(file(&app, &viewer, &client).await, before);
        // Said on the telephone when it was called off: it stays.
        let kept = save(&browser, &form, &[("keep", "1")]).await;
        assert_eq!(kept.status, 303, "{lang}: {}", kept.body);
        let now = file(&app, &viewer, &client).await;
        assert_eq!((texts(&now), now.agreements.len()), (texts(&before), 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_session_was_taken_back_or_signed_says_so_and_keeps_the_typing() {
    for (lang, back, signed, gone) in [
        ("ja", "取り消されました", "署名されました", "この面談は取り消しました"),
        (
            "en",
            "was taken back after you opened",
            "was signed after you opened",
            "This session was taken back",
        ),
    ] {
        let (app, browser, viewer, client) = begun(lang).await;
        let session = log(&browser, &client, "k1", &RICH).await;
        let fields = opened(&browser, &client, &session).await;
        let address = format!("/clients/{client}/sessions/{session}");
        let form = filled(&browser.get(&format!("{address}/take-back")).await.body, "take-back\"");
        let taken = browser.send(&format!("{address}/take-back"), &with(&form, &[])).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        let told = save(&browser, &fields, &[("topic", "まだ保存していない話題")]).await;
        assert_eq!(told.status, 409, "{lang}: {}", told.body);
        assert!(
            told.body.contains(back) && told.body.contains("まだ保存していない話題"),
            "{lang}: {}",
            told.body
        );
        assert!(told.body.contains(&format!("/clients/{client}/taken-back")), "{lang}");
        // Its address says so, for those who may see the person.
        let page = browser.get(&address).await;
        assert_eq!(page.status, 200);
        assert!(
            page.body.contains(gone)
                && page.body.contains(&format!("/clients/{client}/taken-back")),
            "{lang}"
        );
        let again = browser.get(&format!("/log?client={client}&session={session}")).await;
        assert_eq!(again.location.as_deref(), Some(address.as_str()));
        let other = app.blocking(|db| {
            build::member(db, &viewer.practice, "Owen", ryokai::method::Role::Consultant)
        });
        let foreign = app.blocking(|db| build::client(db, &other, "Grace Okafor"));
        assert_eq!(
            browser.get(&format!("/clients/{foreign}/sessions/{session}")).await.status,
            404
        );
        // Put back, the page saves.
        let done = taken
            .location
            .as_deref()
            .and_then(|to| to.split("done=").nth(1))
            .expect("an act")
            .to_owned();
        browser.send("/undo", &[("what", &done), ("back", &address), ("key", "u1")]).await;
        let form = filled(&told.body, "id=\"log\"");
        let saved = save(&browser, &form, &[]).await;
        assert_eq!(saved.status, 303, "{lang}: {}", saved.body);
        let now = file(&app, &viewer, &client).await;
        assert_eq!(
            now.sessions[0].client_topic.as_ref().map(|t| t.as_str()),
            Some("まだ保存していない話題")
        );
        // Signed meanwhile.
        let fields = opened(&browser, &client, &session).await;
        browser.send(&format!("{address}/sign"), &[("key", "s")]).await;
        let told = save(&browser, &fields, &[("topic", "署名のあと")]).await;
        assert_eq!(told.status, 409);
        assert!(
            told.body.contains(signed) && told.body.contains("署名のあと"),
            "{lang}: {}",
            told.body
        );
        assert!(told.body.contains(&format!("{address}#addendum")), "{lang}: {}", told.body);
        assert!(
            browser.get(&address).await.body.contains("id=\"addendum\""),
            "{lang}: the address leads there"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_follow_the_days_without_a_correction() {
    let (app, browser, viewer, client) = begun("ja").await;
    let mut sessions = Vec::new();
    for (key, on) in [("k1", "2026-01-05"), ("k2", "2026-01-12"), ("k3", "2026-01-14")] {
        sessions
            .push(log(&browser, &client, key, &[("on", on), ("minutes", "60"), ("q0", key)]).await);
    }
    let late = log(&browser, &client, "k4", &[("on", "2026-01-08"), ("minutes", "60")]).await;
    let no =
        |file: &ClientFile, id: &str| file.session(&id.parse().expect("an id")).and_then(|s| s.no);
    let now = file(&app, &viewer, &client).await;
    assert_eq!(no(&now, &late), Some(2));
    assert_eq!(
        sessions.iter().map(|s| no(&now, s)).collect::<Vec<_>>(),
        [Some(1), Some(3), Some(4)]
    );
    for session in sessions.iter().chain([&late]) {
        let page = browser.get(&format!("/clients/{client}/sessions/{session}")).await;
        assert!(!page.body.contains("直したところ"), "{}", page.body);
    }
    // The day alone is changed: one line tells it, and no other session is corrected.
    let fields = opened(&browser, &client, &sessions[2]).await;
    assert_eq!(save(&browser, &fields, &[("on", "2026-01-06")]).await.status, 303);
    let now = file(&app, &viewer, &client).await;
    assert_eq!(no(&now, &sessions[2]), Some(2));
    assert_eq!((no(&now, &late), no(&now, &sessions[1])), (Some(3), Some(4)));
    let page = browser.get(&format!("/clients/{client}/sessions/{}", sessions[2])).await;
    let told = page
        .body
        .split("直したところ")
        .nth(1)
        .expect("a list")
        .split("</section>")
        .next()
        .expect("an end");
    assert_eq!(told.matches("直しました").count(), 1, "{told}");
    for session in [&sessions[0], &sessions[1], &late] {
        let page = browser.get(&format!("/clients/{client}/sessions/{session}")).await;
        assert!(!page.body.contains("直したところ"), "{}", page.body);
    }
    let list = browser.get(&format!("/clients/{client}/sessions")).await;
    let places: Vec<_> = [&sessions[1], &late, &sessions[2], &sessions[0]]
        .iter()
        .filter_map(|s| list.body.find(&format!("/sessions/{s}\"")))
        .collect();
    assert!(places.len() == 4 && places.is_sorted(), "{places:?}");
}
