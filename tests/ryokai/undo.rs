//! Every act of one press is undone from the page after it, and all is as it was before.
//!
//! A new route that takes forms needs a line in `ACTS` or in `REST`; without one the first test
//! fails.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use ryokai::method::insight::RuleId;
use ryokai::method::{ClientFile, Id, Record, Role, Viewer};
use ryokai::paths;
use ryokai::store::{draft, fact, file, insight, member, person, practice, share};

use crate::app::{Browser, PASSWORD, Page, TestApp};
use crate::{build, digest, isolation};

/// The route, where it goes, and what is sent. `{p}` is the client; `{rule}` a rule that speaks of
/// them.
type Act = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const ACTS: &[Act] = &[
    ("STEP", "/clients/{p}/steps/promise/c3c3", &[("to", "done"), ("on", "2026-01-15")]),
    ("STEP", "/clients/{p}/steps/promise/c3c3", &[("to", "missed"), ("on", "2026-01-14")]),
    (
        "STEP",
        "/clients/{p}/steps/promise/c3c3",
        &[("to", "dropped"), ("on", "2026-01-15"), ("reason", "no need")],
    ),
    ("STEP", "/clients/{p}/steps/message/m1", &[("to", "planned"), ("on", "2026-01-15")]),
    (
        "STEP",
        "/clients/{p}/steps/message/m1",
        &[("to", "dropped"), ("on", "2026-01-15"), ("reason", "past")],
    ),
    ("STEP", "/clients/{p}/steps/status/now", &[("to", "paused"), ("on", "2026-01-15")]),
    ("STEP", "/clients/{p}/steps/contact/c3k1", &[("to", "replied"), ("on", "2026-01-15")]),
    ("STEP", "/clients/{p}/steps/gift/g1", &[("to", "thanked"), ("on", "2026-01-15")]),
    (
        "CONTACTS",
        "/clients/{p}/contacts",
        &[("mover", "them"), ("channel", "phone"), ("replied", "yes")],
    ),
    (
        "CONTACTS",
        "/clients/{p}/contacts",
        &[
            ("mover", "them"),
            ("channel", "phone"),
            ("words", "また今度"),
            ("exactness", "verbatim"),
        ],
    ),
    ("AMEND", "/clients/{p}/correct/c3k1", &[("note", "直した話")]),
    ("AMEND", "/clients/{p}/correct/g1", &[("what", "別の茶"), ("why", "旅の話")]),
    (
        "CONTACT_QUICK",
        "/contact",
        &[("who", "寺田"), ("person", "{p}"), ("mover", "us"), ("channel", "email")],
    ),
    (
        "GIFTS",
        "/clients/{p}/gifts",
        &[("direction", "in"), ("kind", "thing"), ("what", "茶"), ("on", "2026-01-15")],
    ),
    ("INSIGHT", "/clients/{p}/insights/{rule}", &[("act", "snooze"), ("until", "2026-02-01")]),
    ("INSIGHT", "/clients/{p}/insights/{rule}", &[("act", "dismiss"), ("reason", "旅行中")]),
    ("DIGEST_INSIGHT", "/digest/insights/R34", &[("act", "dismiss"), ("reason", "今年は広げる年")]),
    ("LOG_DISCARD", "/log/draft/discard", &[("draft", "d1")]),
    (
        "LOG_DISCARD",
        "/log/draft/discard",
        &[("key", "k"), ("draft", "d2"), ("note", "never saved before")],
    ),
];

/// Routes that take forms and are no act of one press that could be undone, with the reason.
const REST: &[(&str, &str)] = &[
    ("UNDO", "the undo itself; walked below"),
    ("LOGIN", "signs in"),
    ("LOGOUT", "signs out; one signs in again"),
    ("SETUP", "a form of its own"),
    ("SETTINGS", "a form of its own, to be changed again"),
    ("PASSWORD", "a form of its own, to be changed again"),
    ("EMAIL", "a form of its own, to be changed again"),
    ("LOGIN_END", "one signs in again"),
    ("REMINDER", "a form of its own, to be changed again"),
    ("PRACTICE", "a form of its own, to be changed again"),
    ("MEMBERS", "a form of its own"),
    ("MEMBER", "removing asks first; the opposite stands in its place"),
    ("ACCOUNT", "hands out a file"),
    ("ACCOUNT_JOIN", "the opposite stands in its place"),
    ("PROFILE", "a form of its own, to be changed again"),
    ("PERSON_NEW", "a form of its own"),
    ("HOURS", "hands out a file"),
    ("HOURS_TERMS", "a form of its own, to be changed again"),
    ("HOURS_ALL", "a form of its own, to be noted again"),
    ("HOURS_NOTE", "a form of its own, to be noted again"),
    ("CALENDAR", "the link is made anew"),
    ("CALENDAR_READ", "reads a file"),
    ("SESSION_ICS", "hands out a file"),
    ("PILLARS", "a form of its own, to be changed again"),
    ("QUESTION", "undone where a question is open: question.rs"),
    ("SIGN", "asks first, and says that it cannot be undone"),
    (
        "TAKE_BACK",
        "lists first what it takes back; undone from the page after it: undo_correction.rs",
    ),
    ("RECALLED", "goes back to its session, where it is undone"),
    ("ADDENDA", "stands below a signature, where nothing is undone"),
    ("INCOMING", "reads a file"),
    ("INCOMING_COLUMNS", "a step on the way in"),
    ("INCOMING_ROWS", "asks with every row; taken back by INCOMING_UNDO"),
    ("INCOMING_UNDO", "the undo of a file"),
    ("SHARES", "the opposite stands in its place"),
    ("SHARE_END", "the opposite stands in its place"),
    ("RETENTION", "a form of its own, to be changed again"),
    ("ACCESS", "hands out a file"),
    ("ERASE", "asks for the name first"),
    (
        "LOG",
        "saves a session, which is taken back on its page; a correction is undone: undo_correction.rs",
    ),
    ("LOG_DRAFT", "keeps what is typed"),
    ("LOG_READING", "shows what was understood"),
    ("SUMMARY", "hands out a document"),
    ("LETTERHEAD", "a form of its own, to be changed again"),
    ("BATCH", "hands out documents"),
    ("MERGE", "asks on a page of its own, and is parted again within a day"),
    ("MERGED", "tells two apart again; the opposite of MERGE"),
];

#[test]
fn every_route_that_takes_a_form_is_undone_or_says_why_not() {
    let posts: BTreeSet<String> = isolation::routes()
        .into_iter()
        .filter(|(method, _)| method == "POST")
        .map(|(_, name)| name)
        .collect();
    let named: BTreeSet<String> = ACTS
        .iter()
        .map(|act| act.0)
        .chain(REST.iter().map(|rest| rest.0))
        .map(str::to_owned)
        .collect();
    assert_eq!(named, posts);
}

/// The demonstration's first consultant with a client: a promise, a message, a contact and a gift
/// are open, and a draft is begun.
struct World {
    app: TestApp,
    browser: Browser,
    viewer: Viewer,
    client: Id,
    rule: RuleId,
}

/// What could have changed: the client's file, what stands aside, the drafts.
type Standing = (ClientFile, Vec<(RuleId, String)>, Vec<String>);

impl World {
    async fn new(lang: &'static str) -> World {
        let app = TestApp::new().await;
        let browser = digest::madoka(&app, lang).await;
        let own =
            [("name", "佐倉 まどか"), ("lang", lang), ("tz", "Asia/Tokyo"), ("capacity", "15")];
        assert_eq!(browser.send("/settings", &own).await.status, 303);
        let now = app.now();
        let (viewer, client) = app.blocking(|db| {
            db.write_blocking(move |conn| {
                let here = practice::all(conn)?.remove(0);
                let viewer = member::viewers(conn, &here.id)?.into_iter().find(|v| v.name.as_str() == "佐倉 まどか");
                let viewer = viewer.expect("the consultant");
                let all = person::everybody(conn, &viewer)?;
                let client = all.into_iter().find(|p| p.display_name.as_str() == "寺田 誠").expect("c3").id;
                let message = serde_json::json!({"id": "m1", "on": "2026-01-10", "text": "値段のこと", "why": "早く"});
                let gift = serde_json::json!({"id": "g1", "on": "2026-01-10", "direction": "in", "kind": "thing",
                    "what": "みかん"});
                let message = Record::message(serde_json::from_value(message).expect("a message"));
                let gift = Record::gift(serde_json::from_value(gift).expect("a gift"));
                fact::record(conn, &viewer, &client, now, |_| Ok(vec![message, gift]))?;
                draft::save(conn, &viewer, (&build::id("d1"), Some(&client)), (r#"[["note","begun"]]"#, 0), now)?;
                Ok((viewer, client))
            })
            .expect("a world")
        });
        let page = browser.get(&paths::client(&client)).await;
        let link = page.link_to(&format!("/clients/{client}/insights/")).expect("an insight");
        let rule =
            link.split(['/', '?']).nth(4).and_then(|rule| rule.parse().ok()).expect("a rule");
        World { app, browser, viewer, client, rule }
    }

    fn standing(&self) -> Standing {
        let (viewer, client) = (self.viewer.clone(), self.client.clone());
        self.app.blocking(|db| {
            db.read_blocking(|conn| {
                let kept = (*file::load(conn, &viewer, &client)?.file).clone();
                let mut aside = insight::of_people(conn, &viewer, std::slice::from_ref(&client))?;
                aside.extend(insight::of_own(conn, &viewer)?);
                let aside = aside
                    .into_iter()
                    .map(|done| (done.rule, format!("{:?}", done.aside)))
                    .collect();
                let drafts =
                    draft::list(conn, &viewer, 99)?.into_iter().map(|d| d.id.to_string()).collect();
                Ok((kept, aside, drafts))
            })
            .expect("a standing")
        })
    }

    fn filled(&self, text: &str) -> String {
        text.replace("{p}", self.client.as_str()).replace("{rule}", &self.rule.to_string())
    }

    async fn act(&self, (_, path, fields): &Act) -> Page {
        let fields: Vec<(&str, String)> =
            fields.iter().map(|(name, value)| (*name, self.filled(value))).collect();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.browser.send(&self.filled(path), &fields).await
    }

    /// The page that an answer leads to.
    async fn next(&self, page: &Page) -> Page {
        assert_eq!(page.status, 303, "{}", page.body);
        self.browser
            .get(page.location.as_deref().expect("a way on").split('#').next().expect("a page"))
            .await
    }

    /// Presses the button of the bar.
    async fn press(&self, page: &Page) -> Page {
        self.browser.send("/undo", &bar(page)).await
    }
}

/// What the bar's form sends; it must be there.
pub fn bar(page: &Page) -> Vec<(&str, &str)> {
    let (_, bar) =
        page.body.split_once("class=\"undo").unwrap_or_else(|| panic!("a bar on {}", page.body));
    let form = bar.split("</form>").next().expect("a form");
    let mut fields = Vec::new();
    for name in ["key", "what", "back", "again"] {
        let field = form
            .split_once(&format!("name=\"{name}\" value=\""))
            .and_then(|(_, rest)| rest.split_once('"'));
        fields.extend(field.map(|(value, _)| (name, value)));
    }
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn each_act_is_said_and_undone_and_done_again() {
    for lang in ["ja", "en"] {
        let world = World::new(lang).await;
        for act in ACTS {
            let before = world.standing();
            let next = world.next(&world.act(act).await).await;
            let after = world.standing();
            assert!(after != before || act.2.contains(&("draft", "d2")), "{act:?} does something");
            assert!(next.has("role=\"status\""), "{act:?} is said: {}", next.body);
            let undone = world.next(&world.press(&next).await).await;
            let now = world.standing();
            if act.2.contains(&("draft", "d2")) {
                assert!(now.2.contains(&"d2".to_owned()), "what was typed last is not lost");
                continue;
            }
            assert_eq!(now, before, "{act:?} is undone");
            // The undo is an act as well.
            let again = world.press(&undone).await;
            assert_eq!(again.status, 303, "{act:?}: {}", again.body);
            assert_eq!(world.standing(), after, "{act:?} is done again");
            let last = world.next(&again).await;
            world.next(&world.press(&last).await).await;
            assert_eq!(world.standing(), before, "{act:?} is undone once more");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_is_sent_twice_undoes_once() {
    let world = World::new("ja").await;
    let before = world.standing();
    let next = world.next(&world.act(&ACTS[0]).await).await;
    let sent = bar(&next);
    for _ in 0..2 {
        assert_eq!(world.browser.send("/undo", &sent).await.status, 303);
        assert_eq!(world.standing(), before);
    }
    let stale: Vec<(&str, &str)> =
        sent.iter().filter(|(name, _)| *name != "key").copied().collect();
    let late = world.browser.send("/undo", &stale).await;
    assert_eq!(late.status, 409, "undone already, and said to be: {}", late.body);
    assert!(late.has("もう元に戻してある"), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_members_undo_nothing() {
    let world = World::new("ja").await;
    let (practice, now) = (world.viewer.practice.clone(), world.app.now());
    let hash = world.app.hasher.hash(PASSWORD.to_owned()).await.expect("a hash");
    let owen = world.app.blocking(|db| {
        let owen = build::member(db, &practice, "owen", Role::Owner);
        let id = owen.member.clone();
        db.write_blocking(move |conn| member::set_password(conn, &practice, &id, &hash))
            .expect("a password");
        owen
    });
    let other = world.app.signed_in("en", "owen@example.org", PASSWORD).await;
    for act in [&ACTS[0], &ACTS[8], &ACTS[12], &ACTS[14], &ACTS[15]] {
        let next = world.next(&world.act(act).await).await;
        let after = world.standing();
        let what = bar(&next).into_iter().find(|(name, _)| *name == "what").expect("what").1;
        let theirs = other.get(&format!("/?done={what}")).await;
        assert!(!theirs.has("class=\"undo"), "nothing is told of it");
        let refused = other.send("/undo", &[("what", what), ("back", "/")]).await;
        assert_eq!(refused.status, 404, "{act:?}");
        assert_eq!(world.standing(), after);
        world.press(&next).await;
    }
    // With whom the client is shared works with them, but is not told what another did.
    let next = world.next(&world.act(&ACTS[0]).await).await;
    let what = bar(&next).into_iter().find(|(name, _)| *name == "what").expect("what").1;
    let (viewer, client) = (world.viewer.clone(), world.client.clone());
    world.app.blocking(|db| {
        db.write_blocking(move |conn| share::give(conn, &viewer, &client, &owen.member, now))
            .expect("shared");
    });
    let theirs = other.get(&format!("/clients/{}?done={what}", world.client)).await;
    assert!(theirs.status == 200 && !theirs.has("class=\"undo"), "{}", theirs.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_makes_the_page_say_nothing_of_its_own() {
    let world = World::new("en").await;
    let client = paths::client(&world.client);
    for done in ["hello", "w~x~y~1", "%3Cb%3E", "a~nothing", "d~d1", "w~..~..~9999999999999999999"]
    {
        let page = world.browser.get(&format!("{client}?done={done}")).await;
        let thrown = done == "d~d1";
        assert!(
            page.status == 200 && (thrown || !page.has("class=\"undo")),
            "{done}: {}",
            page.body
        );
    }
    // What was done an hour ago is not told again by a page that was kept.
    let acted = world.act(&ACTS[0]).await;
    world.app.later(TimeDelta::minutes(61));
    assert!(!world.next(&acted).await.has("class=\"undo"));
    // Nor does it lead away from the site.
    let acted = world.act(&ACTS[5]).await;
    let next = world.next(&acted).await;
    let what = bar(&next).into_iter().find(|(name, _)| *name == "what").expect("what").1;
    let away = world.browser.send("/undo", &[("what", what), ("back", "//evil.example")]).await;
    assert!(
        away.location.as_deref().expect("a way on").starts_with("/clients/"),
        "{:?}",
        away.location
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_were_written_upon_names_them_and_changes_nothing() {
    let world = World::new("ja").await;
    let planned = world.next(&world.act(&ACTS[3]).await).await;
    world
        .act(&(
            "STEP",
            "/clients/{p}/steps/message/m1",
            &[("to", "dropped"), ("on", "2026-01-15"), ("reason", "x")],
        ))
        .await;
    let gone = world.next(&world.act(&ACTS[0]).await).await;
    assert!(gone.has("class=\"undo"));
    // A message that was dropped from being planned may be dropped from being held as well: this
    // undo stands.
    assert_eq!(world.press(&planned).await.status, 303);
    // The words of an answer rest on its contact; they go with it only where one is asked.
    let before = world.standing();
    let contact = world.next(&world.act(&ACTS[9]).await).await;
    let what = bar(&contact).into_iter().find(|(name, _)| *name == "what").expect("what").1;
    let one = format!("{}~1", what.rsplit_once('~').expect("a count").0);
    let asked = world.browser.send("/undo", &[("what", &one), ("back", "/")]).await;
    assert!(
        asked.status == 200 && asked.has("また今度"),
        "what hangs on it is named: {}",
        asked.body
    );
    assert_ne!(world.standing(), before);
    let sure = world.browser.send("/undo", &[("what", &one), ("back", "/"), ("sure", "yes")]).await;
    assert_eq!((sure.status, world.standing()), (303, before));
    // Words that a want rests on are not taken back under it.
    let quote = world.standing().0.wants.iter().find_map(|w| w.quote.clone()).expect("words");
    let what = format!("w~{}~{quote}~1", world.client);
    let refused =
        world.browser.send("/undo", &[("what", &what), ("back", "/"), ("reason", "x")]).await;
    assert!(refused.status == 409 && refused.has("もとにしています"), "{}", refused.body);
    assert!(!refused.has("ファイル"), "the importer's words are not for people");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_due_only_for_what_is_older_than_today() {
    let world = World::new("ja").await;
    let before = world.standing();
    let promise = format!("{}#r-c3c3", paths::client(&world.client));
    let done = world.act(&ACTS[0]).await;
    assert!(
        done.location.as_deref().expect("a way on").ends_with("#r-c3c3"),
        "one lands where one was"
    );
    let page = world.browser.get(&paths::client(&world.client)).await;
    assert!(page.has("id=\"r-c3c3\""));
    let step =
        world.standing().0.promise(&build::id("c3c3")).expect("a promise").history[0].id.clone();
    let what = format!("w~{}~{step}~1", world.client);
    assert!(page.has(&what), "it is taken back where it is shown");
    world.app.later(TimeDelta::days(1));
    let asked = world.browser.send("/undo", &[("what", &what), ("back", &promise)]).await;
    assert!(asked.status == 200 && asked.has("name=\"reason\""), "{}", asked.body);
    let silent =
        world.browser.send("/undo", &[("what", &what), ("back", &promise), ("sure", "yes")]).await;
    assert_eq!(silent.status, 422, "{}", silent.body);
    let said =
        [("what", what.as_str()), ("back", &promise), ("sure", "yes"), ("reason", "聞き違い")];
    let taken = world.browser.send("/undo", &said).await;
    assert_eq!((taken.status, world.standing()), (303, before.clone()));
    // It stands in the list of what was taken back, with its reason, and is to be had again from
    // there.
    let list = world.browser.get(&paths::taken_back(&world.client)).await;
    assert!(list.has("聞き違い") && list.has("元に戻す"), "{}", list.body);
    let void =
        list.body.split_once("name=\"what\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
    let again = world.browser.send("/undo", &[("what", void.expect("a void").0)]).await;
    assert_eq!(again.status, 303, "{}", again.body);
    assert_ne!(world.standing(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_session_says_that_it_cannot_be_undone() {
    let world = World::new("ja").await;
    let (session, quote) = {
        let kept = world.standing().0;
        let quote = kept.quotes.iter().rfind(|q| q.session.is_some()).expect("words").clone();
        (quote.session.expect("a session"), quote.id)
    };
    let address = paths::session(&world.client, &session);
    let page = world.browser.get(&address).await;
    let (before_sign, _) = page.body.split_once(&format!("{address}/sign")).expect("signing");
    let asked = before_sign.rsplit_once("<details").expect("a question").1;
    assert!(
        asked.contains("署名する") && page.has("もう直すことも取り消すこともできません"),
        "{}",
        page.body
    );
    assert!(
        page.has(&format!("w~{}~{quote}~1", world.client)),
        "each record is taken back where it is shown"
    );
    let signed = world.next(&world.browser.send(&format!("{address}/sign"), &[]).await).await;
    assert!(signed.has("class=\"undo") && signed.has("署名済みの面談"), "{}", signed.body);
    assert!(!signed.has("action=\"/undo\""), "nothing of it is offered to be undone");
    let before = world.standing();
    let what = format!("w~{}~{quote}~1", world.client);
    let refused =
        world.browser.send("/undo", &[("what", &what), ("reason", "x"), ("sure", "yes")]).await;
    assert!(refused.status == 409 && refused.has("署名済みの面談"), "{}", refused.body);
    assert_eq!(world.standing(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discarded_draft_is_kept_for_some_weeks_and_then_goes() {
    let world = World::new("en").await;
    let log = world.browser.get("/log?draft=d1").await;
    let (_, after_save) = log.body.split_once("value=\"save\"").expect("saving");
    assert!(!after_save.contains("/log/draft/discard"), "discarding is never beside saving");
    let discarded = world.browser.send("/log/draft/discard", &[("draft", "d1")]).await;
    assert!(world.next(&discarded).await.has("30 days"));
    assert!(!world.browser.get("/log?draft=d1").await.has("begun"));
    assert!(world.browser.get("/").await.has("/log/discarded"));
    assert!(
        world.browser.get("/log/discarded").await.has("begun"),
        "by its first words one knows it again"
    );
    let program = world.app.program.clone();
    world.app.later(TimeDelta::days(29));
    tokio::task::block_in_place(|| ryokai::scheduler::run_once(&program)).expect("a round");
    let program = world.app.program.clone();
    let kept = |app: &TestApp, viewer: &Viewer| {
        app.blocking(|db| {
            db.read_blocking(|conn| draft::discarded(conn, viewer)).expect("drafts").len()
        })
    };
    assert_eq!(kept(&world.app, &world.viewer), 1);
    world.app.later(TimeDelta::days(2));
    tokio::task::block_in_place(|| ryokai::scheduler::run_once(&program)).expect("a round");
    assert_eq!(kept(&world.app, &world.viewer), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_a_member_asks_and_says_what_becomes_of_their_clients() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let new = [("name", "青木"), ("email", "aoki@example.org"), ("role", "consultant")];
    browser.send("/settings/members", &new).await;
    let page = browser.get("/settings/members").await;
    let (before, _) = page.body.split_once("value=\"deactivate\"").expect("removing");
    let asked = before.rsplit_once("<details").expect("a question").1;
    assert!(asked.contains("メンバーに戻るまで"), "{asked}");
}
