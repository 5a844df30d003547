//! A file, taken in whole or not at all, once however often: what is there already is left alone.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::schema::{person, pillar};
use super::{
    Answer, Conn, StoreError, column, fact, file, member as members, merge, person as people, pillar as pillars, scope,
};
use crate::domain::import::{Consultant, ImportFile, place};
use crate::domain::{Breach, ClientFile, Id, Moment, Person, Record, Role, Rule, Viewer};

/// What a file brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// People and records that are new.
    pub people: usize,
    pub records: usize,
    /// Records that were there already.
    pub known: usize,
}

/// Where in the practice each of the file's own ids went.
struct Homes {
    consultants: HashMap<Id, Viewer>,
    pillars: HashMap<Id, Id>,
    /// Whose a person is who names no consultant.
    only: Option<Viewer>,
}

/// Takes in a file for a practice, calling `each` after each person. `Refused` lists every breach with its full place,
/// and the transaction is taken back.
///
/// The command line's alone: it writes for whoever the file names, so over the web it would need an authority.
pub fn take_in(
    conn: &mut Conn,
    practice: &Id,
    file: &ImportFile,
    now: Moment,
    mut each: impl FnMut() -> Answer<()>,
) -> Answer<Imported> {
    let homes = settle(conn, practice, file, now)?;
    let (mut imported, mut breaches, mut seen) = (Imported::default(), duplicates(file), HashSet::new());
    for (place, theirs) in file.files() {
        let mut found = theirs.breaches();
        if !seen.insert(theirs.person.id.clone()) {
            let id = theirs.person.id.clone();
            found.push(Breach { place: String::new(), record: id.clone(), rule: Rule::DuplicateId { id } });
        } else {
            match homes.person(&theirs.person) {
                Err(unknown) => found.extend(unknown),
                Ok((viewer, person)) if found.is_empty() => {
                    match one(conn, viewer, (person, &theirs), now) {
                        Ok(brought) => imported.add(brought),
                        Err(StoreError::Refused(more)) => found.extend(more),
                        Err(other) => return Err(other),
                    };
                }
                Ok(_) => {}
            }
        }
        breaches.extend(found.into_iter().map(|b| within(&place, b)));
        each()?;
    }
    if breaches.is_empty() { Ok(imported) } else { Err(StoreError::Refused(breaches)) }
}

fn within(place: &str, breach: Breach) -> Breach {
    let dot = if breach.place.is_empty() { "" } else { "." };
    Breach { place: format!("{place}{dot}{}", breach.place), ..breach }
}

/// Consultants and pillars that share an id.
fn duplicates(file: &ImportFile) -> Vec<Breach> {
    fn twice<'f>(list: &str, ids: impl Iterator<Item = &'f Id>) -> Vec<Breach> {
        let mut seen = HashSet::new();
        let again = ids.enumerate().filter(|(_, id)| !seen.insert(*id));
        again
            .map(|(i, id)| Breach {
                place: format!("{list}[{i}]"),
                record: id.clone(),
                rule: Rule::DuplicateId { id: id.clone() },
            })
            .collect()
    }
    let mut out = twice("consultants", file.consultants.iter().map(|c| &c.id));
    out.extend(twice("pillars", file.pillars.iter().map(|p| &p.id)));
    out
}

/// Finds or makes a home for every consultant and pillar.
fn settle(conn: &mut Conn, practice: &Id, file: &ImportFile, now: Moment) -> Answer<Homes> {
    let mut consultants = HashMap::new();
    for consultant in &file.consultants {
        let id = match known_member(conn, practice, consultant)? {
            Some(id) => id,
            None => {
                let id = members::add(conn, practice, &new_member(consultant), now)?;
                members::set_training(conn, &id, consultant.training_from)?;
                id
            }
        };
        consultants.insert(consultant.id.clone(), id);
    }
    let viewers = members::viewers(conn, practice)?;
    let viewer = |id: &Id| viewers.iter().find(|v| v.member == *id).cloned();
    let consultants: HashMap<Id, Viewer> =
        consultants.into_iter().filter_map(|(theirs, ours)| Some((theirs, viewer(&ours)?))).collect();
    let only = match (consultants.len(), viewers.len()) {
        (1, _) => consultants.values().next().cloned(),
        (0, 1) => viewers.first().cloned(),
        _ => None,
    };
    let mut homes = Homes { consultants, pillars: HashMap::new(), only };
    for theirs in &file.pillars {
        let Some(viewer) = homes.consultants.get(&theirs.consultant) else { continue };
        let known: Option<String> = pillar::table
            .filter(pillar::member.eq(viewer.member.as_str()).and(pillar::external_id.eq(theirs.id.as_str())))
            .select(pillar::id)
            .get_result(conn)
            .optional()?;
        let ours = match known {
            Some(id) => column::id(&id)?,
            None => {
                let ours = crate::domain::pillar::Pillar { id: Id::fresh(), ..theirs.clone() };
                pillars::add_from_file(conn, viewer, &ours, Some(&theirs.id))?
            }
        };
        homes.pillars.insert(theirs.id.clone(), ours);
    }
    Ok(homes)
}

/// The member who came with that id before, or who bears that name.
fn known_member(conn: &mut Conn, practice: &Id, consultant: &Consultant) -> Answer<Option<Id>> {
    let all = members::list_of(conn, practice)?;
    let came = all.iter().find(|m| m.external_id.as_ref() == Some(&consultant.id));
    let named = || all.iter().find(|m| m.external_id.is_none() && m.name == consultant.name);
    Ok(came.or_else(named).map(|m| m.id.clone()))
}

fn new_member(consultant: &Consultant) -> members::NewMember {
    members::NewMember {
        name: consultant.name.clone(),
        email: None,
        password_hash: None,
        role: Role::Consultant,
        lang: consultant.locale,
        tz: consultant.tz,
        capacity: consultant.capacity,
        external_id: Some(consultant.id.clone()),
    }
}

impl Homes {
    /// The person as they will be stored, but for the id, and whose they are.
    fn person(&self, theirs: &Person) -> Result<(&Viewer, Person), Vec<Breach>> {
        let unknown = |field: &str, id: &Id| Breach {
            place: String::new(),
            record: theirs.id.clone(),
            rule: Rule::UnknownReference { field: field.into(), id: id.clone() },
        };
        let viewer = match &theirs.consultant {
            Some(id) => self.consultants.get(id).ok_or_else(|| unknown("consultant", id)),
            None => self.only.as_ref().ok_or_else(|| unknown("consultant", &theirs.id)),
        };
        let pillars = theirs.pillars.iter().map(|id| self.pillars.get(id).ok_or_else(|| unknown("pillars", id)));
        let (pillars, lost): (Vec<_>, Vec<_>) = pillars.partition(|p| p.is_ok());
        let lost: Vec<Breach> =
            lost.into_iter().filter_map(Result::err).chain(viewer.as_ref().err().cloned()).collect();
        match viewer {
            Ok(viewer) if lost.is_empty() => {
                let pillars = pillars.into_iter().filter_map(Result::ok).cloned().collect();
                Ok((viewer, Person { consultant: Some(viewer.member.clone()), pillars, ..theirs.clone() }))
            }
            _ => Err(lost),
        }
    }
}

/// Takes in one person: all of them if they are new, else what their file does not have yet.
fn one(conn: &mut Conn, viewer: &Viewer, (person, theirs): (Person, &ClientFile), now: Moment) -> Answer<Imported> {
    let external_id = person.id.clone();
    let (known, new) = match known_person(conn, viewer, &external_id)? {
        Some(id) => (id, false),
        None => {
            let person = Person { id: Id::fresh(), ..person.clone() };
            (people::add_from_file(conn, viewer, &person, Some(&external_id), now)?, true)
        }
    };
    let loaded = file::load(conn, viewer, &known)?;
    let differs = |place: String, id: &Id| Breach { place, record: id.clone(), rule: Rule::Differs { id: id.clone() } };
    let mut breaches = Vec::new();
    if (Person { id: known.clone(), ..person }) != loaded.file.person {
        breaches.push(differs(String::new(), &external_id));
    }
    let stored: HashMap<&Id, &Record> = loaded.records.iter().map(|r| (&r.id, r)).collect();
    let mut brought = Imported { people: usize::from(new), ..Imported::default() };
    let mut fresh = Vec::new();
    for record in theirs.to_records() {
        match stored.get(&record.id) {
            None => fresh.push(record),
            Some(there) if **there == record => brought.known += 1,
            Some(_) => breaches.push(differs(place(theirs, &record.id).unwrap_or_default(), &record.id)),
        }
    }
    brought.records = fresh.len();
    if breaches.is_empty() && !fresh.is_empty() {
        let access = scope::enter_to_write(conn, viewer, &known)?;
        match loaded.file.accept(&loaded.records, fresh) {
            Ok(accepted) => fact::append(conn, viewer, &access, &accepted, now)?,
            Err(more) => breaches.extend(more),
        }
    }
    if breaches.is_empty() { Ok(brought) } else { Err(StoreError::Refused(breaches)) }
}

/// The person who came with that id, whoever of the practice has them now.
fn known_person(conn: &mut Conn, viewer: &Viewer, external_id: &Id) -> Answer<Option<Id>> {
    let id: Option<String> = person::table
        .filter(person::practice.eq(viewer.practice.as_str()).and(person::external_id.eq(external_id.as_str())))
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
