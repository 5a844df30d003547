//! The pieces of a form: a field keeps what was typed, and a fault stands at its field and in a
//! list above. Which fields a form has is each page's own matter.

use maud::{Markup, html};

use super::refusal::Refusal;
use crate::intake::form::{Fault, Fields};
use crate::method::Text;
use crate::method::text::{MAX_CHARS, TextFault, first_refused};
use crate::words::{Words, arg};

/// The name of the hidden field that says which login wrote a form.
pub const CSRF: &str = "csrf";

/// The name of the hidden field that tells one form from the next: what is sent twice under it is
/// recorded once.
pub const KEY: &str = "key";

/// The name of the hidden field with the print of what stood when a page was opened: what was saved
/// since is told before the form sets it back.
pub const SEEN: &str = "seen";

/// The names of the fields that take a password. What is typed there never comes back in a page.
pub const SECRETS: [&str; 2] = ["password", "current"];

/// Holds what is wrong with a form: its fields in their order, each with a sentence; and why the
/// whole was not taken.
#[derive(Debug, Default, Clone)]
pub struct Faults {
    fields: Vec<(String, String)>,
    refusal: Option<Refusal>,
}

impl Faults {
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.fields.push((field.into(), sentence.into()));
    }

    /// Notes why the whole was not taken.
    pub fn refuse(&mut self, why: Refusal) {
        self.refusal = Some(why);
    }

    /// The HTTP status of the page that shows the form again.
    pub fn status(&self) -> u16 {
        self.refusal.as_ref().map_or(422, Refusal::status)
    }

    /// The value, or its fault noted at the field.
    pub fn take<T>(&mut self, field: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|sentence| self.add(field, sentence)).ok()
    }

    /// A text that must be there, or its fault noted at the field.
    pub fn text(&mut self, words: &Words, field: &str, typed: &str) -> Option<Text> {
        self.take(field, typed.parse().map_err(|why| placed_fault(words, why, typed)))
    }

    /// A text that may be missing.
    pub fn optional(&mut self, words: &Words, field: &str, typed: &str) -> Option<Text> {
        self.take(field, Text::optional(typed).map_err(|why| placed_fault(words, why, typed)))
            .flatten()
    }

    /// Notes what was found at fields as they were typed.
    pub fn found(&mut self, found: Vec<Fault>, typed: &Fields, words: &Words) {
        for fault in found {
            let said = sentence(words, fault.key, typed.get(&fault.field));
            self.add(fault.field, said);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.refusal.is_none()
    }

    /// The fault of this field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Shows what stands above the form: why it was not taken, and the list of fields, each line a
    /// link to its field; nothing when nothing is wrong.
    pub fn summary(&self, words: &Words) -> Markup {
        html! {
            @if let Some(refusal) = &self.refusal { (refusal.draw(words)) }
            @if !self.fields.is_empty() {
                div.unkept role="alert" {
                    h2 { (words.say("form-faults", &[("n", self.fields.len().into())])) }
                    p { (words.t("form-kept")) }
                    ul {
                        @for (field, sentence) in &self.fields {
                            li {
                                a href={ "#" (field) } { (sentence) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn placed_fault(words: &Words, why: TextFault, typed: &str) -> String {
    refused_character(words, typed).unwrap_or_else(|| text_fault(words, why))
}

/// Tells which character of what was typed cannot be kept, and where; none where all can.
pub fn refused_character(words: &Words, typed: &str) -> Option<String> {
    let place = first_refused(typed)?;
    let code = format!("U+{:04X}", u32::from(place.what));
    Some(words.say(
        "form-character",
        &[("code", arg(code)), ("line", place.line.into()), ("column", place.column.into())],
    ))
}

/// The sentence of a fault at a field; of a character that cannot be kept, with its place.
pub fn sentence(words: &Words, key: &str, typed: &str) -> String {
    let place = matches!(key, "form-control" | "fault-text")
        .then(|| refused_character(words, typed))
        .flatten();
    place.unwrap_or_else(|| words.t(key))
}

/// Tells why a text was not taken.
pub fn text_fault(words: &Words, why: TextFault) -> String {
    match why {
        TextFault::Empty => words.t("form-empty"),
        TextFault::TooLong => words.say("form-too-long", &[("max", MAX_CHARS.into())]),
        TextFault::Control => words.t("form-control"),
    }
}

/// One typed field.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'a str,
    hint: Option<&'a str>,
    autocomplete: Option<&'a str>,
    inputmode: Option<&'a str>,
    required: bool,
}

impl<'a> Field<'a> {
    /// A field of one line with what stands in it. Its name is its id, too.
    pub fn new(name: &'a str, label: &'a str, value: &'a str) -> Self {
        Field {
            name,
            label,
            value,
            kind: "text",
            hint: None,
            autocomplete: None,
            inputmode: None,
            required: false,
        }
    }

    /// `email`, `password`, `number`, `date` … as HTML has them. What a password field held is
    /// never sent back.
    pub fn kind(self, kind: &'a str) -> Self {
        Field { kind, ..self }
    }

    pub fn hint(self, hint: &'a str) -> Self {
        Field { hint: Some(hint), ..self }
    }

    pub fn autocomplete(self, token: &'a str) -> Self {
        Field { autocomplete: Some(token), ..self }
    }

    /// The keyboard of a phone for what is typed here, as HTML names it: `decimal`, `numeric`,
    /// `email`, `tel`.
    pub fn keys(self, inputmode: &'a str) -> Self {
        Field { inputmode: Some(inputmode), ..self }
    }

    pub fn required(self) -> Self {
        Field { required: true, ..self }
    }

    /// The field with its label, its hint and its fault.
    pub fn draw(self, faults: &Faults) -> Markup {
        let fault = faults.of(self.name);
        let value = (self.kind != "password").then_some(self.value);
        html! {
            p.entry {
                label.field for=(self.name) { (self.label) }
                input
                    id=(self.name)
                    name=(self.name)
                    type=(self.kind)
                    value=[value]
                    required[self.required]
                    autocomplete=[self.autocomplete]
                    inputmode=[self.inputmode]
                    aria-invalid=[fault.map(|_| "true")]
                    aria-describedby=[described_by(self.name, self.hint, fault)];
                (notes(self.name, self.hint, fault))
            }
        }
    }
}

/// One choice among a few values, as a native select.
pub fn select(
    name: &str,
    label: &str,
    options: &[(String, String)],
    chosen: &str,
    faults: &Faults,
) -> Markup {
    let fault = faults.of(name);
    html! {
        p.entry {
            label.field for=(name) { (label) }
            select id=(name) name=(name) aria-describedby=[described_by(name, None, fault)] {
                @for (value, text) in options {
                    option value=(value) selected[value == chosen] { (text) }
                }
            }
            (notes(name, None, fault))
        }
    }
}

/// A form of a signed-in page. The only way to write one, so that none lacks its token.
pub fn post(action: &str, csrf: &str, content: Markup) -> Markup {
    html! {
        form method="post" action=(action) { (hidden(CSRF, csrf)) (content) }
    }
}

/// `post`, with a class of its own.
pub fn post_as(class: &str, action: &str, csrf: &str, content: Markup) -> Markup {
    html! {
        form class=(class) method="post" action=(action) { (hidden(CSRF, csrf)) (content) }
    }
}

/// A form that brings a file along.
pub fn with_file(action: &str, csrf: &str, content: Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" {
            (hidden(CSRF, csrf))
            (content)
        }
    }
}

/// A file to be chosen, of these media types.
pub fn file(name: &str, label: &str, accept: &str, hint: &str, faults: &Faults) -> Markup {
    let fault = faults.of(name);
    html! {
        p.entry {
            label.field for=(name) { (label) }
            input
                id=(name)
                name=(name)
                type="file"
                accept=(accept)
                aria-describedby=[described_by(name, Some(hint), fault)];
            (notes(name, Some(hint), fault))
        }
    }
}

/// A text of several lines.
pub fn area(name: &str, label: &str, typed: &str, faults: &Faults) -> Markup {
    let fault = faults.of(name);
    html! {
        p.entry {
            label.field for=(name) { (label) }
            textarea id=(name) name=(name) rows="3" aria-describedby=[described_by(name, None, fault)] {
                (typed)
            }
            (notes(name, None, fault))
        }
    }
}

/// A form that records something: sent twice under one key, it records once.
pub fn once(action: &str, csrf: &str, key: &str, content: Markup) -> Markup {
    post(
        action,
        csrf,
        html! {
            (hidden(KEY, key))
            (content)
        },
    )
}

/// A form of a page for someone who is not signed in.
pub fn open(action: &str, content: Markup) -> Markup {
    html! {
        form method="post" action=(action) { (content) }
    }
}

pub fn hidden(name: &str, value: &str) -> Markup {
    html! {
        input type="hidden" name=(name) value=(value);
    }
}

/// The button that sends the form.
pub fn submit(label: &str) -> Markup {
    html! {
        p.send {
            button.btn { (label) }
        }
    }
}

fn described_by(name: &str, hint: Option<&str>, fault: Option<&str>) -> Option<String> {
    let ids: Vec<String> =
        [hint.map(|_| format!("{name}-hint")), fault.map(|_| format!("{name}-fault"))]
            .into_iter()
            .flatten()
            .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn notes(name: &str, hint: Option<&str>, fault: Option<&str>) -> Markup {
    html! {
        @if let Some(hint) = hint {
            span.fine id={ (name) "-hint" } { (hint) }
        }
        @if let Some(fault) = fault {
            span.fault id={ (name) "-fault" } { (fault) }
        }
    }
}
