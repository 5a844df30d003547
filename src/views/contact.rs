//! Recording a contact: in one line from anywhere, or on a page of its own with their words; and
//! what it changed.

mod result;

use maud::{Markup, html};

use super::amend::Sheet;
use super::form::{self, Faults, Field};
use super::person::KINDS;
use super::twin;
use crate::intake::log_form::FAR;
use crate::method::contact::{Channel, Mover};
use crate::method::person::twin::Twin;
use crate::method::{Exactness, Id, Person, code};
use crate::paths;
use crate::words::Words;

pub use result::{Recorded, back, result};

/// Holds what was typed, and what is wrong with it.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub key: String,
    /// The name typed, where the page does not say whom it is about.
    pub who: String,
    /// Tells who of several was meant.
    pub person: String,
    /// As whom somebody new is added; empty to add nobody.
    pub kind: String,
    pub mover: String,
    pub channel: String,
    pub on: String,
    /// `yes` if it was answered on the same day.
    pub replied: String,
    pub replied_on: String,
    pub note: String,
    pub words: String,
    pub exactness: String,
    /// A day long ago about which it was asked.
    pub far: String,
    pub faults: Faults,
}

/// Whom a contact in one line is with.
pub enum Whom<'a> {
    /// The person whose page it stands on.
    Known(&'a Id),
    /// Whoever is named in its first field.
    Named(&'a Names<'a>),
}

/// Holds what helps to name somebody.
#[derive(Default)]
pub struct Names<'a> {
    /// Everybody, offered while one types.
    pub everybody: &'a [Person],
    /// Tells who may be meant by what was typed.
    pub meant: Vec<Twin<'a>>,
    /// True if nobody is, so that they can be added.
    pub unknown: bool,
}

/// The form of one line: who, how, who moved; Enter sends it.
pub fn line(whom: &Whom<'_>, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let t = typed;
    let action = match whom {
        Whom::Known(id) => paths::contacts(id),
        Whom::Named(_) => paths::contact_quick(),
    };
    let fields = html! {
        div.three {
            @if let Whom::Named(names) = whom { (who(names, t, words)) }
            (
                form::select(
                    "channel",
                    &words.t("contact-channel"),
                    &channels(words),
                    &t.channel,
                    &t.faults,
                )
            )
            (mover(t, words))
        }
        @if let Whom::Named(names) = whom { (meant(names, t, words)) }
        div.three {
            (Field::new("note", &words.t("contact-what"), &t.note).draw(&t.faults))
            (Field::new("on", &words.t("step-on"), &t.on).kind("date").draw(&t.faults))
            p.entry {
                label.choice {
                    input
                        #replied
                        type="checkbox"
                        name="replied"
                        value="yes"
                        checked[t.replied == "yes"];
                    (words.t("contact-answered"))
                }
            }
        }
        (form::hidden(FAR, &t.far))
        (form::submit(&words.t("step-record")))
    };
    form::once(&action, csrf, &t.key, fields)
}

/// The line, folded away at the foot of another page.
pub fn folded(whom: &Whom<'_>, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    html! {
        details {
            summary { (words.t("contact-quick")) }
            (line(whom, csrf, typed, words))
        }
    }
}

/// The page of the line alone.
pub fn quick(names: &Names<'_>, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    html! {
        header.head {
            h1 { (words.t("contact-quick")) }
            p.sub { (words.t("contact-quick-about")) }
        }
        (typed.faults.summary(words))
        section.sec {
            h2 { (words.t("contact-one-line")) }
            div.body { (line(&Whom::Named(names), csrf, typed, words)) }
        }
    }
}

fn who(names: &Names<'_>, t: &Typed, words: &Words) -> Markup {
    let fault = t.faults.of("who");
    html! {
        p.entry {
            label.field for="who" { (words.t("contact-who")) }
            input
                #who
                type="text"
                name="who"
                value=(t.who)
                list=[(!names.everybody.is_empty()).then_some("people")]
                autocomplete="off"
                aria-invalid=[fault.map(|_| "true")];
            @if let Some(fault) = fault {
                span.fault { (fault) }
            }
            @if !names.everybody.is_empty() {
                datalist #people {
                    @for p in names.everybody {
                        option value=(words.name(p)) {
                            @if let Some(reading) = &p.reading { (reading) }
                        }
                    }
                    @for p in names.everybody {
                        @for earlier in &p.earlier_names {
                            option value=(earlier.name) { (words.name_of(p)) }
                        }
                    }
                }
            }
        }
    }
}

/// Shows which of several people was meant, or as whom somebody new is added.
fn meant(names: &Names<'_>, t: &Typed, words: &Words) -> Markup {
    let kinds = KINDS.map(|kind| (code(&kind), words.label("person-kind", &kind)));
    let nobody = (String::new(), words.t("contact-do-not-add"));
    let kinds: Vec<_> = std::iter::once(nobody).chain(kinds).collect();
    html! {
        @if !names.meant.is_empty() {
            fieldset.entry {
                legend.field { (words.t("contact-which")) }
                @for Twin { person: p, signs } in &names.meant {
                    label.choice {
                        input
                            type="radio"
                            name="person"
                            value=(p.id)
                            checked[t.person == p.id.as_str()];
                        (words.name_of(p))
                        @if let Some(role) = &p.role {
                            " "
                            span.quiet { (role) }
                        }
                        @if !signs.is_empty() {
                            " "
                            span.quiet { (twin::reasons(signs, words)) }
                        }
                    }
                }
            }
        }
        @if names.unknown || !names.meant.is_empty() {
            (
                form::select(
                    "kind",
                    &words.t("contact-add-as"),
                    &kinds,
                    &t.kind,
                    &t.faults,
                )
            )
        }
    }
}

/// The page with everything that can be recorded of a contact, their words among it.
pub fn page(
    person: &Person,
    sheet: &Sheet<'_>,
    csrf: &str,
    typed: &Typed,
    words: &Words,
) -> Markup {
    let exact = [Exactness::Verbatim, Exactness::Near, Exactness::Gist];
    let exact = exact.map(|e| (code(&e), words.label("exactness", &e)));
    let (replied_hint, words_hint) =
        (words.t("contact-replied-hint"), words.t("contact-words-hint"));
    let t = typed;
    let fields = html! {
        (t.faults.summary(words))
        (mover(t, words))
        (
            form::select(
                "channel",
                &words.t("contact-channel"),
                &channels(words),
                &t.channel,
                &t.faults,
            )
        )
        (
            Field::new("on", &words.t("step-on"), &t.on)
                .kind("date")
                .required()
                .draw(&t.faults)
        )
        @if sheet.has("replied_on") {
            (
                Field::new("replied_on", &words.t("contact-replied"), &t.replied_on)
                    .kind("date")
                    .hint(&replied_hint)
                    .draw(&t.faults)
            )
        }
        (
            Field::new("words", &words.t("contact-words"), &t.words)
                .hint(&words_hint)
                .draw(&t.faults)
        )
        (
            form::select(
                "exactness",
                &words.t("log-exactness"),
                &exact,
                &t.exactness,
                &t.faults,
            )
        )
        (Field::new("note", &words.t("contact-note"), &t.note).draw(&t.faults))
        (form::hidden(FAR, &t.far))
        (sheet.foot(words))
    };
    let form = form::once(sheet.here, csrf, &t.key, fields);
    super::step::sheet(person, sheet.title, form, words)
}

fn channels(words: &Words) -> Vec<(String, String)> {
    let all = [
        Channel::Email,
        Channel::Phone,
        Channel::Message,
        Channel::Sns,
        Channel::Letter,
        Channel::InPerson,
        Channel::Other,
    ];
    all.iter().map(|c| (code(c), words.label("channel", c))).collect()
}

/// Shows who moved first. It is evidence: nothing is chosen beforehand.
fn mover(t: &Typed, words: &Words) -> Markup {
    html! {
        fieldset #mover.entry {
            legend.field { (words.t("contact-mover")) }
            div.choices {
                @for m in [Mover::Them, Mover::Us] {
                    label.choice {
                        input type="radio" name="mover" value=(code(&m)) checked[t.mover == code(&m)];
                        (words.label("mover", &m))
                    }
                }
            }
            @if let Some(fault) = t.faults.of("mover") {
                span.fault { (fault) }
            }
        }
    }
}
