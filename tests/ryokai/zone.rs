//! A member who moves to another zone: what was recorded before is still the same instant.

use crate::app::TestApp;
use crate::build;
use crate::page;

/// The instants at which the events of a feed begin, by an independent reader of its own zones.
fn begins(feed: &str) -> Vec<String> {
    let unfolded = feed.replace("\r\n ", "");
    let starts = unfolded.lines().filter_map(|line| line.strip_prefix("DTSTART;TZID="));
    let instant = |line: &str| {
        let (zone, at) = line.split_once(':').expect("a zone and a time");
        let zone: chrono_tz::Tz = zone.parse().expect("a zone");
        assert!(
            unfolded.contains(&format!("TZID:{}", zone.name())),
            "the file says what the zone is"
        );
        let at = chrono::NaiveDateTime::parse_from_str(at.trim(), "%Y%m%dT%H%M%S").expect("a time");
        chrono::TimeZone::from_local_datetime(&zone, &at)
            .single()
            .expect("one")
            .naive_utc()
            .to_string()
    };
    starts.map(instant).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_keeps_its_zone_when_the_member_moves() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let viewer = page::owner(&app).await;
    let client = app.blocking(|db| build::client(db, &viewer, "Tom Beckett"));
    let write = |id: &str, recorded: &str, ended: &str| {
        let session = serde_json::json!({"id": id, "on": &ended[..10], "minutes": 60, "ended_at": ended,
            "recorded_at": recorded});
        let session = serde_json::from_value(session).expect("a session");
        app.blocking(|db| {
            build::record(db, &viewer, &client, vec![ryokai::method::Record::session(session)])
        });
    };
    let now = chrono::TimeDelta::hours(9);
    let clock = app.now() + now;
    let today = clock.date();
    write("s1", &clock.format("%Y-%m-%dT%H:%M:%S").to_string(), &format!("{today}T11:00:00"));
    let made = browser.send("/settings/calendar", &[("act", "make")]).await;
    let link = made
        .body
        .split("<code data-path>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a link");
    let feed = link.strip_prefix(&browser.url("")).expect("an address").to_owned();
    let before = begins(&app.browser("en").get(&feed).await.body);
    assert_eq!(before, [format!("{today} 01:00:00")]);
    let profile = browser.get("/settings").await;
    let name = profile
        .body
        .split("name=\"name\" value=\"")
        .nth(1)
        .and_then(|r| r.split('"').next())
        .unwrap_or("Madoka");
    let moved = [
        ("name", name),
        ("reading", ""),
        ("lang", "en"),
        ("tz", "Europe/London"),
        ("capacity", "15"),
    ];
    let moved = browser.send("/settings", &moved).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    assert_eq!(begins(&app.browser("en").get(&feed).await.body), before, "the same instant");
    // What is recorded from now on is on the new clock.
    app.later(chrono::TimeDelta::days(1));
    let next = app.now();
    write(
        "s2",
        &next.format("%Y-%m-%dT%H:%M:%S").to_string(),
        &format!("{}T11:00:00", next.date()),
    );
    let both = begins(&app.browser("en").get(&feed).await.body);
    assert_eq!(both.first(), before.first());
    let own: chrono::NaiveDateTime = format!("{}T10:00:00", next.date()).parse().expect("a time");
    let london = chrono::TimeZone::from_local_datetime(&chrono_tz::Europe::London, &own)
        .single()
        .expect("one");
    assert_eq!(both[1], london.naive_utc().to_string());
}
