//! The journal's lines: what one record says when it is written down, whichever door it came
//! through.

use foldhash::HashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::method::agreement::AgreementEvent;
use crate::method::contact::Contact;
use crate::method::gift::{Burden, Gift, Landing};
use crate::method::hours::Hours;
use crate::method::marker::Marker;
use crate::method::merge::joining::Joining;
use crate::method::message::{Delivery, Message, MessageState, Permission, Reception};
use crate::method::need::{Need, NeedState};
use crate::method::person::Status;
use crate::method::promise::{Promise, PromiseState};
use crate::method::question::Settled;
use crate::method::quote::Quote;
use crate::method::session::{Addendum, Session};
use crate::method::strain::{Strain, StrainState};
use crate::method::want::{Want, WantState};
use crate::method::{Day, Id, Step, Text};

/// One fact about one person. Parts (a want's steps, a message's deliveries) are facts of their
/// own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "fact", content = "is", rename_all = "snake_case")]
pub enum Fact {
    Status(Step<Status>),
    Session(Session),
    Signed {
        session: Id,
    },
    Addendum {
        session: Id,
        addendum: Addendum,
    },
    /// Holds what a session counts as, noted after it was recorded. It is not of the session's own
    /// record, so that it may follow a signature as well.
    HoursNoted {
        session: Id,
        hours: Hours,
    },
    /// A question about the session is closed (method §3.9).
    Settled {
        session: Id,
        settled: Settled,
    },
    Contact(Contact),
    Replied {
        contact: Id,
    },
    Quote(Quote),
    Confirmed {
        quote: Id,
    },
    Agreement(AgreementEvent),
    Want(Want),
    WantMoved {
        want: Id,
        step: Step<WantState>,
    },
    WantLinked {
        want: Id,
        need: Id,
    },
    Need(Need),
    NeedMoved {
        need: Id,
        step: Step<NeedState>,
    },
    NeedWorded {
        need: Id,
        wording: Text,
    },
    Message(Message),
    MessageMoved {
        message: Id,
        step: Step<MessageState>,
    },
    Delivered {
        message: Id,
        delivery: Delivery,
    },
    /// The permission of a telling, or the words it rests on, named after it was written down. It
    /// counts on the day of the telling.
    PermissionNamed {
        message: Id,
        delivery: Id,
        permission: Permission,
        quote: Option<Id>,
    },
    /// Holds what was meant, written down after the message was.
    WhyNamed {
        message: Id,
        why: Text,
    },
    Landed {
        message: Id,
        delivery: Id,
        reception: Reception,
        quote: Option<Id>,
    },
    Strained {
        message: Id,
        delivery: Id,
        #[serde(rename = "rupture")]
        strain: Id,
    },
    Marker(Marker),
    #[serde(rename = "rupture")]
    Strain(Strain),
    #[serde(rename = "rupture_moved")]
    StrainMoved {
        #[serde(rename = "rupture")]
        strain: Id,
        step: Step<StrainState>,
    },
    Promise(Promise),
    PromiseMoved {
        promise: Id,
        step: Step<PromiseState>,
    },
    Gift(Gift),
    GiftFollowed {
        gift: Id,
        follow: GiftFollow,
    },
    /// The journal of somebody else was joined to this one: what it takes to read both as one.
    Joined(Joining),
    Void {
        target: Id,
        reason: Text,
    },
    /// The target says this instead, on the day of this record, for every day (`method::revision`).
    Revised {
        target: Id,
        now: Box<Fact>,
        reason: Text,
    },
    /// A session was written down under the wrong person. This note stands in both journals and
    /// counts nowhere else.
    Moved {
        session: Id,
        /// The other person, and the session in their journal.
        other: Id,
        there: Id,
        /// True in the journal that the session left.
        away: bool,
    },
}

/// Holds what became known of a gift later.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GiftFollow {
    pub why: Option<Text>,
    pub landing: Option<Landing>,
    pub landing_note: Option<Text>,
    pub burden: Option<Burden>,
    pub thanked: bool,
    pub talked: bool,
}

/// A fact with its identity and its first date; who wrote it and when is added by the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub id: Id,
    pub on: Day,
    /// The session it was written in: a signed session takes none but addenda.
    pub session: Option<Id>,
    pub fact: Fact,
}

impl Record {
    fn of(id: &Id, on: Day, session: Option<&Id>, fact: Fact) -> Record {
        Record { id: id.clone(), on, session: session.cloned(), fact }
    }

    /// A fact under a fresh id.
    pub fn fresh(on: Day, session: Option<&Id>, fact: Fact) -> Record {
        Record { id: Id::fresh(), on, session: session.cloned(), fact }
    }

    pub fn session(s: Session) -> Record {
        Record::of(&s.id.clone(), s.on, Some(&s.id.clone()), Fact::Session(s))
    }

    /// Tells what a session counts as, noted on a day after it was recorded.
    pub fn hours(on: Day, session: &Id, hours: Hours) -> Record {
        Record::fresh(on, None, Fact::HoursNoted { session: session.clone(), hours })
    }

    /// A question about a session, closed on a day.
    pub fn settled(session: &Id, s: Settled) -> Record {
        let fact = |settled: Settled| Fact::Settled { session: session.clone(), settled };
        Record::of(&s.id.clone(), s.on, Some(session), fact(s))
    }

    /// A quote said on `on`, the day of its session or contact.
    pub fn quote(on: Day, q: Quote) -> Record {
        Record::of(&q.id.clone(), on, q.session.clone().as_ref(), Fact::Quote(q))
    }

    pub fn agreement(a: AgreementEvent) -> Record {
        Record::of(&a.id.clone(), a.on, a.session.clone().as_ref(), Fact::Agreement(a))
    }

    pub fn want(w: Want) -> Record {
        Record::of(&w.id.clone(), w.on, w.session.clone().as_ref(), Fact::Want(w))
    }

    pub fn need(n: Need) -> Record {
        Record::of(&n.id.clone(), n.on, n.session.clone().as_ref(), Fact::Need(n))
    }

    pub fn message(m: Message) -> Record {
        Record::of(&m.id.clone(), m.on, m.session.clone().as_ref(), Fact::Message(m))
    }

    /// The record with the sessions named that a message and its telling leave to the record around
    /// them.
    pub(super) fn placed(mut self) -> Record {
        match &mut self.fact {
            Fact::Message(m) if m.session.is_none() => m.session = self.session.clone(),
            Fact::Delivered { delivery: d, .. }
                if d.reception_on == Some(d.on) && d.reception_session.is_none() =>
            {
                d.reception_session = Some(d.session.clone());
            }
            _ => {}
        }
        self
    }

    pub fn marker(m: Marker) -> Record {
        Record::of(&m.id.clone(), m.on, Some(&m.session.clone()), Fact::Marker(m))
    }

    pub fn strain(r: Strain) -> Record {
        Record::of(&r.id.clone(), r.opened_on, None, Fact::Strain(r))
    }

    pub fn promise(p: Promise) -> Record {
        Record::of(&p.id.clone(), p.made_on, p.session.clone().as_ref(), Fact::Promise(p))
    }

    pub fn contact(c: Contact) -> Record {
        Record::of(&c.id.clone(), c.on, None, Fact::Contact(c))
    }

    pub fn gift(g: Gift) -> Record {
        Record::of(&g.id.clone(), g.on, None, Fact::Gift(g))
    }

    pub fn delivered(message: &Id, d: Delivery) -> Record {
        let fact = |d: Delivery| Fact::Delivered { message: message.clone(), delivery: d };
        Record::of(&d.id.clone(), d.on, Some(&d.session.clone()), fact(d))
    }

    /// A step of a machine; `wrap` names the machine and its owner.
    pub fn step<S: Clone>(step: &Step<S>, wrap: impl FnOnce(Step<S>) -> Fact) -> Record {
        Record::of(&step.id, step.on, step.session.as_ref(), wrap(step.clone()))
    }

    /// True for what takes back another record, or says how it reads.
    pub fn changes(&self) -> bool {
        matches!(self.fact, Fact::Void { .. } | Fact::Revised { .. } | Fact::Joined(_))
    }

    /// The record that this one corrects.
    pub fn revises(&self) -> Option<&Id> {
        match &self.fact {
            Fact::Revised { target, .. } => Some(target),
            _ => None,
        }
    }

    /// The fact's name in the journal, for instance `want_moved`.
    pub fn noun(&self) -> String {
        match serde_json::to_value(&self.fact) {
            Ok(v) => v["fact"].as_str().unwrap_or_default().to_owned(),
            Err(_) => String::new(),
        }
    }
}

/// The ids among `which` that the record points at.
pub(crate) fn points_at(record: &Record, which: &HashSet<Id>) -> HashSet<Id> {
    let mut found = HashSet::default();
    let Ok(mut value) = serde_json::to_value(&record.fact) else { return found };
    each_text(&mut value, &mut |text| {
        let id = text.parse::<Id>().ok().filter(|id| *id != record.id && which.contains(id));
        found.extend(id);
    });
    found
}

/// Hands every text of a value to `act`.
fn each_text(value: &mut Value, act: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => act(text),
        Value::Array(list) => list.iter_mut().for_each(|v| each_text(v, act)),
        Value::Object(map) => map.values_mut().for_each(|v| each_text(v, act)),
        _ => {}
    }
}
