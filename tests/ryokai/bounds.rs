//! No list and no text is cut in silence: at its bound each is taken whole, one beyond it is refused with the bound's
//! number, and everything typed stays in the page.

use ryokai::domain::{ClientFile, Id};

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
    let loaded = app.db.db().read(move |conn| ryokai::store::file::load(conn, &viewer, &id)).await.expect("a file");
    (*loaded.file).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_the_log_page_is_kept_whole_or_refused_by_its_bound() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    let count = |file: &ClientFile| (file.quotes.len(), file.commitments.len());
    let (mut quotes, mut promises) = count(&file(&app, &id).await);
    for list in ["q", "ours", "theirs"] {
        for n in [ROWS - 1, ROWS, ROWS + 1] {
            let row = |i: usize| vec![(format!("{list}{i}"), format!("{list} line {i} of {n}"))];
            let empty = |i: usize| vec![(format!("{list}{i}"), String::new())];
            let sent = send(&browser, "/log", &session(&id, rows(n, row, empty))).await;
            if n > ROWS {
                assert_eq!(sent.status, 422, "{list} {n}");
                assert!(sent.has("takes 40 "), "{list}: the bound is named: {}", sent.body);
                assert!((0..n).all(|i| sent.has(&format!("{list} line {i} of {n}"))), "{list}: all is still there");
                assert!(sent.has(&format!("#f-{list}{ROWS}")), "{list}: the fault stands at its row");
                continue;
            }
            assert_eq!(sent.status, 303, "{list} {n}: {}", sent.body);
            *if list == "q" { &mut quotes } else { &mut promises } += n;
            assert_eq!(count(&file(&app, &id).await), (quotes, promises), "{list} {n}: every row is recorded");
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
    assert_eq!(after.commitments.len(), before.commitments.len() + 2);
    // A page that is shown again has the rows after an empty one, too.
    let mut faulty = session(&id, fields(&more));
    faulty.retain(|(name, _)| name != "minutes");
    faulty.push(("minutes".to_owned(), "0".to_owned()));
    let again = send(&browser, "/log", &faulty).await;
    assert_eq!(again.status, 422);
    assert!(["二行目の言葉", "二つ目の約束", "四つ目"].iter().all(|said| again.has(said)), "{}", again.body);
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
            assert!(sent.has("200 lines") && sent.has(&format!("line {LINES} of {n}")), "{}", sent.body);
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
    let like = |i: usize| vec![(format!("like-{i}"), format!("pear no. {i}")), (format!("like-on-{i}"), String::new())];
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
            let sent = send(&browser, &address, &[name, version].into_iter().chain(list).collect()).await;
            if n > ROWS {
                assert_eq!(sent.status, 422, "{said}");
                assert!(sent.has("40 rows"), "{said}: the bound is named: {}", sent.body);
            } else {
                assert_eq!(sent.status, 303, "{said}{n}: {}", sent.body);
            }
            let page = if n > ROWS { sent } else { browser.get(&address).await };
            assert!((0..n).all(|i| page.has(&format!("value=\"{said}{i}\""))), "{said}: all {n} are there");
        }
    }
    // A day without what it is about is asked about, never dropped.
    let version = browser.get(&address).await.hidden("version").expect("a version");
    let lone = [("name", "Tom Beckett"), ("version", &version), ("like-0", ""), ("like-on-0", "2026-01-02")];
    let refused = browser.send(&address, &lone).await;
    assert!(refused.status == 422 && refused.has("href=\"#like-0\""), "{}", refused.body);
}

/// A form: its page, where it goes, what it holds besides, and its fields of free text.
type Form<'a> = (String, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[tokio::test(flavor = "multi_thread")]
async fn every_text_of_every_form_is_kept_whole_or_refused_by_its_bound() {
    let (_app, browser, id) = page::furnished("en", "c5").await;
    let client = format!("/clients/{id}");
    let held = [("act", "save"), ("on", "2026-01-14"), ("minutes", "30"), ("status", "held"), ("client", id.as_str())];
    let newcomer = [("act", "save"), ("on", "2026-01-14"), ("minutes", "30"), ("status", "held"), ("new-name", "Ada")];
    let forms: &[Form<'_>] = &[
        ("/log".to_owned(), &held, &["topic", "q0", "note", "ours0", "theirs0", "hours-group", "hours-payer"]),
        ("/log".to_owned(), &newcomer, &["new-reading", "new-pillar-name"]),
        (
            "/people/new".to_owned(),
            &[("name", "Ada"), ("origin", "introduced"), ("listed_on", "2026-01-01"), ("listed_how", "by mail")],
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
            &[("mover", "them"), ("channel", "phone"), ("on", "2026-01-14"), ("exactness", "verbatim")],
            &["note", "words"],
        ),
        (
            format!("{client}/gifts"),
            &[("direction", "in"), ("kind", "thing"), ("what", "a pear"), ("on", "2026-01-14")],
            &["what", "why", "effort_on_receiver"],
        ),
        ("/settings/pillars".to_owned(), &[], &["new"]),
        ("/settings".to_owned(), &[("name", "Madoka"), ("lang", "en"), ("tz", "Asia/Tokyo")], &["name", "reading"]),
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
                    let taken = page.status == 303 || (page.status == 422 && !page.has("20,000") && !page.has("20000"));
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
    assert_eq!(send(&browser, "/log", &session(&id, many)).await.status, 303, "five thousand fields are no fault");
    let csrf = browser.csrf().await;
    let empty = session(&id, fields(&[("csrf", &csrf), ("pad", "")]));
    let size = bytes(&empty);
    for (more, status) in [(0, 303), (1, 413)] {
        let mut sent = session(&id, fields(&[("csrf", &csrf)]));
        sent.push(("pad".to_owned(), "x".repeat(1024 * 1024 - size + more)));
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let page = browser.post("/log", &sent).await;
        assert_eq!(page.status, status, "{more} bytes beyond the limit");
        assert!(status == 303 || page.has("1,024 KiB") || page.has("1024 KiB"), "the bound is named: {}", page.body);
    }
}

/// How many bytes these fields are as a form, whatever their values' ids are: ids have one length.
fn bytes(fields: &Fields) -> usize {
    let encoded = |s: &str| {
        s.bytes().map(|b| if b.is_ascii_alphanumeric() || b"*-._".contains(&b) { 1 } else { 3 }).sum::<usize>()
    };
    fields.iter().map(|(name, value)| encoded(name) + 1 + encoded(value)).sum::<usize>() + fields.len() - 1
}
