//! One client's file read on one day, in the words of method §4: held sessions, ages, links,
//! appointments ahead.

use super::{Found, Thresholds, Value};
use crate::method::contact::Contact;
use crate::method::gift::Gift;
use crate::method::marker::{Family, Marker};
use crate::method::message::{Delivery, Message, Reception};
use crate::method::moment::days_between;
use crate::method::quote::{Quote, Speaker};
use crate::method::standing::Clock;
use crate::method::{ClientFile, Day, Id, MessageState, Need, Promise, Session, Standing, Want};

/// A file on a day. Nothing it hands out is dated after that day.
pub(super) struct Reading<'f> {
    pub file: &'f ClientFile,
    pub at: Day,
    pub t: &'f Thresholds,
    pub standing: Standing,
    /// Held sessions by day, then number.
    pub held: Vec<&'f Session>,
    /// TW(D), ascending.
    pub two_way: Vec<Day>,
}

impl<'f> Reading<'f> {
    pub fn of(file: &'f ClientFile, at: Day, t: &'f Thresholds) -> Reading<'f> {
        let two_way = Clock::of(file, &t.terms).two_way(at).to_vec();
        Reading {
            file,
            at,
            t,
            standing: Standing::of(file, at, &t.terms),
            held: file.held_sessions(at),
            two_way,
        }
    }

    /// A finding about this person, who is the argument `client` of every message.
    pub fn found(&self) -> Found {
        Found::default().arg("client", Value::Who(self.file.person.id.clone()))
    }

    /// Whole days from `on` to the day of the reading; negative if it is still to come.
    pub fn age(&self, on: Day) -> i64 {
        days_between(on, self.at)
    }

    /// *n days old* or older.
    pub fn aged(&self, on: Day, days: u32) -> bool {
        self.age(on) >= i64::from(days)
    }

    /// *Within n days*: so many days ago or fewer, and not to come.
    pub fn within(&self, on: Day, days: u32) -> bool {
        (0..i64::from(days)).contains(&self.age(on))
    }

    /// From `since` on, up to the day of the reading.
    pub fn since(&self, on: Day, since: Day) -> bool {
        since <= on && on <= self.at
    }

    /// Tells how many sessions were held after a day.
    pub fn held_after(&self, day: Day) -> usize {
        self.held.iter().filter(|s| s.on > day).count()
    }

    pub fn latest(&self) -> Option<&'f Session> {
        self.held.last().copied()
    }

    /// The `n` latest held sessions, or all if there are fewer.
    pub fn last(&self, n: u32) -> &[&'f Session] {
        last_of(&self.held, n)
    }

    /// The `n` latest held sessions, where fewer are not enough.
    pub fn last_full(&self, n: u32) -> Option<&[&'f Session]> {
        full(&self.held, n)
    }

    /// A link to a need counts once that need is recorded.
    pub fn linked(&self, need: Option<&Id>) -> bool {
        need.and_then(|id| self.file.need(id)).is_some_and(|n| n.on <= self.at)
    }

    pub fn wants(&self) -> Vec<&'f Want> {
        self.by_day(&self.file.wants, |w| w.on)
    }

    pub fn needs(&self) -> Vec<&'f Need> {
        self.by_day(&self.file.needs, |n| n.on)
    }

    pub fn contacts(&self) -> Vec<&'f Contact> {
        self.by_day(&self.file.contacts, |c| c.on)
    }

    pub fn gifts(&self) -> Vec<&'f Gift> {
        self.by_day(&self.file.gifts, |g| g.on)
    }

    pub fn markers(&self) -> Vec<&'f Marker> {
        self.by_day(&self.file.markers, |m| m.on)
    }

    pub fn promises(&self, by: Speaker) -> Vec<&'f Promise> {
        let mut promises = self.by_day(&self.file.promises, |p| p.made_on);
        promises.retain(|p| p.by == by);
        promises
    }

    /// Messages that are held or planned.
    pub fn untold(&self) -> Vec<&'f Message> {
        let mut messages = self.by_day(&self.file.messages, |m| m.on);
        messages.retain(|m| matches!(m.state(self.at), MessageState::Held | MessageState::Planned));
        messages
    }

    /// The messages chosen for next time.
    pub fn planned(&self) -> Vec<&'f Message> {
        let mut messages = self.untold();
        messages.retain(|m| m.state(self.at) == MessageState::Planned);
        messages
    }

    /// Every telling so far, by day. A rule that speaks because of one asks `named`.
    pub fn tellings(&self) -> Vec<(&'f Message, &'f Delivery)> {
        let all = self.file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d)));
        let mut told: Vec<_> = all.filter(|(_, d)| d.on <= self.at).collect();
        told.sort_by_key(|(m, d)| (d.on, m.on));
        told
    }

    /// The tellings whose permission is known, with its words. Of the others no rule speaks (method
    /// §3.4); that they were told still counts where a rule looks for what was left unsaid.
    pub fn named(&self) -> Vec<(&'f Message, &'f Delivery)> {
        let mut told = self.tellings();
        told.retain(|(_, d)| d.leave().is_some());
        told
    }

    /// Records up to the day, by day; those of one day in the order recorded.
    fn by_day<T>(&self, list: &'f [T], on: impl Fn(&T) -> Day) -> Vec<&'f T> {
        let mut records: Vec<&T> = list.iter().filter(|record| on(record) <= self.at).collect();
        records.sort_by_key(|record| on(record));
        records
    }

    /// Tells how a telling landed, as far as it is known.
    pub fn landed(&self, d: &Delivery) -> Option<Reception> {
        d.landed(self.at)
    }

    /// Signs seen in the `n` latest held sessions, by day.
    pub fn signs(&self, n: u32, family: Family) -> Vec<&'f Marker> {
        let mut signs = self.markers();
        signs.retain(|m| m.family == family && within_sessions(&m.session, self.last(n)));
        signs
    }

    /// True if a strain, whatever became of it, opened on or after a day.
    pub fn strained_since(&self, day: Day) -> bool {
        self.file.strains.iter().any(|r| self.since(r.opened_on, day))
    }

    /// cons_on(D): a consultation agreement in force and not in question (method §3.6).
    pub fn consulted(&self) -> bool {
        self.standing.consultation.state.in_force() && !self.standing.suspended()
    }

    /// An appointment ahead, dated before `until` if that is given.
    pub fn appointment_ahead(&self, until: Option<Day>) -> bool {
        let known = || self.file.sessions.iter().filter(|s| s.on <= self.at);
        let met = |s: &Session, day: Day| {
            known().any(|other| {
                let there =
                    if other.held() { other.on == day } else { other.planned_for == Some(day) };
                other.id != s.id && s.on <= other.on && there
            })
        };
        let ahead = |s: &Session| {
            s.next_on.is_some_and(|day| {
                day >= self.at && until.is_none_or(|until| day < until) && !met(s, day)
            })
        };
        known().any(ahead)
    }

    /// Words of the client under this id.
    pub fn words(&self, quote: Option<&Id>) -> Option<&'f Quote> {
        quote.and_then(|id| self.file.quote(id)).filter(|q| q.speaker == Speaker::Client)
    }

    /// The client's last words on a day.
    pub fn last_words_on(&self, day: Day) -> Option<&'f Quote> {
        self.file.their_words().into_iter().rfind(|(on, _)| *on == day).map(|(_, q)| q)
    }
}

/// The `n` last of a list, or all of it.
pub(super) fn last_of<T>(list: &[T], n: u32) -> &[T] {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    &list[list.len().saturating_sub(n)..]
}

/// The `n` last of a list that has as many.
pub(super) fn full<T>(list: &[T], n: u32) -> Option<&[T]> {
    let last = last_of(list, n);
    (reaches(last.len(), n) && !last.is_empty()).then_some(last)
}

/// True if a count is `n` or more.
pub(super) fn reaches(count: usize, n: u32) -> bool {
    usize::try_from(n).is_ok_and(|n| count >= n)
}

/// True if a record that names `session` is in one of the sessions.
pub(super) fn within_sessions(session: &Id, sessions: &[&Session]) -> bool {
    sessions.iter().any(|s| s.id == *session)
}
