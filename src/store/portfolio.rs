//! A consultant's practice as its figures see it, from the kept verdicts of its people.

use super::{Answer, Conn, member, pillar, verdict};
use crate::method::portfolio::Portfolio;
use crate::method::{Day, Viewer};

/// The viewer's own practice on a day; where a kept verdict is of another day, it is made from the
/// facts.
pub fn of(conn: &mut Conn, viewer: &Viewer, day: Day) -> Answer<Portfolio> {
    let pillars = pillar::list(conn, viewer)?;
    let capacity = member::own(conn, viewer)?.capacity;
    let members = verdict::members(conn, viewer, day)?;
    Ok(Portfolio::new(viewer.member.clone(), capacity, &pillars, members, day))
}
