//! The token of a login: random, in a cookie, and in the database only as its hash.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::password;

/// 256 bits nobody can guess, as text.
pub fn fresh() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(password::random::<32>()?))
}

/// What the database knows of a token or of a throttled address: SHA-256 in hexadecimal.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `__Host-` binds the cookie to this host and to encrypted lines; a browser refuses it on others.
fn name(secure: bool) -> &'static str {
    if secure { "__Host-ryokai" } else { "ryokai" }
}

/// The token a browser sent.
pub fn in_cookie(headers: &HeaderMap, secure: bool) -> Option<String> {
    CookieJar::from_headers(headers).get(name(secure)).map(|cookie| cookie.value().to_owned())
}

/// Hands the browser a token for so many days.
pub fn hand_out(token: &str, days: u32, secure: bool) -> [(HeaderName, String); 1] {
    set(token, u64::from(days) * 86_400, secure)
}

/// Takes it back.
pub fn take_back(secure: bool) -> [(HeaderName, String); 1] {
    set("", 0, secure)
}

fn set(value: &str, seconds: u64, secure: bool) -> [(HeaderName, String); 1] {
    let only = if secure { "; Secure" } else { "" };
    let name = name(secure);
    [(SET_COOKIE, format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{only}"))]
}
