//! Correcting a session until it is signed, and taking one back (method §3.9). What a person
//! changed is worked out here, and what that does to records of other sessions; the machines decide
//! whether it may stand.

mod changed;
mod moving;
mod number;
mod pairs;
mod passed;
mod plan;
mod recalled;
mod swept;
mod values;

use foldhash::HashSet;

use crate::intake::entry::Entry;
use crate::intake::form::Fields;
use crate::intake::log_form::{LogForm, Reopened, Writer};
use crate::method::fact::{Fact, Record};
use crate::method::moment::LocalTime;
use crate::method::revision::live;
use crate::method::{ClientFile, Id, Session};

pub use changed::Refused;
pub(crate) use changed::corrected;
pub use moving::Moved;
pub use passed::{Own, Passed};
pub use plan::{Blocked, Fallout, How, Settled, brought_back};
pub use recalled::recalled;
pub use swept::{KEEP, only_day};

/// The journal up to a record; all of it where that record is not in it.
pub fn until<'r>(known: &'r [Record], seen: &str) -> &'r [Record] {
    match known.iter().position(|r| r.id.as_str() == seen) {
        Some(at) => &known[..=at],
        None => known,
    }
}

/// Tells when and with which names something is read.
pub struct Moment<'m> {
    pub writer: Writer<'m>,
    pub now: LocalTime,
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
    /// The file whose lists the page counts in: a number on it is a record of this file.
    lists: Option<ClientFile>,
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
        let of_it =
            |r: &&Record| r.session.as_ref() == Some(session) || r.fact.owner() == Some(session);
        let own: HashSet<Id> = live.iter().filter(of_it).map(|r| r.id.clone()).collect();
        let fold = |records: Vec<Record>| ClientFile::from_records(file.person.clone(), &records).0;
        let others = || live.iter().enumerate().filter(|(_, r)| !own.contains(&r.id));
        let earlier = |(i, r): &(usize, &Record)| (r.on, *i) < (found.on, at);
        let first: Vec<Record> = others().filter(earlier).map(|(_, r)| r.clone()).collect();
        let without = fold(others().map(|(_, r)| r.clone()).collect());
        let its = live.iter().filter(|r| own.contains(&r.id)).cloned();
        let then = fold(first.iter().cloned().chain(its).collect());
        let before = fold(first);
        let reopened = Reopened::of(&then, &before, session)?.in_order_of(&live);
        Some(Sitting {
            file,
            known,
            live,
            session: found,
            own,
            before,
            lists: None,
            without,
            reopened,
        })
    }

    /// Opens a session on the page that was made of it when its journal was `then`: what was
    /// written since stays where that page does not say otherwise, and its numbers mean what they
    /// meant.
    pub fn since(self, then: &[Record]) -> Sitting<'f> {
        if then.len() == self.known.len() {
            return self;
        }
        let (file, _) = ClientFile::from_records(self.file.person.clone(), then);
        let opened = Sitting::of(&file, then, &self.session.id);
        match opened.map(|of| (of.before, of.reopened)) {
            Some((before, reopened)) => Sitting { before, reopened, ..self },
            // The page was made before there was a session: it lists what there was then.
            None => Sitting { lists: Some(file), ..self },
        }
    }

    /// True if the page of this session says the same as the one that was made when its journal was
    /// `then`. Whatever else was written since does not touch what the page changes.
    pub fn reads_as(&self, then: &[Record], at: &Moment<'_>) -> bool {
        if then.len() == self.known.len() {
            return true;
        }
        let (file, _) = ClientFile::from_records(self.file.person.clone(), then);
        let Some(was) = Sitting::of(&file, then, &self.session.id) else { return true };
        let ((now, records), (then, old)) = (self.said(at), was.said(at));
        now.says_as(&then) && records == old
    }

    /// Tells what the page says, whatever numbers it says it by, and the records that it stands
    /// for.
    fn said(&self, at: &Moment<'_>) -> (Entry, Vec<&Id>) {
        let entry = LogForm::read(self.fields(), &self.before, &at.writer).entry;
        let mut records: Vec<&Id> = self.reopened.places.iter().flat_map(|(_, ids)| ids).collect();
        records.sort();
        (entry, records)
    }

    /// The file that the numbers of the page count in.
    pub fn lists(&self) -> &ClientFile {
        self.lists.as_ref().unwrap_or(&self.before)
    }

    pub fn fields(&self) -> &Fields {
        &self.reopened.fields
    }

    /// The records of the session that the form has no place for. They stay as they are.
    pub fn unplaced(&self) -> Vec<&Record> {
        let placed: HashSet<&Id> = self.reopened.places.iter().flat_map(|(_, ids)| ids).collect();
        let stays = |r: &&Record| {
            self.own.contains(&r.id) && !placed.contains(&r.id) && r.id != self.session.id
        };
        // An answer stands in the fields of what it is about.
        let answered = |r: &&Record| match &r.fact {
            Fact::HoursNoted { .. } | Fact::Signed { .. } | Fact::Settled { .. } => true,
            Fact::PermissionNamed { delivery, .. } => placed.contains(delivery),
            Fact::WhyNamed { message, .. } => placed.contains(message),
            _ => false,
        };
        self.live.iter().filter(stays).filter(|r| !answered(r)).collect()
    }

    /// The session and everything written in it, for taking it back as a whole.
    pub fn whole(&self) -> Vec<&Record> {
        self.live.iter().filter(|r| self.own.contains(&r.id)).collect()
    }

    fn record(&self, id: &Id) -> Option<&Record> {
        self.live.iter().find(|r| r.id == *id)
    }
}
