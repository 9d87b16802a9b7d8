//! Records that are set aside where somebody asks whether a gene is wild type: filtered by the caller, or not as the reference.
//! Elsewhere they are counted in the ledger alone.

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
        let aside = |bin| matches!(bin, Bin::FilteredByCaller | Bin::ReferenceDiffers | Bin::NotReadYet);
        if !bins.any(aside) {
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

/// Of two files of small variants: what both looked at, and what either set aside.
pub(crate) fn joined(one: &SetAside, other: &SetAside) -> SetAside {
    SetAside {
        watched: one.watched.intersection(&other.watched),
        records: CallableRegions::merged(one.records.iter().chain(other.records.iter())),
    }
}
