//! Where the data is: the one setting that chooses the engine. No connection is made here.

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

/// Why a text does not name a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlFault {
    #[error("a database is named by sqlite:PATH or postgres://…")]
    UnknownScheme,
    #[error("sqlite: needs the path of a file")]
    NoPath,
    #[error("a database in memory cannot be shared between connections; name a file")]
    InMemory,
}

impl DatabaseUrl {
    /// The file, where there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            DatabaseUrl::Sqlite(path) => Some(path),
            DatabaseUrl::Postgres(_) => None,
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlFault;

    fn from_str(s: &str) -> Result<Self, UrlFault> {
        if s.starts_with("postgres://") || s.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(s.to_owned()));
        }
        let path = s.strip_prefix("sqlite:").ok_or(UrlFault::UnknownScheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err(UrlFault::NoPath),
            ":memory:" => Err(UrlFault::InMemory),
            _ => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
        }
    }
}

/// Shown without the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", ""));
                let rest = rest.split('?').next().unwrap_or_default();
                let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                write!(f, "{scheme}://{place}")
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
            assert_eq!(bad.parse::<DatabaseUrl>(), Err(UrlFault::UnknownScheme), "{bad}");
        }
        assert_eq!("sqlite:".parse::<DatabaseUrl>(), Err(UrlFault::NoPath));
        assert_eq!("sqlite::memory:".parse::<DatabaseUrl>(), Err(UrlFault::InMemory));
    }

    #[test]
    fn a_url_is_shown_without_its_password() {
        let url: DatabaseUrl = "postgres://me:s3cret@db.local:5432/ryokai?password=x".parse().expect("a url");
        assert_eq!(format!("{url} {url:?}"), "postgres://db.local:5432/ryokai postgres://db.local:5432/ryokai");
    }
}
