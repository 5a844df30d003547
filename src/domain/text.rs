//! Text a person wrote: trimmed, NFC, bounded, without control characters, and silent when debugged.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::spelled;

/// The longest text one field holds, in characters.
pub const MAX_CHARS: usize = 20_000;

/// A non-empty text. Its `Debug` never shows the words, so that no log can. Cheap to clone: a file and the journal it
/// was read from hold the same words once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(extend("minLength" = 1, "maxLength" = MAX_CHARS))]
pub struct Text(#[schemars(with = "String")] Arc<str>);

/// Why a text was not taken.
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
    /// The text, or none when there is nothing but white space; faults other than emptiness are kept.
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
        // Bidirectional overrides are refused with the controls: they can make a line read as what it does not say.
        let forbidden = |c: char| {
            (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if text.chars().any(forbidden) {
            return Err(TextFault::Control);
        }
        Ok(Text(text.into()))
    }
}

/// Line ends as `\n`, characters composed; what was written down once comes back as it is.
fn composed(s: &str) -> Cow<'_, str> {
    if !s.contains('\r') && is_nfc(s) {
        return Cow::Borrowed(s);
    }
    Cow::Owned(s.replace("\r\n", "\n").replace('\r', "\n").nfc().collect())
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        spelled::read(from)
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
        assert_eq!("a\u{202e}b".parse::<Text>(), Err(TextFault::Control));
        assert_eq!("x".repeat(MAX_CHARS + 1).parse::<Text>(), Err(TextFault::TooLong));
    }

    #[test]
    fn debug_does_not_show_the_words() {
        let text: Text = "秘密".parse().expect("a text");
        assert_eq!(format!("{text:?}"), "Text(2 chars)");
    }
}
