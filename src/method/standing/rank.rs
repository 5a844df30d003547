//! Closeness rank 1–6, a proxy from contact alone (method §3.7).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::moment::days_between;
use crate::method::{Day, Terms};

/// Names how close somebody is, 1 the closest (method §3.7). In files it is its number.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(into = "u8", try_from = "u8")]
#[schemars(with = "u8")]
pub enum Rank {
    Family = 1,
    CloseFriend,
    Often,
    Sometimes,
    /// They know of each other.
    Known,
    /// They may not place us any more.
    NotPlaced,
}

impl Rank {
    /// Every rank, the closest first.
    pub const ALL: [Rank; 6] = [
        Rank::Family,
        Rank::CloseFriend,
        Rank::Often,
        Rank::Sometimes,
        Rank::Known,
        Rank::NotPlaced,
    ];

    /// The number by which the method names it.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The rank so many steps of silence further away; nobody falls beyond the last.
    fn fallen(self, steps: i64) -> Rank {
        let index = i64::from(self.number()) - 1 + steps.max(0);
        usize::try_from(index)
            .ok()
            .and_then(|index| Rank::ALL.get(index))
            .copied()
            .unwrap_or(Rank::NotPlaced)
    }

    /// True for a rank that silence moves: family stays, and there is nothing below the last.
    pub fn falls(self) -> bool {
        !matches!(self, Rank::Family | Rank::NotPlaced)
    }
}

/// A rank is written as its number.
impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

impl From<Rank> for u8 {
    fn from(rank: Rank) -> u8 {
        rank.number()
    }
}

/// No rank has this number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a rank is 1 to 6, not {0}")]
pub struct RankError(u8);

impl TryFrom<u8> for Rank {
    type Error = RankError;

    fn try_from(number: u8) -> Result<Rank, RankError> {
        Rank::ALL.into_iter().find(|rank| rank.number() == number).ok_or(RankError(number))
    }
}

/// The rank on `at` of someone met on `two_way` days (ascending, none later than `at`). Only family
/// and close friends are declared.
pub fn rank(two_way: &[Day], declared: Option<Rank>, at: Day, terms: &Terms) -> Option<Rank> {
    if declared == Some(Rank::Family) {
        return Some(Rank::Family);
    }
    let last = *two_way.last()?;
    let step = i64::from(terms.silence_step.max(1));
    let recent = two_way.iter().filter(|t| days_between(**t, last) < step).count();
    let base = match (declared, recent) {
        (Some(Rank::CloseFriend), _) => Rank::CloseFriend,
        (_, 3..) => Rank::Often,
        (_, 2) => Rank::Sometimes,
        _ if two_way.len() > 1 => Rank::Sometimes,
        _ => Rank::Known,
    };
    Some(base.fallen(days_between(last, at) / step))
}
