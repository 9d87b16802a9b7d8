//! Preparing a folder for a new workspace.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::lock::{HOLDER_FILE, LOCK_FILE, WorkspaceLock};
use super::{
    ACCOUNTS, ATTACHMENTS, ATTEMPTS_FILE, BACKUPS, DATABASE_FILE, RECOVERY_FILE, REFERENCE, UNFINISHED_MARK, Workspace,
};
use crate::error::StoreError;
use crate::files::{remove_if_there, remove_partial_files};
use crate::platform::{create_private_file, create_private_folder};

/// The folder must be absent, empty, or left by an interrupted creation.
pub(super) fn prepare_folder(folder: &Path) -> Result<(), StoreError> {
    let path = folder.to_path_buf();
    if Workspace::is_there(folder) {
        return Err(StoreError::AlreadyAWorkspace { path });
    }
    create_private_folder(folder).map_err(|source| StoreError::file("create", folder, source))?;
    let failed = |source| StoreError::file("read", folder, source);
    let names: Vec<_> = fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    let unfinished = folder.join(UNFINISHED_MARK).is_file();
    let only_lock = names.iter().all(|name| [LOCK_FILE, HOLDER_FILE].iter().any(|known| name == known));
    if unfinished || only_lock { Ok(()) } else { Err(StoreError::FolderNotEmpty { path }) }
}

/// Removes what an interrupted creation left, by name, and only where its mark says that no workspace came of it.
pub(super) fn clear_unfinished(folder: &Path) -> Result<(), StoreError> {
    if !folder.join(UNFINISHED_MARK).is_file() {
        return Ok(());
    }
    for name in [ACCOUNTS, ATTACHMENTS, BACKUPS, REFERENCE] {
        let path = folder.join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path).map_err(|source| StoreError::file("remove", &path, source))?;
        }
    }
    let database = [DATABASE_FILE.to_owned(), format!("{DATABASE_FILE}-wal"), format!("{DATABASE_FILE}-shm")];
    let files = database.iter().map(String::as_str).chain([RECOVERY_FILE, ATTEMPTS_FILE]);
    for path in files.chain([UNFINISHED_MARK]).map(|name| folder.join(name)) {
        remove_if_there(&path).map_err(|source| StoreError::file("remove", &path, source))?;
    }
    remove_partial_files(folder).map(|_| ())
}

/// A folder on its way to a workspace. Until [`Unfinished::end`] it carries the mark that says so.
#[derive(Debug)]
pub(crate) struct Unfinished {
    mark: PathBuf,
    _lock: WorkspaceLock,
}

impl Unfinished {
    /// Prepares an absent or empty folder, as when a workspace is made.
    pub(crate) fn begin(folder: &Path) -> Result<Self, StoreError> {
        prepare_folder(folder)?;
        let lock = WorkspaceLock::acquire(folder, Timestamp::UNIX_EPOCH)?;
        prepare_folder(folder)?;
        clear_unfinished(folder)?;
        let mark = folder.join(UNFINISHED_MARK);
        create_private_file(&mark).map_err(|source| StoreError::file("write", &mark, source))?;
        Ok(Self { mark, _lock: lock })
    }

    /// The folder is a workspace.
    pub(crate) fn end(self) -> Result<(), StoreError> {
        remove_if_there(&self.mark).map_err(|source| StoreError::file("remove", &self.mark, source))
    }
}
