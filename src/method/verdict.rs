//! Holds what the rules say of one person on one day, with the evidence and the answer of each, and
//! how the practice's figures see that person. It is derived: computed once per change and per day,
//! and the same wherever it is computed.

use serde::{Deserialize, Serialize};

use crate::method::insight::{self, FileIndex, Finding, Insight, RuleId, Thresholds};
use crate::method::portfolio::Member;
use crate::method::{ClientFile, Day};

/// One person's day in the mirror.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub at: Day,
    pub findings: Vec<Finding>,
    pub member: Member,
}

impl Verdict {
    /// The verdict on `file` on `at`, from nothing but records dated on or before it.
    pub fn of(file: &ClientFile, at: Day, thresholds: &Thresholds) -> Verdict {
        let member = Member::of(file, at, thresholds);
        let index = FileIndex::of(file);
        let finding = |insight: Insight| Finding::of(&index, insight, member.status);
        let findings = insight::verdict(file, at, thresholds).into_iter().map(finding).collect();
        Verdict { at, findings, member }
    }

    /// The insights alone, in the order of the rules.
    pub fn insights(&self) -> Vec<&Insight> {
        self.findings.iter().map(|finding| &finding.insight).collect()
    }

    /// Tells what a rule found.
    pub fn finding(&self, rule: RuleId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.insight.rule == rule)
    }

    /// Tells how soon a look is due: the nearest priority (1–6), 7 where there is only
    /// encouragement, 8 where there are only quiet lines; none where nothing is said.
    pub fn urgency(&self) -> Option<u8> {
        let place =
            |insight: &Insight| if insight.quiet { 8 } else { insight.rule.priority().number() };
        self.findings.iter().map(|finding| place(&finding.insight)).min()
    }
}
