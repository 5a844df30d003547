//! The hours of coaching: the log as it stands, the way to a credential, what is not counted and
//! why, and taking it along.

pub mod note;
pub mod several;

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde::Deserialize;

use crate::method::Person;
use crate::method::hours::figures;
use crate::method::hours::log::{Ended, Ground, LeftOff, Log, Reason, Row};
use crate::method::hours::progress::{Credential, Tally};
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::settings;
use crate::words::{Words, arg};

/// Sets how many sessions of one reason are listed; the others are counted.
const SHOWN: usize = 60;

/// The practice's terms, as they are typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub group_cap: String,
    pub recent_months: String,
    /// The print of the terms when the page was opened.
    pub seen: String,
}

/// Everything the page is made of.
pub struct Page<'a> {
    pub log: &'a Log<'a>,
    pub ground: &'a Ground,
    /// The terms as typed; none for who may not change them.
    pub typed: Option<&'a Typed>,
    pub faults: &'a Faults,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        (settings::head(&words.t("hours-title"), &words.t("hours-about"), words))
        (p.faults.summary(words))
        (section("hours-log", log(p), words))
        (section("hours-progress", progress(p), words))
        @if !p.log.left_off.is_empty() { (section("hours-left-off", left_off(p), words)) }
        (section("hours-take", take(p), words))
        @if let Some(typed) = p.typed { (section("hours-terms", terms(p, typed), words)) }
    }
}

fn section(label: &'static str, body: Markup, words: &Words) -> Markup {
    html! {
        section.sec {
            h2 { (words.t(label)) }
            div.body { (body) }
        }
    }
}

/// The rows with their sum, and who is not among them.
fn log(p: &Page<'_>) -> Markup {
    let words = p.words;
    let (paid, pro_bono) = p.log.totals();
    let (clients, minutes) = p.log.without_consent();
    html! {
        @let ended = p.log.ended;
        @if p.log.rows.is_empty() {
            p.quiet { (words.t("hours-none")) }
            p.acts { a.act href=(paths::clients()) { (words.t("hours-choose-client")) } }
        } @else {
            ol.rows {
                @for row in &p.log.rows {
                    li { (line(row, p)) }
                }
            }
        }
        @if ended != Ended::default() {
            p.pair {
                (words.say("hours-erased", &[("n", ended.clients.into())]))
                span.num { (both(ended.paid, ended.pro_bono, words)) }
            }
        }
        @if !p.log.rows.is_empty() || ended != Ended::default() {
            p.pair {
                b { (words.t("hours-total")) }
                span.num { (both(paid, pro_bono, words)) }
            }
        }
        @if clients > 0 {
            p.state {
                (
                    words
                        .say(
                            "hours-no-consent",
                            &[("n", clients.into()), ("hours", arg(figures(minutes)))],
                        )
                )
            }
        }
        p.state {
            @match p.ground.training_from {
                Some(day) => (words.say("hours-since-training", &[("day", arg(words.date(day)))])),
                None => {
                    (words.t("hours-no-training"))
                    " "
                    a href=(paths::settings()) { (words.t("place-settings")) }
                }
            }
        }
    }
}

fn line(row: &Row<'_>, p: &Page<'_>) -> Markup {
    let words = p.words;
    let end = row.end.map_or_else(|| words.t("hours-ongoing"), |day| words.date(day));
    let mut facts =
        vec![words.say("hours-span", &[("start", arg(words.date(row.start))), ("end", arg(end))])];
    facts.extend(row.heads.map(|n| words.say("hours-group-of", &[("n", n.into())])));
    facts.extend(row.group.map(ToString::to_string));
    facts.push(row.contact().map_or_else(|| words.t("hours-no-contact"), ToString::to_string));
    html! {
        p.pair {
            span {
                span.num { (row.no) ". " }
                a href=(paths::client(&row.person.id)) { (words.name_of(row.person)) }
            }
            span.num { (both(row.paid, row.pro_bono, words)) }
        }
        p.state { (facts.join(&words.t("quote-joint"))) }
    }
}

/// Paid and pro bono hours; the latter only where there are any.
fn both(paid: u64, pro_bono: u64, words: &Words) -> String {
    let paid = arg(figures(paid));
    match pro_bono {
        0 => words.say("hours-paid", &[("hours", paid)]),
        minutes => words.say("hours-both", &[("paid", paid), ("free", arg(figures(minutes)))]),
    }
}

/// Shows what each credential asks for, beside what there is.
fn progress(p: &Page<'_>) -> Markup {
    let (words, have) = (p.words, Tally::of(p.log));
    let of = |have: String, asked: String| {
        words.say("hours-of", &[("have", arg(have)), ("asked", arg(asked))])
    };
    let figures = |have: u64, asked: u64| of(figures(have), figures(asked));
    html! {
        ul.rows {
            @for credential in Credential::ALL {
                @let asks = credential.asks();
                li {
                    p {
                        b { (words.label("credential", &credential)) }
                    }
                    dl.facts {
                        dt { (words.t("hours-column-hours")) }
                        dd.num { (figures(have.minutes, asks.minutes)) }
                        dt { (words.t("hours-column-paid-short")) }
                        dd.num { (figures(have.paid, asks.paid)) }
                        dt { (words.t("hours-column-clients")) }
                        dd.num { (of(have.clients.to_string(), asks.clients.to_string())) }
                        @if asks.recent > 0 {
                            dt { (words.t("hours-column-recent")) }
                            dd.num { (figures(have.recent, asks.recent)) }
                        }
                    }
                }
            }
        }
        p.state {
            (
                words
                    .say(
                        "hours-progress-about",
                        &[
                            ("months", p.ground.terms.recent_months.into()),
                            ("cap", p.ground.terms.group_cap.into()),
                        ],
                    )
            )
        }
    }
}

/// Shows what is not counted, by its reason; each session leads to where it can be noted.
fn left_off(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut by_reason: BTreeMap<Reason, Vec<&LeftOff<'_>>> = BTreeMap::new();
    p.log.left_off.iter().for_each(|left| by_reason.entry(left.why).or_default().push(left));
    html! {
        @for (why, sessions) in &by_reason {
            details {
                summary {
                    (
                        words
                            .say(
                                "hours-left-reason",
                                &[
                                    ("reason", arg(words.label("hours-reason", why))),
                                    ("n", sessions.len().into()),
                                ],
                            )
                    )
                }
                p.state { (words.label("hours-do", why)) }
                @if *why == Reason::NotNoted { (at_once(sessions, words)) }
                ul.rows.tight {
                    @for left in sessions.iter().take(SHOWN) {
                        li {
                            a href={ (paths::session(&left.person.id, &left.session.id)) "#hours" } {
                                (words.date(left.session.on))
                            }
                            " "
                            (words.name_of(left.person))
                        }
                    }
                }
                @let more = sessions.len().saturating_sub(SHOWN);
                @if more > 0 {
                    p.state { (words.say("hours-left-more", &[("n", more.into())])) }
                }
            }
        }
    }
}

/// For each client the way to note all of theirs at once.
fn at_once(sessions: &[&LeftOff<'_>], words: &Words) -> Markup {
    let mut people: Vec<&Person> = Vec::new();
    for left in sessions {
        if !people.contains(&left.person) {
            people.push(left.person);
        }
    }
    html! {
        p.acts {
            @for person in people {
                a.act href=(paths::hours_all(&person.id)) {
                    (
                        words
                            .say("hours-all-of", &[("name", arg(words.name_of(person)))])
                    )
                }
            }
        }
    }
}

/// One form: what, and as what. Each press is recorded.
fn take(p: &Page<'_>) -> Markup {
    let words = p.words;
    let form = |what: &str, label: String| {
        html! {
            (
                form::post(
                    &paths::hours(),
                    p.csrf,
                    html! {
                        (form::hidden("what", what)) p { (label) } p.acts { button.plain
                        name = "format" value = "csv" { (words.t("hours-csv")) } button
                        .plain name = "format" value = "xlsx" { (words.t("hours-xlsx")) }
                        }
                    },
                )
            )
        }
    };
    html! {
        (form("log", words.t("hours-take-log")))
        (form("billable", words.t("hours-take-billable")))
        p.state { (words.t("hours-take-about")) }
    }
}

fn terms(p: &Page<'_>, typed: &Typed) -> Markup {
    let words = p.words;
    html! {
        (
            form::post(
                &paths::hours_terms(),
                p.csrf,
                html! {
                    (form::hidden(form::SEEN, &typed.seen))
                    (Field::new("group_cap", & words.t("hours-group-cap"), & typed
                    .group_cap).kind("number").hint(& words.t("hours-group-cap-hint"))
                    .draw(p.faults)) (Field::new("recent_months", & words
                    .t("hours-recent-months"), & typed.recent_months).kind("number")
                    .hint(& words.t("hours-recent-months-hint")).draw(p.faults))
                    (form::submit(& words.t("form-save")))
                },
            )
        )
    }
}
