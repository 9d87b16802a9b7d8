//! Is this the newest state of the workspace that this device has seen?

use std::collections::BTreeMap;

use casefile::envelope::CHAIN_START;
use casefile::permission::Action;
use store::chain::ChainHead;
use vault::known_head::KnownHead;

use super::Ports;
use super::session::Session;
use crate::contract::{ApiError, ApiErrorKind, Message};

/// Codes of a head that this device did not write.
const MADE_UP: [&str; 2] = ["vault.malformed", "vault.signature_invalid"];

impl Session {
    /// A head that no log holds.
    fn nothing_known(&self) -> KnownHead {
        KnownHead { workspace: self.workspace.file().id, sequence: 0, hash: CHAIN_START, at: None }
    }

    /// Remembers on this device how far the log has come.
    pub(super) async fn remember_head(&self, ports: &Ports) -> Result<(), ApiError> {
        let ChainHead { sequence, hash, at } = self.store.head().await.map_err(ApiError::from_failure)?;
        let head = KnownHead { workspace: self.workspace.file().id, sequence, hash, at };
        let (ports, device) = (ports.clone(), self.device.clone());
        let kept = tokio::task::spawn_blocking(move || head.remember(ports.secrets().as_ref(), &device));
        kept.await.map_err(|_| ApiError::internal("task_failed"))?.map_err(ApiError::from_failure)
    }

    /// As [`Session::remember_head`], after what is done already: a locked keyring takes nothing of it back.
    pub(super) async fn note_head(&self, ports: &Ports) {
        if let Err(error) = self.remember_head(ports).await {
            tracing::warn!(code = %error.message.code, "the end of the log could not be remembered");
        }
    }

    /// How far the log had come when this device last saw it.
    pub(super) async fn known_head(&self, ports: &Ports) -> Result<Option<KnownHead>, ApiError> {
        let (ports, device, id) = (ports.clone(), self.device.clone(), self.workspace.file().id);
        let known = tokio::task::spawn_blocking(move || KnownHead::recall(ports.secrets().as_ref(), &device, id));
        known.await.map_err(|_| ApiError::internal("task_failed"))?.map_err(ApiError::from_failure)
    }

    /// Asks before an older state is gone on with. Somebody who maintains the workspace may say why; the log tells it then.
    ///
    /// # Errors
    /// A question when the log does not hold what this device knows to have been there, and nobody said why.
    pub(super) async fn ask_about_older_log(&self, because: Option<&str>, ports: &Ports) -> Result<(), ApiError> {
        let known = match self.known_head(ports).await {
            Ok(None) => return Ok(()),
            Ok(Some(known)) => known,
            // Somebody wrote into the memory of this device: it knows nothing for certain, and asks.
            Err(error) if MADE_UP.contains(&error.message.code.as_str()) => self.nothing_known(),
            Err(error) => return Err(error),
        };
        if self.store.link(known.sequence).await.map_err(ApiError::from_failure)? == Some(known.hash) {
            return Ok(());
        }
        let found = self.store.head().await.map_err(ApiError::from_failure)?;
        let because = because.map(str::trim).filter(|text| !text.is_empty());
        let Some(because) = because else { return Err(question(&known, &found)) };
        let role = self.role_for(Action::MaintainWorkspace)?;
        let payload = serde_json::json!({
            "known_sequence": known.sequence,
            "known_hash": known.hash,
            "found_sequence": found.sequence,
            "because": because,
        });
        self.record(("older_log_accepted", role), &payload, ports).await.map(|_| ())
    }
}

fn question(known: &KnownHead, found: &ChainHead) -> ApiError {
    let time = |at: Option<jiff::Timestamp>| at.map_or_else(|| "?".to_owned(), |at| at.to_string());
    let parameters = BTreeMap::from([
        ("known".to_owned(), known.sequence.to_string()),
        ("known_at".to_owned(), time(known.at)),
        ("found".to_owned(), found.sequence.to_string()),
        ("found_at".to_owned(), time(found.at)),
    ]);
    ApiError { kind: ApiErrorKind::Question, message: Message { code: "workspace_older".to_owned(), parameters } }
}
