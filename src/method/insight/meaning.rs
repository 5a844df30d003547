//! Meaning (method §4): how it landed, what was meant, whose need it is, a topic missed, a gift
//! without its why.

use super::reading::{Reading, reaches, within_sessions};
use super::repair::talked_about;
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{QUIET_DAYS, Source, Threshold, Unit};
use super::{Found, Value};
use crate::method::gift::{Direction, Gift, Landing};
use crate::method::quote::Speaker;
use crate::method::session::{Checkout, Covered, SessionKind};
use crate::method::{
    AgreementMove, Delivery, Id, Lang, Promise, PromiseState, Reception, Session, Text,
};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &LANDING_UNKNOWN,
    &INTENTION_IMPACT_GAP,
    &MESSAGE_WITHOUT_NEED,
    &TOPIC_MISSED,
    &GIFT_WHY_MISSING,
    &CLIENT_PROMISE_CARRIED,
    &TOO_SMOOTH,
];

/// Days after which an unknown landing is asked about.
static LANDING_DAYS: Threshold = Threshold::new("landing_days", 7, Unit::Days, Source::OurChoice);

/// R03: told some time ago, and how it landed is not known.
pub(super) static LANDING_UNKNOWN: Rule = Rule {
    code: "R03",
    key: "landing_unknown",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[&LANDING_DAYS],
    fires: Fires::Person(People::Live, landing_unknown),
    answers: &[Answer::Message, Answer::Need, Answer::Log],
};

fn landing_unknown(r: &Reading<'_>) -> Option<Found> {
    let mut unknown = r.named();
    unknown.retain(|(_, d)| {
        r.landed(d).is_none() && (r.aged(d.on, r.t.get(&LANDING_DAYS)) || r.held_after(d.on) > 0)
    });
    let (message, delivery) = unknown.last()?;
    let mut insight = r.found();
    for (m, d) in &unknown {
        insight = insight.fact(&m.id).part(&d.id);
    }
    Some(insight.ours("message", &message.text).on("date", delivery.on))
}

/// Days a mismatch stays open to be talked about.
static GAP_DAYS: Threshold = Threshold::new("gap_days", 90, Unit::Days, Source::OurChoice);

/// R04: a telling or a gift that weighed on them, not talked about yet.
pub(super) static INTENTION_IMPACT_GAP: Rule = Rule {
    code: "R04",
    key: "intention_impact_gap",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[&GAP_DAYS],
    fires: Fires::Person(People::Live, intention_impact_gap),
    answers: &[Answer::Gift, Answer::Log],
};

fn intention_impact_gap(r: &Reading<'_>) -> Option<Found> {
    let heavy = |d: &Delivery| matches!(r.landed(d), Some(Reception::Burdened | Reception::Closed));
    let mut told = r.named();
    told.retain(|(_, d)| {
        r.within(d.on, r.t.get(&GAP_DAYS)) && heavy(d) && !talked_about(r, d.strain.as_ref())
    });
    let untalked = |g: &&Gift| {
        g.direction == Direction::Out
            && g.landing == Landing::Burdened
            && r.within(g.on, r.t.get(&GAP_DAYS))
            && g.talked_on.is_none_or(|on| on > r.at)
    };
    let gifts: Vec<&Gift> = r.gifts().into_iter().filter(untalked).collect();
    let mut insight = r.found();
    for (m, d) in &told {
        insight = insight.fact(&m.id).part(&d.id);
    }
    insight = insight.facts(gifts.iter().map(|g| &g.id));
    if let Some((message, delivery)) = told.last() {
        insight = match &message.why {
            Some(why) => insight.ours("why", why).choice("about", &"telling"),
            None => insight.choice("about", &"landing"),
        };
        insight = insight.choice("landing", &r.landed(delivery)?);
        return Some(insight.said("quote", "told", r.words(delivery.reception_quote.as_ref())));
    }
    let gift = gifts.last()?;
    insight = insight.ours("what", &gift.what).arg("about", Value::Choice("gift".to_owned()));
    Some(match known_why(gift, r) {
        Some(why) => insight.ours("why", why).choice("told", &"yes"),
        None => insight.choice("told", &"no"),
    })
}

/// The why of a gift, from the day it was written.
fn known_why<'g>(gift: &'g Gift, r: &Reading<'_>) -> Option<&'g Text> {
    gift.why.as_ref().filter(|_| gift.why_on.is_none_or(|on| on <= r.at))
}

/// R15: something to tell that is tied to no need of theirs.
pub(super) static MESSAGE_WITHOUT_NEED: Rule = Rule {
    code: "R15",
    key: "message_without_need",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[],
    fires: Fires::Person(People::Live, message_without_need),
    answers: &[Answer::Message, Answer::Need, Answer::Log],
};

fn message_without_need(r: &Reading<'_>) -> Option<Found> {
    let loose: Vec<_> = r.untold().into_iter().filter(|m| !r.linked(m.need.as_ref())).collect();
    let message = loose.iter().find(|m| m.self_interest).or(loose.first())?;
    let interest = if message.self_interest { "yes" } else { "no" };
    let insight = r.found().facts(loose.iter().map(|m| &m.id));
    Some(insight.ours("message", &message.text).choice("interest", &interest))
}

/// Latest sessions in which the topic is looked for.
static TOPIC_SESSIONS: Threshold =
    Threshold::new("topic_sessions", 3, Unit::Sessions, Source::OurChoice);
/// Sets how many of them may not reach it.
static MISSED_MIN: Threshold = Threshold::new("topic_missed", 2, Unit::Times, Source::OurChoice);

/// R16: the topic they came with was not reached, in the latest session or in most of the last
/// ones.
pub(super) static TOPIC_MISSED: Rule = Rule {
    code: "R16",
    key: "topic_missed",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[&TOPIC_SESSIONS, &MISSED_MIN],
    fires: Fires::Person(People::Live, topic_missed),
    answers: &[Answer::Log],
};

fn topic_missed(r: &Reading<'_>) -> Option<Found> {
    // Anything that was not recorded is not a no.
    let missed = |s: &&&Session| s.topic_covered.is_some_and(|c| c != Covered::Yes);
    let often: Vec<_> = r.last(r.t.get(&TOPIC_SESSIONS)).iter().filter(missed).collect();
    let not_at_all = r.latest().is_some_and(|s| s.topic_covered == Some(Covered::No));
    if !not_at_all && !reaches(often.len(), r.t.get(&MISSED_MIN)) {
        return None;
    }
    let session = if not_at_all { r.latest()? } else { often.last()? };
    let insight =
        r.found().facts(often.iter().map(|s| &s.id)).fact(&session.id).on("date", session.on);
    let insight = insight.choice("covered", &session.topic_covered);
    Some(match session.client_topic.as_ref() {
        Some(topic) if ours(topic) => insight.ours("topic", topic).choice("told", &"ours"),
        Some(topic) => insight.arg("topic", said(topic)).choice("told", &"yes"),
        None => insight.choice("told", &"no"),
    })
}

fn said(topic: &Text) -> Value {
    Value::Said { text: topic.clone(), lang: Lang::of(topic.as_str()) }
}

/// A topic wholly in brackets was written by us.
fn ours(topic: &Text) -> bool {
    topic.as_str().starts_with(['(', '\u{ff08}']) && topic.as_str().ends_with([')', '\u{ff09}'])
}

/// Days a gift may go without its why or its thanks.
static GIFT_DAYS: Threshold = Threshold::new("gift_days", 7, Unit::Days, Source::OurChoice);

/// R23: a gift without its why, or one of theirs without thanks. Every status.
pub(super) static GIFT_WHY_MISSING: Rule = Rule {
    code: "R23",
    key: "gift_why_missing",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[&GIFT_DAYS, &QUIET_DAYS],
    fires: Fires::Person(People::EveryStatus, gift_why_missing),
    answers: &[Answer::Gift, Answer::Log],
};

fn gift_why_missing(r: &Reading<'_>) -> Option<Found> {
    let thanked = |g: &Gift| g.thanked_on.is_some_and(|on| on <= r.at);
    let open = |g: &&Gift| {
        r.aged(g.on, r.t.get(&GIFT_DAYS))
            && (known_why(g, r).is_none() || (g.direction == Direction::In && !thanked(g)))
    };
    let gifts: Vec<&Gift> = r.gifts().into_iter().filter(open).collect();
    // Anything that they sent comes before what we sent.
    let gift = gifts.iter().find(|g| g.direction == Direction::In).or(gifts.first())?;
    let long = |g: &&Gift| r.aged(g.on, r.t.get(&GIFT_DAYS).saturating_add(r.t.get(&QUIET_DAYS)));
    let why = if known_why(gift, r).is_some() { "yes" } else { "no" };
    Some(
        r.found()
            .facts(gifts.iter().map(|g| &g.id))
            .quiet(gifts.iter().all(long))
            .ours("what", &gift.what)
            .count("days", r.age(gift.on))
            .choice("direction", &gift.direction)
            .choice("why", &why),
    )
}

/// Times a promise of theirs was carried over.
static CARRY: Threshold = Threshold::new("carry", 2, Unit::Times, Source::OurChoice);

/// R25: a promise of theirs that has been carried over again.
pub(super) static CLIENT_PROMISE_CARRIED: Rule = Rule {
    code: "R25",
    key: "client_promise_carried",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[&CARRY],
    fires: Fires::Person(People::Live, client_promise_carried),
    answers: &[Answer::Promise, Answer::Log],
};

fn client_promise_carried(r: &Reading<'_>) -> Option<Found> {
    let carried = |p: &Promise| {
        let steps = p.history.iter().filter(|s| s.to == PromiseState::Carried && s.on <= r.at);
        steps.map(|s| s.id.clone()).collect::<Vec<_>>()
    };
    let mut open: Vec<_> =
        r.promises(Speaker::Client).into_iter().filter(|p| p.state(r.at).open()).collect();
    open.retain(|p| reaches(carried(p).len(), r.t.get(&CARRY)));
    let most = open.iter().rev().max_by_key(|p| carried(p).len())?;
    let parts: Vec<_> = open.iter().flat_map(|p| carried(p)).collect();
    let insight = parts.iter().fold(r.found().facts(open.iter().map(|p| &p.id)), Found::part);
    Some(insight.ours("text", &most.text).count("n", carried(most).len()))
}

/// Sessions without any friction.
static SMOOTH: Threshold = Threshold::new("smooth", 5, Unit::Sessions, Source::OurChoice);

/// R26: no friction at all in the latest sessions.
pub(super) static TOO_SMOOTH: Rule = Rule {
    code: "R26",
    key: "too_smooth",
    priority: Priority::Meaning,
    hides: &[],
    thresholds: &[&SMOOTH],
    fires: Fires::Person(People::Live, too_smooth),
    answers: &[Answer::Log],
};

fn too_smooth(r: &Reading<'_>) -> Option<Found> {
    let met: Vec<&Session> =
        r.held.iter().filter(|s| s.kind != SessionKind::FirstMeeting).copied().collect();
    let sessions = super::reading::full(&met, r.t.get(&SMOOTH))?;
    let inside = |id: &Id| within_sessions(id, sessions);
    let marked = r.markers().iter().any(|m| inside(&m.session));
    let spoken = r.tellings().iter().any(|(m, d)| {
        inside(&d.session)
            && (r.linked(m.need.as_ref()) || r.landed(d) == Some(Reception::PushedBack))
    });
    let refused = r.file.agreements.iter().any(|e| {
        matches!(e.event, AgreementMove::Declined | AgreementMove::Withdrawn)
            && e.on <= r.at
            && e.session.as_ref().is_some_and(inside)
    });
    let easy = |s: &&Session| {
        s.topic_covered == Some(Covered::Yes)
            && matches!(s.checkout, None | Some(Checkout::Yes | Checkout::NotAsked))
    };
    if marked || spoken || refused || !sessions.iter().all(easy) {
        return None;
    }
    Some(r.found().facts(sessions.iter().map(|s| &s.id)).count("n", sessions.len()))
}
