//! What holds however somebody tries: headers, tokens, throttles, limits, and no way to learn who
//! has an account.

use std::io::{Read, Write};
use std::net::TcpStream;

use chrono::TimeDelta;
use ryokai::config::Given;

use crate::app::{Browser, OWNER, PASSWORD, Page, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_tells_the_browser_to_be_careful() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    for path in ["/", "/settings", "/settings/members", "/nowhere", "/login", "/healthz"] {
        let page = owner.get(path).await;
        let csp = page.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(csp.contains(part), "{path}: {csp}");
        }
        assert!(!csp.contains("unsafe"), "{path}: {csp}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(page.header(name), value, "{path}");
        }
        assert!(
            !page.has(" style=")
                && !page.has("<style")
                && !page.has("<script>")
                && !page.has(" onclick="),
            "{path}"
        );
        assert_eq!(
            page.header("strict-transport-security"),
            "",
            "{path}: the line is not encrypted"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_for_ever_under_the_hash_of_their_content() {
    let app = TestApp::new().await;
    let browser = app.browser("en");
    let page = browser.get("/nowhere").await;
    let (_, rest) = page.body.split_once("rel=\"stylesheet\" href=\"").expect("a style sheet");
    let link = rest.split('"').next().expect("a link").to_owned();
    let sheet = browser.get(&link).await;
    assert_eq!((sheet.status, sheet.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(sheet.header("cache-control").contains("immutable"));
    assert_eq!(browser.get("/static/0000000000000000/ryokai.css").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts() {
    let app = TestApp::new().await;
    let plain = app.signed_up("en").await.sign_in(OWNER, PASSWORD).await;
    let cookie = plain.header("set-cookie");
    assert!(
        cookie.starts_with("ryokai-")
            && cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );

    let app =
        TestApp::with(Given { trusted_proxies: Some("127.0.0.1".into()), ..Given::default() })
            .await;
    app.signed_up("en").await;
    let browser = app.browser("en");
    let form = browser
        .client
        .post(browser.url("/login"))
        .form(&[("email", OWNER), ("password", PASSWORD)]);
    let behind = browser.ask(form.header("x-forwarded-proto", "https")).await;
    let cookie = behind.header("set-cookie");
    assert!(cookie.starts_with("__Host-ryokai-") && cookie.contains("Secure"), "{cookie}");
    assert!(behind.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_installations_on_one_host_keep_both_logins() {
    let (one, other) = (TestApp::new().await, TestApp::new().await);
    let browser = one.signed_up("en").await;
    let there = other.signed_up("en").await;
    let sign_in =
        browser.client.post(there.url("/login")).form(&[("email", OWNER), ("password", PASSWORD)]);
    assert_eq!(browser.ask(sign_in).await.status, 303);
    assert_eq!(browser.ask(browser.client.get(there.url("/"))).await.status, 200);
    assert_eq!(browser.get("/").await.status, 200, "the first login is still there");
    // Signing out of one leaves the other.
    assert_eq!(browser.send("/logout", &[]).await.status, 303);
    assert_eq!(browser.ask(browser.client.get(there.url("/"))).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_never_comes_back_in_a_page() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let typed = [("current", PASSWORD), ("password", "another quiet walk")];
    let none_in = |page: &Page| {
        assert!(!page.has(PASSWORD) && !page.has("another quiet walk"), "{}", page.body);
    };
    let earlier = owner.csrf().await;
    owner.sign_in(OWNER, PASSWORD).await;
    let before = owner
        .post("/settings/password", &[&[("csrf", earlier.as_str())], &typed[..]].concat())
        .await;
    assert_eq!(before.status, 403, "written under an earlier login");
    none_in(&before);
    none_in(
        &owner
            .send(
                "/settings/password",
                &[("current", "a wrong one"), ("password", "another quiet walk")],
            )
            .await,
    );
    let csrf = owner.csrf().await;
    app.later(TimeDelta::days(100));
    let ended =
        owner.post("/settings/password", &[&[("csrf", csrf.as_str())], &typed[..]].concat()).await;
    assert_eq!(ended.status, 401, "after the login had ended");
    none_in(&ended);
    none_in(&app.browser("en").sign_in(OWNER, "another quiet walk").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_the_token_of_its_login_changes_nothing() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let fields = [("name", "Mallory"), ("lang", "en"), ("tz", "UTC"), ("capacity", "3")];
    assert_eq!(owner.post("/settings", &fields).await.status, 403, "no token");
    let mut forged = vec![("csrf", "01234.5678")];
    forged.extend_from_slice(&fields);
    assert_eq!(owner.post("/settings", &forged).await.status, 403, "a forged token");

    let csrf = owner.csrf().await;
    let mut real = vec![("csrf", csrf.as_str())];
    real.extend_from_slice(&fields);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = owner.client.post(owner.url("/settings")).form(&real).header(name, value);
        assert_eq!(owner.ask(request).await.status, 403, "{name}: {value}");
    }
    assert!(!owner.get("/settings").await.has("Mallory"));
    let login =
        owner.client.post(owner.url("/login")).form(&[("email", OWNER), ("password", PASSWORD)]);
    assert_eq!(
        owner.ask(login.header("sec-fetch-site", "cross-site")).await.status,
        403,
        "signing somebody in"
    );

    let request = owner
        .client
        .post(owner.url("/settings"))
        .form(&real)
        .header("sec-fetch-site", "same-origin");
    assert_eq!(owner.ask(request).await.status, 303);
    assert!(owner.get("/settings").await.has("Mallory"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_written_under_an_earlier_login_is_kept_for_its_writer() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let earlier = owner.csrf().await;
    owner.sign_in(OWNER, PASSWORD).await;
    let page = owner.post("/settings", &[("csrf", &earlier), ("name", "Typed before")]).await;
    assert_eq!(page.status, 403);
    assert_eq!(page.hidden("name").as_deref(), Some("Typed before"));
    assert_eq!(page.hidden("csrf"), Some(owner.csrf().await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_and_an_unknown_address_are_answered_alike_after_the_same_work() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    let mut seen = Vec::new();
    for email in [OWNER, "nobody@example.org", "not an address"] {
        let before = app.hasher.done();
        let page = app.browser("en").sign_in(email, "a wrong password").await;
        let body = page.body.replace(&format!("value=\"{email}\""), "");
        seen.push((
            page.status,
            body,
            app.hasher.done() - before,
            page.headers.contains_key("set-cookie"),
        ));
    }
    assert_eq!((seen[0].0, seen[0].2, seen[0].3), (401, 1, false));
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_throttled_per_account_whether_it_exists_or_not() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    for email in [OWNER, "nobody@example.org"] {
        for n in 1..=10 {
            assert_eq!(
                app.browser("en").sign_in(email, "a wrong password").await.status,
                401,
                "{email}, attempt {n}"
            );
        }
        let before = app.hasher.done();
        let page = app.browser("en").sign_in(email, PASSWORD).await;
        assert_eq!(
            (page.status, page.header("retry-after")),
            (429, "900"),
            "{email}: even the right password"
        );
        assert!(page.has("in 15 minutes"), "{}", page.body);
        assert_eq!(app.hasher.done(), before, "no password was looked at");
    }
    app.later(TimeDelta::minutes(15) + TimeDelta::seconds(1));
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_throttled_per_address_over_all_accounts() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    for n in 0..60 {
        let page =
            app.browser("en").sign_in(&format!("nobody{n}@example.org"), "a wrong password").await;
        assert_eq!(page.status, 401, "attempt {n}");
    }
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_sign_ins_is_bounded_while_signed_in_pages_answer() {
    let settings = Given {
        hashing_slots: Some("1".into()),
        hashing_queue: Some("1".into()),
        ..Given::default()
    };
    let app = TestApp::with(settings).await;
    let owner = app.signed_up("en").await;
    let browsers: Vec<Browser> = (0..30).map(|_| app.browser("en")).collect();
    let mut flood = tokio::task::JoinSet::new();
    for (n, browser) in browsers.into_iter().enumerate() {
        flood.spawn(async move {
            browser.sign_in(&format!("n{n}@example.org"), "a wrong password").await
        });
    }
    for _ in 0..5 {
        assert_eq!(owner.get("/").await.status, 200);
        assert_eq!(owner.get("/healthz").await.status, 200);
    }
    let answers: Vec<Page> = flood.join_all().await;
    let busy: Vec<&Page> = answers.iter().filter(|page| page.status == 503).collect();
    assert!(!busy.is_empty(), "one is checked and one waits; the others are told to come again");
    assert!(
        busy.iter().all(|page| page.header("retry-after") == "5" && page.has("value=\"n")),
        "what was typed stays"
    );
    assert!(answers.iter().all(|page| matches!(page.status, 401 | 503)));
    assert!(app.hasher.done() <= 31, "set-up hashes one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_over_the_limit_gets_a_page_that_says_so() {
    let app = TestApp::with(Given { body_limit_kib: Some("64".into()), ..Given::default() }).await;
    let owner = app.signed_up("en").await;
    let long = "x".repeat(64 * 1024);
    let page = owner.send("/settings", &[("name", &long)]).await;
    assert_eq!(page.status, 413);
    assert!(page.has("larger than this server accepts") && page.has("Nothing was saved"));
    assert_eq!(owner.get("/").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_ends_is_given_up_in_time() {
    let app = TestApp::with(Given { request_seconds: Some("1".into()), ..Given::default() }).await;
    let owner = app.signed_up("en").await;
    let mut line = post_head(&owner, "", 1000);
    line.write_all(b"name=").expect("a part");
    let mut answer = String::new();
    tokio::task::block_in_place(|| line.read_to_string(&mut answer)).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("took too long"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_leaves_no_transaction_and_no_lock() {
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
    let csrf = owner.csrf().await;
    let body = format!("csrf={csrf}&name=Gone&lang=en&tz=UTC&capacity=9");
    for cut in [0, 10, body.len()] {
        let mut line = post_head(&owner, &cookie, body.len());
        line.write_all(&body.as_bytes()[..cut]).expect("a part");
        drop(line);
    }
    for n in 1..=3 {
        let capacity = n.to_string();
        let page = owner
            .send(
                "/settings",
                &[("name", "Here"), ("lang", "en"), ("tz", "UTC"), ("capacity", &capacity)],
            )
            .await;
        assert_eq!(page.status, 303, "a write after the hang-up");
    }
    assert_eq!(owner.get("/settings").await.status, 200);
}

/// The head of a form to the settings, on a line of its own.
fn post_head(browser: &Browser, cookie: &str, length: usize) -> TcpStream {
    let url = browser.url("/settings");
    let host = url.trim_start_matches("http://").trim_end_matches("/settings").to_owned();
    let mut line = TcpStream::connect(&host).expect("a line");
    let head = format!(
        "POST /settings HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\naccept-language: en\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n"
    );
    line.write_all(head.as_bytes()).expect("a head");
    line
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_of_errors_in_json() {
    let app = TestApp::new().await;
    let browser = app.browser("ja");
    let page = browser
        .ask(browser.client.get(browser.url("/")).header("accept", "application/json"))
        .await;
    assert_eq!(page.status, 401);
    let said: serde_json::Value = serde_json::from_str(&page.body).expect("JSON");
    assert_eq!(said["error"]["kind"], "signed_out");
    assert!(said["error"]["message"].as_str().is_some_and(|text| text.contains("サインイン")));
}
