//! The veil over what a supervisor reads: names become roles, days become weeks, figures become
//! bands. What is behind it can be read by nobody who is handed a veiled text; what it cannot know
//! is marked, for a human eye.

mod names;

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

pub use self::names::Names;

use crate::method::moment::days_between;
use crate::method::{ClientFile, Day, Lang, Text};

/// Names whose name stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    Client,
    Consultant,
    Colleague,
    Sponsor,
    /// Somebody else whom the consultant keeps a record of.
    Known,
    Circle,
    /// A name that no record has.
    Somebody,
}

/// Names how large a number was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    Few,
    Tens,
    Hundreds,
    Thousands,
    TenThousands,
    Millions,
}

/// One piece of a veiled text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// As it was written.
    Written(Plain),
    Name(Whom),
    /// A day, a month or a year.
    Date,
    Number(Band),
    /// An age, by its decade.
    Age(u32),
    /// A mail address, a telephone number or a page.
    Address,
}

/// Words without any of that. Made by a veil alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain(String);

impl Plain {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names why somebody should look at a veiled text before it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A name of the file stood in it; what is said around it may still say who is meant.
    Name,
    /// Holds what looked like a name, but is in no record.
    Stranger,
    Address,
    /// A fact so rare that it may name them.
    Rare,
}

/// A text behind the veil.
#[derive(Debug, Clone, PartialEq)]
pub struct Pseudonymised {
    lang: Lang,
    pieces: Vec<Piece>,
    doubts: Vec<Doubt>,
}

impl Pseudonymised {
    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Tells why a human eye should see it; empty if nothing was found.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }
}

/// A day by the week since the work began; the first is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(u32);

impl Week {
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Holds what knows the names of one file and the day on which its work began.
pub struct Pseudonymiser {
    patterns: &'static Patterns,
    rare: &'static Regex,
    pattern: Regex,
    names: Names,
    begun: Day,
}

impl Pseudonymiser {
    /// The veil for a file. `others` are the names that stand in no field of it. None if no veil
    /// can be made of them.
    pub fn of(file: &ClientFile, others: Names) -> Option<Pseudonymiser> {
        let (patterns, rare) = PATTERNS.as_ref()?;
        let mut names = Names::default();
        let person = &file.person;
        person.all_names().for_each(|name| names.add(name, Whom::Client));
        person.sponsor.iter().for_each(|sponsor| names.add(&sponsor.name, Whom::Sponsor));
        let known: Vec<String> = names.forms.iter().map(|(name, _)| name.clone()).collect();
        names.forms.extend(others.forms.into_iter().filter(|(name, _)| !known.contains(name)));
        names.signs.extend(others.signs);
        // The longest first: of "Naoki Mizuno" and "Naoki" the whole name is meant.
        names.forms.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        let held = file.held_sessions(Day::MAX);
        let begun =
            held.first().map(|s| s.on).or_else(|| file.marks().into_iter().map(|(_, on)| on).min());
        let pattern = patterns.with(&names.forms).ok()?;
        Some(Pseudonymiser { patterns, rare, pattern, names, begun: begun.unwrap_or(Day::MIN) })
    }

    /// The week of a day.
    pub fn week(&self, on: Day) -> Week {
        let weeks = days_between(self.begun, on).max(0) / 7 + 1;
        Week(u32::try_from(weeks).unwrap_or(u32::MAX))
    }

    /// A text behind the veil.
    pub fn over(&self, text: &Text) -> Pseudonymised {
        let text = text.as_str();
        let mut pseudonymised =
            Pseudonymised { lang: Lang::of(text), pieces: Vec::new(), doubts: Vec::new() };
        let mut from = 0;
        for found in self.pattern.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let Some((piece, doubt)) = self.piece(&found, &text[..whole.start()]) else { continue };
            pseudonymised.write(&text[from..whole.start()]);
            pseudonymised.pieces.push(piece);
            pseudonymised.doubts.extend(doubt);
            from = whole.end();
        }
        pseudonymised.write(&text[from..]);
        if self.names.signs.iter().any(|sign| text.contains(*sign)) {
            pseudonymised.doubts.push(Doubt::Name);
        }
        if self.rare.is_match(text) {
            pseudonymised.doubts.push(Doubt::Rare);
        }
        pseudonymised.doubts.sort_unstable();
        pseudonymised.doubts.dedup();
        pseudonymised
    }

    /// Tells what takes the place of something found; nothing if it may stand.
    fn piece(&self, found: &Captures<'_>, before: &str) -> Option<(Piece, Option<Doubt>)> {
        let part = |name| found.name(name).map(|part| part.as_str());
        if let Some(name) = part("name") {
            let meant = |known: &str| known.to_lowercase() == name.to_lowercase();
            let found = self.names.forms.iter().find(|(known, _)| meant(known));
            let whom = found.map_or(Whom::Somebody, |(_, whom)| *whom);
            return Some((Piece::Name(whom), Some(Doubt::Name)));
        }
        if part("address").is_some() {
            return Some((Piece::Address, Some(Doubt::Address)));
        }
        if part("day").is_some() {
            return Some((Piece::Date, None));
        }
        if let Some(age) = part("age") {
            return Some((Piece::Age(digits(age) / 10 * 10), None));
        }
        if let Some(number) = part("number") {
            return Some((Piece::Number(band(number)), None));
        }
        let stranger = match (part("addressed"), part("capitals")) {
            (Some(addressed), _) => {
                !self.patterns.kin.iter().any(|kin| addressed.starts_with(kin.as_str()))
            }
            (None, Some(capitals)) => self.patterns.is_name(capitals, before),
            (None, None) => false,
        };
        stranger.then_some((Piece::Name(Whom::Somebody), Some(Doubt::Stranger)))
    }
}

impl Pseudonymised {
    fn write(&mut self, text: &str) {
        if !text.is_empty() {
            self.pieces.push(Piece::Written(Plain(text.to_owned())));
        }
    }
}

/// Tells how names, days and figures are written, in both languages.
#[derive(Deserialize)]
struct Patterns {
    address: String,
    day: String,
    age: String,
    number: String,
    addressed: String,
    capitals: String,
    /// Roles that are addressed like names.
    kin: Vec<String>,
    /// Words with capitals that are no names.
    plain: Vec<String>,
    /// Words within a name that are no names: they stand in any sentence.
    particles: Vec<String>,
    rare: String,
}

/// None only if the file beside this one is broken, which the tests exclude; there is no veil then,
/// and no copy.
static PATTERNS: LazyLock<Option<(Patterns, Regex)>> = LazyLock::new(|| {
    let patterns: Patterns = serde_json::from_str(include_str!("veil.json")).ok()?;
    let rare = Regex::new(&patterns.rare).ok()?;
    Some((patterns, rare))
});

impl Patterns {
    /// Everything that is taken out, the names first.
    fn with(&self, names: &[(String, Whom)]) -> Result<Regex, regex::Error> {
        let word = |(name, _): &(String, Whom)| {
            let escaped = regex::escape(name);
            // A Latin name is a word among Latin letters, however it is written; a Japanese one
            // stands between other signs.
            if name.is_ascii() { format!(r"(?i:(?-u:\b){escaped}(?-u:\b))") } else { escaped }
        };
        let names: Vec<String> = names.iter().map(word).collect();
        let names = if names.is_empty() { r"[^\s\S]".to_owned() } else { names.join("|") };
        let Patterns { address, day, age, number, addressed, capitals, .. } = self;
        Regex::new(&format!(
            "(?P<name>{names})|(?P<address>{address})|(?P<day>{day})|(?P<age>{age})|(?P<number>{number})\
             |(?P<addressed>{addressed})|(?P<capitals>{capitals})"
        ))
    }

    /// True if words with capitals are a name: in the middle of a sentence, or several of them at
    /// its beginning.
    fn is_name(&self, capitals: &str, before: &str) -> bool {
        let names = capitals
            .split_whitespace()
            .filter(|word| !self.plain.iter().any(|plain| plain == word))
            .count();
        let before = before.trim_end();
        let begins =
            before.is_empty() || before.ends_with(['.', '!', '?', ':', '"', '“', '‘', '(', '\n']);
        if begins { names > 1 } else { names > 0 }
    }
}

/// The number that the digits of a text make, whatever width they have; other signs do not count.
fn digits(text: &str) -> u32 {
    let values = text.chars().filter_map(value);
    values.fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(digit))
}

fn value(c: char) -> Option<u32> {
    let wide = |c: char| u32::from(c).checked_sub(0xff10).filter(|digit| *digit < 10);
    c.to_digit(10).or_else(|| wide(c))
}

/// The band of a number as it was written, in figures or in kanji.
fn band(text: &str) -> Band {
    let whole = text.split('.').next().unwrap_or(text);
    let figures = u64::from(digits(whole)).max(1);
    let units = [
        ('\u{5341}', 10),
        ('\u{767e}', 100),
        ('\u{5343}', 1_000),
        ('\u{4e07}', 10_000),
        ('\u{5104}', 100_000_000),
    ];
    let unit = |c: char| units.iter().find(|(sign, _)| *sign == c).map(|(_, times)| *times);
    // Of kanji the largest unit tells the band.
    let largest: u64 = text.chars().filter_map(unit).max().unwrap_or(1);
    match figures.saturating_mul(largest) {
        0..10 => Band::Few,
        10..100 => Band::Tens,
        100..1_000 => Band::Hundreds,
        1_000..10_000 => Band::Thousands,
        10_000..1_000_000 => Band::TenThousands,
        _ => Band::Millions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Id, Person};

    fn pseudonymiser() -> Pseudonymiser {
        let mut person = Person::named(Id::fresh(), "水野 直樹".parse().expect("a name"), Lang::Ja);
        person.display_name_en = Some("Naoki Mizuno".parse().expect("a name"));
        let mut others = Names::default();
        others.add(&"佐倉 まどか".parse().expect("a name"), Whom::Consultant);
        Pseudonymiser::of(&ClientFile::new(person), others).expect("a veil")
    }

    /// The text with what was taken out named in brackets.
    fn shown(text: &str) -> String {
        let pseudonymised = pseudonymiser().over(&text.parse().expect("a text"));
        let piece = |piece: &Piece| match piece {
            Piece::Written(plain) => plain.as_str().to_owned(),
            other => format!("[{other:?}]"),
        };
        pseudonymised.pieces().iter().map(piece).collect()
    }

    #[test]
    fn the_patterns_can_be_read() {
        let patterns: Patterns = serde_json::from_str(include_str!("veil.json")).expect("patterns");
        assert!(Regex::new(&patterns.rare).is_ok() && patterns.with(&[]).is_ok());
    }

    #[test]
    fn names_become_roles_with_and_without_their_space() {
        assert_eq!(
            shown("水野さんと佐倉が話した"),
            "[Name(Client)]さんと[Name(Consultant)]が話した"
        );
        assert_eq!(shown("水野直樹に"), "[Name(Client)]に");
        assert_eq!(shown("Naoki’s father"), "[Name(Client)]’s father");
        assert_eq!(shown("先に奥さまに、次に陳さんに"), "先に奥さまに、次に[Name(Somebody)]に");
        assert_eq!(
            shown("きのうnaokiさんと。Naokiは"),
            "きのう[Name(Client)]さんと。[Name(Client)]は"
        );
        assert_eq!(shown("やはりHaroldが"), "やはり[Name(Somebody)]が");
        assert_eq!(
            shown("We met Ms Lee in Leeds."),
            "We met [Name(Somebody)] in [Name(Somebody)]."
        );
    }

    #[test]
    fn days_figures_and_addresses_become_less_than_they_were() {
        assert_eq!(
            shown("6月11日に38名、400万円"),
            "[Date]に[Number(Tens)]名、[Number(Millions)]円"
        );
        assert_eq!(shown("On 12 June 2025 for £4,000"), "On [Date] for [Number(Thousands)]");
        assert_eq!(shown("52歳、一万人、二人"), "[Age(50)]、[Number(TenThousands)]、二人");
        assert_eq!(shown("a@b.example と 090-1234-5678"), "[Address] と [Address]");
    }

    #[test]
    fn what_may_still_name_them_is_marked() {
        let doubts =
            |text: &str| pseudonymiser().over(&text.parse().expect("a text")).doubts().to_vec();
        assert_eq!(doubts("ふつうの話"), []);
        assert_eq!(doubts("水野さんは唯一の人"), [Doubt::Name, Doubt::Rare]);
        assert_eq!(doubts("She talked to Linda"), [Doubt::Stranger]);
    }

    #[test]
    fn a_name_of_one_sign_is_looked_for_and_goes_with_the_given_name() {
        let person = Person::named(Id::fresh(), "林 太郎".parse().expect("a name"), Lang::Ja);
        let pseudonymiser =
            Pseudonymiser::of(&ClientFile::new(person), Names::default()).expect("a veil");
        let over = |text: &str| pseudonymiser.over(&text.parse().expect("a text"));
        assert_eq!(over("林は黙った").doubts(), [Doubt::Name]);
        assert_eq!(over("林太郎は黙った").pieces().first(), Some(&Piece::Name(Whom::Client)));
    }
}
