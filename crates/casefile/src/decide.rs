//! The rules.

use model::evidence::LevelState;
use model::finding::{Finding, FindingKey};

use crate::case::{Case, Verdict};
use crate::command::{Command, Context, Correction, FirstImport};
use crate::correction;
use crate::event::{CaseEvent, DocumentExported, DraftComposed, FindingDecided, ProfileImported, ReportSigned};
use crate::permission::Action;
use crate::refusal::Refusal;

/// Turns a wish into events, or says why not. Nothing is changed here.
///
/// # Errors
/// A [`Refusal`] when the rules do not allow the wish.
pub fn decide(case: &Case, command: Command, context: &Context) -> Result<Vec<CaseEvent>, Refusal> {
    require_role(&command, context)?;
    match command {
        Command::OpenCase(import) => open(case, *import),
        Command::Interpret(interpreted) => {
            require_editable(case)?;
            Ok(vec![CaseEvent::Interpreted(interpreted)])
        }
        Command::CorrectClinical(correction) => correct(case, *correction),
        Command::AcceptFinding { finding, reason, given_before } => accept(case, finding, reason, given_before),
        Command::DeclineFinding { finding, reason } => decline(case, finding, &reason),
        Command::WithdrawDecision { finding } => withdraw(case, finding),
        Command::ComposeDraft(draft) => compose(case, draft),
        Command::SignReport(signed) => sign(case, *signed),
        Command::ExportDocument(exported) => export(case, exported),
    }
}

fn require_role(command: &Command, context: &Context) -> Result<(), Refusal> {
    let action = match command {
        Command::OpenCase(_) => Action::ImportCase,
        Command::Interpret(_) => Action::Interpret,
        Command::CorrectClinical(_) => Action::CorrectClinical,
        Command::AcceptFinding { .. } | Command::DeclineFinding { .. } | Command::WithdrawDecision { .. } => {
            Action::DecideFinding
        }
        Command::ComposeDraft(_) => Action::ComposeDraft,
        Command::SignReport(_) => Action::SignReport,
        Command::ExportDocument(_) => Action::ExportDocument,
    };
    if action.roles().contains(&context.role) {
        Ok(())
    } else {
        Err(Refusal::RoleMissing { role: context.role, action })
    }
}

fn open(case: &Case, import: FirstImport) -> Result<Vec<CaseEvent>, Refusal> {
    if case.opened.is_some() {
        return Err(Refusal::AlreadyOpen);
    }
    require_balance(&import.profile)?;
    Ok(vec![
        CaseEvent::CaseOpened(import.opened),
        CaseEvent::ClinicalRecorded(import.clinical),
        CaseEvent::ProfileImported(import.profile),
        CaseEvent::Interpreted(import.interpreted),
    ])
}

fn require_balance(profile: &ProfileImported) -> Result<(), Refusal> {
    let balances = profile.ledger.files.iter().all(model::ledger::FileLedger::balances);
    if balances { Ok(()) } else { Err(Refusal::LedgerDoesNotBalance) }
}

/// What was signed is not edited; an amendment is a revision of its own.
fn require_editable(case: &Case) -> Result<(), Refusal> {
    match (&case.opened, &case.signed) {
        (None, _) => Err(Refusal::NotOpen),
        (_, Some(_)) => Err(Refusal::AlreadySigned),
        (Some(_), None) => Ok(()),
    }
}

/// A fact can be corrected at any time. After the signature nothing is matched again: the signed report keeps its findings,
/// and the case says that it was corrected later.
fn correct(case: &Case, correction: Correction) -> Result<Vec<CaseEvent>, Refusal> {
    let Correction { corrected, interpreted } = correction;
    let standing = case.clinical.as_ref().filter(|_| case.opened.is_some()).ok_or(Refusal::NotOpen)?;
    if corrected.because.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let record = correction::corrected(standing, corrected.field, corrected.after.as_deref())?;
    if record != corrected.record || corrected.before != correction::written(standing, corrected.field) {
        return Err(Refusal::ContentDiffers);
    }
    if interpreted.is_some() {
        require_editable(case)?;
    }
    let again = interpreted.map(CaseEvent::Interpreted);
    Ok([CaseEvent::ClinicalCorrected(corrected)].into_iter().chain(again).collect())
}

fn finding(case: &Case, key: FindingKey) -> Result<&Finding, Refusal> {
    case.findings().iter().find(|finding| finding.key == key).ok_or(Refusal::FindingUnknown)
}

fn accept(case: &Case, key: FindingKey, reason: Option<String>, given_before: bool) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    finding(case, key)?;
    let rows = || case.findings().iter().filter(|finding| finding.key == key);
    if rows().any(|finding| !finding.therapies.is_empty()) && !rows().any(Finding::is_acceptable_option) {
        let overruled = rows().any(|finding| finding.overruled_by.is_some());
        let unconfirmed = rows().any(|finding| finding.level_state == LevelState::Candidate);
        return Err(match (overruled, unconfirmed) {
            (true, _) => Refusal::FindingOverruled,
            (false, true) => Refusal::FindingUnconfirmed,
            (false, false) => Refusal::NotAnOption,
        });
    }
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if given_before && reason.is_none() {
        return Err(Refusal::GivenBefore);
    }
    let unchanged = !case.decided_before_correction.contains(&key)
        && case
            .decision(&key)
            .is_some_and(|standing| standing.verdict == Verdict::Accepted && standing.reason == reason);
    Ok(if unchanged { Vec::new() } else { vec![CaseEvent::FindingAccepted(FindingDecided { finding: key, reason })] })
}

fn decline(case: &Case, key: FindingKey, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    finding(case, key)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let reason = Some(reason.trim().to_owned());
    Ok(vec![CaseEvent::FindingDeclined(FindingDecided { finding: key, reason })])
}

fn withdraw(case: &Case, key: FindingKey) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    match case.decision(&key) {
        Some(_) => Ok(vec![CaseEvent::FindingDecisionWithdrawn(FindingDecided { finding: key, reason: None })]),
        None => Err(Refusal::NothingToWithdraw),
    }
}

fn compose(case: &Case, draft: DraftComposed) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    let last = case.draft.as_ref().map_or(0, |standing| standing.composed.revision);
    if draft.revision != last + 1 {
        return Err(Refusal::RevisionOutOfOrder);
    }
    Ok(vec![CaseEvent::DraftComposed(draft)])
}

fn sign(case: &Case, signed: ReportSigned) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    let draft = case.draft.as_ref().ok_or(Refusal::NoDraft)?;
    if draft.out_of_date {
        return Err(Refusal::DraftOutOfDate);
    }
    let same = signed.revision == draft.composed.revision
        && signed.manifest.revision == draft.composed.revision
        && signed.manifest.content_hash == draft.composed.content_hash
        && Some(signed.manifest.case) == case.id;
    if !same {
        return Err(Refusal::ContentDiffers);
    }
    let unanswered = case.unanswered().len();
    if unanswered > 0 {
        return Err(Refusal::OptionsUndecided { count: unanswered });
    }
    if case.accepted().any(|finding| finding.is_acceptable_option() && finding.germline) {
        return Err(Refusal::GermlineWishMissing);
    }
    if case.clinical.as_ref().is_none_or(|clinical| clinical.patient.name.trim().is_empty()) {
        return Err(Refusal::PatientNameMissing);
    }
    Ok(vec![CaseEvent::ReportSigned(signed)])
}

fn export(case: &Case, exported: DocumentExported) -> Result<Vec<CaseEvent>, Refusal> {
    let signed = case.signed.as_ref().ok_or(Refusal::NotSigned)?;
    let known = signed.documents.iter().any(|document| {
        document.kind == exported.kind && document.pdf_sha256 == exported.sha256 && signed.revision == exported.revision
    });
    if known { Ok(vec![CaseEvent::DocumentExported(exported)]) } else { Err(Refusal::ContentDiffers) }
}

#[cfg(test)]
mod tests;
