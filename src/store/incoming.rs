//! Taking in what comes from elsewhere: whole or not at all, through the same machines as everything else, and so that
//! it can be taken back.

mod undo;

use std::collections::{BTreeMap, HashSet};

use super::account::Each;
use super::{Answer, Conn, StoreError, audit, fact, file, person};
use crate::domain::incoming::{Candidate, Choice, Ground, Plan, Taking, Twin, Upload, What};
use crate::domain::{Breach, Day, Id, Moment, Person, Record, Session, Viewer};

pub use undo::{Last, Undone, last, undo};

/// What a file brought, or would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    pub people_added: usize,
    pub people_changed: usize,
    pub sessions: usize,
    pub skipped: usize,
    /// Rows among the skipped that cannot be read.
    pub unreadable: usize,
}

impl Taken {
    /// True if nobody and nothing was added or changed.
    pub fn is_nothing(&self) -> bool {
        self.people_added + self.people_changed + self.sessions == 0
    }
}

/// What one person was given: enough to take it back.
struct Part {
    added: bool,
    before: Option<Person>,
    records: Vec<Id>,
}

/// What is there already, as far as rows of this kind may meet it.
pub fn ground(conn: &mut Conn, viewer: &Viewer, what: What, today: Day) -> Answer<Ground> {
    let mut ground = Ground { people: person::everybody(conn, viewer)?, today, ..Ground::default() };
    if what == What::Sessions {
        for loaded in file::load_all(conn, viewer)? {
            let days: HashSet<Day> = loaded.file.sessions.iter().map(|s| s.on).collect();
            ground.sessions.insert(loaded.file.person.id.clone(), days);
        }
    }
    Ok(ground)
}

/// What taking it in would bring, without writing anything, calling `each` after every row; `Refused` lists every row that
/// the machines refuse, by its line.
pub fn weigh(conn: &mut Conn, viewer: &Viewer, upload: &Upload, today: Day, each: Each<'_>) -> Answer<Taken> {
    let plan = Plan::of(upload, &ground(conn, viewer, upload.kind.what(), today)?);
    let mut breaches = Vec::new();
    let by_person = sessions_by_person(&plan);
    let sessions: usize = by_person.values().map(Vec::len).sum();
    (sessions..plan.candidates.len()).try_for_each(|_| each())?;
    for (id, sessions) in by_person {
        let rows = sessions.len();
        let loaded = file::load(conn, viewer, &id)?;
        if let Err(found) = loaded.file.accept(&loaded.records, records(&loaded.file.sessions, sessions)) {
            breaches.extend(found);
        }
        (0..rows).try_for_each(|_| each())?;
    }
    settled(&plan, breaches)
}

/// Takes it in, in the caller's transaction, calling `each` after every row, left out or not; `Refused` as in `weigh`.
pub fn take_in(
    conn: &mut Conn,
    viewer: &Viewer,
    upload: &Upload,
    (today, now): (Day, Moment),
    each: Each<'_>,
) -> Answer<Taken> {
    let plan = Plan::of(upload, &ground(conn, viewer, upload.kind.what(), today)?);
    let mut parts: BTreeMap<Id, Part> = BTreeMap::new();
    for candidate in &plan.candidates {
        one_person(conn, viewer, candidate, &mut parts, (today, now))?;
        if new_session(candidate).is_none() {
            each()?;
        }
    }
    let mut breaches = Vec::new();
    for (id, sessions) in sessions_by_person(&plan) {
        let rows = sessions.len();
        let write = |loaded: &file::Loaded| Ok(records(&loaded.file.sessions, sessions));
        match fact::record(conn, viewer, &id, now, write) {
            Ok(accepted) => {
                let records = accepted.fresh().iter().map(|r| r.id.clone()).collect();
                parts.insert(id, Part { added: false, before: None, records });
            }
            Err(StoreError::Refused(found)) => breaches.extend(found),
            Err(other) => return Err(other),
        }
        (0..rows).try_for_each(|_| each())?;
    }
    let taken = settled(&plan, breaches)?;
    undo::note(conn, viewer, (&upload.name, &taken), parts, now)?;
    let detail = format!("{} {} {}", taken.people_added, taken.people_changed, taken.sessions);
    audit::write(conn, viewer, "came_in", (None, &detail), now)?;
    Ok(taken)
}

/// Adds or changes the person of a row.
fn one_person(
    conn: &mut Conn,
    viewer: &Viewer,
    candidate: &Candidate,
    parts: &mut BTreeMap<Id, Part>,
    (today, now): (Day, Moment),
) -> Answer<()> {
    let Taking::Person(brought) = &candidate.taking else { return Ok(()) };
    match (candidate.choice, &candidate.twin) {
        (Choice::Add, _) => {
            let Some(new) = brought.person() else { return Ok(()) };
            let (id, _) = person::begin(conn, viewer, new, (today, now))?;
            parts.insert(id, Part { added: true, before: None, records: Vec::new() });
        }
        (Choice::Update, Some(Twin::Known(id, _))) => {
            let kept = person::find(conn, viewer, id)?.ok_or(StoreError::NotFound)?;
            person::change(conn, viewer, &brought.over(&kept.person), kept.version, now)?;
            let before = Some(kept.person);
            // Of several rows about one person, the first found them as they were.
            parts.entry(id.clone()).or_insert(Part { added: false, before, records: Vec::new() });
        }
        _ => {}
    }
    Ok(())
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

/// The sessions in the order of their days. They are numbered if the file has none yet: among others, later numbers
/// would stand for earlier days.
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
fn settled(plan: &Plan, breaches: Vec<Breach>) -> Answer<Taken> {
    if !breaches.is_empty() {
        let lines = plan.lines();
        let placed = |breach: Breach| match lines.get(&breach.record) {
            Some(line) => Breach { place: line.to_string(), ..breach },
            None => breach,
        };
        return Err(StoreError::Refused(breaches.into_iter().map(placed).collect()));
    }
    let people = |choice| plan.chosen(choice).filter(|c| matches!(c.taking, Taking::Person(_))).count();
    let skipped = plan.chosen(Choice::Skip).count();
    let added = plan.chosen(Choice::Add).count();
    Ok(Taken {
        people_added: people(Choice::Add),
        people_changed: people(Choice::Update),
        sessions: added - people(Choice::Add),
        skipped,
        unreadable: plan.faulty().count(),
    })
}
