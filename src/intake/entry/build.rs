//! From an entry's items to records. Ids are drawn first, so that items can point at each other.

mod agreed;

use super::{Draft, Entry, Link, Move, Said, Telling, Told, What};
pub(crate) use agreed::usual_origin;

use crate::method::marker::Family;
use crate::method::moment::LocalTime;
use crate::method::session::{Closing, free_number};
use crate::method::{
    ClientFile, Day, Delivery, Exactness, Fact, Id, Lang, Marker, Message, Need, Promise, Quote,
    Reception, Record, Session, Step, Strain, StrainState, Text, Want,
};

/// Hours after a session's end from which words count as recalled (our choice, method R28).
const LATE_HOURS: i64 = 48;

/// The hour at which a session ended whose end is not known (method R28).
const USUAL_END_HOUR: u32 = 17;

/// One entry on its way into records.
pub(super) struct Build<'e> {
    entry: &'e Entry,
    session: Id,
    on: Day,
    now: LocalTime,
    /// The record that each item makes or, for words written twice, has made already.
    ids: Vec<Id>,
}

impl<'e> Build<'e> {
    pub fn new(entry: &'e Entry, session: Id, on: Day, now: LocalTime) -> Build<'e> {
        let mut ids: Vec<Id> = entry.items.iter().map(|_| Id::fresh()).collect();
        for i in 0..ids.len() {
            if let Some(first) = first_said(entry, i) {
                ids[i] = ids[first].clone();
            }
        }
        Build { entry, session, on, now, ids }
    }

    /// The session itself, with what could not be recorded. Its number is the next one, or
    /// the one that is free at its day.
    pub fn session(&self, file: &ClientFile, unkept: Vec<Text>) -> Session {
        let mut session = Session {
            id: self.session.clone(),
            on: self.on,
            recorded_at: Some(self.now),
            unkept,
            ..self.entry.session.clone()
        };
        if session.held() {
            let taken = file.sessions.iter().filter_map(|s| Some((s.on, s.no?))).collect();
            session.no = Some(free_number(taken, self.on));
            // A next date is what closing with a date means.
            session.closing = session.closing.or(session.next_on.map(|_| Closing::Dated));
        }
        session
    }

    /// The records of one item; `so_far` is the file with the session and the items before it.
    pub fn records(&self, i: usize, so_far: &ClientFile) -> Vec<Record> {
        let id = self.ids[i].clone();
        let mut out = match &self.entry.items[i].what {
            What::Quote(_) if first_said(self.entry, i).is_some() => Vec::new(),
            What::Quote(said) => vec![Record::quote(self.on, self.quote(id, said))],
            What::Want { text, words, needs } => vec![Record::want(Want {
                id,
                on: self.on,
                session: Some(self.session.clone()),
                contact: None,
                text: text.clone(),
                quote: self.find(words),
                needs: needs.iter().map(|link| self.id(link)).collect(),
                history: Vec::new(),
            })],
            What::Need { .. } => self.need(id, &self.entry.items[i].what),
            What::Agreement(agreed) => vec![Record::agreement(self.agreement(id, agreed, so_far))],
            What::Message(draft) => vec![self.message(id, draft)],
            What::Told(telling) => self.telling(id, telling),
            What::Landed { message, reception, words } => {
                self.landed(message, so_far, *reception, self.find(words))
            }
            What::Sign { sign, observed, just_before, words } => vec![Record::marker(Marker {
                id,
                session: self.session.clone(),
                on: self.on,
                family: sign.family(),
                sign: *sign,
                observed: observed.clone(),
                just_before: just_before.clone(),
                quote: self.find(words),
            })],
            What::Promise { by, text, due, need } => vec![Record::promise(Promise {
                id,
                by: *by,
                made_on: self.on,
                session: Some(self.session.clone()),
                text: text.clone(),
                due_on: *due,
                need: self.find(need),
                history: Vec::new(),
            })],
            What::Strain { kind, message, note } => {
                self.strain(id, *kind, self.find(message), note.clone())
            }
            What::WantMoved(m) => {
                vec![self.step(m, id, |want, step| Fact::WantMoved { want, step })]
            }
            What::NeedMoved(m) => {
                vec![self.step(m, id, |need, step| Fact::NeedMoved { need, step })]
            }
            What::MessageMoved(m) => {
                vec![self.step(m, id, |message, step| Fact::MessageMoved { message, step })]
            }
            What::PromiseMoved(m) => {
                vec![self.step(m, id, |promise, step| Fact::PromiseMoved { promise, step })]
            }
            What::StrainMoved(m) => {
                vec![self.step(m, id, |strain, step| Fact::StrainMoved { strain, step })]
            }
            What::Unread => Vec::new(),
        };
        for record in &mut out {
            record.session = Some(self.session.clone());
        }
        out
    }

    /// The record an item stands for in the file.
    pub fn id_of(&self, i: usize) -> &Id {
        &self.ids[i]
    }

    fn id(&self, link: &Link) -> Id {
        match link {
            Link::Known(id) => id.clone(),
            Link::Item(i) => self.ids.get(*i).cloned().unwrap_or_default(),
        }
    }

    fn find(&self, link: &Option<Link>) -> Option<Id> {
        link.as_ref().map(|link| self.id(link))
    }

    fn quote(&self, id: Id, said: &Said) -> Quote {
        let twins = self.entry.items.iter().filter_map(|item| match &item.what {
            What::Quote(other) if same(said, other) => other.exactness,
            _ => None,
        });
        let usual = if self.late() { Exactness::Gist } else { Exactness::Verbatim };
        Quote {
            id,
            session: Some(self.session.clone()),
            contact: None,
            speaker: said.speaker,
            text: said.text.clone(),
            lang: said.lang.unwrap_or_else(|| Lang::of(said.text.as_str())),
            exactness: twins.into_iter().next().unwrap_or(usual),
            confirmed_by_client_on: None,
            recalled_on: None,
        }
    }

    fn late(&self) -> bool {
        is_late(self.on, self.entry.session.ended_at, self.now)
    }

    fn need(&self, id: Id, what: &What) -> Vec<Record> {
        let What::Need { text, basis, kind, words, wants } = what else { return Vec::new() };
        let link = |want: &Link| {
            let fact = Fact::WantLinked { want: self.id(want), need: id.clone() };
            Record::fresh(self.on, Some(&self.session), fact)
        };
        let links: Vec<Record> = wants.iter().map(link).collect();
        let need = Record::need(Need {
            id,
            on: self.on,
            session: Some(self.session.clone()),
            text: text.clone(),
            basis: *basis,
            kind: *kind,
            hint_quote: self.find(words),
            client_wording: None,
            history: Vec::new(),
        });
        [need].into_iter().chain(links).collect()
    }

    fn message(&self, id: Id, draft: &Draft) -> Record {
        Record::message(Message {
            id,
            on: self.on,
            session: Some(self.session.clone()),
            text: draft.text.clone(),
            why: draft.why.clone(),
            need: self.find(&draft.need),
            self_interest: draft.self_interest,
            history: Vec::new(),
            deliveries: Vec::new(),
        })
    }

    fn telling(&self, id: Id, telling: &Telling) -> Vec<Record> {
        let (message, new) = match &telling.message {
            Told::Held(link) => (self.id(link), None),
            Told::New(draft) => (id.clone(), Some(self.message(id, draft))),
        };
        let delivery = Delivery {
            id: Id::fresh(),
            session: self.session.clone(),
            on: self.on,
            permission: telling.permission,
            permission_quote: self.find(&telling.permission_words),
            reception: telling.reception,
            reception_on: telling.reception.map(|_| self.on),
            reception_session: telling.reception.map(|_| self.session.clone()),
            reception_quote: self.find(&telling.reception_words),
            strain: self.find(&telling.strain),
        };
        new.into_iter().chain([Record::delivered(&message, delivery)]).collect()
    }

    /// Goes to the last telling of which nothing is known yet. With none, the machine has nothing
    /// to take it to.
    fn landed(
        &self,
        message: &Link,
        so_far: &ClientFile,
        reception: Reception,
        quote: Option<Id>,
    ) -> Vec<Record> {
        let message = self.id(message);
        let waiting = so_far.message(&message).and_then(|m| {
            m.deliveries
                .iter()
                .filter(|d| d.reception.is_none() && d.on <= self.on)
                .max_by_key(|d| d.on)
        });
        let delivery = waiting.map(|d| d.id.clone()).unwrap_or_default();
        vec![Record::fresh(
            self.on,
            Some(&self.session),
            Fact::Landed { message, delivery, reception, quote },
        )]
    }

    fn strain(&self, id: Id, kind: Family, message: Option<Id>, note: Option<Text>) -> Vec<Record> {
        let noticed = Step {
            id: Id::fresh(),
            session: Some(self.session.clone()),
            note,
            ..Step::new(self.on, StrainState::Noticed)
        };
        let strain = id.clone();
        let opened =
            Record::strain(Strain { id, kind, opened_on: self.on, message, history: Vec::new() });
        vec![opened, Record::step(&noticed, |step| Fact::StrainMoved { strain, step })]
    }

    fn step<S: Clone>(
        &self,
        m: &Move<S>,
        id: Id,
        wrap: impl FnOnce(Id, Step<S>) -> Fact,
    ) -> Record {
        let step = Step {
            id,
            session: Some(self.session.clone()),
            quote: self.find(&m.words),
            note: m.note.clone(),
            ..Step::new(self.on, m.to.clone())
        };
        Record::step(&step, |step| wrap(self.id(&m.of), step))
    }
}

/// True if words written down at `now` are recalled rather than remembered (method R28).
pub fn is_late(on: Day, ended_at: Option<LocalTime>, now: LocalTime) -> bool {
    let end = ended_at.or_else(|| on.and_hms_opt(USUAL_END_HOUR, 0, 0));
    end.is_some_and(|end| now - end > chrono::TimeDelta::hours(LATE_HOURS))
}

fn same(a: &Said, b: &Said) -> bool {
    a.speaker == b.speaker && a.text == b.text
}

/// The item before this one that has the same words of the same speaker.
fn first_said(entry: &Entry, i: usize) -> Option<usize> {
    let What::Quote(said) = &entry.items[i].what else { return None };
    entry.items[..i]
        .iter()
        .position(|item| matches!(&item.what, What::Quote(other) if same(said, other)))
}
