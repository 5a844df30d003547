//! One field of a person's page: a text, a value or a day, or the fault that is noted at it.

use super::{Reading, text_fault};
use crate::intake::written::{DayFault, Seen, Sense, day};
use crate::method::{Day, Text};

impl Reading<'_> {
    /// The text of a field; `was` where it was not sent.
    pub(super) fn text(&mut self, name: &str, was: Option<Text>) -> Option<Text> {
        if !self.fields.has(name) {
            return was;
        }
        Text::optional(self.fields.get(name)).unwrap_or_else(|why| {
            self.fault(name, text_fault(why));
            None
        })
    }

    /// A text of one kind, as its reader spells it. What stood there before, however it came in,
    /// may stay as it is.
    pub(super) fn read(
        &mut self,
        name: &str,
        was: Option<Text>,
        (read, key): (impl Fn(&str) -> Option<String>, &'static str),
    ) -> Option<Text> {
        let typed = self.text(name, was.clone())?;
        if was.as_ref() == Some(&typed) {
            return was;
        }
        let found = read(typed.as_str()).and_then(|found| found.parse().ok());
        if found.is_none() {
            self.fault(name, key);
        }
        found
    }

    /// A day, a number, a choice: what stands in the field, nothing where it is empty.
    pub(super) fn value<T>(
        &mut self,
        name: &str,
        was: Option<T>,
        (read, key): (impl Fn(&str) -> Option<T>, &'static str),
    ) -> Option<T> {
        if !self.fields.has(name) {
            return was;
        }
        let typed = self.fields.get(name).trim();
        let value = if typed.is_empty() { None } else { read(typed) };
        if value.is_none() && !typed.is_empty() {
            self.fault(name, key);
        }
        value
    }

    /// A day with its year, by the one reader of days.
    pub(super) fn day(&mut self, name: &str, was: Option<Day>, sense: Sense) -> Option<Day> {
        if !self.fields.has(name) {
            return was;
        }
        let typed = self.fields.get(name).trim();
        let seen = Seen { from: self.ground.today, sense, habit: self.ground.habit };
        let key = match day::read(typed, &seen) {
            _ if typed.is_empty() => return None,
            Ok(day) if day::has_year(typed) => return Some(day),
            Err(DayFault::Open(..)) if day::has_year(typed) => "fault-date-open",
            Ok(_) | Err(_) => "person-fault-day",
        };
        self.fault(name, key);
        None
    }
}
