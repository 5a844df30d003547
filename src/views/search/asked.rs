//! Holds what is asked for, and writes the address that asks for it.

use chrono::Months;

use crate::method::search::SearchGroup;
use crate::method::{Day, Id, code};
use crate::paths;

/// Where in time it is looked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    /// One of `NAMES`; empty for any time.
    pub name: String,
    /// Days as they were typed, for the period of one's own.
    pub from: String,
    pub to: String,
}

impl Period {
    pub const NAMES: [&str; 4] = ["", "quarter", "year", "days"];

    /// The first day of a period that has a name.
    pub fn begins(&self, today: Day) -> Option<Day> {
        let months = match self.name.as_str() {
            "quarter" => 3,
            "year" => 12,
            _ => return None,
        };
        today.checked_sub_months(Months::new(months))
    }
}

/// The question, as its address says it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub typed: String,
    pub group: Option<SearchGroup>,
    pub client: Option<Id>,
    pub period: Period,
    /// `own`, `shared` or empty.
    pub whose: String,
    pub page: u32,
}

impl Asked {
    pub(super) fn link(&self) -> String {
        let mut parts = vec![("q", self.typed.clone())];
        let mut add = |name, value: String| {
            if !value.is_empty() {
                parts.push((name, value));
            }
        };
        add("kind", self.group.as_ref().map(code).unwrap_or_default());
        add("client", self.client.as_ref().map(Id::to_string).unwrap_or_default());
        add("when", self.period.name.clone());
        add("from", self.period.from.clone());
        add("to", self.period.to.clone());
        add("whose", self.whose.clone());
        add("page", if self.page == 0 { String::new() } else { self.page.to_string() });
        let pairs: Vec<String> =
            parts.iter().map(|(name, value)| format!("{name}={}", paths::escaped(value))).collect();
        format!("{}?{}", paths::search(), pairs.join("&"))
    }

    /// The address with one thing changed, from its first page on.
    pub(super) fn with(&self, change: impl FnOnce(&mut Asked)) -> String {
        let mut other = Asked { page: 0, ..self.clone() };
        change(&mut other);
        other.link()
    }

    pub(super) fn narrowed(&self) -> bool {
        self.group.is_some()
            || self.client.is_some()
            || !self.period.name.is_empty()
            || !self.whose.is_empty()
    }
}
