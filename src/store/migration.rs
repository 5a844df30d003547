//! Brings a database up to date: one list of migrations, of which only triggers and the like differ
//! by engine.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::{Conn, Opener, Use};
use super::error::StoreError;
use super::url::DatabaseUrl;

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

/// Applies what is missing, all or nothing. Several processes may start on one database: the first
/// does the work.
pub(super) fn run(conn: &mut Conn) -> Result<(), StoreError> {
    conn.begin(Use::Writing)?;
    let done = apply_pending(conn);
    conn.finish(done.is_ok())?;
    done
}

/// Tells how a database's schema stands to the one that this program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// The last migration applied; none in a new database.
    pub applied: Option<String>,
    /// True if this program would apply more.
    pub behind: bool,
}

/// Compares them. `Newer` if the database has migrations that this program does not know.
pub fn schema(conn: &mut Conn) -> Result<Schema, StoreError> {
    let (applied, known) = match conn {
        Conn::Sqlite(conn) => (conn.applied_migrations(), names::<diesel::sqlite::Sqlite>(SQLITE)),
        Conn::Postgres(conn) => (conn.applied_migrations(), names::<diesel::pg::Pg>(POSTGRES)),
    };
    let (applied, known): (BTreeSet<String>, _) = (
        applied.map_err(failed)?.iter().map(ToString::to_string).collect(),
        known.map_err(failed)?,
    );
    if let Some(newer) = applied.difference(&known).last() {
        let program = known.last().cloned().unwrap_or_default();
        return Err(StoreError::Newer { database: newer.clone(), program });
    }
    Ok(Schema { behind: applied != known, applied: applied.last().cloned() })
}

/// `Newer` unless this program knows the migration that a server's dump ends with.
pub fn known(version: &str) -> Result<(), StoreError> {
    let known = names::<diesel::pg::Pg>(POSTGRES).map_err(failed)?;
    let program = known.last().cloned().unwrap_or_default();
    if known.contains(version) {
        Ok(())
    } else {
        Err(StoreError::Newer { database: version.to_owned(), program })
    }
}

fn names<DB: Backend>(own: EmbeddedMigrations) -> diesel::migration::Result<BTreeSet<String>> {
    let all = MigrationSource::<DB>::migrations(&Trees(own))?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// The schema's version of a database that is about to be brought up to date; none where there is
/// nothing to do, or nothing in it yet.
pub fn outdated(url: &DatabaseUrl) -> Result<Option<String>, StoreError> {
    if url.file().is_some_and(|file| !file.metadata().is_ok_and(|m| m.len() > 0)) {
        return Ok(None);
    }
    let mut conn = Opener { url: url.clone(), purpose: Use::Writing }.open()?;
    let schema = schema(&mut conn)?;
    Ok(schema.applied.filter(|_| schema.behind))
}

/// Applies what is missing, inside the transaction that is open.
pub fn apply_pending(conn: &mut Conn) -> Result<(), StoreError> {
    if let Conn::Postgres(conn) = conn {
        // Any number that only this program uses.
        conn.batch_execute("SELECT pg_advisory_xact_lock(7249081365512)")?;
    }
    schema(conn)?;
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(Trees(SQLITE)).map(drop).map_err(failed),
        Conn::Postgres(conn) => {
            conn.run_pending_migrations(Trees(POSTGRES)).map(drop).map_err(failed)
        }
    }
}

/// The version of the last migration applied, and whether nothing is missing that this program
/// knows.
pub fn version(conn: &mut Conn) -> Result<(String, bool), StoreError> {
    let schema = schema(conn)?;
    Ok((schema.applied.unwrap_or_default(), !schema.behind))
}

/// Takes every migration back, for the test that each can be.
pub fn revert_all(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(conn) => conn.revert_all_migrations(Trees(SQLITE)).map(drop).map_err(failed),
        Conn::Postgres(conn) => {
            conn.revert_all_migrations(Trees(POSTGRES)).map(drop).map_err(failed)
        }
    }
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migrate(error.to_string())
}
