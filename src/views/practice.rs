//! The numbers of a practice as a form: each with what it counts and where it comes from.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use super::method::{percent, source};
use super::settings;
use crate::intake::form::Fields;
use crate::method::insight::{Threshold, Unit};
use crate::paths;
use crate::words::{Words, arg};

/// The field in which the years that records are kept are typed.
pub const YEARS: &str = "retention_years";

/// The field in which the practice is named.
pub const NAME: &str = "practice";

/// Everything the page is made of.
pub struct Page<'a> {
    /// As the settings stand, or as they were typed and refused.
    pub fields: &'a Fields,
    pub faults: &'a Faults,
    pub csrf: &'a str,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    html! {
        (settings::head(&words.t("practice-title"), &words.t("practice-about"), words))
        (p.faults.summary(words))
        (
            form::post(
                &paths::practice(),
                p.csrf,
                html! {
                    (form::hidden(form::SEEN, p.fields.get(form::SEEN)))
                    section.sec { h2 { (words.t("practice-name")) } div.body {
                    (Field::new(NAME, & words.t("setup-practice"), p.fields.get(NAME))
                    .hint(& words.t("practice-name-hint")).required().draw(p.faults)) } }
                    section.sec { h2 { (words.t("practice-records")) } div.body {
                    (Field::new(YEARS, & words.t("practice-years"), p.fields.get(YEARS))
                    .kind("number").hint(& words.t("practice-years-hint")).draw(p
                    .faults)) } } section.sec { h2 { (words.t("rules-title")) } div.body
                    { p { (words.t("practice-numbers")) } @ for threshold in
                    Threshold::all() { (number(p, threshold)) } (form::submit(& words
                    .t("form-save"))) } }
                },
            )
        )
    }
}

/// One number: its name, what it counts, what is usual and where that comes from, and the rules
/// that read it.
fn number(p: &Page<'_>, threshold: &'static Threshold) -> Markup {
    let words = p.words;
    let name = words.label("threshold", &threshold.name);
    let label = words.say(
        "practice-number",
        &[("name", arg(name)), ("unit", arg(words.label("practice-unit", &threshold.unit)))],
    );
    let usual = [
        ("number", arg(typed(threshold, threshold.usual))),
        ("source", arg(source(threshold, words))),
    ];
    let rules: Vec<String> = threshold.rules().map(|rule| words.insight_title(rule)).collect();
    let mut hint = words.say("practice-usual", &usual);
    if !rules.is_empty() {
        hint = [hint, rules.join(&words.t("quote-joint"))].join(&words.t("quote-joint"));
    }
    Field::new(threshold.name, &label, p.fields.get(threshold.name)).hint(&hint).draw(p.faults)
}

/// A number as it is typed: a share in percent.
pub fn typed(threshold: &Threshold, number: u32) -> String {
    if threshold.unit == Unit::Share { percent(number) } else { number.to_string() }
}
