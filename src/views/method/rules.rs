//! Holds what each of the rules looks for, with the numbers it reads and where they come from.

use maud::{Markup, html};

use crate::method::insight::{RuleId, Source, Threshold, Thresholds, Unit};
use crate::words::{Words, arg};

/// The rules, each under its code as anchor.
pub(super) fn section(thresholds: &Thresholds, words: &Words) -> Markup {
    html! {
        section #insights.sec {
            h2 { (words.t("rules-title")) }
            div.body {
                p { (words.t("rules-about")) }
                dl.terms {
                    @for rule in RuleId::all() {
                        dt id=(rule) { (words.insight_title(rule)) }
                        dd {
                            (words.label("rule-means", &rule))
                            @for threshold in rule.thresholds() {
                                p.fine { (line(threshold, thresholds.get(threshold), words)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(threshold: &Threshold, number: u32, words: &Words) -> String {
    let name = ("name", arg(words.label("threshold", &threshold.name)));
    words.say(
        "rules-number",
        &[
            name,
            ("number", arg(amount(threshold, number, words))),
            ("source", arg(source(threshold, words))),
        ],
    )
}

/// A number with what it counts; a share in percent.
fn amount(threshold: &Threshold, number: u32, words: &Words) -> String {
    let n = ("n", number.into());
    match threshold.unit {
        Unit::Days => words.say("threshold-unit-days", &[n]),
        Unit::Hours => words.say("threshold-unit-hours", &[n]),
        Unit::Sessions => words.say("threshold-unit-sessions", &[n]),
        Unit::Times => words.say("threshold-unit-times", &[n]),
        Unit::People => words.say("threshold-unit-people", &[n]),
        Unit::Share => words.say("threshold-unit-share", &[("n", arg(percent(number)))]),
    }
}

/// Thousandths in percent, with a decimal only where there is one: 25, 33.4.
pub fn percent(thousandths: u32) -> String {
    match thousandths % 10 {
        0 => (thousandths / 10).to_string(),
        rest => format!("{}.{rest}", thousandths / 10),
    }
}

/// Tells where a number comes from.
pub fn source(threshold: &Threshold, words: &Words) -> String {
    match threshold.source {
        Source::OurChoice => words.t("threshold-source-our-choice"),
        Source::Seed(place) | Source::Cited(place) => words.label("threshold-source", &place),
    }
}
