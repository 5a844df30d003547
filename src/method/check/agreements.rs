//! Replays both agreements in every scope and names each event that the machine refuses (method
//! §3.3).

use std::collections::BTreeMap;

use super::index::{Carried, Index};
use super::{Spot, at};
use crate::method::agreement::{
    AgreementEvent, AgreementKind, AgreementMove, AgreementState, evidence,
};
use crate::method::standing::Clock;
use crate::method::{ClientFile, Evidence, Scope, Terms, Violation, ViolationKind, code};

pub(super) fn check(file: &ClientFile, index: &Index<'_>, out: &mut Vec<Violation>) {
    let clock = Clock::of(file, &Terms::default());
    let mut machines: BTreeMap<(AgreementKind, &Scope), Vec<(usize, &AgreementEvent)>> =
        BTreeMap::new();
    for (i, event) in file.agreements.iter().enumerate() {
        machines.entry((event.kind, &event.scope)).or_default().push((i, event));
    }
    for ((kind, _), mut events) in machines {
        events.sort_by_key(|(_, e)| e.on);
        replay(kind, &events, &clock, index, out);
    }
}

fn replay(
    kind: AgreementKind,
    events: &[(usize, &AgreementEvent)],
    clock: &Clock,
    index: &Index<'_>,
    out: &mut Vec<Violation>,
) {
    let mut run = clock.run(kind);
    let mut given_before = false;
    for (i, event) in events {
        let from = run.before(event.on);
        let mut here = at(out, Spot::of("agreements", *i), &event.id);
        match evidence(from, event.event, given_before) {
            None => {
                here.refuse(ViolationKind::NoSuchStep { from: code(&from), to: code(&event.event) })
            }
            Some(needs) => {
                let carried = Carried {
                    on: event.on,
                    session: event.session.as_ref(),
                    contact: event.contact.as_ref(),
                    quote: event.quote.as_ref(),
                    note: None,
                };
                dangling(event, index).into_iter().for_each(|rule| here.refuse(rule));
                index.missing(needs, &carried).into_iter().for_each(|rule| here.refuse(rule));
                if needs == Evidence::LaterHeldSession && !asked_later(event, events, index) {
                    here.refuse(ViolationKind::EvidenceMissing { needs });
                }
                run.apply(event);
                given_before |= event.event == AgreementMove::Given;
            }
        }
        debug_assert!(run.state() != AgreementState::Lapsed || from == AgreementState::Lapsed);
    }
}

fn dangling(event: &AgreementEvent, index: &Index<'_>) -> Vec<ViolationKind> {
    let mut rules = Vec::new();
    let mut name = |field: &str, id: &crate::method::Id| {
        rules.push(ViolationKind::UnknownReference { field: field.into(), id: id.clone() });
    };
    if let Some(id) = event.session.as_ref().filter(|id| !index.sessions.contains_key(id)) {
        name("session", id);
    }
    if let Some(id) = event.contact.as_ref().filter(|id| !index.contacts.contains_key(id)) {
        name("contact", id);
    }
    if let Some(id) = event.quote.as_ref().filter(|id| !index.quotes.contains_key(id)) {
        name("quote", id);
    }
    rules
}

/// After a no, asking again takes a later held session, never the same one.
fn asked_later(
    event: &AgreementEvent,
    events: &[(usize, &AgreementEvent)],
    index: &Index<'_>,
) -> bool {
    let held =
        event.session.as_ref().and_then(|id| index.sessions.get(id)).is_some_and(|s| s.held());
    let no = events
        .iter()
        .map(|(_, e)| *e)
        .rfind(|e| e.event == AgreementMove::Declined && e.on <= event.on);
    held && no.is_none_or(|no| no.on < event.on && no.session != event.session)
}
