//! Insights over HTTP: on the client's page, after logging, on Today and in the brief; set aside
//! with a reason or for a day, and back again.

use chrono::TimeDelta;

use crate::app::{Browser, Page};
use crate::build;
use crate::page::{furnished, keep, owner};

/// The part of a page between two marks.
pub fn between<'p>(page: &'p Page, from: &str, to: &str) -> &'p str {
    let rest =
        page.body.split_once(from).unwrap_or_else(|| panic!("{from} is not on {}", page.body)).1;
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

/// What the client's page says without opening anything.
async fn section(browser: &Browser, id: &ryokai::method::Id) -> String {
    between(&browser.get(&format!("/clients/{id}")).await, "id=\"s0\"", "id=\"s1\"").to_owned()
}

#[tokio::test]
async fn an_insight_shows_its_evidence_its_explanation_and_the_one_answer_in_both_languages() {
    for (lang, sentence, answer, evidence) in
        [("en", "and whether you may", "Ask", "Evidence"), ("ja", "気づき", "尋ねて", "根拠を見る")]
    {
        let (_app, browser, id) = furnished(lang, "c6").await;
        let section = section(&browser, &id).await;
        assert!(
            section.matches("<details").count() >= 4 && section.contains(evidence),
            "{sentence}: {section}"
        );
        assert!(section.contains(answer) && section.contains("/method#R09"), "{section}");
        assert!(
            section.contains(&format!("/clients/{id}/sessions/c6s")),
            "evidence leads to its session: {section}"
        );
        assert!(
            section.contains("class=\"num\"") && section.contains("<q class=\"words\""),
            "{section}"
        );
        assert!(
            section.matches(&format!("href=\"/clients/{id}/insights/")).count() >= 4,
            "{section}"
        );
        let aside = browser.get(&format!("/clients/{id}/insights/R09?back=/")).await;
        assert!(
            aside.has("name=\"reason\"")
                && aside.has("type=\"date\"")
                && aside.has("value=\"2026-01-22\"")
        );
        assert_eq!(aside.hidden("back").as_deref(), Some("/"));
        let method = browser.get("/method").await;
        for rule in ryokai::method::insight::RuleId::all() {
            assert!(method.has(&format!("id=\"{rule}\"")), "{rule} is explained");
        }
    }
}

#[tokio::test]
async fn an_insight_is_dismissed_with_a_reason_until_its_facts_change() {
    let (app, browser, id) = furnished("en", "c2").await;
    let address = format!("/clients/{id}/insights/R23");
    assert!(
        section(&browser, &id).await.contains("gave you something"),
        "the oysters wait for their why"
    );
    let silent =
        browser.send(&address, &[("act", "dismiss"), ("reason", " "), ("back", "/")]).await;
    assert_eq!(silent.status, 422);
    assert!(
        silent.has("it is kept with the date") && silent.hidden("back").as_deref() == Some("/"),
        "{}",
        silent.body
    );
    let sent = [("act", "dismiss"), ("reason", "Thanked by telephone"), ("back", "/")];
    let done = browser.send(&address, &sent).await;
    assert_eq!((done.status, done.landing().as_deref()), (303, Some("/")));
    let after = section(&browser, &id).await;
    let (shown, aside) = after.split_once("set aside").expect("what was set aside");
    assert!(
        !shown.contains("gave you something") && aside.contains("Thanked by telephone"),
        "{after}"
    );
    assert!(aside.contains("佐倉 まどか"), "who set it aside");

    // Another gift is another fact: it speaks again.
    let gift = [
        ("direction", "in"),
        ("kind", "thing"),
        ("what", "Figs"),
        ("why", ""),
        ("on", "2026-01-02"),
    ];
    assert_eq!(browser.send(&format!("/clients/{id}/gifts"), &gift).await.status, 303);
    assert!(section(&browser, &id).await.split_once("set aside").is_none());
    drop(app);
}

#[tokio::test]
async fn an_insight_is_put_off_to_a_day_and_comes_back_on_it() {
    let (app, browser, id) = furnished("ja", "c2").await;
    let address = format!("/clients/{id}/insights/R23");
    for day in ["", "2026-01-15", "2027-06-01", "someday"] {
        let late = browser
            .send(&address, &[("act", "snooze"), ("until", day), ("reason", "旅行中")])
            .await;
        assert_eq!(late.status, 422, "{day}");
        assert!(late.has("旅行中") && late.has("明日から一年以内"), "{}", late.body);
    }
    let sent = [("act", "snooze"), ("until", "2026-01-17"), ("reason", "旅行中")];
    let done = browser.send(&address, &sent).await;
    assert_eq!(
        done.landing(),
        Some(format!("/clients/{id}")),
        "without a way back, the client's page"
    );
    let away = section(&browser, &id).await;
    assert!(away.contains("脇に置いたもの1件") && away.contains("旅行中"), "{away}");
    app.later(TimeDelta::days(2));
    assert!(!section(&browser, &id).await.contains("脇に置いたもの"));
}

#[tokio::test]
async fn what_was_set_aside_can_be_brought_back_and_nothing_leads_off_the_site() {
    let (_app, browser, id) = furnished("en", "c2").await;
    let address = format!("/clients/{id}/insights/R23");
    let sent = [("act", "dismiss"), ("reason", "A slip"), ("back", "https://elsewhere.example/")];
    let done = browser.send(&address, &sent).await;
    assert_eq!(done.landing(), Some(format!("/clients/{id}")));
    assert!(section(&browser, &id).await.contains("set aside"));
    assert_eq!(browser.send(&address, &[("act", "recall")]).await.status, 303);
    let back = section(&browser, &id).await;
    assert!(back.contains("gave you something") && !back.contains("A slip"), "{back}");
    assert_eq!(
        browser.get(&format!("/clients/{id}/insights/R13")).await.status,
        404,
        "it does not speak"
    );
    assert_eq!(browser.get(&format!("/clients/{id}/insights/R99")).await.status, 404);
    let none = browser
        .send(&format!("/clients/{id}/insights/R13"), &[("act", "dismiss"), ("reason", "x")])
        .await;
    assert_eq!(none.status, 303, "there is nothing to set aside any more");
}

#[tokio::test]
async fn today_puts_people_who_came_first_and_leaves_the_ended_in_peace() {
    let (app, browser, quiet) = furnished("en", "c6").await;
    let viewer = owner(&app).await;
    let ended = keep(&app, &viewer, "c2").await;
    keep(&app, &viewer, "c4").await;
    let (db, writer, person, now) = (app.db.db(), viewer.clone(), ended.clone(), app.now());
    let letter = vec![build::contact("late", "2026-01-08")];
    let write = move |conn: &mut ryokai::store::Conn| {
        ryokai::store::fact::record(conn, &writer, &person, now, |_| Ok(letter)).map(drop)
    };
    db.write(write).await.expect("a letter");
    let page = browser.get("/").await;
    let order: Vec<usize> =
        ["Waiting for your reply", "The next seven days", "Look at these first"]
            .iter()
            .map(|h| page.body.find(h).expect(h))
            .collect();
    assert!(order.is_sorted(), "{order:?}");
    let waiting = between(&page, "Waiting for your reply", "The next seven days");
    assert!(
        waiting.contains("since Thu 8 Jan, 7 days")
            && waiting.contains(&format!("/clients/{ended}")),
        "{waiting}"
    );
    assert!(
        waiting.contains("Reply, and record it") && waiting.contains("/insights/R22"),
        "{waiting}"
    );
    let each = between(&page, "Look at these first", "The month as a whole");
    assert!(each.matches("<article").count() == 3, "{each}");
    assert!(
        !each.contains(&format!("/clients/{quiet}/insights/R11")),
        "a lapse of weeks takes no place"
    );
    assert!(
        between(&page, "for weeks now", "</details>").contains(&format!("/clients/{quiet}#s0"))
    );

    let asked = [("act", "snooze"), ("until", "2026-02-01"), ("back", "/")];
    browser.send(&format!("/clients/{ended}/insights/R22"), &asked).await;
    assert!(browser.get("/").await.has("Nobody is waiting for an answer."));
}

#[tokio::test]
async fn one_client_has_three_lines_with_encouragement_first() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let page = browser.get("/").await;
    let each = between(&page, "Look at these first", "The month as a whole");
    let article = each.split("<article").nth(1).expect("Tom");
    assert!(article.matches("<li>").count() - article.matches("<ol").count() >= 1);
    let rules: Vec<&str> =
        article.split(&format!("/clients/{id}/insights/")).skip(1).map(|r| &r[..3]).collect();
    assert!(rules.len() <= 3 && rules.first().is_some_and(|r| r.starts_with('G')), "{rules:?}");
}

#[tokio::test]
async fn an_empty_today_teaches_what_to_do_first() {
    for (lang, first) in [("en", "Begin with the session"), ("ja", "終えたばかりの面談から")]
    {
        let app = crate::app::TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let page = browser.get("/").await;
        assert!(
            page.has(first) && page.link_to("/log").is_some() && page.link_to("/method").is_some(),
            "{}",
            page.body
        );
        assert!(!page.has("<article"));
    }
}

#[tokio::test]
async fn what_stands_out_is_said_after_logging_and_before_meeting() {
    let (_app, browser, id) = furnished("en", "c6").await;
    let sent = [
        ("client", id.to_string()),
        ("key", "once".to_owned()),
        ("act", "save".to_owned()),
        ("on", "2026-01-14".to_owned()),
        ("minutes", "60".to_owned()),
        ("topic", "The studio".to_owned()),
        ("covered", "no".to_owned()),
        ("closing", "none".to_owned()),
    ];
    let sent: Vec<(&str, &str)> =
        sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = browser.send("/log", &sent).await;
    let result = match saved.location.as_deref() {
        Some(to) => browser.get(to).await,
        None => saved,
    };
    let said = between(&result, "What stands out", "<p class=\"acts\"><a class=\"btn\"");
    assert!(said.contains("/insights/R16") && said.contains("The studio"), "{said}");
    assert!(said.matches("/insights/").count() <= 3);
    let brief = browser.get(&format!("/clients/{id}/brief")).await;
    assert!(
        between(&brief, "class=\"brief\"", "</main>").contains("first ten minutes"),
        "{}",
        brief.body
    );
}
