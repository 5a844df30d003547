//! The record that a taken step makes.

use super::{Place, StepRequest, Subject};
use crate::method::fact::{Fact, GiftFollow, Record};
use crate::method::gift::{Burden, Landing};
use crate::method::message::Reception;
use crate::method::person::{EndReason, Status};
use crate::method::{AgreementEvent, ClientFile, Day, Id, Scope, Step, from_code};

impl Subject {
    /// The record of a step; none where nothing of that name can be taken of it.
    pub fn record(&self, file: &ClientFile, taken: &StepRequest) -> Option<Record> {
        match self {
            Subject::Want(id) => {
                let step = step(file, taken)?;
                Some(Record::step(&step, |step| Fact::WantMoved { want: id.clone(), step }))
            }
            Subject::Need(id) => {
                let step = step(file, taken)?;
                Some(Record::step(&step, |step| Fact::NeedMoved { need: id.clone(), step }))
            }
            Subject::Message(id) => message(id, file, taken),
            Subject::Promise(id) => {
                let step = step(file, taken)?;
                Some(Record::step(&step, |step| Fact::PromiseMoved { promise: id.clone(), step }))
            }
            Subject::Strain(id) => {
                let step = step(file, taken)?;
                Some(Record::step(&step, |step| Fact::StrainMoved { strain: id.clone(), step }))
            }
            Subject::Agreement(kind) => {
                let (on, place) = origin(file, taken);
                let (session, contact) = parted(place);
                Some(Record::agreement(AgreementEvent {
                    id: Id::fresh(),
                    kind: *kind,
                    scope: Scope::Relationship,
                    on,
                    event: from_code(&taken.to)?,
                    session,
                    contact,
                    quote: taken.quote.clone(),
                    origin: None,
                }))
            }
            Subject::Status => Some(Record::step(&status(taken)?, Fact::Status)),
            Subject::Contact(id) => {
                let fact = Fact::Replied { contact: id.clone() };
                (taken.to == "replied").then(|| Record::fresh(taken.on, None, fact))
            }
            Subject::Gift(id) => {
                let fact = Fact::GiftFollowed { gift: id.clone(), follow: followed(taken)? };
                Some(Record::fresh(taken.on, None, fact))
            }
        }
    }
}

/// Words bring the place and the day they were said; a place brings its day.
fn origin(file: &ClientFile, taken: &StepRequest) -> (Day, Option<Place>) {
    let quote = taken.quote.as_ref().and_then(|id| file.quote(id));
    let place = match quote.map(|q| (&q.session, &q.contact)) {
        Some((Some(id), _)) => Some(Place::Session(id.clone())),
        Some((None, Some(id))) => Some(Place::Contact(id.clone())),
        _ => taken.place.clone(),
    };
    let day = match &place {
        Some(Place::Session(id)) => file.session(id).map(|s| s.on),
        Some(Place::Contact(id)) => file.contact(id).map(|c| c.on),
        None => None,
    };
    (day.unwrap_or(taken.on), place)
}

fn parted(place: Option<Place>) -> (Option<Id>, Option<Id>) {
    match place {
        Some(Place::Session(id)) => (Some(id), None),
        Some(Place::Contact(id)) => (None, Some(id)),
        None => (None, None),
    }
}

fn step<S: serde::de::DeserializeOwned>(file: &ClientFile, taken: &StepRequest) -> Option<Step<S>> {
    let (on, place) = origin(file, taken);
    let (session, contact) = parted(place);
    let (quote, note) = (taken.quote.clone(), taken.reason.clone());
    Some(Step { id: Id::fresh(), on, to: from_code(&taken.to)?, session, contact, quote, note })
}

/// A message moves by a step; one that was told is told, and what can be added is how it landed.
fn message(id: &Id, file: &ClientFile, taken: &StepRequest) -> Option<Record> {
    if let Some(reception) = from_code::<Reception>(&taken.to) {
        let delivery =
            file.message(id)?.deliveries.iter().rfind(|d| d.reception.is_none())?.id.clone();
        let (on, place) = origin(file, taken);
        let session = parted(place).0;
        let fact =
            Fact::Landed { message: id.clone(), delivery, reception, quote: taken.quote.clone() };
        return Some(Record::fresh(on, session.as_ref(), fact));
    }
    let step = step(file, taken)?;
    Some(Record::step(&step, |step| Fact::MessageMoved { message: id.clone(), step }))
}

/// The name of an end is its reason.
fn status(taken: &StepRequest) -> Option<Step<Status>> {
    let ended = from_code::<EndReason>(&taken.to).and_then(|_| taken.to.parse().ok());
    let to = if ended.is_some() { Status::Ended } else { from_code(&taken.to)? };
    Some(Step { id: Id::fresh(), note: ended, ..Step::new(taken.on, to) })
}

fn followed(taken: &StepRequest) -> Option<GiftFollow> {
    let none = GiftFollow::default();
    match taken.to.as_str() {
        "why" => Some(GiftFollow { why: taken.reason.clone(), ..none }),
        "thanked" => Some(GiftFollow { thanked: true, ..none }),
        "talked" => Some(GiftFollow { talked: true, ..none }),
        other => landed(other, taken).or_else(|| burdened(other, taken)),
    }
}

fn landed(how: &str, taken: &StepRequest) -> Option<GiftFollow> {
    let landing = Some(from_code::<Landing>(how)?);
    Some(GiftFollow { landing, landing_note: taken.reason.clone(), ..GiftFollow::default() })
}

/// The name of a burden says that it landed as one.
fn burdened(with: &str, taken: &StepRequest) -> Option<GiftFollow> {
    let burden = Some(from_code::<Burden>(with)?);
    let landing_note = taken.reason.clone();
    Some(GiftFollow {
        landing: Some(Landing::Burdened),
        burden,
        landing_note,
        ..GiftFollow::default()
    })
}
