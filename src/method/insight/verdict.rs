//! All rules over one file, or over a practice, on one day. Pure functions of the records, the day
//! and the thresholds.

use super::reading::Reading;
use super::rule::Fires;
use super::{Found, Insight, RuleId, Thresholds};
use crate::method::portfolio::Portfolio;
use crate::method::{ClientFile, Day};

/// Tells what the rules say about one person on `at`, in the order of the rules.
pub fn verdict(file: &ClientFile, at: Day, thresholds: &Thresholds) -> Vec<Insight> {
    let reading = Reading::of(file, at, thresholds);
    let fired = |rule: RuleId| -> Option<Insight> {
        let Fires::Person(people, fires) = rule.fires() else { return None };
        let found: Option<Found> =
            people.include(reading.standing.status).then(|| fires(&reading)).flatten();
        found.map(|found| found.under(rule, &file.person.id, at))
    };
    RuleId::all().filter_map(fired).collect()
}

/// Tells what the rules say about a practice, in the order of the rules.
pub fn network_verdict(portfolio: &Portfolio, thresholds: &Thresholds) -> Vec<Insight> {
    let fired = |rule: RuleId| -> Option<Insight> {
        let Fires::Practice(fires) = rule.fires() else { return None };
        fires(portfolio, thresholds)
            .map(|found| found.under(rule, &portfolio.consultant, portfolio.at))
    };
    RuleId::all().filter_map(fired).collect()
}
