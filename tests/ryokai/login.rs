//! Setting up, signing in and out, and the form that arrives after its login has ended.

use crate::app::{OWNER, PASSWORD, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_visit_sets_up_the_practice_and_nobody_does_so_again() {
    let app = TestApp::new().await;
    let browser = app.browser("ja");
    assert_eq!(browser.get("/").await.location.as_deref(), Some("/login?next=/"));
    assert_eq!(browser.get("/login").await.location.as_deref(), Some("/setup?lang=ja"));
    assert!(browser.get("/setup").await.has("ようこそ"));

    let owner = app.signed_up("ja").await;
    let today = owner.get("/").await;
    assert_eq!(today.status, 200);
    assert!(today.has("2026年1月15日(木)") && today.has("佐倉 まどか"), "{}", today.body);

    assert_eq!(browser.get("/setup").await.location.as_deref(), Some("/login"));
    let again = browser.post("/setup", &[("practice", "x"), ("name", "x"), ("email", "x@x")]).await;
    assert_eq!(again.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_with_faults_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let fields = [("practice", "桜"), ("name", ""), ("email", "nowhere"), ("password", "short"), ("tz", "Asia/Tokyo")];
    let page = app.browser("en").post("/setup", &fields).await;
    assert_eq!(page.status, 422);
    assert!(page.has("3 things need another look") && page.has("value=\"桜\"") && page.has("value=\"nowhere\""));
    assert!(!page.has("short\""), "a password never comes back");
    assert!(page.has("href=\"#email\"") && page.has("id=\"email-fault\""), "the fault stands at its field");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    for (next, to) in [("/settings", "/settings"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")] {
        let fields = [("email", OWNER), ("password", PASSWORD), ("next", next)];
        let page = app.browser("en").post("/login", &fields).await;
        assert_eq!((page.status, page.location.as_deref()), (303, Some(to)), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_login_on_the_server() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let cookie =
        owner.sign_in(OWNER, PASSWORD).await.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let with_cookie = || app.browser("en").client.get(owner.url("/")).header("cookie", cookie.clone());
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
    let token = |page: crate::app::Page| page.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let first = token(browser.sign_in(OWNER, PASSWORD).await);
    let second = token(browser.sign_in(OWNER, PASSWORD).await);
    assert_ne!(first, second);
    let stale = app.browser("en").client.get(browser.url("/")).header("cookie", first);
    assert_eq!(app.browser("en").ask(stale).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_guest_are_in_the_language_of_the_browser_or_the_one_chosen() {
    let app = TestApp::new().await;
    app.signed_up("ja").await;
    assert!(app.browser("ja,en;q=0.5").get("/login").await.has("<html lang=\"ja\">"));
    assert!(app.browser("ja").get("/login?lang=en").await.has("<html lang=\"en\">"));
    let wrong = app.browser("ja").post("/login?lang=en", &[("email", "x@x"), ("password", "y")]).await;
    assert!(wrong.has("do not go together"));
}
