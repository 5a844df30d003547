//! The tokens of a login and of a browser: random, in cookies, and in the database only as their
//! hashes.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum::response::AppendHeaders;
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::Error;
use crate::method::Id;
use crate::password;
use crate::web::guard::Peer;

/// 256 bits nobody can guess, as text.
pub fn fresh() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(password::random::<32>()?))
}

/// Tells what the database knows of a token or of a throttled address: SHA-256 in hexadecimal.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The key with which a browser encrypts what it keeps of one member: made of what only this
/// database knows of them. It is the same at each sign-in until they choose another password.
pub fn device_key(installation: &str, member: &Id, password_hash: &str) -> String {
    let parts = ["ryokai: texts on a device", installation, member.as_str(), password_hash];
    let digest = parts.iter().fold(Sha256::new(), |all, part| {
        all.chain_update(part.len().to_be_bytes()).chain_update(part)
    });
    STANDARD.encode(digest.finalize())
}

/// Names what a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody is signed in.
    Login,
    /// Somebody has signed in with this browser before.
    Device,
}

/// The cookies of this installation. Another one on the same host has cookies of its own: a browser
/// does not tell ports apart.
pub struct Cookies<'a> {
    installation: &'a str,
    secure: bool,
}

impl<'a> Cookies<'a> {
    pub fn of(app: &'a App, peer: Peer) -> Cookies<'a> {
        Cookies { installation: app.db.installation(), secure: peer.secure }
    }

    /// The token of this kind that a browser sent.
    pub fn sent(&self, kind: Kind, headers: &HeaderMap) -> Option<String> {
        CookieJar::from_headers(headers)
            .get(&self.name(kind))
            .map(|cookie| cookie.value().to_owned())
    }

    /// Hands the browser a token for so many days.
    pub fn hand_out(&self, kind: Kind, token: &str, days: u32) -> (HeaderName, String) {
        self.set(kind, token, u64::from(days) * 86_400)
    }

    /// Takes the token of the login back. The browser stays known.
    pub fn take_back(&self) -> AppendHeaders<[(HeaderName, String); 1]> {
        AppendHeaders([self.set(Kind::Login, "", 0)])
    }

    /// `__Host-` binds the cookie to this host and to encrypted lines; a browser refuses it on
    /// others.
    fn name(&self, kind: Kind) -> String {
        let host = if self.secure { "__Host-" } else { "" };
        let part = match kind {
            Kind::Login => "",
            Kind::Device => "-device",
        };
        format!("{host}ryokai-{}{part}", self.installation)
    }

    fn set(&self, kind: Kind, value: &str, seconds: u64) -> (HeaderName, String) {
        let (name, only) = (self.name(kind), if self.secure { "; Secure" } else { "" });
        (
            SET_COOKIE,
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{only}"),
        )
    }
}
