//! A contact outside a session: a call, a mail, a message; two-way only once it was answered
//! (method §3.5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::session::Closing;
use crate::method::{Day, Id, Text};

/// Names who moved first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mover {
    Them,
    Us,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Phone,
    Message,
    Sns,
    Letter,
    InPerson,
    Other,
}

noun! {
    /// One contact. It counts as two-way from `replied_on` on.
    pub struct Contact {
        P id: Id,
        P on: Day,
        P initiator: Mover,
        P channel: Channel,
        #[serde(default)]
        P replied_on: Option<Day>,
        #[serde(default)]
        P closing: Option<Closing>,
        #[serde(default, deserialize_with = "crate::method::file::blank_is_none")]
        P note: Option<Text>,
    }
}
