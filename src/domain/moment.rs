//! Days and moments. A `Day` is a calendar day without a zone; a `Moment` is UTC to the microsecond.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// A calendar day, in the consultant's zone.
pub type Day = NaiveDate;

/// A wall-clock time in the consultant's zone.
pub type LocalTime = NaiveDateTime;

/// A moment in UTC, cut to whole microseconds, which both databases keep.
pub type Moment = NaiveDateTime;

/// Whole days from `from` to `to` (negative when `to` is earlier).
pub fn days_between(from: Day, to: Day) -> i64 {
    (to - from).num_days()
}

/// The day `n` days after `day`; the last day there is, rather than an overflow.
pub fn plus_days(day: Day, n: u32) -> Day {
    day.checked_add_days(Days::new(n.into())).unwrap_or(Day::MAX)
}

/// Now, as a `Moment`.
pub fn to_micros(at: NaiveDateTime) -> Moment {
    let micros = at.nanosecond() / 1_000 * 1_000;
    at.with_nanosecond(micros).unwrap_or(at)
}

/// The wall-clock time that a consultant in `zone` reads at `at`.
pub fn local(at: Moment, zone: Tz) -> LocalTime {
    Utc.from_utc_datetime(&at).with_timezone(&zone).naive_local()
}

/// The years a day may be of: those that anybody alive meets in; both databases keep them in order.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;
