//! The page on which a contact or a gift is written down, new or to be corrected.

use maud::{Markup, html};

use super::{correct, form};
use crate::intake::correction::Fallout;
use crate::intake::form::Fields;
use crate::method::ClientFile;
use crate::words::Words;

/// Describes such a page: its title, the place its form goes to, and the parts it leaves to others.
pub struct Sheet<'a> {
    pub here: &'a str,
    pub title: &'a str,
    /// Fields that became known in a record of their own, which is taken back on the page of the
    /// steps.
    pub later: &'a [&'static str],
    pub steps: &'a str,
    /// The print of the record when the page was opened; none for a new one.
    pub seen: Option<&'a str>,
}

impl<'a> Sheet<'a> {
    /// The page of something new.
    pub fn new(here: &'a str, title: &'a str) -> Sheet<'a> {
        Sheet { here, title, later: &[], steps: "", seen: None }
    }

    /// True if the page has this field.
    pub fn has(&self, name: &str) -> bool {
        !self.later.contains(&name)
    }

    /// The foot of the form: what stands elsewhere, and the button.
    pub fn foot(&self, words: &Words) -> Markup {
        html! {
            @if let Some(seen) = self.seen { (form::hidden(form::SEEN, seen)) }
            @if !self.later.is_empty() {
                p.fine {
                    (words.t("amend-later"))
                    " "
                    a.act href=(self.steps) { (words.t("amend-steps")) }
                }
            }
            (
                form::submit(
                    &words
                        .t(
                            if self.seen.is_some() {
                                "form-save-correction"
                            } else {
                                "step-record"
                            },
                        ),
                )
            )
        }
    }
}

/// Asking before a correction reaches other records.
pub struct Asking<'a> {
    pub file: &'a ClientFile,
    pub here: &'a str,
    pub fallout: &'a [Fallout],
    /// Everything that was typed.
    pub fields: &'a Fields,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The records that would be reached, and the two ways on.
pub fn asking(a: &Asking<'_>) -> Markup {
    let words = a.words;
    html! {
        header.head {
            p.kick { (words.name_of(&a.file.person)) }
            h1 { (words.t("correct-reaches")) }
            p.sub { (words.t("correct-reaches-about")) }
        }
        section.sec {
            h2 { (words.t("correct-reached")) }
            div.body {
                (correct::reached(a.fallout, a.file, words))
                (
                    form::post(
                        a.here,
                        a.csrf,
                        html! {
                            @ for (name, value) in a.fields.clone().without(& ["csrf",
                            "act", "agreed"]).pairs() { (form::hidden(name, value)) }
                            (form::hidden("agreed", & correct::token(a.fallout))) p.acts
                            { button.btn name = "act" value = "save" { (words
                            .t("correct-go-on")) } button.act.plain name = "act" value =
                            "back" { (words.t("correct-go-back")) } }
                        },
                    )
                )
            }
        }
    }
}
