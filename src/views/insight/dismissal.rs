//! Setting an insight aside: dismissed with a reason, or for another day; and who did so, when and
//! why.

use maud::{Markup, html};

use crate::method::insight::{Dismissal, RuleId};
use crate::method::{Day, moment};
use crate::store::insight::Done;
use crate::views::form::{self as forms, Faults};
use crate::words::{Words, arg, text_arg};

/// In how many days an insight comes back where no other day is chosen.
const WEEK: u32 = 7;

/// Holds what was typed, and what is wrong with it.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub reason: String,
    pub until: String,
    pub back: String,
    pub faults: Faults,
}

impl Typed {
    /// The form as it is first shown.
    pub fn first(today: Day, back: &str) -> Typed {
        let until = moment::plus_days(today, WEEK).to_string();
        Typed { until, back: back.to_owned(), ..Typed::default() }
    }
}

/// The form: a reason, a day, and a button for each.
pub fn form(action: &str, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let fault = |name: &str| {
        typed.faults.of(name).map(|fault| {
            html! {
                span.fault { (fault) }
            }
        })
    };
    forms::post(
        action,
        csrf,
        html! {
            (forms::hidden("back", &typed.back))
            div.aside {
                p.entry {
                    label {
                        span.field { (words.t("insight-reason")) }
                        input type="text" name="reason" value=(typed.reason);
                    }
                    @if let Some(fault) = fault("reason") { (fault) }
                }
                p {
                    button.plain name="act" value="dismiss" { (words.t("insight-dismiss")) }
                    span.fine { (words.t("insight-dismiss-means")) }
                }
                p.entry {
                    label {
                        span.field { (words.t("insight-until")) }
                        input type="date" name="until" value=(typed.until);
                    }
                    @if let Some(fault) = fault("until") { (fault) }
                }
                p {
                    button.plain name="act" value="snooze" { (words.t("insight-snooze")) }
                }
            }
        },
    )
}

/// The button that brings an insight back.
pub fn recall(action: &str, csrf: &str, back: &str, words: &Words) -> Markup {
    forms::post(
        action,
        csrf,
        html! {
            (forms::hidden("back", back))
            button.plain name="act" value="recall" { (words.t("insight-recall")) }
        },
    )
}

/// Shows who set the insight of a rule aside last, when and why.
pub fn told(done: &[Done], rule: RuleId, words: &Words) -> Markup {
    let Some(last) = done.iter().rfind(|done| done.rule == rule) else { return html! {} };
    let (by, on) = (("by", text_arg(&last.by)), ("day", arg(words.day(last.on))));
    html! {
        @match &last.aside {
            Dismissal::Dismissed { reason, .. } => {
                p.state { (
                    words
                        .say(
                            "insight-dismissed",
                            &[by, on, ("reason", text_arg(reason))],
                        )
                ) }
            }
            Dismissal::Snoozed { until, reason } => {
                p.state {
                    (
                        words
                            .say(
                                "insight-snoozed",
                                &[by, on, ("until", arg(words.day(*until)))],
                            )
                    )
                    @if let Some(reason) = reason { " " (reason) }
                }
            }
            Dismissal::Recalled => {}
        }
    }
}
