//! One's calendar: the secret link to it, and another calendar read for sessions to log.

use maud::{Markup, html};

use crate::domain::calendar::read::{Proposed, Reading};
use crate::domain::moment::local;
use crate::domain::{Person, Viewer};
use crate::paths;
use crate::store::feed::Feed;
use crate::views::form::{self, Faults, Field};
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub feed: Option<Feed>,
    /// The address that was just made; it is shown this once.
    pub made: Option<&'a str>,
    /// What a calendar proposed, and the people it may be about.
    pub reading: Option<(&'a Reading, &'a [Person])>,
    /// The calendar as it was typed or chosen, and the address of one.
    pub typed: (&'a str, &'a str),
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
        header.head {
            p.kick { a href=(paths::settings()) { (words.t("place-settings")) } }
            h1 { (words.t("calendar-title")) }
        }
        (p.faults.summary(words))
        section.sec {
            h2 { (words.t("calendar-feed")) small { (words.t("calendar-feed-means")) } }
            div.body { (feed(p)) }
        }
        @if let Some((reading, people)) = p.reading {
            section.sec { h2 { (words.t("calendar-proposed")) } div.body { (proposals(p, reading, people)) } }
        }
        section.sec {
            h2 { (words.t("calendar-read")) small { (words.t("calendar-read-means")) } }
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
                p { code data-path { (address) } }
                p.state { (words.t("calendar-made-once")) }
            }
        }
        @match &p.feed {
            Some(feed) => {
                @let since = local(feed.made_at, p.viewer.tz);
                p { (words.say("calendar-since", &[("day", arg(words.day(since.date())))]))
                    " " (words.t(if feed.initials { "calendar-with-initials" } else { "calendar-without-initials" })) }
                (form::post(&paths::calendar(), p.csrf, html! {
                    button.plain name="act" value="revoke" { (words.t("calendar-revoke")) }
                }))
                details { summary { (words.t("calendar-anew")) } p.state { (words.t("calendar-anew-means")) } (make(p)) }
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
            label.choice { input type="checkbox" name="initials" value="1"; (words.t("calendar-initials")) }
            p.send { button.btn name="act" value="make" { (words.t("calendar-make")) } }
        },
    )
}

fn other(p: &Page<'_>) -> Markup {
    let (words, (text, address)) = (p.words, p.typed);
    let fault = p.faults.of("ics");
    html! {
        (form::post(&paths::calendar_read(), p.csrf, html! {
            p.entry #calendar-file hidden {
                label.field for="file" { (words.t("calendar-file")) }
                input #file type="file" accept=".ics,text/calendar";
            }
            p.entry {
                label.field for="ics" { (words.t("calendar-text")) }
                textarea #ics name="ics" rows="4" aria-invalid=[fault.map(|_| "true")] { (text) }
                @if let Some(fault) = fault { span.fault { (fault) } }
            }
            @if p.manages {
                (Field::new("address", &words.t("calendar-address"), address).kind("url").hint(&words.t("calendar-address-hint")).draw(p.faults))
            }
            (form::submit(&words.t("calendar-propose")))
        }))
        script type="module" src=(crate::asset::url("calendar.js")) {}
    }
}

/// Each event with the way to log it. Nothing is saved by reading.
fn proposals(p: &Page<'_>, reading: &Reading, people: &[Person]) -> Markup {
    let words = p.words;
    html! {
        @if reading.proposed.is_empty() { p.quiet { (words.t("calendar-nothing")) } }
        @else { ul.rows { @for one in &reading.proposed { li { (proposal(one, people, words)) } } } }
        @if reading.left_out > 0 { p.state { (words.say("calendar-left-out", &[("n", reading.left_out.into())])) } }
        p.state { (words.t("calendar-nothing-saved")) }
    }
}

fn proposal(one: &Proposed, people: &[Person], words: &Words) -> Markup {
    let client = one.client.as_ref().and_then(|id| people.iter().find(|person| person.id == *id));
    let link = paths::log_of(one.client.as_ref(), one.on, one.minutes);
    html! {
        p.pair {
            span { (one.title) }
            span.num { (words.day(one.on)) @if let Some(n) = one.minutes { (words.t("quote-joint")) (words.say("session-minutes", &[("n", n.into())])) } }
        }
        p {
            a.act href=(link) {
                @match client {
                    Some(person) => (words.say("calendar-log-with", &[("name", arg(words.name_of(person)))])),
                    None => (words.t("calendar-log")),
                }
            }
        }
    }
}
