//! Times of day, alone or behind a day: 9:30, 午後9時半, 9 pm, 2026-03-31T23:30:00Z. A moment of
//! another zone is brought to the reader's own clock.

use chrono::{FixedOffset, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::day::{self, DayFault, Seen};
use super::order::Habit;
use super::{figure, plain};
use crate::method::Day;
use crate::method::moment::{Moment, local};

/// A day, perhaps with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub on: Day,
    pub at: Option<NaiveTime>,
    /// The moment, if the zone was written, too: then the day is that of the reader's clock,
    /// whatever was written.
    pub utc: Option<Moment>,
}

/// The time that is written, all of it.
pub fn read(written: &str) -> Option<NaiveTime> {
    let s = plain(written);
    let s = s.trim_start_matches('t').trim();
    if matches!(s, "noon" | "正午") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let (s, half) = halved(s);
    let (hour, minute, (second, micro)) = if let Some((hour, rest)) = s.split_once('時') {
        let minute = match rest.trim() {
            "" => 0,
            "半" => 30,
            rest => figure(rest.strip_suffix('分')?.trim(), 2)?,
        };
        (figure(hour.trim(), 2)?, minute, (0, 0))
    } else {
        let mut parts = s.split(if half.is_some() && !s.contains(':') { '.' } else { ':' });
        let hour = figure(parts.next()?.trim(), 2)?;
        let minute = match parts.next() {
            Some(minute) => figure(minute, 2).filter(|_| minute.len() == 2)?,
            // An hour alone is a time only beside the half of the day.
            None => half.map(|_| 0)?,
        };
        let second = parts.next().map_or(Some((0, 0)), seconds)?;
        if parts.next().is_some() {
            return None;
        }
        (hour, minute, second)
    };
    let hour = match half {
        Some(0) if hour > 12 => return None,
        Some(_) if hour > 23 => return None,
        Some(after) => hour % 12 + after,
        None => hour,
    };
    NaiveTime::from_hms_micro_opt(hour, minute, second, micro)
}

/// Seconds and their millionths.
fn seconds(s: &str) -> Option<(u32, u32)> {
    let (whole, part) = s.split_once('.').unwrap_or((s, "0"));
    // Finer than that nothing is kept; more figures than nine nobody writes.
    let nanos = figure(part, 9)? * 10_u32.pow(u32::try_from(9 - part.len()).ok()?);
    Some((figure(whole, 2)?, nanos / 1000))
}

/// Tells what stands beside the half of the day, and the hours to add for it.
fn halved(s: &str) -> (String, Option<u32>) {
    for (word, hours) in [("午前", 0), ("午後", 12)] {
        if let Some(rest) = s.strip_prefix(word) {
            return (rest.trim().to_owned(), Some(hours));
        }
    }
    for (word, hours) in [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)] {
        let rest = s.strip_suffix(word).or_else(|| s.strip_prefix(word));
        if let Some(rest) = rest {
            return (rest.trim().to_owned(), Some(hours));
        }
    }
    (s.to_owned(), None)
}

/// Two times with a dash or a tilde between them, or with `to`: 9:00-10:30, 午前9時〜10時半.
pub fn span(written: &str) -> Option<(NaiveTime, NaiveTime)> {
    let s = plain(written);
    let (from, until) = s
        .split_once(['-', '~'])
        .or_else(|| s.split_once(" to "))
        .or_else(|| s.split_once("から"))?;
    let (from, until) = (from.trim(), until.trim().trim_end_matches("まで"));
    let (start, end) = (read(from)?, read(until)?);
    // The half of the day that is named once is that of both.
    let once = halved(from).1.is_some() && halved(until).1.is_none();
    let later = end.overflowing_add_signed(TimeDelta::hours(12)).0;
    Some((start, if once && end < start && later > start { later } else { end }))
}

/// A day with its year as a program writes it, and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub on: Day,
    pub at: Option<NaiveTime>,
    /// Its distance from UTC, where that is written.
    pub offset: Option<FixedOffset>,
}

/// The moment that is written, all of it, the same from wherever it is seen: 20260331T233000Z,
/// 2026-03-31.
pub fn stamp(written: &str) -> Option<Stamp> {
    if let Some(on) = day::dated(written, Habit::default()) {
        return Some(Stamp { on, at: None, offset: None });
    }
    let (date, time) = parted(written)?;
    let (at, offset) = time?;
    Some(Stamp { on: day::dated(&date, Habit::default())?, at: Some(at), offset })
}

/// The day that is written, with or without a time behind it.
pub fn when(written: &str, seen: &Seen, own: Tz) -> Result<When, DayFault> {
    let alone = match day::read(written, seen) {
        Ok(on) => return Ok(When { on, at: None, utc: None }),
        Err(why) => why,
    };
    let Some((date, Some((at, offset)))) = parted(written) else { return Err(alone) };
    let on = day::read(&date, seen)?;
    let Some(offset) = offset else { return Ok(When { on, at: Some(at), utc: None }) };
    let utc = on.and_time(at).checked_sub_offset(offset).ok_or(DayFault::Unreadable)?;
    let own = local(utc, own);
    Ok(When { on: own.date(), at: Some(own.time()), utc: Some(utc) })
}

type Time = (NaiveTime, Option<FixedOffset>);

/// Tells what is written before a time, and that time with its zone; the whole where there is none.
/// None for nothing.
pub(super) fn parted(written: &str) -> Option<(String, Option<Time>)> {
    let s = plain(written);
    let found = s.char_indices().skip(1).find_map(|(at, c)| {
        let before = s[..at].chars().next_back()?;
        let rest = &s[at..];
        let begins = match c {
            't' => before.is_ascii_digit() && rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            ' ' | ',' => true,
            _ => matches!(before, '日' | ')'),
        };
        let rest = rest.trim_start_matches([' ', ',', 't', '、']);
        let time = if begins {
            zoned(&if c == 't' { apart(rest) } else { rest.to_owned() })
        } else {
            None
        };
        time.map(|time| (s[..at].trim_end_matches([' ', ',', '、']).to_owned(), Some(time)))
    });
    let whole = (!s.is_empty()).then(|| (s.clone(), None));
    found.or(whole)
}

/// A time whose figures stand together behind a T, as calendars write it, with marks between them:
/// 233000, 2330.
fn apart(s: &str) -> String {
    let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    match (end, s.split_at(end)) {
        (6, (time, rest)) => format!("{}:{}:{}{rest}", &time[..2], &time[2..4], &time[4..]),
        (4, (time, rest)) => format!("{}:{}{rest}", &time[..2], &time[2..]),
        _ => s.to_owned(),
    }
}

/// A time with or without its distance from UTC.
fn zoned(s: &str) -> Option<Time> {
    // The name of a zone behind its distance says nothing more.
    let s = s.strip_suffix(')').and_then(|s| s.rsplit_once('(')).map_or(s, |(s, _)| s.trim());
    for (name, hours) in [("z", 0), ("utc", 0), ("gmt", 0), ("jst", 9)] {
        if let Some(at) = s.strip_suffix(name).and_then(|s| read(s.trim())) {
            return Some((at, FixedOffset::east_opt(hours * 3600)));
        }
    }
    let Some(sign) = s.rfind(['+', '-']) else { return Some((read(s)?, None)) };
    let at = s[..sign].trim().trim_end_matches("gmt").trim_end_matches("utc");
    let (at, offset) = (read(at.trim())?, s[sign + 1..].replace(':', ""));
    let hours = figure(offset.get(..2)?, 2)?;
    let minutes = if offset.len() == 2 {
        0
    } else {
        figure(&offset[2..], 2).filter(|_| offset.len() == 4)?
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let seconds = if s[sign..].starts_with('-') { -seconds } else { seconds };
    Some((at, Some(FixedOffset::east_opt(seconds)?)))
}
