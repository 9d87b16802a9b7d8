//! Another workspace key: everything is prepared beside what is used, and one rename decides.

use std::path::{Path, PathBuf};

use model::ids::AccountId;

use super::Workspace;
use crate::error::StoreError;
use crate::event_store::{EventStore, Rotation};
use crate::files::{move_into_place, partial_path, remove_if_there};
use crate::platform::create_private_file;

/// What SQLite may leave beside a database.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

impl Workspace {
    /// Puts a database under another key in the place of the present one. The files of accounts and the recovery file are
    /// replaced before by ones that open with either key; so whenever this ends, however it ends, the workspace opens for
    /// everybody who could open it, with the present key or with the next one. Gives the number of cases.
    ///
    /// # Errors
    /// [`StoreError`] when the disk or a database fails: the present key is still the one that counts.
    pub async fn rotate(
        &self,
        store: EventStore,
        rotation: Rotation<'_>,
        (accounts, recovery): (&[(AccountId, Vec<u8>)], &[u8]),
    ) -> Result<u64, StoreError> {
        let database = self.database_path();
        let copy = partial_path(&database);
        let failed = |source| StoreError::file("write", &copy, source);
        self.clear_rotation().map_err(failed)?;
        let file = create_private_file(&copy).map_err(failed)?;
        let made = store.copy_rotated(&copy, rotation).await;
        let closed = store.close().await;
        let cases = made?;
        closed?;
        file.sync_all().map_err(failed)?;
        drop(file);
        for (account, bytes) in accounts {
            self.write_account(*account, bytes)?;
        }
        self.write_recovery(recovery)?;
        // The log of the old database must not be taken for one of the new.
        for beside in beside(&database) {
            remove_if_there(&beside).map_err(failed)?;
        }
        move_into_place(&copy, &database).map_err(failed)?;
        Ok(cases)
    }

    /// Clears away what an interrupted rotation left.
    pub(super) fn clear_rotation(&self) -> std::io::Result<()> {
        let copy = partial_path(&self.database_path());
        remove_if_there(&copy)?;
        beside(&copy).iter().try_for_each(|path| remove_if_there(path))
    }
}

fn beside(database: &Path) -> Vec<PathBuf> {
    let with = |ending: &&str| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    BESIDE.iter().map(with).collect()
}
