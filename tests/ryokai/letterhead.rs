//! The head of the practice's documents: who sets it, what is taken, and where it stands.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::app::{Browser, Page};
use crate::export::{context, hand_over_by};

const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const DRAWN: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
const ACTS: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

/// Sends the form as a browser sends one with a file.
async fn set(browser: &Browser, logo: &[u8], fields: &[(&str, &str)]) -> Page {
    browser.send_files("/settings/letterhead", fields, &[("logo", "x", logo)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn name_logo_and_colour_stand_on_every_sheet_that_names_us() {
    let (_app, browser, _, of) = context("c4").await;
    let path = format!("/clients/{of}/summary");
    let png = STANDARD.decode(DOT).expect("a picture");
    for (logo, kind) in [(png.as_slice(), "image/png"), (DRAWN.as_bytes(), "image/svg+xml")] {
        let set = set(&browser, logo, &[("accent", "#0072B2")]).await;
        assert_eq!(
            (set.status, set.location.as_deref()),
            (303, Some("/settings/letterhead?done=yes")),
            "{}",
            set.body
        );
        for profile in ["client", "file", "sponsor"] {
            let page = browser.get(&format!("{path}?profile={profile}&lang=en")).await;
            let sheet = page.body.split("<article").nth(1).expect("a sheet");
            let data = format!("data:{kind};base64,{}", STANDARD.encode(logo));
            assert!(
                sheet.contains(&data) && sheet.contains("Sakura") && sheet.contains("#0072b2"),
                "{profile} {sheet}"
            );
            let choice = [("profile", profile), ("lang", "en")];
            for format in ["pdf", "docx", "html"] {
                let left = hand_over_by(&browser, &path, &choice, format).await;
                assert_eq!(left.status, 200, "{profile} {kind} as {format}: {}", left.body);
            }
        }
    }
    let asked = [("profile", "supervisor"), ("lang", "en"), ("question", "What do I miss?")];
    let page = browser.send(&path, &asked).await;
    let sheet = page.body.split("<article").nth(1).expect("a sheet");
    assert!(
        !sheet.contains("Sakura") && !sheet.contains("data:image"),
        "the practice would name the client: {sheet}"
    );
    assert_eq!(set(&browser, b"", &[("accent", ""), ("remove", "yes")]).await.status, 303);
    assert!(!browser.get("/settings/letterhead").await.has("data:image"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_acts_or_cannot_be_read_is_refused_and_the_head_stays() {
    let (_app, browser, _, _) = context("c4").await;
    assert_eq!(set(&browser, DRAWN.as_bytes(), &[("accent", "#0072b2")]).await.status, 303);
    let large = vec![b'x'; 300 * 1024];
    // Whole by its first chunk and its last, and damaged between them.
    let mut damaged = STANDARD.decode(DOT).expect("a picture");
    damaged[45..50].fill(0xff);
    let mut wide = STANDARD.decode(DOT).expect("a picture");
    wide[16..20].copy_from_slice(&2000u32.to_be_bytes());
    let broken = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"></svg>";
    let faults: [(&[u8], &str, &str); 8] = [
        (&damaged, "", "logo"),
        (&wide, "", "logo"),
        (broken.as_bytes(), "", "logo"),
        (ACTS.as_bytes(), "", "logo"),
        (b"GIF89a", "", "logo"),
        (&large, "", "logo"),
        (b"", "#ffee00", "accent"),
        (b"", "blue", "accent"),
    ];
    for (logo, accent, field) in faults {
        let page = set(&browser, logo, &[("accent", accent)]).await;
        assert_eq!(page.status, 422, "{accent}");
        assert!(page.has(&format!("id=\"{field}-fault\"")), "{}", page.body);
    }
    let page = browser.get("/settings/letterhead").await;
    assert!(page.has("data:image/svg+xml") && page.has("#0072b2"), "{}", page.body);
    let forged = browser.ask(
        browser
            .client
            .post(browser.url("/settings/letterhead"))
            .header("content-type", "multipart/form-data; boundary=line")
            .body(
                "--line\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--line--\r\n",
            ),
    );
    assert_eq!(forged.await.status, 403);
}
