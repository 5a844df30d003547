//! Many people at once, over HTTP: Today, the list of clients and the network of two hundred; and
//! somebody who has just come.

use std::collections::BTreeSet;

use ryokai::domain::{Id, Lang, Person, Record};
use ryokai::store;

use crate::app::{Browser, TestApp};
use crate::build;
use crate::insight_page::between;
use crate::page::owner;

/// The pages that say how close somebody is, with the client whose page is among them.
async fn close(lang: &'static str, first_met: &str) -> [String; 2] {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = owner(&app).await;
    let id = app.blocking(|db| {
        let id = build::client(db, &viewer, "Rei Mori");
        let records = vec![build::active("2026-01-10"), build::session("s1", first_met)];
        build::record(db, &viewer, &id, records);
        id
    });
    [browser.get(&format!("/clients/{id}")).await.body, browser.get("/network").await.body]
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_met_less_than_thirty_days_ago_is_just_met_beside_the_rank() {
    for (lang, just, rank) in [
        ("en", "Just met", "Know of each other"),
        ("ja", "知り合ったばかり", "ほぼ会わないけど知ってる人"),
    ] {
        for page in close(lang, "2025-12-17").await {
            assert!(page.contains(rank) && page.contains(just), "29 days: {page}");
        }
        for page in close(lang, "2025-12-16").await {
            assert!(page.contains(rank) && !page.contains(just), "30 days: {page}");
        }
    }
}

/// A practice of so many clients, each with something to look at: every third one meets within the
/// week, waits, has a promise that is late or has said nothing for long.
async fn practice(lang: &'static str, clients: usize) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let viewer = owner(&app).await;
    let family = ["青木", "石田", "上野", "遠藤", "小川", "加藤", "木村", "久保", "小林", "斎藤"];
    let reading = [
        "あおき",
        "いしだ",
        "うえの",
        "えんどう",
        "おがわ",
        "かとう",
        "きむら",
        "くぼ",
        "こばやし",
        "さいとう",
    ];
    let write = move |conn: &mut ryokai::store::Conn| {
        for n in 0..clients {
            let (name, kana) = match lang {
                "ja" => (
                    format!("{} {n}子", family[n % 10]),
                    Some(format!("{} {n}こ", reading[n % 10])),
                ),
                _ => (
                    format!("{} Client {n}", char::from(b'A' + u8::try_from(n % 26).unwrap())),
                    None,
                ),
            };
            let mut person = Person::named(Id::fresh(), build::text(&name), Lang::Ja);
            person.reading = kana.as_deref().map(build::text);
            let id = store::person::add(conn, &viewer, person, build::now())?;
            let held = |day: usize| format!("2025-{:02}-{:02}", 7 + n % 5, 1 + day % 28);
            let next = (n % 3 == 0).then(|| format!("2026-01-{:02}", 15 + n / 3 % 14));
            let mut records = vec![build::active("2025-06-01")];
            let session = serde_json::json!({"id": "s1", "no": 1, "on": held(n), "minutes": 60,
                "client_topic": "値上げの話", "closing": if n % 2 == 0 { "courtesy" } else { "none" },
                "next_on": next});
            records.push(Record::session(serde_json::from_value(session).expect("a session")));
            if n % 7 == 0 {
                records.push(build::contact("c1", "2026-01-11"));
            }
            store::fact::record(conn, &viewer, &id, app_now(), |_| Ok(records))?;
        }
        Ok(())
    };
    app.db.db().write(write).await.expect("a practice");
    (app, browser)
}

/// The moment of the program's clock.
fn app_now() -> ryokai::domain::Moment {
    "2026-01-15T00:00:00".parse().expect("a moment")
}

#[tokio::test(flavor = "multi_thread")]
async fn today_stays_short_for_two_hundred_clients_and_says_what_it_leaves_out() {
    for lang in ["ja", "en"] {
        let (_app, browser) = practice(lang, 200).await;
        let page = browser.get("/").await;
        let links = page.body.matches("<a ").count();
        assert!(links <= 60, "{links} links");
        let people = between(&page, "class=\"body people\"", "</section>");
        let named = people.matches("#s0\"").count();
        assert_eq!(named, 12, "{people}");
        for (part, shown) in [("waiting", 3), ("week", 10), ("people", 12)] {
            let more = page.link_to(&format!("/?all={part}"));
            let whole = browser.get(&more.unwrap_or_else(|| panic!("{part}: {}", page.body))).await;
            let main = whole.body.split("</nav>").nth(1).expect("the page").to_owned();
            let all: BTreeSet<&str> =
                main.split("href=\"/clients/").skip(1).map(|s| &s[..36]).collect();
            assert!(all.len() > shown && whole.status == 200, "{part}: {}", all.len());
            // The count beside the heading is of everybody.
            let n = all.len();
            assert!(
                page.has(&format!("{n}名"))
                    || page.has(&format!("{n} people"))
                    || page.has(&format!("{n}件"))
                    || page.has(&format!("{n} sessions")),
                "{part}: {n}"
            );
        }
    }
}
