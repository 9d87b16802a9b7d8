//! Reading the log of a case.

use model::ports::Cipher;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{CASE_ERASED, CaseId, Envelope, EventStore};
use crate::error::StoreError;
use crate::row::{from_database, log_row, to_database, uuid};
use crate::sql;

/// One event of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its outside.
    pub envelope: Envelope,
    /// What it says: canonical JSON, checked against the commitment.
    pub payload: Vec<u8>,
}

impl EventStore {
    /// All events of a case after a sequence (0 for all), oldest first, each checked against its commitment.
    ///
    /// # Errors
    /// [`StoreError::CaseErased`], [`StoreError::PayloadAltered`], [`StoreError::PayloadMissing`], or what the database
    /// says.
    pub async fn replay(
        &self,
        case: Option<CaseId>,
        after: u64,
        cipher: &dyn Cipher,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = sqlx::query(sql::REPLAY)
            .bind(case.map(|case| case.0.as_bytes().to_vec()))
            .bind(to_database(after)?)
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("replay"))?;
        checked(&rows, cipher)
    }

    /// Events of the workspace itself of some kinds, oldest first, each checked against its commitment.
    ///
    /// # Errors
    /// As [`EventStore::replay`].
    pub async fn workspace_events(&self, kinds: &[&str], cipher: &dyn Cipher) -> Result<Vec<StoredEvent>, StoreError> {
        let kinds = serde_json::to_string(kinds).map_err(|_| StoreError::RowMalformed { table: "envelope" })?;
        let failed = StoreError::database("replay");
        let rows = sqlx::query(sql::WORKSPACE_EVENTS).bind(kinds).fetch_all(&self.readers).await.map_err(failed)?;
        checked(&rows, cipher)
    }

    /// Sequence of the last event of a case, or of the workspace itself; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn last_sequence(&self, case: Option<CaseId>) -> Result<u64, StoreError> {
        let id = case.map(|case| case.0.as_bytes().to_vec());
        let failed = StoreError::database("read the head");
        let last: i64 = sqlx::query_scalar(sql::CASE_HEAD).bind(id).fetch_one(&self.readers).await.map_err(failed)?;
        from_database(last, "envelope")
    }

    /// The wrapped key of a case; `None` when there is no such case or it was erased.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn case_secret(&self, case: CaseId) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar(sql::CASE_SECRET)
            .bind(case.0.as_bytes().as_slice())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::database("read the key of a case"))
    }

    /// Every living case, by id.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn cases(&self) -> Result<Vec<CaseId>, StoreError> {
        let failed = StoreError::database("list the cases");
        let rows = sqlx::query(sql::CASES).fetch_all(&self.readers).await.map_err(failed)?;
        rows.iter()
            .map(|row| {
                let id: &[u8] = row.try_get(0).map_err(|_| StoreError::RowMalformed { table: "case_secret" })?;
                uuid(id, "case_secret").map(CaseId)
            })
            .collect()
    }
}

/// Reads rows of one case and holds each payload against its commitment.
pub(crate) fn checked(rows: &[SqliteRow], cipher: &dyn Cipher) -> Result<Vec<StoredEvent>, StoreError> {
    let rows: Vec<_> = rows.iter().map(log_row).collect::<Result<_, _>>()?;
    let erased = rows.iter().find(|row| row.envelope.kind == CASE_ERASED);
    if let Some(case) = erased.and_then(|row| row.envelope.case) {
        return Err(StoreError::CaseErased { case });
    }
    rows.into_iter()
        .map(|row| {
            let sequence = row.envelope.sequence;
            let payload = row.payload.ok_or(StoreError::PayloadMissing { sequence })?;
            if cipher.commit(&payload) != row.envelope.commitment {
                return Err(StoreError::PayloadAltered { sequence });
            }
            Ok(StoredEvent { envelope: row.envelope, payload })
        })
        .collect()
}
