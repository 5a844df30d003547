//! The forty rules by name: code, key, place in the display, and what each hides (method §4).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// No rule has that code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a rule is R01 to R35 or G01 to G05")]
pub struct ParseRuleError;

macro_rules! rules {
    ($( $rule:ident $key:literal $priority:literal $([$($hidden:ident)+])? ; )+) => {
        /// One of the forty rules; R01–R30 read one client, R31–R35 a practice, G01–G05 encourage.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RuleId { $( $rule ),+ }

        impl RuleId {
            pub const ALL: [RuleId; 40] = [ $( RuleId::$rule ),+ ];

            /// The code, for instance `R01`.
            pub fn code(self) -> &'static str {
                match self { $( RuleId::$rule => stringify!($rule) ),+ }
            }

            /// The name in words, for instance `yes_man_drift`.
            pub fn key(self) -> &'static str {
                match self { $( RuleId::$rule => $key ),+ }
            }

            /// 1 repair · 2 permission and people waiting · 3 needs and wants · 4 meaning · 5 contact and dependence ·
            /// 6 records and network shape · 7 encouragement (shown first all the same).
            pub fn priority(self) -> u8 {
                match self { $( RuleId::$rule => $priority ),+ }
            }

            /// The rules that are not shown while this one is; they still evaluate.
            pub fn hides(self) -> &'static [RuleId] {
                match self { $( RuleId::$rule => &[ $($( RuleId::$hidden ),+)? ] ),+ }
            }
        }
    };
}

rules! {
    R01 "yes_man_drift" 3 [R26];
    R02 "told_without_permission" 2 [R03];
    R03 "landing_unknown" 4;
    R04 "intention_impact_gap" 2;
    R05 "silent_heart" 1 [R02 R03 R26];
    R06 "objection_not_opened" 1;
    R07 "rupture_waiting" 1;
    R08 "need_unvoiced" 3;
    R09 "acknowledged_need_idle" 3;
    R10 "want_unanswered" 3;
    R11 "agreement_lapsing" 2;
    R12 "ask_first" 2;
    R13 "repair_first" 1 [R12 R14];
    R14 "message_held_too_long" 3;
    R15 "message_without_need" 4;
    R16 "topic_missed" 2;
    R17 "courtesy_only" 5;
    R18 "second_meeting_window" 5;
    R19 "keep_in_touch_due" 5;
    R20 "fell_to_rank_6" 5 [R17 R18 R19];
    R21 "only_we_go" 5;
    R22 "inbound_waiting" 2;
    R23 "gift_why_missing" 4;
    R24 "our_promise_overdue" 2;
    R25 "client_promise_carried" 4;
    R26 "too_smooth" 4;
    R27 "cancellation_pattern" 1 [R02 R05 R17];
    R28 "late_record" 6;
    R29 "no_client_words" 6;
    R30 "want_without_why" 4;
    R31 "one_client_dependence" 5;
    R32 "one_pillar_dependence" 5;
    R33 "pillar_overlap" 6;
    R34 "wide_and_shallow" 6;
    R35 "no_one_to_lean_on" 6;
    G01 "asked_and_landed" 7;
    G02 "repaired" 7;
    G03 "in_their_own_words" 7;
    G04 "came_back" 7;
    G05 "promises_kept" 7;
}

impl RuleId {
    /// True for G01–G05.
    pub fn encourages(self) -> bool {
        self.priority() == 7
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for RuleId {
    type Err = ParseRuleError;

    fn from_str(s: &str) -> Result<Self, ParseRuleError> {
        RuleId::ALL.into_iter().find(|rule| rule.code() == s).ok_or(ParseRuleError)
    }
}
