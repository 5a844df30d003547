//! Text a person wrote: trimmed, composed, bounded, without control characters, and silent when
//! debugged.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::method::serde_from_str;

/// The longest text one field holds, in characters.
pub const MAX_CHARS: usize = 20_000;

/// A non-empty text. Its `Debug` never shows the words, so that no log can. Cheap to clone: a file
/// and the journal it was read from hold the same words once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(extend("minLength" = 1, "maxLength" = MAX_CHARS))]
pub struct Text(#[schemars(with = "String")] Arc<str>);

/// Names why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("the text is empty")]
    Empty,
    #[error("the text is longer than {MAX_CHARS} characters")]
    TooLong,
    #[error("the text contains a control character")]
    Control,
}

impl Text {
    /// The text, or none when there is nothing but white space; faults other than emptiness are
    /// kept.
    pub fn optional(s: &str) -> Result<Option<Text>, TextFault> {
        match s.parse() {
            Ok(text) => Ok(Some(text)),
            Err(TextFault::Empty) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Stands where a text is still to be written.
    pub fn dash() -> Text {
        Text("–".into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = TextFault;

    fn from_str(s: &str) -> Result<Self, TextFault> {
        let text = composed(s);
        let text = text.trim();
        if text.is_empty() {
            return Err(TextFault::Empty);
        }
        if text.chars().count() > MAX_CHARS {
            return Err(TextFault::TooLong);
        }
        if text.chars().any(refused) {
            return Err(TextFault::Control);
        }
        Ok(Text(text.into()))
    }
}

/// A character that no text can hold: a control character that neither ends a line nor is a tab.
fn refused(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Tells where a text holds a character that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub what: char,
    /// Counted from 1, as is the column, in characters.
    pub line: usize,
    pub column: usize,
}

/// The first character of what was typed that no text can hold.
pub fn first_refused(s: &str) -> Option<Place> {
    let text = composed(s);
    text.split('\n').zip(1..).find_map(|(row, line)| {
        let mut found = row.chars().zip(1..).filter(|(c, _)| refused(*c));
        found.next().map(|(what, column)| Place { what, line, column })
    })
}

/// A mark that nobody sees and nobody typed: of writing directions (they can make a line read as
/// what it does not say), of joints between words, of the beginning of a file; and what Unicode
/// calls no character at all. Joiners within emoji and marks of variants are part of what was
/// written, and stay.
pub(crate) fn unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// A text as it is kept, of whatever length: line ends, unseen marks and letters in one form, white
/// space around it gone.
pub fn cleaned(s: &str) -> String {
    composed(s).trim().to_owned()
}

/// Tells what ends a line in one program or another.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// An ideograph that Unicode folds to another letter where texts are composed, though people write
/// their names with it.
fn own_letter(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Line ends as `\n`, no unseen marks, characters composed but for the letters of names; what was
/// written down once comes back as it is.
fn composed(s: &str) -> Cow<'_, str> {
    let changes = |c: char| c != '\n' && ends_line(c) || unseen(c);
    if !s.chars().any(changes) && is_nfc(s) {
        return Cow::Borrowed(s);
    }
    let lined: String = s.replace("\r\n", "\n").chars().filter(|c| !unseen(*c)).collect();
    let lined = lined.replace(ends_line, "\n");
    let mut out = String::with_capacity(lined.len());
    for run in lined.split_inclusive(own_letter) {
        let own = run.chars().next_back().filter(|c| own_letter(*c));
        let rest = own.map_or(run, |own| &run[..run.len() - own.len_utf8()]);
        out.extend(rest.nfc());
        out.extend(own);
    }
    Cow::Owned(out)
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde_from_str::read(from)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} chars)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_composed() {
        let text: Text = "  か\u{3099}\r\nx ".parse().expect("a text");
        assert_eq!(text.as_str(), "が\nx");
    }

    #[test]
    fn a_text_refuses_what_cannot_be_read() {
        assert_eq!(" \n".parse::<Text>(), Err(TextFault::Empty));
        assert_eq!("a\u{7}b".parse::<Text>(), Err(TextFault::Control));
        assert_eq!("x".repeat(MAX_CHARS + 1).parse::<Text>(), Err(TextFault::TooLong));
    }

    #[test]
    fn line_ends_of_any_program_end_lines_and_unseen_marks_go() {
        let text: Text = "a\u{b}b\u{85}c\u{2028}d\u{202a}e\u{2068}\u{ffff}\u{fdd0}\u{1ffff}f"
            .parse()
            .expect("a text");
        assert_eq!(text.as_str(), "a\nb\nc\ndef");
        let family = "\u{1f469}\u{200d}\u{1f467}";
        assert_eq!(family.parse::<Text>().expect("a text").as_str(), family);
    }

    #[test]
    fn letters_of_names_stay_as_they_are_written() {
        for name in [
            "\u{fa1b}\u{7530}",
            "\u{fa19}\u{4e00}",
            "\u{845b}\u{e0100}\u{57ce}",
            "\u{2f81a}か\u{fa11}",
        ] {
            assert_eq!(name.parse::<Text>().expect("a text").as_str(), name);
        }
        assert_eq!("\u{fa1b}か\u{3099}".parse::<Text>().expect("a text").as_str(), "\u{fa1b}が");
    }

    #[test]
    fn what_is_refused_has_a_place() {
        let place = Place { what: '\u{7}', line: 2, column: 3 };
        assert_eq!(first_refused("x\r\nab\u{7}c\u{8}"), Some(place));
        assert_eq!(first_refused("a\u{b}b"), None);
    }

    #[test]
    fn debug_does_not_show_the_words() {
        let text: Text = "秘密".parse().expect("a text");
        assert_eq!(format!("{text:?}"), "Text(2 chars)");
    }
}
