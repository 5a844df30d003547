//! From the first meeting to the second, within one step of silence (seed B10, method §5 P6).

use crate::method::insight::Thresholds;
use crate::method::moment::days_between;
use crate::method::standing::Clock;
use crate::method::step::state_at;
use crate::method::{ClientFile, Day, Person, Status};

/// Sets how far back a first meeting is looked for, in days: a year.
const REACH: i64 = 365;

/// Somebody met for the first time, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane<'f> {
    pub person: &'f Person,
    pub first: Day,
    /// The day of the second two-way contact, if there was one.
    pub second: Option<Day>,
    /// Days from the first meeting to the second, or to now.
    pub days: i64,
}

/// First meetings of the last year, the latest first. Kin and close friends were not met, and who
/// rests is left in peace.
pub(super) fn lanes<'f>(files: &[&'f ClientFile], at: Day, t: &Thresholds) -> Vec<Lane<'f>> {
    let lane = |file: &&'f ClientFile| {
        let person = &file.person;
        let clock = Clock::of(file, &t.terms);
        let two_way = clock.two_way(at);
        let first = *two_way.first()?;
        let second = two_way.get(1).copied();
        let rests = state_at(&file.status_history, at) == Some(Status::Parked);
        let met = person.declared_rank.is_none() && days_between(first, at) <= REACH && !rests;
        met.then(|| Lane { person, first, second, days: days_between(first, second.unwrap_or(at)) })
    };
    let mut lanes: Vec<Lane<'f>> = files.iter().filter_map(lane).collect();
    lanes.sort_by_key(|lane| std::cmp::Reverse(lane.first));
    lanes
}
