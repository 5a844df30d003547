//! The number of a session follows its day. Where a session comes to stand between others, their numbers follow, too.

use super::plan::Plan;
use crate::domain::fact::{Fact, Record};
use crate::domain::{Id, Session};

/// Gives a session that is held the number of its place, and those after it the numbers that are left. Sessions that
/// came out of order from elsewhere keep the numbers they came with. What is taken back leaves a gap: the numbers of
/// other sessions stand in papers that were handed over.
pub(super) fn follow(plan: &mut Plan, live: &[Record], session: &Id) {
    let mut held: Vec<Session> = live.iter().filter_map(|r| plan.now(r)).filter_map(|r| of(&r)).collect();
    held.extend(plan.added().filter_map(of));
    let Some(at) = held.iter().position(|s| s.id == *session) else { return };
    let mut own = held.remove(at);
    // Where its day stays, so does its number, also one that came with another journal.
    let stays = |was: &Session| was.id == own.id && was.on == own.on && was.no.is_some();
    if live.iter().filter_map(of).any(|was| stays(&was)) {
        return;
    }
    held.retain(|s| s.no.is_some());
    held.sort_by_key(|s| (s.on, s.no));
    let next = held.iter().filter_map(|s| s.no).max().unwrap_or(0).saturating_add(1);
    let no = own.no.filter(|no| held.iter().all(|s| s.no != Some(*no))).unwrap_or(next);
    own.no = Some(no);
    if held.is_sorted_by_key(|s| s.no) {
        let place = held.partition_point(|s| (s.on, s.no) < (own.on, own.no));
        held.insert(place, own);
        let mut numbers: Vec<Option<u32>> = held.iter().map(|s| s.no).collect();
        numbers.sort_unstable();
        held.iter_mut().zip(numbers).for_each(|(s, no)| s.no = no);
    } else {
        held.push(own);
    }
    held.into_iter().for_each(|s| plan.number(live, &s.id, s.no));
}

fn of(record: &Record) -> Option<Session> {
    match &record.fact {
        Fact::Session(session) if session.held() => Some(session.clone()),
        _ => None,
    }
}
