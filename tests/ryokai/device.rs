//! The program on somebody's own device: what it is told when it is kept there.

use serde_json::Value;

use crate::app::{OWNER, PASSWORD, TestApp};

/// Width and height of a PNG, as its first chunk says.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "a PNG");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_can_keep_the_program_in_both_languages() {
    let app = TestApp::new().await;
    for (lang, name) in [("ja", "了解"), ("en", "ryokai")] {
        let browser = app.browser(lang);
        let page = browser.get("/nowhere").await;
        let link = format!("/manifest.webmanifest?lang={lang}");
        assert!(
            page.has(&format!("<link rel=\"manifest\" href=\"{link}\"")),
            "{lang}: a link to its manifest"
        );
        let told = browser.get(&link).await;
        assert_eq!(told.header("content-type"), "application/manifest+json");
        assert_eq!(told.header("cache-control"), "no-cache");
        let manifest: Value = serde_json::from_str(&told.body).expect("JSON");
        assert_eq!(manifest["name"], name);
        assert_eq!(manifest["lang"], lang);
        assert_eq!(manifest["start_url"], "/");
        assert_eq!(manifest["display"], "standalone");
        let css = include_str!("../../static/ryokai.css");
        let paper = manifest["background_color"].as_str().expect("a colour");
        assert!(css.contains(&format!("--paper: light-dark({paper},")), "the ground of the pages");
        let icons = manifest["icons"].as_array().expect("icons");
        assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
        for icon in icons {
            let url = browser.url(icon["src"].as_str().expect("an address"));
            let answer = browser.client.get(url).send().await.expect("an answer");
            assert_eq!(answer.status(), 200);
            assert_eq!(answer.headers()["content-type"], "image/png");
            let (width, height) = size(&answer.bytes().await.expect("bytes"));
            assert_eq!(icon["sizes"], format!("{width}x{height}"));
        }
        assert!(page.has("rel=\"apple-touch-icon\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn manifest_and_worker_come_from_here_alone() {
    let app = TestApp::new().await;
    let page = app.browser("en").get("/login").await;
    let csp = page.header("content-security-policy");
    for part in ["manifest-src 'self'", "worker-src 'self'", "default-src 'none'"] {
        assert!(csp.contains(part), "{csp}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_the_key_of_its_member_and_of_nobody_else() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let stranger = app.browser("en");
    let asked =
        stranger.client.get(stranger.url("/device/key")).header("accept", "application/json");
    assert_eq!(stranger.ask(asked).await.status, 401, "nobody is signed in");
    let first: Value = serde_json::from_str(&owner.get("/device/key").await.body).expect("JSON");
    let key = first["key"].as_str().expect("a key").to_owned();
    assert_eq!(key.len(), 44, "256 bits");
    assert_eq!(owner.get("/device/key").await.header("cache-control"), "no-store");
    // Another login of the same member opens what the first one kept.
    let again = app.browser("en");
    again.sign_in(OWNER, PASSWORD).await;
    let second: Value = serde_json::from_str(&again.get("/device/key").await.body).expect("JSON");
    assert_eq!(first, second);
    let elsewhere = TestApp::new().await.signed_up("en").await.get("/device/key").await;
    assert!(!elsewhere.has(&key), "another member has another key");
    for page in ["/", "/log", "/settings"] {
        assert!(!owner.get(page).await.has(&key), "{page}: the key stands in no page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_without_a_network_knows_nobody_and_has_all_its_files() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let worker = owner.get("/worker.js").await;
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(worker.header("cache-control"), "no-cache");
    for lang in ["ja", "en"] {
        let link = format!("/offline?lang={lang}");
        assert!(worker.has(&link), "the worker keeps it");
        let page = owner.get(&link).await;
        assert_eq!(page.body, app.browser(lang).get(&link).await.body, "the same for everybody");
        assert!(page.has(&format!("<html lang=\"{lang}\"")) && page.has("id=\"log\""));
        for part in page.body.split("\"/static/").skip(1) {
            let file = format!("/static/{}", part.split('"').next().unwrap_or_default());
            if !file.ends_with(".png") {
                assert!(worker.has(&file), "{file} is kept");
            }
            assert_eq!(owner.get(&file).await.status, 200);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn briefs_are_kept_where_somebody_asks_and_a_save_is_told_of_on_every_page() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let settings = owner.get("/settings").await;
    assert!(settings.has("id=\"briefs-setting\" hidden"), "without script: nothing");
    let part = settings.body.split("id=\"briefs-setting\"").nth(1).unwrap_or_default();
    let input = part.split("<input").nth(1).unwrap_or_default();
    let input = input.split('>').next().unwrap_or_default();
    assert!(input.contains("checkbox") && !input.contains("checked"), "off at first: {input}");
    let blank = owner.get("/offline?lang=en").await;
    assert!(blank.has("id=\"briefs\"") && blank.has("id=\"unsent\""));
    for page in ["/", "/clients", "/log", "/settings", "/search"] {
        assert!(owner.get(page).await.has("id=\"unsent\""), "{page}");
    }
}
