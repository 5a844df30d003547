//! The demonstration practice as the program reads it, with the results that are expected of it.

use ryokai::method::pillar::Pillar;
use ryokai::method::{ClientFile, Day};
use serde_json::Value;

/// The whole demonstration file.
pub fn json() -> Value {
    serde_json::from_str(include_str!("../../data/demo_sessions.json"))
        .expect("the demonstration file is JSON")
}

/// Its six clients.
pub fn clients() -> Vec<ClientFile> {
    let read = |v: &Value| {
        let mut file: ClientFile = serde_json::from_value(v.clone()).expect("a client");
        file.number_parts();
        file
    };
    json()["clients"].as_array().expect("clients").iter().map(read).collect()
}

/// One of them, by the file's own id.
pub fn client(id: &str) -> ClientFile {
    clients().into_iter().find(|c| c.person.id.as_str() == id).expect("a client of that id")
}

pub fn day(s: &str) -> Day {
    s.parse().expect("a day")
}

/// Everybody of one consultant, clients and network, by reading as the store lists them.
pub fn people(consultant: &str) -> Vec<ClientFile> {
    let file =
        ryokai::intake::import::read(&json().to_string()).expect("the demonstration can be read");
    let own =
        |f: &ClientFile| f.person.consultant.as_ref().is_some_and(|id| id.as_str() == consultant);
    let mut people: Vec<ClientFile> =
        file.files().into_iter().map(|(_, f)| f).filter(own).collect();
    people.sort_by_key(|f| (f.person.sort_key(), f.person.id.clone()));
    people
}

/// One consultant's pillars, in their order.
pub fn pillars(consultant: &str) -> Vec<Pillar> {
    let all: Vec<Pillar> = serde_json::from_value(json()["pillars"].clone()).expect("pillars");
    all.into_iter().filter(|p| p.consultant.as_str() == consultant).collect()
}
