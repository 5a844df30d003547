//! A page that was saved is gone back to, one field is changed, and it is saved once more: whatever
//! was changed arrives at the session or the client, or the answer says why not.

use std::collections::BTreeSet;

use ryokai::method::{Id, Person};
use ryokai::store::{self, person};

use crate::app::{Browser, Page, TestApp};
use crate::correct::{FULL, to};
use crate::filled::{filled, with};
use crate::page;

const FORM: &str = "id=\"log\"";

/// What a page is saved with at first, besides `FULL`.
const MORE: [(&str, &str); 8] = [
    ("status", "held"),
    ("mode", "office"),
    ("hours-role", "coach"),
    ("hours-pay", "paid"),
    ("new-reading", "みずの"),
    ("new-origin", "came_to_us"),
    ("m-interest", ""),
    ("q0-how", "auto"),
];

/// Each field of the page with what it is changed to.
const CHANGES: [(&str, &str); 75] = [
    ("on", "2026-01-11"),
    ("time", "14:30"),
    ("minutes", "75"),
    ("mode", "phone"),
    ("initiator", "us"),
    ("status", "no_show"),
    ("planned", "2026-01-09"),
    ("topic", "後継のこと"),
    ("covered", "no"),
    ("q0", "応募がまったく来ない。"),
    ("q0-exact", "near"),
    ("q1-w", "1"),
    ("q1-n", "1"),
    ("q0-a", "1"),
    ("q0-b", "1"),
    ("q0-want", "人を増やしたい"),
    ("q3-need", "自分で決めていきたい"),
    ("q1-how", "declined"),
    ("tn-text", "決める人が三人いる"),
    ("tn-why", "早く知ってほしい"),
    ("tn-permission", "unasked"),
    ("tn-reception", "received"),
    ("tn-yes", "0"),
    ("tn-answer", "0"),
    ("sign", "went_abstract"),
    ("sign-before", "母の話"),
    ("sign-seen", "時計を見た"),
    ("m-text", "値下げの話"),
    ("m-why", "正直でいたい"),
    ("m-guess", "認められたい"),
    ("m-interest", "1"),
    ("ours0", "見本を送る"),
    ("ours0-due", "2026-01-22"),
    ("theirs0", "声に出して読む"),
    ("theirs0-due", "2026-01-23"),
    ("closing", "courtesy"),
    ("next", "2026-01-25"),
    ("checkout", "partly"),
    ("next-agenda", "見積もりの続き"),
    ("note", "三行目"),
    ("short", "言:父に話します"),
    ("hours-role", "mentor"),
    ("hours-pay", "pro_bono"),
    ("hours-heads", "5"),
    ("hours-group", "経営者の会"),
    ("hours-payer", "商工会"),
    ("hours-report", "1"),
    ("new-name", "山口 花子"),
    ("new-name", "  "),
    ("new-reading", "みずの なおき"),
    ("new-locale", "en"),
    ("new-origin", "introduced"),
    ("new-pillar", "{pillar}"),
    ("new-pillar-name", "学校"),
    ("client", "{other}"),
    ("q0-topic", "1"),
    ("q0-covered", "no"),
    // A line of another kind, and answers that its kind does not have.
    ("q0-kind", "theirs"),
    ("tn-kind", "held"),
    ("m-kind", "ours"),
    ("ours0-kind", "theirs"),
    ("theirs0-kind", "ours"),
    ("sign-kind", "note"),
    ("topic-kind", "said"),
    ("q0-permission", "permitted"),
    ("q0-reception", "received"),
    ("q0-yes", "1"),
    ("q0-answer", "1"),
    ("q0-why", "正直でいたい"),
    ("q0-guess", "認められたい"),
    ("q0-interest", "1"),
    ("q0-due", "2026-01-22"),
    ("q0-sign", "fell_silent"),
    ("q0-before", "母の話"),
    ("q0-for", "1"),
];

/// The page's own: what is on it for the browser or the server alone.
const OWN: [&str; 11] = [
    "csrf",
    "key",
    "draft",
    "draft-version",
    "act",
    "twin-of",
    "far",
    "another",
    "filled",
    "order",
    "view",
];

/// The name of a field, whatever its row.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_ascii_digit()).collect()
}

async fn kept(app: &TestApp, of: &Id) -> Person {
    let (viewer, of) = (page::owner(app).await, of.clone());
    let read = move |conn: &mut store::Conn| person::find(conn, &viewer, &of);
    app.db.db().read(read).await.expect("people").expect("a person").person
}

async fn world() -> (TestApp, Browser, String, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    assert_eq!(browser.send("/settings/pillars", &[("new", "仕事")]).await.status, 303);
    let listed = browser.get("/settings/pillars").await;
    let pillar = listed
        .body
        .split("name=\"name-")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a pillar");
    let viewer = page::owner(&app).await;
    let other = crate::correct::person_of(&app, &viewer, "早川 佳奈").await;
    (app, browser, pillar.to_owned(), other)
}

/// Saves a page with a new client; answers the fields, and whose session which it became.
async fn first(browser: &Browser, n: usize) -> (Vec<(String, String)>, Id, String) {
    let page = browser.get("/log").await;
    let name = format!("水野 {}", ["一", "二", "三", "四", "五", "六", "七", "八"][n % 8])
        .replace(' ', &"ゝ".repeat(n / 8));
    let all: Vec<(&str, &str)> = FULL
        .into_iter()
        .chain(MORE)
        .chain([("new-name", name.as_str()), ("twin", "other")])
        .collect();
    let mut fields = filled(&page.body, FORM);
    fields = with(&fields, &all).into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let mut saved = browser.send("/log", &with(&fields, &[("act", "save")])).await;
    if saved.status == 422 && saved.has("name=\"twins\"") {
        // Somebody of a like name is there already, and is another person.
        fields = filled(&saved.body, FORM);
        fields = with(&fields, &[("twin", "other")])
            .into_iter()
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect();
        saved = browser.send("/log", &with(&fields, &[("act", "save")])).await;
    }
    let place: Vec<String> = to(&saved).split(['/', '?']).map(str::to_owned).collect();
    (fields, place[2].parse().expect("a client"), place[4].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_field_that_is_changed_after_saving_arrives_or_is_told() {
    let (app, browser, pillar, other) = world().await;
    let blank = browser.get("/log").await;
    let form =
        blank.body.split_once(FORM).expect("a form").1.split("</form>").next().expect("an end");
    let names = form.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(plain);
    let names: BTreeSet<String> = names.filter(|name| !OWN.contains(&name.as_str())).collect();
    let walked: BTreeSet<String> = CHANGES.iter().map(|(name, _)| plain(name)).collect();
    assert_eq!(
        names.difference(&walked).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "each field is walked"
    );
    let mut lost = Vec::new();
    for (n, (name, value)) in CHANGES.into_iter().enumerate() {
        let value = value.replace("{pillar}", &pillar).replace("{other}", other.as_str());
        let (fields, client, session) = first(&browser, n).await;
        let mut sent =
            browser.send("/log", &with(&fields, &[(name, &value), ("act", "save")])).await;
        if sent.has("name=\"keep\"") {
            // It is asked what becomes of the records of a session that did not take place.
            let asked = filled(&sent.body, "action=\"/log\"");
            sent = browser.send("/log", &with(&asked, &[("keep", "1"), ("act", "save")])).await;
        }
        if !arrived(&app, &browser, (&client, &session), (name, &value), &sent).await {
            lost.push(format!("{name}: {} {:?} {}", sent.status, sent.location, sent.body));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The list of each kind of line.
const LISTS: [(&str, &str); 5] =
    [("said", "q"), ("theirs", "theirs"), ("ours", "ours"), ("held", "m"), ("note", "note")];

/// The field with the text of the line that a `-kind` field belongs to.
fn text_of(kind: &str) -> Option<&'static str> {
    let texts = [
        ("q0-kind", "q0"),
        ("tn-kind", "tn-text"),
        ("m-kind", "m-text"),
        ("ours0-kind", "ours0"),
        ("theirs0-kind", "theirs0"),
        ("sign-kind", "sign-seen"),
        ("topic-kind", "topic"),
    ];
    texts.into_iter().find(|(name, _)| *name == kind).map(|(_, text)| text)
}

/// True if a changed field is saved, or the answer says that it is not.
async fn arrived(
    app: &TestApp,
    browser: &Browser,
    (client, session): (&Id, &str),
    (name, value): (&str, &str),
    sent: &Page,
) -> bool {
    if sent.status != 303 {
        // The page with everything typed, and a reason.
        return [409, 422].contains(&sent.status)
            && sent.has("role=\"alert\"")
            && sent.has(value.trim());
    }
    if name == "client" {
        return to(sent).starts_with(&format!("/clients/{value}/sessions/"));
    }
    if name.starts_with("new-") {
        let told =
            browser.get(to(sent)).await.has("お客さまの名前や情報を、書いたとおりに変えました");
        let now = kept(app, client).await;
        let origin = now.origin.as_ref().map(|o| ryokai::method::code(&o.direction));
        return told
            && match name {
                "new-name" => now.display_name.as_str() == value && now.earlier_names.len() == 1,
                "new-reading" => now.reading.is_some_and(|r| r.as_str() == value),
                "new-locale" => ryokai::method::code(&now.locale) == value,
                "new-origin" => origin.as_deref() == Some(value),
                _ => now.pillars.len() == 1,
            };
    }
    // What could not be recorded is asked about on the result page.
    if to(sent).contains("/result") {
        return browser.get(to(sent)).await.has("/question");
    }
    if !to(sent).contains("done=w~") {
        return false;
    }
    let page = browser.get(&format!("/log?client={client}&session={session}")).await;
    let now = filled(&page.body, FORM);
    match name {
        "short" => now.iter().any(|(n, v)| n.starts_with('q') && v == "父に話します"),
        // The mark stands as the topic itself where more than these words say it.
        "q0-topic" => now.iter().any(|(n, v)| n == "topic" && v.contains("応募")),
        "q0-covered" => now.iter().any(|(n, v)| n.ends_with("covered") && v == "no"),
        _ if name.ends_with("-kind") => {
            let text = FULL.iter().find(|(n, _)| Some(*n) == text_of(name)).map(|(_, v)| *v);
            let list = LISTS.iter().find(|(kind, _)| *kind == value).map(|(_, list)| *list);
            now.iter().any(|(n, v)| {
                list.is_some_and(|l| n.starts_with(l)) && text.is_some_and(|t| v.contains(t))
            })
        }
        _ => now.iter().any(|(n, v)| n == name && v == value),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_not_set_back_by_a_page_from_before_it_was_changed() {
    let (app, browser, ..) = world().await;
    let (fields, client, session) = first(&browser, 0).await;
    let named =
        browser.send("/log", &with(&fields, &[("new-name", "山口 花子"), ("act", "save")])).await;
    assert!(to(&named).ends_with(&format!("/sessions/{session}?after=profile")), "{}", to(&named));
    // Sent once more it says the same, and the first page says that the name stays.
    browser.send("/log", &with(&fields, &[("new-name", "山口 花子"), ("act", "save")])).await;
    assert_eq!(kept(&app, &client).await.display_name.as_str(), "山口 花子");
    let stays = browser.send("/log", &with(&fields, &[("minutes", "75"), ("act", "save")])).await;
    let page = browser.get(to(&stays)).await;
    assert!(
        page.has("今の内容のままです") && page.has(&format!("/clients/{client}/profile")),
        "{}",
        page.body
    );
    assert_eq!(kept(&app, &client).await.display_name.as_str(), "山口 花子");
    // A name that somebody else has is asked about, and the page keeps it.
    let asked =
        browser.send("/log", &with(&fields, &[("new-name", "早川 佳奈"), ("act", "save")])).await;
    assert_eq!(asked.status, 422, "{}", asked.body);
    assert!(asked.has("value=\"早川 佳奈\"") && asked.has("name=\"twin\""), "{}", asked.body);
    assert_eq!(kept(&app, &client).await.display_name.as_str(), "山口 花子");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_second_device_never_saw_is_named_before_it_is_taken_back() {
    let (app, browser, _, _) = world().await;
    let client = {
        let viewer = page::owner(&app).await;
        crate::correct::person_of(&app, &viewer, "早川 佳奈").await
    };
    let id = client.to_string();
    let head = [
        ("key", "k-two"),
        ("act", "save"),
        ("client", &*id),
        ("on", "2026-01-10"),
        ("minutes", "60"),
    ];
    let phone = [("q0", "電話で書いた言葉"), ("q0-a", "1"), ("ours0", "送る")];
    let saved = browser.send("/log", &[&head[..], &phone[..]].concat()).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let desk = browser.send("/log", &[&head[..], &[("note", "机で書いた")]].concat()).await;
    assert!(desk.body.contains("電話で書いた言葉") && desk.status != 303, "{}", desk.body);
    let viewer = page::owner(&app).await;
    let file = crate::correct::file(&app, &viewer, &client).await;
    let kept = (file.sessions.len(), file.quotes.len(), file.agreements.len(), file.promises.len());
    assert_eq!(kept, (1, 1, 1, 1), "nothing has gone yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_corrected_or_moved_since_is_told_before_an_old_page_sets_it_back() {
    let (app, browser, _, other) = world().await;
    let viewer = page::owner(&app).await;
    let client = crate::correct::person_of(&app, &viewer, "水野 直樹").await;
    let id = client.to_string();
    let page = [
        ("key", "k-old"),
        ("act", "save"),
        ("client", &*id),
        ("on", "2026-01-10"),
        ("minutes", "60"),
        ("q0", "応募が来なi。"),
    ];
    let saved = browser.send("/log", &page).await;
    let session = to(&saved).split('/').nth(4).expect("a session").to_owned();
    let fields = crate::correct::opened(&browser, &client, &session).await;
    let right = crate::correct::save(&browser, &fields, &[("q0", "応募が来ない。")]).await;
    assert_eq!(right.status, 303, "{}", right.body);
    let stale = browser.send("/log", &[&page[..], &[("note", "あとから")]].concat()).await;
    assert!(stale.status != 303 && stale.has("あとから直されていますが"), "{}", stale.body);
    let file = crate::correct::file(&app, &viewer, &client).await;
    assert_eq!(file.quotes[0].text.as_str(), "応募が来ない。");
    let mut page = page;
    page[0].1 = "k-moved";
    page[3].1 = "2026-01-12";
    let saved = browser.send("/log", &page).await;
    let session = to(&saved).split('/').nth(4).expect("a session").to_owned();
    let fields = crate::correct::opened(&browser, &client, &session).await;
    let moved = crate::correct::save(&browser, &fields, &[("client", other.as_str())]).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    let stale = browser.send("/log", &[&page[..], &[("note", "もう一度")]].concat()).await;
    assert!(stale.status != 303 && stale.has("もう一度"), "{} {}", stale.status, stale.body);
    assert_eq!(crate::correct::file(&app, &viewer, &client).await.sessions.len(), 1);
    assert_eq!(crate::correct::file(&app, &viewer, &other).await.sessions.len(), 1);
}
