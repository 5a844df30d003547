//! The rules and the practice's figures against the expected results of the demonstration file.

use std::collections::BTreeSet;

use ryokai::method::insight::{
    Insight, RuleId, Share, Threshold, Thresholds, network_verdict, verdict,
};
use ryokai::method::pillar::Pillar;
use ryokai::method::portfolio::{Member, Portfolio};
use ryokai::method::{ClientFile, Day};
use serde_json::{Value, json};

use crate::demo::{self, day};

/// The demonstration's network contacts as people of kind peer.
fn contacts() -> Vec<ClientFile> {
    let read = |v: &Value| {
        let met = |(i, on): (usize, &Value)| {
            json!({"id": format!("{}k{i}", v["id"].as_str().expect("an id")), "on": on, "initiator": "us",
                   "channel": "other", "replied_on": on})
        };
        let two_way: Vec<Value> =
            v["two_way"].as_array().expect("days").iter().enumerate().map(met).collect();
        serde_json::from_value(json!({
            "id": v["id"], "consultant": v["consultant"], "kind": "peer", "display_name": v["name"],
            "pillars": v["pillars"], "declared_rank": v["declared_rank"], "contacts": two_way,
        }))
        .expect("a contact")
    };
    demo::json()["network_contacts"].as_array().expect("contacts").iter().map(read).collect()
}

/// A consultant's practice on a day.
pub fn practice(consultant: &str, at: Day) -> Portfolio {
    let pillars: Vec<Pillar> =
        serde_json::from_value(demo::json()["pillars"].clone()).expect("pillars");
    let own =
        |f: &ClientFile| f.person.consultant.as_ref().is_some_and(|id| id.as_str() == consultant);
    let people = demo::clients().into_iter().chain(contacts()).filter(own);
    let members = people.map(|f| Member::of(&f, at, &Thresholds::default())).collect();
    Portfolio::new(consultant.parse().expect("an id"), 15, &pillars, members, at)
}

/// Everything that fires for one subject of the demonstration.
pub fn fired(subject: &str, at: Day) -> Vec<Insight> {
    if subject.starts_with('k') {
        return network_verdict(&practice(subject, at), &Thresholds::default());
    }
    verdict(&demo::client(subject), at, &Thresholds::default())
}

#[test]
fn nine_month_ends_of_eight_subjects_fire_as_expected() {
    let expected = demo::json()["expected"]["insights"].clone();
    let mut compared = 0;
    for (at, subjects) in expected.as_object().expect("checkpoints") {
        for (subject, rules) in subjects.as_object().expect("subjects") {
            let want: BTreeSet<&str> = rules
                .as_array()
                .expect("rules")
                .iter()
                .map(|r| r.as_str().expect("a code"))
                .collect();
            let insights = fired(subject, day(at));
            let got: BTreeSet<&str> = insights.iter().map(|i| i.rule.code()).collect();
            assert_eq!(got, want, "{subject} at {at}");
            assert_eq!(got.len(), insights.len(), "each rule fires once for {subject} at {at}");
            assert!(insights.iter().all(|i| i.subject.as_str() == subject && i.at == day(at)));
            compared += 1;
        }
    }
    assert_eq!(compared, 72);
}

#[test]
fn the_figures_of_both_practices_stand_as_expected() {
    let expected = demo::json()["expected"]["states"].clone();
    for (at, subjects) in expected.as_object().expect("checkpoints") {
        for consultant in ["k1", "k2"] {
            let figures = practice(consultant, day(at)).figures();
            let map = |list: Vec<(String, u64)>| {
                list.into_iter().collect::<std::collections::BTreeMap<_, _>>()
            };
            let got = json!({
                "active_clients": figures.active_clients,
                "top_client_share": figures.top_client_share,
                "hhi": figures.hhi,
                "effective_pillars": figures.effective_pillars,
                "pillar_counts_rank_le4": map(figures.pillar_counts.iter().map(|(id, n)| (id.to_string(), *n)).collect()),
                "ranks": map(figures.ranks.iter().map(|(id, n)| (id.to_string(), n.number().into())).collect()),
            });
            assert_eq!(got, subjects[consultant], "{consultant} at {at}");
        }
    }
}

#[test]
fn every_threshold_is_the_methods_and_says_where_it_comes_from() {
    let ours = serde_json::to_value(Thresholds::default()).expect("a value");
    for (name, value) in demo::json()["expected"]["parameters"].as_object().expect("parameters") {
        assert_eq!(ours[name], *value, "{name}");
    }
    let named: BTreeSet<&str> = Threshold::all().map(|threshold| threshold.name).collect();
    let fields: BTreeSet<&str> =
        ours.as_object().expect("fields").keys().map(String::as_str).collect();
    assert_eq!(named, fields);
}

#[test]
fn a_practice_may_change_one_threshold_and_keep_the_others() {
    let changed: Thresholds =
        serde_json::from_value(json!({"msg_days": 60, "shallow": 0.5})).expect("thresholds");
    let number = |name: &str| changed.get(Threshold::named(name).expect("a threshold"));
    assert_eq!(number("msg_days"), 60);
    let shallow = Share(number("shallow"));
    assert!(shallow.reached_by(1, 2) && !shallow.reached_by(49, 100));
    assert_eq!(changed.clone().with([("msg_days", 45), ("shallow", 340)]), Thresholds::default());
}

#[test]
fn every_rule_has_the_place_that_the_method_gives_it() {
    let rules: Value = serde_json::from_str(include_str!("../data/insight_rules.json"))
        .expect("the rules are JSON");
    for theirs in rules.as_array().expect("rules") {
        let ours: RuleId = theirs["id"].as_str().expect("a code").parse().expect("a rule of ours");
        let hides: Vec<&str> = ours.hides().map(|r| r.code()).collect();
        assert_eq!(json!(ours.key()), theirs["key"], "{ours}");
        assert_eq!(json!(ours.priority().number()), theirs["priority"], "{ours}");
        assert_eq!(json!(hides), theirs["suppresses"], "{ours}");
    }
}

#[test]
fn every_rule_is_found_by_its_code_and_no_two_share_one() {
    let codes: Vec<&str> = RuleId::all().map(|rule| rule.code()).collect();
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(distinct.len(), codes.len());
    for rule in RuleId::all() {
        assert_eq!(rule.code().parse(), Ok(rule));
        let [family, digits @ ..] = rule.code().as_bytes() else { panic!("{rule} has no code") };
        assert!(
            *family == if rule.encourages() { b'G' } else { b'R' } && digits.len() == 2,
            "{rule}"
        );
    }
}

#[test]
fn every_insight_names_facts_that_are_in_the_file() {
    let at = demo::json()["checkpoints"].clone();
    for at in at.as_array().expect("days").iter().map(|d| day(d.as_str().expect("a day"))) {
        for file in demo::clients() {
            let known: BTreeSet<_> = file.to_records().into_iter().map(|r| r.id).collect();
            for insight in verdict(&file, at, &Thresholds::default()) {
                assert!(!insight.facts.is_empty(), "{} has no evidence", insight.rule);
                let strange: Vec<_> =
                    insight.evidence().into_iter().filter(|id| !known.contains(id)).collect();
                assert_eq!(strange, vec![], "{} of {}", insight.rule, file.person.id);
            }
        }
    }
}

#[test]
fn a_verdict_survives_being_kept_as_json() {
    for subject in ["c2", "c5", "k1"] {
        let insights = fired(subject, day("2025-07-31"));
        let kept = serde_json::to_string(&insights).expect("JSON");
        assert_eq!(serde_json::from_str::<Vec<Insight>>(&kept).expect("insights"), insights);
    }
}
