//! The last file, taken back: people it added go, people it changed are as before, sessions it brought are struck. What
//! somebody has built upon since stays, and is named.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Part, Taken};
use crate::domain::{Fact, Id, Moment, Person, Record, Text, Viewer};
use crate::store::schema::{draft, export, import, import_part, insight_state, share, submission};
use crate::store::{Answer, Conn, StoreError, audit, column, erasure, fact as facts, person as people, scope};

/// A file that was taken in and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub id: Id,
    pub at: Moment,
    /// The file's name.
    pub name: String,
    pub taken: Taken,
}

/// What was taken back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undone {
    pub people: usize,
    pub records: usize,
    /// Whom something was built upon since: they stay as they are.
    pub kept: Vec<Person>,
}

/// Writes down what a file brought. What the files before it found is let go: only the last one can be taken back. A file
/// that brought nothing leaves the one before it as it is: there is nothing of its own to take back.
pub(super) fn note(
    conn: &mut Conn,
    viewer: &Viewer,
    (name, taken): (&str, &Taken),
    parts: BTreeMap<Id, Part>,
    now: Moment,
) -> Answer<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let earlier = import::table.filter(import::member.eq(viewer.member.as_str())).select(import::id);
    diesel::delete(import_part::table.filter(import_part::import.eq_any(earlier))).execute(conn)?;
    let id = Id::fresh();
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let row = (
        import::id.eq(id.as_str()),
        import::member.eq(viewer.member.as_str()),
        import::done_at.eq(now),
        import::name.eq(name),
        import::people_added.eq(count(taken.people_added)),
        import::people_changed.eq(count(taken.people_changed)),
        import::sessions.eq(count(taken.sessions)),
    );
    diesel::insert_into(import::table).values(row).execute(conn)?;
    for (who, part) in parts {
        let kept = people::find(conn, viewer, &who)?.ok_or(StoreError::NotFound)?;
        let before = part.before.map(|p| column::to_json("profile", &p)).transpose()?;
        let row = (
            import_part::import.eq(id.as_str()),
            import_part::person.eq(who.as_str()),
            import_part::added.eq(part.added),
            import_part::version.eq(kept.version),
            import_part::profile_before.eq(before),
            import_part::records.eq(column::to_json("records", &part.records)?),
        );
        diesel::insert_into(import_part::table).values(row).execute(conn)?;
    }
    Ok(())
}

type Row = (String, Moment, String, i32, i32, i32);

/// The viewer's last file, unless it was taken back.
pub fn last(conn: &mut Conn, viewer: &Viewer) -> Answer<Option<Last>> {
    let row: Option<(Row, Option<Moment>)> = import::table
        .filter(import::member.eq(viewer.member.as_str()))
        .order((import::done_at.desc(), import::id.desc()))
        .select((
            (import::id, import::done_at, import::name, import::people_added, import::people_changed, import::sessions),
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

/// What one person was given, as it was noted.
type Given = (String, bool, i64, Option<String>, String);

/// Takes a file back, in the caller's transaction. `NotFound` unless it is the viewer's last. The reason is written
/// where a session is struck.
pub fn undo(conn: &mut Conn, viewer: &Viewer, id: &Id, reason: &Text, now: Moment) -> Answer<Undone> {
    let found = last(conn, viewer)?.filter(|last| last.id == *id).ok_or(StoreError::NotFound)?;
    let given: Vec<Given> = import_part::table
        .filter(import_part::import.eq(found.id.as_str()))
        .select((
            import_part::person,
            import_part::added,
            import_part::version,
            import_part::profile_before,
            import_part::records,
        ))
        .load(conn)?;
    let mut undone = Undone::default();
    for (who, added, version, before, records) in given {
        let who = column::id(&who)?;
        // Who is no longer the viewer's to see is no longer theirs to take back.
        let Some(kept) = people::find(conn, viewer, &who)? else { continue };
        // From here on nobody else writes to them: what is asked next stays true.
        let unchanged = match scope::enter_at(conn, viewer, &who, version) {
            Ok(_) => true,
            Err(StoreError::Stale) => false,
            Err(StoreError::NotFound) => continue,
            Err(other) => return Err(other),
        };
        if !unchanged || (added && built_upon(conn, &who)?) {
            undone.kept.push(kept.person);
            continue;
        }
        let records: Vec<Id> = column::json("records", &records)?;
        undone.records += records.len();
        if added {
            let access = scope::enter_own_to_write(conn, viewer, &who)?;
            erasure::leave(conn, &access)?;
            undone.people += 1;
        } else if let Some(before) = before {
            people::change(conn, viewer, &column::json("profile", &before)?, version, now)?;
            undone.people += 1;
        } else {
            facts::record(conn, viewer, &who, now, |loaded| Ok(struck(&loaded.records, &records, reason)))?;
        }
    }
    diesel::delete(import_part::table.filter(import_part::import.eq(found.id.as_str()))).execute(conn)?;
    diesel::update(import::table.find(found.id.as_str())).set(import::undone_at.eq(now)).execute(conn)?;
    let detail = format!("{} {} {}", undone.people, undone.records, undone.kept.len());
    audit::write(conn, viewer, "taken_back", (None, &detail), now)?;
    Ok(undone)
}

/// What strikes these records, each dated as what it strikes, so that every past date is drawn without it.
fn struck(all: &[Record], ids: &[Id], reason: &Text) -> Vec<Record> {
    let targets = all.iter().filter(|record| ids.contains(&record.id));
    let void = |r: &Record| {
        Record::fresh(r.on, r.session.as_ref(), Fact::Void { target: r.id.clone(), reason: reason.clone() })
    };
    targets.map(void).collect()
}

/// True if anything but the file's own records hangs on a person whom it added.
fn built_upon(conn: &mut Conn, who: &Id) -> Answer<bool> {
    let who = who.as_str();
    let shares: i64 = share::table.filter(share::person.eq(who)).count().get_result(conn)?;
    let exports: i64 = export::table.filter(export::person.eq(who)).count().get_result(conn)?;
    let drafts: i64 = draft::table.filter(draft::person.eq(who)).count().get_result(conn)?;
    let sent: i64 = submission::table.filter(submission::person.eq(who)).count().get_result(conn)?;
    let acts: i64 = insight_state::table.filter(insight_state::person.eq(who)).count().get_result(conn)?;
    Ok(shares + exports + drafts + sent + acts > 0)
}
