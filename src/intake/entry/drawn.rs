//! Nouns as a line draws them: each under a fresh id, without a session and on no day yet. The
//! entry brings both when it is built.

use crate::method::fact::{Fact, Record};
use crate::method::marker::Family;
use crate::method::need::NeedBasis;
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, Day, Delivery, Exactness, Id, Lang, Marker,
    Message, Need, Promise, Quote, Scope, Sign, Speaker, Step, Strain, Text, Want,
};

impl Quote {
    /// Words as they were said, in the language that they look like.
    pub fn drawn(speaker: Speaker, text: Text) -> Quote {
        Quote {
            id: Id::fresh(),
            session: None,
            contact: None,
            speaker,
            lang: Lang::of(text.as_str()),
            text,
            exactness: Exactness::Verbatim,
            confirmed_by_client_on: None,
            recalled_on: None,
        }
    }

    /// True if both are the same words of the same speaker.
    pub(super) fn same_words(&self, other: &Quote) -> bool {
        self.speaker == other.speaker && self.text == other.text
    }
}

impl Want {
    /// A want without its words.
    pub fn drawn(text: Text) -> Want {
        Want {
            id: Id::fresh(),
            on: Day::default(),
            session: None,
            contact: None,
            text,
            quote: None,
            needs: Vec::new(),
            history: Vec::new(),
        }
    }
}

impl Need {
    /// A need that is a guess of ours.
    pub fn drawn(text: Text) -> Need {
        Need {
            id: Id::fresh(),
            on: Day::default(),
            session: None,
            text,
            basis: NeedBasis::Inference,
            kind: None,
            hint_quote: None,
            client_wording: None,
            history: Vec::new(),
        }
    }
}

impl AgreementEvent {
    /// A yes to the whole relationship, without its words.
    pub fn drawn(kind: AgreementKind) -> AgreementEvent {
        AgreementEvent {
            id: Id::fresh(),
            kind,
            scope: Scope::Relationship,
            on: Day::default(),
            event: AgreementMove::Given,
            session: None,
            contact: None,
            quote: None,
            origin: None,
        }
    }
}

impl Message {
    /// A new thing to tell, in their favour. Its why is asked for, and may come later.
    pub fn drawn(text: Text) -> Message {
        Message {
            id: Id::fresh(),
            on: Day::default(),
            session: None,
            text,
            why: None,
            need: None,
            self_interest: false,
            history: Vec::new(),
            deliveries: Vec::new(),
        }
    }
}

impl Delivery {
    /// A telling of which nothing is named yet.
    pub fn drawn() -> Delivery {
        Delivery {
            id: Id::fresh(),
            session: Id::default(),
            on: Day::default(),
            permission: None,
            permission_quote: None,
            reception: None,
            reception_on: None,
            reception_session: None,
            reception_quote: None,
            strain: None,
        }
    }
}

impl Marker {
    /// A sign without what was seen.
    pub fn drawn(sign: Sign) -> Marker {
        Marker {
            id: Id::fresh(),
            session: Id::default(),
            on: Day::default(),
            family: sign.family(),
            sign,
            observed: None,
            just_before: None,
            quote: None,
        }
    }
}

impl Promise {
    /// A promise without a day.
    pub fn drawn(by: Speaker, text: Text) -> Promise {
        Promise {
            id: Id::fresh(),
            by,
            made_on: Day::default(),
            session: None,
            text,
            due_on: None,
            need: None,
            history: Vec::new(),
        }
    }
}

impl Strain {
    /// A strain that no message caused.
    pub fn drawn(kind: Family) -> Strain {
        let (id, opened_on) = (Id::fresh(), Day::default());
        Strain { id, kind, opened_on, message: None, history: Vec::new() }
    }
}

impl<S> Step<S> {
    /// A step without its words.
    pub fn drawn(to: S) -> Step<S> {
        Step { id: Id::fresh(), ..Step::new(Day::default(), to) }
    }

    fn place(&mut self, session: &Id, on: Day) {
        (self.session, self.on) = (Some(session.clone()), on);
    }
}

impl Record {
    /// The record of a line in its session, on its day.
    pub(super) fn in_session(mut self, session: &Id, on: Day) -> Record {
        let here = || Some(session.clone());
        match &mut self.fact {
            Fact::Quote(quote) => quote.session = here(),
            Fact::Want(want) => (want.session, want.on) = (here(), on),
            Fact::Need(need) => (need.session, need.on) = (here(), on),
            Fact::Agreement(event) => {
                (event.session, event.on) = (here(), on);
                if let Scope::Session(of) = &mut event.scope {
                    *of = session.clone();
                }
            }
            Fact::Message(message) => (message.session, message.on) = (here(), on),
            Fact::Delivered { delivery, .. } => {
                (delivery.session, delivery.on) = (session.clone(), on);
                delivery.reception_on = delivery.reception.map(|_| on);
                delivery.reception_session = delivery.reception.and_then(|_| here());
            }
            Fact::Marker(marker) => (marker.session, marker.on) = (session.clone(), on),
            Fact::Strain(strain) => strain.opened_on = on,
            Fact::Promise(promise) => (promise.session, promise.made_on) = (here(), on),
            Fact::WantMoved { step, .. } => step.place(session, on),
            Fact::NeedMoved { step, .. } => step.place(session, on),
            Fact::MessageMoved { step, .. } => step.place(session, on),
            Fact::PromiseMoved { step, .. } => step.place(session, on),
            Fact::StrainMoved { step, .. } => step.place(session, on),
            _ => {}
        }
        (self.session, self.on) = (here(), on);
        self
    }
}
