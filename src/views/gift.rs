//! Recording a gift or kindness: why first, cost second (method A17).

use maud::{Markup, html};

use super::breach;
use super::form::{self, Faults, Field};
use crate::domain::gift::{Direction, GiftKind};
use crate::domain::{Breach, Id, Person, code};
use crate::paths;
use crate::words::Words;

/// What was typed, and why it was refused.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub direction: String,
    pub kind: String,
    pub what: String,
    pub why: String,
    pub on: String,
    pub faults: Faults,
    pub breaches: Vec<Breach>,
}

/// The body of the page.
pub fn page(id: &Id, person: &Person, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let directions = [Direction::In, Direction::Out].map(|d| (code(&d), words.label("gift-direction", &d)));
    let kinds = [GiftKind::Thing, GiftKind::Effort, GiftKind::Introduction];
    let kinds = kinds.map(|k| (code(&k), words.label("gift-kind", &k)));
    let why_hint = words.t("gift-why-hint");
    let t = typed;
    let fields = html! {
        @if !t.breaches.is_empty() { (breach::refused(&t.breaches, words)) }
        (t.faults.summary(words))
        (form::select("direction", &words.t("gift-direction"), &directions, &t.direction, &t.faults))
        (Field::new("what", &words.t("gift-what"), &t.what).required().draw(&t.faults))
        (Field::new("why", &words.t("gift-why"), &t.why).hint(&why_hint).draw(&t.faults))
        (form::select("kind", &words.t("gift-kind"), &kinds, &t.kind, &t.faults))
        (Field::new("on", &words.t("step-on"), &t.on).kind("date").required().draw(&t.faults))
        (form::submit(&words.t("step-record")))
    };
    super::step::sheet(id, person, &words.t("gift-title"), form::post(&paths::gifts(id), csrf, fields), words)
}
