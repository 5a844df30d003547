//! Every route with every role: nobody reaches what is not theirs, and reading writes nothing.
//!
//! A new route needs a line in `ROWS`; without one the first test fails.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::Connection;
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use ryokai::intake::incoming::{Kind, Upload};
use ryokai::method::fact::{Fact, Record};
use ryokai::method::{Id, Moment, Role, Viewer};
use ryokai::password;
use ryokai::store::login::{self, Login};
use ryokai::store::{Answer, fact, incoming, member, merge, practice, share, upload};

use crate::app::{Browser, OWNER, PASSWORD, Page, TestApp};
use crate::{build, source};

/// Who gets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in.
    Member,
    /// Who manages the members; the others are told that their role does not include it.
    Manager,
    /// Whose client it is, and with whom they shared it; for the others there is nothing.
    File,
    /// Whose client or login it is; for the others there is nothing.
    Keeper,
}
use Reach::{Anyone, File, Keeper, Manager, Member};

/// Method, route as `paths` names it, who gets through, and what is sent: a query for GET, a form
/// for POST.
type Row = (&'static str, &'static str, Reach, &'static [(&'static str, &'static str)]);

/// `{person}`, `{other}`, `{session}`, `{member}` and `{login}` stand for the keeper's client,
/// another one, a session with the first, a colleague who has nothing to do with it, and another
/// login of the keeper.
const ROWS: &[Row] = &[
    ("GET", "TODAY", Member, &[]),
    ("GET", "LOGIN", Anyone, &[]),
    ("POST", "LOGIN", Anyone, &[("email", "nobody@example.org"), ("password", "x")]),
    ("POST", "LOGOUT", Member, &[]),
    ("GET", "SETUP", Anyone, &[]),
    ("POST", "SETUP", Anyone, &[("practice", "Second")]),
    ("GET", "SETTINGS", Member, &[]),
    (
        "POST",
        "SETTINGS",
        Member,
        &[("name", "x"), ("lang", "en"), ("tz", "UTC"), ("capacity", "0")],
    ),
    ("GET", "PASSWORD", Member, &[]),
    ("POST", "PASSWORD", Member, &[("current", "x"), ("password", "short")]),
    ("POST", "EMAIL", Member, &[("email", "x"), ("email-current", "x")]),
    ("POST", "LOGIN_END", Keeper, &[]),
    ("GET", "REMINDER", Member, &[]),
    ("POST", "REMINDER", Member, &[("hour", "25")]),
    ("GET", "PRACTICE", Manager, &[]),
    ("POST", "PRACTICE", Manager, &[("retention_years", "0")]),
    ("GET", "MEMBERS", Manager, &[]),
    ("POST", "MEMBERS", Manager, &[("name", "")]),
    ("POST", "MEMBER", Manager, &[("act", "activate")]),
    ("GET", "ACCOUNT", Member, &[]),
    ("POST", "ACCOUNT", Manager, &[]),
    ("POST", "ACCOUNT_JOIN", Member, &[]),
    ("GET", "CLIENTS", Member, &[]),
    ("GET", "CLIENT", File, &[]),
    ("GET", "PROFILE", File, &[]),
    ("POST", "PROFILE", File, &[("name", "")]),
    ("GET", "PERSON_NEW", Member, &[]),
    ("POST", "PERSON_NEW", Member, &[("name", "")]),
    ("GET", "HOURS", Member, &[]),
    ("POST", "HOURS", Member, &[("what", "log"), ("format", "csv")]),
    ("POST", "HOURS_TERMS", Manager, &[("group_cap", "0")]),
    ("GET", "HOURS_ALL", File, &[]),
    ("POST", "HOURS_ALL", File, &[("hours-role", "")]),
    ("POST", "HOURS_NOTE", File, &[("hours-role", "")]),
    ("GET", "CALENDAR", Member, &[]),
    ("POST", "CALENDAR", Member, &[("act", "")]),
    ("POST", "CALENDAR_READ", Member, &[]),
    ("GET", "FEED", Anyone, &[]),
    ("POST", "SESSION_ICS", File, &[]),
    ("GET", "PILLARS", Member, &[]),
    ("POST", "PILLARS", Member, &[("new", "")]),
    ("GET", "BRIEF", File, &[]),
    ("GET", "SESSIONS", File, &[]),
    ("GET", "SESSION", File, &[]),
    ("GET", "QUESTION", File, &[]),
    ("GET", "QUESTIONS", File, &[]),
    ("POST", "QUESTION", File, &[]),
    ("POST", "SIGN", File, &[]),
    ("GET", "TAKE_BACK", File, &[]),
    ("POST", "TAKE_BACK", File, &[]),
    ("POST", "RECALLED", File, &[("words", "")]),
    ("POST", "ADDENDA", File, &[("addendum", "")]),
    ("GET", "TAKEN_BACK", File, &[]),
    ("GET", "SHORTHAND", File, &[]),
    ("GET", "STEP", File, &[]),
    ("POST", "STEP", File, &[("to", "")]),
    ("GET", "CONTACTS", File, &[]),
    ("POST", "CONTACTS", File, &[("on", "")]),
    ("GET", "CONTACT", File, &[]),
    ("GET", "CONTACT_QUICK", Member, &[]),
    ("POST", "CONTACT_QUICK", Member, &[("who", "")]),
    ("GET", "INCOMING", Member, &[]),
    ("POST", "INCOMING", Member, &[]),
    ("GET", "INCOMING_COLUMNS", Keeper, &[]),
    ("POST", "INCOMING_COLUMNS", Keeper, &[("column-0", "name")]),
    ("GET", "INCOMING_ROWS", Keeper, &[]),
    ("POST", "INCOMING_ROWS", Keeper, &[("act", "try")]),
    ("POST", "INCOMING_UNDO", Keeper, &[]),
    ("GET", "AMEND", File, &[]),
    ("POST", "AMEND", File, &[("on", "x")]),
    ("GET", "GIFTS", File, &[]),
    ("POST", "GIFTS", File, &[("what", "")]),
    ("GET", "SEARCH", Member, &[("q", "x")]),
    ("GET", "NETWORK", Member, &[]),
    ("GET", "INSIGHT", File, &[]),
    ("POST", "INSIGHT", File, &[("act", "dismiss"), ("reason", "")]),
    ("GET", "DIGEST", Member, &[]),
    ("POST", "DIGEST_INSIGHT", Member, &[("act", "recall")]),
    ("GET", "METHOD", Member, &[]),
    ("GET", "EXAMPLE", Member, &[]),
    ("GET", "SHARES", Keeper, &[]),
    ("POST", "SHARES", Keeper, &[("member", "{member}")]),
    ("POST", "SHARE_END", Keeper, &[]),
    ("GET", "MERGE", Keeper, &[("with", "{other}")]),
    ("POST", "MERGE", Keeper, &[("with", "{other}"), ("act", "apart")]),
    ("GET", "MERGED", Keeper, &[]),
    ("POST", "MERGED", Keeper, &[]),
    ("GET", "RETENTION", Keeper, &[]),
    ("POST", "RETENTION", Keeper, &[("act", "hold"), ("hold", "")]),
    ("GET", "ACCESS", Keeper, &[]),
    ("POST", "ACCESS", Keeper, &[("looked", "yes")]),
    ("GET", "ERASE", Keeper, &[]),
    ("POST", "ERASE", Keeper, &[("confirm", "x")]),
    ("GET", "REVIEW", Member, &[]),
    ("GET", "LOG", File, &[("client", "{person}")]),
    ("POST", "LOG", File, &[("client", "{person}")]),
    ("POST", "LOG_DRAFT", File, &[("client", "{person}")]),
    ("POST", "LOG_DISCARD", Member, &[]),
    ("GET", "LOG_DISCARDED", Member, &[]),
    ("GET", "LOG_DRAFTS", Member, &[]),
    ("POST", "LOG_READING", File, &[("client", "{person}")]),
    ("GET", "SESSION_RESULT", File, &[]),
    ("GET", "SUMMARY", File, &[]),
    ("POST", "SUMMARY", File, &[("profile", "client"), ("format", "md"), ("lang", "en")]),
    ("GET", "LETTERHEAD", Manager, &[]),
    ("POST", "LETTERHEAD", Manager, &[]),
    ("GET", "BATCH", Member, &[]),
    ("POST", "BATCH", Member, &[("act", "end")]),
    // The session is gone after it.
    ("POST", "UNDO", File, &[("what", "w~{person}~s1~1"), ("back", "/")]),
    ("GET", "HEALTHZ", Anyone, &[]),
    ("GET", "READYZ", Anyone, &[]),
    ("GET", "ASSET", Anyone, &[]),
    ("GET", "FAVICON", Anyone, &[]),
    ("GET", "DEVICE_KEY", Member, &[]),
    ("GET", "WORKER", Anyone, &[]),
    ("GET", "OFFLINE", Anyone, &[]),
    ("GET", "MANIFEST", Anyone, &[]),
];

/// The routes of the code: method and name.
pub fn routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for file in source::files(".rs").iter().filter(|file| file.path.starts_with("web/")) {
        let code: String = file.code().split_whitespace().collect();
        for rest in code.split(".route(paths::").skip(1) {
            let (name, rest) = rest.split_once(',').expect("a handler");
            // Up to the next route, or the end of the list of routes.
            let handlers = rest
                .split(".route(")
                .next()
                .unwrap_or_default()
                .split('}')
                .next()
                .unwrap_or_default();
            for (call, method) in
                [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE")]
            {
                if handlers.contains(call) {
                    found.insert((method.to_owned(), name.to_owned()));
                }
            }
        }
    }
    found
}

/// The patterns by their names.
fn patterns() -> BTreeMap<String, String> {
    let paths = source::files("paths.rs").remove(0).text;
    let line = |line: &str| {
        let (head, pattern) = line.trim().strip_suffix("\";")?.split_once(" \"/")?;
        Some((head.split(' ').next()?.to_owned(), format!("/{pattern}")))
    };
    paths.lines().filter_map(line).collect()
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let rows: BTreeSet<(String, String)> =
        ROWS.iter().map(|(method, name, ..)| ((*method).to_owned(), (*name).to_owned())).collect();
    assert_eq!(rows, routes());
    assert_eq!(rows.len(), ROWS.len(), "a row is there twice");
}

#[test]
fn every_path_of_the_list_has_a_route() {
    let named: BTreeSet<String> = routes().into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        patterns().into_keys().collect::<BTreeSet<_>>(),
        named,
        "a link to the others would be dead"
    );
}

/// One browser for each role, and what they ask for.
struct World {
    app: TestApp,
    /// The role's name, its browser, and whether the client's file and the keeper's things are
    /// theirs.
    people: Vec<(&'static str, Browser)>,
    ids: Vec<(&'static str, String)>,
}

const CLIENT: &str = "Secret Mori";
/// The token hash of a login that the keeper has elsewhere.
const OTHER_LOGIN: &str = "00112233445566778899aabbccddeeff";

impl World {
    async fn new() -> World {
        let app = TestApp::new().await;
        let owner = app.signed_up("en").await;
        let (ids, session) = app.blocking(|db| furnish(&app, db));
        let mut people = vec![("nobody", app.browser("en")), ("owner", owner)];
        for name in ["keeper", "colleague", "stranger", "foreigner"] {
            people
                .push((name, app.signed_in("en", &format!("{name}@example.org"), PASSWORD).await));
        }
        let ids = ids
            .into_iter()
            .chain([("{session}", session), ("{login}", OTHER_LOGIN.to_owned())])
            .collect();
        World { app, people, ids }
    }

    fn filled(&self, text: &str) -> String {
        let known =
            self.ids.iter().fold(text.to_owned(), |text, (name, id)| text.replace(name, id));
        known
            .replace("{hash}", "0000")
            .replace("{name}", "none.css")
            .replace("{noun}", "status")
            .replace("{contact}", "k1")
            .replace("{passed}", "k1")
            .replace("{record}", "now")
            .replace("{rule}", "R22")
    }

    /// One row as one person.
    async fn ask(&self, browser: &Browser, (method, name, _, sent): &Row) -> Page {
        let pattern = patterns().remove(*name).expect("a pattern");
        let sent: Vec<(&str, String)> =
            sent.iter().map(|(field, value)| (*field, self.filled(value))).collect();
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(field, value)| (*field, value.as_str())).collect();
        let path = self.filled(&pattern);
        if *method == "GET" {
            return browser.ask(browser.client.get(browser.url(&path)).query(&sent)).await;
        }
        let signed_in = browser.get("/").await.status == 200;
        if signed_in && ["INCOMING", "LETTERHEAD"].contains(name) {
            return browser.send_files(&path, &sent, &[]).await;
        }
        if signed_in { browser.send(&path, &sent).await } else { browser.post(&path, &sent).await }
    }
}

/// A practice with a keeper, whose client is shared with a colleague, a stranger, and a member of
/// another practice.
fn furnish(app: &TestApp, db: &ryokai::store::Db) -> (Vec<(&'static str, String)>, String) {
    let hash = password::hash(PASSWORD).expect("a hash");
    let own = db.read_blocking(|conn| practice::choose(conn, None)).expect("the practice").id;
    let elsewhere = build::practice(db, "Elsewhere");
    let mut of = BTreeMap::new();
    for (name, practice) in [
        ("keeper", &own),
        ("colleague", &own),
        ("stranger", &own),
        ("bystander", &own),
        ("foreigner", &elsewhere),
    ] {
        let viewer = build::member(db, practice, name, Role::Consultant);
        let (practice, id, hash) = (practice.clone(), viewer.member.clone(), hash.clone());
        db.write_blocking(move |conn| member::set_password(conn, &practice, &id, &hash))
            .expect("a password");
        of.insert(name, viewer);
    }
    let client = build::client(db, &of["keeper"], CLIENT);
    let (keeper, colleague, person, now) =
        (of["keeper"].clone(), of["colleague"].member.clone(), client.clone(), app.now());
    let phone = Login {
        token_hash: OTHER_LOGIN.to_owned(),
        member: keeper.member.to_string(),
        csrf: "x".to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: now + chrono::TimeDelta::days(1),
        user_agent: String::new(),
        address: String::new(),
    };
    db.write_blocking(move |conn| {
        login::start(conn, &phone)?;
        share::give(conn, &keeper, &person, &colleague, now)?;
        let met = [build::session("s1", "2026-01-09"), build::contact("k1", "2026-01-10")];
        let written = [build::active("2026-01-02")].into_iter().chain(met).collect();
        fact::record(conn, &keeper, &person, now, |_| Ok(written))?;
        fact::record(conn, &keeper, &person, now, |_| Ok(lived()))
    })
    .expect("a session");
    let keeper = of["keeper"].clone();
    let (upload, import) = handed_in(db, &keeper, now).expect("files");
    let (other, merge) = joined(db, &keeper, &client, now);
    (
        vec![
            ("{upload}", upload),
            ("{import}", import),
            ("{merge}", merge.to_string()),
            ("{other}", other.to_string()),
            ("{person}", client.to_string()),
            ("{member}", of["bystander"].member.to_string()),
        ],
        "s1".to_owned(),
    )
}

/// A correction of the session and something that was taken back, as every journal holds after some
/// weeks.
fn lived() -> Vec<Record> {
    let day = build::day("2026-01-10");
    let void =
        |target: &str| Fact::Void { target: build::id(target), reason: build::text("a slip") };
    let mut longer = build::session("s1", "2026-01-09");
    if let Fact::Session(session) = &mut longer.fact {
        session.client_topic = Some(build::text("Hiring"));
    }
    let revised = Fact::Revised {
        target: build::id("s1"),
        now: Box::new(longer.fact),
        reason: build::text("corrected"),
    };
    vec![
        build::contact("k2", "2026-01-10"),
        Record::fresh(day, None, void("k2")),
        Record::fresh(day, Some(&build::id("s1")), revised),
    ]
}

/// Another client, and one who was joined to the first; answers the other and what says that they
/// are joined.
fn joined(db: &ryokai::store::Db, keeper: &Viewer, client: &Id, now: Moment) -> (Id, Id) {
    let [other, gone] = ["Other Pine", "Mori Secret"].map(|name| build::client(db, keeper, name));
    let (viewer, client) = (keeper.clone(), client.clone());
    let join = move |conn: &mut ryokai::store::Conn| {
        let sides = merge::sides(conn, &viewer, &client, &gone)?;
        let ready = merge::prepare(conn, &viewer, sides, &Default::default(), now)?;
        merge::join(conn, &viewer, &ready, now)
    };
    (other, db.write_blocking(join).expect("two who are one"))
}

/// One file that was taken in, and one that is not yet; answers what they are called, the second
/// first.
fn handed_in(db: &ryokai::store::Db, viewer: &Viewer, now: Moment) -> Answer<(String, String)> {
    let file = |text: &str| Upload::read(Kind::Clients, "x.csv", text.as_bytes()).expect("a table");
    let ada = (None, file("Name\nAda Moss"));
    incoming::import_rows(db, viewer, ada, (now.date(), now), Box::new(|| Ok(())))?;
    let import = db.read_blocking(|conn| incoming::last(conn, viewer))?.expect("a file").id;
    let (viewer, bo) = (viewer.clone(), file("Name\nBo Fir"));
    let upload = db.write_blocking(move |conn| upload::add(conn, &viewer, &bo, now))?;
    Ok((upload.to_string(), import.to_string()))
}

/// What a role must be answered: none where it gets through.
fn refusal(reach: Reach, who: &str, method: &str) -> Option<u16> {
    match (reach, who, method) {
        (Anyone, ..) => None,
        (_, "nobody", "GET") => Some(303),
        (_, "nobody", _) => Some(401),
        (Member, ..) => None,
        (Manager, "owner", _) => None,
        (Manager, ..) => Some(403),
        (File, "keeper" | "colleague", _) => None,
        (Keeper, "keeper", _) => None,
        (File | Keeper, ..) => Some(404),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_what_is_not_theirs() {
    let world = World::new().await;
    for row in ROWS {
        let (method, name, reach, _) = row;
        // The keeper comes last: some of what they do ends what it is done to.
        let order = world
            .people
            .iter()
            .filter(|p| p.0 != "keeper")
            .chain(world.people.iter().filter(|p| p.0 == "keeper"));
        for (who, browser) in order {
            let page = world.ask(browser, row).await;
            let case = format!("{method} {name} as {who}: {} {:?}", page.status, page.location);
            match refusal(*reach, who, method) {
                Some(303) => assert!(
                    page.location.as_deref().is_some_and(|to| to.starts_with("/login")),
                    "{case}"
                ),
                Some(status) => assert_eq!(page.status, status, "{case}"),
                None if *reach == Anyone => assert!(page.status < 500, "{case}"),
                None => assert!(
                    !matches!(page.status, 401 | 403 | 404 | 405 | 500..),
                    "{case}\n{}",
                    page.body
                ),
            }
            if refusal(*reach, who, method).is_some() {
                assert!(!page.has(CLIENT), "{case} shows the client");
            }
            if *name == "LOGOUT" && *who != "nobody" {
                let email =
                    if *who == "owner" { OWNER.to_owned() } else { format!("{who}@example.org") };
                browser.sign_in(&email, PASSWORD).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_id_and_no_id_look_the_same() {
    let mut world = World::new().await;
    let without_id = |page: Page| {
        let (before, rest) = page.body.split_once("<code>").expect("an id");
        (page.status, before.to_owned(), rest.split_once("</code>").expect("its end").1.to_owned())
    };
    for row in ROWS.iter().filter(|row| row.0 == "GET" && matches!(row.2, File | Keeper)) {
        let stranger = |world: &World| {
            world.people.iter().position(|p| p.0 == "stranger").expect("a stranger")
        };
        let theirs = without_id(world.ask(&world.people[stranger(&world)].1, row).await);
        let known = std::mem::replace(
            &mut world.ids,
            vec![("{person}", Id::fresh().to_string()), ("{session}", "s1".into())],
        );
        let nobodys = without_id(world.ask(&world.people[stranger(&world)].1, row).await);
        world.ids = known;
        assert_eq!(theirs, nobodys, "{}", row.1);
    }
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_writes_nothing() {
    let world = World::new().await;
    if world.app.db.on_a_server() {
        // There the read door is a READ ONLY transaction; that a GET takes no other is seen on
        // SQLite.
        return;
    }
    let file = world.app.db.url().trim_start_matches("sqlite:").to_owned();
    let mut watcher = SqliteConnection::establish(&file).expect("the same file");
    // Changes whenever another connection has written.
    let mut version = || {
        let row: Version =
            sql_query("PRAGMA data_version").get_result(&mut watcher).expect("a version");
        row.data_version
    };
    let before = version();
    for row in ROWS.iter().filter(|row| row.0 == "GET") {
        for (who, browser) in &world.people {
            world.ask(browser, row).await;
            let head = browser.client.head(browser.url(&world.filled(&patterns()[row.1])));
            browser.ask(head).await;
            assert_eq!(version(), before, "GET {} as {who}", row.1);
        }
    }
    let keeper = &world.people.iter().find(|p| p.0 == "keeper").expect("the keeper").1;
    keeper.send("/logout", &[]).await;
    assert_ne!(version(), before, "the watcher sees a write");
}
