//! Holds what keeps a whole entry from being saved: the few fields without which there is no
//! session, nothing else.

use serde::Serialize;

use super::Entry;
use crate::method::session::SessionStatus;
use crate::method::{Day, ViolationKind};

/// The longest session, in minutes.
pub const MAX_MINUTES: u32 = 24 * 60;

/// One field that must be put right before the entry can be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryFault {
    pub field: Field,
    pub rule: FaultRule,
}

/// Names where the fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    On,
    Minutes,
    PlannedFor,
    NextOn,
    Heads,
    /// The item at this place in `Entry::items`.
    Item(usize),
}

/// Names what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultRule {
    Missing,
    /// Something was typed that does not read as a value of this field.
    Unreadable,
    TooLong,
    InFuture,
    OutOfRange,
    BeforeSession,
    /// The session itself does not go together with what is recorded.
    Refused(ViolationKind),
}

impl Entry {
    /// Tells what must be put right before this can be saved; `today` is the consultant's.
    pub fn faults(&self, today: Day) -> Vec<EntryFault> {
        let mut out = Vec::new();
        let mut fault = |field, rule| out.push(EntryFault { field, rule });
        match self.on {
            None => fault(Field::On, FaultRule::Missing),
            Some(on) if on > today => fault(Field::On, FaultRule::InFuture),
            Some(_) => {}
        }
        match self.session.minutes {
            None if self.session.status == SessionStatus::Held => {
                fault(Field::Minutes, FaultRule::Missing)
            }
            Some(m) if !(1..=MAX_MINUTES).contains(&m) => {
                fault(Field::Minutes, FaultRule::OutOfRange)
            }
            _ => {}
        }
        if self.on.zip(self.session.next_on).is_some_and(|(on, next)| next < on) {
            fault(Field::NextOn, FaultRule::BeforeSession);
        }
        if self.session.hours.as_ref().is_some_and(|hours| !hours.sound()) {
            fault(Field::Heads, FaultRule::OutOfRange);
        }
        out
    }
}
