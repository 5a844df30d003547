//! Two people who may be one: what they have in common, in whatever script it was written. It is a
//! hint for the one who writes, never a verdict: an address or a number may be shared, and two
//! people may bear one name.

use std::collections::{BTreeSet, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::Person;
use super::honorific::bare;
use super::name::{kanji, plain};
use crate::method::{Id, Text};

/// Names what two people have in common. Two of these, a name among them, make it likely that they
/// are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    Name,
    /// A name that one of them had before.
    Earlier,
    Reading,
    Mail,
    Phone,
    /// A part of the name, where nothing more is known of one of them. It is told, and nothing is
    /// asked because of it.
    Part,
}

/// Somebody who is likely the same person, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin<'p> {
    pub person: &'p Person,
    /// Never empty.
    pub signs: Vec<Sign>,
}

/// Names what is compared, in its plain form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Mark {
    /// A name or a reading: whoever types a name in kana has typed a reading.
    Called(String),
    Mail(String),
    Phone(String),
}

/// People by what tells who they are, each looked at once: for asking about many.
#[derive(Debug, Default)]
pub struct Twins<'p> {
    people: &'p [Person],
    marks: HashMap<Mark, Vec<(usize, Sign)>>,
}

impl<'p> Twins<'p> {
    pub fn of(people: &'p [Person]) -> Twins<'p> {
        let mut marks: HashMap<Mark, Vec<(usize, Sign)>> = HashMap::new();
        for (i, person) in people.iter().enumerate() {
            for (mark, sign) in marks_of(person) {
                marks.entry(mark).or_default().push((i, sign));
            }
        }
        Twins { people, marks }
    }

    /// Tells who of them may be this person, those with the most in common first. Nobody is their
    /// own twin, nor is anybody whom somebody has told apart from them.
    pub fn likely(&self, who: &Person) -> Vec<Twin<'p>> {
        let mut found: HashMap<usize, BTreeSet<Sign>> = HashMap::new();
        for (mark, sign) in marks_of(who) {
            for (i, theirs) in self.marks.get(&mark).into_iter().flatten() {
                found.entry(*i).or_default().insert(sign.and(*theirs));
            }
        }
        let mut twins: Vec<(usize, Twin<'p>)> = found
            .into_iter()
            .filter_map(|(i, signs)| Some((i, self.people.get(i)?, signs)))
            .filter(|(_, person, _)| person.id != who.id && !told_apart(person, who))
            .filter_map(|(i, person, mut signs)| {
                // One name that is read in two ways is the name of two people, in whatever scripts
                // it is mixed.
                if signs.contains(&Sign::Name) && read_otherwise(person, who) {
                    signs.retain(|sign| !matches!(sign, Sign::Name | Sign::Reading));
                }
                let signs: Vec<Sign> = signs.into_iter().collect();
                (!signs.is_empty()).then_some((i, Twin { person, signs }))
            })
            .collect();
        twins.sort_by_key(|(i, twin)| (std::cmp::Reverse(twin.signs.len()), *i));
        twins.into_iter().map(|(_, twin)| twin).collect()
    }
}

/// Finds those who could be this person for all that is known: `likely`, and behind them those
/// of whom one is known by a part of the name alone, or in another script.
pub fn near<'p>(people: &'p [Person], who: &Person) -> Vec<Twin<'p>> {
    let mut found = likely(people, who);
    let told: HashSet<&Id> = found.iter().map(|twin| &twin.person.id).collect();
    let own: Vec<String> = plain_names(who).collect();
    let other = |p: &&Person| p.id != who.id && !told.contains(&p.id) && !told_apart(p, who);
    let alike = people.iter().filter(other).filter(|p| in_part(p, &own));
    let more: Vec<Twin<'p>> =
        alike.map(|person| Twin { person, signs: vec![Sign::Part] }).collect();
    found.extend(more);
    found
}

/// Tells who of these people may be this person: `Twins::likely` for one question.
pub fn likely<'p>(people: &'p [Person], who: &Person) -> Vec<Twin<'p>> {
    Twins::of(people).likely(who)
}

/// Names what the one who adds somebody says of those who are likely the same person.
#[derive(Debug, PartialEq)]
pub enum Reply<'p> {
    /// It is one of them.
    Same(&'p Person),
    /// It is none of them; nobody is asked about these again.
    Another(Vec<Id>),
    /// Not asked yet, or not about all of them.
    Open(Vec<Twin<'p>>),
}

/// Reads the answer: `said` is somebody's id or `other`, `asked` are the ids about whom it was
/// asked.
pub fn reply<'p>(people: &'p [Person], who: &Person, said: &str, asked: &str) -> Reply<'p> {
    let twins = likely(people, who);
    if let Some(same) = twins.iter().find(|twin| twin.person.id.as_str() == said) {
        return Reply::Same(same.person);
    }
    let asked: Vec<&str> = asked.split(' ').collect();
    if !twins.is_empty()
        && (said != OTHER || twins.iter().any(|twin| !asked.contains(&twin.person.id.as_str())))
    {
        return Reply::Open(twins);
    }
    Reply::Another(twins.iter().map(|twin| twin.person.id.clone()).collect())
}

/// The answer that it is another person.
pub const OTHER: &str = "other";

impl Sign {
    /// Tells what it is that two have in common, where one has it as this and the other as that.
    fn and(self, other: Sign) -> Sign {
        match (self, other) {
            (Sign::Reading, _) | (_, Sign::Reading) => Sign::Reading,
            (Sign::Earlier, _) | (_, Sign::Earlier) => Sign::Earlier,
            (sign, _) => sign,
        }
    }
}

fn told_apart(one: &Person, other: &Person) -> bool {
    one.apart_from.contains(&other.id) || other.apart_from.contains(&one.id)
}

/// True if both are read, and no reading of the one is one of the other's.
fn read_otherwise(one: &Person, other: &Person) -> bool {
    let (Some(one), Some(other)) = (&one.reading, &other.reading) else { return false };
    let other = called(other);
    !called(one).iter().any(|key| other.contains(key))
}

/// Every name of a person, plain and without a title.
fn plain_names(person: &Person) -> impl Iterator<Item = String> {
    person.all_names().map(|name| plain(bare(name.as_str())))
}

/// True if somebody is called by a part of one of these names, or the other way round; or by the
/// same family name and a given name in another script.
fn in_part(person: &Person, names: &[String]) -> bool {
    let alike = |name: String| names.iter().any(|own| part_of(&name, own) || part_of(own, &name));
    plain_names(person).any(alike)
}

/// True if `short` is a part of `whole`: its family name alone, or with a given name in kana where
/// `whole` has kanji.
fn part_of(short: &str, whole: &str) -> bool {
    let (few, all) = (parts(short), parts(whole));
    let written = |part: &str| part.chars().any(kanji);
    match (&few[..], &all[..]) {
        ([part], [_, _, ..]) => all.contains(part),
        // Without a space nobody can tell where the family name ends.
        ([part], [one]) => {
            written(part) && part.chars().count() > 1 && one != part && one.starts_with(part)
        }
        ([family, given], [other, theirs]) => family == other && !written(given) && written(theirs),
        _ => false,
    }
}

/// The names of somebody whose name and reading have as many parts, each part as it is written or
/// as it is read.
fn mixed(name: &Text, reading: &Text) -> Vec<String> {
    let (name, reading) = (plain(bare(name.as_str())), plain(bare(reading.as_str())));
    match (&parts(&name)[..], &parts(&reading)[..]) {
        ([family, given], [read_family, read_given]) => {
            let both = [[*family, *read_given], [*read_family, *given]];
            both.into_iter().flat_map(|[a, b]| [format!("{a}{b}"), format!("{b}{a}")]).collect()
        }
        _ => Vec::new(),
    }
}

fn marks_of(person: &Person) -> Vec<(Mark, Sign)> {
    let own = [
        Some(&person.display_name),
        person.display_name_ja.as_ref(),
        person.display_name_en.as_ref(),
    ];
    let earlier = person.earlier_names.iter();
    let names = own.into_iter().flatten().map(|name| (name, Sign::Name));
    let names = names.chain(person.reading.iter().map(|reading| (reading, Sign::Reading)));
    let names = names.chain(earlier.clone().map(|e| (&e.name, Sign::Earlier)));
    let names =
        names.chain(earlier.flat_map(|e| &e.reading).map(|reading| (reading, Sign::Earlier)));
    let called = names.flat_map(|(name, sign)| {
        called(name).into_iter().map(move |key| (Mark::Called(key), sign))
    });
    let written =
        [Some(&person.display_name), person.display_name_ja.as_ref()].into_iter().flatten();
    let read = person
        .reading
        .iter()
        .flat_map(|reading| written.clone().flat_map(|name| mixed(name, reading)));
    let called = called.chain(read.map(|key| (Mark::Called(key), Sign::Reading)));
    let mail = person.mail.as_ref().and_then(mail_key).map(|key| (Mark::Mail(key), Sign::Mail));
    let phone =
        person.phone.as_ref().and_then(phone_key).map(|key| (Mark::Phone(key), Sign::Phone));
    called.chain(mail).chain(phone).collect()
}

/// A name in every order of its parts that begins with another one and goes on from there: family
/// and given name in either order, with or without what stands between them, and without a title.
pub fn called(name: &Text) -> BTreeSet<String> {
    let name = plain(bare(name.as_str()));
    let parts = parts(&name);
    (0..parts.len())
        .map(|first| parts.iter().cycle().skip(first).take(parts.len()).copied().collect())
        .collect()
}

/// The parts of a plain name.
fn parts(name: &str) -> Vec<&str> {
    let between =
        |c: char| !c.is_alphanumeric() && !matches!(c, '\u{3099}' | '\u{309a}' | '\u{30fc}');
    name.split(between).filter(|part| !part.is_empty()).collect()
}

/// A mail address as it is compared.
pub fn mail_key(mail: &Text) -> Option<String> {
    let key = mail.as_str().nfkc().collect::<String>().trim().to_lowercase();
    (!key.is_empty()).then_some(key)
}

/// A number as it is compared: by its last nine figures, with or without a country.
pub fn phone_key(phone: &Text) -> Option<String> {
    let figures: Vec<char> = phone.as_str().nfkc().filter(char::is_ascii_digit).collect();
    let last = figures.len().saturating_sub(9);
    (figures.len() >= 6).then(|| figures[last..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Lang;
    use crate::method::person::Earlier;

    fn named(name: &str, reading: &str) -> Person {
        let person = Person::named(Id::fresh(), name.parse().expect("a name"), Lang::Ja);
        Person { reading: Text::optional(reading).expect("a reading"), ..person }
    }

    fn signs(known: &Person, typed: &Person) -> Vec<Sign> {
        let people = [known.clone()];
        likely(&people, typed).first().map(|twin| twin.signs.clone()).unwrap_or_default()
    }

    #[test]
    fn one_name_is_known_in_every_form_in_which_it_is_written() {
        for (known, typed) in [
            ("高橋 美咲", "高橋美咲"),
            ("高橋　美咲", "美咲 高橋"),
            ("髙橋 美咲", "高橋 美咲"),
            ("渡邊 惠", "渡辺恵"),
            ("Tom Beckett", "BECKETT, Tom"),
            ("Tom Beckett", "ｔｏｍ　ｂｅｃｋｅｔｔ"),
            ("José María Núñez", "Nunez Jose Maria"),
            ("プリヤ・ラマン", "ラマン プリヤ"),
            ("神谷 晴", "\u{fa19}谷\u{e0100} 晴"),
        ] {
            assert_eq!(
                signs(&named(known, ""), &named(typed, "")),
                [Sign::Name],
                "{known} {typed}"
            );
            assert_eq!(
                signs(&named(typed, ""), &named(known, "")),
                [Sign::Name],
                "{typed} {known}"
            );
        }
        for (known, typed) in
            [("高橋 美咲", "高橋 美先"), ("Ann", "Anna"), ("かき", "がき"), ("–", "・")]
        {
            assert_eq!(signs(&named(known, ""), &named(typed, "")), [], "{known} {typed}");
        }
    }

    #[test]
    fn a_name_typed_in_kana_is_a_reading() {
        let known = named("高橋 美咲", "たかはし みさき");
        assert_eq!(signs(&known, &named("タカハシ ミサキ", "")), [Sign::Reading]);
        assert_eq!(signs(&named("たかはしみさき", ""), &known), [Sign::Reading]);
        assert_eq!(
            signs(&known, &named("高橋 美咲", "タカハシミサキ")),
            [Sign::Name, Sign::Reading]
        );
        assert_eq!(
            signs(&known, &named("高橋 美咲", "たかはし みさ")),
            [],
            "one name, read in two ways"
        );
    }

    #[test]
    fn a_title_makes_no_other_name() {
        let known = named("高橋 美咲", "たかはし みさき");
        for typed in ["高橋 美咲さん", "高橋美咲様", "高橋 美咲 先生", "高橋 美咲氏"]
        {
            assert_eq!(signs(&known, &named(typed, "")), [Sign::Name], "{typed}");
            assert_eq!(signs(&named(typed, ""), &known), [Sign::Name], "{typed}");
        }
        assert_eq!(signs(&named("Dr Mai Seki", ""), &named("Ms. Mai Seki", "")), [Sign::Name]);
        for typed in ["高橋 みさき", "タカハシ 美咲", "みさき 高橋さん"] {
            assert_eq!(
                signs(&known, &named(typed, "")),
                [Sign::Reading],
                "{typed}: in two scripts"
            );
        }
    }

    #[test]
    fn a_part_of_a_name_is_told_and_not_asked_about() {
        let part = |known: &str, typed: &str| {
            let people = [named(known, "")];
            let typed = named(typed, "");
            assert!(
                matches!(reply(&people, &typed, "", ""), Reply::Another(apart) if apart.is_empty())
            );
            near(&people, &typed).iter().any(|twin| twin.signs == [Sign::Part])
        };
        for (known, typed) in [
            ("高橋 美咲", "高橋"),
            ("高橋美咲", "高橋さん"),
            ("高橋", "高橋 美咲"),
            ("Tom Beckett", "Mr Beckett"),
            ("高橋 美咲", "高橋 みさき"),
        ] {
            assert!(part(known, typed), "{known} {typed}");
        }
        for (known, typed) in [
            ("高橋 美咲", "高橋 花子"),
            ("高橋 美咲", "高"),
            ("Tom Beckett", "Tomas"),
            ("森 亜紀", "高橋"),
        ] {
            assert!(!part(known, typed), "{known} {typed}");
        }
    }

    #[test]
    fn an_earlier_name_an_address_and_a_number_are_signs() {
        let text = |s: &str| s.parse::<Text>().ok();
        let before =
            Earlier { name: "高橋 美咲".parse().expect("a name"), reading: None, until: None };
        let known = Person {
            earlier_names: vec![before],
            mail: text("Misaki@Example.jp"),
            phone: text("+81 90-1234-5678"),
            ..named("森 美咲", "もり みさき")
        };
        assert_eq!(signs(&known, &named("高橋美咲", "たかはし みさき")), [Sign::Earlier]);
        let typed = Person {
            mail: text("ｍisaki@example.JP "),
            phone: text("０９０-1234-5678"),
            ..named("M", "")
        };
        assert_eq!(signs(&known, &typed), [Sign::Mail, Sign::Phone]);
        assert_eq!(signs(&known, &Person { phone: text("5678"), ..named("M", "") }), []);
    }

    #[test]
    fn nobody_is_their_own_twin_and_who_was_told_apart_is_not_asked_about_again() {
        let (one, other) = (named("高橋 美咲", ""), named("高橋 美咲", ""));
        let people = [one.clone(), other.clone()];
        assert_eq!(likely(&people, &one).len(), 1);
        let apart = Person { apart_from: vec![one.id.clone()], ..other };
        assert_eq!(likely(&[one.clone(), apart.clone()], &one), []);
        assert_eq!(likely(&[one.clone(), apart.clone()], &apart), []);
    }

    #[test]
    fn the_answer_holds_for_those_about_whom_it_was_asked() {
        let people = [named("高橋 美咲", ""), named("高橋 美咲", "")];
        let (one, other) = (people[0].id.as_str(), people[1].id.as_str());
        let typed = named("高橋美咲", "");
        assert!(matches!(reply(&people, &typed, "", ""), Reply::Open(twins) if twins.len() == 2));
        assert!(
            matches!(reply(&people, &typed, OTHER, one), Reply::Open(_)),
            "one of them is new to the page"
        );
        assert!(
            matches!(reply(&people, &typed, other, ""), Reply::Same(same) if same.id.as_str() == other)
        );
        let both = format!("{one} {other}");
        assert!(
            matches!(reply(&people, &typed, OTHER, &both), Reply::Another(apart) if apart.len() == 2)
        );
        assert_eq!(
            reply(&people, &named("森", ""), one, &both),
            Reply::Another(Vec::new()),
            "the name was changed"
        );
    }

    #[test]
    fn who_has_most_in_common_comes_first() {
        let mail = |person| Person { mail: "m@example.jp".parse().ok(), ..person };
        let people = [named("高橋 美咲", ""), mail(named("高橋 美咲", "")), mail(named("森", ""))];
        let typed = mail(named("高橋 美咲", ""));
        let found: Vec<&Id> = likely(&people, &typed).iter().map(|twin| &twin.person.id).collect();
        assert_eq!(found, [&people[1].id, &people[0].id, &people[2].id]);
    }
}
