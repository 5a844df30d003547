//! The one act that answers an insight: what to record, and of which record (method §4, the last
//! question of each text).

use serde::{Deserialize, Serialize};

use super::rule::Answer;
use super::{EvidenceItem, Insight, Value};
use crate::method::transition::Subject;
use crate::method::{AgreementKind, ClientFile, Id, Status, from_code};

/// Names where an insight is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// In the next session, which is then written down.
    Log,
    /// By a step of one record.
    Step(Subject),
    /// By getting in touch.
    Contact,
    /// In the record of a session.
    Session(Id),
}

/// The way that answers an insight: the first of its rule's answers that the evidence allows.
pub(super) fn action(
    file: &ClientFile,
    insight: &Insight,
    status: Option<Status>,
    trail: &[EvidenceItem],
) -> Option<Action> {
    insight.rule.answers().iter().find_map(|answer| match answer {
        Answer::Message => {
            first(insight, |id| file.message(id).is_some()).map(Subject::Message).map(Action::Step)
        }
        Answer::Need => {
            first(insight, |id| file.need(id).is_some()).map(Subject::Need).map(Action::Step)
        }
        Answer::Want => {
            first(insight, |id| file.want(id).is_some()).map(Subject::Want).map(Action::Step)
        }
        Answer::Promise => {
            first(insight, |id| file.promise(id).is_some()).map(Subject::Promise).map(Action::Step)
        }
        Answer::Strain => {
            first(insight, |id| file.strain(id).is_some()).map(Subject::Strain).map(Action::Step)
        }
        Answer::Gift => first(insight, |id| file.gifts.iter().any(|g| g.id == *id))
            .map(Subject::Gift)
            .map(Action::Step),
        Answer::Contact => {
            first(insight, |id| file.contact(id).is_some()).map(Subject::Contact).map(Action::Step)
        }
        Answer::LapsingAgreement => Some(Action::Step(Subject::Agreement(lapsing(insight)))),
        Answer::Consultation => Some(Action::Step(Subject::Agreement(AgreementKind::Consultation))),
        Answer::Status => Some(Action::Step(Subject::Status)),
        Answer::StatusIfParked => {
            (status == Some(Status::Parked)).then_some(Action::Step(Subject::Status))
        }
        Answer::InTouch => Some(Action::Contact),
        Answer::LastSession => trail
            .iter()
            .rev()
            .find_map(|trace| trace.session.as_ref())
            .map(|(id, _)| Action::Session(id.clone())),
        Answer::Log => Some(Action::Log),
    })
}

/// The first record in the evidence that is of the kind asked for.
fn first(insight: &Insight, known: impl Fn(&Id) -> bool) -> Option<Id> {
    insight.facts.iter().find(|id| known(id)).cloned()
}

/// The agreement to ask for again; of both, the conversation agreement, on which the other rests.
fn lapsing(insight: &Insight) -> AgreementKind {
    let named = insight.args.iter().find(|(name, _)| name == "kind").map(|(_, value)| value);
    match named {
        Some(Value::Choice(kind)) => from_code(kind).unwrap_or(AgreementKind::Conversation),
        _ => AgreementKind::Conversation,
    }
}
