//! Steps recorded outside a session's log: which can be taken from where a record stands, and what
//! a taken one is. The machines themselves stand with their nouns; whether a step may stand,
//! `accept` alone decides.

mod record;

use serde::{Deserialize, Serialize};

use crate::method::agreement::AgreementState;
use crate::method::fact::{Fact, Record};
use crate::method::gift::{Burden, Landing};
use crate::method::message::{MessageState, Reception};
use crate::method::need::NeedState;
use crate::method::person::{EndReason, Status};
use crate::method::promise::PromiseState;
use crate::method::standing::Clock;
use crate::method::step::state_at;
use crate::method::strain::StrainState;
use crate::method::want::WantState;
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Evidence, Id, Scope, Terms, Text, agreement,
    code, message, need, person, promise, strain, want,
};

/// Names what a step is taken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Want(Id),
    Need(Id),
    Message(Id),
    Promise(Id),
    Strain(Id),
    Agreement(AgreementKind),
    Status,
    Contact(Id),
    Gift(Id),
}

/// A step that exists from here: the family of its label, its name, and what it must rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedStep {
    pub family: &'static str,
    pub to: String,
    pub needs: Evidence,
}

/// Names where a step happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Session(Id),
    Contact(Id),
}

/// A step as it was handed in, whichever page or line asks for it. Words bring their own place and
/// day; a place brings its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRequest {
    pub to: String,
    pub on: Day,
    pub quote: Option<Id>,
    pub place: Option<Place>,
    pub reason: Option<Text>,
}

impl StepRequest {
    /// A step to a state of this name, on no day yet and resting on nothing.
    pub fn to(state: &str) -> StepRequest {
        let (to, on) = (state.to_owned(), Day::default());
        StepRequest { to, on, quote: None, place: None, reason: None }
    }
}

impl Subject {
    /// The subject of an address: its noun and its record.
    pub fn named(noun: &str, record: &str) -> Option<Subject> {
        let id = || record.parse::<Id>().ok();
        match noun {
            "want" => id().map(Subject::Want),
            "need" => id().map(Subject::Need),
            "message" => id().map(Subject::Message),
            "promise" => id().map(Subject::Promise),
            "strain" => id().map(Subject::Strain),
            "contact" => id().map(Subject::Contact),
            "gift" => id().map(Subject::Gift),
            "agreement" => crate::method::from_code(record).map(Subject::Agreement),
            "status" => (record == "now").then_some(Subject::Status),
            _ => None,
        }
    }

    /// The noun and the record that `named` reads.
    pub fn address(&self) -> (&'static str, String) {
        match self {
            Subject::Want(id) => ("want", id.to_string()),
            Subject::Need(id) => ("need", id.to_string()),
            Subject::Message(id) => ("message", id.to_string()),
            Subject::Promise(id) => ("promise", id.to_string()),
            Subject::Strain(id) => ("strain", id.to_string()),
            Subject::Contact(id) => ("contact", id.to_string()),
            Subject::Gift(id) => ("gift", id.to_string()),
            Subject::Agreement(kind) => ("agreement", code(kind)),
            Subject::Status => ("status", "now".to_owned()),
        }
    }

    /// True for a record of the subject: what it began with, and what was recorded of it since.
    pub fn is_of(&self, record: &Record) -> bool {
        match (self, &record.fact) {
            (Subject::Status, fact) => matches!(fact, Fact::Status(_)),
            (Subject::Agreement(kind), Fact::Agreement(e)) => {
                e.kind == *kind && e.scope == Scope::Relationship
            }
            (Subject::Agreement(_), _) => false,
            (
                Subject::Want(id)
                | Subject::Need(id)
                | Subject::Message(id)
                | Subject::Promise(id)
                | Subject::Strain(id)
                | Subject::Contact(id)
                | Subject::Gift(id),
                fact,
            ) => record.id == *id || fact.owner() == Some(id),
        }
    }

    /// The steps that exist from where the record stands on `at`; none if there is no such record.
    pub fn choices(&self, file: &ClientFile, at: Day, terms: &Terms) -> Option<Vec<AllowedStep>> {
        Some(match self {
            Subject::Want(id) => {
                let from = file.want(id)?.state(at);
                offered("want-state", &WANT_STATES, |to| want::evidence(from, to))
            }
            Subject::Need(id) => {
                let from = file.need(id)?.state(at);
                offered("need-state", &NEED_STATES, |to| need::evidence(from, to))
            }
            Subject::Message(id) => message_choices(file.message(id)?, at),
            Subject::Promise(id) => {
                use PromiseState as P;
                let from = file.promise(id)?.state(at);
                let all = [P::Done, P::Missed, P::Renegotiated, P::Dropped, P::Carried];
                offered("promise-state", &all, |to| promise::evidence(from, to))
            }
            Subject::Strain(id) => {
                let from = file.strain(id)?.state(at);
                offered("strain-state", &STRAIN_STATES, |to| strain::evidence(from, to))
            }
            Subject::Agreement(kind) => agreement_choices(file, *kind, at, terms),
            Subject::Status => status_choices(state_at(&file.status_history, at)),
            Subject::Contact(id) => match file.contact(id)?.replied_on {
                None => vec![own("step-contact", &"replied")],
                Some(_) => Vec::new(),
            },
            Subject::Gift(id) => gift_choices(file.gifts.iter().find(|g| g.id == *id)?),
        })
    }
}

/// The states that a want can go to, in the order in which they are offered.
const WANT_STATES: [WantState; 6] = [
    WantState::Answered,
    WantState::Deferred,
    WantState::Declined,
    WantState::Done,
    WantState::Withdrawn,
    WantState::Open,
];

/// The states that a need can go to.
const NEED_STATES: [NeedState; 6] = [
    NeedState::Voiced,
    NeedState::Acknowledged,
    NeedState::Addressed,
    NeedState::Rejected,
    NeedState::LetGo,
    NeedState::Hypothesis,
];

/// The states that a strain can go to once it was noticed.
const STRAIN_STATES: [StrainState; 4] = [
    StrainState::Named,
    StrainState::Explored,
    StrainState::Repaired,
    StrainState::EndedUnrepaired,
];

/// True if every step to a state of this family rests on words of the client, wherever the record
/// stands.
pub fn rests_on_words(family: &str, to: &str) -> bool {
    match family {
        "want-state" => words_alone(to, &WANT_STATES, want::evidence),
        "need-state" => words_alone(to, &NEED_STATES, need::evidence),
        "strain-state" => {
            words_alone(to, &STRAIN_STATES, |from, to| strain::evidence(Some(from), to))
        }
        _ => false,
    }
}

fn words_alone<S: Copy + Serialize>(
    to: &str,
    all: &[S],
    machine: impl Fn(S, S) -> Option<Evidence>,
) -> bool {
    let into = |to: &S| all.iter().filter_map(|from| machine(*from, *to)).collect::<Vec<_>>();
    let needs = all.iter().find(|state| code(*state) == to).map(into).unwrap_or_default();
    let words = |needs: &Evidence| matches!(needs, Evidence::Words | Evidence::NewHint);
    !needs.is_empty() && needs.iter().all(words)
}

/// The steps of a list that the machine has, in the list's order.
fn offered<S: Copy + Serialize>(
    family: &'static str,
    all: &[S],
    machine: impl Fn(S) -> Option<Evidence>,
) -> Vec<AllowedStep> {
    let choice = |to: &S| machine(*to).map(|needs| AllowedStep { family, to: code(to), needs });
    all.iter().filter_map(choice).collect()
}

/// An act of ours: the date is enough.
fn own(family: &'static str, to: &impl Serialize) -> AllowedStep {
    AllowedStep { family, to: code(to), needs: Evidence::Nothing }
}

/// Held or planned, it may move; told, only how it landed is still open.
fn message_choices(message: &crate::method::Message, at: Day) -> Vec<AllowedStep> {
    use MessageState as M;
    use Reception as R;
    match message.state(at) {
        M::Delivered if message.deliveries.iter().any(|d| d.reception.is_none()) => {
            let all = [R::Received, R::Thinking, R::PushedBack, R::Burdened, R::Closed];
            all.iter().map(|r| own("reception", r)).collect()
        }
        from => offered("message-state", &[M::Planned, M::Held, M::Dropped], |to| {
            message::evidence(from, to)
        }),
    }
}

/// An agreement on a day, read twice: pages show it by the practice's numbers, acceptance checks a
/// new record by the usual ones, so that a file is valid in every practice (decision 0013).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// The state that pages show.
    pub shown: AgreementState,
    /// The state that a step of that day meets where it is accepted or refused.
    pub checked: AgreementState,
}

impl Readings {
    /// Reads the relationship-wide agreement of a kind at the end of `at`.
    pub fn of(file: &ClientFile, kind: AgreementKind, at: Day, terms: &Terms) -> Readings {
        let usual = Clock::of(file, &Terms::USUAL);
        Readings {
            shown: Clock::of(file, terms).replay(file, kind, at).state,
            checked: usual.met(file, kind, &Scope::Relationship, at),
        }
    }

    /// True if one reading has it lapsed and the other in force.
    pub fn differ(self) -> bool {
        self.shown != self.checked
    }

    /// The evidence of a step that fits the shown state and is accepted. Their no is always among
    /// them, under the name by which it is accepted: nothing that they said stays unrecorded.
    fn evidence(self, to: AgreementMove, given_before: bool) -> Option<Evidence> {
        let needs = agreement::evidence(self.checked, to, given_before)?;
        let no = matches!(to, AgreementMove::Declined | AgreementMove::Withdrawn);
        let fits = no || agreement::evidence(self.shown, to, given_before).is_some();
        fits.then_some(needs)
    }
}

fn agreement_choices(
    file: &ClientFile,
    kind: AgreementKind,
    at: Day,
    terms: &Terms,
) -> Vec<AllowedStep> {
    use AgreementMove as A;
    let readings = Readings::of(file, kind, at, terms);
    let ours = |e: &&crate::method::AgreementEvent| {
        e.kind == kind && e.scope == Scope::Relationship && e.on <= at
    };
    let before = file.agreements.iter().filter(ours).any(|e| e.event == A::Given);
    let all = [A::Given, A::Renewed, A::Sought, A::Declined, A::Withdrawn];
    // Given again is renewed: of the two, the one that says so is offered.
    let fits = |to| readings.evidence(to, before).filter(|_| !(before && to == A::Given));
    offered("agreement-move", &all, fits)
}

/// An end says why, in one of the five ways.
fn status_choices(from: Option<Status>) -> Vec<AllowedStep> {
    use EndReason as E;
    use Status as S;
    let all = [S::Active, S::Prospect, S::Paused, S::Parked];
    let mut out = offered("status", &all, |to| person::evidence(from, to));
    if person::evidence(from, S::Ended).is_some() {
        let ends =
            [E::Completed, E::CancelledByClient, E::CancelledByUs, E::Lapsed, E::Transferred];
        out.extend(ends.iter().map(|end| own("end-reason", end)));
    }
    out
}

/// Tells what is still open of a gift: why first, then thanks, then how it landed (A17).
pub fn gift_choices(gift: &crate::method::gift::Gift) -> Vec<AllowedStep> {
    let mut out = Vec::new();
    if gift.why.is_none() {
        out.push(AllowedStep { family: "step-gift", to: "why".into(), needs: Evidence::Reason });
    }
    if gift.thanked_on.is_none() {
        out.push(own("step-gift", &"thanked"));
    }
    if gift.landing == Landing::Unknown {
        out.extend([Landing::Delighted, Landing::Fine].iter().map(|l| own("landing", l)));
    }
    // A burden says of what kind it is: time and mind are two separate costs (A16).
    if gift.burden.is_none() && matches!(gift.landing, Landing::Unknown | Landing::Burdened) {
        out.extend([Burden::Time, Burden::Mind, Burden::Both].iter().map(|b| own("burden", b)));
    }
    if gift.talked_on.is_none() {
        out.push(own("step-gift", &"talked"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Lang, Person};

    #[test]
    fn an_address_names_a_subject_or_nothing() {
        assert_eq!(
            Subject::named("agreement", "consultation"),
            Some(Subject::Agreement(AgreementKind::Consultation))
        );
        assert_eq!(Subject::named("status", "now"), Some(Subject::Status));
        for subject in [Subject::Status, Subject::Gift("g1".parse().expect("an id"))] {
            let (noun, record) = subject.address();
            assert_eq!(Subject::named(noun, &record), Some(subject));
        }
        for (noun, record) in
            [("status", "x"), ("agreement", "x"), ("rank", "w1"), ("want", "../x")]
        {
            assert_eq!(Subject::named(noun, record), None);
        }
    }

    #[test]
    fn a_new_person_begins_as_prospect_or_active() {
        let name = "A".parse().expect("a text");
        let file = ClientFile::new(Person::named(Id::fresh(), name, Lang::En));
        let today = "2026-01-15".parse().expect("a day");
        let to = |s: Subject| -> Option<Vec<String>> {
            Some(s.choices(&file, today, &Terms::USUAL)?.into_iter().map(|c| c.to).collect())
        };
        assert_eq!(to(Subject::Status), Some(vec!["active".into(), "prospect".into()]));
        assert_eq!(
            to(Subject::Agreement(AgreementKind::Conversation)),
            Some(vec!["given".into(), "sought".into(), "declined".into()])
        );
        assert_eq!(to(Subject::Want(Id::fresh())), None);
    }
}
