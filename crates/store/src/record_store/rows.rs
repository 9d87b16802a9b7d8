//! Rows as people see them.

use super::FRAME_ROWS;
use super::cell::Cell;
use super::column::Column;
use super::facets::shown;
use super::filter::RecordFilter;
use super::order::{RecordOrder, Window};
use super::reader::RecordStore;
use crate::error::StoreError;

/// A page and how many rows there are to page through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordPage {
    /// Rows that pass the filter.
    pub shown: u64,
    /// The page.
    pub rows: Vec<RecordRow>,
}

/// One allele of one record; `None` is "not stated".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordRow {
    /// Number of the row in the table, 0-based.
    pub row: u64,
    /// Index of the file in the import.
    pub file: u8,
    /// 1-based line.
    pub line: u32,
    /// Where the line begins.
    pub offset: u64,
    /// 0-based index of the alternate allele.
    pub allele: u16,
    /// Contig.
    pub contig: Option<String>,
    /// 1-based position.
    pub position: u32,
    /// Bases of the reference allele.
    pub reference_length: u16,
    /// Bases of the alternate allele, 0 for a symbolic one.
    pub alternate_length: u16,
    /// Bin by number.
    pub bin: u8,
    /// Severity class, 0 for not stated.
    pub impact: u8,
    /// Consequence term.
    pub consequence: Option<String>,
    /// Gene symbol.
    pub gene: Option<String>,
    /// Clinical significance.
    pub clinical_significance: Option<String>,
    /// ToMMo, parts per billion.
    pub frequency_tommo: Option<u32>,
    /// gnomAD East Asian, parts per billion.
    pub frequency_gnomad_east_asian: Option<u32>,
    /// gnomAD, parts per billion.
    pub frequency_gnomad: Option<u32>,
    /// Variant allele fraction, parts per billion.
    pub vaf: Option<u32>,
    /// Reads at the place.
    pub depth: Option<u32>,
}

impl RecordStore {
    /// The rows `offset .. offset + limit` of those that pass, in the given order.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`].
    pub fn page(
        &self,
        filter: &RecordFilter,
        order: RecordOrder,
        (offset, limit): (u64, usize),
    ) -> Result<RecordPage, StoreError> {
        let verdicts = self.judge(filter)?;
        let rows = self.page_rows(&verdicts, order, Window { offset, limit })?;
        let rows = rows.into_iter().map(|row| self.row_at(row)).collect::<Result<_, _>>()?;
        Ok(RecordPage { shown: shown(&verdicts), rows })
    }

    /// One row by its number; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`].
    pub fn row(&self, row: u64) -> Result<Option<RecordRow>, StoreError> {
        if row >= self.rows() {
            return Ok(None);
        }
        usize::try_from(row).map_or(Ok(None), |row| self.row_at(row).map(Some))
    }

    fn row_at(&self, row: usize) -> Result<RecordRow, StoreError> {
        let (frame, place) = (row / FRAME_ROWS, row % FRAME_ROWS);
        let stored = |column| self.frame(column, frame)?.at(place).ok_or_else(|| self.damaged("row"));
        let byte = |column| stored(column).map(u8::of_stored);
        let short = |column| stored(column).map(u16::of_stored);
        let word = |column| stored(column).map(u32::of_stored);
        let stated = |column| Ok::<_, StoreError>(Some(stored(column)?).filter(|cell| *cell > 0).map(u32::of_stored));
        let named = |names: &[String], column| {
            let index = stored(column)?.checked_sub(1).and_then(|index| usize::try_from(index).ok());
            Ok::<_, StoreError>(index.and_then(|index| names.get(index)).cloned())
        };
        let told = self.dictionaries();
        Ok(RecordRow {
            row: row as u64,
            file: byte(Column::File)?,
            line: word(Column::Line)?,
            offset: u64::of_stored(stored(Column::Offset)?),
            allele: short(Column::Allele)?,
            contig: named(&told.contigs, Column::Contig)?,
            position: word(Column::Position)?,
            reference_length: short(Column::ReferenceLength)?,
            alternate_length: short(Column::AlternateLength)?,
            bin: byte(Column::Bin)?,
            impact: byte(Column::Impact)?,
            consequence: named(&told.consequences, Column::Consequence)?,
            gene: named(&told.genes, Column::Gene)?,
            clinical_significance: named(&told.clinical_significances, Column::ClinicalSignificance)?,
            frequency_tommo: stated(Column::FrequencyTommo)?,
            frequency_gnomad_east_asian: stated(Column::FrequencyGnomadEastAsian)?,
            frequency_gnomad: stated(Column::FrequencyGnomad)?,
            vaf: stated(Column::Vaf)?,
            depth: stated(Column::Depth)?,
        })
    }
}
