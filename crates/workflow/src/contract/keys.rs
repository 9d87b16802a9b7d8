//! Signing keys, lists of them, and what a check of a document found.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// A signing key of this institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SigningKeyRow {
    /// Public half, base64.
    pub public_key: String,
    /// What two people read to each other.
    pub fingerprint: String,
    /// Account of its owner.
    pub account: String,
    /// Login of its owner.
    pub login: String,
    /// Name of its owner.
    pub person: String,
    /// `in_force`, `ended` or `revoked`.
    pub standing: String,
    /// From when on it signs.
    pub valid_from: String,
    /// From when on it no longer signs.
    pub valid_until: Option<String>,
    /// Why it ended: `replaced`, `reset` or `account_revoked`.
    pub ended: Option<String>,
    /// Why it was revoked: `compromised`, `duty_ended` or `other`.
    pub revoked: Option<String>,
    /// What was typed beside the reason.
    pub because: Option<String>,
    /// Whether it is the key of whoever asks.
    pub is_own: bool,
}

/// An institution whose key list was imported on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnownInstitution {
    /// Name.
    pub institution: String,
    /// Fingerprint of the institution's key.
    pub fingerprint: String,
    /// When its newest imported list was written.
    pub issued_at: String,
    /// Keys in it.
    pub keys: u32,
}

/// The keys of this institution, and the lists of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SigningKeys {
    /// Fingerprint of the key that signs this institution's lists; `None` before the first list.
    pub institution_fingerprint: Option<String>,
    /// Every signing key there ever was, newest first.
    pub keys: Vec<SigningKeyRow>,
    /// Institutions whose lists were imported on this machine.
    pub known: Vec<KnownInstitution>,
}

/// A key that shall count no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KeyRevocation {
    /// The key: its public half or its fingerprint.
    pub key: String,
    /// Day from which on it counts no more; from now on when empty.
    pub since: String,
    /// `compromised`, `duty_ended` or `other`.
    pub reason: String,
    /// Why exactly; stays in the house.
    pub because: String,
}

/// A key list that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportedKeyList {
    /// Where.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Fingerprint of the institution's key, to be told to others another way.
    pub fingerprint: String,
    /// Keys in it.
    pub keys: u32,
}

/// A rotation of the workspace key that came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RotationReport {
    /// Cases whose key is wrapped anew.
    pub cases: u32,
    /// Accounts that the new key was handed to.
    pub accounts: u32,
}

/// One of the three answers about a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CheckLine {
    /// `yes`, `no`, or `unknown` where it could not be looked at.
    pub answer: String,
    /// What to say.
    pub message: Message,
}

/// What a signed document says about itself. Believe it as far as the three answers go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatedSignature {
    /// `panel` or `patient`.
    pub document: String,
    /// The report.
    pub report: String,
    /// Its revision.
    pub revision: u32,
    /// When it was signed, by the clock of whoever signed.
    pub signed_at: String,
    /// Role code of whoever signed.
    pub role: String,
    /// Hash of the content of all documents.
    pub content_hash: String,
    /// Knowledge release.
    pub release: String,
    /// Fingerprint of the key.
    pub key_fingerprint: String,
}

/// What a check of a document found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DocumentCheck {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// `valid`, `set_aside`, `not_signed`, `bytes_changed`, `signature_wrong`, `signer_unknown` or `key_not_in_force`.
    pub outcome: String,
    /// Bytes, signature, signer.
    pub lines: Vec<CheckLine>,
    /// What else has to be known.
    pub notes: Vec<Message>,
    /// What the document says about itself, where its bytes are intact.
    pub stated: Option<StatedSignature>,
    /// Whose key it is, where that is known.
    pub person: Option<String>,
    /// Of which institution.
    pub institution: Option<String>,
}
