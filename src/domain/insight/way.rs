//! The one act that answers an insight: what to record, and of which record (method §4, the last question of each text).

use serde::{Deserialize, Serialize};

use super::{Insight, RuleId, Trace, Value};
use crate::domain::taking::Subject;
use crate::domain::{AgreementKind, ClientFile, Id, Status, from_code};

/// Where an insight is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In the next session, which is then written down.
    Log,
    /// By a step of one record.
    Step(Subject),
    /// By getting in touch.
    Contact,
    /// In the record of a session.
    Session(Id),
}

/// The way that answers an insight; none where there is nothing left to do.
pub(super) fn way(file: &ClientFile, insight: &Insight, status: Option<Status>, trail: &[Trace]) -> Option<Way> {
    use RuleId as R;
    let first = |known: &dyn Fn(&Id) -> bool| insight.facts.iter().find(|id| known(id)).cloned();
    let message = || first(&|id| file.message(id).is_some()).map(Subject::Message);
    let need = || first(&|id| file.need(id).is_some()).map(Subject::Need);
    let promise = || first(&|id| file.promise(id).is_some()).map(Subject::Promise);
    let strain = || first(&|id| file.rupture(id).is_some()).map(Subject::Strain);
    let gift = || first(&|id| file.gifts.iter().any(|g| g.id == *id)).map(Subject::Gift);
    let step = match insight.rule {
        R::R01 | R::R03 | R::R14 | R::R15 => message().or_else(need),
        R::R04 | R::R23 => gift(),
        R::R07 | R::R13 => strain(),
        R::R08 => need(),
        R::R10 => first(&|id| file.want(id).is_some()).map(Subject::Want),
        R::R11 => Some(Subject::Agreement(lapsing(insight))),
        R::R12 => Some(Subject::Agreement(AgreementKind::Consultation)),
        R::R21 => Some(Subject::Status),
        R::R22 => first(&|id| file.contact(id).is_some()).map(Subject::Contact),
        R::R24 | R::R25 => promise(),
        R::G04 if status == Some(Status::Parked) => Some(Subject::Status),
        _ => None,
    };
    let place = || trail.iter().rev().find_map(|trace| trace.session.as_ref()).map(|(id, _)| Way::Session(id.clone()));
    match insight.rule {
        _ if step.is_some() => step.map(Way::Step),
        R::R17 | R::R18 | R::R19 | R::R20 | R::R27 | R::G04 => Some(Way::Contact),
        R::R28 | R::R29 | R::G01 | R::G02 | R::G03 | R::G05 => place(),
        _ => Some(Way::Log),
    }
}

/// The agreement to ask for again; of both, the conversation agreement, on which the other rests.
fn lapsing(insight: &Insight) -> AgreementKind {
    let named = insight.args.iter().find(|(name, _)| name == "kind").map(|(_, value)| value);
    match named {
        Some(Value::Choice(kind)) => from_code(kind).unwrap_or(AgreementKind::Conversation),
        _ => AgreementKind::Conversation,
    }
}
