//! A file that comes in a second time: it brings nothing, and takes nothing away from what can be
//! taken back.

use crate::app::Browser;
use crate::build;
use crate::db::TestDb;
use crate::incoming::{take_back, to_rows};
use crate::page;
use crate::program::{Scratch, in_japanese, said};

const ADA: &[u8] = b"Name,Email\nAda Moss,ada@example.com\n";

/// Takes rows in, and answers where it ends.
async fn taken(browser: &Browser, rows: &str) -> String {
    let pressed = browser.send(rows, &[("act", "take")]).await;
    let settled = browser.settled(pressed.location.as_deref().expect("an address")).await;
    settled.location.expect("an end")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_brings_nothing_leaves_the_one_before_to_be_taken_back() {
    for (lang, still, alone, back) in [
        (
            "ja",
            "前回の取り込みは、いまも元に戻せます。",
            "新しく加わったものはありません。</p>",
            "元に戻しました：1人",
        ),
        (
            "en",
            "the import before can still be undone.",
            "Nothing was brought in.</p>",
            "Taken back: 1 person",
        ),
    ] {
        let (_app, browser, _) = page::furnished(lang, "c5").await;
        let known = to_rows(&browser, "clients", ("known.csv", b"Name\nTom Beckett\n")).await;
        let end = browser.get(&taken(&browser, &known).await).await;
        assert!(end.has(alone) && !end.has("/undo\""), "{}", end.body);
        let rows = to_rows(&browser, "clients", ("new.csv", ADA)).await;
        assert_eq!(taken(&browser, &rows).await, "/import");
        let rows = to_rows(&browser, "clients", ("again.csv", ADA)).await;
        let end = browser.get(&taken(&browser, &rows).await).await;
        assert!(end.has(still) && end.has("new.csv") && !end.has("again.csv"), "{}", end.body);
        let undone = take_back(&browser).await;
        assert!(
            undone.has(back) && !browser.get("/clients").await.has("Ada Moss"),
            "{}",
            undone.body
        );
    }
}

#[test]
fn the_command_line_takes_back_the_last_file_that_brought_something() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", ryokai::method::Role::Owner);
    let file = Scratch::with("new.csv", ADA);
    let csv = ["import", "--csv", file.path()];
    assert!(!said(&db, &csv, "").contains("Nothing was brought in"));
    let again = said(&db, &csv, "");
    assert!(
        again.contains("Nothing was brought in; the import before can still be undone."),
        "{again}"
    );
    let out = in_japanese(&db, &csv);
    assert!(
        String::from_utf8_lossy(&out.stdout).contains("前回の取り込みは、いまも元に戻せます。"),
        "{out:?}"
    );
    assert!(said(&db, &["import", "--undo"], "").contains("Taken back: 1 person"));
    assert_eq!(said(&db, &["clients"], ""), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_number_hides_nobody_of_the_same_name_and_a_lost_zero_is_told() {
    for (lang, heading, zero) in
        [("ja", "名前,電話\n", "先頭の0が抜けている"), ("en", "Name,Phone\n", "lost the zero")]
    {
        let app = crate::app::TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        for (name, phone) in [("小林 直子", "090-1111-2222"), ("水野 直樹", "")] {
            crate::twin::known(&app, &viewer, name, |p| {
                p.phone = Some(phone).filter(|p| !p.is_empty()).and_then(crate::twin::text);
            })
            .await;
        }
        let file = format!("{heading}水野直樹,090-1111-2222\n森 亜紀,9012345678\n");
        let rows = to_rows(&browser, "clients", ("new.csv", file.as_bytes())).await;
        let shown = browser.get(&rows).await;
        assert!(shown.has("水野 直樹"), "whoever has the name is named: {}", shown.body);
        assert!(shown.has(zero), "{}", shown.body);
    }
}
