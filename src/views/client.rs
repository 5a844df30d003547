//! The page of one client: who they are, where we stand with its proof, the two pictures, and what
//! is open between us.

mod about;
mod between;
mod message;
mod session;
mod strain;

use maud::{Markup, html};

use super::contact::Typed;
use super::insight::InsightPanel;
use super::merge;
use super::method::question;
use super::session::Gone;
use super::standing;
use super::void;
use crate::method::landing::Landing;
use crate::method::person::OriginDirection;
use crate::method::staircase::Staircase;
use crate::method::{ClientFile, Day, Done, Id, Lang, Standing, calendar};
use crate::paths;
use crate::picture::{landing, lean, staircase, want_need};
use crate::store::insight::Done as AsideDone;
use crate::store::merge::Merge;
use crate::words::{Words, arg, text_arg};

pub use about::{busy, until};
pub use session::rows as session_rows;

/// Sets how many sessions the page shows; the rest have a page of their own.
pub const SESSIONS_SHOWN: usize = 20;

/// Everything the page is made of.
pub struct Page<'a> {
    /// The person's id in addresses.
    pub id: &'a Id,
    pub file: &'a ClientFile,
    pub standing: &'a Standing,
    pub stairs: &'a Staircase,
    pub today: Day,
    /// True for whose client it is: they alone share it.
    pub own: bool,
    /// With whom they were made one, while that can be undone.
    pub merge: Option<&'a Merge>,
    pub csrf: &'a str,
    /// A contact in one line, not yet typed.
    pub line: &'a Typed,
    pub panel: InsightPanel<'a>,
    /// Everything done with the insights about the person.
    pub done: &'a [AsideDone],
    /// Sessions that were moved to somebody else.
    pub gone: &'a [Gone],
    /// Counts how many records were taken back.
    pub taken_back: usize,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let met = p.file.person.kind.client() || !p.file.sessions.is_empty();
    html! {
        (head(p))
        @if let Some(merge) = p.merge { (merge::note(merge, p.id, p.csrf, p.words)) }
        (about::back(p))
        (p.panel.section(p.done))
        // Somebody of the network one has no sessions with: no staircase is drawn of an
        // acquaintance.
        @if met {
            (stands(p))
            (stairs(p))
            (map(p))
            (told(p))
            (message::section(p))
            (between::promises(p))
            (strain::section(p))
            (session::section(p))
        }
        (about::section(p))
        (between::contacts(p))
        (void::form(&paths::client(p.id), p.csrf))
        @if p.taken_back > 0 {
            p {
                a.act href=(paths::taken_back(p.id)) {
                    (p.words.say("client-taken-back", &[("n", p.taken_back.into())]))
                }
            }
        }
    }
}

/// A name as a heading, with the honorific beside it where the language has one.
pub fn name(file: &ClientFile, words: &Words) -> Markup {
    html! {
        (words.name(&file.person))
        @if words.lang() == Lang::Ja {
            span.san { (words.t("client-san")) }
        }
    }
}

fn head(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.file.person);
    let role = person.role_in(words.lang());
    let held = p.file.held_sessions(p.today).len();
    let next = calendar::next_on(p.file, p.today);
    html! {
        header.head {
            h1 { (name(p.file, words)) }
            p.sub {
                @if let Some(role) = role { (words.say("client-role", &[("role", text_arg(role))])) }
                (origin(p))
                (words.say("client-sessions", &[("n", held.into())]))
                @if let Some(next) = next {
                    (words.say("client-next", &[("day", arg(words.day(next)))]))
                }
            }
            p.acts {
                a.act href=(paths::log_with(p.id)) { (words.t("log-title")) }
                a.act href=(paths::summary(p.id)) { (words.t("term-summary")) }
                a.act href=(paths::brief(p.id)) { (words.t("client-brief")) }
                a.act href=(paths::profile(p.id)) { (words.t("client-profile")) }
                @if p.own {
                    a.act href=(paths::shares(p.id)) { (words.t("client-shares")) }
                    a.act href=(paths::retention(p.id)) { (words.t("retention-title")) }
                    a.act href=(paths::merge(p.id)) { (words.t("merge-open")) }
                }
            }
        }
    }
}

fn origin(p: &Page<'_>) -> String {
    let words = p.words;
    let Some(origin) = &p.file.person.origin else { return String::new() };
    let day = ("day", arg(origin.on.map(|on| words.day(on)).unwrap_or_default()));
    let how = match (origin.direction, origin.on) {
        (Some(OriginDirection::CameToUs), Some(_)) => words.say("client-came-to-us", &[day]),
        (Some(OriginDirection::WeWent), Some(_)) => words.say("client-we-went", &[day]),
        (Some(OriginDirection::Introduced), Some(_)) => words.say("client-introduced", &[day]),
        (None, Some(_)) => words.say("client-known-since", &[day]),
        (None, None) => String::new(),
        (Some(direction), None) => {
            words.say("client-origin", &[("how", arg(words.label("origin", &direction)))])
        }
    };
    let knew = origin
        .how_they_knew_us
        .as_ref()
        .map(|t| words.say("client-knew-us", &[("how", text_arg(t))]));
    how + &knew.unwrap_or_default()
}

fn stands(p: &Page<'_>) -> Markup {
    let words = p.words;
    let since = p
        .stairs
        .runs
        .iter()
        .rev()
        .take_while(|r| r.stage == p.standing.stage)
        .last()
        .map(|r| r.from);
    html! {
        section.sec aria-labelledby="s1" {
            h2 #s1 {
                (words.t("client-stands"))
                " "
                (question("trust", words))
                small { (words.say("client-on", &[("day", arg(words.day(p.today)))])) }
            }
            div.body {
                (standing::derived(p.standing, p.file, since, words))
                dl.facts.mt2 {
                    dt { (words.t("client-status")) }
                    dd {
                        (
                            p.standing
                                .status
                                .map_or(
                                    words.t("client-no-status"),
                                    |s| words.label("status", &s),
                                )
                        )
                        " "
                        (step(p, "status", "now"))
                        @if let Some(last) = {
                            p.file
                                .status_history
                                .last()
                                .filter(|_| p.file.status_history.len() > 1)
                        } { (back(p, &last.id)) }
                    }
                    dt { (words.t("term-rank")) " " (question("rank", words)) }
                    dd { (standing::closeness(p.standing, words)) }
                }
                p.acts {
                    @for kind in ["conversation", "consultation"] {
                        a.act href=(paths::step(p.id, "agreement", kind)) {
                            @if kind == "conversation" { (words.t("client-record-conversation")) } @else {
                                (words.t("client-record-consultation"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn stairs(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        section.sec aria-labelledby="s2" {
            h2 #s2 { (words.t("client-staircase")) }
            div.body.quiet {
                p { (words.t("client-staircase-about")) }
                p.fine { (words.t("client-zero-recorded")) }
            }
            (lean(staircase::figure(p.stairs, p.file, words)))
            div.full { (staircase::table(p.stairs, p.file, words)) }
        }
    }
}

fn map(p: &Page<'_>) -> Markup {
    let words = p.words;
    let empty = p.file.wants.is_empty() && p.file.needs.is_empty();
    html! {
        section.sec aria-labelledby="s3" {
            h2 #s3 {
                (words.t("client-wants-needs"))
                " "
                (question("need", words))
                small { (words.t("client-for-you-only")) }
            }
            div.body.quiet {
                p { (words.t(if empty { "map-empty" } else { "client-map-about" })) }
            }
            @if !empty {
                (lean(want_need::figure(p.file, p.today, words)))
                details.full {
                    summary { (words.t("map-table")) }
                    (want_need::table(p.file, p.today, words))
                }
                details.full {
                    summary { (words.t("client-record-steps")) }
                    (between::steps(p))
                }
            }
        }
    }
}

/// Shows how what was told has landed, once something was.
fn told(p: &Page<'_>) -> Markup {
    let (words, landing) = (p.words, Landing::of(p.file, p.today));
    if landing.squares.is_empty() {
        return html! {};
    }
    html! {
        section.sec aria-labelledby="s0" {
            h2 #s0 {
                (words.t("client-landing"))
                " "
                (question("reception", words))
                small { (words.t("client-for-you-only")) }
            }
            (lean(landing::figure(&landing, p.file, words)))
            div.full { (landing::table(&landing, p.file, words)) }
        }
    }
}

/// The link to recording what became of one record, by the name of that.
fn step(p: &Page<'_>, noun: &str, id: &str) -> Markup {
    html! {
        a.act href=(paths::step(p.id, noun, id)) { (p.words.label("client-act", &noun)) }
    }
}

/// The button that takes back a record which is shown beside it.
fn back(p: &Page<'_>, record: &Id) -> Markup {
    void::button(&Done::one(p.id, record), p.words)
}
