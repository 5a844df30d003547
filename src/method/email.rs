//! A mail address: the name somebody signs in with, and where a client is written to.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// A mail address, trimmed and in lower case: one address signs in to one account, however it is
/// typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// A text that cannot be a mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mail address has one @ with something on both sides of it, and no spaces")]
pub struct EmailError;

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = EmailError;

    /// Only the shape is checked: whether anybody reads it cannot be seen from the text.
    fn from_str(s: &str) -> Result<Self, EmailError> {
        let s = s.nfkc().collect::<String>().trim().to_lowercase();
        let shaped = s.split_once('@').is_some_and(|(who, place)| {
            !who.is_empty() && !place.is_empty() && !place.contains('@') && !place.starts_with('.')
        });
        let plain = s.chars().all(|c| !c.is_whitespace() && !c.is_control());
        if shaped && plain && s.len() <= 254 { Ok(Email(s)) } else { Err(EmailError) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address that is written, in narrow letters and without what stands around it: `Mai Seki
/// <mai@example.jp>`, `mailto:mai@example.jp`. None where it is no address.
pub fn address(written: &str) -> Option<String> {
    let written: String = written.nfkc().filter(|c| !crate::method::text::unseen(*c)).collect();
    let angled = written.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let inner = angled.map_or(written.as_str(), |(inner, _)| inner);
    let inner = inner.trim().trim_matches(['\'', '"']);
    let bare = ["mailto:", "smtp:", "SMTP:"]
        .iter()
        .find_map(|mark| inner.strip_prefix(mark))
        .unwrap_or(inner);
    bare.parse::<Email>().ok().map(|_| bare.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_typed() {
        assert_eq!(
            " Madoka@Example.JP ".parse::<Email>().map(|e| e.to_string()),
            Ok("madoka@example.jp".into())
        );
        for bad in ["", "madoka", "@x", "a@", "a@b@c", "a b@c", "a@.jp"] {
            assert_eq!(bad.parse::<Email>(), Err(EmailError), "{bad}");
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_is_read_out_of_what_stands_around_it() {
        for (written, read) in [
            ("ｆｏｏ@example.com", "foo@example.com"),
            ("foo＠example.com ", "foo@example.com"),
            ("Mai Seki <Mai@example.jp>", "Mai@example.jp"),
            ("mailto:mai@example.jp", "mai@example.jp"),
        ] {
            assert_eq!(address(written).as_deref(), Some(read), "{written}");
        }
        assert_eq!(address("foo@@bar"), None);
    }
}
