//! What each of the forty rules looks for, with the numbers it reads and where they come from.

use maud::{Markup, html};

use crate::domain::insight::{Note, RuleId, Source, Thresholds, Unit};
use crate::words::{Words, arg};

/// The rules, each under its code as anchor.
pub(super) fn section(thresholds: &Thresholds, words: &Words) -> Markup {
    let numbers = thresholds.numbers();
    let reads = |note: &Note, rule: RuleId| note.rules.split(' ').any(|code| code == rule.code());
    html! {
        section.sec #insights {
            h2 { (words.t("rules-title")) }
            div.body {
                p { (words.t("rules-about")) }
                dl.terms { @for rule in RuleId::ALL {
                    dt id=(rule) { (words.insight_title(rule)) }
                    dd {
                        (words.label("rule-means", &rule))
                        @for (note, number) in numbers.iter().filter(|(note, _)| reads(note, rule)) {
                            p.fine { (line(note, *number, words)) }
                        }
                    }
                } }
            }
        }
    }
}

fn line(note: &Note, number: u32, words: &Words) -> String {
    let name = ("name", arg(words.label("threshold", &note.name)));
    words.say(
        "rules-number",
        &[name, ("number", arg(amount(note, number, words))), ("source", arg(source(note, words)))],
    )
}

/// A number with what it counts; a share in percent.
fn amount(note: &Note, number: u32, words: &Words) -> String {
    let n = ("n", number.into());
    match note.unit {
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

/// Where a number comes from.
pub fn source(note: &Note, words: &Words) -> String {
    match note.source {
        Source::OurChoice => words.t("threshold-source-our-choice"),
        Source::Seed(place) | Source::Cited(place) => words.label("threshold-source", &place),
    }
}
