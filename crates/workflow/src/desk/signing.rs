//! Signing: content hash → manifest → signature → pages that print it → seal over the pages → hash of the file.

use casefile::event::{ReportSigned, SignatureManifest};
use casefile::permission::Action;
use casefile::{Command, Context};
use model::canonical::{ContentHash, canonical_json};
use model::report_content::{ReportContent, SignatureMark};
use store::event_store::Rows;
use vault::signing::Signer;

use super::Desk;
use super::documents::typeset;
use super::proofs::seal;
use crate::contract::{ApiError, CaseView};

impl Desk {
    /// Signs the newest draft with the signer's own key; the passphrase is asked for again.
    ///
    /// # Errors
    /// A refusal of the case file, a wrong passphrase, or when the pages cannot be made.
    pub async fn sign(&self, case_id: String, passphrase: String) -> Result<CaseView, ApiError> {
        let seat = self.seat(Action::SignReport).await?;
        let (session, role) = (&*seat, seat.role);
        let open = session.open_case(&case_id).await?;
        let draft = open.case.draft.as_ref().ok_or_else(|| ApiError::refused("refusal_no_draft"))?;
        let signer = session.confirm(&passphrase, &self.ports)?.signer;
        let at = self.ports.clock.now();
        session
            .institution
            .require_key(session.account, &signer.public_key().to_string(), at)
            .map_err(ApiError::from_failure)?;

        let stored =
            session.store.content(open.id, draft.composed.content_hash).await.map_err(ApiError::from_failure)?;
        let contents: Vec<ReportContent> =
            serde_json::from_slice(&stored).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let interpretation = open.case.interpretation.as_ref().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let manifest = SignatureManifest {
            schema: 1,
            case: open.id,
            report: draft.composed.report,
            revision: draft.composed.revision,
            release: interpretation.release.clone(),
            engine: interpretation.engine.clone(),
            signer: session.account,
            signer_name: session.profile.display_name.clone(),
            role,
            signed_at: at,
            content_hash: report::content_hash(&contents).map_err(ApiError::from_failure)?,
            documents: draft.composed.documents.iter().map(|document| (document.kind, document.content_hash)).collect(),
        };
        let bytes = canonical_json(&manifest).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let signature = signer.sign(&bytes).map_err(ApiError::from_failure)?;
        let mark = SignatureMark {
            signer: manifest.signer_name.clone(),
            role: crate::wording::sentence_of(
                &format!("role_{}", role.code()),
                &std::collections::BTreeMap::new(),
                crate::wording::Language::Japanese,
            ),
            signed_at: at,
            content_hash: manifest.content_hash,
            key_fingerprint: signer.fingerprint().to_string(),
            signature: signature.to_string(),
        };
        let press = self.press()?;
        let (mut documents, mut rows) = typeset(&contents, Some(&mark), &press, self.ports.ids.as_ref())?;
        for (document, row) in documents.iter_mut().zip(&mut rows) {
            row.pdf = seal((&manifest, &mark.signature), document.kind, &row.pdf, &signer)?;
            document.pdf_sha256 = ContentHash::of_bytes(&row.pdf);
        }
        let signed = ReportSigned {
            revision: manifest.revision,
            manifest,
            signature: mark.signature,
            public_key: signer.public_key().to_string(),
            key_fingerprint: mark.key_fingerprint,
            documents,
        };
        let context = Context { case: open.id, actor: session.account, role, at };
        let rows = Rows { documents: rows, ..Rows::default() };
        let open = self.act(session, open, (Command::SignReport(Box::new(signed)), context), rows).await?;
        session.note_head(&self.ports).await;
        self.view(session, &open).await
    }
}
