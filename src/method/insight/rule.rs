//! A rule of the method as one value: its code, its place among the others, the numbers it reads,
//! the function that finds it, and the act that answers it (method §4). Its texts stand in
//! `words/<language>/insight/<family>.ftl`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::reading::Reading;
use super::threshold::{Threshold, Thresholds};
use super::{Found, encouragement, meaning, needs, permission, portfolio, repair, upkeep};
use crate::method::Status;
use crate::method::portfolio::Portfolio;

/// All that the program knows of a rule but its texts.
pub struct Rule {
    /// `R01` … or, where it encourages, `G01` …
    pub code: &'static str,
    /// The name in words, for instance `yes_man_drift`.
    pub key: &'static str,
    pub priority: Priority,
    /// The rules that are not shown while this one is; they still evaluate.
    pub hides: &'static [&'static Rule],
    /// The numbers it reads.
    pub thresholds: &'static [&'static Threshold],
    pub fires: Fires,
    /// The acts that answer it; the first that its evidence allows is offered.
    pub answers: &'static [Answer],
}

/// The place of a rule in the display; the least comes first. Encouragement is shown first all the
/// same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    Repair = 1,
    /// Permission, and people who wait.
    Permission,
    /// Needs and wants.
    Needs,
    Meaning,
    /// Contact and dependence.
    Contact,
    /// Records, and the shape of the network.
    Records,
    Encouragement,
}

impl Priority {
    /// The place as the method numbers it: 1 to 7.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// The subject of a rule, and the function that reads it.
pub enum Fires {
    /// One person of these, from the records in the file.
    Person(People, fn(&Reading<'_>) -> Option<Found>),
    /// The practice as a whole.
    Practice(fn(&Portfolio, &Thresholds) -> Option<Found>),
}

/// The people whom a rule speaks of, by their status. Before the first status nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// Prospect or active.
    Live,
    /// Everybody but ended people.
    NotEnded,
    EveryStatus,
}

impl People {
    pub(super) fn include(self, status: Option<Status>) -> bool {
        match status {
            None => false,
            Some(Status::Prospect | Status::Active) => true,
            Some(Status::Paused | Status::Parked) => self != People::Live,
            Some(Status::Ended) => self == People::EveryStatus,
        }
    }
}

/// One act that may answer an insight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A step of the first message in its evidence; likewise the others up to `Contact`.
    Message,
    Need,
    Want,
    Promise,
    Strain,
    Gift,
    Contact,
    /// The agreement that lapses is asked for again.
    LapsingAgreement,
    /// The consultation agreement is asked for.
    Consultation,
    /// Another status.
    Status,
    /// The same, where the person is parked.
    StatusIfParked,
    /// Getting in touch.
    InTouch,
    /// The latest session in its evidence is read again.
    LastSession,
    /// The next session, which is then logged.
    Log,
}

/// Every family, in the order of its first rule.
static FAMILIES: [&[&Rule]; 7] = [
    needs::RULES,
    permission::RULES,
    meaning::RULES,
    repair::RULES,
    upkeep::RULES,
    portfolio::RULES,
    encouragement::RULES,
];

static ALL: LazyLock<Vec<RuleId>> = LazyLock::new(|| {
    let mut all: Vec<RuleId> =
        FAMILIES.iter().flat_map(|family| family.iter().copied().map(RuleId)).collect();
    all.sort();
    all
});

/// Names a rule. In texts and files it is the rule's code.
#[derive(Clone, Copy)]
pub struct RuleId(&'static Rule);

impl RuleId {
    /// The rule under which people who came to us wait.
    pub const INBOUND_WAITING: RuleId = RuleId(&upkeep::INBOUND_WAITING);
    /// The rule of agreements that lapse.
    pub const AGREEMENT_LAPSING: RuleId = RuleId(&permission::AGREEMENT_LAPSING);
    /// The rule of one client who carries too large a part of the work.
    pub const ONE_CLIENT_DEPENDENCE: RuleId = RuleId(&portfolio::ONE_CLIENT_DEPENDENCE);

    /// Every rule, in the order of the codes; those that encourage come last.
    pub fn all() -> impl Iterator<Item = RuleId> {
        ALL.iter().copied()
    }

    /// The code, for instance `R01`.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The name in words, for instance `yes_man_drift`.
    pub fn key(self) -> &'static str {
        self.0.key
    }

    pub fn priority(self) -> Priority {
        self.0.priority
    }

    /// The rules that are not shown while this one is; they still evaluate.
    pub fn hides(self) -> impl Iterator<Item = RuleId> {
        self.0.hides.iter().copied().map(RuleId)
    }

    /// The numbers it reads.
    pub fn thresholds(self) -> &'static [&'static Threshold] {
        self.0.thresholds
    }

    /// True for a rule that says what went well.
    pub fn encourages(self) -> bool {
        self.0.priority == Priority::Encouragement
    }

    pub(super) fn fires(self) -> &'static Fires {
        &self.0.fires
    }

    pub(super) fn answers(self) -> &'static [Answer] {
        self.0.answers
    }
}

impl PartialEq for RuleId {
    fn eq(&self, other: &RuleId) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for RuleId {}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &RuleId) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleId {
    fn cmp(&self, other: &RuleId) -> Ordering {
        (self.encourages(), self.code()).cmp(&(other.encourages(), other.code()))
    }
}

impl std::hash::Hash for RuleId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.code.hash(state);
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// No rule has that code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule has this code; the Method page lists R01 and the others")]
pub struct ParseRuleError;

impl FromStr for RuleId {
    type Err = ParseRuleError;

    fn from_str(s: &str) -> Result<Self, ParseRuleError> {
        RuleId::all().find(|rule| rule.code() == s).ok_or(ParseRuleError)
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
