//! A copy of the database under another key, finished before anybody uses it.

use std::path::Path;

use sqlx::{Connection, Row};

use super::append::append_in;
use super::{Append, CaseId, EventStore};
use crate::database::{DatabaseKey, connect_copy, rekey};
use crate::error::StoreError;
use crate::row::uuid;
use crate::sql;

/// The wrapped key of a case under the next key; `None` where the present one does not open.
pub type Rewrap<'a> = dyn Fn(CaseId, &[u8]) -> Option<Vec<u8>> + Sync + 'a;

/// What changes in the copy.
pub struct Rotation<'a> {
    /// The key that the database has.
    pub present: &'a DatabaseKey,
    /// The key that it gets.
    pub next: &'a DatabaseKey,
    /// Wraps the key of a case anew.
    pub case_secret: &'a Rewrap<'a>,
    /// Small facts that are sealed under the next key.
    pub meta: &'a [(&'a str, String)],
    /// The event that tells of it; it stands in the copy alone.
    pub told: Append<'a>,
}

impl std::fmt::Debug for Rotation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rotation").finish_non_exhaustive()
    }
}

impl EventStore {
    /// Makes the copy at an empty file that is there. Gives the number of cases whose key was wrapped anew.
    pub(crate) async fn copy_rotated(&self, copy: &Path, rotation: Rotation<'_>) -> Result<u64, StoreError> {
        let Rotation { present, next, case_secret, meta, told } = rotation;
        let failed = StoreError::database("rotate the key");
        let name = copy.to_str().ok_or_else(|| StoreError::PathNotText { path: copy.to_path_buf() })?;
        {
            let mut writer = self.writer.lock().await;
            sqlx::query(sql::BACK_UP).bind(name).execute(&mut *writer).await.map_err(&failed)?;
        }
        rekey(copy, present, next).await?;
        let mut connection = connect_copy(copy, next).await?;
        let mut transaction = connection.begin().await.map_err(&failed)?;
        let rows = sqlx::query(sql::CASE_SECRETS).fetch_all(&mut *transaction).await.map_err(&failed)?;
        for row in &rows {
            let malformed = |_| StoreError::RowMalformed { table: "case_secret" };
            let case = CaseId(uuid(row.try_get(0).map_err(malformed)?, "case_secret")?);
            let wrapped: Vec<u8> = row.try_get(1).map_err(malformed)?;
            let handed = case_secret(case, &wrapped).ok_or(StoreError::CaseSecretMissing { case })?;
            let id = case.0.as_bytes().as_slice();
            // A row is never changed; it goes and comes again before anybody sees the copy.
            sqlx::query(sql::ERASE_CASE_SECRET).bind(id).execute(&mut *transaction).await.map_err(&failed)?;
            let inserted = sqlx::query(sql::INSERT_CASE_SECRET).bind(id).bind(handed);
            inserted.execute(&mut *transaction).await.map_err(&failed)?;
        }
        for (key, value) in meta {
            sqlx::query(sql::PUT_META).bind(*key).bind(value).execute(&mut *transaction).await.map_err(&failed)?;
        }
        append_in(&mut transaction, told).await?;
        transaction.commit().await.map_err(&failed)?;
        let verdict: String = sqlx::query_scalar(sql::QUICK_CHECK).fetch_one(&mut connection).await.map_err(&failed)?;
        connection.close().await.map_err(&failed)?;
        if verdict != "ok" {
            return Err(StoreError::BackupDamaged { path: copy.to_path_buf() });
        }
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }
}
