//! One event of a calendar file: what it says of its time, in the zone it names.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarRecurrenceRule,
    ICalendarStatus, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::zone::{Zone, Zones};

/// The most characters of a title that are looked at.
const TITLE: usize = 200;

/// A moment as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// What the clock of its zone shows.
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

/// Why an event is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// Nobody knows the zone of this name.
    Zone(String),
    Other,
}

/// Reads the lines of an event, apart from all others: one that cannot be read keeps none of them out.
pub(super) fn read(lines: &str, zones: &mut Zones<'_>, own: Tz) -> Result<Event, Unread> {
    if !lines.lines().all(is_sound) {
        return Err(Unread::Other);
    }
    let Entry::ICalendar(read) = Parser::new(lines).strict().entry() else { return Err(Unread::Other) };
    let event = read.components.first().ok_or(Unread::Other)?;
    let one = |name: &ICalendarProperty, zones: &mut Zones<'_>| -> Result<Option<When>, Unread> {
        event.property(name).map(|entry| whens(entry, zones)?.into_iter().next().ok_or(Unread::Other)).transpose()
    };
    let start = one(&ICalendarProperty::Dtstart, zones)?.ok_or(Unread::Other)?;
    let end = one(&ICalendarProperty::Dtend, zones)?;
    let all = |name: &ICalendarProperty, zones: &mut Zones<'_>| -> Result<Vec<When>, Unread> {
        let mut all = Vec::new();
        for entry in event.properties(name) {
            all.append(&mut whens(entry, zones)?);
        }
        Ok(all)
    };
    let (further, except) = (all(&ICalendarProperty::Rdate, zones)?, all(&ICalendarProperty::Exdate, zones)?);
    let replaced = one(&ICalendarProperty::RecurrenceId, zones)?;
    let following = event.property(&ICalendarProperty::RecurrenceId);
    let following = following.is_some_and(|entry| entry.has_parameter(&ICalendarParameterName::Range));
    let text = |name| event.property(name).and_then(|entry| entry.values.first()?.as_text()).unwrap_or_default();
    Ok(Event {
        uid: text(&ICalendarProperty::Uid).to_owned(),
        title: text(&ICalendarProperty::Summary).replace(['\r', '\n'], " ").trim().chars().take(TITLE).collect(),
        minutes: minutes(event, &start, end.as_ref(), own),
        rule: rule(event)?,
        replaces: replaced.map(|when| (when, following)),
        cancelled: event.status() == Some(&ICalendarStatus::Cancelled),
        start,
        further,
        except,
    })
}

/// True if a time that stands in this line is written out as a time is, from its beginning to its end.
fn is_sound(line: &str) -> bool {
    let timed = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE"];
    let name = line.split([';', ':']).next().unwrap_or_default();
    let value = line.rsplit(':').next().unwrap_or_default().trim();
    let written = |c: char| c.is_ascii_digit() || matches!(c, 'T' | 't' | 'Z' | 'z' | '+' | '-' | ',');
    !timed.iter().any(|timed| timed.eq_ignore_ascii_case(name)) || value.chars().all(written)
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
fn minutes(event: &ICalendarComponent, start: &When, end: Option<&When>, own: Tz) -> Option<i64> {
    if !start.timed {
        return None;
    }
    match end {
        Some(end) => Some((end.utc(own)? - start.utc(own)?).num_minutes()),
        None => match event.property(&ICalendarProperty::Duration)?.values.first()? {
            ICalendarValue::Duration(long) => Some(long.to_time_delta()?.num_minutes()),
            _ => None,
        },
    }
}

/// The moments of a line: days, times in UTC, in a zone of a name, or without any.
fn whens(entry: &ICalendarEntry, zones: &mut Zones<'_>) -> Result<Vec<When>, Unread> {
    let zone = match entry.tz_id() {
        Some(name) => zones.named(name),
        None => Some(Zone::Floating),
    };
    let when = |value: &ICalendarValue| {
        let said = value.as_partial_date_time().ok_or(Unread::Other)?;
        let read = said.to_date_time().ok_or(Unread::Other)?;
        let timed = said.has_time();
        let zone = match (read.offset, &zone) {
            (Some(offset), _) => Zone::Fixed(offset),
            // A day is the same day everywhere.
            (None, _) if !timed => Zone::Floating,
            (None, Some(zone)) => zone.clone(),
            (None, None) => return Err(Unread::Zone(entry.tz_id().unwrap_or_default().to_owned())),
        };
        Ok(When { at: read.date_time, zone, timed })
    };
    entry.values.iter().map(when).collect()
}
