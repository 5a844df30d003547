//! Needs and wants (method §4): wants served while needs stay unspoken, guesses untested, wants
//! unanswered.

use super::reading::{Reading, reaches};
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{CONSULT_VALID, Source, Threshold, Unit};
use super::{Found, Value, meaning};
use crate::method::step::step_at;
use crate::method::{Day, Need, NeedState, Step, Want, WantState};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &YES_MAN_DRIFT,
    &NEED_UNVOICED,
    &ACKNOWLEDGED_NEED_IDLE,
    &WANT_UNANSWERED,
    &MESSAGE_HELD_TOO_LONG,
    &WANT_WITHOUT_WHY,
    &MANY_WANTS,
];

/// The day a record came into the state it is in: its last step, or the day it was made.
fn entered<S>(history: &[Step<S>], made: Day, at: Day) -> Day {
    step_at(history, at).map_or(made, |step| step.on)
}

/// Sessions looked back on for wants served while needs stay unspoken.
static YES_SESSIONS: Threshold =
    Threshold::new("yes_sessions", 4, Unit::Sessions, Source::OurChoice);
/// Distinct wants served in them.
static YES_WANTS: Threshold = Threshold::new("yes_wants", 2, Unit::Times, Source::OurChoice);

/// R01: wants answered in the latest sessions, nothing said to a need, although something is held.
pub(super) static YES_MAN_DRIFT: Rule = Rule {
    code: "R01",
    key: "yes_man_drift",
    priority: Priority::Needs,
    hides: &[&meaning::TOO_SMOOTH],
    thresholds: &[&YES_SESSIONS, &YES_WANTS],
    fires: Fires::Person(People::Live, yes_man_drift),
    answers: &[Answer::Message, Answer::Need, Answer::Log],
};

fn yes_man_drift(r: &Reading<'_>) -> Option<Found> {
    let sessions = r.last_full(r.t.get(&YES_SESSIONS))?;
    let (since, latest) = (sessions.first()?.on, sessions.last()?.on);
    if r.tellings().iter().any(|(m, d)| d.on >= since && r.linked(m.need.as_ref())) {
        return None;
    }
    let served = |s: &Step<WantState>| {
        r.since(s.on, since) && matches!(s.to, WantState::Answered | WantState::Done)
    };
    let wants: Vec<&Want> =
        r.wants().into_iter().filter(|w| w.history.iter().any(served)).collect();
    let guesses: Vec<_> = r
        .needs()
        .into_iter()
        .filter(|n| n.on < latest && n.state(r.at) == NeedState::Hypothesis)
        .collect();
    let untold: Vec<_> = r.untold().into_iter().filter(|m| m.on < latest).collect();
    if !reaches(wants.len(), r.t.get(&YES_WANTS)) || (guesses.is_empty() && untold.is_empty()) {
        return None;
    }
    let held = untold
        .iter()
        .map(|m| m.text.clone())
        .chain(guesses.iter().map(|n| n.text.clone()))
        .collect();
    Some(
        r.found()
            .facts(wants.iter().map(|w| &w.id))
            .facts(untold.iter().map(|m| &m.id))
            .facts(guesses.iter().map(|n| &n.id))
            .count("sessions", sessions.len())
            .count("wants", wants.len())
            .arg("held", Value::List(held)),
    )
}

/// Sessions after which a guess wants testing.
static NEED_SESSIONS: Threshold =
    Threshold::new("need_sessions", 3, Unit::Sessions, Source::OurChoice);
/// Days after which a guess wants testing.
static NEED_DAYS: Threshold = Threshold::new("need_days", 60, Unit::Days, Source::OurChoice);

/// R08: a guess that has not been tested for long, or over many sessions.
pub(super) static NEED_UNVOICED: Rule = Rule {
    code: "R08",
    key: "need_unvoiced",
    priority: Priority::Needs,
    hides: &[],
    thresholds: &[&NEED_SESSIONS, &NEED_DAYS],
    fires: Fires::Person(People::Live, need_unvoiced),
    answers: &[Answer::Need, Answer::Log],
};

fn need_unvoiced(r: &Reading<'_>) -> Option<Found> {
    let since = |n: &Need| entered(&n.history, n.on, r.at);
    let mut guesses: Vec<_> =
        r.needs().into_iter().filter(|n| n.state(r.at) == NeedState::Hypothesis).collect();
    guesses.retain(|n| {
        r.aged(since(n), r.t.get(&NEED_DAYS))
            || reaches(r.held_after(since(n)), r.t.get(&NEED_SESSIONS))
    });
    let oldest = guesses.iter().min_by_key(|n| since(n))?;
    let insight = r.found().facts(guesses.iter().map(|n| &n.id));
    Some(insight.ours("need", &oldest.text).count("days", r.age(since(oldest))))
}

/// Days an owned need may stand without a step.
static IDLE_DAYS: Threshold = Threshold::new("idle_days", 30, Unit::Days, Source::OurChoice);

/// R09: a need they made theirs, and no step or word of ours linked to it since.
pub(super) static ACKNOWLEDGED_NEED_IDLE: Rule = Rule {
    code: "R09",
    key: "acknowledged_need_idle",
    priority: Priority::Needs,
    hides: &[],
    thresholds: &[&IDLE_DAYS],
    fires: Fires::Person(People::Live, acknowledged_need_idle),
    answers: &[Answer::Log],
};

fn acknowledged_need_idle(r: &Reading<'_>) -> Option<Found> {
    let owned =
        |n: &Need| step_at(&n.history, r.at).filter(|s| s.to == NeedState::Acknowledged).cloned();
    let moved = |n: &Need, since: Day| {
        r.file.promises.iter().any(|p| p.need.as_ref() == Some(&n.id) && r.since(p.made_on, since))
            || r.tellings().iter().any(|(m, d)| m.need.as_ref() == Some(&n.id) && d.on >= since)
    };
    let mut idle: Vec<_> =
        r.needs().into_iter().filter_map(|n| owned(n).map(|step| (n, step))).collect();
    idle.retain(|(n, step)| r.aged(step.on, r.t.get(&IDLE_DAYS)) && !moved(n, step.on));
    idle.sort_by_key(|(_, step)| step.on);
    let (need, step) = idle.first()?;
    let mut insight = r.found();
    for (n, s) in &idle {
        insight = insight.fact(&n.id).part(&s.id);
    }
    Some(insight.on("date", step.on).ours("need", &need.text).said(
        "quote",
        "told",
        r.words(step.quote.as_ref()),
    ))
}

/// Sessions after which a want needs an answer, or a why.
static WANT_SESSIONS: Threshold =
    Threshold::new("want_sessions", 2, Unit::Sessions, Source::OurChoice);
/// Days after which a want needs an answer.
static WANT_DAYS: Threshold = Threshold::new("want_days", 30, Unit::Days, Source::OurChoice);

/// R10: a want that nobody has answered.
pub(super) static WANT_UNANSWERED: Rule = Rule {
    code: "R10",
    key: "want_unanswered",
    priority: Priority::Needs,
    hides: &[],
    thresholds: &[&WANT_SESSIONS, &WANT_DAYS],
    fires: Fires::Person(People::Live, want_unanswered),
    answers: &[Answer::Want, Answer::Log],
};

fn want_unanswered(r: &Reading<'_>) -> Option<Found> {
    let since = |w: &Want| entered(&w.history, w.on, r.at);
    let mut open: Vec<_> =
        r.wants().into_iter().filter(|w| w.state(r.at) == WantState::Open).collect();
    open.retain(|w| {
        r.aged(since(w), r.t.get(&WANT_DAYS))
            || reaches(r.held_after(since(w)), r.t.get(&WANT_SESSIONS))
    });
    let oldest = open.iter().min_by_key(|w| since(w))?;
    let insight = r.found().facts(open.iter().map(|w| &w.id));
    Some(insight.ours("want", &oldest.text).count("days", r.age(since(oldest))))
}

/// Days a message may wait although it may be told.
static MSG_DAYS: Threshold = Threshold::new("msg_days", 45, Unit::Days, Source::OurChoice);

/// R14: they agreed to consult, and a message for their need still waits.
pub(super) static MESSAGE_HELD_TOO_LONG: Rule = Rule {
    code: "R14",
    key: "message_held_too_long",
    priority: Priority::Needs,
    hides: &[],
    thresholds: &[&CONSULT_VALID, &MSG_DAYS],
    fires: Fires::Person(People::Live, message_held_too_long),
    answers: &[Answer::Message, Answer::Need, Answer::Log],
};

fn message_held_too_long(r: &Reading<'_>) -> Option<Found> {
    if !r.consulted() {
        return None;
    }
    let long =
        |m: &&crate::method::Message| r.linked(m.need.as_ref()) && r.aged(m.on, r.t.get(&MSG_DAYS));
    let held: Vec<_> = r.untold().into_iter().filter(long).collect();
    let oldest = held.iter().min_by_key(|m| m.on)?;
    let insight =
        r.found().facts(held.iter().map(|m| &m.id)).facts(r.standing.consultation.event.as_ref());
    Some(insight.ours("message", &oldest.text).count("days", r.age(oldest.on)))
}

/// R30: a want, some sessions old, with no need behind it yet.
pub(super) static WANT_WITHOUT_WHY: Rule = Rule {
    code: "R30",
    key: "want_without_why",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[&WANT_SESSIONS],
    fires: Fires::Person(People::Live, want_without_why),
    answers: &[Answer::Log],
};

fn want_without_why(r: &Reading<'_>) -> Option<Found> {
    let mut bare: Vec<_> =
        r.wants().into_iter().filter(|w| w.state(r.at) != WantState::Withdrawn).collect();
    bare.retain(|w| {
        !w.needs.iter().any(|n| r.linked(Some(n)))
            && reaches(r.held_after(w.on), r.t.get(&WANT_SESSIONS))
    });
    let oldest = bare.iter().min_by_key(|w| w.on)?;
    Some(r.found().facts(bare.iter().map(|w| &w.id)).ours("want", &oldest.text))
}

/// Open wants from which it is asked which one comes first.
static MANY_WANTS_MIN: Threshold = Threshold::new("many_wants", 6, Unit::Times, Source::OurChoice);

/// R36: many wants open at once; few and deep serves better (seed B27).
pub(super) static MANY_WANTS: Rule = Rule {
    code: "R36",
    key: "many_wants",
    priority: Priority::Needs,
    hides: &[],
    thresholds: &[&MANY_WANTS_MIN],
    fires: Fires::Person(People::Live, many_wants),
    answers: &[Answer::Log],
};

fn many_wants(r: &Reading<'_>) -> Option<Found> {
    let mut open = r.wants();
    open.retain(|w| w.state(r.at) == WantState::Open);
    let many = !open.is_empty() && reaches(open.len(), r.t.get(&MANY_WANTS_MIN));
    many.then(|| r.found().facts(open.iter().map(|w| &w.id)).count("n", open.len()))
}
