//! Between the method's values and what a column holds. A stored value that cannot be read is a
//! loud error.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, StoreError};
use crate::method::{Id, Text, code, from_code};

pub(super) fn id(stored: &str) -> Answer<Id> {
    stored.parse().map_err(|e| StoreError::unreadable("id", e))
}

pub(super) fn optional_id(stored: Option<&str>) -> Answer<Option<Id>> {
    stored.map(id).transpose()
}

pub(super) fn text(stored: &str) -> Answer<Text> {
    stored.parse().map_err(|e| StoreError::unreadable("text", e))
}

pub(super) fn optional_text(stored: Option<&str>) -> Answer<Option<Text>> {
    stored.map(text).transpose()
}

/// A value with a name of its own, for instance a state.
pub(super) fn named<T: DeserializeOwned>(stored: &str) -> Answer<T> {
    from_code(stored).ok_or_else(|| StoreError::unreadable("name", stored))
}

pub(super) fn name(value: &impl Serialize) -> String {
    code(value)
}

pub(super) fn json<T: DeserializeOwned>(what: &'static str, stored: &str) -> Answer<T> {
    serde_json::from_str(stored).map_err(|e| StoreError::unreadable(what, e))
}

pub(super) fn to_json(what: &'static str, value: &impl Serialize) -> Answer<String> {
    serde_json::to_string(value).map_err(|e| StoreError::unreadable(what, e))
}

/// A count that is stored as a number with a sign.
pub(super) fn count(stored: i32) -> Answer<u32> {
    u32::try_from(stored).map_err(|e| StoreError::unreadable("count", e))
}

pub(super) fn to_count(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
