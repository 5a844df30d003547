//! Files read or written lately, so that opening one again costs one question instead of reading
//! its whole journal.
//!
//! An entry is found only by a person's present version, which a scoped query has just read and
//! which never comes twice: nobody sees through it what the database would not have shown, and
//! other processes may write meanwhile.
//!
//! Whoever is erased is forgotten here in the transaction, and again after its commit by
//! `erasure::purge`, for a reader may have put them back in between. Another process that serves
//! the same database has them in its memory, where nobody finds them, until they are the longest
//! unused or it goes round and settles what is still open.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::method::{ClientFile, Record};

/// Records kept in memory, all files together: at six hundred bytes each and their texts, some
/// seventy megabytes when it is full.
const ROOM: usize = 100_000;
/// Names what a file takes besides its records, in records.
const COVER: usize = 8;

type Parts = (Arc<ClientFile>, Arc<Vec<Record>>);

struct Entry {
    version: i64,
    parts: Parts,
    used: u64,
}

#[derive(Default)]
struct Recent {
    entries: HashMap<String, Entry>,
    taken: usize,
    turn: u64,
}

static RECENT: LazyLock<Mutex<Recent>> = LazyLock::new(Mutex::default);

/// The file of a person at this version, if it is still here.
pub(super) fn find(person: &str, version: i64) -> Option<Parts> {
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    recent.turn += 1;
    let turn = recent.turn;
    let entry = recent.entries.get_mut(person).filter(|entry| entry.version == version)?;
    entry.used = turn;
    Some(entry.parts.clone())
}

/// Keeps the file of a person at this version, in the place of an earlier one.
pub(super) fn keep(
    person: &str,
    version: i64,
    (file, records): (&Arc<ClientFile>, &Arc<Vec<Record>>),
) {
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    recent.turn += 1;
    let entry =
        Entry { version, parts: (Arc::clone(file), Arc::clone(records)), used: recent.turn };
    recent.taken += room(&entry);
    if let Some(earlier) = recent.entries.insert(person.to_owned(), entry) {
        recent.taken -= room(&earlier);
    }
    while recent.taken > ROOM {
        let oldest = recent
            .entries
            .iter()
            .min_by_key(|(_, entry)| entry.used)
            .map(|(person, _)| person.clone());
        let Some(gone) = oldest.and_then(|person| recent.entries.remove(&person)) else { break };
        recent.taken -= room(&gone);
    }
}

/// Forgets a person.
pub(super) fn forget(person: &str) {
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(gone) = recent.entries.remove(person) {
        recent.taken -= room(&gone);
    }
}

fn room(entry: &Entry) -> usize {
    entry.parts.1.len() + COVER
}
