//! Days named from where one stands: tomorrow, 来週の金曜, in 2 weeks, 来月5日, 月末.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::day::{Seen, bare_weekday};
use super::{figure, figures, weekday};
use crate::method::Day;

pub(super) fn read(s: &str, seen: &Seen) -> Option<Day> {
    let base = seen.from;
    named(s, base)
        .or_else(|| offset(s, base))
        .or_else(|| weekday_of_week(s, base))
        .or_else(|| next_weekday(s, base))
        .or_else(|| of_month(s, base))
        .or_else(|| of_year(s, base))
}

fn named(s: &str, base: Day) -> Option<Day> {
    let days = match s {
        "今日" | "本日" | "きょう" | "today" => 0,
        "明日" | "あした" | "あす" | "tomorrow" => 1,
        "明後日" | "あさって" | "day after tomorrow" | "the day after tomorrow" => 2,
        "明々後日" | "しあさって" => 3,
        "昨日" | "きのう" | "yesterday" => -1,
        "一昨日" | "おととい" | "day before yesterday" | "the day before yesterday" => -2,
        "来週" | "next week" | "来週の同じ曜日" | "来週同じ曜日" => 7,
        "再来週" | "the week after next" | "week after next" => 14,
        "先週" | "last week" => -7,
        _ => return named_month(s, base),
    };
    shift(base, days)
}

/// The same day of another month or year; its last one where it is shorter.
fn named_month(s: &str, base: Day) -> Option<Day> {
    let months = match s {
        "来月" | "next month" => 1,
        "再来月" => 2,
        "先月" | "last month" => -1,
        "半年後" => 6,
        "来年" | "next year" => 12,
        "昨年" | "去年" | "last year" => -12,
        _ => return None,
    };
    by_months(base, months)
}

fn shift(base: Day, days: i64) -> Option<Day> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { base.checked_sub_days(by) } else { base.checked_add_days(by) }
}

fn by_months(base: Day, months: i32) -> Option<Day> {
    let by = Months::new(months.unsigned_abs());
    if months < 0 { base.checked_sub_months(by) } else { base.checked_add_months(by) }
}

/// `+3d`, `-2w`, `+1m`, `3日後`, `2週間前`, `in two weeks`, `3 days ago`.
fn offset(s: &str, base: Day) -> Option<Day> {
    let after = |suffixes: [&str; 3]| suffixes.iter().find_map(|suffix| s.strip_suffix(suffix));
    let (back, rest) = match (s.strip_prefix('+'), s.strip_prefix('-'), s.strip_prefix("in ")) {
        (Some(rest), ..) | (_, _, Some(rest)) => (false, rest),
        (_, Some(rest), _) => (true, rest),
        _ => match (after(["後", " from now", " later"]), after(["前", " ago", " earlier"])) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return None,
        },
    };
    let rest = rest.trim();
    let (n, unit) = match rest.split_once(' ') {
        Some((n, unit)) => (counted(n)?, unit.trim()),
        None => {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            (figure(&rest[..digits], 5)?, rest[digits..].trim())
        }
    };
    let n = i32::try_from(n).ok().filter(|n| *n <= 10_000)?;
    let n = if back { -n } else { n };
    match unit {
        "d" | "日" | "日間" | "day" | "days" => shift(base, n.into()),
        "w" | "週" | "週間" | "week" | "weeks" => shift(base, i64::from(n) * 7),
        "m" | "月" | "か月" | "ヶ月" | "ヵ月" | "カ月" | "ケ月" | "箇月" | "month" | "months" => {
            by_months(base, n)
        }
        "y" | "年" | "年間" | "year" | "years" => by_months(base, n * 12),
        _ => None,
    }
}

/// A number of the shorter kind, in figures or in words.
fn counted(s: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let word = WORDS.iter().position(|word| *word == s).and_then(|at| u32::try_from(at + 1).ok());
    word.or_else(|| matches!(s, "a" | "an").then_some(1)).or_else(|| figure(s, 5))
}

/// `来週金`, `今週の水曜`, `next fri`, `last mon`: a week begins on Monday.
fn weekday_of_week(s: &str, base: Day) -> Option<Day> {
    const WEEKS: [(&str, i64); 7] = [
        ("再来週", 2),
        ("来週", 1),
        ("今週", 0),
        ("先週", -1),
        ("next ", 1),
        ("this ", 0),
        ("last ", -1),
    ];
    let (rest, weeks) = WEEKS.iter().find_map(|(word, n)| Some((s.strip_prefix(word)?, *n)))?;
    let rest = rest.trim();
    let rest = rest.strip_prefix('の').unwrap_or(rest);
    let day = weekday::read(rest.trim_start_matches('(').trim_end_matches(')'))?;
    let monday = shift(base, -i64::from(base.weekday().num_days_from_monday()))?;
    shift(monday, weeks * 7 + i64::from(day.num_days_from_monday()))
}

/// `次の金曜`, `今度の金曜`, `coming friday`: the first such day after this one.
fn next_weekday(s: &str, base: Day) -> Option<Day> {
    let rest = ["次の", "つぎの", "今度の", "coming ", "the coming "]
        .iter()
        .find_map(|word| s.strip_prefix(word))?;
    Some(bare_weekday(weekday::read(rest.trim())?, base, super::Sense::Ahead))
}

/// `来月5日`, `今月末`, `月末`, `end of next month`.
fn of_month(s: &str, base: Day) -> Option<Day> {
    const ENDS: [(&str, i32); 6] = [
        ("月末", 0),
        ("month end", 0),
        ("end of month", 0),
        ("end of the month", 0),
        ("end of this month", 0),
        ("end of next month", 1),
    ];
    if let Some((_, months)) = ENDS.iter().find(|(words, _)| *words == s) {
        return last_of(by_months(base.with_day(1)?, *months)?);
    }
    const MONTHS: [(&str, i32); 4] = [("再来月", 2), ("来月", 1), ("今月", 0), ("先月", -1)];
    let (rest, months) = MONTHS.iter().find_map(|(word, n)| Some((s.strip_prefix(word)?, *n)))?;
    let first = by_months(base.with_day(1)?, months)?;
    match rest.strip_prefix('の').unwrap_or(rest) {
        "末" | "月末" | "末日" => last_of(first),
        rest => first.with_day(figure(rest.strip_suffix('日')?.trim(), 2)?),
    }
}

/// `来年4月1日`, `今年12/4`, `年末`, `end of the year`.
fn of_year(s: &str, base: Day) -> Option<Day> {
    if matches!(s, "年末" | "今年末" | "end of the year" | "end of year") {
        return NaiveDate::from_ymd_opt(base.year(), 12, 31);
    }
    const YEARS: [(&str, i32); 6] =
        [("再来年", 2), ("来年", 1), ("今年", 0), ("本年", 0), ("昨年", -1), ("去年", -1)];
    let (rest, years) = YEARS.iter().find_map(|(word, n)| Some((s.strip_prefix(word)?, *n)))?;
    let (month, day) = figures::month_and_day(rest.strip_prefix('の').unwrap_or(rest))?;
    NaiveDate::from_ymd_opt(base.year() + years, month, day)
}

/// The last day of a month, by its first.
fn last_of(first: Day) -> Option<Day> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}
