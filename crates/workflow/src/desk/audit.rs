//! Is the log whole?

use super::Desk;
use crate::contract::{ApiError, AuditReport};

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
}
