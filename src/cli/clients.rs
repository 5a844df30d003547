//! `ryokai clients`: everybody the practice works with, one line each.

use super::{Failure, Office};
use crate::method::code;
use crate::store::file;

/// Prints id, the id of the file they came with, status, name and consultant, separated by tabs.
pub fn run(office: &Office) -> Result<(), Failure> {
    for viewer in office.viewers()? {
        let today = office.today(&viewer);
        for loaded in office.db.read_blocking(|conn| file::load_all(conn, &viewer))? {
            let person = &loaded.file.person;
            if loaded.consultant != viewer.member || !person.kind.client() {
                continue;
            }
            let status = crate::method::step::state_at(&loaded.file.status_history, today);
            let status = status.map_or_else(|| "-".to_owned(), |s| code(&s));
            let came_as = loaded.external_id.as_ref().map_or("-", |id| id.as_str());
            println!(
                "{}\t{came_as}\t{status}\t{}\t{}",
                person.id, person.display_name, viewer.name
            );
        }
    }
    Ok(())
}
