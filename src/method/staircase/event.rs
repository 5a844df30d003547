//! Holds what happened on a day of the staircase, with the words it rests on: the rows of its
//! table.

use std::collections::BTreeMap;

use crate::method::agreement::{AgreementKind, AgreementMove, AgreementState};
use crate::method::message::Reception;
use crate::method::person::Status;
use crate::method::standing::{Change, Standing};
use crate::method::step::state_at;
use crate::method::{
    ClientFile, Day, Id, Permission, PromiseState, Scope, Sign, Stage, StrainState,
};

/// One day with everything that happened on it, in the order in which it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub on: Day,
    pub happened: Vec<Happening>,
    /// The stage before and after, where it changed.
    pub step: Option<(Stage, Stage)>,
    /// Tells why the line fell, where it fell.
    pub fall: Option<Fall>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    FirstContact,
    Agreement { kind: AgreementKind, moved: AgreementMove, quote: Option<Id> },
    Told { message: Id, permission: Permission, reception: Option<Reception>, quotes: Vec<Id> },
    HeartClosed { quote: Option<Id> },
    Strain { to: StrainState, quote: Option<Id> },
    NeedOwned { need: Id, quote: Option<Id> },
    StepDone { promise: Id },
    Lapsed { kind: AgreementKind },
    InQuestion,
    WindowLeft,
    Status { to: Status },
}

/// The word for a fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fall {
    Lapsed,
    InQuestion,
    Withdrawn,
    WindowLeft,
}

impl Happening {
    fn quotes(&self) -> Vec<&Id> {
        match self {
            Happening::Agreement { quote, .. }
            | Happening::HeartClosed { quote }
            | Happening::Strain { quote, .. }
            | Happening::NeedOwned { quote, .. } => quote.iter().collect(),
            Happening::Told { quotes, .. } => quotes.iter().collect(),
            Happening::FirstContact
            | Happening::StepDone { .. }
            | Happening::Lapsed { .. }
            | Happening::InQuestion
            | Happening::WindowLeft
            | Happening::Status { .. } => Vec::new(),
        }
    }
}

impl Event {
    /// The words of that day's happenings, each once.
    pub fn quotes(&self) -> Vec<&Id> {
        let mut out: Vec<&Id> = Vec::new();
        for id in self.happened.iter().flat_map(Happening::quotes) {
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    /// True if the clock alone made this day an event.
    pub fn by_clock(&self) -> bool {
        let clock = |h: &Happening| lapse(h) || matches!(h, Happening::WindowLeft);
        // The clock puts in question what a lapse puts in question.
        self.happened.iter().any(clock)
            && self.happened.iter().all(|h| clock(h) || *h == Happening::InQuestion)
    }
}

fn lapse(h: &Happening) -> bool {
    matches!(h, Happening::Lapsed { .. })
}

/// The events among `changes`; a first change on `reach` is only where the picture begins, and no
/// event.
pub(super) fn events(file: &ClientFile, changes: &[Change], reach: Day, until: Day) -> Vec<Event> {
    let Some(first) = changes.first() else { return Vec::new() };
    let mut days: BTreeMap<Day, Vec<Happening>> = BTreeMap::new();
    for (on, happening) in recorded(file, until) {
        days.entry(on).or_default().push(happening);
    }
    days.retain(|on, _| first.on <= *on && *on <= until);
    let mut steps: BTreeMap<Day, (Stage, Stage)> = BTreeMap::new();
    let cut = first.on == reach;
    let mut before: Option<&Standing> = cut.then_some(&first.standing);
    for change in changes.iter().skip(usize::from(cut)) {
        let derived = derived(file, before, &change.standing);
        let from = before.map_or(Stage::NoContact, |s| s.stage);
        if from != change.standing.stage || !derived.is_empty() {
            days.entry(change.on).or_default().extend(derived);
        }
        if from != change.standing.stage {
            steps.insert(change.on, (from, change.standing.stage));
        }
        before = Some(&change.standing);
    }
    days.into_iter().map(|(on, happened)| event(on, happened, steps.get(&on).copied())).collect()
}

fn event(on: Day, mut happened: Vec<Happening>, step: Option<(Stage, Stage)>) -> Event {
    let fell = step.is_some_and(|(from, to)| to < from);
    if happened.is_empty() {
        happened.push(if fell { Happening::WindowLeft } else { Happening::FirstContact });
    }
    let withdrawn =
        |h: &Happening| matches!(h, Happening::Agreement { moved: AgreementMove::Withdrawn, .. });
    let fall = fell.then(|| match () {
        () if happened.iter().any(withdrawn) => Fall::Withdrawn,
        () if happened.iter().any(lapse) => Fall::Lapsed,
        () if happened.contains(&Happening::InQuestion) => Fall::InQuestion,
        () => Fall::WindowLeft,
    });
    Event { on, happened, step, fall }
}

/// Tells what was written down: agreements, tellings, closings, strains.
fn recorded(file: &ClientFile, until: Day) -> Vec<(Day, Happening)> {
    let mut out = Vec::new();
    for a in file.agreements.iter().filter(|a| a.scope == Scope::Relationship) {
        out.push((
            a.on,
            Happening::Agreement { kind: a.kind, moved: a.event, quote: a.quote.clone() },
        ));
    }
    for (message, d) in file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d)))
    {
        let known = d.reception_on.is_some_and(|on| on <= until);
        let landed = d.reception_quote.clone().filter(|_| known);
        // It is not known yet on which side of the line it stands.
        let Some(permission) = d.leave() else { continue };
        let told = Happening::Told {
            message: message.id.clone(),
            permission,
            reception: d.reception.filter(|_| known),
            quotes: d.permission_quote.clone().into_iter().chain(landed).collect(),
        };
        out.push((d.on, told));
    }
    for m in file.markers.iter().filter(|m| m.sign == Sign::HeartClosed) {
        out.push((m.on, Happening::HeartClosed { quote: m.quote.clone() }));
    }
    for step in file.strains.iter().flat_map(|r| &r.history) {
        out.push((step.on, Happening::Strain { to: step.to, quote: step.quote.clone() }));
    }
    out
}

/// Tells what follows from the records and the clock between one standing and the next.
fn derived(file: &ClientFile, before: Option<&Standing>, now: &Standing) -> Vec<Happening> {
    let mut out = Vec::new();
    if before.is_none_or(|b| b.stage < Stage::Collaboration) && now.stage == Stage::Collaboration {
        out.extend(completed(file, now));
    }
    for kind in [AgreementKind::Conversation, AgreementKind::Consultation] {
        let lapsed = |s: &Standing| s.agreement(kind).state == AgreementState::Lapsed;
        if lapsed(now) && !before.is_none_or(lapsed) {
            out.push(Happening::Lapsed { kind });
        }
    }
    if now.suspended() && !before.is_none_or(Standing::suspended) {
        out.push(Happening::InQuestion);
    }
    let was = before.and_then(|b| b.status);
    if let Some(to) = now.status.filter(|to| was.is_some_and(|was| was != *to)) {
        let rests = |s: Status| matches!(s, Status::Parked | Status::Ended | Status::Paused);
        if rests(to) || was.is_some_and(rests) {
            out.push(Happening::Status { to });
        }
    }
    out
}

/// The last pieces of the evidence cycle: the need owned, the step done.
fn completed(file: &ClientFile, now: &Standing) -> Vec<Happening> {
    let Some(cycle) = &now.cycle else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(need) = file.need(&cycle.need) {
        let owned = need.history.iter().find(|s| s.on == now.at && s.to.owned());
        out.extend(
            owned.map(|s| Happening::NeedOwned { need: need.id.clone(), quote: s.quote.clone() }),
        );
    }
    if let Some(promise) = file.promise(&cycle.promise) {
        let done = promise.history.iter().any(|s| s.on == now.at && s.to == PromiseState::Done);
        if done && state_at(&promise.history, now.at) == Some(PromiseState::Done) {
            out.push(Happening::StepDone { promise: promise.id.clone() });
        }
    }
    out
}
