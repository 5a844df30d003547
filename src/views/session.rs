//! One session as it was recorded: read it, sign it, write below it, or take a record back with a
//! reason.

mod acts;
mod changes;
mod hours;
mod record;

use chrono_tz::Tz;
use maud::{Markup, html};

use super::question::{self, Asked, Back};
use super::{form, quote, void};
use crate::intake::question::Reader;
use crate::method::field::Part;
use crate::method::session::SessionField;
use crate::method::{ClientFile, Done, Id, Question, Record, Session};
use crate::paths;
use crate::words::{Words, arg};

pub use acts::Typed;
pub use changes::{Came, Changes, Gone, departed, gone, since, skipped, struck_out};

/// Everything the page is made of.
pub struct Page<'a> {
    /// The person's id in addresses.
    pub id: &'a Id,
    /// The session with the records written in it; other sessions may be missing.
    pub file: &'a ClientFile,
    /// The records that the file is made of.
    pub journal: &'a [Record],
    pub session: &'a Session,
    /// The print of all of it, and that of its hours.
    pub seen: &'a str,
    pub seen_hours: &'a str,
    /// True if the reader has begun a correction of it that is not saved yet.
    pub begun: bool,
    /// Holds what it still lacks.
    pub asked: &'a [Question],
    pub reader: Reader<'a>,
    pub csrf: &'a str,
    /// Holds what was typed into a form that was refused, with the reasons.
    pub typed: &'a Typed,
    /// Holds what was corrected of it since it was written down.
    pub changes: &'a Changes,
    pub zone: Tz,
    pub words: &'a Words,
}

/// A session and the file that holds what was written down in it.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub file: &'a ClientFile,
    pub session: &'a Session,
    pub words: &'a Words,
}

/// Shows the record of a session, to read.
pub fn record(p: &Shown<'_>) -> Markup {
    html! {
        (topic(p))
        (record::words(p))
        (record::moved(p))
        (record::told(p))
        (record::signs(p))
        (record::promises(p))
        (closing(p))
    }
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    html! {
        (changes::done(p))
        (head(p))
        (asked(p))
        (record(&Shown { file: p.file, session: p.session, words: p.words }))
        (unkept(p))
        (dropped(p))
        (hours::section(p))
        (changes::section(p))
        (acts::section(p))
    }
}

/// The title of the page: “Session 3, Thu 12 Jun 2025”.
pub fn title(session: &Session, words: &Words) -> String {
    let name = match session.no {
        Some(no) => words.say("session-title-numbered", &[("no", no.into())]),
        None => words.t("session-title"),
    };
    words.say("session-title-dated", &[("name", arg(name)), ("day", arg(words.day(session.on)))])
}

fn head(p: &Page<'_>) -> Markup {
    let (words, s) = (p.words, p.session);
    let mut facts =
        vec![words.label("session-kind", &s.kind), words.label("session-status", &s.status)];
    let began = s.began_at().filter(|at| at.date() == s.on).map(|at| words.time(at));
    facts.extend(began.map(|time| words.say("log-when-from", &[("time", arg(time))])));
    facts.extend(s.minutes.map(|n| words.say("session-minutes", &[("n", n.into())])));
    facts.extend(s.mode.map(|mode| words.label("mode", &mode)));
    facts.extend(s.initiator.map(|who| words.label("initiator", &who)));
    html! {
        header.head {
            p.kick {
                a href=(paths::client(p.id)) { (words.name_of(&p.file.person)) }
            }
            h1 { (title(s, words)) }
            p.sub { (facts.join(&words.t("quote-joint"))) }
            @if let Some(on) = s.planned_for {
                p.sub { (words.say("session-planned-for", &[("day", arg(words.day(on)))])) }
            }
            @if let Some(on) = s.signed_on {
                p.sub { (words.say("session-signed", &[("day", arg(words.day(on)))])) }
            }
            (changes::came(p))
            @if p.begun {
                p.state { (words.t("session-begun")) }
            }
            p.acts {
                @if p.session.signed_on.is_none() {
                    a.btn href=(paths::correct(p.id, &s.id)) { (words.t("form-correct")) }
                }
                a.act href=(paths::summary_of(p.id, &s.id)) { (words.t("term-summary")) }
                a.act href=(paths::shorthand(p.id, &s.id)) { (words.t("log-shorthand")) }
            }
            (
                form::post(
                    &paths::session_ics(p.id, &s.id),
                    p.csrf,
                    html! {
                        button.plain { (words.t("session-calendar")) }
                    },
                )
            )
        }
    }
}

fn topic(p: &Shown<'_>) -> Markup {
    let (words, s) = (p.words, p.session);
    section(
        &words.t("client-topic"),
        s.client_topic.is_some(),
        html! {
            @if let Some(topic) = &s.client_topic {
                div.said { (quote::topic(topic, words)) }
            }
            @if let Some(covered) = s.topic_covered {
                p.from {
                    (
                        words
                            .say(
                                "session-covered",
                                &[("covered", arg(words.label("covered", &covered)))],
                            )
                    )
                }
            }
        },
    )
}

fn closing(p: &Shown<'_>) -> Markup {
    let (words, s) = (p.words, p.session);
    let fields = SessionField::ALL.iter().map(|field| (field.declared(), words.field(*field, s)));
    let below = fields.filter(|(field, _)| matches!(field.part, Part::Closing | Part::Aside));
    let said: Vec<_> = below.filter_map(|(field, value)| Some((field.label, value?))).collect();
    section(
        &words.t("session-closing"),
        !said.is_empty(),
        html! {
            dl.facts {
                @for (label, value) in said {
                    dt { (words.t(label)) }
                    dd { (value) }
                }
            }
        },
    )
}

/// The one thing that is asked about this session.
fn asked(p: &Page<'_>) -> Markup {
    question::block(&Asked {
        file: p.file,
        session: p.session,
        questions: p.asked,
        csrf: p.csrf,
        key: &p.typed.key,
        back: Back::Session,
        refused: p.typed.answer.as_ref().map(|(typed, why)| (typed.as_str(), why.as_str())),
        reader: p.reader,
        words: p.words,
    })
}

/// Lines that were typed and are no records yet, as typed.
fn unkept(p: &Page<'_>) -> Markup {
    let words = p.words;
    section(
        &words.t("session-unkept"),
        p.session.open_lines().next().is_some(),
        html! {
            p.state { (words.t("session-unkept-about")) }
            ul.rows {
                @for (_, line) in p.session.open_lines() {
                    li { (line) }
                }
            }
        },
    )
}

/// Lines that were left as they were typed, each to be asked about again.
fn dropped(p: &Page<'_>) -> Markup {
    let words = p.words;
    section(
        &words.t("session-dropped"),
        p.session.dropped_lines().next().is_some(),
        html! {
            p.state { (words.t("session-dropped-about")) }
            ul.rows {
                @for (settled, line) in p.session.dropped_lines() {
                    li {
                        (line)
                        @if p.session.signed_on.is_none() {
                            " "
                            (void::labelled(&Done::one(p.id, settled), &words.t("void-undo")))
                        }
                    }
                }
            }
        },
    )
}

/// A section with its label; nothing when there is nothing in it.
fn section(label: &str, any: bool, body: Markup) -> Markup {
    html! {
        @if any {
            section.sec {
                h2 { (label) }
                div.body { (body) }
            }
        }
    }
}

/// The body of a session's shorthand: the lines that parse back to it, in a box one can copy from.
pub fn shorthand(
    id: &Id,
    file: &ClientFile,
    session: &Session,
    lines: &str,
    words: &Words,
) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::session(id, &session.id)) { (title(session, words)) }
            }
            h1 { (words.t("log-shorthand")) }
            p.sub {
                (
                    words
                        .say(
                            "session-shorthand-about",
                            &[("name", arg(words.name_of(&file.person)))],
                        )
                )
            }
        }
        section.sec {
            h2 { (words.t("session-lines")) }
            div.body {
                pre.lines { (lines) }
            }
        }
    }
}
