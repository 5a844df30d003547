//! Two people who are one: joined so that everything derived is a replay of both, and told apart
//! again exactly.

use std::collections::{BTreeSet, HashSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use ryokai::intake::correction::Sitting;
use ryokai::method::disclosure::{Extent, Period};
use ryokai::method::insight::Dismissal;
use ryokai::method::merge::{Apart, Half, Joint, Pair, Part};
use ryokai::method::{ClientFile, Id, Record, Standing, Status, Step, Terms, Viewer};
use ryokai::store::{
    Conn, StoreError, correction, draft, erasure, export, fact, file, insight, merge, person,
    share, submission,
};

use crate::account::{entry, exported, furnished};
use crate::app::{Browser, TestApp};
use crate::build::{self, day, id};
use crate::correct_law::at;
use crate::db::TestDb;
use crate::page::{keep, owner};
use crate::program::said;
use crate::twin::{known, text};

/// A demonstration client and one who was typed again, with a session of an earlier day and a
/// promise.
pub async fn two(lang: &'static str) -> (TestApp, Browser, [Id; 2]) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = owner(&app).await;
    let first = keep(&app, &viewer, "c1").await;
    app.later(TimeDelta::minutes(1));
    let later = known(&app, &viewer, "水野直樹", |p| {
        p.mail = text("naoki@example.jp");
        p.role = text("社長");
    })
    .await;
    let (of, viewer) = (later.clone(), viewer.clone());
    let write = move |conn: &mut Conn| {
        let session = serde_json::json!({"id": "x1", "no": 1, "on": "2025-05-02", "minutes": 45, "client_topic": "工場のこと"});
        let promise = serde_json::json!({"id": "x1k1", "by": "client", "text": "見積もりを出す", "made_on": "2025-05-02", "session": "x1"});
        let records = vec![
            build::active("2025-05-02"),
            Record::session(serde_json::from_value(session).expect("a session")),
            Record::promise(serde_json::from_value(promise).expect("a promise")),
        ];
        fact::record(conn, &viewer, &of, build::now(), |_| Ok(records)).map(drop)
    };
    app.db.db().write(write).await.expect("a second record");
    (app, browser, [first, later])
}

async fn ask<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut Conn, &Viewer) -> Result<T, StoreError> + Send + 'static,
) -> T {
    let viewer = owner(app).await;
    app.db.db().read(move |conn| work(conn, &viewer)).await.expect("an answer")
}

pub async fn loaded(app: &TestApp, of: &Id) -> file::Loaded {
    let of = of.clone();
    ask(app, move |conn, viewer| file::load(conn, viewer, &of)).await
}

/// Presses the button of the page on which both stand side by side; answers the page that follows.
pub async fn join(
    browser: &Browser,
    [first, later]: &[Id; 2],
    more: &[(&str, &str)],
) -> crate::app::Page {
    let page = browser.get(&format!("/clients/{first}/merge?with={later}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let hidden: Vec<(&str, String)> = ["key", "with", "version-0", "version-1"]
        .iter()
        .map(|n| (*n, page.hidden(n).expect("a field")))
        .collect();
    let mut all: Vec<(&str, &str)> = hidden.iter().map(|(n, v)| (*n, v.as_str())).collect();
    all.extend_from_slice(more);
    all.push(("act", "join"));
    browser.send(&format!("/clients/{first}/merge"), &all).await
}

#[tokio::test]
async fn two_records_of_one_person_become_one_with_all_that_is_in_both() {
    for (lang, title, sum) in
        [("ja", "同じ方ですか", "面談9件"), ("en", "The same person?", "9 sessions")]
    {
        let (app, browser, [first, later]) = two(lang).await;
        let alike = browser.get(&format!("/clients/{later}/profile")).await;
        assert!(
            alike.has(&format!("/clients/{later}/merge?with={first}")),
            "the profile says so: {}",
            alike.body
        );
        let twins = browser.get(&format!("/clients/{later}/merge")).await;
        assert!(
            twins.has(&format!("/clients/{later}/merge?with={first}")),
            "likely ones are offered: {}",
            twins.body
        );
        let page = browser.get(&format!("/clients/{later}/merge?with={first}")).await;
        assert!(page.has(title) && page.has(sum) && page.has("naoki@example.jp"), "{}", page.body);
        let before = [loaded(&app, &first).await, loaded(&app, &later).await];
        assert!(
            page.has("name=\"part-mail\" value=\"1\" checked"),
            "what one of them alone says goes on: {}",
            page.body
        );
        let done = join(
            &browser,
            &[first.clone(), later.clone()],
            &[("part-role", "1"), ("part-mail", "1")],
        )
        .await;
        assert_eq!(
            (done.status, done.location),
            (303, Some(format!("/clients/{first}"))),
            "{}",
            done.body
        );
        let one = loaded(&app, &first).await;
        assert_eq!(one.file.sessions.len(), before[0].file.sessions.len() + 1);
        assert_eq!(one.file.promises.len(), before[0].file.promises.len() + 1);
        assert_eq!(one.file.violations(), []);
        let mut numbered: Vec<_> = one.file.sessions.iter().map(|s| (s.on, s.no)).collect();
        numbered.sort();
        let numbers: Vec<Option<u32>> = numbered.iter().map(|(_, no)| *no).collect();
        assert_eq!(numbers, (1..=9).map(Some).collect::<Vec<_>>(), "in the order of the dates");
        assert_eq!(one.file.person.role, text("社長"));
        assert_eq!(one.file.person.mail, text("naoki@example.jp"));
        // Everywhere at once: one line, one page, and the other address leads to it.
        let list = browser.get("/clients").await;
        assert!(
            list.has(&format!("/clients/{first}")) && !list.has(later.as_str()),
            "{}",
            list.body
        );
        let page = browser.get(&format!("/clients/{later}/sessions?after=x")).await;
        assert_eq!(
            (page.status, page.location),
            (303, Some(format!("/clients/{first}/sessions?after=x")))
        );
        let sent = browser.send(&format!("/clients/{later}/contacts"), &[("mover", "us")]).await;
        assert_eq!(
            (sent.status, sent.location),
            (307, Some(format!("/clients/{first}/contacts"))),
            "sent again as it was"
        );
        let again = browser.get(&format!("/log?client={later}")).await;
        assert!(again.has(&format!("name=\"client\" value=\"{first}\"")), "{}", again.body);
    }
}

#[tokio::test]
async fn for_a_day_they_are_told_apart_again_exactly() {
    for (lang, undo, after) in
        [("ja", "元の二つに戻す", "24時間が過ぎた"), ("en", "Go back to two", "24 hours are over")]
    {
        let (app, browser, both) = two(lang).await;
        let [first, later] = both.clone();
        let before = [loaded(&app, &first).await, loaded(&app, &later).await];
        let pages = [
            browser.get(&format!("/clients/{first}")).await.body,
            browser.get(&format!("/clients/{later}")).await.body,
        ];
        join(&browser, &both, &[("part-name", "1"), ("part-mail", "1")]).await;
        let page = browser.get(&format!("/clients/{first}")).await;
        assert!(page.has(undo), "{}", page.body);
        let address = page.link_to(&format!("/clients/{first}/merge/")).expect("what both were");
        let was = browser.get(&address).await;
        assert!(
            was.has("水野 直樹") && was.has("水野直樹") && was.has("社長"),
            "what was not chosen is kept: {}",
            was.body
        );
        // Still the same day, so that the pages say the same.
        app.later(TimeDelta::hours(14));
        assert_eq!(browser.send(&address, &[]).await.status, 303);
        for (n, of) in both.iter().enumerate() {
            let now = loaded(&app, of).await;
            assert_eq!(now.records, before[n].records, "record by record");
            assert_eq!(now.file, before[n].file);
        }
        let again = [
            browser.get(&format!("/clients/{first}")).await.body,
            browser.get(&format!("/clients/{later}")).await.body,
        ];
        let plain = |body: &str| body.split("<form").next().unwrap_or_default().to_owned();
        assert_eq!(again.each_ref().map(|b| plain(b)), pages.each_ref().map(|b| plain(b)));
        assert_eq!(browser.get(&address).await.status, 404);
        // A day later it is over, and said.
        join(&browser, &both, &[]).await;
        let address = browser
            .get(&format!("/clients/{first}"))
            .await
            .link_to(&format!("/clients/{first}/merge/"))
            .expect("a page");
        app.later(TimeDelta::hours(24));
        assert!(!browser.get(&format!("/clients/{first}")).await.has(undo));
        let late = browser.send(&address, &[]).await;
        assert_eq!(late.status, 422);
        assert!(late.has(after), "{}", late.body);
    }
}

#[tokio::test]
async fn what_was_written_since_goes_with_what_it_is_about_and_the_rest_stays() {
    for act in ["corrected", "taken back"] {
        let (app, browser, both) = two("ja").await;
        let [first, later] = both.clone();
        join(&browser, &both, &[]).await;
        let address = browser
            .get(&format!("/clients/{first}"))
            .await
            .link_to(&format!("/clients/{first}/merge/"))
            .expect("a page");
        let contact =
            [("mover", "them"), ("channel", "phone"), ("on", "2026-01-15"), ("note", "あとから")];
        assert_eq!(browser.send(&format!("/clients/{first}/contacts"), &contact).await.status, 303);
        let version = browser
            .get(&format!("/clients/{first}/profile"))
            .await
            .hidden("version")
            .expect("a version");
        let changed =
            [("version", version.as_str()), ("name", "水野 直樹"), ("phone", "090-0000-1111")];
        assert_eq!(browser.send(&format!("/clients/{first}/profile"), &changed).await.status, 303);
        // A step of a promise that came with the other one.
        let step = format!("/clients/{first}/steps/promise/x1k1");
        assert_eq!(browser.send(&step, &[("to", "done"), ("on", "2026-01-15")]).await.status, 303);
        if act == "corrected" {
            let page = crate::correct::opened(&browser, &first, "x1").await;
            let new = [("topic", "新しい工場のこと"), ("q0", "秋には動かしたい"), ("q0-w", "1")];
            let saved = crate::correct::save(&browser, &page, &new).await;
            assert_eq!(saved.status, 303, "{}", saved.body);
        } else {
            let address = format!("/clients/{first}/sessions/x1/take-back");
            let back = browser.get(&address).await;
            let form = crate::filled::filled(&back.body, &format!("action=\"{address}\""));
            let sent = crate::filled::with(&form, &[("why", "twice")]);
            let taken = browser.send(&address, &sent).await;
            assert_eq!(taken.status, 303, "{}", taken.body);
        }
        app.later(TimeDelta::hours(1));
        let parted = browser.send(&address, &[]).await;
        assert_eq!(parted.status, 303, "{act}: {}", parted.body);
        let kept = loaded(&app, &first).await.file;
        assert!(kept.contacts.iter().any(|c| c.note == text("あとから")));
        assert_eq!((kept.person.phone.clone(), kept.sessions.len()), (text("090-0000-1111"), 8));
        assert!(kept.promises.iter().all(|p| p.id != id("x1k1")));
        let theirs = loaded(&app, &later).await;
        assert_eq!(theirs.file.violations(), []);
        if act == "corrected" {
            let session = theirs.file.session(&id("x1")).expect("their session");
            assert_eq!((session.no, &session.client_topic), (Some(1), &text("新しい工場のこと")));
            let promise = theirs.file.promise(&id("x1k1")).expect("their promise");
            assert_eq!(promise.history.len(), 1, "its step went along");
            assert_eq!(theirs.file.wants.len(), 1);
            // Who wrote it and when stays, and a page that saved it leads to where it is.
            let written = ask(&app, {
                let later = later.clone();
                move |conn, viewer| fact::written(conn, viewer, &later)
            })
            .await;
            let new: Vec<_> = written.iter().filter(|w| w.at == app.now()).collect();
            assert_eq!(new.len(), 1, "but for the number from before: {written:?}");
        } else {
            assert_eq!(theirs.file.sessions.len(), 0, "a taken-back session stays taken back");
            let list = browser.get(&format!("/clients/{later}/taken-back")).await;
            assert!(list.has("2025年5月2日"), "{}", list.body);
        }
        let page = browser.get(&format!("/clients/{later}/sessions/x1")).await;
        assert!(page.status < 400 || act == "taken back", "{}", page.body);
    }
}

#[tokio::test]
async fn what_rests_on_both_is_named_with_its_session_and_nothing_is_torn() {
    for (lang, said, press) in [
        ("ja", "両方の方の記録をもとにしています", "取り消す"),
        ("en", "rest on records of both", "Take back"),
    ] {
        let (app, browser, both) = two(lang).await;
        let [first, _] = both.clone();
        join(&browser, &both, &[]).await;
        let address = browser
            .get(&format!("/clients/{first}"))
            .await
            .link_to(&format!("/clients/{first}/merge/"))
            .expect("a page");
        // A new session of who goes on keeps a promise of the other one.
        let open = loaded(&app, &first).await.file;
        let no = open.promises.iter().position(|p| p.id == id("x1k1")).expect("a promise") + 1;
        let kept = format!("p{no}");
        let new = [("on", "2026-01-14"), ("minutes", "60"), (kept.as_str(), "done")];
        let session = crate::correct::log(&browser, &first, "both", &new).await;
        let torn = browser.send(&address, &[]).await;
        assert_eq!(torn.status, 422);
        assert!(torn.has(said) && torn.has(press), "{}", torn.body);
        assert!(torn.has(&format!("/clients/{first}/sessions/{session}")), "{}", torn.body);
        assert!(torn.has("見積もりを出す"), "the record itself: {}", torn.body);
        let seen = torn.body.split("role=\"alert\"").nth(1).expect("an answer");
        let text: String =
            seen.split('<').map(|piece| piece.split_once('>').map_or("", |p| p.1)).collect();
        assert!(!text.contains("x1k1") && !text.contains(&session), "no id is said: {text}");
        assert_eq!(loaded(&app, &first).await.file.sessions.len(), 10, "nothing was changed");
        // What is named is what stands in the way.
        let back = format!("/clients/{first}/sessions/{session}/take-back");
        let key = browser.get(&back).await.hidden("key").expect("a key");
        let sent = [("key", key.as_str()), ("reason", "x"), ("sure", "yes")];
        assert_eq!(browser.send(&back, &sent).await.status, 303);
        let parted = browser.send(&address, &[]).await;
        assert_eq!(parted.status, 303, "{}", parted.body);
        assert_eq!(loaded(&app, &first).await.file.sessions.len(), 8);
    }
}

#[tokio::test]
async fn everything_that_points_at_a_person_goes_along_or_stays_and_comes_back() {
    let (app, browser, both) = two("ja").await;
    let [first, later] = both.clone();
    let (db, viewer) = (app.db.db(), owner(&app).await);
    let practice = viewer.practice.clone();
    let colleague = {
        let (db, practice) = (app.db.db(), practice.clone());
        tokio::task::spawn_blocking(move || {
            build::member(&db, &practice, "owen", ryokai::method::Role::Consultant)
        })
        .await
        .expect("a colleague")
    };
    let (of, own, with) = (later.clone(), viewer.clone(), colleague.member.clone());
    let write = move |conn: &mut Conn| {
        share::give(conn, &own, &of, &with, build::now())?;
        let body = serde_json::json!([["client", of.as_str()], ["topic", "書きかけ"]]).to_string();
        draft::save(conn, &own, (&id("d1"), Some(&of)), (&body, 0), build::now())?;
        let handed = export::Export {
            id: id("e1"),
            member: own.member.clone(),
            at: build::now(),
            profile: "client".into(),
            format: "md".into(),
            lang: ryokai::method::Lang::Ja,
            extent: Extent::Period(Period { from: None, to: None }),
            as_of: day("2025-07-01"),
            sha256: "00".into(),
        };
        export::record(conn, &own, &of, &handed)?;
        submission::keep(conn, &own, "k1", (&of, &id("x1")), build::now())?;
        let aside = Dismissal::Snoozed { until: day("2026-02-01"), reason: None };
        insight::set_aside(
            conn,
            &own,
            (Some(&of), "R11".parse().expect("a rule")),
            &aside,
            build::now(),
        )
    };
    db.write(write).await.expect("written");
    let done = browser.get(&format!("/clients/{first}/merge?with={later}")).await;
    assert!(done.has("owen"), "who will see the whole is said: {}", done.body);
    join(&browser, &both, &[]).await;
    let (of, with) = (first.clone(), colleague.clone());
    let seen = ask(&app, move |conn, viewer| {
        let beside = (
            export::list(conn, viewer, &of)?.len(),
            insight::of_people(conn, viewer, std::slice::from_ref(&of))?.len(),
        );
        assert_eq!(beside, (1, 1), "what was handed over, and what was set aside");
        Ok((
            draft::find(conn, viewer, &id("d1"))?,
            file::load(conn, &with, &of)?.file.sessions.len(),
        ))
    })
    .await;
    let address = format!("/clients/{later}/sessions/x1");
    let led = browser.get(&address).await;
    assert_eq!(
        led.location,
        Some(format!("/clients/{first}/sessions/x1")),
        "a form sent before leads there"
    );
    let draft_of = seen.0.expect("the draft");
    assert_eq!(draft_of.person.as_ref(), Some(&first));
    assert!(
        draft_of.body.contains(first.as_str())
            && !draft_of.body.contains(later.as_str())
            && draft_of.body.contains("書きかけ")
    );
    assert_eq!(seen.1, 9);
    assert!(browser.get("/log?draft=d1").await.has("書きかけ"));
    let address = browser
        .get(&format!("/clients/{first}"))
        .await
        .link_to(&format!("/clients/{first}/merge/"))
        .expect("a page");
    assert_eq!(browser.send(&address, &[]).await.status, 303);
    let (of, with) = (first.clone(), colleague.clone());
    let back = ask(&app, move |conn, viewer| {
        Ok((draft::find(conn, viewer, &id("d1"))?, file::load(conn, &with, &of).is_err()))
    })
    .await;
    let draft_of = back.0.expect("the draft");
    assert!(draft_of.person.as_ref() == Some(&later) && draft_of.body.contains(later.as_str()));
    assert!(back.1, "the colleague sees only whom they saw");
    let of = later.clone();
    let beside = ask(&app, move |conn, viewer| {
        Ok((
            export::list(conn, viewer, &of)?.len(),
            insight::of_people(conn, viewer, std::slice::from_ref(&of))?.len(),
        ))
    });
    assert_eq!(beside.await, (1, 1));
}

#[test]
fn every_column_that_points_at_a_person_is_handled() {
    let known: BTreeSet<(String, String)> = merge::POINTERS
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()))
        .collect();
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    let mut files: Vec<_> = ["migrations/portable", "migrations/sqlite"]
        .into_iter()
        .flat_map(|tree| std::fs::read_dir(tree).expect("migrations"))
        .flatten()
        .map(|e| e.path().join("up.sql"))
        .collect();
    files.sort();
    for path in files {
        let sql = std::fs::read_to_string(&path).expect("a migration");
        let mut table = "";
        for line in sql.lines().filter(|line| !line.trim_start().starts_with("--")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let column = match words.as_slice() {
                ["CREATE", "TABLE", name, ..] => {
                    table = name;
                    continue;
                }
                ["DROP", "TABLE", name] => {
                    found.retain(|(table, _)| table != name.trim_end_matches(';'));
                    continue;
                }
                ["ALTER", "TABLE", name, "ADD", "COLUMN", column, ..] => {
                    table = name;
                    column
                }
                [column, kind, ..] if kind.starts_with("TEXT") => column,
                _ => continue,
            };
            if line.contains("REFERENCES person ") || *column == "person" {
                found.insert((table.to_owned(), (*column).to_owned()));
            }
        }
    }
    assert!(found.len() > 12, "{found:?}");
    assert_eq!(found, known, "say in store::merge::POINTERS what becomes of it");
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_who_goes_on_erases_who_was_joined() {
    let (app, browser, both) = two("ja").await;
    let [first, later] = both.clone();
    join(&browser, &both, &[]).await;
    let (viewer, of) = (owner(&app).await, first.clone());
    let ending =
        (ryokai::method::retention::Ending::Erased, ryokai::method::retention::EndsBecause::Asked);
    let order = move |conn: &mut Conn| erasure::order(conn, &viewer, &of, ending, build::now());
    assert!(app.db.db().write(order).await.expect("an order").is_some());
    app.blocking(|db| erasure::finish(db, build::now())).expect("finished");
    let db = app.db.db();
    let everything = db.read(|conn| {
        let mut all = String::new();
        for (table, column) in [
            ("person", "profile"),
            ("fact", "body"),
            ("draft", "body"),
            ("merge", "profile_before"),
            ("merge", "profile_after"),
            ("import_part", "records"),
        ] {
            let asked = diesel::sql_query(format!("SELECT {column} AS line FROM {table}"));
            let lines: Vec<Line> = asked.load(conn)?;
            lines.into_iter().for_each(|line| all.push_str(&line.line));
        }
        Ok(all)
    });
    let everything = everything.await.expect("everything");
    for word in
        ["水野", "工場のこと", "見積もり", "naoki@example.jp", first.as_str(), later.as_str()]
    {
        assert!(!everything.contains(word), "{word}: {everything}");
    }
    assert_eq!(browser.get(&format!("/clients/{later}")).await.status, 404);
}

#[tokio::test]
async fn only_ones_own_two_are_joined_and_nothing_changed_meanwhile_is_lost() {
    let (app, browser, both) = two("en").await;
    let [first, later] = both.clone();
    let practice = owner(&app).await.practice;
    let db = app.db.db();
    let other = tokio::task::spawn_blocking(move || {
        build::member(&db, &practice, "owen", ryokai::method::Role::Consultant)
    })
    .await
    .expect("a colleague");
    let theirs = known(&app, &other, "Tom", |_| {}).await;
    let (of, with, to) = (theirs.clone(), other.clone(), owner(&app).await.member);
    app.db
        .db()
        .write(move |conn| share::give(conn, &with, &of, &to, build::now()))
        .await
        .expect("shared");
    for strange in [
        format!("/clients/{first}/merge?with={theirs}"),
        format!("/clients/{first}/merge?with={first}"),
        format!("/clients/{theirs}/merge"),
    ] {
        assert_eq!(browser.get(&strange).await.status, 404, "{strange}");
    }
    let page = browser.get(&format!("/clients/{first}/merge?with={later}")).await;
    let field = |name: &str| page.hidden(name).expect("a field");
    let (key, zero, one) = (field("key"), field("version-0"), field("version-1"));
    let sent = [
        ("key", key.as_str()),
        ("with", later.as_str()),
        ("version-0", &zero),
        ("version-1", &one),
        ("part-role", "1"),
        ("act", "join"),
    ];
    let contact = [("mover", "them"), ("channel", "phone"), ("on", "2026-01-15")];
    assert_eq!(browser.send(&format!("/clients/{later}/contacts"), &contact).await.status, 303);
    let stale = browser.send(&format!("/clients/{first}/merge"), &sent).await;
    assert_eq!(stale.status, 409);
    assert!(stale.has("value=\"1\" checked"), "what was chosen stays: {}", stale.body);
    let apart = browser
        .send(&format!("/clients/{first}/merge"), &[("with", later.as_str()), ("act", "apart")])
        .await;
    assert_eq!(apart.status, 303);
    assert!(
        !browser.get(&format!("/clients/{first}/merge")).await.has(&format!("merge?with={later}")),
        "not asked again"
    );
}

/// Whole files joined with themselves: every id is there twice, and every pointer must find its
/// own.
#[test]
fn ids_that_both_journals_have_are_told_apart() {
    for client in ["c1", "c2", "c3", "c4", "c5", "c6"] {
        let mut file: ClientFile = crate::demo::client(client);
        file.number_parts();
        let mut other = file.clone();
        other.person.id = id("other");
        let records = file.to_records();
        let none = HashSet::new();
        let half = |file| Half { file, records: &records };
        let pair = Pair { kept: half(&file), gone: half(&other), picked: &none };
        let one = pair.join(day("2026-06-01")).unwrap_or_else(|why| panic!("{client}: {why:?}"));
        let joined = one.accepted.file();
        assert_eq!(one.renamed.len(), records.len());
        assert_eq!(joined.violations(), []);
        let counts = |f: &ClientFile| {
            [f.sessions.len(), f.quotes.len(), f.needs.len(), f.messages.len(), f.markers.len()]
        };
        assert_eq!(counts(joined), counts(&file).map(|n| n * 2));
        let pointers = |f: &ClientFile| {
            f.messages
                .iter()
                .flat_map(|m| m.deliveries.clone())
                .filter(|d| d.strain.is_some())
                .count()
        };
        assert_eq!(pointers(joined), pointers(&file) * 2);
        let fresh: Vec<Id> = one.accepted.fresh().iter().map(|r| r.id.clone()).collect();
        let joint = Joint {
            kept: &file.person,
            records: one.accepted.records(),
            gone: half(&other),
            brought: &fresh,
        };
        let Apart { kept, gone, going } = joint.part().expect("what was there before");
        assert_eq!(**kept.file(), ClientFile::from_records(file.person.clone(), &records).0);
        assert_eq!((kept.fresh(), gone.fresh(), going.len()), (&[][..], &[][..], 0));
    }
}

#[test]
fn an_account_with_two_made_one_goes_out_and_comes_in_the_same_and_is_told_apart_there() {
    let (first, second) = (TestDb::file(), TestDb::new());
    furnished(&first);
    let keeper = |conn: &mut Conn| {
        let practice = ryokai::store::practice::choose(conn, None)?;
        let all = ryokai::store::member::viewers(conn, &practice.id)?;
        Ok::<Viewer, StoreError>(
            all.into_iter().find(|v| v.name.as_str().contains("まどか")).expect("a keeper"),
        )
    };
    let (one, other, kept) = first
        .write_blocking(move |conn| {
            let viewer = keeper(conn)?;
            let own = person::own(conn, &viewer)?;
            let of = |name: &str| {
                own.iter().find(|p| p.display_name.as_str() == name).expect("a client").id.clone()
            };
            let (one, other) = (of("水野 直樹"), of("寺田 誠"));
            let sides = merge::sides(conn, &viewer, &one, &other)?;
            let kept = sides[0].person().id.clone();
            let own: Vec<Id> = sides[0].loaded.file.sessions.iter().map(|s| s.id.clone()).collect();
            let ready = merge::prepare(conn, &viewer, sides, &HashSet::new(), build::now())?;
            merge::join(conn, &viewer, &ready, build::now())?;
            // A session is corrected since: in its topic, under the number that the merge gave it.
            let corrected = correction::change(conn, &viewer, &kept, build::now(), |loaded| {
                let of_it =
                    |s: &&ryokai::method::Session| s.signed_on.is_none() && own.contains(&s.id);
                let session = loaded.file.sessions.iter().rfind(of_it).expect("a session").clone();
                let sitting =
                    Sitting::of(&loaded.file, &loaded.records, &session.id).expect("a session");
                let mut fields = sitting.fields().clone();
                fields.set("topic", "直した話題");
                let (settled, _) =
                    sitting.correct(&fields, &at(day("2026-01-15")), false).expect("a page");
                Ok((settled.accepted, session))
            })?;
            let now = file::load(conn, &viewer, &kept)?
                .file
                .session(&corrected.id)
                .cloned()
                .expect("a session");
            assert_eq!((now.no, now.client_topic), (corrected.no, text("直した話題")));
            Ok((one, other, kept))
        })
        .expect("joined");
    let zip = exported(&first);
    let account = entry(&zip, "account.json");
    let taken = said(&second, &["import", zip.path()], "");
    assert!(taken.contains("17 people"), "{taken}");
    assert!(said(&second, &["doctor"], "").contains("All is well"));
    assert_eq!(entry(&exported(&second), "account.json"), account);
    second
        .write_blocking(move |conn| {
            let viewer = keeper(conn)?;
            let gone = if kept == one { other } else { one };
            assert!(
                matches!(file::load(conn, &viewer, &gone), Err(StoreError::NotFound)),
                "joined there, too"
            );
            let merge = merge::of(conn, &viewer, &kept, build::now())?.remove(0);
            let two = merge::look(conn, &viewer, (&kept, &merge.id), build::now())?;
            merge::part(conn, &viewer, &two.expect("they can be"), build::now())?;
            let file = file::load(conn, &viewer, &kept)?.file;
            assert!(
                file.sessions.iter().any(|s| s.client_topic == text("直した話題")),
                "what was corrected stays"
            );
            let numbers: BTreeSet<Option<u32>> = file.sessions.iter().map(|s| s.no).collect();
            let all = u32::try_from(file.sessions.len()).expect("a number");
            assert_eq!(numbers, (1..=all).map(Some).collect(), "under the numbers from before");
            file::load(conn, &viewer, &gone).map(drop)
        })
        .expect("told apart");
    assert!(said(&second, &["doctor"], "").contains("All is well"));
}

#[test]
fn two_yeses_are_one_that_was_renewed_and_two_beginnings_are_one() {
    let file = |id: &str, given: &str, from: &[(&str, &str)]| -> (ClientFile, Vec<Record>) {
        let steps: Vec<_> = from
            .iter()
            .enumerate()
            .map(|(n, (on, to))| serde_json::json!({"id": format!("{id}h{n}"), "on": on, "to": to, "note": "x"}))
            .collect();
        let mut file: ClientFile = serde_json::from_value(serde_json::json!({
            "id": id, "display_name": "Kana",
            "status_history": steps,
            "sessions": [{"id": format!("{id}s"), "no": 1, "on": given}],
            "quotes": [{"id": format!("{id}q"), "session": format!("{id}s"), "speaker": "client", "lang": "en", "text": "Let us talk.", "exactness": "verbatim"}],
            "agreements": [{"id": format!("{id}a"), "kind": "conversation", "scope": "relationship", "on": given, "event": "given", "session": format!("{id}s"), "quote": format!("{id}q")}],
        }))
        .expect("a file");
        file.number_parts();
        let records = file.to_records();
        (file, records)
    };
    let one = file("k", "2025-06-01", &[("2025-02-01", "active"), ("2025-07-01", "ended")]);
    let other = file(
        "g",
        "2025-05-01",
        &[("2025-01-01", "prospect"), ("2025-03-01", "active"), ("2025-04-01", "paused")],
    );
    let join = |picked: &[Part]| {
        let picked: HashSet<Part> = picked.iter().copied().collect();
        let pair = Pair {
            kept: Half { file: &one.0, records: &one.1 },
            gone: Half { file: &other.0, records: &other.1 },
            picked: &picked,
        };
        pair.join(day("2026-01-15")).expect("one").accepted.file().as_ref().clone()
    };
    let joined = join(&[]);
    let standing = Standing::of(&joined, day("2025-06-02"), &Terms::default());
    let events: Vec<String> = joined
        .agreements
        .iter()
        .map(|a| format!("{} {}", a.on, ryokai::method::code(&a.event)))
        .collect();
    assert_eq!(events, ["2025-05-01 given", "2025-06-01 renewed"]);
    assert_eq!(standing.stage.number(), 2);
    let status = |file: &ClientFile| -> Vec<(String, Status)> {
        file.status_history.iter().map(|s: &Step<Status>| (s.on.to_string(), s.to)).collect()
    };
    let d = |s: &str| s.to_owned();
    assert_eq!(
        status(&joined),
        [
            (d("2025-01-01"), Status::Prospect),
            (d("2025-02-01"), Status::Active),
            (d("2025-04-01"), Status::Paused),
            (d("2025-07-01"), Status::Ended)
        ]
    );
    assert!(
        status(&join(&[Part::Status]))
            .ends_with(&[(d("2025-04-01"), Status::Paused), (d("2025-07-01"), Status::Ended)])
    );
    let numbers: Vec<Option<u32>> =
        joined.held_sessions(day("2026-01-01")).iter().map(|s| s.no).collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
}

#[tokio::test]
async fn nobody_is_chosen_beforehand_and_two_with_nothing_in_common_are_looked_at_again() {
    for (lang, choose, warning) in
        [("ja", "選んでください", "同じところがありません"), ("en", "Choose", "in common")]
    {
        let (app, browser, [first, later]) = two(lang).await;
        let other = known(&app, &owner(&app).await, "森 亜紀", |_| {}).await;
        let page = browser.get(&format!("/clients/{first}/merge")).await;
        let (_, select) = page.body.split_once("<select").expect("a list");
        let option = select.split("<option").nth(1).expect("a first option");
        assert!(option.contains("value=\"\"") && option.contains(choose), "{option}");
        let unchosen = browser.get(&format!("/clients/{first}/merge?with=")).await;
        assert!(unchosen.status == 200 && unchosen.has("class=\"fault\""), "{}", unchosen.body);
        let strangers = browser.get(&format!("/clients/{first}/merge?with={other}")).await;
        assert!(strangers.has(warning), "{}", strangers.body);
        assert!(!browser.get(&format!("/clients/{first}/merge?with={later}")).await.has(warning));
    }
}

#[tokio::test]
async fn the_list_of_sessions_follows_the_numbers_after_joining_on_one_day() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let viewer = owner(&app).await;
    let mut both = Vec::new();
    for (name, sessions) in
        [("水野 直樹", [("a1", 1), ("a2", 2)]), ("水野直樹", [("b1", 1), ("b2", 2)])]
    {
        let id = known(&app, &viewer, name, |_| {}).await;
        let (of, viewer) = (id.clone(), viewer.clone());
        let write = move |conn: &mut Conn| {
            let session = |(id, no): (&str, u32)| {
                let session =
                    serde_json::json!({"id": id, "no": no, "on": "2025-05-02", "minutes": 45});
                Record::session(serde_json::from_value(session).expect("a session"))
            };
            let records =
                std::iter::once(build::active("2025-05-02")).chain(sessions.map(session)).collect();
            fact::record(conn, &viewer, &of, build::now(), |_| Ok(records)).map(drop)
        };
        app.db.db().write(write).await.expect("sessions");
        app.later(TimeDelta::minutes(1));
        both.push(id);
    }
    let pair: [Id; 2] = both.try_into().expect("two");
    assert_eq!(join(&browser, &pair, &[]).await.status, 303);
    let kept = loaded(&app, &pair[0]).await.file;
    let listed: Vec<Option<u32>> = kept.sessions_behind(None).map(|s| s.no).collect();
    assert_eq!(listed, [Some(4), Some(3), Some(2), Some(1)]);
}

/// Two clients of one consultant with so many sessions each, on days of their own.
fn two_long(db: &TestDb, sessions: u64) -> (Viewer, [Id; 2]) {
    let practice = build::practice(db, "here");
    let own = build::member(db, &practice, "own", ryokai::method::Role::Owner);
    let both = ["Naoki Mizuno", "N. Mizuno"].map(|name| build::client(db, &own, name));
    for (who, of) in both.iter().enumerate() {
        let session = |n: u64| {
            let on = day("2010-01-01") + chrono::Days::new(2 * n + who as u64);
            let note = format!("canary {n} of the {who}");
            let id = format!("p{who}s{n}");
            let session = serde_json::json!({"id": id, "on": on, "minutes": 45, "note": note});
            Record::session(serde_json::from_value(session).expect("a session"))
        };
        build::record(db, &own, of, (0..sessions).map(session).collect());
    }
    ryokai::store::search::fill(db, &own).expect("found");
    (own, both)
}

fn ready(db: &TestDb, viewer: &Viewer, [one, other]: &[Id; 2]) -> merge::Ready {
    let ready = db.read_blocking(|conn| {
        let sides = merge::sides(conn, viewer, one, other)?;
        merge::prepare(conn, viewer, sides, &HashSet::new(), build::now())
    });
    ready.expect("two who can be one")
}

/// What is read of a person: the sessions of their file, of the archive, and what search finds.
fn read(db: &TestDb, viewer: &Viewer, of: &Id) -> [usize; 3] {
    let loaded = db.read_blocking(|conn| file::load(conn, viewer, of)).expect("a file");
    let all = db.read_blocking(|conn| file::load_all(conn, viewer)).expect("files");
    let again = all.iter().find(|loaded| loaded.file.person.id == *of).expect("the same");
    assert_eq!(loaded.file, again.file, "one by one and all at once");
    let account: serde_json::Value =
        serde_json::from_str(&entry(&exported(db), "account.json")).expect("an account");
    let facts = account["fact"].as_array().expect("facts");
    let archived = facts.iter().filter(|fact| fact["person"] == of.as_str());
    let archived = archived.filter(|fact| fact["body"].to_string().contains("canary"));
    let query = ryokai::method::search::SearchQuery::of("canary");
    let found = db.read_blocking(|conn| {
        let within = ryokai::store::search::Within::default();
        ryokai::store::search::Search::of(conn, viewer, &query, &within)?.counts(conn)
    });
    let found = found.expect("an answer").0.into_iter().filter(|count| count.person == *of);
    let found: u32 = found.map(|count| count.n).sum();
    [loaded.file.sessions.len(), archived.count(), found as usize]
}

fn facts(db: &TestDb) -> i64 {
    crate::portability::number(db, "SELECT COUNT(*) AS n FROM fact")
}

fn passing(db: &TestDb) -> i64 {
    crate::portability::number(db, "SELECT COUNT(*) AS n FROM passing")
}

fn run(db: &TestDb, sql: &str) {
    use diesel::connection::SimpleConnection;
    let sql = sql.to_owned();
    db.write_blocking(move |conn: &mut Conn| Ok(conn.batch_execute(&sql)?)).expect("done");
}

#[test]
fn long_journals_become_one_in_turns_and_nobody_reads_half() {
    let db = TestDb::new();
    let (own, both) = two_long(&db, 1_300);
    let ready = merge::bring(&db, &own, ready(&db, &own, &both), build::now()).expect("brought");
    assert_eq!((facts(&db), passing(&db)), (3_901, 1), "they stand there already");
    for of in &both {
        assert_eq!(read(&db, &own, of), [1_300; 3], "and nobody reads them");
    }
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    let [kept, gone] = [0, 1].map(|n| both[n].clone());
    let (viewer, joining) = (own.clone(), std::sync::Arc::new(ready));
    let act = std::sync::Arc::clone(&joining);
    db.write_blocking(move |conn| merge::join(conn, &viewer, &act, build::now())).expect("joined");
    let here = db.read_blocking(|conn| file::load(conn, &own, &kept)).expect("the one");
    assert_eq!((here.file.sessions.len(), passing(&db)), (2_600, 0));
    merge::settle(&db, &own, Some(&joining), build::now()).expect("settled");
    assert_eq!(read(&db, &own, &kept), [2_600; 3]);
    let there = db.read_blocking(|conn| file::load(conn, &own, &gone));
    assert!(matches!(there, Err(StoreError::NotFound)));
    assert!(said(&db, &["doctor"], "").contains("All is well"));
    apart(&db, &own, &kept);
    assert_eq!(facts(&db), 3_901, "what came along is still there");
    for of in &both {
        let here = db.read_blocking(|conn| file::load(conn, &own, of)).expect("a file");
        assert_eq!(here.file.sessions.len(), 1_300, "and nobody reads it");
    }
    // What is saved before it has gone stays.
    let later = serde_json::json!({"id": "later", "on": "2024-01-01", "minutes": 45});
    let later = Record::session(serde_json::from_value(later).expect("a session"));
    build::record(&db, &own, &kept, vec![later]);
    merge::settle(&db, &own, None, build::now()).expect("settled");
    assert_eq!((facts(&db), passing(&db)), (2_601, 0));
    assert_eq!(read(&db, &own, &kept), [1_301, 1_300, 1_300]);
    assert_eq!(read(&db, &own, &gone), [1_300; 3]);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

fn apart(db: &TestDb, viewer: &Viewer, kept: &Id) {
    let two = db.read_blocking(|conn| {
        let merge = merge::of(conn, viewer, kept, build::now())?.remove(0);
        merge::look(conn, viewer, (kept, &merge.id), build::now())
    });
    let two = two.expect("read").expect("they can be told apart");
    let viewer = viewer.clone();
    db.write_blocking(move |conn| merge::part(conn, &viewer, &two, build::now())).expect("two");
}

#[test]
fn a_save_meanwhile_ends_a_joining_and_nothing_is_lost() {
    let db = TestDb::new();
    let (own, both) = two_long(&db, 1_300);
    let ready = merge::bring(&db, &own, ready(&db, &own, &both), build::now()).expect("brought");
    let later = serde_json::json!({"id": "later", "on": "2024-01-01", "minutes": 45});
    let later = Record::session(serde_json::from_value(later).expect("a session"));
    build::record(&db, &own, &both[0], vec![later]);
    let (viewer, ready) = (own.clone(), std::sync::Arc::new(ready));
    let act = std::sync::Arc::clone(&ready);
    let joined = db.write_blocking(move |conn| merge::join(conn, &viewer, &act, build::now()));
    assert!(matches!(joined, Err(StoreError::Stale)), "{joined:?}");
    merge::settle(&db, &own, Some(&ready), build::now()).expect("settled");
    assert_eq!((facts(&db), passing(&db)), (2_601, 0));
    assert_eq!(read(&db, &own, &both[0]), [1_301, 1_300, 1_300]);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn a_joining_that_was_killed_between_two_turns_is_cleared_away() {
    let db = TestDb::file();
    let (own, both) = two_long(&db, 1_300);
    // In its third turn the program ends: nothing can be cleared away any more.
    run(
        &db,
        "CREATE TRIGGER dies BEFORE INSERT ON fact WHEN NEW.seq = 2500
        BEGIN SELECT RAISE(ABORT, 'killed'); END",
    );
    run(
        &db,
        "CREATE TRIGGER dead BEFORE DELETE ON fact
        BEGIN SELECT RAISE(ABORT, 'killed'); END",
    );
    assert!(merge::bring(&db, &own, ready(&db, &own, &both), build::now()).is_err());
    run(&db, "DROP TRIGGER dies; DROP TRIGGER dead");
    assert_eq!((facts(&db), passing(&db)), (3_600, 1), "two turns were kept");
    for of in &both {
        assert_eq!(read(&db, &own, of), [1_300; 3], "nobody reads them");
    }
    let later = serde_json::json!({"id": "later", "on": "2024-01-01", "minutes": 45});
    let later = Record::session(serde_json::from_value(later).expect("a session"));
    build::record(&db, &own, &both[0], vec![later]);
    // The next round of the clock, or the next joining, takes them out, and dies in turn.
    run(
        &db,
        "CREATE TRIGGER dies BEFORE DELETE ON fact WHEN OLD.seq = 1700
        BEGIN SELECT RAISE(ABORT, 'killed'); END",
    );
    assert!(merge::clear(&db, None, build::now()).is_err());
    assert_eq!(read(&db, &own, &both[0]), [1_301, 1_300, 1_300]);
    run(&db, "DROP TRIGGER dies");
    merge::clear(&db, None, build::now()).expect("cleared");
    assert_eq!((facts(&db), passing(&db)), (2_601, 0));
    assert_eq!(read(&db, &own, &both[0]), [1_301, 1_300, 1_300]);
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn what_a_program_that_still_runs_is_bringing_is_left_alone() {
    let db = TestDb::new();
    let (own, both) = two_long(&db, 600);
    merge::bring(&db, &own, ready(&db, &own, &both), build::now()).expect("brought");
    merge::clear(&db, None, build::now() + TimeDelta::minutes(59)).expect("looked");
    assert_eq!((facts(&db), passing(&db)), (1_801, 1), "it may still be at it");
    merge::clear(&db, None, build::now() + TimeDelta::minutes(61)).expect("cleared");
    assert_eq!((facts(&db), passing(&db)), (1_200, 0), "it was killed");
}
