//! Holds what was begun and is not saved yet: whose, of which day, its first words; each to be gone
//! on with or discarded.

use maud::{Markup, html};

use super::form::{hidden, post_as};
use crate::method::moment::LocalTime;
use crate::method::{Day, Id, Lang};
use crate::paths;
use crate::words::{Words, arg};

/// The most characters of the first words that are shown.
const SHORT: usize = 60;

/// A draft as lists show it.
pub struct Begun {
    pub id: Id,
    /// Tells whose session: the client's name, or the name that was typed for a new one.
    pub name: Option<String>,
    /// The day; as it was typed where it cannot be read.
    pub day: Result<Day, String>,
    pub words: Option<String>,
    /// True for changes to a session that is saved already.
    pub correcting: bool,
    /// Tells when it was last saved, as the member reads the clock.
    pub saved: LocalTime,
}

/// The page of all drafts.
pub fn page(begun: &[Begun], most: u64, csrf: &str, words: &Words) -> Markup {
    html! {
        header.head {
            p.kick {
                a href=(paths::log()) { (words.t("log-title")) }
            }
            h1 { (words.t("draft-title")) }
            p.sub { (words.say("draft-most", &[("n", most.into())])) }
        }
        section.sec.slim {
            h2 { (words.say("draft-count", &[("n", begun.len().into())])) }
            div.body {
                @if begun.is_empty() {
                    p.quiet { (words.t("draft-none")) }
                } @else { (list(begun, csrf, words)) }
                (here(csrf, words))
            }
        }
    }
}

/// Shows what waits, above an empty page: the latest drafts, and the way to all of them.
pub fn waiting(begun: &[Begun], all: i64, csrf: &str, words: &Words) -> Markup {
    html! {
        @if !begun.is_empty() {
            section.sec.slim {
                h2 { (words.t("draft-waiting")) }
                div.body {
                    (list(begun, csrf, words))
                    p.acts {
                        a.act href=(paths::log_drafts()) {
                            (words.say("draft-all", &[("n", all.into())]))
                        }
                    }
                }
            }
        }
    }
}

/// The drafts, the latest first.
pub fn list(begun: &[Begun], csrf: &str, words: &Words) -> Markup {
    html! {
        ul.rows.drafts {
            @for draft in begun {
                li {
                    p.pair {
                        a href=(paths::log_draft_of(&draft.id)) { (title(draft, words)) }
                        span.num { (saved(draft, words)) }
                    }
                    p.state {
                        (day(draft, words))
                        @if let Some(said) = &draft.words { " " (first(said)) }
                    }
                    (
                        post_as(
                            "discard",
                            &paths::log_discard(),
                            csrf,
                            html! {
                                (hidden("draft", draft.id.as_str())) button.plain aria -
                                label = { (words.t("draft-discard")) " "(title(draft, words))
                                } { (words.t("draft-discard")) }
                            },
                        )
                    )
                }
            }
        }
    }
}

/// Shows where the script names what only this device has; empty, and hidden, without script.
pub fn here(csrf: &str, words: &Words) -> Markup {
    let of = csrf.split('.').next().unwrap_or_default();
    html! {
        div #here
            .here
            hidden
            data-member=(of)
            data-log=(paths::log())
            data-nobody=(words.t("draft-of-nobody"))
            data-discard=(words.t("draft-discard"))
            data-sure=(words.t("draft-discard-sure"))
            data-locked=(words.t("draft-locked"))
            data-pressed=(words.t("draft-pressed"))
            data-more=(words.t("draft-more"))
        {
            p.state { (words.t("draft-here")) }
            ul.rows {}
        }
        script type="module" src=(crate::asset::url("here.js")) {}
    }
}

/// The sentences by which the script says what became of a Save without a network.
pub fn unsent(words: &Words) -> Markup {
    let of = |key: &'static str| words.say(key, &[("name", arg("{name}"))]);
    html! {
        template
            #unsent
            data-log=(paths::log())
            data-nobody=(words.t("draft-of-nobody"))
            data-sent=(of("unsent-sent"))
            data-away=(of("unsent-away"))
            data-asked=(of("unsent-asked"))
            data-saved=(words.t("unsent-saved"))
        {
            div.done role="status" {
                p {
                    span {}
                    " "
                    a.act { (words.t("unsent-open")) }
                }
            }
        }
    }
}

fn title(draft: &Begun, words: &Words) -> String {
    let key = if draft.correcting { "draft-of-correction" } else { "draft-of" };
    match &draft.name {
        Some(name) => words.say(key, &[("name", arg(name.as_str()))]),
        None => words.t("draft-of-nobody"),
    }
}

fn saved(draft: &Begun, words: &Words) -> String {
    let day = words.day_short(draft.saved.date());
    words.say("today-saved", &[("day", arg(day)), ("time", arg(words.time(draft.saved)))])
}

/// The session's day; as it was typed where it cannot be read.
fn day(draft: &Begun, words: &Words) -> String {
    match &draft.day {
        Ok(on) => words.say("draft-on", &[("day", arg(words.day_near(*on, draft.saved.date())))]),
        Err(typed) => typed.clone(),
    }
}

fn first(said: &str) -> Markup {
    let cut = said.chars().count() > SHORT;
    let short: String = said.chars().take(SHORT).collect();
    html! {
        span lang=(Lang::of(said).tag()) {
            (short)
            @if cut { "…" }
        }
    }
}
