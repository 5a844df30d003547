//! The number of a session: what is written down is that it is one more, and the day gives it its
//! place (`journal`).

use super::plan::Plan;
use crate::method::fact::{Fact, Record};
use crate::method::session::free_number;
use crate::method::{Day, Id, Session};

/// Gives a session that comes to be held a number that nobody has. What is taken back leaves a gap:
/// the numbers of other sessions stand in papers that were handed over, so only what comes to stand
/// in the gap takes its number.
pub(super) fn follow(plan: &mut Plan, live: &[Record], session: &Id) {
    let mut held: Vec<Session> =
        live.iter().filter_map(|r| plan.now(r)).filter_map(|r| of(&r)).collect();
    held.extend(plan.added().filter_map(of));
    let Some(at) = held.iter().position(|s| s.id == *session) else { return };
    let own = held.remove(at);
    let taken: Vec<(Day, u32)> = held.iter().filter_map(|s| Some((s.on, s.no?))).collect();
    let free = |no: u32| taken.iter().all(|(_, other)| *other != no);
    if own.no.is_none_or(|no| !free(no)) {
        plan.number(live, session, Some(free_number(taken, own.on)));
    }
}

fn of(record: &Record) -> Option<Session> {
    match &record.fact {
        Fact::Session(session) if session.held() => Some(session.clone()),
        _ => None,
    }
}
