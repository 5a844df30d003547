//! Holds what passed between us: promises, the steps of wants and needs, contacts and gifts.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::{Page, back, step};
use crate::method::contact::Contact;
use crate::method::gift::{Direction, Gift, Landing};
use crate::method::step::step_at;
use crate::method::transition::gift_choices;
use crate::method::{Day, Id, Promise, PromiseState};
use crate::paths;
use crate::views::contact::{Whom, folded};
use crate::views::quote;
use crate::words::{arg, text_arg};

/// Promises of both sides: open ones first, then by date.
pub fn promises(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut promises: Vec<&Promise> =
        p.file.promises.iter().filter(|c| c.made_on <= p.today).collect();
    promises.sort_by_key(|c| (!c.state(p.today).open(), Reverse(c.due_on.unwrap_or(c.made_on))));
    let open = promises.iter().filter(|c| c.state(p.today).open()).count();
    html! {
        section.sec aria-labelledby="s5" {
            h2 #s5 {
                (words.t("client-promises"))
                small { (words.say("client-promises-open", &[("n", open.into())])) }
            }
            div.body {
                @if promises.is_empty() {
                    p.quiet { (words.t("client-no-promises")) }
                } @else {
                    table.stack.prom {
                        thead {
                            tr {
                                th scope="col" { (words.t("client-whose")) }
                                th scope="col" { (words.t("client-promise")) }
                                th scope="col" { (words.t("client-by")) }
                                th scope="col" { (words.t("client-state")) }
                            }
                        }
                        tbody {
                            @for promise in promises { (promise_row(p, promise)) }
                        }
                    }
                }
            }
        }
    }
}

fn promise_row(p: &Page<'_>, promise: &Promise) -> Markup {
    let words = p.words;
    let state = promise.state(p.today);
    let last = step_at(&promise.history, p.today).map(|s| s.on);
    let place = paths::place(&promise.id);
    let late = |day: Day| promise.due_on.is_some_and(|due| due < day);
    html! {
        tr id=(place) {
            td { (words.label("promise-by", &promise.by)) }
            td { (promise.text) }
            td.num data-l=(words.t("client-by-short")) {
                @if let Some(due) = promise.due_on { (words.day_near(due, p.today)) }
            }
            td.num {
                (words.label("promise-state", &state))
                @if let Some(day) = last.filter(|_| !state.open()) {
                    " "
                    (words.day_near(day, p.today))
                }
                @if state == PromiseState::Done && last.is_some_and(late) {
                    " "
                    (words.t("client-late"))
                }
                @if state.open() {
                    @if late(p.today) { " " (words.t("client-overdue")) }
                    " "
                    (step(p, "promise", promise.id.as_str()))
                }
                @if let Some(step) = step_at(&promise.history, p.today) { (back(p, &step.id)) }
            }
        }
    }
}

/// Every want and need with the link to recording its next step.
pub fn steps(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        ul.rows {
            @for want in p.file.wants.iter().filter(|w| w.on <= p.today) {
                li id=(paths::place(&want.id)) {
                    a href=(paths::step(p.id, "want", &want.id)) {
                        (
                            words
                                .say("session-want", &[("text", text_arg(&want.text))])
                        )
                    }
                }
            }
            @for need in p.file.needs.iter().filter(|n| n.on <= p.today) {
                li id=(paths::place(&need.id)) {
                    a href=(paths::step(p.id, "need", &need.id)) {
                        (
                            words
                                .say("client-need-line", &[("text", text_arg(&need.text))])
                        )
                    }
                }
            }
        }
    }
}

enum Passed<'f> {
    Contact(&'f Contact),
    Gift(&'f Gift),
}

impl Passed<'_> {
    fn id(&self) -> &Id {
        match self {
            Passed::Contact(contact) => &contact.id,
            Passed::Gift(gift) => &gift.id,
        }
    }
}

/// Contacts and gifts that stand open; the older ones are folded below them.
const CONTACTS_SHOWN: usize = 30;

fn passed_rows(p: &Page<'_>, passed: &[(Day, Passed<'_>)]) -> Markup {
    html! {
        ol.proof.first {
            @for (on, what) in passed {
                li id=(paths::place(what.id())) {
                    span.num { (p.words.day(*on)) }
                    div {
                        @match what {
                            Passed::Contact(c) => (contact(p, c)),
                            Passed::Gift(g) => (gift(p, g)),
                        }
                    }
                }
            }
        }
    }
}

/// Contacts and gifts in one list, newest first.
pub fn contacts(p: &Page<'_>) -> Markup {
    let words = p.words;
    let contacts = p.file.contacts.iter().map(|c| (c.on, Passed::Contact(c)));
    let mut passed: Vec<_> =
        contacts.chain(p.file.gifts.iter().map(|g| (g.on, Passed::Gift(g)))).collect();
    passed.retain(|(on, _)| *on <= p.today);
    passed.sort_by_key(|(on, _)| Reverse(*on));
    html! {
        section.sec aria-labelledby="s8" {
            h2 #s8 { (words.t("client-contacts")) }
            div.body {
                @if passed.is_empty() {
                    p.quiet { (words.t("client-no-contacts")) }
                } @else {
                    @let (latest, older) = passed.split_at(passed.len().min(CONTACTS_SHOWN));
                    (passed_rows(p, latest))
                    @if !older.is_empty() {
                        details {
                            summary {
                                (
                                    words
                                        .say("client-older-contacts", &[("n", older.len().into())])
                                )
                            }
                            (passed_rows(p, older))
                        }
                    }
                }
                p.acts {
                    a.act href=(paths::contacts(p.id)) { (words.t("contact-title")) }
                    a.act href=(paths::gifts(p.id)) { (words.t("client-new-gift")) }
                }
                (folded(&Whom::Known(p.id), p.csrf, p.line, words))
            }
        }
    }
}

fn contact(p: &Page<'_>, c: &Contact) -> Markup {
    let words = p.words;
    let moved = words.label("mover", &c.initiator);
    let channel = words.label("channel", &c.channel);
    let said = p.file.quotes.iter().filter(|q| q.contact.as_ref() == Some(&c.id));
    html! {
        @if let Some(note) = &c.note { (note) }
        @for q in said {
            div.said { (quote::inline(q, words)) }
        }
        p.from {
            (
                words
                    .say(
                        "client-contact",
                        &[("moved", arg(moved)), ("channel", arg(channel))],
                    )
            )
            @match c.replied_on {
                Some(on) => (
                    words
                        .say(
                            "client-replied",
                            &[("day", arg(words.day_near(on, p.today)))],
                        )
                ),
                None => { (words.t("client-unanswered")) " " (step(p, "contact", c.id.as_str())) }
            }
        }
        (amend(p, &c.id))
        (back(p, &c.id))
    }
}

/// The link to correcting what passed.
fn amend(p: &Page<'_>, id: &Id) -> Markup {
    html! {
        a.act href=(paths::amend(p.id, id)) { (p.words.t("form-correct")) }
        " "
    }
}

/// A gift or kindness: why first, then how it landed and what it cost them, then thanks (A17).
fn gift(p: &Page<'_>, g: &Gift) -> Markup {
    let words = p.words;
    let what = [("what", text_arg(&g.what))];
    let day = |on: Day| [("day", arg(words.day_near(on, p.today)))];
    let open = !gift_choices(g).is_empty();
    html! {
        @match g.direction {
            Direction::In => (words.say("client-gift-in", &what)),
            Direction::Out => (words.say("client-gift-out", &what)),
        }
        p.from {
            @if let Some(why) = &g.why { (words.say("client-gift-why", &[("why", text_arg(why))])) }
            @if g.landing != Landing::Unknown {
                (
                    words
                        .say(
                            "client-gift-landed",
                            &[("how", arg(words.label("landing", &g.landing)))],
                        )
                )
            }
            @if let Some(burden) = &g.burden {
                (
                    words
                        .say(
                            "gift-burdened",
                            &[("how", arg(words.label("burden", burden)))],
                        )
                )
            }
            @if let Some(note) = &g.landing_note {
                (words.say("gift-noted", &[("note", text_arg(note))]))
            }
            @if let Some(effort) = &g.effort_on_receiver {
                (words.say("gift-asks", &[("effort", text_arg(effort))]))
            }
            @if let Some(on) = g.expires_on { (words.say("gift-keeps", &day(on))) }
            @if let Some(on) = g.thanked_on { (words.say("client-gift-thanked", &day(on))) }
            @if let Some(on) = g.talked_on { (words.say("gift-talked", &day(on))) }
            @if open { " " (step(p, "gift", g.id.as_str())) }
        }
        (amend(p, &g.id))
        (back(p, &g.id))
    }
}
