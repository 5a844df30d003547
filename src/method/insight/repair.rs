//! Repair (method §4): a heart that closed, an objection, a strain that waits, the order of events
//! before a no.

use super::reading::{Reading, reaches};
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{Source, Threshold, Unit};
use super::{Found, Value, meaning, needs, permission, upkeep};
use crate::method::marker::{Family, Marker};
use crate::method::session::SessionStatus;
use crate::method::step::step_at;
use crate::method::{Day, Id, Permission, Sign, StrainState, code};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] =
    &[&SILENT_HEART, &OBJECTION_NOT_OPENED, &STRAIN_WAITING, &REPAIR_FIRST, &CANCELLATION_PATTERN];

/// Latest sessions whose signs count.
static MARKER_SESSIONS: Threshold =
    Threshold::new("marker_sessions", 2, Unit::Sessions, Source::OurChoice);
/// Signs of stepping back that together say something.
static WITHDRAWAL_MIN: Threshold =
    Threshold::new("withdrawal_min", 2, Unit::Times, Source::OurChoice);

/// R05: signs of stepping back in the latest sessions, and nothing was made of them.
pub(super) static SILENT_HEART: Rule = Rule {
    code: "R05",
    key: "silent_heart",
    priority: Priority::Repair,
    hides: &[&permission::TOLD_WITHOUT_PERMISSION, &meaning::LANDING_UNKNOWN, &meaning::TOO_SMOOTH],
    thresholds: &[&MARKER_SESSIONS, &WITHDRAWAL_MIN],
    fires: Fires::Person(People::Live, silent_heart),
    answers: &[Answer::Log],
};

fn silent_heart(r: &Reading<'_>) -> Option<Found> {
    let signs = r.signs(r.t.get(&MARKER_SESSIONS), Family::Withdrawal);
    let first = signs.first()?;
    let closed = signs.iter().any(|m| m.sign == Sign::HeartClosed);
    if !(closed || reaches(signs.len(), r.t.get(&WITHDRAWAL_MIN))) || r.strained_since(first.on) {
        return None;
    }
    let words = signs.iter().rev().find_map(|m| r.words(m.quote.as_ref()));
    Some(
        r.found()
            .facts(signs.iter().map(|m| &m.id))
            .count("sessions", r.last(r.t.get(&MARKER_SESSIONS)).len())
            .count("n", signs.len())
            .arg("signs", Value::Signs(signs.iter().map(|m| m.sign).collect()))
            .said("quote", "told", words),
    )
}

/// R06: an objection in the latest sessions after which no strain was noted.
pub(super) static OBJECTION_NOT_OPENED: Rule = Rule {
    code: "R06",
    key: "objection_not_opened",
    priority: Priority::Repair,
    hides: &[],
    thresholds: &[&MARKER_SESSIONS],
    fires: Fires::Person(People::Live, objection_not_opened),
    answers: &[Answer::Log],
};

fn objection_not_opened(r: &Reading<'_>) -> Option<Found> {
    let mut signs = r.signs(r.t.get(&MARKER_SESSIONS), Family::Confrontation);
    signs.retain(|m| !r.strained_since(m.on));
    let latest = signs.last()?;
    Some(
        r.found()
            .facts(signs.iter().map(|m| &m.id))
            .on("date", latest.on)
            .arg("sign", Value::Signs(vec![latest.sign]))
            .said("quote", "told", r.words(latest.quote.as_ref())),
    )
}

/// Days a strain may stand without a step.
static STRAIN_DAYS: Threshold = Threshold::new("rupture_days", 14, Unit::Days, Source::OurChoice);

/// R07: an open strain without a step for a while, or with a session held since its last step.
pub(super) static STRAIN_WAITING: Rule = Rule {
    code: "R07",
    key: "rupture_waiting",
    priority: Priority::Repair,
    hides: &[],
    thresholds: &[&STRAIN_DAYS],
    fires: Fires::Person(People::Live, strain_waiting),
    answers: &[Answer::Strain, Answer::Log],
};

fn strain_waiting(r: &Reading<'_>) -> Option<Found> {
    let mut waiting: Vec<_> = r
        .file
        .strains
        .iter()
        .filter_map(|strain| {
            Some((strain, step_at(&strain.history, r.at).filter(|s| s.to.open())?))
        })
        .filter(|(_, step)| r.aged(step.on, r.t.get(&STRAIN_DAYS)) || r.held_after(step.on) > 0)
        .collect();
    waiting.sort_by_key(|(strain, step)| (step.on, strain.opened_on));
    let (strain, step) = waiting.first()?;
    let mut insight = r.found();
    for (strain, step) in &waiting {
        insight = insight.fact(&strain.id).part(&step.id);
    }
    Some(
        insight
            .on("date", strain.opened_on)
            .count("days", r.age(step.on))
            .choice("state", &step.to),
    )
}

/// R13: a message is chosen for next time while a strain is open.
pub(super) static REPAIR_FIRST: Rule = Rule {
    code: "R13",
    key: "repair_first",
    priority: Priority::Repair,
    hides: &[&permission::ASK_FIRST, &needs::MESSAGE_HELD_TOO_LONG],
    thresholds: &[],
    fires: Fires::Person(People::Live, repair_first),
    answers: &[Answer::Strain, Answer::Log],
};

fn repair_first(r: &Reading<'_>) -> Option<Found> {
    let planned = r.planned();
    let strains = r.standing.open_strains.iter().filter_map(|id| r.file.strain(id));
    let (message, strain) = (planned.first()?, strains.min_by_key(|strain| strain.opened_on)?);
    Some(
        r.found()
            .facts(planned.iter().map(|m| &m.id))
            .facts(&r.standing.open_strains)
            .ours("message", &message.text)
            .on("date", strain.opened_on),
    )
}

/// One event of the order that R27 watches for.
struct Event<'f> {
    on: Day,
    what: String,
    record: &'f Id,
    part: Option<&'f Id>,
}

/// Days in which the events before a cancellation are looked for.
static CANCEL_DAYS: Threshold = Threshold::new("cancel_days", 60, Unit::Days, Source::OurChoice);

/// R27: told unasked or a heart closed, and then a meeting cancelled or the next one left vague.
pub(super) static CANCELLATION_PATTERN: Rule = Rule {
    code: "R27",
    key: "cancellation_pattern",
    priority: Priority::Repair,
    hides: &[&permission::TOLD_WITHOUT_PERMISSION, &SILENT_HEART, &upkeep::COURTESY_ONLY],
    thresholds: &[&CANCEL_DAYS],
    fires: Fires::Person(People::Live, cancellation_pattern),
    answers: &[Answer::InTouch],
};

fn cancellation_pattern(r: &Reading<'_>) -> Option<Found> {
    let (mut causes, mut effects) = (causes(r), effects(r));
    let first = causes.iter().map(|c| c.on).min()?;
    effects.retain(|e| e.on >= first);
    let last = effects.iter().map(|e| e.on).max()?;
    causes.retain(|c| c.on <= last);
    causes.sort_by_key(|c| c.on);
    effects.sort_by_key(|e| e.on);
    let (cause, effect) = (causes.first()?, effects.first()?);
    let mut insight = r.found();
    for event in causes.iter().chain(&effects) {
        insight = insight.fact(event.record);
        insight = event.part.into_iter().fold(insight, Found::part);
    }
    let named = |event: &Event<'_>| Value::Choice(event.what.clone());
    Some(
        insight
            .arg("event1", named(cause))
            .on("date1", cause.on)
            .arg("event2", named(effect))
            .on("date2", effect.on),
    )
}

fn causes<'f>(r: &Reading<'f>) -> Vec<Event<'f>> {
    let without = |p: &Permission| matches!(p, Permission::Unasked | Permission::Imposed);
    let told = r.named().into_iter().filter_map(|(m, d)| Some((m, d, d.leave().filter(without)?)));
    let told = told.map(|(m, d, leave)| Event {
        on: d.on,
        what: code(&leave),
        record: &m.id,
        part: Some(&d.id),
    });
    let closed = markers(r, &[Sign::HeartClosed]);
    told.chain(closed).filter(|e| r.within(e.on, r.t.get(&CANCEL_DAYS))).collect()
}

fn effects<'f>(r: &Reading<'f>) -> Vec<Event<'f>> {
    use SessionStatus as S;
    let off = |status| matches!(status, S::CancelledByClient | S::NoShow | S::RescheduledByClient);
    let sessions = r.file.sessions.iter().filter(|s| off(s.status));
    let sessions =
        sessions.map(|s| Event { on: s.on, what: code(&s.status), record: &s.id, part: None });
    let vague = markers(r, &[Sign::VagueNext, Sign::ComplainsTerms]);
    sessions.chain(vague).filter(|e| r.within(e.on, r.t.get(&CANCEL_DAYS))).collect()
}

fn markers<'f>(
    r: &Reading<'f>,
    signs: &'static [Sign],
) -> impl Iterator<Item = Event<'f>> + use<'f> {
    let event = |m: &'f Marker| Event { on: m.on, what: code(&m.sign), record: &m.id, part: None };
    r.markers().into_iter().filter(|m| signs.contains(&m.sign)).map(event)
}

/// True if the strain, if there is one, has been talked about or has ended.
pub(super) fn talked_about(r: &Reading<'_>, strain: Option<&Id>) -> bool {
    let state = strain.and_then(|id| r.file.strain(id)).and_then(|strain| strain.state(r.at));
    use StrainState as S;
    matches!(state, Some(S::Explored | S::Repaired | S::EndedUnrepaired))
}
