//! Corrections: what a session says anew is written in one transaction, in one journal or in two at
//! once.

use super::scope::enter_to_write;
use super::{Answer, Conn, fact, file, submission};
use crate::method::{Accepted, Id, Moment, Viewer};

/// Holds what is to be written, if anything, and what to answer.
pub type Weighed<T> = (Option<Accepted>, T);

/// Writes what `weigh` makes of the file as it stands; nobody else writes to the person meanwhile.
pub fn change<T>(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &Id,
    now: Moment,
    weigh: impl FnOnce(&file::Loaded) -> Answer<Weighed<T>>,
) -> Answer<T> {
    let access = enter_to_write(conn, viewer, person)?;
    let loaded = file::load(conn, viewer, person)?;
    let (accepted, answer) = weigh(&loaded)?;
    if let Some(accepted) = accepted {
        fact::append(conn, viewer, &access, (&loaded.file, &accepted), now)?;
    }
    Ok(answer)
}

/// `change` for two people at once: both journals are written, or none. Both must be the viewer's
/// to write.
pub fn change_both<T>(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, to): (&Id, &Id),
    now: Moment,
    weigh: impl FnOnce(&file::Loaded, &file::Loaded) -> Answer<(Option<(Accepted, Accepted)>, T)>,
) -> Answer<T> {
    // Two who move sessions between the same people lock them in the same order, so that neither
    // waits for the other.
    let (first, second) = if from < to { (from, to) } else { (to, from) };
    let one = enter_to_write(conn, viewer, first)?;
    let other = enter_to_write(conn, viewer, second)?;
    let (left, come) = if from < to { (one, other) } else { (other, one) };
    let (here, there) = (file::load(conn, viewer, from)?, file::load(conn, viewer, to)?);
    let (accepted, answer) = weigh(&here, &there)?;
    if let Some((gone, arrived)) = accepted {
        fact::append(conn, viewer, &left, (&here.file, &gone), now)?;
        fact::append(conn, viewer, &come, (&there.file, &arrived), now)?;
    }
    Ok(answer)
}

/// Forms that made a session go on naming it after it has moved: sent once more, they lead to where
/// it is.
pub fn follow(conn: &mut Conn, viewer: &Viewer, from: (&Id, &Id), to: (&Id, &Id)) -> Answer<()> {
    submission::redirect(conn, viewer, from, to)
}
