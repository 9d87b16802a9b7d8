//! The newest end of a log that this device has seen.
//!
//! A chain proves that nothing inside a log was changed; it cannot prove that nothing was cut off its end, or that an older
//! copy of the whole was not put back. So the device remembers, beside its secret and signed with its key, how far the log
//! had come; a log that does not hold that event is an older one.

use jiff::Timestamp;
use model::canonical::{ContentHash, canonical_json};
use model::ids::WorkspaceId;
use serde::{Deserialize, Serialize};

use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::secret_store::SecretStore;
use crate::signing::{Signature, Signer, verify};

/// The end of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownHead {
    /// Which workspace.
    pub workspace: WorkspaceId,
    /// Last sequence.
    pub sequence: u64,
    /// Hash of the last envelope.
    pub hash: ContentHash,
    /// Time of the last event.
    pub at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    head: KnownHead,
    signature: Signature,
}

impl KnownHead {
    /// Remembers this end in place of an earlier one.
    ///
    /// # Errors
    /// [`VaultError`] when the place cannot be written.
    pub fn remember(&self, secrets: &dyn SecretStore, device: &DeviceSecret) -> Result<(), VaultError> {
        let bytes = canonical_json(self).map_err(|_| MALFORMED)?;
        let kept = Kept { head: self.clone(), signature: device.signer()?.sign(&bytes)? };
        let bytes = serde_json::to_vec(&kept).map_err(|_| MALFORMED)?;
        secrets.set(&name(self.workspace), &bytes).map(|_| ())
    }

    /// The end that was remembered last; `None` before the first.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] or [`VaultError::SignatureInvalid`] for one that this device did not write.
    pub fn recall(
        secrets: &dyn SecretStore,
        device: &DeviceSecret,
        workspace: WorkspaceId,
    ) -> Result<Option<Self>, VaultError> {
        let Some(stored) = secrets.get(&name(workspace))? else { return Ok(None) };
        let Kept { head, signature } = serde_json::from_slice(&stored.bytes).map_err(|_| MALFORMED)?;
        let bytes = canonical_json(&head).map_err(|_| MALFORMED)?;
        verify(&device.signer()?.public_key(), &bytes, &signature)?;
        if head.workspace == workspace { Ok(Some(head)) } else { Err(MALFORMED) }
    }
}

const MALFORMED: VaultError = VaultError::Malformed { what: "known_head" };

fn name(workspace: WorkspaceId) -> String {
    format!("head-{workspace}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::device::tests::device;
    use crate::secret_store::open_secret_files;

    fn head(workspace: u128, sequence: u64) -> KnownHead {
        let hash = ContentHash::of_bytes(&sequence.to_be_bytes());
        KnownHead {
            workspace: WorkspaceId(Uuid::from_u128(workspace)),
            sequence,
            hash,
            at: Some(Timestamp::UNIX_EPOCH),
        }
    }

    #[test]
    fn the_newest_end_of_each_workspace_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = open_secret_files(folder.path());
        let recall =
            |workspace| KnownHead::recall(secrets.as_ref(), &device(1), WorkspaceId(Uuid::from_u128(workspace)));
        assert_eq!(recall(1).unwrap(), None);
        for known in [head(1, 3), head(1, 9), head(2, 4)] {
            known.remember(secrets.as_ref(), &device(1)).unwrap();
        }
        assert_eq!(recall(1).unwrap(), Some(head(1, 9)));
        assert_eq!(recall(2).unwrap(), Some(head(2, 4)));
    }

    #[test]
    fn an_end_that_another_device_or_an_editor_wrote_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = open_secret_files(folder.path());
        let known = head(1, 9);
        known.remember(secrets.as_ref(), &device(2)).unwrap();
        let error = KnownHead::recall(secrets.as_ref(), &device(1), known.workspace).unwrap_err();
        assert_eq!(error.code(), "vault.signature_invalid");
        known.remember(secrets.as_ref(), &device(1)).unwrap();
        let path = folder.path().join(format!("{}.secret", name(known.workspace)));
        let text = std::fs::read_to_string(&path).unwrap().replace("\"sequence\":9", "\"sequence\":2");
        std::fs::write(&path, text).unwrap();
        let error = KnownHead::recall(secrets.as_ref(), &device(1), known.workspace).unwrap_err();
        assert_eq!(error.code(), "vault.signature_invalid");
    }
}
