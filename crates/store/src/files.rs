//! Writing small files so that a power cut leaves the old one or the new one.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::platform::{create_private_file, sync_folder};

/// Ending of files that are not finished. Whatever carries it after a restart is rubbish.
pub(crate) const PARTIAL: &str = "partial";

/// Replaces a file in one step: written beside its place, made durable, renamed.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let partial = partial_path(path);
    let write = || {
        remove_if_there(&partial)?;
        let mut file = create_private_file(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        move_into_place(&partial, path)
    };
    write().map_err(|source| StoreError::file("write", path, source))
}

/// Renames and makes the rename durable.
pub(crate) fn move_into_place(partial: &Path, path: &Path) -> io::Result<()> {
    fs::rename(partial, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// `name.json` → `name.json.partial`.
pub(crate) fn partial_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(PARTIAL);
    PathBuf::from(name)
}

/// Whether a file carries the ending of those that are not finished.
pub(crate) fn is_partial(path: &Path) -> bool {
    path.extension() == Some(OsStr::new(PARTIAL))
}

/// A file while it is made: what is left at this place when the work ends, however it ends, goes.
pub(crate) struct Passing(pub(crate) PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        if let Err(error) = remove_if_there(&self.0) {
            tracing::warn!(%error, "an unfinished file stays until the next start");
        }
    }
}

/// Removes a file that may already be gone.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes what an interrupted write left in a folder; says how many files that were.
pub(crate) fn remove_partial_files(folder: &Path) -> Result<usize, StoreError> {
    let failed = |source| StoreError::file("read", folder, source);
    let mut removed = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if is_partial(&path) {
            fs::remove_file(&path).map_err(|source| StoreError::file("remove", &path, source))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|source| StoreError::file("read", path, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(folder.path().join("a.json.partial"), b"left by a power cut").unwrap();
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn only_partial_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.json", "a.json.partial", "b.sealed.partial", "partial"] {
            fs::write(folder.path().join(name), b"").unwrap();
        }
        assert_eq!(remove_partial_files(folder.path()).unwrap(), 2);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
