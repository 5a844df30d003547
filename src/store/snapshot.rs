//! A SQLite file as of one moment: copied while it is in use, and looked over before it is used.

use std::fs::OpenOptions;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::conn::{Conn, Use};
use super::error::StoreError;
use super::url::DatabaseUrl;
use super::{Answer, health, migration};

/// Copies a database file into a new one that nobody else on the machine can read. Who writes
/// meanwhile is not disturbed.
pub fn take(from: &Path, into: &Path) -> Answer<()> {
    let Conn::Sqlite(mut conn) = open(from)? else { return Ok(()) };
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(into).map_err(StoreError::Unwritten)?;
    let name = into
        .to_str()
        .ok_or_else(|| StoreError::Unwritten(std::io::ErrorKind::InvalidFilename.into()))?;
    private(into).map_err(StoreError::Unwritten)?;
    sql_query("VACUUM INTO ?").bind::<Text, _>(name).execute(&mut conn)?;
    Ok(())
}

/// Makes an empty file that nobody but its owner reads.
fn private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// The schema's version of a database file, if the file is sound and this program knows it;
/// otherwise what is wrong.
pub fn examine(file: &Path) -> Answer<String> {
    let mut conn = open(file)?;
    let wrong = health::check(&mut conn)?;
    if !wrong.is_empty() {
        return Err(StoreError::unreadable("database", wrong.join("; ")));
    }
    let schema = migration::schema(&mut conn)?;
    settle(&mut conn)?;
    match schema.applied {
        Some(version) => Ok(version),
        None => Err(StoreError::unreadable("database", "it holds no practice")),
    }
}

/// Makes a database file whole in itself, without the log beside it. `Busy` while any program has
/// it open.
pub fn let_go(file: &Path) -> Answer<()> {
    let mut conn = open(file)?;
    if let Conn::Sqlite(conn) = &mut conn {
        conn.batch_execute("PRAGMA busy_timeout = 0;")?;
    }
    settle(&mut conn)
}

/// Only who is alone with a file can take it out of the mode in which it has a log.
fn settle(conn: &mut Conn) -> Answer<()> {
    let Conn::Sqlite(conn) = conn else { return Ok(()) };
    Ok(conn.batch_execute("PRAGMA journal_mode = DELETE;")?)
}

fn open(file: &Path) -> Answer<Conn> {
    let failed = |e: ConnectionError| StoreError::Connect {
        place: file.display().to_string(),
        why: e.to_string(),
    };
    Conn::open(&DatabaseUrl::Sqlite(file.to_owned()), Use::Writing).map_err(failed)
}
