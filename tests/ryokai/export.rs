//! What is kept of handing over, the mark of a revised copy, and the command that writes one.

use std::process::{Command, Output};

use ryokai::export::summary::{Order, Source};
use ryokai::export::{Format, markdown};
use ryokai::method::disclosure::{Extent, Profile};
use ryokai::method::fact::Fact;
use ryokai::method::{ClientFile, Id, Lang, Record, Role, Viewer};
use ryokai::store::{self, Db, export, fact, person};

use crate::app::{Browser, TestApp};
use crate::build::{day, id, member, now, practice, session, text};
use crate::db::TestDb;
use crate::demo;

/// A client of the demonstration file in the database, and whose client it is.
pub fn stored(db: &Db, which: &str) -> (Viewer, Id) {
    let of = practice(db, "here");
    let viewer = member(db, &of, "own", Role::Consultant);
    let id = given(db, &viewer, which);
    (viewer, id)
}

/// A client of the demonstration file as this viewer's.
pub fn given(db: &Db, viewer: &Viewer, which: &str) -> Id {
    let (author, file) = (viewer.clone(), demo::client(which));
    let records = file.to_records();
    aside(|| {
        db.write_blocking(move |conn| {
            let id = person::add(conn, &author, file.person.clone(), now())?;
            fact::record(conn, &author, &id, now(), |_| Ok(records.clone()))?;
            Ok(id)
        })
    })
    .expect("a stored client")
}

/// Blocks also where a test runs on the runtime.
pub fn aside<T>(work: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(work)
}

fn order(profile: Profile) -> Order {
    Order { profile, extent: Extent::default(), as_of: day("2025-12-31"), lang: Lang::Ja }
}

pub fn source(db: &Db, viewer: &Viewer, of: &Id) -> Source {
    aside(|| db.read_blocking(|conn| Source::load(conn, viewer, of))).expect("a source")
}

/// Hands the copy over at an hour of the day on which tests write.
fn hand_over(db: &Db, viewer: &Viewer, of: &Id, hours: i64) -> Vec<u8> {
    let bytes = source(db, viewer, of)
        .document(&order(Profile::Client))
        .expect("a document")
        .write(Format::Md)
        .expect("bytes");
    let line = order(Profile::Client).record(
        viewer,
        Format::Md,
        &bytes,
        now() + chrono::Duration::hours(hours),
    );
    let (viewer, of) = (viewer.clone(), of.clone());
    db.write_blocking(move |conn| export::record(conn, &viewer, &of, &line)).expect("a line");
    bytes
}

pub fn void(db: &Db, viewer: &Viewer, of: &Id, target: &str, on: &str, hours: i64) {
    let fact = Fact::Void { target: id(target), reason: text("a mistake") };
    let record = Record::fresh(day(on), None, fact);
    let (viewer, of, at) = (viewer.clone(), of.clone(), now() + chrono::Duration::hours(hours));
    aside(|| {
        db.write_blocking(move |conn| {
            fact::record(conn, &viewer, &of, at, |_| Ok(vec![record.clone()])).map(drop)
        })
    })
    .expect("a void");
}

#[test]
fn a_document_from_the_database_equals_one_from_the_file() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let source = source(&db, &viewer, &of);
    let file: ClientFile = demo::client("c1");
    assert_eq!(source.file.sessions.len(), file.sessions.len());
    let text = markdown::render(&source.document(&order(Profile::Client)).expect("a document"));
    assert!(text.contains("「先月の設備投資は、初めて自分の名前で決裁しました。」"), "{text}");
    assert!(!text.contains("改訂 "), "{text}");
}

#[test]
fn handing_over_is_recorded_with_the_fingerprint_of_the_bytes() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let bytes = hand_over(&db, &viewer, &of, 1);
    let exports = source(&db, &viewer, &of).exports;
    let [line] = exports.as_slice() else { panic!("{exports:?}") };
    use sha2::Digest;
    let expected: String =
        sha2::Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(
        (line.sha256.as_str(), line.profile.as_str(), line.format.as_str()),
        (expected.as_str(), "client", "md")
    );
    assert_eq!(
        (&line.member, line.as_of, &line.extent),
        (&viewer.member, day("2025-12-31"), &Extent::default())
    );
}

#[test]
fn the_copy_of_one_session_is_recorded_as_that() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let extent =
        Extent::session(source(&db, &viewer, &of).file.session(&id("c1s3")).expect("a session"));
    let line = Order { extent: extent.clone(), ..order(Profile::Client) }.record(
        &viewer,
        Format::Md,
        b"bytes",
        now(),
    );
    let (author, person) = (viewer.clone(), of.clone());
    db.write_blocking(move |conn| export::record(conn, &author, &person, &line)).expect("a line");
    assert_eq!(source(&db, &viewer, &of).exports[0].extent, extent);
}

#[test]
fn a_correction_of_what_was_handed_over_marks_the_next_copy_as_revised() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let revised = |of: &Id| {
        let text = markdown::render(
            &source(&db, &viewer, of).document(&order(Profile::Client)).expect("a document"),
        );
        text.lines().any(|line| line.starts_with("- 改訂: ") && line.contains("7月1日"))
    };
    void(&db, &viewer, &of, "c1c5.h1", "2025-11-10", 1);
    assert!(!revised(&of), "nothing was handed over before the correction");
    hand_over(&db, &viewer, &of, 2);
    void(&db, &viewer, &of, "c1g1", "2025-08-01", 3);
    assert!(!revised(&of), "a gift is not in the copy");
    void(&db, &viewer, &of, "c1c5", "2025-10-01", 4);
    assert!(revised(&of), "a promise is");
    let other = Order {
        extent: Extent::Session { id: "c1s8".parse().expect("an id"), on: day("2025-12-17") },
        ..order(Profile::Client)
    };
    let text = markdown::render(&source(&db, &viewer, &of).document(&other).expect("a document"));
    assert!(!text.contains("- 改訂: "), "no such copy was handed over: {text}");
}

#[test]
fn what_is_added_later_is_no_correction() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    hand_over(&db, &viewer, &of, 1);
    let (author, person) = (viewer.clone(), of.clone());
    db.write_blocking(move |conn| {
        fact::record(conn, &author, &person, now() + chrono::Duration::hours(2), |_| {
            Ok(vec![session("s9", "2025-12-30")])
        })
    })
    .expect("a session");
    let text = markdown::render(
        &source(&db, &viewer, &of).document(&order(Profile::Client)).expect("a document"),
    );
    assert!(text.contains("面談9回") && !text.contains("- 改訂: "), "{text}");
}

pub fn summary(db: &TestDb, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ryokai"));
    command
        .args(["summary", "--database-url", db.url()])
        .args(arguments)
        .env_remove("DATABASE_URL");
    command.output().expect("the program runs")
}

#[test]
fn the_command_writes_a_document_and_records_it() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let common = ["--client", of.as_str(), "--as-of", "2025-12-31", "-o", "-"];
    for (format, opens) in [
        ("pdf", "%PDF-"),
        ("docx", "PK"),
        ("html", "<!DOCTYPE html>"),
        ("md", "# この期間のまとめ"),
        ("json", "{"),
    ] {
        let output = summary(&db, &[&common[..], &["--format", format]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).starts_with(opens), "{format}");
    }
    assert_eq!(source(&db, &viewer, &of).exports.len(), 5);
    let english = summary(
        &db,
        &[&common[..], &["--format", "md", "--lang", "en", "--profile", "file"]].concat(),
    );
    assert!(String::from_utf8_lossy(&english.stdout).starts_with("# The whole record"));
}

#[test]
fn the_command_says_what_it_does_not_accept() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    assert_eq!(
        summary(&db, &["--client", of.as_str(), "--profile", "everyone", "-o", "-"]).status.code(),
        Some(2)
    );
    assert_eq!(
        summary(&db, &["--client", of.as_str(), "--from", "soon", "-o", "-"]).status.code(),
        Some(2)
    );
    let backwards =
        ["--client", of.as_str(), "--from", "2025-12-31", "--to", "2025-12-01", "-o", "-"];
    assert_eq!(summary(&db, &backwards).status.code(), Some(2));
    let unknown = summary(&db, &["--client", "nobody", "-o", "-"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(unknown.stdout.is_empty() && !unknown.stderr.is_empty());
    let unwritable =
        summary(&db, &["--client", of.as_str(), "--format", "md", "-o", "/no/such/place/x.md"]);
    assert_eq!(unwritable.status.code(), Some(1));
    assert!(
        source(&db, &viewer, &of).exports.is_empty(),
        "what was not handed over is not recorded"
    );
}

/// A signed-in owner with one client of the demonstration file.
pub async fn context(which: &str) -> (TestApp, Browser, Viewer, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let read = |conn: &mut store::Conn| {
        let practice = store::practice::choose(conn, None)?;
        store::member::viewers(conn, &practice.id)
    };
    let viewer = aside(|| app.db.read_blocking(read)).expect("members").remove(0);
    let of = given(&app.db, &viewer, which);
    (app, browser, viewer, of)
}

/// The page shows this choice; its buttons send it back.
pub async fn hand_over_by(
    browser: &Browser,
    path: &str,
    choice: &[(&str, &str)],
    format: &str,
) -> crate::app::Page {
    let query: Vec<String> = choice.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let seen =
        browser.get(&format!("{path}?{}", query.join("&"))).await.hidden("seen").expect("a sheet");
    browser.send(path, &[choice, &[("seen", seen.as_str()), ("format", format)]].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_sheet_and_what_stays_here_and_writes_nothing() {
    let (app, browser, viewer, of) = context("c1").await;
    let page = browser.get(&format!("/clients/{of}/summary")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.has("「先月の設備投資は、初めて自分の名前で決裁しました。」")
            && page.has("水野 直樹様")
    );
    assert!(page.has("<h1>文書を渡す</h1>"), "whoever it is for: {}", page.body);
    assert!(page.has("載せていないもの") && page.has("やりとり 1"));
    for never in ["鮎", "展示会の人混み", "会長に遠慮せず", "水野さんが自分の会社として"]
    {
        assert!(!page.has(never), "{never}");
    }
    assert!(source(&app.db, &viewer, &of).exports.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_leaves_by_form_alone_and_is_recorded() {
    let (app, browser, viewer, of) = context("c1").await;
    let path = format!("/clients/{of}/summary");
    let choice = [("profile", "client"), ("lang", "ja")];
    let page = hand_over_by(&browser, &path, &choice, "md").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.header("content-disposition")
            .starts_with("attachment; filename=\"summary.md\"; filename*=UTF-8''%E6%B0%B4")
    );
    assert!(page.body.starts_with("# この期間のまとめ"), "{}", page.body);
    let pdf = hand_over_by(&browser, &path, &choice, "pdf").await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    let exports = source(&app.db, &viewer, &of).exports;
    let formats: Vec<&str> = exports.iter().map(|e| e.format.as_str()).collect();
    assert!(
        formats.len() == 2 && formats.contains(&"md") && formats.contains(&"pdf"),
        "{formats:?}"
    );
    let after = browser.get(&path).await;
    assert!(after.has("これまでに渡したもの") && after.has(&exports[0].sha256));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_shown_does_not_leave() {
    let (app, browser, viewer, of) = context("c1").await;
    let path = format!("/clients/{of}/summary");
    let unseen =
        browser.send(&path, &[("profile", "client"), ("lang", "ja"), ("format", "md")]).await;
    assert_eq!(unseen.status, 409);
    let seen = browser.get(&path).await.hidden("seen").expect("a sheet");
    void(&app.db, &viewer, &of, "c1c5", "2025-10-01", 1);
    let changed = browser
        .send(
            &path,
            &[("profile", "client"), ("lang", "ja"), ("format", "md"), ("seen", seen.as_str())],
        )
        .await;
    assert_eq!(changed.status, 409);
    assert!(changed.has("記録が変わりました"), "{}", changed.body);
    assert_ne!(changed.hidden("seen").as_deref(), Some(seen.as_str()));
    let other = browser
        .send(&path, &[("profile", "file"), ("format", "md"), ("seen", seen.as_str())])
        .await;
    assert_eq!(other.status, 409, "the client's sheet was seen, not the file");
    assert!(source(&app.db, &viewer, &of).exports.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_or_a_period_can_be_chosen_and_faults_stand_at_their_field() {
    let (_app, browser, _, of) = context("c1").await;
    let path = format!("/clients/{of}/summary");
    let one = browser.get(&format!("{path}?session=c1s3")).await;
    assert!(one.has("<h1>6月11日(水)のまとめ</h1>"), "{}", one.body);
    let english = browser.get(&format!("{path}?from=2025-10-01&to=2025-12-31&lang=en")).await;
    assert!(
        english.has("Naoki Mizuno") && english.has("lang=\"en\"") && english.has("3 sessions"),
        "{}",
        english.body
    );
    for (query, field) in [
        ("from=soon", "from"),
        ("from=2025-12-31&to=2025-12-01", "to"),
        ("session=none", "session"),
        ("profile=x", "profile"),
    ] {
        let page = browser.get(&format!("{path}?{query}")).await;
        assert_eq!(page.status, 422, "{query}");
        assert!(page.has(&format!("id=\"{field}-fault\"")), "{query}: {}", page.body);
    }
    assert!(
        browser.get(&format!("{path}?from=soon")).await.has("value=\"soon\""),
        "what was typed stays"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_client_is_no_client() {
    let (app, _, viewer, of) = context("c1").await;
    let hash = app.hasher.hash(crate::app::PASSWORD.to_owned()).await.expect("a hash");
    let other = aside(|| member(&app.db, &viewer.practice, "other", Role::Owner));
    aside(|| {
        app.db.write_blocking(move |conn| {
            store::member::set_password(conn, &other.practice, &other.member, &hash)
        })
    })
    .expect("a password");
    let browser = app.signed_in("ja", "other@example.org", crate::app::PASSWORD).await;
    let path = format!("/clients/{of}/summary");
    assert_eq!(browser.get(&path).await.status, 404);
    assert_eq!(browser.send(&path, &[("format", "md")]).await.status, 404);
    assert_eq!(browser.get("/clients/nobody/summary").await.status, 404);
    assert!(source(&app.db, &viewer, &of).exports.is_empty());
}

#[tokio::test]
async fn the_whole_file_lists_who_did_what_with_it() {
    for (lang, heading, handed, shared) in [
        ("ja", "この記録に</span>", "文書を渡した", "仲間と共有した"),
        (
            "en",
            "What was done with this record</span>",
            "Document handed over",
            "Shared with a colleague",
        ),
    ] {
        let (app, browser, of) = crate::page::furnished(lang, "c5").await;
        let viewer = crate::page::owner(&app).await;
        let (db, practice) = (app.db.db(), viewer.practice.clone());
        let other = move || member(&db, &practice, "owen", Role::Consultant);
        let other = tokio::task::spawn_blocking(other).await.expect("a colleague");
        let given = browser
            .send(&format!("/clients/{of}/shares"), &[("member", other.member.as_str())])
            .await;
        assert_eq!(given.status, 303, "{}", given.body);
        let address = format!("/clients/{of}/summary");
        let page = browser.get(&format!("{address}?profile=file&lang={lang}")).await;
        assert!(page.has(heading) && page.has(shared) && page.has("owen"), "{}", page.body);
        assert!(!page.has(handed), "nothing was handed over yet");
        assert_eq!(page.body.matches("<svg").count(), 3, "the page shows what the file holds");
        let seen = page.hidden("seen").expect("a fingerprint");
        // One format after the other leaves from the same page: the log grows, and refuses nothing.
        for format in ["md", "html"] {
            let fields =
                [("profile", "file"), ("lang", lang), ("format", format), ("seen", seen.as_str())];
            let sent = browser.send(&address, &fields).await;
            assert_eq!(sent.status, 200, "{format}: {}", sent.body);
            assert_eq!(sent.has(handed), format == "html", "{format}");
        }
        let copy = browser.get(&format!("{address}?profile=client&lang={lang}")).await;
        assert!(!copy.has(heading) && !copy.has("<svg"), "none of it is in the client's copy");
    }
}
