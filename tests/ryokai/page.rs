//! The pages that show where we stand, over HTTP: Today, clients, one client, the brief, a session,
//! the method.

use ryokai::method::{Id, Lang};

use crate::app::TestApp;
use crate::demo;

pub use crate::kit::furnished::{furnished, keep, owner};

#[tokio::test]
async fn a_client_stands_on_one_page_in_both_languages() {
    for (lang, client, stage, said) in [
        (
            "en",
            "c5",
            "Real collaboration",
            "“I need somebody to tell me straight. Nobody here will.”",
        ),
        (
            "ja",
            "c1",
            "本当の協力関係",
            "「父に遠慮して、自分で決めることから逃げていたのは僕のほうです。」",
        ),
    ] {
        let (_app, browser, id) = furnished(lang, client).await;
        let page = browser.get(&format!("/clients/{id}")).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(stage) && page.body.contains(said), "{lang}");
        assert!(page.body.len() <= 44 * 1024, "{} bytes", page.body.len());
        assert!(!page.body.contains("style=\""));
    }
}

#[tokio::test]
async fn today_names_who_is_met_and_what_is_due() {
    let (app, browser, _) = furnished("en", "c5").await;
    let page = browser.get("/").await;
    assert_eq!(page.status, 200);
    // Tom's next session is on 15 January 2026, today.
    assert!(page.body.contains("Tom Beckett") && page.body.contains("/brief"), "{}", page.body);
    assert!(
        page.body.contains("The small-batch list is sold out to February."),
        "their last words"
    );
    drop(app);
}

#[tokio::test]
async fn the_list_of_clients_is_read_page_by_page() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let viewer = owner(&app).await;
    for client in ["c1", "c2", "c5"] {
        keep(&app, &viewer, client).await;
    }
    let (db, of) = (app.db.db(), viewer.clone());
    let more =
        move || (0..40).for_each(|n| drop(crate::build::client(&db, &of, &format!("Zed {n:02}"))));
    tokio::task::spawn_blocking(more).await.expect("forty more");
    let first = browser.get("/clients").await;
    assert_eq!(first.body.matches("class=\"pair\"").count(), 30);
    let next = first.link_to("/clients?from=").expect("a next page");
    let second = browser.get(&next).await;
    assert_eq!(second.body.matches("class=\"pair\"").count(), 13);
    assert_eq!(second.link_to("/clients?from="), None, "and a way back to the first");
    assert!(first.has("1–30 of 43") && second.has("31–43 of 43"), "{}", second.body);
    let ended = browser.get("/clients?status=ended").await;
    assert_eq!(ended.body.matches("class=\"pair\"").count(), 1);
}

#[tokio::test]
async fn a_session_can_be_read_signed_and_written_below() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let address = format!("/clients/{id}/sessions/c5s7");
    let page = browser.get(&address).await;
    assert_eq!(page.status, 200);
    for said in ["“Yes. Say it.”", "What size is the right size", "Acknowledged", "Session 7"] {
        assert!(page.body.contains(said), "{said} is on {}", page.body);
    }
    assert!(!page.body.contains("brewery on to"), "what arose elsewhere is not on this page");

    let signed = browser.send(&format!("{address}/sign"), &[]).await;
    assert_eq!((signed.status, signed.landing().as_deref()), (303, Some(address.as_str())));
    let page = browser.get(&address).await;
    assert!(page.body.contains("Signed and locked on Thu 15 Jan 2026"), "{}", page.body);
    assert!(!page.body.contains("action=\"/undo\""), "a signed session takes back nothing");

    // It is final, so it is asked about first.
    let said = [("addendum", "He rang to say thanks.")];
    let asked = browser.send(&format!("{address}/addenda"), &said).await;
    assert!(asked.status == 422 && asked.has("neither changed nor taken back"), "{}", asked.body);
    assert!(asked.has("He rang to say thanks.") && asked.has("name=\"sure\" value=\"yes\""));
    assert!(!browser.get(&address).await.body.contains("He rang to say thanks."));
    let below = browser.send(&format!("{address}/addenda"), &[said[0], ("sure", "yes")]).await;
    assert_eq!(below.status, 303, "{}", below.body);
    let page = browser.get(&address).await;
    assert!(page.body.contains("He rang to say thanks.") && page.body.contains("佐倉 まどか"));

    let empty = browser.send(&format!("{address}/addenda"), &[("addendum", "  ")]).await;
    assert_eq!(empty.status, 422);
    let what = format!("w~{id}~c5q10~1");
    let late =
        browser.send("/undo", &[("what", &what), ("back", &address), ("reason", "misheard")]).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("a session that is signed"), "{}", late.body);
}

#[tokio::test]
async fn a_record_is_taken_back_with_a_reason_unless_something_rests_on_it() {
    let (_app, browser, id) = furnished("ja", "c5").await;
    let address = format!("/clients/{id}/sessions/c5s8");
    assert!(browser.get(&address).await.body.contains("sold out to February"));
    let taken = async |record: &str| {
        let what = format!("w~{id}~{record}~1");
        browser.send("/undo", &[("what", &what), ("back", &address), ("reason", "聞き違い")]).await
    };
    let done = taken("c5q12").await;
    assert_eq!(
        (done.status, done.landing().as_deref()),
        (303, Some(address.as_str())),
        "{}",
        done.body
    );
    let page = browser.get(&address).await.body;
    assert!(
        page.contains("keep going like this.”</del>"),
        "it stays readable as taken back: {page}"
    );

    let held = format!("/clients/{id}/sessions/c5s7");
    let refused = taken("c5q10").await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("これをもとにしています"), "{}", refused.body);
    assert!(browser.get(&held).await.body.contains("Yes. Say it."));
}

#[tokio::test]
async fn what_is_not_there_and_what_is_somebody_elses_look_the_same() {
    let (app, browser, id) = furnished("en", "c5").await;
    let (db, practice) = (app.db.db(), owner(&app).await.practice);
    let other =
        move || crate::build::member(&db, &practice, "owen", ryokai::method::Role::Consultant);
    let other = tokio::task::spawn_blocking(other).await.expect("a colleague");
    let theirs = keep(&app, &other, "c4").await;
    let nobody = Id::fresh();
    for person in [&theirs, &nobody] {
        for rest in ["", "/brief", "/sessions", "/sessions/c4s1"] {
            assert_eq!(
                browser.get(&format!("/clients/{person}{rest}")).await.status,
                404,
                "{rest}"
            );
        }
        for act in ["sign", "addenda", "void"] {
            let sent = browser
                .send(&format!("/clients/{person}/sessions/c4s1/{act}"), &[("addendum", "x")])
                .await;
            assert_eq!(sent.status, 404, "{act}");
        }
    }
    assert_eq!(browser.get(&format!("/clients/{id}/sessions/c4s1")).await.status, 404);
    assert_eq!(browser.get("/clients/水").await.status, 404);
}

#[tokio::test]
async fn all_sessions_are_listed_newest_first() {
    let (_app, browser, id) = furnished("ja", "c2").await;
    let page = browser.get(&format!("/clients/{id}/sessions")).await;
    assert_eq!(page.status, 200);
    let places: Vec<_> =
        (1..=6).filter_map(|n| page.body.find(&format!("/sessions/c2s{n}\""))).collect();
    assert!(places.len() >= 5 && places.is_sorted_by(|a, b| a > b), "{places:?}");
}

#[tokio::test]
async fn the_method_explains_every_term_in_both_languages() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let page = browser.get("/method").await;
    assert_eq!(page.status, 200);
    let glossary = include_str!("../../src/words/ja/glossary.ftl");
    for term in glossary.lines().filter_map(|l| l.strip_prefix("term-")) {
        let (key, text) = term.split_once(" = ").expect("a message");
        assert!(page.body.contains(text), "{key}");
    }
    assert!(
        page.body.contains("Conversation agreement")
            && page.body.contains("診療の記録ではありません")
    );
}

#[test]
fn a_brief_has_250_words_at_most_at_every_checkpoint() {
    use ryokai::method::insight::Thresholds;
    use ryokai::method::{Standing, Terms, Verdict};
    use ryokai::views::brief;
    use ryokai::words::Words;
    let days = demo::json()["checkpoints"].clone();
    for file in demo::clients() {
        for at in
            days.as_array().expect("days").iter().map(|d| demo::day(d.as_str().expect("a day")))
        {
            for lang in [Lang::Ja, Lang::En] {
                let standing = Standing::of(&file, at, &Terms::default());
                let verdict = Verdict::of(&file, at, &Thresholds::default());
                let page = brief::Page {
                    id: &file.person.id,
                    file: &file,
                    standing: &standing,
                    verdict: &verdict,
                    states: &[],
                    today: at,
                    words: Words::of(lang),
                };
                let n = counted(&brief::page(&page).into_string());
                assert!((10..=250).contains(&n), "{n} words of {} at {at}", file.person.id);
                let written = counted(&brief::text(&page));
                assert!(
                    (10..=250).contains(&written),
                    "{written} words in a terminal, {n} on a page"
                );
            }
        }
    }
}

/// Words of a page's text: what spaces part, and two Japanese letters for one word.
fn counted(html: &str) -> usize {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let japanese = text.chars().filter(|c| *c >= '\u{3040}').count();
    let latin: String = text.chars().map(|c| if c >= '\u{3040}' { ' ' } else { c }).collect();
    latin.split_whitespace().count() + japanese / 2
}

#[tokio::test]
async fn every_contact_and_gift_stands_on_the_page_the_older_ones_folded() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let db = (app.db.db(), owner(&app).await);
    let id = tokio::task::spawn_blocking(move || crate::build::client(&db.0, &db.1, "Ada"))
        .await
        .expect("a client");
    for n in 0..32 {
        let on = (demo::day("2025-11-01") + chrono::Days::new(n)).to_string();
        let note = format!("call no. {n}.");
        let fields = [
            ("mover", "us"),
            ("channel", "phone"),
            ("on", &on),
            ("note", &note),
            ("exactness", "verbatim"),
        ];
        let sent = browser.send(&format!("/clients/{id}/contacts"), &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    let page = browser.get(&format!("/clients/{id}")).await;
    assert!((0..32).all(|n| page.has(&format!("call no. {n}."))), "all of them: {}", page.body);
    let folded =
        page.body.split("2 older contacts and gifts</summary>").nth(1).expect("what is folded");
    assert!(
        folded.contains("call no. 0.")
            && folded.contains("call no. 1.")
            && !folded.contains("call no. 2.")
    );
}
