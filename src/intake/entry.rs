//! Holds what a person hands in for one session, by whichever door: form or shorthand. Nothing here
//! decides; the machines do, in `Entry::propose`. No word of the interface and no clock may live
//! here.

mod build;
mod fault;
mod propose;

pub use build::is_late;
pub(crate) use build::usual_origin;
pub(crate) use fault::new_message;
pub use fault::{EntryFault, FaultRule, Field, MAX_MINUTES};
pub use propose::{Proposal, Understood, Unkept};
pub(crate) use propose::{rules_of, verbatim};

use crate::method::agreement::AgreementOrigin;
use crate::method::marker::Family;
use crate::method::need::{NeedBasis, NeedKind};
use crate::method::{
    AgreementKind, AgreementMove, Day, Exactness, Id, Lang, MessageState, NeedState, Permission,
    PromiseState, Reception, Session, Sign, Speaker, StrainState, Text, WantState,
};

/// Everything that one log page can hold (method §7). A field that was left empty is none; `propose` says
/// what is needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Option<Day>,
    /// Holds what was written of the session itself. Id, day and number come when it is built.
    pub session: Session,
    /// In the order written, which is the order that counts within the day (method §3.3).
    pub items: Vec<Item>,
}

/// One thing that was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The line of the shorthand, counted from 1; none for a field of the form.
    pub line: Option<usize>,
    /// As typed. It is kept in the session if `what` cannot be recorded; if blank, the item's own
    /// text is.
    pub typed: String,
    pub what: What,
}

/// Names what an item says. Each becomes one record and its parts, which go in together or not at
/// all.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Quote(Said),
    Want {
        text: Text,
        words: Option<Link>,
        needs: Vec<Link>,
    },
    WantMoved(Move<WantState>),
    Need {
        text: Text,
        basis: NeedBasis,
        kind: Option<NeedKind>,
        words: Option<Link>,
        /// The wants it lies beneath.
        wants: Vec<Link>,
    },
    NeedMoved(Move<NeedState>),
    Agreement(Agreed),
    Message(Draft),
    MessageMoved(Move<MessageState>),
    Told(Telling),
    /// Tells how an earlier telling was received, known only now.
    Landed {
        message: Link,
        reception: Reception,
        words: Option<Link>,
    },
    Sign {
        sign: Sign,
        observed: Option<Text>,
        just_before: Option<Text>,
        words: Option<Link>,
    },
    Promise {
        by: Speaker,
        text: Text,
        due: Option<Day>,
        need: Option<Link>,
    },
    PromiseMoved(Move<PromiseState>),
    /// A strain that was noticed.
    Strain {
        kind: Family,
        message: Option<Link>,
        note: Option<Text>,
    },
    StrainMoved(Move<StrainState>),
    /// A line that nobody could read: kept as typed.
    Unread,
}

/// Names what an item points at: a record of the file, or another item of the same entry by its
/// place in `items`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Known(Id),
    Item(usize),
}

/// Words as they were said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub text: Text,
    /// None: as said, or the gist if it is written down late (method R28).
    pub exactness: Option<Exactness>,
    pub speaker: Speaker,
    /// None: the language it looks like.
    pub lang: Option<Lang>,
}

/// A step of a machine. `words` is its quote, `note` its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Move<S> {
    pub of: Link,
    pub to: S,
    pub words: Option<Link>,
    pub note: Option<Text>,
}

/// An event of one of the two agreements.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    pub kind: AgreementKind,
    /// None: given, or renewed while it is in force.
    pub event: Option<AgreementMove>,
    pub about: About,
    pub words: Option<Link>,
    /// None: for a yes, sought if it was sought that day, else volunteered.
    pub origin: Option<AgreementOrigin>,
}

/// Names what an agreement is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum About {
    #[default]
    Relationship,
    /// A want or a message.
    Topic(Link),
    Session,
}

/// A new thing to tell. Its `why` is asked for, and may come later.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub text: Text,
    pub why: Option<Text>,
    pub need: Option<Link>,
    pub self_interest: bool,
}

/// Something told. What it lacks of its permission is asked for once it is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    pub message: Told,
    pub permission: Option<Permission>,
    pub permission_words: Option<Link>,
    pub reception: Option<Reception>,
    pub reception_words: Option<Link>,
    pub strain: Option<Link>,
}

/// Names what was told: something that was held, or something that came up then and there.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Held(Link),
    New(Draft),
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

    /// Adds an item and gives the link to it.
    pub fn add(&mut self, line: Option<usize>, typed: impl Into<String>, what: What) -> Link {
        self.items.push(Item { line, typed: typed.into(), what });
        Link::Item(self.items.len() - 1)
    }
}

impl What {
    /// Words the client said, without more.
    pub fn said(text: Text) -> What {
        What::Quote(Said { text, exactness: None, speaker: Speaker::Client, lang: None })
    }

    /// The text an item is made of, where it has one.
    pub fn text(&self) -> Option<&Text> {
        match self {
            What::Quote(said) => Some(&said.text),
            What::Want { text, .. } | What::Need { text, .. } | What::Promise { text, .. } => {
                Some(text)
            }
            What::Message(draft) | What::Told(Telling { message: Told::New(draft), .. }) => {
                Some(&draft.text)
            }
            What::WantMoved(Move { note, .. }) => note.as_ref(),
            What::NeedMoved(Move { note, .. }) => note.as_ref(),
            What::MessageMoved(Move { note, .. }) => note.as_ref(),
            What::PromiseMoved(Move { note, .. }) => note.as_ref(),
            What::StrainMoved(Move { note, .. }) | What::Strain { note, .. } => note.as_ref(),
            What::Sign { observed, just_before, .. } => observed.as_ref().or(just_before.as_ref()),
            What::Agreement(_) | What::Told(_) | What::Landed { .. } | What::Unread => None,
        }
    }
}
