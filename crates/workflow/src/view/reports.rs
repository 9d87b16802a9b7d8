//! Drafts and signature on screen.

use casefile::Case;
use casefile::amendment::{Amendment, replaced_by};
use casefile::event::{ComposedDocument, ReportSigned};

use crate::contract::{DocumentView, EarlierRevision, Message, ReportState, ReportView, SignatureView};

pub(super) fn report_view(case: &Case) -> ReportView {
    let (state, revision, documents) = match (&case.signed, &case.draft) {
        (Some(signed), _) => (ReportState::Signed, signed.revision, signed.documents.as_slice()),
        (None, Some(draft)) if draft.out_of_date => {
            (ReportState::OutOfDate, draft.composed.revision, draft.composed.documents.as_slice())
        }
        (None, Some(draft)) => (ReportState::Draft, draft.composed.revision, draft.composed.documents.as_slice()),
        (None, None) => (ReportState::None, 0, [].as_slice()),
    };
    let content_hash = match (&case.signed, &case.draft) {
        (Some(signed), _) => Some(signed.manifest.content_hash),
        (None, draft) => draft.as_ref().map(|draft| draft.composed.content_hash),
    };
    ReportView {
        state,
        revision,
        content_hash: content_hash.map(|hash| hash.to_string()),
        documents: documents.iter().map(document).collect(),
        blockers: casefile::blockers(case)
            .iter()
            .map(|refusal| Message { code: refusal.code().to_owned(), parameters: refusal.parameters() })
            .collect(),
        signature: case.signed.as_ref().map(signature),
        earlier: case.amendments.iter().rev().map(|amendment| earlier(case, amendment)).collect(),
    }
}

fn earlier(case: &Case, amendment: &Amendment) -> EarlierRevision {
    let replaced = &amendment.replaced;
    EarlierRevision {
        revision: replaced.revision,
        documents: replaced.documents.iter().map(document).collect(),
        signature: signature(replaced),
        set_aside_at: amendment.at.to_string(),
        amendment: amendment.opened.kind.code().to_owned(),
        replaced_by: replaced_by(case, replaced.revision),
    }
}

fn signature(signed: &ReportSigned) -> SignatureView {
    SignatureView {
        signer: signed.manifest.signer_name.clone(),
        role: signed.manifest.role.code().to_owned(),
        signed_at: signed.manifest.signed_at.to_string(),
        content_hash: signed.manifest.content_hash.to_string(),
        key_fingerprint: signed.key_fingerprint.clone(),
    }
}

fn document(document: &ComposedDocument) -> DocumentView {
    DocumentView {
        kind: document.kind.code().to_owned(),
        title: document.title.clone(),
        pages: document.pages,
        pdf_sha256: document.pdf_sha256.to_string(),
    }
}
