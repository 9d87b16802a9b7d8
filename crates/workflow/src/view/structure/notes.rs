//! What the picture does not show, and why: not measured is never "no change".

use model::copy_number::CompositionFit;
use model::notice::Notice;
use model::profile::{AlterationClass, MolecularProfile};
use model::rearrangement_call::RearrangementBasis;

use super::chromosomes::elsewhere;
use crate::contract::{ChromosomeView, CopyNumberTrack, CytobandView, FusionView, Message};

/// In the order of the picture: copy number, allele fraction, structure, axis, drawing.
pub(super) fn notes(
    profile: &MolecularProfile,
    tracks: &[CopyNumberTrack],
    chromosomes: &[ChromosomeView],
    (cytobands, fusions): (&[CytobandView], &[FusionView]),
) -> Vec<Message> {
    let mut notes = Vec::new();
    notes.extend(copy_number(profile));
    notes.extend(allele_fraction(tracks));
    notes.extend(composition(profile));
    notes.extend(structure(profile));
    let open = chromosomes.iter().filter(|chromosome| chromosome.known_from == "last_position").count();
    if open > 0 {
        notes.push(Notice::new("structure_lengths_missing").with("count", open));
    }
    if cytobands.is_empty() && !chromosomes.is_empty() {
        notes.push(Notice::new("structure_cytobands_missing"));
    }
    let without_exons = |fusion: &FusionView| {
        fusion.partners.iter().any(|partner| partner.gene.is_some() && partner.transcript.is_none())
    };
    if fusions.iter().any(without_exons) {
        notes.push(Notice::new("structure_exons_missing"));
    }
    let elsewhere = elsewhere(profile);
    if elsewhere > 0 {
        notes.push(Notice::new("structure_other_contigs").with("count", elsewhere));
    }
    notes.into_iter().map(|notice| Message { code: notice.code, parameters: notice.parameters }).collect()
}

fn copy_number(profile: &MolecularProfile) -> Option<Notice> {
    let called = !profile.copy_numbers.is_empty() || !profile.gene_copy_numbers.is_empty();
    let assessed = profile.assessed.contains(&AlterationClass::CopyNumber);
    match (profile.segments.is_empty(), called, assessed) {
        (false, ..) => None,
        (true, true, _) => Some(Notice::new("structure_genes_only")),
        (true, false, true) => Some(Notice::new("structure_copy_number_nothing_stated")),
        (true, false, false) => Some(Notice::new("structure_copy_number_not_assessed")),
    }
}

fn allele_fraction(tracks: &[CopyNumberTrack]) -> Option<Notice> {
    let told = tracks.iter().any(|track| track.has_b_allele || track.has_minor);
    (!tracks.is_empty() && !told).then(|| Notice::new("structure_b_allele_missing"))
}

fn composition(profile: &MolecularProfile) -> Option<Notice> {
    match &profile.composition {
        None if profile.segments.is_empty() => None,
        None => Some(Notice::new("structure_composition_missing")),
        Some(stated) if stated.fit == CompositionFit::Failed => Some(Notice::new("structure_composition_failed")),
        Some(_) => None,
    }
}

fn structure(profile: &MolecularProfile) -> Option<Notice> {
    let basis = |wanted| {
        let mut calls = profile.rearrangements.iter().filter_map(|event| event.call.as_ref());
        calls.any(|call| call.basis == wanted)
    };
    let assessed = profile.assessed.contains(&AlterationClass::Rearrangement);
    if !profile.structural_variants.is_empty() {
        let annotated = profile.structural_variants.iter().any(|variant| !variant.genes.is_empty());
        return annotated.then(|| Notice::new("structure_variants_with_genes"));
    }
    match (profile.rearrangements.is_empty(), assessed) {
        (false, _) if basis(RearrangementBasis::Transcripts) => Some(Notice::new("structure_transcripts_only")),
        (false, _) => Some(Notice::new("structure_genes_without_breakends")),
        (true, true) => Some(Notice::new("structure_rearrangement_nothing_stated")),
        (true, false) => Some(Notice::new("structure_rearrangement_not_assessed")),
    }
}
