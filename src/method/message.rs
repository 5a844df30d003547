//! Something to tell, and each time it was told: with what permission, and how it landed (method
//! §3.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::method::class::noun;
use crate::method::{ClientFile, Day, Evidence, Id, Step, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    #[default]
    Held,
    Planned,
    Delivered,
    Dropped,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    Solicited,
    Permitted,
    Unasked,
    Imposed,
}

impl Permission {
    /// They asked, or they agreed.
    pub fn granted(self) -> bool {
        matches!(self, Permission::Solicited | Permission::Permitted)
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    Received,
    Thinking,
    PushedBack,
    Burdened,
    Closed,
}

impl Reception {
    /// Taken in, taken away, or argued with: all three are good outcomes.
    pub fn open(self) -> bool {
        matches!(self, Reception::Received | Reception::Thinking | Reception::PushedBack)
    }
}

noun! {
    /// One thing the consultant wants to tell, for the client's sake.
    pub struct Message {
        P id: Id,
        P on: Day,
        /// The session in which it was written down, where that is known.
        #[serde(default)]
        P session: Option<Id>,
        S text: Text,
        /// Asked for, and it may come later.
        #[serde(default)]
        P why: Option<Text>,
        #[serde(default)]
        R need: Option<Id>,
        #[serde(default)]
        S self_interest: bool,
        #[serde(default)]
        P history: Vec<Step<MessageState>>,
        #[serde(default)]
        S deliveries: Vec<Delivery>,
    }
}

impl Message {
    /// The state at the end of `at`: told once, it stays told.
    pub fn state(&self, at: Day) -> MessageState {
        if self.deliveries.iter().any(|d| d.on <= at) {
            return MessageState::Delivered;
        }
        crate::method::step::state_at(&self.history, at).unwrap_or_default()
    }
}

noun! {
    /// One telling of it. `reception_on` belongs to `reception`, which may come later.
    pub struct Delivery {
        #[serde(default)]
        P id: Id,
        S session: Id,
        S on: Day,
        /// None while it is not named yet.
        #[serde(default)]
        S permission: Option<Permission>,
        #[serde(default)]
        W permission_quote: Option<Id>,
        #[serde(default, deserialize_with = "crate::method::file::unknown_is_none")]
        S reception: Option<Reception>,
        #[serde(default)]
        S reception_on: Option<Day>,
        /// The session in which the reception became known, where that is known.
        #[serde(default)]
        P reception_session: Option<Id>,
        #[serde(default)]
        W reception_quote: Option<Id>,
        #[serde(default)]
        R strain as "rupture": Option<Id>,
    }
}

impl Delivery {
    /// The permission it is known to have had. None while that, or the words it rests on, are not
    /// named yet: such a telling is evidence of nothing, and nobody is told off for it (method
    /// §3.4).
    pub fn leave(&self) -> Option<Permission> {
        self.permission.filter(|p| *p == Permission::Unasked || self.permission_quote.is_some())
    }

    /// True if they are known to have asked for it, or agreed to it.
    pub fn granted(&self) -> bool {
        self.leave().is_some_and(Permission::granted)
    }

    /// Tells how it landed, as far as that was known on `at`.
    pub fn landed(&self, at: Day) -> Option<Reception> {
        self.reception.filter(|_| self.reception_on.is_some_and(|on| on <= at))
    }
}

impl ClientFile {
    /// The session in which a message was written down. One that does not say so was written down
    /// in a session of its day, in the first one unless it was told in another.
    pub fn session_of_message<'f>(&'f self, message: &'f Message) -> Option<&'f Id> {
        let told = message.deliveries.iter().find(|d| d.on == message.on).map(|d| &d.session);
        message.session.as_ref().or(told).or_else(|| self.first_session_on(message.on))
    }

    /// The session in which it became known how something told had landed.
    pub fn session_of_reception<'f>(&'f self, told: &'f Delivery) -> Option<&'f Id> {
        let on = told.reception_on?;
        let at_once = (on == told.on).then_some(&told.session);
        told.reception_session.as_ref().or(at_once).or_else(|| self.first_session_on(on))
    }

    fn first_session_on(&self, day: Day) -> Option<&Id> {
        self.sessions.iter().find(|s| s.on == day).map(|s| &s.id)
    }
}

/// The evidence a step needs, or none where there is no such step. `Delivered` comes from a
/// delivery alone.
pub fn evidence(from: MessageState, to: MessageState) -> Option<Evidence> {
    use MessageState as M;
    match (from, to) {
        (M::Held, M::Planned) | (M::Planned, M::Held) => Some(Evidence::Nothing),
        (M::Held | M::Planned, M::Dropped) => Some(Evidence::Reason),
        _ => None,
    }
}
