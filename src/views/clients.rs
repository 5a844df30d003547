//! The list of clients, found by name, sign or order, and the list of all sessions of one.

use maud::{Markup, html};

use super::client;
use super::form::hidden;
use super::session::{Gone, departed};
use crate::method::person::Initial;
use crate::method::{ClientFile, ClientOverview, Id, Lang, Person, Session, Status};
use crate::paths;
use crate::store::person::{Listed, Listing, Order, Wanted};
use crate::words::{Words, arg};

/// Lines of the list on one page.
pub const PAGE: usize = 30;

/// The body of the list.
pub fn page(listing: &Listing, wanted: &Wanted, words: &Words) -> Markup {
    html! {
        header.head.list {
            h1 { (words.t("place-clients")) }
            p.acts {
                a.act href=(paths::person_new()) { (words.t("person-new")) }
                a.act href=(paths::incoming()) { (words.t("incoming-title")) }
                a.act href=(paths::batch()) { (words.t("batch-title")) }
            }
            (find(wanted, words))
        }
        div #found { (found(listing, wanted, words)) }
        p.fine { (words.t("clients-merge")) }
        script type="module" src=(crate::asset::url("clients.js")) {}
    }
}

/// The box that finds somebody by a part of their name; a script asks while one types.
fn find(wanted: &Wanted, words: &Words) -> Markup {
    html! {
        form #find.find role="search" method="get" action=(paths::clients()) {
            label.field for="q" { (words.t("clients-find")) }
            div {
                input
                    #q
                    type="search"
                    name="q"
                    value=(wanted.words)
                    autocomplete="off"
                    autocapitalize="none"
                    enterkeyhint="search";
                @if let Some(status) = wanted.status {
                    (hidden("status", &crate::method::code(&status)))
                }
                @if wanted.order != Order::Name {
                    (hidden("sort", &crate::method::code(&wanted.order)))
                }
                button.act { (words.t("clients-find-go")) }
            }
        }
    }
}

fn found(listing: &Listing, wanted: &Wanted, words: &Words) -> Markup {
    let Listing { lines, all, .. } = listing;
    let (first, last) = (wanted.skip + 1, wanted.skip + lines.len());
    html! {
        // There is nothing to choose among before there is anybody.
        @if !lines.is_empty() || *wanted != Wanted::default() {
            section.sec.slim {
                h2 { (words.t("clients-show")) }
                div.body { (choices(listing, wanted, words)) }
            }
        }
        section.sec {
            h2 role="status" {
                @if lines.is_empty() { (words.say("clients-all-of", &[("n", (*all).into())])) }
                @else {
                    (words.say("clients-of", &[
                        ("from", first.into()), ("to", last.into()), ("n", (*all).into()),
                    ]))
                }
            }
            div.body {
                @if lines.is_empty() {
                    p.quiet {
                        (words.t(if *wanted == Wanted::default() {
                            "clients-none"
                        } else {
                            "clients-none-fits"
                        }))
                    }
                    @if *wanted == Wanted::default() {
                        p.acts {
                            a.act href=(paths::log()) { (words.t("log-title")) }
                            a.act href=(paths::example()) { (words.t("today-example")) }
                        }
                    }
                    @if *wanted != Wanted::default() {
                        p.acts { a.act href=(paths::clients()) { (words.t("clients-everybody")) } }
                    }
                } @else {
                    ul.rows {
                        @for line in lines { (row(line, words)) }
                    }
                }
                p.acts {
                    @if wanted.skip > 0 {
                        @let skip = wanted.skip.saturating_sub(PAGE);
                        a.act href=(address(&Wanted { skip, ..wanted.clone() })) rel="prev" {
                            (words.t("clients-back"))
                        }
                    }
                    @if last < *all && !lines.is_empty() {
                        a.act href=(address(&Wanted { skip: last, ..wanted.clone() })) rel="next" {
                            (words.t("clients-more"))
                        }
                    }
                }
            }
        }
    }
}

/// Status, order and index: links that keep what else is wanted, and begin at the first.
fn choices(listing: &Listing, wanted: &Wanted, words: &Words) -> Markup {
    let base = Wanted { skip: 0, ..wanted.clone() };
    let all = [Status::Active, Status::Prospect, Status::Paused, Status::Parked, Status::Ended];
    let mut signs: Vec<Initial> = listing.initials.keys().copied().collect();
    if words.lang() == Lang::En {
        signs.sort_by_key(|sign| matches!(sign, Initial::Kana(_)));
    }
    let sign = |initial: Initial| match initial {
        Initial::Other => words.t("clients-other"),
        sign => String::from(sign),
    };
    html! {
        p.acts {
            (choice(wanted, Wanted { status: None, ..base.clone() }, words.t("clients-all")))
            @for status in all {
                (choice(
                    wanted,
                    Wanted { status: Some(status), ..base.clone() },
                    words.label("status", &status),
                ))
            }
        }
        p.acts {
            @for order in Order::ALL {
                (choice(
                    wanted,
                    Wanted { order, ..base.clone() },
                    words.label("clients-order", &order),
                ))
            }
        }
        @if signs.len() > 1 || wanted.initial.is_some() {
            nav.index aria-label=(words.t("clients-index")) {
                (choice(
                    wanted,
                    Wanted { initial: None, ..base.clone() },
                    words.t("clients-index-all"),
                ))
                @for initial in signs {
                    (choice(
                        wanted,
                        Wanted { initial: Some(initial), ..base.clone() },
                        sign(initial),
                    ))
                }
            }
        }
    }
}

fn choice(now: &Wanted, then: Wanted, name: String) -> Markup {
    html! {
        @if (Wanted { skip: then.skip, ..now.clone() }) == then {
            span.act aria-current="true" { (name) }
        } @else {
            a.act href=(address(&then)) { (name) }
        }
    }
}

/// The list of these clients.
fn address(wanted: &Wanted) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut part =
        |name: &str, value: &str| parts.push(format!("{name}={}", paths::escaped(value)));
    if !wanted.words.is_empty() {
        part("q", &wanted.words);
    }
    if let Some(status) = wanted.status {
        part("status", &crate::method::code(&status));
    }
    if let Some(initial) = wanted.initial {
        part("initial", &String::from(initial));
    }
    if wanted.order != Order::Name {
        part("sort", &crate::method::code(&wanted.order));
    }
    if wanted.skip > 0 {
        part("from", &wanted.skip.to_string());
    }
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    format!("{}{query}", paths::clients())
}

fn row(line: &Listed, words: &Words) -> Markup {
    let (person, g) = (&line.kept.person, &line.overview);
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
