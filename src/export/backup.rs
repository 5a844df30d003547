//! A backup: one line that says what it is, then the data, sealed as a whole. It is believed only
//! when every byte of it has been read and counted.

use std::io::{BufRead, BufReader, Read, Write};

use serde::{Deserialize, Serialize};

use super::account::Hashing;
use crate::encryption::{BackupKey, EncryptionError};
use crate::method::Moment;

const FORMAT: &str = "ryokai-backup";
const VERSION: u32 = 1;
/// The most that the line may come to, in bytes.
const LINE: u64 = 16 * 1024;

/// Names what the data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The file of a SQLite database.
    Sqlite,
    /// Holds what `pg_dump` wrote in its custom format.
    PgDump,
    /// A whole account, as `export --all` writes it; without passwords.
    Account,
}

/// Holds what a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub kind: Kind,
    /// The version of the database's schema.
    pub schema: String,
    /// The schema by name on the server it comes from.
    pub place: Option<String>,
    /// The version of the program that made it.
    pub program: String,
    /// In UTC.
    pub made_at: Moment,
    /// Of the data, in bytes.
    pub size: u64,
    /// Of the data, in hexadecimal.
    pub sha256: String,
}

/// Names why a backup was not made or not believed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Seal(#[from] EncryptionError),
    #[error("it is not a backup of ryokai")]
    Foreign,
    #[error("it is of version {0}, which is newer than this program")]
    Newer(u32),
    #[error("its data is not what its first line describes")]
    Changed,
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Manifest {
    /// Of data of this kind, which is described by its size and hash.
    pub fn of(
        kind: Kind,
        schema: String,
        made_at: Moment,
        (size, sha256): (u64, String),
    ) -> Manifest {
        let (format, program) = (FORMAT.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        Manifest {
            format,
            version: VERSION,
            kind,
            schema,
            place: None,
            program,
            made_at,
            size,
            sha256,
        }
    }
}

/// Writes a backup; answers what was written to, and the SHA-256 of the sealed whole.
pub fn write<W: Write>(
    manifest: &Manifest,
    mut data: impl Read,
    key: &BackupKey,
    out: W,
) -> Result<(W, String), BackupError> {
    let mut sealed = key.seal(Hashing::new(out))?;
    serde_json::to_writer(&mut sealed, manifest).map_err(std::io::Error::from)?;
    sealed.write_all(b"\n")?;
    std::io::copy(&mut data, &mut sealed)?;
    Ok(sealed.finish()?.done())
}

/// Reads what a backup says of itself. What follows is its data, not yet checked.
pub fn open<R: Read>(
    from: R,
    key: &BackupKey,
) -> Result<(Manifest, impl Read + use<R>), BackupError> {
    let mut opened = BufReader::new(key.open(from)?);
    let mut line = Vec::new();
    opened.by_ref().take(LINE).read_until(b'\n', &mut line)?;
    let manifest: Manifest = serde_json::from_slice(&line).map_err(|_| BackupError::Foreign)?;
    match manifest.version {
        _ if manifest.format != FORMAT => Err(BackupError::Foreign),
        newer if newer > VERSION => Err(BackupError::Newer(newer)),
        _ => Ok((manifest, opened)),
    }
}

/// Writes the data out, and checks it against what the backup says.
pub fn unpack(manifest: &Manifest, data: impl Read, out: impl Write) -> Result<(), BackupError> {
    let mut hashed = Hashing::new(out);
    // One byte more than was promised is enough to know.
    let size = std::io::copy(&mut data.take(manifest.size.saturating_add(1)), &mut hashed)?;
    let (mut out, sha256) = hashed.done();
    out.flush()?;
    if (size, sha256) == (manifest.size, manifest.sha256.clone()) {
        Ok(())
    } else {
        Err(BackupError::Changed)
    }
}
