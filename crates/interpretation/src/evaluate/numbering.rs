//! A called protein change in the residue numbers of the knowledge base.
//!
//! A call on an isoform that is known to number otherwise is renumbered first and never compared as it stands: on the
//! KIT isoform four residues shorter, D820V reads D816V. A call whose transcript is not told may be either.

use knowledge::Release;
use model::hgvs::ProteinChange;
use model::small_variant::TranscriptConsequence;

/// The change under one numbering, and by how much it was moved.
pub(crate) struct Reading {
    pub(crate) change: ProteinChange,
    pub(crate) offset: i64,
}

pub(crate) fn readings(gene: &str, consequence: &TranscriptConsequence, release: &Release) -> Vec<Reading> {
    let Some(change) = consequence.hgvsp.as_ref().map(|hgvsp| &hgvsp.change) else { return Vec::new() };
    let readings = release.genes().in_row_numbers(gene, change, consequence.transcript.as_deref());
    readings
        .into_iter()
        .map(|(change, isoform)| Reading { change, offset: isoform.map_or(0, |isoform| isoform.offset) })
        .collect()
}
