//! Columns to fields: which heading means what, in the words of other programs and of people. The
//! words themselves stand in `vocabulary.tsv`: data, not code.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::What;
use crate::method::from_code;

/// Names what a column can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    FamilyName,
    GivenName,
    Reading,
    FamilyReading,
    GivenReading,
    Mail,
    Phone,
    Role,
    Organisation,
    Kind,
    Purpose,
    Fee,
    Currency,
    Date,
    Start,
    End,
    Minutes,
    Status,
    Mode,
    Topic,
    Note,
}

impl Field {
    /// The fields that rows of this kind have, in the order in which they are offered.
    pub fn all(what: What) -> &'static [Field] {
        use Field as F;
        match what {
            What::Clients => &[
                F::Name,
                F::FamilyName,
                F::GivenName,
                F::Reading,
                F::FamilyReading,
                F::GivenReading,
                F::Mail,
                F::Phone,
                F::Role,
                F::Organisation,
                F::Kind,
                F::Purpose,
                F::Fee,
                F::Currency,
            ],
            What::Sessions => &[
                F::Name,
                F::FamilyName,
                F::GivenName,
                F::Mail,
                F::Date,
                F::Start,
                F::End,
                F::Minutes,
                F::Status,
                F::Mode,
                F::Topic,
                F::Note,
            ],
        }
    }
}

/// The programs whose files are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Google,
    Outlook,
    CoachAccountable,
    CoachVantage,
}

/// Holds what each column is; none where it is not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(pub Vec<Option<Field>>);

/// Names why a mapping cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Two columns are to be the same.
    Twice(Field),
    /// No column says who it is about.
    NoName,
    /// No column says when a session was.
    NoDate,
    /// Its days could be read in either order.
    NoOrder,
}

impl Mapping {
    /// Tells what the headings suggest, in whatever order they stand. Of several columns for one
    /// field, the one whose words stand first in the vocabulary: a mobile number before one at
    /// work.
    pub fn suggest(headings: &[String], what: What) -> Mapping {
        let mut best: HashMap<Field, (usize, usize)> = HashMap::new();
        for (column, heading) in headings.iter().enumerate() {
            let Some((named, rank)) = VOCABULARY.fields.get(&folded(heading)) else { continue };
            let Some(field) = for_rows(*named, what) else { continue };
            // A word that means another thing elsewhere stands behind one that means this.
            let rank = if *named == field { *rank } else { rank + ELSEWHERE };
            let entry = best.entry(field).or_insert((rank, column));
            if rank < entry.0 {
                *entry = (rank, column);
            }
        }
        let mut columns = vec![None; headings.len()];
        best.into_iter().for_each(|(field, (_, column))| columns[column] = Some(field));
        if what == What::Sessions {
            let notes =
                (0..headings.len()).filter(|c| field_called(&headings[*c]) == Some(Field::Note));
            notes.for_each(|column| columns[column] = Some(Field::Note));
        }
        Mapping(columns)
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns(field).next()
    }

    /// The columns of a field: of notes there may be several, of all else one.
    pub fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(move |(_, f)| **f == Some(field)).map(|(column, _)| column)
    }

    /// The columns that are not taken.
    pub fn untaken(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(|(_, field)| field.is_none()).map(|(column, _)| column)
    }

    /// Everything that keeps the columns from making rows.
    pub fn unfit(&self, what: What) -> Vec<Unfit> {
        let twice = |field: &&Field| **field != Field::Note && self.columns(**field).count() > 1;
        let mut out: Vec<Unfit> =
            Field::all(what).iter().filter(twice).map(|field| Unfit::Twice(*field)).collect();
        let has = |field| self.column(field).is_some();
        let named = has(Field::Name) || has(Field::FamilyName) || has(Field::GivenName);
        let by_mail = what == What::Sessions && has(Field::Mail);
        if !named && !by_mail {
            out.push(Unfit::NoName);
        }
        if what == What::Sessions && !has(Field::Date) {
            out.push(Unfit::NoDate);
        }
        out
    }
}

/// More than any rank.
const ELSEWHERE: usize = 1_000_000;

/// A field of one kind of rows, where the same word means another thing in the other kind; none if
/// there is none.
fn for_rows(field: Field, what: What) -> Option<Field> {
    let field = match (field, what) {
        (Field::Kind, What::Sessions) => Field::Status,
        (Field::Status, What::Clients) => Field::Kind,
        (field, _) => field,
    };
    Field::all(what).contains(&field).then_some(field)
}

/// The field that a heading names.
pub(super) fn field_called(heading: &str) -> Option<Field> {
    VOCABULARY.fields.get(&folded(heading)).map(|(field, _)| *field)
}

/// The program whose headings these are: the one of whose words most are there, two at least, and
/// one of them its own. That one has to stand as the program writes it: `firstName` is of one
/// program, `First Name` is everybody's.
pub(super) fn source(headings: &[String]) -> Option<Source> {
    let own: Vec<Source> =
        headings.iter().filter_map(|h| VOCABULARY.own.get(h.trim()).copied()).collect();
    let headings: Vec<String> = headings.iter().map(|h| folded(h)).collect();
    let count = |(source, words): &(Source, Vec<String>)| {
        let own = own.iter().filter(|s| *s == source).count();
        let shared = words.iter().filter(|word| headings.contains(word)).count();
        (*source, if own > 0 { own + shared } else { 0 })
    };
    let counted = VOCABULARY.sources.iter().map(count);
    counted.filter(|(_, n)| *n >= 2).max_by_key(|(_, n)| *n).map(|(source, _)| source)
}

/// A value of a family by what people write for it: its own name, or a word of the vocabulary.
pub(super) fn value<T: serde::de::DeserializeOwned>(family: &str, written: &str) -> Option<T> {
    let word = folded(written);
    let code = VOCABULARY.values.get(&(family.to_owned(), word)).map(String::as_str);
    code.map_or_else(|| from_code(&written.trim().to_lowercase()), from_code)
}

/// The words of the vocabulary, folded.
struct Vocabulary {
    fields: HashMap<String, (Field, usize)>,
    /// The words that several programs have.
    sources: Vec<(Source, Vec<String>)>,
    /// The headings of one program alone, as it writes them.
    own: HashMap<String, Source>,
    values: HashMap<(String, String), String>,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::of(include_str!("vocabulary.tsv")));

impl Vocabulary {
    fn of(text: &str) -> Vocabulary {
        let mut out = Vocabulary {
            fields: HashMap::new(),
            sources: Vec::new(),
            own: HashMap::new(),
            values: HashMap::new(),
        };
        for (rank, line) in text.lines().enumerate() {
            let mut parts = line.split('\t');
            let (Some(family), Some(code)) = (parts.next(), parts.next()) else { continue };
            if family == "own" {
                let Some(source) = from_code(code) else { continue };
                out.own.extend(parts.map(|word| (word.to_owned(), source)));
                continue;
            }
            let words: Vec<String> = parts.map(folded).collect();
            match family {
                "field" => {
                    let Some(field) = from_code(code) else { continue };
                    for (i, word) in words.into_iter().enumerate() {
                        out.fields.entry(word).or_insert((field, rank * 100 + i));
                    }
                }
                "source" => out.sources.extend(from_code(code).map(|source| (source, words))),
                family => {
                    let values =
                        words.into_iter().map(|word| ((family.to_owned(), word), code.to_owned()));
                    out.values.extend(values);
                }
            }
        }
        out
    }
}

/// A word without regard to case, width, spaces and marks.
fn folded(word: &str) -> String {
    word.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn every_word_of_the_vocabulary_is_of_a_field_a_source_or_a_value() {
        let lines = include_str!("vocabulary.tsv")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let mut parts = line.split('\t');
            let (family, code) = (parts.next().expect("a family"), parts.next().expect(line));
            let known = match family {
                "field" => from_code::<Field>(code).is_some(),
                "source" | "own" => from_code::<Source>(code).is_some(),
                "kind" => from_code::<crate::method::person::PersonKind>(code).is_some(),
                "status" => from_code::<crate::method::session::SessionStatus>(code).is_some(),
                "mode" => from_code::<crate::method::session::Mode>(code).is_some(),
                _ => false,
            };
            assert!(known && parts.next().is_some(), "{line}");
        }
    }

    #[test]
    fn headings_of_other_programs_are_known_in_both_languages_and_any_order() {
        use Field as F;
        for (line, program, fields) in [
            (
                "Phone 1 - Value,Last Name,First Name,Phonetic Last Name,Phonetic First Name,E-mail 1 - Value,Labels,Organization Title",
                Some(Source::Google),
                vec![
                    Some(F::Phone),
                    Some(F::FamilyName),
                    Some(F::GivenName),
                    Some(F::FamilyReading),
                    Some(F::GivenReading),
                    Some(F::Mail),
                    None,
                    Some(F::Role),
                ],
            ),
            (
                "姓,名,姓フリガナ,名フリガナ,会社名,役職,会社電話,携帯電話,電子メール アドレス,年賀状",
                Some(Source::Outlook),
                vec![
                    Some(F::FamilyName),
                    Some(F::GivenName),
                    Some(F::FamilyReading),
                    Some(F::GivenReading),
                    Some(F::Organisation),
                    Some(F::Role),
                    None,
                    Some(F::Phone),
                    Some(F::Mail),
                    None,
                ],
            ),
            (
                "First Name,Last Name,Company,Job Title,Mobile Phone,E-mail Address,E-mail 2 Address",
                Some(Source::Outlook),
                vec![
                    Some(F::GivenName),
                    Some(F::FamilyName),
                    Some(F::Organisation),
                    Some(F::Role),
                    Some(F::Phone),
                    Some(F::Mail),
                    None,
                ],
            ),
            (
                "firstName,lastName,email,phone,profileExtra",
                Some(Source::CoachAccountable),
                vec![Some(F::GivenName), Some(F::FamilyName), Some(F::Mail), Some(F::Phone), None],
            ),
            (
                "First Name,Last Name,E-mail Address,Mobile Phone,Company Name,Client Name",
                None,
                vec![
                    Some(F::GivenName),
                    Some(F::FamilyName),
                    Some(F::Mail),
                    Some(F::Phone),
                    Some(F::Organisation),
                    Some(F::Name),
                ],
            ),
            (
                "First Name,Last Name,Yomi First Name,Yomi Last Name,E-mail Address",
                Some(Source::Outlook),
                vec![
                    Some(F::GivenName),
                    Some(F::FamilyName),
                    Some(F::GivenReading),
                    Some(F::FamilyReading),
                    Some(F::Mail),
                ],
            ),
            (
                "姓,名,セイ,メイ",
                None,
                vec![
                    Some(F::FamilyName),
                    Some(F::GivenName),
                    Some(F::FamilyReading),
                    Some(F::GivenReading),
                ],
            ),
            (
                "Time Zone,Client Status,Company Name,Mobile Number,Email,Last Name,First Name",
                Some(Source::CoachVantage),
                vec![
                    None,
                    Some(F::Kind),
                    Some(F::Organisation),
                    Some(F::Phone),
                    Some(F::Mail),
                    Some(F::FamilyName),
                    Some(F::GivenName),
                ],
            ),
        ] {
            let headings = headings(line);
            assert_eq!(source(&headings), program, "{line}");
            assert_eq!(Mapping::suggest(&headings, What::Clients).0, fields, "{line}");
        }
    }

    #[test]
    fn columns_that_make_no_rows_are_refused() {
        let mapping = Mapping(vec![Some(Field::Mail), Some(Field::Mail)]);
        assert_eq!(mapping.unfit(What::Clients), [Unfit::Twice(Field::Mail), Unfit::NoName]);
        assert_eq!(Mapping(vec![Some(Field::Mail)]).unfit(What::Sessions), [Unfit::NoDate]);
    }
}
