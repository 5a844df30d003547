//! `ryokai import`: a file, or a whole account, taken in whole or not at all.

use std::fs::File;
use std::io::{Read, Seek};

use clap::Args;

use super::incoming::Elsewhere;
use super::progress::Progress;
use super::{Failure, Office, member};
use crate::export::archive::{self, Archive, ArchiveError};
use crate::intake::import::{self, Fault, ImportFile};
use crate::method::{Email, Moment, Role};
use crate::store::account::Fault as AccountFault;
use crate::store::import::Imported;
use crate::store::member::list_of;
use crate::store::{Db, StoreError, account as accounts, import as store, practice, search};
use crate::views;
use crate::words::{Words, arg};

#[derive(Debug, Args)]
pub struct Import {
    /// The file to take in, or - for standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["schema", "csv", "vcard", "notes", "undo"])]
    file: Option<String>,
    /// Print the JSON Schema of the format, and stop
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    elsewhere: Elsewhere,
}

impl Import {
    /// True if no database is needed.
    pub fn schema_only(&self) -> bool {
        self.schema
    }

    /// The file, where it is a ZIP.
    pub fn archive(&self) -> Result<Option<File>, Failure> {
        let Some(name) = self.file.as_deref().filter(|name| *name != "-") else { return Ok(None) };
        let named = |why| Failure::File { file: name.to_owned(), why };
        let mut file = File::open(name).map_err(named)?;
        let zip = archive::is_zip(&archive::beginning(&mut file).map_err(named)?);
        file.rewind().map_err(named)?;
        Ok(zip.then_some(file))
    }

    /// Tells what is to come in from other programs, or to be taken back, if anything.
    pub fn elsewhere(&self) -> Option<&Elsewhere> {
        Some(&self.elsewhere).filter(|elsewhere| elsewhere.asked())
    }

    /// Prints the schema, or takes in the file and says what it brought.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let name = self.file.as_deref().unwrap_or("-");
        let brought = import_histories(office, name, &read(name)?)?;
        println!("{}", said(&brought, office.words));
        Ok(())
    }
}

/// Prints the JSON Schema of the file format.
pub fn print_schema() -> Result<(), Failure> {
    let schema = schemars::schema_for!(ImportFile);
    println!("{}", serde_json::to_string_pretty(&schema).map_err(std::io::Error::from)?);
    Ok(())
}

/// The text of a file, or of standard input for `-`.
fn read(file: &str) -> Result<String, Failure> {
    let named = |why| Failure::File { file: file.to_owned(), why };
    if file != "-" {
        return std::fs::read_to_string(file).map_err(named);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(named)?;
    Ok(text)
}

/// Takes a file's text into the practice, with a progress bar where standard error is a terminal.
pub fn import_histories(office: &Office, name: &str, text: &str) -> Result<Imported, Failure> {
    let words = office.words;
    let file = import::read(text).map_err(|faults| Failure::Said(unreadable(&faults, words)))?;
    let people =
        u64::try_from(file.clients.len() + file.network_contacts.len()).unwrap_or(u64::MAX);
    // Everybody is weighed first, and then comes in.
    let progress = Progress::new(people.saturating_mul(2));
    let shown = progress.clone();
    progress.watch();
    let each = Box::new(move || shown.step());
    let brought =
        store::import_histories(&office.db, &office.practice.id, (name, file), office.now, each);
    progress.ended(brought.map_err(|error| refused(error, words)), words)
}

/// Takes a whole account into a database without any practice, and lets its owners sign in.
pub fn account(db: &Db, file: File, words: &'static Words, now: Moment) -> Result<(), Failure> {
    if db.read_blocking(accounts::occupied)? {
        return Err(refused(AccountFault::NotEmpty.into(), words));
    }
    let mut archive = Archive::open(file).map_err(|fault| Failure::Said(broken(&fault, words)))?;
    let progress = Progress::new(u64::try_from(archive.manifest.people).unwrap_or(0));
    progress.watch();
    let shown = progress.clone();
    let taken = db.write_blocking(move |conn| {
        let json = archive
            .account()
            .map_err(|fault| StoreError::Unreadable { what: "ZIP", why: fault.to_string() })?;
        accounts::import_archive(conn, json, now, &mut || shown.step())
    });
    let taken = progress.ended(taken.map_err(|error| refused(error, words)), words)?;
    println!(
        "{}",
        words.say(
            "account-taken",
            &[("people", taken.people.into()), ("records", taken.records.into())]
        )
    );
    // The archive itself is one transaction; what is found of long files follows in turns.
    for practice in db.read_blocking(practice::all)? {
        for viewer in (Office { db: db.clone(), practice, words, now }).viewers()? {
            search::fill(db, &viewer)?;
        }
    }
    let_owners_in(db, words, now)
}

/// Passwords do not travel: owners get new ones, printed this once, and give the others theirs.
/// Until an owner can sign in, anybody who opens the pages could set up the practice.
fn let_owners_in(db: &Db, words: &'static Words, now: Moment) -> Result<(), Failure> {
    let mut waiting = 0;
    for practice in db.read_blocking(practice::all)? {
        let office = Office { db: db.clone(), practice, words, now };
        for m in
            db.read_blocking(|conn| list_of(conn, &office.practice.id))?.iter().filter(|m| m.active)
        {
            match m.email.as_deref().and_then(|email| email.parse::<Email>().ok()) {
                Some(email) if m.role == Role::Owner => member::let_in(&office, m, email)?,
                _ => waiting += 1,
            }
        }
    }
    if waiting > 0 {
        println!("{}", words.say("account-passwords", &[("n", waiting.into())]));
    }
    Ok(())
}

/// Tells why nothing was taken in.
fn refused(error: StoreError, words: &Words) -> Failure {
    let listed =
        |head: String, lines: Vec<String>| Failure::Said([vec![head], lines].concat().join("\n"));
    match error {
        StoreError::Refused(violations) => {
            let head = words.say("cli-import-refused", &[("n", violations.len().into())]);
            listed(head, violations.iter().map(|b| views::violation::line(b, words)).collect())
        }
        StoreError::Account(fault) => {
            listed(words.t("account-refused"), vec![unfit(&fault, words)])
        }
        other => other.into(),
    }
}

/// Tells what does not fit in an account.
fn unfit(fault: &AccountFault, words: &Words) -> String {
    match fault {
        AccountFault::NotEmpty => words.t("account-not-empty"),
        AccountFault::Foreign => words.t("account-foreign"),
        AccountFault::Newer(version) => {
            words.say("account-newer", &[("version", (*version).into())])
        }
        AccountFault::Unreadable { line, column, why } => {
            let place = [
                ("line", (*line).into()),
                ("column", (*column).into()),
                ("why", arg(why.as_str())),
            ];
            words.say("account-unreadable", &place)
        }
        AccountFault::Row { table, why } => {
            words.say("account-row", &[("table", arg(*table)), ("why", arg(why.as_str()))])
        }
    }
}

/// Tells what is wrong with a ZIP.
fn broken(fault: &ArchiveError, words: &Words) -> String {
    let why = match fault {
        ArchiveError::Broken(why) => words.say("account-zip-broken", &[("why", arg(why.as_str()))]),
        ArchiveError::Missing(entry) => words.say("account-zip-missing", &[("entry", arg(*entry))]),
        ArchiveError::Crowded(n) => words.say("account-zip-crowded", &[("n", (*n).into())]),
        ArchiveError::Swollen => words.t("account-zip-swollen"),
        ArchiveError::Manifest(why) => {
            words.say("account-zip-manifest", &[("why", arg(why.as_str()))])
        }
        ArchiveError::Changed => words.t("account-zip-changed"),
    };
    format!("{}\n{why}", words.t("account-refused"))
}

/// Tells what a file brought, as one sentence.
pub fn said(brought: &Imported, words: &Words) -> String {
    if brought.people == 0 && brought.records == 0 {
        return words.say("cli-import-nothing", &[("known", brought.known.into())]);
    }
    let counts = [
        ("people", brought.people.into()),
        ("records", brought.records.into()),
        ("known", brought.known.into()),
    ];
    words.say("cli-import-done", &counts)
}

fn unreadable(faults: &[Fault], words: &Words) -> String {
    let line = |f: &Fault| {
        let place = if f.place.is_empty() { words.t("cli-import-whole") } else { f.place.clone() };
        let position =
            [("place", arg(place)), ("line", f.line.into()), ("column", f.column.into())];
        words.say("cli-import-fault", &[&position[..], &[("why", arg(f.why.as_str()))]].concat())
    };
    let head = words.say("cli-import-unreadable", &[("n", faults.len().into())]);
    std::iter::once(head).chain(faults.iter().map(line)).collect::<Vec<_>>().join("\n")
}
