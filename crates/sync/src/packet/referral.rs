//! Between two hospitals: a case with its files, and what a panel made of it.
//!
//! These packets name the person. They are sealed to one hospital, by a consent that names it.

use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::{CanonicalError, ContentHash, canonical_json};
use model::clinical::ClinicalRecord;
use model::ids::PacketId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::PacketError;
use super::reading::{PacketContent, read};

/// Most files in one packet.
const MOST_FILES: usize = 200;
/// Longest name of a file, in bytes.
const LONGEST_NAME: usize = 200;

/// A file that is carried behind the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedFile {
    /// Name without folders.
    pub name: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// SHA-256.
    pub sha256: ContentHash,
}

/// That the person agreed to the passing on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedReferralConsent {
    /// Day of the answer.
    pub given_on: Date,
    /// 同意書のバージョン
    pub form_version: String,
    /// 同意取得者
    pub obtained_by: String,
}

/// An answer about consent, as the asking hospital recorded it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedConsent {
    /// Kind code.
    pub kind: String,
    /// `yes`, `no`, `deferred`; a yes that was withdrawn is a no.
    pub answer: String,
    /// Day of the answer, or of the withdrawal.
    pub given_on: Date,
    /// 続柄 of a proxy.
    pub proxy_relation: Option<String>,
    /// 同意書のバージョン
    pub form_version: String,
    /// 同意取得者
    pub obtained_by: String,
    /// Version of the form by which a child agreed.
    pub assent_version: Option<String>,
    /// How far it goes.
    pub scope: Option<String>,
}

impl std::fmt::Debug for CarriedConsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CarriedConsent").field("kind", &self.kind).field("answer", &self.answer).finish_non_exhaustive()
    }
}

/// A hospital asks for another one's panel. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Version of this shape.
    pub schema: u32,
    /// This packet.
    pub packet: PacketId,
    /// 依頼元医療機関, as it calls itself.
    pub from: String,
    /// Who is asked, as its card says.
    pub host: String,
    /// 主治医
    pub attending_physician: Option<String>,
    /// 診療科
    pub department: Option<String>,
    /// What is asked, as typed.
    pub note: Option<String>,
    /// By which consent this packet was written.
    pub consent: CarriedReferralConsent,
    /// What the person agreed to.
    pub consents: Vec<CarriedConsent>,
    /// The record as it stands, corrections included.
    pub clinical: ClinicalRecord,
    /// Tumour type by which the case was matched: OncoTree code, `SOLID` or `ANY`.
    pub tumor_type: Option<String>,
    /// Assembly of positions.
    pub assembly: String,
    /// Tumour sample name.
    pub tumor_sample: String,
    /// When it was written.
    pub requested_at: Timestamp,
    /// The input files, carried behind.
    pub files: Vec<CarriedFile>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request").field("packet", &self.packet).finish_non_exhaustive()
    }
}

impl PacketContent for Request {
    fn check(&self) -> Result<(), PacketError> {
        check_files(&self.files)
    }
}

/// A recommendation in words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedRecommendation {
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

impl std::fmt::Debug for CarriedRecommendation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CarriedRecommendation").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A document that is carried behind the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedDocument {
    /// Kind code.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: CarriedFile,
}

/// What a panel concluded, back to the hospital that asked. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// Version of this shape.
    pub schema: u32,
    /// This packet.
    pub packet: PacketId,
    /// The request that it answers.
    pub answers: PacketId,
    /// Who concluded, as it calls itself.
    pub from: String,
    /// Revision of the report.
    pub revision: u32,
    /// The manifest that was signed, as canonical JSON.
    pub manifest: String,
    /// Ed25519 signature over it, base64.
    pub signature: String,
    /// Public key of the signature, base64.
    pub public_key: String,
    /// Who signed the report, as it is printed.
    pub signer: String,
    /// When.
    pub signed_at: Timestamp,
    /// What is recommended.
    pub recommendations: Vec<CarriedRecommendation>,
    /// 少数意見
    pub minority_opinion: Option<String>,
    /// The signed documents, carried behind.
    pub documents: Vec<CarriedDocument>,
}

impl std::fmt::Debug for Return {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Return").field("packet", &self.packet).field("answers", &self.answers).finish_non_exhaustive()
    }
}

impl PacketContent for Return {
    fn check(&self) -> Result<(), PacketError> {
        let files: Vec<CarriedFile> = self.documents.iter().map(|document| document.file.clone()).collect();
        check_files(&files)
    }
}

/// A content with files behind it, in the order in which it names them.
///
/// # Errors
/// As [`canonical_json`].
pub fn carry<T: Serialize>(content: &T, files: &[Vec<u8>]) -> Result<Vec<u8>, CanonicalError> {
    let mut bytes = canonical_json(content)?;
    bytes.push(b'\n');
    for file in files {
        bytes.extend_from_slice(file);
    }
    Ok(bytes)
}

/// Something that names files behind it.
pub trait Carrying: PacketContent + DeserializeOwned {
    /// The files, in order.
    fn carried(&self) -> Vec<&CarriedFile>;
}

impl Carrying for Request {
    fn carried(&self) -> Vec<&CarriedFile> {
        self.files.iter().collect()
    }
}

impl Carrying for Return {
    fn carried(&self) -> Vec<&CarriedFile> {
        self.documents.iter().map(|document| &document.file).collect()
    }
}

/// A content and the files behind it, each of its size and hash, and nothing after them.
///
/// # Errors
/// [`PacketError`].
pub fn unpack<T: Carrying>(bytes: &[u8]) -> Result<(T, Vec<&[u8]>), PacketError> {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(PacketError::Malformed)?;
    let (line, mut rest) = bytes.split_at_checked(end).ok_or(PacketError::Malformed)?;
    rest = rest.get(1..).unwrap_or_default();
    let content: T = read(line)?;
    let mut files = Vec::new();
    for carried in content.carried() {
        let size = usize::try_from(carried.size_bytes).map_err(|_| PacketError::Malformed)?;
        let (file, after) = rest.split_at_checked(size).ok_or(PacketError::Malformed)?;
        if ContentHash::of_bytes(file) != carried.sha256 {
            return Err(PacketError::HashDiffers);
        }
        files.push(file);
        rest = after;
    }
    if rest.is_empty() { Ok((content, files)) } else { Err(PacketError::Malformed) }
}

/// Names are names: no folder, no way out of one, no two alike on any disk.
fn check_files(files: &[CarriedFile]) -> Result<(), PacketError> {
    let mut seen = std::collections::BTreeSet::new();
    let plain = |name: &str| {
        !name.is_empty()
            && name.len() <= LONGEST_NAME
            && !name.starts_with('.')
            && !name.ends_with(['.', ' '])
            && !name
                .chars()
                .any(|c| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    };
    let each = files.iter().all(|file| plain(&file.name) && seen.insert(file.name.to_lowercase()));
    if each && !files.is_empty() && files.len() <= MOST_FILES { Ok(()) } else { Err(PacketError::Malformed) }
}
