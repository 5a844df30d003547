//! Tells how long a person's record is kept, and what is left when it ends: which day, which hours,
//! which bare facts.

use std::collections::BTreeMap;

use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};

use crate::method::hours::Listing;
use crate::method::hours::log::{self, Ground};
use crate::method::person::{Called, EndReason, called};
use crate::method::{ClientFile, Day, Fact, Id, Person, Record, Status, Step, Text, from_code};

/// Names how a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Nothing of the person stays.
    Erased,
    /// The days and minutes of the sessions stay, under a name that says nothing.
    Pseudonymised,
}

impl Ending {
    pub const ALL: [Ending; 2] = [Ending::Erased, Ending::Pseudonymised];
}

/// Names why a record ends. A choice and not a text: what is kept of it must not say who it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndsBecause {
    /// The person asked for it.
    Asked,
    /// The time for which it is kept is over.
    TermOver,
    /// Somebody else has the record now.
    HandedOn,
    /// It should never have been recorded.
    ByMistake,
}

impl EndsBecause {
    pub const ALL: [EndsBecause; 4] =
        [EndsBecause::Asked, EndsBecause::TermOver, EndsBecause::HandedOn, EndsBecause::ByMistake];
}

/// Tells how long one person's record is kept, as its documents say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The day from which on it need not be kept any more.
    pub until: Day,
    /// True if nothing of it may be deleted until a legal reason ends, whatever the day and whoever
    /// asks.
    pub held: bool,
}

/// The day from which on the record need not be kept any more: the one that was set, or so many
/// years after `last`.
pub fn keep_until(person: &Person, last: Day, years: u32) -> Day {
    let usual =
        || last.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(Day::MAX);
    person.retention_until.unwrap_or_else(usual)
}

/// True if what was typed is the person's whole name in any of its spellings.
pub fn confirms(person: &Person, typed: &str) -> bool {
    matches!(called(std::slice::from_ref(person), typed), Called::One(_))
}

/// Holds what one year of the work with a person counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    /// Sessions that were held.
    pub sessions: u32,
    /// Clock minutes of them.
    pub minutes: u64,
    /// Those of them that the log of hours counts, paid and pro bono. What a named group counts
    /// stays with its others.
    pub paid: u64,
    pub pro_bono: u64,
    /// Clients of the log whose first hour that counts was in this year.
    pub begun: u32,
}

/// The sessions held, year by year, and what of them the log counts.
pub fn years(file: &ClientFile, ground: &Ground) -> Vec<Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for session in file.sessions.iter().filter(|s| s.held()) {
        let year = session.on.year();
        let sum = years.entry(year).or_insert(Year { year, ..Year::default() });
        let minutes = u64::from(session.minutes.unwrap_or(0));
        sum.sessions += 1;
        sum.minutes += minutes;
    }
    let (mut first, mut people) = (None, 0);
    for (session, paid, heads) in log::alone(file, ground) {
        let (year, minutes) = (session.on.year(), u64::from(session.minutes.unwrap_or(0)));
        let sum = years.entry(year).or_insert(Year { year, ..Year::default() });
        *(if paid { &mut sum.paid } else { &mut sum.pro_bono }) += minutes;
        first = Some(first.map_or(year, |first: i32| first.min(year)));
        people = people.max(heads);
    }
    if let Some(sum) = first.and_then(|year| years.get_mut(&year)) {
        sum.begun = people;
    }
    years.into_values().collect()
}

/// The person under a name that says nothing, and the facts that hold no word of anybody's: when
/// they were met, for how long, and where the work stood.
pub fn bare(file: &ClientFile, name: Text) -> (Person, Vec<Record>) {
    let was = &file.person;
    let person = Person {
        consultant: was.consultant.clone(),
        kind: was.kind,
        retention_until: was.retention_until,
        began_on: was.began_on,
        ended_on: was.ended_on,
        // Their consent to be counted outlives their name; how they gave it and where they can be
        // reached do not.
        listed: was.listed.as_ref().map(|listing| Listing {
            how: Text::dash(),
            contact: None,
            ..listing.clone()
        }),
        ..Person::named(was.id.clone(), name, was.locale)
    };
    let steps = file.status_history.iter().map(|step| Record::step(&bare_step(step), Fact::Status));
    let sessions = file.sessions.iter().map(|session| Record::session(session.bare()));
    (person, steps.chain(sessions).collect())
}

/// The step without its words. The end of the work needs a reason: one of the known ones, or a
/// dash.
fn bare_step(step: &Step<Status>) -> Step<Status> {
    let known = step.note.clone().filter(|note| from_code::<EndReason>(note.as_str()).is_some());
    let note = known.or_else(|| step.note.as_ref().and("-".parse().ok()));
    Step { id: Id::fresh(), note, ..Step::new(step.on, step.to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;

    fn day(s: &str) -> Day {
        s.parse().expect("a day")
    }

    fn person() -> Person {
        let text = |s: &str| s.parse::<Text>().expect("a text");
        Person {
            reading: Some(text("みずの なおき")),
            ..Person::named(Id::fresh(), text("水野 直樹"), Lang::Ja)
        }
    }

    #[test]
    fn a_record_is_kept_for_years_after_the_last_session_or_until_the_day_that_was_set() {
        assert_eq!(keep_until(&person(), day("2020-02-29"), 5), day("2025-02-28"));
        let set = Person { retention_until: Some(day("2031-01-01")), ..person() };
        assert_eq!(keep_until(&set, day("2020-02-29"), 5), day("2031-01-01"));
    }

    #[test]
    fn only_the_whole_name_confirms() {
        for typed in ["水野直樹", "水野　直樹", "ミズノ ナオキ", "水野 直樹さん"]
        {
            assert!(confirms(&person(), typed), "{typed}");
        }
        for typed in ["", "水野", "水野さん"] {
            assert!(!confirms(&person(), typed), "{typed}");
        }
    }

    #[test]
    fn what_counts_is_what_was_held() {
        let file: ClientFile = serde_json::from_value(serde_json::json!({
            "id": "c", "display_name": "Kana", "listed": {"on": "2024-12-30", "how": "by mail"}, "sessions": [
                {"id": "s1", "on": "2024-12-30", "minutes": 45, "hours": {"pay": "pro_bono"}},
                {"id": "s2", "on": "2025-01-10", "minutes": 60, "hours": {"pay": "barter"}},
                {"id": "s3", "on": "2025-02-10", "minutes": 30, "hours": {"role": "mentor", "pay": "paid"}},
                {"id": "s4", "on": "2025-03-10", "minutes": 60, "status": "no_show"},
            ],
        }))
        .expect("a file");
        let ground = |from: Option<&str>| Ground {
            terms: log::Terms::default(),
            training_from: from.map(day),
            at: day("2025-12-31"),
            ended: log::Ended::default(),
        };
        let first = Year { year: 2024, sessions: 1, minutes: 45, paid: 0, pro_bono: 45, begun: 1 };
        let second = Year { year: 2025, sessions: 2, minutes: 90, paid: 60, pro_bono: 0, begun: 0 };
        assert_eq!(years(&file, &ground(None)), [first, second]);
        let late = years(&file, &ground(Some("2025-01-01")));
        assert_eq!(
            late,
            [Year { pro_bono: 0, begun: 0, ..first }, Year { begun: 1, ..second }],
            "before training"
        );
        let mut alone = file.clone();
        alone.person.listed = None;
        let without = years(&alone, &ground(None));
        assert!(
            without.iter().all(|y| y.paid + y.pro_bono == 0 && y.begun == 0),
            "no consent: {without:?}"
        );
        assert_eq!(
            without.iter().map(|y| y.minutes).sum::<u64>(),
            135,
            "they were held all the same"
        );
    }
}
