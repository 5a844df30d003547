//! Values as people and other programs write them, in either language: days, times of day, lengths,
//! numbers. One reader of each, for every form, shorthand, table, note and calendar. A value is
//! read whole or refused, never in part.

pub mod clock;
pub mod day;
mod figures;
pub mod length;
pub mod number;
pub mod order;
pub mod phone;
mod relative;
mod weekday;

use unicode_normalization::UnicodeNormalization;

pub use day::{DayFault, Seen, Sense};
pub use order::{DayOrder, Habit};

use crate::method::text::unseen;

/// One spelling for all: compatibility forms, lower case, one kind of dash and of space, figures
/// for numerals of kanji.
fn plain(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    for c in written.nfkc().flat_map(char::to_lowercase).filter(|c| !unseen(*c)) {
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{301c}' => out.push('~'),
            c if c.is_whitespace() => out.push_str(if out.ends_with(' ') { "" } else { " " }),
            c => out.push(c),
        }
    }
    numerals(out.trim())
}

const KANJI: &str = "〇零一二三四五六七八九十百千";
/// Names what a numeral of kanji counts. Before anything else it is part of a word, as in 一昨日.
const COUNTED: &str = "年月日週時分かカヶヵケ箇円万人";

/// The text with figures in place of numerals of kanji, where they count something.
fn numerals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| KANJI.contains(c)) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c| !KANJI.contains(c)).unwrap_or(from.len());
        let (numeral, after) = from.split_at(end);
        out.push_str(before);
        // Behind figures they are a scale: 5千円.
        let counts = after.starts_with(|c| COUNTED.contains(c))
            && !before.ends_with(|c: char| c.is_ascii_digit());
        match value(numeral).filter(|_| counts) {
            Some(n) => out.push_str(&n.to_string()),
            None => out.push_str(numeral),
        }
        rest = after;
    }
    out + rest
}

/// 二十五 and 二五 are both 25.
fn value(numeral: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '〇' | '零' => Some(0),
        c => "一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|n| u32::try_from(n + 1).ok()),
    };
    let scale = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    let scaled = numeral.chars().any(|c| scale(c).is_some());
    let (mut sum, mut last): (u32, Option<u32>) = (0, None);
    for c in numeral.chars() {
        match (digit(c), scale(c)) {
            (Some(_), _) if scaled && last.is_some() => return None,
            (Some(n), _) if scaled => last = Some(n),
            (Some(n), _) => sum = sum.checked_mul(10)?.checked_add(n)?,
            (None, Some(by)) => sum = sum.checked_add(last.take().unwrap_or(1).checked_mul(by)?)?,
            (None, None) => return None,
        }
    }
    sum.checked_add(last.unwrap_or(0))
}

/// A number of plain figures, `most` of them at most.
fn figure(s: &str, most: usize) -> Option<u32> {
    let plain = !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    if plain { s.parse().ok() } else { None }
}
