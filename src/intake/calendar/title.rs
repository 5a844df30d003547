//! Whom the title of an event names: a known name anywhere in it.

use std::collections::BTreeSet;

use crate::method::mention::stands_in;
use crate::method::person::{folded, joined};
use crate::method::{Id, Person};

/// The fewest letters of a part of a name, in Latin letters and in any other script.
const LATIN: usize = 3;
const OTHER: usize = 2;

/// The names of people as titles write them, folded once for many titles.
pub(super) struct Titles {
    /// Whole names, and whose they are.
    whole: Vec<(String, Id)>,
    /// Parts of names that are long enough to mean somebody.
    parts: Vec<(String, Id)>,
}

impl Titles {
    pub fn of(people: &[Person]) -> Titles {
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        for person in people {
            let others = [&person.display_name_ja, &person.display_name_en].into_iter().flatten();
            for name in others.chain([&person.display_name]) {
                let words = words(name.as_str());
                let turned = [words
                    .split_last()
                    .map(|(last, first)| [std::slice::from_ref(last), first].concat().join(" "))];
                let forms = turned.into_iter().flatten().chain([words.join(" ")]);
                whole.extend(
                    forms.filter(|form| is_long(form)).map(|form| (form, person.id.clone())),
                );
                parts.extend(
                    words
                        .into_iter()
                        .filter(|part| is_long(part))
                        .map(|part| (part, person.id.clone())),
                );
            }
            let reading = person.reading.as_ref().map(|reading| joined(reading.as_str()));
            whole.extend(
                reading
                    .filter(|r| r.chars().count() > OTHER)
                    .map(|reading| (reading, person.id.clone())),
            );
        }
        for names in [&mut whole, &mut parts] {
            names.sort();
            names.dedup();
        }
        Titles { whole, parts }
    }

    /// Everybody whose whole name stands in a title; if there is nobody, the one of whose name a
    /// part does. Between several of whom only a part is named, nobody chooses here.
    pub fn named(&self, title: &str) -> Vec<Id> {
        let spaced = words(title).join(" ");
        let closed = joined(&spaced);
        let found = |names: &'_ [(String, Id)]| -> Vec<(String, Id)> {
            names.iter().filter(|(name, _)| stands_in(name, &spaced, &closed)).cloned().collect()
        };
        let whole = found(&self.whole);
        // A name that is the beginning of another which stands here is not meant.
        let within = |name: &str| {
            whole.iter().any(|(other, _)| other.len() > name.len() && other.contains(name))
        };
        let meant = whole.iter().filter(|(name, _)| !within(name)).map(|(_, id)| id.clone());
        let meant: BTreeSet<Id> = meant.collect();
        if !meant.is_empty() {
            return meant.into_iter().collect();
        }
        let partly: BTreeSet<Id> = found(&self.parts).into_iter().map(|(_, id)| id).collect();
        if partly.len() == 1 { partly.into_iter().collect() } else { Vec::new() }
    }
}

fn is_long(name: &str) -> bool {
    name.chars().count() >= if name.is_ascii() { LATIN } else { OTHER }
}

/// The words of a text, folded and without their marks.
fn words(text: &str) -> Vec<String> {
    let text = folded(text);
    // Combining marks are of their letter.
    let apart =
        |c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c);
    text.split(apart).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Lang, Text};

    fn titles() -> Titles {
        let person = |id: &str, name: &str, reading: Option<&str>| {
            let text = |s: &str| s.parse::<Text>().expect("a text");
            Person {
                reading: reading.map(text),
                ..Person::named(id.parse().expect("an id"), text(name), Lang::Ja)
            }
        };
        Titles::of(&[
            person("tom", "Tom Beckett", None),
            person("kana", "早瀬 香奈", Some("はやせ かな")),
            person("megumi", "佐倉 恵", None),
            person("keiko", "佐倉 恵子", None),
            person("madoka", "Madoka Sakura", None),
            person("lukasz", "Łukasz Śmigły", None),
        ])
    }

    #[test]
    fn a_known_name_anywhere_in_a_title_is_found() {
        for (title, expected) in [
            ("Coaching | TOM BECKETT", &["tom"][..]),
            ("Beckett, Tom", &["tom"]),
            ("Coaching with Tom Beckett (online)", &["tom"]),
            ("Tom Beckett and Madoka Sakura", &["madoka", "tom"]),
            ("Tom / 30 min", &["tom"]),
            ("Tomorrow: atomic lunch", &[]),
            ("【面談】早瀬 香奈", &["kana"]),
            ("早瀬香奈さんセッション", &["kana"]),
            ("早瀬先生", &["kana"]),
            ("ハヤセ　カナ様", &["kana"]),
            ("佐倉恵子さん", &["keiko"]),
            ("佐倉恵さん", &["megumi"]),
            ("佐倉さん", &[]),
            ("łukasz śmigły: call", &["lukasz"]),
            ("", &[]),
        ] {
            let found = titles().named(title);
            assert_eq!(found.iter().map(Id::as_str).collect::<Vec<_>>(), expected, "{title}");
        }
    }
}
