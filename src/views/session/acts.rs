//! Holds what one can do with a session: sign it, write below it, take a record back.

use maud::{Markup, html};

use super::Page;
use crate::intake::form::Fields;
use crate::method::revision::live;
use crate::method::{Done, Record};
use crate::paths;
use crate::views::form::{self, Faults};
use crate::views::void::{button, form as back, line};

/// Holds what was typed into one of the forms, and why it was refused.
#[derive(Debug, Default)]
pub struct Typed {
    pub key: String,
    pub addendum: String,
    /// An answer that was not taken, and why.
    pub answer: Option<(String, String)>,
    /// Words remembered later.
    pub recalled: String,
    /// Holds what was done just before: a correction, or none because nothing was changed.
    pub after: String,
    /// The note of hours; nothing typed shows the one that stands.
    pub hours: Option<Fields>,
    pub faults: Faults,
}

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        section.sec {
            h2 {
                (
                    words
                        .t(
                            if p.session.signed_on.is_some() {
                                "session-addenda"
                            } else {
                                "session-after"
                            },
                        )
                )
            }
            div.body {
                (p.typed.faults.summary(words))
                @if p.session.signed_on.is_some() { (addenda(p)) } @else { (sign(p)) (void(p)) }
            }
        }
    }
}

/// Signing asks first: it cannot be undone, and it is not what one comes for.
fn sign(p: &Page<'_>) -> Markup {
    let words = p.words;
    let button = html! {
        (form::hidden(form::SEEN, p.seen))
        @if !p.asked.is_empty() {
            p { (words.t("question-sign")) }
            (crate::views::question::list(p.file, p.session, p.asked, words))
        }
        p { (words.t("session-sign-about")) }
        p.send {
            button.plain { (words.t("session-sign-do")) }
        }
    };
    html! {
        details {
            summary { (words.t("session-sign")) }
            (
                form::once(
                    &paths::sign(p.id, &p.session.id),
                    p.csrf,
                    &p.typed.key,
                    button,
                )
            )
        }
    }
}

fn addenda(p: &Page<'_>) -> Markup {
    let words = p.words;
    let fault = p.typed.faults.of("addendum");
    html! {
        @if !p.session.addenda.is_empty() {
            ul.rows {
                @for a in &p.session.addenda {
                    li {
                        p { (a.text) }
                        p.from {
                            (words.day(a.on))
                            @if let Some(by) = &a.by { (words.t("quote-joint")) (by) }
                        }
                    }
                }
            }
        }
        (
            form::once(
                &paths::addenda(p.id, &p.session.id),
                p.csrf,
                &p.typed.key,
                html! {
                    p.entry { label.field for = "addendum" { (words
                    .t("session-addendum")) } textarea # addendum name = "addendum" rows
                    = "3" required aria - invalid = [fault.map(| _ | "true")] { (p.typed
                    .addendum) } @ if let Some(fault) = fault { span.fault { (fault) } }
                    } @ if ! p.typed.addendum.is_empty() { (form::hidden("sure", "yes")) }
                    (form::submit(& words.t("session-add")))
                },
            )
        )
        (recalled(p))
    }
}

/// Their words that one remembers only now: in substance, and counting from today.
fn recalled(p: &Page<'_>) -> Markup {
    let words = p.words;
    let fault = p.typed.faults.of("recalled");
    html! {
        details open[!p.typed.recalled.is_empty() || fault.is_some()] {
            summary { (words.t("recalled-title")) }
            p.state { (words.t("recalled-about")) }
            ({
                form::once(
                    &paths::recalled(p.id, &p.session.id),
                    p.csrf,
                    &p.typed.key,
                    html! {
                        p.entry { label.field for = "recalled" { (words.t("term-quote"))
                        } textarea # recalled name = "words" rows = "2" required aria -
                        invalid = [fault.map(| _ | "true")] { (p.typed.recalled) } @ if
                        let Some(fault) = fault { span.fault { (fault) } } } div.choices
                        { label.choice { input type = "checkbox" name = "conversation"
                        value = "1"; " "(words.t("term-conversation-agreement")) } label
                        .choice { input type = "checkbox" name = "consultation" value =
                        "1"; " "(words.t("term-consultation-agreement")) } }
                        (form::submit(& words.t("session-add")))
                    },
                )
            })
        }
    }
}

/// Shows what was written in the session, each to be taken back. All of it stays in the journal.
fn void(p: &Page<'_>) -> Markup {
    let (words, here) = (p.words, format!("{}#records", paths::session(p.id, &p.session.id)));
    let of_it = |r: &&Record| r.session.as_ref() == Some(&p.session.id) && r.id != p.session.id;
    let live = live(p.journal);
    let live: Vec<&Record> = live.iter().filter(of_it).collect();
    html! {
        p.acts {
            a.act href=(paths::take_back(p.id, &p.session.id)) { (words.t("take-back-title")) }
        }
        details #records {
            summary { (words.t("void-title")) }
            p.state { (words.t("void-means")) }
            ul.rows {
                @for r in live {
                    li {
                        p { (line(r, p.journal, words)) }
                        (button(&Done::one(p.id, &r.id), words))
                    }
                }
            }
            (back(&here, p.csrf))
            p {
                a.act href=(paths::taken_back(p.id)) { (words.t("void-list")) }
            }
        }
    }
}
