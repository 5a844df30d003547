//! Tellings: what was told, with what permission, and how it landed.

use serde::de::DeserializeOwned;

use super::item::Read;
use super::{Scribe, Tagged};
use crate::intake::entry::Item;
use crate::intake::shorthand::lex::{Ch, Line, string};
use crate::intake::shorthand::tag::{NOT_KNOWN, NOT_NAMED, Tag};
use crate::intake::shorthand::{Kind, Problem, Remark, implied};
use crate::method::{Delivery, Id, Permission, Reception, Text};

impl Scribe<'_> {
    pub(super) fn telling(
        &mut self,
        line: &Line,
        of: Option<usize>,
        t: &mut Tagged<'_>,
    ) -> Read<Item> {
        let (permission, permission_quote) = self.permission(line, t)?;
        let (reception, reception_quote) = self.reception(line, t)?;
        let strain = self.link(t, Kind::Strain, false)?;
        let delivery = Delivery {
            permission,
            permission_quote,
            reception,
            reception_quote,
            strain,
            ..Delivery::drawn()
        };
        let missing = Remark { problem: Problem::NoSuchNumber, ..t.at };
        Ok(match (of, self.held_as(t.text)) {
            (Some(n), _) => {
                t.no_text()?;
                Item::told(&self.numbered(Kind::Message, n, missing)?, delivery)
            }
            (None, Some(held)) => Item::told(&held, delivery),
            (None, None) => Item::told_new(self.message(t)?, delivery),
        })
    }

    /// `!0` says that it is not named yet.
    fn permission(
        &mut self,
        line: &Line,
        t: &mut Tagged<'_>,
    ) -> Read<(Option<Permission>, Option<Id>)> {
        let Some(mut own) = t.behind(|tag| matches!(tag, Tag::Permission(_))) else {
            return Ok((None, None));
        };
        let open = own
            .pull(|tag| matches!(tag, Tag::Permission(word) if word == NOT_NAMED).then_some(()))
            .is_some();
        let value = if open {
            None
        } else {
            self.pulled("permission", &mut own, |tag| match tag {
                Tag::Permission(word) => Some(word.clone()),
                _ => None,
            })?
        };
        let words = self.words(line, &mut own, implied::permission(value))?;
        own.done()?;
        Ok((value, words))
    }

    /// `>6` says that nothing is known yet.
    fn reception(
        &mut self,
        line: &Line,
        t: &mut Tagged<'_>,
    ) -> Read<(Option<Reception>, Option<Id>)> {
        let Some(mut own) = t.behind(|tag| matches!(tag, Tag::Reception(_))) else {
            return Ok((None, None));
        };
        let unknown = own
            .pull(|tag| matches!(tag, Tag::Reception(word) if word == NOT_KNOWN).then_some(()))
            .is_some();
        let value = if unknown {
            None
        } else {
            self.pulled("reception", &mut own, |tag| match tag {
                Tag::Reception(word) => Some(word.clone()),
                _ => None,
            })?
        };
        let words = self.words(line, &mut own, false)?;
        own.done()?;
        Ok((value, words))
    }

    fn pulled<T: DeserializeOwned>(
        &self,
        family: &str,
        t: &mut Tagged<'_>,
        pick: impl Fn(&Tag) -> Option<String>,
    ) -> Read<Option<T>> {
        let Some((word, placed)) = t.pull(pick) else { return Ok(None) };
        self.context.names.read(family, &word).map(Some).ok_or(placed.wrong(Problem::UnknownValue))
    }

    /// The message of the file that is named by its own words, or by a part of them that no other
    /// has.
    fn held_as(&self, chars: &[Ch]) -> Option<Id> {
        let text: Text = string(chars).parse().ok()?;
        let messages = &self.context.file.messages;
        let mut parts = messages.iter().filter(|m| m.text.as_str().contains(text.as_str()));
        let only = parts.next().filter(|_| parts.next().is_none());
        let exact = messages.iter().rfind(|m| m.text == text);
        exact.or(only).map(|m| m.id.clone())
    }

    pub(super) fn landed(&mut self, line: &Line, n: usize, t: &mut Tagged<'_>) -> Read<Item> {
        let unknown = Remark { problem: Problem::UnknownValue, ..t.at };
        let reception = self.context.names.read("reception", &string(t.text)).ok_or(unknown)?;
        let words = self.words(line, t, true)?;
        let message =
            self.numbered(Kind::Message, n, Remark { problem: Problem::NoSuchNumber, ..t.at })?;
        Ok(Item::landed(message, reception, words))
    }
}
