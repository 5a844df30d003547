//! `ryokai review`: the records whose time is over, one line each.

use super::{Failure, Office};
use crate::store::retention;

/// Prints id, the day until which it was kept, `held` or `-`, name and consultant, separated by
/// tabs.
pub fn run(office: &Office) -> Result<(), Failure> {
    for viewer in office.viewers()? {
        let today = office.today(&viewer);
        for kept in office.db.read_blocking(|conn| retention::due(conn, &viewer, today))? {
            let (person, held) = (&kept.person, if kept.person.legal_hold { "held" } else { "-" });
            println!(
                "{}\t{}\t{held}\t{}\t{}",
                person.id, kept.until, person.display_name, viewer.name
            );
        }
    }
    Ok(())
}
