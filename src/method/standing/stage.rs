//! Stage 0–4, what suspends trust, the cycle of real collaboration, and the one missing piece
//! (method §3.3, §3.6).

use serde::{Deserialize, Serialize};

use super::{Agreement, Terms};
use crate::method::marker::Sign;
use crate::method::message::Delivery;
use crate::method::moment::plus_days;
use crate::method::quote::Speaker;
use crate::method::step::{state_at, step_at};
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Id, PromiseState, Scope, StrainState,
};

/// Names how far a relationship has come, from its evidence alone (method §3.6). In files it is its
/// number, 0 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Stage {
    NoContact,
    Acquainted,
    /// A conversation agreement is in force.
    Talking,
    /// Both agreements are in force, and nothing puts them in question.
    Trust,
    /// Trust, and a whole cycle of evidence within the window.
    Collaboration,
}

impl Stage {
    /// Every stage, from the lowest.
    pub const ALL: [Stage; 5] =
        [Stage::NoContact, Stage::Acquainted, Stage::Talking, Stage::Trust, Stage::Collaboration];

    /// The number by which the method names it.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The stage above; the last is its own.
    pub fn next(self) -> Stage {
        Stage::ALL.into_iter().find(|stage| *stage > self).unwrap_or(self)
    }
}

/// A stage is written as its number.
impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.number())
    }
}

impl From<Stage> for u8 {
    fn from(stage: Stage) -> u8 {
        stage.number()
    }
}

/// No stage has this number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a stage is 0 to 4, not {0}")]
pub struct StageError(u8);

impl TryFrom<u8> for Stage {
    type Error = StageError;

    fn try_from(number: u8) -> Result<Stage, StageError> {
        Stage::ALL.into_iter().find(|stage| stage.number() == number).ok_or(StageError(number))
    }
}

/// Names why a given consultation agreement is not relied on (§3.3 a, b, c).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspension {
    ConversationNotInForce,
    #[serde(rename = "open_rupture")]
    OpenStrain(Id),
    HeartClosed(Id),
}

/// A need spoken to with permission, received in words, and acted on (A28–A30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    pub message: Id,
    pub delivery: Id,
    pub need: Id,
    pub promise: Id,
    /// The day on which the last of its evidence fell into place.
    pub since: Day,
    /// The day on which the telling leaves the window, and the cycle with it.
    pub leaves_on: Day,
}

/// The one piece of evidence that would raise the stage; at stage 4, when the cycle ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "piece")]
pub enum Missing {
    TwoWayContact,
    ConversationWords,
    ConversationLapsed,
    ConsultationWords,
    ConsultationLapsed,
    #[serde(rename = "rupture_repair")]
    StrainRepair {
        #[serde(rename = "rupture")]
        strain: Id,
    },
    HeartClosed {
        marker: Id,
    },
    PermissionToTell,
    ReceivedInWords,
    NeedInTheirWords,
    TheirStepDone,
    Nothing {
        leaves_on: Day,
    },
}

/// Strains open on `at`, in the order recorded.
pub(super) fn open_strains(file: &ClientFile, at: Day) -> Vec<Id> {
    let open = |r: &&crate::method::Strain| state_at(&r.history, at).is_some_and(StrainState::open);
    file.strains.iter().filter(open).map(|r| r.id.clone()).collect()
}

pub(super) fn suspensions(
    file: &ClientFile,
    at: Day,
    conversation: &Agreement,
    consultation: &Agreement,
    open: &[Id],
) -> Vec<Suspension> {
    if !consultation.state.in_force() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if !conversation.state.in_force() {
        out.push(Suspension::ConversationNotInForce);
    }
    out.extend(open.iter().cloned().map(Suspension::OpenStrain));
    out.extend(unanswered_heart(file, at).map(Suspension::HeartClosed));
    out
}

/// A closed heart that neither later words of consultation nor a repaired strain has answered.
fn unanswered_heart(file: &ClientFile, at: Day) -> Option<Id> {
    let answered = |closed: Day| {
        let words = file.agreements.iter().any(|e| {
            e.kind == AgreementKind::Consultation
                && e.scope == Scope::Relationship
                && matches!(e.event, AgreementMove::Given | AgreementMove::Renewed)
                && closed < e.on
                && e.on <= at
        });
        let repaired = |r: &crate::method::Strain| {
            r.opened_on >= closed && state_at(&r.history, at) == Some(StrainState::Repaired)
        };
        words || file.strains.iter().any(repaired)
    };
    let closed =
        |m: &&crate::method::Marker| m.sign == Sign::HeartClosed && m.on <= at && !answered(m.on);
    file.markers.iter().find(closed).map(|m| m.id.clone())
}

/// Tells how far each telling within the window has come towards a whole cycle.
pub(super) struct Cycles {
    complete: Option<Cycle>,
    permitted: bool,
    received: bool,
    owned: bool,
}

impl Cycles {
    pub fn of(file: &ClientFile, at: Day, terms: &Terms) -> Cycles {
        let mut out = Cycles { complete: None, permitted: false, received: false, owned: false };
        for message in &file.messages {
            let Some(need) =
                message.need.as_ref().and_then(|id| file.need(id)).filter(|n| n.on <= at)
            else {
                continue;
            };
            for d in message.deliveries.iter().filter(|d| in_window(d, at, terms) && d.granted()) {
                out.permitted = true;
                let received = received_in_words(d, at);
                out.received |= received;
                let owned =
                    step_at(&need.history, at).filter(|s| s.to.owned() && s.quote.is_some());
                out.owned |= received && owned.is_some();
                if let (true, Some(owned)) = (received, owned) {
                    let cycle =
                        kept(file, need.id.clone(), d.on, at).map(|(promise, done)| Cycle {
                            message: message.id.clone(),
                            delivery: d.id.clone(),
                            need: need.id.clone(),
                            promise,
                            since: [
                                d.on,
                                owned_since(need, at).unwrap_or(owned.on),
                                d.reception_on.unwrap_or(d.on),
                                done,
                            ]
                            .into_iter()
                            .max()
                            .unwrap_or(done),
                            leaves_on: plus_days(d.on, terms.collab_window),
                        });
                    out.keep(cycle);
                }
            }
        }
        out
    }

    /// The cycle that lasts longest.
    fn keep(&mut self, cycle: Option<Cycle>) {
        let lasts = |c: &Option<Cycle>| c.as_ref().map(|c| c.leaves_on);
        if lasts(&cycle) > lasts(&self.complete) {
            self.complete = cycle;
        }
    }

    pub fn complete(&self) -> Option<Cycle> {
        self.complete.clone()
    }
}

fn in_window(d: &Delivery, at: Day, terms: &Terms) -> bool {
    d.on <= at && at < plus_days(d.on, terms.collab_window)
}

fn received_in_words(d: &Delivery, at: Day) -> bool {
    d.reception.is_some_and(|r| r.open())
        && d.reception_on.is_some_and(|on| on <= at)
        && d.reception_quote.is_some()
}

/// The day the client made the need theirs, in the run that still holds.
fn owned_since(need: &crate::method::Need, at: Day) -> Option<Day> {
    let mut steps: Vec<_> = need.history.iter().filter(|s| s.on <= at).collect();
    steps.sort_by_key(|s| s.on);
    steps.iter().rev().take_while(|s| s.to.owned()).last().map(|s| s.on)
}

/// Their promise for that need, done on or after the telling: the earliest such.
fn kept(file: &ClientFile, need: Id, told: Day, at: Day) -> Option<(Id, Day)> {
    let done = |p: &crate::method::Promise| {
        step_at(&p.history, at)
            .filter(|s| s.to == PromiseState::Done && s.on >= told)
            .map(|s| (p.id.clone(), s.on))
    };
    let theirs =
        file.promises.iter().filter(|p| p.by == Speaker::Client && p.need.as_ref() == Some(&need));
    theirs.filter_map(done).min_by_key(|(_, on)| *on)
}

pub(super) fn missing(
    stage: Stage,
    conversation: &Agreement,
    consultation: &Agreement,
    suspensions: &[Suspension],
    cycles: &Cycles,
    cycle: Option<&Cycle>,
) -> Missing {
    use crate::method::AgreementState::Lapsed;
    if let Some(cycle) = cycle {
        return Missing::Nothing { leaves_on: cycle.leaves_on };
    }
    match stage {
        Stage::NoContact => Missing::TwoWayContact,
        Stage::Acquainted if conversation.state == Lapsed => Missing::ConversationLapsed,
        Stage::Acquainted => Missing::ConversationWords,
        Stage::Talking => match suspensions.first() {
            Some(Suspension::OpenStrain(id)) => Missing::StrainRepair { strain: id.clone() },
            Some(Suspension::HeartClosed(id)) => Missing::HeartClosed { marker: id.clone() },
            _ if consultation.state == Lapsed => Missing::ConsultationLapsed,
            _ => Missing::ConsultationWords,
        },
        Stage::Trust | Stage::Collaboration => match cycles {
            Cycles { permitted: false, .. } => Missing::PermissionToTell,
            Cycles { received: false, .. } => Missing::ReceivedInWords,
            Cycles { owned: false, .. } => Missing::NeedInTheirWords,
            _ => Missing::TheirStepDone,
        },
    }
}
