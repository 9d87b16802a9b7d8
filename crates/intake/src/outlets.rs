//! Where an import reports to while it runs, beside its result.

use model::ledger::Bin;

use crate::error::IntakeError;
use crate::progress::{ImportPosition, ImportProgress};
use crate::rows::{RowFacts, RowPlace, Rows};
use crate::sample_sites::FileSites;
use crate::sanity::PairCount;

/// Records between two reports.
const REPORT_EVERY: u64 = 8_192;

/// The variant table and the listener of one import.
pub(crate) struct Outlets<'s> {
    /// `None` when nobody takes rows.
    pub(crate) rows: Option<Rows<'s>>,
    /// What the alleles that the selection left out show in tumour and normal.
    pub(crate) left_out: PairCount,
    /// Genotypes of every VCF so far.
    pub(crate) sites: Vec<FileSites>,
    progress: &'s dyn ImportProgress,
}

impl<'s> Outlets<'s> {
    pub(crate) fn new(rows: Option<Rows<'s>>, progress: &'s dyn ImportProgress) -> Self {
        Self { rows, sites: Vec::new(), left_out: PairCount::default(), progress }
    }

    /// Gives one row to the variant table, where somebody takes it: index, bin and facts of an allele at a place.
    ///
    /// # Errors
    /// When the sink cannot keep a full batch.
    pub(crate) fn row(
        &mut self,
        file: u32,
        place: RowPlace<'_>,
        allele: (usize, Bin, RowFacts<'_>),
    ) -> Result<(), IntakeError> {
        match &mut self.rows {
            Some(rows) => rows.push(file, place, allele),
            None => Ok(()),
        }
    }

    /// Shows one line of the VCF that is being read, on an autosome or elsewhere, to those who compare samples; looked at only
    /// where it can still tell something.
    pub(crate) fn line(&mut self, bytes: &[u8], autosome: bool) {
        if let Some(sites) = self.sites.last_mut().filter(|sites| sites.wants(autosome))
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            sites.line(text);
        }
    }

    /// Reports the position, but not after each record.
    ///
    /// # Errors
    /// [`IntakeError::Cancelled`].
    pub(crate) fn reached(&self, file: u32, records: u64, bytes: (u64, u64)) -> Result<(), IntakeError> {
        if records.is_multiple_of(REPORT_EVERY) { self.report(file, records, bytes) } else { Ok(()) }
    }

    /// Reports the position.
    ///
    /// # Errors
    /// [`IntakeError::Cancelled`].
    pub(crate) fn report(&self, file: u32, records: u64, bytes: (u64, u64)) -> Result<(), IntakeError> {
        let (bytes_read, bytes_total) = bytes;
        let position = ImportPosition { file, bytes_read, bytes_total, records };
        if self.progress.report(position).is_break() { Err(IntakeError::Cancelled) } else { Ok(()) }
    }
}
