//! Permission (method §4): told before asking, an agreement that runs out, a plan without an
//! agreement.

use super::reading::Reading;
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{CONSULT_VALID, QUIET_DAYS, SILENCE_STEP, WARN_BEFORE};
use super::{Found, Value, meaning};
use crate::method::moment::days_between;
use crate::method::standing::Agreement;
use crate::method::{AgreementKind, AgreementState, Delivery, Permission, code};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[&TOLD_WITHOUT_PERMISSION, &AGREEMENT_LAPSING, &ASK_FIRST];

/// R02: in the latest session something was told unasked or after a no; the latter comes first.
pub(super) static TOLD_WITHOUT_PERMISSION: Rule = Rule {
    code: "R02",
    key: "told_without_permission",
    priority: Priority::Permission,
    hides: &[&meaning::LANDING_UNKNOWN],
    thresholds: &[],
    fires: Fires::Person(People::Live, told_without_permission),
    answers: &[Answer::Log],
};

fn told_without_permission(r: &Reading<'_>) -> Option<Found> {
    let latest = r.latest()?;
    let mut told = r.named();
    let without =
        |d: &Delivery| matches!(d.leave(), Some(Permission::Unasked | Permission::Imposed));
    told.retain(|(_, d)| d.session == latest.id && without(d));
    told.sort_by_key(|(_, d)| d.leave() != Some(Permission::Imposed));
    let (message, delivery) = told.first()?;
    let mut insight = r.found().fact(&latest.id);
    for (m, d) in &told {
        insight = insight.fact(&m.id).part(&d.id);
    }
    let insight = insight.on("date", delivery.on).ours("message", &message.text);
    Some(insight.choice("permission", &delivery.leave()?))
}

/// R11: an agreement has lapsed, or will before any appointment. Long lapsed, it is a quiet line.
pub(super) static AGREEMENT_LAPSING: Rule = Rule {
    code: "R11",
    key: "agreement_lapsing",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[&SILENCE_STEP, &CONSULT_VALID, &WARN_BEFORE, &QUIET_DAYS],
    fires: Fires::Person(People::Live, agreement_lapsing),
    answers: &[Answer::LapsingAgreement],
};

fn agreement_lapsing(r: &Reading<'_>) -> Option<Found> {
    let running_out = |a: &Agreement| match (a.state, a.lapses_on) {
        (AgreementState::Lapsed, _) => true,
        (state, Some(day)) if state.in_force() => {
            days_between(r.at, day) <= i64::from(r.t.get(&WARN_BEFORE))
                && !r.appointment_ahead(Some(day))
        }
        _ => false,
    };
    let kinds = [AgreementKind::Conversation, AgreementKind::Consultation];
    let due: Vec<_> = kinds
        .into_iter()
        .map(|k| (k, r.standing.agreement(k)))
        .filter(|(_, a)| running_out(a))
        .collect();
    let (kind, agreement) = due.first()?;
    let lapsed = |a: &Agreement| a.state == AgreementState::Lapsed;
    let long = |a: &Agreement| {
        lapsed(a) && a.lapses_on.is_some_and(|day| r.aged(day, r.t.get(&QUIET_DAYS)))
    };
    let which = if due.len() > 1 { "both".to_owned() } else { code(kind) };
    let mut insight = r.found().facts(due.iter().filter_map(|(_, a)| a.event.as_ref()));
    insight = insight.quiet(due.iter().all(|(_, a)| long(a))).arg("kind", Value::Choice(which));
    insight = insight.choice("state", &if lapsed(agreement) { "lapsed" } else { "given" });
    Some(insight.on("date", agreement.words_on?).on("lapse", agreement.lapses_on?))
}

/// R12: a message is chosen for next time, but no consultation agreement is in force, or it is in
/// question.
pub(super) static ASK_FIRST: Rule = Rule {
    code: "R12",
    key: "ask_first",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[&CONSULT_VALID],
    fires: Fires::Person(People::Live, ask_first),
    answers: &[Answer::Consultation],
};

fn ask_first(r: &Reading<'_>) -> Option<Found> {
    let planned = r.planned();
    let message = planned.first()?;
    if r.consulted() {
        return None;
    }
    let insight = r
        .found()
        .facts(planned.iter().map(|m| &m.id))
        .facts(r.standing.consultation.event.as_ref());
    let state = if r.standing.suspended() {
        "suspended".to_owned()
    } else {
        code(&r.standing.consultation.state)
    };
    Some(insight.ours("message", &message.text).arg("state", Value::Choice(state)))
}
