//! `ryokai backup`: the whole database, sealed, in one file, while the program runs.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;

use super::backup_key::BackupKeyArgs;
use super::export::{absolute, hash, taken};
use super::part::Part;
use super::private::private;
use super::progress::Progress;
use super::scratch::Scratch;
use super::{Failure, backup_key, export, server};
use crate::config::Config;
use crate::encryption::{BackupKey, new_key_file};
use crate::export::account::Making;
use crate::export::backup::{self, BackupError, Kind, Manifest};
use crate::method::Moment;
use crate::store::account::Reach;
use crate::store::whole_copy::{self, Kind as CopyKind, WholeCopy};
use crate::store::{Db, migration, snapshot};
use crate::words::{Words, arg};

#[derive(Debug, Args)]
pub struct Backup {
    /// The backup to write; what is there already is never overwritten
    #[arg(value_name = "FILE", required_unless_present = "new_key")]
    file: Option<PathBuf>,
    /// Make a new key file, and stop; keep it apart from the backups, for nothing opens them
    /// without it
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
    #[command(flatten)]
    lock: BackupKeyArgs,
}

/// Holds what is worked with.
pub struct Bench<'c> {
    pub db: &'c Db,
    pub config: &'c Config,
    pub words: &'static Words,
    pub now: Moment,
}

impl Backup {
    /// The key file to make, where that is all that is asked.
    pub fn new_key(&self) -> Option<&Path> {
        self.new_key.as_deref()
    }

    /// Writes the backup, then records it. What could not be finished is taken away again.
    pub fn run(&self, bench: &Bench<'_>) -> Result<(), Failure> {
        let (Some(output), words) = (self.file.as_deref(), bench.words) else { return Ok(()) };
        if output.exists() {
            return Err(taken(output, words));
        }
        let key = self.lock.key(words, true)?;
        let (kind, sha256) = make(bench, output, &key)?;
        let copy = WholeCopy::of_all(CopyKind::Backup, absolute(output), sha256, bench.now);
        let said =
            [("file", arg(output.display().to_string())), ("sha256", arg(copy.sha256.clone()))];
        bench.db.write_blocking(move |conn| whole_copy::record(conn, &copy))?;
        println!("{}", words.say("account-written", &said));
        if kind == Kind::Account {
            eprintln!("{}", words.t("backup-without-passwords"));
        }
        Ok(())
    }
}

/// Writes the backup; answers what is in it and its SHA-256. Of what is called off nothing stays.
fn make(bench: &Bench<'_>, output: &Path, key: &BackupKey) -> Result<(Kind, String), Failure> {
    // Open data never stands where the backup goes, which may be a stick or a share.
    let scratch = Scratch::beside(bench.config)?;
    let (data, part) = (scratch.file("data"), Part::begin(output)?);
    let progress = Progress::waiting();
    progress.watch();
    let sealed = gather(bench, &data, &progress).and_then(|gathered| {
        let kind = gathered.0;
        let sha256 = seal(bench, (&data, &part), gathered, key, &progress)?;
        progress.go_on()?;
        part.land(output, bench.words)?;
        Ok((kind, sha256))
    });
    progress.ended(sealed, bench.words)
}

/// Makes a key file that only its owner can read.
pub fn make_key(file: &Path, words: &Words) -> Result<(), Failure> {
    let name = [("file", arg(file.display().to_string()))];
    if file.exists() {
        return Err(taken(file, words));
    }
    let written = private(file)
        .and_then(|mut out| std::io::Write::write_all(&mut out, new_key_file().as_bytes()));
    written.map_err(|why| Failure::File { file: file.display().to_string(), why })?;
    println!("{}", words.say("backup-key-made", &name));
    Ok(())
}

/// Writes the data as it is at one moment: the file of SQLite, what `pg_dump` makes, or else the
/// whole account.
fn gather(
    bench: &Bench<'_>,
    into: &Path,
    progress: &Progress,
) -> Result<(Kind, Option<String>), Failure> {
    if let Some(file) = bench.config.database_url.file() {
        snapshot::take(file, into)?;
        return Ok((Kind::Sqlite, None));
    }
    match server::dump(&bench.config.database_url, into) {
        Ok(schema) => Ok((Kind::PgDump, Some(schema))),
        Err(why) => {
            // Ctrl-C ends `pg_dump` as well.
            progress.go_on()?;
            eprintln!("{}", bench.words.say("backup-no-pg-dump", &[("why", arg(why.to_string()))]));
            drop(std::fs::remove_file(into));
            let making = Making { reach: Reach::Database, words: bench.words, now: bench.now };
            export::write(bench.db, &making, into)?;
            Ok((Kind::Account, None))
        }
    }
}

/// Seals the data; answers the SHA-256 of the backup.
fn seal(
    bench: &Bench<'_>,
    (data, part): (&Path, &Part),
    (kind, place): (Kind, Option<String>),
    key: &BackupKey,
    progress: &Progress,
) -> Result<String, Failure> {
    let read = |why| Failure::File { file: data.display().to_string(), why };
    let written = |why| part.failed(why);
    let (version, _) = bench.db.write_blocking(migration::version)?;
    let described = (data.metadata().map_err(read)?.len(), hash(data).map_err(read)?);
    let manifest = Manifest { place, ..Manifest::of(kind, version, bench.now, described) };
    let out = part.file()?;
    progress.count_bytes(manifest.size);
    let sealed =
        backup::write(&manifest, progress.reading(File::open(data).map_err(read)?), key, out);
    let (out, sha256) = sealed.map_err(|fault| Failure::Said(why(&fault, bench.words)))?;
    out.sync_all().map_err(written)?;
    Ok(sha256)
}

/// Tells what is wrong with a backup.
pub fn why(fault: &BackupError, words: &Words) -> String {
    match fault {
        BackupError::Seal(fault) => backup_key::why(fault, words),
        BackupError::Foreign => words.t("backup-foreign"),
        BackupError::Newer(version) => {
            words.say("backup-newer-format", &[("version", (*version).into())])
        }
        BackupError::Changed => words.t("backup-changed"),
        BackupError::Io(why) => backup_key::broke_off(why, words),
    }
}
