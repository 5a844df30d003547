//! A folder for data that lies open for a while, beside the database: nobody else reads it, and it
//! is gone when the work is over. What a crash leaves is taken away at the next start.

use std::fs::{DirBuilder, File};
use std::path::{Path, PathBuf};

use super::part;
use super::private::private;
use crate::config::Config;
use crate::method::Id;

/// Names what holds the folder while it is in use.
const HELD: &str = "in-use";

/// The folder, gone when this is.
pub struct Scratch {
    folder: PathBuf,
    /// Locked for as long as it is open.
    _held: File,
}

impl Scratch {
    /// A new folder; those that nobody uses any more go.
    pub fn beside(config: &Config) -> std::io::Result<Scratch> {
        sweep(config);
        let folder = place(config).join(format!("ryokai-{}.open", Id::fresh()));
        let mut new = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut new, 0o700);
        new.create(&folder)?;
        let held = private(&folder.join(HELD))?;
        // Where files cannot be locked, nothing is swept either.
        drop(held.lock());
        Ok(Scratch { folder, _held: held })
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Anything that cannot be taken away now goes at the next start.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Takes away what a crash left.
pub fn sweep(config: &Config) {
    if let Some(folder) = config.database_url.file().and_then(folder_of) {
        part::sweep(folder);
    }
    let Ok(there) = std::fs::read_dir(place(config)) else { return };
    for entry in there.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with("ryokai-") && name.ends_with(".open");
        // A link is no folder, and is not followed.
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let held = entry.path().join(HELD);
            // In a folder for everybody, opening what is no file could take for ever.
            let is_file = held.symlink_metadata().is_ok_and(|held| held.is_file());
            if is_file && File::open(held).is_ok_and(|held| held.try_lock().is_ok()) {
                drop(std::fs::remove_dir_all(entry.path()));
            }
        }
    }
}

/// Tells where open data may lie: beside the file it is of, which is on a disk that is trusted with
/// it.
fn place(config: &Config) -> PathBuf {
    config.database_url.file().and_then(folder_of).map_or_else(std::env::temp_dir, Path::to_owned)
}

/// The folder that a file is in.
pub fn folder_of(file: &Path) -> Option<&Path> {
    let folder = file.parent()?;
    Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}
