//! A called protein change in the residue numbers of the knowledge base.
//!
//! A call on an isoform that is known to number otherwise is renumbered first and never compared as it stands: on the
//! KIT isoform four residues shorter, D820V reads D816V. A call whose transcript is not told may be either.

use knowledge::Release;
use model::hgvs::ProteinChange;
use model::small_variant::TranscriptConsequence;

/// The change under one numbering, and by how much it was moved.
pub(super) struct Reading {
    pub(super) change: ProteinChange,
    pub(super) offset: i64,
}

pub(super) fn readings(gene: &str, consequence: &TranscriptConsequence, release: &Release) -> Vec<Reading> {
    let Some(change) = consequence.hgvsp.as_ref().map(|hgvsp| &hgvsp.change) else { return Vec::new() };
    let as_written = || Reading { change: change.clone(), offset: 0 };
    let moved = |isoform: &knowledge::genes::Isoform| {
        let change = change.renumbered(-isoform.offset)?;
        let (first, last) = change.positions()?;
        let inside = isoform.number_of(first).is_some() && isoform.number_of(last).is_some();
        inside.then_some(Reading { change, offset: isoform.offset })
    };
    match &consequence.transcript {
        Some(accession) => match release.genes().isoform_of(gene, accession) {
            Some(isoform) => moved(isoform).into_iter().collect(),
            None => vec![as_written()],
        },
        None => std::iter::once(as_written()).chain(release.genes().isoforms(gene).filter_map(moved)).collect(),
    }
}
