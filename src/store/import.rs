//! A file, taken in whole or not at all, once however often: what is there already is left alone.

mod homes;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use diesel::prelude::*;

use homes::{Homes, duplicates, leave, settle};

use super::incoming::{self, Step};
use super::schema::person;
use super::standing::Shown;
use super::{
    Answer, Conn, Db, StoreError, column, fact, file, member as members, merge, person as people,
    search,
};
use crate::intake::import::{ImportFile, place};
use crate::method::{
    Accepted, ClientFile, Id, Moment, Person, Record, Viewer, Violation, ViolationKind,
};

/// Holds what a file brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// People and records that are new.
    pub people: usize,
    pub records: usize,
    /// Records that were there already.
    pub known: usize,
}

/// A file on its way in: its homes, and the unfinished import of each of their members.
struct Intake {
    homes: Homes,
    marks: HashMap<Id, Id>,
}

/// One person of a file, weighed: what of them is new.
struct One {
    viewer: Viewer,
    person: Person,
    external_id: Id,
    /// The version that is there already.
    version: Option<i64>,
    /// Their file as it stands without these.
    before: Arc<ClientFile>,
    /// Their new records, where there are any.
    accepted: Option<Accepted>,
    known: usize,
}

/// A person whose turn it is, with what lists show of them then.
struct Due {
    one: One,
    shown: Option<Shown>,
}

/// Records of one turn. With their indexes they take less than a tenth of a second to write.
const TURN: usize = 500;
/// As how many records a person counts.
const PERSON: usize = 10;

/// Takes in a file for a practice in turns, calling `each` after each person was weighed and again
/// after they came in. `Refused` lists every breach with its full place. The machines are asked
/// before anybody comes in; after any error nothing of the file is there. What a killed run left is
/// taken back by the next one. Blocks.
///
/// The command line's alone: it writes for whoever the file names, so over the web it would need an
/// authority.
pub fn import_histories(
    db: &Db,
    practice: &Id,
    (name, file): (&str, ImportFile),
    now: Moment,
    mut each: Step,
) -> Answer<Imported> {
    let own = practice.clone();
    for viewer in db.read_blocking(move |conn| members::viewers(conn, &own))? {
        incoming::clear_killed(db, &viewer, now)?;
    }
    let (files, same) = (file.files(), duplicates(&file));
    let (practice, name) = (practice.clone(), name.to_owned());
    let intake = db.write_blocking(move |conn| begin(conn, &practice, (&name, &file), now))?;
    let intake = Arc::new(intake);
    let taken = weigh(db, &intake, (files, same), &mut each)
        .and_then(|all| come_in(db, &intake, all, now, &mut each));
    let ended = Arc::clone(&intake);
    match taken {
        Ok(imported) => {
            db.write_blocking(move |conn| incoming::forget(conn, ended.marks.values()))?;
            for viewer in intake.homes.consultants.values().chain(&intake.homes.only) {
                search::fill(db, viewer)?;
            }
            Ok(imported)
        }
        Err(error) => {
            for (member, import) in &intake.marks {
                if let Some(viewer) = intake
                    .homes
                    .consultants
                    .values()
                    .chain(&intake.homes.only)
                    .find(|v| v.member == *member)
                {
                    incoming::clear_one(db, viewer, import, now)?;
                }
            }
            db.write_blocking(move |conn| leave(conn, &ended.homes.added))?;
            Err(error)
        }
    }
}

/// The first turn: homes for everybody, and an unfinished import for each of their members.
fn begin(
    conn: &mut Conn,
    practice: &Id,
    (name, file): (&str, &ImportFile),
    now: Moment,
) -> Answer<Intake> {
    let homes = settle(conn, practice, file, now)?;
    let mut marks = HashMap::new();
    for viewer in homes.consultants.values().chain(&homes.only) {
        if !marks.contains_key(&viewer.member) {
            let import = Id::fresh();
            incoming::begin(conn, viewer, &import, (name, None), now)?;
            marks.insert(viewer.member.clone(), import);
        }
    }
    Ok(Intake { homes, marks })
}

/// Asks the machines about everybody, while others save.
fn weigh(
    db: &Db,
    intake: &Intake,
    (files, mut violations): (Vec<(String, ClientFile)>, Vec<Violation>),
    each: &mut Step,
) -> Answer<Vec<One>> {
    db.read_blocking(move |conn| {
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        for (place, theirs) in files {
            let mut found = theirs.violations();
            if !seen.insert(theirs.person.id.clone()) {
                let id = theirs.person.id.clone();
                found.push(Violation {
                    place: String::new(),
                    record: id.clone(),
                    rule: ViolationKind::DuplicateId { id },
                });
            } else {
                match intake.homes.person(&theirs.person) {
                    Err(unknown) => found.extend(unknown),
                    Ok((viewer, person)) if found.is_empty() => {
                        match one(conn, viewer, (person, &theirs)) {
                            Ok(one) => all.push(one),
                            Err(StoreError::Refused(more)) => found.extend(more),
                            Err(other) => return Err(other),
                        }
                    }
                    Ok(_) => {}
                }
            }
            violations.extend(found.into_iter().map(|b| within(&place, b)));
            each()?;
        }
        if violations.is_empty() { Ok(all) } else { Err(StoreError::Refused(violations)) }
    })
}

/// Writes everybody, many small files in one turn and a long one in several.
fn come_in(
    db: &Db,
    intake: &Arc<Intake>,
    all: Vec<One>,
    now: Moment,
    each: &mut Step,
) -> Answer<Imported> {
    let mut imported = Imported::default();
    let mut due: Vec<Due> = Vec::new();
    let mut rows = 0;
    for one in all {
        imported.add(one.brings());
        let size = PERSON + one.fresh().len();
        if rows + size > TURN {
            turn(db, intake, std::mem::take(&mut due), now)?;
            rows = 0;
        }
        rows += size;
        let own = one.viewer.clone();
        let shown = match &one.accepted {
            Some(accepted) => {
                let file = Arc::clone(accepted.file());
                let before = Arc::clone(&one.before);
                let of = move |conn: &mut Conn| Shown::of(conn, &own, (Some(&before), &file), now);
                Some(db.read_blocking(of)?)
            }
            None => None,
        };
        due.push(Due { one, shown });
        each()?;
    }
    turn(db, intake, due, now)?;
    Ok(imported)
}

/// Writes these people, `TURN` records at a time.
fn turn(db: &Db, intake: &Arc<Intake>, due: Vec<Due>, now: Moment) -> Answer<()> {
    let work = Work { intake: Arc::clone(intake), due: due.into(), version: None, from: 0, now };
    db.write_in_turns(work, |conn, work| work.turn(conn)).map(drop)
}

/// People being written, and how far the first of them is.
struct Work {
    intake: Arc<Intake>,
    due: VecDeque<Due>,
    version: Option<i64>,
    from: usize,
    now: Moment,
}

impl Work {
    /// Does one turn; true if it was the last.
    fn turn(&mut self, conn: &mut Conn) -> Answer<bool> {
        let mut rows = 0;
        while rows < TURN {
            let Some(Due { one, shown }) = self.due.front() else { return Ok(true) };
            let import = self.intake.marks.get(&one.viewer.member).ok_or(StoreError::NotFound)?;
            incoming::is_there(conn, import)?;
            let until = one.fresh().len().min(self.from + TURN - rows);
            let records = &one.fresh()[self.from..until];
            let begun = match self.version {
                Some(version) => Some(version),
                None => one.begin(conn, self.now)?,
            };
            let whole = until == one.fresh().len();
            if let Some(version) = begun {
                let shown = shown.as_ref().zip(one.accepted.as_ref()).filter(|_| whole);
                let version = fact::append_part(
                    conn,
                    &one.viewer,
                    (&one.person.id, version),
                    (records, shown),
                    self.now,
                )?;
                self.version = Some(version);
                let brought = records.iter().map(|record| record.id.clone()).collect();
                let was = (one.version.is_none(), None);
                incoming::note(conn, &one.viewer, (import, &one.person.id), was, brought)?;
            }
            rows += PERSON + records.len();
            if whole {
                self.due.pop_front();
                (self.version, self.from) = (None, 0);
            } else {
                self.from = until;
            }
        }
        Ok(self.due.is_empty())
    }
}

impl One {
    fn fresh(&self) -> &[Record] {
        self.accepted.as_ref().map_or(&[], Accepted::fresh)
    }

    fn brings(&self) -> Imported {
        let people = usize::from(self.version.is_none());
        Imported { people, records: self.fresh().len(), known: self.known }
    }

    /// Adds the person if they are new; answers the version to write at, none where there is
    /// nothing to write.
    fn begin(&self, conn: &mut Conn, now: Moment) -> Answer<Option<i64>> {
        if self.version.is_none() {
            people::add_from_file(conn, &self.viewer, &self.person, Some(&self.external_id), now)?;
            return Ok(Some(0));
        }
        Ok(self.version.filter(|_| self.accepted.is_some()))
    }
}

fn within(place: &str, violation: Violation) -> Violation {
    let dot = if violation.place.is_empty() { "" } else { "." };
    Violation { place: format!("{place}{dot}{}", violation.place), ..violation }
}

/// Weighs one person: all of them if they are new, else what their file does not have yet.
fn one(conn: &mut Conn, viewer: &Viewer, (person, theirs): (Person, &ClientFile)) -> Answer<One> {
    let external_id = person.id.clone();
    let known = known_person(conn, viewer, &external_id)?;
    let loaded = known.as_ref().map(|id| file::load(conn, viewer, id)).transpose()?;
    let person = Person { id: known.unwrap_or_else(Id::fresh), ..person };
    let version = loaded.as_ref().map(|loaded| loaded.version);
    let (there, records) = match loaded {
        Some(loaded) => (loaded.file, loaded.records),
        None => (Arc::new(ClientFile::new(person.clone())), Arc::default()),
    };
    let differs = |place: String, id: &Id| Violation {
        place,
        record: id.clone(),
        rule: ViolationKind::Differs { id: id.clone() },
    };
    let mut violations = Vec::new();
    if person != there.person {
        violations.push(differs(String::new(), &external_id));
    }
    let stored: HashMap<&Id, &Record> = records.iter().map(|r| (&r.id, r)).collect();
    let (mut known, mut fresh) = (0, Vec::new());
    for record in theirs.to_records() {
        match stored.get(&record.id) {
            None => fresh.push(record),
            Some(there) if **there == record => known += 1,
            Some(_) => {
                violations.push(differs(place(theirs, &record.id).unwrap_or_default(), &record.id))
            }
        }
    }
    if !violations.is_empty() {
        return Err(StoreError::Refused(violations));
    }
    let accepted = if fresh.is_empty() {
        None
    } else {
        Some(there.accept(&records, fresh).map_err(StoreError::Refused)?)
    };
    Ok(One { viewer: viewer.clone(), person, external_id, version, before: there, accepted, known })
}

/// The person who came with that id, whoever of the practice has them now.
fn known_person(conn: &mut Conn, viewer: &Viewer, external_id: &Id) -> Answer<Option<Id>> {
    let id: Option<String> = person::table
        .filter(
            person::practice
                .eq(viewer.practice.as_str())
                .and(person::external_id.eq(external_id.as_str())),
        )
        .select(person::id)
        .get_result(conn)
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    // Whoever was joined to somebody else goes on with them.
    merge::latest(conn, &column::id(&id)?).map(Some)
}

impl Imported {
    fn add(&mut self, other: Imported) {
        self.people += other.people;
        self.records += other.records;
        self.known += other.known;
    }
}
