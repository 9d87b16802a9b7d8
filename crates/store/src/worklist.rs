//! The list of cases: a projection, one row per case.

use model::ids::CaseId;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row, Sqlite, Transaction};

use crate::chain::CaseCiphers;
use crate::error::StoreError;
use crate::event_store::{EventStore, StoredEvent, checked};
use crate::row::{from_database, to_database, uuid};
use crate::sql;

/// Words this long are found through the index; shorter ones are looked for in every row.
const INDEXED_CHARACTERS: usize = 3;

/// A case as the list shows, sorts and finds it. The caller folds width, case and kana of the keys and of `search`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorklistRow {
    /// State code, to filter by.
    pub state: String,
    /// Day of receipt, ISO 8601, to sort by.
    pub received_on: String,
    /// To sort by name.
    pub name_key: String,
    /// To sort by case number.
    pub number_key: String,
    /// To sort by strongest level; the strongest comes first in text order.
    pub level_key: String,
    /// Everything a person may search for.
    pub search: String,
    /// What the list shows; belongs to the caller.
    pub body: Vec<u8>,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorklistOrder {
    /// Day of receipt.
    #[default]
    ReceivedOn,
    /// Name.
    Name,
    /// Case number.
    Number,
    /// Strongest level.
    Level,
    /// State.
    State,
}

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorklistQuery {
    /// Words that must all occur, folded like `search`.
    pub words: Vec<String>,
    /// Only these states; empty for all.
    pub states: Vec<String>,
    /// Sorted by.
    pub order: WorklistOrder,
    /// From the end.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return.
    pub limit: u32,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorklistPage {
    /// How many rows match in all.
    pub total: u64,
    /// The rows asked for.
    pub rows: Vec<(CaseId, Vec<u8>)>,
}

/// Computes the row of a case from its events.
pub type Project<'a> = &'a mut (
            dyn FnMut(CaseId, Vec<StoredEvent>) -> Result<Option<WorklistRow>, Box<dyn std::error::Error + Send + Sync>>
                + Send
        );

impl EventStore {
    /// A part of the list.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn worklist(&self, query: &WorklistQuery) -> Result<WorklistPage, StoreError> {
        let failed = StoreError::database("read the list of cases");
        let Bound { indexed, scanned, states } = Bound::new(query)?;
        let total: i64 = sqlx::query_scalar(sql::WORKLIST_COUNT)
            .bind(&indexed)
            .bind(&scanned)
            .bind(&states)
            .fetch_one(&self.readers)
            .await
            .map_err(&failed)?;
        let rows = sqlx::query(page_statement(query))
            .bind(&indexed)
            .bind(&scanned)
            .bind(&states)
            .bind(i64::from(query.limit))
            .bind(i64::from(query.offset))
            .fetch_all(&self.readers)
            .await
            .map_err(&failed)?;
        let rows = rows.iter().map(list_row).collect::<Result<_, _>>()?;
        Ok(WorklistPage { total: from_database(total, "worklist")?, rows })
    }

    /// What the list shows of one case.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn worklist_row(&self, case: CaseId) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar(sql::WORKLIST_ROW)
            .bind(case.0.as_bytes().as_slice())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::database("read the list of cases"))
    }

    /// Replaces the row of a case outside of an append, e.g. when the same events are read in a new way.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn put_worklist_row(&self, case: CaseId, sequence: u64, row: &WorklistRow) -> Result<(), StoreError> {
        let failed = StoreError::database("write the list of cases");
        let mut writer = self.writer.lock().await;
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        put(&mut transaction, case, sequence, row).await?;
        transaction.commit().await.map_err(&failed)
    }

    /// Throws the list away and makes it again from the events of every living case; all or nothing. Says how many rows
    /// it has.
    ///
    /// # Errors
    /// [`StoreError::Projection`], [`StoreError::CaseSecretMissing`], or what replaying and the database say.
    pub async fn rebuild_worklist(&self, ciphers: &dyn CaseCiphers, project: Project<'_>) -> Result<u64, StoreError> {
        let failed = StoreError::database("rebuild the list of cases");
        let mut writer = self.writer.lock().await;
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        sqlx::query(sql::CLEAR_WORKLIST).execute(&mut *transaction).await.map_err(&failed)?;
        let mut rows = 0;
        for case in self.cases().await? {
            let wrapped = self.case_secret(case).await?;
            let cipher = wrapped.and_then(|wrapped| ciphers.cipher(Some(case), Some(&wrapped)));
            let cipher = cipher.ok_or(StoreError::CaseSecretMissing { case })?;
            let events = sqlx::query(sql::REPLAY)
                .bind(case.0.as_bytes().as_slice())
                .bind(0_i64)
                .fetch_all(&mut *transaction)
                .await
                .map_err(&failed)?;
            let events = checked(&events, cipher.as_ref())?;
            let last = events.last().map_or(0, |event| event.envelope.sequence);
            if let Some(row) = project(case, events).map_err(|source| StoreError::Projection { case, source })? {
                put(&mut transaction, case, last, &row).await?;
                rows += 1;
            }
        }
        transaction.commit().await.map_err(&failed)?;
        Ok(rows)
    }
}

pub(crate) async fn put(
    transaction: &mut Transaction<'_, Sqlite>,
    case: CaseId,
    sequence: u64,
    row: &WorklistRow,
) -> Result<(), StoreError> {
    sqlx::query(sql::PUT_WORKLIST_ROW)
        .bind(case.0.as_bytes().as_slice())
        .bind(to_database(sequence)?)
        .bind(&row.state)
        .bind(&row.received_on)
        .bind(&row.name_key)
        .bind(&row.number_key)
        .bind(&row.level_key)
        .bind(&row.search)
        .bind(&row.body)
        .execute(&mut **transaction)
        .await
        .map(|_| ())
        .map_err(StoreError::database("write the list of cases"))
}

/// A query as the statements take it; `None` where nothing is asked.
struct Bound {
    indexed: Option<String>,
    scanned: Option<String>,
    states: Option<String>,
}

impl Bound {
    fn new(query: &WorklistQuery) -> Result<Self, StoreError> {
        let words = query.words.iter().filter(|word| !word.is_empty());
        let (indexed, scanned): (Vec<&String>, Vec<&String>) =
            words.partition(|word| word.chars().count() >= INDEXED_CHARACTERS);
        let phrases: Vec<String> = indexed.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        Ok(Self {
            indexed: (!phrases.is_empty()).then(|| phrases.join(" ")),
            scanned: json_unless_empty(&scanned)?,
            states: json_unless_empty(&query.states)?,
        })
    }
}

fn json_unless_empty<T: serde::Serialize>(items: &[T]) -> Result<Option<String>, StoreError> {
    let json = || serde_json::to_string(items).map_err(|_| StoreError::RowMalformed { table: "worklist" });
    (!items.is_empty()).then(json).transpose()
}

fn page_statement(query: &WorklistQuery) -> &'static str {
    match (query.order, query.descending) {
        (WorklistOrder::ReceivedOn, false) => sql::WORKLIST_BY_RECEIVED_ON,
        (WorklistOrder::ReceivedOn, true) => sql::WORKLIST_BY_RECEIVED_ON_DESCENDING,
        (WorklistOrder::Name, false) => sql::WORKLIST_BY_NAME,
        (WorklistOrder::Name, true) => sql::WORKLIST_BY_NAME_DESCENDING,
        (WorklistOrder::Number, false) => sql::WORKLIST_BY_NUMBER,
        (WorklistOrder::Number, true) => sql::WORKLIST_BY_NUMBER_DESCENDING,
        (WorklistOrder::Level, false) => sql::WORKLIST_BY_LEVEL,
        (WorklistOrder::Level, true) => sql::WORKLIST_BY_LEVEL_DESCENDING,
        (WorklistOrder::State, false) => sql::WORKLIST_BY_STATE,
        (WorklistOrder::State, true) => sql::WORKLIST_BY_STATE_DESCENDING,
    }
}

fn list_row(row: &SqliteRow) -> Result<(CaseId, Vec<u8>), StoreError> {
    let malformed = |_| StoreError::RowMalformed { table: "worklist" };
    let case = CaseId(uuid(row.try_get(0).map_err(malformed)?, "worklist")?);
    Ok((case, row.try_get(1).map_err(malformed)?))
}

#[cfg(test)]
mod tests;
