//! A file's records by id, and whether a step has the evidence it needs.

use foldhash::HashMap;

use crate::method::contact::Contact;
use crate::method::quote::{Quote, Speaker};
use crate::method::session::Session;
use crate::method::{ClientFile, Day, Detail, Evidence, Id, Text, ViolationKind};

pub(super) struct Index<'f> {
    pub sessions: HashMap<&'f Id, &'f Session>,
    pub contacts: HashMap<&'f Id, &'f Contact>,
    pub quotes: HashMap<&'f Id, &'f Quote>,
}

/// Holds what a step carries of evidence, whichever machine it belongs to.
pub(super) struct Carried<'a> {
    pub on: Day,
    pub session: Option<&'a Id>,
    pub contact: Option<&'a Id>,
    pub quote: Option<&'a Id>,
    pub note: Option<&'a Text>,
}

impl<'f> Index<'f> {
    pub fn of(file: &'f ClientFile) -> Index<'f> {
        Index {
            sessions: file.sessions.iter().map(|s| (&s.id, s)).collect(),
            contacts: file.contacts.iter().map(|c| (&c.id, c)).collect(),
            quotes: file.quotes.iter().map(|q| (&q.id, q)).collect(),
        }
    }

    /// The day a quote was said, if its session or contact is there.
    pub fn said_on(&self, quote: &Quote) -> Option<Day> {
        match (&quote.session, &quote.contact) {
            (Some(id), None) => self.sessions.get(id).map(|s| quote.recalled_on.unwrap_or(s.on)),
            (None, Some(id)) => self.contacts.get(id).map(|c| c.on),
            _ => None,
        }
    }

    /// Tells why a step may not rest on what it carries; empty when it may.
    pub fn missing(&self, needs: Evidence, carried: &Carried<'_>) -> Option<ViolationKind> {
        let unless = |there: bool| (!there).then_some(ViolationKind::EvidenceMissing { needs });
        match needs {
            Evidence::Nothing => None,
            Evidence::Reason => unless(carried.note.is_some()),
            Evidence::Session => {
                unless(carried.session.is_some()).or_else(|| self.on_that_day(carried, needs))
            }
            Evidence::Encounter | Evidence::LaterHeldSession => self.on_that_day(carried, needs),
            Evidence::SaidAloud => unless(self.said_aloud(carried)),
            Evidence::Words | Evidence::NewHint => self.their_words(needs, carried),
        }
    }

    /// The event names a session or contact, and carries its date.
    fn on_that_day(&self, carried: &Carried<'_>, needs: Evidence) -> Option<ViolationKind> {
        let day = match (carried.session, carried.contact) {
            (Some(id), _) => self.sessions.get(id).map(|s| s.on),
            (None, Some(id)) => self.contacts.get(id).map(|c| c.on),
            (None, None) => return Some(ViolationKind::EvidenceMissing { needs }),
        };
        // An unknown id is named by the check of references.
        day.filter(|day| *day != carried.on).map(|_| ViolationKind::DateDiffers)
    }

    fn said_aloud(&self, carried: &Carried<'_>) -> bool {
        carried.session.is_some()
            || carried.contact.is_some()
            || self.sessions.values().any(|s| s.held() && s.on == carried.on)
            || self
                .contacts
                .values()
                .any(|c| c.on == carried.on || c.replied_on == Some(carried.on))
    }

    /// Ⓠ: a quote of the client, from the session or contact that the event names, on its day.
    fn their_words(&self, needs: Evidence, carried: &Carried<'_>) -> Option<ViolationKind> {
        let Some(id) = carried.quote else {
            return Some(ViolationKind::EvidenceMissing { needs });
        };
        let quote = self.quotes.get(id)?;
        if quote.speaker != Speaker::Client {
            return Some(ViolationKind::NotTheirWords);
        }
        if quote.session.as_ref() != carried.session || quote.contact.as_ref() != carried.contact {
            return Some(ViolationKind::WordsFromElsewhere);
        }
        self.said_on(quote).filter(|day| *day != carried.on).map(|_| ViolationKind::DateDiffers)
    }

    /// A quote that supports a record without moving a machine: theirs, and not from after the
    /// record's day.
    pub fn supports(&self, quote: &Id, on: Day) -> Option<ViolationKind> {
        let quote = self.quotes.get(quote)?;
        if quote.speaker != Speaker::Client {
            return Some(ViolationKind::NotTheirWords);
        }
        let later = self.said_on(quote).is_some_and(|said| said > on);
        later.then_some(ViolationKind::BeforeItsCause { field: Detail::Quote })
    }
}
