//! The demonstration practice as the domain reads it, with the results that are expected of it.

use ryokai::domain::{ClientFile, Day};
use serde_json::Value;

/// The whole demonstration file.
pub fn json() -> Value {
    serde_json::from_str(include_str!("../data/demo_sessions.json")).expect("the demonstration file is JSON")
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
