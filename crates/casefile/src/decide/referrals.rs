//! A case between two hospitals: asked, taken in, sent back, received.

use jiff::civil::Date;
use model::ledger::Bin;

use super::reports::{inherited, not_taking_part};
use super::require_open;
use crate::case::Case;
use crate::event::CaseEvent;
use crate::referral::{ConclusionReturned, PanelRequested, ReceivedCase, ReturnReceived, ReturnedExported};
use crate::refusal::Refusal;

/// Asked with a consent that is whole, and never with a file that holds records of somebody else.
pub(super) fn request(case: &Case, requested: PanelRequested, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    require_consent(&requested.consent, today)?;
    let ledger = case.profile.as_ref().map(|profile| &profile.ledger);
    let of_others =
        |file: &&model::ledger::FileLedger| file.bins.get(&Bin::OtherSample).is_some_and(|count| *count > 0);
    if let Some(file) = ledger.and_then(|ledger| ledger.files.iter().find(of_others)) {
        return Err(Refusal::FileOfOthers { file: file.name.clone() });
    }
    Ok(vec![CaseEvent::PanelRequested(Box::new(requested))])
}

fn require_consent(consent: &crate::referral::ReferralConsent, today: Date) -> Result<(), Refusal> {
    if consent.form_version.trim().is_empty() || consent.obtained_by.trim().is_empty() {
        return Err(Refusal::ConsentIncomplete);
    }
    if consent.given_on > today { Err(Refusal::DayInFuture) } else { Ok(()) }
}

/// What follows the opening of a case that came from another hospital.
pub(super) fn taken_in(received: ReceivedCase, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    require_consent(&received.request.consent, today)?;
    let consents = received.consents.into_iter().map(CaseEvent::ConsentRecorded);
    Ok(std::iter::once(CaseEvent::RequestReceived(Box::new(received.request))).chain(consents).collect())
}

/// Only what was signed is sent back, and only to the hospital that asked.
pub(super) fn send_back(case: &Case, returned: ConclusionReturned) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    if let Some(refusal) = inherited(case) {
        return Err(refusal);
    }
    let request = case.request.as_ref().ok_or(Refusal::NobodyAsked)?;
    let signed = case.signed.as_ref().ok_or(Refusal::NotSigned)?;
    let known = |(kind, sha256): &(model::report_content::DocumentKind, model::canonical::ContentHash)| {
        signed.documents.iter().any(|document| document.kind == *kind && document.pdf_sha256 == *sha256)
    };
    if returned.answers != request.packet || returned.revision != signed.revision {
        return Err(Refusal::ContentDiffers);
    }
    if returned.documents.is_empty() || !returned.documents.iter().all(known) {
        return Err(Refusal::ContentDiffers);
    }
    Ok(vec![CaseEvent::ConclusionReturned(returned)])
}

/// A document that came back is handed out as one of this hospital is.
pub(super) fn export(case: &Case, exported: ReturnedExported) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    let mut known = case.returns.iter().flat_map(|(returned, _)| &returned.documents);
    if known.any(|document| document.sha256 == exported.sha256) {
        Ok(vec![CaseEvent::ReturnedExported(exported)])
    } else {
        Err(Refusal::ContentDiffers)
    }
}

/// What comes back answers a request of this case, is signed by who was asked, and is newer than what came before.
pub(super) fn receive(case: &Case, returned: ReturnReceived) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    let before = || case.returns.iter().map(|(before, _)| before).filter(|before| before.answers == returned.answers);
    if case.returns.iter().any(|(before, _)| before.packet == returned.packet || before.sha256 == returned.sha256) {
        return Err(Refusal::PacketReplayed);
    }
    let requested =
        case.requested.iter().map(|(requested, _)| requested).find(|requested| requested.packet == returned.answers);
    let requested = requested.ok_or(Refusal::ReturnUnknown)?;
    if requested.host.signing != returned.signed_by {
        return Err(Refusal::PacketKeyUnknown);
    }
    if before().any(|before| before.revision >= returned.revision) {
        return Err(Refusal::ReturnNotNewer);
    }
    Ok(vec![CaseEvent::ReturnReceived(Box::new(returned))])
}
