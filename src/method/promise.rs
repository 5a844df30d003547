//! A promise, theirs or ours (the method's promise, §3.4). `due_on` never moves; a new date is a
//! new promise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::quote::Speaker;
use crate::method::{Day, Evidence, Id, Step, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    #[default]
    Open,
    Carried,
    Done,
    Missed,
    Renegotiated,
    Dropped,
}

impl PromiseState {
    pub fn open(self) -> bool {
        matches!(self, PromiseState::Open | PromiseState::Carried)
    }
}

noun! {
    /// One promise with its date.
    pub struct Promise {
        S id: Id,
        S by: Speaker,
        S made_on: Day,
        #[serde(default)]
        S session: Option<Id>,
        S text: Text,
        #[serde(default)]
        S due_on: Option<Day>,
        #[serde(default)]
        R need: Option<Id>,
        #[serde(default)]
        S history: Vec<Step<PromiseState>>,
    }
}

impl Promise {
    /// The state at the end of `at`.
    pub fn state(&self, at: Day) -> PromiseState {
        crate::method::step::state_at(&self.history, at).unwrap_or_default()
    }
}

/// The evidence a step needs, or none where there is no such step.
pub fn evidence(from: PromiseState, to: PromiseState) -> Option<Evidence> {
    use PromiseState as P;
    match (from, to) {
        (P::Open | P::Carried, P::Carried) => Some(Evidence::Session),
        (P::Open | P::Carried, P::Done | P::Missed | P::Renegotiated) => Some(Evidence::Nothing),
        (P::Open | P::Carried, P::Dropped) => Some(Evidence::Reason),
        _ => None,
    }
}
