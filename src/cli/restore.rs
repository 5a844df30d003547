//! `ryokai restore`: a backup, looked over as a whole and made ready beside before anything is
//! touched; what it replaces is kept aside.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::backup::why;
use super::backup_key::BackupKeyArgs;
use super::export::{absolute, hash};
use super::private::private;
use super::progress::Progress;
use super::scratch::Scratch;
use super::{Failure, import, server};
use crate::config::Config;
use crate::encryption::BackupKey;
use crate::export::archive;
use crate::export::backup::{self, BackupError, Kind, Manifest};
use crate::method::{Id, Moment};
use crate::store::whole_copy::{Kind as CopyKind, WholeCopy};
use crate::store::{
    DatabaseUrl, Db, Pools, StoreError, migration, restored, server as schemas, snapshot,
};
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
    lock: BackupKeyArgs,
}

impl Restore {
    /// Checks the backup, and puts it where the settings say that the data is. The program must not
    /// be running there.
    pub fn run(&self, config: &Config, words: &'static Words, now: Moment) -> Result<(), Failure> {
        let named = |why| Failure::File { file: self.file.display().to_string(), why };
        let mut file = File::open(&self.file).map_err(named)?;
        let size = file.metadata().map_err(named)?.len();
        // Anything that was read to look at it is put before the rest again: it may come through a
        // pipe.
        let begins = archive::beginning(&mut file).map_err(named)?;
        if archive::is_zip(&begins) {
            return Err(Failure::Said(words.t("backup-is-zip")));
        }
        let sealed = begins.chain(file);
        let key = self.lock.key(words, false)?;
        let scratch = Scratch::beside(config)?;
        let manifest = unpacked((sealed, size), &key, &scratch, words)?;
        let place = Place {
            url: &config.database_url,
            replace: self.replace,
            scratch: &scratch,
            words,
            now,
        };
        let again = match (manifest.kind, config.database_url.file()) {
            (Kind::Sqlite, Some(file)) => {
                snapshot::examine(&place.data()).map_err(|error| place.unfit(error))?;
                place.file(&place.data(), file, |_| Ok(()))?
            }
            (Kind::Account, Some(file)) => {
                place.file(&scratch.file("account.db"), file, |db| place.account(db))?
            }
            (Kind::PgDump, None) => place.dump(&manifest)?,
            (Kind::Account, None) => {
                place.schema(&schemas::schema(place.url)?, || place.account(&place.opened()?))?
            }
            (Kind::Sqlite | Kind::PgDump, _) => {
                return Err(Failure::Asked(words.t("backup-other-engine")));
            }
        };
        let said = [
            ("at", arg(manifest.made_at.format("%Y-%m-%d %H:%M").to_string())),
            ("place", arg(config.database_url.to_string())),
        ];
        println!("{}", words.say("backup-restored", &said));
        if !again.is_empty() {
            println!("{}", words.t("backup-erased-again"));
            again.iter().for_each(|id| println!("{id}"));
        }
        Ok(())
    }
}

/// Opens the backup into the folder, and counts all of it.
fn unpacked(
    (sealed, size): (impl Read, u64),
    key: &BackupKey,
    scratch: &Scratch,
    words: &'static Words,
) -> Result<Manifest, Failure> {
    let refused = |fault: &BackupError| {
        Failure::Said(words.say("backup-refused", &[("why", arg(why(fault, words)))]))
    };
    let data = scratch.file("data");
    let progress = Progress::waiting();
    progress.watch();
    let unpack = || {
        progress.count_bytes(size);
        let (manifest, body) =
            backup::open(progress.reading(sealed), key).map_err(|fault| refused(&fault))?;
        let out = private(&data)
            .map_err(|why| Failure::File { file: data.display().to_string(), why })?;
        backup::unpack(&manifest, body, out).map_err(|fault| refused(&fault))?;
        // From here on it is done to its end.
        progress.go_on()?;
        Ok(manifest)
    };
    let manifest = unpack();
    progress.ended(manifest, words)
}

/// Tells where a backup goes.
struct Place<'c> {
    url: &'c DatabaseUrl,
    replace: bool,
    scratch: &'c Scratch,
    words: &'static Words,
    now: Moment,
}

impl Place<'_> {
    /// Tells what was unpacked.
    fn data(&self) -> PathBuf {
        self.scratch.file("data")
    }

    /// Makes a database file ready beside, and puts it in its place. Answers who was erased there
    /// and is here again.
    fn file(
        &self,
        fresh: &Path,
        file: &Path,
        fill: impl FnOnce(&Db) -> Result<(), Failure>,
    ) -> Result<Vec<Id>, Failure> {
        let there = file.metadata().is_ok_and(|m| m.len() > 0);
        let mut ordered = Vec::new();
        if there {
            self.may_replace()?;
            ordered = self.ordered();
            self.let_go(file)?;
        }
        let db =
            Db::open(&DatabaseUrl::Sqlite(fresh.to_owned()), Pools { readers: 1, writers: 1 })?;
        fill(&db)?;
        let aside = if there { Some(self.aside(file)?) } else { None };
        let copy = aside.clone();
        let again =
            db.write_blocking(move |conn| restored::settle(conn, &ordered, copy.as_ref()))?;
        drop(db);
        // Whole in itself, whatever has not let go of the other one yet.
        let ready = self.scratch.file("ready.db");
        snapshot::take(fresh, &ready)?;
        snapshot::examine(&ready).map_err(|error| self.unfit(error))?;
        let named = |why| Failure::File { file: file.display().to_string(), why };
        let Some(aside) = aside.and_then(|copy| copy.place) else {
            std::fs::rename(&ready, file).map_err(named)?;
            return Ok(again);
        };
        std::fs::rename(file, &aside).map_err(named)?;
        if let Err(why) = std::fs::rename(&ready, file) {
            // Nothing took its place: it goes back to it.
            drop(std::fs::rename(&aside, file));
            return Err(named(why));
        }
        self.kept(&aside);
        Ok(again)
    }

    /// A database file that is about to be set aside, as it is recorded.
    fn aside(&self, file: &Path) -> Result<WholeCopy, Failure> {
        self.let_go(file)?;
        let sha256 =
            hash(file).map_err(|why| Failure::File { file: file.display().to_string(), why })?;
        let aside =
            file.with_added_extension(format!("replaced-{}", self.now.format("%Y%m%dT%H%M%S")));
        Ok(WholeCopy::of_all(CopyKind::Backup, absolute(&aside), sha256, self.now))
    }

    fn let_go(&self, file: &Path) -> Result<(), Failure> {
        snapshot::let_go(file).map_err(|error| match error {
            StoreError::Busy => Failure::Said(self.words.t("backup-in-use")),
            other => other.into(),
        })
    }

    /// Tells what `pg_dump` wrote, in the place of a schema of the same name.
    fn dump(&self, manifest: &Manifest) -> Result<Vec<Id>, Failure> {
        migration::known(&manifest.schema).map_err(|error| self.unfit(error))?;
        let list = server::list(&self.data()).map_err(|why| self.said_by(&why))?;
        let (theirs, ours) =
            (manifest.place.clone().unwrap_or_default(), schemas::schema(self.url)?);
        if theirs != ours {
            let names = [("theirs", arg(theirs)), ("ours", arg(ours))];
            return Err(Failure::Said(self.words.say("backup-other-schema", &names)));
        }
        self.schema(&ours, || {
            server::load(self.url, &self.data(), &list).map_err(|why| self.said_by(&why))
        })
    }

    /// Makes room on a server and fills it; what was there is put back if that does not come to be.
    /// Answers who was erased there and is here again.
    fn schema(
        &self,
        ours: &str,
        fill: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<Vec<Id>, Failure> {
        let (mut ordered, mut aside) = (Vec::new(), None);
        if schemas::occupied(self.url)? {
            self.may_replace()?;
            ordered = self.ordered();
            aside = Some(schemas::set_aside(self.url, self.now)?);
        }
        // It stays on the server, where no file has a hash.
        let copy = aside
            .clone()
            .map(|name| WholeCopy::of_all(CopyKind::Backup, name, String::new(), self.now));
        let filled = fill().and_then(|()| {
            let settle = move |conn: &mut _| restored::settle(conn, &ordered, copy.as_ref());
            Ok(self.opened()?.write_blocking(settle)?)
        });
        match (&filled, &aside) {
            (Ok(_), Some(aside)) => self.kept(aside),
            (Err(_), Some(aside)) => schemas::put_back(self.url, ours, aside)?,
            (_, None) => {}
        }
        filled
    }

    fn opened(&self) -> Result<Db, Failure> {
        Ok(Db::open(self.url, Pools { readers: 1, writers: 1 })?)
    }

    /// A whole account, into an empty database of either engine.
    fn account(&self, db: &Db) -> Result<(), Failure> {
        let data = self.data();
        let zip = File::open(&data)
            .map_err(|why| Failure::File { file: data.display().to_string(), why })?;
        import::account(db, zip, self.words, self.now)
    }

    /// The erasures ordered in what is there. An older schema may not know any.
    fn ordered(&self) -> Vec<restored::Ordered> {
        restored::ordered(self.url).unwrap_or_else(|_| {
            eprintln!("{}", self.words.t("backup-erased-unknown"));
            Vec::new()
        })
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
            other => {
                Failure::Said(self.words.say("backup-refused", &[("why", arg(other.to_string()))]))
            }
        }
    }

    fn said_by(&self, why: &server::ToolError) -> Failure {
        Failure::Said(self.words.say("backup-refused", &[("why", arg(why.to_string()))]))
    }
}
