//! Sealed files: encrypted in the age format with a passphrase or a key file, so that they can be
//! kept anywhere and opened with any age program. What is in them is not known here.

use std::io::{Read, Write};

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, Recipient, scrypt, x25519};
use age_core::format::{FileKey, Stanza};

/// The fewest characters of a passphrase: whoever has the file may guess as long as they like.
pub const SHORTEST: usize = 12;

/// Names what seals and opens.
pub enum BackupKey {
    /// The first one seals, any of them opens.
    Passphrase(Vec<SecretString>),
    File(Box<x25519::Identity>),
}

/// Names why a file was not sealed or not opened.
#[derive(Debug, thiserror::Error)]
pub enum EncryptionError {
    #[error("the passphrase is shorter than {SHORTEST} characters")]
    Short,
    #[error("it is not a text that can be read")]
    NoText,
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

impl BackupKey {
    /// A passphrase of a person's choice, as it was typed or stands in a file.
    pub fn of_passphrase(bytes: &[u8]) -> Result<BackupKey, EncryptionError> {
        let text = plain(bytes).ok_or(EncryptionError::NoText)?;
        if text.chars().count() < SHORTEST {
            Err(EncryptionError::Short)
        } else {
            Ok(BackupKey::Passphrase(vec![text.into()]))
        }
    }

    /// A passphrase as somebody gives it to open with, however short: the file says whether it is
    /// right. Programs before this one sealed with the text as it stands, its byte-order mark and
    /// its line ends among it.
    pub fn of_given(bytes: &[u8]) -> Result<BackupKey, EncryptionError> {
        let as_it_stands = std::str::from_utf8(bytes).ok().map(|text| text.trim().to_owned());
        let mut texts: Vec<String> = plain(bytes).into_iter().chain(as_it_stands).collect();
        texts.dedup();
        if texts.is_empty() {
            return Err(EncryptionError::NoText);
        }
        Ok(BackupKey::Passphrase(texts.into_iter().map(SecretString::from).collect()))
    }

    /// The first key of a key file; lines that begin with `#` are remarks.
    pub fn of_file(bytes: &[u8]) -> Result<BackupKey, EncryptionError> {
        let text = plain(bytes).ok_or(EncryptionError::NoKey)?;
        let mut lines =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let key = lines.next().and_then(|line| line.parse::<x25519::Identity>().ok());
        key.map(|key| BackupKey::File(Box::new(key))).ok_or(EncryptionError::NoKey)
    }

    /// A writer that seals; nothing is whole until its `finish`.
    pub fn seal<W: Write>(&self, out: W) -> Result<StreamWriter<W>, EncryptionError> {
        let sealed = match self {
            BackupKey::Passphrase(texts) => {
                let first = texts.first().ok_or(EncryptionError::NoText)?;
                Encryptor::with_user_passphrase(first.clone())
            }
            BackupKey::File(key) => {
                Encryptor::with_recipients([&key.to_public() as &dyn Recipient].into_iter())?
            }
        };
        Ok(sealed.wrap_output(out)?)
    }

    /// A reader of what was sealed. Each part is checked before it is handed on.
    pub fn open<R: Read>(&self, from: R) -> Result<impl Read + use<R>, EncryptionError> {
        let sealed = Decryptor::new(from).map_err(fault)?;
        let opened = match self {
            BackupKey::Passphrase(texts) => {
                let any = AnyOf(texts.iter().cloned().map(scrypt::Identity::new).collect());
                sealed.decrypt([&any as &dyn Identity].into_iter())
            }
            BackupKey::File(key) => sealed.decrypt([&**key as &dyn Identity].into_iter()),
        };
        opened.map_err(fault)
    }
}

/// Several readings of one passphrase. `age` itself gives up after the first that is wrong.
struct AnyOf(Vec<scrypt::Identity>);

impl Identity for AnyOf {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let mut last = None;
        for one in &self.0 {
            last = one.unwrap_stanza(stanza);
            if matches!(last, Some(Ok(_))) {
                return last;
            }
        }
        last
    }
}

/// Tells what a person wrote, however their editor keeps texts: out of UTF-16, without a byte-order
/// mark, its lines ended alike. What it answers is what backups are sealed with: it must not
/// change.
fn plain(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        // No passphrase holds a zero: each second byte of plain letters is one.
        [_, 0, ..] => utf16(bytes, u16::from_le_bytes)?,
        [0, _, ..] => utf16(bytes, u16::from_be_bytes)?,
        _ => String::from_utf8(bytes.to_vec()).ok()?,
    };
    Some(text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.ok().filter(|_| rest.is_empty())
}

/// The text of a new key file.
pub fn new_key_file() -> String {
    let key = x25519::Identity::generate();
    format!("# public key: {}\n{}\n", key.to_public(), key.to_string().expose_secret())
}

fn fault(error: DecryptError) -> EncryptionError {
    match error {
        DecryptError::NoMatchingKeys
        | DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed => EncryptionError::WrongKey,
        DecryptError::Io(why) if why.kind() != std::io::ErrorKind::UnexpectedEof => {
            EncryptionError::Io(why)
        }
        other => EncryptionError::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &BackupKey, text: &[u8]) -> Vec<u8> {
        let mut writer = key.seal(Vec::new()).expect("a writer");
        writer.write_all(text).expect("written");
        writer.finish().expect("whole")
    }

    fn opened(key: &BackupKey, bytes: &[u8]) -> Result<Vec<u8>, EncryptionError> {
        let mut out = Vec::new();
        key.open(bytes)?.read_to_end(&mut out).map_err(EncryptionError::Io)?;
        Ok(out)
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_alone() {
        let (one, other) = (
            BackupKey::of_file(new_key_file().as_bytes()).expect("a key"),
            BackupKey::of_file(new_key_file().as_bytes()).expect("a key"),
        );
        let bytes = sealed(&one, b"confided");
        assert!(!bytes.windows(8).any(|w| w == b"confided"));
        assert_eq!(opened(&one, &bytes).expect("opened"), b"confided");
        assert!(matches!(opened(&other, &bytes), Err(EncryptionError::WrongKey)));
        assert!(matches!(opened(&one, b"a letter"), Err(EncryptionError::Broken(_))));
        let short = bytes.get(..bytes.len() - 3).expect("most of it");
        assert!(opened(&one, short).is_err());
    }

    #[test]
    fn a_short_passphrase_seals_nothing() {
        assert!(matches!(BackupKey::of_passphrase(b" eleven char "), Err(EncryptionError::Short)));
        assert!(matches!(
            BackupKey::of_passphrase(b"\xef\xbb\xbf eleven char"),
            Err(EncryptionError::Short)
        ));
        assert!(BackupKey::of_passphrase(b"a walk before breakfast").is_ok());
        assert!(matches!(BackupKey::of_file(b"# nothing\n"), Err(EncryptionError::NoKey)));
    }

    /// A text in every way in which editors keep it.
    fn kept(text: &str) -> Vec<Vec<u8>> {
        let units =
            |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        vec![
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
            marked(b"\xff\xfe", units(u16::to_le_bytes)),
            marked(b"\xfe\xff", units(u16::to_be_bytes)),
        ]
    }

    #[test]
    fn a_passphrase_is_the_same_whatever_editor_wrote_it() {
        for text in [
            "朝の散歩 before\nbreakfast",
            "朝の散歩 before\r\nbreakfast\r\n",
            "朝の散歩 before\rbreakfast \r",
        ] {
            for bytes in kept(text) {
                assert_eq!(
                    plain(&bytes).as_deref(),
                    Some("朝の散歩 before\nbreakfast"),
                    "{bytes:?}"
                );
            }
        }
        let unmarked: Vec<u8> = "a walk\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(plain(&unmarked).as_deref(), Some("a walk"));
        assert_eq!(plain(b"\xff\xfea"), None, "half a letter");
        assert_eq!(plain(b"\x92\xa9"), None);
    }

    #[test]
    fn a_key_file_is_read_whatever_editor_wrote_it() {
        let text = new_key_file().replace('\n', "\r\n");
        let sealing = BackupKey::of_file(text.as_bytes()).expect("a key");
        let bytes = sealed(&sealing, b"confided");
        for written in kept(&text) {
            assert_eq!(
                opened(&BackupKey::of_file(&written).expect("a key"), &bytes).expect("opened"),
                b"confided"
            );
        }
    }

    #[test]
    fn what_an_earlier_program_sealed_still_opens() {
        let file = "\u{feff}a walk before\r\nbreakfast\r\n".as_bytes();
        let before = "\u{feff}a walk before\r\nbreakfast";
        let old = sealed(&BackupKey::Passphrase(vec![before.to_owned().into()]), b"confided");
        assert_eq!(
            opened(&BackupKey::of_given(file).expect("a key"), &old).expect("opened"),
            b"confided"
        );
        let new = sealed(&BackupKey::of_passphrase(file).expect("a key"), b"confided");
        assert_eq!(
            opened(&BackupKey::of_given(file).expect("a key"), &new).expect("opened"),
            b"confided"
        );
        let typed = BackupKey::of_given("a walk before\nbreakfast".as_bytes()).expect("a key");
        assert_eq!(opened(&typed, &new).expect("opened"), b"confided", "as it is typed elsewhere");
        assert!(matches!(opened(&typed, &old), Err(EncryptionError::WrongKey)));
    }
}
