//! Chooses the insights that are shown: encouragement first, then by priority, at most three; the
//! long-lived ones quietly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Insight, RuleId};
use crate::method::{Day, Id, Text};

/// At most so many lines for one client.
const LINES: usize = 3;

/// Names what a consultant does with an insight that is to stand aside, or to come back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dismissal {
    Dismissed {
        reason: Text,
        /// `Insight::evidence` as it is now.
        evidence: Vec<Id>,
    },
    Snoozed {
        until: Day,
        reason: Option<Text>,
    },
    Recalled,
}

/// Holds what the consultant said about one rule and one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InsightState {
    pub rule: RuleId,
    pub subject: Id,
    #[serde(default)]
    pub dismissed: Option<Dismissed>,
    /// Shown again from this day on.
    #[serde(default)]
    pub snooze_until: Option<Day>,
}

/// A dismissal holds until the evidence changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dismissed {
    pub on: Day,
    pub reason: Text,
    /// `Insight::evidence` as it was then.
    pub evidence: Vec<Id>,
}

/// The insights of one subject, sorted for the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown<'i> {
    /// At most three: one encouragement first, then by priority.
    pub lines: Vec<&'i Insight>,
    /// Those that have been true for weeks, one quiet line each.
    pub quiet: Vec<&'i Insight>,
    /// Those that fired but have no place now: hidden by another, beyond the third, dismissed or
    /// snoozed.
    pub rest: Vec<&'i Insight>,
}

impl Insight {
    /// The ids of everything that made it fire, sorted; a dismissal is kept with them.
    pub fn evidence(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = self.facts.iter().chain(&self.parts).cloned().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// True while it is dismissed or snoozed.
    pub fn put_aside(&self, states: &[InsightState]) -> bool {
        states.iter().filter(|s| s.rule == self.rule && s.subject == self.subject).any(|s| {
            let dismissed = s
                .dismissed
                .as_ref()
                .is_some_and(|d| d.on <= self.at && d.evidence == self.evidence());
            dismissed || s.snooze_until.is_some_and(|day| self.at < day)
        })
    }
}

/// Tells what stands aside for one subject, from everything done with its insights, the earliest
/// first. Of one rule the last act counts.
pub fn states<'a>(
    subject: &Id,
    acts: impl IntoIterator<Item = (RuleId, Day, &'a Dismissal)>,
) -> Vec<InsightState> {
    let mut out: Vec<InsightState> = Vec::new();
    for (rule, on, aside) in acts {
        out.retain(|state| state.rule != rule);
        let (dismissed, snooze_until) = match aside {
            Dismissal::Recalled => continue,
            Dismissal::Snoozed { until, .. } => (None, Some(*until)),
            Dismissal::Dismissed { reason, evidence } => {
                (Some(Dismissed { on, reason: reason.clone(), evidence: evidence.clone() }), None)
            }
        };
        out.push(InsightState { rule, subject: subject.clone(), dismissed, snooze_until });
    }
    out
}

/// Sorts the insights of one subject for the page.
pub fn shown<'i>(
    insights: impl IntoIterator<Item = &'i Insight>,
    states: &[InsightState],
) -> Shown<'i> {
    let insights: Vec<&'i Insight> = insights.into_iter().collect();
    let candidates: Vec<&'i Insight> =
        insights.iter().copied().filter(|i| !i.put_aside(states)).collect();
    let mut open: Vec<&'i Insight> =
        candidates.iter().copied().filter(|i| !hidden(i.rule, &candidates)).collect();
    open.sort_by_key(|i| (!i.rule.encourages(), i.rule.priority(), i.rule));
    let mut out = Shown::default();
    for insight in open {
        let second = insight.rule.encourages() && !out.lines.is_empty();
        if insight.quiet {
            out.quiet.push(insight);
        } else if out.lines.len() < LINES && !second {
            out.lines.push(insight);
        }
    }
    let placed =
        |i: &&Insight| out.lines.iter().chain(&out.quiet).any(|shown| shown.rule == i.rule);
    let rest = insights.iter().copied().filter(|i| !placed(i)).collect();
    Shown { rest, ..out }
}

/// True if a rule that is itself shown hides this one.
fn hidden(rule: RuleId, candidates: &[&Insight]) -> bool {
    candidates.iter().any(|other| {
        other.rule.hides().any(|hides| hides == rule) && !hidden(other.rule, candidates)
    })
}
