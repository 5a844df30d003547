//! Holds what a person hands in for one session, by whichever door: form or shorthand. An entry is
//! a session and its records, each under an id of its own from the start. Nothing here decides; the
//! machines do, in `Entry::propose`. No word of the interface and no clock may live here.

mod build;
mod drawn;
mod fault;
mod item;
mod propose;

pub use build::is_late;
pub(crate) use build::usual_origin;
pub use fault::{EntryFault, FaultRule, Field, MAX_MINUTES};
pub use item::{Item, Open};
pub use propose::{Proposal, Understood, Unkept};
pub(crate) use propose::{rules_of, verbatim};

use crate::method::fact::Fact;
use crate::method::{Day, Id, Quote, Session};

/// Everything that one log page can hold (method §7). A field that was left empty is none;
/// `propose` says what is needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Option<Day>,
    /// Holds what was written of the session itself. Id, day and number come when it is built.
    pub session: Session,
    /// In the order written, which is the order that counts within the day (method §3.3).
    pub items: Vec<Item>,
}

impl Default for Entry {
    fn default() -> Entry {
        let session = Session::new(Id::default(), Day::default());
        Entry { on: None, session, items: Vec::new() }
    }
}

impl Entry {
    /// An empty entry for a session on `on`.
    pub fn new(on: Day) -> Entry {
        Entry { on: Some(on), ..Entry::default() }
    }

    /// Adds an item as it was typed, and gives the id that it has in the file: words written twice
    /// have the id of the first. An item that nobody could read has none.
    pub fn add(
        &mut self,
        line: Option<usize>,
        typed: impl Into<String>,
        item: impl Into<Item>,
    ) -> Id {
        let mut item = Item { line, typed: typed.into(), ..item.into() };
        let said = item.quote().and_then(|quote| self.said(quote)).cloned();
        if let (Some(said), Some(own)) = (said, item.id().cloned()) {
            item.rename(&[(own, said)]);
        }
        let id = item.id().cloned().unwrap_or_default();
        self.items.push(item);
        id
    }

    /// The id under which the same words of the same speaker were written already.
    pub(super) fn said(&self, quote: &Quote) -> Option<&Id> {
        let mut quotes = self.items.iter().filter_map(Item::quote);
        quotes.find(|said| said.same_words(quote)).map(|said| &said.id)
    }

    /// The item that the record of this id begins.
    pub fn item(&self, id: &Id) -> Option<&Item> {
        self.items.iter().find(|item| item.id() == Some(id))
    }

    /// True if both say the same, each under ids of its own, however it was typed.
    pub fn says_as(&self, other: &Entry) -> bool {
        let both = || self.items.iter().zip(&other.items);
        let names: Vec<(Id, Id)> = both().flat_map(|(own, other)| own.names(other)).collect();
        let same = |(own, other): (&Item, &Item)| {
            let mut own = own.clone();
            own.rename(&names);
            (own.line, own.records, own.open) == (other.line, other.records.clone(), other.open)
        };
        (self.on, &self.session) == (other.on, &other.session)
            && self.items.len() == other.items.len()
            && both().all(same)
    }

    /// True if the item of this place repeats words that were written before it.
    fn repeats(&self, place: usize) -> bool {
        let first = |item: &Item| self.items.iter().position(|it| it.id() == item.id());
        self.items.get(place).is_some_and(|item| {
            matches!(item.fact(), Some(Fact::Quote(_))) && first(item) != Some(place)
        })
    }
}
