//! A file is taken in whole or not at all, once however often; and what it says stands as it
//! should.

use std::collections::BTreeMap;

use ryokai::intake::import;
use ryokai::method::{Id, Standing, Terms, Violation, ViolationKind};
use ryokai::store::import::{Imported, import_histories};
use ryokai::store::{Db, StoreError, fact, file, member, person, standing};
use serde_json::{Value, json};

use crate::build::{day, id, now, practice, session};
use crate::db::TestDb;
use crate::demo;

fn taken(db: &Db, practice: &Id, text: &str) -> Result<Imported, StoreError> {
    let file = import::read(text).expect("a readable file");
    import_histories(db, practice, ("x.json", file), now(), Box::new(|| Ok(())))
}

fn demo_text() -> String {
    demo::json().to_string()
}

/// Every person of a practice by the file's own id.
fn files(db: &Db, practice: &Id) -> BTreeMap<String, file::Loaded> {
    let all = db.read_blocking(|conn| {
        let mut out = Vec::new();
        for viewer in member::viewers(conn, practice)? {
            out.extend(file::load_all(conn, &viewer)?);
        }
        Ok(out)
    });
    let named = |loaded: file::Loaded| Some((loaded.external_id.as_ref()?.to_string(), loaded));
    all.expect("files").into_iter().filter_map(named).collect()
}

#[test]
fn the_demonstration_stands_as_expected_at_every_checkpoint() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let brought = taken(&db, &here, &demo_text()).expect("taken in");
    assert_eq!(brought.people, 17);
    let files = files(&db, &here);
    let expected = demo::json()["expected"]["states"].clone();
    let mut compared = 0;
    for (at, subjects) in expected.as_object().expect("checkpoints") {
        for client in ["c1", "c2", "c3", "c4", "c5", "c6"] {
            let mut got = Standing::of(&files[client].file, day(at), &Terms::default()).to_json();
            got.as_object_mut().expect("an object").remove("missing");
            assert_eq!(got, subjects[client], "{client} at {at}");
            compared += 1;
        }
        for consultant in ["k1", "k2"] {
            for (who, rank) in subjects[consultant]["ranks"].as_object().expect("ranks") {
                let got = Standing::of(&files[who].file, day(at), &Terms::default());
                assert_eq!(json!(got.rank), *rank, "{who} at {at}");
            }
        }
    }
    assert_eq!(compared, 54);
}

#[test]
fn a_file_taken_in_twice_changes_nothing() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let first = taken(&db, &here, &demo_text()).expect("taken in");
    let before = files(&db, &here);
    let again = taken(&db, &here, &demo_text()).expect("taken in again");
    assert_eq!(again, Imported { people: 0, records: 0, known: first.records });
    let after = files(&db, &here);
    for (who, loaded) in &before {
        assert_eq!(
            (&loaded.records, loaded.version),
            (&after[who].records, after[who].version),
            "{who}"
        );
    }
    let members = db.read_blocking(|conn| member::list_of(conn, &here)).expect("members");
    assert_eq!(members.len(), 2);
    assert!(members.iter().all(|m| !m.signs_in), "who came with a file has no sign-in");
}

#[test]
fn a_longer_file_adds_what_is_new() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    taken(&db, &here, &demo_text()).expect("taken in");
    let mut longer = demo::json();
    longer["clients"][0]["sessions"]
        .as_array_mut()
        .expect("sessions")
        .push(json!({"id": "c1s99", "on": "2025-12-30"}));
    let brought = taken(&db, &here, &longer.to_string()).expect("taken in");
    assert_eq!((brought.people, brought.records), (0, 1));
}

/// The breaches of a file that must not be taken in.
fn refused(db: &Db, practice: &Id, file: &Value) -> Vec<Violation> {
    match taken(db, practice, &file.to_string()) {
        Err(StoreError::Refused(violations)) => violations,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_broken_file_is_refused_whole_with_every_breach() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let mut broken = demo::json();
    broken["clients"][1]["wants"][0]["quote"] = Value::Null;
    broken["clients"][4]["markers"][0]["family"] = json!("withdrawal");
    broken["clients"][4]["markers"][0]["sign"] = json!("refuses");
    broken["clients"][5]["pillars"] = json!(["nowhere"]);
    broken["network_contacts"][0]["consultant"] = json!("nobody");
    let places: Vec<String> = refused(&db, &here, &broken).into_iter().map(|b| b.place).collect();
    for place in
        ["clients[1].wants[0]", "clients[4].markers[0]", "clients[5]", "network_contacts[0]"]
    {
        assert!(places.iter().any(|p| p == place), "{place} in {places:?}");
    }
    assert!(files(&db, &here).is_empty(), "nothing was written");
    assert!(db.read_blocking(|conn| member::list_of(conn, &here)).expect("members").is_empty());
}

#[test]
fn a_record_that_differs_from_what_is_there_is_named_with_its_place() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    taken(&db, &here, &demo_text()).expect("taken in");
    let mut changed = demo::json();
    changed["clients"][0]["sessions"][1]["minutes"] = json!(7);
    let want = changed["clients"][0]["wants"][0]["history"][0]["on"].clone();
    assert!(want.is_string(), "the first want of the first client has a history");
    changed["clients"][0]["display_name"] = json!("誰か");
    let violations = refused(&db, &here, &changed);
    let differs = |place: &str| {
        violations
            .iter()
            .any(|b| b.place == place && matches!(b.rule, ViolationKind::Differs { .. }))
    };
    assert!(differs("clients[0].sessions[1]") && differs("clients[0]"), "{violations:?}");
    assert_eq!(violations.len(), 2);
}

#[test]
fn two_people_of_one_id_are_refused() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    let client = json!({"id": "x", "consultant": "k", "display_name": "水野"});
    let twice = json!({"consultants": [{"id": "k", "name": "佐倉"}], "clients": [client, client]});
    let violations = refused(&db, &here, &twice);
    assert_eq!(violations[0].place, "clients[1]");
}

#[test]
fn what_is_logged_later_stands_beside_what_came_with_the_file() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    taken(&db, &here, &demo_text()).expect("taken in");
    let viewers = db.read_blocking(|conn| member::viewers(conn, &here)).expect("viewers");
    let found = |v: &&ryokai::method::Viewer| v.name.as_str() == "佐倉 まどか";
    let viewer = viewers.iter().find(found).expect("the consultant").clone();
    let kept = db
        .read_blocking(|conn| person::find_by_any_id(conn, &viewer, &id("c1")))
        .expect("an answer");
    let person = kept.expect("the client").person.id;
    let (writer, of) = (viewer.clone(), person.clone());
    db.write_blocking(move |conn| {
        fact::record(conn, &writer, &of, now(), |_| Ok(vec![session("later", "2025-12-30")]))
    })
    .expect("recorded");
    taken(&db, &here, &demo_text()).expect("taken in again");
    let loaded = db.read_blocking(|conn| file::load(conn, &viewer, &person)).expect("the file");
    assert!(loaded.file.session(&id("later")).is_some());
}

#[test]
fn every_derived_row_equals_a_fresh_replay_and_renews_itself() {
    let db = TestDb::new();
    let here = practice(&db, "here");
    taken(&db, &here, &demo_text()).expect("taken in");
    let viewers = db.read_blocking(|conn| member::viewers(conn, &here)).expect("viewers");
    for viewer in viewers {
        let differing = |viewer: &_| {
            db.read_blocking(|conn| standing::differing(conn, viewer)).expect("an answer")
        };
        assert_eq!(differing(&viewer), vec![]);
        let listed = |today: &str| {
            let page =
                |conn: &mut _| person::list(conn, &viewer, &Default::default(), (day(today), 50));
            db.read_blocking(page).expect("a page").lines
        };
        // A list on a later day shows that day, whatever was stored.
        for line in listed("2026-06-01") {
            let loaded = db
                .read_blocking(|conn| file::load(conn, &viewer, &line.kept.person.id))
                .expect("a file");
            let standing = Standing::of(&loaded.file, day("2026-06-01"), &Terms::default());
            assert_eq!((line.overview.stage, line.overview.rank), (standing.stage, standing.rank));
        }
        let (clock, later) = (viewer.clone(), "2026-06-01T03:00:00".parse().expect("a moment"));
        let renewed =
            db.write_blocking(move |conn| standing::renew(conn, &clock, later)).expect("renewed");
        assert!(renewed > 0);
        assert_eq!(differing(&viewer), vec![]);
    }
}
