//! The shorthand box, what was understood of everything typed, and lines that could not be
//! recorded.

use maud::{Markup, html};

use super::{LogPage, Reading};
use crate::method::person::honorific;
use crate::method::person::twin::Sign;
use crate::views::told;
use crate::views::twin::reasons;
use crate::views::{entry, violation};
use crate::words::arg;

/// The box and its reading: both doors are read together, so that whatever stands in one of them
/// stays when one goes on in the other.
pub(super) fn aside(page: &LogPage<'_>) -> Markup {
    let short = page.value("short");
    html! {
        section.short {
            details open[!short.is_empty()] {
                summary #sh { (page.t("log-shorthand")) }
                p.fine {
                    (page.t("log-shorthand-hint"))
                    " "
                    a href={ (crate::paths::method()) "#shorthand" } { (page.t("log-shorthand-how")) }
                }
                label.vh for="f-short" { (page.t("log-shorthand")) }
                textarea name="short" id="f-short" rows="6" spellcheck="false" { (short) }
                @for fault in page.faults.iter().filter(|fault| fault.field == "short") {
                    p.fault { (page.sentence(fault)) }
                }
            }
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
