//! Stage, rank and agreements against the expected results of the demonstration file.

use ryokai::method::standing::rank;
use ryokai::method::{ClientFile, Day, Standing, Terms};
use serde_json::{Value, json};

use crate::demo::{self, day};

#[test]
fn every_demonstration_client_obeys_the_machines() {
    for file in demo::clients() {
        assert_eq!(file.violations(), vec![], "{}", file.person.id);
    }
}

#[test]
fn every_checkpoint_stands_as_expected() {
    let expected = demo::json()["expected"]["states"].clone();
    let mut compared = 0;
    for (at, subjects) in expected.as_object().expect("checkpoints") {
        for file in demo::clients() {
            let mut got = Standing::of(&file, day(at), &Terms::default()).to_json();
            got.as_object_mut().expect("an object").remove("missing");
            assert_eq!(got, subjects[file.person.id.as_str()], "{} at {at}", file.person.id);
            compared += 1;
        }
    }
    assert_eq!(compared, 54);
}

#[test]
fn ranks_stand_as_the_vectors_say() {
    for v in vectors("rank") {
        let days: Vec<Day> = v["two_way"]
            .as_array()
            .expect("days")
            .iter()
            .map(|d| day(d.as_str().expect("a day")))
            .collect();
        let declared = serde_json::from_value(v["declared_rank"].clone()).expect("a rank or none");
        let at = day(v["at"].as_str().expect("a day"));
        assert_eq!(json!(rank(&days, declared, at, &Terms::default())), v["rank"], "{v}");
    }
}

#[test]
fn agreements_and_stages_stand_as_the_vectors_say() {
    for v in vectors("agreements_and_stage") {
        let file = from_vector(&v);
        let s =
            Standing::of(&file, day(v["at"].as_str().expect("a day")), &Terms::default()).to_json();
        for key in ["conversation", "consultation", "stage"] {
            assert_eq!(s[key], v[key], "{key} of {v}");
        }
    }
}

#[test]
fn a_file_survives_the_journal() {
    for file in demo::clients() {
        let (again, violations) = ClientFile::from_records(file.person.clone(), &file.to_records());
        assert_eq!(violations, vec![]);
        for day in ["2025-06-30", "2025-12-31"] {
            let standing = |f: &ClientFile| Standing::of(f, demo::day(day), &Terms::default());
            assert_eq!(standing(&again), standing(&file));
        }
        assert_eq!(again.to_records().len(), file.to_records().len());
    }
}

#[test]
fn the_marks_of_a_file_are_those_of_its_records() {
    for mut file in demo::clients() {
        file.sessions[0].signed_on = Some(day("2025-12-31"));
        let mut marks: Vec<_> =
            file.marks().into_iter().map(|(id, on)| (id.into_owned(), on)).collect();
        let mut records: Vec<_> = file.to_records().into_iter().map(|r| (r.id, r.on)).collect();
        marks.sort();
        records.sort();
        assert_eq!(marks, records);
    }
}

fn vectors(name: &str) -> Vec<Value> {
    let list = demo::json()["expected"]["unit"][name].as_array().expect("vectors").clone();
    assert!(!list.is_empty());
    list
}

/// A file with just the sessions and events of a vector, with words for each event so that it obeys
/// the machines.
fn from_vector(v: &Value) -> ClientFile {
    let id = |on: &Value| format!("s{}", on.as_str().expect("a day"));
    let sessions: Vec<Value> = v["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .map(|on| json!({"id": id(on), "on": on, "status": "held"}))
        .collect();
    let events = v["agreements"].as_array().expect("events");
    let quotes: Vec<Value> = events
        .iter()
        .enumerate()
        .map(|(i, e)| {
            json!({"id": format!("q{i}"), "session": id(&e["on"]), "speaker": "client", "text": "yes", "lang": "en", "exactness": "verbatim"})
        })
        .collect();
    let agreements: Vec<Value> = events
        .iter()
        .enumerate()
        .map(|(i, e)| {
            json!({"id": format!("a{i}"), "kind": e["kind"], "scope": "relationship", "on": e["on"], "event": e["event"],
                   "session": id(&e["on"]), "quote": format!("q{i}")})
        })
        .collect();
    let file: ClientFile = serde_json::from_value(
        json!({"id": "v", "display_name": "V", "sessions": sessions, "quotes": quotes, "agreements": agreements}),
    )
    .expect("a file");
    assert_eq!(file.violations(), vec![]);
    file
}

#[test]
fn a_void_carries_the_date_of_what_it_takes_back() {
    let file = demo::client("c1");
    let known = file.to_records();
    let gift = &known.iter().find(|r| r.noun() == "gift").expect("a gift").clone();
    let void = |on| {
        let reason = "written twice".parse().expect("a text");
        ryokai::method::Record::fresh(
            on,
            None,
            ryokai::method::Fact::Void { target: gift.id.clone(), reason },
        )
    };
    let accepted = file.accept(&known, vec![void(gift.on)]).expect("taken back");
    assert_eq!(accepted.file().gifts.len(), file.gifts.len() - 1);
    assert!(file.accept(&known, vec![void(day("2025-12-31"))]).is_err());
}
