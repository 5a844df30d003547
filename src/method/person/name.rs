//! Whom a name means: compared without regard to case, width, spaces and the kind of kana.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Person;
use super::honorific::bare;

/// Whom a typed name means.
#[derive(Debug, Clone, PartialEq)]
pub enum Called<'p> {
    /// One person is called exactly that.
    One(&'p Person),
    /// Several are, or the name is the beginning of theirs: only the writer knows who is meant.
    Several(Vec<&'p Person>),
    Nobody,
}

/// The names of people in order, each folded once: for looking up many.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<(String, usize)>);

impl Names {
    /// All names of these people.
    pub fn of(people: &[Person]) -> Names {
        let each = |(i, person): (usize, &Person)| {
            joined_names(person).map(move |name| (name, i)).collect::<Vec<_>>()
        };
        let mut names: Vec<(String, usize)> = people.iter().enumerate().flat_map(each).collect();
        names.sort_unstable();
        names.dedup();
        Names(names)
    }

    /// Whom a typed name means among the people they are of; nobody for an empty name.
    pub fn called<'p>(&self, people: &'p [Person], typed: &str) -> Called<'p> {
        let name = joined(bare(typed));
        if name.is_empty() {
            return Called::Nobody;
        }
        let from = self.0.partition_point(|(own, _)| *own < name);
        let beginning = self.0[from..].iter().take_while(|(own, _)| own.starts_with(&name));
        let those = |whose: Vec<usize>| {
            let whose: BTreeSet<usize> = whose.into_iter().collect();
            whose.into_iter().filter_map(|i| people.get(i)).collect::<Vec<&Person>>()
        };
        let exact =
            those(beginning.clone().take_while(|(own, _)| *own == name).map(|(_, i)| *i).collect());
        match exact.as_slice() {
            [] => match those(beginning.map(|(_, i)| *i).collect()) {
                nobody if nobody.is_empty() => Called::Nobody,
                several => Called::Several(several),
            },
            [one] => Called::One(one),
            _ => Called::Several(exact),
        }
    }
}

/// Whom a typed name means among these people; nobody for an empty name.
pub fn called<'p>(people: &'p [Person], typed: &str) -> Called<'p> {
    Names::of(people).called(people, typed)
}

/// A part of a name that somebody types to find people.
pub struct Sought(Vec<String>);

impl Sought {
    pub fn of(typed: &str) -> Sought {
        Sought(typed.split_whitespace().map(joined).filter(|part| !part.is_empty()).collect())
    }

    /// True if the name holds every part, without regard to spaces, case, width, accents, the kind
    /// of kana and the form of letters.
    pub fn fits(&self, name: &str) -> bool {
        self.0.is_empty() || {
            let name = joined(name);
            self.0.iter().all(|part| name.contains(part))
        }
    }
}

/// A name without regard to case, width or the kind of kana.
pub(crate) fn folded(name: &str) -> String {
    let hiragana = |c: char| match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    name.nfkc().flat_map(char::to_lowercase).map(hiragana).collect()
}

/// A folded name without its spaces, accents and forms of letters: equal for one name in any
/// spelling.
pub(crate) fn joined(name: &str) -> String {
    plain(name).chars().filter(|c| !c.is_whitespace() && *c != '\u{30fb}').collect()
}

/// A folded name in the plain form of each letter: no accents, no variation selectors, the new form
/// of a kanji for an old one. The marks that make another kana of a kana stay.
pub(crate) fn plain(name: &str) -> String {
    let mark = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let bare: String = name.nfkd().filter(|c| !mark(*c)).nfc().collect();
    let mut out = String::with_capacity(bare.len());
    for c in folded(&bare).chars() {
        match LETTERS.get(&c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out
}

/// True for a letter of Chinese origin.
pub(crate) fn kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The plain form of letters that no rule of Unicode takes apart: old kanji, and a few Latin
/// letters. Data, not code.
static LETTERS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let line = |line: &'static str| line.split_once('\t').map(|(all, plain)| (all.chars(), plain));
    let lines =
        include_str!("letters.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(line);
    lines.flat_map(|(all, plain)| all.map(move |c| (c, plain))).collect()
});

/// The names of a person, joined; those they had before among them.
fn joined_names(person: &Person) -> impl Iterator<Item = String> {
    person.all_names().map(|name| joined(bare(name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Id, Lang, Text};

    fn person(name: &str, reading: Option<&str>) -> Person {
        let text = |s: &str| s.parse::<Text>().expect("a text");
        Person { reading: reading.map(text), ..Person::named(Id::fresh(), text(name), Lang::Ja) }
    }

    #[test]
    fn a_name_means_who_is_called_so_in_any_spelling() {
        let people = [person("佐倉 まどか", Some("さくら まどか")), person("Tom Beckett", None)];
        for typed in ["佐倉まどか", "サクラ　マドカ", "さくら まどか"] {
            assert_eq!(called(&people, typed), Called::One(&people[0]), "{typed}");
        }
        assert_eq!(called(&people, "ＴＯＭ beckett "), Called::One(&people[1]));
        assert_eq!(
            called(&people, "Tom"),
            Called::Several(vec![&people[1]]),
            "a beginning is asked about"
        );
        assert_eq!(called(&people, "Owen"), Called::Nobody);
        assert_eq!(called(&people, "  "), Called::Nobody);
    }

    #[test]
    fn a_name_is_found_in_old_and_new_letters_and_without_accents() {
        let pairs = [
            ("髙橋 美咲", "高橋美咲"),
            ("渡邉 惠", "渡辺 恵"),
            ("葛\u{e0100}城 誠", "葛城誠"),
            ("\u{fa19}谷", "神谷"),
        ];
        for (written, typed) in pairs
            .into_iter()
            .chain([("Łukasz Śmigły", "lukasz smigly"), ("Nguyễn Thị Ánh", "nguyen thi anh")])
        {
            let people = [person(written, None)];
            assert_eq!(called(&people, typed), Called::One(&people[0]), "{written} {typed}");
        }
        assert_ne!(joined("かき"), joined("がき"), "a voiced kana is another one");
        let before = crate::method::person::Earlier {
            name: "高橋 美咲".parse().expect("a text"),
            reading: None,
            until: None,
        };
        let married = [Person { earlier_names: vec![before], ..person("森 美咲", None) }];
        assert_eq!(called(&married, "高橋美咲"), Called::One(&married[0]), "by an earlier name");
    }

    #[test]
    fn two_of_one_name_are_never_guessed_between() {
        let people = [person("Tom Beckett", None), person("tom beckett", None)];
        assert_eq!(called(&people, "Tom Beckett"), Called::Several(people.iter().collect()));
    }

    #[test]
    fn a_whole_name_goes_before_the_beginning_of_another() {
        let people = [person("Ann Leroy", None), person("Ann", None), person("Anna", Some("Ann"))];
        assert_eq!(called(&people[..2], "ann"), Called::One(&people[1]));
        assert_eq!(called(&people, "ann"), Called::Several(vec![&people[1], &people[2]]));
        assert_eq!(called(&people, "an"), Called::Several(people.iter().collect()));
    }
}
