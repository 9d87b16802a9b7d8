//! Drafts, signature and export.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// Where the report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Nothing composed yet.
    None,
    /// Composed, not signed.
    Draft,
    /// Composed, but a decision or release has changed since: compose again.
    OutOfDate,
    /// Signed.
    Signed,
}

/// The report of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReportView {
    /// Where it stands.
    pub state: ReportState,
    /// Revision, from 1; 0 when nothing was composed.
    pub revision: u32,
    /// Hash of the content of all documents.
    pub content_hash: Option<String>,
    /// The documents.
    pub documents: Vec<DocumentView>,
    /// What still keeps it from being signed.
    pub blockers: Vec<Message>,
    /// The signature.
    pub signature: Option<SignatureView>,
    /// Signed revisions that no longer hold, newest first: they stay readable.
    pub earlier: Vec<EarlierRevision>,
}

/// A signed revision that an amendment set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EarlierRevision {
    /// Which.
    pub revision: u32,
    /// Its documents, as they were signed.
    pub documents: Vec<DocumentView>,
    /// Its signature.
    pub signature: SignatureView,
    /// When it was set aside, ISO 8601 UTC.
    pub set_aside_at: String,
    /// Kind of the amendment.
    pub amendment: String,
    /// The signed revision that took its place; `None` while there is none.
    pub replaced_by: Option<u32>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DocumentView {
    /// `panel` or `patient`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Pages.
    pub pages: u32,
    /// SHA-256 of the PDF; also makes the preview address change with the content.
    pub pdf_sha256: String,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SignatureView {
    /// Who.
    pub signer: String,
    /// Role code.
    pub role: String,
    /// When, ISO 8601 UTC.
    pub signed_at: String,
    /// Hash that was signed.
    pub content_hash: String,
    /// Fingerprint of the signer's key.
    pub key_fingerprint: String,
}

/// A file was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportedFile {
    /// Where.
    pub path: String,
    /// SHA-256 of its bytes, read back after writing.
    pub sha256: String,
}

/// 使用目的 as a responsible person states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct IntendedUse {
    /// 使用目的
    pub purpose: String,
    /// The decision on 医療機器該当性 in words.
    pub device_decision: String,
    /// Who is responsible.
    pub responsible_person: String,
}
