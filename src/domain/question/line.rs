//! An open line: what it lacks to become a record, and its records once it has that.

use super::Reader;
use crate::domain::entry::{Entry, Link, Move, What};
use crate::domain::shorthand::{Context, Problem, parse};
use crate::domain::{ClientFile, Id, Record, Rule, Session};

/// Why a line is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Nobody could read it.
    Unread(Problem),
    /// It says something of the session itself, which is corrected where the session is.
    OfTheSession,
    /// The machines refuse it.
    Rules(Vec<Rule>),
    /// Nothing: it can be recorded as it stands.
    Nothing,
}

/// The records that a line makes of a saved session, resting on these words where it names none itself.
pub(super) fn records(
    (file, known): (&ClientFile, &[Record]),
    session: &Session,
    (typed, words): (&str, Option<&Id>),
    reader: &Reader<'_>,
) -> Result<Vec<Record>, Lack> {
    let read = parse(typed, &Context { file, day: session.on, habit: reader.habit, names: reader.names });
    if let Some(remark) = read.remarks.first() {
        return Err(Lack::Unread(remark.problem));
    }
    let mut entry = Entry { ended_at: session.ended_at, ..Entry::default() };
    let bare = Entry { items: Vec::new(), ..read.entry.clone() };
    if bare != Entry::new(session.on) {
        return Err(Lack::OfTheSession);
    }
    entry.items = read.entry.items;
    if entry.items.is_empty() || entry.items.iter().any(|item| item.what == What::Unread) {
        return Err(Lack::Unread(Problem::NothingSaid));
    }
    if let Some(words) = words {
        entry.items.iter_mut().for_each(|item| rest(&mut item.what, words));
    }
    entry.join(file, known, session, reader.now).map_err(Lack::Rules)
}

/// Lets an item that names no words rest on these.
fn rest(what: &mut What, on: &Id) {
    let slot = match what {
        What::Want { words, .. } | What::Need { words, .. } | What::Landed { words, .. } => words,
        What::Agreement(agreed) => &mut agreed.words,
        What::Told(telling) => &mut telling.permission_words,
        What::Sign { words, .. } => words,
        What::WantMoved(Move { words, .. }) => words,
        What::NeedMoved(Move { words, .. }) => words,
        What::StrainMoved(Move { words, .. }) => words,
        What::Quote(_)
        | What::Message(_)
        | What::MessageMoved(_)
        | What::Promise { .. }
        | What::PromiseMoved(_)
        | What::Strain { .. }
        | What::Unread => return,
    };
    slot.get_or_insert_with(|| Link::Known(on.clone()));
}

impl ClientFile {
    /// What an open line lacks, and whether one of the client's words in its session would complete it.
    pub fn lack(&self, session: &Session, line: u32, reader: &Reader<'_>) -> Option<(Lack, bool)> {
        let typed = session.unkept.get(usize::try_from(line).ok()?)?.as_str();
        let known = self.to_records();
        let made = |words: Option<&Id>| records((self, &known), session, (typed, words), reader);
        let Err(lack) = made(None) else { return Some((Lack::Nothing, false)) };
        let question = super::Question::Line(line);
        let first = self.candidates(session, &question).first().map(|q| q.id.clone());
        let completes = matches!(lack, Lack::Rules(_)) && first.is_some_and(|id| made(Some(&id)).is_ok());
        Some((lack, completes))
    }
}
