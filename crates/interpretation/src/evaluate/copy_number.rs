//! Copy-number changes: as the laboratory called them, else by the cut-offs of the release on the numbers it gives.

mod measured;

use knowledge::Release;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;
use model::structural::CopyNumberChange;

use super::{Evaluation, unseen};
use crate::indexed_profile::IndexedProfile;

pub(super) fn copy_number(
    gene: &str,
    wanted: CopyNumberChange,
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    let of_gene = || profile.copy_numbers.iter().filter(|event| event.gene == gene);
    if let Some(event) = of_gene().find(|event| satisfies(event.change, wanted)) {
        let reason = Reason::new("copy_number_reported").with("gene", gene).with("change", event.change);
        return Evaluation::hit(MatchKind::CopyNumber, event.key(), reason);
    }
    if of_gene().next().is_some() {
        return Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::CopyNumber) };
    }
    if let Some(by_numbers) = measured::evaluate(gene, wanted, profile, release.thresholds()) {
        return by_numbers;
    }
    unseen(profile, AlterationClass::CopyNumber, MatchKind::CopyNumber)
}

/// A homozygous deletion is also a loss; a gain is not an amplification.
fn satisfies(called: CopyNumberChange, wanted: CopyNumberChange) -> bool {
    called == wanted
        || (called == CopyNumberChange::HomozygousDeletion && wanted == CopyNumberChange::Loss)
        || (called == CopyNumberChange::Amplification && wanted == CopyNumberChange::Gain)
}

#[cfg(test)]
mod tests;
