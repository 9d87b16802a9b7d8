//! OVS1: a null variant in a tumour suppressor.

use knowledge::genes::GeneRole;
use model::consequence::ConsequenceTerm;
use model::finding::Reason;

use super::{Answer, Asked};
use crate::evaluate::class::spares_the_end;

pub(super) fn answer(asked: &Asked<'_>) -> Answer {
    let null = |term: &ConsequenceTerm| term.is_truncating() || *term == ConsequenceTerm::StartLost;
    if !asked.consequence.terms.iter().any(null) {
        return Answer::not_met("oncogenicity_not_null");
    }
    let named = |code: &str| Reason::new(code).with("gene", asked.gene);
    if spares_the_end(asked.gene, &asked.variant.allele, asked.consequence, asked.release) {
        return Answer::open(named("oncogenicity_end_of_gene"));
    }
    match asked.release.genes().role(asked.gene) {
        Some(GeneRole::TumorSuppressor) => Answer::met(named("oncogenicity_null_in_suppressor")).by_role(asked),
        Some(GeneRole::Oncogene) => Answer::not_met("oncogenicity_not_suppressor").by_role(asked),
        // "Bona fide tumour suppressor": a gene of both roles, or of a role nobody noted, is for a person to judge.
        Some(GeneRole::Both) | None => Answer::open(named("oncogenicity_role_not_told")),
    }
}
