//! Encouragement (method §4, G01–G05): what went well, said first and in one line.

use super::Found;
use super::reading::{Reading, full, within_sessions};
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{Source, Threshold, Unit};
use super::upkeep::overdue;
use crate::method::contact::Mover;
use crate::method::moment::days_between;
use crate::method::quote::Speaker;
use crate::method::step::step_at;
use crate::method::{Need, NeedState, Promise, PromiseState, Quote, Step, Strain, StrainState};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] =
    &[&ASKED_AND_LANDED, &REPAIRED, &IN_THEIR_OWN_WORDS, &CAME_BACK, &PROMISES_KEPT];

/// Latest sessions in which a good telling is looked for.
static LANDED_SESSIONS: Threshold =
    Threshold::new("landed_sessions", 2, Unit::Sessions, Source::OurChoice);

/// G01: asked, told, and it was taken in, thought about or argued with, in words.
pub(super) static ASKED_AND_LANDED: Rule = Rule {
    code: "G01",
    key: "asked_and_landed",
    priority: Priority::Encouragement,
    hides: &[],
    thresholds: &[&LANDED_SESSIONS],
    fires: Fires::Person(People::Live, asked_and_landed),
    answers: &[Answer::LastSession],
};

fn asked_and_landed(r: &Reading<'_>) -> Option<Found> {
    let sessions = r.last(r.t.get(&LANDED_SESSIONS));
    let mut told = r.named();
    told.retain(|(_, d)| {
        within_sessions(&d.session, sessions)
            && d.granted()
            && r.landed(d).is_some_and(|reception| reception.open())
            && d.reception_quote.is_some()
    });
    let (_, latest) = told.last()?;
    let mut insight = r.found();
    for (m, d) in &told {
        insight = insight.fact(&m.id).part(&d.id);
    }
    insight = insight.choice("permission", &latest.leave()?);
    insight = insight.said("permission_quote", "asked", r.words(latest.permission_quote.as_ref()));
    Some(insight.said("quote", "told", r.words(latest.reception_quote.as_ref())))
}

/// Days a good moment is spoken of.
static RECENT: Threshold = Threshold::new("recent", 30, Unit::Days, Source::OurChoice);

/// G02: a strain was repaired lately.
pub(super) static REPAIRED: Rule = Rule {
    code: "G02",
    key: "repaired",
    priority: Priority::Encouragement,
    hides: &[],
    thresholds: &[&RECENT],
    fires: Fires::Person(People::Live, repaired),
    answers: &[Answer::LastSession],
};

fn repaired(r: &Reading<'_>) -> Option<Found> {
    let lately =
        |s: &&Step<StrainState>| s.to == StrainState::Repaired && r.within(s.on, r.t.get(&RECENT));
    let mut mended: Vec<_> = r
        .file
        .strains
        .iter()
        .filter_map(|u| u.history.iter().find(lately).map(|step| (u, step)))
        .collect();
    mended.sort_by_key(|(u, step)| (step.on, u.opened_on));
    let (strain, step) = mended.last()?;
    let mut insight = r.found().on("date", step.on);
    for (u, s) in &mended {
        insight = insight.fact(&u.id).part(&s.id);
    }
    let after = r.words(step.quote.as_ref());
    let before = words_before(r, strain).filter(|q| after.is_none_or(|a| a.id != q.id));
    Some(insight.said("quote_before", "before", before).said("quote", "told", after))
}

/// The words the strain began with: how the telling landed, what was said with the sign, or the
/// first step's words.
fn words_before<'f>(r: &Reading<'f>, strain: &'f Strain) -> Option<&'f Quote> {
    let landing = r.tellings().into_iter().filter(|(_, d)| d.strain.as_ref() == Some(&strain.id));
    let landing = landing.filter_map(|(_, d)| r.words(d.reception_quote.as_ref()));
    let signs =
        r.markers().into_iter().filter(|m| m.family == strain.kind && m.on <= strain.opened_on);
    let signs = signs.rev().filter_map(|m| r.words(m.quote.as_ref()));
    let mut steps: Vec<_> = strain.history.iter().filter(|s| s.on <= r.at).collect();
    steps.sort_by_key(|s| s.on);
    let steps = steps.into_iter().filter_map(|s| r.words(s.quote.as_ref()));
    landing.chain(signs).chain(steps).next()
}

/// G03: they said the need themselves, lately.
pub(super) static IN_THEIR_OWN_WORDS: Rule = Rule {
    code: "G03",
    key: "in_their_own_words",
    priority: Priority::Encouragement,
    hides: &[],
    thresholds: &[&RECENT],
    fires: Fires::Person(People::Live, in_their_own_words),
    answers: &[Answer::LastSession],
};

fn in_their_own_words(r: &Reading<'_>) -> Option<Found> {
    let owned = |s: &&Step<NeedState>| {
        s.to == NeedState::Acknowledged
            && r.within(s.on, r.t.get(&RECENT))
            && r.words(s.quote.as_ref()).is_some()
    };
    let steps = |n: &'_ Need| n.history.iter().filter(owned).cloned().collect::<Vec<_>>();
    let mut said: Vec<_> =
        r.needs().into_iter().flat_map(|n| steps(n).into_iter().map(move |s| (n, s))).collect();
    said.sort_by_key(|(_, step)| step.on);
    let (_, latest) = said.last()?;
    let mut insight = r.found();
    for (n, s) in &said {
        insight = insight.fact(&n.id).part(&s.id);
    }
    Some(insight.on("date", latest.on).said("quote", "told", r.words(latest.quote.as_ref())))
}

/// Days of silence before they came.
static CAMEBACK_SILENCE: Threshold =
    Threshold::new("cameback_silence", 60, Unit::Days, Source::OurChoice);

/// G04: they came to us lately, after a long silence. Every status.
pub(super) static CAME_BACK: Rule = Rule {
    code: "G04",
    key: "came_back",
    priority: Priority::Encouragement,
    hides: &[],
    thresholds: &[&CAMEBACK_SILENCE, &RECENT],
    fires: Fires::Person(People::EveryStatus, came_back),
    answers: &[Answer::StatusIfParked, Answer::InTouch],
};

fn came_back(r: &Reading<'_>) -> Option<Found> {
    let silence = |on| {
        let met = &r.two_way[..r.two_way.partition_point(|day| *day < on)];
        met.last().map(|last| days_between(*last, on))
    };
    let came = r
        .contacts()
        .into_iter()
        .filter(|c| c.initiator == Mover::Them && r.within(c.on, r.t.get(&RECENT)));
    let mut back: Vec<_> = came.filter_map(|c| silence(c.on).map(|days| (c, days))).collect();
    back.retain(|(_, days)| *days >= i64::from(r.t.get(&CAMEBACK_SILENCE)));
    let (_, days) = back.last()?;
    Some(r.found().facts(back.iter().map(|(c, _)| &c.id)).count("days", *days))
}

/// Promises kept in a row.
static PROMISES: Threshold = Threshold::new("promises", 3, Unit::Times, Source::OurChoice);

/// G05: our last promises were all kept by their day, and none is late.
pub(super) static PROMISES_KEPT: Rule = Rule {
    code: "G05",
    key: "promises_kept",
    priority: Priority::Encouragement,
    hides: &[],
    thresholds: &[&PROMISES],
    fires: Fires::Person(People::Live, promises_kept),
    answers: &[Answer::LastSession],
};

fn promises_kept(r: &Reading<'_>) -> Option<Found> {
    let settled = |p: &'_ Promise| {
        let step = step_at(&p.history, r.at)?;
        use PromiseState as S;
        let kept = step.to == S::Done && p.due_on.is_some_and(|due| step.on <= due);
        matches!(step.to, S::Done | S::Missed | S::Dropped).then_some((step.on, kept))
    };
    let mut outcomes: Vec<_> = r
        .promises(Speaker::Consultant)
        .into_iter()
        .filter_map(|p| settled(p).map(|(on, kept)| (on, kept, &p.id)))
        .collect();
    // On one day those not on time count last.
    outcomes.sort_by_key(|(on, kept, _)| (*on, !kept));
    let kept = full(&outcomes, r.t.get(&PROMISES))?.iter().all(|(_, kept, _)| *kept);
    if !kept || overdue(r).next().is_some() {
        return None;
    }
    let run: Vec<_> =
        outcomes.iter().rev().take_while(|(_, kept, _)| *kept).map(|(_, _, id)| *id).collect();
    Some(r.found().count("n", run.len()).facts(run))
}
