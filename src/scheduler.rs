//! Does what the clock alone makes due: lists and verdicts made anew, the daily mail, what was left
//! lying swept away. Pages are right without it, for they do the same as they read; it spares them
//! the work. Nothing here waits; `cli::serve` goes round every few minutes.

mod mail;

use crate::app::App;
use crate::mail::{MailError, Mailer};
use crate::method::{Viewer, moment};
use crate::store::{
    StoreError, draft, erasure, member, merge, practice, search, standing, upload, verdict,
};

/// People whose verdicts are made between two visits to the writer.
const AT_ONCE: u32 = 20;

/// Names why a round could not go from member to member. What it had done by then stays done.
#[derive(Debug, thiserror::Error)]
pub enum SchedulerError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Goes round once, as of the program's clock: first what must go, and then each member by
/// themselves, so that nothing that cannot be read with one keeps the others waiting. Blocks.
pub fn run_once(app: &App) -> Result<(), SchedulerError> {
    let now = app.clock.now();
    if let Err(error) = app.db.write_blocking(move |conn| upload::sweep(conn, now)) {
        tracing::error!(%error, "files on their way in were not swept");
    }
    if let Err(error) = app.db.write_blocking(move |conn| draft::sweep(conn, now)) {
        tracing::error!(%error, "drafts that were thrown away long ago were not swept");
    }
    // Anything that was in the way when somebody was erased may be gone by now.
    if let Err(error) = erasure::purge(&app.db, now) {
        tracing::error!(%error, "what was erased is still in the database's files");
    }
    if let Err(error) = merge::clear(&app.db, None, now) {
        tracing::error!(%error, "what two who were joined had brought along is still there");
    }
    let mailer = Mailer::of(&app.config)?;
    for practice in app.db.read_blocking(practice::all)? {
        for viewer in app.db.read_blocking(|conn| member::viewers(conn, &practice.id))? {
            if let Err(error) = visit(app, mailer.as_ref(), &viewer) {
                tracing::error!(%error, member = %viewer.member, "the round went on without this member");
            }
        }
    }
    Ok(())
}

/// Tells what is due for one member.
fn visit(app: &App, mailer: Option<&Mailer>, viewer: &Viewer) -> Result<(), StoreError> {
    renew(app, viewer)?;
    mailer.map_or(Ok(()), |mailer| mail::send(app, mailer, viewer))
}

/// Makes anew what no longer holds for one member's people.
fn renew(app: &App, viewer: &Viewer) -> Result<(), StoreError> {
    search::fill(&app.db, viewer)?;
    let (now, own) = (app.clock.now(), viewer.clone());
    app.db.write_blocking(move |conn| standing::renew(conn, &own, now))?;
    let today = moment::local(now, viewer.tz).date();
    loop {
        let made = app.db.read_blocking(|conn| verdict::lapsed(conn, viewer, today, AT_ONCE))?;
        if made.is_empty() {
            return Ok(());
        }
        app.db.write_blocking(move |conn| verdict::renew(conn, &made))?;
    }
}
