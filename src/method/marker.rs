//! A marker: what was seen when the client stepped back or objected (method §3.2; own wording, no
//! published codes).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Id, Text};

/// Stepping back or objecting.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Withdrawal,
    Confrontation,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    HeartClosed,
    FellSilent,
    ShortAnswers,
    ChangedSubject,
    WentAbstract,
    QuickAgreement,
    LaughedOff,
    VagueNext,
    NotThatTopic,
    ObjectsToApproach,
    DoubtsProgress,
    ComplainsTerms,
    Refuses,
}

impl Sign {
    /// All signs, in the order of their keys on the log page (method §7).
    pub const ALL: [Sign; 13] = [
        Sign::HeartClosed,
        Sign::FellSilent,
        Sign::ShortAnswers,
        Sign::ChangedSubject,
        Sign::WentAbstract,
        Sign::QuickAgreement,
        Sign::LaughedOff,
        Sign::VagueNext,
        Sign::NotThatTopic,
        Sign::ObjectsToApproach,
        Sign::DoubtsProgress,
        Sign::ComplainsTerms,
        Sign::Refuses,
    ];

    pub fn family(self) -> Family {
        match self {
            Sign::HeartClosed
            | Sign::FellSilent
            | Sign::ShortAnswers
            | Sign::ChangedSubject
            | Sign::WentAbstract
            | Sign::QuickAgreement
            | Sign::LaughedOff
            | Sign::VagueNext => Family::Withdrawal,
            Sign::NotThatTopic
            | Sign::ObjectsToApproach
            | Sign::DoubtsProgress
            | Sign::ComplainsTerms
            | Sign::Refuses => Family::Confrontation,
        }
    }
}

noun! {
    /// One sign in one session.
    pub struct Marker {
        R id: Id,
        R session: Id,
        R on: Day,
        R family: Family,
        R sign: Sign,
        #[serde(default)]
        R observed: Option<Text>,
        #[serde(default)]
        R just_before: Option<Text>,
        #[serde(default)]
        R quote: Option<Id>,
    }
}
