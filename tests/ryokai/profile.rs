//! Whom a document is for: what a supervisor and a sponsor read, of which session or period, from
//! page and command.

use ryokai::method::disclosure::Profile;
use ryokai::store::Db;
use serde_json::Value;

use crate::app::Browser;
use crate::db::TestDb;
use crate::export::{context, given, hand_over_by, source, stored, summary};

const QUESTION: &str = "水野さんに、いつ手を放せばよいでしょうか";

fn said(output: &std::process::Output) -> (String, String) {
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn formats(db: &Db, viewer: &ryokai::method::Viewer, of: &ryokai::method::Id) -> Vec<String> {
    source(db, viewer, of).exports.iter().map(|e| format!("{} {}", e.profile, e.format)).collect()
}

#[test]
fn the_command_writes_a_supervisors_copy_only_after_its_doubtful_lines_were_looked_at() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let common = ["--client", of.as_str(), "--profile", "supervisor", "--format", "md", "-o", "-"];
    let run = |more: &[&str]| summary(&db, &[&common[..], more].concat());

    let (out, err) = said(&run(&[]));
    assert!(out.is_empty() && err.contains("supervision"), "{err}");
    let (out, err) = said(&run(&["--question", QUESTION]));
    assert!(out.is_empty() && err.contains("依頼者Aさんに") && err.contains("--looked"), "{err}");
    assert!(formats(&db, &viewer, &of).is_empty());

    let (out, err) = said(&run(&["--question", QUESTION, "--looked"]));
    assert!(out.starts_with("# 仮名化された記録"), "{err}");
    assert!(out.contains("依頼者Aさんに、いつ手を放せば") && out.contains("第1週"), "{out}");
    for never in ["水野", "直樹", "2025", "6月", "佐倉", "鮎", "150000"] {
        assert!(!out.contains(never), "{never}\n{out}");
    }
    assert!(out.contains("会長に遠慮せず"), "a guess of ours is for supervision: {out}");
    assert_eq!(formats(&db, &viewer, &of), ["supervisor md"]);

    let (out, _) =
        said(&run(&["--question", "What do I miss?", "--without-doubt", "--lang", "en"]));
    assert!(out.starts_with("# Pseudonymised record"), "{out}");
}

#[test]
fn a_sponsors_copy_needs_the_clients_words_of_consent() {
    let db = TestDb::new();
    let (viewer, with) = stored(&db, "c4");
    let without = given(&db, &viewer, "c5");
    let run = |of: &str, more: &[&str]| {
        summary(
            &db,
            &[&["--client", of, "--profile", "sponsor", "--format", "md", "-o", "-"], more]
                .concat(),
        )
    };
    let refused = run(without.as_str(), &[]);
    let (out, err) = said(&refused);
    assert_eq!((refused.status.code(), out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains("the one who pays"), "{err}");
    assert!(formats(&db, &viewer, &without).is_empty());

    let (out, err) = said(&run(with.as_str(), &["--as-of", "2025-12-31"]));
    assert!(out.contains("Marcus Lindqvist") && out.contains("Priya Raman"), "{out}{err}");
    assert!(out.contains("7 sessions were held."), "{out}");
    for never in ["deck", "founder", "disagree", "Trust", "hiring"] {
        assert!(!out.contains(never), "{never}: {out}");
    }
    let (japanese, _) = said(&run(with.as_str(), &["--as-of", "2025-12-31", "--lang", "ja"]));
    assert!(japanese.contains("面談を7回行いました。"), "{japanese}");
    assert_eq!(formats(&db, &viewer, &with), ["sponsor md", "sponsor md"]);
    assert!(source(&db, &viewer, &without).file.person.sponsor.is_none());
}

#[test]
fn every_profile_takes_one_session_or_a_period() {
    let db = TestDb::new();
    let (_, of) = stored(&db, "c4");
    for profile in Profile::ALL {
        let name = ryokai::method::code(&profile);
        let run = |scope: &[&str]| {
            let common = [
                "--client",
                of.as_str(),
                "--profile",
                &name,
                "--format",
                "md",
                "--question",
                "Why?",
                "--looked",
            ];
            let (out, err) = said(&summary(
                &db,
                &[&common[..], &["--as-of", "2025-12-31", "-o", "-"], scope].concat(),
            ));
            assert!(!out.is_empty(), "{name}: {err}");
            out
        };
        let (whole, one) = (run(&[]), run(&["--session", "2"]));
        let period = run(&["--from", "2025-08-01", "--to", "2025-10-31"]);
        assert!(one.len() < whole.len() || profile == Profile::Sponsor, "{name}\n{one}");
        assert!(one != whole && period != whole && one != period, "{name}");
    }
    let none = summary(&db, &["--client", of.as_str(), "--session", "99", "-o", "-"]);
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn the_schema_names_every_field_that_json_has() {
    let db = TestDb::new();
    let (_, of) = stored(&db, "c1");
    let (schema, err) = said(&summary(&db, &["--schema"]));
    let schema: Value =
        serde_json::from_str(&schema).unwrap_or_else(|why| panic!("{why}: {schema}{err}"));
    for profile in ["client", "file"] {
        let (out, _) = said(&summary(
            &db,
            &["--client", of.as_str(), "--profile", profile, "--format", "json", "-o", "-"],
        ));
        let document: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(
            (&document["format"], &document["version"]),
            (&"ryokai-document".into(), &1.into())
        );
        fits(&schema, &schema, &document, "");
    }
}

/// That a value is what the schema says: as much of JSON Schema as ours uses.
fn fits(root: &Value, schema: &Value, value: &Value, at: &str) {
    let mut all = vec![schema];
    while let Some(next) = all.last().and_then(|last| last["$ref"].as_str()) {
        all.push(
            root.pointer(next.trim_start_matches('#'))
                .unwrap_or_else(|| panic!("{next} is not defined")),
        );
    }
    if let Some(options) =
        all.iter().find_map(|schema| schema["oneOf"].as_array().or(schema["anyOf"].as_array()))
    {
        let tagged = |option: &&Value| option["properties"]["block"]["const"] == value["block"];
        let untagged = |option: &&Value| option["type"] != "null" || value.is_null();
        let fitting = options.iter().find(tagged).filter(|_| !value["block"].is_null());
        let option =
            fitting.or(options.iter().find(untagged)).unwrap_or_else(|| panic!("{at}: {value}"));
        if option["const"].is_null() {
            return fits(root, option, value, at);
        }
    }
    for required in all.iter().filter_map(|schema| schema["required"].as_array()).flatten() {
        assert!(value.get(required.as_str().expect("a name")).is_some(), "{at} lacks {required}");
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        let of = all.iter().find_map(|schema| schema["properties"].get(name));
        fits(
            root,
            of.unwrap_or_else(|| panic!("{at}/{name} is in no schema")),
            inner,
            &format!("{at}/{name}"),
        );
    }
    let items = all.iter().find_map(|schema| schema.get("items"));
    for (i, inner) in value.as_array().into_iter().flatten().enumerate() {
        fits(root, items.unwrap_or_else(|| panic!("{at} is no list")), inner, &format!("{at}/{i}"));
    }
    for schema in all {
        match schema["type"].as_str() {
            Some("string") => assert!(value.is_string(), "{at}"),
            Some("array") => assert!(value.is_array(), "{at}"),
            Some("object") => assert!(value.is_object(), "{at}"),
            Some("boolean") => assert!(value.is_boolean(), "{at}"),
            _ => {}
        }
    }
}

async fn shown(browser: &Browser, path: &str, more: &[(&str, &str)]) -> crate::app::Page {
    browser.send(path, &[&[("profile", "supervisor"), ("lang", "ja")], more].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_asks_for_the_question_and_for_a_human_eye() {
    let (app, browser, viewer, of) = context("c1").await;
    let path = format!("/clients/{of}/summary");
    let asked = browser.get(&format!("{path}?profile=supervisor")).await;
    assert!(asked.status == 200 && asked.has("name=\"question\""), "{}", asked.body);
    assert!(
        asked.has("相談したいことを書くと") && asked.hidden("seen").is_none(),
        "{}",
        asked.body
    );

    let page = shown(&browser, &path, &[("question", QUESTION)]).await;
    assert!(
        page.has("仮名化された記録") && page.has("渡す前に、この行を読んでください"),
        "{}",
        page.body
    );
    let sheet = page
        .body
        .split("<article")
        .nth(1)
        .and_then(|rest| rest.split("</article>").next())
        .expect("a sheet");
    assert!(sheet.contains("依頼者A") && !sheet.contains("水野"), "{sheet}");
    assert!(page.has("名前(立場に置きかえ)"), "what stays is listed: {}", page.body);

    let seen = page.hidden("seen").expect("a sheet");
    let leaving = [("question", QUESTION), ("seen", seen.as_str()), ("format", "md")];
    let unread = shown(&browser, &path, &leaving).await;
    assert!(
        unread.status == 422 && unread.has("id=\"looked-fault\"") && unread.has(QUESTION),
        "{}",
        unread.body
    );
    assert!(formats(&app.db, &viewer, &of).is_empty());
    let left = shown(&browser, &path, &[&leaving[..], &[("looked", "yes")]].concat()).await;
    assert!(left.status == 200 && left.body.starts_with("# 仮名化された記録"), "{}", left.body);
    assert!(
        !left.header("content-disposition").contains("%E6%B0%B4"),
        "no name in the file's name"
    );
    assert_eq!(formats(&app.db, &viewer, &of), ["supervisor md"]);

    let plain =
        shown(&browser, &path, &[("question", "何を見落としていますか"), ("doubt", "leave")]).await;
    assert!(
        plain.status == 200 && !plain.has("渡す前に、この行を読んでください"),
        "{}",
        plain.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_consent_the_page_says_what_is_missing_and_nothing_leaves() {
    let (app, browser, viewer, of) = context("c5").await;
    let path = format!("/clients/{of}/summary");
    let page = browser.get(&format!("{path}?profile=sponsor")).await;
    assert!(
        page.status == 200 && page.has("費用を負担される方が記録されていません"),
        "{}",
        page.body
    );
    assert!(page.hidden("seen").is_none() && page.has(&format!("/clients/{of}/profile")));
    let forced = browser
        .send(&path, &[("profile", "sponsor"), ("lang", "en"), ("format", "md"), ("seen", "x")])
        .await;
    assert_eq!(forced.status, 422);
    assert!(formats(&app.db, &viewer, &of).is_empty());

    let consented = given(&app.db, &viewer, "c4");
    let choice = [("profile", "sponsor"), ("lang", "en")];
    let page =
        hand_over_by(&browser, &format!("/clients/{consented}/summary"), &choice, "docx").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").contains("wordprocessingml"));
    assert_eq!(formats(&app.db, &viewer, &consented), ["sponsor docx"]);
}

#[test]
fn the_word_document_says_its_language_its_title_and_its_headings() {
    let document = crate::summary::document(
        &crate::demo::client("c1"),
        crate::summary::edition(None, None),
        ryokai::method::Lang::Ja,
    );
    let bytes = ryokai::export::docx::render(&document).expect("a DOCX");
    assert_eq!(
        bytes,
        ryokai::export::docx::render(&document).expect("a DOCX"),
        "the same bytes each time"
    );
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let mut part = |name: &str| {
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).expect("a part"), &mut xml)
            .expect("UTF-8");
        xml
    };
    let (styles, core, body) =
        (part("word/styles.xml"), part("docProps/core.xml"), part("word/document.xml"));
    assert!(
        styles.contains("<w:lang w:val=\"ja-JP\" w:eastAsia=\"ja-JP\" />")
            && styles.contains("Noto Sans JP")
    );
    assert!(
        core.contains("<dc:title>水野 直樹様 まとめ</dc:title><dc:language>ja-JP</dc:language>"),
        "{core}"
    );
    assert!(body.matches("w:val=\"Heading1\"").count() == document.sections.len(), "{body}");
    assert!(
        body.contains("<w:numPr>") && body.contains("Noto Serif JP") && body.contains("<w:tbl>"),
        "{body}"
    );
}

#[test]
fn an_earlier_name_is_veiled_as_the_name_is() {
    let db = TestDb::new();
    let (viewer, of) = stored(&db, "c1");
    let (own, id) = (viewer.clone(), of.clone());
    let rename = move |conn: &mut ryokai::store::Conn| {
        let kept = ryokai::store::person::find(conn, &own, &id)?.expect("the client");
        let renamed = ryokai::method::Person {
            display_name: crate::build::text("三好 直樹"),
            reading: None,
            purpose: Some(crate::build::text("みずの家の跡取りとして")),
            ..kept.person.clone()
        };
        let renamed = renamed.renamed(&kept.person, crate::build::day("2025-12-01"));
        assert_eq!(renamed.earlier_names[0].name.as_str(), "水野 直樹");
        ryokai::store::person::change(conn, &own, &renamed, kept.version, crate::build::now())
    };
    db.write_blocking(rename).expect("renamed");
    let common = ["--client", of.as_str(), "--profile", "supervisor", "--format", "md", "-o", "-"];
    let question =
        ["--question", "水野さん、いまは三好さんに、いつ手を放せばよいでしょうか", "--looked"];
    let (out, err) = said(&summary(&db, &[&common[..], &question].concat()));
    assert!(out.starts_with("# 仮名化された記録"), "{err}");
    for never in ["水野", "三好", "直樹", "みずの"] {
        assert!(!out.contains(never), "{never}\n{out}");
    }
}
