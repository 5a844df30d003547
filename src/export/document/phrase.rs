//! Dates and the small lines below an item, as a document words them.

use chrono::Datelike;

use crate::domain::{Day, Lang};
use crate::words::{Arg, Words, arg};

/// The words of one document: its language, and the year in which dates need not name theirs.
pub(super) struct Phrase<'w> {
    pub words: &'w Words,
    year: i32,
}

impl<'w> Phrase<'w> {
    pub fn new(words: &'w Words, made_on: Day) -> Phrase<'w> {
        Phrase { words, year: made_on.year() }
    }

    /// A day, with its year unless that is the year the document was made in.
    pub fn day(&self, on: Day) -> String {
        if on.year() == self.year { self.words.day_short(on) } else { self.words.day(on) }
    }

    /// Several days, joined as the language does.
    pub fn list(&self, parts: &[String]) -> String {
        parts.join(match self.words.lang() {
            Lang::Ja => "、",
            Lang::En => ", ",
        })
    }

    /// Sentences one after the other.
    pub fn sentences(&self, parts: impl IntoIterator<Item = Option<String>>) -> String {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(match self.words.lang() {
            Lang::Ja => "",
            Lang::En => " ",
        })
    }

    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A message with one text argument.
    pub fn with(&self, key: &str, name: &'static str, value: &str) -> String {
        self.words.say(key, &[(name, arg(value))])
    }

    pub fn say(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        self.words.say(key, args)
    }
}

/// A text as part of a sentence: without the stop it was written with.
pub(super) fn open_end(text: &str) -> &str {
    text.trim_end_matches(['。', '.'])
}
