//! A whole account goes out and comes in again without loss, on either engine; and a ZIP of
//! somebody else's making changes nothing.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use chrono::TimeDelta;
use ryokai::export::account::Making;
use ryokai::method::insight::{Dismissal, Thresholds};
use ryokai::method::{Lang, Person, Role};
use ryokai::store::account::{LEFT_OUT, Reach, import_archive};
use ryokai::store::{StoreError, draft, insight, share, whole_copy};
use ryokai::words::Words;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::app::{Browser, PASSWORD, TestApp};
use crate::build::{self, now};
use crate::db::TestDb;
use crate::program::{Scratch, failed, in_japanese, said};
use crate::{demo, source};

/// Everything in a ZIP, by name.
fn entries(zip: &Scratch) -> Vec<(String, Vec<u8>)> {
    let mut zip =
        ZipArchive::new(std::fs::File::open(zip.path()).expect("the ZIP")).expect("a ZIP");
    let mut out = Vec::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        out.push((entry.name().expect("a name").into_owned(), bytes));
    }
    out
}

pub fn entry(zip: &Scratch, name: &str) -> String {
    let found = entries(zip).into_iter().find(|(n, _)| n == name);
    String::from_utf8(found.expect("the entry").1).expect("text")
}

pub fn exported(db: &TestDb) -> Scratch {
    let zip = Scratch::new("account.zip");
    said(db, &["export", "--all", "-o", zip.path()], "");
    zip
}

/// A practice with something in every table: the demonstration, and what people did with it.
pub fn furnished(db: &TestDb) {
    let madoka = [
        "member",
        "add",
        "--practice",
        "Sakura",
        "--name",
        "佐倉 まどか",
        "--email",
        "madoka@example.org",
    ];
    said(db, &[&madoka[..], &["--role", "owner", "--external-id", "k1"]].concat(), "");
    said(db, &["import", "-"], &demo::json().to_string());
    let clients = said(db, &["clients"], "");
    let kana = clients
        .lines()
        .find(|l| l.contains("\tc1\t"))
        .and_then(|l| l.split('\t').next())
        .expect("an id");
    let summary = Scratch::new("summary.md");
    said(db, &["summary", "--client", kana, "--format", "md", "-o", summary.path()], "");
    let kana = build::id(kana);
    db.write_blocking(move |conn| {
        let practice = ryokai::store::practice::choose(conn, None)?;
        let all = ryokai::store::member::viewers(conn, &practice.id)?;
        let keeper = all.iter().find(|v| v.name.as_str().contains("まどか")).expect("a keeper");
        let other = all.iter().find(|v| v.member != keeper.member).expect("a colleague");
        share::give(conn, keeper, &kana, &other.member, now())?;
        let body = r#"{"note":"=1+1 \"まだ途中\""}"#;
        draft::save(conn, keeper, (&build::id("d1"), Some(&kana)), (body, 0), now())?;
        let aside = Dismissal::Snoozed { until: build::day("2026-02-01"), reason: None };
        insight::set_aside(
            conn,
            keeper,
            (Some(&kana), "R11".parse().expect("a rule")),
            &aside,
            now(),
        )?;
        let thresholds = Thresholds::default().with([("consult_valid", 123)]);
        ryokai::store::setting::set_thresholds(conn, keeper, &thresholds)
    })
    .expect("furnished");
}

#[test]
fn an_account_goes_out_and_comes_in_and_goes_out_the_same() {
    // SQLite, then PostgreSQL where there is one, then SQLite again.
    let (first, second, third) = (TestDb::file(), TestDb::new(), TestDb::file());
    furnished(&first);
    let zip = exported(&first);
    let account = entry(&zip, "account.json");
    for db in [&second, &third] {
        let taken = said(db, &["import", zip.path()], "");
        assert!(
            taken.contains("17 people") && taken.contains("madoka@example.org signs in"),
            "{taken}"
        );
        assert!(said(db, &["doctor"], "").contains("All is well"));
        assert_eq!(entry(&exported(db), "account.json"), account);
    }
    let states = ["standing", "--as-of", "2025-12-31", "--json"];
    assert_eq!(said(&second, &states, ""), said(&first, &states, ""));
    let value: Value = serde_json::from_str(&account).expect("JSON");
    for (table, rows) in value.as_object().expect("tables").iter().filter(|(_, v)| v.is_array()) {
        let filled = !matches!(table.as_str(), "erasure" | "kept_hours" | "whole_copy");
        assert_eq!(!rows.as_array().expect("rows").is_empty(), filled, "{table}");
    }
}

#[test]
fn an_account_of_the_first_version_still_comes_in() {
    let (first, db) = (TestDb::file(), TestDb::new());
    furnished(&first);
    let text = entry(&exported(&first), "account.json");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let kept = serde_json::json!({"member": value["member"][0]["id"], "year": 2024, "clients": 1, "sessions": 2,
        "minutes": 90, "paid": 60, "pro_bono": 30});
    let old =
        text.replacen("\"version\": 2", "\"version\": 1", 1).replace(",\"scope_session\":null", "");
    let old = old.replacen("\"kept_hours\": [", &format!("\"kept_hours\": [{kept}"), 1);
    assert!(
        old.contains("\"version\": 1")
            && !old.contains("scope_session")
            && old.contains("\"year\":2024"),
        "{old}"
    );
    let zip = Scratch::with("old.zip", &account(&old));
    assert!(said(&db, &["import", zip.path()], "").contains("17 people"));
    let new: Value = serde_json::from_str(&entry(&exported(&db), "account.json")).expect("JSON");
    assert_eq!(
        (new["version"].clone(), new["kept_hours"][0]["begun"].clone()),
        (2.into(), 0.into())
    );
}

#[test]
fn no_password_and_no_sign_in_leaves_with_an_account() {
    let db = TestDb::new();
    furnished(&db);
    let account = entry(&exported(&db), "account.json");
    assert!(account.contains("madoka@example.org"));
    for secret in ["argon2", "password", "token"] {
        assert!(!account.contains(secret), "{secret}");
    }
}

#[test]
fn every_table_and_column_is_exported_or_left_out_for_a_reason() {
    let db = TestDb::new();
    let schema: Value =
        serde_json::from_str(&said(&db, &["export", "--schema"], "")).expect("JSON");
    let exported = |table: &str| -> BTreeSet<String> {
        let Some(row) = schema["properties"][table]["items"]["$ref"].as_str() else {
            return BTreeSet::new();
        };
        let row = &schema["$defs"][row.rsplit('/').next().expect("a name")]["properties"];
        row.as_object().expect("columns").keys().cloned().collect()
    };
    let left_out: BTreeSet<(&str, &str)> =
        LEFT_OUT.iter().map(|(table, column, _)| (*table, *column)).collect();
    let text = source::files("store/schema.rs").remove(0).text;
    let (mut known, mut columns) = (BTreeSet::new(), 0);
    for block in text.split("diesel::table! {").skip(1) {
        let (head, rest) = block.split_once('{').expect("a table");
        let table = head.trim().split(' ').next().expect("a name");
        let exported = exported(table);
        for line in
            rest.split('}').next().expect("columns").lines().filter(|line| line.contains("->"))
        {
            let column = line.trim().split(' ').next().expect("a column");
            let left = left_out.contains(&(table, column)) || left_out.contains(&(table, "*"));
            assert!(
                exported.contains(column) != left,
                "{table}.{column} is neither exported nor left out, or both"
            );
            known.insert((table.to_owned(), column.to_owned()));
            known.insert((table.to_owned(), "*".to_owned()));
            columns += 1;
        }
    }
    assert!(columns > 80, "{columns}");
    for (table, column) in left_out {
        assert!(
            known.contains(&(table.to_owned(), column.to_owned())),
            "{table}.{column} is no more"
        );
    }
}

#[test]
fn people_can_read_an_account_without_any_program() {
    let db = TestDb::new();
    furnished(&db);
    reachable(&db);
    let zip = exported(&db);
    let names: Vec<String> = entries(&zip).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names.iter().filter(|n| n.starts_with("people/") && n.ends_with(".md")).count(),
        17,
        "{names:?}"
    );
    let lists = ["lists/people.csv", "lists/sessions.csv", "lists/words.csv", "lists/promises.csv"];
    for list in lists {
        let text = entry(&zip, list);
        assert!(text.starts_with("\u{feff}ID,Name,") && text.contains("\r\n"), "{list}: {text}");
    }
    assert_eq!(entry(&zip, "lists/people.csv").lines().count(), 18);
    let head = ",Last session,Mail,Phone,Role,Monthly fee,Currency,Pillars";
    let ends = "38-person metalworking firm, Gifu\",150000,JPY,Manufacturing owners' circle";
    reached(&entry(&zip, "lists/people.csv"), head, ends);
    assert!(
        entry(&zip, "lists/people.csv").contains(",naoki@example.jp,'+81 90-1234-5678,"),
        "not calculated"
    );
    let zip = Scratch::new("account.zip");
    in_japanese(&db, &["export", "--all", "-o", zip.path()]);
    let (head, ends) = (",メール,電話,お仕事,月額,通貨,柱", ",150000,JPY,製造業の経営者の会");
    reached(&entry(&zip, "lists/people.csv"), head, ends);
    let held = entry(&zip, "lists/sessions.csv");
    assert!(held.lines().count() > 40, "{held}");
    assert!(entry(&zip, "README.txt").contains("ryokai import"));
}

/// Gives a client of the demonstration an address and a number.
fn reachable(db: &TestDb) {
    db.write_blocking(|conn| {
        let practice = ryokai::store::practice::choose(conn, None)?;
        let all = ryokai::store::member::viewers(conn, &practice.id)?;
        let keeper = all.iter().find(|v| v.name.as_str().contains("まどか")).expect("a keeper");
        let kept = ryokai::store::person::find_by_any_id(conn, keeper, &build::id("c1"))?
            .expect("a client");
        let (mail, phone) =
            (Some(build::text("naoki@example.jp")), Some(build::text("+81 90-1234-5678")));
        ryokai::store::person::change(
            conn,
            keeper,
            &Person { mail, phone, ..kept.person },
            kept.version,
            now(),
        )
        .map(drop)
    })
    .expect("reachable");
}

/// Who leaves takes their address book along.
fn reached(people: &str, head: &str, ends: &str) {
    assert!(people.lines().next().is_some_and(|line| line.ends_with(head)), "{people}");
    let naoki = people.lines().find(|line| line.contains("naoki@example.jp")).expect("somebody");
    assert!(naoki.ends_with(ends), "{naoki}");
}

#[test]
fn every_account_that_leaves_is_recorded() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    let owner = build::member(&db, &practice, "owner", Role::Owner);
    let client = build::client(&db, &owner, "Mori");
    let zip = exported(&db);
    let bytes = std::fs::read(zip.path()).expect("the ZIP");
    let copies = db.read_blocking(|conn| whole_copy::list(conn, &owner, 10)).expect("copies");
    let sha256 = sha256(&bytes);
    assert_eq!(copies.iter().map(|c| c.sha256.as_str()).collect::<Vec<_>>(), [sha256]);
    assert!(
        copies[0].place.as_deref().is_some_and(|place| place.ends_with("account.zip")),
        "{copies:?}"
    );
    assert_eq!(
        db.read_blocking(|conn| whole_copy::holding(conn, &owner, &client)).expect("copies"),
        copies
    );
    let again = failed(&db, &["export", "--all", "-o", zip.path()], "");
    assert!(again.0 == 1 && again.1.contains("not overwritten"), "{again:?}");
    assert_eq!(std::fs::read(zip.path()).expect("the ZIP"), bytes);
    assert_eq!(failed(&db, &["export", "--all", "-o", "/nowhere/at/all.zip"], "").0, 1);
    assert_eq!(failed(&db, &["export"], "").0, 2);
}

pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A ZIP with these entries.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a ZIP").into_inner()
}

/// A manifest that fits this account.
fn manifest(json: &str) -> String {
    let manifest = serde_json::json!({"format": "ryokai-account", "version": 1, "program": "x", "scope": "database",
        "made_at": "2026-01-01T00:00:00", "people": 1, "sha256": sha256(json.as_bytes())});
    manifest.to_string()
}

/// An account with its manifest.
pub fn account(json: &str) -> Vec<u8> {
    zip(&[("account.json", json.as_bytes()), ("manifest.json", manifest(json).as_bytes())])
}

/// The sentence with which a ZIP is refused; nothing may be left of it.
fn refused(db: &TestDb, bytes: &[u8]) -> String {
    let file = Scratch::with("hostile.zip", bytes);
    let (code, why) = failed(db, &["import", file.path()], "");
    assert_eq!(code, 1, "{why}");
    assert!(why.contains("Nothing was taken in"), "{why}");
    let practices = db.read_blocking(ryokai::store::practice::all).expect("practices");
    assert!(practices.is_empty(), "{why}: {practices:?}");
    why
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_takes_out_what_they_may_read_and_no_more() {
    let app = TestApp::new().await;
    let owner = app.signed_up("en").await;
    app.blocking(|db| {
        let here = db
            .read_blocking(|conn| ryokai::store::practice::choose(conn, None))
            .expect("a practice")
            .id;
        let keepers =
            db.read_blocking(|conn| ryokai::store::member::viewers(conn, &here)).expect("members");
        build::client(db, &keepers[0], "Own Mori");
        let colleague = build::member(db, &here, "colleague", Role::Consultant);
        let client = build::client(db, &colleague, "Secret Sato");
        let hash = ryokai::password::hash(PASSWORD).expect("a hash");
        db.write_blocking(move |conn| {
            ryokai::store::pillar::add(
                conn,
                &colleague,
                &"Secret circle".parse().expect("a name"),
            )?;
            ryokai::store::member::set_password(conn, &here, &colleague.member, &hash)?;
            ryokai::store::fact::record(conn, &colleague, &client, now(), |_| {
                Ok(vec![build::session("s1", "2025-06-01")])
            })
        })
        .expect("a session");
    });
    let colleague = app.signed_in("ja", "colleague@example.org", PASSWORD).await;
    let first = downloaded(&owner).await;
    assert!(
        first.contains("Own Mori")
            && !first.contains("Secret Sato")
            && !first.contains("2025-06-01"),
        "{first}"
    );
    assert!(!first.contains("Secret circle"), "where their people come from is theirs too");
    assert!(first.contains("colleague@example.org"), "who works here is no secret from the owner");
    assert_eq!(colleague.send("/settings/account", &[("act", "start")]).await.status, 403);
    // Only the colleague's own word lets their clients be in it, and takes it back.
    assert_eq!(colleague.send("/settings/account/joins", &[("joins", "yes")]).await.status, 303);
    assert!(owner.get("/settings/account").await.has("the clients of colleague"));
    let second = downloaded(&owner).await;
    assert!(second.contains("Secret Sato") && second.contains("Secret circle"));
    colleague.send("/settings/account/joins", &[("joins", "no")]).await;
    let third = downloaded(&owner).await;
    assert!(!third.contains("Secret Sato"));
    // What an owner takes out is an account like any other.
    let (file, elsewhere) = (Scratch::with("own.zip", &account(&third)), TestDb::new());
    tokio::task::block_in_place(|| {
        assert!(said(&elsewhere, &["import", file.path()], "").contains("1 person"));
        assert!(said(&elsewhere, &["doctor"], "").contains("All is well"));
    });
    let page = owner.get("/settings/account").await;
    assert_eq!(page.body.matches("SHA-256").count(), 3, "{}", page.body);
    let theirs = colleague.get("/settings/account").await;
    assert!(theirs.has("すべての記録") && !theirs.has("SHA-256"));
}

/// The account in the ZIP that the page hands over.
async fn downloaded(owner: &Browser) -> String {
    let started = owner.send("/settings/account", &[("act", "start")]).await;
    assert_eq!((started.status, started.location.as_deref()), (303, Some("/settings/account")));
    let page = owner.settled("/settings/account").await;
    assert!(page.has("Save the ZIP"), "{}", page.body);
    let form = owner.client.post(owner.url("/settings/account"));
    let form = form.form(&[("csrf", owner.csrf().await), ("act", "take".to_owned())]);
    let response = form.send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(
        response.headers()["content-disposition"],
        "attachment; filename=\"ryokai-2026-01-15.zip\""
    );
    let file = Scratch::with("own.zip", &response.bytes().await.expect("a ZIP"));
    entry(&file, "account.json")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_is_handed_over_once_soon_and_only_while_nobody_in_it_was_erased() {
    let app = TestApp::new().await;
    let owner = app.signed_up("ja").await;
    let client = app.blocking(|db| {
        let here = db
            .read_blocking(|conn| ryokai::store::practice::choose(conn, None))
            .expect("a practice")
            .id;
        let keepers =
            db.read_blocking(|conn| ryokai::store::member::viewers(conn, &here)).expect("members");
        build::client(db, &keepers[0], "Own Mori")
    });
    let make = async || {
        owner.send("/settings/account", &[("act", "start")]).await;
        assert!(owner.settled("/settings/account").await.has("ZIPを保存する"));
    };
    let take = async || owner.send("/settings/account", &[("act", "take")]).await.status;
    make().await;
    assert_eq!((take().await, take().await), (200, 303), "once");
    make().await;
    app.later(TimeDelta::minutes(16));
    assert_eq!(take().await, 303, "soon");
    make().await;
    let fields = [("ending", "erased"), ("reason", "asked"), ("confirm", "Own Mori")];
    let erased = owner.send(&format!("/clients/{client}/erase"), &fields).await;
    assert_eq!(erased.status, 303, "{}", erased.body);
    assert_eq!(take().await, 303, "somebody in it was erased");
}

#[test]
fn a_zip_that_is_no_account_is_refused_with_a_sentence() {
    let db = TestDb::new();
    let furnished_db = TestDb::file();
    furnished(&furnished_db);
    let whole = std::fs::read(exported(&furnished_db).path()).expect("the ZIP");
    let half = whole.get(..whole.len() / 2).expect("half of it");
    assert!(refused(&db, half).contains("damaged or incomplete"));
    assert!(refused(&db, b"PK\x03\x04 and nothing more").contains("damaged or incomplete"));
    assert!(refused(&db, &zip(&[("holiday.jpg", b"x")])).contains("no manifest.json"));
    let bare = zip(&[("manifest.json", b"{\"format\": 3}")]);
    assert!(refused(&db, &bare).contains("manifest.json"));
    assert!(refused(&db, &account("{}")).contains("does not begin as an account"));
    assert!(refused(&db, &account("[1, 2")).contains("line 1"));
    assert!(
        refused(&db, &account(r#"{"format": "ryokai-account", "version": 99}"#)).contains("newer")
    );
    let changed = zip(&[("account.json", b"{ }"), ("manifest.json", manifest("{}").as_bytes())]);
    assert!(refused(&db, &changed).contains("not the one its manifest describes"));
    let file = Scratch::with("hostile.zip", &changed);
    let why = String::from_utf8(in_japanese(&db, &["import", file.path()]).stderr).expect("text");
    assert!(why.contains("何も取り込んでいません") && why.contains("書き換えられたか"), "{why}");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let db = TestDb::new();
    let blanks = " ".repeat(64 * 1024 * 1024);
    assert!(refused(&db, &account(&format!("{{{blanks}}}"))).contains("far more than its size"));
    let mut crowd = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..100_001 {
        crowd.start_file(i.to_string(), SimpleFileOptions::default()).expect("an entry");
    }
    let crowd = crowd.finish().expect("a ZIP").into_inner();
    assert!(refused(&db, &crowd).contains("100001 entries"));
}

#[test]
fn what_is_called_off_leaves_nothing() {
    let (source, db) = (TestDb::file(), TestDb::new());
    furnished(&source);
    let json = entry(&exported(&source), "account.json");
    let mut left = 3;
    let mut some = move || {
        left -= 1;
        if left == 0 { Err(StoreError::CalledOff) } else { Ok(()) }
    };
    let making = Making { reach: Reach::Database, words: Words::of(Lang::En), now: now() };
    let made = source.read_blocking(|conn| making.write(conn, Cursor::new(Vec::new()), &mut some));
    assert!(matches!(made, Err(StoreError::CalledOff)));
    let mut left = 3;
    let taken = db.write_blocking(move |conn| {
        import_archive(conn, json.as_bytes(), now(), &mut || {
            left -= 1;
            if left == 0 { Err(StoreError::CalledOff) } else { Ok(()) }
        })
    });
    assert!(matches!(taken, Err(StoreError::CalledOff)));
    assert!(db.read_blocking(ryokai::store::practice::all).expect("practices").is_empty());
    // What cannot be written leaves nothing half done either.
    let folder = Scratch::with("folder", b"a file, no folder");
    let inside = format!("{}/account.zip", folder.path());
    assert_eq!(failed(&source, &["export", "--all", "-o", &inside], "").0, 1);
}

#[test]
fn an_account_that_the_machines_refuse_is_refused_whole() {
    let db = TestDb::new();
    let source = TestDb::file();
    furnished(&source);
    let good = entry(&exported(&source), "account.json");
    let broken = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        refused(&db, &account(&good.replacen(from, to, 1)))
    };
    // A colleague who is not there, a role nobody has, a fact of no kind, an unknown column, an
    // unknown table.
    assert!(broken("\"role\":\"owner\"", "\"role\":\"emperor\"").contains("member"));
    assert!(broken("\"fact\":\"quote\"", "\"fact\":\"spell\"").contains("fact"));
    assert!(broken("\"seq\":1,", "\"seq\":1,\"colour\":2,").contains("colour"));
    assert!(broken("\"share\": [", "\"shares\": [").contains("unknown table"));
    assert!(broken("\"tz\":\"Asia/Tokyo\"", "\"tz\":\"Moon/Crater\"").contains("time zone"));
    // A quote that was never said: what rested on it has nothing under it.
    let line =
        good.lines().find(|l| l.contains("\"fact\":\"quote\"")).expect("a quote").to_owned() + "\n";
    let why = broken(&line, "");
    assert!(why.lines().count() > 1, "{why}");
    // The same file without the fault is taken in.
    let file = Scratch::with("good.zip", &account(&good));
    assert!(said(&db, &["import", file.path()], "").contains("17 people"));
    let again = failed(&db, &["import", file.path()], "");
    assert!(again.0 == 1 && again.1.contains("already holds a practice"), "{again:?}");
}
