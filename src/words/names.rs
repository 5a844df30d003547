//! Names as each language writes them: the honorific is added by the language, never stored.

use super::{Words, arg};
use crate::method::person::honorific::{Addressed, addressed};
use crate::method::{Lang, Person};

impl Words {
    /// A person's name in this language, as recorded for it.
    pub fn name<'p>(&self, person: &'p Person) -> &'p str {
        let own = match self.lang {
            Lang::Ja => &person.display_name_ja,
            Lang::En => &person.display_name_en,
        };
        own.as_ref().unwrap_or(&person.display_name).as_str()
    }

    /// The name as spoken of in a page: 早川 佳奈さん, Kana Hayakawa. An organisation is spoken of by its
    /// name.
    pub fn name_of(&self, person: &Person) -> String {
        let name = self.name(person);
        match addressed(name) {
            Addressed::Person(bare) if self.lang == Lang::Ja => {
                self.say("name-in-page", &[("name", arg(bare))])
            }
            _ => name.to_owned(),
        }
    }

    /// The name as addressed on a document: 早川 佳奈様, 早川先生, 株式会社 灯台 御中, Kana Hayakawa.
    pub fn name_on_document(&self, person: &Person) -> String {
        self.on_document(self.name(person))
    }

    /// A name as addressed on a document.
    pub fn on_document(&self, name: &str) -> String {
        match addressed(name) {
            _ if self.lang == Lang::En => name.to_owned(),
            Addressed::Person(bare) => self.say("name-on-document", &[("name", arg(bare))]),
            Addressed::Respected(name) => name.to_owned(),
            Addressed::Organisation(name) => {
                self.say("name-on-document-organisation", &[("name", arg(name))])
            }
        }
    }

    /// A name as a sentence of a document has it: 早川様. An organisation has no family name.
    pub fn in_document(&self, name: &str) -> String {
        match addressed(name) {
            _ if self.lang == Lang::En => name.to_owned(),
            Addressed::Person(bare) => self.say("name-on-document", &[("name", arg(first(bare)))]),
            Addressed::Respected(name) => name.to_owned(),
            Addressed::Organisation(name) => self.say("name-on-document", &[("name", arg(name))]),
        }
    }

    /// The shortest polite form: 早川さん, Kana, トムさん. It is the name's first part: in Japanese the
    /// family name. An organisation has none.
    pub fn name_short(&self, person: &Person) -> String {
        let name = self.name(person);
        match addressed(name) {
            Addressed::Person(bare) if self.lang == Lang::Ja => {
                self.say("name-in-page", &[("name", arg(first(bare)))])
            }
            Addressed::Person(_) => first(name).to_owned(),
            Addressed::Respected(name) | Addressed::Organisation(name) => name.to_owned(),
        }
    }
}

fn first(name: &str) -> &str {
    name.split([' ', '\u{3000}', '\u{30fb}']).next().unwrap_or(name)
}
