//! Upkeep (method §4): dates not set, ties that fade, people waiting, our promises, records written late.

use super::reading::{Reading, reaches};
use super::{Insight, RuleId};
use crate::domain::contact::Mover;
use crate::domain::quote::Speaker;
use crate::domain::session::{Closing, Initiator};
use crate::domain::{Day, Id, Promise};

/// The held sessions of a day, and the contacts answered on it.
fn met_on<'f>(r: &Reading<'f>, day: Day) -> Vec<&'f Id> {
    let sessions = r.held.iter().filter(|s| s.on == day).map(|s| &s.id);
    let contacts = r.file.contacts.iter().filter(|c| c.replied_on == Some(day)).map(|c| &c.id);
    sessions.chain(contacts).collect()
}

/// R17: parted with kind words and no date, a while ago.
pub(super) fn courtesy_only(r: &Reading<'_>) -> Option<Insight> {
    let last = *r.two_way.last()?;
    let kind = |closing: Option<Closing>| closing == Some(Closing::Courtesy);
    let sessions = r.held.iter().filter(|s| s.on == last && kind(s.closing)).map(|s| &s.id);
    let contacts = r.file.contacts.iter().filter(|c| c.replied_on == Some(last) && kind(c.closing)).map(|c| &c.id);
    let courteous: Vec<&Id> = sessions.chain(contacts).collect();
    if courteous.is_empty() || !r.aged(last, r.t.courtesy_days) || r.appointment_ahead(None) {
        return None;
    }
    let insight = r.insight(RuleId::R17).facts(courteous).count("days", r.age(last));
    Some(insight.said("quote", "told", r.last_words_on(last)))
}

/// R18: met once, nothing ahead; early from the first threshold, late from the second.
pub(super) fn second_meeting_window(r: &Reading<'_>) -> Option<Insight> {
    let [only] = r.two_way[..] else { return None };
    if !r.aged(only, r.t.second_early) || r.appointment_ahead(None) {
        return None;
    }
    let level = if r.aged(only, r.t.second_late) { "late" } else { "early" };
    Some(r.insight(RuleId::R18).facts(met_on(r, only)).count("days", r.age(only)).choice("level", &level))
}

/// R19: the next step of silence is near.
pub(super) fn keep_in_touch_due(r: &Reading<'_>) -> Option<Insight> {
    let last = *r.two_way.last()?;
    let rank = r.standing.rank.filter(|rank| (2..=5).contains(rank))?;
    let step = i64::from(r.t.terms.silence_step.max(1));
    let left = step - r.age(last) % step;
    if left > i64::from(r.t.warn_before) || r.appointment_ahead(None) {
        return None;
    }
    let insight = r.insight(RuleId::R19).facts(met_on(r, last)).count("n", left);
    Some(insight.count("rank", rank).count("rank1", rank + 1).count("days", r.age(last) + left))
}

/// R20: so long silent that they may not place us any more.
pub(super) fn fell_to_rank_6(r: &Reading<'_>) -> Option<Insight> {
    let last = *r.two_way.last()?;
    (r.standing.rank == Some(6)).then(|| r.insight(RuleId::R20).facts(met_on(r, last)))
}

/// Who moved first, in the order in which one day's initiations count: ours before the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    Us,
    Neither,
    Them,
}

/// R21: the last approaches were all ours, and none of theirs is recent.
pub(super) fn only_we_go(r: &Reading<'_>) -> Option<Insight> {
    let sessions = r.held.iter().map(|s| match s.initiator {
        Some(Initiator::Us) => (s.on, First::Us, &s.id),
        Some(Initiator::Them) => (s.on, First::Them, &s.id),
        Some(Initiator::Agreed) | None => (s.on, First::Neither, &s.id),
    });
    let contacts = r.contacts().into_iter().map(|c| match c.initiator {
        Mover::Us => (c.on, First::Us, &c.id),
        Mover::Them => (c.on, First::Them, &c.id),
    });
    let mut moves: Vec<(Day, First, &Id)> = sessions.chain(contacts).collect();
    moves.sort_by_key(|(on, who, _)| (*on, *who));
    let theirs = moves.iter().any(|(on, who, _)| *who == First::Them && r.within(*on, r.t.only_us_days));
    let run = moves.iter().rev().take_while(|(_, who, _)| *who == First::Us).count();
    if theirs || run == 0 || !reaches(run, r.t.only_us) {
        return None;
    }
    let ours = moves[moves.len() - run..].iter().map(|(_, _, id)| *id);
    Some(r.insight(RuleId::R21).facts(ours).count("n", run))
}

/// R22: someone came to us and has no answer. Every status.
pub(super) fn inbound_waiting(r: &Reading<'_>) -> Option<Insight> {
    let mut waiting = r.contacts();
    waiting.retain(|c| {
        c.initiator == Mover::Them && r.aged(c.on, r.t.inbound_days) && c.replied_on.is_none_or(|on| on > r.at)
    });
    let oldest = waiting.iter().min_by_key(|c| c.on)?;
    let long = r.t.inbound_days.saturating_add(r.t.quiet_days);
    Some(
        r.insight(RuleId::R22)
            .facts(waiting.iter().map(|c| &c.id))
            .quiet(waiting.iter().all(|c| r.aged(c.on, long)))
            .count("days", r.age(oldest.on)),
    )
}

/// R24: a promise of ours is past its day. Every status but ended.
pub(super) fn our_promise_overdue(r: &Reading<'_>) -> Option<Insight> {
    let mut late: Vec<_> = overdue(r).collect();
    late.sort_by_key(|p| p.due_on);
    let (first, due) = late.first().and_then(|p| Some((p, p.due_on?)))?;
    let insight = r.insight(RuleId::R24).facts(late.iter().map(|p| &p.id));
    Some(insight.ours("text", &first.text).on("date", due).count("days", r.age(due)))
}

/// Promises of ours that are open past their day.
pub(super) fn overdue<'f>(r: &Reading<'f>) -> impl Iterator<Item = &'f Promise> {
    let late = |p: &&Promise| p.state(r.at).open() && p.due_on.is_some_and(|due| due < r.at);
    r.promises(Speaker::Consultant).into_iter().filter(late)
}

/// R28: the latest session was written down long after it ended.
pub(super) fn late_record(r: &Reading<'_>) -> Option<Insight> {
    let session = r.latest()?;
    // Without a recorded end, five in the afternoon.
    let ended = session.ended_at.or_else(|| session.on.and_hms_opt(17, 0, 0))?;
    let late = session.recorded_at? - ended;
    if late <= chrono::Duration::hours(r.t.late_hours.into()) {
        return None;
    }
    Some(r.insight(RuleId::R28).fact(&session.id).on("date", session.on).count("hours", late.num_hours()))
}

/// R29: nothing of the latest session is kept in the client's own words.
pub(super) fn no_client_words(r: &Reading<'_>) -> Option<Insight> {
    let session = r.latest()?;
    let theirs = r.file.quotes.iter().any(|q| q.speaker == Speaker::Client && q.session.as_ref() == Some(&session.id));
    (!theirs).then(|| r.insight(RuleId::R29).fact(&session.id).on("date", session.on))
}
