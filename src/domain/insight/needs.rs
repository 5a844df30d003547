//! Needs and wants (method §4): wants served while needs stay unspoken, guesses untested, wants unanswered.

use super::reading::{Reading, reaches};
use super::{Insight, RuleId, Value};
use crate::domain::standing::step_at;
use crate::domain::{Day, Need, NeedState, Step, Want, WantState};

/// The day a record came into the state it is in: its last step, or the day it was made.
fn entered<S>(history: &[Step<S>], made: Day, at: Day) -> Day {
    step_at(history, at).map_or(made, |step| step.on)
}

/// R01: wants answered in the latest sessions, nothing said to a need, although something is held.
pub(super) fn yes_man_drift(r: &Reading<'_>) -> Option<Insight> {
    let sessions = r.last_full(r.t.yes_sessions)?;
    let (since, latest) = (sessions.first()?.on, sessions.last()?.on);
    if r.tellings().iter().any(|(m, d)| d.on >= since && r.linked(m.need.as_ref())) {
        return None;
    }
    let served = |s: &Step<WantState>| r.since(s.on, since) && matches!(s.to, WantState::Answered | WantState::Done);
    let wants: Vec<&Want> = r.wants().into_iter().filter(|w| w.history.iter().any(served)).collect();
    let guesses: Vec<_> =
        r.needs().into_iter().filter(|n| n.on < latest && n.state(r.at) == NeedState::Hypothesis).collect();
    let untold: Vec<_> = r.untold().into_iter().filter(|m| m.on < latest).collect();
    if !reaches(wants.len(), r.t.yes_wants) || (guesses.is_empty() && untold.is_empty()) {
        return None;
    }
    let held = untold.iter().map(|m| m.text.clone()).chain(guesses.iter().map(|n| n.text.clone())).collect();
    Some(
        r.insight(RuleId::R01)
            .facts(wants.iter().map(|w| &w.id))
            .facts(untold.iter().map(|m| &m.id))
            .facts(guesses.iter().map(|n| &n.id))
            .count("sessions", sessions.len())
            .count("wants", wants.len())
            .arg("held", Value::List(held)),
    )
}

/// R08: a guess that has not been tested for long, or over many sessions.
pub(super) fn need_unvoiced(r: &Reading<'_>) -> Option<Insight> {
    let since = |n: &Need| entered(&n.history, n.on, r.at);
    let mut guesses: Vec<_> = r.needs().into_iter().filter(|n| n.state(r.at) == NeedState::Hypothesis).collect();
    guesses.retain(|n| r.aged(since(n), r.t.need_days) || reaches(r.held_after(since(n)), r.t.need_sessions));
    let oldest = guesses.iter().min_by_key(|n| since(n))?;
    let insight = r.insight(RuleId::R08).facts(guesses.iter().map(|n| &n.id));
    Some(insight.ours("need", &oldest.text).count("days", r.age(since(oldest))))
}

/// R09: a need they made theirs, and no step or word of ours linked to it since.
pub(super) fn acknowledged_need_idle(r: &Reading<'_>) -> Option<Insight> {
    let owned = |n: &Need| step_at(&n.history, r.at).filter(|s| s.to == NeedState::Acknowledged).cloned();
    let moved = |n: &Need, since: Day| {
        r.file.commitments.iter().any(|p| p.need.as_ref() == Some(&n.id) && r.since(p.made_on, since))
            || r.tellings().iter().any(|(m, d)| m.need.as_ref() == Some(&n.id) && d.on >= since)
    };
    let mut idle: Vec<_> = r.needs().into_iter().filter_map(|n| owned(n).map(|step| (n, step))).collect();
    idle.retain(|(n, step)| r.aged(step.on, r.t.idle_days) && !moved(n, step.on));
    idle.sort_by_key(|(_, step)| step.on);
    let (need, step) = idle.first()?;
    let mut insight = r.insight(RuleId::R09);
    for (n, s) in &idle {
        insight = insight.fact(&n.id).part(&s.id);
    }
    Some(insight.on("date", step.on).ours("need", &need.text).said("quote", "told", r.words(step.quote.as_ref())))
}

/// R10: a want that nobody has answered.
pub(super) fn want_unanswered(r: &Reading<'_>) -> Option<Insight> {
    let since = |w: &Want| entered(&w.history, w.on, r.at);
    let mut open: Vec<_> = r.wants().into_iter().filter(|w| w.state(r.at) == WantState::Open).collect();
    open.retain(|w| r.aged(since(w), r.t.want_days) || reaches(r.held_after(since(w)), r.t.want_sessions));
    let oldest = open.iter().min_by_key(|w| since(w))?;
    let insight = r.insight(RuleId::R10).facts(open.iter().map(|w| &w.id));
    Some(insight.ours("want", &oldest.text).count("days", r.age(since(oldest))))
}

/// R14: they agreed to consult, and a message for their need still waits.
pub(super) fn message_held_too_long(r: &Reading<'_>) -> Option<Insight> {
    if !r.consulted() {
        return None;
    }
    let long = |m: &&crate::domain::Message| r.linked(m.need.as_ref()) && r.aged(m.on, r.t.msg_days);
    let held: Vec<_> = r.untold().into_iter().filter(long).collect();
    let oldest = held.iter().min_by_key(|m| m.on)?;
    let insight =
        r.insight(RuleId::R14).facts(held.iter().map(|m| &m.id)).facts(r.standing.consultation.event.as_ref());
    Some(insight.ours("message", &oldest.text).count("days", r.age(oldest.on)))
}

/// R30: a want, some sessions old, with no need behind it yet.
pub(super) fn want_without_why(r: &Reading<'_>) -> Option<Insight> {
    let mut bare: Vec<_> = r.wants().into_iter().filter(|w| w.state(r.at) != WantState::Withdrawn).collect();
    bare.retain(|w| !w.needs.iter().any(|n| r.linked(Some(n))) && reaches(r.held_after(w.on), r.t.want_sessions));
    let oldest = bare.iter().min_by_key(|w| w.on)?;
    Some(r.insight(RuleId::R30).facts(bare.iter().map(|w| &w.id)).ours("want", &oldest.text))
}
