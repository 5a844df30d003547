//! A file taken in turn by turn. A turn is a transaction of its own and short: what others save
//! comes in between. Until the last turn the import is unfinished; whatever ends it before then,
//! what came in is taken back turn by turn, so that a file still comes in whole or not at all.

use std::collections::VecDeque;

use diesel::prelude::*;

use super::{Taken, dry_run, ground, new_session, records, sessions_by_person, settled, undo};
use crate::intake::incoming::{Candidate, Choice, Plan, Taking, Upload, What};
use crate::method::{Day, Id, Moment, Person, Session, Viewer, Violation};
use crate::store::schema::{import, import_part, upload};
use crate::store::{Answer, Conn, Db, StoreError, audit, column, fact, file, person};

/// Holds what work calls after each row. `CalledOff` if the rest is not wanted any more.
pub type Step = Box<dyn FnMut() -> Answer<()> + Send>;

/// Rows of one turn. A row costs a millisecond or two at the most, so that nobody waits for much
/// more than a tenth of a second; a client's sessions of one file are one row more, because they
/// are numbered together.
pub(super) const TURN: usize = 50;

/// Takes a file in and calls `each` after every row, left out or not. `Refused` lists every row
/// that the machines refuse, by its line; after any error nothing of the file is there. Where the
/// file waits as an upload, it is spent by the last turn, and `NotFound` says that it is gone or is
/// being taken in already. Blocks.
pub fn import_rows(
    db: &Db,
    viewer: &Viewer,
    (waits_as, upload): (Option<&Id>, Upload),
    (today, now): (Day, Moment),
    each: Step,
) -> Answer<Taken> {
    // Anything that an earlier run left half done goes first: of two imports only the last can be
    // taken back.
    undo::clear(db, viewer, now)?;
    let own = viewer.clone();
    let (upload, plan) = db.read_blocking(move |conn| {
        // The machines are asked before anything is written, and about all rows at once.
        if upload.kind.what() == What::Sessions {
            dry_run(conn, &own, &upload, today, &mut || Ok(()))?;
        }
        let ground = ground(conn, &own, upload.kind.what(), today)?;
        let plan = Plan::of(&upload, &ground);
        Ok((upload, plan))
    })?;
    let intake = Intake {
        import: Id::fresh(),
        waits_as: waits_as.cloned(),
        name: upload.name,
        viewer: viewer.clone(),
        sessions: sessions_by_person(&plan)
            .into_iter()
            .map(|(id, of)| (id, of.into_iter().cloned().collect()))
            .collect(),
        plan,
        at: None,
        when: (today, now),
        each,
        taken: Taken::default(),
    };
    let import = intake.import.clone();
    match db.write_in_turns(intake, |conn, intake| intake.turn(conn)) {
        Ok(intake) => Ok(intake.taken),
        Err(error) => {
            undo::clear_one(db, viewer, &import, now)?;
            Err(error)
        }
    }
}

/// A file on its way in, and how far it is.
struct Intake {
    import: Id,
    /// The upload that it comes from; none on the command line.
    waits_as: Option<Id>,
    name: String,
    viewer: Viewer,
    plan: Plan,
    /// Holds what comes after the people: the sessions of each client.
    sessions: VecDeque<(Id, Vec<Session>)>,
    /// The next row; none before the first turn.
    at: Option<usize>,
    when: (Day, Moment),
    each: Step,
    taken: Taken,
}

impl Intake {
    /// Does one turn; true if it was the last.
    fn turn(&mut self, conn: &mut Conn) -> Answer<bool> {
        let from = match self.at {
            None => self.begin(conn)?,
            Some(at) => at,
        };
        // Another process may have taken it back, or somebody whom the file names may have been
        // erased meanwhile.
        if !self.is_wanted(conn)? {
            return Err(StoreError::NotFound);
        }
        let until = from.saturating_add(TURN).min(self.plan.candidates.len());
        for place in from..until {
            self.one_person(conn, place)?;
            if new_session(&self.plan.candidates[place]).is_none() {
                (self.each)()?;
            }
        }
        self.at = Some(until);
        if from < until {
            return Ok(false);
        }
        let mut rows = 0;
        while rows < TURN {
            let Some((of, sessions)) = self.sessions.pop_front() else {
                self.finish(conn)?;
                return Ok(true);
            };
            rows += sessions.len();
            self.sessions_of(conn, &of, &sessions)?;
            (0..sessions.len()).try_for_each(|_| (self.each)())?;
        }
        Ok(false)
    }

    /// Writes the import down as unfinished, and answers the first row.
    fn begin(&self, conn: &mut Conn) -> Answer<usize> {
        let waits_as = self.waits_as.as_ref();
        match begin(conn, &self.viewer, &self.import, (&self.name, waits_as), self.when.1) {
            // The same upload is being taken in already.
            Err(StoreError::Taken) => Err(StoreError::NotFound),
            other => other.map(|()| 0),
        }
    }

    fn is_wanted(&self, conn: &mut Conn) -> Answer<bool> {
        let own = import::table.find(self.import.as_str());
        let here: i64 = own.count().get_result(conn)?;
        let Some(id) = &self.waits_as else { return Ok(here > 0) };
        let waits =
            upload::table.find(id.as_str()).filter(upload::member.eq(self.viewer.member.as_str()));
        let waits: i64 = waits.count().get_result(conn)?;
        Ok(here > 0 && waits > 0)
    }

    /// Adds or changes the person of a row.
    fn one_person(&self, conn: &mut Conn, place: usize) -> Answer<()> {
        let candidate: &Candidate = &self.plan.candidates[place];
        let Taking::Person(brought) = &candidate.taking else { return Ok(()) };
        let (viewer, (today, now)) = (&self.viewer, self.when);
        match (candidate.choice, candidate.meant()) {
            (Choice::Add, _) => {
                let Some(new) = brought.person() else { return Ok(()) };
                let (id, _) = person::begin(conn, viewer, new, (today, now))?;
                self.note(conn, &id, (true, None), Vec::new())
            }
            (Choice::Update, Some(id)) => {
                let kept = person::find(conn, viewer, id)?.ok_or(StoreError::NotFound)?;
                let changed = brought.over(&kept.person).renamed(&kept.person, today);
                person::change(conn, viewer, &changed, kept.version, now)?;
                self.note(conn, id, (false, Some(kept.person)), Vec::new())
            }
            _ => Ok(()),
        }
    }

    fn sessions_of(&self, conn: &mut Conn, of: &Id, sessions: &[Session]) -> Answer<()> {
        let write =
            |loaded: &file::Loaded| Ok(records(&loaded.file.sessions, sessions.iter().collect()));
        let accepted = fact::record(conn, &self.viewer, of, self.when.1, write).map_err(
            |error| match error {
                StoreError::Refused(found) => StoreError::Refused(self.by_line(found)),
                other => other,
            },
        )?;
        let brought = accepted.fresh().iter().map(|r| r.id.clone()).collect();
        self.note(conn, of, (false, None), brought)
    }

    fn by_line(&self, violations: Vec<Violation>) -> Vec<Violation> {
        match settled(&self.plan, violations) {
            Err(StoreError::Refused(placed)) => placed,
            _ => Vec::new(),
        }
    }

    fn note(
        &self,
        conn: &mut Conn,
        who: &Id,
        was: (bool, Option<Person>),
        brought: Vec<Id>,
    ) -> Answer<()> {
        note(conn, &self.viewer, (&self.import, who), was, brought)
    }

    /// The last turn: the upload is spent, and what the files before it found is let go, because
    /// only the last one can be taken back. A file that brought nothing leaves the one before it as
    /// it is.
    fn finish(&mut self, conn: &mut Conn) -> Answer<()> {
        self.taken = settled(&self.plan, Vec::new())?;
        let member = self.viewer.member.as_str();
        if let Some(id) = &self.waits_as {
            let own = upload::table.find(id.as_str()).filter(upload::member.eq(member));
            diesel::delete(own).execute(conn)?;
        }
        let own = import::table.find(self.import.as_str());
        if self.taken.is_nothing() {
            diesel::delete(own).execute(conn)?;
        } else {
            let earlier = import::table
                .filter(import::member.eq(member).and(import::id.ne(self.import.as_str())))
                .select(import::id);
            diesel::delete(import_part::table.filter(import_part::import.eq_any(earlier)))
                .execute(conn)?;
            let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
            let whole = (
                import::people_added.eq(count(self.taken.people_added)),
                import::people_changed.eq(count(self.taken.people_changed)),
                import::sessions.eq(count(self.taken.sessions)),
                import::finished_at.eq(self.when.1),
                import::upload.eq(None::<&str>),
            );
            diesel::update(own).set(whole).execute(conn)?;
        }
        let Taken { people_added, people_changed, sessions, .. } = self.taken;
        let detail = format!("{people_added} {people_changed} {sessions}");
        audit::write(conn, &self.viewer, "came_in", (None, &detail), self.when.1)
    }
}

/// Writes an import down as unfinished: whatever ends it now, what it brought is taken back.
/// `Taken` if the same upload is on its way in already.
pub(in crate::store) fn begin(
    conn: &mut Conn,
    viewer: &Viewer,
    import: &Id,
    (name, waits_as): (&str, Option<&Id>),
    now: Moment,
) -> Answer<()> {
    let row = (
        import::id.eq(import.as_str()),
        import::member.eq(viewer.member.as_str()),
        import::done_at.eq(now),
        import::name.eq(name),
        import::people_added.eq(0),
        import::people_changed.eq(0),
        import::sessions.eq(0),
        import::upload.eq(waits_as.map(Id::as_str)),
    );
    diesel::insert_into(import::table).values(row).execute(conn)?;
    Ok(())
}

/// `NotFound` if an import is no more: somebody has taken it back.
pub(in crate::store) fn is_there(conn: &mut Conn, import: &Id) -> Answer<()> {
    let here: i64 = import::table.find(import.as_str()).count().get_result(conn)?;
    if here > 0 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Lets imports go that need not be taken back any more, with what was noted of them.
pub(in crate::store) fn forget<'i>(
    conn: &mut Conn,
    imports: impl Iterator<Item = &'i Id>,
) -> Answer<()> {
    let ids: Vec<&str> = imports.map(Id::as_str).collect();
    diesel::delete(import_part::table.filter(import_part::import.eq_any(&ids))).execute(conn)?;
    diesel::delete(import::table.filter(import::id.eq_any(&ids))).execute(conn)?;
    Ok(())
}

/// Notes what a person was given: enough to take it back. Of several rows about one person, the
/// first found them as they were.
pub(in crate::store) fn note(
    conn: &mut Conn,
    viewer: &Viewer,
    (import, who): (&Id, &Id),
    (added, before): (bool, Option<Person>),
    brought: Vec<Id>,
) -> Answer<()> {
    let kept = person::find(conn, viewer, who)?.ok_or(StoreError::NotFound)?;
    let part = import_part::table.find((import.as_str(), who.as_str()));
    let earlier: Option<String> = part.select(import_part::records).get_result(conn).optional()?;
    if let Some(earlier) = earlier {
        let mut all: Vec<Id> = column::json("records", &earlier)?;
        all.extend(brought);
        let more = (
            import_part::version.eq(kept.version),
            import_part::records.eq(column::to_json("records", &all)?),
        );
        diesel::update(part).set(more).execute(conn)?;
        return Ok(());
    }
    let before = before.map(|p| column::to_json("profile", &p)).transpose()?;
    let row = (
        import_part::import.eq(import.as_str()),
        import_part::person.eq(who.as_str()),
        import_part::added.eq(added),
        import_part::version.eq(kept.version),
        import_part::profile_before.eq(before),
        import_part::records.eq(column::to_json("records", &brought)?),
    );
    diesel::insert_into(import_part::table).values(row).execute(conn)?;
    Ok(())
}
