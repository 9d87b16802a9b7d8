//! Writing the log: one transaction, one case, no gaps.

use std::fmt;

use model::canonical::canonical_json;
use model::ports::Cipher;
use sqlx::{Sqlite, Transaction};

use super::archive::{AttachmentRow, DocumentRow, OF_THE_WORKSPACE, insert_attachment, insert_document};
use super::{
    AccountId, CASE_ERASED, CaseId, Connection, ContentHash, Envelope, EventId, EventStore, Role, Timestamp, head,
};
use crate::error::StoreError;
use crate::row::{from_database, to_database};
use crate::sql;
use crate::worklist::{WorklistRow, put};

/// Largest payload of one event. Bigger inputs are contents or attachments, named in the payload by their hash.
pub const MAXIMUM_PAYLOAD_BYTES: usize = 32 * 1024 * 1024;

/// Longest event type and software version, in bytes.
const MAXIMUM_WORD_BYTES: usize = 64;

/// An event on its way into the log.
#[derive(Clone)]
pub struct NewEvent {
    /// A fresh id.
    pub event: EventId,
    /// Its type: `a-z`, `0-9` and `_`.
    pub kind: String,
    /// Version of the payload's shape, from 1.
    pub schema: u32,
    /// Who acted.
    pub actor: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// Version of the software: `a-z`, `A-Z`, `0-9`, `.`, `+`, `-`, `_` and space.
    pub software: String,
    /// What it says: canonical JSON (see `model::canonical`).
    pub payload: Vec<u8>,
}

/// Without the payload: it must not reach a log.
impl fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEvent").field("event", &self.event).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// What is written in the same transaction as the events. All or nothing.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Wrapped key of the case; needed exactly once, with its first event.
    pub case_secret: Option<Vec<u8>>,
    /// Inputs too big for a payload; kept under their SHA-256. The only rows that events of the workspace may have.
    pub contents: Vec<Vec<u8>>,
    /// Files that were imported before.
    pub attachments: Vec<AttachmentRow>,
    /// Documents to archive.
    pub documents: Vec<DocumentRow>,
    /// The case as the list shows it after these events.
    pub worklist: Option<WorklistRow>,
}

/// Events of one case that belong together.
pub struct Append<'a> {
    /// The case; `None` for events of the workspace itself.
    pub case: Option<CaseId>,
    /// Sequence of the last event of this case that the decision rests on; 0 when there was none.
    pub expected_sequence: u64,
    /// Commits to the payloads: the cipher of the case, or of the workspace.
    pub cipher: &'a dyn Cipher,
    /// At least one.
    pub events: Vec<NewEvent>,
    /// What goes with them.
    pub rows: Rows,
}

impl fmt::Debug for Append<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Append").field("case", &self.case).field("events", &self.events.len()).finish_non_exhaustive()
    }
}

impl EventStore {
    /// Appends events, or nothing at all.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the case moved on, [`StoreError::CaseErased`], [`StoreError::CaseSecretMissing`],
    /// [`StoreError::PayloadNotCanonical`] and its like, or what the database says.
    pub async fn append(&self, append: Append<'_>) -> Result<Vec<Envelope>, StoreError> {
        if append.events.iter().any(|event| event.kind == CASE_ERASED) {
            return Err(StoreError::ErasureMalformed);
        }
        let mut writer = self.writer.lock().await;
        let failed = StoreError::database("append");
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        let envelopes = append_in(&mut transaction, append).await?;
        transaction.commit().await.map_err(&failed)?;
        Ok(envelopes)
    }
}

/// The append itself, inside a transaction of the caller.
pub(super) async fn append_in(
    transaction: &mut Transaction<'_, Sqlite>,
    append: Append<'_>,
) -> Result<Vec<Envelope>, StoreError> {
    let Append { case, expected_sequence, cipher, events, rows } = append;
    events.iter().try_for_each(check_event)?;
    check_place(transaction, case, expected_sequence).await?;
    if let Some(case) = case {
        check_case(transaction, case, rows.case_secret.as_deref()).await?;
    }
    let mut last = head(transaction).await?;
    let first = last.sequence + 1;
    let mut envelopes = Vec::with_capacity(events.len());
    for event in events {
        let envelope = Envelope {
            sequence: last.sequence + 1,
            case,
            event: event.event,
            kind: event.kind,
            schema: event.schema,
            actor: event.actor,
            role: event.role,
            at: event.at,
            software: event.software,
            commitment: cipher.commit(&event.payload),
        };
        last.sequence = envelope.sequence;
        last.hash = envelope.chained(last.hash).map_err(|source| StoreError::Canonical { source })?;
        insert_event(transaction, &envelope, last.hash, &event.payload).await?;
        envelopes.push(envelope);
    }
    if envelopes.is_empty() {
        return Err(StoreError::NothingToAppend);
    }
    match case {
        Some(case) => insert_rows(transaction, case, (first, last.sequence), rows).await?,
        None => insert_contents(transaction, OF_THE_WORKSPACE, rows.contents).await?,
    }
    Ok(envelopes)
}

/// Nothing but technical words may stand in an envelope, and only canonical bytes can be committed to.
fn check_event(event: &NewEvent) -> Result<(), StoreError> {
    let malformed = |field| StoreError::EnvelopeMalformed { event: event.event, field };
    let kind = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let software = |c: char| c.is_ascii_alphanumeric() || " .+-_".contains(c);
    if !is_word(&event.kind, kind) {
        return Err(malformed("kind"));
    }
    if !is_word(&event.software, software) {
        return Err(malformed("software"));
    }
    if event.schema == 0 {
        return Err(malformed("schema"));
    }
    let bytes = event.payload.len();
    if bytes > MAXIMUM_PAYLOAD_BYTES {
        return Err(StoreError::PayloadTooLarge { event: event.event, bytes, limit: MAXIMUM_PAYLOAD_BYTES });
    }
    let value: Option<serde_json::Value> = serde_json::from_slice(&event.payload).ok();
    match value.and_then(|value| canonical_json(&value).ok()) {
        Some(canonical) if canonical == event.payload => Ok(()),
        _ => Err(StoreError::PayloadNotCanonical { event: event.event }),
    }
}

fn is_word(text: &str, allowed: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.len() <= MAXIMUM_WORD_BYTES && text.chars().all(allowed)
}

async fn check_place(
    transaction: &mut Transaction<'_, Sqlite>,
    case: Option<CaseId>,
    expected: u64,
) -> Result<(), StoreError> {
    let found: i64 = sqlx::query_scalar(sql::CASE_HEAD)
        .bind(case.map(|case| case.0.as_bytes().to_vec()))
        .fetch_one(&mut **transaction)
        .await
        .map_err(StoreError::database("append"))?;
    let found = from_database(found, "envelope")?;
    if found == expected { Ok(()) } else { Err(StoreError::Conflict { expected, found }) }
}

/// The case is alive and has its key, or gets it now.
async fn check_case(
    transaction: &mut Transaction<'_, Sqlite>,
    case: CaseId,
    new_secret: Option<&[u8]>,
) -> Result<(), StoreError> {
    let failed = StoreError::database("append");
    let id = case.0.as_bytes().as_slice();
    let erased: i64 = sqlx::query_scalar(sql::IS_ERASED)
        .bind(id)
        .bind(CASE_ERASED)
        .fetch_one(&mut **transaction)
        .await
        .map_err(&failed)?;
    if erased > 0 {
        return Err(StoreError::CaseErased { case });
    }
    if let Some(wrapped) = new_secret {
        sqlx::query(sql::INSERT_CASE_SECRET)
            .bind(id)
            .bind(wrapped)
            .execute(&mut **transaction)
            .await
            .map_err(&failed)?;
    }
    let secret: Option<Vec<u8>> =
        sqlx::query_scalar(sql::CASE_SECRET).bind(id).fetch_optional(&mut **transaction).await.map_err(&failed)?;
    secret.map(|_| ()).ok_or(StoreError::CaseSecretMissing { case })
}

async fn insert_event(
    transaction: &mut Transaction<'_, Sqlite>,
    envelope: &Envelope,
    hash: ContentHash,
    payload: &[u8],
) -> Result<(), StoreError> {
    let failed = StoreError::database("append");
    let sequence = to_database(envelope.sequence)?;
    sqlx::query(sql::INSERT_ENVELOPE)
        .bind(sequence)
        .bind(envelope.case.map(|case| case.0.as_bytes().to_vec()))
        .bind(envelope.event.0.as_bytes().as_slice())
        .bind(&envelope.kind)
        .bind(i64::from(envelope.schema))
        .bind(envelope.actor.0.as_bytes().as_slice())
        .bind(envelope.role.code())
        .bind(envelope.at.to_string())
        .bind(&envelope.software)
        .bind(envelope.commitment.0.as_slice())
        .bind(hash.0.as_slice())
        .execute(&mut **transaction)
        .await
        .map_err(&failed)?;
    let insert = sqlx::query(sql::INSERT_PAYLOAD).bind(sequence).bind(payload);
    insert.execute(&mut **transaction).await.map(|_| ()).map_err(&failed)
}

async fn insert_contents(
    transaction: &mut Transaction<'_, Sqlite>,
    owner: CaseId,
    contents: Vec<Vec<u8>>,
) -> Result<(), StoreError> {
    let failed = StoreError::database("append");
    for body in contents {
        sqlx::query(sql::INSERT_CONTENT)
            .bind(owner.0.as_bytes().as_slice())
            .bind(ContentHash::of_bytes(&body).0.to_vec())
            .bind(body)
            .execute(&mut **transaction)
            .await
            .map_err(&failed)?;
    }
    Ok(())
}

async fn insert_rows(
    transaction: &mut Transaction<'_, Sqlite>,
    case: CaseId,
    (first, last): (u64, u64),
    rows: Rows,
) -> Result<(), StoreError> {
    insert_contents(transaction, case, rows.contents).await?;
    for attachment in rows.attachments {
        insert_attachment(transaction, case, first, &attachment).await?;
    }
    for document in rows.documents {
        insert_document(transaction, case, first, &document).await?;
    }
    match rows.worklist {
        Some(row) => put(transaction, case, last, &row).await,
        None => Ok(()),
    }
}
