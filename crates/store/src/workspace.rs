//! The folder of a workspace.
//!
//! ```text
//! workspace.json     format, id, institution: written last when a workspace is made
//! accounts/<id>.json one file per account
//! recovery.json      the workspace key, wrapped for the recovery key
//! attempts.json      failed sign-ins under logins that nobody has
//! shirube.db         the encrypted database
//! attachments/       sealed input files
//! backups/           databases before a migration
//! reference/         reference packs
//! lock, holder.json  who has it open
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use model::ids::{AccountId, WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::attachments::Attachments;
use crate::database::DatabaseKey;
use crate::error::StoreError;
use crate::event_store::EventStore;
use crate::files::{is_partial, read, remove_if_there, remove_partial_files, write_atomically};
use crate::platform::{create_private_file, create_private_folder, network_file_system, sync_folder};

mod creation;
mod lock;
mod rotation;

pub(crate) use creation::Unfinished;
pub(crate) use lock::WorkspaceLock;

/// Version of the folder layout that this software writes.
pub const WORKSPACE_FORMAT: u32 = 1;

const WORKSPACE_FILE: &str = "workspace.json";
const RECOVERY_FILE: &str = "recovery.json";
const ATTEMPTS_FILE: &str = "attempts.json";
const DATABASE_FILE: &str = "shirube.db";
const ACCOUNTS: &str = "accounts";
const ATTACHMENTS: &str = "attachments";
const BACKUPS: &str = "backups";
/// Reference packs; another room keeps them here.
const REFERENCE: &str = "reference";
/// Stands in a folder while a workspace is being made. Found later, it says that the making was interrupted.
const UNFINISHED_MARK: &str = ".unfinished";

/// What anybody may know about a workspace before signing in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceFile {
    /// Version of the folder layout.
    pub format: u32,
    /// Which workspace.
    pub id: WorkspaceId,
    /// When it was made.
    pub created_at: Timestamp,
    /// Name of the institution, shown on the sign-in screen.
    pub institution: String,
}

/// What a new workspace starts with.
#[derive(Clone, Copy, Debug)]
pub struct NewWorkspace<'a> {
    /// Which workspace.
    pub id: WorkspaceId,
    /// Now.
    pub created_at: Timestamp,
    /// Name of the institution.
    pub institution: &'a str,
    /// Key of its database.
    pub database_key: &'a DatabaseKey,
    /// The first account: its id and its file.
    pub first_account: (AccountId, &'a [u8]),
    /// The recovery file.
    pub recovery: &'a [u8],
}

/// An open workspace folder. While this or its [`EventStore`] lives, nobody else opens it.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    file: WorkspaceFile,
    lock: Arc<WorkspaceLock>,
}

impl Workspace {
    /// Whether a folder holds a workspace, without opening it.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(WORKSPACE_FILE).is_file()
    }

    /// What `workspace.json` says, without opening the workspace.
    ///
    /// # Errors
    /// [`StoreError::NotAWorkspace`], [`StoreError::WorkspaceNewer`], [`StoreError::WorkspaceFile`].
    pub fn peek(folder: &Path) -> Result<WorkspaceFile, StoreError> {
        if !Self::is_there(folder) {
            return Err(StoreError::NotAWorkspace { path: folder.to_path_buf() });
        }
        read_workspace_file(&folder.join(WORKSPACE_FILE))
    }

    /// The account files of a workspace, by id, without opening it.
    ///
    /// # Errors
    /// As [`Workspace::accounts`].
    pub fn peek_accounts(folder: &Path) -> Result<Vec<(AccountId, Vec<u8>)>, StoreError> {
        account_files(&folder.join(ACCOUNTS))
    }

    /// Makes a workspace in an absent or empty folder. `workspace.json` is written last; until then the folder is no
    /// workspace, and a later call clears away what an interrupted one left.
    ///
    /// # Errors
    /// [`StoreError::AlreadyAWorkspace`], [`StoreError::FolderNotEmpty`], [`StoreError::NetworkFileSystem`],
    /// [`StoreError::InUse`], or what file system and database say.
    pub async fn create(folder: &Path, new: NewWorkspace<'_>) -> Result<(Self, EventStore), StoreError> {
        refuse_network(folder)?;
        creation::prepare_folder(folder)?;
        // Looked at again under the lock: somebody else may have been quicker.
        let lock = Arc::new(WorkspaceLock::acquire(folder, new.created_at)?);
        creation::prepare_folder(folder)?;
        creation::clear_unfinished(folder)?;
        let mark = folder.join(UNFINISHED_MARK);
        create_private_file(&mark).map_err(|source| StoreError::file("write", &mark, source))?;
        for name in [ACCOUNTS, ATTACHMENTS, BACKUPS] {
            let path = folder.join(name);
            create_private_folder(&path).map_err(|source| StoreError::file("create", &path, source))?;
        }
        let file = WorkspaceFile {
            format: WORKSPACE_FORMAT,
            id: new.id,
            created_at: new.created_at,
            institution: new.institution.to_owned(),
        };
        let workspace = Self { folder: folder.to_path_buf(), file, lock };
        let (account, bytes) = new.first_account;
        workspace.write_account(account, bytes)?;
        workspace.write_recovery(new.recovery)?;
        let database = workspace.database_path();
        create_private_file(&database).map_err(|source| StoreError::file("create", &database, source))?;
        let store = workspace.open_store(new.database_key).await?;
        workspace.write_workspace_file()?;
        remove_if_there(&mark).map_err(|source| StoreError::file("remove", &mark, source))?;
        sync_folder(folder).map_err(|source| StoreError::file("write", folder, source))?;
        Ok((workspace, store))
    }

    /// Opens a workspace folder and takes its lock; the database stays closed until somebody has its key.
    ///
    /// # Errors
    /// [`StoreError::NotAWorkspace`], [`StoreError::InUse`] with the holder, [`StoreError::NetworkFileSystem`],
    /// [`StoreError::WorkspaceNewer`].
    pub fn open(folder: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let file = Self::peek(folder)?;
        refuse_network(folder)?;
        let lock = Arc::new(WorkspaceLock::acquire(folder, now)?);
        let mark = folder.join(UNFINISHED_MARK);
        remove_if_there(&mark).map_err(|source| StoreError::file("remove", &mark, source))?;
        for path in [folder.to_path_buf(), folder.join(ACCOUNTS), folder.join(ATTACHMENTS), folder.join(BACKUPS)] {
            let removed = remove_partial_files(&path)?;
            if removed > 0 {
                tracing::warn!(removed, "unfinished files of an interrupted run were removed");
            }
        }
        let workspace = Self { folder: folder.to_path_buf(), file, lock };
        workspace.clear_rotation().map_err(|source| StoreError::file("remove", folder, source))?;
        Ok(workspace)
    }

    /// What `workspace.json` says.
    pub fn file(&self) -> &WorkspaceFile {
        &self.file
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the database, brings it to the newest version, and clears away attachments that no event knows.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::DatabaseNewer`], [`StoreError::Migration`], or what the database says.
    pub async fn open_store(&self, key: &DatabaseKey) -> Result<EventStore, StoreError> {
        let attachments = Attachments::new(self.folder.join(ATTACHMENTS));
        EventStore::open(&self.database_path(), key, attachments, &self.folder.join(BACKUPS), Arc::clone(&self.lock))
            .await
    }

    /// All account files, by id.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::WorkspaceFile`] for a file that is not named by an account id.
    pub fn accounts(&self) -> Result<Vec<(AccountId, Vec<u8>)>, StoreError> {
        account_files(&self.folder.join(ACCOUNTS))
    }

    /// Writes or replaces an account file.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn write_account(&self, account: AccountId, bytes: &[u8]) -> Result<(), StoreError> {
        write_atomically(&self.account_path(account), bytes)
    }

    /// Removes an account, and with it its wrapped copy of the workspace key.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn remove_account(&self, account: AccountId) -> Result<(), StoreError> {
        let path = self.account_path(account);
        remove_if_there(&path).map_err(|source| StoreError::file("remove", &path, source))
    }

    /// The recovery file.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn recovery(&self) -> Result<Vec<u8>, StoreError> {
        read(&self.folder.join(RECOVERY_FILE))
    }

    /// Replaces the recovery file; the recovery key printed before ends with it.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn write_recovery(&self, bytes: &[u8]) -> Result<(), StoreError> {
        write_atomically(&self.folder.join(RECOVERY_FILE), bytes)
    }

    /// The file of failed sign-ins under logins that nobody has; `None` before the first.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn attempts(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.folder.join(ATTEMPTS_FILE);
        if path.exists() { read(&path).map(Some) } else { Ok(None) }
    }

    /// Replaces the file of failed sign-ins.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn write_attempts(&self, bytes: &[u8]) -> Result<(), StoreError> {
        write_atomically(&self.folder.join(ATTEMPTS_FILE), bytes)
    }

    fn write_workspace_file(&self) -> Result<(), StoreError> {
        let path = self.folder.join(WORKSPACE_FILE);
        let bytes = serde_json::to_vec_pretty(&self.file)
            .map_err(|source| StoreError::WorkspaceFile { path: path.clone(), source: Some(source) })?;
        write_atomically(&path, &bytes)
    }

    fn account_path(&self, account: AccountId) -> PathBuf {
        self.folder.join(ACCOUNTS).join(format!("{account}.json"))
    }

    fn database_path(&self) -> PathBuf {
        self.folder.join(DATABASE_FILE)
    }
}

/// Account files that are finished: what an interrupted write left is cleared away by the next opening, not here.
fn account_files(folder: &Path) -> Result<Vec<(AccountId, Vec<u8>)>, StoreError> {
    let failed = |source| StoreError::file("read", folder, source);
    let mut accounts = vec![];
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if is_partial(&path) {
            continue;
        }
        let id = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
        let id = id.ok_or_else(|| StoreError::WorkspaceFile { path: path.clone(), source: None })?;
        accounts.push((id, read(&path)?));
    }
    accounts.sort();
    Ok(accounts)
}

fn refuse_network(folder: &Path) -> Result<(), StoreError> {
    match network_file_system(folder) {
        Some(kind) => Err(StoreError::NetworkFileSystem { path: folder.to_path_buf(), kind }),
        None => Ok(()),
    }
}

fn read_workspace_file(path: &Path) -> Result<WorkspaceFile, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let malformed = |source| StoreError::WorkspaceFile { path: path.to_path_buf(), source: Some(source) };
    let bytes = read(path)?;
    let Version { format } = serde_json::from_slice(&bytes).map_err(malformed)?;
    if format > WORKSPACE_FORMAT {
        return Err(StoreError::WorkspaceNewer { found: format, known: WORKSPACE_FORMAT });
    }
    serde_json::from_slice(&bytes).map_err(malformed)
}

#[cfg(test)]
mod tests;
