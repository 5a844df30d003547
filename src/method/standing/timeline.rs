//! The staircase over time: the standing on every day on which it changed (method §3.1, §5 P1).

use std::collections::BTreeSet;

use super::{Clock, Standing, Terms};
use crate::method::moment::plus_days;
use crate::method::{AgreementKind, ClientFile, Day};

/// A day on which stage, agreements, suspension or strains changed, with the standing from that day
/// on.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub on: Day,
    pub standing: Standing,
}

/// Every change from the first record to `until`, oldest first. The first entry is the first
/// record's day.
pub fn changes(file: &ClientFile, until: Day, terms: &Terms) -> Vec<Change> {
    changes_between(file, Day::MIN, until, terms)
}

/// The changes from `from` to `until`. If there are records before `from`, the first entry is the
/// standing on `from`.
pub fn changes_between(file: &ClientFile, from: Day, until: Day, terms: &Terms) -> Vec<Change> {
    let mut days: BTreeSet<Day> = turning_days(file, until, terms).into_iter().collect();
    if days.first().is_some_and(|first| *first < from) {
        days = days.split_off(&from);
        days.insert(from);
    }
    let mut out: Vec<Change> = Vec::new();
    for on in days {
        let standing = Standing::of(file, on, terms);
        if out.last().is_none_or(|last| differs(&last.standing, &standing)) {
            out.push(Change { on, standing });
        }
    }
    out
}

/// The first day after `at` on which something may change without a new record: the clock runs out
/// on an agreement, a telling leaves its window, closeness falls a step, or a record dated later
/// comes into force.
pub fn next_turn(file: &ClientFile, at: Day, terms: &Terms) -> Option<Day> {
    let turn = turning_days(file, Day::MAX, terms).into_iter().filter(|day| *day > at).min();
    let last = Clock::of(file, terms).two_way(at).last().copied();
    let falls = last
        .into_iter()
        .flat_map(|last| (1..=5).map(move |n| plus_days(last, n * terms.silence_step)));
    turn.into_iter().chain(falls.filter(|day| *day > at)).min()
}

/// Days on which something can change, in no order: days with a record, and days on which the clock
/// can run out.
fn turning_days(file: &ClientFile, until: Day, terms: &Terms) -> Vec<Day> {
    let mut days: Vec<Day> = file.marks().into_iter().map(|(_, on)| on).collect();
    days.extend(file.contacts.iter().filter_map(|c| c.replied_on));
    let deliveries = || file.messages.iter().flat_map(|m| &m.deliveries);
    days.extend(deliveries().filter_map(|d| d.reception_on));
    days.extend(deliveries().map(|d| plus_days(d.on, terms.collab_window)));
    let clock = Clock::of(file, terms);
    let words: Vec<Day> = file.agreements.iter().map(|e| e.on).collect();
    days.extend(words.iter().map(|on| plus_days(*on, terms.consult_valid)));
    days.extend(
        words.iter().chain(clock.two_way(until)).map(|on| plus_days(*on, terms.silence_step)),
    );
    days.retain(|d| *d <= until);
    days
}

fn differs(a: &Standing, b: &Standing) -> bool {
    let state = |s: &Standing, kind| s.agreement(kind).state;
    a.stage != b.stage
        || a.suspensions != b.suspensions
        || a.open_strains != b.open_strains
        || a.status != b.status
        || state(a, AgreementKind::Conversation) != state(b, AgreementKind::Conversation)
        || state(a, AgreementKind::Consultation) != state(b, AgreementKind::Consultation)
}
