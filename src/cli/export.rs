//! `ryokai export --all`: everything that the practice holds, in one ZIP.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::progress::Progress;
use crate::domain::{Id, Moment};
use crate::export::account::{Hashing, Making};
use crate::store::account::{Account, Reach, Within};
use crate::store::whole_copy::{self, Kind, WholeCopy};
use crate::store::{Db, StoreError};
use crate::words::{Words, arg};

#[derive(Debug, Args)]
pub struct Export {
    /// Everything: of the practice named by --practice, or else of every practice in the database
    #[arg(long, required_unless_present = "schema")]
    all: bool,
    /// The ZIP to write; what is there already is never overwritten
    #[arg(short, long, value_name = "FILE", required_unless_present = "schema")]
    output: Option<PathBuf>,
    /// Print the JSON Schema of the account in the ZIP, and stop
    #[arg(long)]
    schema: bool,
}

impl Export {
    /// True if no database is needed.
    pub fn schema_only(&self) -> bool {
        self.schema
    }

    /// Writes the ZIP, then records it. What could not be written whole is taken away again.
    pub fn run(&self, db: &Db, name: Option<&str>, words: &'static Words, now: Moment) -> Result<(), Failure> {
        let Some(output) = self.output.as_deref() else { return Ok(()) };
        let reach = match name {
            Some(_) => Reach::Practice(super::Office::open(db, name, false, now)?.practice.id),
            None => Reach::Database,
        };
        let copy = write(db, &Making { reach, words, now }, output)?;
        let said = [("file", arg(output.display().to_string())), ("sha256", arg(copy.sha256.clone()))];
        db.write_blocking(move |conn| whole_copy::record(conn, &copy))?;
        println!("{}", words.say("account-written", &said));
        Ok(())
    }
}

/// Prints the JSON Schema of the account.
pub fn print_schema() -> Result<(), Failure> {
    let schema = schemars::schema_for!(Account);
    println!("{}", serde_json::to_string_pretty(&schema).map_err(std::io::Error::from)?);
    Ok(())
}

/// Writes an account to a new file; answers what is to be recorded of it.
pub fn write(db: &Db, making: &Making, output: &Path) -> Result<WholeCopy, Failure> {
    let part = part_of(output);
    if output.exists() {
        return Err(taken(output, making.words));
    }
    let written = fill(db, making, &part).and_then(|()| {
        let sha256 = hash(&part).map_err(|why| Failure::File { file: part.display().to_string(), why })?;
        land(&part, output, making.words)?;
        Ok(sha256)
    });
    if written.is_err() {
        // Of what could not be finished nothing stays; that it was never begun is no fault.
        drop(std::fs::remove_file(&part));
    }
    Ok(WholeCopy {
        id: Id::fresh(),
        practice: match &making.reach {
            Reach::Practice(id) => Some(id.clone()),
            Reach::Own(viewer) => Some(viewer.practice.clone()),
            Reach::Database => None,
        },
        member: None,
        made_at: making.now,
        kind: Kind::Account,
        scope: making.reach.name().to_owned(),
        place: Some(absolute(output)),
        sha256: written?,
    })
}

fn fill(db: &Db, making: &Making, part: &Path) -> Result<(), Failure> {
    let file = begin(part).map_err(|why| Failure::File { file: part.display().to_string(), why })?;
    let progress = Progress::new(0);
    progress.watch();
    let shown = progress.clone();
    let done = db.read_blocking(|conn| {
        let people = Within::of(conn, &making.reach)?.files()?.len();
        shown.set_steps(2 * u64::try_from(people).unwrap_or(0));
        let file = making.write(conn, file, &mut || shown.step())?;
        file.sync_all().map_err(StoreError::Unwritten)
    });
    let done = done.map_err(|error| match error {
        StoreError::Unwritten(why) => Failure::File { file: part.display().to_string(), why },
        other => other.into(),
    });
    progress.ended(done, making.words)
}

/// Where a file grows until it is whole.
pub fn part_of(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// A path as it is recorded: from the root, so that it is found again.
pub fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// That something is in the way of a new file.
pub fn taken(output: &Path, words: &Words) -> Failure {
    Failure::Said(words.say("account-exists", &[("file", arg(output.display().to_string()))]))
}

/// The file that grows, in the place of one that a crash left.
pub fn begin(part: &Path) -> std::io::Result<File> {
    // Most often there is none.
    drop(std::fs::remove_file(part));
    private(part)
}

/// Gives a file that is whole its name, unless something has come to be there meanwhile: the name is taken first, and
/// only what took it is replaced. That also works where files cannot have two names.
pub fn land(part: &Path, output: &Path, words: &Words) -> Result<(), Failure> {
    let renamed = |_| std::fs::rename(part, output).inspect_err(|_| drop(std::fs::remove_file(output)));
    private(output).and_then(renamed).map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => taken(output, words),
        _ => Failure::File { file: output.display().to_string(), why },
    })
}

/// A new file that nobody else on the machine can read. What is there already, be it a link, is in the way.
pub fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The SHA-256 of a file, in hexadecimal.
pub fn hash(path: &Path) -> std::io::Result<String> {
    let (mut file, mut page, mut sum) = (File::open(path)?, vec![0; 64 * 1024], Hashing::new(std::io::sink()));
    loop {
        let n = file.read(&mut page)?;
        let Some(read) = page.get(..n).filter(|read| !read.is_empty()) else { break };
        sum.write_all(read)?;
    }
    Ok(sum.done().1)
}
