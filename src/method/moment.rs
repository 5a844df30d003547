//! Days and moments. A `Day` is a calendar day without a zone; a `Moment` is UTC to the
//! microsecond.

use chrono::{
    Days, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};
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

/// The moment at which a clock in `zone` shows this: the earlier of two at which it does. A time
/// that the clock leaves out counts from the hour before (RFC 5545 §3.3.5).
pub fn instant(at: LocalTime, zone: Tz) -> Moment {
    let found = match zone.from_local_datetime(&at) {
        MappedLocalTime::Single(found) | MappedLocalTime::Ambiguous(found, _) => Some(found),
        MappedLocalTime::None => zone.from_local_datetime(&(at - TimeDelta::hours(3))).latest(),
    };
    // Near the ends of all time there is nothing to find.
    let offset = found
        .map_or_else(|| zone.offset_from_utc_datetime(&at).fix(), |found| found.offset().fix());
    at - TimeDelta::seconds(offset.local_minus_utc().into())
}

/// The minutes that pass between two times of a clock in `zone`, also in a night in which it is
/// changed.
pub fn minutes_between(from: LocalTime, until: LocalTime, zone: Tz) -> i64 {
    (instant(until, zone) - instant(from, zone)).num_minutes()
}

/// Tells what a clock in `zone` shows so many minutes after it showed this, or before, also in a
/// night in which it is changed.
pub fn minutes_after(at: LocalTime, minutes: i64, zone: Tz) -> LocalTime {
    local(instant(at, zone) + TimeDelta::minutes(minutes), zone)
}

/// The years a day may be of: those that anybody alive meets in; both databases keep them in order.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;
