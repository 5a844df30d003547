//! The two agreements under the clock: it lapses, it never gives (method §3.3, §3.5).

use crate::method::agreement::{AgreementEvent, AgreementKind, AgreementMove, AgreementState};
use crate::method::moment::plus_days;
use crate::method::{ClientFile, Day, Id, Scope, Terms};

/// Tells where one agreement stands, with the words it rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    pub state: AgreementState,
    /// The last event that moved it.
    pub event: Option<Id>,
    /// The day of its last words (given or renewed), while those still explain the state.
    pub words_on: Option<Day>,
    /// Tells when it lapses, or did; none where nothing can lapse.
    pub lapses_on: Option<Day>,
}

/// The dates that the clock reads: two-way contact, and how long an agreement lasts.
pub struct Clock {
    two_way: Vec<Day>,
    silence: u32,
    valid: u32,
}

impl Clock {
    pub fn of(file: &ClientFile, terms: &Terms) -> Clock {
        let held = file.sessions.iter().filter(|s| s.held()).map(|s| s.on);
        let mut two_way: Vec<Day> =
            held.chain(file.contacts.iter().filter_map(|c| c.replied_on)).collect();
        two_way.sort_unstable();
        two_way.dedup();
        Clock { two_way, silence: terms.silence_step, valid: terms.consult_valid }
    }

    /// TW(D): the distinct days of two-way contact up to `at`, ascending (method §3.5).
    pub fn two_way(&self, at: Day) -> &[Day] {
        &self.two_way[..self.two_way.partition_point(|d| *d <= at)]
    }

    /// A machine of this kind with nothing said yet.
    pub fn run(&self, kind: AgreementKind) -> Run<'_> {
        Run { clock: self, kind, now: Agreement::default() }
    }

    /// The relationship-wide agreement of a kind as it stood at the end of `at`.
    pub fn replay(&self, file: &ClientFile, kind: AgreementKind, at: Day) -> Agreement {
        self.run_through(file, kind, &Scope::Relationship, at).at(at)
    }

    /// The state that one more event of `on` meets in a scope. A lapse counts from the day after
    /// it.
    pub fn met(
        &self,
        file: &ClientFile,
        kind: AgreementKind,
        scope: &Scope,
        on: Day,
    ) -> AgreementState {
        self.run_through(file, kind, scope, on).before(on)
    }

    /// A machine that has met every event of its scope up to the end of `at`.
    fn run_through(
        &self,
        file: &ClientFile,
        kind: AgreementKind,
        scope: &Scope,
        at: Day,
    ) -> Run<'_> {
        let relevant = |e: &&AgreementEvent| e.kind == kind && e.scope == *scope && e.on <= at;
        let mut events: Vec<&AgreementEvent> = file.agreements.iter().filter(relevant).collect();
        events.sort_by_key(|e| e.on);
        let mut run = self.run(kind);
        for event in events {
            run.before(event.on);
            run.apply(event);
        }
        run
    }
}

/// One agreement being replayed.
pub struct Run<'c> {
    clock: &'c Clock,
    kind: AgreementKind,
    now: Agreement,
}

impl Run<'_> {
    /// The state that an event on `day` meets: that day's events come before that day's clock.
    pub fn before(&mut self, day: Day) -> AgreementState {
        if let Some(yesterday) = day.pred_opt() {
            self.tick(yesterday);
        }
        self.now.state
    }

    pub fn apply(&mut self, event: &AgreementEvent) {
        self.now.state = event.event.into();
        self.now.event = Some(event.id.clone());
        let words = matches!(event.event, AgreementMove::Given | AgreementMove::Renewed);
        self.now.words_on = words.then_some(event.on);
    }

    pub fn state(&self) -> AgreementState {
        self.now.state
    }

    fn at(mut self, day: Day) -> Agreement {
        self.tick(day);
        self.now.lapses_on = if super::dated(self.now.state) { self.lapse_date(day) } else { None };
        self.now
    }

    /// Lapses what has run out by the end of `day`. A lapse is sticky: only new words undo it.
    fn tick(&mut self, day: Day) {
        if self.now.state.in_force() && self.lapse_date(day).is_some_and(|lapse| lapse <= day) {
            self.now.state = AgreementState::Lapsed;
        }
    }

    /// Consultation: its last words and `valid` days. Conversation: each two-way contact that still
    /// finds it in force carries it on for `silence` days more.
    fn lapse_date(&self, until: Day) -> Option<Day> {
        let words = self.now.words_on?;
        if self.kind == AgreementKind::Consultation {
            return Some(plus_days(words, self.clock.valid));
        }
        let mut lapse = plus_days(words, self.clock.silence);
        let later = |day: &&Day| **day > words && **day <= until;
        for day in self.clock.two_way.iter().filter(later) {
            if *day > lapse {
                break;
            }
            lapse = plus_days(*day, self.clock.silence);
        }
        Some(lapse)
    }
}
