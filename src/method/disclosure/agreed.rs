//! The agreements in force, as plain sentences can say them: what about, and since when. Never when
//! they lapse.

use super::told::tellings;
use super::{Disclosed, Edition, disclose};
use crate::method::agreement::AgreementEvent;
use crate::method::moment::plus_days;
use crate::method::standing::Clock;
use crate::method::{
    AgreementKind, AgreementMove, ClientFile, Day, Id, Message, Scope, Terms, Text, Want, WantState,
};

/// One agreement in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    pub kind: AgreementKind,
    pub about: Topic,
    /// The days of its words: given, and each time it was renewed.
    pub on: Vec<Disclosed<Day>>,
}

/// Names what an agreement is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Topic {
    /// The work together as a whole.
    Whole,
    /// One want of theirs.
    Want(Disclosed<Text>),
    /// One thing that was told.
    Told(Disclosed<Text>),
}

/// The agreements in force at the end of what the document is about, unless they have ended since:
/// what was withdrawn by the day it is made is not claimed any more. Those about one topic are
/// named only if the topic may be.
pub(super) fn agreed(file: &ClientFile, edition: &Edition, terms: &Terms) -> Vec<Agreed> {
    let clock = Clock::of(file, terms);
    let mut out: Vec<Agreed> = Vec::new();
    let mut seen: Vec<(AgreementKind, &Scope)> = Vec::new();
    for event in file.agreements.iter().filter(|e| e.on <= edition.last_day()) {
        if seen.contains(&(event.kind, &event.scope)) {
            continue;
        }
        seen.push((event.kind, &event.scope));
        let topic = match &event.scope {
            Scope::Relationship => Some(Topic::Whole),
            Scope::Topic(id) => topic(file, edition, id),
            // Anything that covered one session is over with it.
            Scope::Session(_) => None,
        };
        let Some(about) = topic else { continue };
        let on = words_in_force(file, &clock, event, edition.last_day());
        let stands = !on.is_empty()
            && !ended_since(file, event, edition)
            && !words_in_force(file, &clock, event, edition.as_of).is_empty();
        if stands {
            out.push(Agreed { kind: event.kind, about, on });
        }
    }
    out
}

fn topic(file: &ClientFile, edition: &Edition, id: &Id) -> Option<Topic> {
    if let Some(want) = file.want(id).filter(|w| w.state(edition.as_of) != WantState::Withdrawn) {
        return Some(Topic::Want(disclose!(want: Want, text)));
    }
    let told = tellings(file, edition).find(|(m, _)| m.id == *id);
    told.map(|(message, _)| Topic::Told(disclose!(message: Message, text)))
}

/// True if it was withdrawn or declined after the end of what the document is about, even if it was
/// given anew later.
fn ended_since(file: &ClientFile, like: &AgreementEvent, edition: &Edition) -> bool {
    let since = |e: &&AgreementEvent| e.on > edition.last_day() && e.on <= edition.as_of;
    let ends =
        |e: &AgreementEvent| matches!(e.event, AgreementMove::Declined | AgreementMove::Withdrawn);
    file.agreements
        .iter()
        .filter(since)
        .any(|e| e.kind == like.kind && e.scope == like.scope && ends(e))
}

/// The days of the words that hold the agreement of `like`'s kind and scope; none if it is not in
/// force.
fn words_in_force(
    file: &ClientFile,
    clock: &Clock,
    like: &AgreementEvent,
    at: Day,
) -> Vec<Disclosed<Day>> {
    let same = |e: &&AgreementEvent| e.kind == like.kind && e.scope == like.scope && e.on <= at;
    let mut events: Vec<&AgreementEvent> = file.agreements.iter().filter(same).collect();
    events.sort_by_key(|e| e.on);
    let mut run = clock.run(like.kind);
    let mut words = Vec::new();
    for event in events {
        run.before(event.on);
        run.apply(event);
        match event.event {
            AgreementMove::Given => words = vec![disclose!(event: AgreementEvent, on)],
            AgreementMove::Renewed => words.push(disclose!(event: AgreementEvent, on)),
            AgreementMove::Declined | AgreementMove::Withdrawn => words.clear(),
            AgreementMove::Sought => {}
        }
    }
    // The state at the end of this day is the one that the next day's first event would meet.
    if run.before(plus_days(at, 1)).in_force() { words } else { Vec::new() }
}
