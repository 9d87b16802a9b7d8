//! Which rows are shown. Every condition runs over its column once and marks the rows that fail it.

use std::collections::BTreeSet;

use model::record_batch::NOT_STATED;

use super::FRAME_ROWS;
use super::column::Column;
use super::reader::RecordStore;
use crate::error::StoreError;

/// Conditions that all have to be met. `None` is no condition; an empty set lets nothing through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Genes by symbol.
    pub genes: Option<NamedValues>,
    /// Part of a gene symbol, in any case.
    pub gene_contains: Option<String>,
    /// Part of a gene, consequence or clinical significance, in any case.
    pub text: Option<String>,
    /// Consequence terms.
    pub consequences: Option<NamedValues>,
    /// Clinical significances as annotated.
    pub clinical_significances: Option<NamedValues>,
    /// Severity classes, 0 for not stated.
    pub impacts: Option<BTreeSet<u8>>,
    /// Bins by number.
    pub bins: Option<BTreeSet<u8>>,
    /// Variant allele fraction in parts per billion.
    pub vaf: Option<ValueRange>,
    /// Reads at the place.
    pub depth: Option<ValueRange>,
    /// Population frequency in parts per billion: ToMMo, else gnomAD East Asian, else gnomAD.
    pub frequency: Option<ValueRange>,
    /// Where in the genome.
    pub region: Option<Region>,
}

/// Names that pass, and whether a row without a name passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedValues {
    /// Exact names.
    pub names: BTreeSet<String>,
    /// Rows that do not state it.
    pub not_stated: bool,
}

/// Numbers that pass, both ends included, and whether a row without a number passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueRange {
    /// Smallest.
    pub at_least: Option<u32>,
    /// Largest.
    pub at_most: Option<u32>,
    /// Rows that do not state it.
    pub not_stated: bool,
}

impl ValueRange {
    fn holds(self, value: u32) -> bool {
        if value == NOT_STATED {
            return self.not_stated;
        }
        self.at_least.is_none_or(|least| value >= least) && self.at_most.is_none_or(|most| value <= most)
    }
}

/// A stretch of a contig, 1-based, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Contig as the table names it.
    pub contig: String,
    /// First position.
    pub from: u32,
    /// Last position.
    pub to: u32,
}

/// Per row, a bit for each condition that failed; 0 is a row that is shown. The conditions of facets have bits of their
/// own, so that the counts of a facet can leave out its own condition.
pub(super) type Verdicts = Vec<u8>;

pub(super) const CONSEQUENCE: u8 = 1;
pub(super) const IMPACT: u8 = 2;
pub(super) const BIN: u8 = 4;
pub(super) const CLINICAL_SIGNIFICANCE: u8 = 8;
const OTHER: u8 = 16;

impl RecordStore {
    /// Judges every row.
    pub(super) fn judge(&self, filter: &RecordFilter) -> Result<Verdicts, StoreError> {
        let rows = usize::try_from(self.rows()).map_err(|_| self.damaged("footer"))?;
        let mut verdicts = vec![0; rows];
        self.judge_names(filter, &mut verdicts)?;
        self.judge_numbers(filter, &mut verdicts)?;
        if let Some(text) = &filter.text {
            self.judge_text(text, &mut verdicts)?;
        }
        Ok(verdicts)
    }

    fn judge_names(&self, filter: &RecordFilter, verdicts: &mut Verdicts) -> Result<(), StoreError> {
        let told = self.dictionaries();
        let named = [
            (&filter.genes, Column::Gene, &told.genes, OTHER),
            (&filter.consequences, Column::Consequence, &told.consequences, CONSEQUENCE),
            (
                &filter.clinical_significances,
                Column::ClinicalSignificance,
                &told.clinical_significances,
                CLINICAL_SIGNIFICANCE,
            ),
        ];
        for (wanted, column, names, bit) in named {
            if let Some(wanted) = wanted {
                let table: Vec<bool> = names.iter().map(|name| wanted.names.contains(name)).collect();
                mark(verdicts, self.words(column)?, bit, |cell| passes(&table, cell, wanted.not_stated));
            }
        }
        if let Some(part) = &filter.gene_contains {
            let table = containing(&told.genes, part);
            mark(verdicts, self.words(Column::Gene)?, OTHER, |cell| passes(&table, cell, false));
        }
        Ok(())
    }

    fn judge_numbers(&self, filter: &RecordFilter, verdicts: &mut Verdicts) -> Result<(), StoreError> {
        if let Some(impacts) = &filter.impacts {
            mark(verdicts, self.bytes(Column::Impact)?, IMPACT, |cell| impacts.contains(&cell));
        }
        if let Some(bins) = &filter.bins {
            mark(verdicts, self.bytes(Column::Bin)?, BIN, |cell| bins.contains(&cell));
        }
        if let Some(range) = filter.vaf {
            mark(verdicts, self.words(Column::Vaf)?, OTHER, |cell| range.holds(cell));
        }
        if let Some(range) = filter.depth {
            mark(verdicts, self.words(Column::Depth)?, OTHER, |cell| range.holds(cell));
        }
        if let Some(range) = filter.frequency {
            mark(verdicts, self.shown_frequency()?, OTHER, |cell| range.holds(cell));
        }
        if let Some(region) = &filter.region {
            let contig = self.dictionaries().contigs.iter().position(|name| *name == region.contig);
            let contig = contig.and_then(|index| u16::try_from(index).ok());
            mark(verdicts, self.shorts(Column::Contig)?, OTHER, |cell| Some(cell) == contig);
            let stretch = region.from..=region.to;
            mark(verdicts, self.words(Column::Position)?, OTHER, |cell| stretch.contains(&cell));
        }
        Ok(())
    }

    fn judge_text(&self, text: &str, verdicts: &mut Verdicts) -> Result<(), StoreError> {
        let told = self.dictionaries();
        let mut hits: Vec<u8> = vec![0; verdicts.len()];
        let places = [
            (Column::Gene, &told.genes),
            (Column::Consequence, &told.consequences),
            (Column::ClinicalSignificance, &told.clinical_significances),
        ];
        for (column, names) in places {
            let table = containing(names, text);
            mark(&mut hits, self.words(column)?, 1, |cell| !passes(&table, cell, false));
        }
        mark(verdicts, &hits, OTHER, |hit| hit != 0);
        Ok(())
    }
}

fn containing(names: &[String], part: &str) -> Vec<bool> {
    let part = part.to_lowercase();
    names.iter().map(|name| name.to_lowercase().contains(&part)).collect()
}

fn passes(table: &[bool], cell: u32, not_stated: bool) -> bool {
    usize::try_from(cell).ok().and_then(|cell| table.get(cell)).copied().unwrap_or(not_stated)
}

/// Rows that one thread takes.
pub(super) fn share(rows: usize) -> usize {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    rows.div_ceil(threads).max(FRAME_ROWS)
}

/// Sets `bit` at every row whose cell does not pass.
fn mark<T: Copy + Sync>(verdicts: &mut [u8], cells: &[T], bit: u8, passes: impl Fn(T) -> bool + Sync) {
    let share = share(verdicts.len());
    let passes = &passes;
    std::thread::scope(|scope| {
        for (verdicts, cells) in verdicts.chunks_mut(share).zip(cells.chunks(share)) {
            scope.spawn(move || {
                for (verdict, cell) in verdicts.iter_mut().zip(cells) {
                    *verdict |= if passes(*cell) { 0 } else { bit };
                }
            });
        }
    });
}
