//! A browser of the smallest kind: HTTP/1.1 with keep-alive, cookies and form fields; cheap beside
//! what it measures.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> Connection {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("a TCP connection");
        Connection { stream, buffer: Vec::with_capacity(1 << 16) }
    }

    pub async fn send(&mut self, request: &[u8]) -> Answer {
        self.stream.write_all(request).await.expect("the request is sent");
        self.buffer.clear();
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        let body = match header(&head, "content-length").and_then(|n| n.parse::<usize>().ok()) {
            Some(length) => {
                while self.buffer.len() < end + length {
                    self.more().await;
                }
                self.buffer[end..end + length].to_vec()
            }
            None if header(&head, "transfer-encoding").is_some() => {
                while find(&self.buffer[end..], b"\r\n0\r\n\r\n").is_none() {
                    self.more().await;
                }
                self.buffer[end..].to_vec()
            }
            None => Vec::new(),
        };
        Answer { status, head, body }
    }

    async fn more(&mut self) {
        let n = self.stream.read_buf(&mut self.buffer).await.expect("the answer is read");
        assert!(n > 0, "the server hung up");
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// A header's value, whatever its case.
pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines()
        .filter_map(|l| l.split_once(": "))
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

/// Someone who is signed in.
pub struct Visitor {
    address: String,
    cookies: String,
}

impl Visitor {
    pub async fn sign_in(address: &str, email: &str, password: &str) -> Visitor {
        let mut visitor = Visitor { address: address.to_owned(), cookies: String::new() };
        let page = visitor.get("/login").await;
        visitor.keep_cookies(&page.head);
        let html = String::from_utf8_lossy(&page.body).into_owned();
        let csrf = hidden(&html, "csrf").unwrap_or_default();
        let fields = [("csrf", csrf.as_str()), ("email", email), ("password", password)];
        let answer = visitor.send(&visitor.post("/login", &fields)).await;
        assert!((300..400).contains(&answer.status), "signing in answered {}", answer.status);
        visitor.keep_cookies(&answer.head);
        visitor
    }

    fn keep_cookies(&mut self, head: &str) {
        for line in head.lines().filter(|l| l.to_ascii_lowercase().starts_with("set-cookie:")) {
            let pair = line[11..].trim().split(';').next().unwrap_or_default();
            let name = pair.split('=').next().unwrap_or_default().to_owned();
            let kept: Vec<&str> = self
                .cookies
                .split("; ")
                .filter(|c| !c.is_empty() && !c.starts_with(&format!("{name}=")))
                .collect();
            self.cookies = kept.into_iter().chain([pair]).collect::<Vec<_>>().join("; ");
        }
    }

    pub fn request(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let content = if body.is_empty() {
            String::new()
        } else {
            format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                body.len()
            )
        };
        let origin = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.address);
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{origin}{content}\r\n{body}",
            self.address, self.cookies
        )
        .into_bytes()
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let body: Vec<String> =
            fields.iter().map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
        self.request("POST", path, &body.join("&"))
    }

    /// A file of this kind, handed in.
    pub fn upload(&self, path: &str, csrf: &str, kind: &str, file: &str) -> Vec<u8> {
        let field = |name: &str, value: &str| {
            format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let head =
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\n";
        let body =
            format!("{}{}{head}{file}\r\n--part--\r\n", field("csrf", csrf), field("kind", kind));
        let request = String::from_utf8_lossy(&self.request("POST", path, &body)).into_owned();
        request
            .replacen("application/x-www-form-urlencoded", "multipart/form-data; boundary=part", 1)
            .into_bytes()
    }

    pub async fn send(&self, request: &[u8]) -> Answer {
        Connection::open(&self.address).await.send(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(&self.request("GET", path, "")).await
    }

    /// How many bytes a page is on the line to a browser, which takes it compressed.
    pub async fn weight(&self, path: &str) -> usize {
        let plain = self.request("GET", path, "");
        let head = plain.strip_suffix(b"\r\n").unwrap_or(&plain);
        self.send(&[head, b"Accept-Encoding: gzip\r\n\r\n"].concat()).await.body.len()
    }
}

/// The value of a hidden field.
pub fn hidden(html: &str, name: &str) -> Option<String> {
    let at = html.find(&format!("name=\"{name}\""))?;
    let tag = &html[html[..at].rfind('<')?..];
    let tag = &tag[..tag.find('>')?];
    let value = &tag[tag.find("value=\"")? + 7..];
    Some(value[..value.find('"')?].to_owned())
}

fn encoded(s: &str) -> String {
    s.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}
