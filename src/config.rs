//! Every setting once: its name, meaning, default and accepted values. Flag before environment before file.
//! Nothing here acts on a setting.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::method::Email;
use crate::store::DatabaseUrl;

/// The settings file that is read when it exists and no other is named.
pub const FILE: &str = "ryokai.toml";

/// A setting that stops the start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error(
        "the setting `{name}` (--{name}, {env}, or `{name}` in the settings file) accepts {accepts}"
    )]
    Value { name: String, env: &'static str, accepts: &'static str },
    #[error("the settings file {file} cannot be read: {why}")]
    File { file: String, why: String },
}

/// One line of the table of settings.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The field; the flag and the key in the file have dashes for its underscores.
    pub field: &'static str,
    pub env: &'static str,
    pub default: &'static str,
    pub accepts: &'static str,
    pub doc: &'static str,
}

/// Declares the settings: from one line each, the flag, the variable, the key in the file, the check and the table.
macro_rules! settings {
    ($( #[doc = $doc:literal] $field:ident : $ty:ty = $default:literal, $env:literal, $accepts:literal, $read:expr; )+) => {
        /// The settings as one source gives them, not yet checked.
        #[derive(Debug, Default, Clone, clap::Args, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Given {
            $(
                #[arg(
                    long, global = true, env = $env, value_name = "VALUE", hide_env_values = true, help_heading = "Settings",
                    help = concat!($doc, " (", $accepts, ") [default: ", $default, "]")
                )]
                #[serde(deserialize_with = "plain")]
                pub $field: Option<String>,
            )+
        }

        impl Given {
            /// These settings, and where one is not given, the weaker source's.
            fn or(self, weaker: Given) -> Given {
                Given { $( $field: self.$field.or(weaker.$field), )+ }
            }
        }

        /// The settings of a running program, all within their ranges.
        #[derive(Debug, Clone)]
        pub struct Config {
            $( #[doc = $doc] pub $field: $ty, )+
        }

        impl TryFrom<Given> for Config {
            type Error = SettingError;

            fn try_from(given: Given) -> Result<Config, SettingError> {
                Ok(Config {
                    $( $field: {
                        let read: fn(&str) -> Option<$ty> = $read;
                        read(given.$field.as_deref().unwrap_or($default)).ok_or(SettingError::Value {
                            name: stringify!($field).replace('_', "-"), env: $env, accepts: $accepts,
                        })?
                    }, )+
                })
            }
        }

        /// All settings, in the order of `--help`.
        pub const SETTINGS: &[Setting] = &[
            $( Setting { field: stringify!($field), env: $env, default: $default, accepts: $accepts, doc: $doc.trim_ascii() }, )+
        ];
    };
}

settings! {
    /// Where the data is kept
    database_url: DatabaseUrl = "sqlite:ryokai.db", "DATABASE_URL", "sqlite:PATH or postgres://USER@HOST/NAME", parsed;
    /// Address and port to listen on
    listen: SocketAddr = "127.0.0.1:8080", "RYOKAI_LISTEN", "ADDRESS:PORT", parsed;
    /// The address people type, where it differs from the one listened on; https makes cookies Secure
    public_url: Option<String> = "", "RYOKAI_PUBLIC_URL", "empty, or http(s)://HOST[:PORT] without a path", origin;
    /// Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed
    trusted_proxies: Vec<IpAddr> = "", "RYOKAI_TRUSTED_PROXIES", "IP addresses separated by commas", addresses;
    /// Connections that read (SQLite), or all connections (PostgreSQL)
    connections: u32 = "8", "RYOKAI_CONNECTIONS", "1 to 200", |s| within(s, 1, 200);
    /// A login ends after so many hours in which nothing was saved
    login_idle_hours: u32 = "72", "RYOKAI_LOGIN_IDLE_HOURS", "1 to 720", |s| within(s, 1, 720);
    /// A login ends after so many days in any case
    login_days: u32 = "30", "RYOKAI_LOGIN_DAYS", "1 to 90", |s| within(s, 1, 90);
    /// The largest request, in KiB
    body_limit_kib: u32 = "1024", "RYOKAI_BODY_LIMIT_KIB", "64 to 65536", |s| within(s, 64, 65_536);
    /// The longest a request may take, in seconds
    request_seconds: u32 = "30", "RYOKAI_REQUEST_SECONDS", "1 to 300", |s| within(s, 1, 300);
    /// Passwords checked at the same time; each takes 19 MiB
    hashing_slots: u32 = "2", "RYOKAI_HASHING_SLOTS", "1 to 16", |s| within(s, 1, 16);
    /// Passwords that may wait to be checked before sign-in says it is busy
    hashing_queue: u32 = "32", "RYOKAI_HASHING_QUEUE", "0 to 1000", |s| within(s, 0, 1000);
    /// The server that daily mails leave by
    smtp_url: Option<String> = "", "RYOKAI_SMTP_URL", "empty, or smtp://HOST[:PORT]; with mail-tls also smtps://USER:PASSWORD@HOST", smtp;
    /// The address that daily mails come from
    mail_from: Option<String> = "", "RYOKAI_MAIL_FROM", "empty, or an address: ryokai@example.org", address;
    /// What is logged
    log: String = "info", "RYOKAI_LOG", "error, warn, info, debug, trace, or a tracing filter", filter;
    /// How the log is written
    log_format: LogFormat = "text", "RYOKAI_LOG_FORMAT", "text or json", parsed;
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err(()),
        }
    }
}

impl Config {
    /// The settings from flags and environment (already merged by the command line) over the settings file.
    ///
    /// A file that was named must exist; the usual one may be missing.
    pub fn load(given: Given, file: Option<&Path>) -> Result<Config, SettingError> {
        let path = file.unwrap_or(Path::new(FILE));
        let wrong = |why: String| SettingError::File { file: path.display().to_string(), why };
        let written = match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|e| wrong(unshown(&text, &e)))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && file.is_none() => {
                Given::default()
            }
            Err(e) => return Err(wrong(e.to_string())),
        };
        given.or(written).try_into()
    }

    /// The largest request, in bytes.
    pub fn body_limit(&self) -> usize {
        usize::try_from(self.body_limit_kib).unwrap_or(1024) * 1024
    }
}

/// Names the fault of the settings file and its line. The line itself is not shown: it may hold a password.
fn unshown(text: &str, why: &toml::de::Error) -> String {
    let before = why.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    format!("line {line}: {}", why.message())
}

/// A value of the file as its text: `8` and `"8"` are the same.
fn plain<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Plain {
        Text(String),
        Number(i64),
    }
    Ok(Option::<Plain>::deserialize(from)?.map(|value| match value {
        Plain::Text(text) => text,
        Plain::Number(n) => n.to_string(),
    }))
}

fn parsed<T: FromStr>(s: &str) -> Option<T> {
    s.trim().parse().ok()
}

fn within(s: &str, least: u32, most: u32) -> Option<u32> {
    parsed(s).filter(|n| (least..=most).contains(n))
}

fn origin(s: &str) -> Option<Option<String>> {
    let s = s.trim().trim_end_matches('/');
    if s.is_empty() {
        return Some(None);
    }
    let host = s.strip_prefix("https://").or_else(|| s.strip_prefix("http://"))?;
    let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    plain.then(|| Some(s.to_ascii_lowercase()))
}

fn smtp(s: &str) -> Option<Option<String>> {
    let s = s.trim();
    let known = s.is_empty() || s.starts_with("smtp://") || s.starts_with("smtps://");
    known.then(|| (!s.is_empty()).then(|| s.to_owned()))
}

fn address(s: &str) -> Option<Option<String>> {
    let s = s.trim();
    if s.is_empty() {
        return Some(None);
    }
    s.parse::<Email>().ok().map(|email| Some(email.to_string()))
}

fn addresses(s: &str) -> Option<Vec<IpAddr>> {
    s.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect()
}

fn filter(s: &str) -> Option<String> {
    tracing_subscriber::EnvFilter::try_new(s).ok().map(|_| s.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_accepted() {
        Config::try_from(Given::default()).expect("defaults");
    }

    #[test]
    fn a_wrong_setting_is_named_with_what_it_accepts() {
        let given = Given { listen: Some("here".into()), ..Given::default() };
        let said = Config::try_from(given).expect_err("wrong").to_string();
        assert!(
            said.contains("`listen`")
                && said.contains("RYOKAI_LISTEN")
                && said.contains("ADDRESS:PORT"),
            "{said}"
        );
        for (given, name) in [
            (Given { connections: Some("0".into()), ..Given::default() }, "connections"),
            (Given { database_url: Some("mysql://x".into()), ..Given::default() }, "database-url"),
            (Given { public_url: Some("example.org".into()), ..Given::default() }, "public-url"),
            (Given { log_format: Some("xml".into()), ..Given::default() }, "log-format"),
        ] {
            let said = Config::try_from(given).expect_err(name).to_string();
            assert!(said.contains(&format!("`{name}`")), "{said}");
        }
    }

    #[test]
    fn a_stronger_source_wins() {
        let file: Given =
            toml::from_str("listen = \"127.0.0.1:1\"\nconnections = 3").expect("a file");
        let flags = Given { listen: Some("127.0.0.1:2".into()), ..Given::default() };
        let config = Config::try_from(flags.or(file)).expect("settings");
        assert_eq!((config.listen.port(), config.connections), (2, 3));
    }
}
