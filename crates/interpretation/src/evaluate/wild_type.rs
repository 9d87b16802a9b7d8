//! Wild type: looked at, and nothing there. Without callable regions this can be refuted, not shown.

use model::evidence::MatchKind;
use model::finding::Reason;
use model::hgvs::Residue;

use super::protein::changes_codon;
use super::{Evaluation, of_gene};
use crate::indexed_profile::IndexedProfile;

pub(super) fn wild_type(gene: &str, residue: Option<Residue>, profile: &IndexedProfile<'_>) -> Evaluation {
    let changed = of_gene(profile, gene).any(|(_, _, consequences)| {
        consequences.iter().any(|(_, consequence)| match (&consequence.hgvsp, residue) {
            (Some(hgvsp), Some(residue)) => changes_codon(&hgvsp.change, residue),
            (_, None) => {
                consequence.terms.iter().any(|term| *term <= model::consequence::ConsequenceTerm::ProteinAltering)
            }
            (None, Some(_)) => false,
        })
    });
    if changed {
        return Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Gene) };
    }
    Evaluation::not_assessed(MatchKind::Gene, Reason::new("callable_regions_missing"))
}
