//! A session that was written down under the wrong person goes to the right one, whole, with what
//! was corrected of it.

use foldhash::{HashMap, HashSet};

use super::changed::{Refused, corrected, unkept};
use super::plan::{Blocked, Fallout, How, Plan, Settled};
use super::values::{renamed, unlinked};
use super::{Moment, Sitting, number};
use crate::intake::entry::Unkept;
use crate::intake::form::Fields;
use crate::intake::log_form::LogForm;
use crate::method::fact::points_at;
use crate::method::fact::{Fact, Record};
use crate::method::{ClientFile, Id};

/// Holds what moving a session does to both files.
pub struct Moved {
    /// The session in the other file.
    pub session: Id,
    pub here: Settled,
    pub there: Settled,
    /// Holds what both lose, and what does not go along.
    pub fallout: Vec<Fallout>,
    pub unkept: Vec<Unkept>,
}

impl Sitting<'_> {
    /// Takes the session out of this file and writes it into another one as these fields say it.
    pub fn move_to(
        &self,
        (file, known): (&ClientFile, &[Record]),
        fields: &Fields,
        at: &Moment<'_>,
    ) -> Result<Moved, Refused> {
        let weighed =
            self.weigh(fields, at, (false, &HashSet::default())).map_err(Refused::Faults)?;
        let (old, new) = (&self.session.id, Id::fresh());
        let note = |session: &Id, other: &Id, there: &Id, away| {
            let (session, other, there) = (session.clone(), other.clone(), there.clone());
            Record::fresh(self.session.on, None, Fact::Moved { session, other, there, away })
        };
        let away = note(old, &file.person.id, &new, true);
        let come = note(&new, &self.file.person.id, old, false);
        let (plan, mut left, names) = self.carried(&weighed.plan, &new);
        let here = self
            .emptied()
            .settle(self.whole_file(), vec![away], &corrected())
            .map_err(Refused::Blocked)?;
        let theirs = crate::method::revision::live(known);
        let there =
            arrived(plan, (file, known, &theirs), vec![come], &new).map_err(Refused::Blocked)?;
        // Anything that stays behind is named as it is here, so that what is agreed to is known
        // again.
        let back: HashMap<Id, Id> = names.into_iter().map(|(was, is)| (is, was)).collect();
        left.extend(
            there
                .1
                .into_iter()
                .filter_map(|f| Some(Fallout { record: renamed(&f.record, &back)?, ..f })),
        );
        let unkept = unread(&weighed.log_form, &weighed.open);
        let here = here.along(weighed.along);
        let fallout = here.fallout.iter().chain(&there.0.fallout).cloned().chain(left).collect();
        Ok(Moved { session: new, here, there: there.0, fallout, unkept })
    }

    /// The session as records of another file, and what of it stays behind: what moved a record of
    /// this person.
    fn carried(&self, plan: &Plan, session: &Id) -> (Plan, Vec<Fallout>, HashMap<Id, Id>) {
        let own = self.live.iter().filter(|r| self.own.contains(&r.id));
        let goes = |r: &Record| !matches!(r.fact, Fact::HoursNoted { .. } | Fact::Signed { .. });
        let mut all: Vec<Record> = own.filter_map(|r| plan.now(r)).filter(goes).collect();
        all.extend(plan.added().cloned());
        let mut left = Vec::new();
        let here: HashSet<Id> = self.live.iter().map(|r| r.id.clone()).collect();
        loop {
            let going: HashSet<Id> = all.iter().map(|r| r.id.clone()).collect();
            let foreign: HashSet<Id> = here.difference(&going).cloned().collect();
            let (mut kept, before) = (Vec::new(), all.len());
            for record in all {
                let links = points_at(&record, &foreign);
                match unlinked(&record, &links) {
                    Some(record) => kept.push(record),
                    None => left.push(Fallout { record, how: How::LeftBehind }),
                }
            }
            all = kept;
            if all.len() == before {
                break;
            }
        }
        let mut names: HashMap<Id, Id> = all.iter().map(|r| (r.id.clone(), Id::fresh())).collect();
        names.insert(self.session.id.clone(), session.clone());
        let mut out = Plan::default();
        for (i, record) in all.iter().enumerate() {
            let Some(mut record) = renamed(record, &names) else { continue };
            let whole = record.id == *session;
            if let Fact::Session(s) = &mut record.fact {
                s.no = None;
                s.hours = s.hours.take().or_else(|| self.session.hours.clone());
            }
            out.add((!whole).then_some(i), vec![record]);
        }
        (out, left, names)
    }
}

/// The lines that nobody could read, without those that the session had open before.
fn unread(log_form: &LogForm, open: &HashSet<usize>) -> Vec<Unkept> {
    let lines = log_form.entry.items.iter().enumerate();
    let lines = lines.filter(|(i, item)| item.is_unread() && !open.contains(i));
    unkept(log_form, &lines.map(|(i, _)| (i, Vec::new())).collect::<Vec<_>>())
}

/// The session in its new file. What the machines do not take there stays behind, and is named.
fn arrived(
    mut plan: Plan,
    whole: (&ClientFile, &[Record], &[Record]),
    notes: Vec<Record>,
    session: &Id,
) -> Result<(Settled, Vec<Fallout>), Blocked> {
    let coming: Vec<Record> = plan.added().cloned().collect();
    number::follow(&mut plan, whole.2, session);
    let settled = plan.settle(whole, notes, &corrected())?;
    let arrived: HashSet<Id> = settled
        .accepted
        .iter()
        .flat_map(|accepted| accepted.fresh())
        .map(|r| r.id.clone())
        .collect();
    let left = coming.into_iter().filter(|r| !arrived.contains(&r.id));
    let left = left.map(|record| Fallout { record, how: How::LeftBehind }).collect();
    Ok((Settled { refused: Vec::new(), ..settled }, left))
}
