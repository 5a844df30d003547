//! The key of a backup: a key file, or a passphrase from a file, the environment, or the terminal.

use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use console::Term;

use super::Failure;
use crate::encryption::{BackupKey, EncryptionError, SHORTEST};
use crate::words::{Words, arg};

/// Sets where a passphrase is taken from when no file is named.
pub const VARIABLE: &str = "RYOKAI_BACKUP_PASSPHRASE";

#[derive(Debug, Args)]
pub struct BackupKeyArgs {
    /// The key file (made with --new-key); without it a passphrase is asked for
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Read the passphrase from this file; else from RYOKAI_BACKUP_PASSPHRASE, else from the
    /// terminal
    #[arg(long, value_name = "FILE", conflicts_with = "key_file")]
    passphrase_file: Option<PathBuf>,
}

impl BackupKeyArgs {
    /// The key. A new passphrase is asked for twice, and has to be long enough.
    pub fn key(&self, words: &Words, new: bool) -> Result<BackupKey, Failure> {
        let passphrase = |bytes: Vec<u8>| {
            if new { BackupKey::of_passphrase(&bytes) } else { BackupKey::of_given(&bytes) }
        };
        let key = match (&self.key_file, &self.passphrase_file) {
            (Some(file), _) => BackupKey::of_file(&read(file)?),
            (None, Some(file)) => passphrase(read(file)?),
            (None, None) => passphrase(asked(words, new)?.into_bytes()),
        };
        key.map_err(|fault| Failure::Asked(why(&fault, words)))
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file).map_err(|why| Failure::File { file: file.display().to_string(), why })
}

fn asked(words: &Words, new: bool) -> Result<String, Failure> {
    if let Ok(text) = std::env::var(VARIABLE) {
        return Ok(text);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Asked(words.t("backup-no-key")));
    }
    let terminal = Term::stderr();
    let ask = |question: String| {
        terminal.write_str(&question)?;
        terminal.read_secure_line()
    };
    let text = ask(words.t("backup-ask-passphrase"))?;
    if new && ask(words.t("backup-ask-again"))? != text {
        return Err(Failure::Asked(words.t("backup-differs")));
    }
    Ok(text)
}

/// Tells what is wrong with a key, or with what it was to open.
pub fn why(fault: &EncryptionError, words: &Words) -> String {
    match fault {
        EncryptionError::Short => words.say("backup-short", &[("n", SHORTEST.into())]),
        EncryptionError::NoText => words.t("backup-no-text"),
        EncryptionError::NoKey => words.t("backup-key-file"),
        EncryptionError::WrongKey => words.t("backup-wrong-key"),
        EncryptionError::Broken(_) => words.t("backup-no-whole"),
        EncryptionError::Seal(why) => {
            words.say("backup-broke-off", &[("why", arg(why.to_string()))])
        }
        EncryptionError::Io(why) => broke_off(why, words),
    }
}

/// Tells why it was not read or written to its end: a part of it that is not what was sealed, or
/// what the machine says.
pub fn broke_off(why: &std::io::Error, words: &Words) -> String {
    match why.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => words.t("backup-cut"),
        _ => words.say("backup-broke-off", &[("why", arg(why.to_string()))]),
    }
}
