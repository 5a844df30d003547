//! Correcting a session until it is signed, and taking one back (method §3.9). What a person changed is worked out here,
//! and what that does to records of other sessions; the machines decide whether it may stand.

mod changed;
mod moving;
mod number;
mod pairs;
mod plan;
mod recalled;
mod values;

use foldhash::HashSet;

use super::capture::{Fields, Reopened};
use super::fact::{Fact, Record};
use super::moment::LocalTime;
use super::revision::live;
use super::written::Habit;
use super::{ClientFile, Day, Id, Session, shorthand};

pub use changed::Refused;
pub use moving::Moved;
pub use plan::{Blocked, Fallout, How, Settled};
pub use recalled::recalled;

/// When and with which names something is read.
pub struct Moment<'m> {
    pub today: Day,
    /// How the reader writes days.
    pub habit: Habit,
    pub now: LocalTime,
    pub names: &'m shorthand::Names,
}

/// One session in its file, opened to be changed.
pub struct Sitting<'f> {
    file: &'f ClientFile,
    /// The journal that the file is made of.
    known: &'f [Record],
    /// The records that count, as they read now.
    live: Vec<Record>,
    pub session: Session,
    own: HashSet<Id>,
    /// The file as it stood before the session: what the log page lists and counts.
    pub before: ClientFile,
    /// The file without the session, later ones included.
    without: ClientFile,
    pub reopened: Reopened,
}

impl<'f> Sitting<'f> {
    /// Opens a session; none if the file has no such session.
    pub fn of(file: &'f ClientFile, known: &'f [Record], session: &Id) -> Option<Sitting<'f>> {
        let found = file.session(session)?.clone();
        let live = live(known);
        let at = live.iter().position(|r| r.id == *session)?;
        let of_it = |r: &&Record| r.session.as_ref() == Some(session) || r.fact.owner() == Some(session);
        let own: HashSet<Id> = live.iter().filter(of_it).map(|r| r.id.clone()).collect();
        let fold = |records: Vec<Record>| ClientFile::from_records(file.person.clone(), &records).0;
        let others = || live.iter().enumerate().filter(|(_, r)| !own.contains(&r.id));
        let earlier = |(i, r): &(usize, &Record)| (r.on, *i) < (found.on, at);
        let first: Vec<Record> = others().filter(earlier).map(|(_, r)| r.clone()).collect();
        let without = fold(others().map(|(_, r)| r.clone()).collect());
        let its = live.iter().filter(|r| own.contains(&r.id)).cloned();
        let then = fold(first.iter().cloned().chain(its).collect());
        let before = fold(first);
        let reopened = Reopened::of(&then, &before, session)?;
        Some(Sitting { file, known, live, session: found, own, before, without, reopened })
    }

    pub fn fields(&self) -> &Fields {
        &self.reopened.fields
    }

    /// The records of the session that the form has no place for. They stay as they are.
    pub fn unplaced(&self) -> Vec<&Record> {
        let placed: HashSet<&Id> = self.reopened.places.iter().flat_map(|(_, ids)| ids).collect();
        let stays = |r: &&Record| self.own.contains(&r.id) && !placed.contains(&r.id) && r.id != self.session.id;
        let note = |r: &&Record| !matches!(r.fact, Fact::HoursNoted { .. } | Fact::Signed { .. });
        self.live.iter().filter(stays).filter(note).collect()
    }

    /// The session and everything written in it, for taking it back as a whole.
    pub fn whole(&self) -> Vec<&Record> {
        self.live.iter().filter(|r| self.own.contains(&r.id)).collect()
    }

    fn record(&self, id: &Id) -> Option<&Record> {
        self.live.iter().find(|r| r.id == *id)
    }
}
