//! The calendar over HTTP: the secret feed, a session as a file, another calendar read. An
//! independent parser looks.

use std::io::BufReader;

use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use ical::property::Property;
use ryokai::method::disclosure::Extent;
use ryokai::method::{Id, Role, Viewer};
use ryokai::store::{self, audit, export, fact, member};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::account::sha256;
use crate::app::{Browser, PASSWORD, Page, TestApp};
use crate::build;
use crate::incoming_cards::case;
use crate::page;

const NAME: &str = "Secret; Mori, \"K\"";

/// The calendar as another reader understands it. Every line must keep to its width.
fn parsed(text: &str) -> IcalCalendar {
    assert!(
        text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains('\n'),
        "{text}"
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let mut all = ical::IcalParser::new(BufReader::new(text.as_bytes()));
    let calendar = all.next().expect("a calendar").expect("a sound calendar");
    assert!(all.next().is_none());
    calendar
}

fn value<'p>(properties: &'p [Property], name: &str) -> &'p str {
    properties.iter().find(|p| p.name == name).and_then(|p| p.value.as_deref()).unwrap_or_default()
}

fn events(page: &Page) -> Vec<IcalEvent> {
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/calendar; charset=utf-8"),
        "{}",
        page.body
    );
    parsed(&page.body).events
}

/// The owner with a client: one held session with its hours, and a next date.
async fn furnished(lang: &'static str) -> (TestApp, Browser, Viewer, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = page::owner(&app).await;
    let client = app.blocking(|db| build::client(db, &viewer, NAME));
    let session = serde_json::json!({
        "id": "s1", "on": "2026-01-09", "minutes": 90, "ended_at": "2026-01-09T18:00:00", "next_on": "2026-02-06",
        "client_topic": "the bottling line", "note": "between us",
    });
    write(&app, &viewer, &client, session);
    (app, browser, viewer, client)
}

fn write(app: &TestApp, viewer: &Viewer, client: &Id, session: serde_json::Value) {
    let session = serde_json::from_value(session).expect("a session");
    let (viewer, client, now) = (viewer.clone(), client.clone(), app.now());
    let write = move |conn: &mut store::Conn| {
        fact::record(conn, &viewer, &client, now, |_| {
            Ok(vec![ryokai::method::Record::session(session)])
        })
        .map(drop)
    };
    app.blocking(|db| db.write_blocking(write)).expect("a session");
}

/// The address of the feed, as the page that made it shows it.
async fn made(browser: &Browser, initials: &str) -> String {
    let page = browser.send("/settings/calendar", &[("act", "make"), ("initials", initials)]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let (_, rest) = page
        .body
        .split_once("/calendar/")
        .and_then(|_| page.body.split_once("<code data-path>"))
        .expect("a link");
    let address = rest.split_once("</code>").expect("its end").0;
    address.strip_prefix(&browser.url("")).expect("an address that a calendar can ask").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_shows_days_and_hours_and_nothing_of_a_client() {
    for (lang, session) in [("ja", "面談"), ("en", "Session")] {
        let (app, browser, _, _) = furnished(lang).await;
        let address = made(&browser, "").await;
        assert!(!browser.get("/settings/calendar").await.has(&address), "it is shown once");
        let page = app.browser("en").get(&address).await;
        for never in ["Mori", "bottling", "between us", "Secret"] {
            assert!(!page.has(never), "{never}: {}", page.body);
        }
        let [held, next] = <[IcalEvent; 2]>::try_from(events(&page)).expect("two events");
        assert_eq!(value(&held.properties, "SUMMARY"), session);
        let start = held.properties.iter().find(|p| p.name == "DTSTART").expect("a start");
        assert_eq!(start.value.as_deref(), Some("20260109T163000"));
        assert_eq!(
            start.params.as_ref().map(|p| p[0].clone()),
            Some(("TZID".into(), vec!["Asia/Tokyo".into()]))
        );
        assert_eq!(value(&held.properties, "DTEND"), "20260109T180000");
        assert_eq!(
            (value(&next.properties, "DTSTART"), value(&next.properties, "DTEND")),
            ("20260206", "20260207")
        );
        let zones = parsed(&page.body).timezones;
        assert_eq!(value(&zones[0].properties, "TZID"), "Asia/Tokyo");
        assert_eq!(value(&zones[0].transitions[0].properties, "TZOFFSETTO"), "+0900");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_the_night_of_a_clock_change_is_fed_as_long_as_it_was() {
    for (zone, ended, minutes, start, end) in [
        (
            "Europe/Berlin",
            "2026-03-29T03:30:00",
            90,
            "2026-03-29T00:00:00Z",
            "2026-03-29T01:30:00Z",
        ),
        (
            "Europe/Berlin",
            "2026-10-25T03:30:00",
            180,
            "2026-10-24T23:30:00Z",
            "2026-10-25T02:30:00Z",
        ),
        // It begins in the hour that the clock shows for the second time.
        (
            "Europe/Berlin",
            "2026-10-25T03:15:00",
            60,
            "2026-10-25T01:15:00Z",
            "2026-10-25T02:15:00Z",
        ),
        (
            "America/New_York",
            "2026-03-08T03:30:00",
            60,
            "2026-03-08T06:30:00Z",
            "2026-03-08T07:30:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01T02:30:00",
            150,
            "2026-11-01T05:00:00Z",
            "2026-11-01T07:30:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01T02:15:00",
            30,
            "2026-11-01T06:45:00Z",
            "2026-11-01T07:15:00Z",
        ),
        // What a clock never showed counts from the hour before.
        (
            "Europe/Berlin",
            "2026-03-29T02:30:00",
            60,
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:30:00Z",
        ),
    ] {
        let app = TestApp::new().await;
        app.later(chrono::TimeDelta::days(330));
        let browser = app.signed_up("en").await;
        let moved =
            [("name", "Madoka"), ("reading", ""), ("lang", "en"), ("tz", zone), ("capacity", "15")];
        assert_eq!(browser.send("/settings", &moved).await.status, 303);
        let viewer = page::owner(&app).await;
        let client = app.blocking(|db| build::client(db, &viewer, NAME));
        let session = serde_json::json!({"id": "s1", "on": ended[..10], "minutes": minutes, "ended_at": ended,
            "recorded_at": "2026-12-20T00:00:00"});
        write(&app, &viewer, &client, session);
        let feed = app.browser("en").get(&made(&browser, "").await).await;
        let today = "2026-12-31".parse().expect("a day");
        let read =
            ryokai::intake::calendar::read(feed.body.as_bytes(), &[], (chrono_tz::UTC, today));
        let [held] = <[_; 1]>::try_from(read.expect("a calendar").proposed).expect("one");
        assert_eq!(
            held.at.map(|at| format!("{at:?}Z")),
            Some(start.to_owned()),
            "{zone} {ended}: {}",
            feed.body
        );
        let began: chrono::NaiveDateTime = start.trim_end_matches('Z').parse().expect("a time");
        let until = began + chrono::TimeDelta::minutes(held.minutes.unwrap_or_default().into());
        assert_eq!(format!("{until:?}Z"), end, "{zone} {ended}: {}", feed.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_without_sessions_still_has_a_part() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let address = made(&browser, "").await;
    let page = app.browser("en").get(&address).await;
    let calendar = parsed(&page.body);
    assert_eq!(
        (page.status, calendar.events.len(), calendar.timezones.len()),
        (200, 0, 1),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn initials_stand_in_it_only_where_they_were_asked_for() {
    let (_app, browser, _, _) = furnished("en").await;
    let address = made(&browser, "1").await;
    let all = events(&browser.get(&address).await);
    assert!(all.iter().all(|event| value(&event.properties, "SUMMARY") == "Session SM\\\""
        || value(&event.properties, "SUMMARY") == "Session SM\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_keeps_its_name_when_it_is_moved() {
    let (app, browser, viewer, client) = furnished("en").await;
    let address = made(&browser, "").await;
    let seen = |page: &Page| -> Vec<(String, String, String)> {
        let of = |e: &IcalEvent| {
            ["UID", "SEQUENCE", "DTSTART"].map(|name| value(&e.properties, name).to_owned())
        };
        events(page).iter().map(of).map(|[uid, sequence, start]| (uid, sequence, start)).collect()
    };
    let before = seen(&browser.get(&address).await);
    assert_eq!(before, seen(&browser.get(&address).await), "the same when nothing happened");
    write(
        &app,
        &viewer,
        &client,
        serde_json::json!({
        "id": "s2", "on": "2026-01-14", "status": "rescheduled_by_client", "next_on": "2026-02-13"}),
    );
    let after = seen(&browser.get(&address).await);
    assert_eq!(after[0], before[0]);
    assert_eq!(
        (&after[1].0, after[1].1.as_str(), after[1].2.as_str()),
        (&before[1].0, "1", "20260213")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_token_and_one_that_was_revoked_look_the_same() {
    let (app, browser, viewer, _) = furnished("en").await;
    let without_id = |page: Page| {
        let (before, rest) = page.body.split_once("<code>").expect("an id");
        (page.status, before.to_owned(), rest.split_once("</code>").expect("its end").1.to_owned())
    };
    let visitor = app.browser("en");
    let first = made(&browser, "").await;
    let second = made(&browser, "").await;
    assert_eq!(visitor.get(&second).await.status, 200);
    let replaced = without_id(visitor.get(&first).await);
    assert_eq!(browser.send("/settings/calendar", &[("act", "revoke")]).await.status, 303);
    let revoked = without_id(visitor.get(&second).await);
    let unknown = without_id(visitor.get("/calendar/AAAA.ics").await);
    assert_eq!((unknown.0, &revoked, &replaced), (404, &unknown, &unknown));
    // The token is nowhere in the database but as its hash.
    let token = second.trim_start_matches("/calendar/").trim_end_matches(".ics");
    if !app.db.on_a_server() {
        let file = std::fs::read(app.db.url().trim_start_matches("sqlite:")).expect("the file");
        assert!(!file.windows(token.len()).any(|bytes| bytes == token.as_bytes()));
    }
    let lines = app.db.read(move |conn| audit::list(conn, &viewer, 10)).await.expect("the record");
    assert_eq!(lines.iter().filter(|l| l.act.starts_with("feed_")).count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_of_somebody_who_left_is_no_more() {
    let (app, _, owner, _) = furnished("en").await;
    let colleague =
        app.blocking(|db| build::member(db, &owner.practice, "leaver", Role::Consultant));
    let hash = app.hasher.hash(PASSWORD.to_owned()).await.expect("a hash");
    let of = colleague.clone();
    app.blocking(|db| {
        db.write_blocking(move |conn| member::set_password(conn, &of.practice, &of.member, &hash))
    })
    .expect("a password");
    let browser = app.signed_in("en", "leaver@example.org", PASSWORD).await;
    let address = made(&browser, "").await;
    assert!(
        events(&app.browser("en").get(&address).await).is_empty(),
        "nothing of anybody else's clients"
    );
    app.blocking(|db| {
        db.write_blocking(move |conn| member::set_active(conn, &owner, &colleague.member, false))
    })
    .expect("left");
    assert_eq!(app.browser("en").get(&address).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knocks_too_often_waits() {
    let app = TestApp::new().await;
    let visitor = app.browser("en");
    for _ in 0..120 {
        assert_eq!(visitor.get("/calendar/guess.ics").await.status, 404);
    }
    let page = visitor.get("/calendar/guess.ics").await;
    assert_eq!((page.status, page.header("retry-after")), (429, "900"));
    app.later(chrono::TimeDelta::minutes(15));
    assert_eq!(visitor.get("/calendar/guess.ics").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_is_a_file_with_the_next_date() {
    let (app, browser, viewer, client) = furnished("ja").await;
    let link = format!("/clients/{client}/sessions/s1/calendar");
    assert!(browser.get(&format!("/clients/{client}/sessions/s1")).await.has(&link));
    assert_eq!(browser.get(&link).await.status, 405, "looking hands nothing over");
    let page = browser.send(&link, &[]).await;
    let all = events(&page);
    assert_eq!(
        all.iter().map(|e| value(&e.properties, "SUMMARY")).collect::<Vec<_>>(),
        ["面談", "面談"]
    );
    assert_eq!(
        browser.send(&format!("/clients/{client}/sessions/s9/calendar"), &[]).await.status,
        404
    );
    let (reader, of) = (viewer.clone(), client.clone());
    let lines =
        app.db.read(move |conn| export::list(conn, &reader, &of)).await.expect("the record");
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(
        (line.profile.as_str(), line.format.as_str(), &line.member),
        ("calendar", "ics", &viewer.member)
    );
    assert_eq!(
        line.extent,
        Extent::Session { id: "s1".parse().expect("an id"), on: crate::demo::day("2026-01-09") }
    );
    assert_eq!(line.sha256, sha256(page.body.as_bytes()));
    assert!(browser.get(&format!("/clients/{client}/summary")).await.has("カレンダーに入れる面談"));
}

const OTHER: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260110T010000Z\r\n\
                     DTEND:20260110T021500Z\r\nSUMMARY:Tom Beckett\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n\
                     DTSTART;VALUE=DATE:20260301\r\nSUMMARY:to come\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Hands in a calendar as the page does.
async fn handed(browser: &Browser, bytes: &[u8]) -> Page {
    browser.send_files("/settings/calendar/read", &[], &[("file", "my.ics", bytes)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_calendar_proposes_and_saves_nothing() {
    for (lang, with, places, whys) in [
        (
            "ja",
            "さんとの面談として記録する",
            ["2行目、1文字目", "10行目、1文字目"],
            ["カレンダーの始まり", "ここで始まる部分に終わりがありません"],
        ),
        (
            "en",
            "Log it with Tom Beckett",
            ["line 2, column 1", "line 10, column 1"],
            ["no calendar (BEGIN:VCALENDAR) begins here", "has no end"],
        ),
    ] {
        let (_app, browser, client) = page::furnished(lang, "c5").await;
        let before = browser
            .get(&format!("/clients/{client}/sessions"))
            .await
            .body
            .matches("/sessions/")
            .count();
        let page = handed(&browser, OTHER.as_bytes()).await;
        assert!(
            page.status == 200 && page.has(with) && !page.has("to come</span>"),
            "{}",
            page.body
        );
        let log = browser.get(&page.link_to("/log?on=").expect("a way to log it")).await;
        assert!(log.has("value=\"2026-01-10\"") && log.has("value=\"75\""), "{}", log.body);
        let after = browser
            .get(&format!("/clients/{client}/sessions"))
            .await
            .body
            .matches("/sessions/")
            .count();
        assert_eq!(before, after);
        let cut = &OTHER[..OTHER.find("DTSTART;").expect("the second event")];
        for (broken, place, why) in
            [("\nno calendar <b>", places[0], whys[0]), (cut, places[1], whys[1])]
        {
            let wrong = handed(&browser, broken.as_bytes()).await;
            assert!(
                wrong.status == 422 && wrong.has("my.ics") && wrong.has(place) && wrong.has(why),
                "{}",
                wrong.body
            );
        }
        let none = browser.send_files("/settings/calendar/read", &[], &[]).await;
        assert_eq!(none.status, 422, "{}", none.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_calendar_of_this_machine_is_fetched() {
    let (_app, browser, _) = page::furnished("en", "c5").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.expect("a line");
            let mut asked = [0_u8; 1024];
            let n = stream.read(&mut asked).await.expect("a question");
            let asked = String::from_utf8_lossy(&asked[..n]).into_owned();
            let answer = match asked.starts_with("GET /own.ics ") {
                true => {
                    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{OTHER}", OTHER.len())
                }
                false => "HTTP/1.1 302 Found\r\nlocation: /own.ics\r\ncontent-length: 0\r\n\r\n"
                    .to_owned(),
            };
            stream.write_all(answer.as_bytes()).await.expect("an answer");
        }
    });
    let ask = async |address: String| {
        browser.send_files("/settings/calendar/read", &[("address", &address)], &[]).await
    };
    assert!(ask(format!("http://127.0.0.1:{port}/own.ics")).await.has("Log it with Tom Beckett"));
    let moved = ask(format!("http://localhost:{port}/other.ics")).await;
    assert!(moved.status == 422 && moved.has("No calendar came"), "no redirect is followed");
    for away in [
        "http://192.0.2.1/a.ics",
        "https://127.0.0.1/a.ics",
        "http://example.org/a.ics",
        "file:///etc/passwd",
    ] {
        let page = ask(away.to_owned()).await;
        assert!(
            page.status == 422 && page.has("Only a calendar on this machine"),
            "{away}: {}",
            page.body
        );
    }
}

/// The lines of what a calendar proposes, tags and all: one a proposal, the latest first.
fn proposals(page: &Page) -> Vec<String> {
    let (_, list) = page.body.split_once("<ul class=\"rows\">").expect("proposals");
    list.split("</ul>").next().expect("its end").split("<li>").skip(1).map(str::to_owned).collect()
}

/// The owner, on a day after those of the cases.
async fn in_a_year(lang: &'static str) -> (TestApp, Browser, Viewer) {
    let app = TestApp::new().await;
    app.later(chrono::TimeDelta::days(365));
    let browser = app.signed_up(lang).await;
    let viewer = page::owner(&app).await;
    (app, browser, viewer)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_programs_write_is_the_hour_that_was_meant() {
    for (lang, case_, expected) in [
        (
            "en",
            "25-windows-tz/outlook.ics",
            &["12 Jul 2026 01:00", "11 Jul 2026 01:00", "10 Jul 2026 08:00", "9 Jul 2026 01:00"][..],
        ),
        ("en", "26-duration/synology.ics", &["8 Jul 2026 10:00"]),
        ("ja", "28-ics-fold/fold.ics", &["2026年7月8日(水) 10:00"]),
    ] {
        let (_app, browser, _) = in_a_year(lang).await;
        let page = handed(&browser, &case(case_)).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let found = proposals(&page);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (one, expected) in found.iter().zip(expected) {
            assert!(one.contains(expected), "{case_}: {expected}: {one}");
        }
        if case_.starts_with("26") {
            assert!(
                found[0].contains("75 minutes") && found[0].contains("minutes=75"),
                "{}",
                found[0]
            );
        }
        if case_.starts_with("28") {
            assert!(
                found[0].contains(
                    "早瀬 香奈 さんとのセッション（三か月の契約の二回目、駅前の喫茶店にて）"
                ),
                "{}",
                found[0]
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_name_anywhere_in_a_title_is_proposed() {
    let (app, browser, viewer) = in_a_year("ja").await;
    for name in ["Tom Beckett", "早瀬 香奈"] {
        app.blocking(|db| build::client(db, &viewer, name));
    }
    let found = proposals(&handed(&browser, &case("30-titles/titles.ics")).await);
    assert_eq!(found.len(), 10, "{found:?}");
    let whom = |line: &String| {
        ["Tom Beckettさんとの", "早瀬 香奈さんとの"].map(|name| line.contains(name))
    };
    let whom: Vec<[bool; 2]> = found.iter().rev().map(whom).collect();
    assert_eq!(whom[..5], [[true, false]; 5], "{found:?}");
    assert_eq!(whom[5..9], [[false, true]; 4], "{found:?}");
    assert_eq!(whom[9], [true, false], "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_open_or_left_out_of_a_calendar_is_told() {
    for (lang, floating, unknown, off) in [
        (
            "ja",
            "1件の予定には時間帯",
            "時間帯「Ship &amp; Sea」がどこの時刻か分からないため、1件",
            "1件を除きました",
        ),
        (
            "en",
            "One event names no time zone",
            "nobody knows the time zone “Ship &amp; Sea”",
            "One event was left out",
        ),
    ] {
        let (_app, browser, _) = page::furnished(lang, "c5").await;
        let event = |lines: &str| format!("BEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\n");
        let text = format!(
            "BEGIN:VCALENDAR\r\n{}{}{}{}END:VCALENDAR\r\n",
            event("DTSTART:20260110T100000\r\nSUMMARY:open"),
            event("DTSTART;TZID=Ship & Sea:20260110T100000\r\nSUMMARY:at sea"),
            event("DTSTART:20260110T100000Z\r\nSTATUS:CANCELLED"),
            event(
                "DTSTART;TZID=Asia/Tokyo:20251218T150000\r\nRRULE:FREQ=WEEKLY\r\nDURATION:PT45M\r\nSUMMARY:weekly"
            ),
        );
        let page = handed(&browser, text.as_bytes()).await;
        for told in [floating, unknown, off] {
            assert!(page.has(told), "{told}: {}", page.body);
        }
        let found = proposals(&page);
        assert!(!found.iter().any(|one| one.contains("at sea")), "{found:?}");
        let weekly =
            found.iter().filter(|one| one.contains("weekly") && one.contains("15:00")).count();
        assert!(weekly >= 4, "every week up to today: {found:?}");
    }
}

#[test]
fn five_megabytes_of_a_calendar_come_to_an_end() {
    let read = |body: &str| {
        let text = format!("BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n");
        let today = "2026-01-15".parse().expect("a day");
        drop(ryokai::intake::calendar::read(text.as_bytes(), &[], (chrono_tz::Asia::Tokyo, today)));
    };
    let event = |rule: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=X:19700101T100000\r\n{rule}\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
        )
    };
    let zone = "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n\
        TZOFFSETTO:+0000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    read(&format!("{zone}{}", event("DURATION:PT1H").repeat(50_000)));
    read(&format!("{zone}{}", event("RRULE:FREQ=DAILY").repeat(50_000)));
    // Days that never come.
    read(&format!("{zone}{}", event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30").repeat(50_000)));
    read(&format!("{zone}{}", event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").repeat(50_000)));
    read(&zone.repeat(30_000));
    read(&event(&format!("EXDATE:{}20260101T000000Z", "20260101T000000Z,".repeat(300_000))));
    read(&event(&"EXDATE:20260101T000000Z\r\n".repeat(200_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_place_has_the_same_next_date() {
    // Agreed on 9 January: 6 February. What was agreed on since, and the date that then stands.
    let later = |next: &str| serde_json::json!({"id": "s2", "on": "2026-01-14", "next_on": next});
    let moved = serde_json::json!({"id": "s2", "on": "2026-01-14", "planned_for": "2026-02-06",
        "status": "rescheduled_by_client", "next_on": "2026-01-19"});
    let short = serde_json::json!({"id": "s2", "on": "2026-01-14", "minutes": 10});
    let off = serde_json::json!({"id": "s2", "on": "2026-01-14", "planned_for": "2026-02-06",
        "status": "cancelled_by_client"});
    let all = [("2026-02-06", 6), ("2026-02-20", 20), ("2026-01-19", 19), ("2026-01-20", 20)];
    for (session, standing) in [
        (later("2026-02-20"), Some("2026-02-20")),
        (later("2026-01-20"), Some("2026-01-20")),
        (moved, Some("2026-01-19")),
        (short, Some("2026-02-06")),
        (off, None),
    ] {
        let (app, browser, viewer, client) = furnished("en").await;
        write(&app, &viewer, &client, session.clone());
        let address = made(&browser, "").await;
        let planned: Vec<String> = events(&app.browser("en").get(&address).await)
            .iter()
            .filter(|event| value(&event.properties, "STATUS") == "CONFIRMED")
            .map(|event| value(&event.properties, "DTSTART").to_owned())
            .filter(|start| start.as_str() > "20260115")
            .collect();
        let shown: Vec<String> = standing.iter().map(|day| day.replace('-', "")).collect();
        assert_eq!(planned, shown, "feed, {session}");
        let head = |page: Page, end: &str| {
            page.body
                .split_once("<h1>")
                .expect("a head")
                .1
                .split(end)
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let client_head = head(browser.get(&format!("/clients/{client}")).await, "</header>");
        let brief = browser.get(&format!("/clients/{client}/brief")).await;
        let list = browser.get("/clients").await;
        let today = browser.get("/").await;
        let summary = format!("/clients/{client}/summary");
        let mut sheets = Vec::new();
        // The sheet of the session that agreed on the first date, and that of everything.
        let all_of_it = [("profile", "client"), ("lang", "en")];
        for choice in [[&all_of_it[..], &[("session", "s1")]].concat(), all_of_it.to_vec()] {
            let sheet = crate::export::hand_over_by(&browser, &summary, &choice, "md").await.body;
            let next = sheet.split("## Next time").nth(1).unwrap_or_default();
            sheets.push(next.split("## ").next().unwrap_or_default().to_owned());
        }
        for (day, of_month) in all {
            let expected = standing == Some(day);
            let month = if day.contains("-02-") { "Feb" } else { "Jan" };
            let short = format!("{of_month} {month}");
            let soon = expected && month == "Jan";
            assert_eq!(client_head.contains(&short), expected, "client, {session}: {client_head}");
            assert_eq!(brief.has(&format!("{short} 2026")), expected, "brief, {session}");
            for sheet in &sheets {
                assert_eq!(sheet.contains(&short), expected, "summary, {session}: {sheet}");
            }
            assert_eq!(
                list.has(&format!("next {short}")) || list.has(&format!(" {short}")),
                expected,
                "list, {session}: {}",
                list.body
            );
            assert_eq!(today.has(&format!("{short}</")), soon, "Today, {session}: {}", today.body);
        }
    }
}
