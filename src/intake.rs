//! Every way in: what a form, the shorthand, a table, a card, a calendar or a file says, read into
//! records or into faults with their places. Pure, as the method: no database, clock or HTML.

pub mod calendar;
pub mod correction;
pub mod entry;
pub mod form;
pub mod gift_form;
pub mod hours_form;
pub mod import;
pub mod incoming;
pub mod log_form;
pub mod person_form;
pub mod question;
pub mod shorthand;
pub mod written;

pub use entry::{Entry, EntryFault, Proposal};
