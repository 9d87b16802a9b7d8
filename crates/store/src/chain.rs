//! Proving that the log is whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use casefile::envelope::CHAIN_START;
use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::CaseId;
use model::ports::Cipher;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::event_store::{CASE_ERASED, EventStore};
use crate::row::{LogRow, from_database, hash, log_row, sequence, to_database, uuid};
use crate::sql;

/// Seconds that a clock may go back when it is set right over the network.
const CLOCK_TOLERANCE_SECONDS: i64 = 60;

/// Rows read at a time, so that memory does not grow with the log.
const PAGE: i64 = 1000;

/// The end of the log: what has to be signed and kept elsewhere to notice a log that was cut or set back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainHead {
    /// Last sequence, 0 for an empty log.
    pub sequence: u64,
    /// Hash of the last envelope.
    pub hash: ContentHash,
    /// Time of the last event.
    pub at: Option<Timestamp>,
}

/// Gives the cipher that committed to a payload: for a case from its wrapped key, for `None` that of the workspace.
pub trait CaseCiphers: Send + Sync {
    /// `None` when the wrapped key does not open.
    fn cipher(&self, case: Option<CaseId>, wrapped: Option<&[u8]>) -> Option<Arc<dyn Cipher>>;
}

/// What is wrong with the chain at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainFault {
    /// A row is not there.
    Missing,
    /// A row does not fit its hash.
    Altered,
    /// A row cannot even be read.
    Unreadable,
    /// The log ends before an event that is known to have been there, or that event was another one.
    BehindKnownHead,
}

/// What is wrong with a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadFault {
    /// It does not fit the commitment.
    Altered,
    /// It is gone although its case was not erased.
    Missing,
    /// The key of its case is gone or does not open, although the case was not erased.
    SecretMissing,
    /// It is still there although its case was erased.
    Remaining,
    /// It belongs to no event.
    Orphaned,
}

/// What a check of the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Events read.
    pub events: u64,
    /// The end of the log.
    pub head: ChainHead,
    /// The first place where the chain does not hold.
    pub first_broken: Option<(u64, ChainFault)>,
    /// Every payload that is not as committed to, by sequence.
    pub payload_faults: Vec<(u64, PayloadFault)>,
    /// Cases whose payloads are rightly gone.
    pub erased_cases: u64,
    /// Events that are older than the one before them, with the seconds that the clock went back. The log is whole for all
    /// that; its times are not to be trusted there.
    pub clock_set_back: Vec<(u64, i64)>,
}

impl ChainReport {
    /// Nothing was found.
    pub fn is_whole(&self) -> bool {
        self.first_broken.is_none() && self.payload_faults.is_empty()
    }
}

impl EventStore {
    /// Reads the whole log and checks hash chain, gaps, commitments and erasures, and that the log still holds the
    /// `known` head. Finds every fault instead of stopping at the first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read at all.
    pub async fn verify_chain(
        &self,
        known: Option<&ChainHead>,
        ciphers: &dyn CaseCiphers,
    ) -> Result<ChainReport, StoreError> {
        let erasures = self.erasures().await?;
        let mut check = Check::new(&erasures, ciphers);
        let mut last_read = 0;
        loop {
            let rows = self.log_page(last_read).await?;
            let Some(last) = rows.last() else { break };
            last_read = sequence(last)?;
            for row in &rows {
                self.learn_cipher(&mut check, row).await?;
                check.row(row)?;
                if known.is_some_and(|known| known.sequence == check.head.sequence && known.hash != check.head.hash) {
                    check.broken(check.head.sequence, ChainFault::BehindKnownHead);
                }
            }
        }
        if let Some(known) = known.filter(|known| known.sequence > check.head.sequence) {
            check.broken(check.head.sequence + 1, ChainFault::BehindKnownHead);
            tracing::warn!(known = known.sequence, found = check.head.sequence, "the log is behind a known head");
        }
        for orphan in self.orphaned_payloads().await? {
            check.payload_faults.push((orphan, PayloadFault::Orphaned));
        }
        Ok(check.report(erasures.len()))
    }

    /// The link of one event; `None` when the log does not reach so far.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn link(&self, sequence: u64) -> Result<Option<ContentHash>, StoreError> {
        let found: Option<Vec<u8>> = sqlx::query_scalar(sql::LINK)
            .bind(to_database(sequence)?)
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::database("check the log"))?;
        found.map(|bytes| hash(&bytes, "envelope")).transpose()
    }

    /// Pages of the database file that do not fit their authentication code: changed by somebody without the key, or by a
    /// failing disk. Looks at every page, also those that no event stands on.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read at all.
    pub async fn damaged_pages(&self) -> Result<u64, StoreError> {
        let mut writer = self.writer.lock().await;
        let failed = StoreError::database("check the pages");
        // What still stands in the write-ahead log is moved into the file that is checked.
        sqlx::query(sql::CHECKPOINT).execute(&mut *writer).await.map_err(&failed)?;
        let found = sqlx::query(sql::INTEGRITY).fetch_all(&mut *writer).await.map_err(&failed)?;
        Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
    }

    async fn log_page(&self, after: u64) -> Result<Vec<SqliteRow>, StoreError> {
        sqlx::query(sql::LOG_PAGE)
            .bind(to_database(after)?)
            .bind(PAGE)
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("check the log"))
    }

    async fn erasures(&self) -> Result<BTreeMap<CaseId, u64>, StoreError> {
        let failed = StoreError::database("check the log");
        let malformed = |_| StoreError::RowMalformed { table: "envelope" };
        let rows = sqlx::query(sql::ERASURES).bind(CASE_ERASED).fetch_all(&self.readers).await.map_err(failed)?;
        rows.iter()
            .map(|row| {
                let case = CaseId(uuid(row.try_get(0).map_err(malformed)?, "envelope")?);
                Ok((case, from_database(row.try_get(1).map_err(malformed)?, "envelope")?))
            })
            .collect()
    }

    async fn orphaned_payloads(&self) -> Result<Vec<u64>, StoreError> {
        let failed = StoreError::database("check the log");
        let orphans: Vec<i64> =
            sqlx::query_scalar(sql::ORPHANED_PAYLOADS).fetch_all(&self.readers).await.map_err(failed)?;
        orphans.into_iter().map(|sequence| from_database(sequence, "payload")).collect()
    }

    async fn learn_cipher(&self, check: &mut Check<'_>, row: &SqliteRow) -> Result<(), StoreError> {
        let Ok(LogRow { envelope, .. }) = log_row(row) else { return Ok(()) };
        let Some(case) = envelope.case.filter(|case| !check.known.contains_key(&Some(*case))) else { return Ok(()) };
        let wrapped = self.case_secret(case).await?;
        let cipher = wrapped.and_then(|wrapped| check.ciphers.cipher(Some(case), Some(&wrapped)));
        check.known.insert(Some(case), cipher);
        Ok(())
    }
}

/// A check on its way through the log.
struct Check<'a> {
    erasures: &'a BTreeMap<CaseId, u64>,
    ciphers: &'a dyn CaseCiphers,
    known: BTreeMap<Option<CaseId>, Option<Arc<dyn Cipher>>>,
    events: u64,
    head: ChainHead,
    first_broken: Option<(u64, ChainFault)>,
    payload_faults: Vec<(u64, PayloadFault)>,
    clock_set_back: Vec<(u64, i64)>,
}

impl<'a> Check<'a> {
    fn new(erasures: &'a BTreeMap<CaseId, u64>, ciphers: &'a dyn CaseCiphers) -> Self {
        Self {
            erasures,
            ciphers,
            known: BTreeMap::from([(None, ciphers.cipher(None, None))]),
            events: 0,
            head: ChainHead { sequence: 0, hash: CHAIN_START, at: None },
            first_broken: None,
            payload_faults: vec![],
            clock_set_back: vec![],
        }
    }

    fn row(&mut self, row: &SqliteRow) -> Result<(), StoreError> {
        let sequence = sequence(row)?;
        self.events += 1;
        if sequence != self.head.sequence + 1 {
            self.broken(self.head.sequence + 1, ChainFault::Missing);
        }
        self.head.sequence = sequence;
        let Ok(row) = log_row(row) else {
            self.broken(sequence, ChainFault::Unreadable);
            return Ok(());
        };
        let expected = row.envelope.chained(self.head.hash).map_err(|source| StoreError::Canonical { source })?;
        if expected != row.hash {
            self.broken(sequence, ChainFault::Altered);
        }
        let back = self.head.at.map_or(0, |before| before.duration_since(row.envelope.at).as_secs());
        if back >= CLOCK_TOLERANCE_SECONDS {
            self.clock_set_back.push((sequence, back));
        }
        self.head.hash = row.hash;
        self.head.at = Some(row.envelope.at);
        if let Some(fault) = self.payload_fault(&row) {
            self.payload_faults.push((sequence, fault));
        }
        Ok(())
    }

    fn payload_fault(&self, row: &LogRow) -> Option<PayloadFault> {
        let erased_at = row.envelope.case.and_then(|case| self.erasures.get(&case));
        let erased = erased_at.is_some_and(|at| row.envelope.sequence < *at);
        let committed_by = if erased_at == Some(&row.envelope.sequence) { None } else { row.envelope.case };
        match (&row.payload, erased) {
            (Some(_), true) => Some(PayloadFault::Remaining),
            (None, true) => None,
            (None, false) => Some(PayloadFault::Missing),
            (Some(payload), false) => match self.known.get(&committed_by).and_then(Option::as_ref) {
                None => Some(PayloadFault::SecretMissing),
                Some(cipher) if cipher.commit(payload) == row.envelope.commitment => None,
                Some(_) => Some(PayloadFault::Altered),
            },
        }
    }

    fn broken(&mut self, sequence: u64, fault: ChainFault) {
        self.first_broken.get_or_insert((sequence, fault));
    }

    fn report(self, erased_cases: usize) -> ChainReport {
        ChainReport {
            events: self.events,
            head: self.head,
            first_broken: self.first_broken,
            payload_faults: self.payload_faults,
            erased_cases: u64::try_from(erased_cases).unwrap_or(u64::MAX),
            clock_set_back: self.clock_set_back,
        }
    }
}

#[cfg(test)]
mod tests;
