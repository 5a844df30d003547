//! The tags of one line, taken one by one by what the line understands. A tag that nobody takes is
//! misplaced.

use serde::de::DeserializeOwned;

use crate::intake::shorthand::lex::Ch;
use crate::intake::shorthand::tag::{Placed, Tag};
use crate::intake::shorthand::{Kind, Names, Problem, Remark};
use crate::method::Exactness;

/// The text of a line and what hangs on it.
pub(super) struct Tagged<'b> {
    pub text: &'b [Ch],
    pub at: Remark,
    tags: Vec<Placed>,
}

impl<'b> Tagged<'b> {
    pub fn new(text: &'b [Ch], tags: Vec<Placed>, at: Remark) -> Tagged<'b> {
        Tagged { text, at, tags }
    }

    /// The first tag that `pick` takes, with its place.
    pub fn pull<T>(&mut self, pick: impl Fn(&Tag) -> Option<T>) -> Option<(T, Placed)> {
        let (i, value) =
            self.tags.iter().enumerate().find_map(|(i, placed)| Some((i, pick(&placed.tag)?)))?;
        Some((value, self.tags.remove(i)))
    }

    /// Splits off a tag that `is` finds, with the words that stand right behind it.
    pub fn behind(&mut self, is: impl Fn(&Tag) -> bool) -> Option<Tagged<'b>> {
        let from = self.tags.iter().position(|placed| is(&placed.tag))?;
        let hangs = |placed: &Placed| {
            matches!(
                placed.tag,
                Tag::Words(_)
                    | Tag::NoWords
                    | Tag::Exactness(_)
                    | Tag::Number(Some(Kind::Quote), _)
            )
        };
        let hanging = self.tags[from + 1..].iter().take_while(|placed| hangs(placed)).count();
        let tags = self.tags.drain(from..=from + hanging).collect();
        Some(Tagged { text: &[], at: self.at, tags })
    }

    /// The value of a family, if a tag names one.
    pub fn value<T: DeserializeOwned>(
        &mut self,
        names: &Names,
        family: &str,
    ) -> Result<Option<T>, Remark> {
        let named = |tag: &Tag| match tag {
            Tag::Value(word) => names.read(family, word),
            _ => None,
        };
        Ok(self.pull(named).map(|(value, _)| value))
    }

    /// Tells how exact the words are; `~` alone is the gist.
    pub fn exactness(&mut self, names: &Names) -> Result<Option<Exactness>, Remark> {
        let Some((word, placed)) = self.pull(|tag| match tag {
            Tag::Exactness(word) => Some(word.clone()),
            _ => None,
        }) else {
            return Ok(None);
        };
        if word.is_empty() {
            return Ok(Some(Exactness::Gist));
        }
        names.read("exactness", &word).map(Some).ok_or(placed.wrong(Problem::UnknownValue))
    }

    /// Words in quotation marks.
    pub fn words(&mut self) -> Option<String> {
        let (words, _) = self.pull(|tag| match tag {
            Tag::Words(words) => Some(words.clone()),
            _ => None,
        })?;
        Some(words)
    }

    /// The same, left where they are.
    pub fn quoted(&self) -> Option<String> {
        self.tags.iter().find_map(|placed| match &placed.tag {
            Tag::Words(words) => Some(words.clone()),
            _ => None,
        })
    }

    /// True if a tag says which words the line rests on, or that it rests on none.
    pub fn names_words(&self) -> bool {
        let names = |tag: &Tag| {
            matches!(tag, Tag::Words(_) | Tag::NoWords | Tag::Number(Some(Kind::Quote), _))
        };
        self.tags.iter().any(|placed| names(&placed.tag))
    }

    pub fn no_words(&mut self) -> bool {
        self.pull(|tag| (*tag == Tag::NoWords).then_some(())).is_some()
    }

    /// Refuses a text where the line has no place for one.
    pub fn no_text(&self) -> Result<(), Remark> {
        match self.text {
            [] => Ok(()),
            [first, ..] => {
                Err(Remark { line: first.line, column: first.column, problem: Problem::NoTextHere })
            }
        }
    }

    /// Every tag must have been taken.
    pub fn done(self) -> Result<(), Remark> {
        match self.tags.first() {
            None => Ok(()),
            Some(placed) => Err(placed.wrong(match placed.tag {
                Tag::Value(_) => Problem::UnknownValue,
                _ => Problem::Misplaced,
            })),
        }
    }
}
