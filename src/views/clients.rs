//! The list of clients by reading, page by page, and the list of all sessions of one.

use maud::{Markup, html};

use super::client;
use super::session::{Gone, departed};
use crate::domain::{ClientFile, ClientOverview, Id, Person, Session, Status};
use crate::paths;
use crate::words::{Words, arg};

/// One line of the list.
pub struct Line<'a> {
    pub person: &'a Person,
    pub overview: &'a ClientOverview,
}

/// The body of the list. `next` is the address of the next page, if there is one.
pub fn page(
    lines: &[Line<'_>],
    chosen: Option<Status>,
    next: Option<&str>,
    words: &Words,
) -> Markup {
    html! {
        header.head {
            h1 { (words.t("clients-title")) }
        }
        section.sec {
            h2 { (words.t("client-status")) }
            div.body {
                p.acts {
                    @for (status, name) in filters(words) {
                        @let link = format!(
                            "{}{}",
                            paths::clients(),
                            status
                                .map_or(
                                    String::new(),
                                    |s| format!("?status={}", crate::domain::code(&s)),
                                ),
                        );
                        @if status == chosen {
                            span.act aria-current="true" { (name) }
                        } @else {
                            a.act href=(link) { (name) }
                        }
                    }
                }
                @if lines.is_empty() {
                    p.quiet { (words.t("clients-none")) }
                } @else {
                    ul.rows {
                        @for line in lines { (row(line, words)) }
                    }
                }
                @if let Some(next) = next {
                    p {
                        a.act href=(next) rel="next" { (words.t("clients-more")) }
                    }
                }
                p {
                    a.act href=(paths::person_new()) { (words.t("person-new")) }
                }
                p.fine { (words.t("clients-merge")) }
                p {
                    a.act href=(paths::incoming()) { (words.t("incoming-title")) }
                }
                p {
                    a.act href=(paths::batch()) { (words.t("batch-title")) }
                }
            }
        }
    }
}

fn filters(words: &Words) -> Vec<(Option<Status>, String)> {
    let all = [Status::Active, Status::Prospect, Status::Paused, Status::Parked, Status::Ended];
    let named = all.into_iter().map(|s| (Some(s), words.label("status", &s)));
    std::iter::once((None, words.t("clients-all"))).chain(named).collect()
}

fn row(line: &Line<'_>, words: &Words) -> Markup {
    let (person, g) = (line.person, line.overview);
    html! {
        li {
            p.pair {
                a href=(paths::client(&person.id)) { (words.name_of(person)) }
                span.num {
                    @if let Some(on) = g.last_two_way {
                        (words.say("clients-last", &[("day", arg(words.day(on)))]))
                    }
                }
            }
            p.state { (state(g, words).join(&words.t("quote-joint"))) }
        }
    }
}

/// The stage, and what is laid over it.
fn state(g: &ClientOverview, words: &Words) -> Vec<String> {
    let mut out = vec![words.label("stage", &g.stage.to_string())];
    if g.suspended {
        out.push(words.t("term-suspended"));
    }
    if g.open_strains > 0 {
        out.push(words.t("standing-open-strain"));
    }
    out.extend(g.status.filter(|s| *s != Status::Active).map(|s| words.label("status", &s)));
    out.extend(g.next_on.map(|on| words.say("clients-next", &[("day", arg(words.day_short(on)))])));
    out
}

/// The body of the list of all sessions of one client.
pub fn sessions(
    id: &Id,
    person: &Person,
    (sessions, gone): (&[&Session], &[Gone]),
    next: Option<&str>,
    words: &Words,
) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::client(id)) { (words.name_of(person)) }
            }
            h1 { (words.t("sessions-title")) }
        }
        section.sec {
            h2 { (words.t("client-newest-first")) }
            div.body {
                @if sessions.is_empty() {
                    p.quiet { (words.t("client-no-sessions")) }
                } @else { (client::session_rows(id, sessions.iter().copied(), words)) }
                @if let Some(next) = next {
                    p {
                        a.act href=(next) rel="next" { (words.t("sessions-older")) }
                    }
                }
                (departed(gone, words))
            }
        }
    }
}

/// A client's name as the title of a page about them.
pub fn title(file: &ClientFile, words: &Words) -> String {
    words.name_of(&file.person)
}
