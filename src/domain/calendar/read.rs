//! Somebody else's calendar, read for sessions that may be logged. It proposes and decides nothing; what it cannot read
//! it leaves out and counts.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use icalendar::parser::{Component, Property, read_calendar};

use super::parts::events;
use crate::domain::incoming::{Fault, decode};
use crate::domain::moment::local;
use crate::domain::person::{Called, called};
use crate::domain::{Day, Id, Person};

/// What is proposed at most; the latest are.
const MOST: usize = 500;
/// Events that are looked at; a calendar of many years has no more.
const EVENTS: usize = 20_000;
/// Parts of a title that may be a name.
const PARTS: usize = 8;

/// An event that may have been a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    pub title: String,
    pub on: Day,
    /// Its length in clock minutes, where it had hours.
    pub minutes: Option<u32>,
    /// The client whose name stands in the title, if it is one alone.
    pub client: Option<Id>,
}

/// What a calendar proposes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The latest first.
    pub proposed: Vec<Proposed>,
    /// Events that could not be read, that repeat, or that are older than the most that is proposed.
    pub left_out: usize,
}

/// What a calendar proposes up to `today`; times are brought to the consultant's zone.
pub fn read(bytes: &[u8], people: &[Person], (tz, today): (Tz, Day)) -> Result<Reading, Fault> {
    let events = events(&decode(bytes)?.text)?;
    let mut reading = Reading { left_out: events.len().saturating_sub(EVENTS), ..Reading::default() };
    for event in events.iter().take(EVENTS) {
        match one(event, tz) {
            Some(one) if one.on <= today => reading.proposed.push(one),
            // What is still to come cannot have been held.
            Some(_) => {}
            None => reading.left_out += 1,
        }
    }
    reading.proposed.sort_by_key(|one| std::cmp::Reverse(one.on));
    reading.left_out += reading.proposed.len().saturating_sub(MOST);
    reading.proposed.truncate(MOST);
    for one in &mut reading.proposed {
        one.client = client(&one.title, people);
    }
    Ok(reading)
}

/// The event of these lines, read apart from all others: one that cannot be read keeps none of them out.
fn one(lines: &str, tz: Tz) -> Option<Proposed> {
    let text = format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n");
    let calendar = read_calendar(&text).ok()?;
    proposed(calendar.components.first()?, tz)
}

fn proposed(event: &Component<'_>, tz: Tz) -> Option<Proposed> {
    let value = |name: &str| event.find_prop(name).map(|property| property.val.as_str());
    // A series would need each of its days; somebody who was called off was not met.
    if event.find_prop("RRULE").is_some() || value("STATUS") == Some("CANCELLED") {
        return None;
    }
    let start = moment(event.find_prop("DTSTART")?, tz)?;
    let end = event.find_prop("DTEND").and_then(|property| moment(property, tz));
    let title = unescaped(value("SUMMARY").unwrap_or_default());
    let minutes = end.filter(|_| start.timed).map(|end| (end.at - start.at).num_minutes());
    Some(Proposed {
        on: start.at.date(),
        minutes: minutes.and_then(|n| u32::try_from(n).ok()).filter(|n| (1..=24 * 60).contains(n)),
        client: None,
        title,
    })
}

struct When {
    at: NaiveDateTime,
    timed: bool,
}

/// A date, a time in a zone, in UTC or without any, as the consultant's clock shows it.
fn moment(property: &Property<'_>, own: Tz) -> Option<When> {
    let value = property.val.as_str();
    if let Ok(day) = Day::parse_from_str(value, "%Y%m%d") {
        return Some(When { at: day.and_hms_opt(0, 0, 0)?, timed: false });
    }
    let at = NaiveDateTime::parse_from_str(value.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok()?;
    let zone = property.params.iter().find(|p| p.key.as_str() == "TZID");
    let zone = zone.and_then(|p| p.val.as_ref()).and_then(|name| name.as_str().trim_matches('"').parse::<Tz>().ok());
    let at = match zone {
        _ if value.ends_with('Z') => local(at, own),
        Some(zone) => local(zone.from_local_datetime(&at).earliest()?.naive_utc(), own),
        None => at,
    };
    Some(When { at, timed: true })
}

fn unescaped(text: &str) -> String {
    let text = text.replace("\\n", " ").replace("\\N", " ");
    text.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\").chars().take(200).collect()
}

/// What Japanese writes behind a name: san and sama.
const HONORIFICS: [&str; 2] = ["\u{3055}\u{3093}", "\u{69d8}"];

/// Who is called as the title says, or as one of its parts.
fn client(title: &str, people: &[Person]) -> Option<Id> {
    let one = |name: &str| match called(
        people,
        HONORIFICS.iter().fold(name.trim(), |name, after| name.trim_end_matches(after)),
    ) {
        Called::One(person) => Some(person.id.clone()),
        Called::Several(_) | Called::Nobody => None,
    };
    one(title).or_else(|| {
        let mut found = title.split(['(', ')', ':', '-', '/', ',', '(', ')', ':', '、']).take(PARTS).filter_map(one);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    fn people() -> Vec<Person> {
        ["Tom Beckett", "Kana Hayakawa"]
            .iter()
            .map(|name| {
                Person::named(name.replace(' ', "-").parse().expect("an id"), name.parse().expect("a name"), Lang::En)
            })
            .collect()
    }

    fn calendar(events: &[&str]) -> String {
        let events: String =
            events.iter().map(|event| format!("BEGIN:VEVENT\r\nUID:x\r\n{event}\r\nEND:VEVENT\r\n")).collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n")
    }

    fn reading(events: &[&str]) -> Reading {
        let today = "2026-01-15".parse().expect("a day");
        read(calendar(events).as_bytes(), &people(), (chrono_tz::Asia::Tokyo, today)).expect("a calendar")
    }

    #[test]
    fn times_of_any_zone_are_those_of_the_consultant() {
        for (start, end) in [
            ("DTSTART:20260109T160000Z", "DTEND:20260109T170000Z"),
            ("DTSTART;TZID=Europe/London:20260109T160000", "DTEND;TZID=Europe/London:20260109T170000"),
            ("DTSTART:20260110T010000", "DTEND:20260110T020000"),
        ] {
            let got = reading(&[&format!("{start}\r\n{end}\r\nSUMMARY:Coaching: Tom Beckett")]).proposed.remove(0);
            assert_eq!((got.on.to_string().as_str(), got.minutes), ("2026-01-10", Some(60)), "{start}");
            assert_eq!(got.client.map(|id| id.to_string()).as_deref(), Some("Tom-Beckett"));
        }
    }

    #[test]
    fn what_is_to_come_repeats_or_was_called_off_is_not_proposed() {
        let read = reading(&[
            "DTSTART;VALUE=DATE:20260109\r\nSUMMARY:Lunch\\, long",
            "DTSTART:20260301T010000Z\r\nSUMMARY:later",
            "DTSTART:20260101T010000Z\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:series",
            "DTSTART:20260101T010000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:off",
            "DTSTART:soon\r\nSUMMARY:broken",
        ]);
        let [only] = read.proposed.as_slice() else { panic!("{read:?}") };
        assert_eq!((only.title.as_str(), only.minutes, &only.client), ("Lunch, long", None, &None));
        assert_eq!(read.left_out, 3);
    }

    #[test]
    fn an_event_that_cannot_be_read_keeps_none_of_the_others_out() {
        let read = reading(&["DTSTART:20260101T010000Z\r\nnot a line\r\nSUMMARY:broken", "DTSTART:20260102T010000Z"]);
        assert_eq!((read.proposed.len(), read.left_out), (1, 1), "{read:?}");
    }

    #[test]
    fn of_a_long_calendar_the_latest_are_proposed() {
        let days: Vec<String> = (0..600).map(|n| format!("DTSTART:{}01", 197_601 + n / 12 * 100 + n % 12)).collect();
        let read = reading(&days.iter().map(String::as_str).collect::<Vec<_>>());
        let days = read.proposed.iter().map(|one| one.on);
        assert_eq!((days.max(), read.proposed.len(), read.left_out), ("2025-12-01".parse().ok(), MOST, 100));
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        let today = "2026-01-15".parse().expect("a day");
        let folded = format!("BEGIN:VCALENDAR\r\n{}", "B\r\n EGIN:V\r\n".repeat(50_000));
        let nested = "BEGIN:VCALENDAR\r\n".repeat(50_000);
        for text in ["", "hello", "<html>", "BEGIN:VCARD\r\nEND:VCARD", &nested, &folded] {
            assert!(read(text.as_bytes(), &[], (chrono_tz::UTC, today)).is_err());
        }
    }
}
