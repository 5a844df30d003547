//! Holds what the session counts as in the log of hours, and the form in which it is noted or noted
//! anew.

use maud::{Markup, html};

use super::Page;
use crate::intake::form::Fields;
use crate::paths;
use crate::views::form;
use crate::views::hours::note;

/// The section; nothing for a session that was not held.
pub fn section(p: &Page<'_>) -> Markup {
    let (words, noted) = (p.words, p.session.hours.as_ref());
    let as_noted = || {
        let fields = noted.map(|hours| hours.to_fields()).unwrap_or_default();
        Fields::of(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let typed = p.typed.hours.clone().unwrap_or_else(as_noted);
    let seen = Some(typed.get(form::SEEN)).filter(|seen| !seen.is_empty());
    html! {
        @if p.session.held() {
            section #hours.sec {
                h2 { (words.t("hours-title")) }
                div.body {
                    p {
                        @match noted {
                            Some(hours) => (words.hours_note(hours)),
                            None => span.quiet { (words.t("hours-reason-not-noted")) },
                        }
                    }
                    details open[p.typed.hours.is_some()] {
                        summary {
                            (
                                words
                                    .t(
                                        if noted.is_some() {
                                            "hours-note-again"
                                        } else {
                                            "hours-note"
                                        },
                                    )
                            )
                        }
                        p.state { (words.t("hours-note-about")) }
                        (
                            form::once(
                                &paths::hours_note(p.id, &p.session.id),
                                p.csrf,
                                &p.typed.key,
                                html! {
                                    (form::hidden(form::SEEN, seen.unwrap_or(p.seen_hours)))
                                    (note::fields(& typed, & p.typed.faults, words))
                                    (form::submit(& words.t("hours-note-do")))
                                },
                            )
                        )
                    }
                }
            }
        }
    }
}
