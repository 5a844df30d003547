//! The source as the tests of its shape read it: files, code without comments and tests, string
//! literals.

use std::path::{Path, PathBuf};

/// One file of `src/`.
pub struct Source {
    /// From `src/` on: `web/login.rs`.
    pub path: String,
    pub text: String,
}

/// All files of `src/` whose name ends so.
pub fn files(ending: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let mut files: Vec<Source> = found
        .into_iter()
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .map(|path| Source {
            text: std::fs::read_to_string(&path).expect("a source file"),
            path: path.strip_prefix(&root).expect("below src").to_string_lossy().into_owned(),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!files.is_empty(), "no {ending} in src");
    files
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

impl Source {
    /// The code that runs: without the test module at the end, without comments.
    pub fn code(&self) -> String {
        let running = self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        running.lines().map(without_comment).collect::<Vec<_>>().join("\n")
    }

    /// The string literals of the code, as written.
    pub fn literals(&self) -> Vec<String> {
        let code = self.code();
        let mut chars = code.chars();
        let mut literals = Vec::new();
        while let Some(c) = chars.next() {
            match c {
                // A character in quotes is not the beginning of a text.
                '\'' => skip_char(&mut chars),
                '"' => literals.push(rest_of_literal(&mut chars)),
                _ => {}
            }
        }
        literals
    }
}

fn without_comment(line: &str) -> &str {
    match line.trim_start() {
        comment if comment.starts_with("//") => "",
        // An address in a text has two slashes as well.
        _ => line.split(" // ").next().unwrap_or_default(),
    }
}

fn skip_char(chars: &mut std::str::Chars<'_>) {
    let mut ahead = chars.clone();
    let first = ahead.next();
    if first == Some('\\') {
        ahead.next();
    }
    if ahead.next() == Some('\'') {
        *chars = ahead;
    }
}

fn rest_of_literal(chars: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => text.extend(chars.next()),
            other => text.push(other),
        }
    }
    text
}
