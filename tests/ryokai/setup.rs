//! The first visit: who may set up, with what, and when it is over.

use chrono::TimeDelta;
use ryokai::method::{Lang, Role};
use ryokai::store::member::{self, NewMember};
use ryokai::store::practice;
use ryokai::web::setup::{self, Opening};

use crate::app::{Browser, OWNER, PASSWORD, Page, TestApp};
use crate::build;
use crate::program::{failed, said};

const FIELDS: [(&str, &str); 5] = [
    ("practice", "Mallory & Co"),
    ("name", "Mallory"),
    ("email", "mallory@example.org"),
    ("password", PASSWORD),
    ("tz", "UTC"),
];

/// Sends the form of the first visit with this token.
async fn set_up(browser: &Browser, token: &str) -> Page {
    browser.post("/setup", &[&[("token", token)], &FIELDS[..]].concat()).await
}

/// The token that a link carries.
fn token(link: &str) -> &str {
    link.split_once("token=").expect("a token").1
}

/// How many practices there are.
fn practices(app: &TestApp) -> usize {
    app.blocking(|db| db.read_blocking(practice::all)).expect("practices").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_visit_sets_up_the_practice_and_nobody_does_so_again() {
    let app = TestApp::new().await;
    let browser = app.browser("ja");
    assert_eq!(browser.get("/").await.location.as_deref(), Some("/login?next=/"));
    assert_eq!(browser.get("/login").await.location.as_deref(), Some("/setup?lang=ja"));
    let link = app.setup_link().await;
    assert!(browser.get(&link).await.has("ようこそ"));

    let owner = app.signed_up("ja").await;
    let today = owner.get("/").await;
    assert_eq!(today.status, 200);
    assert!(today.has("1月15日") && today.has("佐倉 まどか"), "{}", today.body);

    assert_eq!(browser.get(&link).await.location.as_deref(), Some("/login"));
    assert_eq!(browser.get("/setup").await.location.as_deref(), Some("/login"));
    assert_eq!(
        set_up(&browser, token(&link)).await.status,
        404,
        "the link of another start ends as well"
    );
    assert_eq!(
        setup::open(&app.program).await.expect("an answer"),
        None,
        "nothing is printed any more"
    );
    assert_eq!(practices(&app), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_on_a_fresh_server_sets_up_nothing() {
    let app = TestApp::new().await;
    app.setup_link().await;
    let stranger = app.browser("en");
    let page = stranger.get("/setup").await;
    assert_eq!(page.status, 200);
    assert!(
        page.has("where ryokai was started") && !page.has("<form") && !page.has("token="),
        "{}",
        page.body
    );
    for wrong in ["", "0", "\u{0}", "A4x9-guessed-0000000000000000000000000000000"] {
        let before = app.hasher.done();
        let page = set_up(&stranger, wrong).await;
        assert_eq!((page.status, page.header("set-cookie")), (403, ""), "{wrong:?}");
        assert_eq!(app.hasher.done(), before, "no password was looked at");
    }
    assert_eq!(stranger.get("/setup?token=guessed").await.status, 403);
    assert_eq!(practices(&app), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_holds_for_an_hour_and_works_once() {
    let app = TestApp::new().await;
    let link = app.setup_link().await;
    app.later(TimeDelta::minutes(59));
    let browser = app.browser("en");
    assert_eq!(browser.get(&link).await.status, 200);
    let typed = [
        ("token", token(&link)),
        ("practice", "桜"),
        ("name", ""),
        ("email", "x"),
        ("password", "short"),
    ];
    assert_eq!(
        browser.post("/setup", &typed).await.hidden("token").as_deref(),
        Some(token(&link)),
        "faults keep it"
    );
    app.later(TimeDelta::minutes(1));
    assert_eq!(browser.get(&link).await.status, 403, "the hour is over");
    assert_eq!(set_up(&browser, token(&link)).await.status, 403);

    // The next start prints another one, and every process on one database knows it.
    let (next, other) = (app.setup_link().await, app.setup_link().await);
    assert!(set_up(&browser, token(&next)).await.location.is_some_and(|to| to == "/"));
    for spent in [&next, &other] {
        assert_eq!(set_up(&app.browser("en"), token(spent)).await.status, 404, "{spent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_hold_a_link_set_up_one_practice() {
    let app = TestApp::new().await;
    let link = app.setup_link().await;
    let (one, other) = (app.browser("en"), app.browser("en"));
    let theirs = [
        ("practice", "Other"),
        ("name", "Other"),
        ("email", OWNER),
        ("password", PASSWORD),
        ("tz", "UTC"),
    ];
    let theirs = [&[("token", token(&link))], &theirs[..]].concat();
    let (one, other) = tokio::join!(set_up(&one, token(&link)), other.post("/setup", &theirs));
    let won = [&one, &other].iter().filter(|page| page.location.as_deref() == Some("/")).count();
    assert_eq!((won, practices(&app)), (1, 1), "{} {}", one.status, other.status);
}

/// What a file brings: a practice, and somebody of it who does not sign in.
fn import(app: &TestApp) {
    app.blocking(|db| {
        let file = build::practice(db, "Imported");
        let came = NewMember {
            name: build::text("佐倉 まどか"),
            email: None,
            password_hash: None,
            role: Role::Consultant,
            lang: Lang::Ja,
            tz: chrono_tz::Asia::Tokyo,
            capacity: 15,
            external_id: Some(build::id("k1")),
        };
        db.write_blocking(move |conn| member::add(conn, &file, &came, build::now()))
            .expect("a consultant");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_command_founded_is_not_claimed_over_the_web() {
    let app = TestApp::new().await;
    let link = app.setup_link().await;
    let empty = app.browser("en").get("/setup").await;
    import(&app);
    // Not even with the link that was printed before.
    let browser = app.browser("en");
    assert_eq!(browser.get(&link).await.status, 403);
    let fields = [
        ("token", token(&link)),
        ("practice", "Imported"),
        ("name", "佐倉 まどか"),
        ("email", "m@example.org"),
    ];
    let claimed = browser
        .post("/setup", &[&fields[..], &[("password", PASSWORD), ("tz", "UTC")]].concat())
        .await;
    assert_eq!((claimed.status, claimed.header("set-cookie")), (403, ""));
    assert_eq!(
        browser.get("/setup").await.body,
        empty.body,
        "a stranger does not learn whether anything is here"
    );
    let Some(Opening::ByCommand(named)) = setup::open(&app.program).await.expect("an answer")
    else {
        panic!("a link is printed");
    };
    assert_eq!(named[0].name.as_str(), "Imported");

    // The command that is named there.
    let lets_in =
        ["member", "reset-password", "k1", "--email", OWNER, "--role", "owner", "--password-stdin"];
    tokio::task::block_in_place(|| said(&app.db, &lets_in, PASSWORD));
    let owner = app.signed_in("en", OWNER, PASSWORD).await;
    assert_eq!(
        owner.get("/settings/members").await.status,
        200,
        "who came with the file is the owner"
    );
    assert_eq!((practices(&app), setup::open(&app.program).await.expect("an answer")), (1, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_web_founds_no_further_practice_and_a_command_does() {
    let app = TestApp::new().await;
    let link = app.setup_link().await;
    tokio::task::block_in_place(|| said(&app.db, &["demo"], ""));
    assert!(app.browser("en").get("/login").await.has("<form"));
    assert_eq!(app.browser("en").get(&link).await.location.as_deref(), Some("/login"));
    assert_eq!(set_up(&app.browser("en"), token(&link)).await.status, 404);
    let add = [
        "member",
        "add",
        "--practice",
        "Mine",
        "--name",
        "Me",
        "--email",
        OWNER,
        "--role",
        "owner",
    ];
    tokio::task::block_in_place(|| {
        said(&app.db, &[&add[..], &["--password-stdin"]].concat(), PASSWORD)
    });
    assert_eq!(
        app.signed_in("en", OWNER, PASSWORD).await.get("/settings/members").await.status,
        200
    );
    assert_eq!(practices(&app), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_with_faults_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let link = app.setup_link().await;
    let fields = [
        ("practice", "桜"),
        ("name", ""),
        ("email", "nowhere"),
        ("password", "short"),
        ("tz", "Asia/Tokyo"),
    ];
    let page =
        app.browser("en").post("/setup", &[&[("token", token(&link))], &fields[..]].concat()).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("3 things need another look")
            && page.has("value=\"桜\"")
            && page.has("value=\"nowhere\"")
    );
    assert!(!page.has("short\""), "a password never comes back");
    assert!(
        page.has("href=\"#email\"") && page.has("id=\"email-fault\""),
        "the fault stands at its field"
    );
}

#[test]
fn a_command_without_a_practice_names_the_ways_to_one() {
    let db = crate::db::TestDb::new();
    let (code, why) = failed(&db, &["clients"], "");
    assert!(
        code == 2 && why.contains("ryokai serve") && why.contains("member add --role owner"),
        "{why}"
    );
}
