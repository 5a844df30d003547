//! `ryokai demo`: a practice of its own with fictional clients, and a sign-in for its owner and
//! each of its two consultants.

use chrono::TimeDelta;
use clap::Args;
use serde_json::Value;

use super::{Failure, Office, import, member};
use crate::intake::import::{Consultant, read};
use crate::method::{Day, Email, Moment, Role, Text};
use crate::store::member::{Member, NewMember, add, list_of};
use crate::store::{Db, StoreError, practice};
use crate::views::zone;
use crate::web::setup::CAPACITY;
use crate::words::{Words, arg};

/// The demonstration file; everything in it is invented.
const FILE: &str = include_str!("demo/demo_sessions.json");
/// The practice it is taken into.
const PRACTICE: &str = "Demo";
/// Names how its owner signs in; the file knows only consultants.
const OWNER: &str = "hana.kimura@demo.example";

#[derive(Debug, Args)]
pub struct Demo {
    /// Move its dates by whole weeks, so that the last session was a few days ago and Today is
    /// alive
    #[arg(long)]
    recent: bool,
}

impl Demo {
    /// Takes in the demonstration, once however often. Passwords are printed when they are
    /// invented, and never again.
    pub fn run(&self, db: &Db, words: &'static Words, now: Moment) -> Result<(), Failure> {
        let (practice, new) = found(db, now)?;
        let office = Office { db: db.clone(), practice, words, now };
        // Moved again on another day, it would differ from what is there.
        if !self.recent {
            println!(
                "{}",
                import::said(&import::import_histories(&office, PRACTICE, FILE)?, words)
            );
        } else if new {
            println!(
                "{}",
                import::said(
                    &import::import_histories(&office, PRACTICE, &recent(FILE, now.date())?)?,
                    words
                )
            );
        }
        sign_ins(&office)
    }
}

/// The file with every date moved by the same number of weeks: the last session was within the week
/// before `today`.
fn recent(file: &str, today: Day) -> Result<String, Failure> {
    let mut story: Value = serde_json::from_str(file).map_err(std::io::Error::from)?;
    let held = story["clients"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|c| c["sessions"].as_array())
        .flatten();
    let last = held
        .filter_map(|session| session["on"].as_str()?.parse::<Day>().ok())
        .max()
        .unwrap_or(today);
    moved(&mut story, TimeDelta::weeks((today - last).num_weeks()));
    Ok(story.to_string())
}

/// Moves each date, and the date of each moment.
fn moved(value: &mut Value, by: TimeDelta) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| moved(item, by)),
        Value::Object(fields) => fields.iter_mut().for_each(|(_, field)| moved(field, by)),
        Value::String(text) => {
            let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
            if let Ok(day) = day.parse::<Day>()
                && (rest.is_empty() || rest.starts_with('T'))
            {
                *text = format!("{}{rest}", day + by);
            }
        }
        _ => {}
    }
}

/// Adds the owner, who keeps no clients, unless the practice has one.
fn owner(office: &Office) -> Result<(), Failure> {
    let words = office.words;
    let all = office.db.read_blocking(|conn| list_of(conn, &office.practice.id))?;
    if all.iter().any(|member| member.role == Role::Owner) {
        return Ok(());
    }
    let refused = |why: crate::method::text::TextFault| Failure::Said(why.to_string());
    let new = NewMember {
        name: words.t("cli-demo-owner").parse::<Text>().map_err(refused)?,
        email: None,
        password_hash: None,
        role: Role::Owner,
        lang: words.lang(),
        tz: zone::usual(words.lang()),
        capacity: CAPACITY,
        external_id: None,
    };
    let (practice, now) = (office.practice.id.clone(), office.now);
    Ok(office.db.write_blocking(move |conn| add(conn, &practice, &new, now).map(drop))?)
}

/// Prints how the owner and each of the consultants sign in.
fn sign_ins(office: &Office) -> Result<(), Failure> {
    owner(office)?;
    let db = &office.db;
    let all = db.read_blocking(|conn| list_of(conn, &office.practice.id))?;
    for owner in all.iter().filter(|member| member.role == Role::Owner) {
        sign_in(office, owner, OWNER.parse().ok())?;
    }
    let consultants = read(FILE).map(|file| file.consultants).unwrap_or_default();
    for theirs in &consultants {
        let Some(found) = all.iter().find(|m| m.external_id.as_ref() == Some(&theirs.id)) else {
            continue;
        };
        sign_in(office, found, address(theirs))?;
    }
    Ok(())
}

/// Prints how one of them signs in; whoever does already keeps their password.
fn sign_in(office: &Office, of: &Member, address: Option<Email>) -> Result<(), Failure> {
    match address {
        Some(email) if !of.signs_in => member::let_in(office, of, email)?,
        _ => {
            let address = of.email.clone().unwrap_or_default();
            println!("{}", office.words.say("cli-demo-there", &[("address", arg(address))]));
        }
    }
    Ok(())
}

/// The practice, and whether it is new.
fn found(db: &Db, now: Moment) -> Result<(practice::Practice, bool), Failure> {
    match db.read_blocking(|conn| practice::choose(conn, Some(PRACTICE))) {
        Err(StoreError::NotFound) => {}
        known => return Ok((known?, false)),
    }
    let made = db.write_blocking(move |conn| {
        let name = PRACTICE.parse().map_err(|e: crate::method::text::TextFault| {
            StoreError::Unreadable { what: "name", why: e.to_string() }
        })?;
        practice::found(conn, &name, now)?;
        practice::choose(conn, Some(PRACTICE))
    })?;
    Ok((made, true))
}

/// `madoka.sakura@demo.example`: a domain that reaches nobody.
fn address(of: &Consultant) -> Option<Email> {
    let name = of.name_en.as_ref().unwrap_or(&of.name).as_str();
    format!("{}@demo.example", name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("."))
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_is_moved_as_a_whole_and_ends_within_the_week() {
        let today = "2030-05-17".parse::<Day>().expect("a day");
        let story = read(&recent(FILE, today).expect("JSON")).expect("a file");
        let was = read(FILE).expect("a file");
        let days = |file: &crate::intake::import::ImportFile| -> Vec<Day> {
            file.clients.iter().flat_map(|c| c.sessions.iter().map(|s| s.on)).collect()
        };
        let (now, then) = (days(&story), days(&was));
        let last = now.iter().max().expect("a session");
        assert!(*last <= today && today - *last < TimeDelta::weeks(1), "{last}");
        let shifts: std::collections::HashSet<TimeDelta> =
            now.iter().zip(&then).map(|(a, b)| *a - *b).collect();
        assert_eq!(shifts.len(), 1, "everything by the same time");
        assert_eq!(
            shifts.iter().next().map(|by| by.num_days() % 7),
            Some(0),
            "Mondays stay Mondays"
        );
    }
}
