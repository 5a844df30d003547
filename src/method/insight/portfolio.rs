//! The practice as a whole (method §4, R31–R35): leaning on one client, one pillar; overlap, depth,
//! someone to call.

use super::rule::{Answer, Fires, Priority, Rule};
use super::threshold::{Source, Threshold, Thresholds, Unit};
use super::{Found, Value};
use crate::method::Id;
use crate::method::Rank;
use crate::method::portfolio::{Member, Portfolio, Top, count};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &ONE_CLIENT_DEPENDENCE,
    &ONE_PILLAR_DEPENDENCE,
    &PILLAR_OVERLAP,
    &WIDE_AND_SHALLOW,
    &NO_ONE_TO_LEAN_ON,
];

/// The ids of people, as facts.
fn ids<'m>(people: &[&'m Member]) -> Vec<&'m Id> {
    people.iter().map(|m| &m.id).collect()
}

/// A number of people, given the least that says anything.
fn enough(n: u64, least: u32) -> bool {
    n > 0 && n >= u64::from(least)
}

/// Days of sessions counted where fees cannot be compared.
pub(crate) static SHARE_DAYS: Threshold =
    Threshold::new("share_days", 90, Unit::Days, Source::OurChoice);
/// Active clients from which the lower share speaks.
static TOP_N: Threshold = Threshold::new("top_n", 5, Unit::People, Source::OurChoice);
/// One client's share, among that many.
static TOP_N5: Threshold = Threshold::new("top_n5", 250, Unit::Share, Source::Cited("S30"));
/// One client's share, among fewer.
static TOP_SMALL: Threshold = Threshold::new("top_small", 500, Unit::Share, Source::OurChoice);

/// R31: one client carries too large a part of the work.
pub(super) static ONE_CLIENT_DEPENDENCE: Rule = Rule {
    code: "R31",
    key: "one_client_dependence",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&SHARE_DAYS, &TOP_N, &TOP_N5, &TOP_SMALL],
    fires: Fires::Practice(one_client_dependence),
    answers: &[Answer::Log],
};

fn one_client_dependence(p: &Portfolio, t: &Thresholds) -> Option<Found> {
    let top = p.top_client()?;
    let limit = if count(&p.active()) >= u64::from(t.get(&TOP_N)) {
        t.share(&TOP_N5)
    } else {
        t.share(&TOP_SMALL)
    };
    if !limit.reached_by(top.part, top.whole) {
        return None;
    }
    let who = Value::Who(top.id.clone());
    Some(Found::default().fact(top.id).arg("client", who).count("share", top.percent()))
}

/// One pillar's share of the people still spoken with.
static PILLAR_SHARE: Threshold =
    Threshold::new("pillar_share", 600, Unit::Share, Source::OurChoice);
/// People below whom pillars say nothing.
static PILLAR_N: Threshold = Threshold::new("pillar_n", 5, Unit::People, Source::OurChoice);

/// R32: most people still spoken with come from one pillar.
pub(super) static ONE_PILLAR_DEPENDENCE: Rule = Rule {
    code: "R32",
    key: "one_pillar_dependence",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&PILLAR_SHARE, &PILLAR_N],
    fires: Fires::Practice(one_pillar_dependence),
    answers: &[Answer::Log],
};

fn one_pillar_dependence(p: &Portfolio, t: &Thresholds) -> Option<Found> {
    let top = p.top_pillar()?;
    if !enough(top.whole, t.get(&PILLAR_N))
        || !t.share(&PILLAR_SHARE).reached_by(top.part, top.whole)
    {
        return None;
    }
    let mut lost = p.near(Rank::Sometimes);
    lost.retain(|m| m.pillars.first() == Some(top.id));
    Some(
        Found::default()
            .fact(top.id)
            .facts(ids(&lost))
            .arg("pillar", Value::Circle(top.id.clone()))
            .count("share", top.percent())
            .count("lost", top.part)
            .count("n", top.whole),
    )
}

/// Share of people who stand in two pillars.
static OVERLAP: Threshold = Threshold::new("overlap", 300, Unit::Share, Source::OurChoice);

/// R33: many people stand in two pillars at once.
pub(super) static PILLAR_OVERLAP: Rule = Rule {
    code: "R33",
    key: "pillar_overlap",
    priority: Priority::Records,
    hides: &[],
    thresholds: &[&PILLAR_N, &OVERLAP],
    fires: Fires::Practice(pillar_overlap),
    answers: &[Answer::Log],
};

fn pillar_overlap(p: &Portfolio, t: &Thresholds) -> Option<Found> {
    let (mut both, n) = (p.near(Rank::Known), count(&p.near(Rank::Known)));
    both.retain(|m| m.pillars.len() >= 2);
    if !enough(n, t.get(&PILLAR_N)) || !t.share(&OVERLAP).reached_by(count(&both), n) {
        return None;
    }
    let share = Top { id: &p.consultant, part: count(&both), whole: n }.percent();
    Some(Found::default().facts(ids(&both)).count("share", share).count("n", n))
}

/// People below whom depth says nothing.
static SHALLOW_N: Threshold = Threshold::new("shallow_n", 6, Unit::People, Source::OurChoice);
/// Share of close people below which a network is shallow.
static SHALLOW: Threshold = Threshold::new("shallow", 340, Unit::Share, Source::OurChoice);

/// R34: many acquaintances, few spoken with often.
pub(super) static WIDE_AND_SHALLOW: Rule = Rule {
    code: "R34",
    key: "wide_and_shallow",
    priority: Priority::Records,
    hides: &[],
    thresholds: &[&SHALLOW_N, &SHALLOW],
    fires: Fires::Practice(wide_and_shallow),
    answers: &[Answer::Log],
};

fn wide_and_shallow(p: &Portfolio, t: &Thresholds) -> Option<Found> {
    let (known, deep) = (p.near(Rank::Known), p.near(Rank::Often));
    let n = count(&known);
    if !enough(n, t.get(&SHALLOW_N)) || t.share(&SHALLOW).reached_by(count(&deep), n) {
        return None;
    }
    Some(Found::default().facts(ids(&known)).count("n", n).count("deep", deep.len()))
}

/// Close people outside the largest pillar to lean on.
static LEAN_ON: Threshold = Threshold::new("lean_on", 2, Unit::People, Source::OurChoice);

/// R35: too few close people outside the largest pillar. It stays true for long, so it is one quiet
/// line.
pub(super) static NO_ONE_TO_LEAN_ON: Rule = Rule {
    code: "R35",
    key: "no_one_to_lean_on",
    priority: Priority::Records,
    hides: &[],
    thresholds: &[&LEAN_ON],
    fires: Fires::Practice(no_one_to_lean_on),
    answers: &[Answer::Log],
};

fn no_one_to_lean_on(p: &Portfolio, t: &Thresholds) -> Option<Found> {
    let top = p.top_pillar()?;
    let mut outside = p.near(Rank::Often);
    outside.retain(|m| m.network && m.pillars.first().is_some_and(|main| main != top.id));
    if count(&outside) >= u64::from(t.get(&LEAN_ON)) {
        return None;
    }
    let insight = Found::default().fact(top.id).facts(ids(&outside)).quiet(true);
    Some(insight.arg("pillar", Value::Circle(top.id.clone())).count("n", outside.len()))
}
