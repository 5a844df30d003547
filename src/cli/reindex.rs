//! `ryokai reindex` makes the index of search anew from every file. Until it is done, pages say how
//! many people cannot be found yet.

use super::{Failure, Office};
use crate::method::Moment;
use crate::store::{Db, practice, search};
use crate::words::Words;

/// Empties the index of the whole database, and fills it person by person.
pub fn run(db: &Db, words: &'static Words, now: Moment) -> Result<(), Failure> {
    db.write_blocking(search::empty)?;
    let mut people = 0;
    for practice in db.read_blocking(practice::all)? {
        let office = Office { db: db.clone(), practice, words, now };
        for viewer in office.viewers()? {
            people += search::fill(db, &viewer)?;
        }
    }
    println!("{}", words.say("cli-reindexed", &[("people", people.into())]));
    Ok(())
}
