//! What passed between hospitals about a case.

use casefile::Case;

use super::count;
use crate::contract::{
    ReceivedRequestView, RecommendationView, ReferralBoard, RequestedView, ReturnView, ReturnedDocumentView,
    SentBackView,
};

pub(crate) fn referral_board(case: &Case) -> ReferralBoard {
    let requested = case.requested.iter().map(|(requested, at)| RequestedView {
        host: requested.host.name.clone(),
        fingerprint: requested.host.fingerprint.clone(),
        files: count(requested.files.len()),
        at: at.to_string(),
    });
    let request = case.request.as_ref().map(|request| ReceivedRequestView {
        from: request.from.name.clone(),
        fingerprint: request.from.fingerprint.clone(),
        attending_physician: request.attending_physician.clone(),
        department: request.department.clone(),
        note: request.note.clone(),
        consent_given_on: request.consent.given_on.to_string(),
        requested_at: request.requested_at.to_string(),
    });
    let sent = |(returned, at): &(casefile::referral::ConclusionReturned, jiff::Timestamp)| SentBackView {
        revision: returned.revision,
        at: at.to_string(),
    };
    ReferralBoard {
        requested: requested.collect(),
        request,
        sent_back: case.sent_back.iter().map(sent).collect(),
        returns: case.returns.iter().map(|(returned, at)| return_view(case, returned, *at)).collect(),
    }
}

fn return_view(case: &Case, returned: &casefile::referral::ReturnReceived, at: jiff::Timestamp) -> ReturnView {
    let asked = case.requested.iter().find(|(requested, _)| requested.packet == returned.answers);
    ReturnView {
        host: asked.map(|(requested, _)| requested.host.name.clone()).unwrap_or_default(),
        revision: returned.revision,
        signer: returned.signer.clone(),
        signed_at: returned.signed_at.to_string(),
        key_fingerprint: returned.key_fingerprint.clone(),
        recommendations: returned
            .recommendations
            .iter()
            .map(|one| RecommendationView {
                kind: one.kind.clone(),
                route: one.route.clone(),
                findings: one.findings.clone(),
                text: one.text.clone(),
                reason: one.reason.clone(),
            })
            .collect(),
        minority_opinion: returned.minority_opinion.clone(),
        documents: returned
            .documents
            .iter()
            .map(|document| ReturnedDocumentView {
                kind: document.kind.code().to_owned(),
                title: document.title.clone(),
                sha256: document.sha256.to_string(),
            })
            .collect(),
        at: at.to_string(),
    }
}
