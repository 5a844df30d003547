//! Dates as people write them, in either language, seen from the session's day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::lex::fold;
use crate::domain::Day;
use crate::domain::moment::YEARS;

/// Which of several days a date without its year, or a bare weekday, means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A promise or a next time: on that day or after it.
    Ahead,
    /// A session: on that day or before it.
    Back,
}

/// Reads a date; `base` is the day it is seen from. None if it is no date.
pub fn read(written: &str, base: Day, sense: Sense) -> Option<Day> {
    let s = fold(written.trim());
    let s = s.trim();
    named(s, base)
        .or_else(|| offset(s, base))
        .or_else(|| weekday_of_week(s, base))
        .or_else(|| weekday(s).map(|w| bare_weekday(w, base, sense)))
        .or_else(|| numeric(s, base, sense))
        .or_else(|| month_name(s, base, sense))
        .filter(|day| YEARS.contains(&day.year()))
}

fn named(s: &str, base: Day) -> Option<Day> {
    let days = match s {
        "今日" | "本日" | "today" => 0,
        "明日" | "tomorrow" => 1,
        "明後日" | "あさって" => 2,
        "昨日" | "yesterday" => -1,
        "一昨日" | "おととい" => -2,
        _ => return None,
    };
    shift(base, days)
}

fn shift(base: Day, days: i64) -> Option<Day> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { base.checked_sub_days(by) } else { base.checked_add_days(by) }
}

/// `+3d`, `-2w`, `+1m`, `3日後`, `2週間前`, `1か月後`.
fn offset(s: &str, base: Day) -> Option<Day> {
    let (back, rest) = match (s.strip_prefix('+'), s.strip_prefix('-')) {
        (Some(rest), _) => (false, rest),
        (_, Some(rest)) => (true, rest),
        _ => match (s.strip_suffix('後'), s.strip_suffix('前')) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return None,
        },
    };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let n: u32 = rest[..digits].parse().ok().filter(|n| *n <= 10_000)?;
    let days = |n: u32| shift(base, if back { -i64::from(n) } else { i64::from(n) });
    let months = |n: u32| match back {
        true => base.checked_sub_months(Months::new(n)),
        false => base.checked_add_months(Months::new(n)),
    };
    match rest[digits..].trim() {
        "d" | "日" | "day" | "days" => days(n),
        "w" | "週" | "週間" | "week" | "weeks" => days(n * 7),
        "m" | "月" | "か月" | "ヶ月" | "ヵ月" | "カ月" | "ケ月" | "month" | "months" => months(n),
        "y" | "年" | "year" | "years" => months(n * 12),
        _ => None,
    }
}

fn weekday(s: &str) -> Option<Weekday> {
    let s = s.strip_suffix("曜日").or(s.strip_suffix('曜')).unwrap_or(s);
    Some(match s {
        "月" | "mon" | "monday" => Weekday::Mon,
        "火" | "tue" | "tues" | "tuesday" => Weekday::Tue,
        "水" | "wed" | "weds" | "wednesday" => Weekday::Wed,
        "木" | "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "金" | "fri" | "friday" => Weekday::Fri,
        "土" | "sat" | "saturday" => Weekday::Sat,
        "日" | "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// `来週金`, `今週の水曜`, `next fri`, `last mon`: a week begins on Monday.
fn weekday_of_week(s: &str, base: Day) -> Option<Day> {
    const WEEKS: [(&str, i64); 7] =
        [("再来週", 2), ("来週", 1), ("今週", 0), ("先週", -1), ("next ", 1), ("this ", 0), ("last ", -1)];
    let (rest, weeks) = WEEKS.iter().find_map(|(word, n)| Some((s.strip_prefix(word)?, *n)))?;
    let rest = rest.trim();
    let day = weekday(rest.strip_prefix('の').unwrap_or(rest))?;
    let monday = shift(base, -i64::from(base.weekday().num_days_from_monday()))?;
    shift(monday, weeks * 7 + i64::from(day.num_days_from_monday()))
}

/// The next such day, or the last one; never the very day, which is today.
fn bare_weekday(day: Weekday, base: Day, sense: Sense) -> Day {
    let days = match sense {
        Sense::Ahead => i64::from(day.days_since(base.weekday())),
        Sense::Back => -i64::from(base.weekday().days_since(day)),
    };
    let week = if sense == Sense::Ahead { 7 } else { -7 };
    shift(base, if days == 0 { week } else { days }).unwrap_or(base)
}

/// `2025-07-18`, `2025/7/18`, `2025.7.18`, `2025年7月18日`, and the same without the year or with the day alone.
fn numeric(s: &str, base: Day, sense: Sense) -> Option<Day> {
    let figure = |p: &str| p.trim().parse::<u32>().ok().filter(|_| p.trim().bytes().all(|b| b.is_ascii_digit()));
    if let Some(day) = s.strip_suffix('日') {
        let (year, rest) = day.split_once('年').map_or((None, day), |(y, rest)| (Some(y), rest));
        return match (year, rest.split_once('月')) {
            (Some(year), Some((month, day))) => ymd(figure(year)?, figure(month)?, figure(day)?),
            (None, Some((month, day))) => yearless(figure(month)?, figure(day)?, base, sense),
            (None, None) => monthless(figure(rest)?, base, sense),
            (Some(_), None) => None,
        };
    }
    let separator = s.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Option<Vec<u32>> = s.split(separator).map(figure).collect();
    match parts?[..] {
        [year, month, day] => ymd(year, month, day),
        [month, day] if separator != '.' => yearless(month, day, base, sense),
        _ => None,
    }
}

/// `18 Jul`, `Jul 18`, `18 July 2025`.
fn month_name(s: &str, base: Day, sense: Sense) -> Option<Day> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words: Vec<&str> = s.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let month = |w: &str| {
        let w = w.trim_end_matches('.');
        let at = MONTHS.iter().position(|m| w.len() >= 3 && m.starts_with(w))?;
        u32::try_from(at + 1).ok()
    };
    let day = |w: &str| w.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    let (a, b) = (words.first()?, words.get(1)?);
    let (month, day) = month(b).zip(day(a)).or_else(|| month(a).zip(day(b)))?;
    match words[2..] {
        [] => yearless(month, day, base, sense),
        [year] => ymd(year.parse().ok()?, month, day),
        _ => None,
    }
}

fn ymd(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = i32::try_from(year).ok().filter(|y| (1000..=9999).contains(y))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The nearest such day on the sensible side. 29 February may be years away.
fn yearless(month: u32, day: u32, base: Day, sense: Sense) -> Option<Day> {
    (0..=8).find_map(|n| match sense {
        Sense::Ahead => NaiveDate::from_ymd_opt(base.year() + n, month, day).filter(|d| *d >= base),
        Sense::Back => NaiveDate::from_ymd_opt(base.year() - n, month, day).filter(|d| *d <= base),
    })
}

fn monthless(day: u32, base: Day, sense: Sense) -> Option<Day> {
    (0..=12).find_map(|n| match sense {
        Sense::Ahead => base.checked_add_months(Months::new(n))?.with_day(day).filter(|d| *d >= base),
        Sense::Back => base.checked_sub_months(Months::new(n))?.with_day(day).filter(|d| *d <= base),
    })
}
