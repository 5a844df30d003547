//! A coaching session, held or not, and what is written below it after it was signed (method §3.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::class::noun;
use super::hours::Hours;
use super::moment::LocalTime;
use super::question::Settled;
use super::{Day, Id, Question, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    #[default]
    Session,
    FirstMeeting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    #[default]
    Held,
    CancelledByClient,
    CancelledByUs,
    NoShow,
    RescheduledByClient,
}

/// Names who moved first for this meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    Them,
    Us,
    Agreed,
}

/// Names where or how it was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Online,
    Visit,
    Office,
    Phone,
    Event,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Covered {
    Yes,
    Partly,
    No,
}

/// The answer to the closing question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checkout {
    Yes,
    Partly,
    No,
    NotAsked,
}

/// Names how the meeting closed: a yes without a date proves nothing (B11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    Dated,
    Courtesy,
    None,
}

noun! {
    /// One session as it was recorded. Times are the consultant's wall clock; `minutes` are clock
    /// minutes.
    pub struct Session {
        S id: Id,
        #[serde(default)]
        S no: Option<u32>,
        #[serde(default)]
        S kind: SessionKind,
        #[serde(default)]
        S status: SessionStatus,
        S on: Day,
        #[serde(default)]
        S planned_for: Option<Day>,
        #[serde(default)]
        S minutes: Option<u32>,
        #[serde(default)]
        S mode: Option<Mode>,
        #[serde(default)]
        P initiator: Option<Initiator>,
        #[serde(default)]
        W client_topic: Option<Text>,
        #[serde(default)]
        P topic_covered: Option<Covered>,
        #[serde(default)]
        R checkout: Option<Checkout>,
        #[serde(default)]
        P closing: Option<Closing>,
        #[serde(default)]
        S next_on: Option<Day>,
        #[serde(default, deserialize_with = "super::file::blank_is_none")]
        P note: Option<Text>,
        /// Holds what it counts as in the log of hours; none until somebody notes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        P hours: Option<Hours>,
        #[serde(default)]
        P ended_at: Option<LocalTime>,
        #[serde(default)]
        P recorded_at: Option<LocalTime>,
        /// Open lines: what was typed and lacks something to be a record, kept as typed. A question
        /// asks about each (method §3.9); nothing is derived from them.
        #[serde(default)]
        P unkept: Vec<Text>,
        /// Questions about this session that are closed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        P settled: Vec<Settled>,
        /// Tells when it was signed; from then on the record is locked and only addenda follow.
        #[serde(default)]
        P signed_on: Option<Day>,
        #[serde(default)]
        P addenda: Vec<Addendum>,
    }
}

noun! {
    /// A dated, authored line below a signed session.
    pub struct Addendum {
        #[serde(default)]
        P id: Id,
        P on: Day,
        P text: Text,
        #[serde(default)]
        P by: Option<Text>,
    }
}

impl Session {
    /// The open lines that nobody has answered or dropped, each with its place.
    pub fn open_lines(&self) -> impl Iterator<Item = (u32, &Text)> {
        let closed = |n: u32| self.settled.iter().any(|s| s.question == Question::Line(n));
        (0..).zip(&self.unkept).filter(move |(n, _)| !closed(*n))
    }

    pub fn held(&self) -> bool {
        self.status == SessionStatus::Held
    }

    /// The session under another id, without a word of anybody's: that it took place, when and for
    /// how long. A new field does not compile here until it is decided whether it outlives the
    /// person's name.
    pub fn bare(&self) -> Session {
        Session {
            id: Id::fresh(),
            no: self.no,
            kind: self.kind,
            status: self.status,
            on: self.on,
            planned_for: self.planned_for,
            minutes: self.minutes,
            mode: self.mode,
            initiator: None,
            client_topic: None,
            topic_covered: None,
            checkout: None,
            closing: None,
            next_on: self.next_on,
            note: None,
            hours: self.hours.as_ref().map(Hours::bare),
            ended_at: None,
            recorded_at: None,
            unkept: Vec::new(),
            settled: Vec::new(),
            signed_on: None,
            addenda: Vec::new(),
        }
    }
}

/// A number that no session has, among those with these days and numbers: the one that is free
/// where the day stands, or the next one.
pub(in crate::domain) fn free_number(taken: Vec<(Day, u32)>, on: Day) -> u32 {
    let (mut days, mut numbers): (Vec<Day>, Vec<u32>) = taken.into_iter().unzip();
    days.sort_unstable();
    numbers.sort_unstable();
    let at = days.partition_point(|day| *day <= on);
    let before = at.checked_sub(1).and_then(|i| numbers.get(i));
    let next = numbers.last().map_or(1, |last| last.saturating_add(1));
    match (before, numbers.get(at)) {
        (None, Some(after)) if *after > 1 => after - 1,
        (Some(before), Some(after)) if before.saturating_add(1) < *after => before + 1,
        _ => next,
    }
}
