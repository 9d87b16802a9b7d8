//! Is the log whole?

use super::Desk;
use crate::contract::{ApiError, AuditReport, LoggedEvent};

impl Desk {
    /// Walks the whole log: chain, commitments, gaps.
    ///
    /// # Errors
    /// When nobody is signed in or the database cannot be read at all.
    pub async fn verify_chain(&self) -> Result<AuditReport, ApiError> {
        let session = self.session.lock().await;
        let session = session.as_ref().ok_or_else(|| ApiError::refused("session_missing"))?;
        let ciphers = session.ciphers();
        let report = session.store.verify_chain(None, &ciphers).await.map_err(ApiError::from_failure)?;
        Ok(AuditReport {
            whole: report.is_whole(),
            events: crate::view::count(report.events),
            head: report.head.hash.to_string(),
            first_broken: report.first_broken.map(|(sequence, _)| crate::view::count(sequence)),
            payload_faults: report.payload_faults.iter().map(|(sequence, _)| crate::view::count(*sequence)).collect(),
        })
    }

    /// The events of one case as they are kept, oldest first: outside and content.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn events(&self, case_id: String) -> Result<Vec<LoggedEvent>, ApiError> {
        let session = self.session.lock().await;
        let session = session.as_ref().ok_or_else(|| ApiError::refused("session_missing"))?;
        let open = session.open_case(&case_id).await?;
        open.events
            .into_iter()
            .map(|(envelope, event)| {
                let json = |_| ApiError::internal("event_not_canonical");
                Ok(LoggedEvent {
                    envelope: serde_json::to_value(envelope).map_err(json)?,
                    event: serde_json::to_value(event).map_err(json)?,
                })
            })
            .collect()
    }
}
