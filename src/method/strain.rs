//! A strain and its repair (method §3.4). Only the client's words repair.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::marker::Family;
use crate::method::{Day, Evidence, Id, Step};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StrainState {
    Noticed,
    Named,
    Explored,
    Repaired,
    EndedUnrepaired,
}

impl StrainState {
    pub fn open(self) -> bool {
        matches!(self, StrainState::Noticed | StrainState::Named | StrainState::Explored)
    }
}

noun! {
    /// One strain. `opened_on` is the date of its first step.
    pub struct Strain {
        R id: Id,
        R kind: Family,
        R opened_on: Day,
        #[serde(default)]
        R message: Option<Id>,
        #[serde(default)]
        R history: Vec<Step<StrainState>>,
    }
}

impl Strain {
    /// The state at the end of `at`; none before it opened.
    pub fn state(&self, at: Day) -> Option<StrainState> {
        crate::method::step::state_at(&self.history, at)
    }
}

/// The evidence a step needs, or none where there is no such step. A strain begins by being
/// noticed.
pub fn evidence(from: Option<StrainState>, to: StrainState) -> Option<Evidence> {
    use StrainState as R;
    match (from, to) {
        (None, R::Noticed) => Some(Evidence::Nothing),
        (Some(R::Noticed), R::Named) => Some(Evidence::SaidAloud),
        (Some(R::Named), R::Explored) | (Some(R::Named | R::Explored), R::Repaired) => {
            Some(Evidence::Words)
        }
        (Some(from), R::EndedUnrepaired) if from.open() => Some(Evidence::Nothing),
        _ => None,
    }
}
