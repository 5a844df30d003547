//! A client made of dated lines, written in days before one fixed day: for rules tested at their
//! boundaries.

use chrono::Days;
use ryokai::method::insight::{Insight, Thresholds, verdict};
use ryokai::method::{ClientFile, Day};
use serde_json::{Value, json};

/// The day on which every case is read.
pub fn today() -> Day {
    crate::demo::day("2026-03-31")
}

/// The day so many days before it; a negative number is a day to come.
pub fn ago(days: i64) -> String {
    let back = Days::new(days.unsigned_abs());
    let day =
        if days < 0 { today().checked_add_days(back) } else { today().checked_sub_days(back) };
    day.expect("a day").to_string()
}

/// A client in the shape of the file format.
#[derive(Clone)]
pub struct Case(Value);

/// An active client of long standing of whom nothing else is recorded.
pub fn client() -> Case {
    Case(json!({"id": "c", "display_name": "Kana Hayakawa", "locale": "en",
                "status_history": [{"on": ago(400), "to": "active"}]}))
}

impl Case {
    /// One more line in one of the lists.
    pub fn add(mut self, list: &str, line: Value) -> Case {
        match self.0[list].as_array_mut() {
            Some(lines) => lines.push(line),
            None => self.0[list] = json!([line]),
        }
        self
    }

    /// One field of the person.
    pub fn set(mut self, field: &str, value: Value) -> Case {
        self.0[field] = value;
        self
    }

    /// A session held so many days ago, with fields of its own.
    pub fn held(self, id: &str, days: i64, own: Value) -> Case {
        let mut session = json!({"id": id, "on": ago(days), "status": "held", "minutes": 60, "initiator": "agreed"});
        if let (Some(all), Some(own)) = (session.as_object_mut(), own.as_object()) {
            all.extend(own.clone());
        }
        self.add("sessions", session)
    }

    /// Words of the client in a session.
    pub fn said(self, id: &str, session: &str) -> Case {
        let line = json!({"id": id, "session": session, "speaker": "client", "text": "Yes", "lang": "en", "exactness": "verbatim"});
        self.add("quotes", line)
    }

    /// An agreement event in a session of that day, with words `q-<id>`.
    pub fn agreed(self, id: &str, kind: &str, event: &str, (session, days): (&str, i64)) -> Case {
        let quote = format!("q-{id}");
        let line = json!({"id": id, "kind": kind, "scope": "relationship", "on": ago(days), "event": event, "session": session, "quote": quote});
        self.said(&quote, session).add("agreements", line)
    }

    pub fn file(&self) -> ClientFile {
        let mut file: ClientFile = serde_json::from_value(self.0.clone()).expect("a client");
        file.number_parts();
        file
    }

    /// What fires on the day.
    pub fn verdict(&self) -> Vec<Insight> {
        verdict(&self.file(), today(), &Thresholds::default())
    }

    pub fn insight(&self, rule: &str) -> Option<Insight> {
        self.verdict().into_iter().find(|i| i.rule.code() == rule)
    }

    #[track_caller]
    pub fn fires(&self, rule: &str) {
        assert!(self.insight(rule).is_some(), "{rule} is silent");
    }

    #[track_caller]
    pub fn silent(&self, rule: &str) {
        assert!(self.insight(rule).is_none(), "{rule} fires");
    }
}
