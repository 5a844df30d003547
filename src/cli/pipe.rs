//! Prints the results of commands. Whoever has read enough closes the pipe; the command goes on
//! with its work and ends quietly. Anything else that keeps a result from being written is told at
//! the end.

use std::fmt::Arguments;
use std::io::{Error, ErrorKind, Write};
use std::sync::OnceLock;

use super::Failure;

/// Names why a result could not be written, the first time.
static LOST: OnceLock<Error> = OnceLock::new();

/// Prints to standard output.
pub fn out(said: Arguments<'_>, end: &str) {
    let mut out = std::io::stdout().lock();
    let written = out.write_fmt(said).and_then(|()| out.write_all(end.as_bytes()));
    if let Err(why) = written {
        // Another one is told already.
        LOST.set(why).ok();
    }
}

/// Prints to standard error. Where that is closed as well, there is nobody to tell.
pub fn beside(said: Arguments<'_>, end: &str) {
    let mut out = std::io::stderr().lock();
    out.write_fmt(said).and_then(|()| out.write_all(end.as_bytes())).ok();
}

/// An error if a result was lost, but for one that nobody wanted to read.
pub fn whole() -> Result<(), Error> {
    if let Err(why) = std::io::stdout().flush() {
        LOST.set(why).ok();
    }
    match LOST.get() {
        Some(why) if why.kind() != ErrorKind::BrokenPipe => {
            Err(Error::new(why.kind(), why.to_string()))
        }
        _ => Ok(()),
    }
}

impl Failure {
    /// True if whoever was to read the result has gone: nobody is there to be told.
    pub(super) fn is_closed_pipe(&self) -> bool {
        let why = match self {
            Failure::Io(why) => Some(why),
            Failure::File { file, why } => Some(why).filter(|_| file == "-"),
            _ => None,
        };
        why.is_some_and(|why| why.kind() == ErrorKind::BrokenPipe)
    }
}
