//! The marks on the words of a text, as fields of their lines.

use std::collections::{HashMap, HashSet};

use super::super::super::Line;
use super::{Place, Text, guess};
use crate::intake::entry::{Item, Open};
use crate::method::need::NeedBasis;
use crate::method::{
    AgreementEvent, AgreementKind, AgreementMove, Fact, Id, Need, Scope, Step, code,
};

/// The marks of lines of words, each kind once on a line.
pub(super) struct Marks<'m, 't> {
    pub text: &'m Text<'t>,
    pub rows: &'m HashMap<Id, Line>,
    /// The need that lies behind each line of words.
    pub needs: HashMap<Line, Id>,
    pub taken: HashSet<(Line, &'static str)>,
}

impl Marks<'_, '_> {
    /// The fields that say the item as a mark of the words that it rests on.
    pub fn place(&mut self, item: &Item) -> Option<Place> {
        let file = self.text.file;
        match item.fact()? {
            Fact::Need(need) if need.basis == NeedBasis::Hint => {
                let plain = need.kind.is_none() && item.records.len() == 1;
                let line = self.on(need.hint_quote.as_ref()).filter(|_| plain)?;
                let place = self.mark(line, ("n", "need"), need.text.as_str())?;
                self.needs.insert(line, need.id.clone());
                Some(place)
            }
            Fact::Need(need) => {
                guess(item).filter(|_| self.guessed(need)).map(|_| Place::default())
            }
            Fact::Want(want) => {
                let line = self.on(want.quote.as_ref())?;
                let same = want.needs.iter().eq(self.needs.get(&line));
                same.then(|| self.mark(line, ("w", "want"), want.text.as_str())).flatten()
            }
            Fact::Agreement(agreed) => self.agreement(agreed, item.open),
            Fact::NeedMoved { need, step } => {
                self.moved("need", file.needs.iter().position(|n| n.id == *need), step)
            }
            Fact::WantMoved { want, step } => {
                self.moved("want", file.wants.iter().position(|w| w.id == *want), step)
            }
            Fact::StrainMoved { strain, step } => {
                self.moved("strain", file.strains.iter().position(|s| s.id == *strain), step)
            }
            _ => None,
        }
    }

    /// The line of the words that an item rests on.
    fn on(&self, words: Option<&Id>) -> Option<Line> {
        self.rows.get(words?).copied()
    }

    fn mark(
        &mut self,
        line: Line,
        (tick, part): (&'static str, &str),
        text: &str,
    ) -> Option<Place> {
        if !self.taken.insert((line, tick)) {
            return None;
        }
        let own = self.rows.iter().find(|(_, l)| **l == line).map(|(id, _)| id)?;
        let said = self.text.entry().item(own)?.text()?;
        let mut fields = vec![(line.field(tick), "1".to_owned())];
        if said.as_str() != text {
            fields.push((line.field(part), text.to_owned()));
        }
        Some(Place { line: None, fields })
    }

    /// True if the one thing that rests on a guess is what is held.
    fn guessed(&self, need: &Need) -> bool {
        let of = |item: &&Item| match item.fact() {
            Some(Fact::Message(message)) => message.need.as_ref() == Some(&need.id),
            _ => false,
        };
        self.text.entry().items.iter().filter(of).count() == 1
    }

    fn agreement(&mut self, agreed: &AgreementEvent, open: Option<Open>) -> Option<Place> {
        let how = match (open, agreed.event) {
            (Some(Open::Event), _) => "auto",
            (_, AgreementMove::Declined) => "declined",
            (_, AgreementMove::Withdrawn) => "withdrawn",
            _ => return None,
        };
        let plain = agreed.scope == Scope::Relationship && agreed.origin.is_none();
        let line = self.on(agreed.quote.as_ref()).filter(|_| plain)?;
        let part = match agreed.kind {
            AgreementKind::Conversation => "a",
            AgreementKind::Consultation => "b",
        };
        // One line has one answer to how both are meant.
        let mut others =
            ["auto", "declined", "withdrawn"].into_iter().filter(|other| *other != how);
        if others.any(|other| self.taken.contains(&(line, other)))
            || !self.taken.insert((line, part))
        {
            return None;
        }
        let mut fields = vec![(line.field(part), "1".to_owned())];
        if self.taken.insert((line, how)) {
            fields.push((line.field("how"), how.to_owned()));
        }
        Some(Place { line: None, fields })
    }

    fn moved<S: serde::Serialize>(
        &mut self,
        noun: &str,
        no: Option<usize>,
        step: &Step<S>,
    ) -> Option<Place> {
        let line = self.on(step.quote.as_ref()).filter(|_| step.note.is_none())?;
        let moved = format!("{noun}.{}.{}", no? + 1, code(&step.to));
        let free = self.taken.insert((line, "move"));
        free.then(|| Place { line: None, fields: vec![(line.field("move"), moved)] })
    }
}
