//! The evidence of an insight as dates: what was recorded, in which words, in which session.

use maud::{Markup, html};

use crate::method::insight::{EvidenceItem, Said, What};
use crate::method::session::SessionStatus;
use crate::method::{Id, NeedState};
use crate::paths;
use crate::views::quote;
use crate::words::{Words, arg};

/// Sets how many pieces open in place, the latest; all of them stand on the page of the insight.
const LATEST: usize = 3;

/// The latest of the evidence.
pub fn latest(trail: &[EvidenceItem]) -> &[EvidenceItem] {
    &trail[trail.len().saturating_sub(LATEST)..]
}

/// The evidence by day, with a link to each session.
pub fn list(person: &Id, trail: &[EvidenceItem], words: &Words) -> Markup {
    let before = std::iter::once(None).chain(trail.iter().map(|trace| trace.session.as_ref()));
    html! {
        ol.proof.first { @for (trace, before) in trail.iter().zip(before) {
            li {
                span.num { (words.day(trace.on)) }
                div { (body(trace, words)) (origin(person, trace, trace.session != before.cloned(), words)) }
            }
        } }
    }
}

fn body(trace: &EvidenceItem, words: &Words) -> Markup {
    html! {
        @match (&trace.text, trace.what) {
            (Some(topic), What::Session(_)) => div.said { (quote::topic(topic, words)) },
            (Some(text), What::Need | What::NeedMoved(NeedState::Hypothesis | NeedState::Voiced)) => {
                div.guess { b { (words.t("term-hypothesis")) } (text) }
            }
            (Some(text), _) => p { (text) },
            (None, _) => {}
        }
        @if let Some(said) = &trace.said { div.said { (quote::marked(&said.text, said.lang, words)) } }
    }
}

/// Shows what it is, how exact the words are, and the session it was in, where the line before did
/// not name it already.
fn origin(person: &Id, trace: &EvidenceItem, named: bool, words: &Words) -> Markup {
    let exact =
        trace.said.as_ref().map(|Said { exactness, .. }| words.label("quote-exact", exactness));
    html! {
        p.from {
            (what(trace.what, words))
            @if let Some((id, no)) = trace.session.as_ref().filter(|_| named) {
                (words.t("quote-joint")) a href=(paths::session(person, id)) { (quote::session_name(*no, words)) }
            }
            @if let Some(exact) = exact { (words.t("quote-joint")) (exact) }
        }
    }
}

fn what(what: What, words: &Words) -> String {
    match what {
        What::Session(SessionStatus::Held) => words.t("client-topic"),
        What::Session(status) => words.label("session-status", &status),
        What::Words => words.t("term-quote"),
        What::Agreement(kind, moved) => {
            let (kind, what) =
                (words.label("agreement-kind", &kind), words.label("agreement-move", &moved));
            words.say("standing-agreement", &[("kind", arg(kind)), ("what", arg(what))])
        }
        What::Want => words.t("term-want"),
        What::WantMoved(state) => words.label("want-state", &state),
        What::Need => words.t("term-need"),
        What::NeedMoved(state) => words.label("need-state", &state),
        What::Message => words.t("term-message"),
        What::Told(permission) => words
            .say("standing-permission", &[("what", arg(words.label("permission", &permission)))]),
        What::Landed(reception) => words.label("reception", &reception),
        What::Sign(sign) => words.label("sign", &sign),
        What::Strain(state) => words.label("strain-state", &state),
        What::Promise(by) => words.label("promise-by", &by),
        What::Contact(mover) => words.label("mover", &mover),
        What::Gift(direction) => words.label("gift-direction", &direction),
    }
}
