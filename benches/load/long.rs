//! What a save costs with the longest file there is.

use crate::client::Visitor;
use crate::data::{self, Pages};
use crate::process::Server;
use crate::report::Table;

/// Sessions of that file.
const SESSIONS: usize = 3_000;

pub async fn measure(table: &mut Table) {
    let folder = data::Folder::new();
    let imported = data::import(&folder, 100);
    let file = data::histories(&folder, SESSIONS, 0);
    let took = data::timed(&folder, &["import", &file]);
    let what = format!("import of two histories of {SESSIONS} sessions, alone");
    table.fact(&what, format!("{:.1} s", took.as_secs_f64()));
    let mut server = Server::start(&folder);
    let visitor = Visitor::sign_in(&server.address, &imported.email, &imported.password).await;
    let pages = Pages::find(&visitor, &imported).await;
    let [long, _] = data::both(&folder);
    let pages = pages.of_one(&long);
    let figure = crate::save(&server, &visitor, &pages, 1).await;
    table.row("save a session of one client", 1, SESSIONS, figure);
    // The same form sent once more: it is answered with what it made.
    let again = pages.save(&visitor, 0);
    visitor.send(&again).await;
    let figure = crate::run(&server, 1, crate::SPAN, |_| again.clone()).await;
    table.row("the same form saved again", 1, SESSIONS, figure);
    server.stop();
}
