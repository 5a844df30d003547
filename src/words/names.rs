//! Names as each language writes them: the honorific is added by the language, never stored.

use super::{Words, arg};
use crate::domain::{Lang, Person};

impl Words {
    /// A person's name in this language, as recorded for it.
    pub fn name<'p>(&self, person: &'p Person) -> &'p str {
        let own = match self.lang {
            Lang::Ja => &person.display_name_ja,
            Lang::En => &person.display_name_en,
        };
        own.as_ref().unwrap_or(&person.display_name).as_str()
    }

    /// The name as spoken of in a page: 早川 佳奈さん, Kana Hayakawa.
    pub fn name_of(&self, person: &Person) -> String {
        self.say("name-in-page", &[("name", arg(self.name(person)))])
    }

    /// The name as addressed on a document: 早川 佳奈様, Kana Hayakawa.
    pub fn name_on_document(&self, person: &Person) -> String {
        self.say("name-on-document", &[("name", arg(self.name(person)))])
    }

    /// The shortest polite form: 早川さん, Kana, トムさん. It is the name's first part: in Japanese the family name.
    pub fn name_short(&self, person: &Person) -> String {
        let name = self.name(person);
        let first = name.split([' ', '\u{3000}', '・']).next().unwrap_or(name);
        self.say("name-in-page", &[("name", arg(first))])
    }
}
