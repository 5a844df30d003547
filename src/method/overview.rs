//! Holds what a list shows of a person at a glance, and how long it holds. Pure; the store keeps a
//! copy for its lists.

use crate::method::calendar;
use crate::method::contact::Mover;
use crate::method::moment::plus_days;
use crate::method::person::Status;
use crate::method::standing::{Missing, Standing, Terms, next_turn};
use crate::method::{AgreementState, ClientFile, Day, Id};
use crate::method::{Rank, Stage};

/// The standing of one person in short. It holds from `from` until the day before `until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOverview {
    pub from: Day,
    /// The first day on which the clock alone may change something here; none if it never will.
    pub until: Option<Day>,
    pub status: Option<Status>,
    pub stage: Stage,
    pub rank: Option<Rank>,
    pub conversation: AgreementState,
    pub conversation_lapses_on: Option<Day>,
    pub consultation: AgreementState,
    pub consultation_lapses_on: Option<Day>,
    /// The consultation agreement is given but not relied on.
    pub suspended: bool,
    pub open_strains: u32,
    pub missing: Missing,
    pub last_two_way: Option<Day>,
    pub last_session_on: Option<Day>,
    /// Sessions held.
    pub session_count: u32,
    /// Tells when one meets next, as `calendar` knows it.
    pub next_on: Option<Day>,
    /// Since when they wait for an answer of ours.
    pub waiting_since: Option<Day>,
    /// The earliest date among open promises, theirs and ours.
    pub due_on: Option<Day>,
    /// Counts how many questions about their sessions are open, and the latest session that one is
    /// about.
    pub open_questions: u32,
    pub asks_in: Option<Id>,
}

impl ClientOverview {
    /// The glance at `file` on `at`, from nothing but records dated on or before it.
    pub fn of(file: &ClientFile, at: Day, terms: &Terms) -> ClientOverview {
        let standing = Standing::of(file, at, terms);
        let held = file.held_sessions(at);
        let next_on = calendar::next_on(file, at);
        let passes = next_on.map(|day| plus_days(day, 1));
        let known = |id: &Id| file.session(id).is_some_and(|s| s.on <= at);
        let mut open = file.all_questions(terms);
        open.retain(|(session, _)| known(session));
        let lapses = |agreement: &crate::method::standing::Agreement| agreement.lapses_on;
        ClientOverview {
            from: at,
            until: next_turn(file, at, terms).into_iter().chain(passes).min(),
            status: standing.status,
            stage: standing.stage,
            rank: standing.rank,
            conversation: standing.conversation.state,
            conversation_lapses_on: lapses(&standing.conversation),
            consultation: standing.consultation.state,
            consultation_lapses_on: lapses(&standing.consultation),
            suspended: standing.suspended(),
            open_strains: count(standing.open_strains.len()),
            last_two_way: standing.last_two_way,
            last_session_on: held.last().map(|s| s.on),
            session_count: count(held.len()),
            next_on,
            waiting_since: waiting_since(file, at, standing.last_two_way),
            due_on: due_on(file, at),
            open_questions: count(open.len()),
            asks_in: open.pop().map(|(session, _)| session),
            missing: standing.missing,
        }
    }

    /// True on days for which this was made.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// They moved first, and since then there was no two-way contact (method §3.5).
fn waiting_since(file: &ClientFile, at: Day, last_two_way: Option<Day>) -> Option<Day> {
    let unanswered =
        file.contacts.iter().filter(|c| c.initiator == Mover::Them && c.on <= at).map(|c| c.on);
    unanswered.filter(|on| last_two_way.is_none_or(|last| last < *on)).min()
}

fn due_on(file: &ClientFile, at: Day) -> Option<Day> {
    let open = file.promises.iter().filter(|p| p.made_on <= at && p.state(at).open());
    open.filter_map(|p| p.due_on).min()
}
