//! What one can do with a session: sign it, write below it, take a record back.

use maud::{Markup, html};

use super::Page;
use crate::domain::Id;
use crate::domain::capture::Fields;
use crate::paths;
use crate::views::form::{self, Faults};
use crate::views::quote;
use crate::words::{Words, arg};

/// What was typed into one of the forms, and why it was refused.
#[derive(Debug, Default)]
pub struct Typed {
    pub key: String,
    pub addendum: String,
    pub target: String,
    pub reason: String,
    /// The note of hours; nothing typed shows the one that stands.
    pub hours: Option<Fields>,
    pub faults: Faults,
}

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        section.sec {
            h2 { (words.t(if p.session.signed_on.is_some() { "session-addenda" } else { "session-after" })) }
            div.body {
                (p.typed.faults.summary(words))
                @if p.session.signed_on.is_some() { (addenda(p)) } @else { (sign(p)) (void(p)) }
            }
        }
    }
}

fn sign(p: &Page<'_>) -> Markup {
    let words = p.words;
    let button = html! {
        p { (words.t("session-sign-about")) }
        (form::submit(&words.t("session-sign")))
    };
    form::once(&paths::sign(p.id, &p.session.id), p.csrf, &p.typed.key, button)
}

fn addenda(p: &Page<'_>) -> Markup {
    let words = p.words;
    let fault = p.typed.faults.of("addendum");
    html! {
        @if !p.session.addenda.is_empty() { ul.rows { @for a in &p.session.addenda { li {
            p { (a.text) }
            p.from { (words.day(a.on)) @if let Some(by) = &a.by { (words.t("quote-joint")) (by) } }
        } } } }
        (form::once(&paths::addenda(p.id, &p.session.id), p.csrf, &p.typed.key, html! {
            p.entry {
                label.field for="addendum" { (words.t("session-addendum")) }
                textarea #addendum name="addendum" rows="3" required aria-invalid=[fault.map(|_| "true")] { (p.typed.addendum) }
                @if let Some(fault) = fault { span.fault { (fault) } }
            }
            (form::submit(&words.t("session-add")))
        }))
    }
}

/// Taking a record back: which one, and why. Both stay in the journal.
fn void(p: &Page<'_>) -> Markup {
    let words = p.words;
    let options = records(p);
    let open = !p.typed.reason.is_empty() || !p.typed.target.is_empty();
    html! {
        details open[open] {
            summary { (words.t("session-void")) }
            p.state { (words.t("session-void-about")) }
            (form::once(&paths::void(p.id, &p.session.id), p.csrf, &p.typed.key, html! {
                (form::select("target", &words.t("session-void-which"), &options, &p.typed.target, &p.typed.faults))
                (form::Field::new("reason", &words.t("session-void-reason"), &p.typed.reason).required().draw(&p.typed.faults))
                (form::submit(&words.t("session-void-send")))
            }))
        }
    }
}

/// The records written in this session, each as one line.
fn records(p: &Page<'_>) -> Vec<(String, String)> {
    let (words, file) = (p.words, p.file);
    let session = &p.session.id;
    let mut out = Vec::new();
    let mut push = |id: &Id, noun: String, text: &str| out.push((id.to_string(), line(&noun, text, words)));
    for q in file.quotes.iter().filter(|q| q.session.as_ref() == Some(session)) {
        push(&q.id, words.t("term-quote"), q.text.as_str());
    }
    for a in file.agreements.iter().filter(|a| a.session.as_ref() == Some(session)) {
        push(&a.id, words.label("agreement-kind", &a.kind), &words.label("agreement-move", &a.event));
    }
    for w in file.wants.iter().filter(|w| w.session.as_ref() == Some(session)) {
        push(&w.id, words.t("term-want"), w.text.as_str());
    }
    for n in file.needs.iter().filter(|n| n.session.as_ref() == Some(session)) {
        push(&n.id, words.t("term-need"), n.text.as_str());
    }
    for (m, d) in file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d))) {
        if d.session == *session {
            push(&d.id, words.t("message-state-delivered"), m.text.as_str());
        }
    }
    for m in file.markers.iter().filter(|m| m.session == *session) {
        push(&m.id, words.label("family", &m.family), &words.label("sign", &m.sign));
    }
    for c in file.commitments.iter().filter(|c| c.session.as_ref() == Some(session)) {
        push(&c.id, words.label("promise-by", &c.by), c.text.as_str());
    }
    push(session, words.t("session-whole"), &quote::session_name(p.session.no, words));
    out
}

fn line(noun: &str, text: &str, words: &Words) -> String {
    let short: String = text.chars().take(60).collect();
    words.say("session-record-line", &[("noun", arg(noun)), ("text", arg(short))])
}
