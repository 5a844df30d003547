//! Recording one step of one record: what can be taken from here, and what it must rest on.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::void::{button, form as back, line};
use crate::method::transition::{AllowedStep, Readings, Subject};
use crate::method::{ClientFile, Day, Done, Evidence, Id, Record, Speaker, Terms, void};
use crate::paths;
use crate::words::{Words, arg, label_key, text_arg};

/// Holds what was typed, and why it was refused.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub key: String,
    pub to: String,
    pub quote: String,
    pub place: String,
    pub on: String,
    pub reason: String,
    /// The page to come back to.
    pub back: String,
    /// The print of its records, as the page shows them.
    pub seen: String,
    pub faults: Faults,
}

/// Everything the page is made of.
pub struct Page<'a> {
    /// The person's id in addresses.
    pub id: &'a Id,
    pub file: &'a ClientFile,
    /// The records that the file is made of.
    pub journal: &'a [Record],
    pub subject: &'a Subject,
    pub choices: &'a [AllowedStep],
    /// Both readings of an agreement, where they differ.
    pub differing: Option<Readings>,
    /// Tells where the form goes.
    pub here: &'a str,
    pub today: Day,
    pub csrf: &'a str,
    pub typed: &'a Typed,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::client(p.id)) { (words.name_of(&p.file.person)) }
            }
            h1 { (title(p.subject, words)) }
            p.sub { (named(p.subject, p.file, words)) }
        }
        section.sec {
            h2 { (words.t("step-which")) }
            div.body {
                @if let Some(readings) = p.differing { (two_readings(readings, words)) }
                @if p.choices.is_empty() {
                    p { (words.t("step-none")) }
                } @else { (entry(p)) }
            }
        }
        (earlier(p))
    }
}

/// Says why fewer steps are offered than the shown state has.
fn two_readings(readings: Readings, words: &Words) -> Markup {
    let label = |state| arg(words.label("agreement-state", &state));
    let said = words.say(
        "step-two-readings",
        &[
            ("shown", label(readings.shown)),
            ("checked", label(readings.checked)),
            ("silence", Terms::USUAL.silence_step.into()),
            ("valid", Terms::USUAL.consult_valid.into()),
        ],
    );
    html! { p { (said) } }
}

/// Tells what is done here, by its name.
pub fn title(subject: &Subject, words: &Words) -> String {
    words.label("step-act", &subject.address().0)
}

/// Shows what was recorded of it so far, each to be taken back.
fn earlier(p: &Page<'_>) -> Markup {
    let words = p.words;
    let (struck, _) = void::struck(p.journal);
    let live = p.journal.iter().filter(|r| !struck.contains(&r.id));
    let mut of_it: Vec<&Record> = live.filter(|r| p.subject.is_of(r)).collect();
    of_it.sort_by_key(|r| Reverse(r.on));
    html! {
        @if !of_it.is_empty() {
            section.sec {
                h2 { (words.t("void-earlier")) }
                div.body {
                    ul.rows {
                        @for r in of_it {
                            li {
                                p.pair {
                                    span { (line(r, p.journal, words)) }
                                    span.num { (words.day(r.on)) }
                                }
                                (button(&Done::one(p.id, &r.id), words))
                            }
                        }
                    }
                    (back(&paths::step_from(p.here, &p.typed.back), p.csrf))
                }
            }
        }
    }
}

/// Tells what the step is taken of, in one line.
fn named(subject: &Subject, file: &ClientFile, words: &Words) -> String {
    let line = |noun: &str, text: Option<&crate::method::Text>| {
        let text = text.map(text_arg).unwrap_or_else(|| arg(""));
        words.say("void-line", &[("noun", arg(words.t(noun))), ("text", text)])
    };
    match subject {
        Subject::Want(id) => line("term-want", file.want(id).map(|w| &w.text)),
        Subject::Need(id) => line("term-need", file.need(id).map(|n| &n.text)),
        Subject::Message(id) => line("term-message", file.message(id).map(|m| &m.text)),
        Subject::Promise(id) => line("client-promise", file.promise(id).map(|c| &c.text)),
        Subject::Strain(id) => match file.strain(id) {
            Some(r) => {
                words.say("staircase-strain-open", &[("from", arg(words.date(r.opened_on)))])
            }
            None => words.t("term-strain"),
        },
        Subject::Agreement(kind) => words.label("agreement-kind", kind),
        Subject::Status => words.t("client-status"),
        Subject::Contact(id) => match file.contact(id) {
            Some(c) => words.say("step-contact", &[("day", arg(words.day(c.on)))]),
            None => words.t("client-contacts"),
        },
        Subject::Gift(id) => match file.gifts.iter().find(|g| g.id == *id) {
            Some(g) => words.say("step-gift", &[("what", text_arg(&g.what))]),
            None => words.t("client-contacts"),
        },
    }
}

fn entry(p: &Page<'_>) -> Markup {
    let (words, t) = (p.words, p.typed);
    let any = |needs: &[Evidence]| p.choices.iter().any(|c| needs.contains(&c.needs));
    let words_help = any(&[Evidence::Words, Evidence::NewHint])
        || matches!(p.subject, Subject::Message(_) if p.choices.iter().any(|c| c.family == "reception"));
    let place_helps = any(&[
        Evidence::Session,
        Evidence::Encounter,
        Evidence::LaterHeldSession,
        Evidence::SaidAloud,
    ]);
    let reason_helps = any(&[Evidence::Reason]) || matches!(p.subject, Subject::Gift(_));
    let on = if t.on.is_empty() { p.today.to_string() } else { t.on.clone() };
    let fields = html! {
        (form::hidden(form::SEEN, &t.seen))
        (t.faults.summary(words))
        (choices(p))
        @if words_help {
            (
                form::select(
                    "quote",
                    &words.t("step-words"),
                    &quotes(p),
                    &t.quote,
                    &t.faults,
                )
            )
        }
        @if place_helps {
            (
                form::select(
                    "place",
                    &words.t("step-place"),
                    &places(p),
                    &t.place,
                    &t.faults,
                )
            )
        }
        @let hint = words.t("step-on-hint");
        (
            Field::new("on", &words.t("step-on"), &on)
                .kind("date")
                .hint(&hint)
                .draw(&t.faults)
        )
        @if reason_helps {
            (Field::new("reason", &words.t("step-reason"), &t.reason).draw(&t.faults))
        }
        (form::hidden("back", &t.back))
        (form::submit(&words.t("step-record")))
    };
    form::once(p.here, p.csrf, &t.key, fields)
}

fn choices(p: &Page<'_>) -> Markup {
    let (words, t) = (p.words, p.typed);
    let fault = t.faults.of("to");
    html! {
        fieldset #to.oneof {
            legend.field { (words.t("step-to")) }
            ul.options {
                @for c in p.choices {
                    li {
                        label.choice {
                            input
                                type="radio"
                                name="to"
                                value=(c.to)
                                checked[t.to == c.to || p.choices.len() == 1];
                            (words.t(&label_key(c.family, &c.to)))
                        }
                        @if c.needs != Evidence::Nothing {
                            p.from { (words.label("violation-needs", &c.needs)) }
                        }
                    }
                }
            }
            @if let Some(fault) = fault {
                span.fault { (fault) }
            }
        }
    }
}

/// The client's words, the latest first.
fn quotes(p: &Page<'_>) -> Vec<(String, String)> {
    let words = p.words;
    let mut said: Vec<_> = p.file.quotes.iter().filter(|q| q.speaker == Speaker::Client).collect();
    said.sort_by_key(|q| Reverse(p.file.said_on(q)));
    let line = |q: &&crate::method::Quote| {
        let day = p.file.said_on(q).map(|on| words.day_near(on, p.today)).unwrap_or_default();
        let text = super::quote::beginning(q);
        (q.id.to_string(), words.say("step-dated", &[("day", arg(day)), ("text", arg(text))]))
    };
    none(words).into_iter().chain(said.iter().map(line)).collect()
}

/// Sessions and contacts, the latest first.
fn places(p: &Page<'_>) -> Vec<(String, String)> {
    let words = p.words;
    let session = |s: &crate::method::Session| {
        (s.on, format!("s:{}", s.id), super::quote::session_name(s.no, words))
    };
    let contact = |c: &crate::method::contact::Contact| {
        (c.on, format!("c:{}", c.id), words.label("channel", &c.channel))
    };
    let mut all: Vec<_> =
        p.file.sessions.iter().map(session).chain(p.file.contacts.iter().map(contact)).collect();
    all.retain(|(on, ..)| *on <= p.today);
    all.sort_by_key(|(on, ..)| Reverse(*on));
    let line = |(on, id, name): (Day, String, String)| {
        (
            id,
            words.say(
                "step-dated",
                &[("day", arg(words.day_near(on, p.today))), ("text", arg(name))],
            ),
        )
    };
    none(words).into_iter().chain(all.into_iter().map(line)).collect()
}

fn none(words: &Words) -> Vec<(String, String)> {
    vec![(String::new(), words.t("step-nothing-chosen"))]
}

/// A page with one form about a person: what steps, contacts, gifts and the profile are written on.
pub fn sheet(person: &crate::method::Person, title: &str, form: Markup, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(&person.id)) { (words.name_of(person)) }
            }
            h1 { (title) }
        }
        section.sec {
            div.body.alone { (form) }
        }
    }
}
