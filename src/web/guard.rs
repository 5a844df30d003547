//! Keeps what holds for every request before any page sees it: who is at the other end of the line,
//! that forms come from our own pages, and the headers that keep a browser from doing more than it
//! should.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, HOST, ORIGIN, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::config::Config;
use crate::error::Error;

/// The other end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// The reader's address; behind a trusted proxy, the one it names.
    pub address: IpAddr,
    /// True if the reader's line is encrypted.
    pub secure: bool,
}

/// Nobody in particular: where the line's address is not known.
impl Default for Peer {
    fn default() -> Peer {
        Peer { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), secure: false }
    }
}

/// The layer around all pages.
pub async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let line = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let line = line.unwrap_or(Peer::default().address);
    let peer = peer(&app.config, line, request.headers());
    warn_of_proxy(&app.config, line, request.headers());
    request.extensions_mut().insert(peer);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = if reads || from_our_page(&app.config, request.headers()) {
        next.run(request).await
    } else {
        Error::NotOurForm.into_response()
    };
    dress(response.headers_mut(), peer.secure);
    response
}

/// Says once that a proxy on this machine is not trusted: all who come through it count as one
/// visitor.
fn warn_of_proxy(config: &Config, line: IpAddr, headers: &HeaderMap) {
    static SAID: Once = Once::new();
    if config.trusted_proxies.is_empty()
        && line.is_loopback()
        && headers.contains_key("x-forwarded-for")
    {
        SAID.call_once(
            || tracing::warn!(%line, "a proxy is not trusted: all its visitors count as one; set trusted-proxies"),
        );
    }
}

/// Tells who is at the other end: a proxy is believed only if the settings trust it.
fn peer(config: &Config, line: IpAddr, headers: &HeaderMap) -> Peer {
    let public = config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let line = line.to_canonical();
    if !config.trusted_proxies.contains(&line) {
        return Peer { address: line, secure: public };
    }
    // A proxy may add a line of its own after one that anybody may have written: all of them, in
    // order.
    let said = |name: &str| -> Vec<&str> {
        headers
            .get_all(name)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(','))
            .map(str::trim)
            .collect()
    };
    let secure =
        public || said("x-forwarded-proto").last().is_some_and(|p| p.eq_ignore_ascii_case("https"));
    // The last address that no trusted proxy has: whatever stands before it, or before what is no
    // address, anybody may have written.
    let hops = said("x-forwarded-for");
    let hops = hops.iter().rev().map_while(|hop| named(hop)).map(|hop| hop.to_canonical());
    let address =
        hops.into_iter().find(|hop| !config.trusted_proxies.contains(hop)).unwrap_or(line);
    Peer { address, secure }
}

/// The address of one hop. Some proxies write its port beside it: `192.0.2.1:4711`,
/// `[2001:db8::1]:4711`.
fn named(hop: &str) -> Option<IpAddr> {
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let with_port = || hop.parse().ok().map(|socket: SocketAddr| socket.ip());
    hop.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// True unless the browser says that a foreign page sent the form. A program that says nothing
/// carries no cookie of anybody's; forms of signed-in pages carry their token besides.
fn from_our_page(config: &Config, headers: &HeaderMap) -> bool {
    let said = |name: HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or("unreadable"));
    if let Some(site) = said(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = said(ORIGIN) else { return true };
    match &config.public_url {
        Some(url) => origin.eq_ignore_ascii_case(url),
        None => origin.split_once("://").is_some_and(|(_, host)| said(HOST) == Some(host)),
    }
}

const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: with it browsers send our own forms with `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

fn dress(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Given;

    fn config(public: &str) -> Config {
        let given = Given {
            public_url: Some(public.into()),
            trusted_proxies: Some("10.0.0.1".into()),
            ..Given::default()
        };
        Config::try_from(given).expect("settings")
    }

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter()
            .map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let said = headers(&[
            ("x-forwarded-for", "1.1.1.1, 2.2.2.2, 10.0.0.1"),
            ("x-forwarded-proto", "https"),
        ]);
        let ip = |s: &str| s.parse::<IpAddr>().expect("an address");
        assert_eq!(
            peer(&config(""), ip("10.0.0.1"), &said),
            Peer { address: ip("2.2.2.2"), secure: true }
        );
        assert_eq!(
            peer(&config(""), ip("10.0.0.9"), &said),
            Peer { address: ip("10.0.0.9"), secure: false }
        );
        let mut two = headers(&[("x-forwarded-for", "1.1.1.1")]);
        two.append("x-forwarded-for", HeaderValue::from_static("2.2.2.2"));
        assert_eq!(peer(&config(""), ip("::ffff:10.0.0.1"), &two).address, ip("2.2.2.2"));
        let odd = headers(&[("x-forwarded-for", "1.1.1.1, unknown, 10.0.0.1")]);
        assert_eq!(peer(&config(""), ip("10.0.0.1"), &odd).address, ip("10.0.0.1"));
        assert!(peer(&config("https://ryokai.example"), ip("10.0.0.9"), &said).secure);
    }

    #[test]
    fn a_hop_is_read_with_its_port() {
        let ip = |s: &str| s.parse::<IpAddr>().expect("an address");
        for (hop, address) in [
            ("192.0.2.7:4711", "192.0.2.7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[::ffff:192.0.2.7]:4711", "192.0.2.7"),
        ] {
            let mut said = HeaderMap::new();
            said.insert(
                "x-forwarded-for",
                HeaderValue::from_str(&format!("1.1.1.1, {hop}, 10.0.0.1:80")).expect("a value"),
            );
            assert_eq!(peer(&config(""), ip("10.0.0.1"), &said).address, ip(address), "{hop}");
        }
        for odd in
            ["192.0.2.7:", "192.0.2.7:99999", "[192.0.2.7]", "_hidden", "\"[2001:db8::7]:1\""]
        {
            assert_eq!(named(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_form_of_a_foreign_page_is_not_ours() {
        let host = ("host", "127.0.0.1:8080");
        assert!(from_our_page(&config(""), &headers(&[host, ("sec-fetch-site", "same-origin")])));
        assert!(from_our_page(&config(""), &headers(&[host, ("origin", "http://127.0.0.1:8080")])));
        assert!(!from_our_page(&config(""), &headers(&[host, ("sec-fetch-site", "same-site")])));
        assert!(!from_our_page(&config(""), &headers(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(!from_our_page(&config(""), &headers(&[host, ("origin", "https://evil.example")])));
        assert!(!from_our_page(&config(""), &headers(&[host, ("origin", "null")])));
        let public = config("https://ryokai.example");
        assert!(from_our_page(&public, &headers(&[host, ("origin", "https://ryokai.example")])));
        assert!(!from_our_page(&public, &headers(&[host, ("origin", "http://127.0.0.1:8080")])));
    }
}
