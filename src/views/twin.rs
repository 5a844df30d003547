//! The question whether somebody to be added is somebody one knows already, with what they have in
//! common.

use maud::{Markup, html};

use super::form;
use crate::method::Person;
use crate::method::person::twin::{OTHER, Sign, Twin};
use crate::words::{Words, arg};

/// The fields of the answer: whom it is, and about whom it was asked.
pub const SAID: &str = "twin";
pub const ASKED: &str = "twins";

/// The question with a button of its own, since the page goes on for long; `said` is what was
/// chosen before.
pub fn question(twins: &[Twin<'_>], said: &str, fault: Option<&str>, words: &Words) -> Markup {
    let asked: Vec<&str> = twins.iter().map(|twin| twin.person.id.as_str()).collect();
    html! {
        fieldset #twin.entry {
            legend.field { (words.t("twin-question")) }
            (form::hidden(ASKED, &asked.join(" ")))
            @for twin in twins {
                label.choice {
                    input
                        type="radio"
                        name=(SAID)
                        value=(twin.person.id)
                        checked[said == twin.person.id.as_str()];
                    span { (line(twin.person, &twin.signs, words)) }
                }
            }
            label.choice {
                input type="radio" name=(SAID) value=(OTHER) checked[said == OTHER];
                (words.t("twin-other"))
            }
            @if let Some(fault) = fault {
                span.fault { (fault) }
            }
            span.fine { (words.t("twin-about")) }
            p.send {
                button.btn name="act" value="save" { (words.t("twin-go")) }
            }
        }
    }
}

/// Shows who it may be, and why.
pub fn line(person: &Person, signs: &[Sign], words: &Words) -> Markup {
    html! {
        (words.say("twin-same", &[("name", arg(words.name_of(person)))]))
        @if let Some(role) = person.role_in(words.lang()) {
            " "
            span.quiet { (role) }
        }
        @if !signs.is_empty() {
            " "
            span.quiet { (reasons(signs, words)) }
        }
    }
}

/// Tells what they have in common, in one phrase.
pub fn reasons(signs: &[Sign], words: &Words) -> String {
    let each: Vec<String> = signs.iter().map(|sign| words.label("twin-sign", sign)).collect();
    words.say("twin-because", &[("signs", arg(each.join(&words.t("quote-joint"))))])
}
