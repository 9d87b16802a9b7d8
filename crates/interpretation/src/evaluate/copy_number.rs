//! Copy-number changes as the laboratory called them.

use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;
use model::structural::CopyNumberChange;

use super::{Evaluation, unseen};
use crate::indexed_profile::IndexedProfile;

pub(super) fn copy_number(gene: &str, wanted: CopyNumberChange, profile: &IndexedProfile<'_>) -> Evaluation {
    let of_gene = || profile.copy_numbers.iter().filter(|event| event.gene == gene);
    if let Some(event) = of_gene().find(|event| satisfies(event.change, wanted)) {
        let reason = Reason::new("copy_number_reported").with("gene", gene).with("change", event.change);
        return Evaluation::hit(MatchKind::CopyNumber, event.key(), reason);
    }
    if of_gene().next().is_some() {
        return Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::CopyNumber) };
    }
    // A number without a call decides nothing, and must not read as unchanged.
    if profile.gene_copy_numbers.iter().any(|measured| measured.gene == gene) {
        let reason = Reason::new("copy_number_not_classified").with("gene", gene);
        return Evaluation::not_assessed(MatchKind::CopyNumber, reason).touching();
    }
    unseen(profile, AlterationClass::CopyNumber, MatchKind::CopyNumber)
}

/// A homozygous deletion is also a loss; a gain is not an amplification.
fn satisfies(called: CopyNumberChange, wanted: CopyNumberChange) -> bool {
    called == wanted
        || (called == CopyNumberChange::HomozygousDeletion && wanted == CopyNumberChange::Loss)
        || (called == CopyNumberChange::Amplification && wanted == CopyNumberChange::Gain)
}
