//! Taking in what comes from elsewhere: whole or not at all, through the same machines as
//! everything else, and so that it can be taken back. Both happen turn by turn, so that nobody else
//! waits for a whole file.

mod turns;
mod undo;

use std::collections::BTreeMap;

use super::account::Each;
use super::{Answer, Conn, StoreError, file, person};
use crate::intake::incoming::{Candidate, Choice, Ground, Held, Plan, Taking, Upload, What};
use crate::method::{Day, Id, Record, Session, Viewer, Violation};

pub use turns::{Step, import_rows};
pub(super) use turns::{begin, forget, is_there, note};
pub use undo::{Last, Undone, broken_off, can_undo, last, parts, undo};
pub(super) use undo::{clear_killed, clear_one};

/// Holds what a file brought, or would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    pub people_added: usize,
    pub people_changed: usize,
    pub sessions: usize,
    pub skipped: usize,
    /// Rows among the skipped that cannot be read.
    pub unreadable: usize,
    /// Rows that came in without some of their cells.
    pub partly: usize,
}

impl Taken {
    /// True if nobody and nothing was added or changed.
    pub fn is_nothing(&self) -> bool {
        self.people_added + self.people_changed + self.sessions == 0
    }
}

/// Tells what is there already, as far as rows of this kind may meet it.
pub fn ground(conn: &mut Conn, viewer: &Viewer, what: What, today: Day) -> Answer<Ground> {
    let mut ground = Ground {
        people: person::everybody(conn, viewer)?,
        today,
        habit: viewer.habit(),
        tz: viewer.tz,
        ..Ground::default()
    };
    if what == What::Sessions {
        for loaded in file::load_all(conn, viewer)? {
            let held =
                loaded.file.sessions.iter().map(|session| Held::of(session, viewer.tz)).collect();
            ground.sessions.insert(loaded.file.person.id.clone(), held);
        }
    }
    Ok(ground)
}

/// Tells what taking it in would bring, without writing anything, calling `each` after every row;
/// `Refused` lists every row that the machines refuse, by its line.
pub fn dry_run(
    conn: &mut Conn,
    viewer: &Viewer,
    upload: &Upload,
    today: Day,
    each: Each<'_>,
) -> Answer<Taken> {
    let plan = Plan::of(upload, &ground(conn, viewer, upload.kind.what(), today)?);
    let mut violations = Vec::new();
    let by_person = sessions_by_person(&plan);
    let sessions: usize = by_person.values().map(Vec::len).sum();
    (sessions..plan.candidates.len()).try_for_each(|_| each())?;
    for (id, sessions) in by_person {
        let rows = sessions.len();
        let loaded = file::load(conn, viewer, &id)?;
        if let Err(found) =
            loaded.file.accept(&loaded.records, records(&loaded.file.sessions, sessions))
        {
            violations.extend(found);
        }
        (0..rows).try_for_each(|_| each())?;
    }
    settled(&plan, violations)
}

fn sessions_by_person(plan: &Plan) -> BTreeMap<Id, Vec<&Session>> {
    let mut out: BTreeMap<Id, Vec<&Session>> = BTreeMap::new();
    for (person, session) in plan.candidates.iter().filter_map(new_session) {
        out.entry(person.clone()).or_default().push(session);
    }
    out
}

/// The session that a row adds, and with whom.
fn new_session(candidate: &Candidate) -> Option<(&Id, &Session)> {
    match (&candidate.taking, candidate.choice) {
        (Taking::Session(person, session), Choice::Add) => Some((person, session)),
        _ => None,
    }
}

/// The sessions in the order of their days. They are numbered if the file has none yet: among
/// others, later numbers would stand for earlier days.
fn records(there: &[Session], mut sessions: Vec<&Session>) -> Vec<Record> {
    sessions.sort_by_key(|s| s.on);
    let mut numbers = 1..;
    let numbered = |session: &Session| {
        let no = if there.is_empty() && session.held() { numbers.next() } else { None };
        Record::session(Session { no, ..session.clone() })
    };
    sessions.into_iter().map(numbered).collect()
}

/// The counts, or every breach at the line of its row.
fn settled(plan: &Plan, violations: Vec<Violation>) -> Answer<Taken> {
    if !violations.is_empty() {
        let lines = plan.lines();
        let placed = |violation: Violation| match lines.get(&violation.record) {
            Some(line) => Violation { place: line.to_string(), ..violation },
            None => violation,
        };
        return Err(StoreError::Refused(violations.into_iter().map(placed).collect()));
    }
    let people =
        |choice| plan.chosen(choice).filter(|c| matches!(c.taking, Taking::Person(_))).count();
    let skipped = plan.chosen(Choice::Skip).count();
    let added = plan.chosen(Choice::Add).count();
    Ok(Taken {
        people_added: people(Choice::Add),
        people_changed: people(Choice::Update),
        sessions: added - people(Choice::Add),
        skipped,
        unreadable: plan.faulty().count(),
        partly: plan.partly().count(),
    })
}
