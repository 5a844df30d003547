//! A need: a guess until the client's own words make it theirs (method §3.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Evidence, Id, Step, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedState {
    #[default]
    Hypothesis,
    Voiced,
    Acknowledged,
    Addressed,
    Rejected,
    LetGo,
}

impl NeedState {
    /// True once the client has made it theirs in words.
    pub fn owned(self) -> bool {
        matches!(self, NeedState::Acknowledged | NeedState::Addressed)
    }

    /// True while it is a guess: not made theirs, and neither refused nor let go.
    pub fn guessed(self) -> bool {
        matches!(self, NeedState::Hypothesis | NeedState::Voiced)
    }
}

/// Names what the guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedBasis {
    Inference,
    Hint,
    Said,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    Functional,
    Emotional,
    Social,
}

noun! {
    /// One need. `text` is our wording and never leaves; `client_wording` is the one they approved.
    pub struct Need {
        R id: Id,
        R on: Day,
        #[serde(default)]
        R session: Option<Id>,
        R text: Text,
        R basis: NeedBasis,
        #[serde(default)]
        R kind: Option<NeedKind>,
        #[serde(default)]
        R hint_quote: Option<Id>,
        #[serde(default)]
        W client_wording: Option<Text>,
        #[serde(default)]
        R history: Vec<Step<NeedState>>,
    }
}

impl Need {
    /// The state at the end of `at`.
    pub fn state(&self, at: Day) -> NeedState {
        crate::method::step::state_at(&self.history, at).unwrap_or_default()
    }
}

/// The evidence a step needs, or none where there is no such step.
pub fn evidence(from: NeedState, to: NeedState) -> Option<Evidence> {
    use NeedState as N;
    match (from, to) {
        (N::Hypothesis, N::Voiced) => Some(Evidence::Encounter),
        (N::Hypothesis | N::Voiced, N::Acknowledged) => Some(Evidence::Words),
        (N::Voiced | N::Acknowledged, N::Rejected) => Some(Evidence::Words),
        (N::Acknowledged, N::Addressed) | (N::Addressed, N::Acknowledged) => Some(Evidence::Words),
        (N::Hypothesis | N::Voiced, N::LetGo) => Some(Evidence::Reason),
        (N::Rejected | N::LetGo, N::Hypothesis) => Some(Evidence::NewHint),
        _ => None,
    }
}
