//! The agreement machine: 会話了解 and 相談了解, each with its own scope and clock (method §3.3).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Evidence, Id};

/// Names one of the two agreements.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AgreementKind {
    Conversation,
    Consultation,
}

/// Names what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementMove {
    Sought,
    Given,
    Declined,
    Withdrawn,
    Renewed,
}

/// Names whether we asked that day or they said it unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementOrigin {
    Sought,
    Volunteered,
}

/// Names what the agreement covers. Stage, suspension and lapse read `Relationship` only.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Scope {
    Relationship,
    /// One want or message.
    Topic(Id),
    Session(Id),
}

impl TryFrom<String> for Scope {
    type Error = String;

    fn try_from(s: String) -> Result<Self, String> {
        let id = |id: &str| id.parse().map_err(|e: crate::method::id::IdError| e.to_string());
        match s.split_once(':') {
            None if s == "relationship" => Ok(Scope::Relationship),
            Some(("topic", of)) => Ok(Scope::Topic(id(of)?)),
            Some(("session", of)) => Ok(Scope::Session(id(of)?)),
            _ => Err("a scope is relationship, topic:<id> or session:<id>".into()),
        }
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.to_string()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Relationship => f.write_str("relationship"),
            Scope::Topic(id) => write!(f, "topic:{id}"),
            Scope::Session(id) => write!(f, "session:{id}"),
        }
    }
}

noun! {
    /// One event of one agreement.
    pub struct AgreementEvent {
        S id: Id,
        S kind: AgreementKind,
        S scope: Scope,
        S on: Day,
        S event: AgreementMove,
        #[serde(default)]
        S session: Option<Id>,
        #[serde(default)]
        P contact: Option<Id>,
        #[serde(default)]
        W quote: Option<Id>,
        #[serde(default)]
        S origin: Option<AgreementOrigin>,
    }
}

/// Names where an agreement stands. `Lapsed` is reached by the clock alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementState {
    #[default]
    None,
    Sought,
    Given,
    Declined,
    Withdrawn,
    Renewed,
    Lapsed,
}

impl AgreementState {
    /// In force ⇔ given or renewed.
    pub fn in_force(self) -> bool {
        matches!(self, AgreementState::Given | AgreementState::Renewed)
    }
}

impl From<AgreementMove> for AgreementState {
    fn from(event: AgreementMove) -> Self {
        match event {
            AgreementMove::Sought => AgreementState::Sought,
            AgreementMove::Given => AgreementState::Given,
            AgreementMove::Declined => AgreementState::Declined,
            AgreementMove::Withdrawn => AgreementState::Withdrawn,
            AgreementMove::Renewed => AgreementState::Renewed,
        }
    }
}

/// The evidence an event needs in a state, or none where the machine has no such step (method §3.3,
/// table).
///
/// `given_before` tells whether this agreement was ever given; only then can it be renewed from
/// outside force.
pub fn evidence(
    from: AgreementState,
    event: AgreementMove,
    given_before: bool,
) -> Option<Evidence> {
    use AgreementMove as E;
    use AgreementState as S;
    match (from, event) {
        (S::None | S::Lapsed | S::Withdrawn, E::Sought) => Some(Evidence::Encounter),
        (S::Declined, E::Sought) => Some(Evidence::LaterHeldSession),
        (S::None | S::Sought | S::Declined | S::Lapsed | S::Withdrawn, E::Given) => {
            Some(Evidence::Words)
        }
        (S::None | S::Sought | S::Declined | S::Lapsed | S::Withdrawn, E::Renewed)
            if given_before =>
        {
            Some(Evidence::Words)
        }
        (S::None | S::Sought | S::Lapsed | S::Withdrawn, E::Declined) => Some(Evidence::Words),
        (S::Given | S::Renewed, E::Renewed | E::Withdrawn) => Some(Evidence::Words),
        _ => None,
    }
}
