//! The documents of a month in one ZIP: whole and recorded, or not at all.

use std::io::{Cursor, Read};
use std::path::PathBuf;

use ryokai::export::Format;
use ryokai::export::batch::{Batch, BatchError, month};
use ryokai::method::disclosure::Profile;
use ryokai::method::{Id, Viewer};
use ryokai::store::{Db, StoreError};

use crate::build::{day, now};
use crate::db::TestDb;
use crate::demo;
use crate::export::{context, given, source, stored, summary};

/// A practice with three clients; two of them had a session in June 2025.
fn three(db: &Db) -> (Viewer, Vec<Id>) {
    let (viewer, first) = stored(db, "c1");
    let of = vec![first, given(db, &viewer, "c2"), given(db, &viewer, "c3")];
    let june = |which: &str| {
        let file = demo::client(which);
        file.held_sessions(day("2025-06-30")).iter().filter(|s| s.on >= day("2025-06-01")).count()
    };
    assert!(
        june("c1") > 0 && june("c2") > 0 && june("c3") == 0,
        "the demonstration file has changed"
    );
    (viewer, of)
}

fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}-{}.zip", Id::fresh()))
}

/// The names of the files in a ZIP, with what is in them.
fn files(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut files = Vec::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).expect("a file");
        let (name, mut text) = (file.name().expect("a name").into_owned(), String::new());
        file.read_to_string(&mut text).expect("UTF-8");
        files.push((name, text));
    }
    files
}

fn recorded(db: &Db, viewer: &Viewer, of: &[Id]) -> Vec<usize> {
    of.iter().map(|id| source(db, viewer, id).exports.len()).collect()
}

#[test]
fn the_command_packs_everybody_of_a_month_and_records_each() {
    let db = TestDb::new();
    let (viewer, of) = three(&db);
    let path = place("june");
    let file = path.to_str().expect("a path");
    let run = |month: &str, file: &str, more: &[&str]| {
        summary(&db, &[&["--all", "--month", month, "--format", "md", "-o", file], more].concat())
    };
    let output = run("2025-06", file, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let packed = files(std::fs::read(&path).expect("a file"));
    let names: Vec<&str> = packed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["001 早川 佳奈様 まとめ.md", "002 水野 直樹様 まとめ.md"]);
    assert!(
        packed.iter().all(|(_, text)| text.contains("2025年6月") || text.contains("6月")),
        "{packed:?}"
    );
    assert!(
        !packed.iter().any(|(_, text)| text.contains("7月9日(水)、")),
        "of June alone: {packed:?}"
    );
    assert_eq!(recorded(&db, &viewer, &of), [1, 1, 0]);

    let again = run("2025-06", file, &[]);
    assert_eq!(again.status.code(), Some(1), "what is there is never overwritten");
    let nobody = run("2019-01", place("nobody").to_str().expect("a path"), &[]);
    assert_eq!(nobody.status.code(), Some(1));
    assert_eq!(run("June", file, &[]).status.code(), Some(2));
    assert_eq!(run("2025-06", "x.zip", &["--profile", "supervisor"]).status.code(), Some(2));
    assert_eq!(recorded(&db, &viewer, &of), [1, 1, 0]);
    std::fs::remove_file(path).expect("a file");
}

#[test]
fn who_did_not_consent_is_left_off_by_name() {
    let db = TestDb::new();
    let (viewer, of) = three(&db);
    let path = place("sponsors");
    let file = path.to_str().expect("a path");
    let output = summary(
        &db,
        &["--all", "--month", "2025-06", "--profile", "sponsor", "--format", "md", "-o", file],
    );
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && err.contains("水野 直樹") && err.contains("早川 佳奈"),
        "{err}"
    );
    assert!(files(std::fs::read(&path).expect("a file")).is_empty());
    assert_eq!(recorded(&db, &viewer, &of), [0, 0, 0]);
    std::fs::remove_file(path).expect("a file");
}

#[test]
fn what_is_called_off_is_not_recorded() {
    let db = TestDb::new();
    let (viewer, of) = three(&db);
    let batch = Batch {
        viewer: viewer.clone(),
        profile: Profile::Client,
        format: Format::Md,
        month: month("2025-06").expect("a month"),
        lang: None,
        as_of: day("2025-12-31"),
        now: now(),
        at_once: 2,
        seen: None,
    };
    let people = db.read_blocking(|conn| batch.people(conn)).expect("people");
    assert_eq!(people.len(), 2);
    let packed =
        batch.pack(&db, &people, Cursor::new(Vec::new()), &mut || Err(StoreError::CalledOff));
    assert!(matches!(packed, Err(BatchError::Store(StoreError::CalledOff))));
    assert_eq!(recorded(&db, &viewer, &of), [0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_who_is_in_it_how_far_it_is_and_hands_it_over() {
    let (app, browser, viewer, of) = context("c1").await;
    let page = browser.get("/summaries?month=2025-06&format=md").await;
    assert!(
        page.status == 200
            && page.has("水野 直樹")
            && page.body.matches("<article class=\"sheet").count() == 1
    );
    assert!(page.has("載せていないもの"), "what stays here is listed by class: {}", page.body);
    let shown = |page: &crate::app::Page| -> Option<String> {
        Some(page.body.split("name=\"seen\" value=\"").nth(1)?.split('"').next()?.to_owned())
    };
    let seen = shown(&page).expect("the sheet that was shown");
    assert!(browser.get("/summaries?month=2019-01").await.has("その月に面談のあった方はいません"));
    assert_eq!(browser.get("/summaries?month=soon").await.status, 422);
    assert_eq!(browser.get("/summaries?month=2025-06&profile=supervisor").await.status, 422);
    assert!(
        recorded(&app.db, &viewer, std::slice::from_ref(&of)) == [0],
        "reading records nothing"
    );

    let start = |looked: &'static str, seen: &str| {
        let of = [
            ("act", "start"),
            ("month", "2025-06"),
            ("format", "md"),
            ("looked", looked),
            ("seen", seen),
        ];
        of.map(|(name, value)| (name, value.to_owned()))
    };
    let unread = start("", &seen);
    let refused =
        browser.send("/summaries", &unread.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
    assert!(
        refused.status == 422
            && refused.has("href=\"#looked\"")
            && shown(&refused) == Some(seen.clone())
    );
    let address = "/summaries?month=2025-06&profile=client&format=md&lang=";
    let read = start("yes", &seen);
    let started = browser.send("/summaries", &read.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
    assert_eq!((started.status, started.location.as_deref()), (303, Some(address)));
    let page = browser.settled(address).await;
    assert!(
        page.has("1件をまとめました") && page.has("value=\"2025-06\""),
        "the month stays: {}",
        page.body
    );
    assert_eq!(recorded(&app.db, &viewer, std::slice::from_ref(&of)), [0], "nothing has left yet");
    let zip = browser.send(address, &[("act", "take")]).await;
    assert_eq!((zip.status, zip.header("content-type")), (200, "application/zip"));
    assert!(
        zip.header("content-disposition").contains("2025-06.zip") && zip.body.starts_with("PK")
    );
    assert_eq!(recorded(&app.db, &viewer, &[of]), [1]);

    let hash = app.hasher.hash(crate::app::PASSWORD.to_owned()).await.expect("a hash");
    let other = tokio::task::block_in_place(|| {
        crate::build::member(&app.db, &viewer.practice, "other", ryokai::method::Role::Consultant)
    });
    let set = move |conn: &mut ryokai::store::Conn| {
        ryokai::store::member::set_password(conn, &other.practice, &other.member, &hash)
    };
    app.blocking(|db| db.write_blocking(set)).expect("a password");
    let other = app.signed_in("ja", "other@example.org", crate::app::PASSWORD).await;
    let page = other.get("/summaries?month=2025-06").await;
    assert!(!page.has("水野") && !page.has("ZIPを保存する"), "{}", page.body);
    assert_eq!(other.send("/summaries", &[("act", "take")]).await.status, 303);
}
