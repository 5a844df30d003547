//! Many people at once, over HTTP: Today, the list of clients and the network of two hundred; and
//! somebody who has just come.

use std::collections::BTreeSet;

use ryokai::method::{Id, Lang, Person, Record};
use ryokai::store;

use crate::app::{Browser, Page, TestApp};
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
fn app_now() -> ryokai::method::Moment {
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
        assert_eq!(named, 3, "{people}");
        // The others are counted under what it is about, and each kind stands on the page of all.
        let whole = browser.get("/?all=people").await;
        let kinds = people.split("/?all=people#").skip(1).map(|s| s.split('"').next().unwrap());
        let kinds: Vec<&str> = kinds.collect();
        assert!(!kinds.is_empty() && kinds.len() <= 4, "{people}");
        for kind in kinds {
            assert!(whole.has(&format!("<h3 id=\"{kind}\">")), "{kind}: {}", whole.body);
        }
        for (part, shown) in [("waiting", 3), ("week", 8), ("people", 12)] {
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

/// The names on a page of the list, in their order.
fn listed(page: &Page) -> Vec<String> {
    let rows = page.body.split("<p class=\"pair\">").skip(1);
    let name = |row: &str| row.split("\">").nth(1)?.split("</a>").next().map(str::to_owned);
    rows.filter_map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_found_by_a_part_of_name_or_reading_and_by_their_sign() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let viewer = owner(&app).await;
    let people = [
        ("鈴木 京子", "すずき きょうこ"),
        ("渡邊 光", "ワタナベ ヒカル"),
        ("Élodie Martin", ""),
        ("後藤 実", "ごとう みのる"),
        ("平井", ""),
    ];
    let write = move |conn: &mut store::Conn| {
        for (name, reading) in people {
            let mut person = Person::named(Id::fresh(), build::text(name), Lang::Ja);
            person.reading = (!reading.is_empty()).then(|| build::text(reading));
            store::person::add(conn, &viewer, person, build::now())?;
        }
        Ok(())
    };
    app.db.db().write(write).await.expect("clients");
    for (query, found) in [
        ("", vec!["Élodie Martin", "後藤 実", "鈴木 京子", "渡邊 光", "平井"]),
        ("?q=鈴木京子", vec!["鈴木 京子"]),
        ("?q=スズキ", vec!["鈴木 京子"]),
        ("?q=ｽｽﾞｷ", vec!["鈴木 京子"]),
        ("?q=渡辺", vec!["渡邊 光"]),
        ("?q=わた", vec!["渡邊 光"]),
        ("?q=elo", vec!["Élodie Martin"]),
        ("?q=martin+élodie", vec!["Élodie Martin"]),
        ("?q=%25", vec![]),
        ("?initial=か", vec!["後藤 実"]),
        ("?initial=E", vec!["Élodie Martin"]),
        ("?initial=other", vec!["平井"]),
        ("?initial=さ&q=京", vec!["鈴木 京子"]),
        ("?from=4", vec!["平井"]),
    ] {
        let page = browser.get(&format!("/clients{query}")).await;
        let names: Vec<String> =
            listed(&page).iter().map(|n| n.trim_end_matches("さん").to_owned()).collect();
        assert_eq!(names, found, "{query}: {}", page.body);
        if found.is_empty() {
            assert!(page.has("0名"), "{}", page.body);
            assert!(page.has("全員を見る"), "{}", page.body);
        }
    }
    let page = browser.get("/clients").await;
    for sign in ["か", "さ", "わ", "E", "other"] {
        let link = page.link_to(&format!("/clients?initial={}", ryokai::paths::escaped(sign)));
        assert!(link.is_some(), "{sign}: {}", page.body);
    }
    assert!(page.link_to(&format!("/clients?initial={}", ryokai::paths::escaped("な"))).is_none());
    let head = between(&page, "<header", "</header>");
    assert!(head.contains("/people/new") || head.contains("/clients/new"), "{head}");
    assert!(head.contains("/incoming") || head.contains("/import"), "{head}");
    assert_eq!(browser.get("/clients?initial=%3Cb%3E").await.status, 404);
    let hostile = browser.get("/clients?q=%22%3E%3Cscript%3Ealert(1)").await;
    assert!(!hostile.has("<script>alert"), "{}", hostile.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_stand_by_name_last_contact_or_next_date_page_by_page() {
    let (_app, browser) = practice("en", 200).await;
    let first = browser.get("/clients").await;
    assert!(first.has("1–30 of 200"), "{}", first.body);
    let mut seen = BTreeSet::new();
    let mut next = Some("/clients".to_owned());
    while let Some(address) = next {
        let page = browser.get(&address).await;
        for name in listed(&page) {
            assert!(seen.insert(name.clone()), "{name} stands twice");
        }
        let back = page.body.split("rel=\"next\"").next().unwrap_or_default();
        next = page.has("rel=\"next\"").then(|| {
            let href = back.rsplit("href=\"").next().expect("a link");
            href.split('"').next().unwrap_or_default().replace("&amp;", "&")
        });
    }
    assert_eq!(seen.len(), 200);
    // The soonest first: clients 0, 42 and 84 meet on the 15th.
    let soon = browser.get("/clients?sort=next").await;
    let dates: Vec<String> = soon
        .body
        .split("next ")
        .skip(1)
        .filter_map(|rest| rest.split_once(" Jan")?.0.rsplit(' ').next().map(str::to_owned))
        .filter(|n| n.len() <= 2)
        .collect();
    let days: Vec<u32> = dates.iter().filter_map(|n| n.parse().ok()).collect();
    assert!(days.len() == 30 && days.is_sorted() && days[0] == 15, "{days:?}: {}", soon.body);
    let last = browser.get("/clients?sort=last").await;
    assert!(last.has("Nov 2025") && !last.has("Jul 2025"), "{}", last.body);
}
