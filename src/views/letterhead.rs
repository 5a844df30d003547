//! The head of the practice's documents, as its owner sets it.

use maud::{Markup, html};

use crate::export::document::Head;
use crate::export::html as sheet;
use crate::method::letterhead::Letterhead;
use crate::paths;
use crate::views::form::{self, Faults, Field};
use crate::views::layout::Frame;
use crate::views::settings;

/// The body of the page, with the head as documents have it.
pub fn page(
    frame: &Frame<'_>,
    head: &Letterhead,
    (accent, seen): (&str, &str),
    done: bool,
    faults: &Faults,
) -> Markup {
    let words = frame.words;
    let (label, hint) = (words.t("letterhead-accent"), words.t("letterhead-accent-hint"));
    html! {
        (
            settings::head(
                &words.t("letterhead-title"),
                &words.t("letterhead-means"),
                words,
            )
        )
        @if done {
            p.done role="status" { (words.t("letterhead-done")) }
        }
        (faults.summary(words))
        section.sec {
            h2 { (words.t("letterhead-now")) }
            div.body {
                div.sheet { (sheet::head(&Head::of(head))) }
            }
        }
        section.sec {
            h2 { (words.t("letterhead-change")) }
            div.body {
                ({
                    form::with_file(
                        &paths::letterhead(),
                        frame.csrf,
                        html! {
                            (form::hidden(form::SEEN, seen)) (form::file("logo", & words.t("letterhead-logo"),
                            "image/png,image/svg+xml", & words.t("letterhead-logo-hint"),
                            faults)) @ if head.logo.is_some() { p.entry { label.choice {
                            input type = "checkbox" name = "remove" value = "yes"; (words
                            .t("letterhead-remove")) } } } (Field::new("accent", & label,
                            accent).hint(& hint).draw(faults)) (form::submit(& words
                            .t("form-save")))
                        },
                    )
                })
            }
        }
    }
}
