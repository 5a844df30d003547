//! Agreements on their way into records: what is meant where a line leaves it open.

use super::Build;
use crate::intake::entry::fault::new_message;
use crate::intake::entry::{About, Agreed, Telling, Told, What};
use crate::method::agreement::{AgreementOrigin, AgreementState};
use crate::method::standing::Clock;
use crate::method::{
    AgreementEvent, AgreementMove, ClientFile, Id, Message, MessageState, Scope, Terms,
};

impl Build<'_> {
    pub(super) fn agreement(&self, id: Id, agreed: &Agreed, so_far: &ClientFile) -> AgreementEvent {
        let scope = self.scope(agreed, so_far);
        let event = agreed.event.unwrap_or(match self.stands(agreed, &scope, so_far) {
            state if state.in_force() => AgreementMove::Renewed,
            _ => AgreementMove::Given,
        });
        let mut event = AgreementEvent {
            id,
            kind: agreed.kind,
            scope,
            on: self.on,
            event,
            session: Some(self.session.clone()),
            contact: None,
            quote: self.find(&agreed.words),
            origin: agreed.origin,
        };
        event.origin = event.origin.or_else(|| usual_origin(&event, &so_far.agreements));
        event
    }

    /// A no while the agreement is in force is a no to one thing: what was told, or was to be told
    /// (method §3.4).
    fn scope(&self, agreed: &Agreed, so_far: &ClientFile) -> Scope {
        match &agreed.about {
            About::Topic(link) => return Scope::Topic(self.id(link)),
            About::Session => return Scope::Session(self.session.clone()),
            About::Relationship => {}
        }
        let no = agreed.event == Some(AgreementMove::Declined);
        if no && self.stands(agreed, &Scope::Relationship, so_far).in_force() {
            return self.at_hand(so_far).map_or(Scope::Relationship, Scope::Topic);
        }
        Scope::Relationship
    }

    /// The message that this session is about: one told in it, else the only one planned for it.
    fn at_hand(&self, so_far: &ClientFile) -> Option<Id> {
        let told = self.entry.items.iter().enumerate().find_map(|(i, item)| match &item.what {
            What::Told(Telling { message: Told::Held(link), .. }) => Some(self.id(link)),
            What::Told(_) => new_message(&item.what).map(|_| self.ids[i].clone()),
            _ => None,
        });
        told.or_else(|| {
            let planned = |m: &&Message| m.state(self.on) == MessageState::Planned;
            let mut planned = so_far.messages.iter().filter(planned);
            planned.next().filter(|_| planned.next().is_none()).map(|m| m.id.clone())
        })
    }

    /// The state that an event of this session would meet.
    fn stands(&self, agreed: &Agreed, scope: &Scope, so_far: &ClientFile) -> AgreementState {
        Clock::of(so_far, &Terms::USUAL).met(so_far, agreed.kind, scope, self.on)
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
