//! A day so long ago that its year is as likely a slip as meant: it is asked about once, and taken
//! when it is sent again.

use chrono::Months;

use crate::method::{ClientFile, Day};

/// Nobody writes down what is older than this without looking at the year.
const YEARS: u32 = 2;

/// True for a day that is asked about: years before today, or more than a year before anything else
/// is known of the person. `first` is the first day of all that is known.
pub fn long_ago(on: Day, today: Day, first: Option<Day>) -> bool {
    let before = |day: Day, years: u32| {
        day.checked_sub_months(Months::new(12 * years)).is_some_and(|bound| on < bound)
    };
    before(today, YEARS) || before(first.unwrap_or(today), 1)
}

impl ClientFile {
    /// The first day on which anything passed between us.
    pub fn first_met(&self) -> Option<Day> {
        let met = self.person.origin.as_ref().and_then(|origin| origin.on);
        let sessions = self.sessions.iter().map(|s| s.on);
        sessions
            .chain(self.contacts.iter().map(|c| c.on))
            .chain(self.gifts.iter().map(|g| g.on))
            .chain(met)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_asked_about_years_ago_or_a_year_before_all_that_is_known() {
        let day = |s: &str| s.parse::<Day>().expect("a day");
        let today = day("2026-11-30");
        for (on, first, asked) in [
            ("2016-11-30", Some("2025-04-01"), true),
            ("2016-11-30", Some("2016-01-01"), true),
            ("1900-01-01", None, true),
            ("2025-11-29", None, true),
            ("2025-11-30", None, false),
            ("2024-03-31", Some("2025-04-01"), true),
            ("2024-11-30", Some("2025-04-01"), false),
            ("2024-11-29", Some("2024-11-01"), true),
            ("2026-11-30", Some("2025-04-01"), false),
        ] {
            assert_eq!(long_ago(day(on), today, first.map(day)), asked, "{on} {first:?}");
        }
    }
}
