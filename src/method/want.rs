//! A want: what the client says they want, and its machine (method §3.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Evidence, Id, Step, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WantState {
    #[default]
    Open,
    Answered,
    Deferred,
    Declined,
    Done,
    Withdrawn,
}

noun! {
    /// One want, evidenced by the words it was said in.
    pub struct Want {
        S id: Id,
        S on: Day,
        #[serde(default)]
        S session: Option<Id>,
        #[serde(default)]
        P contact: Option<Id>,
        W text: Text,
        #[serde(default)]
        W quote: Option<Id>,
        #[serde(default)]
        R needs: Vec<Id>,
        #[serde(default)]
        S history: Vec<Step<WantState>>,
    }
}

impl Want {
    /// The state at the end of `at`.
    pub fn state(&self, at: Day) -> WantState {
        crate::method::step::state_at(&self.history, at).unwrap_or_default()
    }
}

/// The evidence a step needs, or none where there is no such step.
pub fn evidence(from: WantState, to: WantState) -> Option<Evidence> {
    use WantState as W;
    match (from, to) {
        (W::Open, W::Answered) | (W::Deferred, W::Answered) => Some(Evidence::Nothing),
        (W::Open, W::Deferred) => Some(Evidence::Words),
        (W::Open, W::Declined) => Some(Evidence::Reason),
        (W::Open | W::Answered | W::Deferred, W::Done) => Some(Evidence::Nothing),
        (W::Open | W::Answered | W::Deferred | W::Declined, W::Withdrawn) => Some(Evidence::Words),
        (W::Answered | W::Deferred | W::Declined, W::Open) => Some(Evidence::Nothing),
        (W::Done | W::Withdrawn, W::Open) => Some(Evidence::Words),
        _ => None,
    }
}
