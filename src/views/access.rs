//! Handing over everything that is kept of a person: what is in it, and a look for the names of
//! others before it leaves.

use maud::{Markup, html};

use super::form::{self, Faults};
use super::summary;
use crate::export::access::Bundle;
use crate::method::Id;
use crate::paths;
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub id: &'a Id,
    pub bundle: &'a Bundle,
    /// The signs that its PDFs do not show, each with its place.
    pub missing: &'a [(String, String)],
    /// Holds what the page shows, as the form sends it back.
    pub seen: &'a str,
    pub csrf: &'a str,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

/// The title.
pub fn title(words: &Words) -> String {
    words.t("access-title")
}

/// The body.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::retention(p.id)) { (words.name_of(p.bundle.person())) }
            }
            h1 { (title(words)) }
            p.sub { (words.t("access-means")) }
        }
        (p.faults.summary(words))
        section.sec {
            h2 { (words.t("access-in-it")) }
            div.body { (index(p)) }
        }
        (summary::missing(p.missing, words))
        section.sec {
            h2 { (words.t("access-others")) }
            div.body { (mentions(p)) (leave(p)) }
        }
    }
}

fn index(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        ul.rows.tight {
            @for count in p.bundle.index() {
                li {
                    p.pair {
                        span { (words.label("access-kind", &count.kind)) }
                        span.num { (count.n) }
                    }
                    @if count.span.is_some() {
                        p.state { (count.span(words)) }
                    }
                }
            }
        }
    }
}

fn mentions(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        @if p.bundle.mentions.is_empty() {
            p { (words.t("access-nobody")) }
        } @else {
            p { (words.say("access-named", &[("n", p.bundle.mentions.len().into())])) }
            ul.rows {
                @for mention in &p.bundle.mentions {
                    li {
                        p.pair {
                            b { (mention.name) }
                            span.num {
                                @if let Some(on) = mention.on { (words.date(on)) } @else {
                                    (words.t("person-title"))
                                }
                            }
                        }
                        p.state { (mention.said) }
                    }
                }
            }
        }
        p.fine { (words.t("access-unknown-names")) }
    }
}

fn leave(p: &Page<'_>) -> Markup {
    let fault = p.faults.of("looked");
    let fields = html! {
        (form::hidden("seen", p.seen))
        p.entry {
            label.choice {
                input
                    id="looked"
                    type="checkbox"
                    name="looked"
                    value="yes"
                    aria-invalid=[fault.map(|_| "true")];
                (p.words.t("access-looked"))
            }
            @if let Some(fault) = fault {
                span.fault { (fault) }
            }
        }
        (form::submit(&p.words.t("form-save-zip")))
    };
    form::post(&paths::access(p.id), p.csrf, fields)
}

/// The name under which the ZIP is kept.
pub fn file_name(bundle: &Bundle, words: &Words) -> String {
    words.say("access-file", &[("name", arg(words.name(bundle.person())))])
}
