//! PostgreSQL's own programs: `pg_dump` writes a schema out, `pg_restore` reads it in. Passwords go
//! to them through the environment, never on a command line that others can see.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::backup_key;
use super::private::private;
use crate::store::{DatabaseUrl, StoreError, server};

/// Names why one of them did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error("{tool}: {why}")]
    Start { tool: &'static str, why: std::io::Error },
    #[error("{tool}: {said}")]
    Failed { tool: &'static str, said: String },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl ToolError {
    /// The fault without what the tool said, where a piece of the password may stand in that.
    fn scrubbed(self, url: &DatabaseUrl) -> ToolError {
        match self {
            ToolError::Failed { tool, said } => {
                ToolError::Failed { tool, said: url.scrubbed(&said) }
            }
            other => other,
        }
    }
}

/// Writes the schema of a database to a file; answers its name.
pub fn dump(url: &DatabaseUrl, into: &Path) -> Result<String, ToolError> {
    let schema = server::schema(url)?;
    private(into)?;
    let mut dump = tool("pg_dump", url);
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--schema"])
        .arg(format!("\"{schema}\""));
    run("pg_dump", dump.arg("--file").arg(into)).map_err(|why| why.scrubbed(url))?;
    Ok(schema)
}

/// The contents of a dump, but for the schema itself, which is there already.
pub fn list(dump: &Path) -> Result<String, ToolError> {
    let all = run("pg_restore", command("pg_restore").arg("--list").arg(dump))?;
    let lines = all.lines().filter(|line| !line.contains(" SCHEMA - "));
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// Reads a dump in, whole or not at all.
pub fn load(url: &DatabaseUrl, dump: &Path, list: &str) -> Result<(), ToolError> {
    let contents = dump.with_added_extension("list");
    let written = private(&contents).and_then(|mut file| file.write_all(list.as_bytes()));
    let mut restore = tool("pg_restore", url);
    restore.args([
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--use-list",
    ]);
    let done = written
        .map_err(ToolError::Io)
        .and_then(|()| run("pg_restore", restore.arg(&contents).arg(dump)));
    drop(std::fs::remove_file(&contents));
    done.map(drop).map_err(|why| why.scrubbed(url))
}

/// One of the programs, told where the database is.
fn tool(name: &'static str, url: &DatabaseUrl) -> Command {
    let mut command = command(name);
    if let Some((open, password)) = url.apart() {
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
    command.env_remove(backup_key::VARIABLE);
    command
}

fn run(tool: &'static str, command: &mut Command) -> Result<String, ToolError> {
    let out =
        command.stdin(Stdio::null()).output().map_err(|why| ToolError::Start { tool, why })?;
    if out.status.success() {
        return Ok(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    Err(ToolError::Failed { tool, said: String::from_utf8_lossy(&out.stderr).trim().to_owned() })
}
