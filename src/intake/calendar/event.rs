//! One event of a calendar file: what it says of its time, in the zone it names.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarStatus, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::zone::{Zone, Zones};
use crate::intake::written::{clock, length};

/// The most characters of a title that are looked at.
const TITLE: usize = 200;

/// A moment as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// Holds what the clock of its zone shows.
    pub at: NaiveDateTime,
    pub zone: Zone,
    /// False for a day without an hour.
    pub timed: bool,
}

impl When {
    /// The instant.
    pub fn utc(&self, own: Tz) -> Option<NaiveDateTime> {
        self.zone.to_utc(self.at, own)
    }
}

/// An event, as far as it matters here.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub uid: String,
    pub title: String,
    pub start: When,
    /// Its length in minutes, where it had hours.
    pub minutes: Option<i64>,
    pub rule: Option<ICalendarRecurrenceRule>,
    /// Further times, and times that do not take place.
    pub further: Vec<When>,
    pub except: Vec<When>,
    /// Of a series, the time for which this stands, and whether for all that follow as well.
    pub replaces: Option<(When, bool)>,
    pub cancelled: bool,
}

/// Names why an event is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// Nobody knows the zone of this name.
    Zone(String),
    Other,
}

/// Reads the lines of an event, apart from all others: one that cannot be read keeps none of them
/// out.
pub(super) fn read(lines: &str, zones: &mut Zones<'_>, own: Tz) -> Result<Event, Unread> {
    let Entry::ICalendar(read) = Parser::new(lines).strict().entry() else {
        return Err(Unread::Other);
    };
    let event = read.components.first().ok_or(Unread::Other)?;
    let one = |name: &ICalendarProperty, zones: &mut Zones<'_>| -> Result<Option<When>, Unread> {
        let first = whens(event, (name, lines), zones)?.into_iter().next();
        if event.property(name).is_some() { first.ok_or(Unread::Other).map(Some) } else { Ok(None) }
    };
    let start = one(&ICalendarProperty::Dtstart, zones)?.ok_or(Unread::Other)?;
    let end = one(&ICalendarProperty::Dtend, zones)?;
    let further = whens(event, (&ICalendarProperty::Rdate, lines), zones)?;
    let except = whens(event, (&ICalendarProperty::Exdate, lines), zones)?;
    let replaced = one(&ICalendarProperty::RecurrenceId, zones)?;
    let following = event.property(&ICalendarProperty::RecurrenceId);
    let following =
        following.is_some_and(|entry| entry.has_parameter(&ICalendarParameterName::Range));
    let text = |name| {
        event.property(name).and_then(|entry| entry.values.first()?.as_text()).unwrap_or_default()
    };
    Ok(Event {
        uid: text(&ICalendarProperty::Uid).to_owned(),
        title: text(&ICalendarProperty::Summary)
            .replace(['\r', '\n'], " ")
            .trim()
            .chars()
            .take(TITLE)
            .collect(),
        minutes: minutes(lines, &start, end.as_ref(), own),
        rule: rule(event)?,
        replaces: replaced.map(|when| (when, following)),
        cancelled: event.status() == Some(&ICalendarStatus::Cancelled),
        start,
        further,
        except,
    })
}

/// The value of each line that has this property name, without the name and its parameters.
fn written<'l>(lines: &'l str, name: &str) -> impl Iterator<Item = &'l str> {
    let named = lines.lines().filter(move |line| {
        let end = line.find([';', ':']).unwrap_or(line.len());
        line[..end].eq_ignore_ascii_case(name)
    });
    named.filter_map(value)
}

/// The value of a line: behind the first colon that stands in no quotation marks.
fn value(line: &str) -> Option<&str> {
    let mut quoted = false;
    let colon = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    Some(line[colon + 1..].trim())
}

fn rule(event: &ICalendarComponent) -> Result<Option<ICalendarRecurrenceRule>, Unread> {
    let rules: Vec<&ICalendarEntry> = event.properties(&ICalendarProperty::Rrule).collect();
    match rules.as_slice() {
        [] => Ok(None),
        [one] => match one.values.first() {
            Some(ICalendarValue::RecurrenceRule(rule)) => Ok(Some((**rule).clone())),
            _ => Err(Unread::Other),
        },
        // Several rules are no longer allowed, and what they mean together is not agreed.
        _ => Err(Unread::Other),
    }
}

/// Its length: to its end, or as long as it says.
fn minutes(lines: &str, start: &When, end: Option<&When>, own: Tz) -> Option<i64> {
    if !start.timed {
        return None;
    }
    match end {
        Some(end) => Some((end.utc(own)? - start.utc(own)?).num_minutes()),
        None => length::read(written(lines, "DURATION").next()?).map(i64::from),
    }
}

/// The moments of a property, by the one reader of days and times: days, times in UTC, in a zone of
/// a name, or without any.
fn whens(
    event: &ICalendarComponent,
    (name, lines): (&ICalendarProperty, &str),
    zones: &mut Zones<'_>,
) -> Result<Vec<When>, Unread> {
    let mut out = Vec::new();
    let entries: Vec<&ICalendarEntry> = event.properties(name).collect();
    let values: Vec<&str> = written(lines, name.as_str()).collect();
    if entries.len() != values.len() {
        return Err(Unread::Other);
    }
    for (entry, value) in entries.into_iter().zip(values) {
        for one in value.split(',') {
            out.push(when(entry, one, zones)?);
        }
    }
    Ok(out)
}

fn when(entry: &ICalendarEntry, value: &str, zones: &mut Zones<'_>) -> Result<When, Unread> {
    let read = clock::stamp(value).ok_or(Unread::Other)?;
    let zone = match (read.at, read.offset, entry.tz_id()) {
        (Some(_), Some(offset), _) => Zone::Fixed(offset),
        // A day is the same day everywhere.
        (None, ..) | (_, _, None) => Zone::Floating,
        (Some(_), None, Some(name)) => {
            zones.named(name).ok_or_else(|| Unread::Zone(name.to_owned()))?
        }
    };
    Ok(When { at: read.on.and_time(read.at.unwrap_or_default()), zone, timed: read.at.is_some() })
}
