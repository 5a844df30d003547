//! The evidence of an insight as dates: what was recorded, in which words, in which session.

use maud::{Markup, html};

use crate::domain::insight::{Said, Trace, What};
use crate::domain::session::SessionStatus;
use crate::domain::{Id, NeedState};
use crate::paths;
use crate::views::quote;
use crate::words::{Words, arg};

/// How many pieces are shown, the latest; the rest stands on the client's page.
const LATEST: usize = 8;

/// The evidence by day, each piece with a link to its session.
pub fn list(person: &Id, trail: &[Trace], words: &Words) -> Markup {
    html! {
        ol.proof.first { @for trace in &trail[trail.len().saturating_sub(LATEST)..] {
            li { span.num { (words.day(trace.on)) } div { (body(trace, words)) (origin(person, trace, words)) } }
        } }
    }
}

fn body(trace: &Trace, words: &Words) -> Markup {
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

/// What it is, the session it was in, and how exact the words are.
fn origin(person: &Id, trace: &Trace, words: &Words) -> Markup {
    let exact = trace.said.as_ref().map(|Said { exactness, .. }| words.label("quote-exact", exactness));
    html! {
        p.from {
            (what(trace.what, words))
            @if let Some((id, no)) = &trace.session {
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
            let (kind, what) = (words.label("agreement-kind", &kind), words.label("agreement-move", &moved));
            words.say("standing-agreement", &[("kind", arg(kind)), ("what", arg(what))])
        }
        What::Want => words.t("term-want"),
        What::WantMoved(state) => words.label("want-state", &state),
        What::Need => words.t("term-need"),
        What::NeedMoved(state) => words.label("need-state", &state),
        What::Message => words.t("term-message"),
        What::Told(permission) => {
            words.say("standing-permission", &[("what", arg(words.label("permission", &permission)))])
        }
        What::Landed(reception) => words.label("reception", &reception),
        What::Sign(sign) => words.label("sign", &sign),
        What::Strain(state) => words.label("rupture-state", &state),
        What::Promise(by) => words.label("promise-by", &by),
        What::Contact(mover) => words.label("mover", &mover),
        What::Gift(direction) => words.label("gift-direction", &direction),
    }
}
