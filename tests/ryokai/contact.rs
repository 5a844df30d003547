//! Contacts over HTTP: in one line with anybody, and what they change.

use crate::app::{Browser, Page};
use crate::page::{furnished, keep, owner};

/// Sends the one line from its page, with what the page filled in.
async fn line(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/contact").await;
    let key = page.hidden("key").expect("a key");
    let sent: Vec<(&str, &str)> =
        [("key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    browser.send("/contact", &sent).await
}

/// The page that a sent form leads to.
async fn follow(browser: &Browser, sent: Page) -> Page {
    assert_eq!(sent.status, 303, "{}", sent.body);
    browser.get(&sent.location.expect("a place")).await
}

#[tokio::test]
async fn a_contact_is_one_line_with_three_answers_from_any_page() {
    for (lang, who, said) in [
        ("ja", "トム・ベケット", "2026年1月15日(木)、相手から、電話"),
        ("en", "tom  BECKETT", "Thu 15 Jan 2026: They came, by phone"),
    ] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        for place in ["/", "/clients", "/method"] {
            assert!(browser.get(place).await.has("href=\"/contact\""), "{place}");
        }
        assert!(browser.get("/").await.has("action=\"/contact\""), "Today has the line itself");
        let done = line(
            &browser,
            &[("who", who), ("channel", "phone"), ("mover", "them"), ("replied", "yes")],
        )
        .await;
        let page = follow(&browser, done).await;
        assert!(page.has(said), "{}", page.body);
        assert!(
            browser
                .get(&format!("/clients/{id}"))
                .await
                .has(&format!("action=\"/clients/{id}/contacts\""))
        );
    }
}

#[tokio::test]
async fn who_moved_is_asked_and_never_guessed() {
    let (_app, browser, _) = furnished("en", "c5").await;
    assert!(!browser.get("/contact").await.has("value=\"them\" checked"));
    let refused =
        line(&browser, &[("who", "Tom Beckett"), ("channel", "phone"), ("note", "the stout")])
            .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.has("href=\"#mover\"")
            && refused.has("value=\"Tom Beckett\"")
            && refused.has("the stout")
    );
}

#[tokio::test]
async fn the_clock_starts_again_at_the_last_contact_that_was_answered() {
    let (_app, browser, id) = furnished("en", "c5").await;
    let sent =
        [("who", "Tom Beckett"), ("channel", "letter"), ("mover", "us"), ("on", "2026-01-05")];
    let page = follow(&browser, line(&browser, &sent).await).await;
    assert!(
        page.has("You last spoke with each other on Thu 11 Dec 2025"),
        "unanswered changes nothing: {}",
        page.body
    );
    let step =
        page.link_to(&format!("/clients/{id}/steps/contact/")).expect("recording the answer");
    assert_eq!(browser.send(&step, &[("to", "replied"), ("on", "2026-01-10")]).await.status, 303);
    // Theirs, later, and not answered: the clock runs from the day of the answer, whatever kind of
    // contact it was.
    let theirs =
        [("who", "Tom Beckett"), ("channel", "sns"), ("mover", "them"), ("on", "2026-01-14")];
    let page = follow(&browser, line(&browser, &theirs).await).await;
    assert!(page.has("You last spoke with each other on Sat 10 Jan 2026"), "{}", page.body);
    assert!(page.has("would be over on Fri 10 Apr 2026"), "{}", page.body);
}

#[tokio::test]
async fn somebody_new_is_added_with_the_contact_that_made_them_known() {
    for (lang, nobody) in
        [("ja", "このお名前の方は、まだいません"), ("en", "Nobody of this name is here yet")]
    {
        let (_app, browser, _) = furnished(lang, "c5").await;
        let sent = [
            ("who", "Owen Hartley"),
            ("channel", "email"),
            ("mover", "them"),
            ("note", "read the column"),
        ];
        let asked = line(&browser, &sent).await;
        assert_eq!(asked.status, 422);
        assert!(
            asked.has(nobody)
                && asked.has("value=\"read the column\"")
                && asked.has("value=\"referrer\"")
        );
        let added: Vec<_> = sent.into_iter().chain([("kind", "referrer")]).collect();
        let page = follow(&browser, line(&browser, &added).await).await;
        assert!(page.has("Owen Hartley") && page.has("read the column"), "{}", page.body);
        let client = page.body.split_once("class=\"kick\"><a href=\"").expect("their page").1;
        let profile = browser
            .get(&format!("{}/profile", client.split_once('"').expect("an address").0))
            .await;
        assert!(
            profile.has("value=\"came_to_us\" selected"),
            "who moved first is how we met: {}",
            profile.body
        );
        // Known now, the next line finds them.
        assert_eq!(
            line(&browser, &[("who", "owen hartley"), ("channel", "phone"), ("mover", "us")])
                .await
                .status,
            303
        );
    }
}

#[tokio::test]
async fn of_two_who_may_be_meant_one_is_chosen() {
    let (app, browser, tom) = furnished("en", "c5").await;
    let other = app.db.db();
    let viewer = owner(&app).await;
    tokio::task::spawn_blocking(move || drop(crate::build::client(&other, &viewer, "Tom Beckett")))
        .await
        .expect("a namesake");
    let sent = [("who", "Tom Beckett"), ("channel", "phone"), ("mover", "them")];
    let asked = line(&browser, &sent).await;
    assert_eq!(asked.status, 422);
    assert_eq!(asked.body.matches("name=\"person\"").count(), 2, "{}", asked.body);
    let id = tom.to_string();
    let chosen: Vec<_> = sent.into_iter().chain([("person", id.as_str())]).collect();
    let done = line(&browser, &chosen).await;
    assert!(done.location.is_some_and(|to| to.starts_with(&format!("/clients/{tom}/"))));
}

#[tokio::test]
async fn nobody_finds_somebody_elses_people_by_name() {
    let (app, browser, _) = furnished("en", "c5").await;
    let (db, practice) = (app.db.db(), owner(&app).await.practice);
    let other =
        move || crate::build::member(&db, &practice, "owen", ryokai::method::Role::Consultant);
    let other = tokio::task::spawn_blocking(other).await.expect("a colleague");
    let theirs = keep(&app, &other, "c4").await;
    assert!(!browser.get("/contact").await.has("Priya"));
    let sent = [("who", "Priya Raman"), ("channel", "phone"), ("mover", "them")];
    assert!(line(&browser, &sent).await.has("Nobody of this name is here yet"));
    let id = theirs.to_string();
    let forged: Vec<_> = sent.into_iter().chain([("person", id.as_str())]).collect();
    assert_eq!(line(&browser, &forged).await.status, 422);
}

#[tokio::test]
async fn one_who_is_parked_and_comes_is_brought_back_with_one_press() {
    for (lang, suggested) in [("ja", "縁待ちから戻す(進行中)"), ("en", "Bring them back: Active")]
    {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let status = format!("/clients/{id}/steps/status/now");
        assert_eq!(
            browser.send(&status, &[("to", "parked"), ("on", "2026-01-14")]).await.status,
            303
        );
        let ours = [("mover", "us"), ("channel", "email"), ("on", "2026-01-15")];
        let page =
            follow(&browser, browser.send(&format!("/clients/{id}/contacts"), &ours).await).await;
        assert!(!page.has(suggested), "we moved");
        let theirs = [("mover", "them"), ("channel", "email"), ("on", "2026-01-15")];
        let page =
            follow(&browser, browser.send(&format!("/clients/{id}/contacts"), &theirs).await).await;
        assert!(page.has(suggested), "{}", page.body);
        assert!(
            browser.get(&format!("/clients/{id}")).await.has(suggested),
            "their page says so too"
        );
        // The press: exactly the form that the page carries.
        let form = page.body.split_once(&format!("action=\"{status}\"")).expect("the form").1;
        assert!(
            form.contains("name=\"to\" value=\"active\"")
                && form.contains("name=\"on\" value=\"2026-01-15\"")
        );
        assert_eq!(
            browser.send(&status, &[("to", "active"), ("on", "2026-01-15")]).await.status,
            303
        );
        assert!(!browser.get(&format!("/clients/{id}")).await.has(suggested));
    }
}

#[tokio::test]
async fn one_whom_we_wished_to_meet_is_pointed_out_when_they_come() {
    for (lang, said) in [
        ("ja", "会ってみたかった方が、来てくれました"),
        ("en", "You wished to meet them, and now they have come"),
    ] {
        let (_app, browser, id) = furnished(lang, "c5").await;
        let address = format!("/clients/{id}/profile");
        let version = browser.get(&address).await.hidden("version").expect("a version");
        let sent =
            [("version", version.as_str()), ("name", "Tom Beckett"), ("wish", ""), ("wish", "yes")];
        assert_eq!(browser.send(&address, &sent).await.status, 303);
        let theirs = [("mover", "them"), ("channel", "email"), ("on", "2026-01-15")];
        let page =
            follow(&browser, browser.send(&format!("/clients/{id}/contacts"), &theirs).await).await;
        assert!(page.has(said), "{}", page.body);
        assert!(browser.get("/").await.has(said), "on Today while they wait");
    }
}

#[tokio::test]
async fn busy_times_are_told_before_one_tells_them_something() {
    for (lang, said) in
        [("ja", "1月31日(土)まで忙しい(監査)"), ("en", "busy until Sat 31 Jan: 監査")]
    {
        let (_app, browser, id) = furnished(lang, "c6").await;
        let address = format!("/clients/{id}/profile");
        let version = browser.get(&address).await.hidden("version").expect("a version");
        let sent = [
            ("version", version.as_str()),
            ("busy-from-0", "2026-01-05"),
            ("busy-until-0", "2026-01-31"),
            ("busy-note-0", "監査"),
        ];
        assert_eq!(browser.send(&address, &sent).await.status, 303);
        for page in [format!("/clients/{id}"), format!("/clients/{id}/brief")] {
            assert!(
                browser.get(&page).await.has(said),
                "{page}: {}",
                browser.get(&page).await.body
            );
        }
    }
}

#[tokio::test]
async fn somebody_of_the_network_has_a_page_without_a_staircase() {
    let (_app, browser, _) = furnished("en", "c5").await;
    let added = browser
        .send(
            "/people/new",
            &[("name", "Aki Mori"), ("kind", "peer"), ("purpose", "To think aloud")],
        )
        .await;
    let page = follow(&browser, added).await;
    assert!(
        page.has("To think aloud") && page.has("Peer") && !page.has("Where we stand"),
        "{}",
        page.body
    );
}
