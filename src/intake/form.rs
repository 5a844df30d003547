//! A form as it was sent, whatever page it comes from: its fields by name, its lists of rows, and
//! the faults that send it back.

use serde::{Deserialize, Serialize};

/// The fields of a page in the order they were sent. A draft is these, so nothing typed is ever
/// lost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn of(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    /// The first value under a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    }

    /// All values under a name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Every field with its value, in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// True if a field of this name was sent, even an empty one.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// True if this radio or checkbox was chosen.
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|v| v == value) && (!value.is_empty() || self.has(name))
    }

    /// Sets a field, in place of what was there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Adds one more value under a name.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Keeps the fields whose name this is true for.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    /// Without the fields that belong to the page and not to the record.
    pub fn without(mut self, names: &[&str]) -> Fields {
        self.0.retain(|(n, _)| !names.contains(&n.as_str()));
        self
    }

    /// Tells how many rows a list of fields `q0`, `q1` … has, counted to the last that is not
    /// empty: a row that was left empty ends no list. A page sends its empty rows too, so a list
    /// has no more rows than there are fields; a row numbered beyond them comes from no page of
    /// ours.
    pub fn rows(&self, list: &str) -> usize {
        self.rows_with(list, &[""])
    }

    /// `rows` of a list whose rows have these parts, `q0-want`; the empty part is the row's own
    /// field. The first row of a list may go without its number: `tn-text`, `tn1-text`.
    pub fn rows_with(&self, list: &str, parts: &[&str]) -> usize {
        let row = |name: &str| {
            let rest = name.strip_prefix(list)?;
            let (no, part) = rest.split_once('-').unwrap_or((rest, ""));
            let no =
                if no.is_empty() && !part.is_empty() { Some(0) } else { no.parse::<usize>().ok() };
            no.filter(|_| parts.contains(&part))
        };
        let written = self.0.iter().filter(|(_, v)| !v.trim().is_empty());
        let last = written.filter_map(|(n, _)| row(n)).max();
        last.map_or(0, |row| row.saturating_add(1).min(self.0.len().max(2 * MAX_ROWS)))
    }
}

/// The name of a row in a list whose first row goes without its number: `tn`, `tn1`, `tn2`.
pub fn row_name(list: &str, row: usize) -> String {
    if row == 0 { list.to_owned() } else { format!("{list}{row}") }
}

/// The rows that one list takes: lines of words, promises of one side. More of them are a fault,
/// and stay in the page.
pub const MAX_ROWS: usize = 40;

/// A field that must be put right, and the message that says how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub field: String,
    pub key: &'static str,
    /// The line of the shorthand, where it is about one.
    pub line: Option<usize>,
    /// Holds what the form says and what the line says, where they differ.
    pub both: Option<[String; 2]>,
}

impl Fault {
    pub fn new(field: impl Into<String>, key: &'static str) -> Fault {
        Fault { field: field.into(), key, line: None, both: None }
    }
}
