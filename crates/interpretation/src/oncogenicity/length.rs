//! OM2: the length of the protein changes in frame, or its stop is lost.

use knowledge::genes::GeneRole;
use model::consequence::ConsequenceTerm;
use model::finding::Reason;

use super::{Answer, Asked};

pub(super) fn answer(asked: &Asked<'_>) -> Answer {
    let has = |term: ConsequenceTerm| asked.consequence.terms.contains(&term);
    let in_frame = has(ConsequenceTerm::InframeDeletion) || has(ConsequenceTerm::InframeInsertion);
    if !in_frame && !has(ConsequenceTerm::StopLost) {
        return Answer::not_met("oncogenicity_length_kept");
    }
    let named = |code: &str| Reason::new(code).with("gene", asked.gene);
    match asked.release.genes().role(asked.gene) {
        None => Answer::open(named("oncogenicity_role_not_told")),
        Some(GeneRole::Both) if !in_frame => Answer::open(named("oncogenicity_role_not_told")),
        Some(GeneRole::Oncogene) if !in_frame => Answer::not_met("oncogenicity_not_suppressor").by_role(asked),
        Some(GeneRole::Oncogene | GeneRole::TumorSuppressor | GeneRole::Both) => {
            Answer::met(named("oncogenicity_length_changed")).by_role(asked)
        }
    }
}
