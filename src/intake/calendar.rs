//! Somebody else's calendar, read for sessions that may be logged. It proposes and decides nothing;
//! what it cannot read it leaves out and tells.

mod event;
mod parts;
mod series;
mod title;
mod zone;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;

use crate::intake::incoming::Fault;
use crate::method::moment::{LocalTime, local};
use crate::method::{Day, Id, Person};
use event::{Event, Unread};
use series::Rule;
use title::Titles;
use zone::{Zone, Zones};

/// Names what is proposed at most; the latest are.
const MOST: usize = 500;
/// Events that are looked at; a calendar of many years has no more.
const EVENTS: usize = 20_000;
/// Series that are spelled out, and the times of all of them together.
const SERIES: usize = 300;
const TIMES: usize = 200_000;
/// As how many a series counts whose days never come: to find that out takes long.
const BARREN: usize = 30;

/// An event that may have been a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    pub title: String,
    pub on: Day,
    /// Tells when it began on the consultant's clock, where it had hours.
    pub at: Option<LocalTime>,
    /// Its length in minutes, where it had hours.
    pub minutes: Option<u32>,
    /// The clients whose names stand in the title.
    pub clients: Vec<Id>,
    /// True if no zone was written.
    pub floating: bool,
}

/// Holds what a calendar proposes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The latest first.
    pub proposed: Vec<Proposed>,
    /// Events that could not be read, that were called off, or that are older than the most that is
    /// proposed.
    pub left_out: usize,
    /// Events in zones that nobody knows, by the name of the zone.
    pub unknown_zones: BTreeMap<String, usize>,
}

impl Reading {
    /// Tells how many of those proposed have no zone and count as the consultant's own time.
    pub fn floating(&self) -> usize {
        self.proposed.iter().filter(|one| one.floating).count()
    }
}

/// Tells what a calendar proposes up to `today`; times are brought to the consultant's zone.
pub fn read(bytes: &[u8], people: &[Person], (own, today): (Tz, Day)) -> Result<Reading, Fault> {
    let parts = parts::read(bytes)?;
    let mut zones = Zones::of(&parts.zones, today);
    let mut reader =
        Reader { own, today, times: TIMES, series: SERIES, reading: Reading::default() };
    reader.reading.left_out = parts.events.len().saturating_sub(EVENTS);
    let mut events = Vec::new();
    for lines in parts.events.iter().take(EVENTS) {
        match event::read(lines, &mut zones, own) {
            Ok(event) => events.push(event),
            Err(Unread::Zone(name)) => *reader.reading.unknown_zones.entry(name).or_default() += 1,
            Err(Unread::Other) => reader.reading.left_out += 1,
        }
    }
    let replaced = Replaced::of(&events, own);
    for event in &events {
        reader.take(event, &replaced);
    }
    Ok(reader.reading.ended(people))
}

impl Reading {
    /// The latest, with whom each names.
    fn ended(mut self, people: &[Person]) -> Reading {
        self.proposed.sort_by_key(|one| std::cmp::Reverse((one.on, one.at)));
        self.left_out += self.proposed.len().saturating_sub(MOST);
        self.proposed.truncate(MOST);
        let titles = Titles::of(people);
        for one in &mut self.proposed {
            one.clients = titles.named(&one.title);
        }
        self
    }
}

/// The times of series for which other events stand.
#[derive(Default)]
struct Replaced<'e> {
    single: HashMap<&'e str, HashSet<NaiveDateTime>>,
    /// From when on another event stands for all that follow.
    following: HashMap<&'e str, NaiveDateTime>,
}

impl<'e> Replaced<'e> {
    fn of(events: &'e [Event], own: Tz) -> Replaced<'e> {
        let mut out = Replaced::default();
        for event in events {
            let Some((at, following)) =
                event.replaces.as_ref().and_then(|(when, f)| Some((when.utc(own)?, *f)))
            else {
                continue;
            };
            out.single.entry(&event.uid).or_default().insert(at);
            if following {
                let from = out.following.entry(&event.uid).or_insert(at);
                *from = at.min(*from);
            }
        }
        out
    }

    fn has(&self, uid: &str, at: NaiveDateTime) -> bool {
        self.single.get(uid).is_some_and(|times| times.contains(&at))
            || self.following.get(uid).is_some_and(|from| *from <= at)
    }
}

struct Reader {
    own: Tz,
    today: Day,
    /// Counts how many times and series may still be spelled out.
    times: usize,
    series: usize,
    reading: Reading,
}

impl Reader {
    fn take(&mut self, event: &Event, replaced: &Replaced<'_>) {
        // A cancelled event was not held.
        if event.cancelled {
            self.reading.left_out += 1;
        } else if event.rule.is_none() && event.further.is_empty() {
            self.propose(event, event.start.at);
            // Anything that follows from it on is not spelled out, and counts once.
            self.reading.left_out +=
                usize::from(event.replaces.as_ref().is_some_and(|(_, following)| *following));
        } else if event.replaces.is_some() || self.series == 0 {
            self.reading.left_out += 1;
        } else {
            self.series -= 1;
            match self.all(event, replaced) {
                Some(times) => times.into_iter().for_each(|at| self.propose(event, at)),
                None => self.reading.left_out += 1,
            }
        }
    }

    /// The times of a series on the clock of its zone, without those that do not take place; none
    /// if they cannot be read.
    fn all(&mut self, event: &Event, replaced: &Replaced<'_>) -> Option<Vec<NaiveDateTime>> {
        let (start, own) = (&event.start, self.own);
        let mut all = vec![start.at];
        if let Some(rule) = &event.rule {
            let last = self.today.succ_opt()?.and_hms_opt(23, 59, 59)?;
            let end = rule.until.as_ref().map(|until| self.until(until, &start.zone));
            let until = end.map_or(Some(last), |end| end.map(|end| end.min(last)))?;
            all = series::dates(&Rule { start: start.at, rule, until }, self.times)?;
            self.times -= all.len().min(self.times);
            if all.is_empty() && start.at <= until {
                self.series = self.series.saturating_sub(BARREN);
                return None;
            }
            if self.times == 0 {
                return None;
            }
        }
        let shown = |utc| start.zone.of_utc(utc, own);
        for further in &event.further {
            all.push(if start.timed { shown(further.utc(own)?)? } else { further.at });
        }
        all.sort();
        all.dedup();
        let mut except = HashSet::new();
        for gone in &event.except {
            // A day without an hour stands for all of that day.
            except.insert(if gone.timed {
                shown(gone.utc(own)?)?
            } else {
                gone.at.date().and_time(start.at.time())
            });
        }
        let stays = |at: &NaiveDateTime| {
            let utc = start.zone.to_utc(*at, own);
            !except.contains(at) && !utc.is_some_and(|utc| replaced.has(&event.uid, utc))
        };
        all.retain(stays);
        Some(all)
    }

    /// The end of a rule on the clock of its zone.
    fn until(
        &self,
        until: &calcard::common::PartialDateTime,
        zone: &Zone,
    ) -> Option<NaiveDateTime> {
        let read = until.to_date_time()?;
        match read.offset {
            Some(offset) => {
                let utc = read
                    .date_time
                    .checked_sub_signed(TimeDelta::seconds(offset.local_minus_utc().into()))?;
                zone.of_utc(utc, self.own)
            }
            None if until.has_time() => Some(read.date_time),
            None => read.date_time.date().and_hms_opt(23, 59, 59),
        }
    }

    /// Proposes an event at this time of its zone, unless it is still to come: then it cannot have
    /// been held.
    fn propose(&mut self, event: &Event, at: NaiveDateTime) {
        let start = &event.start;
        let own = match start.timed {
            true => start.zone.to_utc(at, self.own).map(|utc| local(utc, self.own)),
            false => Some(at),
        };
        let Some(own) = own else {
            self.reading.left_out += 1;
            return;
        };
        if own.date() <= self.today {
            let minutes = event
                .minutes
                .and_then(|n| u32::try_from(n).ok())
                .filter(|n| (1..=24 * 60).contains(n));
            self.reading.proposed.push(Proposed {
                title: event.title.clone(),
                on: own.date(),
                at: Some(own).filter(|_| start.timed),
                minutes,
                clients: Vec::new(),
                floating: start.timed && start.zone == Zone::Floating,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;

    fn people() -> Vec<Person> {
        ["Tom Beckett", "Kana Hayakawa"]
            .iter()
            .map(|name| {
                Person::named(
                    name.replace(' ', "-").parse().expect("an id"),
                    name.parse().expect("a name"),
                    Lang::En,
                )
            })
            .collect()
    }

    fn calendar(events: &[&str]) -> String {
        let events: String = events
            .iter()
            .map(|event| format!("BEGIN:VEVENT\r\nUID:x\r\n{event}\r\nEND:VEVENT\r\n"))
            .collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n")
    }

    fn of(events: &[&str], own: Tz) -> Reading {
        let today = "2026-01-15".parse().expect("a day");
        read(calendar(events).as_bytes(), &people(), (own, today)).expect("a calendar")
    }

    fn reading(events: &[&str]) -> Reading {
        of(events, chrono_tz::Asia::Tokyo)
    }

    /// Tells when each began, the earliest first.
    fn times(reading: &Reading) -> Vec<String> {
        reading
            .proposed
            .iter()
            .rev()
            .map(|one| one.at.expect("an hour").format("%m-%d %H:%M").to_string())
            .collect()
    }

    #[test]
    fn times_of_any_zone_are_those_of_the_consultant() {
        for (start, end, floating) in [
            ("DTSTART:20260109T160000Z", "DTEND:20260109T170000Z", 0),
            ("DTSTART;TZID=Europe/London:20260109T160000", "DURATION:PT1H", 0),
            (
                "DTSTART;TZID=GMT Standard Time:20260109T160000",
                "DTEND;TZID=Europe/London:20260109T170000",
                0,
            ),
            ("DTSTART:20260110T010000", "DTEND:20260110T020000", 1),
        ] {
            let read = reading(&[&format!("{start}\r\n{end}\r\nSUMMARY:Coaching: Tom Beckett")]);
            assert_eq!(
                (times(&read), read.floating()),
                (vec!["01-10 01:00".to_owned()], floating),
                "{start}"
            );
            assert_eq!(read.proposed[0].minutes, Some(60), "{start}");
            assert_eq!(read.proposed[0].clients[0].as_str(), "Tom-Beckett");
        }
    }

    #[test]
    fn a_zone_that_nobody_knows_is_told_and_never_guessed() {
        let read = reading(&[
            "DTSTART;TZID=Home:20260109T160000",
            "DTSTART;TZID=Home;VALUE=DATE:20260109",
        ]);
        assert_eq!(
            (read.proposed.len(), read.left_out),
            (1, 0),
            "a day is the same day everywhere"
        );
        assert_eq!(read.unknown_zones, BTreeMap::from([("Home".to_owned(), 1)]));
    }

    #[test]
    fn the_length_of_a_night_on_which_clocks_change_is_what_passed() {
        let night = "DTSTART;TZID=Europe/London:20251026T003000\r\nDTEND;TZID=Europe/London:20251026T023000";
        assert_eq!(of(&[night], chrono_tz::Europe::London).proposed[0].minutes, Some(180));
        let own = "DTSTART:20251025T233000Z\r\nDTEND:20251026T003000Z";
        assert_eq!(of(&[own], chrono_tz::Europe::London).proposed[0].minutes, Some(60));
    }

    #[test]
    fn what_is_to_come_or_was_called_off_is_not_proposed() {
        let read = reading(&[
            "DTSTART;VALUE=DATE:20260109\r\nSUMMARY:Lunch\\, long",
            "DTSTART:20260301T010000Z\r\nSUMMARY:later",
            "DTSTART:20260101T010000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:off",
            "DTSTART:soon\r\nSUMMARY:broken",
            "DTSTART:20260101T010000Zsoon\r\nSUMMARY:read whole or not at all",
        ]);
        let [only] = read.proposed.as_slice() else { panic!("{read:?}") };
        assert_eq!(
            (only.title.as_str(), only.minutes, only.clients.len()),
            ("Lunch, long", None, 0)
        );
        assert_eq!(read.left_out, 3);
    }

    #[test]
    fn what_repeats_is_proposed_on_each_of_its_days_up_to_today() {
        let read = reading(&[
            "DTSTART;TZID=Asia/Tokyo:20251211T100000\r\nRRULE:FREQ=WEEKLY\r\nDURATION:PT75M\r\n\
             EXDATE;TZID=Asia/Tokyo:20260101T100000",
            "RECURRENCE-ID;TZID=Asia/Tokyo:20260108T100000\r\nDTSTART;TZID=Asia/Tokyo:20260109T140000",
            "RECURRENCE-ID:20251225T010000Z\r\nDTSTART:20251225T010000Z\r\nSTATUS:CANCELLED",
        ]);
        assert_eq!(times(&read), ["12-11 10:00", "12-18 10:00", "01-09 14:00", "01-15 10:00"]);
        assert_eq!((read.proposed[0].minutes, read.left_out), (Some(75), 1));
        // On the clock of its own zone, whatever passes in the reader's.
        let series = "DTSTART;TZID=Europe/London:20251022T100000\r\nRRULE:FREQ=WEEKLY;UNTIL=20251029T100000Z";
        assert_eq!(times(&reading(&[series])), ["10-22 18:00", "10-29 19:00"]);
        assert_eq!(reading(&["DTSTART:20260101T010000Z\r\nRRULE:FREQ=SECONDLY"]).left_out, 1);
    }

    #[test]
    fn an_event_that_cannot_be_read_keeps_none_of_the_others_out() {
        let read = reading(&[
            "DTSTART:20260101T010000Z\r\nnot a line\r\nSUMMARY:broken",
            "DTSTART:20260102T010000Z",
        ]);
        assert_eq!((read.proposed.len(), read.left_out), (1, 1), "{read:?}");
    }

    #[test]
    fn of_a_long_calendar_the_latest_are_proposed() {
        let days: Vec<String> =
            (0..600).map(|n| format!("DTSTART:{}01", 197_601 + n / 12 * 100 + n % 12)).collect();
        let read = reading(&days.iter().map(String::as_str).collect::<Vec<_>>());
        let days = read.proposed.iter().map(|one| one.on);
        assert_eq!(
            (days.max(), read.proposed.len(), read.left_out),
            ("2025-12-01".parse().ok(), MOST, 100)
        );
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
