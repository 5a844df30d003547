//! The days of what repeats (RFC 5545 §3.3.10), on the clock of its own zone and up to a last
//! moment.

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarFrequency,
    ICalendarProperty, ICalendarRecurrenceRule,
};
use chrono::{Datelike, NaiveDateTime, Timelike};

/// Holds what repeats, from when on and until when.
pub(super) struct Rule<'r> {
    pub start: NaiveDateTime,
    pub rule: &'r ICalendarRecurrenceRule,
    pub until: NaiveDateTime,
}

/// All its times in their order, `most` of them at most; none of a rule that cannot be read, or
/// that repeats within a day.
pub(super) fn dates(of: &Rule<'_>, most: usize) -> Option<Vec<NaiveDateTime>> {
    use ICalendarFrequency::{Daily, Monthly, Weekly, Yearly};
    let rule = of.rule;
    let within_a_day =
        !rule.byhour.is_empty() || !rule.byminute.is_empty() || !rule.bysecond.is_empty();
    if within_a_day
        || rule.rscale.is_some()
        || !matches!(rule.freq, Daily | Weekly | Monthly | Yearly)
    {
        return None;
    }
    if of.until < of.start {
        return Some(Vec::new());
    }
    let bounded = ICalendarRecurrenceRule { until: Some(written(of.until)?), ..rule.clone() };
    let event = ICalendarComponent {
        component_type: ICalendarComponentType::VEvent,
        entries: vec![
            ICalendarEntry::new(ICalendarProperty::Dtstart).with_value(written(of.start)?),
            ICalendarEntry::new(ICalendarProperty::Rrule).with_value(bounded),
        ],
        component_ids: Vec::new(),
    };
    let found = ICalendar { components: vec![event] }.expand_dates(Tz::Floating, most);
    let dates = found.events.into_iter().map(|event| event.start.naive_local()).collect();
    found.errors.is_empty().then_some(dates)
}

fn written(at: NaiveDateTime) -> Option<PartialDateTime> {
    let small = |n: u32| u8::try_from(n).ok();
    Some(PartialDateTime {
        year: Some(u16::try_from(at.year()).ok()?),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
        ..PartialDateTime::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::icalendar::ICalendarValue;
    use calcard::{Entry, Parser};

    fn days(start: &str, rule: &str) -> Option<Vec<String>> {
        let text = format!("BEGIN:VEVENT\r\nRRULE:{rule}\r\nEND:VEVENT\r\n");
        let Entry::ICalendar(read) = Parser::new(&text).entry() else { panic!("{rule}") };
        let value = read.components[0].property(&ICalendarProperty::Rrule)?.values.first()?;
        let ICalendarValue::RecurrenceRule(rule) = value else { return None };
        let start = start.parse().expect("a time");
        let until = "2026-04-30T23:59:59".parse().expect("a time");
        let found = dates(&Rule { start, rule, until }, 10)?;
        Some(found.into_iter().map(|at| at.format("%m-%d %H").to_string()).collect())
    }

    #[test]
    fn what_repeats_is_spelled_out_up_to_the_last_moment() {
        for (start, rule, expected) in [
            ("2026-04-14T10:00:00", "FREQ=WEEKLY", &["04-14 10", "04-21 10", "04-28 10"][..]),
            (
                "2026-04-01T10:00:00",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR;COUNT=3",
                &["04-01 10", "04-03 10", "04-15 10"],
            ),
            ("2026-01-31T10:00:00", "FREQ=MONTHLY", &["01-31 10", "03-31 10"]),
            (
                "2026-01-30T10:00:00",
                "FREQ=MONTHLY;BYDAY=-1FR",
                &["01-30 10", "02-27 10", "03-27 10", "04-24 10"],
            ),
            ("2026-05-14T10:00:00", "FREQ=WEEKLY", &[]),
        ] {
            assert_eq!(
                days(start, rule).as_deref(),
                Some(&expected.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>()[..]),
                "{rule}"
            );
        }
        for rule in ["FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,17", "FREQ=SOMETIMES"] {
            assert_eq!(days("2026-04-14T10:00:00", rule), None, "{rule}");
        }
        assert_eq!(
            days("2020-04-14T10:00:00", "FREQ=DAILY").map(|all| all.len()),
            Some(10),
            "as many as are asked for"
        );
    }
}
