//! A ZIP that somebody hands in, as an account. It is read through once, within limits, before
//! anything is done with it: what it says about itself is believed only as far as it was seen to be
//! true.

use std::fs::File;
use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use super::account::{ACCOUNT, MANIFEST, Manifest};

/// Entries a ZIP may have: a document of each person, and a few more.
const ENTRIES: usize = 100_000;
/// The most that the account may come to, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024 * 1024;
/// Sets how much larger than its packed form the account may be; ours come to about twenty times.
const RATIO: u64 = 250;
/// Names what may be larger than that all the same, in bytes.
const SMALL: u64 = 4 * 1024 * 1024;
/// The most that the manifest may come to, in bytes.
const MANIFEST_BYTES: u64 = 64 * 1024;

/// Names why a ZIP is not taken for an account.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("it is not a ZIP, or a part of it is missing: {0}")]
    Broken(String),
    #[error("`{0}` is not in it")]
    Missing(&'static str),
    #[error("it has {0} entries, more than an account has")]
    Crowded(usize),
    #[error("it would unpack to more than an account can be")]
    Swollen,
    #[error("its manifest is not one of an account: {0}")]
    Manifest(String),
    #[error("its account is not the one that the manifest describes")]
    Changed,
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> ArchiveError {
        ArchiveError::Broken(error.to_string())
    }
}

impl From<std::io::Error> for ArchiveError {
    fn from(error: std::io::Error) -> ArchiveError {
        ArchiveError::Broken(error.to_string())
    }
}

/// A ZIP that was read through and found to be what it says.
pub struct Archive {
    zip: ZipArchive<File>,
    pub manifest: Manifest,
}

/// The first bytes of a file, enough to tell what it is.
pub fn beginning(file: &mut impl Read) -> std::io::Result<Cursor<Vec<u8>>> {
    let mut begins = Vec::new();
    file.take(4).read_to_end(&mut begins)?;
    Ok(Cursor::new(begins))
}

/// True if a file that begins like this is a ZIP.
pub fn is_zip(begins: &Cursor<Vec<u8>>) -> bool {
    begins.get_ref().starts_with(b"PK")
}

impl Archive {
    /// Opens it, and reads through its account once.
    pub fn open(file: File) -> Result<Archive, ArchiveError> {
        let mut zip = ZipArchive::new(file)?;
        if zip.len() > ENTRIES {
            return Err(ArchiveError::Crowded(zip.len()));
        }
        let mut text = String::new();
        entry(&mut zip, MANIFEST)?.take(MANIFEST_BYTES).read_to_string(&mut text)?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|e| ArchiveError::Manifest(e.to_string()))?;
        let mut archive = Archive { zip, manifest };
        if archive.hash()? != archive.manifest.sha256 {
            Err(ArchiveError::Changed)
        } else {
            Ok(archive)
        }
    }

    /// The account's JSON.
    pub fn account(&mut self) -> Result<impl Read, ArchiveError> {
        let account = entry(&mut self.zip, ACCOUNT)?;
        let most = most(account.compressed_size());
        Ok(Bounded { inner: account, left: most })
    }

    fn hash(&mut self) -> Result<String, ArchiveError> {
        let mut account = self.account()?;
        let (mut digest, mut page) = (Sha256::new(), vec![0; 64 * 1024]);
        loop {
            let n = account.read(&mut page).map_err(|error| match error.kind() {
                std::io::ErrorKind::FileTooLarge => ArchiveError::Swollen,
                _ => error.into(),
            })?;
            let Some(read) = page.get(..n).filter(|read| !read.is_empty()) else { break };
            digest.update(read);
        }
        Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}

/// An entry by its name. What else is in the ZIP is never unpacked.
fn entry<'z>(
    zip: &'z mut ZipArchive<File>,
    name: &'static str,
) -> Result<zip::read::ZipFile<'z, File>, ArchiveError> {
    zip.by_name(name).map_err(|error| match error {
        ZipError::FileNotFound => ArchiveError::Missing(name),
        other => other.into(),
    })
}

/// The most that so many packed bytes may come to.
fn most(packed: u64) -> u64 {
    packed.saturating_mul(RATIO).clamp(SMALL, LARGEST)
}

/// Reads no further than was agreed, whatever the ZIP says of its size.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(into)?;
        self.left = self.left.checked_sub(n as u64).ok_or(std::io::ErrorKind::FileTooLarge)?;
        Ok(n)
    }
}
