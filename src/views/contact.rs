//! Recording a contact outside a session, with their words if there were any.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use crate::domain::contact::{Channel, Mover};
use crate::domain::{Exactness, Person, code};
use crate::paths;
use crate::words::Words;

/// What was typed, and why it was refused.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub key: String,
    pub mover: String,
    pub channel: String,
    pub on: String,
    pub replied_on: String,
    pub note: String,
    pub words: String,
    pub exactness: String,
    pub faults: Faults,
}

/// The body of the page.
pub fn page(person: &Person, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let movers = [Mover::Them, Mover::Us].map(|m| (code(&m), words.label("mover", &m)));
    let channels = [
        Channel::Email,
        Channel::Phone,
        Channel::Message,
        Channel::Sns,
        Channel::Letter,
        Channel::InPerson,
        Channel::Other,
    ];
    let channels = channels.map(|c| (code(&c), words.label("channel", &c)));
    let exact = [Exactness::Verbatim, Exactness::Near, Exactness::Gist];
    let exact = exact.map(|e| (code(&e), words.label("exactness", &e)));
    let (replied_hint, words_hint) = (words.t("contact-replied-hint"), words.t("contact-words-hint"));
    let t = typed;
    let fields = html! {
        (t.faults.summary(words))
        (form::select("mover", &words.t("contact-mover"), &movers, &t.mover, &t.faults))
        (form::select("channel", &words.t("contact-channel"), &channels, &t.channel, &t.faults))
        (Field::new("on", &words.t("step-on"), &t.on).kind("date").required().draw(&t.faults))
        (Field::new("replied_on", &words.t("contact-replied"), &t.replied_on).kind("date").hint(&replied_hint).draw(&t.faults))
        (Field::new("words", &words.t("contact-words"), &t.words).hint(&words_hint).draw(&t.faults))
        (form::select("exactness", &words.t("log-exactness"), &exact, &t.exactness, &t.faults))
        (Field::new("note", &words.t("contact-note"), &t.note).draw(&t.faults))
        (form::submit(&words.t("step-record")))
    };
    let form = form::once(&paths::contacts(&person.id), csrf, &t.key, fields);
    super::step::sheet(person, &words.t("contact-title"), form, words)
}
