//! A page is open on two devices. What the first one saves is told on the second before anything
//! is set back: no form overwrites in silence what was stored after its page was opened.
//!
//! A new route that takes forms needs a line in `EDITS` or in `REST`; without one the first test
//! fails.

use std::collections::BTreeSet;

use ryokai::method::Id;

use crate::app::{Browser, PASSWORD, Page, TestApp};
use crate::correct::{FULL, begun, log};
use crate::filled::{filled, with};
use crate::isolation;

type Fields = &'static [(&'static str, &'static str)];

/// A form that changes what is stored: its route, the page that has it, where it goes, what the
/// first device changes, what the second changes, and what the second is shown of the first.
struct Edit {
    route: &'static str,
    page: &'static str,
    action: &'static str,
    first: Fields,
    second: Fields,
    told: &'static str,
}

/// `{p}`, `{s}`, `{message}`, `{contact}`, `{gift}` and `{pillar}` stand for a client, a session with
/// them, and what was written down in it and besides.
const EDITS: &[Edit] = &[
    Edit {
        route: "SETTINGS",
        page: "/settings",
        action: "/settings",
        first: &[("capacity", "31")],
        second: &[("name", "佐倉 円")],
        told: "そのあいだに保存されたもの：31",
    },
    Edit {
        route: "EMAIL",
        page: "/settings",
        action: "/settings/email",
        first: &[("email", "first@example.com"), ("email-current", PASSWORD)],
        second: &[("email", "second@example.com"), ("email-current", PASSWORD)],
        told: "そのあいだに保存されたもの：first@example.com",
    },
    Edit {
        route: "REMINDER",
        page: "/settings/reminder",
        action: "/settings/reminder",
        first: &[("daily", "yes"), ("hour", "7")],
        second: &[("quiet_from", "21:00"), ("quiet_until", "06:30")],
        told: "そのあいだに保存されたもの：7",
    },
    Edit {
        route: "PRACTICE",
        page: "/settings/practice",
        action: "/settings/practice",
        first: &[("retention_years", "31")],
        second: &[("practice", "さくら二号")],
        told: "そのあいだに保存されたもの：31",
    },
    Edit {
        route: "PILLARS",
        page: "/settings/pillars",
        action: "/settings/pillars",
        first: &[("name-{pillar}", "しごと")],
        second: &[("name-{pillar}", "勤め")],
        told: "そのあいだに保存されたもの：しごと",
    },
    Edit {
        route: "LETTERHEAD",
        page: "/settings/letterhead",
        action: "/settings/letterhead",
        first: &[("accent", "#0072b2")],
        second: &[("accent", "#7a0b2a")],
        told: "0072b2",
    },
    Edit {
        route: "HOURS_TERMS",
        page: "/hours",
        action: "/hours/terms",
        first: &[("group_cap", "31")],
        second: &[("recent_months", "24")],
        told: "そのあいだに保存されたもの：31",
    },
    Edit {
        route: "HOURS_NOTE",
        page: "/clients/{p}/sessions/{s}",
        action: "/clients/{p}/sessions/{s}/hours",
        first: &[("hours-role", "mentor"), ("hours-pay", "paid")],
        second: &[("hours-role", "coach"), ("hours-pay", "pro_bono")],
        told: "メンター",
    },
    Edit {
        route: "RETENTION",
        page: "/clients/{p}/keeping",
        action: "/clients/{p}/keeping",
        first: &[("until", "2041-01-15"), ("why", "裁判のあいだ")],
        second: &[("until", "2036-01-15"), ("why", "本人の希望")],
        told: "裁判のあいだ",
    },
    Edit {
        route: "PROFILE",
        page: "/clients/{p}/profile",
        action: "/clients/{p}/profile",
        first: &[("role", "社長")],
        second: &[("reading", "みずの なおき")],
        told: "そのあいだに保存されたもの：社長",
    },
    Edit {
        route: "AMEND",
        page: "/clients/{p}/correct/{contact}",
        action: "/clients/{p}/correct/{contact}",
        first: &[("note", "先に直した話")],
        second: &[("channel", "email")],
        told: "そのあいだに保存されたもの：先に直した話",
    },
    Edit {
        route: "AMEND",
        page: "/clients/{p}/correct/{gift}",
        action: "/clients/{p}/correct/{gift}",
        first: &[("what", "先に直した茶")],
        second: &[("kind", "effort")],
        told: "そのあいだに保存されたもの：先に直した茶",
    },
    Edit {
        route: "STEP",
        page: "/clients/{p}/steps/message/{message}",
        action: "/clients/{p}/steps/message/{message}",
        first: &[("to", "planned"), ("on", "2026-01-14")],
        second: &[("to", "dropped"), ("on", "2026-01-15"), ("reason", "要らなくなった")],
        told: "2026年1月14日",
    },
    Edit {
        route: "STEP",
        page: "/clients/{p}/steps/status/now",
        action: "/clients/{p}/steps/status/now",
        first: &[("to", "active"), ("on", "2026-01-14")],
        second: &[("to", "paused"), ("on", "2026-01-15")],
        told: "2026年1月14日",
    },
    // The title of a want, the text and the day of a promise: each against each, and against a
    // field of the session.
    Edit {
        route: "LOG",
        page: "/log?client={p}&session={s}",
        action: "/log",
        first: &[("q0-want", "人を増やしたい"), ("act", "save")],
        second: &[("q0-want", "若い人がほしい"), ("act", "save")],
        told: "人を増やしたい",
    },
    Edit {
        route: "LOG",
        page: "/log?client={p}&session={s}",
        action: "/log",
        first: &[("q0-want", "人を増やしたい"), ("act", "save")],
        second: &[("minutes", "75"), ("act", "save")],
        told: "人を増やしたい",
    },
    Edit {
        route: "LOG",
        page: "/log?client={p}&session={s}",
        action: "/log",
        first: &[("ours0", "見本を送る"), ("act", "save")],
        second: &[("ours0", "ひな型を二つ送る"), ("act", "save")],
        told: "見本を送る",
    },
    Edit {
        route: "LOG",
        page: "/log?client={p}&session={s}",
        action: "/log",
        first: &[("theirs0-due", "2026-01-28"), ("act", "save")],
        second: &[("q0-want", "若い人がほしい"), ("act", "save")],
        told: "1月28日",
    },
    Edit {
        route: "LOG",
        page: "/log?client={p}&session={s}",
        action: "/log",
        first: &[("ours0", ""), ("ours0-due", ""), ("act", "save")],
        second: &[("ours0-due", "2026-01-29"), ("act", "save")],
        told: "ひな型を送る",
    },
    Edit {
        route: "SIGN",
        page: "/clients/{p}/sessions/{s}",
        action: "/clients/{p}/sessions/{s}/sign",
        first: &[],
        second: &[],
        told: "別の画面か、ほかの担当者が先に変更しました",
    },
];

/// Routes that take forms and set nothing back that somebody else could have saved meanwhile, with
/// the reason.
const REST: &[(&str, &str)] = &[
    ("UNDO", "names the records that it undoes, and tells where one is undone already: undo.rs"),
    ("LOGIN", "signs in"),
    ("LOGOUT", "signs out"),
    ("SETUP", "is closed by the first of two"),
    ("PASSWORD", "asks for the password that stands now"),
    ("LOGIN_END", "ends what is ended already"),
    ("MEMBERS", "adds"),
    ("MEMBER", "one press, without a value of the page"),
    ("ACCOUNT", "hands out a file"),
    ("ACCOUNT_JOIN", "one press, without a value of the page"),
    ("PERSON_NEW", "adds"),
    ("HOURS", "hands out a file"),
    ("HOURS_ALL", "notes only what nobody has noted"),
    ("CALENDAR", "makes a link, or ends it; it carries no value"),
    ("CALENDAR_READ", "reads a file"),
    ("SESSION_ICS", "hands out a file"),
    ("QUESTION", "takes one answer; a second one is told that there is one: question.rs"),
    ("TAKE_BACK", "names what goes with it, and asks again where that is something else"),
    ("RECALLED", "adds"),
    ("ADDENDA", "adds"),
    ("CONTACTS", "adds"),
    ("CONTACT_QUICK", "adds"),
    ("GIFTS", "adds"),
    ("INSIGHT", "adds an act with its moment; the earlier ones stay"),
    ("DIGEST_INSIGHT", "adds an act with its moment; the earlier ones stay"),
    ("INCOMING", "reads a file"),
    ("INCOMING_COLUMNS", "changes an upload that nobody else sees"),
    ("INCOMING_ROWS", "takes in an upload once"),
    ("INCOMING_UNDO", "undoes once"),
    ("SHARES", "one press, without a value of the page"),
    ("SHARE_END", "one press, without a value of the page"),
    ("ACCESS", "hands out a file"),
    ("ERASE", "asks for the name first"),
    ("LOG_DRAFT", "tells of the other window: draft.rs"),
    ("LOG_DISCARD", "keeps what is discarded"),
    ("LOG_READING", "shows what was understood"),
    ("SUMMARY", "hands out the sheet that was shown, or says that it changed: export.rs"),
    ("BATCH", "hands out the sheets that were shown, or says that they changed: batch.rs"),
    ("MERGE", "joins what the page showed, or says that it changed: merge.rs"),
    ("MERGED", "tells two apart once"),
];

#[test]
fn every_route_that_takes_a_form_is_held_here_or_says_why_not() {
    let posts: BTreeSet<String> = isolation::routes()
        .into_iter()
        .filter(|(method, _)| method == "POST")
        .map(|(_, name)| name)
        .collect();
    let named = EDITS.iter().map(|edit| edit.route).chain(REST.iter().map(|rest| rest.0));
    assert_eq!(named.map(str::to_owned).collect::<BTreeSet<_>>(), posts);
}

struct World {
    _app: TestApp,
    browser: Browser,
    names: Vec<(&'static str, String)>,
}

impl World {
    async fn new() -> World {
        let (app, browser, viewer, client) = begun().await;
        let session = log(&browser, &client, "k1", &FULL).await;
        let at = |path: &str| format!("/clients/{client}/{path}");
        let call =
            [("mover", "them"), ("channel", "phone"), ("on", "2026-01-12"), ("note", "電話の話")];
        assert_eq!(browser.send(&at("contacts"), &call).await.status, 303);
        let tea = [("direction", "in"), ("kind", "thing"), ("what", "茶"), ("on", "2026-01-12")];
        assert_eq!(browser.send(&at("gifts"), &tea).await.status, 303);
        assert_eq!(browser.send("/settings/pillars", &[("new", "仕事")]).await.status, 303);
        let listed = browser.get("/settings/pillars").await;
        let pillar =
            listed.body.split("name=\"name-").nth(1).and_then(|rest| rest.split('"').next());
        let pillar = pillar.expect("a pillar").to_owned();
        let file = crate::correct::file(&app, &viewer, &client).await;
        let held = file.messages.iter().find(|m| m.text.as_str() == "値上げの話");
        let id = |id: &Id| id.to_string();
        let names = vec![
            ("{p}", id(&client)),
            ("{s}", session),
            ("{message}", id(&held.expect("a message").id)),
            ("{contact}", id(&file.contacts[0].id)),
            ("{gift}", id(&file.gifts[0].id)),
            ("{pillar}", pillar),
        ];
        World { _app: app, browser, names }
    }

    fn named(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// The form as a page has it.
    fn form(&self, edit: &Edit, page: &Page) -> Vec<(String, String)> {
        assert!(page.status < 500 && page.status != 404, "{}: {}", edit.page, page.body);
        filled(&page.body, &format!("action=\"{}\"", self.named(edit.action)))
    }

    async fn open(&self, edit: &Edit) -> Vec<(String, String)> {
        let page = self.browser.get(&self.named(edit.page)).await;
        if edit.route == "LOG" { filled(&page.body, "id=\"log\"") } else { self.form(edit, &page) }
    }

    async fn send(&self, edit: &Edit, form: &[(String, String)], new: Fields) -> Page {
        let new: Vec<(String, &str)> =
            new.iter().map(|(name, value)| (self.named(name), *value)).collect();
        let new: Vec<(&str, &str)> =
            new.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let fields = with(form, &new);
        let action = self.named(edit.action);
        match edit.route {
            "LETTERHEAD" => self.browser.send_files(&action, &fields, &[("logo", "", b"")]).await,
            _ => self.browser.send(&action, &fields).await,
        }
    }

    /// Changes on one device what the other has open.
    async fn meanwhile(&self, edit: &Edit) {
        if edit.route == "SIGN" {
            let page = self.browser.get(&self.named("/log?client={p}&session={s}")).await;
            let fields = filled(&page.body, "id=\"log\"");
            let fields = with(&fields, &[("minutes", "90"), ("act", "save")]);
            assert_eq!(self.browser.send("/log", &fields).await.status, 303);
            return;
        }
        let form = self.open(edit).await;
        let saved = self.send(edit, &form, edit.first).await;
        assert_eq!(saved.status, 303, "{}: {}", edit.page, saved.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_opened_before_another_change_tells_of_it_before_it_sets_anything_back() {
    for edit in EDITS {
        let world = World::new().await;
        let stale = world.open(edit).await;
        world.meanwhile(edit).await;
        let now = world.open(edit).await;
        let told = world.send(edit, &stale, edit.second).await;
        let of = format!("{} {:?} {:?}", edit.page, edit.first, edit.second);
        assert_eq!(told.status, 409, "{of}: {:?} {}", told.location, told.body);
        assert!(told.has(edit.told), "{of}: {}", told.body);
        let own = |fields: &[(String, String)]| -> Vec<(String, String)> {
            let page = ["csrf", "key", "draft", "draft-version", "seen", "version"];
            fields.iter().filter(|(name, _)| !page.contains(&name.as_str())).cloned().collect()
        };
        if edit.route == "LOG" {
            // The page is a draft by now; the session is as the first device left it.
            let drafts = world.browser.get("/log/drafts").await;
            let fields = filled(&drafts.body, "class=\"discard\"");
            world.browser.send("/log/draft/discard", &with(&fields, &[])).await;
        }
        assert_eq!(own(&world.open(edit).await), own(&now), "{of}: nothing was set back");
        // Told of it, the same page may.
        let again = match edit.route {
            "LOG" => filled(&told.body, "id=\"log\""),
            _ => world.form(edit, &told),
        };
        let sent = world.send(edit, &again, edit.second).await;
        assert_eq!(sent.status, 303, "{of}: {}", sent.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_says_what_stands_anyway_is_no_fault() {
    // These append a record each time, and show first what was recorded since.
    let each_time = ["SIGN", "STEP", "HOURS_NOTE", "RETENTION", "PROFILE"];
    let twice = |edit: &&Edit| !each_time.contains(&edit.route);
    for edit in EDITS.iter().filter(twice) {
        let world = World::new().await;
        let stale = world.open(edit).await;
        world.meanwhile(edit).await;
        let same = world.send(edit, &stale, edit.first).await;
        let told = same.status == 409 && edit.route == "LOG";
        assert!(same.status == 303 || told, "{}: {}", edit.page, same.body);
    }
}
