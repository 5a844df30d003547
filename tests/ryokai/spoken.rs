//! What people are called and what they typed, on every way out: one honorific, their own lines,
//! their own language, and signs that a font lacks told before they leave.

use std::process::Stdio;

use ryokai::method::{Lang, Role};
use ryokai::store::member::{self, NewMember};

use crate::app::TestApp;
use crate::build;
use crate::db::TestDb;
use crate::page;
use crate::program::{Scratch, program, run, ryokai, said};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_addressed_once_and_an_organisation_as_one() {
    let app = TestApp::new().await;
    let browser = app.signed_up("ja").await;
    let viewer = page::owner(&app).await;
    for (name, in_page, on_document) in [
        ("早瀬 香奈様", "早瀬 香奈さん", "早瀬 香奈様"),
        ("早瀬先生", "早瀬先生", "早瀬先生"),
        ("早瀬さん", "早瀬さん", "早瀬様"),
        ("株式会社 灯台", "株式会社 灯台", "株式会社 灯台 御中"),
        ("森本 亜紀", "森本 亜紀さん", "森本 亜紀様"),
    ] {
        let client = app.blocking(|db| {
            let client = build::client(db, &viewer, name);
            build::record(db, &viewer, &client, vec![build::session("s1", "2026-01-09")]);
            client
        });
        let page = browser.get(&format!("/clients/{client}")).await;
        assert!(page.has(in_page), "{in_page}: {}", page.body);
        let sheet = browser.get(&format!("/clients/{client}/summary")).await;
        assert!(sheet.has(&format!("<dd>{on_document}</dd>")), "{on_document}: {}", sheet.body);
        for twice in ["様様", "さん様", "様さん", "先生様", "先生さん", "会社様", "灯台さん"]
        {
            assert!(!page.has(twice) && !sheet.has(twice), "{name}: {twice}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_of_several_lines_keeps_its_lines() {
    let (app, browser, id) = page::furnished("en", "c5").await;
    let viewer = page::owner(&app).await;
    let session = serde_json::json!({"id": "s90", "on": "2026-01-09", "note": "one\ntwo\n\nthree * four",
        "client_topic": "first\nsecond"});
    let session = serde_json::from_value(session).expect("a session");
    app.blocking(|db| {
        build::record(db, &viewer, &id, vec![ryokai::method::Record::session(session)])
    });
    let sessions = browser.get(&format!("/clients/{id}/sessions/s90")).await;
    assert!(sessions.has("one\ntwo\n\nthree * four"), "{}", sessions.body);
    let css = include_str!("../../static/ryokai.css");
    assert!(
        css.contains("main { white-space: pre-line; }"),
        "lines are shown as lines on every page"
    );
    let sheet = include_str!("../../static/sheet.css");
    assert!(sheet.contains(".sheet { white-space: pre-line; }"), "and on every sheet");
    let leaves = [("profile", "file"), ("format", "md"), ("lang", "en")];
    let shown = browser.get(&format!("/clients/{id}/summary?profile=file&lang=en")).await;
    let seen = shown.hidden("seen").expect("a fingerprint");
    let fields = [&leaves[..], &[("seen", seen.as_str())]].concat();
    let text = browser.send(&format!("/clients/{id}/summary"), &fields).await.body;
    assert!(text.contains("one\\\n") && text.contains("first\\\n"), "{text}");
    let again: String = text.split("\\\n").map(str::trim_start).collect::<Vec<_>>().join("\n");
    assert!(again.contains("one\ntwo\n") && again.contains("three \\* four"), "{again}");
}

#[test]
fn a_closed_pipe_ends_every_command_quietly() {
    let db = TestDb::new();
    ryokai(&db, &["demo", "--recent"], "");
    let file = Scratch::with("x.csv", b"Name\nAda\n");
    let owner = said(&db, &["member", "list"], "");
    let who =
        owner.lines().next().and_then(|line| line.split('\t').nth(1)).expect("a member").to_owned();
    let first = said(&db, &["clients"], "");
    let client = first.split('\t').next().expect("a client").to_owned();
    for args in [
        &["clients"][..],
        &["insights"],
        &["insights", "--json"],
        &["standing"],
        &["standing", "--json"],
        &["review"],
        &["member", "list"],
        &["brief", "--client", &client],
        &["doctor"],
        &["import", "--schema"],
        &["export", "--schema"],
        &["import", "--csv", file.path(), "--member", &who, "--dry-run"],
    ] {
        let mut command = program(&db);
        let piped = command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program");
        drop(child.stdout.take());
        let out = child.wait_with_output().expect("its end");
        let beside = String::from_utf8_lossy(&out.stderr);
        let quiet = !beside.contains("panicked") && !beside.to_lowercase().contains("broken pipe");
        assert!(out.status.code() == Some(0) && quiet, "{args:?}: {:?} {beside}", out.status);
    }
    // What was to be done is done, whoever reads.
    let mut command = program(&db);
    let piped = command.args(["import", "--csv", file.path(), "--member", &who]);
    let mut child =
        piped.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().expect("its end").status.code(), Some(0));
    assert!(said(&db, &["clients"], "").contains("Ada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_that_a_pdf_lacks_are_said_before_it_leaves_with_their_place() {
    for (lang, said, place) in
        [("ja", "PDFでは、次の文字", "宛名"), ("en", "In the PDF these signs", "For")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        for (name, signs) in [("김민수", "김 민 수"), ("Ann 🎉", "🎉")] {
            let client = app.blocking(|db| {
                let client = build::client(db, &viewer, name);
                build::record(db, &viewer, &client, vec![build::session("s1", "2026-01-09")]);
                client
            });
            let page = browser.get(&format!("/clients/{client}/summary?lang={lang}")).await;
            let (before, _) = page.body.split_once("value=\"pdf\"").expect("a button");
            assert!(
                before.contains(said) && before.contains(signs),
                "{place} {signs}: {}",
                page.body
            );
        }
        let plain = app.blocking(|db| {
            let client = build::client(db, &viewer, "髙﨑 恵");
            build::record(db, &viewer, &client, vec![build::session("s1", "2026-01-09")]);
            client
        });
        assert!(
            !browser.get(&format!("/clients/{plain}/summary?lang={lang}")).await.has(said),
            "nothing is lacking"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_that_the_pdfs_of_a_whole_record_lack_are_said_before_it_leaves() {
    for (lang, told) in [("ja", "PDFでは、次の文字"), ("en", "In the PDF these signs")] {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        let (odd, plain) = app.blocking(|db| {
            let [odd, plain] = ["김민수", "髙﨑 恵"].map(|name| build::client(db, &viewer, name));
            for client in [&odd, &plain] {
                build::record(db, &viewer, client, vec![build::session("s1", "2026-01-09")]);
            }
            (odd, plain)
        });
        let address = format!("/clients/{odd}/access");
        let page = browser.get(&address).await;
        let (before, _) = page.body.split_once("name=\"looked\"").expect("a box to tick");
        for place in ["1-shared-record/summary.pdf", "2-process-notes/file.pdf"] {
            assert!(
                before.contains(told) && before.contains(place) && before.contains("김 민 수"),
                "{}",
                page.body
            );
        }
        assert!(browser.send(&address, &[]).await.has(told), "also beside a fault");
        assert!(
            !browser.get(&format!("/clients/{plain}/access")).await.has(told),
            "nothing is lacking"
        );
        for (client, lacks) in [(&odd, true), (&plain, false)] {
            let zip = Scratch::new("record.zip");
            let args = ["access", "--client", client.as_str(), "--lang", lang, "-o", zip.path()];
            let out = app.blocking(|_| ryokai(&app.db, &args, ""));
            let beside = String::from_utf8_lossy(&out.stderr);
            assert!(out.status.success() && beside.contains("these signs") == lacks, "{beside}");
            assert_eq!(
                crate::account::entry(&zip, "index.md").contains(told),
                lacks,
                "the index tells it, too"
            );
        }
    }
}

#[test]
fn the_command_says_which_signs_a_pdf_lacks() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", Role::Owner);
    let file = "Name\n\u{ae40}\u{bbfc}\u{c218}\n";
    let table = Scratch::with("x.csv", file.as_bytes());
    said(&db, &["import", "--csv", table.path()], "");
    let sessions = Scratch::with("y.csv", "Name,Date\n김민수,2026-01-09\n".as_bytes());
    said(&db, &["import", "--csv", sessions.path(), "--sessions"], "");
    let clients = said(&db, &["clients"], "");
    let id = clients.split('\t').next().expect("a client");
    let out = Scratch::new("x.pdf");
    let mut command = program(&db);
    let done = run(command.args(["summary", "--client", id, "--output", out.path()]), "");
    let beside = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && beside.contains("these signs") && beside.contains("김 민 수"),
        "{beside}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_and_named_elsewhere_is_told_of_it_first() {
    for (lang, told) in
        [("ja", "ほかの方の記録に残るお名前"), ("en", "Named in other people’s records")]
    {
        let app = TestApp::new().await;
        let browser = app.signed_up(lang).await;
        let viewer = page::owner(&app).await;
        let (kana, tom) = app.blocking(|db| {
            let kana = build::client(db, &viewer, "早瀬 香奈");
            let tom = build::client(db, &viewer, "Tom Beckett");
            let session = serde_json::json!({"id": "s1", "on": "2026-01-09", "note": "早瀬香奈さんの紹介だという。"});
            let session = serde_json::from_value(session).expect("a session");
            build::record(db, &viewer, &tom, vec![ryokai::method::Record::session(session)]);
            (kana, tom)
        });
        let page = browser.get(&format!("/clients/{kana}/erase")).await;
        assert!(
            page.has(told) && page.has("早瀬香奈さんの紹介だという。") && page.has(tom.as_str()),
            "{}",
            page.body
        );
        assert!(!browser.get(&format!("/clients/{tom}/erase")).await.has(told));
    }
}

#[test]
fn the_command_tells_who_is_named_elsewhere_before_it_erases() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    build::member(&db, &practice, "madoka", Role::Owner);
    let table = Scratch::with("x.csv", "Name\nAda Moss\nBo Fir\n".as_bytes());
    said(&db, &["import", "--csv", table.path()], "");
    let sessions =
        Scratch::with("y.csv", b"Name,Date,Note\nBo Fir,2026-01-09,Ada Moss sent him.\n");
    said(&db, &["import", "--csv", sessions.path(), "--sessions"], "");
    let clients = said(&db, &["clients"], "");
    let ada = clients
        .lines()
        .find(|line| line.contains("Ada Moss"))
        .and_then(|l| l.split('\t').next())
        .expect("Ada");
    let out = ryokai(&db, &["erase", "--client", ada, "--reason", "asked"], "nobody\n");
    let beside = String::from_utf8_lossy(&out.stderr);
    assert!(beside.contains("Bo Fir\t2026-01-09\tAda Moss sent him."), "{beside}");
    assert_eq!(said(&db, &["clients"], "").lines().count(), 2);
}

/// True if a text is in this language, by the letters alone: English is two words without any other
/// letter.
fn is_in(text: &str, lang: Lang) -> bool {
    let japanese = Lang::of(text) == Lang::Ja;
    let foreign = text
        .chars()
        .any(|c| c.is_alphabetic() && c > '\u{24f}' && !('\u{1e00}'..'\u{1f00}').contains(&c));
    let words =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).count();
    if lang == Lang::Ja { japanese } else { !japanese && !foreign && words > 1 }
}

/// Attributes that people read or hear.
const SPOKEN: [&str; 4] = ["aria-label", "title", "placeholder", "alt"];

/// Every text of a page that is in this language while nothing around it says so, attributes and
/// the title included: a reader of its own, with nothing of ours.
fn unsaid(page: &str, of: Lang) -> Vec<String> {
    let mut open: Vec<(String, String)> = Vec::new();
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((text, tagged)) = rest.split_once('<') {
        let silent = open
            .iter()
            .any(|(name, _)| ["script", "style", "code", "kbd"].contains(&name.as_str()));
        let around = open.iter().rev().map(|(_, lang)| lang.as_str()).find(|lang| !lang.is_empty());
        if is_in(&text.replace("&amp;", "&").replace("&quot;", "").replace("&lt;", "<"), of)
            && around != Some(of.tag())
            && !silent
        {
            out.push(text.trim().to_owned());
        }
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if let Some(at) = open.iter().rposition(|(open, _)| open == name.trim()) {
                open.truncate(at);
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default().to_owned();
        let value =
            |key: &str| tag.split(&format!(" {key}=\"")).nth(1).and_then(|v| v.split('"').next());
        let lang = value("lang").unwrap_or_default().to_owned();
        let here = if lang.is_empty() { around.unwrap_or_default() } else { &lang };
        let typed = (name == "input" && !tag.contains("hidden")).then_some("value");
        let read = SPOKEN.into_iter().chain(typed).filter_map(value);
        out.extend(
            read.filter(|text| is_in(text, of) && here != of.tag())
                .map(|text| format!("{name}: {text}")),
        );
        for label in value("aria-labelledby").into_iter().flat_map(str::split_whitespace) {
            if !page.contains(&format!("id=\"{label}\"")) {
                out.push(format!("nothing is called {label}"));
            }
        }
        if !["input", "br", "meta", "link", "img", "hr", "col", "!DOCTYPE"].contains(&name.as_str())
            && !tag.ends_with('/')
        {
            open.push((name, lang));
        }
    }
    out
}

/// The addresses of this site on a page, without places within it.
fn addresses(page: &str) -> Vec<String> {
    let links = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = links.filter(|link| link.starts_with('/') && !link.starts_with("//"));
    own.map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// The most pages that are walked: a history has many pages of one kind.
const WALKED: usize = 300;

#[tokio::test(flavor = "multi_thread")]
async fn every_text_in_another_language_than_its_page_says_so() {
    assert_eq!(
        unsaid("<html lang=\"en\"><p>早瀬</p><q lang=\"ja\">はい</q></html>", Lang::Ja),
        ["早瀬"]
    );
    let label = "<html lang=\"en\"><title>早瀬</title><a aria-label=\"End 早瀬\"></a></html>";
    assert_eq!(unsaid(label, Lang::Ja), ["早瀬", "a: End 早瀬"]);
    for (own, client, other) in [("en", "c1", Lang::Ja), ("ja", "c5", Lang::En)] {
        let (app, browser, _) = page::furnished(own, client).await;
        let viewer = page::owner(&app).await;
        app.blocking(|db| {
            let new = NewMember {
                name: build::text(if other == Lang::Ja { "早瀬 香奈" } else { "Tom Beckett" }),
                email: None,
                password_hash: None,
                role: Role::Consultant,
                lang: other,
                tz: chrono_tz::Asia::Tokyo,
                capacity: 15,
                external_id: None,
            };
            let practice = viewer.practice.clone();
            db.write_blocking(move |conn| member::add(conn, &practice, &new, build::now()))
                .expect("a member");
        });
        let mut found: Vec<String> = vec!["/".into(), "/clients".into(), "/settings".into()];
        let (mut at, mut read) = (0, 0);
        while at < found.len() && read < WALKED {
            let address = found[at].clone();
            at += 1;
            let page = browser.get(&address).await;
            if page.status != 200 || !page.header("content-type").starts_with("text/html") {
                continue;
            }
            read += 1;
            assert_eq!(unsaid(&page.body, other), [""; 0], "{own} {address}");
            for link in addresses(&page.body) {
                if !found.contains(&link) {
                    found.push(link);
                }
            }
        }
        for kind in [
            "/log",
            "/import",
            "/network",
            "/method",
            "/summary",
            "/keeping",
            "/erase",
            "/access",
            "/sessions/",
        ] {
            assert!(found[..at].iter().any(|address| address.contains(kind)), "{kind} was walked");
        }
        assert!(read > 60, "{read} pages");
    }
}
