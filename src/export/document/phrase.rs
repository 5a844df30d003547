//! Dates and the small lines below an item, as a document words them.

use chrono::Datelike;

use crate::method::retention::Retention;
use crate::method::{Day, Lang, NeedState};
use crate::words::{Arg, Words, arg};

/// The words of one document: its language, and the year in which dates need not name theirs, if
/// there is one.
pub(super) struct Phrase<'w> {
    pub words: &'w Words,
    year: Option<i32>,
}

impl<'w> Phrase<'w> {
    /// The words of a document about these days: if they lie in one year, no date of that year
    /// names it.
    pub fn about(words: &'w Words, mut days: impl Iterator<Item = Day>) -> Phrase<'w> {
        let first = days.next().map(|day| day.year());
        Phrase { words, year: first.filter(|year| days.all(|day| day.year() == *year)) }
    }

    /// A day, with its year unless that goes without saying.
    pub fn day(&self, on: Day) -> String {
        if self.year == Some(on.year()) { self.words.day_short(on) } else { self.words.day(on) }
    }

    /// The end of a span, which need not repeat the year of its beginning.
    pub fn end(&self, from: Day, to: Day) -> String {
        if from.year() == to.year() { self.words.day_short(to) } else { self.words.day(to) }
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

    /// Tells how long the record is kept, for whoever may ask for its deletion: never why it is
    /// held.
    pub fn kept(&self, retention: Retention, made_on: Day) -> String {
        let key = match retention {
            Retention { held: true, .. } => "summary-kept-held",
            Retention { until, .. } if until <= made_on => "summary-kept-over",
            Retention { .. } => "summary-kept-until",
        };
        self.with(key, "day", &self.words.date(retention.until))
    }

    /// Tells what stands above a need that they have not made theirs: that it is a guess, or what
    /// became of the guess.
    pub fn not_theirs(&self, state: NeedState) -> String {
        if state.guessed() {
            self.t("term-hypothesis")
        } else {
            self.words.label("need-state", &state)
        }
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
