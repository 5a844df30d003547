//! A gift or kindness: why first, cost second; how it landed; whether it was thanked (method §1.1,
//! A4–A19).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Id, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    In,
    Out,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GiftKind {
    #[default]
    Thing,
    Effort,
    Introduction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Landing {
    Delighted,
    Fine,
    Burdened,
    #[default]
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Burden {
    Time,
    Mind,
    Both,
}

noun! {
    /// One gift, effort or introduction.
    pub struct Gift {
        P id: Id,
        P on: Day,
        P direction: Direction,
        P what: Text,
        #[serde(default)]
        P kind: GiftKind,
        #[serde(default)]
        P why: Option<Text>,
        #[serde(default)]
        P why_on: Option<Day>,
        #[serde(default)]
        P known_preference: Option<bool>,
        #[serde(default)]
        P timing_fit: Option<bool>,
        #[serde(default)]
        P effort_on_receiver: Option<Text>,
        #[serde(default)]
        P expires_on: Option<Day>,
        #[serde(default)]
        P landing: Landing,
        #[serde(default)]
        P landing_note: Option<Text>,
        #[serde(default)]
        P burden: Option<Burden>,
        #[serde(default)]
        P thanked_on: Option<Day>,
        #[serde(default)]
        P talked_on: Option<Day>,
    }
}
