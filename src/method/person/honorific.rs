//! Addresses somebody once. A title behind a name or before it is no part of the name.
//!
//! In Japanese a page adds the honorific by itself. Some people record a name with its honorific,
//! and an organisation is addressed by another word and has no family name.

/// Names what a name already carries behind it, the more polite first.
const SIR: [&str; 2] = ["\u{69d8}", "\u{3055}\u{307e}"];
const TEACHER: [&str; 1] = ["\u{5148}\u{751f}"];
const SAN: [&str; 3] = ["\u{3055}\u{3093}", "\u{304f}\u{3093}", "\u{3061}\u{3083}\u{3093}"];

/// A word of respect that somebody wrote with a name, and that the pages do without or add by
/// themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// As an address writes it.
    pub code: &'static str,
    /// As it was written; in lower case if it stands in front.
    pub word: &'static str,
    before: bool,
    /// It says no more than politeness; a teacher's or a doctor's stays with the name.
    polite: bool,
}

const fn behind(code: &'static str, word: &'static str, polite: bool) -> Title {
    Title { code, word, before: false, polite }
}

const fn before(code: &'static str, word: &'static str, polite: bool) -> Title {
    Title { code, word, before: true, polite }
}

/// Every title, the longer first where one ends in another.
static TITLES: [Title; 20] = [
    behind("chan", "\u{3061}\u{3083}\u{3093}", true),
    behind("san", "\u{3055}\u{3093}", true),
    behind("sama", "\u{69d8}", true),
    behind("sama-kana", "\u{3055}\u{307e}", true),
    behind("kun", "\u{304f}\u{3093}", true),
    behind("kun-kanji", "\u{541b}", true),
    behind("shi", "\u{6c0f}", true),
    behind("dono", "\u{6bbf}", true),
    behind("sensei", "\u{5148}\u{751f}", false),
    behind("sensei-kana", "\u{305b}\u{3093}\u{305b}\u{3044}", false),
    behind("esq", ", esq.", true),
    before("mr", "mr", true),
    before("mrs", "mrs", true),
    before("ms", "ms", true),
    before("miss", "miss", true),
    before("mx", "mx", true),
    before("dr", "dr", false),
    before("prof", "prof", false),
    before("professor", "professor", false),
    before("sir", "sir", false),
];

/// Titles whose letter ends given names, too.
const GIVEN: [&str; 3] = ["\u{541b}", "\u{6c0f}", "\u{6bbf}"];

impl Title {
    /// The title that an address names.
    pub fn named(code: &str) -> Option<&'static Title> {
        TITLES.iter().find(|title| title.code == code)
    }

    /// The name with it, as it would be written.
    pub fn with(&self, name: &str) -> String {
        match self.before {
            false => format!("{name}{}", self.word),
            true => {
                let mut word = self.word.to_owned();
                word[..1].make_ascii_uppercase();
                format!("{word} {name}")
            }
        }
    }

    /// Takes the title off a name that carries it.
    fn off<'n>(&self, name: &'n str) -> Option<&'n str> {
        let bare = if self.before {
            let front = name
                .get(..self.word.len())
                .filter(|front| front.eq_ignore_ascii_case(self.word))?;
            let rest = &name[front.len()..];
            let apart = rest.starts_with('.') || rest.starts_with(char::is_whitespace);
            if !apart {
                return None;
            }
            rest.trim_start_matches('.').trim_start()
        } else if self.word.is_ascii() {
            let at = name.len().checked_sub(self.word.len())?;
            name.get(at..)
                .filter(|end| end.eq_ignore_ascii_case(self.word))
                .map(|_| name[..at].trim_end())?
        } else {
            let rest = name.strip_suffix(self.word)?;
            let bare = rest.trim_end();
            // Behind a single letter it is as likely the end of a given name: みさん, 小君.
            let kana = self.word.chars().all(|c| !super::name::kanji(c));
            let doubtful = if kana { ends_in_kana(bare) } else { GIVEN.contains(&self.word) };
            if bare.len() == rest.len() && short(bare) && doubtful {
                return None;
            }
            bare
        };
        (!bare.is_empty()).then_some(bare)
    }
}

/// True where the name ends in a kana, with which the letters of a title may make one word.
fn ends_in_kana(name: &str) -> bool {
    name.ends_with(|c: char| matches!(c, '\u{3041}'..='\u{30ff}'))
}

/// True where the last part of the name is of one letter.
fn short(name: &str) -> bool {
    name.split(char::is_whitespace).next_back().is_some_and(|last| last.chars().count() < 2)
}

/// The name without what it carries, and what that was; none for a bare name and for an
/// organisation.
pub fn titled(name: &str) -> Option<(&str, &'static Title)> {
    let name = name.trim();
    if is_organisation(name) {
        return None;
    }
    TITLES.iter().find_map(|title| Some((title.off(name)?, title)))
}

/// The name as it is compared: without any title.
pub fn bare(name: &str) -> &str {
    titled(name).map_or(name, |(bare, _)| bare)
}

/// The name as it is kept, and what was taken off it: a title that says no more than politeness.
pub fn kept(name: &str) -> Option<(&str, &'static Title)> {
    titled(name).filter(|(_, title)| title.polite)
}

/// Names what Japanese and English law calls organisations, at either end of a name.
const FIRMS: &str = include_str!("organisations.txt");

/// A name as it is addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressed<'n> {
    /// Somebody, without what the name carried behind it.
    Person(&'n str),
    /// Somebody whose name ends in a word of respect that nothing may follow: a teacher, a doctor.
    Respected(&'n str),
    Organisation(&'n str),
}

/// Tells how a name is addressed.
pub fn addressed(name: &str) -> Addressed<'_> {
    let name = name.trim();
    if is_organisation(name) {
        return Addressed::Organisation(name);
    }
    let bare = |ends: &[&str]| {
        let bare = ends.iter().find_map(|end| name.strip_suffix(end))?.trim_end();
        (!bare.is_empty()).then_some(bare)
    };
    match (bare(&TEACHER), bare(&SIR).or_else(|| bare(&SAN))) {
        (Some(_), _) => Addressed::Respected(name),
        (None, Some(bare)) => Addressed::Person(bare),
        (None, None) => Addressed::Person(name),
    }
}

/// True for the name of an organisation.
pub fn is_organisation(name: &str) -> bool {
    let firms = || FIRMS.lines().map(str::trim).filter(|line| !line.is_empty());
    let apart = |rest: &str| rest.is_empty() || rest.starts_with([' ', ',', '.']);
    let word = |word: &str| {
        let latin = word.is_ascii();
        let ends = name.strip_suffix(word).is_some_and(|rest| !latin || rest.ends_with([' ', ',']));
        ends || name.strip_prefix(word).is_some_and(|rest| !latin || apart(rest))
    };
    firms().any(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_part_of_a_name() {
        for (name, left, polite) in [
            ("水野 直樹さん", "水野 直樹", true),
            ("水野直樹 様", "水野直樹", true),
            ("水野　直樹　様", "水野　直樹", true),
            ("水野氏", "水野", true),
            ("森さん", "森", true),
            ("森様", "森", true),
            ("水野 ゆうきくん", "水野 ゆうき", true),
            ("早瀬先生", "早瀬", false),
            ("Mr. Tom Beckett", "Tom Beckett", true),
            ("MS Mai Seki", "Mai Seki", true),
            ("Dr Mai Seki", "Mai Seki", false),
            ("Tom Beckett, Esq.", "Tom Beckett", true),
        ] {
            assert_eq!(bare(name), left, "{name}");
            assert_eq!(kept(name).is_some(), polite, "{name}");
            let (left, title) = titled(name).expect("a title");
            assert_eq!(titled(&title.with(left)), Some((left, title)), "{name}");
        }
        for name in [
            "水野 直樹",
            "様",
            "みさん",
            "高橋 みさん",
            "李 小君",
            "Msimang",
            "Drew",
            "株式会社 神様",
            "Mr",
            "",
        ] {
            assert_eq!(titled(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_is_addressed_once() {
        use Addressed::{Organisation, Person, Respected};
        for (name, expected) in [
            ("早瀬 香奈", Person("早瀬 香奈")),
            ("早瀬 香奈様", Person("早瀬 香奈")),
            ("早瀬さん", Person("早瀬")),
            ("早瀬先生", Respected("早瀬先生")),
            ("株式会社 灯台", Organisation("株式会社 灯台")),
            ("灯台(株)", Organisation("灯台(株)")),
            ("Lighthouse Ltd.", Organisation("Lighthouse Ltd.")),
            ("Colin Chalk", Person("Colin Chalk")),
            ("様", Person("様")),
            ("", Person("")),
        ] {
            assert_eq!(addressed(name), expected, "{name}");
        }
    }
}
