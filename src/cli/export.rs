//! `ryokai export --all`: everything that the practice holds, in one ZIP.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::part::Part;
use super::progress::Progress;
use crate::export::account::{Hashing, Making};
use crate::method::{Id, Moment};
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
    pub fn run(
        &self,
        db: &Db,
        name: Option<&str>,
        words: &'static Words,
        now: Moment,
    ) -> Result<(), Failure> {
        let Some(output) = self.output.as_deref() else { return Ok(()) };
        let reach = match name {
            Some(_) => Reach::Practice(super::Office::open(db, name, false, now)?.practice.id),
            None => Reach::Database,
        };
        let copy = write(db, &Making { reach, words, now }, output)?;
        let said =
            [("file", arg(output.display().to_string())), ("sha256", arg(copy.sha256.clone()))];
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

/// Writes an account to a new file; answers what is to be recorded of it. Of what could not be
/// finished nothing stays.
pub fn write(db: &Db, making: &Making, output: &Path) -> Result<WholeCopy, Failure> {
    if output.exists() {
        return Err(taken(output, making.words));
    }
    let part = Part::begin(output)?;
    fill(db, making, &part)?;
    let sha256 = hash(part.path()).map_err(|why| part.failed(why))?;
    part.land(output, making.words)?;
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
        sha256,
    })
}

fn fill(db: &Db, making: &Making, part: &Part) -> Result<(), Failure> {
    let file = part.file()?;
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
        StoreError::Unwritten(why) => part.failed(why),
        other => other.into(),
    });
    progress.ended(done, making.words)
}

/// A path as it is recorded: from the root, so that it is found again.
pub fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// That something is in the way of a new file.
pub fn taken(output: &Path, words: &Words) -> Failure {
    Failure::Said(words.say("account-exists", &[("file", arg(output.display().to_string()))]))
}

/// The SHA-256 of a file, in hexadecimal.
pub fn hash(path: &Path) -> std::io::Result<String> {
    let (mut file, mut page, mut sum) =
        (File::open(path)?, vec![0; 64 * 1024], Hashing::new(std::io::sink()));
    loop {
        let n = file.read(&mut page)?;
        let Some(read) = page.get(..n).filter(|read| !read.is_empty()) else { break };
        sum.write_all(read)?;
    }
    Ok(sum.done().1)
}
