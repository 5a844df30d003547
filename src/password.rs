//! Passwords: argon2id by OWASP's parameters, and the bounded pool in which the web lets them be
//! checked. Nothing here knows members.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// The shortest password, in characters (NIST SP 800-63B asks for 8 at least).
pub const MIN_CHARS: usize = 10;
/// The longest password, in characters.
pub const MAX_CHARS: usize = 128;

/// Passwords everyone tries first; longer than `MIN_CHARS`, or they would be refused anyway.
const COMMON: &[&str] = &[
    "1234567890",
    "0987654321",
    "12345678910",
    "123456789a",
    "qwertyuiop",
    "1q2w3e4r5t",
    "password12",
    "password123",
    "password1234",
    "passw0rd123",
    "iloveyou123",
    "letmein123",
    "welcome123",
    "admin12345",
    "administrator",
    "changeme123",
    "qwerty12345",
    "abcdefghij",
    "abcd123456",
    "abc1234567",
    "1111111111",
    "0000000000",
    "aaaaaaaaaa",
    "sunshine123",
    "princess123",
    "football123",
    "baseball123",
    "dragon12345",
    "monkey12345",
    "asdfghjkl1",
    "zxcvbnm123",
    "p@ssw0rd123",
    "ryokairyokai",
    "coaching123",
    "sakura1234",
    "nihonjin123",
];

/// Names why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    TooShort,
    TooLong,
    TooCommon,
}

/// Names why a password could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many passwords are waiting to be checked")]
    Busy,
    #[error("argon2: {0}")]
    Argon2(#[from] argon2::Error),
    #[error("stored password hash: {0}")]
    Hash(#[from] argon2::password_hash::phc::Error),
    #[error("stored password parameters: {0}")]
    Parameters(#[from] argon2::password_hash::Error),
    #[error("the random number generator failed")]
    Random,
    #[error("the check did not finish")]
    Lost,
}

/// Tells whether a new password may be used; the address may not stand for it.
pub fn judge(password: &str, email: &str) -> Result<(), Weak> {
    let chars = password.chars().count();
    let folded = password.to_lowercase();
    let one_letter = password.chars().skip(1).zip(password.chars()).all(|(a, b)| a == b);
    if chars < MIN_CHARS {
        Err(Weak::TooShort)
    } else if chars > MAX_CHARS {
        Err(Weak::TooLong)
    } else if one_letter || COMMON.contains(&folded.as_str()) || folded == email.to_lowercase() {
        Err(Weak::TooCommon)
    } else {
        Ok(())
    }
}

/// A password no one can guess, to be handed over once: 20 letters and digits in groups of five,
/// without look-alikes.
pub fn invent() -> Result<String, PasswordError> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 20] = random()?;
    let letter = |b: &u8| char::from(LETTERS[usize::from(b % 32)]);
    let groups: Vec<String> =
        bytes.chunks(5).map(|group| group.iter().map(letter).collect()).collect();
    Ok(groups.join("-"))
}

/// Bytes from the system's generator.
pub fn random<const N: usize>() -> Result<[u8; N], PasswordError> {
    use rand::TryRng;
    let mut bytes = [0; N];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| PasswordError::Random)?;
    Ok(bytes)
}

/// The hash to be stored. Takes about 20 ms and 19 MiB: not on a request thread.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let salt = Salt::new(&random::<16>()?)?;
    let params = Params::default();
    let output = Output::new(&derive(password, &salt, params.clone())?)?;
    let stored = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(stored.to_string())
}

/// Tells whether the password is the one that was hashed. As costly as `hash`.
pub fn verify(password: &str, stored: &str) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(stored)?;
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return Ok(false) };
    let output = derive(password, salt, Params::try_from(&stored)?)?;
    Ok(bool::from(output.as_slice().ct_eq(expected.as_bytes())))
}

/// Reserved above the largest size that glibc may keep in its heap (32 MiB), so that it is mapped
/// for each check and given back after it. Only the part in use becomes resident.
const RESERVED_BLOCKS: usize = 33 * 1024;

fn derive(password: &str, salt: &Salt, params: Params) -> Result<[u8; 32], PasswordError> {
    let mut memory: Vec<Block> = Vec::with_capacity(RESERVED_BLOCKS.max(params.block_count()));
    memory.resize(params.block_count(), Block::new());
    let mut out = [0; 32];
    // One password, however a keyboard composes it (NIST SP 800-63B).
    let password: String = password.nfkc().collect();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        password.as_bytes(),
        salt,
        &mut out,
        &mut memory,
    )?;
    Ok(out)
}

/// Checks passwords, a few at a time, while a bounded number wait. A flood of sign-ins costs what a
/// few do.
#[derive(Clone)]
pub struct Hasher {
    slots: Arc<Semaphore>,
    places: Arc<Semaphore>,
    /// Stands in for the hash of an address nobody has, so that both are as much work.
    nobody: Arc<str>,
    done: Arc<AtomicU64>,
}

impl Hasher {
    /// A pool of so many checks at once, with so many waiting.
    pub fn new(slots: u32, queue: u32) -> Result<Hasher, PasswordError> {
        let size = |n: u32| usize::try_from(n).unwrap_or(1);
        Ok(Hasher {
            slots: Arc::new(Semaphore::new(size(slots))),
            places: Arc::new(Semaphore::new(size(slots + queue))),
            nobody: hash(&invent()?)?.into(),
            done: Arc::default(),
        })
    }

    /// The hash to be stored.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.run(move || hash(&password)).await
    }

    /// Tells whether the password is right; without a stored hash it does the same work and says
    /// no.
    pub async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, PasswordError> {
        let nobody = self.nobody.clone();
        self.run(move || {
            Ok(verify(&password, stored.as_deref().unwrap_or(&nobody))? & stored.is_some())
        })
        .await
    }

    /// Tells how many passwords have been hashed since the start.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| PasswordError::Busy)?;
        let slot = self.slots.clone().acquire_owned().await.map_err(|_| PasswordError::Lost)?;
        self.done.fetch_add(1, Ordering::Relaxed);
        // The permits go with the work: a client that hangs up does not make room before the work
        // is done.
        let guarded = move || {
            let result = work();
            drop((slot, place));
            result
        };
        tokio::task::spawn_blocking(guarded).await.map_err(|_| PasswordError::Lost)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let stored = hash("correct horse battery").expect("a hash");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse battery", &stored).expect("a check"));
        assert!(!verify("correct horse batterz", &stored).expect("a check"));
        assert!(verify("ｃorrect horse battery", &stored).expect("a check"));
    }

    #[test]
    fn weak_passwords_are_refused() {
        assert_eq!(judge("short", ""), Err(Weak::TooShort));
        assert_eq!(judge("Password123", ""), Err(Weak::TooCommon));
        assert_eq!(judge("kana@example.org", "Kana@example.org"), Err(Weak::TooCommon));
        assert_eq!(judge(&"長".repeat(10), ""), Err(Weak::TooCommon));
        assert_eq!(judge(&"x1".repeat(65), ""), Err(Weak::TooLong));
        assert_eq!(judge("朝の会議の前に散歩する", ""), Ok(()));
        assert_eq!(judge(&invent().expect("a password"), ""), Ok(()));
    }
}
