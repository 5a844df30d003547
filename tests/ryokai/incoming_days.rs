//! Days that could be two, 10/11/2026: the column tells which, or its owner is asked.

use ryokai::method::Id;
use ryokai::store::file;

use crate::app::TestApp;
use crate::db::TestDb;
use crate::incoming::{hand_in, take};
use crate::program::{Scratch, failed, said};
use crate::{build, page};

const OPEN: &str =
    "Client,Session Date,Minutes\nTom Beckett,10/11/2024,60\nTom Beckett,2024-03-02,60\n";

/// The days of the sessions with a client before their file begins.
async fn days(app: &TestApp, id: &Id) -> Vec<String> {
    let (viewer, id) = (page::owner(app).await, id.clone());
    let loaded =
        app.db.db().read(move |conn| file::load(conn, &viewer, &id)).await.expect("a file");
    loaded
        .file
        .sessions
        .iter()
        .map(|s| s.on.to_string())
        .filter(|on| on.starts_with("2024"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_columns_ask_for_the_order_of_days_only_where_none_of_them_tells() {
    for (lang, asked, fault, said, order, day) in [
        (
            "en",
            "Order of the days",
            "can be read in two ways",
            "read month first",
            "month-first",
            "2024-10-11",
        ),
        ("ja", "日付の順", "二通りに読めます", "日が先(31/12/2026)です", "day-first", "2024-11-10"),
    ] {
        let (app, browser, id) = page::furnished(lang, "c5").await;
        let columns = hand_in(&browser, "sessions", &[("open.csv", OPEN.as_bytes())])
            .await
            .location
            .expect("columns");
        let page = browser.get(&columns).await;
        assert!(page.has("name=\"days\"") && page.has(asked) && !page.has(said), "{}", page.body);
        let mapped = [("column-0", "name"), ("column-1", "date"), ("column-2", "minutes")];
        let silent = browser.send(&columns, &mapped).await;
        assert!(silent.status == 422 && silent.has(fault), "{}", silent.body);
        let told = browser.send(&columns, &[&mapped[..], &[("days", order)]].concat()).await;
        assert!(browser.get(&columns).await.has(said), "it is kept");
        take(&browser, &told.location.expect("rows"), &[]).await;
        assert_eq!(days(&app, &id).await, ["2024-03-02", day]);
        // One day that can only be read in one order settles it for all.
        let settled = OPEN.replace("2024-03-02", "13/12/2024");
        let columns = hand_in(&browser, "sessions", &[("told.csv", settled.as_bytes())])
            .await
            .location
            .expect("columns");
        let page = browser.get(&columns).await;
        assert!(!page.has("name=\"days\""), "{}", page.body);
        let told = browser.send(&columns, &mapped).await;
        let rows = browser.get(told.location.as_deref().expect("rows")).await;
        assert!(!rows.has("class=\"fault\""), "{}", rows.body);
        let fresh = if lang == "en" { 2 } else { 1 };
        take(&browser, &told.location.expect("rows"), &[]).await;
        assert_eq!(
            days(&app, &id).await.len(),
            2 + fresh,
            "10 November is known where the day came first before"
        );
    }
}

#[test]
fn the_command_line_is_told_the_order_of_days() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    let people = Scratch::with("people.csv", b"Name\nTom Beckett\n");
    said(&db, &["import", "--csv", people.path()], "");
    let file = Scratch::with("open.csv", OPEN.as_bytes());
    let csv = ["import", "--csv", file.path(), "--sessions"];
    let (code, why) = failed(&db, &csv, "");
    assert!(code == 1 && why.contains("in two ways") && why.contains("--dates day-first"), "{why}");
    let done = said(&db, &[&csv[..], &["--dates", "day-first"]].concat(), "");
    assert!(
        done.contains("days are read day first") && done.contains("Sessions recorded: 2."),
        "{done}"
    );
}

#[test]
fn a_file_on_its_way_from_before_orders_were_kept_is_read() {
    use ryokai::intake::incoming::{Kind, Upload};
    let upload = Upload::read(Kind::Sessions, "open.csv", OPEN.as_bytes()).expect("a table");
    let mut kept = serde_json::to_value(&upload).expect("JSON");
    kept.as_object_mut().expect("an object").remove("days").expect("an order");
    assert_eq!(serde_json::from_value::<Upload>(kept).expect("an upload"), upload);
}
