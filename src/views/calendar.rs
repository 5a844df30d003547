//! One's calendar: the secret link to it, and another calendar read for sessions to log.

use maud::{Markup, html};

use crate::intake::calendar::{Proposed, Reading};
use crate::method::moment::local;
use crate::method::{Id, Person, Viewer};
use crate::paths;
use crate::store::feed::Feed;
use crate::views::form::{self, Faults, Field};
use crate::views::settings;
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub feed: Option<Feed>,
    /// The address that was just made; it is shown this once.
    pub made: Option<&'a str>,
    /// Holds what a calendar proposed, and the people it may be about.
    pub reading: Option<(&'a Reading, &'a [Person])>,
    /// The address of a calendar, as it was typed.
    pub address: &'a str,
    pub faults: &'a Faults,
    /// True for who may name an address of this machine.
    pub manages: bool,
    pub viewer: &'a Viewer,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        (settings::head(&words.t("calendar-title"), &words.t("calendar-open"), words))
        (p.faults.summary(words))
        section.sec {
            h2 {
                (words.t("calendar-feed"))
                small { (words.t("calendar-feed-means")) }
            }
            div.body { (feed(p)) }
        }
        @if let Some((reading, people)) = p.reading {
            section.sec {
                h2 { (words.t("calendar-proposed")) }
                div.body { (proposals(p, reading, people)) }
            }
        }
        section.sec {
            h2 {
                (words.t("calendar-read"))
                small { (words.t("calendar-read-means")) }
            }
            div.body { (other(p)) }
        }
    }
}

fn feed(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        @if let Some(address) = p.made {
            div.done role="status" {
                p { (words.t("calendar-made")) }
                p {
                    code data-path { (address) }
                }
                p.state { (words.t("calendar-made-once")) }
            }
        }
        @match &p.feed {
            Some(feed) => {
                @let since = local(feed.made_at, p.viewer.tz);
                p {
                    (
                        words
                            .say(
                                "calendar-since",
                                &[("day", arg(words.day(since.date())))],
                            )
                    )
                    " "
                    (
                        words
                            .t(
                                if feed.initials {
                                    "calendar-with-initials"
                                } else {
                                    "calendar-without-initials"
                                },
                            )
                    )
                }
                (
                    form::post(
                        &paths::calendar(),
                        p.csrf,
                        html! {
                            button.plain name = "act" value = "revoke" { (words
                            .t("calendar-revoke")) }
                        },
                    )
                )
                details {
                    summary { (words.t("calendar-anew")) }
                    p.state { (words.t("calendar-anew-means")) }
                    (make(p))
                }
            }
            None => (make(p)),
        }
    }
}

fn make(p: &Page<'_>) -> Markup {
    let words = p.words;
    form::post(
        &paths::calendar(),
        p.csrf,
        html! {
            label.choice {
                input type="checkbox" name="initials" value="1";
                (words.t("calendar-initials"))
            }
            p.send {
                button.btn name="act" value="make" { (words.t("calendar-make")) }
            }
        },
    )
}

fn other(p: &Page<'_>) -> Markup {
    let words = p.words;
    let (label, hint) = (words.t("calendar-address"), words.t("calendar-address-hint"));
    form::with_file(
        &paths::calendar_read(),
        p.csrf,
        html! {
            (
                form::file(
                    "file",
                    &words.t("calendar-file"),
                    ".ics,text/calendar",
                    &words.t("calendar-file-hint"),
                    p.faults,
                )
            )
            @if p.manages {
                (
                    Field::new("address", &label, p.address)
                        .kind("url")
                        .hint(&hint)
                        .draw(p.faults)
                )
            }
            (form::submit(&words.t("calendar-propose")))
        },
    )
}

/// Each event with the way to log it. Nothing is saved by reading.
fn proposals(p: &Page<'_>, reading: &Reading, people: &[Person]) -> Markup {
    let words = p.words;
    html! {
        @if reading.proposed.is_empty() {
            p.quiet { (words.t("calendar-nothing")) }
        } @else {
            ul.rows {
                @for one in &reading.proposed {
                    li { (proposal(one, people, words)) }
                }
            }
        }
        @if reading.floating() > 0 {
            p.state { (words.say("calendar-floating", &[("n", reading.floating().into())])) }
        }
        @for (zone, n) in reading.unknown_zones.iter().take(ZONES) {
            p.state {
                (
                    words
                        .say(
                            "calendar-unknown-zone",
                            &[("n", (*n).into()), ("zone", arg(shortened(zone)))],
                        )
                )
            }
        }
        @let more: usize = reading.unknown_zones.values().skip(ZONES).sum();
        @if more > 0 {
            p.state { (words.say("calendar-unknown-zones", &[("n", more.into())])) }
        }
        @if reading.left_out > 0 {
            p.state { (words.say("calendar-left-out", &[("n", reading.left_out.into())])) }
        }
        p.state { (words.t("calendar-nothing-saved")) }
    }
}

/// Zones that are named one by one; the rest is counted.
const ZONES: usize = 5;

/// The name of a zone, as much of it as tells it apart.
fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

fn proposal(one: &Proposed, people: &[Person], words: &Words) -> Markup {
    let clients: Vec<&Person> =
        people.iter().filter(|person| one.clients.contains(&person.id)).collect();
    let joint = words.t("quote-joint");
    html! {
        p.pair {
            span { (one.title) }
            span.num {
                (words.day(one.on))
                @if let Some(at) = one.at { " " (at.format("%H:%M")) }
                @if let Some(n) = one.minutes {
                    (joint)
                    (words.say("session-minutes", &[("n", n.into())]))
                }
            }
        }
        p {
            @for person in &clients {
                a.act href=(paths::log_of(Some(&person.id), one.on, one.minutes)) {
                    (
                        words
                            .say(
                                "calendar-log-with",
                                &[("name", arg(words.name_of(person)))],
                            )
                    )
                }
                " "
            }
            @if clients.is_empty() {
                a.act href=(paths::log_of(None::<&Id>, one.on, one.minutes)) {
                    (words.t("calendar-log"))
                }
            }
        }
    }
}
