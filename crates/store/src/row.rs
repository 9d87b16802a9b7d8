//! Rows of the log, to and from their types.

use casefile::envelope::Envelope;
use casefile::role::Role;
use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::{AccountId, CaseId, EventId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::error::StoreError;

/// One event as it stands in the log.
#[derive(Clone, Debug)]
pub(crate) struct LogRow {
    pub(crate) envelope: Envelope,
    pub(crate) hash: ContentHash,
    pub(crate) payload: Option<Vec<u8>>,
}

/// Sequence numbers fit: the database counts from 1 in signed 64 bits.
pub(crate) fn to_database(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::RowMalformed { table: "envelope" })
}

pub(crate) fn from_database(number: i64, table: &'static str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::RowMalformed { table })
}

pub(crate) fn uuid(bytes: &[u8], table: &'static str) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|_| StoreError::RowMalformed { table })
}

pub(crate) fn hash(bytes: &[u8], table: &'static str) -> Result<ContentHash, StoreError> {
    bytes.try_into().map(ContentHash).map_err(|_| StoreError::RowMalformed { table })
}

/// The sequence alone, readable even where the rest of a row is not.
pub(crate) fn sequence(row: &SqliteRow) -> Result<u64, StoreError> {
    from_database(row.try_get::<i64, _>(0).map_err(|_| MALFORMED)?, "envelope")
}

const MALFORMED: StoreError = StoreError::RowMalformed { table: "envelope" };

/// Columns as in `sql::REPLAY` and `sql::LOG_PAGE`.
pub(crate) fn log_row(row: &SqliteRow) -> Result<LogRow, StoreError> {
    let bytes = |column: usize| row.try_get::<&[u8], _>(column).map_err(|_| MALFORMED);
    let text = |column: usize| row.try_get::<String, _>(column).map_err(|_| MALFORMED);
    let case: Option<&[u8]> = row.try_get(1).map_err(|_| MALFORMED)?;
    let schema: i64 = row.try_get(4).map_err(|_| MALFORMED)?;
    let envelope = Envelope {
        sequence: sequence(row)?,
        case: case.map(|bytes| uuid(bytes, "envelope").map(CaseId)).transpose()?,
        event: EventId(uuid(bytes(2)?, "envelope")?),
        kind: text(3)?,
        schema: u32::try_from(schema).map_err(|_| MALFORMED)?,
        actor: AccountId(uuid(bytes(5)?, "envelope")?),
        role: role(&text(6)?).ok_or(MALFORMED)?,
        at: time(&text(7)?).ok_or(MALFORMED)?,
        software: text(8)?,
        commitment: hash(bytes(9)?, "envelope")?,
    };
    Ok(LogRow {
        envelope,
        hash: hash(bytes(10)?, "envelope")?,
        payload: row.try_get::<Option<Vec<u8>>, _>(11).map_err(|_| MALFORMED)?,
    })
}

/// A time exactly as it was written: the same moment in other letters was not written by us.
fn time(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().filter(|at| at.to_string() == text)
}

fn role(code: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.code() == code)
}
