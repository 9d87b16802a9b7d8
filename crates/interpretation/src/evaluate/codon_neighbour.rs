//! Two substitutions in one codon: on one molecule they make a third amino acid, so neither description may decide alone.

use model::finding::Reason;
use model::hgvs::ProteinChange;
use model::small_variant::{SmallVariant, TranscriptConsequence};

use crate::indexed_profile::IndexedProfile;

/// Why the protein change of `consequence` does not decide: another variant changes the same residue of the same
/// transcript, and they are not known to lie on different molecules. An annotator that combines both says the same
/// change for each of them, and then nothing stands against it.
pub(super) fn doubt(
    profile: &IndexedProfile<'_>,
    variant: &SmallVariant,
    consequence: &TranscriptConsequence,
) -> Option<Reason> {
    let gene = consequence.gene.as_deref()?;
    let (residue, change) = single_residue(consequence)?;
    let mut others = profile.of_gene(gene).map(|(_, other)| other).filter(|other| stands_beside(variant, other));
    let (code, other) = others.find_map(|other| {
        let seen = other.consequences.iter().filter(|seen| seen.transcript == consequence.transcript);
        let mut seen = seen.filter(|seen| seen.gene == consequence.gene).filter_map(single_residue);
        let differing = seen.find(|(place, called)| *place == residue && *called != change)?.1;
        Some((phase_code(variant, other)?, differing))
    })?;
    Some(Reason::new(code).with("gene", gene).with("change", change.short()).with("other", other.short()))
}

/// Substitutions on the genome that do not touch the same base.
fn stands_beside(variant: &SmallVariant, other: &SmallVariant) -> bool {
    let span = |variant: &SmallVariant| {
        let allele = &variant.allele;
        let length = allele.reference.len();
        (length == allele.alternate.len()).then(|| (allele.position.0, allele.position.0 + length as u64))
    };
    let (Some(one), Some(two)) = (span(variant), span(other)) else { return false };
    variant.allele.contig == other.allele.contig && (one.1 <= two.0 || two.1 <= one.0)
}

/// `None` when the caller phased them onto different molecules.
fn phase_code(variant: &SmallVariant, other: &SmallVariant) -> Option<&'static str> {
    let known = |variant: &SmallVariant| variant.phase_set.clone().zip(variant.phased_haplotype);
    match (known(variant), known(other)) {
        (Some(one), Some(two)) if one == two => Some("codon_changed_twice_in_cis"),
        (Some(one), Some(two)) if one.0 == two.0 => None,
        _ => Some("codon_changed_twice_phase_unknown"),
    }
}

fn single_residue(consequence: &TranscriptConsequence) -> Option<(u32, &ProteinChange)> {
    let change = &consequence.hgvsp.as_ref()?.change;
    let substitution = matches!(
        change,
        ProteinChange::Missense { .. } | ProteinChange::Nonsense { .. } | ProteinChange::Synonymous { .. }
    );
    let (first, last) = change.positions().filter(|_| substitution)?;
    (first == last).then_some((first, change))
}
