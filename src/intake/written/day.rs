//! Days as people write them, in either language, seen from a day: 12月4日(金), Fri 4 Dec 2026,
//! 令和8年12月4日, R8.12.4, 20261204, 14/12, next fri, 月末. What could be two days is told apart or asked
//! about, never guessed.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::figures::{self, Part, Short};
use super::order::{DayOrder, Habit};
use super::{plain, relative, weekday};
use crate::method::Day;
pub(super) use crate::method::moment::YEARS;
use crate::method::moment::days_between;

/// Names which of several days a date without its year, or a bare weekday, means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A promise or a next time: on that day or after it.
    Ahead,
    /// A session: on that day or before it.
    Back,
}

/// From where a day is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub from: Day,
    pub sense: Sense,
    pub habit: Habit,
}

/// Names why a day is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// It is no day, or says two things that cannot both be.
    Unreadable,
    /// It could be either; only the writer knows.
    Open(Day, Day),
}

/// A day without its year may be meant on the other side of `from`, if it is that near: yesterday,
/// of a promise. A session cannot be ahead, so there only a slip is that near.
fn near(sense: Sense) -> i64 {
    match sense {
        Sense::Ahead => 92,
        Sense::Back => 31,
    }
}

/// The day that is written, all of it.
pub fn read(written: &str, seen: &Seen) -> Result<Day, DayFault> {
    let s = plain(written);
    let bounded =
        |day: Day| if YEARS.contains(&day.year()) { Ok(day) } else { Err(DayFault::Unreadable) };
    if let Some(day) = weekday::read(&s) {
        return bounded(bare_weekday(day, seen.from, seen.sense));
    }
    if let Some(day) = relative::read(&s, seen) {
        return bounded(day);
    }
    let (rest, weekday) = weekday::taken(&s).ok_or(DayFault::Unreadable)?;
    if rest.is_empty() {
        let day = weekday.ok_or(DayFault::Unreadable)?;
        return bounded(bare_weekday(day, seen.from, seen.sense));
    }
    let readings = figures::read(&rest, seen.habit);
    if readings.iter().any(|part| matches!(part, Part::Short(_))) {
        return short(&readings, weekday, seen).and_then(bounded);
    }
    let mut days: Vec<Result<Day, DayFault>> =
        readings.iter().map(|part| resolved(*part, weekday, seen)).collect();
    days.retain(|day| *day != Err(DayFault::Unreadable));
    days.dedup();
    match days[..] {
        [one] => one.and_then(bounded),
        [one, other] => {
            let day = |of: Result<Day, DayFault>| match of {
                Ok(day) | Err(DayFault::Open(day, _)) => day,
                Err(DayFault::Unreadable) => seen.from,
            };
            Err(DayFault::Open(day(one), day(other)))
        }
        _ => Err(DayFault::Unreadable),
    }
}

/// A day whose year has two figures. The reading of custom counts unless another one is
/// nearer to where the day is seen from; then only the writer knows.
fn short(readings: &[Part], weekday: Option<Weekday>, seen: &Seen) -> Result<Day, DayFault> {
    let mut days: Vec<(Day, bool)> = Vec::new();
    for part in readings {
        let usual = matches!(part, Part::Short(short) if short.usual);
        if let Ok(day) = resolved(*part, weekday, seen)
            && days.iter().all(|(known, _)| *known != day)
        {
            days.push((day, usual));
        }
    }
    let away = |day: Day| {
        let days = days_between(seen.from, day);
        let turned = if seen.sense == Sense::Ahead { days < 0 } else { days > 0 };
        (turned, days.abs())
    };
    days.sort_by_key(|(day, _)| away(*day));
    match days[..] {
        [(only, _)] | [(only, true), ..] => Ok(only),
        [(nearest, _), (next, _), ..] => {
            let usual = days.iter().find(|(_, usual)| *usual).map_or(next, |(usual, _)| *usual);
            Err(DayFault::Open(nearest, usual))
        }
        [] => Err(DayFault::Unreadable),
    }
}

/// Sets how many years a day of two figures may lie on the other side of `from`: then it is a slip,
/// and told as one.
const SLIP: i32 = 10;

/// The day of a year of two figures, in the century in which it is on the side that is meant.
fn of_century(short: Short, seen: &Seen) -> Option<Day> {
    let first = match seen.sense {
        Sense::Ahead => seen.from.year() - SLIP,
        Sense::Back => seen.from.year() + SLIP - 99,
    };
    let two = i32::try_from(short.year).ok()?;
    NaiveDate::from_ymd_opt(first + (two - first).rem_euclid(100), short.month, short.day)
}

/// True if a day with its year is written here, all of it, whatever the order of its figures.
pub fn has_year(written: &str) -> bool {
    let s = plain(written);
    let Some((rest, _)) = weekday::taken(&s) else { return false };
    let readings = figures::read(&rest, Habit::default());
    readings.iter().any(|part| matches!(part, Part::Whole(_) | Part::Short(_)))
}

/// True if a day with its year may begin with this character.
pub fn opens(c: char) -> bool {
    c.is_ascii_alphanumeric() || "令平昭大".contains(c)
}

/// The day that is written with its year: the same from wherever it is seen.
pub fn dated(written: &str, habit: Habit) -> Option<Day> {
    let seen = |from| Seen { from, sense: Sense::Back, habit };
    let read = |year| read(written, &seen(NaiveDate::from_ymd_opt(year, 6, 15)?)).ok();
    read(2000).filter(|day| read(2400) == Some(*day))
}

/// A day of three figures whose order is not plain, read in each order: one that ends with its
/// year, or whose year has two figures only.
pub(super) fn in_each_order(written: &str) -> Option<[Option<Day>; 3]> {
    let s = plain(written);
    let (rest, _) = weekday::taken(&s)?;
    let parted = rest.split(['/', '-', '.']).map(str::trim).collect::<Vec<_>>();
    let [first, second, year] = parted[..] else { return None };
    let short = |s: &str| super::figure(s, 2).is_some();
    if !(short(first)
        && short(second)
        && matches!(year.len(), 2 | 4)
        && super::figure(year, 4).is_some())
    {
        return None;
    }
    // A weekday beside it may leave one order alone.
    let seen = |order| Seen {
        from: MIDDLE,
        sense: Sense::Ahead,
        habit: Habit::default().told(Some(order)),
    };
    Some(DayOrder::ALL.map(|order| read(written, &seen(order)).ok()))
}

/// From where a day is seen of which only its order is asked: years of two figures are those from
/// 1990 on.
const MIDDLE: Day = match NaiveDate::from_ymd_opt(2000, 12, 31) {
    Some(day) => day,
    None => Day::MIN,
};

/// The day that a part of one means, with the weekday that stands beside it.
fn resolved(part: Part, weekday: Option<Weekday>, seen: &Seen) -> Result<Day, DayFault> {
    let fits = |day: &Day| weekday.is_none_or(|weekday| day.weekday() == weekday);
    match part {
        Part::Whole(day) => Some(day).filter(fits).ok_or(DayFault::Unreadable),
        Part::DayOnly(day) => monthless(day, seen).filter(fits).ok_or(DayFault::Unreadable),
        Part::MonthDay(month, day) => yearless((month, day), weekday, seen),
        Part::Short(short) => of_century(short, seen).filter(fits).ok_or(DayFault::Unreadable),
    }
}

fn yearless(
    (month, day): (u32, u32),
    weekday: Option<Weekday>,
    seen: &Seen,
) -> Result<Day, DayFault> {
    let base = seen.from;
    let year = |n: i32| NaiveDate::from_ymd_opt(base.year() + n, month, day);
    // 29 February may be years away.
    let chosen = (0..=8).find_map(|n| match seen.sense {
        Sense::Ahead => year(n).filter(|d| *d >= base),
        Sense::Back => year(-n).filter(|d| *d <= base),
    });
    let chosen = chosen.ok_or(DayFault::Unreadable)?;
    let far = |day: &Day| days_between(base, *day).abs();
    let nearest = (-1..=1).filter_map(year).min_by_key(far).unwrap_or(chosen);
    match weekday {
        // The weekday tells the year, if it is one that could be meant.
        Some(weekday) => {
            let could = [Some(chosen), Some(nearest), year(0)];
            could.into_iter().flatten().find(|d| d.weekday() == weekday).ok_or(DayFault::Unreadable)
        }
        None if nearest != chosen && far(&nearest) <= near(seen.sense) => {
            Err(DayFault::Open(nearest, chosen))
        }
        None => Ok(chosen),
    }
}

fn monthless(day: u32, seen: &Seen) -> Option<Day> {
    let base = seen.from.with_day(1)?;
    (0..=12).find_map(|n| match seen.sense {
        Sense::Ahead => {
            base.checked_add_months(Months::new(n))?.with_day(day).filter(|d| *d >= seen.from)
        }
        Sense::Back => {
            base.checked_sub_months(Months::new(n))?.with_day(day).filter(|d| *d <= seen.from)
        }
    })
}

/// The next such day, or the last one; never the very day, which is today.
pub(super) fn bare_weekday(day: Weekday, base: Day, sense: Sense) -> Day {
    let days = match sense {
        Sense::Ahead => i64::from(day.days_since(base.weekday())),
        Sense::Back => -i64::from(base.weekday().days_since(day)),
    };
    let week = if sense == Sense::Ahead { 7 } else { -7 };
    base.checked_add_signed(chrono::TimeDelta::days(if days == 0 { week } else { days }))
        .unwrap_or(base)
}
