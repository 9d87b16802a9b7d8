//! The log and what hangs on it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use casefile::envelope::{CHAIN_START, Envelope};
use casefile::role::Role;
use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::{AccountId, CaseId, EventId};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqlitePoolOptions};
use sqlx::{Connection, Row};
use tokio::sync::Mutex;

use crate::attachments::Attachments;
use crate::chain::ChainHead;
use crate::database::{Access, DatabaseKey, connect, options};
use crate::error::StoreError;
use crate::migrations::{migrate, migrations};
use crate::row;
use crate::sql;
use crate::workspace::WorkspaceLock;

mod append;
mod archive;
mod erase;
mod replay;
mod rotate;

pub use append::{Append, MAXIMUM_PAYLOAD_BYTES, NewEvent, Rows};
pub(crate) use archive::attachment_ids;
pub use archive::{AttachmentRow, DocumentHead, DocumentRow};
pub use erase::CASE_ERASED;
pub use replay::StoredEvent;
pub(crate) use replay::checked;
pub use rotate::{Rewrap, Rotation};

/// Readers beside the one writer.
const READERS: u32 = 3;

/// The open database of a workspace: one writer, a few readers.
pub struct EventStore {
    pub(crate) writer: Mutex<SqliteConnection>,
    pub(crate) readers: SqlitePool,
    attachments: Attachments,
    /// Keeps the workspace locked while the database is open, also when the workspace itself was dropped.
    _lock: Arc<WorkspaceLock>,
}

impl EventStore {
    pub(crate) async fn open(
        path: &Path,
        key: &DatabaseKey,
        attachments: Attachments,
        backups: &Path,
        lock: Arc<WorkspaceLock>,
    ) -> Result<Self, StoreError> {
        let mut writer = connect(path, key, Access::Write).await?;
        migrate(&mut writer, migrations(), key, backups).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options(path, key, Access::ReadOnly));
        let store = Self { writer: Mutex::new(writer), readers, attachments, _lock: lock };
        store.sweep_attachments().await?;
        Ok(store)
    }

    /// The sealed input files.
    pub fn attachments(&self) -> &Attachments {
        &self.attachments
    }

    /// The last event of the whole log. Signed and kept elsewhere, it shows later that nothing was cut off.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn head(&self) -> Result<ChainHead, StoreError> {
        let mut reader = self.readers.acquire().await.map_err(StoreError::database("read the head"))?;
        head(&mut reader).await
    }

    /// A small fact about the workspace.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let failed = StoreError::database("read meta");
        sqlx::query_scalar(sql::META).bind(key).fetch_optional(&self.readers).await.map_err(failed)
    }

    /// Keeps a small fact about the workspace.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn put_meta(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut writer = self.writer.lock().await;
        let failed = StoreError::database("write meta");
        sqlx::query(sql::PUT_META).bind(key).bind(value).execute(&mut *writer).await.map(|_| ()).map_err(failed)
    }

    /// Ends all connections and folds the write-ahead log into the database.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; what was appended is kept in any case.
    pub async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await;
        let mut writer = self.writer.into_inner();
        let failed = StoreError::database("close");
        sqlx::query(sql::CHECKPOINT).execute(&mut writer).await.map_err(&failed)?;
        writer.close().await.map_err(&failed)
    }
}

impl fmt::Debug for EventStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStore").finish_non_exhaustive()
    }
}

pub(crate) async fn head(connection: &mut SqliteConnection) -> Result<ChainHead, StoreError> {
    let failed = StoreError::database("read the head");
    let malformed = |_| StoreError::RowMalformed { table: "envelope" };
    let Some(found) = sqlx::query(sql::HEAD).fetch_optional(connection).await.map_err(failed)? else {
        return Ok(ChainHead { sequence: 0, hash: CHAIN_START, at: None });
    };
    let at: String = found.try_get(2).map_err(malformed)?;
    Ok(ChainHead {
        sequence: row::sequence(&found)?,
        hash: row::hash(found.try_get(1).map_err(malformed)?, "envelope")?,
        at: Some(at.parse().map_err(|_| StoreError::RowMalformed { table: "envelope" })?),
    })
}

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod log_tests;
#[cfg(test)]
mod tests;
