//! Holds what was written down in the session: words, what moved, what was told, signs, promises.

use maud::{Markup, html};

use super::{Shown, section};
use crate::method::{Id, Quote, Speaker, Step};
use crate::views::{quote, standing};
use crate::words::{Words, arg, text_arg};

/// Their words, and ours where they were kept.
pub fn words(p: &Shown<'_>) -> Markup {
    let words = p.words;
    let quotes: Vec<&Quote> =
        p.file.quotes.iter().filter(|q| q.session.as_ref() == Some(&p.session.id)).collect();
    section(
        &words.t("term-quote"),
        !quotes.is_empty(),
        html! {
            ul.rows {
                @for q in quotes {
                    li {
                        @if q.speaker == Speaker::Client {
                            div.said { (quote::inline(q, words)) }
                            p.from {
                                (words.label("quote-exact", &q.exactness))
                                @if let Some(on) = q.recalled_on {
                                    (words.t("quote-joint"))
                                    (words.say("recalled-on", &[("day", arg(words.day(on)))]))
                                }
                                @for what in evidence(p, &q.id) { (words.t("quote-joint")) (what) }
                            }
                        } @else {
                            p { (words.say("session-we-said", &[("text", text_arg(&q.text))])) }
                        }
                    }
                }
            }
        },
    )
}

/// Tells what a quote is evidence of, in this session.
fn evidence(p: &Shown<'_>, id: &Id) -> Vec<String> {
    let (words, file) = (p.words, p.file);
    let is = |quote: &Option<Id>| quote.as_ref() == Some(id);
    let mut out = Vec::new();
    for a in file.agreements.iter().filter(|a| is(&a.quote)) {
        let (kind, what) =
            (words.label("agreement-kind", &a.kind), words.label("agreement-move", &a.event));
        out.push(words.say("standing-agreement", &[("kind", arg(kind)), ("what", arg(what))]));
    }
    out.extend(file.wants.iter().filter(|w| is(&w.quote)).map(|_| words.t("term-want")));
    out.extend(file.needs.iter().filter(|n| is(&n.hint_quote)).map(|_| words.t("term-hint")));
    for d in file.messages.iter().flat_map(|m| &m.deliveries) {
        out.extend(is(&d.permission_quote).then(|| words.t("term-permission")));
        out.extend(is(&d.reception_quote).then(|| words.t("term-reception")));
    }
    let states = file.needs.iter().flat_map(|n| &n.history).filter(|s| is(&s.quote));
    out.extend(states.map(|s| words.label("need-state", &s.to)));
    let repairs = file.strains.iter().flat_map(|r| &r.history).filter(|s| is(&s.quote));
    out.extend(repairs.map(|s| words.label("strain-state", &s.to)));
    out
}

/// Wants and needs that arose or moved here, and agreements without words.
pub fn moved(p: &Shown<'_>) -> Markup {
    let (words, file) = (p.words, p.file);
    let mut lines: Vec<Markup> = Vec::new();
    for a in file
        .agreements
        .iter()
        .filter(|a| a.session.as_ref() == Some(&p.session.id) && a.quote.is_none())
    {
        let (kind, what) =
            (words.label("agreement-kind", &a.kind), words.label("agreement-move", &a.event));
        lines.push(html! {
            (
                words
                    .say(
                        "standing-agreement",
                        &[("kind", arg(kind)), ("what", arg(what))],
                    )
            )
        });
    }
    for w in &file.wants {
        if w.session.as_ref() == Some(&p.session.id) {
            lines.push(html! {
                (words.say("session-want", &[("text", text_arg(&w.text))]))
            });
        }
        for state in here(p, &w.history).map(|s| words.label("want-state", &s.to)) {
            lines.push(html! {
                (
                    words
                        .say(
                            "session-want-moved",
                            &[("text", text_arg(&w.text)), ("state", arg(state))],
                        )
                )
            });
        }
    }
    for n in &file.needs {
        if n.session.as_ref() == Some(&p.session.id) {
            lines.push(guess(&words.t("term-hypothesis"), n.text.as_str()));
        }
        for state in here(p, &n.history).map(|s| words.label("need-state", &s.to)) {
            lines.push(html! {
                (
                    words
                        .say(
                            "session-need-moved",
                            &[("text", text_arg(&n.text)), ("state", arg(state))],
                        )
                )
            });
        }
    }
    for r in &file.strains {
        for state in here(p, &r.history).map(|s| words.label("strain-state", &s.to)) {
            lines.push(html! {
                (words.say("session-strain", &[("state", arg(state))]))
            });
        }
    }
    section(
        &words.t("session-moved"),
        !lines.is_empty(),
        html! {
            ul.rows {
                @for line in &lines {
                    li { (line) }
                }
            }
        },
    )
}

fn guess(word: &str, text: &str) -> Markup {
    html! {
        p.guess.mini {
            span.guess-word { (word) }
            (text)
        }
    }
}

/// The steps of a machine that were taken in this session.
fn here<'s, S>(p: &'s Shown<'_>, history: &'s [Step<S>]) -> impl Iterator<Item = &'s Step<S>> {
    history.iter().filter(|s| s.session.as_ref() == Some(&p.session.id))
}

/// Shows what was told, with its permission and how it landed.
pub fn told(p: &Shown<'_>) -> Markup {
    let words = p.words;
    let told: Vec<_> = p
        .file
        .messages
        .iter()
        .flat_map(|m| m.deliveries.iter().map(move |d| (m, d)))
        .filter(|(_, d)| d.session == p.session.id)
        .collect();
    section(
        &words.t("session-told"),
        !told.is_empty(),
        html! {
            ul.rows {
                @for (m, d) in &told {
                    li {
                        p { (m.text) }
                        p.state {
                            (words.leave(d))
                            (words.t("quote-joint"))
                            @match d.reception {
                                Some(r) => (words.label("reception", &r)),
                                None => (words.t("reception-unknown")),
                            }
                        }
                    }
                }
            }
        },
    )
}

pub fn signs(p: &Shown<'_>) -> Markup {
    let words = p.words;
    let signs: Vec<_> = p.file.markers.iter().filter(|m| m.session == p.session.id).collect();
    section(
        &words.t("session-signs"),
        !signs.is_empty(),
        html! {
            ul.rows {
                @for m in &signs {
                    li {
                        p {
                            (words.label("sign", &m.sign))
                            span.state { (words.t("quote-joint")) (words.label("family", &m.family)) }
                        }
                        @if let Some(text) = &m.just_before {
                            p.state {
                                (
                                    words
                                        .say("session-just-before", &[("text", text_arg(text))])
                                )
                            }
                        }
                        @if let Some(text) = &m.observed {
                            p.state { (words.say("session-observed", &[("text", text_arg(text))])) }
                        }
                    }
                }
            }
        },
    )
}

/// Promises made here, and those that moved here.
pub fn promises(p: &Shown<'_>) -> Markup {
    let words = p.words;
    let mut lines: Vec<String> = Vec::new();
    for c in &p.file.promises {
        if c.session.as_ref() == Some(&p.session.id) {
            lines.push(standing::promise(c, words));
        }
        for s in here(p, &c.history) {
            lines.push(moved_promise(c.text.as_str(), &words.label("promise-state", &s.to), words));
        }
    }
    section(
        &words.t("client-promises"),
        !lines.is_empty(),
        html! {
            ul.rows {
                @for line in &lines {
                    li { (line) }
                }
            }
        },
    )
}

fn moved_promise(text: &str, state: &str, words: &Words) -> String {
    words.say("session-promise-moved", &[("text", arg(text)), ("state", arg(state))])
}
