//! Tells how much of the network the largest pillar held at the last month ends (seed B35).

use chrono::Datelike;

use crate::method::portfolio::Portfolio;
use crate::method::{Day, Id};

/// Sets how many month ends the line has.
const MONTHS: usize = 9;

/// One month end. Pillars are as they stand now; who was near is as it was then.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    pub on: Day,
    /// The pillar with the most people at rank ≤ 4, and its share in whole percent; none while
    /// nobody was that near.
    pub top: Option<(Id, u64)>,
}

/// The last month ends up to `at`, oldest first.
pub(super) fn months(at: Day, on: impl Fn(Day) -> Portfolio) -> Vec<Month> {
    let mut ends: Vec<Day> =
        std::iter::successors(last_end(at), |end| before(*end)).take(MONTHS).collect();
    ends.reverse();
    let month = |end: Day| {
        let practice = on(end);
        Month { on: end, top: practice.top_pillar().map(|top| (top.id.clone(), top.percent())) }
    };
    ends.into_iter().map(month).collect()
}

/// `at` itself if a month ends on it, else the last day of the month before.
fn last_end(at: Day) -> Option<Day> {
    if at.succ_opt().is_some_and(|next| next.day() == 1) { Some(at) } else { before(at) }
}

/// The last day of the month before.
fn before(day: Day) -> Option<Day> {
    day.with_day(1)?.pred_opt()
}
