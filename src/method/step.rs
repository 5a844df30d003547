//! One step of one machine, and the kinds of evidence a step can ask for (method §3.1, §3.3, §3.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::{Class, Fields};
use crate::method::{Day, Id, Text};

/// A record moved to `to` on a day. `note` carries the reason where one is required.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step<S> {
    #[serde(default)]
    pub id: Id,
    pub on: Day,
    pub to: S,
    #[serde(default)]
    pub session: Option<Id>,
    #[serde(default)]
    pub contact: Option<Id>,
    #[serde(default)]
    pub quote: Option<Id>,
    #[serde(default, alias = "reason")]
    pub note: Option<Text>,
}

impl<S> Step<S> {
    /// The class of each field (method §6.1), within the class of the list that the step stands in.
    pub const FIELDS: Fields = (
        "Step",
        &[
            ("id", Class::S),
            ("on", Class::S),
            ("to", Class::S),
            ("session", Class::S),
            ("contact", Class::P),
            ("quote", Class::W),
            ("note", Class::P),
        ],
    );

    pub fn new(on: Day, to: S) -> Self {
        Step { id: Id::default(), on, to, session: None, contact: None, quote: None, note: None }
    }
}

/// Names what a step must rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Our own act: the date is enough.
    Nothing,
    /// A session.
    Session,
    /// A session, or a contact where the words were said outside one.
    Encounter,
    /// A held session, later than the no and other than the one it was said in.
    LaterHeldSession,
    /// Ⓠ: the client's own words, from this very session or contact.
    Words,
    /// A reason in words of ours.
    Reason,
    /// A hint in the client's words that this need has not rested on before.
    NewHint,
    /// Said aloud by us: a session or contact of that day.
    SaidAloud,
}

/// The name a value has in files, addresses and message keys.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(s)) => s,
        _ => String::new(),
    }
}

/// The value a name stands for, if it is one.
pub fn from_code<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// The state after the steps dated on or before `at`; steps of one day count in the order recorded.
pub fn state_at<S: Copy>(history: &[Step<S>], at: Day) -> Option<S> {
    step_at(history, at).map(|step| step.to)
}

/// The last step dated on or before `at`.
pub fn step_at<S>(history: &[Step<S>], at: Day) -> Option<&Step<S>> {
    let mut last: Option<&Step<S>> = None;
    for step in history.iter().filter(|s| s.on <= at) {
        if last.is_none_or(|l| l.on <= step.on) {
            last = Some(step);
        }
    }
    last
}
