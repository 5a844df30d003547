//! The mirror: insights from recorded evidence (method §4). One family per file, one value per
//! rule. Facts and a date in, insights out; their wording lives in the messages, their display in
//! `display`.

mod action;
mod display;
mod encouragement;
mod evidence;
mod meaning;
mod needs;
mod permission;
mod portfolio;
mod reading;
mod repair;
mod rule;
mod threshold;
mod upkeep;
mod verdict;

pub use action::Action;
pub use display::{Dismissal, Dismissed, InsightState, Shown, shown, states};
pub(crate) use evidence::FileIndex;
pub use evidence::{EvidenceItem, Said, What};
pub(crate) use portfolio::SHARE_DAYS;
pub use rule::{ParseRuleError, Priority, RuleId};
pub(crate) use threshold::WARN_BEFORE;
pub use threshold::{Share, Source, Threshold, Thresholds, Unit};
pub(crate) use upkeep::{SECOND_EARLY, SECOND_LATE};
pub use verdict::{network_verdict, verdict};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::method::marker::Sign;
use crate::method::person::Status;
use crate::method::quote::{Lang, Quote};
use crate::method::{Day, Id, Text, code};

/// One rule that fired for one subject on one day. It can be kept as JSON until its day or its file
/// changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Insight {
    pub rule: RuleId,
    /// The person, or for a portfolio rule the consultant.
    pub subject: Id,
    pub at: Day,
    /// The records that made it fire, as named in the file: sessions, quotes, wants, messages,
    /// promises …
    pub facts: Vec<Id>,
    /// The parts of those records that made it fire: single steps and deliveries.
    pub parts: Vec<Id>,
    /// True for weeks already: one quiet line instead of a place among the three.
    pub quiet: bool,
    /// The arguments of its message.
    pub args: Vec<(Cow<'static, str>, Value)>,
}

/// An insight with its evidence and the one act that answers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub insight: Insight,
    /// By day.
    pub trail: Vec<EvidenceItem>,
    /// None where there is nothing left to do.
    pub way: Option<Action>,
}

impl Finding {
    /// An insight about the file, whose person has this status.
    pub(super) fn of(index: &FileIndex<'_>, insight: Insight, status: Option<Status>) -> Finding {
        let trail = evidence::evidence(index, &insight);
        let way = action::action(index.file, &insight, status, &trail);
        Finding { insight, trail, way }
    }
}

/// Names what stands in the place of one argument of an insight's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number; it chooses plurals.
    Count(i64),
    On(Day),
    /// A phrase in our wording: a message, promise, want, need or note. Plain type, no quotation
    /// marks.
    Ours(Text),
    /// Words of the client: alone in quotation marks.
    Said {
        text: Text,
        lang: Lang,
    },
    /// Phrases of ours, one after the other.
    List(Vec<Text>),
    /// Signs that were seen, one after the other.
    Signs(Vec<Sign>),
    /// Chooses one of the wordings inside the message.
    Choice(String),
    /// A person of the practice.
    Who(Id),
    /// A pillar of the practice.
    Circle(Id),
}

/// The evidence that one rule found, and the arguments of its message. It becomes an insight under
/// its rule.
#[derive(Debug, Default)]
struct Found {
    facts: Vec<Id>,
    parts: Vec<Id>,
    quiet: bool,
    args: Vec<(Cow<'static, str>, Value)>,
}

impl Found {
    fn under(self, rule: RuleId, subject: &Id, at: Day) -> Insight {
        let Found { facts, parts, quiet, args } = self;
        Insight { rule, subject: subject.clone(), at, facts, parts, quiet, args }
    }

    fn fact(mut self, id: &Id) -> Found {
        if !self.facts.contains(id) {
            self.facts.push(id.clone());
        }
        self
    }

    fn facts<'i>(self, ids: impl IntoIterator<Item = &'i Id>) -> Found {
        ids.into_iter().fold(self, Found::fact)
    }

    fn part(mut self, id: &Id) -> Found {
        if !self.parts.contains(id) {
            self.parts.push(id.clone());
        }
        self
    }

    fn quiet(mut self, quiet: bool) -> Found {
        self.quiet = quiet;
        self
    }

    fn arg(mut self, name: &'static str, value: Value) -> Found {
        self.args.push((Cow::Borrowed(name), value));
        self
    }

    fn count(self, name: &'static str, n: impl TryInto<i64>) -> Found {
        self.arg(name, Value::Count(n.try_into().unwrap_or(i64::MAX)))
    }

    fn on(self, name: &'static str, day: Day) -> Found {
        self.arg(name, Value::On(day))
    }

    fn ours(self, name: &'static str, text: &Text) -> Found {
        self.arg(name, Value::Ours(text.clone()))
    }

    fn choice(self, name: &'static str, value: &impl Serialize) -> Found {
        self.arg(name, Value::Choice(code(value)))
    }

    /// The client's words, which are evidence too; `told` says whether there are any, for the
    /// message to choose by.
    fn said(self, name: &'static str, told: &'static str, quote: Option<&Quote>) -> Found {
        match quote {
            Some(q) => self
                .fact(&q.id)
                .arg(name, Value::Said { text: q.text.clone(), lang: q.lang })
                .arg(told, Value::Choice("yes".to_owned())),
            None => self.arg(told, Value::Choice("no".to_owned())),
        }
    }
}
