//! The same events as a table: number, date, what happened, the words.

use chrono::Datelike;
use maud::{Markup, html};

use crate::method::staircase::{Event, Happening, Staircase};
use crate::method::{AgreementMove, ClientFile, Day, StrainState};
use crate::picture::quote;
use crate::words::{Words, arg, text_arg};

/// The table; row `e1` belongs to number 1 of the picture.
pub fn table(stairs: &Staircase, file: &ClientFile, words: &Words) -> Markup {
    if stairs.events.is_empty() {
        return html! {
            p.quiet { (words.t("staircase-empty")) }
        };
    }
    html! {
        table.stack.ev {
            thead {
                tr {
                    th.num scope="col" { (words.t("staircase-no")) }
                    th scope="col" { (words.t("staircase-date")) }
                    th scope="col" { (words.t("staircase-what")) }
                    th scope="col" { (words.t("staircase-words")) }
                }
            }
            tbody {
                @for (i, event) in stairs.events.iter().enumerate() {
                    @let before = i
                        .checked_sub(1)
                        .and_then(|j| stairs.events.get(j))
                        .map(|e| e.on);
                    tr id=(format!("e{}", i + 1)) {
                        td.num { (i + 1) }
                        td.num { (day_after(event.on, before, words)) }
                        td { (told(event, words)) }
                        (evidence(event, file, words))
                    }
                }
            }
        }
    }
}

/// The day, with its year where the year is new.
fn day_after(on: Day, before: Option<Day>, words: &Words) -> String {
    if before.is_some_and(|b| b.year() == on.year()) { words.day_short(on) } else { words.day(on) }
}

/// Tells what happened on one day, in sentences.
pub fn told(event: &Event, words: &Words) -> String {
    let mut sentences: Vec<String> = event.happened.iter().map(|h| sentence(h, words)).collect();
    if let Some((_, to)) = event.step {
        let stage = words.label("stage", &to.to_string());
        sentences.push(words.say("staircase-to", &[("stage", arg(stage))]));
    }
    sentences.join(&words.t("staircase-between"))
}

/// One happening as one sentence.
pub fn sentence(happening: &Happening, words: &Words) -> String {
    let named = |kind: &crate::method::AgreementKind| arg(words.label("agreement-kind", kind));
    match happening {
        Happening::FirstContact => words.t("staircase-first-contact"),
        Happening::Agreement { kind, moved, .. } => {
            let args = [("kind", named(kind))];
            match moved {
                AgreementMove::Sought => words.say("staircase-agreement-sought", &args),
                AgreementMove::Given => words.say("staircase-agreement-given", &args),
                AgreementMove::Declined => words.say("staircase-agreement-declined", &args),
                AgreementMove::Withdrawn => words.say("staircase-agreement-withdrawn", &args),
                AgreementMove::Renewed => words.say("staircase-agreement-renewed", &args),
            }
        }
        Happening::Told { permission, reception, .. } => {
            let told = words.label("staircase-told", permission);
            let landed = match reception {
                Some(reception) => words.label("staircase-landed", reception),
                None => words.t("staircase-landed-unknown"),
            };
            format!("{told}{}{landed}", words.t("staircase-between"))
        }
        Happening::HeartClosed { .. } => words.t("staircase-heart-closed"),
        Happening::Strain { to, .. } => match to {
            StrainState::Noticed => words.t("standing-strain-opened"),
            StrainState::Named => words.t("staircase-strain-named"),
            StrainState::Explored => words.t("staircase-strain-explored"),
            StrainState::Repaired => words.t("staircase-strain-repaired"),
            StrainState::EndedUnrepaired => words.t("staircase-strain-unrepaired"),
        },
        Happening::NeedOwned { .. } => words.t("staircase-need-owned"),
        Happening::StepDone { .. } => words.t("staircase-step-done"),
        Happening::Lapsed { kind } => {
            words.say("staircase-agreement-lapsed", &[("kind", named(kind))])
        }
        Happening::InQuestion => words.t("staircase-in-question"),
        Happening::WindowLeft => words.t("staircase-window-left"),
        Happening::Status { to } => {
            words.say("staircase-status", &[("status", arg(words.label("status", to)))])
        }
    }
}

/// Their words; else the promise kept, the clock, or that no words were kept.
fn evidence(event: &Event, file: &ClientFile, words: &Words) -> Markup {
    let quotes: Vec<_> = event.quotes().into_iter().filter_map(|id| file.quote(id)).collect();
    if !quotes.is_empty() {
        return html! {
            td {
                @for (i, q) in quotes.iter().enumerate() {
                    @if i > 0 {
                        br;
                    }
                    (quote::inline(q, words))
                }
            }
        };
    }
    let step = event.happened.iter().find_map(|h| match h {
        Happening::StepDone { promise } => file.promise(promise),
        _ => None,
    });
    html! {
        td.quiet {
            @if let Some(promise) = step {
                (words.say("staircase-promise", &[("text", text_arg(&promise.text))]))
            } @else if event.by_clock() { (words.t("staircase-clock")) } @else {
                (words.t("staircase-no-words"))
            }
        }
    }
}
