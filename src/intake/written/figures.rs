//! Days in figures or with the name of their month: what was written, before anything is made of
//! it. Every reading that the writing allows is given; which one is meant, `day` says.

use chrono::{Datelike, NaiveDate};

use super::figure;
use super::order::{DayOrder, Habit, Order};
use crate::method::Day;

/// A day as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole(Day),
    MonthDay(u32, u32),
    DayOnly(u32),
    /// With a year of two figures.
    Short(Short),
}

/// A day whose century is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short {
    pub year: u32,
    pub month: u32,
    pub day: u32,
    /// True for the reading that its writer's custom gives.
    pub usual: bool,
}

/// All readings, none where it is no day at all.
pub(super) fn read(s: &str, habit: Habit) -> Vec<Part> {
    let s = close(s);
    if let Some((year, rest)) = year_first(&s) {
        let whole = month_and_day(rest).and_then(|(month, day)| ymd(year, month, day));
        return whole.map(Part::Whole).into_iter().collect();
    }
    if let Some((year, rest)) = s.split_once('年') {
        let whole = figure(year, 2).filter(|_| year.len() <= 2).zip(month_and_day(rest));
        return whole
            .map(|(year, (month, day))| counted_years(year, month, day))
            .unwrap_or_default();
    }
    if let Some(part) = japanese(&s) {
        return vec![part];
    }
    let named = month_name(&s);
    if !named.is_empty() {
        return named;
    }
    let parts: Vec<&str> = s.split(['/', '-', '.']).collect();
    if s.chars().filter(|c| "/-.".contains(*c)).collect::<std::collections::HashSet<_>>().len() > 1
    {
        return Vec::new();
    }
    match parts[..] {
        [whole] if whole.len() == 8 => compact(whole).map(Part::Whole).into_iter().collect(),
        [first, second] => {
            let Some(two) = figure(first, 2).zip(figure(second, 2)) else { return Vec::new() };
            orders(two, habit.yearless, |month, day| {
                // A leap year has every day that there is.
                NaiveDate::from_ymd_opt(2024, month, day).map(|_| Part::MonthDay(month, day))
            })
        }
        [first, second, third] if third.len() == 2 => {
            let three = figure(first, 2).zip(figure(second, 2)).zip(figure(third, 2));
            three
                .map(|((first, second), third)| short(first, second, third, habit))
                .unwrap_or_default()
        }
        [first, second, year] => {
            let Some(two) = figure(first, 2).zip(figure(second, 2)) else { return Vec::new() };
            let Some(year) = figure(year, 4).filter(|_| year.len() == 4) else { return Vec::new() };
            if habit.year_last == Order::Fixed(DayOrder::YearFirst) {
                return Vec::new();
            }
            orders(two, habit.year_last, |month, day| ymd(year, month, day).map(Part::Whole))
        }
        _ => Vec::new(),
    }
}

/// The readings of two figures in the orders that may be meant.
fn orders(two: (u32, u32), order: Order, of: impl Fn(u32, u32) -> Option<Part>) -> Vec<Part> {
    let one = |order| match order {
        DayOrder::DayFirst => of(two.1, two.0),
        DayOrder::MonthFirst | DayOrder::YearFirst => of(two.0, two.1),
    };
    let other =
        |order| if order == DayOrder::DayFirst { DayOrder::MonthFirst } else { DayOrder::DayFirst };
    let mut out: Vec<Part> = match order {
        Order::Fixed(order) => one(order).into_iter().collect(),
        Order::Usual(order) => one(order).or_else(|| one(other(order))).into_iter().collect(),
        Order::Open => DayOrder::YEAR_LAST.into_iter().filter_map(one).collect(),
    };
    out.dedup();
    out
}

/// The readings of three figures, the year among them: in the order of its writer, or with the year
/// first.
fn short(first: u32, second: u32, third: u32, habit: Habit) -> Vec<Part> {
    let ordered = |order, usual| match order {
        DayOrder::DayFirst => Short { year: third, month: second, day: first, usual },
        DayOrder::MonthFirst => Short { year: third, month: first, day: second, usual },
        DayOrder::YearFirst => Short { year: first, month: second, day: third, usual },
    };
    let year_first = ordered(DayOrder::YearFirst, false);
    let mut all = match habit.year_last {
        Order::Fixed(order) => vec![ordered(order, true)],
        Order::Usual(order) if is_day(ordered(order, true)) => {
            vec![ordered(order, true), year_first]
        }
        Order::Usual(_) | Order::Open => {
            DayOrder::ALL.into_iter().map(|order| ordered(order, false)).collect()
        }
    };
    all.retain(|one| is_day(*one));
    all.into_iter().map(Part::Short).collect()
}

/// True if there is such a day in some year; a leap year has every day that there is.
fn is_day(of: Short) -> bool {
    NaiveDate::from_ymd_opt(2024, of.month, of.day).is_some()
}

/// Tells what a year of one or two figures before 年 may be: of this century, or of an era that is
/// not named.
fn counted_years(year: u32, month: u32, day: u32) -> Vec<Part> {
    let eras = ERAS.iter().take(2).filter_map(|(name, ..)| {
        let written = format!("{name}{year}年{month}月{day}日");
        year_first(&written).and_then(|(year, _)| ymd(year, month, day)).map(Part::Whole)
    });
    let of_century = Short { year, month, day, usual: false };
    eras.chain(is_day(of_century).then_some(Part::Short(of_century))).collect()
}

/// Without the spaces around what parts figures.
fn close(s: &str) -> String {
    let chars: Vec<char> = s.chars().collect();
    let parts = |c: Option<&char>| c.is_none_or(|c| "/-.年月日元".contains(*c));
    let kept = |i: usize| {
        let before = if i == 0 { None } else { chars.get(i - 1) };
        chars[i] != ' ' || !(parts(before) || parts(chars.get(i + 1)))
    };
    (0..chars.len()).filter(|i| kept(*i)).map(|i| chars[i]).collect()
}

/// Sets where each era's first year begins to be counted, and its first day.
const ERAS: [(&str, u32, (i32, u32, u32)); 9] = [
    ("令和", 2018, (2019, 5, 1)),
    ("平成", 1988, (1989, 1, 8)),
    ("昭和", 1925, (1926, 12, 25)),
    ("大正", 1911, (1912, 7, 30)),
    ("令", 2018, (2019, 5, 1)),
    ("r", 2018, (2019, 5, 1)),
    ("h", 1988, (1989, 1, 8)),
    ("s", 1925, (1926, 12, 25)),
    ("t", 1911, (1912, 7, 30)),
];

/// A year at the beginning, of four figures or of an era, and what stands behind it.
fn year_first(s: &str) -> Option<(u32, &str)> {
    let era = ERAS.iter().find(|(name, ..)| s.starts_with(name));
    if let Some((name, before, begins)) = era {
        let rest = s[name.len()..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '元')?;
        let (year, rest) = rest.split_at(end);
        let year = before + if year == "元" { 1 } else { figure(year, 2).filter(|n| *n > 0)? };
        let rest = after_year(rest)?;
        let begins = NaiveDate::from_ymd_opt(begins.0, begins.1, begins.2)?;
        // The same era has no day before its first.
        let (month, day) = month_and_day(rest)?;
        return ymd(year, month, day).filter(|day| *day >= begins).map(|_| (year, rest));
    }
    let end = s.find(|c: char| !c.is_ascii_digit())?;
    let (year, rest) = s.split_at(end);
    let year = figure(year, 4).filter(|_| year.len() == 4)?;
    Some((year, after_year(rest).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?))
}

fn after_year(rest: &str) -> Option<&str> {
    rest.strip_prefix(['年', '/', '-', '.'])
}

/// Month and day behind a year: the month is first. `4月1日`, `4/1`, `4-1`, `4.1`.
pub(super) fn month_and_day(s: &str) -> Option<(u32, u32)> {
    let s = s.trim();
    if let Some((month, day)) = s.split_once('月') {
        return figure(month.trim(), 2).zip(figure(day.trim().strip_suffix('日')?.trim(), 2));
    }
    let (month, day) = s.split_once(['/', '-', '.'])?;
    figure(month, 2).zip(figure(day, 2))
}

/// `12月4日`, `4日`.
fn japanese(s: &str) -> Option<Part> {
    let before = s.strip_suffix('日')?;
    match before.split_once('月') {
        Some((month, day)) => {
            let (month, day) = figure(month, 2).zip(figure(day, 2))?;
            NaiveDate::from_ymd_opt(2024, month, day).map(|_| Part::MonthDay(month, day))
        }
        None => figure(before, 2).filter(|day| (1..=31).contains(day)).map(Part::DayOnly),
    }
}

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

/// `18 Jul`, `July 18th, 2025`, `18-Jul-25`, `the 18th`.
fn month_name(s: &str) -> Vec<Part> {
    let Some(named) = Named::read(s) else { return Vec::new() };
    let whole = |day, year| named.month.and_then(|month| ymd(year, month, day)).map(Part::Whole);
    let part = match (named.month, &named.figures[..], named.year) {
        (Some(_), [day], Some(year)) => whole(day.of, year),
        (Some(month), [day], None) if !day.year => {
            NaiveDate::from_ymd_opt(2024, month, day.of).map(|_| Part::MonthDay(month, day.of))
        }
        (Some(month), [first, second], None) => return named_short(month, *first, *second),
        (None, [day], None) if day.ordinal => Some(Part::DayOnly(day.of)),
        _ => None,
    };
    part.into_iter().collect()
}

/// The name of a month with a day and a year of two figures: the year is last, or marked as a year,
/// or perhaps first.
fn named_short(month: u32, first: Figure, second: Figure) -> Vec<Part> {
    let one = |day: Figure, year: Figure, usual| {
        let short = Short { year: year.of, month, day: day.of, usual };
        (!day.year && !year.ordinal && is_day(short)).then_some(Part::Short(short))
    };
    let last = one(first, second, true);
    last.into_iter().chain(one(second, first, last.is_none())).collect()
}

/// A figure of two places at most beside the name of a month.
#[derive(Clone, Copy)]
struct Figure {
    of: u32,
    /// True behind an ending that only days have, or behind an apostrophe that only years have.
    ordinal: bool,
    year: bool,
}

/// The words of a day with the name of its month.
struct Named {
    month: Option<u32>,
    figures: Vec<Figure>,
    year: Option<u32>,
}

impl Named {
    /// Reads every word; none where one is no part of a day or anything is said twice.
    fn read(s: &str) -> Option<Named> {
        let mut out = Named { month: None, figures: Vec::new(), year: None };
        for word in s.split([' ', ',', '-', '/', '.']).filter(|w| !matches!(*w, "" | "of" | "the"))
        {
            let marked = word.strip_prefix(['\'', '\u{2019}']);
            let again = if let Some(n) = figure(word, 4).filter(|_| word.len() == 4) {
                out.year.replace(n).is_some()
            } else if let Some(year) =
                marked.and_then(|year| figure(year, 2).filter(|_| year.len() == 2))
            {
                out.figures.push(Figure { of: year, ordinal: false, year: true });
                false
            } else if let Some((of, ordinal)) = nth(word) {
                out.figures.push(Figure { of, ordinal, year: false });
                false
            } else {
                out.month.replace(month(word)?).is_some()
            };
            if again {
                return None;
            }
        }
        Some(out)
    }
}

/// The month of this name, or of its beginning.
fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|m| {
        word.len() >= 3 && (m.starts_with(word) || word == "sept" && *m == "september")
    })?;
    u32::try_from(at + 1).ok()
}

/// `4`, `4th`, `21st`, and whether the ending is one of days.
fn nth(word: &str) -> Option<(u32, bool)> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let n = figure(plain.unwrap_or(word), 2)?;
    (plain.is_none() || (1..=31).contains(&n)).then_some((n, plain.is_some()))
}

/// `20261204`.
fn compact(s: &str) -> Option<Day> {
    let all = figure(s, 8)?;
    ymd(all / 10_000, all / 100 % 100, all % 100)
}

fn ymd(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = i32::try_from(year).ok()?;
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| super::day::YEARS.contains(&day.year()))
}
