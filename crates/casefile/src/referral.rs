//! A case of another hospital: asked for by the one where the patient is, concluded by the one whose panel it is, and sent
//! back. Identifying facts pass between the two, by a consent that names the receiver, and to nobody else.

use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::ContentHash;
use model::ids::PacketId;
use model::report_content::DocumentKind;
use serde::{Deserialize, Serialize};

use crate::consent::ConsentRecorded;

/// Another hospital and its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherHospital {
    /// As it calls itself.
    pub name: String,
    /// Key that verifies its signatures, base64.
    pub signing: String,
    /// Key to which packets are sealed, base64.
    pub sealing: String,
    /// Fingerprint over both.
    pub fingerprint: String,
}

/// That the person agreed to the passing on. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralConsent {
    /// Day of the answer.
    pub given_on: Date,
    /// 同意書のバージョン
    pub form_version: String,
    /// 同意取得者, as typed.
    pub obtained_by: String,
}

impl std::fmt::Debug for ReferralConsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReferralConsent").field("given_on", &self.given_on).finish_non_exhaustive()
    }
}

/// Another hospital's panel was asked for: a packet was written for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelRequested {
    /// The packet.
    pub packet: PacketId,
    /// Who is asked, after the fingerprint had been compared by another way.
    pub host: OtherHospital,
    /// By which consent.
    pub consent: ReferralConsent,
    /// SHA-256 of each file in it.
    pub files: Vec<ContentHash>,
    /// SHA-256 of the packet's file.
    pub sha256: ContentHash,
}

/// The case came from another hospital. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestReceived {
    /// The packet.
    pub packet: PacketId,
    /// 依頼元医療機関
    pub from: OtherHospital,
    /// 主治医
    pub attending_physician: Option<String>,
    /// 診療科
    pub department: Option<String>,
    /// What is asked, as typed.
    pub note: Option<String>,
    /// By which consent.
    pub consent: ReferralConsent,
    /// When it was written, by the other hospital's clock.
    pub requested_at: Timestamp,
    /// SHA-256 of the packet's file.
    pub sha256: ContentHash,
}

impl std::fmt::Debug for RequestReceived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestReceived").field("packet", &self.packet).finish_non_exhaustive()
    }
}

/// What a case of another hospital is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedCase {
    /// From whom.
    pub request: RequestReceived,
    /// What the person agreed to there.
    pub consents: Vec<ConsentRecorded>,
}

/// The conclusion and the signed documents were written for the hospital that asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionReturned {
    /// The packet.
    pub packet: PacketId,
    /// The request that it answers.
    pub answers: PacketId,
    /// Which revision.
    pub revision: u32,
    /// SHA-256 of each document.
    pub documents: Vec<(DocumentKind, ContentHash)>,
    /// SHA-256 of the packet's file.
    pub sha256: ContentHash,
}

/// A document that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedDocument {
    /// Which.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// SHA-256 of the PDF, under which it is kept.
    pub sha256: ContentHash,
}

/// A document that came back was written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedExported {
    /// SHA-256 of the PDF.
    pub sha256: ContentHash,
}

/// A recommendation that came back, in words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedRecommendation {
    /// Kind code.
    pub kind: String,
    /// Way of a treatment.
    pub route: Option<String>,
    /// What it rests on, as labels.
    pub findings: Vec<String>,
    /// What exactly.
    pub text: String,
    /// Why.
    pub reason: String,
}

impl std::fmt::Debug for ReturnedRecommendation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReturnedRecommendation").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The conclusion of another hospital's panel came back. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReceived {
    /// The packet.
    pub packet: PacketId,
    /// The request that it answers.
    pub answers: PacketId,
    /// Key that signed the packet, base64.
    pub signed_by: String,
    /// Revision of the report there.
    pub revision: u32,
    /// Who signed the report there, as it is printed.
    pub signer: String,
    /// When.
    pub signed_at: Timestamp,
    /// Fingerprint of the key that signed the report.
    pub key_fingerprint: String,
    /// What is recommended.
    pub recommendations: Vec<ReturnedRecommendation>,
    /// 少数意見
    pub minority_opinion: Option<String>,
    /// The documents.
    pub documents: Vec<ReturnedDocument>,
    /// SHA-256 of the packet's file.
    pub sha256: ContentHash,
}

impl std::fmt::Debug for ReturnReceived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReturnReceived")
            .field("packet", &self.packet)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
