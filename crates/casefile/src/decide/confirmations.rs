//! Confirmatory tests: of everything that a finding rests on.

use jiff::civil::Date;
use model::finding::FindingKey;

use super::{findings, require_editable};
use crate::case::Case;
use crate::command::ConfirmationStep;
use crate::confirmation::{ConfirmationOrdered, ConfirmationResulted, ConfirmationWaived};
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
    let event = |observation: &model::variation::ObservationKey| {
        let observation = observation.clone();
        match step.clone() {
            ConfirmationStep::Ordered { test, on } => {
                CaseEvent::ConfirmationOrdered(ConfirmationOrdered { observation, test, ordered_on: on })
            }
            ConfirmationStep::Resulted { test, result, on } => {
                CaseEvent::ConfirmationResulted(ConfirmationResulted { observation, test, result, resulted_on: on })
            }
            ConfirmationStep::Waived { by, because } => {
                CaseEvent::ConfirmationWaived(ConfirmationWaived { observation, waived_by: by, because })
            }
        }
    };
    Ok(finding.observations.iter().map(event).collect())
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
