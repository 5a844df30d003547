//! Days in figures or with the name of their month: what was written, before anything is made of it. Every reading that
//! the writing allows is given; which one is meant, `day` says.

use chrono::{Datelike, NaiveDate};

use super::figure;
use super::order::{DayOrder, Habit, Order};
use crate::domain::Day;

/// A day as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole(Day),
    MonthDay(u32, u32),
    DayOnly(u32),
}

/// All readings, none where it is no day at all.
pub(super) fn read(s: &str, habit: Habit) -> Vec<Part> {
    let s = close(s);
    if let Some((year, rest)) = year_first(&s) {
        let whole = month_and_day(rest).and_then(|(month, day)| ymd(year, month, day));
        return whole.map(Part::Whole).into_iter().collect();
    }
    if let Some(part) = japanese(&s).or_else(|| month_name(&s)) {
        return vec![part];
    }
    let parts: Vec<&str> = s.split(['/', '-', '.']).collect();
    if s.chars().filter(|c| "/-.".contains(*c)).collect::<std::collections::HashSet<_>>().len() > 1 {
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
        [first, second, year] => {
            let Some(two) = figure(first, 2).zip(figure(second, 2)) else { return Vec::new() };
            let Some(year) = figure(year, 4).filter(|_| year.len() == 4) else { return Vec::new() };
            orders(two, habit.year_last, |month, day| ymd(year, month, day).map(Part::Whole))
        }
        _ => Vec::new(),
    }
}

/// The readings of two figures in the orders that may be meant.
fn orders(two: (u32, u32), order: Order, of: impl Fn(u32, u32) -> Option<Part>) -> Vec<Part> {
    let one = |order| match order {
        DayOrder::DayFirst => of(two.1, two.0),
        DayOrder::MonthFirst => of(two.0, two.1),
    };
    let other = |order| if order == DayOrder::DayFirst { DayOrder::MonthFirst } else { DayOrder::DayFirst };
    let mut out: Vec<Part> = match order {
        Order::Fixed(order) => one(order).into_iter().collect(),
        Order::Usual(order) => one(order).or_else(|| one(other(order))).into_iter().collect(),
        Order::Open => DayOrder::ALL.into_iter().filter_map(one).collect(),
    };
    out.dedup();
    out
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

/// Where each era's first year begins to be counted, and its first day.
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

/// `18 Jul`, `July 18th, 2025`, `18-Jul-2025`, `the 18th`.
fn month_name(s: &str) -> Option<Part> {
    let month = |word: &str| {
        let whole = word.len() >= 3 || word == "sept";
        let at = MONTHS.iter().position(|m| whole && m.starts_with(word))?;
        u32::try_from(at + 1).ok()
    };
    let (mut named, mut day, mut year) = (None, None, None);
    let mut ordinal = false;
    for word in s.split([' ', ',', '-', '/', '.']).filter(|w| !matches!(*w, "" | "of" | "the")) {
        let slot = if let Some(n) = figure(word, 4).filter(|_| word.len() == 4) {
            year.replace(n).map(|_| ())
        } else if let Some(n) = nth(word) {
            ordinal |= !word.ends_with(|c: char| c.is_ascii_digit());
            day.replace(n).map(|_| ())
        } else {
            named.replace(month(word)?).map(|_| ())
        };
        // Anything said twice is no day.
        if slot.is_some() {
            return None;
        }
    }
    match (named, day?, year) {
        (Some(month), day, Some(year)) => ymd(year, month, day).map(Part::Whole),
        (Some(month), day, None) => NaiveDate::from_ymd_opt(2024, month, day).map(|_| Part::MonthDay(month, day)),
        (None, day, None) if ordinal => Some(Part::DayOnly(day)),
        _ => None,
    }
}

/// `4`, `4th`, `21st`.
fn nth(word: &str) -> Option<u32> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    figure(plain, 2).filter(|n| (1..=31).contains(n))
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
