//! Correcting what passed outside a session: a contact with the words said in it, or a gift.

use foldhash::HashSet;

use super::changed::corrected;
use super::plan::{Blocked, Plan, Settled};
use super::values::redated;
use crate::method::contact::Contact;
use crate::method::fact::points_at;
use crate::method::fact::{Fact, Record};
use crate::method::gift::Gift;
use crate::method::revision::live;
use crate::method::{ClientFile, Id, Quote};

/// A contact or a gift in its file, opened to be changed.
pub struct Passed<'f> {
    file: &'f ClientFile,
    /// The journal that the file is made of.
    known: &'f [Record],
    /// The records that count, as they read now.
    live: Vec<Record>,
    /// As it was written down, without what became known of it later.
    pub own: Own,
}

/// A record of either kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Own {
    /// A contact, with the words that its page has a place for.
    Contact(Contact, Option<Quote>),
    Gift(Gift),
}

impl Own {
    pub fn id(&self) -> &Id {
        match self {
            Own::Contact(contact, _) => &contact.id,
            Own::Gift(gift) => &gift.id,
        }
    }

    fn record(&self) -> Record {
        match self {
            Own::Contact(contact, _) => Record::contact(contact.clone()),
            Own::Gift(gift) => Record::gift(gift.clone()),
        }
    }

    fn words(&self) -> Option<&Quote> {
        match self {
            Own::Contact(_, words) => words.as_ref(),
            Own::Gift(_) => None,
        }
    }
}

impl<'f> Passed<'f> {
    /// Opens it; none if no contact and no gift of this id counts.
    pub fn of(file: &'f ClientFile, known: &'f [Record], id: &Id) -> Option<Passed<'f>> {
        let live = live(known);
        let own = match &live.iter().find(|r| r.id == *id)?.fact {
            Fact::Contact(contact) => {
                let words = live.iter().find_map(|r| match &r.fact {
                    Fact::Quote(quote) if quote.contact.as_ref() == Some(id) => Some(quote.clone()),
                    _ => None,
                });
                Own::Contact(contact.clone(), words)
            }
            Fact::Gift(gift) => Own::Gift(gift.clone()),
            _ => return None,
        };
        Some(Passed { file, known, live, own })
    }

    /// Weighs the new version, and all that it reaches besides. Words and steps of a contact move
    /// to its new day.
    pub fn correct(&self, now: &Own) -> Result<Settled, Blocked> {
        let mut plan = Plan::default();
        let (was, is) = (self.own.record(), now.record());
        let before = self.live.iter().find(|r| r.id == *self.own.id());
        if let Some(before) = before.filter(|_| was != is) {
            plan.change(Record { on: is.on, fact: is.fact.clone(), ..before.clone() });
        }
        if was.on != is.on {
            self.follow(&mut plan, (&was, &is));
        }
        match (self.own.words(), now.words()) {
            (Some(was), None) => plan.take_back(&was.id),
            (None, Some(new)) => plan.add(None, vec![Record::quote(is.on, new.clone())]),
            (Some(was), Some(new)) if was != new => {
                let said = self.live.iter().find(|r| r.id == was.id).and_then(|r| plan.now(r));
                said.into_iter().for_each(|said| {
                    plan.change(Record { fact: Fact::Quote(new.clone()), ..said })
                });
            }
            _ => {}
        }
        plan.settle((self.file, self.known, &self.live), Vec::new(), &corrected())
    }

    /// Dates anew what was said or done in it on its day.
    fn follow(&self, plan: &mut Plan, (was, is): (&Record, &Record)) {
        let mut within: HashSet<Id> = HashSet::from_iter([was.id.clone()]);
        let said = self
            .live
            .iter()
            .filter(|r| matches!(&r.fact, Fact::Quote(q) if q.contact.as_ref() == Some(&was.id)));
        within.extend(said.map(|r| r.id.clone()));
        let of_it =
            |r: &&Record| r.id != was.id && r.on == was.on && !points_at(r, &within).is_empty();
        for record in self.live.iter().filter(of_it).filter(|r| r.session.is_none()) {
            redated(record, was.on, is.on).into_iter().for_each(|r| plan.change(r));
        }
    }
}
