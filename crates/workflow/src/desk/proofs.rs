//! Sealing signed pages, and checking documents that came back.

use std::path::Path;

use casefile::event::SignatureManifest;
use casefile::proof::{DocumentProof, PROOF_SCHEMA, seal_statement};
use jiff::Timestamp;
use model::canonical::{ContentHash, canonical_json};
use model::report_content::DocumentKind;
use vault::key_list::KeyList;
use vault::signing::Signer;

use super::Desk;
use super::key_lists::imported_lists;
use super::session::Session;
use crate::contract::{ApiError, DocumentCheck};
use crate::verification::check_document;

/// A larger file is no document of this product.
const LARGEST_DOCUMENT: u64 = 256 * 1024 * 1024;

/// Pages with their proof behind them: the manifest, its signature, and a seal over these very bytes.
pub(super) fn seal(
    (manifest, signature): (&SignatureManifest, &str),
    document: DocumentKind,
    pages: &[u8],
    signer: &dyn Signer,
) -> Result<Vec<u8>, ApiError> {
    let (page_bytes, page_sha256) = (u64::try_from(pages.len()).unwrap_or(u64::MAX), ContentHash::of_bytes(pages));
    let unwritable = |_| ApiError::internal("content_not_canonical");
    let statement = seal_statement(document, signature, (page_bytes, page_sha256)).map_err(unwritable)?;
    let proof = DocumentProof {
        schema: PROOF_SCHEMA,
        document,
        manifest: manifest.clone(),
        signature: signature.to_owned(),
        public_key: signer.public_key().to_string(),
        page_bytes,
        page_sha256,
        seal: signer.sign(&statement).map_err(ApiError::from_failure)?.to_string(),
    };
    let bytes = canonical_json(&proof).map_err(unwritable)?;
    render::carry(pages, &bytes, manifest.signed_at).map_err(ApiError::from_failure)
}

/// Checks a document without a workspace, against the key lists that were imported into a folder.
///
/// # Errors
/// When the file or a list cannot be read.
pub fn verify_document(path: &Path, lists: &Path) -> Result<DocumentCheck, ApiError> {
    let known: Vec<KeyList> = imported_lists(lists)?.into_iter().map(|signed| signed.list().clone()).collect();
    checked(path, &known)
}

fn checked(path: &Path, lists: &[KeyList]) -> Result<DocumentCheck, ApiError> {
    let unreadable = |error: std::io::Error| {
        tracing::warn!(%error, "a document to be checked could not be read");
        crate::failures::document_unreadable(path)
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST_DOCUMENT {
        return Err(crate::failures::document_unreadable(path));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(check_document(name, &std::fs::read(path).map_err(unreadable)?, lists))
}

impl Desk {
    /// Checks a document. Whoever is signed in also has the keys of this institution, and is told when the revision was
    /// set aside.
    ///
    /// # Errors
    /// When the file or a list cannot be read.
    pub async fn verify_document(&self, path: String) -> Result<DocumentCheck, ApiError> {
        let imported = imported_lists(&self.ports.key_lists_folder())?;
        let mut known: Vec<KeyList> = imported.into_iter().map(|signed| signed.list().clone()).collect();
        if let Some(session) = self.session.lock().await.as_ref() {
            let present = session.present_list(self.ports.clock.now()).await?;
            // What this house said earlier counts no more; what it said later, before an older copy was put back, does.
            known.retain(|list| list.workspace != present.workspace || list.sequence > present.sequence);
            known.push(present);
        }
        checked(Path::new(&path), &known)
    }
}

impl Session {
    /// What a list of this institution would say now.
    pub(super) async fn present_list(&self, now: Timestamp) -> Result<KeyList, ApiError> {
        let file = self.workspace.file();
        Ok(KeyList {
            schema: vault::key_list::KEY_LIST_SCHEMA,
            workspace: file.id,
            institution: file.institution.clone(),
            issued_at: now,
            sequence: self.store.head().await.map_err(ApiError::from_failure)?.sequence,
            keys: self.listed_keys()?,
            set_aside: self.set_aside().await?,
        })
    }
}
