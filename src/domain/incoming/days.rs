//! Days in figures with the year last, as 10/11/2026: which figure is the month is told by the column as a whole, or by
//! whoever brings it in. Days with their year first, and days in words, are read as everywhere else.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::domain::Day;
use crate::domain::moment::YEARS;

/// Which figure comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    pub const ALL: [DayOrder; 2] = [DayOrder::DayFirst, DayOrder::MonthFirst];

    fn day(self, (first, second, year): (u32, u32, i32)) -> Option<Day> {
        let (day, month) = match self {
            DayOrder::DayFirst => (first, second),
            DayOrder::MonthFirst => (second, first),
        };
        NaiveDate::from_ymd_opt(year, month, day).filter(|day| YEARS.contains(&day.year()))
    }
}

/// What a column says of the order in which its days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// No day in it could be two.
    Nothing,
    /// Some can be read in this order alone, and none in the other alone.
    Order(DayOrder),
    /// They could be read in either order.
    Open,
}

/// What these cells say of their order.
pub(super) fn told<'c>(cells: impl Iterator<Item = &'c str>) -> Told {
    let (mut day_first, mut month_first, mut either) = (false, false, false);
    for figures in cells.filter_map(figures) {
        match DayOrder::ALL.map(|order| order.day(figures)) {
            [Some(_), None] => day_first = true,
            [None, Some(_)] => month_first = true,
            [one, other] => either |= one != other,
        }
    }
    match (day_first, month_first) {
        (true, false) => Told::Order(DayOrder::DayFirst),
        (false, true) => Told::Order(DayOrder::MonthFirst),
        (true, true) => Told::Open,
        (false, false) if either => Told::Open,
        (false, false) => Told::Nothing,
    }
}

/// The day, with or without a time behind it; without an order only where both come to the same.
pub(super) fn read(written: &str, order: Option<DayOrder>) -> Option<Day> {
    let figures = figures(written)?;
    match (order, DayOrder::ALL.map(|order| order.day(figures))) {
        (Some(order), _) => order.day(figures),
        (None, [one, other]) => one.filter(|_| one == other),
    }
}

/// Two figures and a year of four, between `/`, `-` or `.`.
fn figures(written: &str) -> Option<(u32, u32, i32)> {
    let s: String = written.nfkc().collect();
    let s = s.trim();
    let (day, time) = s.split_once([' ', ',', 'T']).unwrap_or((s, ""));
    if !time.is_empty() && !time.contains(':') {
        return None;
    }
    let mut parts = day.split(['/', '-', '.']);
    let mut figure = |long: RangeInclusive<usize>| {
        parts.next().filter(|p| long.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let (first, second, year) = (figure(1..=2)?, figure(1..=2)?, figure(4..=4)?);
    let figures = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
    parts.next().is_none().then_some(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_its_order_where_one_day_of_it_does() {
        use DayOrder as O;
        for (cells, expected) in [
            (&["10/11/2026", "13/11/2026"][..], Told::Order(O::DayFirst)),
            (&["10/11/2026", "11/13/2026 09:00"], Told::Order(O::MonthFirst)),
            (&["１０．１１．２０２６", "31.12.2026"], Told::Order(O::DayFirst)),
            (&["10/11/2026", ""], Told::Open),
            (&["13/11/2026", "11/13/2026"], Told::Open),
            (&["11/11/2026", "2026/11/10", "2026-11-10", "令和8年11月10日", "32/13/2026", "10/11/26"], Told::Nothing),
        ] {
            assert_eq!(told(cells.iter().copied()), expected, "{cells:?}");
        }
    }

    #[test]
    fn a_day_that_could_be_two_is_read_only_in_an_order() {
        use DayOrder as O;
        let day = |s: &str| s.parse::<Day>().ok();
        for (written, order, expected) in [
            ("10/11/2026", Some(O::DayFirst), day("2026-11-10")),
            ("10/11/2026", Some(O::MonthFirst), day("2026-10-11")),
            ("1-2-2026, 2:30 PM", Some(O::MonthFirst), day("2026-01-02")),
            ("10/11/2026", None, None),
            ("11/11/2026", None, day("2026-11-11")),
            ("31/12/2026", Some(O::MonthFirst), None),
            ("10/11/2026 or so", Some(O::DayFirst), None),
            ("10/11/1026", Some(O::DayFirst), None),
            ("2026/11/10", Some(O::DayFirst), None),
        ] {
            assert_eq!(read(written, order), expected, "{written}");
        }
    }
}
