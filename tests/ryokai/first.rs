//! The first ten minutes: what a new practice reads before its first word, the two tips, the example
//! and what it leaves behind, and what Today says once there are more people than it looks at.

use ryokai::method::{Id, Lang, Person};
use ryokai::store;

use crate::app::{Browser, Page, TestApp};
use crate::build;
use crate::page::owner;

const LANGS: [&str; 2] = ["ja", "en"];

/// The example's name, in a language.
fn made_up(lang: &str) -> &'static str {
    if lang == "ja" { "森 みどり" } else { "Alex Morgan" }
}

/// A page without its frame.
fn main_of(page: &Page) -> &str {
    page.body.split("<main").nth(1).and_then(|s| s.split("</main>").next()).expect("a main part")
}

async fn log(browser: &Browser, key: &str, name: &str) -> Page {
    let fields =
        [("key", key), ("act", "save"), ("new-name", name), ("on", "1/9"), ("minutes", "60")];
    let saved = browser.send("/log", &fields).await;
    browser.get(saved.location.as_deref().unwrap_or_else(|| panic!("saved: {}", saved.body))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_shows_both_agreements_a_want_and_a_need_and_is_named_an_example() {
    for (lang, marks) in [
        (
            "ja",
            [
                "架空",
                "会話了解",
                "相談了解",
                "信頼関係",
                "値上げを、お客さまに切り出したい",
                "仮説",
            ],
        ),
        (
            "en",
            ["made up", "Willing to talk", "Wants to consult", "Trust", "prices go up", "Guess"],
        ),
    ] {
        let app = TestApp::new().await;
        let page = app.signed_up(lang).await.get("/example").await;
        let main = main_of(&page);
        assert_eq!(page.status, 200);
        for mark in marks.into_iter().chain([made_up(lang)]) {
            assert!(main.contains(mark), "{mark}: {main}");
        }
        // Nothing can be sent from it, and no link leads to a record.
        assert!(!main.contains("<form") && !main.contains("/clients/"), "{main}");
        for way in ["/log", "/", "/method#agreements"] {
            assert!(main.contains(&format!("href=\"{way}\"")), "{way}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_is_nowhere_but_on_its_page() {
    for lang in LANGS {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        browser.get("/example").await;
        let searched = if lang == "ja" { "/search?q=森" } else { "/search?q=Morgan" };
        for path in
            ["/", "/clients", "/network", "/digest", "/hours", "/log", "/summaries", searched]
        {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.has(made_up(lang)), "{path}: {}", page.body);
        }
        // There is no record of it, so that nothing of it can leave or be counted.
        let viewer = owner(&app).await;
        let files = app.blocking(move |db| {
            db.read_blocking(|conn| store::file::load_all(conn, &viewer)).expect("files")
        });
        assert!(files.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_empty_page_says_the_one_next_step() {
    for lang in LANGS {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        for (path, next) in [
            ("/", "/log"),
            ("/clients", "/log"),
            ("/network", "/log"),
            ("/digest", "/log"),
            ("/search", "/log"),
            ("/hours", "/clients"),
        ] {
            let page = browser.get(path).await;
            let way = format!("href=\"{next}\"");
            assert!(main_of(&page).contains(&way), "{lang} {path}: {}", page.body);
        }
        log(&browser, "k1", "Rei Mori").await;
        for path in ["/digest", "/search"] {
            let page = browser.get(path).await;
            assert!(!main_of(&page).contains("href=\"/log\""), "{path}: {}", page.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_term_stands_unexplained_before_the_first_word() {
    let terms = |lang: &str| -> Vec<String> {
        let glossary = match lang {
            "ja" => include_str!("../../src/words/ja/glossary.ftl"),
            _ => include_str!("../../src/words/en/glossary.ftl"),
        };
        let named = glossary.lines().filter(|line| line.starts_with("term-"));
        let named =
            named.filter(|line| !line.split(" = ").next().unwrap_or("").ends_with("-means"));
        // Words that everybody knows are terms of the glossary, too.
        let plain = ["本人の言葉", "Their words", "Want", "Gist", "They came", "We went"];
        let names = named.filter_map(|line| line.split(" = ").nth(1)).map(str::to_owned);
        names.filter(|name| !plain.contains(&name.as_str())).collect()
    };
    for lang in LANGS {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        for path in ["/", "/clients", "/search"] {
            let page = browser.get(path).await;
            for term in terms(lang).iter().filter(|term| term.chars().count() > 2) {
                let strange = main_of(&page).contains(&format!(">{term}<"));
                assert!(!strange, "{lang} {path}: {term}");
            }
        }
        // On the log page, who moved first and the pillar are folded away, and a tip explains the
        // two agreements above the lines.
        let page = browser.get("/log").await;
        let tip = page.body.find("data-tip=\"log\"").expect("a tip");
        let lines = page.body.find("id=\"lines\"").expect("the lines");
        let before = page.body.find("name=\"new-origin\"").expect("who moved first");
        let folded = page.body[..before].rfind("<details").expect("folded");
        assert!(tip < lines, "{}", page.body);
        assert!(
            page.body[folded..before].starts_with("<details>"),
            "{}",
            &page.body[folded..before]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_tip_stands_in_its_place_with_the_first_session_and_never_again() {
    for lang in LANGS {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        assert!(browser.get("/log").await.body.contains("data-tip=\"log\""));
        let first = log(&browser, "k1", "Rei Mori").await;
        assert!(first.body.contains("data-tip=\"result\""), "{}", first.body);
        assert!(!browser.get("/log").await.body.contains("data-tip"));
        let client = first.body.split("/clients/").nth(1).and_then(|rest| rest.split('/').next());
        let known = browser.get(&format!("/log?client={}", client.expect("a client"))).await;
        assert!(!known.body.contains("data-tip"), "{}", known.body);
        let second = log(&browser, "k2", "Kyoko Tobe").await;
        assert!(!second.body.contains("data-tip"), "{}", second.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_method_page_teaches_the_two_agreements_in_three_minutes_with_the_staircase() {
    for lang in LANGS {
        let app = TestApp::new().await;
        let page = app.signed_up(lang).await.get("/method").await;
        let taught = page.body.split("id=\"agreements\"").nth(1).expect("taught");
        let taught = taught.split("</section>").next().expect("a section");
        assert!(taught.contains("<svg") && taught.contains("/example"), "{taught}");
        let read: String = taught
            .split("<p>")
            .skip(1)
            .filter_map(|p| p.split("</p>").next())
            .collect::<Vec<_>>()
            .join(" ");
        // Read calmly: 400 characters or 180 words a minute.
        let minutes = match lang {
            "ja" => read.chars().count().div_ceil(400),
            _ => read.split_whitespace().count().div_ceil(180),
        };
        assert!((1..=3).contains(&minutes), "{minutes} minutes: {read}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn today_names_more_than_two_hundred_people_of_whom_the_rules_speak() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let viewer = owner(&app).await;
    let write = move |conn: &mut store::Conn| {
        for n in 0..203 {
            let person = Person::named(Id::fresh(), build::text(&format!("Client {n}")), Lang::En);
            let id = store::person::add(conn, &viewer, person, build::now())?;
            let session = serde_json::json!({"id": "s1", "no": 1, "on": "2025-10-01",
                "minutes": 60, "closing": "courtesy"});
            let session = serde_json::from_value(session).expect("a session");
            let records =
                vec![build::active("2025-06-01"), ryokai::method::Record::session(session)];
            store::fact::record(conn, &viewer, &id, build::now(), |_| Ok(records))?;
        }
        Ok(())
    };
    app.db.db().write(write).await.expect("a practice");
    let page = browser.get("/").await;
    assert!(page.has("203 people"), "{}", page.body);
    let mut named = 0;
    for part in ["people", "still"] {
        let all = browser.get(&format!("/?all={part}")).await;
        named += all.body.matches("#s0\"").count();
    }
    assert_eq!(named, 203);
}
