//! Things to tell: what is held or planned, and what was told and waits to be known how it landed.
//! The rest of what was told stands below the grid of landings.

use maud::{Markup, html};

use super::{Page, about, back, step};
use crate::method::message::Delivery;
use crate::method::step::step_at;
use crate::method::{Message, MessageState};
use crate::paths;
use crate::views::method::question;
use crate::views::quote;
use crate::words::{arg, text_arg};

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    let settled = |m: &Message| {
        m.state(p.today) == MessageState::Delivered
            && m.deliveries.iter().all(|d| d.landed(p.today).is_some() && d.leave().is_some())
    };
    let mut messages: Vec<&Message> =
        p.file.messages.iter().filter(|m| m.on <= p.today && !settled(m)).collect();
    messages.sort_by_key(|m| std::cmp::Reverse(last_day(m)));
    let held =
        |m: &&&Message| matches!(m.state(p.today), MessageState::Held | MessageState::Planned);
    html! {
        section.sec aria-labelledby="s4" {
            h2 #s4 { (words.t("client-messages")) " " (question("permission", words)) }
            div.body {
                // Before one tells them: the right words at the wrong time are two separate things
                // (A7, A12).
                @if let Some(window) = {
                    about::busy(&p.file.person, p.today)
                        .filter(|_| messages.iter().any(|m| held(&m)))
                } {
                    p.state { (about::until(window, p.today, words)) }
                }
                @if !messages.is_empty() {
                    ul.rows {
                        @for m in messages.iter().filter(held) { (item(p, m)) }
                        @for m in messages.iter().filter(|m| !held(m)) { (item(p, m)) }
                    }
                }
                @if !messages.iter().any(|m| held(&m)) {
                    p.state.mt2 { (words.t("client-nothing-held")) }
                }
            }
        }
    }
}

fn last_day(m: &Message) -> crate::method::Day {
    m.deliveries.iter().map(|d| d.on).max().unwrap_or(m.on)
}

fn item(p: &Page<'_>, m: &Message) -> Markup {
    let words = p.words;
    let state = m.state(p.today);
    let place = paths::place(&m.id);
    let need = m.need.as_ref().and_then(|id| p.file.need(id));
    html! {
        li id=(place) {
            h3 { (m.text) }
            @if let Some(why) = &m.why {
                p.state { (words.say("client-why", &[("why", text_arg(why))])) }
            }
            @if m.self_interest {
                p.state { (words.t("client-self-interest")) }
            }
            @if let Some(need) = need.filter(|n| !n.state(p.today).owned()) {
                p.guess.mini {
                    span.guess-word { (words.t("term-hypothesis")) }
                    (need.text)
                }
            }
            @for d in m.deliveries.iter().filter(|d| d.on <= p.today) { (told(p, d)) }
            @if state != MessageState::Delivered {
                p.state {
                    (
                        words
                            .say(
                                "client-message-state",
                                &[
                                    ("state", arg(words.label("message-state", &state))),
                                    ("day", arg(words.day(m.on))),
                                ],
                            )
                    )
                    @if state != MessageState::Dropped { " " (step(p, "message", m.id.as_str())) }
                }
            } @else if m.deliveries.iter().any(|d| d.reception.is_none()) {
                p.state {
                    a.act href=(paths::step(p.id, "message", &m.id)) {
                        (words.t("client-act-reception"))
                    }
                }
            }
            @if let Some(last) = step_at(&m.history, p.today) { (back(p, &last.id)) }
        }
    }
}

fn told(p: &Page<'_>, d: &Delivery) -> Markup {
    let words = p.words;
    let said = |id| quote::find(p.file, id).map(|(_, q)| q);
    let landed = d.landed(p.today);
    let session = p.file.session(&d.session);
    html! {
        dl.facts.mt {
            dt { (words.t("term-permission")) }
            dd {
                (words.leave(d))
                @if let Some(q) = said(d.permission_quote.as_ref()) { " " (quote::inline(q, words)) }
            }
            dt { (words.t("term-reception")) }
            dd {
                @match landed {
                    Some(r) => {
                        (words.label("reception", &r))
                        @if let Some(q) = said(d.reception_quote.as_ref()) {
                            " "
                            (quote::inline(q, words))
                        }
                    }
                    None => (words.t("reception-unknown")),
                }
            }
            dt { (words.t("message-state-delivered")) }
            dd {
                (words.day(d.on))
                (words.t("quote-joint"))
                (quote::session_name(session.and_then(|s| s.no), words))
            }
        }
    }
}
