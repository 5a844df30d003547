//! The circles one's people come from: their names and order, who stands in them, and where they
//! overlap.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::method::question;
use crate::intake::form::Fields;
use crate::method::pillar::{Circle, Pillar};
use crate::method::{Id, Lang};
use crate::paths;
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    pub circles: &'a [Circle<'a>],
    /// The print of names and order when the page was opened.
    pub seen: &'a str,
    pub csrf: &'a str,
    /// Holds what was typed and refused; empty where the page shows what stands.
    pub typed: &'a Fields,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

/// The name of the field in which a pillar is named.
pub fn name_field(pillar: &Id) -> String {
    format!("name-{pillar}")
}

/// The name of the field that says where a pillar stands among the others.
pub fn place_field(pillar: &Id) -> String {
    format!("place-{pillar}")
}

/// The fields as names and order stand.
pub fn stands(pillars: &[Pillar], lang: Lang) -> Fields {
    let mut fields = Fields::default();
    for (pillar, place) in pillars.iter().zip(1_usize..) {
        fields.set(&name_field(&pillar.id), label(pillar, Words::of(lang)));
        fields.set(&place_field(&pillar.id), place.to_string());
    }
    fields
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        header.head {
            p.kick {
                a href=(paths::settings()) { (words.t("place-settings")) }
            }
            h1 { (words.t("pillar-title")) " " (question("pillar", words)) }
            p.sub { (words.t("pillar-about")) }
        }
        section.sec {
            h2 { (words.t("pillar-names")) }
            div.body { (form::post(&paths::pillars(), p.csrf, fields(p))) }
        }
        @if p.circles.len() > 1 { (overlaps(p)) }
    }
}

fn fields(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        (form::hidden(form::SEEN, p.seen))
        (p.faults.summary(words))
        @if p.circles.is_empty() {
            p { (words.t("pillar-none")) }
        }
        @for (circle, place) in p.circles.iter().zip(1..) { (line(p, circle, place)) }
        (Field::new("new", &words.t("pillar-new"), p.typed.get("new")).draw(p.faults))
        (form::submit(&words.t("form-save")))
    }
}

fn line(p: &Page<'_>, circle: &Circle<'_>, place: usize) -> Markup {
    let words = p.words;
    let (name, at) = (name_field(&circle.pillar.id), place_field(&circle.pillar.id));
    let typed = |field: &str, stands: String| {
        if p.typed.has(field) { p.typed.get(field).to_owned() } else { stands }
    };
    let (named, placed) =
        (typed(&name, label(circle.pillar, words)), typed(&at, place.to_string()));
    let count =
        words.say("pillar-count", &[("main", circle.main.into()), ("also", circle.also.into())]);
    html! {
        div.two {
            (
                Field::new(&name, &words.t("pillar-name"), &named)
                    .required()
                    .hint(&count)
                    .draw(p.faults)
            )
            (
                Field::new(&at, &words.t("pillar-place"), &placed)
                    .kind("number")
                    .draw(p.faults)
            )
        }
    }
}

/// Each pair of circles with people in both.
fn overlaps(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut pairs: Vec<(usize, String)> = Vec::new();
    for (i, circle) in p.circles.iter().enumerate() {
        let later = |other: &Pillar| p.circles.iter().skip(i).any(|c| c.pillar.id == other.id);
        for (other, n) in circle.shared.iter().filter(|(other, _)| later(other)) {
            let both = [
                ("one", arg(label(circle.pillar, words))),
                ("other", arg(label(other, words))),
                ("n", (*n).into()),
            ];
            pairs.push((*n, words.say("pillar-both", &both)));
        }
    }
    pairs.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    html! {
        section.sec {
            h2 { (words.t("pillar-overlap")) }
            div.body {
                p.quiet {
                    (
                        words
                            .t(
                                if pairs.is_empty() {
                                    "pillar-apart"
                                } else {
                                    "pillar-overlap-about"
                                },
                            )
                    )
                }
                @if !pairs.is_empty() {
                    ul.rows {
                        @for (_, line) in &pairs {
                            li { (line) }
                        }
                    }
                }
            }
        }
    }
}

fn label(pillar: &Pillar, words: &Words) -> String {
    pillar.label(words.lang()).map(ToString::to_string).unwrap_or_default()
}
