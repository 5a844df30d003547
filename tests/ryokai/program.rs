//! The program as somebody calls it on the command line, on a database of a test.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::db::TestDb;

/// Runs the program on a database with these arguments and this standard input.
pub fn ryokai(db: &TestDb, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ryokai"))
        .args(args)
        .env("DATABASE_URL", db.url())
        .env("LC_ALL", "C")
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("standard input").write_all(input.as_bytes()).ok();
    child.wait_with_output().expect("its end")
}

/// Standard output of a command that must succeed.
pub fn said(db: &TestDb, args: &[&str], input: &str) -> String {
    let out = ryokai(db, args, input);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

/// Exit code and standard error of a command that must fail.
pub fn failed(db: &TestDb, args: &[&str], input: &str) -> (i32, String) {
    let out = ryokai(db, args, input);
    assert!(out.stdout.is_empty(), "{}", String::from_utf8_lossy(&out.stdout));
    (out.status.code().expect("a code"), String::from_utf8(out.stderr).expect("text"))
}
