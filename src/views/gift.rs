//! Recording a gift or kindness: why first, cost second (method A17).

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use crate::domain::gift::{Direction, GiftKind};
use crate::domain::{Person, code};
use crate::paths;
use crate::words::Words;

/// What was typed, and why it was refused.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub key: String,
    pub direction: String,
    pub kind: String,
    pub what: String,
    pub why: String,
    pub on: String,
    pub faults: Faults,
}

/// The body of the page.
pub fn page(person: &Person, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let directions = [Direction::In, Direction::Out].map(|d| (code(&d), words.label("gift-direction", &d)));
    let kinds = [GiftKind::Thing, GiftKind::Effort, GiftKind::Introduction];
    let kinds = kinds.map(|k| (code(&k), words.label("gift-kind", &k)));
    let why_hint = words.t("gift-why-hint");
    let t = typed;
    let fields = html! {
        (t.faults.summary(words))
        (form::select("direction", &words.t("gift-direction"), &directions, &t.direction, &t.faults))
        (Field::new("what", &words.t("gift-what"), &t.what).required().draw(&t.faults))
        (Field::new("why", &words.t("gift-why"), &t.why).hint(&why_hint).draw(&t.faults))
        (form::select("kind", &words.t("gift-kind"), &kinds, &t.kind, &t.faults))
        (Field::new("on", &words.t("step-on"), &t.on).kind("date").required().draw(&t.faults))
        (form::submit(&words.t("step-record")))
    };
    let form = form::once(&paths::gifts(&person.id), csrf, &t.key, fields);
    super::step::sheet(person, &words.t("gift-title"), form, words)
}
