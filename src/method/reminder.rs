//! The daily mail: when it is due, and what it counts. It holds numbers alone, never a word or a
//! name from any file.

use chrono::NaiveTime;

use crate::method::Day;
use crate::method::moment::LocalTime;

/// Tells when a member wants the daily mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// From this hour on, by the member's clock.
    pub hour: u32,
    /// The day for which it was sent last.
    pub sent_on: Option<Day>,
}

/// Holds what a day holds, as numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// People who came and wait for an answer.
    pub waiting: usize,
    /// Sessions today.
    pub meetings: usize,
    /// People with a promise that is due.
    pub due: usize,
    /// People of whom the rules say something that asks for a look.
    pub looks: usize,
}

impl Counts {
    /// True where there is nothing to write about.
    pub fn is_empty(&self) -> bool {
        *self == Counts::default()
    }

    pub fn total(&self) -> usize {
        self.waiting + self.meetings + self.due + self.looks
    }
}

impl Reminder {
    /// True if the mail of the day is to be sent now: once a day, from its hour on, and never in
    /// the quiet hours.
    pub fn due(&self, now: LocalTime, quiet: Option<(NaiveTime, NaiveTime)>) -> bool {
        let hour = NaiveTime::from_hms_opt(self.hour, 0, 0);
        let begun = hour.is_some_and(|hour| now.time() >= hour);
        let sent = self.sent_on.is_some_and(|day| day >= now.date());
        begun && !sent && !quiet.is_some_and(|quiet| within(quiet, now.time()))
    }
}

/// True within quiet hours, which may reach over midnight. Hours that begin as they end are none.
fn within((from, until): (NaiveTime, NaiveTime), time: NaiveTime) -> bool {
    if from <= until { (from..until).contains(&time) } else { time >= from || time < until }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> LocalTime {
        format!("2026-01-15T{time}:00").parse().expect("a time")
    }

    fn hours(from: &str, until: &str) -> Option<(NaiveTime, NaiveTime)> {
        let time = |s: &str| NaiveTime::parse_from_str(s, "%H:%M").expect("a time");
        Some((time(from), time(until)))
    }

    #[test]
    fn the_mail_is_due_once_a_day_from_its_hour_on() {
        let daily = Reminder { hour: 8, sent_on: None };
        assert!(
            !daily.due(at("07:59"), None)
                && daily.due(at("08:00"), None)
                && daily.due(at("23:59"), None)
        );
        let sent = |day: &str| Reminder { sent_on: day.parse().ok(), ..daily };
        assert!(
            !sent("2026-01-15").due(at("09:00"), None) && sent("2026-01-14").due(at("09:00"), None)
        );
    }

    #[test]
    fn quiet_hours_are_kept_also_over_midnight() {
        let daily = Reminder { hour: 6, sent_on: None };
        let night = hours("21:00", "07:30");
        assert!(
            !daily.due(at("06:00"), night)
                && !daily.due(at("07:29"), night)
                && daily.due(at("07:30"), night)
        );
        assert!(daily.due(at("20:59"), night) && !daily.due(at("21:00"), night));
        let noon = hours("12:00", "13:00");
        assert!(
            daily.due(at("11:59"), noon)
                && !daily.due(at("12:30"), noon)
                && daily.due(at("13:00"), noon)
        );
        assert!(daily.due(at("09:00"), hours("09:00", "09:00")), "hours of no length are none");
    }
}
