//! An act of several steps told as one: a correction, a move, a session taken back.

use crate::method::{Fact, Record};

/// An act of several steps, known by what it wrote.
pub enum Story<'r> {
    Moved,
    /// A session with everything written in it.
    TakenBack(&'r Record),
    Corrected,
}

/// The act that these records are, or undo; true where they undo it.
pub fn story<'r>(records: &[&'r Record], journal: &'r [Record]) -> Option<(Story<'r>, bool)> {
    let of = |r: &Record| journal.iter().find(|of| r.takes_back() == Some(&of.id));
    let mut act: Vec<&Record> = records.to_vec();
    for turn in 0..journal.len() {
        let undone = turn % 2 == 1;
        let session = act.iter().filter_map(|r| of(r)).find(|r| matches!(r.fact, Fact::Session(_)));
        if act.iter().any(|r| matches!(r.fact, Fact::Moved { .. })) {
            return Some((Story::Moved, undone));
        }
        if let Some(session) = session {
            return Some((Story::TakenBack(session), undone));
        }
        if act.iter().any(|r| r.corrects()) {
            return Some((Story::Corrected, undone));
        }
        act = act.iter().map(|r| of(r)).collect::<Option<Vec<&Record>>>()?;
    }
    None
}
