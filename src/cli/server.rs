//! PostgreSQL's own programs: `pg_dump` writes a schema out, `pg_restore` reads it in. Passwords go to them through the
//! environment, never on a command line that others can see.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::lock;
use super::private::private;
use crate::store::{DatabaseUrl, StoreError, server};

/// Why one of them did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ToolFault {
    #[error("{tool}: {why}")]
    Start { tool: &'static str, why: std::io::Error },
    #[error("{tool}: {said}")]
    Failed { tool: &'static str, said: String },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Writes the schema of a database to a file; answers its name.
pub fn dump(url: &DatabaseUrl, into: &Path) -> Result<String, ToolFault> {
    let schema = server::schema(url)?;
    private(into)?;
    let mut dump = tool("pg_dump", url);
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--schema"]).arg(format!("\"{schema}\""));
    run("pg_dump", dump.arg("--file").arg(into))?;
    Ok(schema)
}

/// The contents of a dump, but for the schema itself, which is there already.
pub fn list(dump: &Path) -> Result<String, ToolFault> {
    let all = run("pg_restore", command("pg_restore").arg("--list").arg(dump))?;
    let lines = all.lines().filter(|line| !line.contains(" SCHEMA - "));
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// Reads a dump in, whole or not at all.
pub fn load(url: &DatabaseUrl, dump: &Path, list: &str) -> Result<(), ToolFault> {
    let contents = dump.with_added_extension("list");
    let written = private(&contents).and_then(|mut file| file.write_all(list.as_bytes()));
    let mut restore = tool("pg_restore", url);
    restore.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--use-list"]);
    let done = written.map_err(ToolFault::Io).and_then(|()| run("pg_restore", restore.arg(&contents).arg(dump)));
    drop(std::fs::remove_file(&contents));
    done.map(drop)
}

/// One of the programs, told where the database is.
fn tool(name: &'static str, url: &DatabaseUrl) -> Command {
    let mut command = command(name);
    if let DatabaseUrl::Postgres(url) = url {
        let (open, password) = without_password(url);
        command.arg("--dbname").arg(open);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
    }
    command
}

/// One of the programs. What opens the backups is no business of it.
fn command(name: &str) -> Command {
    let mut command = Command::new(name);
    command.env_remove(lock::VARIABLE);
    command
}

fn run(tool: &'static str, command: &mut Command) -> Result<String, ToolFault> {
    let out = command.stdin(Stdio::null()).output().map_err(|why| ToolFault::Start { tool, why })?;
    if out.status.success() {
        return Ok(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    Err(ToolFault::Failed { tool, said: String::from_utf8_lossy(&out.stderr).trim().to_owned() })
}

/// A database's address without its password, and the password: before the host, or, which counts for more, after `?`.
fn without_password(url: &str) -> (String, Option<String>) {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (place, before) = split_user(place).unwrap_or((place.to_owned(), None));
    let is_password = |pair: &&str| pair.split('=').next().and_then(decoded).is_some_and(|name| name == "password");
    let (secret, open): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_password);
    let after = secret.last().and_then(|pair| decoded(pair.split_once('=')?.1));
    let joint = if open.concat().is_empty() { "" } else { "?" };
    (format!("{place}{joint}{}", open.join("&")), after.or(before))
}

/// `scheme://user:password@host/name` without the password, and the password; none where there is no `@`.
fn split_user(place: &str) -> Option<(String, Option<String>)> {
    let (scheme, rest) = place.split_once("://")?;
    let (authority, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (user, host) = authority.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    Some((format!("{scheme}://{name}@{host}{rest}"), Some(decoded(password)?)))
}

/// A part of an address, its percent signs resolved.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_stays_off_the_command_line() {
        let split = |url| without_password(url);
        let (open, password) = split("postgres://me:p%40ss%3A@db.local:5432/ryokai?options=-c%20x");
        assert_eq!(open, "postgres://me@db.local:5432/ryokai?options=-c%20x");
        assert_eq!(password.as_deref(), Some("p@ss:"));
        for plain in ["postgres://me@db/ryokai", "postgres:///ryokai", "postgres://db/x?user=a:b@c&port=1"] {
            assert_eq!(split(plain), (plain.to_owned(), None));
        }
        let (open, password) = split("postgres://me:old@db/x?p%61ssword=p%40ss&options=-c%20x");
        assert_eq!((&*open, password.as_deref()), ("postgres://me@db/x?options=-c%20x", Some("p@ss")));
        assert_eq!(split("postgres://db/x?password=x"), ("postgres://db/x".to_owned(), Some("x".to_owned())));
    }
}
