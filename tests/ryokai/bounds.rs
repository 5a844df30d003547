//! No list and no text is cut in silence: at its bound each is taken whole, one beyond it is
//! refused with the bound's number, and everything typed stays in the page.

use ryokai::method::{ClientFile, Id};

use crate::app::{Browser, Page, TestApp};
use crate::page;

/// The longest text of one field.
const TEXT: usize = 20_000;
/// The rows of one list.
const ROWS: usize = 40;
/// The lines of shorthand.
const LINES: usize = 200;

type Fields = Vec<(String, String)>;

async fn send(browser: &Browser, to: &str, fields: &Fields) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.send(to, &fields).await
}

fn fields(of: &[(&str, &str)]) -> Fields {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A session that saves, with these fields besides.
fn session(client: &Id, more: Fields) -> Fields {
    let id = Id::fresh().to_string();
    let client = client.to_string();
    let base = [
        ("key", id.as_str()),
        ("act", "save"),
        ("client", client.as_str()),
        ("on", "2026-01-14"),
        ("another", "2026-01-14"),
        ("minutes", "30"),
        ("status", "held"),
    ];
    let mut all = fields(&base);
    all.extend(more);
    all
}

/// The rows of one list as the page sends them: each of them, and an empty one below.
fn rows(n: usize, row: impl Fn(usize) -> Fields, empty: impl Fn(usize) -> Fields) -> Fields {
    (0..n).flat_map(row).chain(empty(n)).collect()
}

async fn file(app: &TestApp, client: &Id) -> ClientFile {
    let (viewer, id) = (page::owner(app).await, client.clone());
    let loaded = app
        .db
        .db()
        .read(move |conn| ryokai::store::file::load(conn, &viewer, &id))
        .await
        .expect("a file");
    (*loaded.file).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_the_log_page_is_kept_whole_or_refused_by_its_bound() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    let count = |file: &ClientFile| (file.quotes.len(), file.promises.len());
    let (mut quotes, mut promises) = count(&file(&app, &id).await);
    let mut messages = file(&app, &id).await.messages.len();
    for (list, part) in [("q", ""), ("ours", ""), ("theirs", ""), ("tn", "-text"), ("m", "-text")] {
        let name = |i: usize| {
            if i == 0 && !part.is_empty() {
                format!("{list}{part}")
            } else {
                format!("{list}{i}{part}")
            }
        };
        for n in [ROWS - 1, ROWS, ROWS + 1] {
            let row = |i: usize| vec![(name(i), format!("{list} line {i} of {n}"))];
            let empty = |i: usize| vec![(name(i), String::new())];
            let sent = send(&browser, "/log", &session(&id, rows(n, row, empty))).await;
            if n > ROWS {
                assert_eq!(sent.status, 422, "{list} {n}");
                assert!(sent.has("takes 40 "), "{list}: the bound is named: {}", sent.body);
                assert!(
                    (0..n).all(|i| sent.has(&format!("{list} line {i} of {n}"))),
                    "{list}: all is still there"
                );
                assert!(
                    sent.has(&format!("#f-{list}{ROWS}{part}")),
                    "{list}: the fault stands at its row"
                );
                continue;
            }
            assert_eq!(sent.status, 303, "{list} {n}: {}", sent.body);
            *match list {
                "q" => &mut quotes,
                "ours" | "theirs" => &mut promises,
                _ => &mut messages,
            } += n;
            let after = file(&app, &id).await;
            assert_eq!(
                (count(&after), after.messages.len()),
                ((quotes, promises), messages),
                "{list} {n}: every row"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_an_empty_row_is_kept() {
    let (app, browser, id) = page::furnished("ja", "c1").await;
    let before = file(&app, &id).await;
    let more = [
        ("q0", ""),
        ("q1", "二行目の言葉"),
        ("q2", ""),
        ("ours0", ""),
        ("ours1", "二つ目の約束"),
        ("theirs3", "四つ目"),
    ];
    let sent = send(&browser, "/log", &session(&id, fields(&more))).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let after = file(&app, &id).await;
    assert_eq!(after.quotes.len(), before.quotes.len() + 1);
    assert_eq!(after.promises.len(), before.promises.len() + 2);
    // A page that is shown again has the rows after an empty one, too.
    let mut faulty = session(&id, fields(&more));
    faulty.retain(|(name, _)| name != "minutes");
    faulty.push(("minutes".to_owned(), "0".to_owned()));
    let again = send(&browser, "/log", &faulty).await;
    assert_eq!(again.status, 422);
    assert!(
        ["二行目の言葉", "二つ目の約束", "四つ目"].iter().all(|said| again.has(said)),
        "{}",
        again.body
    );
    // A row whose number no page of ours has is refused, too, and costs nothing.
    let far = send(&browser, "/log", &session(&id, fields(&[("q999999999", "遠い行")]))).await;
    assert_eq!(far.status, 422);
    assert!(far.has("40行までです"), "{}", far.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shorthand_is_kept_whole_or_refused_by_its_bound() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    for n in [LINES - 1, LINES, LINES + 1] {
        let short = (0..n).map(|i| format!("q: line {i} of {n}")).collect::<Vec<_>>().join("\n");
        let before = file(&app, &id).await.quotes.len();
        let sent = send(&browser, "/log", &session(&id, vec![("short".to_owned(), short)])).await;
        if n > LINES {
            assert_eq!(sent.status, 422);
            assert!(
                sent.has("200 lines") && sent.has(&format!("line {LINES} of {n}")),
                "{}",
                sent.body
            );
        } else {
            assert_eq!(sent.status, 303, "{n}: {}", sent.body);
            assert_eq!(file(&app, &id).await.quotes.len(), before + n, "every line is recorded");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_of_a_person_are_kept_whole_or_refused_by_their_bound() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let address = format!("/clients/{id}/profile");
    let like = |i: usize| {
        vec![
            (format!("like-{i}"), format!("pear no. {i}")),
            (format!("like-on-{i}"), String::new()),
        ]
    };
    let busy = |i: usize| {
        let day = |day: &str| day.to_owned();
        let note = format!("week no. {i}");
        let of = [("from", day("2026-02-01")), ("until", day("2026-02-07")), ("note", note)];
        of.map(|(part, value)| (format!("busy-{part}-{i}"), value)).to_vec()
    };
    let none = |mut row: Fields| {
        row.iter_mut().for_each(|(_, value)| value.clear());
        row
    };
    for n in [ROWS - 1, ROWS, ROWS + 1] {
        let lists = [rows(n, like, |i| none(like(i))), rows(n, busy, |i| none(busy(i)))];
        for (list, said) in lists.into_iter().zip(["pear no. ", "week no. "]) {
            let shown = browser.get(&address).await;
            let name = ("name".to_owned(), "Tom Beckett".to_owned());
            let version = ("version".to_owned(), shown.hidden("version").expect("a version"));
            let sent =
                send(&browser, &address, &[name, version].into_iter().chain(list).collect()).await;
            if n > ROWS {
                assert_eq!(sent.status, 422, "{said}");
                assert!(sent.has("40 rows"), "{said}: the bound is named: {}", sent.body);
            } else {
                assert_eq!(sent.status, 303, "{said}{n}: {}", sent.body);
            }
            let page = if n > ROWS { sent } else { browser.get(&address).await };
            assert!(
                (0..n).all(|i| page.has(&format!("value=\"{said}{i}\""))),
                "{said}: all {n} are there"
            );
        }
    }
    // A day without what it is about is asked about, never dropped.
    let version = browser.get(&address).await.hidden("version").expect("a version");
    let lone = [
        ("name", "Tom Beckett"),
        ("version", &version),
        ("like-0", ""),
        ("like-on-0", "2026-01-02"),
    ];
    let refused = browser.send(&address, &lone).await;
    assert!(refused.status == 422 && refused.has("href=\"#like-0\""), "{}", refused.body);
}

/// A form: its page, where it goes, what it holds besides, and its fields of free text.
type Form<'a> = (String, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[tokio::test(flavor = "multi_thread")]
async fn every_text_of_every_form_is_kept_whole_or_refused_by_its_bound() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let client = format!("/clients/{id}");
    let held = [
        ("act", "save"),
        ("on", "2026-01-14"),
        ("minutes", "30"),
        ("status", "held"),
        ("client", id.as_str()),
    ];
    let newcomer = [
        ("act", "save"),
        ("on", "2026-01-14"),
        ("minutes", "30"),
        ("status", "held"),
        ("new-name", "Ada"),
    ];
    let forms: &[Form<'_>] = &[
        (
            "/log".to_owned(),
            &held,
            &["topic", "q0", "note", "ours0", "theirs0", "hours-group", "hours-payer"],
        ),
        ("/log".to_owned(), &newcomer, &["new-reading", "new-pillar-name"]),
        (
            "/people/new".to_owned(),
            &[
                ("name", "Ada"),
                ("origin", "introduced"),
                ("listed_on", "2026-01-01"),
                ("listed_how", "by mail"),
            ],
            &[
                "name",
                "reading",
                "role",
                "mail",
                "phone",
                "name_ja",
                "name_en",
                "role_ja",
                "role_en",
                "purpose",
                "knew",
                "activity",
                "currency",
                "sponsor",
                "listed_how",
                "listed_contact",
                "like-0",
            ],
        ),
        (
            format!("{client}/contacts"),
            &[
                ("mover", "them"),
                ("channel", "phone"),
                ("on", "2026-01-14"),
                ("exactness", "verbatim"),
            ],
            &["note", "words"],
        ),
        (
            format!("{client}/gifts"),
            &[("direction", "in"), ("kind", "thing"), ("what", "a pear"), ("on", "2026-01-14")],
            &["what", "why", "effort_on_receiver"],
        ),
        ("/settings/pillars".to_owned(), &[], &["new"]),
        (
            "/settings".to_owned(),
            &[("name", "Madoka"), ("lang", "en"), ("tz", "Asia/Tokyo")],
            &["name", "reading"],
        ),
        (format!("{client}/hours"), &[("hours-role", "coach")], &["hours-group", "hours-payer"]),
    ];
    let letter = |i: usize| if i.is_multiple_of(2) { 'x' } else { 'あ' };
    for (to, base, texts) in forms {
        for text in *texts {
            for n in [TEXT + 1, TEXT, TEXT - 1] {
                let typed: String = (0..n).map(letter).collect();
                let mut sent: Fields = fields(base);
                sent.retain(|(name, _)| name != text);
                sent.push(("key".to_owned(), Id::fresh().to_string()));
                sent.push(((*text).to_owned(), typed.clone()));
                let page = send(&browser, to, &sent).await;
                if n > TEXT {
                    assert_eq!(page.status, 422, "{to} {text}: {n} characters");
                    assert!(
                        page.has("20,000") || page.has("20000"),
                        "{to} {text}: the bound is named: {}",
                        page.status
                    );
                    assert!(page.has(&typed), "{to} {text}: what was typed is still there");
                } else {
                    let taken = page.status == 303
                        || (page.status == 422 && !page.has("20,000") && !page.has("20000"));
                    assert!(taken, "{to} {text}: {n} characters: {}", page.status);
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_not_counted_and_a_body_beyond_its_limit_is_refused_by_its_size() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let many: Fields = (0..5_000).map(|i| (format!("x{i}"), "1".to_owned())).collect();
    assert_eq!(
        send(&browser, "/log", &session(&id, many)).await.status,
        303,
        "five thousand fields are no fault"
    );
    let csrf = browser.csrf().await;
    let empty = session(&id, fields(&[("csrf", &csrf), ("pad", "")]));
    let size = bytes(&empty);
    for (more, status) in [(0, 303), (1, 413)] {
        let mut sent = session(&id, fields(&[("csrf", &csrf)]));
        sent.push(("pad".to_owned(), "x".repeat(1024 * 1024 - size + more)));
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let page = browser.post("/log", &sent).await;
        assert_eq!(page.status, status, "{more} bytes beyond the limit");
        assert!(
            status == 303 || page.has("1,024 KiB") || page.has("1024 KiB"),
            "the bound is named: {}",
            page.body
        );
    }
}

/// How many bytes these fields are as a form, whatever their values' ids are: ids have one length.
fn bytes(fields: &Fields) -> usize {
    let encoded = |s: &str| {
        s.bytes()
            .map(|b| if b.is_ascii_alphanumeric() || b"*-._".contains(&b) { 1 } else { 3 })
            .sum::<usize>()
    };
    fields.iter().map(|(name, value)| encoded(name) + 1 + encoded(value)).sum::<usize>()
        + fields.len()
        - 1
}

/// A form as it stands on a page.
struct Found {
    /// The address, with a mark where an id stands.
    action: String,
    to: String,
    files: bool,
    pressed: bool,
    /// What a browser sends if nobody types anything.
    sends: Fields,
    /// The fields that take a text, and those that take a file.
    texts: Vec<String>,
    uploads: Vec<String>,
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// The address without its query and with a mark in place of each id, so that a page is looked at
/// once.
fn shape(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let part =
        |part: &str| if part.chars().any(|c| c.is_ascii_digit()) { "*" } else { part }.to_owned();
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The row of a field is no part of its name here: `q0-want` and `q1-want` are one field.
fn kind_of(field: &str) -> String {
    field.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn forms(page: &str, at: &str) -> Vec<Found> {
    let mut out = Vec::new();
    for (i, _) in page.match_indices("<form") {
        let whole = &page[i..page[i..].find("</form>").map_or(page.len(), |end| i + end)];
        let head = &whole[..whole.find('>').unwrap_or(0)];
        if attribute(head, "method").as_deref() != Some("post") {
            continue;
        }
        let to = attribute(head, "action").unwrap_or_else(|| at.to_owned());
        let mut found = Found {
            action: shape(&to),
            to,
            files: head.contains("multipart"),
            pressed: false,
            sends: Vec::new(),
            texts: Vec::new(),
            uploads: Vec::new(),
        };
        for (j, _) in whole.match_indices('<') {
            let tag = &whole[j..j + whole[j..].find('>').unwrap_or(0)];
            field(&mut found, tag, &whole[j + tag.len()..]);
        }
        // A button may stand elsewhere on the page.
        if let Some(id) = attribute(head, "id") {
            let of = format!("form=\"{id}\"");
            let tags = page.split("<button").skip(1).filter_map(|rest| rest.split('>').next());
            tags.filter(|tag| tag.contains(&of)).for_each(|tag| button(&mut found, tag));
        }
        out.push(found);
    }
    out
}

/// Notes the button that is pressed: the one that saves, else the first.
fn button(found: &mut Found, tag: &str) {
    let named = attribute(tag, "name").zip(attribute(tag, "value"));
    let saves = named.as_ref().is_some_and(|(_, value)| value == "save");
    if tag.contains("formaction") || (found.pressed && !saves) {
        return;
    }
    found.pressed = true;
    if let Some((name, value)) = named {
        found.sends.retain(|(n, _)| *n != name);
        found.sends.push((name, value));
    }
}

/// Reads one tag of a form.
fn field(found: &mut Found, tag: &str, rest: &str) {
    if tag.starts_with("<button") {
        button(found, tag);
        return;
    }
    let Some(name) = attribute(tag, "name").filter(|name| !name.is_empty()) else { return };
    let value = || attribute(tag, "value").unwrap_or_default();
    let there = found.sends.iter().any(|(n, _)| *n == name);
    if tag.starts_with("<textarea") {
        let text = rest.trim_start_matches('>').split('<').next().unwrap_or_default().to_owned();
        found.sends.push((name.clone(), text));
        found.texts.push(name);
    } else if tag.starts_with("<select") {
        let options = rest.split("</select").next().unwrap_or_default();
        let chosen = options.split("<option").skip(1).find(|o| o.contains(" selected"));
        let option = chosen.or_else(|| options.split("<option").nth(1)).unwrap_or_default();
        found.sends.push((name, attribute(option, "value").unwrap_or_default()));
    } else if tag.starts_with("<input") {
        match attribute(tag, "type").as_deref().unwrap_or("text") {
            "file" => found.uploads.push(name),
            "radio" if tag.contains(" checked") => {
                found.sends.retain(|(n, _)| *n != name);
                found.sends.push((name, value()));
            }
            "radio" if !there => found.sends.push((name, value())),
            "checkbox" if tag.contains(" checked") => found.sends.push((name, value())),
            "radio" | "checkbox" => {}
            "hidden" => found.sends.push((name, value())),
            _ => {
                found.sends.push((name.clone(), value()));
                found.texts.push(name);
            }
        }
    }
}

/// Adds the forms of a page that were not met before.
fn meet(out: &mut Vec<Found>, page: &str, address: &str) {
    for form in forms(page, address) {
        let has = |f: &Found, text: &String| f.texts.iter().any(|t| kind_of(t) == kind_of(text));
        let same =
            |f: &Found| f.action == form.action && form.texts.iter().all(|text| has(f, text));
        let blank = form.texts.is_empty() && form.uploads.is_empty();
        if !blank && !out.iter().any(same) {
            out.push(form);
        }
    }
}

/// Every form that a member of a furnished practice can come upon, from page to page; `first` are
/// pages besides.
async fn every_form(browser: &Browser, first: &[String]) -> Vec<Found> {
    let mut out = Vec::new();
    for address in first {
        meet(&mut out, &browser.get(address).await.body, address);
    }
    let (mut waiting, mut seen) = (vec!["/".to_owned()], std::collections::BTreeSet::new());
    while let Some(address) = waiting.pop() {
        let query = address
            .split_once('?')
            .map(|(_, q)| q.split('=').next().unwrap_or_default().to_owned());
        if !address.starts_with('/')
            || address.starts_with("/static")
            || !seen.insert((shape(&address), query))
        {
            continue;
        }
        let page = browser.get(&address).await;
        meet(&mut out, &page.body, &address);
        let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        waiting.extend(
            links.map(|link| link.replace("&amp;", "&")).filter(|link| !link.contains("logout")),
        );
    }
    out
}

/// Fields that are read as something else than a text: what is beyond their own bound is refused
/// for what it is.
const NOT_A_TEXT: &[&str] = &["password", "current", "email", "email-current"];

/// Fields of the log page of which everything is kept: as lines of the session that are asked
/// about.
const KEPT_AS_LINES: &[&str] = &["short", "next", "planned", "ours-due", "theirs-due"];

async fn sent(browser: &Browser, form: &Found, name: &str, typed: &str) -> Page {
    let mut all: Fields = form.sends.clone();
    all.retain(|(n, _)| n != name && n != "csrf");
    for (n, value) in &mut all {
        if n == "key" {
            *value = Id::fresh().to_string();
        }
    }
    all.push((name.to_owned(), typed.to_owned()));
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    match form.files {
        true => browser.send_files(&form.to, &all, &[]).await,
        false => browser.send(&form.to, &all).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_any_page_cuts_a_text_or_loses_it() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    // Pages that only something just done leads to: a question, a signed session, a reason that is
    // asked for.
    let key = Id::fresh().to_string();
    let open = [
        ("key", key.as_str()),
        ("act", "save"),
        ("client", id.as_str()),
        ("on", "2026-01-14"),
        ("minutes", "30"),
    ];
    let more = [("m-text", "held"), ("ours0", "promised")];
    let saved = browser.send("/log", &[&open[..], &more[..]].concat()).await;
    let result = saved.location.expect("a result");
    let signed = format!("/clients/{id}/sessions/c5s6");
    assert_eq!(browser.send(&format!("{signed}/sign"), &[]).await.status, 303);
    let now = file(&app, &id).await;
    let held = now.messages.last().expect("a message");
    let promised = now.promises.last().expect("a promise");
    let steps = [("message", &held.id), ("promise", &promised.id)]
        .map(|(noun, id_of)| format!("/clients/{id}/steps/{noun}/{id_of}"));
    let mut found = every_form(&browser, &[vec![result, signed], steps.to_vec()].concat()).await;
    let what = format!("w~{id}~c5q12~1");
    let asked = browser.send("/undo", &[("what", &what), ("back", "/")]).await;
    meet(&mut found, &asked.body, "/undo");
    // A page with a line of each kind.
    let mut lines = vec![("client", id.as_str()), ("on", "2026-01-14"), ("minutes", "45")];
    let texts = ["topic", "q0", "tn-text", "m-text", "sign-seen", "ours0", "theirs0"];
    lines.extend(texts.map(|name| (name, "x")));
    lines.push(("act", "line"));
    meet(&mut found, &browser.send("/log", &lines).await.body, "/log");
    let names: std::collections::BTreeSet<String> = found
        .iter()
        .flat_map(|f| f.texts.iter().map(|t| format!("{} {}", f.action, kind_of(t))))
        .collect();
    for known in [
        "/log q",
        "/log tn-text",
        "/log m-why",
        "/log sign-seen",
        "/log q-why",
        "/log q-before",
        "/undo reason",
        "/clients/*/sessions/*/question text",
        "/clients/*/steps/message/* reason",
        "/clients/*/steps/promise/* reason",
        "/clients/*/sessions/*/addenda addendum",
        "/clients/*/sessions/*/words words",
        "/clients/*/sessions/*/take-back reason",
        "/clients/*/keeping why",
        "/settings/reminder hour",
        "/settings/practice retention_years",
        "/clients/*/gifts what",
    ] {
        assert!(names.contains(known), "{known} is met on the way: {names:#?}");
    }
    let letter = |i: usize| if i.is_multiple_of(2) { 'x' } else { 'あ' };
    let of = |n: usize| (0..n).map(letter).collect::<String>();
    let mut wrong = Vec::new();
    for n in [TEXT + 1, TEXT, TEXT - 1] {
        let typed = of(n);
        for form in &found {
            for name in form.texts.iter().filter(|name| !NOT_A_TEXT.contains(&name.as_str())) {
                let page = sent(&browser, form, name, &typed).await;
                let names_it = page.has("20,000") || page.has("20000");
                let mut lost = n > TEXT && (page.status < 400 || !page.body.contains(&typed));
                if lost && page.status == 303 && KEPT_AS_LINES.contains(&kind_of(name).as_str()) {
                    let result = browser.get(page.location.as_deref().expect("a result")).await;
                    lost = result.body.matches(['x', 'あ']).count() < n;
                }
                if page.status >= 500 || lost || (n <= TEXT && names_it) {
                    wrong.push(format!("{} {name}: {n} characters: {}", form.action, page.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_that_takes_a_file_cuts_it() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let found = every_form(&browser, &[format!("/clients/{id}")]).await;
    let uploads: Vec<&Found> = found.iter().filter(|form| !form.uploads.is_empty()).collect();
    let names: Vec<&str> = uploads.iter().map(|form| form.action.as_str()).collect();
    assert!(names.contains(&"/import") && names.contains(&"/settings/letterhead"), "{names:?}");
    let bytes = vec![b'x'; 33 * 1024 * 1024];
    for form in uploads {
        let fields: Vec<(&str, &str)> = form
            .sends
            .iter()
            .filter(|(n, _)| n != "csrf")
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let page =
            browser.send_files(&form.to, &fields, &[(&form.uploads[0], "large.bin", &bytes)]).await;
        assert!([413, 422].contains(&page.status), "{}: {}", form.action, page.status);
        let says = ["KiB", "MiB", "MB", "KB"].iter().any(|unit| page.has(unit));
        assert!(says, "{}: the bound is named: {}", form.action, page.body);
    }
}
