//! Members: added, reset, let in or not; one's own settings; sharing one client.

use ryokai::method::{Id, Role, Viewer};
use ryokai::store::{member, practice};

use crate::app::{Browser, OWNER, PASSWORD, Page, TestApp};
use crate::build;

/// The password that a page shows once.
fn shown(page: &Page) -> String {
    let (_, rest) = page.body.split_once("class=\"once\"").expect("a password");
    let (_, rest) = rest.split_once('>').expect("the end of the tag");
    rest.split('<').next().expect("its end").to_owned()
}

/// Adds a consultant and signs them in.
async fn consultant(app: &TestApp, owner: &Browser, name: &str) -> Browser {
    let email = format!("{name}@example.org");
    let page = owner
        .send("/settings/members", &[("name", name), ("email", &email), ("role", "consultant")])
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    let given = shown(&page);
    let browser = app.signed_in("en", &email, &given).await;
    let chosen = [("current", given.as_str()), ("password", OWN)];
    assert_eq!(browser.send("/settings/password", &chosen).await.status, 303);
    browser
}

/// The password that somebody chose in place of the one they were given.
const OWN: &str = "a door of my own making";

fn viewer(app: &TestApp, name: &str) -> Viewer {
    let all = app.db.read_blocking(|conn| {
        let practice = practice::choose(conn, None)?;
        member::viewers(conn, &practice.id)
    });
    all.expect("members")
        .into_iter()
        .find(|viewer| viewer.name.as_str() == name)
        .expect("a member of that name")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_adds_a_member_whose_password_is_shown_once() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let hana = consultant(&app, &owner, "hana").await;
    assert!(hana.get("/").await.has("hana"));
    let members = owner.get("/settings/members").await;
    assert!(members.has("hana@example.org") && !members.has("class=\"once\""));

    let again = owner
        .send(
            "/settings/members",
            &[("name", "Hana 2"), ("email", "HANA@example.org"), ("role", "owner")],
        )
        .await;
    assert_eq!(again.status, 422);
    assert!(
        again.has("already signs in with this address") && again.has("value=\"Hana 2\""),
        "{}",
        again.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_opens_with_a_password_that_somebody_else_made() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let hana = consultant(&app, &owner, "hana").await;
    let path = format!("/settings/members/{}", viewer(&app, "hana").member);
    let given = shown(&owner.send(&path, &[("act", "reset")]).await);
    let taken = app.signed_in("en", "hana@example.org", &given).await;
    for page in ["/", "/clients", "/log", "/settings"] {
        let turned = taken.get(page).await;
        assert_eq!(
            (turned.status, turned.location.as_deref()),
            (303, Some("/settings/password")),
            "{page}"
        );
    }
    let asked = taken.get("/settings/password").await;
    assert!(asked.has("somebody else knows it"), "{}", asked.body);
    let weak =
        taken.send("/settings/password", &[("current", &given), ("password", "short")]).await;
    assert_eq!(weak.status, 422);
    assert_eq!(taken.get("/").await.status, 303, "still shut");
    let chosen = [("current", given.as_str()), ("password", "another door of her own")];
    assert_eq!(taken.send("/settings/password", &chosen).await.status, 303);
    assert_eq!(taken.get("/").await.status, 200);
    assert_eq!(hana.sign_in("hana@example.org", OWN).await.status, 401, "she would know");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consultant_manages_nobody() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let hana = consultant(&app, &owner, "hana").await;
    assert_eq!(hana.get("/settings/members").await.status, 403);
    let fields = [("name", "x"), ("email", "x@example.org"), ("role", "owner")];
    assert_eq!(hana.send("/settings/members", &fields).await.status, 403);
    let path = format!("/settings/members/{}", viewer(&app, "佐倉 まどか").member);
    for act in ["reset", "deactivate", "activate"] {
        assert_eq!(hana.send(&path, &[("act", act)]).await.status, 403, "{act}");
    }
    assert!(!hana.get("/settings").await.has("/settings/members"), "no dead link");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_longer_a_member_is_out_at_once() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let hana = consultant(&app, &owner, "hana").await;
    let path = format!("/settings/members/{}", viewer(&app, "hana").member);

    let reset = owner.send(&path, &[("act", "reset")]).await;
    let password = shown(&reset);
    assert_eq!(hana.get("/").await.status, 303, "a reset ends every login");
    assert_eq!(hana.sign_in("hana@example.org", &password).await.status, 303);

    assert_eq!(owner.send(&path, &[("act", "deactivate")]).await.status, 303);
    assert_eq!(hana.get("/").await.status, 303);
    assert_eq!(hana.sign_in("hana@example.org", &password).await.status, 401);
    assert_eq!(owner.send(&path, &[("act", "activate")]).await.status, 303);
    assert_eq!(hana.sign_in("hana@example.org", &password).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_cannot_lock_themselves_out_or_reach_into_another_practice() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let own = format!("/settings/members/{}", viewer(&app, "佐倉 まどか").member);
    assert_eq!(owner.send(&own, &[("act", "deactivate")]).await.status, 403);
    let elsewhere = app.blocking(|db| build::practice(db, "Elsewhere"));
    let foreign = app.blocking(|db| build::member(db, &elsewhere, "mio", Role::Consultant)).member;
    for id in [foreign, Id::fresh()] {
        for act in ["reset", "deactivate"] {
            let page = owner.send(&format!("/settings/members/{id}"), &[("act", act)]).await;
            assert_eq!(page.status, 404, "{act}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_needs_the_present_one_and_ends_the_other_logins() {
    let app = TestApp::new().await;
    let here = app.signed_up("en").await;
    let there = app.signed_in("en", OWNER, PASSWORD).await;
    let new = "a different walk home";
    let wrong =
        here.send("/settings/password", &[("current", "not this one"), ("password", new)]).await;
    assert!(wrong.status == 422 && wrong.has("not your present password"));
    let weak = here
        .send("/settings/password", &[("current", PASSWORD), ("password", "password123")])
        .await;
    assert!(weak.status == 422 && weak.has("first passwords anybody would try"));
    assert_eq!(there.get("/").await.status, 200);

    let done = here.send("/settings/password", &[("current", PASSWORD), ("password", new)]).await;
    assert_eq!(done.location.as_deref(), Some("/settings?done=password"));
    assert_eq!((here.get("/").await.status, there.get("/").await.status), (200, 303));
    assert_eq!(there.sign_in(OWNER, PASSWORD).await.status, 401);
    assert_eq!(there.sign_in(OWNER, new).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_device_can_be_signed_out_by_its_member_alone() {
    let app = TestApp::new().await;
    let here = app.signed_up("en").await;
    let hana = consultant(&app, &here, "hana").await;
    let there = app.signed_in("en", OWNER, PASSWORD).await;
    let page = here.get("/settings").await;
    let (_, rest) = page.body.split_once("/settings/logins/").expect("another device");
    let path = format!("/settings/logins/{}", rest.split('"').next().expect("a link"));
    assert_eq!(hana.send(&path, &[]).await.status, 404, "somebody else's");
    assert_eq!(there.get("/").await.status, 200);
    assert_eq!(here.send(&path, &[]).await.location.as_deref(), Some("/settings?done=login"));
    assert_eq!(there.get("/").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_changes_the_language_and_keeps_what_was_typed_wrongly() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    assert!(owner.get("/settings").await.has("<html lang=\"en\">"));
    let fields = [
        ("name", "佐倉"),
        ("reading", "さくら"),
        ("lang", "ja"),
        ("tz", "Asia/Tokyo"),
        ("capacity", "9000"),
    ];
    let page = owner.send("/settings", &fields).await;
    assert!(
        page.status == 422 && page.has("value=\"9000\"") && page.has("value=\"さくら\""),
        "{}",
        page.body
    );
    let fields = [
        ("name", "佐倉"),
        ("reading", "さくら"),
        ("lang", "ja"),
        ("tz", "Asia/Tokyo"),
        ("capacity", "12"),
    ];
    assert_eq!(owner.send("/settings", &fields).await.status, 303);
    let page = owner.get("/settings?done=profile").await;
    assert!(page.has("<html lang=\"ja\">") && page.has("保存しました") && page.has("value=\"12\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_shared_by_whose_client_it_is_and_by_nobody_else() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    let hana = consultant(&app, &owner, "hana").await;
    consultant(&app, &owner, "ken").await;
    let (hanas, kens) = (viewer(&app, "hana"), viewer(&app, "ken").member);
    let client = app.blocking(|db| build::client(db, &hanas, "Mori"));
    let path = format!("/clients/{client}/shares");

    assert!(hana.get(&path).await.has("Nobody but you"));
    for (page, who) in [
        (owner.get(&path).await, "an owner"),
        (owner.send(&path, &[("member", kens.as_str())]).await, "to write"),
    ] {
        assert_eq!(page.status, 404, "{who}");
    }
    assert_eq!(hana.send(&path, &[("member", kens.as_str())]).await.status, 303);
    let shared = hana.get(&path).await;
    assert!(!shared.has("Nobody but you") && shared.has(&format!("{path}/{kens}/end")));
    assert_eq!(owner.send(&format!("{path}/{kens}/end"), &[]).await.status, 404);
    assert_eq!(hana.send(&format!("{path}/{kens}/end"), &[]).await.status, 303);
    assert!(hana.get(&path).await.has("Nobody but you"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_changes_the_address_they_sign_in_with_and_needs_their_password() {
    for (lang, means, wrong, taken) in [
        ("ja", "サインインに使うアドレス", "いまのパスワードと違います", "すでに使われています"),
        ("en", "what you sign in with", "not your present password", "already signs in"),
    ] {
        let app = TestApp::new().await;
        let owner = app.signed_up(lang).await;
        let hana = consultant(&app, &owner, "hana").await;
        assert!(owner.get("/settings").await.has(means));
        let change = |email: &'static str, current: &'static str| {
            [("email", email), ("email-current", current)]
        };
        let page = owner.send("/settings/email", &change("new@example.org", "x")).await;
        assert!(page.status == 422 && page.has(wrong), "{}", page.body);
        assert!(page.has("value=\"new@example.org\""), "what was typed stays: {}", page.body);
        let page = owner.send("/settings/email", &change("HANA@example.org", PASSWORD)).await;
        assert!(page.status == 422 && page.has(taken), "{}", page.body);
        let page = owner.send("/settings/email", &change("no address", PASSWORD)).await;
        assert_eq!(page.status, 422);
        assert_eq!(app.browser(lang).sign_in("new@example.org", PASSWORD).await.status, 401);
        let done = owner.send("/settings/email", &change("New@example.org", PASSWORD)).await;
        assert_eq!(done.location.as_deref(), Some("/settings?done=email"), "{}", done.body);
        assert!(owner.get("/settings?done=email").await.has("new@example.org"));
        assert_eq!(app.browser(lang).sign_in("new@example.org", PASSWORD).await.status, 303);
        assert_ne!(app.browser(lang).sign_in(OWNER, PASSWORD).await.status, 303);
        // A consultant does so as well, and it is noted.
        let done = hana.send("/settings/email", &change("hana@sakura.example", OWN)).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let sql = "SELECT COUNT(*) AS n FROM audit WHERE act = 'email_changed'";
        let noted = tokio::task::block_in_place(|| crate::portability::number(&app.db, sql));
        assert_eq!(noted, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sharing_is_said_and_undone_with_one_press() {
    for (lang, done, ended) in [
        ("ja", "さんと共有しました", "との共有をやめました"),
        ("en", "Shared with ken", "No longer shared with ken"),
    ] {
        let app = TestApp::new().await;
        let owner = app.signed_up(lang).await;
        consultant(&app, &owner, "ken").await;
        let (own, kens) = (crate::page::owner(&app).await, viewer(&app, "ken").member);
        let client = app.blocking(|db| build::client(db, &own, "Mori"));
        let path = format!("/clients/{client}/shares");
        let shared = owner.send(&path, &[("member", kens.as_str())]).await;
        let page = owner.get(shared.location.as_deref().expect("a page")).await;
        assert!(page.has(done) && page.has("class=\"undo screen\""), "{}", page.body);
        let bar = page.body.split("class=\"undo screen\"").nth(1).expect("a bar");
        assert!(bar.split("</div>").next().expect("a bar").contains(&format!("{path}/{kens}/end")));
        let over = owner.send(&format!("{path}/{kens}/end"), &[]).await;
        let page = owner.get(over.location.as_deref().expect("a page")).await;
        assert!(page.has(ended) && page.has("class=\"undo screen\""), "{}", page.body);
        // An address says nothing that is not so.
        assert!(!owner.get(&format!("{path}?shared={kens}")).await.has("class=\"undo screen\""));
    }
}
