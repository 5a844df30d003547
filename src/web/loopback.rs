//! A calendar that another program on this very machine hands out: the one thing this program ever
//! fetches.
//!
//! Only an address of the loopback is taken, and it is connected to as a number: no name is looked
//! up that could lead elsewhere, no redirect is followed, nothing is sent but the question. Whoever
//! asks learns whether a calendar came, and not why none did.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, HOST};
use axum::http::{Request, StatusCode, Uri};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Sets how long all of it may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Names why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Not an address of this machine.
    Foreign,
    /// Nothing came that could be read.
    Silent,
}

/// The text at an `http` address of the loopback, of so many bytes at most.
pub async fn fetch(address: &str, most: usize) -> Result<String, Fault> {
    let uri: Uri = address.trim().parse().map_err(|_| Fault::Foreign)?;
    let to = place(&uri).ok_or(Fault::Foreign)?;
    match timeout(PATIENCE, ask(&uri, to, most)).await {
        Ok(Some(text)) => Ok(text),
        Ok(None) | Err(_) => Err(Fault::Silent),
    }
}

/// Tells where to connect to; none for an address that is not of the loopback.
fn place(uri: &Uri) -> Option<SocketAddr> {
    let authority = uri.authority()?;
    if uri.scheme_str() != Some("http") || authority.as_str().contains('@') {
        return None;
    }
    let host = authority.host();
    let ip = match host {
        "localhost" => IpAddr::V4(Ipv4Addr::LOCALHOST),
        host => host.trim_start_matches('[').trim_end_matches(']').parse().ok()?,
    };
    ip.is_loopback().then(|| SocketAddr::new(ip, uri.port_u16().unwrap_or(80)))
}

async fn ask(uri: &Uri, to: SocketAddr, most: usize) -> Option<String> {
    let stream = TcpStream::connect(to).await.ok()?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.ok()?;
    let driver = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path).header(HOST, to.to_string()).header(ACCEPT, "text/calendar");
    let answer = async {
        let response = sender.send_request(request.body(Body::empty()).ok()?).await.ok()?;
        if response.status() != StatusCode::OK {
            return None;
        }
        let bytes = to_bytes(Body::new(response.into_body()), most).await.ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    };
    let text = answer.await;
    driver.abort();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked() {
        let to =
            |address: &str| place(&address.parse().expect("an address")).map(|to| to.to_string());
        assert_eq!(to("http://127.0.0.1:5232/a.ics").as_deref(), Some("127.0.0.1:5232"));
        assert_eq!(to("http://localhost/a.ics").as_deref(), Some("127.0.0.1:80"));
        assert_eq!(to("http://[::1]:5232/").as_deref(), Some("[::1]:5232"));
        for away in [
            "https://127.0.0.1/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest",
            "http://example.org/",
            "http://127.0.0.1.example.org/",
            "http://user@127.0.0.1/",
            "http://0.0.0.0/",
            "http://2130706433/",
            "/a.ics",
        ] {
            assert_eq!(to(away), None, "{away}");
        }
    }
}
