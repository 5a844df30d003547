//! Holds what one knows of a person beside the work: closeness, circles, busy times, what they
//! like; and that they came back.

use maud::{Markup, html};

use super::Page;
use crate::method::person::{BusyWindow, came_back};
use crate::method::{Day, Person};
use crate::paths;
use crate::views::{contact, gift, standing};
use crate::words::{Words, arg, text_arg};

/// Sets how many days ahead a busy time is told.
const AHEAD: i64 = 14;

/// Somebody parked has moved towards us: back with one press (B20).
pub fn back(p: &Page<'_>) -> Markup {
    html! {
        @if let Some(status) = came_back(p.file, p.today) {
            section.sec.slim {
                h2 { (p.words.t("term-parked")) }
                div.body { (contact::back(p.id, status, (p.csrf, &p.line.key, p.today), p.words)) }
            }
        }
    }
}

/// The section; nothing where nothing is known.
pub fn section(p: &Page<'_>) -> Markup {
    let (words, person) = (p.words, &p.file.person);
    let network = !person.kind.client();
    let known = network
        || person.wish_to_meet
        || person.purpose.is_some()
        || !person.preferences.is_empty();
    let known = known || !person.earlier_names.is_empty();
    html! {
        @if known || busy(person, p.today).is_some() {
            section.sec aria-labelledby="s9" {
                h2 #s9 { (words.t("client-about")) }
                div.body {
                    dl.facts {
                        @if network {
                            dt { (words.t("person-kind")) }
                            dd { (words.label("person-kind", &person.kind)) }
                            dt { (words.t("term-rank")) }
                            dd { (standing::closeness(p.standing, words)) }
                        }
                        @if !person.earlier_names.is_empty() {
                            dt { (words.t("person-earlier")) }
                            dd {
                                ul.rows.tight {
                                    @for earlier in &person.earlier_names {
                                        li { (earlier.name) }
                                    }
                                }
                            }
                        }
                        @if let Some(purpose) = &person.purpose {
                            dt { (words.t("person-purpose")) }
                            dd { (purpose) }
                        }
                        @if person.wish_to_meet {
                            dt { (words.t("person-wish")) }
                            dd { (words.t("person-yes")) }
                        }
                        @if let Some(window) = busy(person, p.today) {
                            dt { (words.t("person-busy")) }
                            dd { (until(window, p.today, words)) }
                        }
                        @if !person.preferences.is_empty() {
                            dt { (words.t("brief-likes")) }
                            dd { (likes(p)) }
                        }
                    }
                    p {
                        a.act href=(paths::profile(p.id)) { (words.t("client-profile")) }
                    }
                }
            }
        }
    }
}

fn likes(p: &Page<'_>) -> Markup {
    html! {
        ul.rows.tight {
            @for liked in &p.file.person.preferences {
                li { (gift::like(liked, p.file, p.words)) }
            }
        }
    }
}

/// The busy time that lasts now or begins soon.
pub fn busy(person: &Person, today: Day) -> Option<&BusyWindow> {
    person
        .busy_windows
        .iter()
        .filter(|window| window.near(today, AHEAD))
        .min_by_key(|window| window.from)
}

/// “Busy until …”, in one sentence.
pub fn until(window: &BusyWindow, today: Day, words: &Words) -> String {
    let (from, day) =
        (arg(words.day_near(window.from, today)), arg(words.day_near(window.until, today)));
    match (&window.note, window.from > today) {
        (Some(note), true) => words.say(
            "person-busy-soon-with",
            &[("from", from), ("day", day), ("note", text_arg(note))],
        ),
        (Some(note), false) => {
            words.say("person-busy-with", &[("day", day), ("note", text_arg(note))])
        }
        (None, true) => words.say("person-busy-soon", &[("from", from), ("day", day)]),
        (None, false) => words.say("person-busy-now", &[("day", day)]),
    }
}
