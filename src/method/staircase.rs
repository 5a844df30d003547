//! The staircase as it is drawn: the line, the events it rests on, strains, approaches (method §5
//! P1). No drawing here.

mod event;

pub use event::{Event, Fall, Happening};

use crate::method::Stage;
use crate::method::moment::plus_days;
use crate::method::session::Initiator;
use crate::method::standing::{Change, changes_between};
use crate::method::step::state_at;
use crate::method::{ClientFile, Day, PromiseState, StrainState, Terms};

/// Sets how far back the picture reaches, in days: two years. The consultant's file keeps the rest.
const REACH: i64 = 730;

/// Everything the picture and its table show, from `from` to `until`, both included.
#[derive(Debug, Clone, PartialEq)]
pub struct Staircase {
    pub from: Day,
    pub until: Day,
    /// The stage just before `from`: no contact, unless the history is longer than the picture
    /// reaches.
    pub opening: Stage,
    /// The line: each run lasts until the next one begins.
    pub runs: Vec<Run>,
    /// Oldest first, one for each day; its number is its place, counted from 1.
    pub events: Vec<Event>,
    pub strains: Vec<Strain>,
    pub approaches: Vec<Approach>,
    /// Days on which a promise of either side was kept.
    pub kept: Vec<Day>,
}

/// A stretch of the line at one height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub from: Day,
    pub stage: Stage,
    /// Consultation is given but not relied on (要確認): the line is dotted.
    pub in_question: bool,
}

/// A strain, from its first step to its end, if it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strain {
    pub from: Day,
    pub until: Option<Day>,
    pub repaired: bool,
}

/// Tells who moved on a day; none where it was not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approach {
    pub on: Day,
    pub by: Option<Initiator>,
}

impl Staircase {
    /// The staircase of `file` as it stood on `until`.
    pub fn of(file: &ClientFile, until: Day, terms: &Terms) -> Staircase {
        let reach = until.checked_sub_signed(chrono::TimeDelta::days(REACH)).unwrap_or(Day::MIN);
        let changes = changes_between(file, reach, until, terms);
        let from = changes.first().map_or(until, |c| c.on);
        let opening = changes
            .first()
            .filter(|first| first.on == reach)
            .map_or(Stage::NoContact, |first| first.standing.stage);
        let inside = |day: &Day| from <= *day && *day <= until;
        Staircase {
            from,
            until,
            opening,
            runs: runs(&changes),
            events: event::events(file, &changes, reach, until),
            strains: strains(file, from, until),
            approaches: approaches(file).into_iter().filter(|a| inside(&a.on)).collect(),
            kept: kept(file).into_iter().filter(inside).collect(),
        }
    }

    /// The stage at the end of `day`; no contact before the first record.
    pub fn stage(&self, day: Day) -> Stage {
        self.runs.iter().rev().find(|r| r.from <= day).map_or(Stage::NoContact, |r| r.stage)
    }
}

fn runs(changes: &[Change]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        let run = Run {
            from: change.on,
            stage: change.standing.stage,
            in_question: change.standing.suspended(),
        };
        let same = |last: &Run| (last.stage, last.in_question) == (run.stage, run.in_question);
        if !runs.last().is_some_and(same) {
            runs.push(run);
        }
    }
    runs
}

fn strains(file: &ClientFile, from: Day, until: Day) -> Vec<Strain> {
    let strain = |r: &crate::method::Strain| {
        let ended = r.history.iter().find(|s| !s.to.open() && s.on <= until);
        let repaired = state_at(&r.history, until) == Some(StrainState::Repaired);
        Strain { from: r.opened_on.max(from), until: ended.map(|s| s.on), repaired }
    };
    let seen = |s: &Strain| s.from <= until && s.until.is_none_or(|end| end >= from);
    file.strains.iter().map(strain).filter(seen).collect()
}

fn approaches(file: &ClientFile) -> Vec<Approach> {
    let held =
        file.sessions.iter().filter(|s| s.held()).map(|s| Approach { on: s.on, by: s.initiator });
    let moved = |by| match by {
        crate::method::contact::Mover::Them => Initiator::Them,
        crate::method::contact::Mover::Us => Initiator::Us,
    };
    let contacts =
        file.contacts.iter().map(|c| Approach { on: c.on, by: Some(moved(c.initiator)) });
    let mut all: Vec<Approach> = held.chain(contacts).collect();
    all.sort_by_key(|a| a.on);
    all
}

fn kept(file: &ClientFile) -> Vec<Day> {
    let steps = file.promises.iter().flat_map(|p| &p.history);
    let mut days: Vec<Day> = steps.filter(|s| s.to == PromiseState::Done).map(|s| s.on).collect();
    days.sort_unstable();
    days
}

impl Strain {
    /// The last day of the strain in the picture.
    pub fn end(&self, until: Day) -> Day {
        self.until.unwrap_or(until).max(plus_days(self.from, 1)).min(until)
    }
}
