//! Asks how it ended: the next date, the one question, the note for oneself.

use chrono::Datelike;
use maud::{Markup, html};

use super::lines::spellings;
use super::{LogPage, area, chip, fault_line, field, unset};
use crate::intake::shorthand::Prefix;
use crate::method::field::Part;
use crate::method::moment::plus_days;
use crate::method::session::{Checkout, Closing, SessionField};
use crate::method::{Day, code};

/// A day that one tap gives: its word, and how it is reckoned.
type Usual = (&'static str, Reckon);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reckon {
    Days(u32),
    /// The Friday of the week that begins so many weeks on.
    Friday(u32),
    /// The next date, as it stands on the page.
    Next,
}

const NEXT: [Usual; 3] = [
    ("log-next-week", Reckon::Days(7)),
    ("log-next-fortnight", Reckon::Days(14)),
    ("log-next-month", Reckon::Days(28)),
];
pub(super) const DUE: [Usual; 3] = [
    ("log-due-next", Reckon::Next),
    ("log-due-friday", Reckon::Friday(0)),
    ("log-due-next-friday", Reckon::Friday(1)),
];

/// A day as people write it. The usual days are chips of the script: without it one writes them.
pub(super) fn day(
    page: &LogPage<'_>,
    name: &str,
    (label, hint): (&str, &str),
    usual: &[Usual],
) -> Markup {
    let from = page.value("on").parse().unwrap_or(page.today);
    html! {
        div.day data-day=(name) {
            div.chips.quarter hidden role="group" aria-label=(page.t(label)) {
                @for (word, reckon) in usual {
                    @let day = reckoned(*reckon, from);
                    button.chip
                        type="button"
                        aria-pressed="false"
                        data-value=[day.map(|day| day.to_string())]
                        data-said=[day.map(|day| page.words.day(day))]
                        data-next[*reckon == Reckon::Next]
                    { (page.t(word)) }
                }
                button.chip type="button" data-other { (page.t("log-day-other")) }
            }
            (field(page, name, &page.t(label), &page.t(hint)))
            p.hint.echo {}
        }
    }
}

fn reckoned(reckon: Reckon, from: Day) -> Option<Day> {
    match reckon {
        Reckon::Days(n) => Some(plus_days(from, n)),
        Reckon::Friday(weeks) => {
            let until = (4 + 7 - from.weekday().num_days_from_monday()) % 7;
            let this = if until == 0 { 7 } else { until };
            Some(plus_days(from, this + 7 * weeks))
        }
        Reckon::Next => None,
    }
}

pub(super) fn next(page: &LogPage<'_>) -> Markup {
    html! {
        section #next-time.block data-prefix=(spellings(Prefix::Field(SessionField::Next))) {
            h2.lab { (page.t("log-next")) }
            (day(page, "next", ("log-next-day", "log-next-hint"), &NEXT))
            fieldset #f-closing.chips.snug {
                legend { (page.t("session-closing")) }
                @for (closing, key) in {
                    [
                        (Closing::Dated, "1"),
                        (Closing::Courtesy, "2"),
                        (Closing::None, "3"),
                    ]
                } {
                    @let word = page.words.label("closing", &closing);
                    (chip(page, ("radio", "closing", &code(&closing)), &word, key))
                }
                (unset(page, "closing"))
                p.hint { (page.t("log-courtesy-note")) }
            }
            (fault_line("closing", page.fault("closing")))
            (agenda(page, true))
        }
    }
}

/// What to begin with next time: beside the next date once it is written, and until then among
/// what is written less often.
pub(super) fn agenda(page: &LogPage<'_>, written: bool) -> Markup {
    let texts = SessionField::texts().map(SessionField::declared);
    html! {
        @for declared in texts.filter(|declared| declared.part == Part::Closing) {
            @let says = !page.value(declared.form).is_empty();
            @if (says || page.fault(declared.form).is_some()) == written {
                (area(page, declared.form, &page.t(declared.label), ""))
            }
        }
    }
}

pub(super) fn question(page: &LogPage<'_>) -> Markup {
    html! {
        section.block {
            fieldset #f-checkout.chips.snug {
                legend { (page.t("log-question-short")) }
                @for (answer, key) in {
                    [
                        (Checkout::Yes, "1"),
                        (Checkout::Partly, "2"),
                        (Checkout::No, "3"),
                        (Checkout::NotAsked, "4"),
                    ]
                } {
                    @let word = page.words.label("checkout", &answer);
                    (chip(page, ("radio", "checkout", &code(&answer)), &word, key))
                }
            }
            (fault_line("checkout", page.fault("checkout")))
        }
    }
}

/// The forms that a private note can be begun with, each with the heads of its parts.
const FORMS: [&str; 5] = ["grow", "oscar", "clear", "soap", "dap"];

pub(super) fn note(page: &LogPage<'_>) -> Markup {
    html! {
        section.private {
            label.field for="f-note" { (page.t("log-note")) }
            textarea
                .grows
                name="note"
                id="f-note"
                rows="2"
                autocapitalize="sentences"
            { (page.value("note")) }
            (fault_line("note", page.fault("note")))
            div #note-forms.chips hidden role="group" aria-label=(page.t("note-forms")) {
                @for form in FORMS {
                    button.chip type="button" data-heads=(page.t(&format!("note-heads-{form}"))) {
                        (page.t(&format!("note-form-{form}")))
                    }
                }
                button.chip type="button" data-own { (page.t("note-form-own")) }
            }
            p.hint { (page.t("log-note-hint")) }
        }
    }
}
