//! The outside of an event, and the hash chain over it.
//!
//! The chain covers envelopes only. A payload is bound by its commitment, an HMAC under a secret of its case: when a
//! case is erased, payloads and secret go, the chain still verifies, and nobody can guess what the commitments hid.

use jiff::Timestamp;
use model::canonical::{CanonicalError, ContentHash, canonical_json};
use model::ids::{AccountId, CaseId, EventId};
use serde::{Deserialize, Serialize};

use crate::role::Role;

/// Everything about an event except what it says. No name, hospital ID, free text or genotype may stand here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Place in the one global order, from 1 without gaps.
    pub sequence: u64,
    /// The case; `None` for events of the workspace itself.
    pub case: Option<CaseId>,
    /// The event.
    pub event: EventId,
    /// Its type, e.g. `report_signed`.
    pub kind: String,
    /// Version of the payload's shape.
    pub schema: u32,
    /// Who acted.
    pub actor: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// Version of the software that wrote it.
    pub software: String,
    /// HMAC-SHA-256(per-case secret, canonical payload).
    pub commitment: ContentHash,
}

impl Envelope {
    /// `SHA-256(previous ‖ canonical envelope)`; the chain starts from [`CHAIN_START`].
    ///
    /// # Errors
    /// As [`canonical_json`].
    pub fn chained(&self, previous: ContentHash) -> Result<ContentHash, CanonicalError> {
        let mut bytes = previous.0.to_vec();
        bytes.extend(canonical_json(self)?);
        Ok(ContentHash::of_bytes(&bytes))
    }
}

/// What the first envelope is chained to.
pub const CHAIN_START: ContentHash = ContentHash([0; 32]);
