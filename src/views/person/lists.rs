//! The lists on the page of a person: circles, busy times, what they like. A list ends with an
//! empty row to write in.

use maud::{Markup, html};

use super::Page;
use super::sheet::Sheet;
use crate::intake::person_form::{BUSY, LIKES, rows};
use crate::method::Quote;
use crate::method::pillar::Pillar;
use crate::paths;
use crate::views::quote;
use crate::words::Words;

/// The main circle, and the others they stand in too.
pub fn pillars(pillars: &[Pillar], s: &Sheet<'_>) -> Markup {
    let words = s.words;
    let name = |p: &Pillar| p.label(words.lang()).map(ToString::to_string).unwrap_or_default();
    let named: Vec<(String, String)> =
        pillars.iter().map(|p| (p.id.to_string(), name(p))).collect();
    let none = (String::new(), words.t("step-nothing-chosen"));
    let main: Vec<_> = std::iter::once(none).chain(named.iter().cloned()).collect();
    html! {
        (s.select("pillar", &words.t("person-pillar"), &main))
        @if named.len() > 1 { (s.several("also", &words.t("person-also"), &named)) }
        p {
            a.act href=(paths::pillars()) { (words.t("pillar-title")) }
        }
    }
}

/// The names they had before: emptied, one is no longer kept.
pub fn earlier(s: &Sheet<'_>) -> Markup {
    let n = written(s, &["earlier"]);
    html! {
        details open[n > 0] {
            summary { (s.words.t("person-earlier")) }
            @for n in 0..=n { (s.text(&format!("earlier-{n}"), &s.words.t("person-earlier"))) }
        }
    }
}

/// Shows what to heed before one tells them something or chooses a gift (A7, A12, A14).
pub fn heed(p: &Page<'_>, s: &Sheet<'_>) -> Markup {
    let words = s.words;
    let quotes = quotes(p.quotes, words);
    html! {
        fieldset {
            legend.field { (words.t("person-busy")) }
            @for n in 0..=written(s, &BUSY) {
                div.three {
                    (s.day(&format!("busy-from-{n}"), &words.t("person-busy-from")))
                    (s.day(&format!("busy-until-{n}"), &words.t("person-busy-until")))
                    (s.text(&format!("busy-note-{n}"), &words.t("person-busy-note")))
                }
            }
        }
        fieldset.mt2 {
            legend.field { (words.t("person-likes")) }
            @for n in 0..=written(s, &LIKES) {
                div.three {
                    (s.text(&format!("like-{n}"), &words.t("person-like")))
                    (s.day(&format!("like-on-{n}"), &words.t("person-like-on")))
                    @if !p.quotes.is_empty() {
                        (
                            s.select(
                                &format!("like-quote-{n}"),
                                &words.t("person-like-quote"),
                                &quotes,
                            )
                        )
                    }
                }
            }
        }
    }
}

/// Tells how many rows have something in them, now or in the version saved meanwhile.
fn written(s: &Sheet<'_>, names: &[&str]) -> usize {
    rows(s.fields, names).max(s.meanwhile.map_or(0, |fields| rows(fields, names)))
}

/// The client's words as choices.
pub fn quotes(quotes: &[&Quote], words: &Words) -> Vec<(String, String)> {
    let line = |q: &&Quote| (q.id.to_string(), quote::beginning(q));
    let none = (String::new(), words.t("step-nothing-chosen"));
    std::iter::once(none).chain(quotes.iter().map(line)).collect()
}
