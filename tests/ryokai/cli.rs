//! The command line as somebody types it: what it prints, and how it ends.

use ryokai::method::Role;
use serde_json::Value;

use crate::build;
use crate::db::TestDb;
use crate::demo;
use crate::program::{failed, said};

#[test]
fn a_file_is_imported_and_every_standing_asked_for() {
    let db = TestDb::new();
    let file = demo::json().to_string();
    assert!(said(&db, &["import", "-"], &file).contains("17 people"));
    assert!(said(&db, &["import", "-"], &file).starts_with("Nothing new"));
    let expected = demo::json()["expected"]["states"].clone();
    for at in ["2025-04-30", "2025-08-31", "2025-12-31"] {
        let all: Value =
            serde_json::from_str(&said(&db, &["standing", "--as-of", at, "--json"], ""))
                .expect("JSON");
        let all = all.as_object().expect("an object");
        assert_eq!(all.keys().collect::<Vec<_>>(), ["c1", "c2", "c3", "c4", "c5", "c6"]);
        for (client, standing) in all {
            let mut standing = standing.clone();
            let missing = standing.as_object_mut().expect("an object").remove("missing");
            assert!(missing.is_some());
            assert_eq!(standing, expected[at][client], "{client} at {at}");
        }
    }
    let one = said(&db, &["standing", "--client", "c5", "--as-of", "2025-08-31", "--json"], "");
    assert_eq!(
        serde_json::from_str::<Value>(&one).expect("JSON").as_object().expect("an object").len(),
        1
    );
    let clients = said(&db, &["clients"], "");
    assert_eq!(clients.lines().count(), 6);
    let ours = clients
        .lines()
        .find(|l| l.contains("\tc5\t"))
        .and_then(|l| l.split('\t').next())
        .expect("our id");
    assert_eq!(
        said(&db, &["standing", "--client", ours, "--as-of", "2025-08-31", "--json"], ""),
        one
    );
    assert!(said(&db, &["doctor"], "").contains("All is well"));
}

#[test]
fn nine_month_ends_of_eight_subjects_are_printed_as_expected() {
    let db = TestDb::new();
    said(&db, &["import", "-"], &demo::json().to_string());
    let known: Vec<String> =
        demo::clients().iter().flat_map(|f| f.to_records()).map(|r| r.id.to_string()).collect();
    let expected = demo::json()["expected"]["insights"].clone();
    for (at, subjects) in expected.as_object().expect("checkpoints") {
        let lang = if at.as_str() < "2025-09" { "ja" } else { "en" };
        let all = said(&db, &["insights", "--as-of", at, "--lang", lang, "--json"], "");
        let all: Vec<Value> = serde_json::from_str(&all).expect("an array");
        for (subject, rules) in subjects.as_object().expect("subjects") {
            let own: Vec<&Value> =
                all.iter().filter(|i| i["subject"] == subject.as_str()).collect();
            let fired: Vec<&Value> = own.iter().map(|i| &i["rule"]).collect();
            assert_eq!(serde_json::json!(fired), *rules, "{subject} at {at}");
            for insight in own.iter().filter(|_| subject.starts_with('c')) {
                let facts = insight["facts"].as_array().expect("facts");
                assert!(facts.iter().all(|id| known.iter().any(|k| id == k)), "{insight}");
                assert!(
                    insight["text"].as_str().is_some_and(|t| t.len() > 20 && !t.contains("c2")),
                    "{insight}"
                );
            }
        }
        assert!(
            all.iter().all(|i| subjects.get(i["subject"].as_str().expect("a subject")).is_some()),
            "nobody else"
        );
    }
}

#[test]
fn insights_of_one_subject_are_those_of_that_subject() {
    let db = TestDb::new();
    said(&db, &["import", "-"], &demo::json().to_string());
    let of = |who: [&str; 2]| -> Vec<Value> {
        let at = ["insights", who[0], who[1], "--as-of", "2025-07-31", "--json"];
        serde_json::from_str(&said(&db, &at, "")).expect("an array")
    };
    assert_eq!(
        of(["--client", "c5"]).iter().map(|i| &i["rule"]).collect::<Vec<_>>(),
        ["R04", "R06", "R16"]
    );
    let practice = of(["--consultant", "k1"]);
    assert!(practice.len() == 5 && practice[1]["facts"][0] == "p1", "{practice:?}");
    assert!(practice[1]["text"].as_str().expect("a text").contains('%'));
    assert_eq!(of(["--consultant", "k2"]).len(), 0);
    let plain =
        said(&db, &["insights", "--client", "c5", "--as-of", "2025-07-31", "--lang", "ja"], "");
    assert!(plain.lines().count() == 3 && plain.starts_with("c5\tR04\t"), "{plain}");
    for nobody in ["--client", "--consultant"] {
        let (code, why) = failed(&db, &["insights", nobody, "x9"], "");
        assert!(code == 1 && why.contains("x9"), "{why}");
    }
    assert_eq!(failed(&db, &["insights", "--client", "c5", "--consultant", "k1"], "").0, 2);
}

#[test]
fn a_brief_is_printed_in_either_language_as_of_a_day() {
    let db = TestDb::new();
    said(&db, &["import", "-"], &demo::json().to_string());
    let ja = said(&db, &["brief", "--client", "c2", "--as-of", "2025-08-31", "--lang", "ja"], "");
    assert!(
        ja.contains("早川 佳奈さん") && ja.contains("まず") && ja.contains("最後の言葉"),
        "{ja}"
    );
    let en = said(&db, &["brief", "--client", "c4", "--as-of", "2025-09-30", "--lang", "en"], "");
    assert!(
        en.contains("Priya Raman") && en.contains("Guess (untested)") && en.contains("“"),
        "{en}"
    );
    assert_eq!(failed(&db, &["brief", "--client", "nobody"], "").0, 1);
    assert_eq!(failed(&db, &["brief"], "").0, 2);
}

#[test]
fn a_file_that_cannot_be_taken_in_says_why() {
    let db = TestDb::new();
    let (code, why) = failed(&db, &["import", "-"], "{\n \"clients\": [{]}");
    assert!(code == 1 && why.contains("line 2, column 15"), "{why}");
    let want = r#"{"consultants": [{"id": "k", "name": "K"}], "clients": [{"id": "c", "consultant": "k",
        "display_name": "C", "wants": [{"id": "w", "on": "2025-01-01", "text": "t"}]}]}"#;
    let (code, why) = failed(&db, &["import", "-"], want);
    assert!(code == 1 && why.contains("clients[0].wants[0]"), "{why}");
    assert_eq!(failed(&db, &["import", "/nowhere/at/all.json"], "").0, 1);
    assert_eq!(failed(&db, &["import"], "").0, 2);
    assert_eq!(failed(&db, &["standing", "--as-of", "someday"], "").0, 2);
}

#[test]
fn the_schema_describes_the_demonstration() {
    let db = TestDb::new();
    let schema: Value =
        serde_json::from_str(&said(&db, &["import", "--schema"], "")).expect("JSON");
    let known = schema["properties"].as_object().expect("properties");
    for key in demo::json().as_object().expect("an object").keys() {
        assert!(known.contains_key(key), "{key}");
    }
}

#[test]
fn the_demonstration_has_a_practice_of_its_own_and_three_sign_ins() {
    let db = TestDb::new();
    let first = said(&db, &["demo"], "");
    assert_eq!(first.matches("signs in with the password").count(), 3, "{first}");
    assert!(
        said(&db, &["member", "list"], "").contains("\thana.kimura@demo.example\tOwner\t"),
        "an owner, too"
    );
    let again = said(&db, &["demo"], "");
    assert!(again.starts_with("Nothing new") && !again.contains("signs in with"), "{again}");
    assert_eq!(said(&db, &["clients", "--practice", "Demo"], "").lines().count(), 6);
}

#[test]
fn the_demonstration_can_end_today() {
    let db = TestDb::new();
    let first = said(&db, &["demo", "--recent"], "");
    assert_eq!(first.matches("signs in with the password").count(), 3, "{first}");
    assert_eq!(said(&db, &["clients", "--practice", "Demo"], "").lines().count(), 6);
    said(&db, &["doctor"], "");
    let again = said(&db, &["demo", "--recent"], "");
    assert_eq!(again.matches("already there").count(), 3, "{again}");
}

#[test]
fn members_are_added_listed_and_let_in() {
    let db = TestDb::new();
    let add = [
        "member",
        "add",
        "--practice",
        "Mine",
        "--name",
        "Me",
        "--email",
        "Me@Example.org",
        "--role",
        "owner",
    ];
    let added = said(&db, &add, "");
    assert!(added.contains("me@example.org signs in with the password"), "{added}");
    assert!(said(&db, &["member", "list"], "").contains("Me\tme@example.org"));
    assert_eq!(failed(&db, &add, "").0, 1, "an address signs in to one account");
    let reset = ["member", "reset-password", "me@example.org", "--password-stdin"];
    assert!(said(&db, &reset, "a long enough one\n").contains("is set"));
    assert_eq!(failed(&db, &reset, "short\n").0, 2);
    let nobody = failed(&db, &["member", "reset-password", "nobody"], "");
    assert!(nobody.0 == 2 && nobody.1.contains("nobody"), "{nobody:?}");
}

#[test]
fn a_command_asks_which_practice_where_there_are_several() {
    let db = TestDb::new();
    assert_eq!(failed(&db, &["clients"], "").0, 2, "there is none yet");
    for name in ["One", "Two"] {
        let email = format!("{name}@example.org");
        said(&db, &["member", "add", "--practice", name, "--name", name, "--email", &email], "");
    }
    let (code, why) = failed(&db, &["clients"], "");
    assert!(code == 2 && why.contains("One, Two"), "{why}");
    assert_eq!(failed(&db, &["clients", "--practice", "Three"], "").0, 2);
    assert_eq!(said(&db, &["clients", "--practice", "Two"], ""), "");
}

#[test]
fn the_embedded_demonstration_is_the_one_that_is_tested() {
    let embedded = include_str!("../../src/cli/demo/demo_sessions.json");
    assert_eq!(embedded, include_str!("../data/demo_sessions.json"));
}

#[test]
fn where_nobody_is_yet_no_command_speaks_of_several() {
    let db = TestDb::new();
    let practice = build::practice(&db, "here");
    for args in [&["hours", "-o", "-"][..], &["import", "--undo"]] {
        let (code, why) = failed(&db, args, "");
        assert!(code == 1 && why.contains("There is nobody here yet."), "{why}");
    }
    build::member(&db, &practice, "one", Role::Owner);
    build::member(&db, &practice, "other", Role::Owner);
    for args in [&["hours", "-o", "-"][..], &["import", "--undo"]] {
        let (code, why) = failed(&db, args, "");
        assert!(code == 2 && why.contains("There are several consultants"), "{why}");
    }
}
