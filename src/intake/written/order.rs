//! Tells which figure of a day such as 4/12 is the month: told by who writes it, by the column it
//! stands in, or by nobody.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::day;
use crate::method::{Day, Lang, Viewer};

/// Names which figure comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
    /// The year, then the month: only a year of two figures leaves that open.
    YearFirst,
}

impl DayOrder {
    pub const ALL: [DayOrder; 3] = [DayOrder::DayFirst, DayOrder::MonthFirst, DayOrder::YearFirst];
    /// The orders in which the year is last.
    pub const YEAR_LAST: [DayOrder; 2] = [DayOrder::DayFirst, DayOrder::MonthFirst];
}

/// Names how much is known of the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Nothing: a day that could be two is asked about.
    #[default]
    Open,
    /// The writer's custom; what can only be read in the other order is.
    Usual(DayOrder),
    /// Told for a whole column: the other order is no day.
    Fixed(DayOrder),
}

/// The order in which somebody writes days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// Of month and day alone.
    pub yearless: Order,
    /// Of days that end with their year.
    pub year_last: Order,
}

impl Viewer {
    /// Tells how they write days.
    pub fn habit(&self) -> Habit {
        Habit::of(self.lang, self.tz)
    }
}

/// Zones in which English writes the month first.
const MONTH_FIRST: &[&str] = &[
    "US/",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "America/Detroit",
    "America/Boise",
    "America/Indiana/",
    "America/Kentucky/",
    "America/North_Dakota/",
    "America/Juneau",
    "America/Sitka",
    "America/Nome",
    "America/Adak",
    "America/Menominee",
    "America/Metlakatla",
    "America/Yakutat",
    "America/Indianapolis",
    "America/Fort_Wayne",
    "America/Louisville",
    "America/Knox_IN",
    "America/Shiprock",
    "America/Puerto_Rico",
    "Pacific/Honolulu",
    "Pacific/Guam",
    "Asia/Manila",
    "Navajo",
    "EST5EDT",
    "CST6CDT",
    "MST7MDT",
    "PST8PDT",
];
/// Zones of countries that write the year first and so the month before the day, whatever language
/// is written there.
const YEAR_FIRST: &[&str] = &[
    "Asia/Tokyo",
    "Japan",
    "Asia/Seoul",
    "ROK",
    "Asia/Shanghai",
    "PRC",
    "Asia/Taipei",
    "ROC",
    "Asia/Ulaanbaatar",
];
/// Zones in which English is written in either order, or that are no place.
const EITHER: &[&str] = &[
    "Canada/",
    "America/Toronto",
    "America/Montreal",
    "America/Vancouver",
    "America/Edmonton",
    "America/Calgary",
    "America/Winnipeg",
    "America/Regina",
    "America/Halifax",
    "America/St_Johns",
    "America/Moncton",
    "America/Whitehorse",
    "America/Yellowknife",
    "America/Iqaluit",
    "UTC",
    "UCT",
    "Etc/",
    "GMT",
    "Universal",
    "Zulu",
    "EST",
    "MST",
    "HST",
];

impl Habit {
    /// The custom of a member: Japanese writes the month first; English as it is written where its
    /// writer lives.
    pub fn of(lang: Lang, tz: Tz) -> Habit {
        let within = |zones: &[&str]| {
            let name = tz.name();
            zones.iter().any(|zone| name == *zone || zone.ends_with('/') && name.starts_with(zone))
        };
        if lang == Lang::Ja || within(YEAR_FIRST) {
            // A year at the end is nobody's custom there: whose it follows is not known.
            return Habit { yearless: Order::Usual(DayOrder::MonthFirst), year_last: Order::Open };
        }
        let order = match tz {
            _ if within(MONTH_FIRST) => Order::Usual(DayOrder::MonthFirst),
            _ if within(EITHER) => Order::Open,
            _ => Order::Usual(DayOrder::DayFirst),
        };
        Habit { yearless: order, year_last: order }
    }

    /// The custom with the order that a column has been found to be in.
    pub fn told(self, order: Option<DayOrder>) -> Habit {
        match order {
            Some(order) => Habit { yearless: Order::Fixed(order), year_last: Order::Fixed(order) },
            // Leaves out what one member is used to: it says nothing of a file that somebody else's
            // program wrote.
            None => Habit { year_last: Order::Open, ..self },
        }
    }
}

/// Names what a column says of the order in which its days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// No day in it could be two.
    Nothing,
    /// Some can be read in this order alone, and none in the other alone.
    Order(DayOrder),
    /// They could be read in either order.
    Open,
}

/// Tells what these cells say of their order.
pub fn told<'c>(cells: impl Iterator<Item = &'c str>) -> Told {
    let cells: Vec<[Option<Day>; 3]> =
        cells.filter_map(in_each_order).filter(|days| days.iter().any(Option::is_some)).collect();
    let left: Vec<usize> = (0..DayOrder::ALL.len())
        .filter(|at| cells.iter().all(|days| days[*at].is_some()))
        .collect();
    let same = |days: &[Option<Day>; 3]| left.iter().all(|at| days[*at] == days[left[0]]);
    match left[..] {
        [] => Told::Open,
        _ if cells.is_empty() => Told::Nothing,
        [only] => Told::Order(DayOrder::ALL[only]),
        _ if cells.iter().all(same) => Told::Nothing,
        _ => Told::Open,
    }
}

/// A day of three figures with the year at an end, read in each order; none for what is written
/// otherwise.
fn in_each_order(cell: &str) -> Option<[Option<Day>; 3]> {
    let (date, _) = super::clock::parted(cell)?;
    day::in_each_order(&date)
}
