//! Sorts people under the signs of an index.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The first sign of each row of kana.
const ROWS: [char; 10] = ['あ', 'か', 'さ', 'た', 'な', 'は', 'ま', 'や', 'ら', 'わ'];

/// A sign of an index: a row of kana, a Latin letter, or none of both. In addresses it is the sign
/// itself, `other` for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Initial {
    Kana(char),
    Latin(char),
    Other,
}

impl Initial {
    /// Finds the sign of somebody whom lists order by this reading or name, folded.
    pub fn of(sort_key: &str) -> Initial {
        let first = sort_key.trim_start().chars().next().and_then(|c| c.nfkd().next());
        match first {
            Some(c @ 'a'..='z') => Initial::Latin(c.to_ascii_uppercase()),
            Some(c @ 'ぁ'..='ゖ') => Initial::Kana(row(c)),
            _ => Initial::Other,
        }
    }
}

/// The row of kana that a hiragana stands in.
fn row(c: char) -> char {
    let small = match c {
        'ぁ' | 'ゔ' => 'あ',
        'ゃ' => 'や',
        'ゎ' => 'わ',
        'ゕ' | 'ゖ' => 'か',
        c => c,
    };
    ROWS.into_iter().rev().find(|first| *first <= small).unwrap_or('あ')
}

/// An index has no such sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no index has the sign {0:?}")]
pub struct InitialError(String);

impl From<Initial> for String {
    fn from(initial: Initial) -> String {
        match initial {
            Initial::Kana(c) | Initial::Latin(c) => c.to_string(),
            Initial::Other => "other".to_owned(),
        }
    }
}

impl TryFrom<String> for Initial {
    type Error = InitialError;

    fn try_from(sign: String) -> Result<Initial, InitialError> {
        let mut all = sign.chars();
        match (all.next(), all.next()) {
            (Some(c), None) if ROWS.contains(&c) => Ok(Initial::Kana(c)),
            (Some(c @ 'A'..='Z'), None) => Ok(Initial::Latin(c)),
            _ if sign == "other" => Ok(Initial::Other),
            _ => Err(InitialError(sign)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_stands_under_one_sign() {
        for (key, sign) in [
            ("あおき", "あ"),
            ("ぁ", "あ"),
            ("ごとう", "か"),
            ("っ", "た"),
            ("ぱく", "は"),
            ("よしだ", "や"),
            ("ょ", "や"),
            ("わだ", "わ"),
            ("んだ", "わ"),
            ("ゔぃ", "あ"),
            ("ゕ", "か"),
            ("adams", "A"),
            ("zoe", "Z"),
            ("élan", "E"),
            ("鈴木", "other"),
            ("3m", "other"),
            ("", "other"),
            (" mori", "M"),
        ] {
            let initial = Initial::of(key);
            assert_eq!(String::from(initial), sign, "{key}");
            assert_eq!(Initial::try_from(sign.to_owned()), Ok(initial));
        }
        assert!(Initial::try_from("い".to_owned()).is_err());
    }
}
