//! Tells where the data is: the one setting that chooses the engine, and what of it may be shown.
//! No connection is made here.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A database this program can work with.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file; it is created if it is not there.
    Sqlite(PathBuf),
    /// A server; the text is handed to libpq as it is.
    Postgres(String),
}

/// Names why a text does not name a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    #[error("a database is named by sqlite:PATH or postgres://…")]
    UnknownScheme,
    #[error("sqlite: needs the path of a file")]
    NoPath,
    #[error("a database in memory cannot be shared between connections; name a file")]
    InMemory,
}

/// Names what is said instead of an error in which a piece of the password may stand.
const NOT_SHOWN: &str = "the reason is not shown, because a piece of the password may stand in it. In the user and the \
                         password of the address write # as %23, % as %25, / as %2F, : as %3A, ? as %3F and @ as %40";

impl DatabaseUrl {
    /// The file, where there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            DatabaseUrl::Sqlite(path) => Some(path),
            DatabaseUrl::Postgres(_) => None,
        }
    }

    /// Tells what may be shown of an error about this database. Where a password holds a sign that
    /// ends it early, libpq takes the rest of it for a host, a port or a name, and says which.
    pub fn scrubbed(&self, error: &str) -> String {
        let shown = self.server().is_none_or(|server| server.is_clear());
        if shown { error.to_owned() } else { NOT_SHOWN.to_owned() }
    }

    /// The address of a server without its password, and the password: before the host, or, which
    /// counts for more, after `?`.
    pub fn apart(&self) -> Option<(String, Option<String>)> {
        let server = self.server()?;
        let is_password = |pair: &&str| {
            pair.split('=').next().and_then(decoded).is_some_and(|name| name == "password")
        };
        let (secret, open): (Vec<&str>, Vec<&str>) = server.query.split('&').partition(is_password);
        let after = secret.last().and_then(|pair| decoded(pair.split_once('=')?.1));
        let (name, before) = server.user.split_once(':').unwrap_or((server.user, ""));
        let before = Some(before).filter(|before| !before.is_empty()).and_then(decoded);
        let at = if server.user.is_empty() { "" } else { "@" };
        let joint = if open.concat().is_empty() { "" } else { "?" };
        let open =
            format!("{}://{name}{at}{}{joint}{}", server.scheme, server.place, open.join("&"));
        Some((open, after.or(before)))
    }

    fn server(&self) -> Option<Server<'_>> {
        match self {
            DatabaseUrl::Sqlite(_) => None,
            DatabaseUrl::Postgres(url) => Some(Server::of(url)),
        }
    }
}

/// The address of a server as libpq takes it apart: `scheme://user@place?query`.
struct Server<'u> {
    scheme: &'u str,
    /// The user, and after a colon the password.
    user: &'u str,
    /// Host, port and name of the database.
    place: &'u str,
    query: &'u str,
}

impl Server<'_> {
    fn of(url: &str) -> Server<'_> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        // The user ends at the first `@`, unless the name of the database begins before it.
        let (user, rest) = match rest.find(['@', '/']).map(|at| rest.split_at(at)) {
            Some((user, rest)) if rest.starts_with('@') => {
                (user, rest.get(1..).unwrap_or_default())
            }
            _ => ("", rest),
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        Server { scheme, user, place, query }
    }

    /// True if it can be read in one way only, so that no piece of a password can stand for
    /// anything else.
    fn is_clear(&self) -> bool {
        let Server { user, place, query, .. } = self;
        let (hosts, name) = place.split_once('/').unwrap_or((place, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        hosts.split(',').all(is_host)
            && !name.contains(['/', '@'])
            && !query.contains('@')
            && pairs.into_iter().all(|pair| pair.contains('='))
            && [*user, *place, *query].into_iter().all(|part| decoded(part).is_some())
    }
}

/// True of a host and its port: letters, digits, dots and the like, or an IPv6 address in brackets.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((inner, port)) => {
            (inner, port.strip_prefix(':').or(Some(port).filter(|port| port.is_empty())))
        }
        None => host.split_once(':').map_or((host, Some("")), |(name, port)| (name, Some(port))),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '%');
    let in_brackets = host.starts_with('[');
    name.chars().all(|c| plain(c) || (in_brackets && c == ':'))
        && port.is_some_and(|port| port.chars().all(|c| c.is_ascii_digit()))
}

/// A part of an address, its percent signs resolved; none where they cannot be.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).filter(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(byte, 16).ok().filter(|byte| *byte != 0)?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(s: &str) -> Result<Self, UrlError> {
        if s.starts_with("postgres://") || s.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(s.to_owned()));
        }
        let path = s.strip_prefix("sqlite:").ok_or(UrlError::UnknownScheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err(UrlError::NoPath),
            ":memory:" => Err(UrlError::InMemory),
            _ => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
        }
    }
}

/// Shown without the password, and not at all where it is in doubt what the password is.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => {
                let server = Server::of(url);
                let place = if server.is_clear() { server.place } else { "…" };
                write!(f, "{}://{place}", server.scheme)
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_file_or_a_server() {
        let file = |s: &str| s.parse::<DatabaseUrl>().map(|u| u.file().map(Path::to_path_buf));
        assert_eq!(file("sqlite:ryokai.db"), Ok(Some("ryokai.db".into())));
        assert_eq!(file("sqlite:///var/lib/ryokai.db"), Ok(Some("/var/lib/ryokai.db".into())));
        assert_eq!(file("postgres://localhost/ryokai"), Ok(None));
        assert_eq!(file("postgresql://localhost/ryokai"), Ok(None));
    }

    #[test]
    fn a_url_that_names_neither_is_refused() {
        for bad in ["ryokai.db", "mysql://x", "host=localhost port=5432", ""] {
            assert_eq!(bad.parse::<DatabaseUrl>(), Err(UrlError::UnknownScheme), "{bad}");
        }
        assert_eq!("sqlite:".parse::<DatabaseUrl>(), Err(UrlError::NoPath));
        assert_eq!("sqlite::memory:".parse::<DatabaseUrl>(), Err(UrlError::InMemory));
    }

    #[test]
    fn a_url_is_shown_without_its_password() {
        let url: DatabaseUrl =
            "postgres://me:s3cret@db.local:5432/ryokai?password=x".parse().expect("a url");
        assert_eq!(
            format!("{url} {url:?}"),
            "postgres://db.local:5432/ryokai postgres://db.local:5432/ryokai"
        );
    }

    /// Passwords as people have them, in every place where one can stand.
    const ODD: [&str; 12] = [
        "pa#ss",
        "pa@ss",
        "pa/ss",
        "pa?ss",
        "pa:ss",
        "p@/ss",
        "12/ss",
        "1?x=ss",
        "pa%ss",
        "pa%00ss",
        "a@1/2?x=ss",
        "/ss@",
    ];

    #[test]
    fn no_piece_of_a_password_is_shown_however_it_is_written() {
        for odd in ODD {
            for url in [
                format!("postgres://me:{odd}@db.local:5432/ryokai"),
                format!("postgresql://me:{odd}@db.local/ryokai?options=-c%20x"),
                format!("postgres://db.local/ryokai?password={odd}"),
                format!("postgres://me:{odd}@"),
            ] {
                let read: DatabaseUrl = url.parse().expect("a url");
                let shown = format!("{read} {read:?}");
                assert!(!shown.contains("ss") && !shown.contains("me"), "{url}: {shown}");
            }
        }
        let cut: DatabaseUrl = "postgres://me:pass".parse().expect("a url");
        assert_eq!(cut.to_string(), "postgres://…");
    }

    #[test]
    fn an_error_is_shown_where_it_cannot_hold_the_password() {
        let shown = |url: &str| url.parse::<DatabaseUrl>().expect("a url").scrubbed("why") == "why";
        for clear in [
            "postgres://me:s3cret@db.local:5432/ryokai?sslmode=require",
            "postgres:///ryokai?host=/run/postgresql",
            "postgres://me:pa?ss#x@[::1]:5432/ryokai",
            "postgres://%2Frun%2Fpostgresql/ryokai",
            "postgres://a:1,b:2/ryokai",
            "sqlite:x.db",
        ] {
            assert!(shown(clear), "{clear}");
        }
        for doubtful in [
            "postgres://me:pa@ss@db/ryokai",
            "postgres://me:pa/ss@db/ryokai",
            "postgres://me:12/ss@db/ryokai",
            "postgres://me:pa%zz@db/ryokai",
            "postgres://me:pass",
            "postgres://db/ryokai?pass",
        ] {
            assert!(!shown(doubtful), "{doubtful}");
        }
    }

    #[test]
    fn a_password_is_taken_out_as_libpq_reads_it() {
        let apart =
            |url: &str| url.parse::<DatabaseUrl>().expect("a url").apart().expect("a server");
        let (open, password) = apart("postgres://me:p%40ss%3A@db.local:5432/ryokai?options=-c%20x");
        assert_eq!(open, "postgres://me@db.local:5432/ryokai?options=-c%20x");
        assert_eq!(password.as_deref(), Some("p@ss:"));
        for plain in
            ["postgres://me@db/ryokai", "postgres:///ryokai", "postgres://db/x?user=a:b@c&port=1"]
        {
            assert_eq!(apart(plain), (plain.to_owned(), None));
        }
        let (open, password) = apart("postgres://me:old@db/x?p%61ssword=p%40ss&options=-c%20x");
        assert_eq!(
            (&*open, password.as_deref()),
            ("postgres://me@db/x?options=-c%20x", Some("p@ss"))
        );
        assert_eq!(
            apart("postgres://db/x?password=x"),
            ("postgres://db/x".to_owned(), Some("x".to_owned()))
        );
        let (open, password) = apart("postgres://me:a?b#c@db/x");
        assert_eq!((&*open, password.as_deref()), ("postgres://me@db/x", Some("a?b#c")));
    }
}
