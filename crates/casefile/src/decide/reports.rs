//! Drafts, signature, export, and what happens to a signed report afterwards.

use std::collections::BTreeSet;

use model::report_content::DocumentKind;

use super::require_editable;
use crate::amendment::{AmendmentOpened, AmendmentTaskClosed};
use crate::case::Case;
use crate::consent::{ConsentKind, Wish};
use crate::event::{BundleExported, CaseEvent, DocumentExported, DraftComposed, Interpreted, ReportSigned};
use crate::refusal::Refusal;

pub(super) fn compose(case: &Case, draft: DraftComposed) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    let last = case.draft.as_ref().map_or(0, |standing| standing.composed.revision);
    if draft.revision != last + 1 {
        return Err(Refusal::RevisionOutOfOrder);
    }
    Ok(vec![CaseEvent::DraftComposed(draft)])
}

/// Everything that stands between a case and its signature, each with its own way out. Empty where nothing does, and for a
/// case that is signed.
pub fn blockers(case: &Case) -> Vec<Refusal> {
    if require_editable(case).is_err() {
        return Vec::new();
    }
    if case.rehearsal().is_some() {
        return vec![Refusal::OnlyRehearsed];
    }
    let draft = match &case.draft {
        None => Some(Refusal::NoDraft),
        Some(draft) if draft.out_of_date => Some(Refusal::DraftOutOfDate),
        Some(_) => None,
    };
    let unanswered = Some(case.unanswered().len()).filter(|count| *count > 0);
    let unconfirmed = Some(case.unconfirmed().len()).filter(|count| *count > 0);
    let named = case.clinical.as_ref().is_some_and(|clinical| !clinical.patient.name.trim().is_empty());
    [
        unanswered.map(|count| Refusal::OptionsUndecided { count }),
        unconfirmed.map(|count| Refusal::ConfirmationMissing { count }),
        inherited(case),
        not_taking_part(case),
        (!named).then_some(Refusal::PatientNameMissing),
        (!case.corrected_since_matched.is_empty()).then_some(Refusal::InterpretationOutOfDate),
        conclusion(case),
        draft,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Nothing is signed or handed out for a person who does not take part.
pub(super) fn not_taking_part(case: &Case) -> Option<Refusal> {
    let kind = ConsentKind::Participation;
    match case.wish(kind) {
        Wish::No => Some(Refusal::ConsentRefused { kind }),
        Wish::Withdrawn => Some(Refusal::ConsentWithdrawn { kind }),
        Wish::Yes | Wish::Deferred | Wish::NotRecorded => None,
    }
}

/// An option that rests on something inherited is told only to somebody who wished to hear of such results.
pub(super) fn inherited(case: &Case) -> Option<Refusal> {
    let rests = case.accepted().any(|finding| finding.is_acceptable_option() && finding.germline);
    match case.wish(ConsentKind::SecondaryFindings) {
        _ if !rests => None,
        Wish::Yes => None,
        Wish::No | Wish::Withdrawn => Some(Refusal::GermlineNotWished),
        Wish::Deferred | Wish::NotRecorded => Some(Refusal::GermlineWishMissing),
    }
}

fn conclusion(case: &Case) -> Option<Refusal> {
    let omitted = case.standing_omission().is_some();
    match (case.panel(), case.conclusion()) {
        (_, Some(_)) => None,
        (_, None) if omitted => None,
        (Some(panel), None) if panel.concluded.is_some() => Some(Refusal::ConclusionOutOfDate),
        (Some(_) | None, None) => Some(Refusal::PanelNotConcluded),
    }
}

pub(super) fn sign(case: &Case, signed: ReportSigned) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    if let Some(blocker) = blockers(case).into_iter().next() {
        return Err(blocker);
    }
    let draft = case.draft.as_ref().ok_or(Refusal::NoDraft)?;
    let same = signed.revision == draft.composed.revision
        && signed.manifest.revision == draft.composed.revision
        && signed.manifest.content_hash == draft.composed.content_hash
        && Some(signed.manifest.case) == case.id;
    if same { Ok(vec![CaseEvent::ReportSigned(signed)]) } else { Err(Refusal::ContentDiffers) }
}

pub(super) fn export(case: &Case, exported: DocumentExported) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    if let Some(refusal) = inherited(case).filter(|_| exported.kind == DocumentKind::Panel) {
        return Err(refusal);
    }
    let signed = case.signed.as_ref().ok_or(Refusal::NotSigned)?;
    let known = signed.documents.iter().any(|document| {
        document.kind == exported.kind && document.pdf_sha256 == exported.sha256 && signed.revision == exported.revision
    });
    if known { Ok(vec![CaseEvent::DocumentExported(exported)]) } else { Err(Refusal::ContentDiffers) }
}

/// A report without the person leaves only for a purpose to which the person said yes, and only as it was signed.
pub(super) fn export_bundle(case: &Case, exported: BundleExported) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    let kind = exported.purpose;
    if !kind.lets_results_leave() {
        return Err(Refusal::PurposeUnsuitable { kind });
    }
    match case.wish(kind) {
        Wish::Yes => {}
        Wish::No => return Err(Refusal::ConsentRefused { kind }),
        Wish::Withdrawn => return Err(Refusal::ConsentWithdrawn { kind }),
        Wish::Deferred | Wish::NotRecorded => return Err(Refusal::ConsentNotGiven { kind }),
    }
    let signed = case.signed.as_ref().ok_or(Refusal::NotSigned)?;
    if signed.revision != exported.revision {
        return Err(Refusal::RevisionOutOfOrder);
    }
    Ok(vec![CaseEvent::BundleExported(exported)])
}

/// What was corrected after the signature is matched in the same step: the new revision starts from the record as it stands.
pub(super) fn open_amendment(
    case: &Case,
    opened: AmendmentOpened,
    interpreted: Option<Interpreted>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let signed = case.signed.as_ref().ok_or(Refusal::NotSigned)?;
    if opened.because.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if opened.replaces != signed.revision {
        return Err(Refusal::RevisionOutOfOrder);
    }
    if interpreted.is_some() == case.corrected_since_matched.is_empty() {
        return Err(Refusal::InterpretationOutOfDate);
    }
    let again = interpreted.map(CaseEvent::Interpreted);
    Ok(std::iter::once(CaseEvent::AmendmentOpened(opened)).chain(again).collect())
}

pub(super) fn close_task(case: &Case, closed: AmendmentTaskClosed) -> Result<Vec<CaseEvent>, Refusal> {
    let none = BTreeSet::new();
    let amendment = case.amendments.iter().find(|amendment| amendment.opened.replaces == closed.replaces);
    if !amendment.map_or(&none, |amendment| &amendment.open_tasks).contains(&closed.task) {
        return Err(Refusal::TaskNotOpen);
    }
    if closed.how.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![CaseEvent::AmendmentTaskClosed(closed)])
}
