//! Tells which zone a name in a calendar means: the IANA's, one at the end of a path, one of
//! Windows, or the table that the file brings along. A name that is none of these is not guessed.

use std::collections::HashMap;
use std::str::FromStr;

use calcard::common::timezone;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{FixedOffset, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::series::{self, Rule};
use crate::method::Day;
use crate::method::moment::instant;

/// Tables of a file that are looked at; nobody meets in more zones.
const TABLES: usize = 100;
/// Changes of one kind in a table: more than there are years since some tables begin.
const CHANGES: usize = 1_000;

/// Names where a clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zone {
    /// Wherever the reader is: no zone is written.
    Floating,
    Fixed(FixedOffset),
    Named(Tz),
    /// Holds what the file says of it: each change in its order.
    Table(Vec<Change>),
}

/// Tells when a clock changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    /// As the clock before it shows it.
    at: NaiveDateTime,
    /// Seconds from UTC before and after.
    from: i32,
    to: i32,
}

impl Zone {
    /// Tells what a clock here shows, in UTC. The earlier of two that a clock shows twice; one that
    /// a clock leaves out counts from the hour before (RFC 5545 §3.3.5).
    pub fn to_utc(&self, at: NaiveDateTime, own: Tz) -> Option<NaiveDateTime> {
        let seconds = match self {
            Zone::Fixed(offset) => offset.local_minus_utc(),
            Zone::Named(tz) => return Some(instant(at, *tz)),
            Zone::Floating => return Some(instant(at, own)),
            Zone::Table(changes) => {
                let next = changes.partition_point(|change| change.at <= at);
                match next.checked_sub(1).and_then(|last| changes.get(last)) {
                    Some(last) if at < later(last.at, last.to - last.from)? => last.from,
                    Some(last) => last.to,
                    None => changes.first()?.from,
                }
            }
        };
        later(at, -seconds)
    }

    /// Tells what a clock here shows at an instant.
    pub fn of_utc(&self, at: NaiveDateTime, own: Tz) -> Option<NaiveDateTime> {
        let shown = |tz: Tz| tz.offset_from_utc_datetime(&at).fix().local_minus_utc();
        let seconds = match self {
            Zone::Fixed(offset) => offset.local_minus_utc(),
            Zone::Named(tz) => shown(*tz),
            Zone::Floating => shown(own),
            Zone::Table(changes) => {
                let past = |change: &&Change| {
                    later(change.at, -change.from).is_some_and(|change| change <= at)
                };
                match changes.iter().rev().find(past) {
                    Some(last) => last.to,
                    None => changes.first()?.from,
                }
            }
        };
        later(at, seconds)
    }
}

fn later(at: NaiveDateTime, seconds: i32) -> Option<NaiveDateTime> {
    at.checked_add_signed(TimeDelta::seconds(seconds.into()))
}

/// The zones of a file by their names, each looked up once.
pub(super) struct Zones<'f> {
    tables: &'f [String],
    until: Day,
    known: HashMap<String, Option<Zone>>,
}

impl<'f> Zones<'f> {
    /// The zones of a file with these tables, as far as they are needed.
    pub fn of(tables: &'f [String], until: Day) -> Zones<'f> {
        Zones { tables: &tables[..tables.len().min(TABLES)], until, known: HashMap::new() }
    }

    /// The zone of this name.
    pub fn named(&mut self, name: &str) -> Option<Zone> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let found = named(name).map(Zone::Named).or_else(|| self.table(name));
        self.known.insert(name.to_owned(), found.clone());
        found
    }

    fn table(&self, name: &str) -> Option<Zone> {
        self.tables.iter().find_map(|text| {
            let Entry::ICalendar(read) = Parser::new(text).entry() else { return None };
            let whole = read.components.first()?;
            let own = whole.property(&ICalendarProperty::Tzid)?.values.first()?.as_text()?;
            if own != name {
                return None;
            }
            let parts =
                read.components.iter().filter(|part| part.component_type != whole.component_type);
            let mut changes = Vec::new();
            for part in parts {
                changes.extend(self.changes(part)?);
            }
            changes.sort();
            (!changes.is_empty()).then_some(Zone::Table(changes))
        })
    }

    /// All changes of one kind, up to the last day that is looked at; none if any of it cannot be
    /// read.
    fn changes(&self, part: &ICalendarComponent) -> Option<Vec<Change>> {
        if !matches!(
            part.component_type,
            ICalendarComponentType::Standard | ICalendarComponentType::Daylight
        ) {
            return None;
        }
        let first =
            |name: &ICalendarProperty| part.property(name).and_then(|entry| entry.values.first());
        let date =
            |value: &ICalendarValue| value.as_partial_date_time().and_then(|at| at.to_date_time());
        let offset = |name| match first(name)? {
            ICalendarValue::PartialDateTime(said) => {
                let (hours, minutes) =
                    (i32::from(said.tz_hour?), i32::from(said.tz_minute.unwrap_or(0)));
                let seconds = hours * 3600 + minutes * 60;
                (seconds <= 86_400).then_some(if said.tz_minus { -seconds } else { seconds })
            }
            _ => None,
        };
        let start = date(first(&ICalendarProperty::Dtstart)?)?.date_time;
        let (from, to) =
            (offset(&ICalendarProperty::Tzoffsetfrom)?, offset(&ICalendarProperty::Tzoffsetto)?);
        let mut all = vec![start];
        if let Some(rule) = first(&ICalendarProperty::Rrule) {
            let ICalendarValue::RecurrenceRule(rule) = rule else { return None };
            let end = rule.until.as_ref().and_then(|until| until.to_date_time());
            let end = end.map(|until| {
                if until.offset.is_some() {
                    later(until.date_time, from)
                } else {
                    Some(until.date_time)
                }
            });
            let last = self.until.and_hms_opt(23, 59, 59)?;
            let until = end.flatten().map_or(last, |end| end.min(last));
            all.extend(series::dates(&Rule { start, rule, until }, CHANGES)?);
        }
        for entry in part.properties(&ICalendarProperty::Rdate) {
            all.extend(entry.values.iter().filter_map(date).map(|found| found.date_time));
        }
        all.sort();
        all.dedup();
        Some(all.into_iter().map(|at| Change { at, from, to }).collect())
    }
}

/// The zone that a name means anywhere.
fn named(name: &str) -> Option<Tz> {
    let name = name.trim().trim_matches('"');
    let iana = |name: &str| name.parse::<Tz>().ok();
    iana(name).or_else(|| of_path(name).and_then(iana)).or_else(|| of_windows(name))
}

/// Takes the zone's name from the end of a path: its last three, two or one parts.
fn of_path(name: &str) -> Option<&str> {
    let rest = name.strip_prefix('/')?;
    let starts: Vec<usize> =
        std::iter::once(0).chain(rest.match_indices('/').map(|(at, _)| at + 1)).collect();
    let ends = starts.iter().rev().take(3).rev();
    ends.filter_map(|at| rest.get(*at..)).find(|end| end.parse::<Tz>().is_ok())
}

/// The zone of a name of Windows (CLDR), or of what it shows for it: `(UTC+09:00) Osaka, Sapporo,
/// Tokyo`.
fn of_windows(name: &str) -> Option<Tz> {
    let shown = name
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or(name, |(_, shown)| shown);
    match timezone::Tz::from_str(shown.trim()).ok()? {
        timezone::Tz::Tz(tz) => Some(tz),
        timezone::Tz::Fixed(_) | timezone::Tz::Floating => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_ianas_one_of_a_path_or_one_of_windows() {
        for (name, zone) in [
            ("Europe/London", "Europe/London"),
            ("/freeassociation.sourceforge.net/Europe/London", "Europe/London"),
            ("/a.org/2026_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
            ("GMT Standard Time", "Europe/London"),
            ("\"Eastern Standard Time\"", "America/New_York"),
            ("Tokyo Standard Time", "Asia/Tokyo"),
            ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"),
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("Romance Standard Time", "Europe/Paris"),
            ("China Standard Time", "Asia/Shanghai"),
            ("Korea Standard Time", "Asia/Seoul"),
            ("Singapore Standard Time", "Asia/Singapore"),
            ("India Standard Time", "Asia/Calcutta"),
            ("AUS Eastern Standard Time", "Australia/Sydney"),
            ("Pacific Standard Time", "America/Los_Angeles"),
            ("Central Standard Time", "America/Chicago"),
            ("Hawaiian Standard Time", "Pacific/Honolulu"),
        ] {
            assert_eq!(named(name).map(Tz::name), Some(zone), "{name}");
        }
        for name in ["", "Customized Time Zone", "(GMT+03.30) Somewhere", "/", "Home", "/x/Home"] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    const NEW_YORK: &str = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\n\
        TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nEND:STANDARD\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n\
        RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

    #[test]
    fn a_table_of_the_file_says_what_the_zone_of_the_iana_says() {
        let tables = [NEW_YORK.to_owned()];
        let mut zones = Zones::of(&tables, "2026-12-31".parse().expect("a day"));
        let (table, tz) =
            (zones.named("Ours").expect("a table"), Zone::Named(chrono_tz::America::New_York));
        for at in [
            "2026-03-08T01:59:00",
            "2026-03-08T02:30:00",
            "2026-03-08T03:00:00",
            "2026-07-01T12:00:00",
            "2026-11-01T00:59:00",
            "2026-11-01T01:30:00",
            "2026-11-01T02:00:00",
            "2026-12-24T12:00:00",
        ] {
            let at: NaiveDateTime = at.parse().expect("a time");
            let (ours, theirs) = (table.to_utc(at, Tz::UTC), tz.to_utc(at, Tz::UTC));
            assert_eq!(ours, theirs, "{at}");
            let utc = ours.expect("an instant");
            assert_eq!(table.of_utc(utc, Tz::UTC), tz.of_utc(utc, Tz::UTC), "{at}");
        }
        assert_eq!(zones.named("Theirs"), None);
    }
}
