//! Which insights are shown (method §4, display): priority, hides, three lines, quiet ones,
//! dismissed and snoozed.

use ryokai::method::Id;
use ryokai::method::insight::{Dismissed, Insight, InsightState, RuleId, shown};

use serde_json::json;

use crate::build::{day, id, text};
use crate::case::{Case, ago, client};
use crate::insight::fired;

fn codes(insights: &[&Insight]) -> Vec<&'static str> {
    insights.iter().map(|i| i.rule.code()).collect()
}

/// What is shown of one subject of the demonstration: lines, quiet lines, the rest.
fn of(subject: &str, at: &str, states: &[InsightState]) -> [Vec<&'static str>; 3] {
    let insights = fired(subject, day(at));
    let s = shown(&insights, states);
    [codes(&s.lines), codes(&s.quiet), codes(&s.rest)]
}

/// The rule of this code.
fn named(code: &str) -> RuleId {
    code.parse().expect("a rule")
}

/// Insights of these rules, as if they had fired.
fn made(rules: &[&str]) -> Vec<Insight> {
    let like = fired("c1", day("2025-12-31")).remove(0);
    rules.iter().map(|rule| Insight { rule: named(rule), ..like.clone() }).collect()
}

fn lines(rules: &[&str]) -> Vec<&'static str> {
    codes(&shown(&made(rules), &[]).lines)
}

#[test]
fn at_most_three_lines_are_shown_by_priority_with_an_encouragement_first() {
    assert_eq!(
        of("c2", "2025-08-31", &[]),
        [vec!["R07", "R13", "R27"], vec![], vec!["R04", "R10", "R12", "R16", "R30"]]
    );
    assert_eq!(of("c4", "2025-12-31", &[]), [vec!["G01", "R30"], vec![], vec!["G05"]]);
    assert_eq!(lines(&["R29", "R10", "R02", "R07", "G03"]), ["G03", "R07", "R02"]);
}

#[test]
fn a_rule_is_hidden_only_while_the_one_that_hides_it_is_shown() {
    assert_eq!(lines(&["R01", "R26"]), ["R01"]);
    assert_eq!(lines(&["R17", "R18", "R20"]), ["R20"]);
    // R27 hides R05, which therefore hides nothing itself.
    assert_eq!(lines(&["R03", "R05", "R27"]), ["R27", "R03"]);
    assert_eq!(lines(&["R02", "R03", "R05"]), ["R05"]);
}

#[test]
fn what_has_been_true_for_weeks_is_a_quiet_line_and_takes_no_place() {
    let [lines, quiet, _] = of("c6", "2025-12-31", &[]);
    assert_eq!((lines.len(), quiet), (3, vec!["R11"]));
    let gift = |days| {
        client()
            .add("gifts", json!({"id": "g", "on": ago(days), "direction": "in", "what": "Oysters"}))
    };
    let letter = |days| {
        client().add(
            "contacts",
            json!({"id": "k", "on": ago(days), "initiator": "them", "channel": "letter"}),
        )
    };
    let quiet = |case: Case, rule| case.insight(rule).expect("it fires").quiet;
    assert!(!quiet(gift(20), "R23") && quiet(gift(21), "R23"));
    assert!(!quiet(letter(15), "R22") && quiet(letter(16), "R22"));
    assert_eq!(of("k1", "2025-12-31", &[])[1], ["R35"]);
}

fn state(rule: &str, dismissed: Option<(&str, Vec<Id>)>, snooze: Option<&str>) -> InsightState {
    let dismissed = dismissed.map(|(on, evidence)| Dismissed {
        on: day(on),
        reason: text("She is away"),
        evidence,
    });
    InsightState { rule: named(rule), subject: id("c2"), dismissed, snooze_until: snooze.map(day) }
}

#[test]
fn a_dismissed_insight_stays_away_until_its_facts_change() {
    let insights = fired("c2", day("2025-12-31"));
    let evidence = insights[0].evidence();
    let dismissed = state("R23", Some(("2025-12-28", evidence.clone())), None);
    assert_eq!(
        of("c2", "2025-12-31", std::slice::from_ref(&dismissed)),
        [vec![], vec![], vec!["R23"]]
    );
    let other = state("R23", Some(("2025-12-28", vec![id("c2g1")])), None);
    assert_eq!(of("c2", "2025-12-31", &[other])[0], ["R23"]);
    // Nor does it reach back, or to another rule or person.
    let later = state("R23", Some(("2026-01-01", evidence)), None);
    assert_eq!(of("c2", "2025-12-31", &[later])[0], ["R23"]);
    let hers = InsightState { subject: id("c6"), ..dismissed.clone() };
    let another = InsightState { rule: named("R11"), ..dismissed };
    assert_eq!(of("c2", "2025-12-31", &[hers, another])[0], ["R23"]);
}

#[test]
fn a_dismissed_insight_hides_nothing() {
    let insights = made(&["R01", "R26"]);
    let dismissal = Dismissed {
        on: day("2025-12-01"),
        reason: text("Known"),
        evidence: insights[0].evidence(),
    };
    let away = InsightState {
        rule: named("R01"),
        subject: id("c1"),
        dismissed: Some(dismissal),
        snooze_until: None,
    };
    assert_eq!(codes(&shown(&insights, &[away]).lines), ["R26"]);
}

#[test]
fn a_snoozed_insight_comes_back_on_its_day() {
    assert_eq!(
        of("c2", "2025-12-31", &[state("R23", None, Some("2026-01-01"))])[0],
        Vec::<&str>::new()
    );
    assert_eq!(of("c2", "2025-12-31", &[state("R23", None, Some("2025-12-31"))])[0], ["R23"]);
}
