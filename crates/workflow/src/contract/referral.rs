//! Cases between hospitals: asked for, taken in, sent back.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::panel::RecommendationView;

/// What a request would carry, before it is written. It names the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequestPlan {
    /// 氏名
    pub patient_name: String,
    /// 患者ID
    pub hospital_id: Option<String>,
    /// 生年月日
    pub born_on: Option<String>,
    /// 主治医
    pub attending_physician: Option<String>,
    /// Clinical facts, how many.
    pub clinical_facts: u32,
    /// Answers about consent, how many.
    pub consents: u32,
    /// The input files.
    pub files: Vec<CarriedFileView>,
    /// Fingerprint of this hospital's key, for the other one to compare.
    pub own_fingerprint: String,
}

/// A file in a packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CarriedFileView {
    /// Name.
    pub name: String,
    /// Size in bytes, as text.
    pub size_bytes: String,
    /// SHA-256.
    pub sha256: String,
}

/// Another hospital's panel, to be asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewRequest {
    /// File of its card.
    pub card: String,
    /// Its fingerprint, as it was heard.
    pub heard: String,
    /// Day on which the person agreed, ISO 8601.
    pub consent_given_on: String,
    /// 同意書のバージョン
    pub consent_form_version: String,
    /// 同意取得者
    pub consent_obtained_by: String,
    /// What is asked.
    pub note: Option<String>,
}

impl std::fmt::Debug for NewRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRequest").finish_non_exhaustive()
    }
}

/// A request, opened and not yet taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequestView {
    /// The packet.
    pub packet: String,
    /// 依頼元医療機関, as it calls itself.
    pub from: String,
    /// Fingerprint of the key that signed it.
    pub fingerprint: String,
    /// 主治医
    pub attending_physician: Option<String>,
    /// 診療科
    pub department: Option<String>,
    /// What is asked.
    pub note: Option<String>,
    /// 氏名
    pub patient_name: String,
    /// Day on which the person agreed to the passing on.
    pub consent_given_on: String,
    /// 同意書のバージョン
    pub consent_form_version: String,
    /// 同意取得者
    pub consent_obtained_by: String,
    /// When it was written, ISO 8601 UTC.
    pub requested_at: String,
    /// The files.
    pub files: Vec<CarriedFileView>,
}

/// Everything that passed between hospitals about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReferralBoard {
    /// Hospitals that were asked, oldest first.
    pub requested: Vec<RequestedView>,
    /// The hospital that asked, where the case came from one.
    pub request: Option<ReceivedRequestView>,
    /// Revisions that were sent back.
    pub sent_back: Vec<SentBackView>,
    /// Conclusions that came back, oldest first.
    pub returns: Vec<ReturnView>,
}

/// A hospital that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequestedView {
    /// Its name.
    pub host: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Files in the packet.
    pub files: u32,
    /// When, ISO 8601 UTC.
    pub at: String,
}

/// The hospital that asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReceivedRequestView {
    /// 依頼元医療機関
    pub from: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// 主治医
    pub attending_physician: Option<String>,
    /// 診療科
    pub department: Option<String>,
    /// What is asked.
    pub note: Option<String>,
    /// Day on which the person agreed to the passing on.
    pub consent_given_on: String,
    /// When it was written, ISO 8601 UTC.
    pub requested_at: String,
}

/// A revision that was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SentBackView {
    /// Which.
    pub revision: u32,
    /// When, ISO 8601 UTC.
    pub at: String,
}

/// A conclusion that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReturnView {
    /// Who concluded.
    pub host: String,
    /// Revision of the report there.
    pub revision: u32,
    /// Who signed the report there.
    pub signer: String,
    /// When, ISO 8601 UTC.
    pub signed_at: String,
    /// Fingerprint of the key that signed the report. The signature matches; whose key it is, must be asked.
    pub key_fingerprint: String,
    /// What is recommended; `findings` are labels.
    pub recommendations: Vec<RecommendationView>,
    /// 少数意見
    pub minority_opinion: Option<String>,
    /// The documents.
    pub documents: Vec<ReturnedDocumentView>,
    /// When it was taken in, ISO 8601 UTC.
    pub at: String,
}

/// A document that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReturnedDocumentView {
    /// Kind code.
    pub kind: String,
    /// Title.
    pub title: String,
    /// SHA-256 of the PDF.
    pub sha256: String,
}
