//! One process opens a workspace.
//!
//! The lock is the operating system's own, so it ends with its process however that ends: nothing to take over, no
//! process ids to compare. Who holds it stands in a file beside it, for people.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::files::{read, remove_if_there, write_atomically};
use crate::platform::{host_name, open_private_file};

pub(super) const LOCK_FILE: &str = "lock";
pub(super) const HOLDER_FILE: &str = "holder.json";

/// Held while a workspace is open.
#[derive(Debug)]
pub(crate) struct WorkspaceLock {
    file: File,
    holder_path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct Holder {
    process: u32,
    host: String,
    opened_at: Timestamp,
}

impl WorkspaceLock {
    pub(super) fn acquire(folder: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let path = folder.join(LOCK_FILE);
        let holder_path = folder.join(HOLDER_FILE);
        let file = open_private_file(&path).map_err(|source| StoreError::file("open", &path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held_by(&holder_path)),
            Err(TryLockError::Error(source)) => return Err(StoreError::file("lock", &path, source)),
        }
        let holder = Holder { process: std::process::id(), host: host_name(), opened_at: now };
        let bytes = serde_json::to_vec_pretty(&holder)
            .map_err(|source| StoreError::WorkspaceFile { path: holder_path.clone(), source: Some(source) })?;
        write_atomically(&holder_path, &bytes)?;
        Ok(Self { file, holder_path })
    }
}

impl Drop for WorkspaceLock {
    fn drop(&mut self) {
        let removed = remove_if_there(&self.holder_path);
        let unlocked = self.file.unlock();
        if removed.is_err() || unlocked.is_err() {
            tracing::debug!("the lock ends with the process");
        }
    }
}

fn held_by(holder_path: &Path) -> StoreError {
    let holder = read(holder_path).ok().and_then(|bytes| serde_json::from_slice::<Holder>(&bytes).ok());
    match holder {
        Some(Holder { process, host, opened_at }) => {
            StoreError::InUse { process: process.to_string(), host, opened_at: Some(opened_at) }
        }
        None => StoreError::InUse { process: "?".to_owned(), host: "?".to_owned(), opened_at: None },
    }
}
