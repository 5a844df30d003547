//! One thing that was written down, as the records that it makes.

use crate::method::fact::{Fact, Record};
use crate::method::message::Reception;
use crate::method::{
    AgreementEvent, AgreementMove, Day, Delivery, Exactness, Id, Marker, Message, Need, Promise,
    Quote, Scope, Step, Strain, StrainState, Text, Want,
};

/// One thing that was written down.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// The line of the shorthand, counted from 1; none for a field of the form.
    pub line: Option<usize>,
    /// As typed. It is kept in the session if the records cannot be; if blank, the item's own text
    /// is.
    pub typed: String,
    /// The thing itself, then its parts, which go in together or not at all. Their session and day
    /// come when the entry is built. None of a line that nobody could read.
    pub records: Vec<Record>,
    /// The field of the first record that the line leaves open.
    pub open: Option<Open>,
}

/// Names the one field that a line may leave to what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// How exactly words were said: as said, or the gist if they are written down late (method
    /// R28).
    Exactness,
    /// The event of an agreement: given, or renewed while it is in force.
    Event,
    /// The telling that a reception is of: the last one of which nothing is known yet.
    Delivery,
}

impl Item {
    /// A line that nobody could read: kept as typed.
    pub fn unread() -> Item {
        Item::default()
    }

    /// Words, as exactly as their line says.
    pub fn words(quote: Quote, exactness: Option<Exactness>) -> Item {
        let usual = quote.exactness;
        let quote = Quote { exactness: exactness.unwrap_or(usual), ..quote };
        let open = exactness.is_none().then_some(Open::Exactness);
        Item { open, ..Item::of(Record::quote(Day::default(), quote)) }
    }

    /// A need, and the wants that it lies beneath.
    pub fn need(need: Need, wants: Vec<Id>) -> Item {
        let id = need.id.clone();
        let link = |want| Fact::WantLinked { want, need: id.clone() };
        let links = wants.into_iter().map(|want| Record::fresh(Day::default(), None, link(want)));
        let records = [Record::need(need.clone())].into_iter().chain(links).collect();
        Item { records, ..Item::default() }
    }

    /// An agreement, with the event that its line names.
    pub fn agreement(agreement: AgreementEvent, event: Option<AgreementMove>) -> Item {
        let usual = agreement.event;
        let agreement = AgreementEvent { event: event.unwrap_or(usual), ..agreement };
        let open = event.is_none().then_some(Open::Event);
        Item { open, ..Item::of(Record::agreement(agreement)) }
    }

    /// Something told that was held before.
    pub fn told(message: &Id, delivery: Delivery) -> Item {
        Item::of(Record::delivered(message, delivery))
    }

    /// Something told that came up then and there.
    pub fn told_new(message: Message, delivery: Delivery) -> Item {
        let told = Record::delivered(&message.id, delivery);
        Item { records: vec![Record::message(message), told], ..Item::default() }
    }

    /// Tells how an earlier telling was received, known only now.
    pub fn landed(message: Id, reception: Reception, quote: Option<Id>) -> Item {
        let fact = Fact::Landed { message, delivery: Id::default(), reception, quote };
        let open = Some(Open::Delivery);
        Item { open, ..Item::of(Record::fresh(Day::default(), None, fact)) }
    }

    /// A strain that was noticed.
    pub fn strain(strain: Strain, note: Option<Text>) -> Item {
        let noticed = Step { note, ..Step::drawn(StrainState::Noticed) };
        let id = strain.id.clone();
        let step = Record::step(&noticed, |step| Fact::StrainMoved { strain: id, step });
        Item { records: vec![Record::strain(strain), step], ..Item::default() }
    }

    fn of(record: Record) -> Item {
        Item { records: vec![record], ..Item::default() }
    }

    /// True if nobody could read the line.
    pub fn is_unread(&self) -> bool {
        self.records.is_empty()
    }

    /// The fact that it is; its parts follow from it.
    pub fn fact(&self) -> Option<&Fact> {
        self.records.first().map(|record| &record.fact)
    }

    /// The id of the thing itself.
    pub fn id(&self) -> Option<&Id> {
        self.records.first().map(|record| &record.id)
    }

    /// The words that it is, if it is words.
    pub fn quote(&self) -> Option<&Quote> {
        match self.fact() {
            Some(Fact::Quote(quote)) => Some(quote),
            _ => None,
        }
    }

    /// The telling that it is or holds.
    pub fn telling(&self) -> Option<(&Id, &Delivery)> {
        self.records.iter().find_map(|record| match &record.fact {
            Fact::Delivered { message, delivery } => Some((message, delivery)),
            _ => None,
        })
    }

    /// The text that it is made of, where it has one.
    pub fn text(&self) -> Option<&Text> {
        match self.fact()? {
            Fact::Quote(quote) => Some(&quote.text),
            Fact::Want(want) => Some(&want.text),
            Fact::Need(need) => Some(&need.text),
            Fact::Promise(promise) => Some(&promise.text),
            Fact::Message(message) => Some(&message.text),
            Fact::Marker(marker) => marker.observed.as_ref().or(marker.just_before.as_ref()),
            Fact::Strain(_) => match &self.records.get(1)?.fact {
                Fact::StrainMoved { step, .. } => step.note.as_ref(),
                _ => None,
            },
            Fact::WantMoved { step, .. } => step.note.as_ref(),
            Fact::NeedMoved { step, .. } => step.note.as_ref(),
            Fact::MessageMoved { step, .. } => step.note.as_ref(),
            Fact::PromiseMoved { step, .. } => step.note.as_ref(),
            Fact::StrainMoved { step, .. } => step.note.as_ref(),
            _ => None,
        }
    }

    /// Exchanges ids: its own, and those that it points at.
    pub fn rename(&mut self, names: &[(Id, Id)]) {
        for record in &mut self.records {
            for id in [&mut record.id].into_iter().chain(ids(&mut record.fact)) {
                if let Some((_, to)) = names.iter().find(|(from, _)| from == id) {
                    *id = to.clone();
                }
            }
        }
    }

    /// True if this is the id of one of its records, or of something that it rests on.
    pub fn points_at(&self, id: &Id) -> bool {
        let mut own = self.clone();
        let points = |record: &mut Record| {
            record.id == *id || ids(&mut record.fact).into_iter().any(|other| other == id)
        };
        own.records.iter_mut().any(points)
    }

    /// True if both say the same, each under ids of its own.
    pub fn says_as(&self, other: &Item) -> bool {
        if self.is_unread() || self.records.len() != other.records.len() {
            return self.is_unread() && other.is_unread() && self.typed == other.typed;
        }
        let mut own = self.clone();
        own.rename(&self.names(other));
        own.records == other.records && own.open == other.open
    }

    /// The ids of its records, each with the one that the same record has in `other`.
    pub fn names(&self, other: &Item) -> Vec<(Id, Id)> {
        let both = self.records.iter().zip(&other.records);
        both.map(|(own, other)| (own.id.clone(), other.id.clone())).collect()
    }
}

/// Every id that a fact of a line holds, its own among them.
fn ids(fact: &mut Fact) -> Vec<&mut Id> {
    fn step<'s, S>(of: &'s mut Id, step: &'s mut Step<S>) -> Vec<&'s mut Id> {
        [of, &mut step.id].into_iter().chain(&mut step.quote).collect()
    }
    match fact {
        Fact::Quote(quote) => vec![&mut quote.id],
        Fact::Want(Want { id, quote, needs, .. }) => {
            [id].into_iter().chain(quote).chain(needs).collect()
        }
        Fact::WantLinked { want, need } => vec![want, need],
        Fact::Need(Need { id, hint_quote, .. }) => [id].into_iter().chain(hint_quote).collect(),
        Fact::Agreement(AgreementEvent { id, quote, scope, .. }) => {
            let topic = match scope {
                Scope::Topic(topic) => Some(topic),
                Scope::Relationship | Scope::Session(_) => None,
            };
            [id].into_iter().chain(quote).chain(topic).collect()
        }
        Fact::Message(Message { id, need, .. }) | Fact::Promise(Promise { id, need, .. }) => {
            [id].into_iter().chain(need).collect()
        }
        Fact::Delivered { message, delivery } => {
            let Delivery { id, permission_quote, reception_quote, strain, .. } = delivery;
            let words = permission_quote.iter_mut().chain(reception_quote);
            [message, id].into_iter().chain(words).chain(strain).collect()
        }
        Fact::Landed { message, quote, .. } => [message].into_iter().chain(quote).collect(),
        Fact::Marker(Marker { id, quote, .. }) => [id].into_iter().chain(quote).collect(),
        Fact::Strain(Strain { id, message, .. }) => [id].into_iter().chain(message).collect(),
        Fact::WantMoved { want, step: moved } => step(want, moved),
        Fact::NeedMoved { need, step: moved } => step(need, moved),
        Fact::MessageMoved { message, step: moved } => step(message, moved),
        Fact::PromiseMoved { promise, step: moved } => step(promise, moved),
        Fact::StrainMoved { strain, step: moved } => step(strain, moved),
        _ => Vec::new(),
    }
}

impl From<Want> for Item {
    fn from(want: Want) -> Item {
        Item::of(Record::want(want))
    }
}

impl From<Message> for Item {
    fn from(message: Message) -> Item {
        Item::of(Record::message(message))
    }
}

impl From<Marker> for Item {
    fn from(marker: Marker) -> Item {
        Item::of(Record::marker(marker))
    }
}

impl From<Promise> for Item {
    fn from(promise: Promise) -> Item {
        Item::of(Record::promise(promise))
    }
}

impl From<Record> for Item {
    fn from(record: Record) -> Item {
        Item::of(record)
    }
}
