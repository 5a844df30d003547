//! The shorthand's entry joined to the form's: one record, each thing once, whichever side it was
//! written on.

use super::LogForm;
use crate::intake::entry::{Entry, Item};
use crate::intake::form::Fault;
use crate::method::Id;
use crate::method::field::Shape;
use crate::method::session::SessionField;

impl LogForm {
    /// Adds what the shorthand holds and the form has no single place for: a note goes below the
    /// form's, and items are added unless the form holds the same.
    pub(super) fn join(&mut self, short: Entry) {
        let own = &mut self.entry;
        own.session.ended_at = short.session.ended_at.or(own.session.ended_at);
        if short.session.kind != Default::default() {
            own.session.kind = short.session.kind;
        }
        for field in SessionField::texts().filter(|f| f.declared().shape == Shape::Notes) {
            if field.join(&mut own.session, &short.session).is_err() {
                self.faults.push(Fault::new(field.declared().form, "fault-text"));
            }
        }
        let (form, mut names) = (own.clone(), Vec::new());
        let mut added = Vec::new();
        for mut item in short.items {
            item.rename(&names);
            match form.items.iter().find(|there| item.says_as(there)) {
                Some(there) => names.extend(item.names(there)),
                None => {
                    names.extend(form.name_of_words(&item));
                    added.push(item);
                }
            }
        }
        // A line may point at a later one, of which the name is known only now.
        added.iter_mut().for_each(|item| item.rename(&names));
        own.items.extend(added);
    }
}

impl Entry {
    /// The id of the item's words, with the one under which the same words stand here.
    fn name_of_words(&self, item: &Item) -> Option<(Id, Id)> {
        let quote = item.quote()?;
        Some((quote.id.clone(), self.said(quote)?.clone()))
    }
}
