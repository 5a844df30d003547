//! How often somebody may try to sign in: strangers wait, and lock nobody out but themselves.

use chrono::TimeDelta;
use ryokai::config::Given;
use ryokai::store::device;

use crate::app::{Browser, OWNER, PASSWORD, Page, TestApp};

/// A program behind a proxy that says where visitors come from.
async fn behind_a_proxy() -> TestApp {
    TestApp::with(Given { trusted_proxies: Some("127.0.0.1".into()), ..Given::default() }).await
}

/// A sign-in as the owner out of this network.
async fn from(browser: &Browser, network: &str, password: &str) -> Page {
    let form = browser
        .client
        .post(browser.url("/login"))
        .form(&[("email", OWNER), ("password", password)]);
    browser.ask(form.header("x-forwarded-for", network)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_thousand_wrong_passwords_lock_out_the_stranger_alone() {
    let app = behind_a_proxy().await;
    let known = app.signed_up("en").await;
    let stranger = app.browser("en");
    let before = app.hasher.done();
    for n in 0..1000 {
        let page = from(&stranger, "203.0.113.9", "a wrong password").await;
        assert_eq!(page.status, if n < 10 { 401 } else { 429 }, "attempt {n}");
    }
    assert_eq!(app.hasher.done() - before, 10, "only ten were looked at");
    assert_eq!(
        from(&stranger, "203.0.113.9", PASSWORD).await.status,
        429,
        "even the right password"
    );
    // The device that signed in before, though it shares the stranger's network.
    assert_eq!(from(&known, "203.0.113.9", PASSWORD).await.status, 303);
    // A device that is new, out of a network of its own.
    assert_eq!(from(&app.browser("en"), "198.51.100.4", PASSWORD).await.status, 303);
    assert_eq!(from(&app.browser("en"), "203.0.113.9", PASSWORD).await.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_device_guesses_no_longer_than_a_stranger() {
    let app = TestApp::new().await;
    let known = app.signed_up("en").await;
    for n in 0..10 {
        assert_eq!(known.sign_in(OWNER, "a wrong password").await.status, 401, "attempt {n}");
    }
    assert_eq!(known.sign_in(OWNER, PASSWORD).await.status, 429);
    assert_eq!(
        app.browser("en").sign_in(OWNER, PASSWORD).await.status,
        303,
        "its slips are its own"
    );
    app.later(TimeDelta::minutes(15) + TimeDelta::seconds(1));
    assert_eq!(known.sign_in(OWNER, PASSWORD).await.status, 303);
}

/// The value of a cookie whose name ends so.
fn cookie(page: &Page, end: &str) -> String {
    let all = page.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let pairs =
        all.filter_map(|line| line.split(';').next()).filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| name.ends_with(end)).expect("the cookie").1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_a_device_lasts_until_its_next_sign_in() {
    let app = TestApp::new().await;
    let known = app.signed_up("en").await;
    let first = cookie(&known.sign_in(OWNER, PASSWORD).await, "-device");
    let second = cookie(&known.sign_in(OWNER, PASSWORD).await, "-device");
    assert_ne!(first, second);
    // Whoever holds the earlier one is a stranger, and is counted as one.
    let name = format!("ryokai-{}-device", app.db.installation());
    for stranger in (0..10).map(|_| app.browser("en")) {
        let form = stranger
            .client
            .post(stranger.url("/login"))
            .form(&[("email", OWNER), ("password", "a wrong one")]);
        assert_eq!(
            stranger.ask(form.header("cookie", format!("{name}={first}"))).await.status,
            401
        );
    }
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 429);
    assert_eq!(known.sign_in(OWNER, PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_reset_forgets_the_devices() {
    let app = TestApp::new().await;
    let known = app.signed_up("en").await;
    let token = cookie(&known.sign_in(OWNER, PASSWORD).await, "-device");
    let hash = crate::account::sha256(token.as_bytes());
    let knows = || {
        let (hash, email) = (hash.clone(), OWNER.parse().expect("an address"));
        app.blocking(|db| db.read_blocking(|conn| device::knows(conn, &hash, &email)))
            .expect("an answer")
    };
    assert!(knows());
    let reset = ["member", "reset-password", OWNER];
    tokio::task::block_in_place(|| crate::program::said(&app.db, &reset, ""));
    assert!(!knows());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_signs_in_rightly_is_never_told_to_wait() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    for n in 0..70 {
        assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 303, "colleague {n}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_met_a_busy_program_is_given_back() {
    let settings = Given {
        hashing_slots: Some("1".into()),
        hashing_queue: Some("0".into()),
        ..Given::default()
    };
    let app = TestApp::with(settings).await;
    app.signed_up("en").await;
    let mut busy = 0;
    for _ in 0..25 {
        let [a, b, c, d] = [(); 4].map(|()| app.browser("en"));
        let sign_in =
            |browser: Browser| async move { browser.sign_in(OWNER, PASSWORD).await.status };
        let (a, b, c, d) = tokio::join!(sign_in(a), sign_in(b), sign_in(c), sign_in(d));
        for status in [a, b, c, d] {
            assert!(matches!(status, 303 | 503), "{status}");
            busy += usize::from(status == 503);
        }
    }
    assert!(busy > 60, "{busy}: fewer would not have filled the network's count");
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_of_a_clock_that_was_ahead_do_not_count() {
    let app = TestApp::new().await;
    app.signed_up("en").await;
    app.later(TimeDelta::days(300));
    for _ in 0..10 {
        assert_eq!(app.browser("en").sign_in(OWNER, "a wrong password").await.status, 401);
    }
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 429);
    app.later(-TimeDelta::days(300));
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 303);
    // They are gone, and do not come back with the day.
    app.later(TimeDelta::days(300));
    assert_eq!(app.browser("en").sign_in(OWNER, PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_told_apart_though_the_proxy_writes_their_ports() {
    let app = behind_a_proxy().await;
    app.signed_up("en").await;
    let stranger = app.browser("en");
    for port in 40_000..40_010 {
        let network = format!("203.0.113.9:{port}");
        assert_eq!(from(&stranger, &network, "a wrong password").await.status, 401);
    }
    assert_eq!(
        from(&stranger, "203.0.113.9:50000", PASSWORD).await.status,
        429,
        "one visitor, whatever the port"
    );
    assert_eq!(from(&app.browser("en"), "[2001:db8::7]:4711", PASSWORD).await.status, 303);
    assert_eq!(from(&app.browser("en"), "198.51.100.4:4711", PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_s_own_password_can_be_changed_while_strangers_try() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    for n in 0..60 {
        let page =
            app.browser("en").sign_in(&format!("nobody{n}@example.org"), "a wrong password").await;
        assert_eq!(page.status, 401, "attempt {n}");
    }
    for _ in 0..12 {
        let weak =
            owner.send("/settings/password", &[("current", PASSWORD), ("password", "short")]).await;
        assert_eq!(weak.status, 422, "a weak one is no attempt");
    }
    let changed = owner
        .send("/settings/password", &[("current", PASSWORD), ("password", "another quiet walk")])
        .await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert_eq!(owner.get("/").await.status, 200);
}
