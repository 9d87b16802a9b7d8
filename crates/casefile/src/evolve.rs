//! State from events. No rule stands here: what happened, happened.

use crate::case::{Case, Decision, Draft, Verdict};
use crate::command::Context;
use crate::event::{CaseEvent, FindingDecided};

/// The case after one more event.
#[must_use]
pub fn evolve(mut case: Case, event: &CaseEvent, context: &Context) -> Case {
    case.events += 1;
    match event {
        CaseEvent::CaseOpened(opened) => {
            case.id = Some(context.case);
            case.opened = Some(opened.clone());
        }
        CaseEvent::ClinicalRecorded(recorded) => {
            case.clinical = Some(recorded.record.clone());
            outdate(&mut case);
        }
        CaseEvent::ClinicalCorrected(corrected) => {
            case.clinical = Some(corrected.record.clone());
            case.corrected_after_signing |= case.signed.is_some();
            case.decided_before_correction = case.decisions.keys().copied().collect();
            outdate(&mut case);
        }
        CaseEvent::ProfileImported(profile) => {
            case.profile = Some(profile.clone());
            outdate(&mut case);
        }
        CaseEvent::Interpreted(interpreted) => {
            case.interpretation = Some(interpreted.clone());
            outdate(&mut case);
        }
        CaseEvent::FindingAccepted(decided) => settle(&mut case, decided, Verdict::Accepted, context),
        CaseEvent::FindingDeclined(decided) => settle(&mut case, decided, Verdict::Declined, context),
        CaseEvent::FindingDecisionWithdrawn(decided) => {
            case.decisions.remove(&decided.finding);
            case.decided_before_correction.remove(&decided.finding);
            outdate(&mut case);
        }
        CaseEvent::DraftComposed(composed) => {
            case.draft = Some(Draft { composed: composed.clone(), out_of_date: false });
        }
        CaseEvent::ReportSigned(signed) => case.signed = Some(signed.clone()),
        CaseEvent::DocumentExported(_) => {}
    }
    case
}

/// The case that a stream of events tells.
pub fn replay<'e>(events: impl IntoIterator<Item = (&'e CaseEvent, Context)>) -> Case {
    events.into_iter().fold(Case::default(), |case, (event, context)| evolve(case, event, &context))
}

fn settle(case: &mut Case, decided: &FindingDecided, verdict: Verdict, context: &Context) {
    let decision =
        Decision { verdict, reason: decided.reason.clone(), by: context.actor, role: context.role, at: context.at };
    case.decisions.insert(decided.finding, decision);
    case.decided_before_correction.remove(&decided.finding);
    outdate(case);
}

fn outdate(case: &mut Case) {
    if let Some(draft) = &mut case.draft {
        draft.out_of_date = true;
    }
}
