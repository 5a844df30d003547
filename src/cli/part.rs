//! A file that grows under another name until it is whole. What a killed run left of one is taken
//! away when the next one grows in the same folder.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::private::private;
use super::scratch::folder_of;
use super::{Failure, export};
use crate::words::Words;

/// Names what the name of such a file ends with: no other program's files do.
const ENDING: &str = ".ryokai-part";

/// The file that grows. Dropped before it has landed, it is gone.
pub struct Part {
    path: PathBuf,
    /// Locked for as long as it grows, so that no other start takes it away.
    held: File,
}

impl Part {
    /// Begins a file beside the one that it will be.
    pub fn begin(output: &Path) -> Result<Part, Failure> {
        let mut name = output.as_os_str().to_owned();
        name.push(ENDING);
        let path = PathBuf::from(name);
        if let Some(folder) = folder_of(output) {
            sweep(folder);
        }
        let held = private(&path).map_err(|why| failed(&path, why))?;
        // Where files cannot be locked, nothing is swept either.
        drop(held.lock());
        Ok(Part { path, held })
    }

    /// A copy of a file, on whatever disk the other one is to be.
    pub fn of(whole: &Path, output: &Path) -> Result<Part, Failure> {
        let part = Part::begin(output)?;
        let mut from = File::open(whole).map_err(|why| failed(whole, why))?;
        let copied = std::io::copy(&mut from, &mut part.file()?).and_then(|_| part.held.sync_all());
        copied.map_err(|why| part.failed(why))?;
        Ok(part)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file to write to.
    pub fn file(&self) -> Result<File, Failure> {
        self.held.try_clone().map_err(|why| self.failed(why))
    }

    /// That it could not be written.
    pub fn failed(&self, why: std::io::Error) -> Failure {
        failed(&self.path, why)
    }

    /// Gives the file, now whole, its name.
    pub fn land(self, output: &Path, words: &Words) -> Result<(), Failure> {
        land(&self.path, output, words)
    }
}

/// Gives a file that is whole its name, unless something has come to be there meanwhile: the name
/// is taken first, and only what took it is replaced. That also works where files cannot have two
/// names.
pub fn land(whole: &Path, output: &Path, words: &Words) -> Result<(), Failure> {
    let renamed =
        |_| std::fs::rename(whole, output).inspect_err(|_| drop(std::fs::remove_file(output)));
    private(output).and_then(renamed).map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => export::taken(output, words),
        _ => failed(output, why),
    })
}

impl Drop for Part {
    fn drop(&mut self) {
        // Once it has landed there is none.
        drop(std::fs::remove_file(&self.path));
    }
}

fn failed(path: &Path, why: std::io::Error) -> Failure {
    Failure::File { file: path.display().to_string(), why }
}

/// Takes away what killed runs left in a folder, and what is in the way of a new one there.
pub fn sweep(folder: &Path) {
    let Ok(there) = std::fs::read_dir(folder) else { return };
    for entry in there.flatten() {
        let ours = entry.file_name().as_encoded_bytes().ends_with(ENDING.as_bytes());
        let Ok(kind) = entry.file_type() else { continue };
        // A link is not followed, and what is no file cannot be held by anybody.
        let free = |path: &Path| File::open(path).is_ok_and(|held| held.try_lock().is_ok());
        if ours && (kind.is_symlink() || kind.is_file() && free(&entry.path())) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}
