//! Holds what may leave, and in whose hands: an allow-list by field class (method §6.1), never a
//! block-list.
//!
//! A `ClientCopy` is made of `Disclosed` values. Only this module makes those, and only through
//! `disclose!`, which does not compile for a field whose class the client may not read. Whoever
//! renders a copy is never handed a raw record.
//!
//! ```
//! use ryokai::method::disclosure::Disclosed;
//! fn print(words: &Disclosed<ryokai::method::Text>) -> &str { words.get().as_str() }
//! ```
//! Nobody else can make one:
//! ```compile_fail,E0423
//! let text: ryokai::method::Text = "a note".parse().unwrap();
//! let leaked = ryokai::method::disclosure::Disclosed(text);
//! ```
//! ```compile_fail,E0423
//! let week = ryokai::method::disclosure::veil::Week(20260109);
//! let seen = ryokai::method::disclosure::veil::Plain("Naoki Mizuno".to_owned());
//! ```
//! ```compile_fail,E0624
//! let text: ryokai::method::Text = "a note".parse().unwrap();
//! let leaked = ryokai::method::disclosure::Disclosed::of(text);
//! ```

mod agreed;
mod client;
mod consultant;
mod left_out;
pub mod pseudonymiser;
mod said;
mod sponsor;
mod supervisor;
mod told;

pub use agreed::{Agreed, Topic};
pub use client::{ClientCopy, Mattering, Met, Names, Promised, Wanted};
pub use consultant::{About, ConsultantFile, Deed, History, PutAside};
pub use left_out::{Kind, LeftOut, left_out};
pub use said::Said;
pub use sponsor::{Lacking, SponsorCopy};
pub use supervisor::{
    Closed, Kept, Landed, Supervision, SupervisorCopy, Turn, Unsaid, VeiledNeed, VeiledWant,
};
pub use told::Told;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::{Class, Fields, class_of};
use crate::method::letterhead::Letterhead;
use crate::method::retention::Retention;
use crate::method::{
    AgreementKind, Day, Exactness, Id, Lang, Permission, PromiseState, Reception, Session, Speaker,
    Step, Text, WantState,
};

/// Names who a document is for. A further profile is one more variant, and does not compile until
/// it is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// The copy for the client.
    #[default]
    Client,
    /// The consultant's own file.
    File,
    /// The pseudonymised copy for a supervisor.
    Supervisor,
    /// Attendance and agreed goals, for whoever pays; only with the client's consent.
    Sponsor,
}

impl Profile {
    pub const ALL: [Profile; 4] =
        [Profile::Client, Profile::File, Profile::Supervisor, Profile::Sponsor];

    /// True if this profile may print a class as it stands (method §6.1). A supervisor reads
    /// nothing as it stands, and a sponsor only what is taken out of the client's copy.
    pub const fn prints(self, class: Class) -> bool {
        match self {
            Profile::Client => matches!(class, Class::S | Class::W),
            Profile::File => true,
            Profile::Supervisor | Profile::Sponsor => false,
        }
    }

    /// True if this profile may print a field of a noun; never for a name that is not a field.
    pub const fn prints_field(self, fields: &Fields, field: &str) -> bool {
        match class_of(fields, field) {
            Some(class) => self.prints(class),
            None => false,
        }
    }
}

/// The days a document is about, both ends included; an end left open is the first or the last
/// record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Period {
    pub fn contains(&self, on: Day) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }
}

/// Names what a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    Period(Period),
    /// One session: its day, without what was written in another session of that day.
    Session {
        id: Id,
        on: Day,
    },
}

impl Default for Extent {
    fn default() -> Extent {
        Extent::Period(Period::default())
    }
}

impl Extent {
    pub fn session(session: &Session) -> Extent {
        Extent::Session { id: session.id.clone(), on: session.on }
    }

    /// The days it spans.
    pub fn period(&self) -> Period {
        match self {
            Extent::Period(period) => *period,
            Extent::Session { on, .. } => Period { from: Some(*on), to: Some(*on) },
        }
    }

    /// True if something of this day is within it. What was written in no session belongs to each
    /// of its day.
    fn contains(&self, on: Day, session: Option<&Id>) -> bool {
        let apart = match self {
            Extent::Session { id, .. } => session.is_some_and(|session| session != id),
            Extent::Period(_) => false,
        };
        self.period().contains(on) && !apart
    }
}

/// One edition of a document: what it is about, and the day up to which facts are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub extent: Extent,
    /// The day it is made on.
    pub as_of: Day,
    /// The day of the correction, if it replaces an earlier edition that was wrong.
    pub revised_on: Option<Day>,
}

impl Edition {
    /// True if something of this day belongs in the document, and of this session, if it was
    /// written in one.
    pub fn covers(&self, on: Day, session: Option<&Id>) -> bool {
        on <= self.as_of && self.extent.contains(on, session)
    }

    /// The first day the document is about; none if it begins with the first record.
    pub fn first_day(&self) -> Option<Day> {
        self.extent.period().from
    }

    /// True if one of a record's steps belongs in the document.
    fn covers_step<S>(&self, history: &[Step<S>]) -> bool {
        history.iter().any(|step| self.covers(step.on, step.session.as_ref()))
    }

    /// The last day the document is about.
    pub fn last_day(&self) -> Day {
        self.extent.period().to.map_or(self.as_of, |to| to.min(self.as_of))
    }
}

/// Holds what the practice says about a record: who writes, who reads it, how long it is kept.
/// Nothing of it was said by or noted of the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Issuer {
    /// The consultant's name, in the language of the document.
    pub consultant: String,
    /// Counts how many colleagues may read the record besides the consultant.
    pub colleagues: usize,
    /// Tells how long this record is kept.
    pub retention: Retention,
    /// Holds what stands at the head of its documents.
    pub letterhead: Letterhead,
}

/// A value that its reader may see. Made in this module alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed<T>(T);

impl<T> Disclosed<T> {
    pub fn get(&self) -> &T {
        &self.0
    }
}

impl<T: Plain> Disclosed<T> {
    /// Called by `disclose!` alone, after it has looked at the class.
    fn of(value: T) -> Disclosed<T> {
        Disclosed(value)
    }
}

/// A single value; a record or a list of records is none, so that its other fields cannot travel
/// along.
pub trait Plain {}
macro_rules! plain {
    ($($t:ty),+ $(,)?) => { $(impl Plain for $t {})+ };
}
plain!(
    Text,
    Day,
    u32,
    bool,
    Lang,
    Speaker,
    Exactness,
    WantState,
    Permission,
    Reception,
    PromiseState,
    AgreementKind
);
impl<T: Plain> Plain for Option<T> {}

/// Takes one field out of a record for the client's eyes. Does not compile unless the field is of
/// class S or W, and, for a part, the list that it stands in as well: `disclose!(Promise.history >
/// step: Step<PromiseState>, on)`.
macro_rules! disclose {
    ($record:ident : $noun:ty, $field:ident) => {{
        const {
            assert!($crate::method::disclosure::Profile::Client.prints_field(&<$noun>::FIELDS, stringify!($field)));
        }
        let record: &$noun = $record;
        $crate::method::disclosure::Disclosed::of(record.$field.clone())
    }};
    ($owner:ident . $list:ident > $record:ident : $noun:ty, $field:ident) => {{
        const {
            assert!($crate::method::disclosure::Profile::Client.prints_field(&$owner::FIELDS, stringify!($list)));
        }
        disclose!($record: $noun, $field)
    }};
}
use disclose;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Message, Need};

    #[test]
    fn the_client_reads_what_is_shared_and_their_own_words() {
        assert!(Profile::Client.prints_field(&Session::FIELDS, "client_topic"));
        for (fields, field) in
            [(&Message::FIELDS, "why"), (&Need::FIELDS, "text"), (&Session::FIELDS, "checkout")]
        {
            assert!(!Profile::Client.prints_field(fields, field), "{field}");
        }
        assert!(!Profile::Client.prints_field(&Session::FIELDS, "no_such_field"));
    }
}
