//! The token of a login: random, in a cookie, and in the database only as its hash.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::Error;
use crate::password;
use crate::web::guard::Peer;

/// 256 bits nobody can guess, as text.
pub fn fresh() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(password::random::<32>()?))
}

/// What the database knows of a token or of a throttled address: SHA-256 in hexadecimal.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The cookies of this installation. Another one on the same host has cookies of its own: a browser does not tell ports
/// apart.
pub struct Cookies<'a> {
    installation: &'a str,
    secure: bool,
}

impl<'a> Cookies<'a> {
    pub fn of(app: &'a App, peer: Peer) -> Cookies<'a> {
        Cookies { installation: app.db.installation(), secure: peer.secure }
    }

    /// The token of a login that a browser sent.
    pub fn login(&self, headers: &HeaderMap) -> Option<String> {
        CookieJar::from_headers(headers).get(&self.name()).map(|cookie| cookie.value().to_owned())
    }

    /// Hands the browser the token of a login for so many days.
    pub fn hand_out(&self, token: &str, days: u32) -> [(HeaderName, String); 1] {
        self.set(token, u64::from(days) * 86_400)
    }

    /// Takes it back.
    pub fn take_back(&self) -> [(HeaderName, String); 1] {
        self.set("", 0)
    }

    /// `__Host-` binds the cookie to this host and to encrypted lines; a browser refuses it on others.
    fn name(&self) -> String {
        let host = if self.secure { "__Host-" } else { "" };
        format!("{host}ryokai-{}", self.installation)
    }

    fn set(&self, value: &str, seconds: u64) -> [(HeaderName, String); 1] {
        let (name, only) = (self.name(), if self.secure { "; Secure" } else { "" });
        [(SET_COOKIE, format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{only}"))]
    }
}
