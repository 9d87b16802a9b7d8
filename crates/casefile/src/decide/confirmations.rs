//! Confirmatory tests: of everything that a finding rests on.

use jiff::civil::Date;
use model::finding::{Finding, FindingKey};
use model::variation::ObservationKey;

use super::{findings, require_editable};
use crate::case::Case;
use crate::command::ConfirmationStep;
use crate::confirmation::{
    Confirmation, ConfirmationOrdered, ConfirmationResult, ConfirmationResulted, ConfirmationWaived,
};
use crate::event::CaseEvent;
use crate::refusal::Refusal;

pub(super) fn step(
    case: &Case,
    key: FindingKey,
    step: &ConfirmationStep,
    today: Date,
) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    let finding = findings::finding(case, key)?;
    require_said(step, today)?;
    let open = still_open(case, finding, step)?;
    let event = |observation: ObservationKey| match step.clone() {
        ConfirmationStep::Ordered { test, on } => {
            CaseEvent::ConfirmationOrdered(ConfirmationOrdered { observation, test, ordered_on: on })
        }
        ConfirmationStep::Resulted { test, result, on } => {
            CaseEvent::ConfirmationResulted(ConfirmationResulted { observation, test, result, resulted_on: on })
        }
        ConfirmationStep::Waived { by, because } => {
            CaseEvent::ConfirmationWaived(ConfirmationWaived { observation, waived_by: by, because })
        }
    };
    Ok(open.into_iter().cloned().map(event).collect())
}

/// What a step is about. Nobody goes without a test that was made and did not see the finding, and what is confirmed is
/// neither ordered nor waived again; a result may be put right by another.
fn still_open<'f>(
    case: &Case,
    finding: &'f Finding,
    step: &ConfirmationStep,
) -> Result<Vec<&'f ObservationKey>, Refusal> {
    let result = |key: &ObservationKey| case.confirmations.get(key).and_then(Confirmation::result);
    let refuted = finding.observations.iter().any(|key| result(key) == Some(ConfirmationResult::NotConfirmed));
    match step {
        ConfirmationStep::Resulted { .. } => return Ok(finding.observations.iter().collect()),
        ConfirmationStep::Waived { .. } if refuted => return Err(Refusal::ConfirmationRefuted),
        ConfirmationStep::Waived { .. } | ConfirmationStep::Ordered { .. } => {}
    }
    let confirmed = |key: &&ObservationKey| result(key) == Some(ConfirmationResult::Confirmed);
    let open: Vec<&ObservationKey> = finding.observations.iter().filter(|key| !confirmed(key)).collect();
    if open.is_empty() { Err(Refusal::ConfirmationStands) } else { Ok(open) }
}

fn require_said(step: &ConfirmationStep, today: Date) -> Result<(), Refusal> {
    let (words, on) = match step {
        ConfirmationStep::Ordered { test, on } | ConfirmationStep::Resulted { test, on, .. } => (vec![test], Some(*on)),
        ConfirmationStep::Waived { by, because } => (vec![by, because], None),
    };
    if words.iter().any(|word| word.trim().is_empty()) {
        return Err(Refusal::ReasonMissing);
    }
    if on.is_some_and(|day| day > today) { Err(Refusal::DayInFuture) } else { Ok(()) }
}
