//! Holds what a session counts as when hours are added up: the role in it, for how many people, how
//! it was paid; and the client's consent to be listed. The log made of it is in `log`, the way to a
//! credential in `progress`.

pub mod billable;
pub mod log;
pub mod progress;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{Day, Text};

/// Names what the consultant was in the session. Only a coach's hours count as client coaching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionRole {
    #[default]
    Coach,
    Consultant,
    Mentor,
    Trainer,
    Supervisor,
}

impl SessionRole {
    pub const ALL: [SessionRole; 5] = [
        SessionRole::Coach,
        SessionRole::Consultant,
        SessionRole::Mentor,
        SessionRole::Trainer,
        SessionRole::Supervisor,
    ];
}

/// Names how a session was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pay {
    Paid,
    ProBono,
    /// In goods or services.
    Barter,
    /// Coaching for coaching.
    Peer,
    /// Part of one's own employment.
    Internal,
    /// Somebody else pays, for instance the client's employer.
    ThirdParty,
}

impl Pay {
    pub const ALL: [Pay; 6] =
        [Pay::Paid, Pay::ProBono, Pay::Barter, Pay::Peer, Pay::Internal, Pay::ThirdParty];

    /// True if the ICF counts it as a paid hour: any return does, in money, in kind or as part of
    /// one's employment.
    pub fn counts_as_paid(self) -> bool {
        match self {
            Pay::Paid | Pay::Barter | Pay::Peer | Pay::Internal | Pay::ThirdParty => true,
            Pay::ProBono => false,
        }
    }

    /// True if there is something to invoice.
    pub fn billable(self) -> bool {
        match self {
            Pay::Paid | Pay::ThirdParty => true,
            Pay::ProBono | Pay::Barter | Pay::Peer | Pay::Internal => false,
        }
    }
}

noun! {
    /// Holds what is noted of one session for the log of hours. A later note takes the place of an
    /// earlier one.
    pub struct Hours {
        #[serde(default)]
        P role: SessionRole,
        /// Counts how many people were in the group; none if it was one person alone.
        #[serde(default)]
        P heads: Option<u32>,
        /// Holds what the group is called, where its members have files of their own: an hour with
        /// it counts once.
        #[serde(default)]
        N group: Option<Text>,
        #[serde(default)]
        P pay: Option<Pay>,
        #[serde(default)]
        N payer: Option<Text>,
        /// True for somebody who reports to the consultant: such hours do not count.
        #[serde(default)]
        P direct_report: bool,
    }
}

impl Default for Hours {
    fn default() -> Hours {
        Hours {
            role: SessionRole::Coach,
            heads: None,
            group: None,
            pay: None,
            payer: None,
            direct_report: false,
        }
    }
}

/// The most people one group is noted with.
pub const MOST_HEADS: u32 = 1000;

impl Hours {
    /// Tells what counts, without whoever else it names.
    pub fn bare(&self) -> Hours {
        let Hours { role, heads, pay, direct_report, group: _, payer: _ } = *self;
        Hours { role, heads, group: None, pay, payer: None, direct_report }
    }

    /// False if the number of people cannot be: a group has two or more, and a named one has a
    /// number.
    pub fn sound(&self) -> bool {
        match self.heads {
            Some(heads) => (2..=MOST_HEADS).contains(&heads),
            None => self.group.is_none(),
        }
    }
}

noun! {
    /// The client's consent to stand in the log of hours, with the way to reach them that the log
    /// names.
    pub struct Listing {
        P on: Day,
        /// Tells how they gave it.
        P how: Text,
        #[serde(default)]
        N contact: Option<Text>,
        /// The day they took it back.
        #[serde(default)]
        P until: Option<Day>,
    }
}

impl Listing {
    /// True if it holds on a day.
    pub fn holds(&self, at: Day) -> bool {
        self.on <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Clock minutes as hours, pro rata: 45 minutes are 0.75.
pub fn in_hours(minutes: u64) -> f64 {
    // No practice has the 2^52 minutes from which on a float would round.
    minutes as f64 / 60.0
}

/// Hours as figures, to two places and without zeros at the end: `0.75`, `12`.
pub fn figures(minutes: u64) -> String {
    let hundredths = (minutes * 100 + 30) / 60;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        rest => format!("{whole}.{rest:02}").trim_end_matches('0').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_hours_pro_rata() {
        for (minutes, said) in [
            (45, "0.75"),
            (60, "1"),
            (50, "0.83"),
            (90, "1.5"),
            (0, "0"),
            (1, "0.02"),
            (6005, "100.08"),
        ] {
            assert_eq!(figures(minutes), said);
        }
        assert!((in_hours(45) - 0.75).abs() < f64::EPSILON);
    }

    #[test]
    fn consent_holds_from_its_day_until_it_is_taken_back() {
        let day = |s: &str| s.parse::<Day>().expect("a day");
        let how = "by mail".parse().expect("a text");
        let consent =
            Listing { on: day("2025-04-01"), how, contact: None, until: Some(day("2025-06-01")) };
        assert!(!consent.holds(day("2025-03-31")) && consent.holds(day("2025-04-01")));
        assert!(consent.holds(day("2025-05-31")) && !consent.holds(day("2025-06-01")));
    }
}
