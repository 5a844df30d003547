//! `ryokai restore`: a backup, looked over as a whole before anything is touched; what it replaces is kept aside.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;

use super::backup::{Scratch, why};
use super::export::private;
use super::lock::Lock;
use super::{Failure, import, server};
use crate::config::Config;
use crate::domain::Moment;
use crate::export::backup::{self, Kind, Manifest};
use crate::store::{DatabaseUrl, StoreError, migration, server as schemas, snapshot};
use crate::words::{Words, arg};

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Put it in the place of what is there, which is kept under another name
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    lock: Lock,
}

impl Restore {
    /// Checks the backup, and puts it where the settings say that the data is. The program must not be running there.
    pub fn run(&self, config: &Config, words: &'static Words, now: Moment) -> Result<(), Failure> {
        let named = |why| Failure::File { file: self.file.display().to_string(), why };
        let sealed = File::open(&self.file).map_err(named)?;
        let key = self.lock.key(words, false)?;
        let data = Scratch::beside(config);
        let refused = |fault: &backup::BackupFault| {
            Failure::Said(words.say("backup-refused", &[("why", arg(why(fault, words)))]))
        };
        let (manifest, body) = backup::open(sealed, &key).map_err(|fault| refused(&fault))?;
        let out = private(&data.0).map_err(|why| Failure::File { file: data.0.display().to_string(), why })?;
        backup::unpack(&manifest, body, out).map_err(|fault| refused(&fault))?;
        let place = Place { url: &config.database_url, replace: self.replace, words, now };
        match (manifest.kind, config.database_url.file()) {
            (Kind::Sqlite, Some(file)) => place.file(&data, file)?,
            (Kind::PgDump, None) => place.dump(&data, &manifest)?,
            (Kind::Account, _) => place.account(&data, config)?,
            (Kind::Sqlite | Kind::PgDump, _) => return Err(Failure::Asked(words.t("backup-other-engine"))),
        }
        let said = [
            ("at", arg(manifest.made_at.format("%Y-%m-%d %H:%M").to_string())),
            ("place", arg(config.database_url.to_string())),
        ];
        println!("{}", words.say("backup-restored", &said));
        Ok(())
    }
}

/// Where a backup goes.
struct Place<'c> {
    url: &'c DatabaseUrl,
    replace: bool,
    words: &'static Words,
    now: Moment,
}

impl Place<'_> {
    /// A database file: sound, and of a schema that this program knows, or it is not used.
    fn file(&self, data: &Scratch, file: &Path) -> Result<(), Failure> {
        snapshot::examine(&data.0).map_err(|error| self.unfit(error))?;
        let aside = self.clear(file)?;
        if let Err(why) = std::fs::rename(&data.0, file) {
            if let Some(aside) = &aside {
                // Nothing took its place: it goes back to it.
                drop(std::fs::rename(aside, file));
            }
            return Err(Failure::File { file: file.display().to_string(), why });
        }
        Ok(())
    }

    /// Makes room for a database file; answers where the one that was there is now.
    fn clear(&self, file: &Path) -> Result<Option<PathBuf>, Failure> {
        if !file.metadata().is_ok_and(|m| m.len() > 0) {
            return Ok(None);
        }
        self.may_replace()?;
        snapshot::let_go(file).map_err(|error| match error {
            StoreError::Busy => Failure::Said(self.words.t("backup-in-use")),
            other => other.into(),
        })?;
        let aside = file.with_added_extension(format!("replaced-{}", self.now.format("%Y%m%dT%H%M%S")));
        std::fs::rename(file, &aside).map_err(|why| Failure::File { file: file.display().to_string(), why })?;
        self.kept(&aside.display().to_string());
        Ok(Some(aside))
    }

    /// What `pg_dump` wrote, in the place of a schema of the same name.
    fn dump(&self, data: &Scratch, manifest: &Manifest) -> Result<(), Failure> {
        migration::known(&manifest.schema).map_err(|error| self.unfit(error))?;
        let list = server::list(&data.0).map_err(|why| self.said_by(&why))?;
        let (theirs, ours) = (manifest.place.clone().unwrap_or_default(), schemas::schema(self.url)?);
        if theirs != ours {
            let names = [("theirs", arg(theirs)), ("ours", arg(ours))];
            return Err(Failure::Said(self.words.say("backup-other-schema", &names)));
        }
        let aside = self.clear_schema()?;
        server::load(self.url, &data.0, &list).map_err(|why| {
            let back = aside.as_ref().map(|aside| schemas::put_back(self.url, &ours, aside));
            match back {
                Some(Err(error)) => error.into(),
                _ => self.said_by(&why),
            }
        })
    }

    /// Makes room on a server; answers the name under which what was there is kept.
    fn clear_schema(&self) -> Result<Option<String>, Failure> {
        if !schemas::occupied(self.url)? {
            return Ok(None);
        }
        self.may_replace()?;
        let aside = schemas::set_aside(self.url, self.now)?;
        self.kept(&aside);
        Ok(Some(aside))
    }

    /// A whole account, into an empty database of either engine.
    fn account(&self, data: &Scratch, config: &Config) -> Result<(), Failure> {
        match self.url.file() {
            Some(file) => drop(self.clear(file)?),
            None => drop(self.clear_schema()?),
        }
        let db = super::open(config, self.now)?;
        let zip = File::open(&data.0).map_err(|why| Failure::File { file: data.0.display().to_string(), why })?;
        import::account(&db, zip, self.words, self.now)
    }

    fn may_replace(&self) -> Result<(), Failure> {
        if self.replace { Ok(()) } else { Err(Failure::Said(self.words.t("backup-occupied"))) }
    }

    fn kept(&self, aside: &str) {
        eprintln!("{}", self.words.say("backup-kept", &[("place", arg(aside))]));
    }

    fn unfit(&self, error: StoreError) -> Failure {
        match error {
            StoreError::Newer { database, program } => {
                let versions = [("database", arg(database)), ("program", arg(program))];
                Failure::Said(self.words.say("backup-newer", &versions))
            }
            other => Failure::Said(self.words.say("backup-refused", &[("why", arg(other.to_string()))])),
        }
    }

    fn said_by(&self, why: &server::ToolFault) -> Failure {
        Failure::Said(self.words.say("backup-refused", &[("why", arg(why.to_string()))]))
    }
}
