//! Retention files to oneself: the mask for new ones, and which of those that are there others on
//! this machine can read.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::store::DatabaseUrl;
use crate::words::{Words, arg};

/// Names what others may not do with a file of ours.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// From here on nothing that this program or its helpers make can be read by others, whatever the
/// shell has set.
pub fn mask() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// A new file that nobody else on the machine can read. What is there already, be it a link, is in
/// the way.
pub fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A file to be written anew, which from now on nobody else on the machine can read.
pub fn renewed(path: &Path) -> std::io::Result<File> {
    let file = File::create(path)?;
    #[cfg(unix)]
    if file.metadata()?.is_file() {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(file)
}

/// The mode of a file, where others may read or write it.
#[cfg(unix)]
fn wide(path: &Path) -> Option<u32> {
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&path.metadata().ok()?.permissions()) & 0o777;
    (mode & OTHERS != 0).then_some(mode)
}

/// Files keep no such modes.
#[cfg(not(unix))]
fn wide(_: &Path) -> Option<u32> {
    None
}

/// One sentence for each file of the database that others on this machine can read: itself, the log
/// beside it, and the copies that were kept of it.
pub fn warnings(url: &DatabaseUrl, words: &Words) -> Vec<String> {
    let Some(file) = url.file() else { return Vec::new() };
    let warn = |(path, mode): (PathBuf, u32)| {
        let said = [("file", arg(path.display().to_string())), ("mode", arg(format!("{mode:o}")))];
        words.say("cli-wide-file", &said)
    };
    of_database(file)
        .into_iter()
        .filter_map(|path| wide(&path).map(|mode| (path, mode)))
        .map(warn)
        .collect()
}

/// The file and all that begin with its name, by name.
fn of_database(file: &Path) -> Vec<PathBuf> {
    let (Some(name), Some(folder)) = (file.file_name(), super::scratch::folder_of(file)) else {
        return Vec::new();
    };
    let ours = |path: &PathBuf| {
        let rest = path
            .file_name()
            .and_then(|n| n.as_encoded_bytes().strip_prefix(name.as_encoded_bytes()));
        rest.is_some_and(|rest| rest.first().is_none_or(|next| b"-.".contains(next)))
    };
    let there = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = there.map(|entry| entry.path()).filter(ours).collect();
    files.sort();
    files
}
