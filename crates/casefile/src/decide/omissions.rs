//! EP省略: when no panel needs to be held.

use model::assessed::Met;
use model::evidence::{DrugAccessibility, EvidenceLevel};
use model::finding::Finding;
use model::panel_rule::TestKind;

use super::panels::require_turn;
use super::require_editable;
use crate::case::Case;
use crate::event::CaseEvent;
use crate::omission::PanelOmitted;
use crate::refusal::Refusal;

/// Why no panel may be left out now, whatever the list of tests says; `None` where the list decides.
pub fn omission_blocker(case: &Case) -> Option<Refusal> {
    let in_scope = || match case.test_kind() {
        TestKind::WholeGenome => Err(Refusal::OmissionOutOfScope),
        TestKind::GenePanel => Ok(()),
    };
    let options = || case.accepted().filter(|finding| finding.is_acceptable_option());
    let approved = || {
        if options().next().is_some() && options().all(is_approved) {
            Ok(())
        } else {
            Err(Refusal::OmissionBeyondApproval)
        }
    };
    let steps = require_editable(case).and_then(|()| in_scope()).and_then(|()| require_turn(case));
    steps.and_then(|()| approved()).err()
}

/// What a list of pairs can speak about: an approved drug at the highest level.
fn is_approved(finding: &Finding) -> bool {
    finding.evidence_level == Some(EvidenceLevel::A) && finding.accessibility == DrugAccessibility::JpApproved
}

/// Nothing may speak against it, and a person answers for what nobody else can.
pub(super) fn omit(case: &Case, mut omitted: PanelOmitted) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = omission_blocker(case) {
        return Err(refusal);
    }
    let because = omitted.because.trim().to_owned();
    omitted.because = because;
    if omitted.because.is_empty() || omitted.decided_by.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let not_met = omitted.conditions.iter().filter(|condition| condition.met == Met::NotMet).count();
    if not_met > 0 || omitted.conditions.is_empty() {
        return Err(Refusal::OmissionNotPossible { count: not_met });
    }
    let open = omitted.left_open().count();
    if open > 0 {
        return Err(Refusal::OmissionOpen { count: open });
    }
    let options = case.accepted().filter(|finding| finding.is_acceptable_option()).map(|finding| finding.key);
    omitted.findings = options.collect();
    Ok(vec![CaseEvent::PanelOmitted(omitted)])
}
