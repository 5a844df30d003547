//! `ryokai demo`: a practice of its own with fictional clients, and a sign-in for each of its two consultants.

use super::{Failure, Office, import, member};
use crate::domain::import::{Consultant, read};
use crate::domain::{Email, Moment};
use crate::store::member::list_of;
use crate::store::{Db, StoreError, practice};
use crate::words::{Words, arg};

/// The demonstration file; everything in it is invented.
const FILE: &str = include_str!("demo/demo_sessions.json");
/// The practice it is taken into.
const PRACTICE: &str = "Demo";

/// Takes in the demonstration, once however often. Passwords are printed when they are invented, and never again.
pub fn run(db: &Db, words: &'static Words, now: Moment) -> Result<(), Failure> {
    let office = Office { db: db.clone(), practice: found(db, now)?, words, now };
    println!("{}", import::said(&import::take_in(&office, FILE)?, words));
    let consultants = read(FILE).map(|file| file.consultants).unwrap_or_default();
    for theirs in &consultants {
        let all = db.read_blocking(|conn| list_of(conn, &office.practice.id))?;
        let Some(found) = all.iter().find(|m| m.external_id.as_ref() == Some(&theirs.id)) else { continue };
        match address(theirs) {
            Some(email) if !found.signs_in => member::let_in(&office, found, email)?,
            _ => {
                let address = found.email.clone().unwrap_or_default();
                println!("{}", words.say("cli-demo-there", &[("address", arg(address))]));
            }
        }
    }
    Ok(())
}

fn found(db: &Db, now: Moment) -> Result<practice::Practice, Failure> {
    match db.read_blocking(|conn| practice::choose(conn, Some(PRACTICE))) {
        Err(StoreError::NotFound) => {}
        known => return Ok(known?),
    }
    Ok(db.write_blocking(move |conn| {
        let name = PRACTICE
            .parse()
            .map_err(|e: crate::domain::text::TextFault| StoreError::Unreadable { what: "name", why: e.to_string() })?;
        practice::found(conn, &name, now)?;
        practice::choose(conn, Some(PRACTICE))
    })?)
}

/// `madoka.sakura@demo.example`: a domain that reaches nobody.
fn address(of: &Consultant) -> Option<Email> {
    let name = of.name_en.as_ref().unwrap_or(&of.name).as_str();
    format!("{}@demo.example", name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(".")).parse().ok()
}
