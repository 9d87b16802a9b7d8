//! Decisions on findings.

use model::evidence::LevelState;
use model::finding::{Finding, FindingKey};

use super::require_editable;
use crate::case::{Case, Verdict};
use crate::event::{CaseEvent, FindingDecided};
use crate::refusal::Refusal;

pub(super) fn finding(case: &Case, key: FindingKey) -> Result<&Finding, Refusal> {
    case.findings().iter().find(|finding| finding.key == key).ok_or(Refusal::FindingUnknown)
}

pub(super) fn accept(
    case: &Case,
    key: FindingKey,
    reason: Option<String>,
    given_before: bool,
) -> Result<Vec<CaseEvent>, Refusal> {
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

pub(super) fn decline(case: &Case, key: FindingKey, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    finding(case, key)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let reason = Some(reason.trim().to_owned());
    Ok(vec![CaseEvent::FindingDeclined(FindingDecided { finding: key, reason })])
}

pub(super) fn withdraw(case: &Case, key: FindingKey) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    match case.decision(&key) {
        Some(_) => Ok(vec![CaseEvent::FindingDecisionWithdrawn(FindingDecided { finding: key, reason: None })]),
        None => Err(Refusal::NothingToWithdraw),
    }
}
