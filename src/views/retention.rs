//! Tells how long records are kept: the page of one person's, and the list of those whose time is
//! over.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::settings;
use crate::intake::form::Fields;
use crate::method::hours::figures;
use crate::method::{Id, Person, Text, moment};
use crate::paths;
use crate::store::erasure::{Counted, Erasure};
use crate::store::retention::Kept;
use crate::store::whole_copy::WholeCopy;
use crate::words::{Words, arg, text_arg};

/// Everything the page of one person is made of.
pub struct Page<'a> {
    pub id: &'a Id,
    pub kept: &'a Kept,
    /// The print of what stands there to be changed.
    pub seen: &'a str,
    pub csrf: &'a str,
    /// Holds what was typed and refused; empty where the page shows what stands.
    pub typed: &'a Fields,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

/// The title.
pub fn title(person: &Person, words: &Words) -> String {
    words.say("retention-of", &[("name", arg(words.name_of(person)))])
}

/// The page of one person.
pub fn page(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.kept.person);
    html! {
        header.head {
            p.kick {
                a href=(paths::client(p.id)) { (words.name_of(person)) }
            }
            h1 { (title(person, words)) }
            p.sub { (words.t("retention-means")) }
        }
        (p.faults.summary(words))
        section.sec {
            h2 { (words.t("retention-until")) }
            div.body { (until(p)) }
        }
        section.sec {
            h2 { (words.t("retention-hold")) }
            div.body { (hold(p)) }
        }
        section.sec {
            h2 { (words.t("access-title")) }
            div.body {
                p { (words.t("access-means")) }
                p {
                    a.act href=(paths::access(p.id)) { (words.t("access-open")) }
                }
            }
        }
        section.sec {
            h2 { (words.t("erase-title")) }
            div.body {
                @if person.legal_hold {
                    p { (words.t("erase-held")) }
                } @else {
                    p { (words.t("erase-means")) }
                    p {
                        a.act href=(paths::erase(p.id)) { (words.t("erase-open")) }
                    }
                }
            }
        }
    }
}

/// A form of this page with what it asks for.
fn acting(p: &Page<'_>, act: &str, fields: Markup) -> Markup {
    form::post(
        &paths::retention(p.id),
        p.csrf,
        html! {
            (form::hidden("act", act))
            (form::hidden(form::SEEN, p.seen))
            (fields)
        },
    )
}

fn until(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.kept.person);
    let standing = p.kept.until.to_string();
    let day = if p.typed.has("until") { p.typed.get("until") } else { &standing };
    html! {
        p {
            (
                words
                    .say("retention-until-day", &[("day", arg(words.day(p.kept.until)))])
            )
            " "
            (rests_on(p.kept, words))
        }
        @if let Some(why) = &person.retention_reason {
            p.state { (why) }
        }
        (
            acting(
                p,
                "keep",
                html! {
                    (Field::new("until", & words.t("retention-another-day"), day)
                    .kind("date").required().draw(p.faults)) (Field::new("why", & words
                    .t("retention-why"), p.typed.get("why")).required().draw(p.faults))
                    (form::submit(& words.t("retention-keep-on")))
                },
            )
        )
    }
}

/// Tells what the day comes from.
fn rests_on(kept: &Kept, words: &Words) -> String {
    match (kept.person.retention_until, kept.last) {
        (Some(_), _) => words.t("retention-set-by-hand"),
        (None, Some(last)) => words.say("retention-after-last", &[("day", arg(words.day(last)))]),
        (None, None) => words.t("retention-never-met"),
    }
}

fn hold(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.kept.person);
    html! {
        p { (
            words
                .t(
                    if person.legal_hold {
                        "retention-held"
                    } else {
                        "retention-not-held"
                    },
                )
        ) }
        @if person.legal_hold {
            @if let Some(why) = &person.hold_reason {
                p.state { (why) }
            }
            (
                acting(
                    p,
                    "lift",
                    html! {
                        (Field::new("lift", & words.t("retention-why"), p.typed
                        .get("lift")).required().draw(p.faults)) (form::submit(& words
                        .t("retention-lift")))
                    },
                )
            )
        } @else {
            @if let Some(why) = &person.hold_reason {
                p.state { (words.say("retention-lifted", &[("why", arg(why.to_string()))])) }
            }
            (
                acting(
                    p,
                    "hold",
                    html! {
                        (Field::new("hold", & words.t("retention-why"), p.typed
                        .get("hold")).required().draw(p.faults)) (form::submit(& words
                        .t("retention-hold-do")))
                    },
                )
            )
        }
    }
}

/// Everything the list of those due is made of.
pub struct Review<'a> {
    pub due: &'a [Kept],
    /// Counts how many are due with each member; for those who manage the practice.
    pub practice: Option<&'a [(Text, usize)]>,
    pub erasures: &'a [Erasure],
    pub counted: &'a [Counted],
    /// The erasure that has just been ordered.
    pub done: Option<&'a Erasure>,
    /// True while what that deleted is being taken out of the database's files.
    pub settling: bool,
    pub zone: chrono_tz::Tz,
    pub words: &'a Words,
}

/// The list of those due.
pub fn review(r: &Review<'_>) -> Markup {
    let words = r.words;
    html! {
        (
            settings::head(
                &words.t("retention-review"),
                &words.t("retention-review-means"),
                words,
            )
        )
        @if let Some(done) = r.done {
            div.done role="status" { (receipt(done, r)) }
        }
        section.sec {
            h2 { (words.t("retention-due")) }
            div.body {
                @if r.due.is_empty() {
                    p.quiet { (words.t("retention-none-due")) }
                } @else {
                    ul.rows {
                        @for kept in r.due { (line(kept, r)) }
                    }
                }
            }
        }
        @if let Some(counts) = r.practice { (practice(words, counts)) }
        @if !r.erasures.is_empty() {
            section.sec {
                h2 { (words.t("erase-past")) }
                div.body {
                    ul.rows {
                        @for past in r.erasures {
                            li { (receipt(past, r)) }
                        }
                    }
                }
            }
        }
        @if !r.counted.is_empty() {
            section.sec {
                h2 { (words.t("erase-counted")) }
                div.body {
                    ul.rows {
                        @for year in r.counted {
                            li { (counted(year, words)) }
                        }
                    }
                }
            }
        }
    }
}

fn line(kept: &Kept, r: &Review<'_>) -> Markup {
    let (words, person) = (r.words, &kept.person);
    html! {
        li {
            p.pair {
                a href=(paths::retention(&person.id)) { (words.name_of(person)) }
                span.num { (words.date(kept.until)) }
            }
            p.state {
                @if person.legal_hold {
                    (words.t("retention-held"))
                    @if let Some(why) = &person.hold_reason {
                        " "
                        (words.say("file-keeping-why", &[("why", text_arg(why))]))
                    }
                } @else { (rests_on(kept, words)) }
            }
        }
    }
}

fn practice(words: &Words, counts: &[(Text, usize)]) -> Markup {
    html! {
        section.sec {
            h2 { (words.t("retention-practice")) }
            div.body {
                @if counts.is_empty() {
                    p.quiet { (words.t("retention-none-due")) }
                }
                ul.rows {
                    @for (name, n) in counts {
                        li {
                            p.pair {
                                span { (name) }
                                span.num { (words.say("retention-due-count", &[("n", (*n).into())])) }
                            }
                        }
                    }
                }
                p {
                    a.act href=(paths::practice()) { (words.t("retention-years-open")) }
                }
            }
        }
    }
}

/// Shows what an erasure did, and where the person may still be.
fn receipt(of: &Erasure, r: &Review<'_>) -> Markup {
    let words = r.words;
    let day = words.date(moment::local(of.at, r.zone).date());
    html! {
        p.pair {
            span { (words.label("ending", &of.ending)) " · " (words.label("ends-because", &of.reason)) }
            span.num { (day) }
        }
        p.state { (settled(of, r)) }
        (holding(&of.copies, r.practice.is_some(), r.zone, words))
    }
}

/// Tells whether what was deleted is out of the database's files as well.
fn settled(of: &Erasure, r: &Review<'_>) -> String {
    let goes_on = r.settling && r.done.is_some_and(|done| done.id == of.id);
    match of.settled_at {
        Some(_) => r.words.t("erase-settled"),
        None if goes_on => r.words.t("erase-settling"),
        None => r.words.t("erase-unsettled"),
    }
}

/// The whole copies that may still hold somebody; where they lie on the server, only for those who
/// manage it.
pub fn holding(copies: &[WholeCopy], places: bool, zone: chrono_tz::Tz, words: &Words) -> Markup {
    html! {
        @if copies.is_empty() {
            p.state { (words.t("erase-no-copies")) }
        } @else {
            p.state { (words.say("erase-copies", &[("n", copies.len().into())])) }
            ul.plain-rows {
                @for copy in copies {
                    li {
                        (words.label("copy-kind", &copy.kind))
                        " · "
                        (words.date(moment::local(copy.made_at, zone).date()))
                        @if let Some(place) = copy.place.as_ref().filter(|_| places) { " · " (place) }
                    }
                }
            }
        }
    }
}

fn counted(year: &Counted, words: &Words) -> String {
    let hours = |minutes: i64| arg(figures(u64::try_from(minutes).unwrap_or(0)));
    let all = [
        ("year", arg(year.year.to_string())),
        ("clients", year.clients.into()),
        ("sessions", year.sessions.into()),
        ("hours", hours(year.minutes)),
        ("paid", hours(year.paid)),
        ("free", hours(year.pro_bono)),
    ];
    words.say("erase-counted-year", &all)
}
