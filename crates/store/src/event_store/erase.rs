//! Forgetting a case without breaking the log.

use super::append::append_in;
use super::{Append, CaseId, Connection, Envelope, EventStore, Rows};
use crate::error::StoreError;
use crate::row::to_database;
use crate::sql;

/// Type of the one event that may stand for payloads that are gone.
pub const CASE_ERASED: &str = "case_erased";

/// The key goes before the payloads: the schema refuses to forget a payload whose case is alive.
const ERASED_WITH_A_CASE: [&str; 5] = [
    sql::ERASE_ATTACHMENTS,
    sql::ERASE_DOCUMENTS,
    sql::ERASE_CONTENTS,
    sql::ERASE_WORKLIST_ROW,
    sql::ERASE_CASE_SECRET,
];

impl EventStore {
    /// Whether a case was erased.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn is_erased(&self, case: CaseId) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(sql::IS_ERASED)
            .bind(case.0.as_bytes().as_slice())
            .bind(CASE_ERASED)
            .fetch_one(&self.readers)
            .await
            .map_err(StoreError::database("read the log"))?;
        Ok(count > 0)
    }

    /// Erases what is known about a case and appends why, in one transaction.
    ///
    /// Key, payloads, contents, documents, attachments and the row of the list go; the envelopes stay, so the chain
    /// still verifies, and nobody can guess any more what the commitments hid. `erasure` is one [`CASE_ERASED`] event of
    /// that case, committed to by the cipher of the *workspace* (the case has no secret any more); its payload stays.
    ///
    /// # Errors
    /// [`StoreError::ErasureMalformed`], [`StoreError::Conflict`], [`StoreError::CaseErased`], or what database and file
    /// system say.
    pub async fn erase_case(&self, case: CaseId, erasure: Append<'_>) -> Result<Envelope, StoreError> {
        let one_event = matches!(erasure.events.as_slice(), [event] if event.kind == CASE_ERASED);
        let Rows { case_secret, contents, attachments, documents, worklist } = &erasure.rows;
        let alone = case_secret.is_none()
            && contents.is_empty()
            && attachments.is_empty()
            && documents.is_empty()
            && worklist.is_none();
        if !one_event || !alone || erasure.case != Some(case) {
            return Err(StoreError::ErasureMalformed);
        }
        let files = self.attachment_rows(case).await?;
        let id = case.0.as_bytes().as_slice();
        let failed = StoreError::database("erase a case");
        let mut writer = self.writer.lock().await;
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        let last_erased = to_database(erasure.expected_sequence)?;
        let envelope = append_in(&mut transaction, erasure).await?.pop().ok_or(StoreError::NothingToAppend)?;
        for statement in ERASED_WITH_A_CASE {
            sqlx::query(statement).bind(id).execute(&mut *transaction).await.map_err(&failed)?;
        }
        let payloads = sqlx::query(sql::ERASE_PAYLOADS).bind(id).bind(last_erased);
        payloads.execute(&mut *transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(&failed)?;
        sqlx::query(sql::CHECKPOINT).execute(&mut *writer).await.map_err(&failed)?;
        drop(writer);
        for file in files {
            self.attachments().remove(file.id)?;
        }
        Ok(envelope)
    }
}
