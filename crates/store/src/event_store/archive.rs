//! Documents, contents and attachments that events refer to by hash.

use std::collections::BTreeSet;

use model::ids::AttachmentId;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Row, Sqlite, Transaction};
use uuid::Uuid;

use super::{CaseId, ContentHash, EventStore};
use crate::error::StoreError;
use crate::row::{from_database, hash, to_database, uuid};
use crate::sql;

/// Owner of contents that belong to the workspace itself. No case has this id: those are random.
pub(super) const OF_THE_WORKSPACE: CaseId = CaseId(Uuid::nil());

/// An imported file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Which file; also the name of its sealed copy.
    pub id: AttachmentId,
    /// File name as it was given.
    pub name: String,
    /// Format code.
    pub kind: String,
    /// Size of the plain bytes.
    pub size_bytes: u64,
    /// SHA-256 of the plain bytes.
    pub sha256: ContentHash,
}

/// A rendered document to archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// A fresh id.
    pub id: Uuid,
    /// Revision of the report, from 1.
    pub revision: u32,
    /// Kind code.
    pub kind: String,
    /// Hash of the content tree that was rendered and signed.
    pub content_hash: ContentHash,
    /// The bytes as they were handed out.
    pub pdf: Vec<u8>,
}

/// An archived document without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHead {
    /// Which document.
    pub id: Uuid,
    /// Revision of the report.
    pub revision: u32,
    /// Kind code.
    pub kind: String,
    /// Hash of the content tree.
    pub content_hash: ContentHash,
    /// SHA-256 of the bytes.
    pub pdf_sha256: ContentHash,
    /// Size of the bytes.
    pub size_bytes: u64,
    /// The event that archived it.
    pub sequence: u64,
}

const ATTACHMENT: StoreError = StoreError::RowMalformed { table: "attachment" };
const DOCUMENT: StoreError = StoreError::RowMalformed { table: "document" };

impl EventStore {
    /// The imported files of a case, in the order of import.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn attachment_rows(&self, case: CaseId) -> Result<Vec<AttachmentRow>, StoreError> {
        let rows = sqlx::query(sql::ATTACHMENTS)
            .bind(case.0.as_bytes().as_slice())
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("list attachments"))?;
        rows.iter().map(attachment_row).collect()
    }

    /// Worklist bodies of the cases that hold a file with exactly these bytes, by case number.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn listed_with_content(&self, sha256: ContentHash) -> Result<Vec<Vec<u8>>, StoreError> {
        sqlx::query_scalar(sql::LISTED_WITH_CONTENT)
            .bind(sha256.0.as_slice())
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("look for a file"))
    }

    /// The archived documents of a case, by revision and kind.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn documents(&self, case: CaseId) -> Result<Vec<DocumentHead>, StoreError> {
        let rows = sqlx::query(sql::DOCUMENTS)
            .bind(case.0.as_bytes().as_slice())
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("list documents"))?;
        rows.iter().map(document_head).collect()
    }

    /// The bytes of an archived document, checked against their hash.
    ///
    /// # Errors
    /// [`StoreError::DocumentMissing`], [`StoreError::DocumentAltered`], or what the database says.
    pub async fn document_pdf(&self, document: Uuid) -> Result<Vec<u8>, StoreError> {
        let row = sqlx::query(sql::DOCUMENT_PDF)
            .bind(document.as_bytes().as_slice())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::database("read a document"))?
            .ok_or(StoreError::DocumentMissing { document })?;
        let pdf: Vec<u8> = row.try_get(0).map_err(|_| DOCUMENT)?;
        let expected = hash(row.try_get(1).map_err(|_| DOCUMENT)?, "document")?;
        if ContentHash::of_bytes(&pdf) == expected { Ok(pdf) } else { Err(StoreError::DocumentAltered { document }) }
    }

    /// A content of a case, checked against its hash.
    ///
    /// # Errors
    /// [`StoreError::ContentMissing`], [`StoreError::ContentAltered`], or what the database says.
    pub async fn content(&self, case: CaseId, wanted: ContentHash) -> Result<Vec<u8>, StoreError> {
        let body: Option<Vec<u8>> = sqlx::query_scalar(sql::CONTENT)
            .bind(case.0.as_bytes().as_slice())
            .bind(wanted.0.as_slice())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::database("read a content"))?;
        let body = body.ok_or_else(|| StoreError::ContentMissing { hash: wanted.to_string() })?;
        if ContentHash::of_bytes(&body) == wanted {
            Ok(body)
        } else {
            Err(StoreError::ContentAltered { hash: wanted.to_string() })
        }
    }

    /// A content of the workspace itself, checked against its hash.
    ///
    /// # Errors
    /// As [`EventStore::content`].
    pub async fn workspace_content(&self, wanted: ContentHash) -> Result<Vec<u8>, StoreError> {
        self.content(OF_THE_WORKSPACE, wanted).await
    }

    /// Removes sealed files that no row knows: an import that was cut off before its events were appended.
    pub(super) async fn sweep_attachments(&self) -> Result<(), StoreError> {
        let mut reader = self.readers.acquire().await.map_err(StoreError::database("list attachments"))?;
        let known = attachment_ids(&mut reader).await?;
        let removed = self.attachments().remove_unknown(&known)?;
        if removed > 0 {
            tracing::warn!(removed, "attachments of an interrupted import were removed");
        }
        Ok(())
    }
}

/// The imported files of every case.
pub(crate) async fn attachment_ids(connection: &mut SqliteConnection) -> Result<BTreeSet<AttachmentId>, StoreError> {
    let failed = StoreError::database("list attachments");
    let rows = sqlx::query(sql::ATTACHMENT_IDS).fetch_all(connection).await.map_err(failed)?;
    let id = |row: &SqliteRow| uuid(row.try_get(0).map_err(|_| ATTACHMENT)?, "attachment").map(AttachmentId);
    rows.iter().map(id).collect()
}

pub(super) async fn insert_attachment(
    transaction: &mut Transaction<'_, Sqlite>,
    case: CaseId,
    sequence: u64,
    row: &AttachmentRow,
) -> Result<(), StoreError> {
    sqlx::query(sql::INSERT_ATTACHMENT)
        .bind(row.id.0.as_bytes().as_slice())
        .bind(case.0.as_bytes().as_slice())
        .bind(to_database(sequence)?)
        .bind(&row.name)
        .bind(&row.kind)
        .bind(to_database(row.size_bytes)?)
        .bind(row.sha256.0.as_slice())
        .execute(&mut **transaction)
        .await
        .map(|_| ())
        .map_err(StoreError::database("append an attachment"))
}

pub(super) async fn insert_document(
    transaction: &mut Transaction<'_, Sqlite>,
    case: CaseId,
    sequence: u64,
    row: &DocumentRow,
) -> Result<(), StoreError> {
    sqlx::query(sql::INSERT_DOCUMENT)
        .bind(row.id.as_bytes().as_slice())
        .bind(case.0.as_bytes().as_slice())
        .bind(to_database(sequence)?)
        .bind(i64::from(row.revision))
        .bind(&row.kind)
        .bind(row.content_hash.0.as_slice())
        .bind(ContentHash::of_bytes(&row.pdf).0.to_vec())
        .bind(&row.pdf)
        .execute(&mut **transaction)
        .await
        .map(|_| ())
        .map_err(StoreError::database("archive a document"))
}

fn attachment_row(row: &SqliteRow) -> Result<AttachmentRow, StoreError> {
    Ok(AttachmentRow {
        id: AttachmentId(uuid(row.try_get(0).map_err(|_| ATTACHMENT)?, "attachment")?),
        name: row.try_get(3).map_err(|_| ATTACHMENT)?,
        kind: row.try_get(4).map_err(|_| ATTACHMENT)?,
        size_bytes: from_database(row.try_get(5).map_err(|_| ATTACHMENT)?, "attachment")?,
        sha256: hash(row.try_get(6).map_err(|_| ATTACHMENT)?, "attachment")?,
    })
}

fn document_head(row: &SqliteRow) -> Result<DocumentHead, StoreError> {
    let revision: i64 = row.try_get(3).map_err(|_| DOCUMENT)?;
    Ok(DocumentHead {
        id: uuid(row.try_get(0).map_err(|_| DOCUMENT)?, "document")?,
        revision: u32::try_from(revision).map_err(|_| DOCUMENT)?,
        kind: row.try_get(4).map_err(|_| DOCUMENT)?,
        content_hash: hash(row.try_get(5).map_err(|_| DOCUMENT)?, "document")?,
        pdf_sha256: hash(row.try_get(6).map_err(|_| DOCUMENT)?, "document")?,
        size_bytes: from_database(row.try_get(7).map_err(|_| DOCUMENT)?, "document")?,
        sequence: from_database(row.try_get(2).map_err(|_| DOCUMENT)?, "document")?,
    })
}
