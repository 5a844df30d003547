//! Sealed files: encrypted in the age format with a passphrase or a key file, so that they can be kept anywhere and
//! opened with any age program. What is in them is not known here.

use std::io::{Read, Write};

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, Recipient, scrypt, x25519};

/// The fewest characters of a passphrase: whoever has the file may guess as long as they like.
pub const SHORTEST: usize = 12;

/// What seals and opens.
pub enum Key {
    Passphrase(SecretString),
    File(Box<x25519::Identity>),
}

/// Why a file was not sealed or not opened.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    #[error("the passphrase is shorter than {SHORTEST} characters")]
    Short,
    #[error("there is no age key in the key file")]
    NoKey,
    #[error("it is not sealed with this key")]
    WrongKey,
    #[error("it is not a sealed file, or not whole: {0}")]
    Broken(String),
    #[error("it could not be sealed: {0}")]
    Seal(#[from] EncryptError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Key {
    /// A passphrase of a person's choice.
    pub fn of_passphrase(text: &str) -> Result<Key, SealFault> {
        let text = text.trim();
        if text.chars().count() < SHORTEST {
            Err(SealFault::Short)
        } else {
            Ok(Key::Passphrase(text.to_owned().into()))
        }
    }

    /// A passphrase as somebody gives it to open with, however short: the file says whether it is right.
    pub fn of_given(text: &str) -> Key {
        Key::Passphrase(text.trim().to_owned().into())
    }

    /// The first key of a key file; lines that begin with `#` are remarks.
    pub fn of_file(text: &str) -> Result<Key, SealFault> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let key = lines.next().and_then(|line| line.parse::<x25519::Identity>().ok());
        key.map(|key| Key::File(Box::new(key))).ok_or(SealFault::NoKey)
    }

    /// A writer that seals; nothing is whole until its `finish`.
    pub fn seal<W: Write>(&self, out: W) -> Result<StreamWriter<W>, SealFault> {
        let sealed = match self {
            Key::Passphrase(text) => Encryptor::with_user_passphrase(text.clone()),
            Key::File(key) => Encryptor::with_recipients([&key.to_public() as &dyn Recipient].into_iter())?,
        };
        Ok(sealed.wrap_output(out)?)
    }

    /// A reader of what was sealed. Each part is checked before it is handed on.
    pub fn open<R: Read>(&self, from: R) -> Result<impl Read + use<R>, SealFault> {
        let sealed = Decryptor::new(from).map_err(fault)?;
        let opened = match self {
            Key::Passphrase(text) => {
                sealed.decrypt([&scrypt::Identity::new(text.clone()) as &dyn Identity].into_iter())
            }
            Key::File(key) => sealed.decrypt([&**key as &dyn Identity].into_iter()),
        };
        opened.map_err(fault)
    }
}

/// The text of a new key file.
pub fn new_key_file() -> String {
    let key = x25519::Identity::generate();
    format!("# public key: {}\n{}\n", key.to_public(), key.to_string().expose_secret())
}

fn fault(error: DecryptError) -> SealFault {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            SealFault::WrongKey
        }
        DecryptError::Io(why) if why.kind() != std::io::ErrorKind::UnexpectedEof => SealFault::Io(why),
        other => SealFault::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &Key, text: &[u8]) -> Vec<u8> {
        let mut writer = key.seal(Vec::new()).expect("a writer");
        writer.write_all(text).expect("written");
        writer.finish().expect("whole")
    }

    fn opened(key: &Key, bytes: &[u8]) -> Result<Vec<u8>, SealFault> {
        let mut out = Vec::new();
        key.open(bytes)?.read_to_end(&mut out).map_err(SealFault::Io)?;
        Ok(out)
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_alone() {
        let (one, other) =
            (Key::of_file(&new_key_file()).expect("a key"), Key::of_file(&new_key_file()).expect("a key"));
        let bytes = sealed(&one, b"confided");
        assert!(!bytes.windows(8).any(|w| w == b"confided"));
        assert_eq!(opened(&one, &bytes).expect("opened"), b"confided");
        assert!(matches!(opened(&other, &bytes), Err(SealFault::WrongKey)));
        assert!(matches!(opened(&one, b"a letter"), Err(SealFault::Broken(_))));
        let short = bytes.get(..bytes.len() - 3).expect("most of it");
        assert!(opened(&one, short).is_err());
    }

    #[test]
    fn a_short_passphrase_seals_nothing() {
        assert!(matches!(Key::of_passphrase(" eleven char "), Err(SealFault::Short)));
        assert!(Key::of_passphrase("a walk before breakfast").is_ok());
        assert!(matches!(Key::of_file("# nothing\n"), Err(SealFault::NoKey)));
    }
}
