//! The mirror: forty insights from recorded evidence (method §4). One family per file, one rule per function.
//! Facts and a date in, insights out; their wording lives in the messages, their display in `display`.

mod display;
mod encouragement;
mod meaning;
mod needs;
mod permission;
mod portfolio;
mod reading;
mod repair;
mod rule;
mod settings;
mod trail;
mod upkeep;
mod verdict;
mod way;

pub use display::{Aside, Dismissal, InsightState, Shown, shown, states};
pub use portfolio::network_verdict;
pub use rule::{ParseRuleError, RuleId};
pub use settings::{NOTES, Note, Share, Source, Thresholds, Unit};
pub(in crate::domain) use trail::Shelf;
pub use trail::{Said, Trace, What};
pub use verdict::verdict;
pub use way::Way;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::marker::Sign;
use super::person::Status;
use super::quote::{Lang, Quote};
use super::{Day, Id, Text, code};

/// One rule that fired for one subject on one day. It can be kept as JSON until its day or its file changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Insight {
    pub rule: RuleId,
    /// The person, or for a portfolio rule the consultant.
    pub subject: Id,
    pub at: Day,
    /// The records that made it fire, as named in the file: sessions, quotes, wants, messages, promises …
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
    pub trail: Vec<Trace>,
    /// None where there is nothing left to do.
    pub way: Option<Way>,
}

impl Finding {
    /// An insight about the file, whose person has this status.
    pub(super) fn of(shelf: &Shelf<'_>, insight: Insight, status: Option<Status>) -> Finding {
        let trail = trail::trail(shelf, &insight);
        let way = way::way(shelf.file, &insight, status, &trail);
        Finding { insight, trail, way }
    }
}

/// What stands in the place of one argument of an insight's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number; it chooses plurals.
    Count(i64),
    On(Day),
    /// A phrase in our wording: a message, promise, want, need or note. Plain type, no quotation marks.
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

impl Insight {
    fn new(rule: RuleId, subject: &Id, at: Day) -> Insight {
        let nothing = (Vec::new(), Vec::new(), Vec::new());
        Insight {
            rule,
            subject: subject.clone(),
            at,
            facts: nothing.0,
            parts: nothing.1,
            quiet: false,
            args: nothing.2,
        }
    }

    fn fact(mut self, id: &Id) -> Insight {
        if !self.facts.contains(id) {
            self.facts.push(id.clone());
        }
        self
    }

    fn facts<'i>(self, ids: impl IntoIterator<Item = &'i Id>) -> Insight {
        ids.into_iter().fold(self, Insight::fact)
    }

    fn part(mut self, id: &Id) -> Insight {
        if !self.parts.contains(id) {
            self.parts.push(id.clone());
        }
        self
    }

    fn quiet(mut self, quiet: bool) -> Insight {
        self.quiet = quiet;
        self
    }

    fn arg(mut self, name: &'static str, value: Value) -> Insight {
        self.args.push((Cow::Borrowed(name), value));
        self
    }

    fn count(self, name: &'static str, n: impl TryInto<i64>) -> Insight {
        self.arg(name, Value::Count(n.try_into().unwrap_or(i64::MAX)))
    }

    fn on(self, name: &'static str, day: Day) -> Insight {
        self.arg(name, Value::On(day))
    }

    fn ours(self, name: &'static str, text: &Text) -> Insight {
        self.arg(name, Value::Ours(text.clone()))
    }

    fn choice(self, name: &'static str, value: &impl Serialize) -> Insight {
        self.arg(name, Value::Choice(code(value)))
    }

    /// The client's words, which are evidence too; `told` says whether there are any, for the message to choose by.
    fn said(self, name: &'static str, told: &'static str, quote: Option<&Quote>) -> Insight {
        match quote {
            Some(q) => self
                .fact(&q.id)
                .arg(name, Value::Said { text: q.text.clone(), lang: q.lang })
                .arg(told, Value::Choice("yes".to_owned())),
            None => self.arg(told, Value::Choice("no".to_owned())),
        }
    }
}
