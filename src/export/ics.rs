//! Meetings as an iCalendar (RFC 5545): text without a word of any client's, lines folded at 75
//! octets, and the zone they are in. The libraries at hand give a VTIMEZONE a DTSTAMP and a UID and
//! read the clock, so lines are written here.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::summary::sha256;
use crate::method::calendar::{Meeting, State};
use crate::method::disclosure::Extent;
use crate::method::zone::Zones;
use crate::method::{Day, Id, Moment, Person, Session, Viewer, moment};
use crate::store::export::Export;
use crate::words::{Words, arg};

/// Tells how a calendar is written.
pub struct Style {
    pub words: &'static Words,
    /// The zones of the consultant's wall clock.
    pub zones: Zones,
    pub made: Moment,
    /// True if the client's initials stand in the title.
    pub initials: bool,
}

/// The line that is kept of handing over the file of one session.
pub fn record(session: &Session, viewer: &Viewer, bytes: &[u8], now: Moment) -> Export {
    Export {
        id: Id::fresh(),
        member: viewer.member.clone(),
        at: now,
        profile: "calendar".to_owned(),
        format: "ics".to_owned(),
        lang: viewer.lang,
        extent: Extent::session(session),
        as_of: moment::local(now, viewer.tz).date(),
        sha256: sha256(bytes),
    }
}

/// The octets of a line, its end not counted.
const WIDTH: usize = 75;

/// A calendar of these meetings, each with whom it is.
pub fn calendar(meetings: &[(&Person, Meeting)], style: &Style) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//ryokai//ryokai//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", &style.words.t("calendar-name"));
    let mut spans: BTreeMap<&str, (Tz, Day, Day)> = BTreeMap::new();
    for (_, meeting) in meetings {
        if let Some((end, minutes)) = meeting.hours {
            let tz = style.zones.at(meeting.recorded);
            let from = moment::minutes_after(end, -i64::from(minutes), tz);
            let span = spans.entry(tz.name()).or_insert((tz, from.date(), end.date()));
            *span = (tz, span.1.min(from.date()), span.2.max(end.date()));
        }
    }
    // A calendar without any part is none (RFC 5545 §3.4).
    if meetings.is_empty() {
        spans.insert("", (style.zones.now, style.made.date(), style.made.date()));
    }
    spans.into_values().for_each(|(tz, first, last)| out.zone(tz, first, last));
    for (person, meeting) in meetings {
        out.event(person, meeting, style);
    }
    out.line("END", "VCALENDAR");
    out.0
}

struct Lines(String);

impl Lines {
    /// A line whose value needs no escaping, folded so that no character is torn.
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in format!("{name}:{value}").chars() {
            if used + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line with a text of ours or of a name.
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::new();
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    fn event(&mut self, person: &Person, meeting: &Meeting, style: &Style) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{}.{}@ryokai", person.id, meeting.name));
        self.line("DTSTAMP", &format!("{}Z", stamp(style.made)));
        self.line("SEQUENCE", &meeting.sequence.to_string());
        match meeting.hours {
            Some((end, minutes)) => {
                let tz = style.zones.at(meeting.recorded);
                let end = moment::instant(end, tz);
                self.moment("DTSTART", end - TimeDelta::minutes(minutes.into()), tz);
                self.moment("DTEND", end, tz);
            }
            None => {
                let next = meeting.on.succ_opt().unwrap_or(meeting.on);
                self.line("DTSTART;VALUE=DATE", &meeting.on.format("%Y%m%d").to_string());
                self.line("DTEND;VALUE=DATE", &next.format("%Y%m%d").to_string());
                // The hour is not known, so the day is not taken.
                self.line("TRANSP", "TRANSPARENT");
            }
        }
        let status = match meeting.state {
            State::Planned | State::Held => "CONFIRMED",
            State::Cancelled => "CANCELLED",
        };
        self.line("STATUS", status);
        let words = style.words;
        let title = match style.initials {
            true => words.say("calendar-with", &[("initials", arg(initials(words.name(person))))]),
            false => words.t("calendar-session"),
        };
        self.text("SUMMARY", &title);
        self.line("END", "VEVENT");
    }

    /// A moment as a clock of the zone shows it, or in UTC where that clock shows the same at an
    /// earlier moment.
    fn moment(&mut self, name: &str, at: Moment, tz: Tz) {
        let shown = moment::local(at, tz);
        if moment::instant(shown, tz) == at {
            self.line(&format!("{name};TZID={}", tz.name()), &stamp(shown));
        } else {
            self.line(name, &format!("{}Z", stamp(at)));
        }
    }

    /// The zone over the years of these days: what holds at their beginning, and each change of the
    /// clock.
    fn zone(&mut self, tz: Tz, first: Day, last: Day) {
        let midnight =
            |year: i32| Day::from_ymd_opt(year, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
        let (Some(begin), Some(end)) = (midnight(first.year()), midnight(last.year() + 1)) else {
            return;
        };
        self.line("BEGIN", "VTIMEZONE");
        self.line("TZID", tz.name());
        let mut before = Observance::at(tz, begin);
        self.observance(begin, &before, &before);
        let mut day = begin;
        while day < end {
            let next = day + TimeDelta::days(1);
            let after = Observance::at(tz, next);
            if after != before {
                let onset = change(tz, day, next);
                self.observance(onset + TimeDelta::seconds(before.offset.into()), &before, &after);
                before = after;
            }
            day = next;
        }
        self.line("END", "VTIMEZONE");
    }

    fn observance(&mut self, local: NaiveDateTime, from: &Observance, to: &Observance) {
        let kind = if to.summer { "DAYLIGHT" } else { "STANDARD" };
        self.line("BEGIN", kind);
        self.line("DTSTART", &stamp(local));
        self.line("TZOFFSETFROM", &offset(from.offset));
        self.line("TZOFFSETTO", &offset(to.offset));
        self.text("TZNAME", &to.name);
        self.line("END", kind);
    }
}

/// Holds what a zone's clocks show.
#[derive(PartialEq)]
struct Observance {
    /// Seconds east of UTC.
    offset: i32,
    summer: bool,
    name: String,
}

impl Observance {
    fn at(tz: Tz, utc: NaiveDateTime) -> Observance {
        let here = tz.offset_from_utc_datetime(&utc);
        Observance {
            offset: here.fix().local_minus_utc(),
            summer: here.dst_offset() != TimeDelta::zero(),
            name: here.abbreviation().unwrap_or_default().to_owned(),
        }
    }
}

/// The second, in UTC, at which the clocks of a zone change between two moments.
fn change(tz: Tz, mut from: NaiveDateTime, mut to: NaiveDateTime) -> NaiveDateTime {
    let before = Observance::at(tz, from);
    while to - from > TimeDelta::seconds(1) {
        let middle = from + TimeDelta::seconds((to - from).num_seconds() / 2);
        if Observance::at(tz, middle) == before { from = middle } else { to = middle }
    }
    to
}

fn offset(seconds: i32) -> String {
    let (sign, abs) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let mut out = format!("{sign}{:02}{:02}", abs / 3600, abs / 60 % 60);
    if abs % 60 != 0 {
        // Writing to a String cannot fail.
        let _ = write!(out, "{:02}", abs % 60);
    }
    out
}

fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

/// The first letter of each part of a name, three at most.
fn initials(name: &str) -> String {
    let first = |part: &str| part.chars().next().map(|c| c.to_uppercase().collect::<String>());
    name.split([' ', '\u{3000}', '\u{30fb}']).filter_map(first).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_it_may_be_and_no_character_is_torn() {
        let mut lines = Lines(String::new());
        let text = "面談, 「二人」で; 話す\\\n次へ ".repeat(9);
        lines.text("SUMMARY", &text);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= WIDTH), "{}", lines.0);
        let unfolded = lines.0.replace("\r\n ", "");
        let back = unfolded.trim_end().trim_start_matches("SUMMARY:").replace("\\n", "\n");
        let back = back.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(back, text.trim_end());
    }

    #[test]
    fn a_zone_says_when_its_clocks_change() {
        let mut lines = Lines(String::new());
        let day = |s: &str| s.parse::<Day>().expect("a day");
        lines.zone(chrono_tz::Europe::London, day("2026-02-01"), day("2026-12-01"));
        let summer = "BEGIN:DAYLIGHT\r\nDTSTART:20260329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n";
        let winter = "BEGIN:STANDARD\r\nDTSTART:20261025T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n";
        assert!(lines.0.contains(summer) && lines.0.contains(winter), "{}", lines.0);
        assert_eq!(lines.0.matches("BEGIN:STANDARD").count(), 2);
    }

    #[test]
    fn initials_are_the_first_letters_of_a_name() {
        assert_eq!(initials("Tom Beckett"), "TB");
        assert_eq!(initials("水野 直樹"), "水直");
        assert_eq!(initials("トム・ベケット"), "トベ");
    }
}
