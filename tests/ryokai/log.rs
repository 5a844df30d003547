//! Logging a session over HTTP: saved once, refused with nothing lost, drafts, and both ways of
//! writing.

use ryokai::method::{Fact, Id};

use crate::app::{Browser, Page, TestApp};
use crate::filled::{filled, with};
use crate::page;

/// A form for a new client, as the page sends it.
fn first_session<'f>(key: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("key", key),
        ("act", "save"),
        ("new-name", "水野 直樹"),
        ("new-reading", "みずの なおき"),
        ("on", "1/9"),
        ("minutes", "60"),
        ("status", "held"),
        ("topic", "採用がうまくいかない"),
        ("q0", "「とにかく応募が来ない。」"),
        ("q0-w", "1"),
        ("q1", "いろいろ話させてください。"),
        ("q1-a", "1"),
    ];
    fields.extend_from_slice(more);
    fields
}

async fn follow(browser: &Browser, page: &Page) -> Page {
    browser.get(page.location.as_deref().unwrap_or_else(|| panic!("saved: {}", page.body))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_session_with_a_new_client_raises_the_staircase() {
    for (lang, talking) in [("ja", "会話了解"), ("en", "Talking")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let saved = browser.send("/log", &first_session("k1", &[])).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let result = follow(&browser, &saved).await;
        assert!(result.has(talking), "{}", result.body);
        let (before, after) = result.body.split_once("/summary?session=").expect("the summary");
        let person = before.rsplit_once("/clients/").expect("of the client").1;
        // Their words are stored without the marks that were typed around them.
        let session = after.split('"').next().expect("an id");
        let client = browser.get(&format!("/clients/{person}/sessions/{session}")).await;
        assert!(client.has("「とにかく応募が来ない。」") && !client.has("「「"), "{}", client.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_saved_once() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let fields = first_session("same", &[]);
    let (one, two) = tokio::join!(browser.send("/log", &fields), browser.send("/log", &fields));
    assert_eq!((one.status, two.status), (303, 303));
    assert_eq!(one.location, two.location);
    let clients = browser.get("/clients").await;
    assert_eq!(clients.body.matches("水野 直樹").count(), 1, "{}", clients.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_on_a_page_that_was_saved_is_not_dropped() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let first = browser.send("/log", &first_session("same", &[])).await;
    assert_eq!(first.status, 303);
    let changed =
        browser.send("/log", &first_session("same", &[("note", "What I had forgotten.")])).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    // It is the same session, corrected; the new client is there once.
    let session = |page: &Page| {
        let to = page.location.clone().unwrap_or_default();
        to.split(['/', '?']).nth(4).map(str::to_owned)
    };
    assert!(session(&first).is_some() && session(&changed) == session(&first));
    assert!(follow(&browser, &changed).await.has("What I had forgotten."));
    assert_eq!(browser.get("/clients").await.body.matches("水野 直樹").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_faults_is_shown_again_with_everything_typed() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    for (field, value, said) in [
        ("on", "the day before", "cannot be read"),
        ("on", "2026-03-01", "has not come yet"),
        ("on", "", "Write the date"),
        ("minutes", "an hour", "from 1 to 1440"),
        ("minutes", "", "from 1 to 1440"),
        ("new-name", "", "Choose a client"),
        ("q0", "a\u{7}b", "cannot be kept"),
    ] {
        let mut fields = first_session("k", &[]);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let page = browser.send("/log", &fields).await;
        assert_eq!(page.status, 422, "{field}: {value:?}");
        assert!(page.has(said), "{field}: {value:?}: {}", page.body);
        assert!(
            page.has("いろいろ話させてください。") && page.has("採用がうまくいかない"),
            "{field}: nothing is lost"
        );
        assert!(
            browser.get("/clients").await.body.matches("水野 直樹").count() == 0,
            "{field}: nothing was saved"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shorthand_makes_the_same_record_as_the_form() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let short = "題:採用がうまくいかない\n言:とにかく応募が来ない。\n望:応募を増やしたい\n言:いろいろ話させてください。\n会話:\n約:求人票を書く @+1w\n次:2/6";
    let fields = [
        ("key", "k"),
        ("act", "save"),
        ("new-name", "水野 直樹"),
        ("on", "2026-01-09"),
        ("minutes", "45"),
        ("short", short),
    ];
    let saved = browser.send("/log", &fields).await;
    let result = follow(&browser, &saved).await;
    assert!(result.has("会話了解"), "{}", result.body);
    let viewer = page::owner(&app).await;
    let id: Id = saved
        .location
        .as_deref()
        .and_then(|l| l.split('/').nth(2))
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let file = app
        .db
        .read(move |conn| ryokai::store::file::load(conn, &viewer, &id))
        .await
        .expect("the file");
    let nouns: Vec<String> = file.records.iter().map(|r| r.noun()).collect();
    for noun in ["session", "quote", "want", "agreement", "promise"] {
        assert!(nouns.contains(&noun.to_owned()), "{noun}: {nouns:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_both_sides_is_recorded_once() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let short = "言:とにかく応募が来ない。\n印:黙った";
    let saved = browser
        .send("/log", &first_session("k", &[("short", short), ("sign", "fell_silent")]))
        .await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let viewer = page::owner(&app).await;
    let id: Id = saved
        .location
        .as_deref()
        .and_then(|l| l.split('/').nth(2))
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let file = app
        .db
        .read(move |conn| ryokai::store::file::load(conn, &viewer, &id))
        .await
        .expect("the file")
        .file;
    assert_eq!((file.quotes.len(), file.markers.len(), file.wants.len()), (2, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_line_never_blocks_the_rest_and_is_kept() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    // Said after a no, without a no: the machines refuse it.
    let told =
        [("tn-text", "値上げの話"), ("tn-why", "続けてほしい"), ("tn-permission", "imposed")];
    let saved = browser.send("/log", &first_session("k", &told)).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let result = &follow(&browser, &saved).await;
    assert!(result.has("値上げの話") && result.has("まだ記録になっていません"), "{}", result.body);
    assert!(result.has("先に断りを本人の言葉で記録するか"), "why, and what to do: {}", result.body);
    // The line stays with the session, and sending the form again saves nothing twice.
    let session =
        result.link_to("/clients/").expect("a link").replace("/summary?session=", "/sessions/");
    assert!(browser.get(&session).await.has("値上げの話"));
    assert_eq!(
        browser.send("/log", &first_session("k", &told)).await.location,
        Some(format!("{session}/result"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reading_shows_what_was_understood_before_saving() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let reading = browser
        .send(
            "/log/reading",
            &[("short", "言:今日はその話は、ちょっと。\nなにか書いた"), ("on", "2026-01-09")],
        )
        .await;
    assert_eq!(reading.status, 200);
    assert!(
        reading.has("「今日はその話は、ちょっと。」") && reading.has("2行"),
        "{}",
        reading.body
    );
    assert!(!reading.has("<html"), "a piece of the page");
    let page = browser
        .send(
            "/log",
            &[("act", "read"), ("short", "言:ちょっと。"), ("on", "2026-01-09"), ("minutes", "60")],
        )
        .await;
    assert_eq!(page.status, 200);
    assert!(page.has("「ちょっと。」") && page.has("<html"), "the whole page without scripts");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_comes_back_as_typed_and_goes_when_saved() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let blank = browser.get("/log").await;
    let draft = blank.hidden("draft").expect("a draft id");
    let fields = [
        ("draft", draft.as_str()),
        ("draft-version", ""),
        ("key", "k9"),
        ("new-name", "早川 佳奈"),
        ("q0", "書きかけの言葉"),
        ("minutes", "4x"),
    ];
    let kept = browser.send("/log/draft", &fields).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert!(kept.has(&format!("\"draft\":\"{draft}\"")), "{}", kept.body);
    assert!(browser.get("/").await.has("/log?draft="), "today lists it");
    let again = browser.get(&format!("/log?draft={draft}")).await;
    assert!(
        again.has("書きかけの言葉") && again.has("4x") && again.has("早川 佳奈"),
        "{}",
        again.body
    );
    // Another window that has not seen this version is told of it, and the draft stays as it is.
    assert_eq!(browser.send("/log/draft", &fields).await.status, 409);
    let saved = browser
        .send("/log", &first_session("k9", &[("draft", &draft), ("draft-version", "1")]))
        .await;
    assert_eq!(saved.status, 303);
    assert!(!browser.get(&format!("/log?draft={draft}")).await.has("書きかけの言葉"));
    // A late autosave of a form that is saved makes no ghost.
    let late =
        browser.send("/log/draft", &[("draft", draft.as_str()), ("key", "k9"), ("q0", "x")]).await;
    assert!(late.has("\"draft\":\"\""), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_knows_what_is_open_with_a_client() {
    let (_app, browser, person) = page::furnished("ja", "c2").await;
    let log = browser.get(&format!("/log?client={person}")).await;
    assert_eq!(log.status, 200);
    assert!(
        log.has("早川 佳奈") && log.has("name=\"q0\"") && log.has("name=\"q0-sign\""),
        "{}",
        log.body
    );
    let fields = [
        ("key", "k"),
        ("act", "save"),
        ("client", person.as_str()),
        ("on", "2026-01-10"),
        ("minutes", "30"),
        ("q0", "また相談させてください。"),
        ("q0-b", "1"),
        ("q0-a", "1"),
    ];
    let saved = browser.send("/log", &fields).await;
    let result = follow(&browser, &saved).await;
    assert!(result.has("信頼関係"), "{}", result.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_written_late_are_kept_as_gist() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let saved = browser.send("/log", &first_session("k", &[("q1-exact", "verbatim")])).await;
    let viewer = page::owner(&app).await;
    let id: Id = saved
        .location
        .as_deref()
        .and_then(|l| l.split('/').nth(2))
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let records = app
        .db
        .read(move |conn| ryokai::store::file::load(conn, &viewer, &id))
        .await
        .expect("the file")
        .records;
    let exact: Vec<_> = records
        .iter()
        .filter_map(|r| {
            if let Fact::Quote(q) = &r.fact {
                Some(ryokai::method::code(&q.exactness))
            } else {
                None
            }
        })
        .collect();
    // Six days later; the one that was chosen stays as chosen.
    assert_eq!(exact, ["gist", "verbatim"]);
}

#[tokio::test]
async fn two_of_everything_are_written_down_before_the_page_is_asked_for_again() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let page = browser.get("/log").await;
    for row in 0..6 {
        for part in ["", "-kind", "-permission", "-why", "-guess", "-due", "-sign", "-before"] {
            let field = format!("name=\"q{row}{part}\"");
            assert!(page.body.contains(&field), "{field} is there without a script");
        }
    }
    for choice in ["q0-covered", "q0-permission", "closing", "initiator", "new-origin", "q0-how"] {
        assert!(
            page.body.contains(&format!("<input type=\"radio\" name=\"{choice}\" value=\"\"")),
            "{choice} is taken back"
        );
    }
    let typed = [
        ("new-name", "Ada"),
        ("on", "2026-01-14"),
        ("minutes", "45"),
        ("q0", "Say it,\r\nplease."),
        ("tn-text", "The price"),
        ("tn-permission", "permitted"),
        ("tn-yes", "0"),
        ("tn1-text", "The leaflet"),
        ("tn1-permission", "unasked"),
        ("tn1-reception", "thinking"),
        ("m-text", "The brother"),
        ("m-guess", "To be heard"),
        ("m1-text", "The rent"),
        ("m1-interest", "1"),
        ("key", "two-of-everything"),
        ("act", "save"),
    ];
    let saved = browser.send("/log", &typed).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let place = saved.location.expect("a result");
    let ids: Vec<&str> = place.split('/').collect();
    let (person, session) = (ids[2], ids[4]);
    let shorthand = browser.get(&format!("/clients/{person}/sessions/{session}/shorthand")).await;
    for line in [
        "q: Say it,\n  please.",
        "m: The price",
        "m: The leaflet",
        "m: The brother",
        "m: The rent =self",
        "!3 &gt;2",
    ] {
        assert!(shorthand.body.contains(line), "{line}: {}", shorthand.body);
    }
    let opened = browser.get(&format!("/log?client={person}&session={session}")).await;
    let has = |name: &str, text: &str| {
        let from = opened.body.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default();
        from.split_once('>').is_some_and(|(_, rest)| rest.starts_with(text))
    };
    assert!(
        has("q0", "Say it,\nplease."),
        "the line break is in the page that corrects: {}",
        opened.body
    );
    assert!(has("tn-text", "The price") && has("tn1-text", "The leaflet"), "{}", opened.body);
    assert!(
        has("m-text", "The brother") && has("m1-text", "The rent") && has("m-guess", "To be heard")
    );
    // Mending one letter leaves the line break where it was.
    let mut again: Vec<(&str, &str)> = typed.to_vec();
    again.retain(|(name, _)| !["q0", "key", "new-name"].contains(name));
    again.extend([
        ("q0", "Say it,\r\nplease!"),
        ("key", "mended"),
        ("client", person),
        ("of", session),
        ("of-client", person),
    ]);
    let mended = browser.send("/log", &again).await;
    assert_eq!(mended.status, 303, "{}", mended.body);
    let shorthand = browser.get(&format!("/clients/{person}/sessions/{session}/shorthand")).await;
    assert!(shorthand.body.contains("q: Say it,\n  please!"), "{}", shorthand.body);
    assert_eq!(
        shorthand.body.matches("m: The ").count(),
        4,
        "nothing was doubled: {}",
        shorthand.body
    );
}

#[tokio::test]
async fn a_second_session_of_a_day_is_asked_about_once_and_then_saved() {
    for (lang, asks, link) in [
        ("ja", "この日の面談が、すでに一つあります", "その面談を直す"),
        ("en", "a session of this day already", "Correct that session"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = crate::page::owner(&app).await;
        let client = crate::correct::person_of(&app, &viewer, "水野 直樹").await;
        let of = |key: &'static str, more: &[(&'static str, &'static str)]| {
            let mut fields = vec![
                ("key".to_owned(), key.to_owned()),
                ("act".to_owned(), "save".to_owned()),
                ("client".to_owned(), client.to_string()),
                ("status".to_owned(), "held".to_owned()),
                ("minutes".to_owned(), "60".to_owned()),
            ];
            fields.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
            fields
        };
        let sent = |fields: Vec<(String, String)>| {
            let browser = &browser;
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                browser.send("/log", &fields).await
            }
        };
        let first = [("on", "2026-01-10"), ("topic", "採用の話")];
        assert_eq!(sent(of("k1", &first)).await.status, 303);
        // Sent twice it is the same one, and nobody is asked.
        assert_eq!(sent(of("k1", &first)).await.status, 303);
        let second = [("on", "2026-01-10"), ("topic", "値上げの話")];
        let asked = sent(of("k2", &second)).await;
        assert_eq!(asked.status, 422, "{}", asked.body);
        assert!(asked.has(asks) && asked.has("採用の話") && asked.has(link), "{}", asked.body);
        assert!(asked.has("09:00"), "which one it is: {}", asked.body);
        assert!(asked.has("値上げの話"), "nothing typed is lost: {}", asked.body);
        let count = crate::correct::file(&app, &viewer, &client).await.sessions.len();
        assert_eq!(count, 1, "nothing is saved yet");
        // The page as it stands, sent once more, says that another one is meant.
        let again = crate::filled::filled(&asked.body, "id=\"log\"");
        let fields: Vec<(&str, &str)> = crate::filled::with(&again, &[("act", "save")]);
        let saved = browser.send("/log", &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        assert_eq!(crate::correct::file(&app, &viewer, &client).await.sessions.len(), 2);
        // Another day is another question, and one that was called off is none.
        let off = [("on", "2026-01-10"), ("status", "no_show"), ("topic", "x")];
        let mut off: Vec<(String, String)> = of("k3", &off);
        off.remove(3);
        assert_eq!(sent(off).await.status, 303);
        assert_eq!(sent(of("k4", &[("on", "2026-01-12")])).await.status, 303);
        let moved = [("on", "2026-01-12"), ("another", "2026-01-10")];
        assert_eq!(sent(of("k5", &moved)).await.status, 422);
    }
}

#[tokio::test]
async fn as_agreed_is_filled_in_on_the_agreed_day_alone() {
    let (app, browser, viewer, client) = crate::correct::begun().await;
    let next = [("on", "2026-01-08"), ("minutes", "60"), ("next", "2026-01-15")];
    crate::correct::log(&browser, &client, "k1", &next).await;
    let agreed = "name=\"initiator\" value=\"agreed\" checked";
    let today = browser.get(&format!("/log?client={client}")).await;
    assert!(today.body.contains(agreed), "{}", today.body);
    let other = browser.get(&format!("/log?client={client}&on=2026-01-14")).await;
    assert!(!other.body.contains(agreed), "{}", other.body);
    app.later(chrono::TimeDelta::days(1));
    let late = browser.get(&format!("/log?client={client}")).await;
    assert!(!late.body.contains(agreed), "{}", late.body);
    drop(viewer);
}

/// The page is one list: a line becomes what its kind says, in its place, and Save reads the same
/// records as from a page that has a part for each kind.
#[tokio::test]
async fn lines_of_every_kind_are_saved_from_one_list() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let typed = [
        ("new-name", "Ada"),
        ("on", "2026-01-14"),
        ("minutes", "45"),
        ("q0", "Getting into supermarkets is what I came for."),
        ("q0-topic", "1"),
        ("q0-covered", "partly"),
        ("q0-w", "1"),
        ("q1", "Yes. Say it."),
        ("q2", "The label says nothing"),
        ("q2-kind", "told"),
        ("q2-permission", "permitted"),
        ("q2-yes", "1"),
        ("q2-why", "so that it is seen"),
        ("q3", "Write the list"),
        ("q3-kind", "theirs"),
        ("q3-due", "2026-02-11"),
        ("q4", "Looked at the window"),
        ("q4-kind", "sign"),
        ("q4-sign", "fell_silent"),
        ("q4-sign", "short_answers"),
        ("q4-before", "the price"),
        ("q5", "The rent"),
        ("q5-kind", "held"),
        ("q5-guess", "To be heard"),
        ("q6", "for me alone"),
        ("q6-kind", "note"),
        ("order", "q1 q0 q2"),
        ("key", "one-list"),
    ];
    let more: Vec<(&str, &str)> = [&typed[..], &[("act", "line")]].concat();
    let page = browser.send("/log", &more).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let at = |field: &str| page.body.find(&format!("name=\"{field}\"")).expect(field);
    let places = ["q1", "q0", "tn-text", "theirs0", "sign-seen", "m-text"].map(at);
    assert!(places.is_sorted(), "the lines stay where they were written: {places:?}");
    let all = filled(&page.body, "id=\"log\"");
    let held = |name: &str| {
        all.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(held("sign"), ["fell_silent", "short_answers"]);
    assert_eq!((held("note"), held("tn-yes")), (vec!["for me alone"], vec!["1"]));
    // Sent as the page has it now, and as it was typed first: the same session.
    let mut sessions: Vec<String> = Vec::new();
    let now = with(&all, &[("act", "save"), ("key", "as-the-page-has-it")]);
    let mut first: Vec<(&str, &str)> = [&typed[1..], &[("act", "save")]].concat();
    first.push(("new-name", "Grace"));
    for sent in [&now, &first] {
        let saved = browser.send("/log", sent).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let place = saved.location.expect("a result");
        let address = place.split("/result").next().expect("a session").to_owned();
        sessions.push(browser.get(&format!("{address}/shorthand")).await.body);
    }
    for line in [
        "t: Getting into supermarkets is what I came for.",
        "w: Getting into supermarkets is what I came for.",
        "m: The label says nothing",
        "p: Write the list",
        "x: ",
        "note: for me alone",
        "m: The rent",
    ] {
        for text in &sessions {
            assert!(text.contains(line), "{line}: {text}");
        }
    }
}

#[tokio::test]
async fn a_line_that_cannot_change_its_kind_says_so_and_keeps_everything() {
    for (lang, said) in [("en", "has no place in the other kind"), ("ja", "置き場のなくなる")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let typed = [
            ("new-name", "Ada"),
            ("on", "2026-01-14"),
            ("minutes", "45"),
            ("q0", "words of hers"),
            ("q0-want", "a want in other words"),
            ("q0-kind", "ours"),
            ("key", "stays"),
            ("act", "save"),
        ];
        let page = browser.send("/log", &typed).await;
        assert_eq!(page.status, 422, "{}", page.body);
        assert!(page.body.contains(said), "{}", page.body);
        let all = filled(&page.body, "id=\"log\"");
        for (name, value) in [("q0", "words of hers"), ("q0-want", "a want in other words")] {
            assert!(all.contains(&(name.to_owned(), value.to_owned())), "{name}: {all:?}");
        }
    }
}
