//! A coaching session, held or not, and what is written below it after it was signed (method §3.2).

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::field::{Line, Part, Shape, fields};
use crate::method::hours::Hours;
use crate::method::moment::LocalTime;
use crate::method::question::{Settled, Settling};
use crate::method::text::TextFault;
use crate::method::{Day, Id, Question, Text, from_code};

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
        /// Holds what the next session is to begin with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        S next_agenda: Option<Text>,
        #[serde(default, deserialize_with = "crate::method::file::blank_is_none")]
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

fields! {
    /// The fields of a session that are declared once. A text, a day or a choice that is optional
    /// belongs here; the rest of a session is read and written by hand.
    pub enum SessionField of Session {
        Planned = planned_for {
            form: "planned",
            shape: Shape::DayBefore,
            line: Line::Own { ja: "予", en: "planned", also: "予定", key: "grammar-planned" },
            part: Part::Head,
            label: "log-planned-for",
            column: None,
            carried: false,
            outlives: true,
        }
        Mode = mode {
            form: "mode",
            shape: Shape::Choice("mode"),
            line: Line::Own { ja: "形", en: "mode", also: "", key: "grammar-mode" },
            part: Part::Head,
            label: "log-mode",
            column: Some("mode"),
            carried: false,
            outlives: true,
        }
        Initiator = initiator {
            form: "initiator",
            shape: Shape::Choice("initiator"),
            line: Line::Own { ja: "先", en: "init", also: "", key: "grammar-initiator" },
            part: Part::Head,
            label: "log-initiator",
            column: None,
            carried: false,
            outlives: false,
        }
        Topic = client_topic {
            form: "topic",
            shape: Shape::Text,
            line: Line::Own { ja: "題", en: "t", also: "topic", key: "grammar-topic" },
            part: Part::Opening,
            label: "client-topic",
            column: Some("topic"),
            carried: false,
            outlives: false,
        }
        Covered = topic_covered {
            form: "covered",
            shape: Shape::Choice("covered"),
            line: Line::Tag(SessionField::Topic),
            part: Part::Opening,
            label: "log-covered",
            column: None,
            carried: false,
            outlives: false,
        }
        Closing = closing {
            form: "closing",
            shape: Shape::Choice("closing"),
            line: Line::Own { ja: "終", en: "close", also: "", key: "grammar-closing" },
            part: Part::Closing,
            label: "session-how-closed",
            column: None,
            carried: false,
            outlives: false,
        }
        Next = next_on {
            form: "next",
            shape: Shape::DayAfter,
            line: Line::Own { ja: "次", en: "next", also: "次回", key: "grammar-next" },
            part: Part::Closing,
            label: "session-next",
            column: Some("next"),
            carried: false,
            outlives: true,
        }
        NextAgenda = next_agenda {
            form: "next-agenda",
            shape: Shape::Text,
            line: Line::Own { ja: "次題", en: "nexttopic", also: "", key: "grammar-next-agenda" },
            part: Part::Closing,
            label: "session-next-agenda",
            column: Some("next-agenda"),
            carried: true,
            outlives: false,
        }
        Checkout = checkout {
            form: "checkout",
            shape: Shape::Choice("checkout"),
            line: Line::Own { ja: "問", en: "ask", also: "", key: "grammar-checkout" },
            part: Part::Closing,
            label: "term-check-out",
            column: None,
            carried: false,
            outlives: false,
        }
        Note = note {
            form: "note",
            shape: Shape::Notes,
            line: Line::Own { ja: "記", en: "note", also: "", key: "grammar-note" },
            part: Part::Aside,
            label: "contact-note",
            column: Some("note"),
            carried: false,
            outlives: false,
        }
    }
}

impl SessionField {
    /// The fields that hold words of one's own.
    pub fn texts() -> impl Iterator<Item = SessionField> {
        SessionField::ALL.iter().copied().filter(|field| field.declared().shape.is_text())
    }

    /// The text in it.
    pub fn text(self, session: &Session) -> Option<Text> {
        from_code(&self.of(session)?)
    }

    /// The texts that the latest session left for the one after it, seen from a day: of the last
    /// that was held, or of a later one that has such a text.
    pub fn carried(sessions: &[Session], at: Day) -> Vec<(SessionField, Text)> {
        let carried: Vec<SessionField> =
            SessionField::texts().filter(|field| field.declared().carried).collect();
        let mut past: Vec<&Session> = sessions.iter().filter(|s| s.on <= at).collect();
        past.sort_by_key(|s| (s.on, s.no));
        let says = |s: &&&Session| s.held() || carried.iter().any(|field| field.of(s).is_some());
        let Some(last) = past.iter().rfind(says) else { return Vec::new() };
        carried.iter().filter_map(|field| Some((*field, field.text(last)?))).collect()
    }

    /// Takes over what another session says here; further notes go below the ones there are. None
    /// of it is taken if both together are too long.
    pub(crate) fn join(self, to: &mut Session, from: &Session) -> Result<(), TextFault> {
        match (self.of(to), self.of(from)) {
            (_, None) => {}
            (Some(above), Some(more)) if self.declared().shape == Shape::Notes => {
                if above == more {
                    return Ok(());
                }
                self.set(to, format!("{above}\n{more}").parse::<Text>()?.as_str());
            }
            (_, Some(_)) => self.take(to, from),
        }
        Ok(())
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

    /// The lines that were left as they were typed, each with the record that says so.
    pub fn dropped_lines(&self) -> impl Iterator<Item = (&Id, &Text)> {
        self.settled.iter().filter(|s| s.how == Settling::Dropped).filter_map(|s| {
            let Question::Line(n) = s.question else { return None };
            Some((&s.id, self.unkept.get(usize::try_from(n).ok()?)?))
        })
    }

    /// A session on a day, of which nothing else is known.
    pub fn new(id: Id, on: Day) -> Session {
        Session {
            id,
            no: None,
            kind: SessionKind::default(),
            status: SessionStatus::default(),
            on,
            planned_for: None,
            minutes: None,
            mode: None,
            initiator: None,
            client_topic: None,
            topic_covered: None,
            checkout: None,
            closing: None,
            next_on: None,
            next_agenda: None,
            note: None,
            hours: None,
            ended_at: None,
            recorded_at: None,
            unkept: Vec::new(),
            settled: Vec::new(),
            signed_on: None,
            addenda: Vec::new(),
        }
    }

    pub fn held(&self) -> bool {
        self.status == SessionStatus::Held
    }

    /// When it began, as its end and its length tell it.
    pub fn began_at(&self) -> Option<LocalTime> {
        self.ended_at?.checked_sub_signed(TimeDelta::minutes(i64::from(self.minutes?)))
    }

    /// The session under another id, without a word of anybody's: that it took place, when and for
    /// how long. A field stays only if it is named here or declared to outlive the person's name.
    pub fn bare(&self) -> Session {
        let mut bare = Session {
            no: self.no,
            kind: self.kind,
            status: self.status,
            minutes: self.minutes,
            hours: self.hours.as_ref().map(Hours::bare),
            ..Session::new(Id::fresh(), self.on)
        };
        for field in SessionField::ALL.iter().filter(|field| field.declared().outlives) {
            field.take(&mut bare, self);
        }
        bare
    }
}

/// A number that no session has, among those with these days and numbers: the one that is free
/// where the day stands, or the next one.
pub(crate) fn free_number(taken: Vec<(Day, u32)>, on: Day) -> u32 {
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
