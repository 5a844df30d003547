//! Signing in and out, and the form that arrives after its login has ended.

use chrono::TimeDelta;
use ryokai::config::Given;

use crate::app::{OWNER, PASSWORD, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    for (next, to) in [
        ("/settings", "/settings"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("", "/"),
    ] {
        let fields = [("email", OWNER), ("password", PASSWORD), ("next", next)];
        let page = app.browser("en").post("/login", &fields).await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some(to)), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_login_on_the_server() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let cookie = owner
        .sign_in(OWNER, PASSWORD)
        .await
        .header("set-cookie")
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    let with_cookie =
        || app.browser("en").client.get(owner.url("/")).header("cookie", cookie.clone());
    assert_eq!(owner.ask(with_cookie()).await.status, 200);
    let out = owner.send("/logout", &[]).await;
    assert_eq!(out.location.as_deref(), Some("/login"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let stranger = app.browser("en");
    assert_eq!(stranger.ask(with_cookie()).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_takes_a_new_token_and_ends_the_one_before() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let token = |page: crate::app::Page| {
        page.header("set-cookie").split(';').next().expect("a cookie").to_owned()
    };
    let first = token(browser.sign_in(OWNER, PASSWORD).await);
    let second = token(browser.sign_in(OWNER, PASSWORD).await);
    assert_ne!(first, second);
    let stale = app.browser("en").client.get(browser.url("/")).header("cookie", first);
    assert_eq!(app.browser("en").ask(stale).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_ends_when_it_is_idle_and_when_it_is_old() {
    let settings = Given {
        login_idle_hours: Some("10".into()),
        login_days: Some("1".into()),
        ..Given::default()
    };
    let app = TestApp::with(settings).await;
    let browser = app.signed_up("en").await;
    app.later(TimeDelta::hours(9));
    assert_eq!(browser.get("/").await.status, 200, "nine hours idle");
    // Reading writes nothing, so the tenth hour ends it all the same.
    app.later(TimeDelta::hours(1));
    assert_eq!(browser.get("/").await.status, 303, "ten hours idle");

    browser.sign_in(OWNER, PASSWORD).await;
    for _ in 0..3 {
        app.later(TimeDelta::hours(7));
        let page = browser
            .send("/settings", &[("name", "M"), ("lang", "en"), ("tz", "UTC"), ("capacity", "15")])
            .await;
        assert_eq!(page.status, 303, "{}", page.body);
    }
    app.later(TimeDelta::hours(3));
    assert_eq!(browser.get("/").await.status, 303, "a day old");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_arrives_after_its_login_ended_is_kept_and_sent_again() {
    let app = TestApp::new().await;
    let browser = app.signed_up("en").await;
    let csrf = browser.csrf().await;
    app.later(TimeDelta::days(31));
    let typed = [
        ("csrf", csrf.as_str()),
        ("name", "Madoka <b>\"S\""),
        ("lang", "en"),
        ("tz", "UTC"),
        ("capacity", "12"),
    ];
    let refused = browser.post("/settings", &typed).await;
    assert_eq!(refused.status, 401);
    assert!(refused.has("What you wrote is kept on this page"), "{}", refused.body);

    let [kept, to, by] =
        ["kept", "kept_to", "kept_by"].map(|name| refused.hidden(name).expect(name));
    let fields = [
        ("email", OWNER),
        ("password", "wrong"),
        ("kept", &kept),
        ("kept_to", &to),
        ("kept_by", &by),
    ];
    let wrong = browser.post("/login", &fields).await;
    assert_eq!(
        (wrong.status, wrong.hidden("kept").as_ref()),
        (401, Some(&kept)),
        "a wrong password keeps it, too"
    );

    let fields = [
        ("email", OWNER),
        ("password", PASSWORD),
        ("kept", &kept),
        ("kept_to", &to),
        ("kept_by", &by),
    ];
    let again = browser.post("/login", &fields).await;
    assert_eq!(again.status, 200);
    assert!(again.has("action=\"/settings\""));
    let [name, csrf] = ["name", "csrf"].map(|name| again.hidden(name).expect(name));
    assert_eq!(name, "Madoka <b>\"S\"");
    let typed = [
        ("csrf", csrf.as_str()),
        ("name", &name),
        ("lang", "en"),
        ("tz", "UTC"),
        ("capacity", "12"),
    ];
    assert_eq!(browser.post("/settings", &typed).await.status, 303);
    assert!(browser.get("/settings").await.has("value=\"Madoka &lt;b&gt;&quot;S&quot;\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_guest_are_in_the_language_of_the_browser_or_the_one_chosen() {
    let app = TestApp::new().await;
    app.signed_up("ja").await;
    assert!(app.browser("ja,en;q=0.5").get("/login").await.has("<html lang=\"ja\">"));
    assert!(app.browser("ja").get("/login?lang=en").await.has("<html lang=\"en\">"));
    let wrong =
        app.browser("ja").post("/login?lang=en", &[("email", "x@x"), ("password", "y")]).await;
    assert!(wrong.has("do not go together"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_page_speaks_the_language_of_the_member() {
    let app = TestApp::new().await;
    let japanese = app.signed_up("ja").await;
    let request = japanese
        .client
        .post(japanese.url("/settings"))
        .header("accept-language", "en")
        .form(&[("x", "y")]);
    let refused = request.send().await.expect("an answer");
    assert_eq!(refused.status().as_u16(), 403);
    assert!(refused.text().await.expect("a body").contains("<html lang=\"ja\">"));
}
