//! Questions about the log: who, when, what kind, which case.

use casefile::envelope::Envelope;
use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::{AccountId, CaseId};

use crate::error::StoreError;
use crate::event_store::EventStore;
use crate::row::{log_row, to_database};
use crate::sql;

/// Which events are asked for. `None` asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this person.
    pub actor: Option<AccountId>,
    /// Of these kinds.
    pub kinds: Option<Vec<String>>,
    /// About this case: events of the case, and events of the workspace that name it as `case`.
    pub case: Option<CaseId>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub before: Option<Timestamp>,
}

/// From which end, and from which event on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFrom {
    /// Newest first, older than this sequence.
    Newest(Option<u64>),
    /// Oldest first, newer than this sequence.
    Oldest(Option<u64>),
}

/// One event, with its link of the chain. The payload is there only where it belongs to the workspace itself: what a case
/// says is no part of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its outside.
    pub envelope: Envelope,
    /// Its link of the chain.
    pub hash: ContentHash,
    /// What it says, canonical JSON.
    pub payload: Option<Vec<u8>>,
}

impl EventStore {
    /// Events that a filter lets through, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read; [`StoreError::RowMalformed`] for a row that was altered beyond
    /// reading.
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        from: AuditFrom,
        limit: u32,
    ) -> Result<Vec<AuditEvent>, StoreError> {
        let (statement, bound) = match from {
            AuditFrom::Newest(before) => (sql::AUDIT_NEWEST, before),
            AuditFrom::Oldest(after) => (sql::AUDIT_OLDEST, after),
        };
        let kinds = filter.kinds.as_ref().map(serde_json::to_string).transpose();
        let kinds = kinds.map_err(|_| StoreError::RowMalformed { table: "envelope" })?;
        let rows = sqlx::query(statement)
            .bind(bound.map(to_database).transpose()?)
            .bind(filter.actor.map(|actor| actor.0.as_bytes().to_vec()))
            .bind(kinds)
            .bind(filter.case.map(|case| case.0.as_bytes().to_vec()))
            .bind(filter.case.map(|case| case.to_string()))
            .bind(filter.from.map(bound_text))
            .bind(filter.before.map(bound_text))
            .bind(i64::from(limit))
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::database("read the audit log"))?;
        rows.iter()
            .map(|row| {
                let row = log_row(row)?;
                let payload = row.payload.filter(|_| row.envelope.case.is_none());
                Ok(AuditEvent { envelope: row.envelope, hash: row.hash, payload })
            })
            .collect()
    }

    /// Every kind of event that stands in the log.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn audit_kinds(&self) -> Result<Vec<String>, StoreError> {
        let failed = StoreError::database("read the audit log");
        sqlx::query_scalar(sql::AUDIT_KINDS).fetch_all(&self.readers).await.map_err(failed)
    }
}

/// Whole seconds without the ending `Z`: sorts before every time of that second, however many digits it is written with.
fn bound_text(at: Timestamp) -> String {
    let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
    whole.to_string().trim_end_matches('Z').to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::event_store::{Append, Rows};
    use crate::testing::{Bench, WORKSPACE_CIPHER, case, event};

    /// Three events of two cases and two of the workspace, the last of which names case 1.
    async fn bench() -> Bench {
        let bench = Bench::new().await;
        bench.append(1, &json!({"n": 1})).await;
        bench.append(2, &json!({"n": 2})).await;
        bench.append(1, &json!({"n": 3})).await;
        let of_workspace = vec![
            event("account_added", &json!({"n": 4})),
            event("case_viewed", &json!({"case": case(1).to_string(), "screen": "case"})),
        ];
        let append = Append {
            case: None,
            expected_sequence: 0,
            cipher: &WORKSPACE_CIPHER,
            events: of_workspace,
            rows: Rows::default(),
        };
        bench.store().append(append).await.unwrap();
        bench
    }

    async fn found(bench: &Bench, filter: AuditFilter, from: AuditFrom, limit: u32) -> Vec<u64> {
        let events = bench.store().audit(&filter, from, limit).await.unwrap();
        events.iter().map(|event| event.envelope.sequence).collect()
    }

    #[tokio::test]
    async fn the_log_is_read_by_page_from_either_end() {
        let bench = bench().await;
        let all = AuditFilter::default();
        assert_eq!(found(&bench, all.clone(), AuditFrom::Newest(None), 2).await, [5, 4]);
        assert_eq!(found(&bench, all.clone(), AuditFrom::Newest(Some(4)), 9).await, [3, 2, 1]);
        assert_eq!(found(&bench, all.clone(), AuditFrom::Oldest(None), 2).await, [1, 2]);
        assert_eq!(found(&bench, all, AuditFrom::Oldest(Some(3)), 9).await, [4, 5]);
    }

    #[tokio::test]
    async fn events_are_found_by_case_kind_person_and_time() {
        let bench = bench().await;
        let of_case = AuditFilter { case: Some(case(1)), ..AuditFilter::default() };
        assert_eq!(found(&bench, of_case, AuditFrom::Newest(None), 9).await, [5, 3, 1]);
        let of_kind = AuditFilter { kinds: Some(vec!["account_added".to_owned()]), ..AuditFilter::default() };
        assert_eq!(found(&bench, of_kind, AuditFrom::Newest(None), 9).await, [4]);
        let nobody = AuditFilter { actor: Some(AccountId(uuid::Uuid::from_u128(77))), ..AuditFilter::default() };
        assert!(found(&bench, nobody, AuditFrom::Newest(None), 9).await.is_empty());
        let one = bench.store().audit(&AuditFilter::default(), AuditFrom::Newest(None), 1).await.unwrap();
        let (at, actor) = (one[0].envelope.at, one[0].envelope.actor);
        let then = |from, before| AuditFilter { from, before, actor: Some(actor), ..AuditFilter::default() };
        let later = at.checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
        assert_eq!(found(&bench, then(Some(at), Some(later)), AuditFrom::Oldest(None), 9).await, [1, 2, 3, 4, 5]);
        assert!(found(&bench, then(Some(later), None), AuditFrom::Oldest(None), 9).await.is_empty());
        assert!(found(&bench, then(None, Some(at)), AuditFrom::Oldest(None), 9).await.is_empty());
        assert_eq!(bench.store().audit_kinds().await.unwrap(), ["account_added", "case_viewed", "note_added"]);
    }

    #[tokio::test]
    async fn what_a_case_says_is_no_part_of_an_audit() {
        let bench = bench().await;
        let events = bench.store().audit(&AuditFilter::default(), AuditFrom::Oldest(None), 9).await.unwrap();
        let with_payload: Vec<u64> =
            events.iter().filter(|event| event.payload.is_some()).map(|event| event.envelope.sequence).collect();
        assert_eq!(with_payload, [4, 5]);
    }

    #[tokio::test]
    async fn events_of_the_workspace_are_replayed_by_kind_and_held_against_their_commitments() {
        let bench = bench().await;
        let replayed = bench.store().workspace_events(&["account_added"], &WORKSPACE_CIPHER).await.unwrap();
        assert_eq!(replayed.iter().map(|event| event.envelope.sequence).collect::<Vec<_>>(), [4]);
        assert_eq!(bench.store().last_sequence(None).await.unwrap(), 5);
        assert_eq!(bench.store().last_sequence(Some(case(2))).await.unwrap(), 2);
        assert_eq!(bench.store().last_sequence(Some(case(9))).await.unwrap(), 0);
        bench.tamper("UPDATE payload SET body = CAST('{\"n\":5}' AS BLOB) WHERE sequence = 4").await;
        let error = bench.store().workspace_events(&["account_added"], &WORKSPACE_CIPHER).await.unwrap_err();
        assert_eq!(error.code(), "store.payload_altered");
    }
}
