//! Upkeep (method §4): dates not set, ties that fade, people waiting, our promises, records written
//! late.

use super::Found;
use super::reading::{Reading, reaches};
use super::rule::{Answer, Fires, People, Priority, Rule};
use super::threshold::{QUIET_DAYS, SILENCE_STEP, Source, Threshold, Unit, WARN_BEFORE};
use crate::method::contact::Mover;
use crate::method::quote::Speaker;
use crate::method::session::{Closing, Initiator};
use crate::method::{Day, Id, Promise, Rank};

/// The rules of this family, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &COURTESY_ONLY,
    &SECOND_MEETING_WINDOW,
    &KEEP_IN_TOUCH_DUE,
    &FELL_TO_RANK_6,
    &ONLY_WE_GO,
    &INBOUND_WAITING,
    &OUR_PROMISE_OVERDUE,
    &LATE_RECORD,
    &NO_CLIENT_WORDS,
];

/// The held sessions of a day, and the contacts answered on it.
fn met_on<'f>(r: &Reading<'f>, day: Day) -> Vec<&'f Id> {
    let sessions = r.held.iter().filter(|s| s.on == day).map(|s| &s.id);
    let contacts = r.file.contacts.iter().filter(|c| c.replied_on == Some(day)).map(|c| &c.id);
    sessions.chain(contacts).collect()
}

/// Days after kind words without a date.
static COURTESY_DAYS: Threshold = Threshold::new("courtesy_days", 7, Unit::Days, Source::OurChoice);

/// R17: parted with kind words and no date, a while ago.
pub(super) static COURTESY_ONLY: Rule = Rule {
    code: "R17",
    key: "courtesy_only",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&COURTESY_DAYS],
    fires: Fires::Person(People::Live, courtesy_only),
    answers: &[Answer::InTouch],
};

fn courtesy_only(r: &Reading<'_>) -> Option<Found> {
    let last = *r.two_way.last()?;
    let kind = |closing: Option<Closing>| closing == Some(Closing::Courtesy);
    let sessions = r.held.iter().filter(|s| s.on == last && kind(s.closing)).map(|s| &s.id);
    let contacts = r
        .file
        .contacts
        .iter()
        .filter(|c| c.replied_on == Some(last) && kind(c.closing))
        .map(|c| &c.id);
    let courteous: Vec<&Id> = sessions.chain(contacts).collect();
    if courteous.is_empty() || !r.aged(last, r.t.get(&COURTESY_DAYS)) || r.appointment_ahead(None) {
        return None;
    }
    let insight = r.found().facts(courteous).count("days", r.age(last));
    Some(insight.said("quote", "told", r.last_words_on(last)))
}

/// Days after a first meeting: early.
pub(crate) static SECOND_EARLY: Threshold =
    Threshold::new("second_early", 14, Unit::Days, Source::OurChoice);
/// Days after a first meeting: late.
pub(crate) static SECOND_LATE: Threshold =
    Threshold::new("second_late", 30, Unit::Days, Source::Cited("S22"));

/// R18: met once, nothing ahead; early from the first threshold, late from the second.
pub(super) static SECOND_MEETING_WINDOW: Rule = Rule {
    code: "R18",
    key: "second_meeting_window",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&SECOND_EARLY, &SECOND_LATE],
    fires: Fires::Person(People::Live, second_meeting_window),
    answers: &[Answer::InTouch],
};

fn second_meeting_window(r: &Reading<'_>) -> Option<Found> {
    let [only] = r.two_way[..] else { return None };
    if !r.aged(only, r.t.get(&SECOND_EARLY)) || r.appointment_ahead(None) {
        return None;
    }
    let level = if r.aged(only, r.t.get(&SECOND_LATE)) { "late" } else { "early" };
    Some(r.found().facts(met_on(r, only)).count("days", r.age(only)).choice("level", &level))
}

/// R19: the next step of silence is near.
pub(super) static KEEP_IN_TOUCH_DUE: Rule = Rule {
    code: "R19",
    key: "keep_in_touch_due",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&SILENCE_STEP, &WARN_BEFORE],
    fires: Fires::Person(People::Live, keep_in_touch_due),
    answers: &[Answer::InTouch],
};

fn keep_in_touch_due(r: &Reading<'_>) -> Option<Found> {
    let last = *r.two_way.last()?;
    let rank = r.standing.rank.filter(|rank| rank.falls())?;
    let step = i64::from(r.t.terms.silence_step.max(1));
    let left = step - r.age(last) % step;
    if left > i64::from(r.t.get(&WARN_BEFORE)) || r.appointment_ahead(None) {
        return None;
    }
    let insight = r.found().facts(met_on(r, last)).count("n", left);
    Some(
        insight
            .count("rank", rank.number())
            .count("rank1", rank.number() + 1)
            .count("days", r.age(last) + left),
    )
}

/// R20: so long silent that they may not place us any more.
pub(super) static FELL_TO_RANK_6: Rule = Rule {
    code: "R20",
    key: "fell_to_rank_6",
    priority: Priority::Contact,
    hides: &[&COURTESY_ONLY, &SECOND_MEETING_WINDOW, &KEEP_IN_TOUCH_DUE],
    thresholds: &[&SILENCE_STEP],
    fires: Fires::Person(People::Live, fell_to_rank_6),
    answers: &[Answer::InTouch],
};

fn fell_to_rank_6(r: &Reading<'_>) -> Option<Found> {
    let last = *r.two_way.last()?;
    (r.standing.rank == Some(Rank::NotPlaced)).then(|| r.found().facts(met_on(r, last)))
}

/// Names who moved first, in the order in which one day's initiations count: ours before the
/// others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    Us,
    Neither,
    Them,
}

/// Approaches in a row that were all ours.
static ONLY_US: Threshold = Threshold::new("only_us", 3, Unit::Times, Source::OurChoice);
/// Days in which an approach of theirs speaks against it.
static ONLY_US_DAYS: Threshold = Threshold::new("only_us_days", 120, Unit::Days, Source::OurChoice);

/// R21: the last approaches were all ours, and none of theirs is recent.
pub(super) static ONLY_WE_GO: Rule = Rule {
    code: "R21",
    key: "only_we_go",
    priority: Priority::Contact,
    hides: &[],
    thresholds: &[&ONLY_US, &ONLY_US_DAYS],
    fires: Fires::Person(People::Live, only_we_go),
    answers: &[Answer::Status],
};

fn only_we_go(r: &Reading<'_>) -> Option<Found> {
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
    let theirs = moves
        .iter()
        .any(|(on, who, _)| *who == First::Them && r.within(*on, r.t.get(&ONLY_US_DAYS)));
    let run = moves.iter().rev().take_while(|(_, who, _)| *who == First::Us).count();
    if theirs || run == 0 || !reaches(run, r.t.get(&ONLY_US)) {
        return None;
    }
    let ours = moves[moves.len() - run..].iter().map(|(_, _, id)| *id);
    Some(r.found().facts(ours).count("n", run))
}

/// Days someone who came to us may wait.
static INBOUND_DAYS: Threshold = Threshold::new("inbound_days", 2, Unit::Days, Source::OurChoice);

/// R22: someone came to us and has no answer. Every status.
pub(super) static INBOUND_WAITING: Rule = Rule {
    code: "R22",
    key: "inbound_waiting",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[&INBOUND_DAYS, &QUIET_DAYS],
    fires: Fires::Person(People::EveryStatus, inbound_waiting),
    answers: &[Answer::Contact, Answer::Log],
};

fn inbound_waiting(r: &Reading<'_>) -> Option<Found> {
    let mut waiting = r.contacts();
    waiting.retain(|c| {
        c.initiator == Mover::Them
            && r.aged(c.on, r.t.get(&INBOUND_DAYS))
            && c.replied_on.is_none_or(|on| on > r.at)
    });
    let oldest = waiting.iter().min_by_key(|c| c.on)?;
    let long = r.t.get(&INBOUND_DAYS).saturating_add(r.t.get(&QUIET_DAYS));
    Some(
        r.found()
            .facts(waiting.iter().map(|c| &c.id))
            .quiet(waiting.iter().all(|c| r.aged(c.on, long)))
            .count("days", r.age(oldest.on)),
    )
}

/// R24: a promise of ours is past its day. Every status but ended.
pub(super) static OUR_PROMISE_OVERDUE: Rule = Rule {
    code: "R24",
    key: "our_promise_overdue",
    priority: Priority::Permission,
    hides: &[],
    thresholds: &[],
    fires: Fires::Person(People::NotEnded, our_promise_overdue),
    answers: &[Answer::Promise, Answer::Log],
};

fn our_promise_overdue(r: &Reading<'_>) -> Option<Found> {
    let mut late: Vec<_> = overdue(r).collect();
    late.sort_by_key(|p| p.due_on);
    let (first, due) = late.first().and_then(|p| Some((p, p.due_on?)))?;
    let insight = r.found().facts(late.iter().map(|p| &p.id));
    Some(insight.ours("text", &first.text).on("date", due).count("days", r.age(due)))
}

/// Promises of ours that are open past their day.
pub(super) fn overdue<'f>(r: &Reading<'f>) -> impl Iterator<Item = &'f Promise> {
    let late = |p: &&Promise| p.state(r.at).open() && p.due_on.is_some_and(|due| due < r.at);
    r.promises(Speaker::Consultant).into_iter().filter(late)
}

/// Hours after the end at which a record is late.
static LATE_HOURS: Threshold = Threshold::new("late_hours", 48, Unit::Hours, Source::OurChoice);

/// R28: the latest session was written down long after it ended.
pub(super) static LATE_RECORD: Rule = Rule {
    code: "R28",
    key: "late_record",
    priority: Priority::Records,
    hides: &[],
    thresholds: &[&LATE_HOURS],
    fires: Fires::Person(People::Live, late_record),
    answers: &[Answer::LastSession],
};

fn late_record(r: &Reading<'_>) -> Option<Found> {
    let session = r.latest()?;
    // Without a recorded end, five in the afternoon.
    let ended = session.ended_at.or_else(|| session.on.and_hms_opt(17, 0, 0))?;
    let late = session.recorded_at? - ended;
    if late <= chrono::Duration::hours(r.t.get(&LATE_HOURS).into()) {
        return None;
    }
    Some(r.found().fact(&session.id).on("date", session.on).count("hours", late.num_hours()))
}

/// R29: nothing of the latest session is kept in the client's own words.
pub(super) static NO_CLIENT_WORDS: Rule = Rule {
    code: "R29",
    key: "no_client_words",
    priority: Priority::Records,
    hides: &[],
    thresholds: &[],
    fires: Fires::Person(People::Live, no_client_words),
    answers: &[Answer::LastSession],
};

fn no_client_words(r: &Reading<'_>) -> Option<Found> {
    let session = r.latest()?;
    let theirs = r
        .file
        .quotes
        .iter()
        .any(|q| q.speaker == Speaker::Client && q.session.as_ref() == Some(&session.id));
    (!theirs).then(|| r.found().fact(&session.id).on("date", session.on))
}
