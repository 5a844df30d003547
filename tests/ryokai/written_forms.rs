//! Values typed in forms: the same readers as everywhere, and what was understood is shown.

use ryokai::method::Session;
use ryokai::store::file;

use crate::app::{Page, TestApp};
use crate::page;

/// The sessions of the one client.
async fn sessions(app: &TestApp) -> Vec<Session> {
    let viewer = page::owner(app).await;
    let loaded = app.db.db().read(move |conn| file::load_all(conn, &viewer)).await.expect("files");
    loaded[0].file.sessions.clone()
}

fn typed<'f>(
    on: &'f str,
    minutes: &'f str,
    more: &[(&'f str, &'f str)],
) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("key", on),
        ("act", "save"),
        ("new-name", "水野 直樹"),
        ("on", on),
        ("minutes", minutes),
        ("status", "held"),
        ("topic", "採用"),
    ];
    fields.extend_from_slice(more);
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn days_and_lengths_are_typed_as_people_write_them() {
    for (on, minutes, day, long) in [
        ("1月9日(金)", "1時間半", "2026-01-09", 90),
        ("2026年1月9日(金)", "1h 30m", "2026-01-09", 90),
        ("令和8年1月9日", "６０分", "2026-01-09", 60),
        ("20260109", "PT1H15M", "2026-01-09", 75),
        ("Fri 9 Jan 2026", "1:15", "2026-01-09", 75),
    ] {
        let app = TestApp::new().await;
        let browser = app.signed_up("ja").await;
        let next = [("next", "来月5日"), ("ours0", "送る"), ("ours0-due", "次の金曜")];
        let reading = browser.send("/log/reading", &typed(on, minutes, &next)).await;
        assert!(
            reading.has("2026年1月9日(金)") && reading.has(&format!("{long}分")),
            "{}",
            reading.body
        );
        assert!(
            reading.has("2026年2月5日(木)") && reading.has("2026年1月16日(金)"),
            "{}",
            reading.body
        );
        let saved = browser.send("/log", &typed(on, minutes, &next)).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let session = sessions(&app).await.remove(0);
        assert_eq!((session.on.to_string().as_str(), session.minutes), (day, Some(long)), "{on}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_could_be_two_is_asked_about_and_nothing_is_lost() {
    for (lang, asked) in [("ja", "二通りの日に読めます"), ("en", "could be two days")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        // The day before the session, of a promise that was made in it.
        let more = [("ours0", "send it"), ("ours0-due", "1/8")];
        let saved: Page = browser.send("/log", &typed("1/9", "60", &more)).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let result = browser.get(saved.location.as_deref().expect("the result")).await;
        assert!(result.has(asked) && result.has("send it @1/8"), "{}", result.body);
        let reading = browser.send("/log/reading", &typed("1/9", "60", &more)).await;
        assert!(reading.has(asked), "{}", reading.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_length_or_day_is_refused_whole() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    for (on, minutes) in
        [("9 Jan 2026", "45-60 min"), ("9 Jan 2026 or so", "60"), ("Mon 9 Jan 2026", "60")]
    {
        let refused = browser.send("/log", &typed(on, minutes, &[])).await;
        assert!(refused.status == 422 && refused.has(on) && refused.has(minutes), "{on} {minutes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_note_keeps_its_lines_and_what_is_refused_has_its_place() {
    for (lang, place) in
        [("ja", "2行目の3文字目にあるU+0007"), ("en", "Line 2, character 3: U+0007")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let pasted = "one\u{b}two\u{85}three\u{202a}!\u{2068}\u{ffff}";
        let refused =
            browser.send("/log", &typed("2026-01-09", "60", &[("note", "one\r\nab\u{7}c")])).await;
        assert!(refused.status == 422 && refused.has(place), "{}", refused.body);
        let saved = browser.send("/log", &typed("2026-01-09", "60", &[("note", pasted)])).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let note = sessions(&app).await.remove(0).note.expect("a note");
        assert_eq!(note.as_str(), "one\ntwo\nthree!");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_and_money_are_typed_in_either_width_and_with_their_marks() {
    let (_app, browser, id) = page::furnished("ja", "c1").await;
    let profile = format!("/clients/{id}/profile");
    for (fee, kept) in
        [("５００００", "50000"), ("50,000", "50000"), ("¥50,000", "50000"), ("7万円", "70000")]
    {
        let version = browser.get(&profile).await.hidden("version").expect("a version");
        let changed = browser.send(&profile, &[("version", version.as_str()), ("fee", fee)]).await;
        assert_eq!(changed.status, 303, "{fee}: {}", changed.body);
        assert!(browser.get(&profile).await.has(&format!("value=\"{kept}\"")), "{fee}");
    }
    let version = browser.get(&profile).await.hidden("version").expect("a version");
    let refused = browser.send(&profile, &[("version", version.as_str()), ("fee", "5 or 6")]).await;
    assert!(refused.status == 422 && refused.has("value=\"5 or 6\""), "{}", refused.body);
    let settings =
        [("name", "佐倉 まどか"), ("lang", "ja"), ("tz", "Asia/Tokyo"), ("capacity", "１５")];
    let changed = browser.send("/settings", &settings).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert!(browser.get("/settings").await.has("value=\"15\""));
}
