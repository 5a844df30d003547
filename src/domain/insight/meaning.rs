//! Meaning (method §4): how it landed, what was meant, whose need it is, a topic missed, a gift without its why.

use super::reading::{Reading, reaches, within_sessions};
use super::repair::talked_about;
use super::{Insight, RuleId, Value};
use crate::domain::gift::{Direction, Gift, Landing};
use crate::domain::quote::Speaker;
use crate::domain::session::{Checkout, Covered, SessionKind};
use crate::domain::{AgreementMove, Delivery, Id, Lang, Promise, PromiseState, Reception, Session, Text};

/// R03: told some time ago, and how it landed is not known.
pub(super) fn landing_unknown(r: &Reading<'_>) -> Option<Insight> {
    let mut unknown = r.named();
    unknown.retain(|(_, d)| r.landed(d).is_none() && (r.aged(d.on, r.t.landing_days) || r.held_after(d.on) > 0));
    let (message, delivery) = unknown.last()?;
    let mut insight = r.insight(RuleId::R03);
    for (m, d) in &unknown {
        insight = insight.fact(&m.id).part(&d.id);
    }
    Some(insight.ours("message", &message.text).on("date", delivery.on))
}

/// R04: a telling or a gift that weighed on them, not talked about yet.
pub(super) fn intention_impact_gap(r: &Reading<'_>) -> Option<Insight> {
    let heavy = |d: &Delivery| matches!(r.landed(d), Some(Reception::Burdened | Reception::Closed));
    let mut told = r.named();
    told.retain(|(_, d)| r.within(d.on, r.t.gap_days) && heavy(d) && !talked_about(r, d.rupture.as_ref()));
    let untalked = |g: &&Gift| {
        g.direction == Direction::Out
            && g.landing == Landing::Burdened
            && r.within(g.on, r.t.gap_days)
            && g.talked_on.is_none_or(|on| on > r.at)
    };
    let gifts: Vec<&Gift> = r.gifts().into_iter().filter(untalked).collect();
    let mut insight = r.insight(RuleId::R04);
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
pub(super) fn message_without_need(r: &Reading<'_>) -> Option<Insight> {
    let loose: Vec<_> = r.untold().into_iter().filter(|m| !r.linked(m.need.as_ref())).collect();
    let message = loose.iter().find(|m| m.self_interest).or(loose.first())?;
    let interest = if message.self_interest { "yes" } else { "no" };
    let insight = r.insight(RuleId::R15).facts(loose.iter().map(|m| &m.id));
    Some(insight.ours("message", &message.text).choice("interest", &interest))
}

/// R16: the topic they came with was not reached, in the latest session or in most of the last ones.
pub(super) fn topic_missed(r: &Reading<'_>) -> Option<Insight> {
    // What was not recorded is not a no.
    let missed = |s: &&&Session| s.topic_covered.is_some_and(|c| c != Covered::Yes);
    let often: Vec<_> = r.last(r.t.topic_sessions).iter().filter(missed).collect();
    let not_at_all = r.latest().is_some_and(|s| s.topic_covered == Some(Covered::No));
    if !not_at_all && !reaches(often.len(), r.t.topic_missed) {
        return None;
    }
    let session = if not_at_all { r.latest()? } else { often.last()? };
    let insight = r.insight(RuleId::R16).facts(often.iter().map(|s| &s.id)).fact(&session.id).on("date", session.on);
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

/// R23: a gift without its why, or one of theirs without thanks. Every status.
pub(super) fn gift_why_missing(r: &Reading<'_>) -> Option<Insight> {
    let thanked = |g: &Gift| g.thanked_on.is_some_and(|on| on <= r.at);
    let open = |g: &&Gift| {
        r.aged(g.on, r.t.gift_days) && (known_why(g, r).is_none() || (g.direction == Direction::In && !thanked(g)))
    };
    let gifts: Vec<&Gift> = r.gifts().into_iter().filter(open).collect();
    // What they sent comes before what we sent.
    let gift = gifts.iter().find(|g| g.direction == Direction::In).or(gifts.first())?;
    let long = |g: &&Gift| r.aged(g.on, r.t.gift_days.saturating_add(r.t.quiet_days));
    let why = if known_why(gift, r).is_some() { "yes" } else { "no" };
    Some(
        r.insight(RuleId::R23)
            .facts(gifts.iter().map(|g| &g.id))
            .quiet(gifts.iter().all(long))
            .ours("what", &gift.what)
            .count("days", r.age(gift.on))
            .choice("direction", &gift.direction)
            .choice("why", &why),
    )
}

/// R25: a promise of theirs that has been carried over again.
pub(super) fn client_promise_carried(r: &Reading<'_>) -> Option<Insight> {
    let carried = |p: &Promise| {
        let steps = p.history.iter().filter(|s| s.to == PromiseState::Carried && s.on <= r.at);
        steps.map(|s| s.id.clone()).collect::<Vec<_>>()
    };
    let mut open: Vec<_> = r.promises(Speaker::Client).into_iter().filter(|p| p.state(r.at).open()).collect();
    open.retain(|p| reaches(carried(p).len(), r.t.carry));
    let most = open.iter().rev().max_by_key(|p| carried(p).len())?;
    let parts: Vec<_> = open.iter().flat_map(|p| carried(p)).collect();
    let insight = parts.iter().fold(r.insight(RuleId::R25).facts(open.iter().map(|p| &p.id)), Insight::part);
    Some(insight.ours("text", &most.text).count("n", carried(most).len()))
}

/// R26: no friction at all in the latest sessions.
pub(super) fn too_smooth(r: &Reading<'_>) -> Option<Insight> {
    let met: Vec<&Session> = r.held.iter().filter(|s| s.kind != SessionKind::FirstMeeting).copied().collect();
    let sessions = super::reading::full(&met, r.t.smooth)?;
    let inside = |id: &Id| within_sessions(id, sessions);
    let marked = r.markers().iter().any(|m| inside(&m.session));
    let spoken = r
        .tellings()
        .iter()
        .any(|(m, d)| inside(&d.session) && (r.linked(m.need.as_ref()) || r.landed(d) == Some(Reception::PushedBack)));
    let refused = r.file.agreements.iter().any(|e| {
        matches!(e.event, AgreementMove::Declined | AgreementMove::Withdrawn)
            && e.on <= r.at
            && e.session.as_ref().is_some_and(inside)
    });
    let easy = |s: &&Session| {
        s.topic_covered == Some(Covered::Yes) && matches!(s.checkout, None | Some(Checkout::Yes | Checkout::NotAsked))
    };
    if marked || spoken || refused || !sessions.iter().all(easy) {
        return None;
    }
    Some(r.insight(RuleId::R26).facts(sessions.iter().map(|s| &s.id)).count("n", sessions.len()))
}
