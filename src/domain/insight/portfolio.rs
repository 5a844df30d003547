//! The practice as a whole (method §4, R31–R35): leaning on one client, one pillar; overlap, depth, someone to call.

use super::{Insight, RuleId, Thresholds, Value};
use crate::domain::Id;
use crate::domain::portfolio::{Member, Portfolio, Top, count};

type Rule = fn(&Portfolio, &Thresholds) -> Option<Insight>;

const RULES: &[Rule] =
    &[one_client_dependence, one_pillar_dependence, pillar_overlap, wide_and_shallow, no_one_to_lean_on];

/// What the portfolio rules say about a practice, in the order of the rules.
pub fn network_verdict(portfolio: &Portfolio, thresholds: &Thresholds) -> Vec<Insight> {
    RULES.iter().filter_map(|rule| rule(portfolio, thresholds)).collect()
}

fn insight(p: &Portfolio, rule: RuleId) -> Insight {
    Insight::new(rule, &p.consultant, p.at)
}

/// The ids of people, as facts.
fn ids<'m>(people: &[&'m Member]) -> Vec<&'m Id> {
    people.iter().map(|m| &m.id).collect()
}

/// A number of people, given the least that says anything.
fn enough(n: u64, least: u32) -> bool {
    n > 0 && n >= u64::from(least)
}

/// R31: one client carries too large a part of the work.
fn one_client_dependence(p: &Portfolio, t: &Thresholds) -> Option<Insight> {
    let top = p.top_client()?;
    let limit = if count(&p.active()) >= u64::from(t.top_n) { t.top_n5 } else { t.top_small };
    if !limit.reached_by(top.part, top.whole) {
        return None;
    }
    let who = Value::Who(top.id.clone());
    Some(insight(p, RuleId::R31).fact(top.id).arg("client", who).count("share", top.percent()))
}

/// R32: most people still spoken with come from one pillar.
fn one_pillar_dependence(p: &Portfolio, t: &Thresholds) -> Option<Insight> {
    let top = p.top_pillar()?;
    if !enough(top.whole, t.pillar_n) || !t.pillar_share.reached_by(top.part, top.whole) {
        return None;
    }
    let mut lost = p.near(4);
    lost.retain(|m| m.pillars.first() == Some(top.id));
    Some(
        insight(p, RuleId::R32)
            .fact(top.id)
            .facts(ids(&lost))
            .arg("pillar", Value::Circle(top.id.clone()))
            .count("share", top.percent())
            .count("lost", top.part)
            .count("n", top.whole),
    )
}

/// R33: many people stand in two pillars at once.
fn pillar_overlap(p: &Portfolio, t: &Thresholds) -> Option<Insight> {
    let (mut both, n) = (p.near(5), count(&p.near(5)));
    both.retain(|m| m.pillars.len() >= 2);
    if !enough(n, t.pillar_n) || !t.overlap.reached_by(count(&both), n) {
        return None;
    }
    let share = Top { id: &p.consultant, part: count(&both), whole: n }.percent();
    Some(insight(p, RuleId::R33).facts(ids(&both)).count("share", share).count("n", n))
}

/// R34: many acquaintances, few spoken with often.
fn wide_and_shallow(p: &Portfolio, t: &Thresholds) -> Option<Insight> {
    let (known, deep) = (p.near(5), p.near(3));
    let n = count(&known);
    if !enough(n, t.shallow_n) || t.shallow.reached_by(count(&deep), n) {
        return None;
    }
    Some(insight(p, RuleId::R34).facts(ids(&known)).count("n", n).count("deep", deep.len()))
}

/// R35: too few close people outside the largest pillar. It stays true for long, so it is one quiet line.
fn no_one_to_lean_on(p: &Portfolio, t: &Thresholds) -> Option<Insight> {
    let top = p.top_pillar()?;
    let mut outside = p.near(3);
    outside.retain(|m| m.network && m.pillars.first().is_some_and(|main| main != top.id));
    if count(&outside) >= u64::from(t.lean_on) {
        return None;
    }
    let insight = insight(p, RuleId::R35).fact(top.id).facts(ids(&outside)).quiet(true);
    Some(insight.arg("pillar", Value::Circle(top.id.clone())).count("n", outside.len()))
}
