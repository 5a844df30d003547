//! The pieces of the page of a person: each field with what stands in it, its fault, and the
//! version that was saved meanwhile where it differs.

use maud::{Markup, html};

use crate::intake::form::Fields;
use crate::views::form::{Faults, Field};
use crate::words::{Words, arg};

/// Holds what the fields of the page stand on.
pub struct Sheet<'a> {
    pub fields: &'a Fields,
    pub meanwhile: Option<&'a Fields>,
    /// The message that says what the other version is.
    pub beside: &'static str,
    pub faults: &'a Faults,
    pub words: &'a Words,
}

impl Sheet<'_> {
    pub fn text(&self, name: &str, label: &str) -> Markup {
        self.typed(name, Field::new(name, label, self.fields.get(name)))
    }

    /// A text for which a phone has a keyboard of its own. Its reader takes more than a browser
    /// would let through.
    pub fn keyed(&self, name: &str, label: &str, keys: &str) -> Markup {
        self.typed(
            name,
            Field::new(name, label, self.fields.get(name)).keys(keys).autocomplete("off"),
        )
    }

    pub fn required(&self, name: &str, label: &str) -> Markup {
        self.typed(name, Field::new(name, label, self.fields.get(name)).required())
    }

    pub fn day(&self, name: &str, label: &str) -> Markup {
        self.typed(name, Field::new(name, label, self.fields.get(name)).kind("date"))
    }

    fn typed(&self, name: &str, field: Field<'_>) -> Markup {
        let other = self.other(name, self.theirs(name));
        match &other {
            Some(other) => field.hint(other).draw(self.faults),
            None => field.draw(self.faults),
        }
    }

    /// One of a few values.
    pub fn select(&self, name: &str, label: &str, options: &[(String, String)]) -> Markup {
        let theirs = self.theirs(name).map(|value| named(options, value));
        let other = self.other(name, theirs.as_deref());
        let fault = self.faults.of(name);
        html! {
            p.entry {
                label.field for=(name) { (label) }
                select id=(name) name=(name) aria-invalid=[fault.map(|_| "true")] {
                    @for (value, text) in options {
                        option value=(value) selected[value == self.fields.get(name)] { (text) }
                    }
                }
                @if let Some(other) = other {
                    span.fine { (other) }
                }
                @if let Some(fault) = fault {
                    span.fault { (fault) }
                }
            }
        }
    }

    /// Yes, or nothing. The empty field before it tells that it was asked.
    pub fn tick(&self, name: &str, label: &str) -> Markup {
        let theirs = self.theirs_all(name);
        let yes = self.words.t(if theirs.contains(&"yes") { "person-yes" } else { "person-no" });
        html! {
            p.entry {
                input type="hidden" name=(name) value="";
                label.choice {
                    input
                        id=(name)
                        type="checkbox"
                        name=(name)
                        value="yes"
                        checked[self.fields.ticked(name, "yes")];
                    (label)
                }
                @if let Some(other) = self.other_of(name, &theirs, &yes) {
                    span.fine { (other) }
                }
            }
        }
    }

    /// Any of a few values.
    pub fn several(&self, name: &str, label: &str, options: &[(String, String)]) -> Markup {
        let theirs = self.theirs_all(name);
        let named: Vec<String> = theirs.iter().map(|value| named(options, value)).collect();
        let said = if named.is_empty() {
            self.words.t("step-nothing-chosen")
        } else {
            named.join(&self.words.t("quote-joint"))
        };
        html! {
            fieldset.entry id=(name) {
                legend.field { (label) }
                input type="hidden" name=(name) value="";
                div.choices {
                    @for (value, text) in options {
                        label.choice {
                            input
                                type="checkbox"
                                name=(name)
                                value=(value)
                                checked[self.fields.ticked(name, value)];
                            (text)
                        }
                    }
                }
                @if let Some(other) = self.other_of(name, &theirs, &said) {
                    span.fine { (other) }
                }
                @if let Some(fault) = self.faults.of(name) {
                    span.fault { (fault) }
                }
            }
        }
    }

    /// True if something is written in one of these fields, or was meanwhile, or is wrong with one.
    pub fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| {
            !self.fields.get(name).is_empty()
                || self.faults.of(name).is_some()
                || self.theirs(name).is_some_and(|theirs| !theirs.is_empty())
        })
    }

    fn theirs(&self, name: &str) -> Option<&str> {
        self.meanwhile.map(|fields| fields.get(name))
    }

    fn theirs_all<'s>(&'s self, name: &'s str) -> Vec<&'s str> {
        self.meanwhile
            .iter()
            .flat_map(|fields| fields.all(name))
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The other version of a field, if there is one and it differs.
    fn other(&self, name: &str, said: Option<&str>) -> Option<String> {
        let theirs = self.theirs(name).filter(|theirs| *theirs != self.fields.get(name))?;
        let said = said.filter(|_| !theirs.is_empty()).map(str::to_owned);
        Some(self.say(&said.unwrap_or_else(|| self.words.t("step-nothing-chosen"))))
    }

    fn other_of(&self, name: &str, theirs: &[&str], said: &str) -> Option<String> {
        let ours: Vec<&str> = self.fields.all(name).filter(|value| !value.is_empty()).collect();
        (self.meanwhile.is_some() && ours != theirs).then(|| self.say(said))
    }

    fn say(&self, said: &str) -> String {
        self.words.say(self.beside, &[("text", arg(said))])
    }
}

/// Tells what a value is called.
fn named(options: &[(String, String)], value: &str) -> String {
    options
        .iter()
        .find(|(known, _)| known == value)
        .map_or(value.to_owned(), |(_, text)| text.clone())
}
