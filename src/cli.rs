//! The command line: one file per subcommand in `cli/`, the settings that hold for all of them, and
//! the exit codes: 0 done, 1 not done, 2 asked wrongly, 3 done but for what stayed out. Results go
//! to standard output, everything else to standard error.

/// Everything that a command prints goes this way, so that a reader who has read enough (`| head`)
/// ends nothing with a fright: these stand for the macros of the standard library, which break off
/// on a closed pipe.
macro_rules! println {
    ($($said:tt)*) => { $crate::cli::pipe::out(format_args!($($said)*), "\n") };
}
macro_rules! print {
    ($($said:tt)*) => { $crate::cli::pipe::out(format_args!($($said)*), "") };
}
macro_rules! eprintln {
    ($($said:tt)*) => { $crate::cli::pipe::beside(format_args!($($said)*), "\n") };
}
macro_rules! eprint {
    ($($said:tt)*) => { $crate::cli::pipe::beside(format_args!($($said)*), "") };
}

mod access;
mod backup;
mod backup_key;
mod batch;
mod brief;
mod clients;
mod demo;
mod doctor;
mod erase;
mod export;
mod hours;
mod import;
mod incoming;
mod insights;
mod member;
mod part;
mod pipe;
mod private;
mod progress;
mod reindex;
mod restore;
mod review;
mod scratch;
mod serve;
mod server;
mod standing;
mod summary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::app::Clock;
use crate::config::{Config, Given, SettingError};
use crate::export::ExportError;
use crate::mail::MailError;
use crate::method::{Day, Id, Lang, Moment, Viewer, from_code, moment};
use crate::password::PasswordError;
use crate::store::practice::{self, Practice};
use crate::store::whole_copy::{self, Kind, WholeCopy};
use crate::store::{Db, Pools, StoreError, migration, snapshot};
use crate::web::Routes;
use crate::words::{Words, arg};

/// A coaching-session log: wants beside needs, the two agreements that make trust, and a summary
/// that cannot leak.
///
/// Without a subcommand it serves the pages. Each setting is taken from its flag, else from its
/// variable, else from the settings file, else from its default.
#[derive(Debug, Parser)]
#[command(name = "ryokai", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    settings: Given,

    /// The settings file (TOML: `listen = "127.0.0.1:8080"`); ./ryokai.toml is read if it is there
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "RYOKAI_CONFIG",
        help_heading = "Settings"
    )]
    config: Option<PathBuf>,

    /// The practice a command acts on, where the database holds more than one
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "RYOKAI_PRACTICE",
        help_heading = "Settings"
    )]
    practice: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages (what happens without a subcommand)
    Serve,
    Summary(summary::Args),
    Access(access::Access),
    /// List the records whose time is over: id, kept until, held or -, name, consultant
    Review,
    Erase(erase::Erase),
    /// Take in a file of clients and sessions, whole or not at all; what is there already is left
    /// alone
    ///
    /// Tables (--csv), address cards (--vcard) and notes (--notes) of other programs come in as
    /// well, and can be taken back. The first file founds the practice, under the name given with
    /// --practice. A ZIP that `export` wrote is taken in as it is, into a database without any
    /// practice.
    Import(import::Import),
    /// Write everything that the practice holds to one ZIP, which `import` takes in elsewhere
    Export(export::Export),
    /// Write the whole database, sealed with a passphrase or a key file, to one file; the program
    /// may be running
    Backup(backup::Backup),
    /// Put a backup in its place, after looking over all of it; the program must not be running
    Restore(restore::Restore),
    /// Add, list and let in the people who work here
    #[command(subcommand)]
    Member(member::Command),
    /// List the clients: id, id in their file, status, name, consultant
    Clients,
    /// Show where each relationship stands on a day
    Standing(standing::Standing),
    /// Print what to read before meeting a client
    Brief(brief::Brief),
    /// Print what the rules say of clients and of whole practices on a day
    Insights(insights::Insights),
    /// Write a consultant's client coaching log, or the hours to invoice, and record that it was
    /// done
    Hours(hours::Hours),
    /// Load fictional clients into a practice of their own, and print its three sign-ins
    Demo(demo::Demo),
    /// Check the database, every file against the machines, and every derived row against a fresh
    /// replay
    Doctor,
    /// Make what search finds anew, for everybody; the program may be running
    Reindex,
}

/// Names why a command was not done. The sentence goes to standard error.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("cannot listen on {address}: {why}")]
    Listen { address: String, why: std::io::Error },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("{file}: {why}")]
    File { file: String, why: std::io::Error },
    /// Not done; the words say why.
    #[error("{0}")]
    Said(String),
    /// Asked wrongly; the words say how to ask.
    #[error("{0}")]
    Asked(String),
    /// It was done, and something that was handed in stayed out.
    #[error("{0}")]
    Partly(String),
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl Failure {
    /// 2 when the command was asked wrongly, 1 when it could not be done.
    fn code(&self) -> u8 {
        match self {
            Failure::Setting(_) | Failure::Mail(_) | Failure::Asked(_) => 2,
            Failure::Store(_)
            | Failure::Password(_)
            | Failure::Export(_)
            | Failure::Listen { .. } => 1,
            Failure::Partly(_) => 3,
            Failure::File { .. } | Failure::Said(_) | Failure::Io(_) => 1,
        }
    }
}

/// Reads the arguments and does what they ask.
pub fn main() -> ExitCode {
    main_on(&Clock::real(), Routes::new())
}

/// The same by another clock, and with further pages: the workbench (`examples/workbench`) shows
/// the program on one day, beside its style guide.
pub fn main_on(clock: &Clock, more: Routes) -> ExitCode {
    private::mask();
    match run(Cli::parse(), clock, more).and_then(|()| Ok(pipe::whole()?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_closed_pipe() => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("ryokai: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(cli: Cli, clock: &Clock, more: Routes) -> Result<(), Failure> {
    let command = cli.command.unwrap_or(Command::Serve);
    match &command {
        Command::Import(import) if import.schema_only() => return import::print_schema(),
        Command::Export(export) if export.schema_only() => return export::print_schema(),
        Command::Backup(backup) if let Some(file) = backup.new_key() => {
            return backup::make_key(file, words());
        }
        Command::Summary(summary) if summary.schema_only() => return summary::print_schema(),
        _ => {}
    }
    let config = Config::load(cli.settings, cli.config.as_deref())?;
    if let Command::Serve = command {
        return serve::run(config, clock, more);
    }
    let (words, now) = (words(), clock.now());
    if let Command::Restore(restore) = &command {
        return restore.run(&config, words, now);
    }
    scratch::sweep(&config);
    let db = open(&config, now)?.beside_a_server();
    let office = |founds| Office::open(&db, cli.practice.as_deref(), founds, now);
    match command {
        Command::Serve | Command::Restore(_) => Ok(()),
        Command::Backup(backup) => {
            backup.run(&backup::Bench { db: &db, config: &config, words, now })
        }
        Command::Import(import) => match import.archive()? {
            Some(archive) => import::account(&db, archive, words, now),
            None => match import.elsewhere() {
                Some(elsewhere) => elsewhere.run(&office(false)?),
                None => import.run(&office(true)?),
            },
        },
        Command::Export(export) => export.run(&db, cli.practice.as_deref(), words, now),
        Command::Member(member) => member.run(&office(matches!(member, member::Command::Add(_)))?),
        Command::Access(access) => access.run(&office(false)?),
        Command::Review => review::run(&office(false)?),
        Command::Erase(erase) => erase.run(&office(false)?),
        Command::Clients => clients::run(&office(false)?),
        Command::Standing(standing) => standing.run(&office(false)?),
        Command::Brief(brief) => brief.run(&office(false)?),
        Command::Insights(insights) => insights.run(&office(false)?),
        Command::Hours(hours) => hours.run(&office(false)?),
        Command::Demo(demo) => demo.run(&db, words, now),
        Command::Reindex => reindex::run(&db, words, now),
        Command::Doctor => doctor::run(&db, &config.database_url, words, now),
        Command::Summary(args) => args.run(&office(false)?),
    }
}

/// The language of the terminal; English unless it says Japanese.
fn words() -> &'static Words {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let first = set.into_iter().find(|value| !value.is_empty());
    Words::of(if first.is_some_and(|value| value.starts_with("ja")) { Lang::Ja } else { Lang::En })
}

/// The practice that a command acts on, and what it needs there.
struct Office {
    db: Db,
    practice: Practice,
    words: &'static Words,
    now: Moment,
}

impl Office {
    /// The practice of that name, or the only one. A command that `founds` makes the first one, and
    /// the one it names.
    fn open(db: &Db, name: Option<&str>, founds: bool, now: Moment) -> Result<Office, Failure> {
        let words = words();
        let all = db.read_blocking(practice::all)?;
        let chosen = match name {
            Some(name) => all.iter().find(|p| p.name.as_str() == name),
            None => all.first().filter(|_| all.len() == 1),
        };
        let practice = match chosen {
            Some(practice) => practice.clone(),
            None if founds && (name.is_some() || all.is_empty()) => found(db, name, words, now)?,
            None => return Err(Failure::Asked(which(&all, name, words))),
        };
        Ok(Office { db: db.clone(), practice, words, now })
    }

    /// The authority of each of its members: who runs a command on the database holds all of it
    /// anyway.
    fn viewers(&self) -> Result<Vec<Viewer>, Failure> {
        Ok(self.db.read_blocking(|conn| crate::store::member::viewers(conn, &self.practice.id))?)
    }

    /// The only consultant there is; `several` says how to name one of several.
    fn only_viewer(&self, several: &str) -> Result<Viewer, Failure> {
        let mut viewers = self.viewers()?;
        match (viewers.pop(), viewers.is_empty()) {
            (Some(viewer), true) => Ok(viewer),
            (Some(_), false) => Err(Failure::Asked(several.to_owned())),
            (None, _) => Err(Failure::Said(self.words.t("cli-nobody"))),
        }
    }

    /// A client by either id, and the member whose client it is.
    fn client(&self, asked: &Id) -> Result<(Viewer, Id), Failure> {
        for viewer in self.viewers()? {
            let found = self
                .db
                .read_blocking(|conn| crate::store::person::find_by_any_id(conn, &viewer, asked))?;
            if let Some(kept) = found.filter(|kept| kept.consultant == viewer.member) {
                return Ok((viewer, kept.person.id));
            }
        }
        Err(Failure::Said(self.words.say("cli-no-such-client", &[("id", arg(asked.as_str()))])))
    }

    /// The day it is for a member.
    fn today(&self, viewer: &Viewer) -> Day {
        moment::local(self.now, viewer.tz).date()
    }
}

fn found(db: &Db, name: Option<&str>, words: &Words, now: Moment) -> Result<Practice, Failure> {
    let name = name.map_or_else(|| words.t("cli-first-practice"), str::to_owned);
    let name =
        name.parse().map_err(|e: crate::method::text::TextFault| Failure::Asked(e.to_string()))?;
    Ok(db.write_blocking(move |conn| {
        Ok(Practice { id: practice::found(conn, &name, now)?, name })
    })?)
}

/// Tells why no practice was chosen.
fn which(all: &[Practice], name: Option<&str>, words: &Words) -> String {
    let names = all.iter().map(|p| p.name.to_string()).collect::<Vec<_>>().join(", ");
    match name {
        _ if all.is_empty() => words.t("cli-no-practice"),
        Some(name) => {
            words.say("cli-unknown-practice", &[("name", arg(name)), ("names", arg(names))])
        }
        None => words.say("cli-which-practice", &[("names", arg(names))]),
    }
}

/// Reads a value by its name in the file format.
fn one_of<T>(names: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| from_code::<T>(&name).ok_or("no such value"))
}

/// Writes bytes to a file, or to standard output for `-`.
fn put(output: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    if output == Path::new("-") {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        return out.flush();
    }
    private::renewed(output)?.write_all(bytes)
}

/// Copies a database that is about to be brought up to date, and answers where to: beside the file,
/// or what `pg_dump` writes into the current folder, named by the schema's version and the moment.
/// None where a server's programs are missing: that is said, and does not stop the start.
fn keep_copy(config: &Config, version: &str, now: Moment) -> Result<Option<PathBuf>, Failure> {
    let moment = now.format("%Y%m%dT%H%M%S");
    let named = |of: &Path| of.with_added_extension(format!("schema-{version}.{moment}"));
    // It gets its name once it is whole: half a copy is none.
    let scratch = scratch::Scratch::beside(config)?;
    let whole = scratch.file("copy");
    if let Some(file) = config.database_url.file() {
        snapshot::take(file, &whole)?;
        let copy = named(file);
        part::land(&whole, &copy, words())?;
        return Ok(Some(copy));
    }
    match server::dump(&config.database_url, &whole) {
        Ok(_) => {
            let copy = named(Path::new("ryokai.dump"));
            part::Part::of(&whole, &copy)?.land(&copy, words())?;
            Ok(Some(copy))
        }
        Err(why) => {
            eprintln!(
                "{}",
                words().say("backup-before-migration-none", &[("why", arg(why.to_string()))])
            );
            Ok(None)
        }
    }
}

/// The database of the settings, brought up to date; a copy is kept first.
fn open(config: &Config, now: Moment) -> Result<Db, Failure> {
    let words = words();
    let newer = |error: StoreError| match error {
        StoreError::Newer { database, program } => Failure::Said(
            words.say("backup-newer", &[("database", arg(database)), ("program", arg(program))]),
        ),
        other => other.into(),
    };
    let before = migration::outdated(&config.database_url).map_err(newer)?;
    let kept = before.map(|version| keep_copy(config, &version, now)).transpose()?.flatten();
    let pools = Pools { readers: config.connections, writers: config.connections };
    let db = Db::open(&config.database_url, pools).map_err(newer)?;
    if let Some(file) = kept {
        let place = export::absolute(&file);
        eprintln!("{}", words.say("backup-before-migration", &[("file", arg(place.clone()))]));
        let sha256 =
            export::hash(&file).map_err(|why| Failure::File { file: place.clone(), why })?;
        let copy = WholeCopy::of_all(Kind::BeforeMigration, place, sha256, now);
        db.write_blocking(move |conn| whole_copy::record(conn, &copy))?;
    }
    Ok(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_setting_may_stand_before_or_after_the_subcommand() {
        for line in [
            ["ryokai", "--database-url", "sqlite:x.db", "serve"],
            ["ryokai", "serve", "--database-url", "sqlite:x.db"],
        ] {
            let cli = Cli::try_parse_from(line).expect("arguments");
            assert_eq!(cli.settings.database_url.as_deref(), Some("sqlite:x.db"));
        }
    }
}
