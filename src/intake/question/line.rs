//! An open line: what it lacks to become a record, and its records once it has that.

use super::Reader;
use crate::intake::correction::corrected;
use crate::intake::entry::{Entry, Item, rules_of};
use crate::intake::shorthand::{Problem, Remark, parse};
use crate::method::revision::live;
use crate::method::session::{Closing, SessionField};
use crate::method::{ClientFile, Fact, Id, Promise, Record, Session, ViolationKind};

/// Names why a line is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Nobody could read it.
    Unread(Remark),
    /// It gives the session another day, or says that it was not held: the page that corrects
    /// sessions shows what else that changes. The field there.
    OfTheSession(&'static str),
    /// It can be recorded, and takes the place of what the session says now.
    Replaces,
    /// The machines refuse it.
    Rules(Vec<ViolationKind>),
    /// Nothing: it can be recorded as it stands.
    Nothing,
}

/// The records that a line makes of a saved session, resting on these words where it names none
/// itself.
pub(super) fn records(
    (file, known): (&ClientFile, &[Record]),
    session: &Session,
    (typed, words): (&str, Option<&Id>),
    reader: &Reader<'_>,
) -> Result<Vec<Record>, Lack> {
    let read = parse(typed, &reader.context(file, session));
    if let Some(remark) = read.remarks.first() {
        return Err(Lack::Unread(*remark));
    }
    let mut entry = Entry::default();
    entry.session.ended_at = session.ended_at;
    let head = Entry { items: Vec::new(), ..read.entry.clone() };
    entry.items = read.entry.items;
    let says_nothing = entry.items.is_empty() && head == Entry::new(session.on);
    if says_nothing || entry.items.iter().any(Item::is_unread) {
        let remark = Remark { line: 1, column: 1, problem: Problem::NothingSaid };
        return Err(Lack::Unread(remark));
    }
    let mut out = said_of_it((file, known), session, &head, reader)?;
    if let Some(words) = words {
        entry.items.iter_mut().for_each(|item| rest(item, words));
    }
    if let Some(dated) = dated(file, session, &entry) {
        file.accept(known, vec![dated.clone()]).map_err(|violations| {
            let own = [dated.id.clone()];
            Lack::Rules(rules_of(&own, violations))
        })?;
        out.push(dated);
    } else if !entry.items.is_empty() {
        out.extend(entry.join(file, known, session, reader.now).map_err(Lack::Rules)?);
    }
    Ok(out)
}

/// The day of a promise that the session holds without one.
fn dated(file: &ClientFile, session: &Session, entry: &Entry) -> Option<Record> {
    let [item] = entry.items.as_slice() else { return None };
    let Some(Fact::Promise(said)) = item.fact() else { return None };
    let due_on = Some(said.due_on?);
    let undated = |p: &&Promise| {
        p.session.as_ref() == Some(&session.id) && p.by == said.by && p.due_on.is_none()
    };
    let promise = file.promises.iter().filter(undated).find(|p| p.text == said.text)?;
    let now = Promise { due_on, history: Vec::new(), ..promise.clone() };
    let now = Box::new(Fact::Promise(now));
    let revised = Fact::Revised { target: promise.id.clone(), now, reason: corrected() };
    Some(Record::fresh(session.on, Some(&session.id), revised))
}

/// Tells what the line says of the session itself, as the session corrected by it and its hours
/// noted.
fn said_of_it(
    (file, known): (&ClientFile, &[Record]),
    session: &Session,
    head: &Entry,
    reader: &Reader<'_>,
) -> Result<Vec<Record>, Lack> {
    if head.on != Some(session.on) {
        return Err(Lack::OfTheSession("on"));
    }
    if head.session.status != Default::default() {
        return Err(Lack::OfTheSession("status"));
    }
    let mut out = Vec::new();
    if let Some(hours) = &head.session.hours {
        out.push(Record::hours(reader.now.date(), &session.id, hours.clone()));
    }
    let live = live(known);
    let Some(Record { fact: Fact::Session(was), .. }) = live.iter().find(|r| r.id == session.id)
    else {
        return Ok(out);
    };
    let is = with(was.clone(), head)?;
    if is != *was {
        let (target, now) = (session.id.clone(), Box::new(Fact::Session(is)));
        let revised = Fact::Revised { target, now, reason: corrected() };
        out.push(Record::fresh(session.on, Some(&session.id), revised));
    }
    if !out.is_empty() {
        let own: Vec<Id> = out.iter().map(|r| r.id.clone()).chain([session.id.clone()]).collect();
        file.accept(known, out.clone())
            .map_err(|violations| Lack::Rules(rules_of(&own, violations)))?;
    }
    Ok(out)
}

/// The session with what was said of it in the place of what it said before. A note goes below the
/// one there is.
fn with(was: Session, head: &Entry) -> Result<Session, Lack> {
    let too_long = Lack::Unread(Remark { line: 1, column: 1, problem: Problem::TooLong });
    let said = &head.session;
    let mut is = was.clone();
    for field in SessionField::ALL {
        field.join(&mut is, said).map_err(|_| too_long.clone())?;
    }
    Ok(Session {
        kind: if said.kind == Default::default() { was.kind } else { said.kind },
        minutes: said.minutes.or(was.minutes),
        closing: is.closing.or(said.next_on.map(|_| Closing::Dated)),
        ended_at: said.ended_at.or(was.ended_at),
        ..is
    })
}

/// Lets an item that names no words rest on these.
fn rest(item: &mut Item, on: &Id) {
    // That a strain was noticed is ours to say.
    if matches!(item.fact(), Some(Fact::Strain(_))) {
        return;
    }
    for record in &mut item.records {
        let slot = match &mut record.fact {
            Fact::Want(want) => &mut want.quote,
            Fact::Need(need) => &mut need.hint_quote,
            Fact::Landed { quote, .. } => quote,
            Fact::Agreement(agreed) => &mut agreed.quote,
            Fact::Delivered { delivery, .. } => &mut delivery.permission_quote,
            Fact::Marker(marker) => &mut marker.quote,
            Fact::WantMoved { step, .. } => &mut step.quote,
            Fact::NeedMoved { step, .. } => &mut step.quote,
            Fact::StrainMoved { step, .. } => &mut step.quote,
            _ => continue,
        };
        slot.get_or_insert_with(|| on.clone());
    }
}

impl ClientFile {
    /// The place where the page that corrects sessions takes what a line says; none for a line that
    /// is answered here.
    pub fn corrected_at(
        &self,
        session: &Session,
        typed: &str,
        reader: &Reader<'_>,
    ) -> Option<&'static str> {
        match records((self, &self.to_records()), session, (typed, None), reader) {
            Err(Lack::OfTheSession(field)) => Some(field),
            _ => None,
        }
    }

    /// Tells what an open line lacks, and whether one of the client's words in its session would
    /// complete it.
    pub fn lack(&self, session: &Session, line: u32, reader: &Reader<'_>) -> Option<(Lack, bool)> {
        let typed = session.unkept.get(usize::try_from(line).ok()?)?.as_str();
        let known = self.to_records();
        let made = |words: Option<&Id>| records((self, &known), session, (typed, words), reader);
        let lack = match made(None) {
            Ok(records) => {
                let replaces = records.iter().any(|r| matches!(r.fact, Fact::Revised { .. }));
                return Some((if replaces { Lack::Replaces } else { Lack::Nothing }, false));
            }
            Err(lack) => lack,
        };
        let question = crate::method::question::Question::Line(line);
        let first = self.candidates(session, &question).first().map(|q| q.id.clone());
        let completes =
            matches!(lack, Lack::Rules(_)) && first.is_some_and(|id| made(Some(&id)).is_ok());
        Some((lack, completes))
    }
}
