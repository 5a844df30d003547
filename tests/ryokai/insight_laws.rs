//! What holds of the rules on any valid history (method §4): the past is closed, order of entry is
//! nothing, the parked rest.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ryokai::method::insight::{Insight, RuleId, Thresholds, verdict};
use ryokai::method::{ClientFile, Day, Status, Step};

use crate::history::{known_by, play, scripts};

fn read(file: &ClientFile, at: Day) -> Vec<Insight> {
    verdict(file, at, &Thresholds::default())
}

fn codes(insights: &[Insight]) -> BTreeSet<RuleId> {
    insights.iter().map(|i| i.rule).collect()
}

/// What an insight says, whatever the order of its facts.
fn said(insights: Vec<Insight>) -> Vec<Insight> {
    insights.into_iter().map(|i| Insight { facts: i.evidence(), parts: Vec::new(), ..i }).collect()
}

/// The day so many days after another, or before.
fn shift(day: Day, by: i16) -> Day {
    day + chrono::Duration::days(by.into())
}

/// The records of each list in another order; those of one day keep theirs.
fn reordered(file: &ClientFile) -> ClientFile {
    let mut f = file.clone();
    fn back<T>(list: &mut [T], on: impl Fn(&T) -> Day) {
        list.sort_by_key(|record| std::cmp::Reverse(on(record)));
    }
    let said: std::collections::HashMap<_, _> =
        file.quotes.iter().filter_map(|q| Some((q.id.clone(), file.said_on(q)?))).collect();
    back(&mut f.quotes, |q| said[&q.id]);
    back(&mut f.status_history, |s| s.on);
    back(&mut f.sessions, |s| s.on);
    back(&mut f.contacts, |c| c.on);
    back(&mut f.agreements, |e| e.on);
    back(&mut f.wants, |w| w.on);
    back(&mut f.needs, |n| n.on);
    back(&mut f.messages, |m| m.on);
    back(&mut f.markers, |m| m.on);
    back(&mut f.strains, |r| r.opened_on);
    back(&mut f.promises, |p| p.made_on);
    back(&mut f.gifts, |g| g.on);
    f.wants.iter_mut().for_each(|w| back(&mut w.history, |s| s.on));
    f.needs.iter_mut().for_each(|n| back(&mut n.history, |s| s.on));
    f.strains.iter_mut().for_each(|r| back(&mut r.history, |s| s.on));
    f.promises.iter_mut().for_each(|p| back(&mut p.history, |s| s.on));
    for m in &mut f.messages {
        back(&mut m.history, |s| s.on);
        back(&mut m.deliveries, |d| d.on);
    }
    f
}

proptest! {
    #![proptest_config(Config::with_cases(200))]

    #[test]
    fn every_made_up_history_obeys_the_machines(script in scripts()) {
        prop_assert_eq!(play(&script).0.violations(), vec![]);
    }

    #[test]
    fn what_is_recorded_of_later_days_changes_nothing(script in scripts(), back in 0_i16..400) {
        let (file, end) = play(&script);
        let at = shift(end, -back);
        prop_assert_eq!(read(&file, at), read(&known_by(&file, at), at));
    }

    #[test]
    fn the_order_in_which_days_are_entered_changes_nothing(script in scripts(), on in -60_i16..60) {
        let (file, end) = play(&script);
        let at = shift(end, on);
        let first = read(&file, at);
        prop_assert_eq!(said(read(&reordered(&file), at)), said(first.clone()));
        let (again, _) = ClientFile::from_records(file.person.clone(), &file.to_records());
        prop_assert_eq!(said(read(&again, at)), said(first));
    }

    #[test]
    fn the_parked_the_paused_and_the_ended_are_left_in_peace(script in scripts(), on in 0_i16..60) {
        let (file, end) = play(&script);
        for status in [Status::Parked, Status::Paused, Status::Ended] {
            let mut resting = file.clone();
            resting.status_history.push(Step::new(end, status));
            let mut allowed = BTreeSet::from(["R22", "R23", "G04"]);
            if status != Status::Ended {
                allowed.insert("R24");
            }
            let fired: BTreeSet<&str> = codes(&read(&resting, shift(end, on))).iter().map(|rule| rule.code()).collect();
            prop_assert!(fired.is_subset(&allowed), "{status:?}: {fired:?}");
        }
        let mut unknown = file;
        unknown.status_history.clear();
        prop_assert_eq!(read(&unknown, end), vec![]);
    }
}

/// Not `proptest!`, because it also counts: agreement about rules that never fire would prove
/// nothing.
#[test]
fn a_second_reading_of_the_definitions_agrees_on_every_history() {
    let seen: RefCell<BTreeSet<RuleId>> = RefCell::default();
    let mut runner = TestRunner::new_with_rng(
        Config { failure_persistence: None, ..Config::with_cases(1_200) },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let agrees = |(script, on): (Vec<crate::history::Act>, i16)| {
        let (file, end) = play(&script);
        let at = shift(end, on);
        let fired = codes(&read(&file, at));
        seen.borrow_mut().extend(&fired);
        prop_assert_eq!(fired, crate::naive::fired(&file, at), "at {}", at);
        Ok(())
    };
    runner.run(&(scripts(), -60_i16..60), agrees).unwrap_or_else(|e| panic!("{e}"));
    let of_a_practice =
        |rule: &RuleId| matches!(rule.code(), "R31" | "R32" | "R33" | "R34" | "R35");
    let silent: Vec<RuleId> = RuleId::all()
        .filter(|rule| !of_a_practice(rule) && !seen.borrow().contains(rule))
        .collect();
    assert_eq!(silent, vec![], "these never fired");
}
