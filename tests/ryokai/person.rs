//! People over HTTP, clients and others: added, changed, and never overwritten unseen.

use crate::filled::{filled, with};
use crate::page::furnished;

#[tokio::test]
async fn a_profile_keeps_what_it_does_not_show() {
    let (_app, browser, id) = furnished("ja", "c5").await;
    let address = format!("/clients/{id}/profile");
    let version = browser.get(&address).await.hidden("version").expect("a version");
    let sent = [
        ("version", version.as_str()),
        ("name", "トム・ベケット"),
        ("reading", "とむ"),
        ("like-0", "黒ビール"),
        ("like-1", ""),
        ("like-2", "散歩"),
    ];
    assert_eq!(browser.send(&address, &sent).await.status, 303);
    let client = browser.get(&format!("/clients/{id}")).await;
    assert!(client.has("2025年4月11日(金)に来てくれた方"), "where they come from stays");
    assert!(browser.get(&format!("/clients/{id}/brief")).await.has("黒ビール"));
    let nameless =
        browser.send(&address, &[("version", "9"), ("name", " "), ("like-0", "散歩")]).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.has("value=\"散歩\"") && nameless.has("href=\"#name\""), "{}", nameless.body);
}

#[tokio::test]
async fn two_who_change_a_person_see_both_versions() {
    for (lang, meanwhile, kept) in [
        (
            "ja",
            "そのあいだに保存されたもの：Thomas Beckett",
            "書いた内容は、すべて下に残っています",
        ),
        ("en", "Saved meanwhile: Thomas Beckett", "Everything you typed is still here"),
    ] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let address = format!("/clients/{id}/profile");
        let version = browser.get(&address).await.hidden("version").expect("a version");
        let first = [("version", version.as_str()), ("name", "Thomas Beckett"), ("wish", "yes")];
        assert_eq!(browser.send(&address, &first).await.status, 303);
        let second =
            [("version", version.as_str()), ("name", "Tom B."), ("purpose", "Beer"), ("wish", "")];
        let late = browser.send(&address, &second).await;
        assert_eq!(late.status, 409);
        assert!(
            late.has(meanwhile) && late.has(kept) && late.has("value=\"Tom B.\""),
            "{}",
            late.body
        );
        assert!(late.has("value=\"Beer\""), "what was typed stays");
        // Both seen, the form answers the later version.
        let now = late.hidden("version").expect("the version saved meanwhile");
        let again =
            [("version", now.as_str()), ("name", "Tom B."), ("purpose", "Beer"), ("wish", "yes")];
        assert_eq!(browser.send(&address, &again).await.status, 303);
        assert!(browser.get(&address).await.has("value=\"Tom B.\""));
    }
}

#[tokio::test]
async fn a_profile_sent_twice_is_no_conflict_with_itself() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let address = format!("/clients/{id}/profile");
    let page = browser.get(&address).await;
    let (version, key) =
        (page.hidden("version").expect("a version"), page.hidden("key").expect("a key"));
    let sent = [("key", key.as_str()), ("version", version.as_str()), ("name", "Tom B.")];
    for _ in 0..2 {
        assert_eq!(browser.send(&address, &sent).await.status, 303);
    }
}

#[tokio::test]
async fn somebody_who_is_no_client_is_added_once_with_all_that_is_known() {
    for lang in ["ja", "en"] {
        let (_app, browser, _) = furnished(lang, "c5").await;
        assert!(browser.get("/clients").await.has("href=\"/people/new\""));
        assert!(browser.get("/network").await.has("href=\"/people/new\""));
        let page = browser.get("/people/new?kind=referrer&name=Owen").await;
        assert!(page.has("value=\"Owen\""));
        let key = page.hidden("key").expect("a key");
        let sent = [
            ("key", key.as_str()),
            ("name", "Aki Mori"),
            ("reading", "もり あき"),
            ("kind", "referrer"),
            ("role", "tax adviser"),
            ("origin", "introduced"),
            ("knew", "the spring talk"),
            ("met_on", "2025-12-01"),
            ("rank", "2"),
            ("wish", ""),
            ("wish", "yes"),
            ("busy-from-0", "2026-01-10"),
            ("busy-until-0", "2026-03-15"),
            ("busy-note-0", "tax season"),
            ("like-0", "dark chocolate"),
            ("like-on-0", "2025-12-01"),
            ("fee", ""),
        ];
        let added = browser.send("/people/new", &sent).await;
        let place = added.location.clone().expect("a page of theirs");
        assert_eq!(
            (added.status, browser.send("/people/new", &sent).await.location),
            (303, added.location)
        );
        let page = browser.get(&format!("{place}/profile")).await;
        for kept in [
            "もり あき",
            "tax adviser",
            "the spring talk",
            "2026-03-15",
            "tax season",
            "dark chocolate",
        ] {
            assert!(page.has(&format!("value=\"{kept}\"")), "{kept}: {}", page.body);
        }
        assert!(page.has("value=\"yes\" checked"), "the wish to meet");
    }
}

#[tokio::test]
async fn a_person_without_what_is_needed_is_refused_at_each_field() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let sent = [
        ("name", ""),
        ("kind", "peer"),
        ("knew", "the fair"),
        ("busy-from-0", "2026-03-01"),
        ("busy-until-0", "2026-02-01"),
        ("fee", "a lot"),
        ("sponsor", "The firm"),
        ("may_see", "attendance"),
    ];
    for address in ["/people/new".to_owned(), format!("/clients/{id}/profile")] {
        let page = browser.send(&address, &sent).await;
        assert_eq!(page.status, 422, "{address}");
        for field in ["name", "busy-until-0", "fee", "consent"] {
            assert!(page.has(&format!("href=\"#{field}\"")), "{field}: {}", page.body);
        }
        assert!(
            page.has("value=\"a lot\"") && page.has("value=\"the fair\"") && page.has("The firm"),
            "kept"
        );
    }
}

/// The values of one field, with what is kept of each; none where it is refused.
type Typed<'t> = (&'t [(&'t str, &'t str)], &'t str, Option<&'t str>);

#[tokio::test]
async fn a_mail_a_number_and_an_amount_are_read_or_refused_with_a_sentence() {
    let cases: [Typed<'_>; 14] = [
        (&[("mail", "foo@@bar")], "mail", None),
        (&[("mail", "nobody")], "mail", None),
        (&[("mail", "ｆｏｏ＠example.com")], "mail", Some("foo@example.com")),
        (&[("phone", "電話なし")], "phone", None),
        (&[("phone", "０９０－１２３４－５６７８")], "phone", Some("090-1234-5678")),
        (&[("fee", "$200"), ("currency", "JPY")], "fee", None),
        (&[("fee", "€50"), ("currency", "JPY")], "fee", None),
        (&[("fee", "$200"), ("currency", "")], "fee", None),
        (&[("fee", "$200"), ("currency", "cad")], "currency", Some("CAD")),
        (&[("fee", "３万円"), ("currency", "")], "currency", Some("JPY")),
        (&[("fee", "3.5"), ("currency", "")], "fee", None),
        (&[("fee", "200"), ("currency", "銀貨")], "currency", None),
        (&[("fee", "200"), ("currency", "円")], "currency", Some("JPY")),
        (&[("knew", "講演で"), ("origin", ""), ("met_on", "")], "knew", Some("講演で")),
    ];
    let (_app, browser, id) = furnished("ja", "c5").await;
    let profile = format!("/clients/{id}/profile");
    for (typed, field, kept) in cases {
        let page = browser.get(&profile).await;
        let fields = filled(&page.body, &format!("action=\"{profile}\""));
        let sent = browser.send(&profile, &with(&fields, typed)).await;
        let Some(kept) = kept else {
            assert!(
                sent.status == 422 && sent.has(&format!("href=\"#{field}\"")),
                "{typed:?}: {}",
                sent.status
            );
            assert!(
                sent.has(&format!("value=\"{}\"", typed[0].1)),
                "{typed:?}: what was typed stays"
            );
            continue;
        };
        assert_eq!(sent.status, 303, "{typed:?}: {}", sent.body);
        assert!(
            browser.get(&sent.location.expect("a page")).await.has("保存しました"),
            "it is said"
        );
        let page = browser.get(&profile).await;
        assert!(page.has(&format!("value=\"{kept}\"")), "{typed:?}: {}", page.body);
    }
    let page = browser.get(&profile).await;
    for (field, keys) in [("mail", "email"), ("phone", "tel"), ("fee", "decimal")] {
        let (_, input) = page.body.split_once(&format!("id=\"{field}\"")).expect("the field");
        assert!(
            input.split('>').next().expect("a tag").contains(&format!("inputmode=\"{keys}\"")),
            "{field}"
        );
    }
}

#[tokio::test]
async fn what_was_there_before_its_reader_may_stay() {
    let app = crate::app::TestApp::new().await;
    let browser = app.signed_up("en").await;
    let viewer = crate::page::owner(&app).await;
    let id = crate::twin::known(&app, &viewer, "Tom Beckett", |p| {
        p.mail = crate::twin::text("ask at the desk");
        p.phone = crate::twin::text("none");
    })
    .await;
    let profile = format!("/clients/{id}/profile");
    let page = browser.get(&profile).await;
    let fields = filled(&page.body, &format!("action=\"{profile}\""));
    let sent = browser.send(&profile, &with(&fields, &[("role", "baker")])).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(browser.get(&profile).await.has("value=\"ask at the desk\""));
}

#[tokio::test]
async fn work_that_ends_before_it_begins_is_refused_and_a_beginning_ahead_is_told() {
    for (lang, refused, ahead) in [
        ("ja", "終えた日が、始めた日より前", "まだ先の日付です"),
        ("en", "The end lies before the beginning", "still ahead"),
    ] {
        let app = crate::app::TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = crate::page::owner(&app).await;
        let client = crate::correct::person_of(&app, &viewer, "水野 直樹").await;
        let address = format!("/clients/{client}/profile");
        let send = async |began: &str, ended: &str| {
            let version = browser.get(&address).await.hidden("version").expect("a version");
            let sent = [
                ("version", version.as_str()),
                ("name", "水野 直樹"),
                ("began_on", began),
                ("ended_on", ended),
            ];
            browser.send(&address, &sent).await
        };
        let page = send("2026-01-10", "2026-01-01").await;
        assert!(page.status == 422 && page.has(refused), "{}", page.body);
        assert!(page.has("value=\"2026-01-01\"") && page.has("href=\"#ended_on\""));
        let page = send("2027-01-01", "").await;
        assert_eq!(page.status, 303, "{}", page.body);
        let told = browser.get(page.location.as_deref().expect("a page")).await;
        assert!(told.has(ahead), "{}", told.body);
        let page = send("2027-01-01", "").await;
        let told = browser.get(page.location.as_deref().expect("a page")).await;
        assert!(!told.has(ahead), "it is told once: {}", told.body);
    }
}
