//! A breach: the place of a record that does not obey the machines, the rule, and what is missing.

use serde::Serialize;

use crate::method::{Evidence, Id};

/// The value of a record that a rule is about. Each has its name in both languages, so that no page
/// says a field's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    On,
    NextOn,
    RepliedOn,
    RecalledOn,
    ReceptionOn,
    WhyOn,
    ThankedOn,
    TalkedOn,
    /// The words that a record rests on.
    Quote,
    /// The record that is taken back.
    Target,
    Minutes,
    Heads,
    Exactness,
}

impl Detail {
    pub const ALL: [Detail; 13] = [
        Detail::On,
        Detail::NextOn,
        Detail::RepliedOn,
        Detail::RecalledOn,
        Detail::ReceptionOn,
        Detail::WhyOn,
        Detail::ThankedOn,
        Detail::TalkedOn,
        Detail::Quote,
        Detail::Target,
        Detail::Minutes,
        Detail::Heads,
        Detail::Exactness,
    ];
}

/// Names why a record cannot stand. Every variant has a message in both languages under
/// `violation-…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum ViolationKind {
    /// The machine has no such step.
    NoSuchStep { from: String, to: String },
    /// The step exists but its evidence does not.
    EvidenceMissing { needs: Evidence },
    /// The quote was not spoken by the client.
    NotTheirWords,
    /// The quote belongs to another session or contact than the event (Ⓠ).
    WordsFromElsewhere,
    /// The event's date is not the date of the session or contact it rests on.
    DateDiffers,
    /// The field names a record that does not exist in this file.
    UnknownReference { field: String, id: Id },
    /// Two records share one id.
    DuplicateId { id: Id },
    /// A quote belongs to exactly one session or contact.
    OneOrigin,
    /// `imposed` needs a no, that session or before.
    ImposedWithoutNo,
    /// A reception needs its date, and a date needs its reception.
    ReceptionUndated,
    /// A later event carries an earlier date than what it follows.
    BeforeItsCause { field: Detail },
    /// A sign of the other family.
    OtherFamily,
    /// The session is signed: only addenda follow.
    Signed,
    /// The record is already there with other content.
    Differs { id: Id },
    /// A later correction says something else of what would be undone.
    CorrectedSince,
    /// The value is outside its range.
    OutOfRange { field: Detail },
}

/// One refused record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Tells where it stands in the file format, for instance `wants[2].history[0]`.
    pub place: String,
    /// The record itself.
    pub record: Id,
    #[serde(flatten)]
    pub rule: ViolationKind,
}
