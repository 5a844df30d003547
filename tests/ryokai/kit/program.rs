//! The program as somebody calls it on the command line, on a database of a test.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use crate::db::TestDb;

/// Runs the program on a database with these arguments and this standard input.
pub fn ryokai(db: &TestDb, args: &[&str], input: &str) -> Output {
    run(program(db).args(args), input)
}

/// The same in Japanese.
pub fn in_japanese(db: &TestDb, args: &[&str]) -> Output {
    run(program(db).args(args).env("LC_ALL", "ja_JP.UTF-8"), "")
}

/// The program on a database, in English.
pub fn program(db: &TestDb) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ryokai"));
    program.env("DATABASE_URL", db.url()).env("LC_ALL", "C");
    program
}

/// Runs a command of the program with this standard input.
pub fn run(command: &mut Command, input: &str) -> Output {
    let mut child = command
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

/// The program while it serves; dropped, it is killed.
pub struct Serving {
    child: Child,
    /// What it printed at its start.
    pub said: String,
}

impl Serving {
    /// Starts it on a free port, and waits until it has printed this.
    pub fn until(command: &mut Command, printed: &str) -> Serving {
        let serve = command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child =
            serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let mut lines =
            BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let mut said = String::new();
        while !said.contains(printed) {
            said += &(lines.next().expect("more lines") + "\n");
        }
        Serving { child, said }
    }

    /// Kills it; answers what it wrote to its log.
    pub fn killed(mut self) -> String {
        self.child.kill().expect("it runs");
        let log =
            std::io::read_to_string(self.child.stderr.take().expect("its log")).expect("text");
        self.child.wait().expect("its end");
        log
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A file of a test, gone with it.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("ryokai-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).expect("a folder");
        Scratch(folder.join(name))
    }

    /// A folder of its own.
    pub fn folder(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        std::fs::create_dir(&scratch.0).expect("a folder");
        scratch
    }

    pub fn with(name: &str, bytes: &[u8]) -> Scratch {
        let scratch = Scratch::new(name);
        std::fs::write(&scratch.0, bytes).expect("a file");
        scratch
    }

    pub fn path(&self) -> &str {
        self.0.to_str().expect("a path")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let folder = self.0.parent().expect("a folder");
        drop(std::fs::remove_dir_all(folder));
    }
}
