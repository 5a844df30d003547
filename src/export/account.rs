//! A whole account as one ZIP: the JSON that can be taken in again, and beside it what people can
//! read without any program: each person's file as Markdown, and lists for a spreadsheet. Nothing
//! in the ZIP depends on the clock but what says so.

mod sheets;

use std::io::{Seek, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::sheets::Sheets;
use super::markdown;
use super::summary::{Order, Source};
use crate::method::disclosure::{Extent, Profile};
use crate::method::{Moment, moment};
use crate::store::account::{Each, FORMAT, Reach, VERSION, Within, export_archive};
use crate::store::{Answer, Conn, StoreError, pillar};
use crate::words::Words;

/// The entry that is taken in again.
pub const ACCOUNT: &str = "account.json";
/// The entry that says what the ZIP is.
pub const MANIFEST: &str = "manifest.json";

/// Holds what a ZIP says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// In UTC.
    pub made_at: Moment,
    /// Tells whose records are in it: `database`, `practice`, `own`.
    pub scope: String,
    pub people: usize,
    /// Of `account.json`, in hexadecimal.
    pub sha256: String,
}

/// Holds what an account is written with.
pub struct Making {
    pub reach: Reach,
    pub words: &'static Words,
    pub now: Moment,
}

impl Making {
    /// Writes the ZIP, calling `each` twice for every person. One snapshot holds for all of it.
    pub fn write<W: Write + Seek>(&self, conn: &mut Conn, out: W, each: Each<'_>) -> Answer<W> {
        let within = Within::of(conn, &self.reach)?;
        let mut zip = ZipWriter::new(out);
        start(&mut zip, ACCOUNT)?;
        let mut account = Hashing::new(zip);
        export_archive(conn, &within, &mut account, each)?;
        let (mut zip, sha256) = account.done();
        let people = self.people(conn, &within, &mut zip, each)?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: self.now,
            scope: self.reach.name().to_owned(),
            people,
            sha256,
        };
        let manifest = serde_json::to_vec_pretty(&manifest)
            .map_err(|why| StoreError::Unwritten(why.into()))?;
        put(&mut zip, MANIFEST, &manifest)?;
        put(&mut zip, "README.txt", self.words.t("account-readme").as_bytes())?;
        zip.finish().map_err(unwritten)
    }

    /// The files for people: one document of each, and the lists. Answers how many people there
    /// are.
    fn people(
        &self,
        conn: &mut Conn,
        within: &Within,
        zip: &mut ZipWriter<impl Write + Seek>,
        each: Each<'_>,
    ) -> Answer<usize> {
        let mut sheets = Sheets::new(self.words)?;
        let files = within.files()?;
        for (viewer, id) in &files {
            let source = Source::load(conn, viewer, id)?;
            let as_of = moment::local(self.now, viewer.tz).date();
            let lang = source.file.person.locale;
            let order = Order { profile: Profile::File, extent: Extent::default(), as_of, lang };
            let name = file_name(source.file.person.display_name.as_str());
            // Nothing is ever lacking for the consultant's own file.
            let document = source
                .document(&order)
                .map_err(|why| StoreError::Unwritten(std::io::Error::other(why)))?;
            put(zip, &format!("people/{name}-{id}.md"), markdown::render(&document).as_bytes())?;
            sheets.add(&source.file, &pillar::list(conn, viewer)?, viewer.name.as_str(), as_of)?;
            each()?;
        }
        for (name, bytes) in sheets.files()? {
            put(zip, name, &bytes)?;
        }
        Ok(files.len())
    }
}

fn start(zip: &mut ZipWriter<impl Write + Seek>, name: &str) -> Answer<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .large_file(name == ACCOUNT);
    zip.start_file(name, options).map_err(unwritten)
}

/// One more file in a ZIP.
pub(super) fn put(zip: &mut ZipWriter<impl Write + Seek>, name: &str, bytes: &[u8]) -> Answer<()> {
    start(zip, name)?;
    zip.write_all(bytes).map_err(StoreError::Unwritten)
}

/// Tells why a ZIP was not written, as the store says it.
pub(super) fn unwritten(why: zip::result::ZipError) -> StoreError {
    StoreError::Unwritten(why.into())
}

/// A name that every file system takes, and that leads nowhere else.
pub(super) fn file_name(of: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | '・' | 'ー') { c } else { '_' }
    };
    of.chars().take(60).map(plain).collect::<String>().trim_matches(['.', ' ']).to_owned()
}

/// The SHA-256 of these bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A writer that knows the SHA-256 of what went through it.
pub struct Hashing<W> {
    out: W,
    digest: Sha256,
}

impl<W> Hashing<W> {
    pub fn new(out: W) -> Hashing<W> {
        Hashing { out, digest: Sha256::new() }
    }

    /// Tells what was written to, and the hash in hexadecimal.
    pub fn done(self) -> (W, String) {
        (self.out, self.digest.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.digest.update(bytes.get(..n).unwrap_or(bytes));
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
