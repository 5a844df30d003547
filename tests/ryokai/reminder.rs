//! The daily mail, spoken to a real server on loopback: off by default, once a day, out of the
//! quiet hours, with counts and links and nothing of any client.

use chrono::TimeDelta;
use ryokai::config::Given;
use ryokai::scheduler;

use crate::app::{Browser, OWNER, TestApp};
use crate::build;
use crate::page::{keep, owner};
use crate::post::PostOffice;

/// A program that sends by this server, with two clients and a letter that nobody has answered. It
/// is 09:00.
async fn furnished(post: &PostOffice, lang: &'static str) -> (TestApp, Browser) {
    let given = Given {
        smtp_url: Some(post.url.clone()),
        mail_from: Some("ryokai@practice.example".into()),
        public_url: Some("https://notes.practice.example".into()),
        ..Given::default()
    };
    let app = TestApp::with(given).await;
    let browser = app.signed_up(lang).await;
    let viewer = owner(&app).await;
    keep(&app, &viewer, "c5").await;
    let waits = keep(&app, &viewer, "c6").await;
    let (db, now) = (app.db.db(), app.now());
    let write = move |conn: &mut ryokai::store::Conn| {
        let letter = vec![build::contact("late", "2026-01-10")];
        ryokai::store::fact::record(conn, &viewer, &waits, now, |_| Ok(letter)).map(drop)
    };
    db.write(write).await.expect("a letter");
    (app, browser)
}

async fn go(app: &TestApp) {
    let program = app.program.clone();
    tokio::task::spawn_blocking(move || scheduler::run_once(&program))
        .await
        .expect("a round")
        .expect("its end");
}

async fn asks(browser: &Browser, hour: &str, quiet: (&str, &str)) {
    let sent =
        [("daily", "yes"), ("hour", hour), ("quiet_from", quiet.0), ("quiet_until", quiet.1)];
    let done = browser.send("/settings/reminder", &sent).await;
    assert_eq!(
        (done.status, done.location.as_deref()),
        (303, Some("/settings?done=reminder")),
        "{}",
        done.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_sent_once_a_day_with_counts_and_links_and_no_word_of_any_client() {
    for (lang, subject, waiting) in
        [("en", "things today", "One person came to you"), ("ja", "件", "来てくれた方が1人")]
    {
        let post = PostOffice::open(false);
        let (app, browser) = furnished(&post, lang).await;
        go(&app).await;
        assert!(post.next().is_none(), "nobody asked for it");
        asks(&browser, "8", ("", "")).await;
        go(&app).await;
        let mail = post.next().expect("a mail");
        assert_eq!((mail.from.as_str(), mail.to.as_str()), ("ryokai@practice.example", OWNER));
        let text = mail.text();
        assert!(
            text.contains(waiting)
                && text.contains("https://notes.practice.example/settings/reminder"),
            "{text}"
        );
        if lang == "en" {
            assert!(mail.data.contains(subject), "{}", mail.data);
        }
        assert!(
            mail.data.contains("Date: Thu, 15 Jan 2026 00:00:00"),
            "by the program's clock: {}",
            mail.data
        );
        for secret in ["Tom", "Beckett", "Grace", "Okafor", "brewery", "佐倉"] {
            assert!(!text.contains(secret) && !mail.data.contains(secret), "{secret} in {text}");
        }
        go(&app).await;
        app.later(TimeDelta::hours(3));
        go(&app).await;
        assert!(post.next().is_none(), "once a day");
        app.later(TimeDelta::hours(21));
        go(&app).await;
        assert!(post.next().is_some(), "the next day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_comes_before_its_hour_or_in_the_quiet_hours() {
    let post = PostOffice::open(false);
    let (app, browser) = furnished(&post, "ja").await;
    asks(&browser, "10", ("", "")).await;
    go(&app).await;
    assert!(post.next().is_none(), "it is nine");
    asks(&browser, "8", ("21:00", "11:00")).await;
    app.later(TimeDelta::minutes(119));
    go(&app).await;
    assert!(post.next().is_none(), "a minute before eleven");
    app.later(TimeDelta::minutes(1));
    go(&app).await;
    assert!(post.next().is_some());
    let page = browser.get("/settings/reminder").await;
    assert!(
        page.has("value=\"21:00\"") && page.has("value=\"11:00\"") && page.has("checked"),
        "{}",
        page.body
    );
    browser.send("/settings/reminder", &[("hour", "8")]).await;
    app.later(TimeDelta::days(1));
    go(&app).await;
    assert!(post.next().is_none(), "taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_the_server_refuses_is_sent_by_the_next_round() {
    let refusing = PostOffice::open(true);
    let (app, browser) = furnished(&refusing, "en").await;
    asks(&browser, "8", ("", "")).await;
    go(&app).await;
    let mailer = ryokai::mail::Mailer::of(&app.program.config).expect("a way out").expect("set up");
    let refused =
        mailer.send("secret.person@example.org", "x", "x".into(), app.now()).expect_err("refused");
    assert!(
        !refused.to_string().contains("secret.person"),
        "what is logged names nobody: {refused}"
    );
    let post = PostOffice::open(false);
    let given = Given {
        database_url: Some(app.db.url().to_owned()),
        smtp_url: Some(post.url.clone()),
        mail_from: Some("ryokai@practice.example".into()),
        ..Given::default()
    };
    let config = ryokai::config::Config::try_from(given).expect("settings");
    let program = ryokai::app::App { config: std::sync::Arc::new(config), ..app.program.clone() };
    tokio::task::spawn_blocking(move || scheduler::run_once(&program))
        .await
        .expect("a round")
        .expect("its end");
    assert!(post.next().is_some());
}

#[tokio::test]
async fn a_wish_that_cannot_be_read_keeps_what_was_typed_and_says_where_mail_is_not_set_up() {
    for (lang, unset) in
        [("en", "has not been given a way to send mail"), ("ja", "設定されていません")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let page = browser.get("/settings/reminder").await;
        assert!(page.has(unset) && !page.has("checked"), "off by default: {}", page.body);
        let sent = [("daily", "yes"), ("hour", "25"), ("quiet_from", "late"), ("quiet_until", "")];
        let refused = browser.send("/settings/reminder", &sent).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.has("value=\"25\"") && refused.has("value=\"late\"") && refused.has("checked"),
            "{}",
            refused.body
        );
        let half =
            browser.send("/settings/reminder", &[("hour", "8"), ("quiet_from", "21:00")]).await;
        assert!(half.status == 422 && half.has("href=\"#quiet_until\""), "{}", half.body);
    }
}
