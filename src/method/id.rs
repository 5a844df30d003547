//! Identifiers. Ours are UUIDv7; a file's own ids are kept as they came, so that both may be used
//! to point at a record.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest;

use crate::method::serde_from_str;

/// The longest id, in bytes.
const MAX_LEN: usize = 64;

/// The name of one record: unique within one person's file (and everywhere, if we made it).
///
/// 1 to 64 of `A–Z a–z 0–9 . _ -`, or empty only while a file is being read and not yet numbered.
/// Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, JsonSchema)]
#[schemars(extend("pattern" = "^[A-Za-z0-9._-]{1,64}$"))]
pub struct Id(#[schemars(with = "String")] Arc<str>);

/// A text that cannot name a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 letters, digits, dots, dashes or underscores")]
pub struct IdError;

impl Id {
    /// A new id, sortable by the time it was made.
    pub fn fresh() -> Self {
        Id(uuid::Uuid::now_v7().to_string().into())
    }

    /// The id of the `n`th part (counted from 1) of this record, for parts that a file does not
    /// name. An owner's id that leaves no room for it is replaced by its digest, so that the part's
    /// id is always an id.
    pub fn part(&self, kind: &str, n: usize) -> Self {
        let name = format!("{}.{kind}{n}", self.0);
        if name.len() <= MAX_LEN {
            return Id(name.into());
        }
        let digest = sha2::Sha256::digest(self.0.as_bytes());
        let digest: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Id(format!("{digest}.{kind}{n}").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True while a file's part has not been numbered yet.
    pub fn is_unset(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        let fits = (1..=MAX_LEN).contains(&s.len())
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if fits { Ok(Id(s.into())) } else { Err(IdError) }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde_from_str::read(from)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_longest_id_is_an_id_of_its_own() {
        let [one, other] = ["a", "b"].map(|c| c.repeat(64).parse::<Id>().expect("an id"));
        assert!(one.part("signed", 1).as_str().parse::<Id>().is_ok());
        assert_ne!(one.part("h", 1), other.part("h", 1));
        assert_ne!(one.part("h", 1), one.part("h", 2));
        assert_eq!(one.part("h", 1), one.part("h", 1));
    }

    #[test]
    fn an_id_is_short_and_plain() {
        assert!("c1q1".parse::<Id>().is_ok());
        for bad in ["", "a b", "../x", "水", &"x".repeat(65)] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }
}
