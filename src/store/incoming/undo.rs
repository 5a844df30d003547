//! A file taken back turn by turn: people it added go, people it changed are as before, sessions it
//! brought are struck. What somebody has built upon since stays, and is named.

use diesel::prelude::*;

use super::Taken;
use super::turns::{Step, TURN};
use crate::method::{Id, Moment, Person, Record, Text, Viewer};
use crate::store::schema::{
    draft, export, import, import_part, insight_state, merge, share, submission,
};
use crate::store::{
    Answer, Conn, Db, StoreError, audit, column, erasure, fact as facts, merge as merges,
    person as people, scope,
};

/// A file that was taken in and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub id: Id,
    pub at: Moment,
    /// The file's name.
    pub name: String,
    pub taken: Taken,
}

/// Holds what was taken back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undone {
    pub people: usize,
    pub records: usize,
    /// Whom something was built upon since: they stay as they are.
    pub kept: Vec<Person>,
}

type Row = (String, Moment, String, i32, i32, i32);

/// An import of the viewer's that was broken off, with the program or by another process, before it
/// was finished.
pub fn broken_off(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Id>> {
    let id: Option<String> = import::table
        .filter(import::member.eq(viewer.member.as_str()).and(import::finished_at.is_null()))
        .order(import::id)
        .select(import::id)
        .first(conn)
        .optional()?;
    id.map(|id| column::id(&id)).transpose()
}

/// True if this import is the viewer's and the last, or was broken off.
pub fn can_undo(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<bool> {
    let finished = last(conn, viewer)?.map(|last| last.id);
    Ok([finished, broken_off(conn, viewer)?].into_iter().flatten().any(|found| found == *id))
}

/// Tells how many people a file touched that can be taken back.
pub fn parts(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<usize> {
    let own = import::table.filter(import::member.eq(viewer.member.as_str())).select(import::id);
    let parts = import_part::table
        .filter(import_part::import.eq(id.as_str()).and(import_part::import.eq_any(own)));
    let n: i64 = parts.count().get_result(conn)?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// The viewer's last file, unless it was taken back.
pub fn last(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Last>> {
    let row: Option<(Row, Option<Moment>)> = import::table
        .filter(import::member.eq(viewer.member.as_str()).and(import::finished_at.is_not_null()))
        .order((import::done_at.desc(), import::id.desc()))
        .select((
            (
                import::id,
                import::done_at,
                import::name,
                import::people_added,
                import::people_changed,
                import::sessions,
            ),
            import::undone_at,
        ))
        .first(conn)
        .optional()?;
    let Some(((id, at, name, added, changed, sessions), None)) = row else { return Ok(None) };
    let count = |n: i32| usize::try_from(n).unwrap_or(0);
    let taken = Taken {
        people_added: count(added),
        people_changed: count(changed),
        sessions: count(sessions),
        ..Taken::default()
    };
    Ok(Some(Last { id: column::id(&id)?, at, name, taken }))
}

/// Takes a file back and calls `each` after every person. `NotFound` unless it is the viewer's
/// last, or was broken off. The reason is written where a session is struck. What is taken back
/// stays so, whatever ends the work before its end, and the rest can be taken back later. Blocks.
pub fn undo(
    db: &Db,
    viewer: &Viewer,
    id: &Id,
    (reason, now): (Text, Moment),
    each: Step,
) -> Answer<Undone> {
    let (own, asked) = (viewer.clone(), id.clone());
    if !db.read_blocking(move |conn| can_undo(conn, &own, &asked))? {
        return Err(StoreError::NotFound);
    }
    take_back(db, viewer, id, (reason, now), each)
}

/// Takes back what an import left that was broken off before it was finished, if there is one.
/// Blocks.
pub(super) fn clear(db: &Db, viewer: &Viewer, now: Moment) -> Answer<()> {
    let own = viewer.clone();
    match db.read_blocking(move |conn| broken_off(conn, &own))? {
        Some(id) => clear_one(db, viewer, &id, now),
        None => Ok(()),
    }
}

/// Takes back what imports of the command line left that were killed. One of a page may still be on
/// its way. Blocks.
pub(in crate::store) fn clear_killed(db: &Db, viewer: &Viewer, now: Moment) -> Answer<()> {
    let member = viewer.member.to_string();
    let left = db.read_blocking(move |conn| {
        let killed = import::finished_at.is_null().and(import::upload.is_null());
        let own = import::table.filter(import::member.eq(member).and(killed));
        Ok(own.order(import::id).select(import::id).load::<String>(conn)?)
    });
    left?.iter().try_for_each(|id| clear_one(db, viewer, &column::id(id)?, now))
}

/// Takes back what this unfinished import has brought so far. That it never began is no error.
/// Blocks.
pub(in crate::store) fn clear_one(db: &Db, viewer: &Viewer, id: &Id, now: Moment) -> Answer<()> {
    match take_back(db, viewer, id, (Text::dash(), now), Box::new(|| Ok(()))) {
        Ok(_) | Err(StoreError::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

fn take_back(
    db: &Db,
    viewer: &Viewer,
    id: &Id,
    (reason, now): (Text, Moment),
    each: Step,
) -> Answer<Undone> {
    let work = Undoing {
        import: id.clone(),
        viewer: viewer.clone(),
        reason,
        now,
        each,
        undone: Undone::default(),
    };
    Ok(db.write_in_turns(work, |conn, work| work.turn(conn))?.undone)
}

/// Holds what one person was given, as it was noted.
type Given = (String, bool, i64, Option<String>, String);

/// A file on its way out, and what was taken back so far.
struct Undoing {
    import: Id,
    viewer: Viewer,
    reason: Text,
    now: Moment,
    each: Step,
    undone: Undone,
}

impl Undoing {
    /// Does one turn; true if it was the last.
    fn turn(&mut self, conn: &mut Conn) -> Answer<bool> {
        let own = import::table
            .find(self.import.as_str())
            .filter(import::member.eq(self.viewer.member.as_str()));
        // The row is locked, so that of two who take it back at once the second finds what the
        // first has left.
        if diesel::update(own).set(import::name.eq(import::name)).execute(conn)? == 0 {
            return Err(StoreError::NotFound);
        }
        let finished: Option<Moment> = import::table
            .find(self.import.as_str())
            .select(import::finished_at)
            .get_result(conn)?;
        let given: Vec<Given> = import_part::table
            .filter(import_part::import.eq(self.import.as_str()))
            .order(import_part::person)
            .limit(i64::try_from(TURN).unwrap_or(i64::MAX))
            .select((
                import_part::person,
                import_part::added,
                import_part::version,
                import_part::profile_before,
                import_part::records,
            ))
            .load(conn)?;
        for one in &given {
            self.one_person(conn, one, finished.is_some())?;
            let part = import_part::table.find((self.import.as_str(), one.0.as_str()));
            diesel::delete(part).execute(conn)?;
            (self.each)()?;
        }
        if given.len() < TURN {
            self.finish(conn)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn one_person(
        &mut self,
        conn: &mut Conn,
        (who, added, version, before, records): &Given,
        finished: bool,
    ) -> Answer<()> {
        let (who, viewer) = (column::id(who)?, self.viewer.clone());
        // Anybody who is no longer the viewer's to see is no longer theirs to take back.
        let Some(kept) = people::find(conn, &viewer, &who)? else {
            // Whoever was joined to somebody since goes on with them.
            self.undone.kept.extend(merges::survivor(conn, &viewer, &who)?.map(|kept| kept.person));
            return Ok(());
        };
        // From here on nobody else writes to them: what is asked next stays true.
        let unchanged = match scope::enter_at(conn, &viewer, &who, *version) {
            Ok(_) => true,
            Err(StoreError::Stale) => false,
            Err(StoreError::NotFound) => return Ok(()),
            Err(other) => return Err(other),
        };
        if !unchanged || (*added && built_upon(conn, &who)?) {
            self.undone.kept.push(kept.person);
            return Ok(());
        }
        let records: Vec<Id> = column::json("records", records)?;
        if *added {
            let access = scope::enter_own_to_write(conn, &viewer, &who)?;
            erasure::leave(conn, &access)?;
            self.undone.people += 1;
        } else {
            if !records.is_empty() && !finished {
                // Of what never came in whole nothing stays, so that it can come in again.
                let access = scope::enter_to_write(conn, &viewer, &who)?;
                facts::withdraw(conn, &viewer, &access, &records, self.now)?;
            } else if !records.is_empty() {
                let strike = |loaded: &crate::store::file::Loaded| {
                    Ok(struck(&loaded.records, &records, &self.reason))
                };
                facts::record(conn, &viewer, &who, self.now, strike)?;
            }
            if let Some(before) = before {
                let version =
                    people::find(conn, &viewer, &who)?.ok_or(StoreError::NotFound)?.version;
                people::change(
                    conn,
                    &viewer,
                    &column::json("profile", before)?,
                    version,
                    self.now,
                )?;
                self.undone.people += 1;
            }
        }
        self.undone.records += records.len();
        Ok(())
    }

    /// The last turn. Of an import that was never finished nothing stays.
    fn finish(&self, conn: &mut Conn) -> Answer<()> {
        let own = import::table.find(self.import.as_str());
        let finished: Option<Moment> = own.select(import::finished_at).get_result(conn)?;
        if finished.is_none() {
            diesel::delete(own).execute(conn)?;
            return Ok(());
        }
        diesel::update(own).set(import::undone_at.eq(self.now)).execute(conn)?;
        let detail =
            format!("{} {} {}", self.undone.people, self.undone.records, self.undone.kept.len());
        audit::write(conn, &self.viewer, "taken_back", (None, &detail), self.now)
    }
}

/// Tells what strikes these records, each dated as what it strikes, so that every past date is
/// drawn without it.
fn struck(all: &[Record], ids: &[Id], reason: &Text) -> Vec<Record> {
    let targets = all.iter().filter(|record| ids.contains(&record.id));
    targets.map(|record| Record::void(record, reason.clone())).collect()
}

/// True if anything but the file's own records hangs on a person whom it added.
fn built_upon(conn: &mut Conn, who: &Id) -> Answer<bool> {
    let who = who.as_str();
    let shares: i64 = share::table.filter(share::person.eq(who)).count().get_result(conn)?;
    let exports: i64 = export::table.filter(export::person.eq(who)).count().get_result(conn)?;
    let drafts: i64 = draft::table.filter(draft::person.eq(who)).count().get_result(conn)?;
    let sent: i64 =
        submission::table.filter(submission::person.eq(who)).count().get_result(conn)?;
    let acts: i64 =
        insight_state::table.filter(insight_state::person.eq(who)).count().get_result(conn)?;
    let ours = merge::kept.eq(who).or(merge::gone.eq(who));
    let merges: i64 = merge::table.filter(ours).count().get_result(conn)?;
    Ok(shares + exports + drafts + sent + acts + merges > 0)
}
