//! Brings a database up to date: one list of migrations, of which only triggers and the like differ by engine.

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::{Conn, Use};
use super::error::StoreError;

const PORTABLE: EmbeddedMigrations = embed_migrations!("migrations/portable");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The portable tree and an engine's own, in the order of their versions.
struct Trees(EmbeddedMigrations);

impl<DB: Backend> MigrationSource<DB> for Trees {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let mut all = PORTABLE.migrations()?;
        all.extend(self.0.migrations()?);
        all.sort_by(|a, b| a.name().version().cmp(&b.name().version()));
        Ok(all)
    }
}

/// Applies what is missing, all or nothing. Several processes may start on one database: the first does the work.
pub(super) fn run(conn: &mut Conn) -> Result<(), StoreError> {
    conn.begin(Use::Writing)?;
    let done = apply_pending(conn);
    conn.finish(done.is_ok())?;
    done
}

/// Applies what is missing, inside the transaction that is open.
pub fn apply_pending(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(Trees(SQLITE)).map(drop).map_err(failed),
        Conn::Postgres(conn) => {
            // Any number that only this program uses.
            conn.batch_execute("SELECT pg_advisory_xact_lock(7249081365512)")?;
            conn.run_pending_migrations(Trees(POSTGRES)).map(drop).map_err(failed)
        }
    }
}

/// The version of the last migration applied, and whether it is the last one this program knows.
pub fn version(conn: &mut Conn) -> Result<(String, bool), StoreError> {
    let (applied, pending) = match conn {
        Conn::Sqlite(conn) => (conn.applied_migrations(), conn.has_pending_migration(Trees(SQLITE))),
        Conn::Postgres(conn) => (conn.applied_migrations(), conn.has_pending_migration(Trees(POSTGRES))),
    };
    let last = applied.map_err(failed)?.into_iter().max().map(|v| v.to_string()).unwrap_or_default();
    Ok((last, !pending.map_err(failed)?))
}

/// Takes every migration back, for the test that each can be.
pub fn revert_all(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(conn) => conn.revert_all_migrations(Trees(SQLITE)).map(drop).map_err(failed),
        Conn::Postgres(conn) => conn.revert_all_migrations(Trees(POSTGRES)).map(drop).map_err(failed),
    }
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migrate(error.to_string())
}
