//! From the page as it was opened and as it was sent to what becomes of each record.

use foldhash::{HashMap, HashSet};

use super::pairs::pairs;
use super::plan::{self, Blocked, Fallout, Plan};
use super::swept::KEEP;
use super::values::{patched, redated, renamed};
use super::{Moment, Sitting, number};
use crate::intake::entry::Unkept;
use crate::intake::form::{Fault, Fields};
use crate::intake::log_form::LogForm;
use crate::intake::shorthand::DayPart;
use crate::method::fact::{Fact, Record};
use crate::method::question::{Settled, Settling};
use crate::method::{ClientFile, Day, Id, Question, Session, Text, ViolationKind, from_code};

/// Names why a correction was not made.
#[derive(Debug)]
pub enum Refused {
    /// Fields that must be put right.
    Faults(Vec<Fault>),
    Blocked(Blocked),
}

/// A page that was sent, weighed against the session.
pub(super) struct Weighed {
    pub plan: Plan,
    pub log_form: LogForm,
    /// Holds what goes along with what was changed, within the session.
    pub along: Vec<Fallout>,
    /// The items that stand on the page as the session's open lines, untouched.
    pub open: HashSet<usize>,
}

impl Sitting<'_> {
    /// Tells what these fields change. `again` if they are the page from which the session was
    /// saved, sent once more: then they say everything that was written down, the shorthand
    /// included.
    pub fn correct(
        &self,
        fields: &Fields,
        at: &Moment<'_>,
        again: bool,
    ) -> Result<(plan::Settled, Vec<Unkept>), Refused> {
        let mut refused: Vec<(usize, Vec<ViolationKind>)> = Vec::new();
        // Anything that could not be recorded is kept with the session as it was typed, and the
        // rest is weighed without it.
        loop {
            let skip: HashSet<usize> = refused.iter().map(|(item, _)| *item).collect();
            let Weighed { mut plan, log_form, along, open } =
                self.weigh(fields, at, (again, &skip)).map_err(Refused::Faults)?;
            let unread = log_form
                .entry
                .items
                .iter()
                .enumerate()
                .filter(|(i, item)| item.is_unread() && !open.contains(i));
            let mut more: Vec<(usize, Vec<ViolationKind>)> =
                unread.map(|(i, _)| (i, Vec::new())).collect();
            number::follow(&mut plan, &self.live, &self.session.id);
            let settled = plan
                .settle(self.whole_file(), Vec::new(), &corrected())
                .map_err(Refused::Blocked)?;
            more.extend(settled.refused.iter().cloned());
            more.retain(|(item, _)| !skip.contains(item));
            if more.is_empty() {
                let unkept = unkept(&log_form, &refused);
                return Ok((settled.along(along), unkept));
            }
            refused.extend(more);
        }
    }

    /// Takes the session back with everything written in it.
    pub fn take_back(&self, reason: &Text) -> Result<plan::Settled, Blocked> {
        self.emptied().settle(self.whole_file(), Vec::new(), reason)
    }

    /// Takes one of the session's records back.
    pub fn take_back_one(&self, record: &Id, reason: &Text) -> Result<plan::Settled, Blocked> {
        let mut plan = Plan::default();
        plan.take_back(record);
        plan.settle(self.whole_file(), Vec::new(), reason)
    }

    pub(super) fn emptied(&self) -> Plan {
        let mut plan = Plan::default();
        self.own.iter().for_each(|id| plan.take_back(id));
        plan
    }

    pub(super) fn whole_file(&self) -> (&ClientFile, &[Record], &[Record]) {
        (self.file, self.known, &self.live)
    }

    /// Tells what becomes of each record. What would go along with it is named, or kept where the
    /// fields say so.
    pub(super) fn weigh(
        &self,
        fields: &Fields,
        at: &Moment<'_>,
        how: (bool, &HashSet<usize>),
    ) -> Result<Weighed, Vec<Fault>> {
        let mut weighed = self.weighed(fields, at, how)?;
        if fields.get(KEEP) == "1" {
            return self.weighed(&self.with_kept(fields, &weighed.plan), at, how);
        }
        weighed.along = self.swept(&weighed.plan, fields);
        weighed.along.extend(self.called_off(&mut weighed.plan, &weighed.log_form));
        Ok(weighed)
    }

    fn weighed(
        &self,
        fields: &Fields,
        at: &Moment<'_>,
        (again, skip): (bool, &HashSet<usize>),
    ) -> Result<Weighed, Vec<Fault>> {
        let read = |fields: &Fields, lists: &ClientFile| LogForm::read(fields, lists, &at.writer);
        let (was, is) = (read(self.fields(), &self.before), read(fields, self.lists()));
        let mut faults = is.faults.clone();
        let more = is.faults_of(&is.entry.faults(at.writer.today));
        faults.extend(
            more.into_iter().filter(|f| !is.faults.iter().any(|known| known.field == f.field)),
        );
        let (true, Some(on)) = (faults.is_empty(), is.entry.on) else { return Err(faults) };
        let id = &self.session.id;
        let drafted = |c: &LogForm, on: Day| c.entry.drafted(&self.without, id.clone(), on, at.now);
        let (old_session, old) = drafted(&was, self.session.on);
        let (new_session, new) = drafted(&is, on);
        let mut change = Change { sitting: self, plan: Plan::default(), names: HashMap::default() };
        let partners = pairs(&was, &is);
        change.items((&was, &old), (&new, &partners), (skip, again));
        change.session(&old_session, new_session, (&is, skip));
        change.day(on);
        let open = change.open_lines((&was, &is), fields, at);
        Ok(Weighed { plan: change.plan, log_form: is, along: Vec::new(), open })
    }
}

/// The reason that every correction carries; the page says it in the reader's language.
pub(crate) fn corrected() -> Text {
    from_code("corrected").unwrap_or_else(Text::dash)
}

struct Change<'c, 'f> {
    sitting: &'c Sitting<'f>,
    plan: Plan,
    /// The records that freshly drawn ids stand for.
    names: HashMap<Id, Id>,
}

impl Change<'_, '_> {
    fn items(
        &mut self,
        (was, old): (&LogForm, &[Vec<Record>]),
        (new, partners): (&[Vec<Record>], &[Option<usize>]),
        (skip, again): (&HashSet<usize>, bool),
    ) {
        let sitting = self.sitting;
        let behind: HashMap<&str, &Vec<Id>> =
            sitting.reopened.places.iter().map(|(place, ids)| (place.as_str(), ids)).collect();
        let actual =
            |i: usize| behind.get(was.place(i).as_str()).map_or(&[][..], |ids| ids.as_slice());
        for (i, records) in old.iter().enumerate() {
            self.name(records, actual(i));
        }
        for (records, partner) in new.iter().zip(partners) {
            if let Some(i) = partner {
                self.name(records, actual(*i));
            }
        }
        let mut free: Vec<&Record> = sitting.unplaced();
        let mut kept: HashSet<Id> = HashSet::default();
        let before: HashMap<Id, Record> = self.renamed(old.iter().flatten());
        for (j, records) in new.iter().enumerate().filter(|(j, _)| !skip.contains(j)) {
            let mut added = Vec::new();
            for record in records {
                let Some(mut record) = renamed(record, &self.names) else { continue };
                if sitting.record(&record.id).is_none() {
                    // Written down once more in other words of the page: it is there already.
                    let same = free.iter().position(|r| self.same(&record, r));
                    let Some(at) = same else {
                        added.push(record);
                        continue;
                    };
                    self.names.insert(record.id.clone(), free[at].id.clone());
                    record = free.remove(at).clone();
                }
                kept.insert(record.id.clone());
                self.keep(&record, before.get(&record.id));
            }
            if !added.is_empty() {
                self.plan.add(Some(j), added);
            }
        }
        let placed = sitting.reopened.places.iter().flat_map(|(_, ids)| ids);
        placed.filter(|id| !kept.contains(id)).for_each(|id| self.plan.take_back(id));
        if again {
            // The page said it in shorthand and says it no more.
            free.iter().for_each(|record| self.plan.take_back(&record.id));
        }
    }

    /// Gives drawn records the ids of those that they stand for: of one kind, in their order.
    fn name(&mut self, drawn: &[Record], actual: &[Id]) {
        let mut left: Vec<&Record> =
            actual.iter().filter_map(|id| self.sitting.record(id)).collect();
        for record in drawn {
            if let Some(at) = left.iter().position(|r| r.noun() == record.noun()) {
                self.names.insert(record.id.clone(), left.remove(at).id.clone());
            }
        }
    }

    fn renamed<'r>(&self, records: impl Iterator<Item = &'r Record>) -> HashMap<Id, Record> {
        records.filter_map(|r| renamed(r, &self.names)).map(|r| (r.id.clone(), r)).collect()
    }

    /// True if both say the same under different ids.
    fn same(&self, drawn: &Record, there: &Record) -> bool {
        let as_there = HashMap::from_iter([(drawn.id.clone(), there.id.clone())]);
        renamed(drawn, &as_there).is_some_and(|r| r.fact == there.fact)
    }

    /// Carries over to the record what the page changed of it, and nothing else.
    fn keep(&mut self, is: &Record, was: Option<&Record>) {
        was.into_iter().for_each(|was| self.overtake(was, is));
        let now = self.sitting.record(&is.id).zip(was).and_then(|(now, was)| patched(now, was, is));
        now.into_iter().for_each(|now| self.plan.change(now));
    }

    /// An answer given later would hide what the page says now of the same thing.
    fn overtake(&mut self, was: &Record, is: &Record) {
        let later = |of: &Fact| match (of, &was.fact, &is.fact) {
            (
                Fact::PermissionNamed { delivery: id, .. },
                Fact::Delivered { delivery: a, .. },
                Fact::Delivered { delivery: b, .. },
            ) => {
                *id == b.id
                    && (a.permission, &a.permission_quote) != (b.permission, &b.permission_quote)
            }
            (
                Fact::Landed { delivery: id, .. },
                Fact::Delivered { delivery: a, .. },
                Fact::Delivered { delivery: b, .. },
            ) => {
                *id == b.id
                    && (a.reception, &a.reception_quote) != (b.reception, &b.reception_quote)
            }
            (Fact::WhyNamed { message: id, .. }, Fact::Message(a), Fact::Message(b)) => {
                *id == b.id && a.why != b.why
            }
            _ => false,
        };
        self.sitting
            .live
            .iter()
            .filter(|r| later(&r.fact))
            .for_each(|r| self.plan.take_back(&r.id));
    }

    fn session(&mut self, was: &Session, is: Session, (typed, skip): (&LogForm, &HashSet<usize>)) {
        let sitting = self.sitting;
        let Some(record) = sitting.record(&sitting.session.id) else { return };
        // The number is given later, and what was not recorded stays with the session until
        // somebody answers it.
        let steady = |s: &Session| Session { no: None, unkept: Vec::new(), ..s.clone() };
        let (was, is) = (steady(was), steady(&is));
        let of = |s: &Session| Record::session(s.clone());
        let Some(mut now) = patched(record, &of(&was), &of(&is)) else { return };
        if let Fact::Session(s) = &mut now.fact {
            let open = skip.iter().filter_map(|i| typed.entry.unkept(*i, Vec::new()));
            let lines: Vec<Text> =
                open.flat_map(|u| crate::intake::entry::verbatim(&u.typed)).collect();
            let new = lines.into_iter().filter(|line| !s.unkept.contains(line)).collect::<Vec<_>>();
            s.unkept.extend(new);
            if !s.held() {
                s.no = None;
            }
            if was.hours != is.hours {
                s.hours = is.hours.clone();
                let noted = |r: &&Record| matches!(&r.fact, Fact::HoursNoted { session, .. } if *session == s.id);
                sitting.live.iter().filter(noted).for_each(|r| self.plan.take_back(&r.id));
            }
        }
        self.plan.change(now);
    }

    /// Closes the open lines whose day the page says otherwise now, or not any more; answers the
    /// items that are the open lines still.
    fn open_lines(
        &mut self,
        (was, is): (&LogForm, &LogForm),
        fields: &Fields,
        at: &Moment<'_>,
    ) -> HashSet<usize> {
        let sitting = self.sitting;
        let mut still = HashSet::default();
        for (field, line) in &sitting.reopened.open {
            let before = was.open_line(field).map(|(_, typed)| typed);
            let now = is.open_line(field);
            // Without its promise, a day is nothing that could be asked about.
            let promised =
                |typed: &str| DayPart::of(typed).is_some_and(|p| !p.promised().is_empty());
            let alone =
                before.is_some_and(promised) && now.is_some_and(|(_, typed)| !promised(typed));
            if let Some((item, typed)) = now
                && (alone || before == Some(typed))
            {
                still.insert(item);
            }
            let same = !alone && now.is_some() && before == now.map(|(_, typed)| typed);
            let closed =
                sitting.session.settled.iter().any(|s| s.question == Question::Line(*line));
            if same || closed {
                continue;
            }
            let dropped = alone || fields.get(field).trim().is_empty();
            let how = if dropped { Settling::Dropped } else { Settling::Answered };
            let question = Question::Line(*line);
            let settled = Settled { id: Id::fresh(), on: at.now.date(), question, how };
            self.plan.add(None, vec![Record::settled(&sitting.session.id, settled)]);
        }
        still
    }

    /// Everything of the session is dated with it.
    fn day(&mut self, on: Day) {
        let (sitting, from) = (self.sitting, self.sitting.session.on);
        if on == from {
            return;
        }
        for record in sitting.live.iter().filter(|r| sitting.own.contains(&r.id)) {
            let of_day = record.session.as_ref() == Some(&sitting.session.id);
            let now = self.plan.now(record).filter(|_| of_day);
            now.and_then(|r| redated(&r, from, on)).into_iter().for_each(|r| self.plan.change(r));
        }
    }
}

/// Tells what was added and is not recorded, as typed.
pub(super) fn unkept(log_form: &LogForm, refused: &[(usize, Vec<ViolationKind>)]) -> Vec<Unkept> {
    refused.iter().filter_map(|(item, rules)| log_form.entry.unkept(*item, rules.clone())).collect()
}
