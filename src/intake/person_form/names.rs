//! The names of a person and how they are reached, as the fields say it.

use super::Reading;
use crate::intake::form::Fields;
use crate::intake::written::phone;
use crate::method::email::address;
use crate::method::person::honorific::{self, Title};
use crate::method::person::{Earlier, Person};
use crate::method::{Text, from_code};

/// The field that is ticked where a title is part of the name.
pub const TITLED: &str = "titled";

/// The title that is not kept with the name that was typed; none where the name is kept as it was
/// typed.
pub fn title_taken(fields: &Fields, kept: &Person) -> Option<&'static Title> {
    let (bare, title) = honorific::kept(fields.get("name"))?;
    (kept.display_name.as_str() == bare).then_some(title)
}

impl Reading<'_> {
    /// The names, how the person is reached, and what they do.
    pub(super) fn names(&mut self) {
        let was = self.person.clone();
        match self.name("name", Some(was.display_name)) {
            Some(name) => self.person.display_name = name,
            None if self.faults.is_empty() => self.fault("name", "form-empty"),
            None => {}
        }
        self.person.reading = self.text("reading", was.reading);
        if self.fields.has("earlier-0") {
            let rows = self.rows(&["earlier"], was.earlier_names.len());
            let all = (0..rows).filter_map(|n| self.text(&format!("earlier-{n}"), None));
            self.person.earlier_names = all.map(|name| kept(&was.earlier_names, name)).collect();
        }
        self.person.mail = self.read("mail", was.mail, (address, "person-fault-mail"));
        self.person.phone = self.read("phone", was.phone, (phone::read, "person-fault-phone"));
        self.person.display_name_ja = self.name("name_ja", was.display_name_ja);
        self.person.display_name_en = self.name("name_en", was.display_name_en);
        self.person.role = self.text("role", was.role);
        self.person.role_ja = self.text("role_ja", was.role_ja);
        self.person.role_en = self.text("role_en", was.role_en);
        self.person.locale =
            self.value("locale", None, (from_code, "form-choice")).unwrap_or(was.locale);
        self.person.kind = self.value("kind", None, (from_code, "form-choice")).unwrap_or(was.kind);
    }

    /// A name, without a title that says no more than politeness; one that was kept with the name
    /// before may stay.
    fn name(&mut self, name: &str, was: Option<Text>) -> Option<Text> {
        let typed = self.text(name, was.clone())?;
        let bare = honorific::kept(typed.as_str()).and_then(|(bare, _)| bare.parse().ok());
        let keep = self.fields.ticked(TITLED, "yes") || was.as_ref() == Some(&typed);
        Some(bare.filter(|_| !keep).unwrap_or(typed))
    }
}

/// The earlier name as it was known, or a new one.
pub(super) fn kept(known: &[Earlier], name: Text) -> Earlier {
    known.iter().find(|e| e.name == name).cloned().unwrap_or(Earlier {
        name,
        reading: None,
        until: None,
    })
}
