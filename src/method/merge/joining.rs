//! The record that joins two journals: what it takes to read both as one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::Id;
use crate::method::agreement::AgreementMove;

/// Holds what it takes to read two journals as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    /// Tells whose journal was joined.
    pub from: Id,
    /// The numbers of sessions, in the order of their days.
    pub numbers: Vec<Number>,
    /// Holds what was the first yes in one journal, and is none in both: of two that were given,
    /// the later one renews.
    pub read_as: Vec<Reading>,
    /// Steps of the status and of agreements that lead nowhere in both journals together, such as
    /// beginning twice.
    pub left_out: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Number {
    pub session: Id,
    pub no: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub agreement: Id,
    pub event: AgreementMove,
}
