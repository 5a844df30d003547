//! A mail server of the smallest kind, on loopback: it speaks SMTP with one client after another
//! and keeps what it took.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// What the server was handed.
pub struct Taken {
    pub from: String,
    pub to: String,
    /// Headers and body as they came.
    pub data: String,
}

impl Taken {
    /// The text, decoded from base64 or quoted-printable, as its header says.
    pub fn text(&self) -> String {
        use base64::Engine;
        let (head, body) = self.data.split_once("\r\n\r\n").expect("a body");
        let bytes = match head.to_lowercase() {
            head if head.contains("encoding: base64") => {
                let body: String = body.split_whitespace().collect();
                base64::engine::general_purpose::STANDARD.decode(body).expect("base64")
            }
            head if head.contains("encoding: quoted-printable") => unquoted(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).expect("a text")
    }
}

fn unquoted(body: &str) -> Vec<u8> {
    let joined = body.replace("=\r\n", "");
    let mut out = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let pair: String =
            [rest.next(), rest.next()].into_iter().flatten().map(char::from).collect();
        out.push(u8::from_str_radix(&pair, 16).expect("two digits"));
    }
    out
}

/// A running server: where it listens, and what it has taken. `refusing` answers every message with
/// an error.
pub struct PostOffice {
    pub url: String,
    taken: Receiver<Taken>,
}

impl PostOffice {
    pub fn open(refusing: bool) -> PostOffice {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let (tell, taken) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if let Some(mail) = speak(&stream, refusing)
                    && tell.send(mail).is_err()
                {
                    break;
                }
            }
        });
        PostOffice { url, taken }
    }

    /// The next mail; none if there is none by now. A sender has its answer only after the mail was
    /// kept.
    pub fn next(&self) -> Option<Taken> {
        self.taken.recv_timeout(Duration::from_millis(200)).ok()
    }
}

fn speak(stream: &TcpStream, refusing: bool) -> Option<Taken> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let say = |line: &str| (&mut &*stream).write_all(format!("{line}\r\n").as_bytes()).ok();
    say("220 post.example ESMTP")?;
    let (mut from, mut to, mut kept) = (String::new(), String::new(), None);
    while let Some(Ok(line)) = lines.next() {
        let command = line.to_uppercase();
        match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" => say("250-post.example\r\n250 8BITMIME")?,
            "MAIL" => {
                from = address(&line);
                say("250 ok")?
            }
            "RCPT" => {
                to = address(&line);
                say("250 ok")?
            }
            "DATA" if refusing => say(&format!("554 not now, {to}"))?,
            "DATA" => {
                say("354 go on")?;
                let mut data = String::new();
                while let Some(Ok(line)) = lines.next() {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                kept = Some(Taken { from: from.clone(), to: to.clone(), data });
                say("250 taken")?
            }
            "QUIT" => {
                say("221 bye")?;
                break;
            }
            _ => say("250 ok")?,
        }
    }
    kept
}

fn address(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or_else(String::new, |(a, _)| a.to_owned())
}
