//! `ryokai import`: a file, taken in whole or not at all.

use std::io::Read;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Failure, Office};
use crate::domain::import::{self, Fault, ImportFile};
use crate::store::import::Imported;
use crate::store::{StoreError, import as store};
use crate::views;
use crate::words::{Words, arg};

#[derive(Debug, Args)]
pub struct Import {
    /// The file to take in, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "schema")]
    file: Option<String>,
    /// Print the JSON Schema of the format, and stop
    #[arg(long)]
    schema: bool,
}

impl Import {
    /// True if no database is needed.
    pub fn schema_only(&self) -> bool {
        self.schema
    }

    /// Prints the schema, or takes in the file and says what it brought.
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let text = read(self.file.as_deref().unwrap_or("-"))?;
        let brought = take_in(office, &text)?;
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
pub fn take_in(office: &Office, text: &str) -> Result<Imported, Failure> {
    let words = office.words;
    let file = import::read(text).map_err(|faults| Failure::Said(unreadable(&faults, words)))?;
    let people = u64::try_from(file.clients.len() + file.network_contacts.len()).unwrap_or(u64::MAX);
    let bar = ProgressBar::new(people).with_style(style());
    let (practice, now, shown) = (office.practice.id.clone(), office.now, bar.clone());
    let brought = office.db.write_blocking(move |conn| store::take_in(conn, &practice, &file, now, || shown.inc(1)));
    bar.finish_and_clear();
    brought.map_err(|error| match error {
        StoreError::Refused(breaches) => {
            let lines = breaches.iter().map(|b| views::breach::line(b, words));
            let head = words.say("cli-import-refused", &[("n", breaches.len().into())]);
            Failure::Said(std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n"))
        }
        other => other.into(),
    })
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// What a file brought, as one sentence.
pub fn said(brought: &Imported, words: &Words) -> String {
    if brought.people == 0 && brought.records == 0 {
        return words.say("cli-import-nothing", &[("known", brought.known.into())]);
    }
    let counts =
        [("people", brought.people.into()), ("records", brought.records.into()), ("known", brought.known.into())];
    words.say("cli-import-done", &counts)
}

fn unreadable(faults: &[Fault], words: &Words) -> String {
    let line = |f: &Fault| {
        let place = if f.place.is_empty() { words.t("cli-import-whole") } else { f.place.clone() };
        let position = [("place", arg(place)), ("line", f.line.into()), ("column", f.column.into())];
        words.say("cli-import-fault", &[&position[..], &[("why", arg(f.why.as_str()))]].concat())
    };
    let head = words.say("cli-import-unreadable", &[("n", faults.len().into())]);
    std::iter::once(head).chain(faults.iter().map(line)).collect::<Vec<_>>().join("\n")
}
