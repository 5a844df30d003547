//! The command line: one file per subcommand in `cli/`, the settings that hold for all of them, and the exit codes:
//! 0 done, 1 not done, 2 asked wrongly. Results go to standard output, everything else to standard error.

mod serve;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{BadSetting, Config, Given};
use crate::export::ExportError;
use crate::password::PasswordError;
use crate::store::{Db, Pools, StoreError};

/// A coaching-session log: wants beside needs, the two agreements that make trust, and a summary that cannot leak.
///
/// Without a subcommand it serves the pages. Each setting is taken from its flag, else from its variable, else from
/// the settings file, else from its default.
#[derive(Debug, Parser)]
#[command(name = "ryokai", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    settings: Given,

    /// The settings file (TOML: `listen = "127.0.0.1:8080"`); ./ryokai.toml is read if it is there
    #[arg(long, global = true, value_name = "FILE", env = "RYOKAI_CONFIG", help_heading = "Settings")]
    config: Option<PathBuf>,

    /// The practice a command acts on, where the database holds more than one
    #[arg(long, global = true, value_name = "NAME", env = "RYOKAI_PRACTICE", help_heading = "Settings")]
    practice: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages (what happens without a subcommand)
    Serve,
    Summary(summary::Args),
}

/// Why a command was not done. The sentence goes to standard error.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Setting(#[from] BadSetting),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("cannot listen on {address}: {why}")]
    Listen { address: String, why: std::io::Error },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl Failure {
    /// 2 when the command was asked wrongly, 1 when it could not be done.
    fn code(&self) -> u8 {
        match self {
            Failure::Setting(_) => 2,
            Failure::Store(_) | Failure::Password(_) | Failure::Export(_) | Failure::Listen { .. } | Failure::Io(_) => {
                1
            }
        }
    }
}

/// Reads the arguments and does what they ask.
pub fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("ryokai: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::load(cli.settings, cli.config.as_deref())?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(config),
        Command::Summary(args) => summary::run(&open(&config)?, cli.practice.as_deref(), &args),
    }
}

/// The database of the settings, brought up to date.
fn open(config: &Config) -> Result<Db, Failure> {
    let pools = Pools { readers: config.connections, writers: config.connections };
    Ok(Db::open(&config.database_url, pools)?)
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
        for line in
            [["ryokai", "--database-url", "sqlite:x.db", "serve"], ["ryokai", "serve", "--database-url", "sqlite:x.db"]]
        {
            let cli = Cli::try_parse_from(line).expect("arguments");
            assert_eq!(cli.settings.database_url.as_deref(), Some("sqlite:x.db"));
        }
    }
}
