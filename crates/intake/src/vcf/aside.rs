//! Records that are set aside where somebody asks whether a gene is wild type: filtered by the caller, not as the reference, or
//! not said to be in that gene. Elsewhere they are counted in the ledger alone.

use model::interval::{CallableRegions, GenomicInterval};
use model::ledger::Bin;
use model::profile::SetAside;
use model::variation::InterResiduePosition;

/// What is noted while one file is read.
pub(crate) struct Aside<'w> {
    watched: Option<&'w CallableRegions>,
    records: Vec<GenomicInterval>,
}

impl<'w> Aside<'w> {
    pub(crate) fn new(watched: Option<&'w CallableRegions>) -> Self {
        Self { watched: watched.filter(|watched| !watched.is_empty()), records: Vec::new() }
    }

    /// Notes a record of these bins; `position` counts from 1.
    pub(crate) fn note<'t>(
        &mut self,
        mut bins: impl Iterator<Item = Bin>,
        contig: impl FnOnce() -> &'t str,
        (position, length): (u64, usize),
    ) {
        let Some(watched) = self.watched else { return };
        if !bins.any(leaves_the_gene_open) {
            return;
        }
        let start = position.saturating_sub(1);
        let end = start.saturating_add(u64::try_from(length.max(1)).unwrap_or(u64::MAX));
        let (start, end) = (InterResiduePosition(start), InterResiduePosition(end));
        self.records.extend(GenomicInterval::between(contig().into(), start, end).filter(|place| watched.meets(place)));
    }

    /// What was noted; `None` where lines could not be read, for they may lie anywhere.
    pub(crate) fn close(self, malformed: u64) -> Option<SetAside> {
        let watched = self.watched.filter(|_| malformed == 0)?;
        Some(SetAside { watched: watched.clone(), records: CallableRegions::merged(self.records) })
    }
}

/// An allele of a gene that is asked for is kept whatever it does, so that whoever judges the gene sees it. Of these nobody
/// says that they are of the gene in which they lie.
fn leaves_the_gene_open(bin: Bin) -> bool {
    match bin {
        Bin::FilteredByCaller
        | Bin::ReferenceDiffers
        | Bin::NotReadYet
        | Bin::NoGene
        | Bin::LowImpact
        | Bin::KeptUnannotated => true,
        Bin::Kept
        | Bin::LowConfidence
        | Bin::Common
        | Bin::NotInTumor
        | Bin::NoAlternate
        | Bin::OtherSample
        | Bin::NotCallable
        | Bin::NoValue
        | Bin::Malformed => false,
    }
}

/// Of two files of small variants: what both looked at, and what either set aside.
pub(crate) fn joined(one: &SetAside, other: &SetAside) -> SetAside {
    SetAside {
        watched: one.watched.intersection(&other.watched),
        records: CallableRegions::merged(one.records.iter().chain(other.records.iter())),
    }
}
