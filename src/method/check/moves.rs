//! Replays wants, needs, messages, strains, promises and status, and names each step that a machine
//! refuses (§3.4).

use serde::Serialize;

use super::index::{Carried, Index};
use super::{At, Spot, at};
use crate::method::message::{Delivery, Message, MessageState};
use crate::method::need::{Need, NeedBasis};
use crate::method::{
    AgreementMove, ClientFile, Day, Detail, Evidence, Permission, Step, Violation, ViolationKind,
    code, message, need, person, promise, strain, want,
};

pub(super) fn check(file: &ClientFile, index: &Index<'_>, out: &mut Vec<Violation>) {
    let status = Machine {
        index,
        start: None,
        opened: Day::MIN,
        table: &|from, to| person::evidence(from, to),
    };
    status.replay(|n| Spot::of("status_history", n), &file.status_history, out);
    for (i, w) in file.wants.iter().enumerate() {
        let origin = Carried {
            on: w.on,
            session: w.session.as_ref(),
            contact: w.contact.as_ref(),
            quote: w.quote.as_ref(),
            note: None,
        };
        let mut here = at(out, Spot::of("wants", i), &w.id);
        dangling(&origin, index, &mut here);
        index.missing(Evidence::Words, &origin).into_iter().for_each(|rule| here.refuse(rule));
        let table = |from: Option<_>, to| want::evidence(from.unwrap_or_default(), to);
        Machine { index, start: Some(Default::default()), opened: w.on, table: &table }.replay(
            |n| Spot::of("wants", i).part("history", n),
            &w.history,
            out,
        );
    }
    for (i, n) in file.needs.iter().enumerate() {
        need_origin(n, index, &mut at(out, Spot::of("needs", i), &n.id));
        let table = |from: Option<_>, to| need::evidence(from.unwrap_or_default(), to);
        let spot = |n| Spot::of("needs", i).part("history", n);
        Machine { index, start: Some(Default::default()), opened: n.on, table: &table }
            .replay(spot, &n.history, out);
        new_hints(n, spot, out);
    }
    for (i, m) in file.messages.iter().enumerate() {
        message_replay(file, m, i, index, out);
    }
    for (i, r) in file.strains.iter().enumerate() {
        if r.history.iter().map(|s| s.on).min() != Some(r.opened_on) {
            at(out, Spot::of("ruptures", i), &r.id).refuse(ViolationKind::DateDiffers);
        }
        let table = strain::evidence;
        Machine { index, start: None, opened: r.opened_on, table: &table }.replay(
            |n| Spot::of("ruptures", i).part("history", n),
            &r.history,
            out,
        );
    }
    for (i, p) in file.promises.iter().enumerate() {
        let table = |from: Option<_>, to| promise::evidence(from.unwrap_or_default(), to);
        Machine { index, start: Some(Default::default()), opened: p.made_on, table: &table }
            .replay(|n| Spot::of("commitments", i).part("history", n), &p.history, out);
    }
}

/// One machine at one record: its table, where it starts, and the day before which no step can be.
struct Machine<'a, S> {
    index: &'a Index<'a>,
    start: Option<S>,
    opened: Day,
    table: &'a dyn Fn(Option<S>, S) -> Option<Evidence>,
}

impl<S: Copy + Serialize> Machine<'_, S> {
    fn replay(&self, spot: impl Fn(usize) -> Spot, history: &[Step<S>], out: &mut Vec<Violation>) {
        let mut order: Vec<(usize, &Step<S>)> = history.iter().enumerate().collect();
        order.sort_by_key(|(_, step)| step.on);
        let mut state = self.start;
        for (i, step) in order {
            let mut here = at(out, spot(i), &step.id);
            if step.on < self.opened {
                here.refuse(ViolationKind::BeforeItsCause { field: Detail::On });
            }
            let carried = carried(step);
            dangling(&carried, self.index, &mut here);
            match (self.table)(state, step.to) {
                None => here.refuse(ViolationKind::NoSuchStep {
                    from: state.map(|s| code(&s)).unwrap_or_default(),
                    to: code(&step.to),
                }),
                Some(needs) => {
                    self.index
                        .missing(needs, &carried)
                        .into_iter()
                        .for_each(|rule| here.refuse(rule));
                    state = Some(step.to);
                }
            }
        }
    }
}

fn carried<S>(step: &Step<S>) -> Carried<'_> {
    Carried {
        on: step.on,
        session: step.session.as_ref(),
        contact: step.contact.as_ref(),
        quote: step.quote.as_ref(),
        note: step.note.as_ref(),
    }
}

fn dangling(carried: &Carried<'_>, index: &Index<'_>, here: &mut At<'_>) {
    let named = [
        ("session", carried.session.filter(|id| !index.sessions.contains_key(id))),
        ("contact", carried.contact.filter(|id| !index.contacts.contains_key(id))),
        ("quote", carried.quote.filter(|id| !index.quotes.contains_key(id))),
    ];
    for (field, id) in named {
        if let Some(id) = id {
            here.refuse(ViolationKind::UnknownReference { field: field.into(), id: id.clone() });
        }
    }
}

/// A guess from a hint, or from what they said, needs those words (§3.4).
fn need_origin(n: &Need, index: &Index<'_>, here: &mut At<'_>) {
    match (&n.hint_quote, n.basis) {
        (None, NeedBasis::Inference) => {}
        (None, NeedBasis::Hint | NeedBasis::Said) => {
            here.refuse(ViolationKind::EvidenceMissing { needs: Evidence::NewHint })
        }
        (Some(id), _) if !index.quotes.contains_key(id) => {
            here.refuse(ViolationKind::UnknownReference {
                field: "hint_quote".into(),
                id: id.clone(),
            });
        }
        (Some(id), _) => index.supports(id, n.on).into_iter().for_each(|rule| here.refuse(rule)),
    }
    if let Some(id) = n.session.as_ref().filter(|id| !index.sessions.contains_key(id)) {
        here.refuse(ViolationKind::UnknownReference { field: "session".into(), id: id.clone() });
    }
}

/// A need comes back as a guess only on a hint it has not rested on before.
fn new_hints(n: &Need, spot: impl Fn(usize) -> Spot, out: &mut Vec<Violation>) {
    let mut used: Vec<_> = n.hint_quote.iter().collect();
    for (i, step) in n.history.iter().enumerate() {
        if step.to != Default::default() {
            continue;
        }
        match &step.quote {
            Some(id) if used.contains(&id) => {
                at(out, spot(i), &step.id)
                    .refuse(ViolationKind::EvidenceMissing { needs: Evidence::NewHint });
            }
            Some(id) => used.push(id),
            None => {}
        }
    }
}

/// A message's own steps and its deliveries are one machine: told is told (§3.4).
fn message_replay(
    file: &ClientFile,
    m: &Message,
    i: usize,
    index: &Index<'_>,
    out: &mut Vec<Violation>,
) {
    enum Turn<'m> {
        Step(usize, &'m Step<MessageState>),
        Told(usize, &'m Delivery),
    }
    let told = |m: &Turn<'_>| match m {
        Turn::Step(_, s) => (s.on, u8::from(s.to == MessageState::Dropped) * 2),
        Turn::Told(_, d) => (d.on, 1),
    };
    let mut turns: Vec<Turn<'_>> =
        m.history.iter().enumerate().map(|(j, s)| Turn::Step(j, s)).collect();
    turns.extend(m.deliveries.iter().enumerate().map(|(j, d)| Turn::Told(j, d)));
    turns.sort_by_key(told);
    let mut state = MessageState::Held;
    for turn in turns {
        match turn {
            Turn::Step(j, step) => {
                let mut here = at(out, Spot::of("messages", i).part("history", j), &step.id);
                early(step.on, m.on, &mut here);
                let carried = carried(step);
                dangling(&carried, index, &mut here);
                match message::evidence(state, step.to) {
                    None => here.refuse(ViolationKind::NoSuchStep {
                        from: code(&state),
                        to: code(&step.to),
                    }),
                    Some(needs) => {
                        index
                            .missing(needs, &carried)
                            .into_iter()
                            .for_each(|rule| here.refuse(rule));
                        state = step.to;
                    }
                }
            }
            Turn::Told(j, d) => {
                let mut here = at(out, Spot::of("messages", i).part("deliveries", j), &d.id);
                early(d.on, m.on, &mut here);
                if state == MessageState::Dropped {
                    here.refuse(ViolationKind::NoSuchStep {
                        from: code(&state),
                        to: code(&MessageState::Delivered),
                    });
                }
                delivery(file, d, index, &mut here);
                state = MessageState::Delivered;
            }
        }
    }
}

fn early(on: Day, opened: Day, here: &mut At<'_>) {
    if on < opened {
        here.refuse(ViolationKind::BeforeItsCause { field: Detail::On });
    }
}

fn delivery(file: &ClientFile, d: &Delivery, index: &Index<'_>, here: &mut At<'_>) {
    let words = Carried {
        on: d.on,
        session: Some(&d.session),
        contact: None,
        quote: d.permission_quote.as_ref(),
        note: None,
    };
    dangling(&words, index, here);
    if index.sessions.get(&d.session).is_some_and(|s| s.on != d.on) {
        here.refuse(ViolationKind::DateDiffers);
    }
    match d.permission {
        // Anything that is not named yet is asked for later (method §3.9).
        None => {}
        Some(Permission::Solicited | Permission::Permitted) if d.permission_quote.is_none() => {}
        Some(Permission::Solicited | Permission::Permitted) => {
            index.missing(Evidence::Words, &words).into_iter().for_each(|rule| here.refuse(rule));
        }
        Some(Permission::Imposed) => {
            let no = |e: &&crate::method::AgreementEvent| {
                e.event == AgreementMove::Declined
                    && (e.on < d.on || e.session.as_ref() == Some(&d.session))
            };
            if !file.agreements.iter().any(|e| no(&e)) {
                here.refuse(ViolationKind::ImposedWithoutNo);
            }
            // The no may have been said earlier, so its words may be older than the telling.
            let quote = d.permission_quote.as_ref();
            quote
                .and_then(|id| index.supports(id, d.on))
                .into_iter()
                .for_each(|rule| here.refuse(rule));
        }
        Some(Permission::Unasked) => {}
    }
    if d.reception.is_some() != d.reception_on.is_some() {
        here.refuse(ViolationKind::ReceptionUndated);
    }
    if d.reception_on.is_some_and(|on| on < d.on) {
        here.refuse(ViolationKind::BeforeItsCause { field: Detail::ReceptionOn });
    }
    if let Some(id) = &d.reception_quote {
        match index.quotes.contains_key(id) {
            false => here.refuse(ViolationKind::UnknownReference {
                field: "reception_quote".into(),
                id: id.clone(),
            }),
            true => index
                .supports(id, d.reception_on.unwrap_or(d.on))
                .into_iter()
                .for_each(|rule| here.refuse(rule)),
        }
    }
}
