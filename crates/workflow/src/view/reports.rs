//! Drafts and signature on screen.

use casefile::Case;
use casefile::event::ComposedDocument;

use crate::contract::{DocumentView, Message, ReportState, ReportView, SignatureView};

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
        blockers: blockers(case, state),
        signature: case.signed.as_ref().map(|signed| SignatureView {
            signer: signed.manifest.signer_name.clone(),
            role: signed.manifest.role.code().to_owned(),
            signed_at: signed.manifest.signed_at.to_string(),
            content_hash: signed.manifest.content_hash.to_string(),
            key_fingerprint: signed.key_fingerprint.clone(),
        }),
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

fn blockers(case: &Case, state: ReportState) -> Vec<Message> {
    let blocker = |code: &str| Message { code: code.to_owned(), parameters: std::collections::BTreeMap::new() };
    let mut blockers = match state {
        ReportState::None => vec![blocker("refusal_no_draft")],
        ReportState::OutOfDate => vec![blocker("refusal_draft_out_of_date")],
        ReportState::Draft | ReportState::Signed => Vec::new(),
    };
    let unanswered = case.unanswered().len();
    if unanswered > 0 && state != ReportState::Signed {
        let count = unanswered.to_string();
        let parameters = [("count".to_owned(), count)].into();
        blockers.push(Message { code: "refusal_options_undecided".to_owned(), parameters });
    }
    let inherited = case.accepted().any(|finding| finding.is_acceptable_option() && finding.germline);
    if inherited && state != ReportState::Signed {
        blockers.push(blocker("refusal_germline_wish_missing"));
    }
    let named = case.clinical.as_ref().is_some_and(|clinical| !clinical.patient.name.trim().is_empty());
    if !named && state != ReportState::Signed {
        blockers.push(blocker("refusal_patient_name_missing"));
    }
    blockers
}
