//! Agreements on their way into records: what is meant where a line leaves it open.

use super::Build;
use crate::intake::entry::{Item, Open};
use crate::method::agreement::{AgreementOrigin, AgreementState};
use crate::method::standing::Clock;
use crate::method::{
    AgreementEvent, AgreementMove, ClientFile, Id, Message, MessageState, Scope, Terms,
};

impl Build<'_> {
    /// Decides what the line of an agreement left open.
    pub(super) fn agreement(
        &self,
        event: &mut AgreementEvent,
        open: Option<Open>,
        so_far: &ClientFile,
    ) {
        let declined = open.is_none() && event.event == AgreementMove::Declined;
        if declined && event.scope == Scope::Relationship {
            event.scope = self.no_to(event, so_far);
        }
        if open == Some(Open::Event) && self.stands(event, so_far).in_force() {
            event.event = AgreementMove::Renewed;
        }
        event.origin = event.origin.or_else(|| usual_origin(event, &so_far.agreements));
    }

    /// A no while the agreement is in force is a no to one thing: what was told, or was to be told
    /// (method §3.4).
    fn no_to(&self, event: &AgreementEvent, so_far: &ClientFile) -> Scope {
        let at_hand = self.at_hand(so_far).filter(|_| self.stands(event, so_far).in_force());
        at_hand.map_or(Scope::Relationship, Scope::Topic)
    }

    /// The message that this session is about: one told in it, else the only one planned for it.
    fn at_hand(&self, so_far: &ClientFile) -> Option<Id> {
        let told = self.entry.items.iter().find_map(Item::telling).map(|(message, _)| message);
        told.cloned().or_else(|| {
            let planned = |m: &&Message| m.state(self.on) == MessageState::Planned;
            let mut planned = so_far.messages.iter().filter(planned);
            planned.next().filter(|_| planned.next().is_none()).map(|m| m.id.clone())
        })
    }

    /// The state that an event of this session would meet.
    fn stands(&self, event: &AgreementEvent, so_far: &ClientFile) -> AgreementState {
        Clock::of(so_far, &Terms::USUAL).met(so_far, event.kind, &event.scope, self.on)
    }
}

/// A yes was volunteered unless it was sought that day (method §3.3); nothing is said of the other
/// events.
pub(crate) fn usual_origin(
    event: &AgreementEvent,
    before: &[AgreementEvent],
) -> Option<AgreementOrigin> {
    matches!(event.event, AgreementMove::Given | AgreementMove::Renewed).then(|| {
        let of = |e: &AgreementEvent| (e.kind, e.scope.clone(), e.on);
        let sought = |e: &AgreementEvent| e.event == AgreementMove::Sought && of(e) == of(event);
        if before.iter().any(sought) {
            AgreementOrigin::Sought
        } else {
            AgreementOrigin::Volunteered
        }
    })
}
