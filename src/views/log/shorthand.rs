//! The lines in shorthand, what was understood of everything typed, and lines that could not be
//! recorded.

use maud::{Markup, html};

use super::{LogPage, Reading};
use crate::intake::log_form::IN_SHORTHAND;
use crate::method::person::honorific;
use crate::method::person::twin::Sign;
use crate::views::told;
use crate::views::twin::reasons;
use crate::views::{entry, violation};
use crate::words::arg;

/// True if there is shorthand to show at the lines: they stand in it, or some of it has no line.
pub(super) fn among_lines(page: &LogPage<'_>) -> bool {
    page.fields.in_shorthand() || !page.value("short").trim().is_empty()
}

/// The lines in shorthand, or what of it has no line of the page. It is read together with the
/// lines.
pub(super) fn text(page: &LogPage<'_>) -> Markup {
    let whole = page.fields.in_shorthand();
    html! {
        div #short-text.short hidden[!among_lines(page)] {
            p.fine {
                (page.t(if whole { "log-shorthand-hint" } else { "log-shorthand-rest" }))
                " "
                a href={ (crate::paths::method()) "#shorthand" } { (page.t("log-shorthand-how")) }
            }
            label.vh for="f-short" { (page.t("log-shorthand")) }
            textarea .grows name="short" id="f-short" rows=(if whole { 6 } else { 2 }) spellcheck="false" {
                (page.value("short"))
            }
            @for fault in page.faults.iter().filter(|fault| fault.field == "short") {
                p.fault { (page.sentence(fault)) }
            }
        }
        @if among_lines(page) { (understood(page)) }
    }
}

/// The button that shows the same lines in the other view.
pub(super) fn turn(page: &LogPage<'_>) -> Markup {
    let (act, word) = if page.fields.in_shorthand() {
        ("lines", "log-to-lines")
    } else {
        (IN_SHORTHAND, "log-to-shorthand")
    };
    html! {
        button #turn.turn type="submit" name="act" value=(act) formnovalidate { (page.t(word)) }
    }
}

/// Shows how everything typed was understood, with the button that asks for it without a script.
pub(super) fn understood(page: &LogPage<'_>) -> Markup {
    html! {
        section.short {
            p {
                button.act.plain type="submit" name="act" value="read" formnovalidate {
                    (page.t("log-read"))
                }
            }
            details #understood open[page.reading.is_some()] {
                summary { (page.t("log-understood")) }
                div #reading.read aria-live="polite" {
                    @if let Some(reading) = &page.reading { (read(page, reading)) }
                }
            }
        }
    }
}

/// The list of what was understood; also what the page asks for while one types.
pub fn read(page: &LogPage<'_>, reading: &Reading) -> Markup {
    let cx = entry::Context {
        words: page.words,
        entry: &reading.entry,
        file: page.file.map(|(file, _)| file),
    };
    html! {
        p.vh data-when { (super::head::when(page, reading.entry.on, reading.minutes)) }
        @for (field, day) in &reading.days {
            p.vh data-echo=(field) { (day) }
        }
        @for fact in &reading.facts {
            p.state { (fact) }
        }
        @for (field, why) in &reading.amiss {
            p.fault data-beside=(field) { (why) }
        }
        @if page.fields.blank() {
            p.quiet { (page.t("log-understood-nothing")) }
        }
        @if page.file.is_none() {
            @if let Some((_, title)) = honorific::kept(page.value("new-name")) {
                p.state { (told::untitled(title, page.words)) }
            }
        }
        @for twin in &page.twins {
            @let key = if twin.signs == [Sign::Part] { "twin-part" } else { "twin-near" };
            p.state {
                (
                    page.words
                        .say(
                            key,
                            &[
                                ("name", arg(page.words.name_of(twin.person))),
                                ("why", arg(reasons(&twin.signs, page.words))),
                            ],
                        )
                )
            }
        }
        @for problem in &reading.problems {
            p.fault { (problem) }
        }
        ol {
            @for item in reading.understood.iter().filter_map(|u| reading.entry.items.get(u.item)) {
                (entry::line(&cx, item))
            }
            @for unkept in &reading.unkept {
                li.held {
                    span.num {
                        @if let Some(line) = unkept.line { (line) }
                    }
                    span {
                        (unkept.typed)
                        span.t {
                            (page.t("log-unkept-short"))
                            @for rule in &unkept.rules { " " (violation::why(rule, page.words)) }
                        }
                    }
                }
            }
        }
    }
}
