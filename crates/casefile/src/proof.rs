//! What a signed PDF carries, so that years later anyone can prove what it is without the workspace.
//!
//! The signature over the manifest says what was concluded; it was made before there were pages, so it knows no byte of
//! them. The seal is a second signature with the same key over the finished bytes. Both stand behind the pages, in the
//! same file.

use model::canonical::{CanonicalError, ContentHash, canonical_json};
use model::report_content::DocumentKind;
use serde::{Deserialize, Serialize};

use crate::event::SignatureManifest;

/// Version of the proof that this software writes.
pub const PROOF_SCHEMA: u32 = 1;

/// What is carried behind the pages of a signed document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentProof {
    /// Version of this shape.
    pub schema: u32,
    /// Which of the signed documents this file is.
    pub document: DocumentKind,
    /// What was signed before the pages were made.
    pub manifest: SignatureManifest,
    /// Ed25519 signature over the canonical manifest, base64.
    pub signature: String,
    /// Public key of both signatures, base64.
    pub public_key: String,
    /// Length of the pages in bytes: everything before this proof.
    pub page_bytes: u64,
    /// SHA-256 of the pages.
    pub page_sha256: ContentHash,
    /// Ed25519 signature over [`seal_statement`], base64.
    pub seal: String,
}

/// What the seal of a document says. The purpose keeps it apart from everything else that the key signs.
#[derive(Debug, Serialize)]
struct SealStatement<'a> {
    purpose: &'static str,
    schema: u32,
    document: DocumentKind,
    signature: &'a str,
    page_bytes: u64,
    page_sha256: ContentHash,
}

/// The bytes that the seal signs: these pages belong to that signature.
///
/// # Errors
/// As [`canonical_json`].
pub fn seal_statement(
    document: DocumentKind,
    signature: &str,
    (page_bytes, page_sha256): (u64, ContentHash),
) -> Result<Vec<u8>, CanonicalError> {
    canonical_json(&SealStatement {
        purpose: "shirube-document-seal",
        schema: PROOF_SCHEMA,
        document,
        signature,
        page_bytes,
        page_sha256,
    })
}

impl DocumentProof {
    /// The bytes that the seal of this proof signs.
    ///
    /// # Errors
    /// As [`canonical_json`].
    pub fn seal_statement(&self) -> Result<Vec<u8>, CanonicalError> {
        seal_statement(self.document, &self.signature, (self.page_bytes, self.page_sha256))
    }
}
