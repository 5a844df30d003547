//! Values that are written as a string: read from one without a copy in between.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// The value that a string spells, or why it spells none.
pub(super) fn read<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    from.deserialize_str(Spelled(PhantomData))
}

struct Spelled<T>(PhantomData<T>);

impl<T: FromStr<Err: Display>> Visitor<'_> for Spelled<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, s: &str) -> Result<T, E> {
        s.parse().map_err(E::custom)
    }
}
