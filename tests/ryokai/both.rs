//! Form and shorthand on one page: what a session holds once is said the same in both, or asked
//! about and kept.

use std::collections::BTreeSet;

use ryokai::intake::log_form::singles;
use ryokai::intake::shorthand::{Context, GRAMMAR, Prefix, Problem, parse};
use ryokai::method::field::{Line, Shape};
use ryokai::method::session::SessionField;
use ryokai::method::{ClientFile, Id, Lang, Person, Session};
use ryokai::words::Words;

use crate::app::{Browser, Page, TestApp};
use crate::page::owner;

/// Of each field that is no text of its own line: a value, the line that says the same, a line that
/// says another, and what the form shows.
const CASES: [(&str, &str, &str, &str, &str); 16] = [
    ("on", "2026-01-09", "date: 9 Jan 2026", "date: 2026-01-12", "2026-01-09"),
    ("minutes", "45", "min: 45", "min: 30", "45"),
    ("status", "no_show", "status: no show", "status: held", "No show"),
    ("planned", "2026-01-08", "planned: 2026-01-08", "planned: 2026-01-07", "2026-01-08"),
    ("mode", "phone", "mode: phone", "mode: online", "Phone"),
    ("initiator", "us", "init: us", "init: them", "We moved first"),
    ("covered", "yes", "t: Hiring =yes", "t: Hiring =no", "es"),
    ("closing", "courtesy", "close: courtesy", "close: none", "ourtesy"),
    ("next", "2026-02-20", "next: 2026-02-20", "next: 2026-02-25", "2026-02-20"),
    ("checkout", "yes", "ask: yes", "ask: no", "es"),
    ("hours-role", "mentor", "hours: =mentor", "hours: =trainer", "Mentor"),
    ("hours-pay", "paid", "hours: =paid", "hours: =barter", "Paid"),
    ("hours-heads", "12", "hours: #12", "hours: #11", "12"),
    ("hours-group", "Founders", "hours: Founders", "hours: Bakers", "Founders"),
    ("hours-report", "1", "hours: =direct", "", ""),
    ("hours-payer", "The firm", "payer: The firm", "payer: The bank", "The firm"),
];

fn form<'f>(key: &'f str, name: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("key", key),
        ("act", "save"),
        ("new-name", name),
        ("on", "2026-01-09"),
        ("minutes", "60"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(own, _)| own == name));
    fields.extend_from_slice(more);
    fields
}

/// What else a field needs to be sound.
fn beside(field: &str) -> Vec<(&str, &str)> {
    match field {
        "hours-group" => vec![("hours-heads", "12")],
        "covered" => vec![("topic", "Hiring")],
        _ => Vec::new(),
    }
}

/// Each text that is said once, with a line that says “Hiring” and one that says something else.
fn lines_of_texts() -> Vec<(&'static str, String, String)> {
    let once = SessionField::texts().filter(|f| f.declared().shape == Shape::Text);
    once.filter_map(|field| match field.declared().line {
        Line::Own { en, .. } => {
            Some((field.declared().form, format!("{en}: Hiring"), format!("{en}: The ads")))
        }
        Line::Tag(_) => None,
    })
    .collect()
}

async fn saved(app: &TestApp, page: &Page) -> Session {
    assert_eq!(page.status, 303, "{}", page.body);
    let person: Id = page
        .location
        .as_deref()
        .and_then(|to| to.split('/').nth(2))
        .expect("whose")
        .parse()
        .expect("an id");
    let viewer = owner(app).await;
    let load =
        move |conn: &mut ryokai::store::Conn| ryokai::store::file::load(conn, &viewer, &person);
    ClientFile::clone(&app.db.read(load).await.expect("the file").file).sessions.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_session_holds_once_is_never_dropped_for_the_other_side() {
    let lines = lines_of_texts();
    let texts = lines
        .iter()
        .map(|(field, same, other)| (*field, "Hiring", same.as_str(), other.as_str(), "Hiring"));
    let cases: Vec<_> = CASES.into_iter().chain(texts).collect();
    let covered: BTreeSet<&str> = cases.iter().map(|(field, ..)| *field).collect();
    assert_eq!(covered, singles().map(|(field, _)| field).collect(), "every field has its case");
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    for (i, (field, value, same, other, shown)) in cases.into_iter().enumerate() {
        let (key, name) = (format!("k{i}"), format!("Tom {i}"));
        let typed = |line| [beside(field), vec![(field, value), ("short", line)]].concat();
        if !other.is_empty() {
            let page = browser.send("/log", &form(&key, &name, &typed(other))).await;
            assert_eq!(page.status, 422, "{field}: {}", page.body);
            let both = format!("{shown}”, line 1 of the shorthand “{other}”");
            assert!(
                page.body.matches(&both).count() >= 3,
                "above, at the field and at the line: {field}: {}",
                page.body
            );
            assert!(page.has(other) && page.has(value), "everything is kept: {field}");
            let reading = browser.send("/log/reading", &form(&key, &name, &typed(other))).await;
            assert!(reading.has(&both), "told while typing: {field}: {}", reading.body);
        }
        saved(&app, &browser.send("/log", &form(&key, &name, &typed(same))).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_page_filled_in_itself_gives_way_to_what_was_written() {
    for lang in ["en", "ja"] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let filled = browser.get("/log").await.hidden("filled").expect("what the page filled in");
        let filled = filled.replace("&quot;", "\"");
        let fields = [
            ("filled", filled.as_str()),
            ("on", "2026-01-15"),
            ("note", "Above."),
            ("short", "日: 1/9\n分: 30\n記: Below.\nhours: =paid"),
            ("hours-payer", "The firm"),
        ];
        let session = saved(&app, &browser.send("/log", &form("k", "Tom", &fields)).await).await;
        assert_eq!((session.on, session.minutes), (crate::demo::day("2026-01-09"), Some(30)));
        assert_eq!(
            session.note.as_ref().map(ToString::to_string).as_deref(),
            Some("Above.\nBelow.")
        );
        let hours = session.hours.expect("what both sides noted");
        assert!(hours.pay.is_some() && hours.payer.is_some(), "{hours:?}");
    }
}

/// A day without its year is read from today, whatever day stands in the form.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_in_the_shorthand_is_read_from_today() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let fields = [("on", "2026-01-05"), ("short", "日: 1/13")];
    let page = browser.send("/log", &form("k", "水野", &fields)).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("記入欄では「2026-01-05」、速記の1行目では「日: 1/13」")
            && !page.has("二通りの日"),
        "{}",
        page.body
    );
}

/// What the shorthand takes once is in the table, or has no field in the form.
#[test]
fn the_table_holds_all_that_is_said_once() {
    let file =
        ClientFile::new(Person::named(Id::fresh(), "Tom".parse().expect("a name"), Lang::En));
    let day = crate::demo::day("2026-01-15");
    let context = Context { file: &file, day, habit: Default::default(), names: Words::names() };
    let values = ["2026-01-09", "17:30", "60", "1", "text", "=paid"];
    for row in GRAMMAR.iter() {
        let twice = |value: &str| {
            let text = format!("{0}: {value}\n{0}: {value}", row.en);
            parse(&text, &context).remarks.iter().any(|remark| remark.problem == Problem::Twice)
        };
        let once = values.iter().any(|value| twice(value));
        let in_table = singles().any(|(_, prefix)| prefix == row.prefix);
        let fieldless = matches!(row.prefix, Prefix::Kind | Prefix::Ended);
        assert_eq!(once, in_table || fieldless, "{:?}", row.prefix);
    }
}

/// The address of a log page carries its key: what is fetched again under it is the same page.
#[tokio::test(flavor = "multi_thread")]
async fn the_way_back_after_saving_comes_to_the_same_session() {
    for lang in ["en", "ja"] {
        let app = TestApp::new().await;
        let browser: Browser = app.signed_up(lang).await;
        let first =
            browser.client.get(browser.url("/log?on=2026-01-09")).send().await.expect("an answer");
        let address = first.headers()["location"].to_str().expect("an address").to_owned();
        assert!(address.starts_with("/log?on=2026-01-09&key="), "{address}");
        let key = browser.get(&address).await.hidden("key").expect("a key");
        assert_eq!(
            browser.get(&address).await.hidden("key").as_ref(),
            Some(&key),
            "a reload keeps it"
        );
        let sent =
            browser.send("/log", &form(&key, "Tom", &[("draft", &key), ("topic", "One")])).await;
        let place = sent.location.clone().expect("a result");
        let back = browser.get(&address).await;
        assert_eq!(
            back.location.as_deref(),
            place.strip_suffix("/result"),
            "the session, not an empty page"
        );
        let again = browser
            .send("/log", &form(&key, "Tom", &[("draft", &key), ("topic", "One, mended")]))
            .await;
        assert_eq!(again.status, 303, "{}", again.body);
        let person = place.split('/').nth(2).expect("whose");
        let client = browser.get(&format!("/clients/{person}")).await;
        assert!(client.has("One, mended"), "{}", client.body);
        let load = {
            let (viewer, person) = (owner(&app).await, person.parse::<Id>().expect("an id"));
            move |conn: &mut ryokai::store::Conn| ryokai::store::file::load(conn, &viewer, &person)
        };
        let file = app.db.read(load).await.expect("the file").file.clone();
        assert_eq!(file.sessions.len(), 1, "corrected, not doubled");
    }
}

/// An unread part of a field is asked for alone; the rest of the field is recorded.
#[tokio::test(flavor = "multi_thread")]
async fn a_promise_stands_without_the_day_that_nobody_can_read() {
    for (lang, label) in [("en", "The day"), ("ja", "日にち")] {
        for list in ["ours", "theirs"] {
            let app = TestApp::new().await;
            let browser = app.signed_up(lang).await;
            let (text, due) = (format!("{list}0"), format!("{list}0-due"));
            let fields = [(text.as_str(), "Send the draft"), (&due, "31/11"), ("tn-text", "Ads")];
            let sent = browser.send("/log", &form("k", "Tom", &fields)).await;
            let place = sent.location.clone().expect("a result");
            let base = place.strip_suffix("/result").expect("a session").to_owned();
            let person: Id = place.split('/').nth(2).expect("whose").parse().expect("an id");
            let viewer = owner(&app).await;
            let promises = async || {
                let (viewer, person) = (viewer.clone(), person.clone());
                let load = move |conn: &mut ryokai::store::Conn| {
                    ryokai::store::file::load(conn, &viewer, &person)
                };
                app.db.read(load).await.expect("the file").file.promises.clone()
            };
            assert_eq!(
                promises().await.iter().map(|p| p.due_on).collect::<Vec<_>>(),
                [None],
                "recorded at once"
            );
            let result = browser.get(&place).await;
            assert!(result.has("31/11") && result.has(label), "asked first: {}", result.body);
            let (key, question) = (result.hidden("key"), result.hidden("question"));
            let (key, question) = (key.expect("a key"), question.expect("a question"));
            let answer = |key: &str, text: &str| {
                let all =
                    [("key", key), ("question", &question), ("back", "session"), ("text", text)];
                all.map(|(name, value)| (name.to_owned(), value.to_owned()))
            };
            let asked = format!("{base}/question");
            let send = async |fields: [(String, String); 4]| {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                browser.send(&asked, &fields).await
            };
            let refused = send(answer(&key, "32 Dec")).await;
            assert!(
                refused.status == 422 && refused.has("32 Dec") && !refused.has("q:"),
                "{}",
                refused.body
            );
            let lost = browser.get(&asked).await;
            assert_eq!(
                (lost.status, lost.location),
                (303, Some(format!("{base}#ask"))),
                "no dead end"
            );
            let done = send(answer("k2", "4 Dec 2026")).await;
            assert_eq!(done.status, 303, "{}", done.body);
            let after = promises().await;
            assert_eq!(
                after.iter().map(|p| p.due_on).collect::<Vec<_>>(),
                [Some(crate::demo::day("2026-12-04"))]
            );
            let session = browser.get(&base).await;
            assert!(!session.has("31/11"), "nothing is open any more: {}", session.body);
        }
    }
}

/// A next time that cannot be is told at its field while one types, with its own reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_will_not_be_taken_says_so_while_one_types() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    for (field, typed, why) in [
        ("next", "2026-01-02", "Next time lies before this session."),
        ("next", "2/30/2026", "This date cannot be read"),
        ("planned", "soon", "This date cannot be read"),
        ("on", "some day", "This date cannot be read"),
        ("minutes", "0", "Minutes are a number from 1 to 1440"),
        ("ours0-due", "31/11", "This date cannot be read"),
    ] {
        let fields = form("k", "Tom", &[("ours0", "Send it"), (field, typed)]);
        let reading = browser.send("/log/reading", &fields).await;
        let at = format!("data-beside=\"{field}\">{why}");
        assert!(reading.has(&at), "{at}: {}", reading.body);
    }
    let sent = browser
        .send("/log", &form("k", "Tom", &[("next", "2026-01-02"), ("tn-text", "Ads")]))
        .await;
    let result = browser.get(sent.location.as_deref().expect("a result")).await;
    assert!(
        result.has("Next time lies before this session."),
        "asked first, with its reason: {}",
        result.body
    );
}

/// What was begun is found again: above an empty page, on the session that is corrected, and by its
/// Correct.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_named_wherever_one_would_begin_again() {
    for (lang, waits, correction) in [
        ("en", "Begun and not saved yet", "A correction of the session with Tom"),
        ("ja", "まだ保存していない書きかけ", "の直しかけ"),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        assert!(!browser.get("/log").await.has(waits), "nothing waits yet");
        let sent = browser.send("/log", &form("k", "Tom", &[("topic", "Ads")])).await;
        let base = sent
            .location
            .as_deref()
            .and_then(|to| to.strip_suffix("/result"))
            .expect("a session")
            .to_owned();
        let mut parts = base.split('/').skip(2);
        let (person, session) = (parts.next().expect("whose"), parts.nth(1).expect("a session"));
        let correct = format!("/log?client={person}&session={session}");
        let page = browser.get(&correct).await;
        assert_eq!(page.status, 200);
        let draft = page.hidden("draft").expect("a draft");
        let typed = [
            ("of", session),
            ("of-client", person),
            ("client", person),
            ("draft", &draft),
            ("key", &draft),
        ];
        let typed = [&typed[..], &[("topic", "Better ads")]].concat();
        assert_eq!(browser.send("/log/draft", &typed).await.status, 200);
        let at = format!("/log?draft={draft}");
        assert_eq!(
            browser.get(&correct).await.location.as_ref(),
            Some(&at),
            "no second correction from the old text"
        );
        let shown = browser.get(&base).await;
        assert!(
            shown.has(if lang == "en" { "You have begun to correct" } else { "直しかけ" }),
            "{}",
            shown.body
        );
        for place in ["/log", "/", "/log/drafts"] {
            let listed = browser.get(place).await;
            assert!(
                listed.has(&at) && listed.has("Better ads") && listed.has(correction),
                "{place}: {}",
                listed.body
            );
        }
        assert!(browser.get("/log").await.has(waits));
    }
}
