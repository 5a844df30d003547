//! How somebody is addressed in Japanese: once. Some people record a name with its honorific, and an organisation is
//! addressed by another word and has no family name.

/// What a name already carries behind it, the more polite first.
const SIR: [&str; 2] = ["\u{69d8}", "\u{3055}\u{307e}"];
const TEACHER: [&str; 1] = ["\u{5148}\u{751f}"];
const SAN: [&str; 3] = ["\u{3055}\u{3093}", "\u{304f}\u{3093}", "\u{3061}\u{3083}\u{3093}"];

/// What Japanese and English law calls organisations, at either end of a name.
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

/// How a name is addressed.
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
