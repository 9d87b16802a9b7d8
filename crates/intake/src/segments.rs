//! Copy-number segments: PURPLE, CNVkit, SEG, copies per allele. Numbers stay as written; nothing is called here.

mod columns;

use model::Decimal;
use model::copy_number::{CopyNumberMeasure, CopyNumberSegment};
use model::interval::GenomicInterval;
use model::ledger::Bin;
use model::small_variant::RecordSource;
use model::variation::{InterResiduePosition, VcfPosition};

use self::columns::SegmentColumns;
use crate::ImportOptions;
use crate::coordinate_evidence::CoordinateEvidence;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::{decimal, whole};
use crate::part::{FileIdentity, FilePart};
use crate::recognise::TableKind;
use crate::samples::Samples;
use crate::table::{Row, Table};
use crate::tally::Tally;

/// What is gathered while the rows are read.
struct SegmentReader {
    kind: TableKind,
    columns: SegmentColumns,
    evidence: CoordinateEvidence,
    file: u32,
}

/// Reads a whole table of segments.
pub(crate) fn read(
    file: &FileIdentity,
    mut table: Table,
    kind: TableKind,
    options: &ImportOptions,
) -> Result<FilePart, IntakeError> {
    let columns = SegmentColumns::find(&table)?;
    let mut samples = Samples::new(columns.sample.is_some());
    let mut reader = SegmentReader { kind, columns, evidence: CoordinateEvidence::default(), file: file.index };
    let mut tally = Tally::default();
    let (mut negative, mut unscaled, mut ratios) = (false, 0_u64, 0_u64);
    while let Some(row) = table.next()? {
        tally.read();
        match reader.row(&row) {
            Err(cause) => tally.end_malformed(row.line, cause),
            Ok(segment) => {
                negative |= segment.measured.log2_ratio.is_some_and(|ratio| ratio.is_sign_negative());
                ratios += u64::from(segment.measured.log2_ratio.is_some());
                unscaled += u64::from(segment.measured.unscaled.is_some());
                let sample = reader.columns.sample.map(|column| row.text(column).trim_matches('"').to_owned());
                let sample = sample.filter(|name| !name.is_empty()).unwrap_or_else(|| file.stem.clone());
                let bin = if segment.measured.is_empty() { Bin::NoValue } else { Bin::Kept };
                samples.record(&sample, bin, |profile| profile.segments.push(segment));
            }
        }
    }
    let assembly = reader.evidence.assembly(&file.name, options.assembly)?;
    let (mut profiles, mut notices) = samples.finish(file, options, assembly, &mut tally)?;
    // Ratios without a single loss are no logarithms: a copy number or a plain ratio stands in the column.
    if kind == TableKind::Seg && ratios > 0 && !negative {
        for segment in profiles.iter_mut().flat_map(|part| &mut part.profile.segments) {
            segment.measured.unscaled = segment.measured.unscaled.or(segment.measured.log2_ratio.take());
        }
        notices.push(file.notice("segment_values_not_log2").with("count", ratios));
    } else if unscaled > 0 {
        notices.push(file.notice("copy_numbers_not_scaled").with("count", unscaled));
    }
    notices.extend(crate::tables::usual_notices(file, kind, &tally));
    let ledger = tally.close(&file.name, kind.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

impl SegmentReader {
    fn row(&mut self, row: &Row<'_>) -> Result<CopyNumberSegment, MalformedCause> {
        let place = self.place(row)?;
        if !self.evidence.see(&place) {
            return Err(MalformedCause::Position);
        }
        let columns = &self.columns;
        let number = |column| row.stated(column).and_then(|text| decimal(text.trim_matches('"')));
        let genes = row.stated(columns.genes).unwrap_or_default();
        Ok(CopyNumberSegment {
            place,
            measured: self.measure(&number),
            b_allele_fraction: number(columns.b_allele_fraction),
            markers: row.stated(columns.markers).and_then(|text| whole(&text)),
            genes: gene_names(&genes),
            source: RecordSource { file: self.file, line: row.line },
        })
    }

    /// CNVkit counts from 0 like BED, all others from 1.
    fn place(&self, row: &Row<'_>) -> Result<GenomicInterval, MalformedCause> {
        let contig = row.text(self.columns.contig).trim_matches('"').to_owned();
        if contig.is_empty() {
            return Err(MalformedCause::Chromosome);
        }
        let at = |column| position(&row.text(column)).ok_or(MalformedCause::Position);
        let (start, end) = (at(self.columns.start)?, at(self.columns.end)?);
        let place = if self.kind == TableKind::CnvkitSegments {
            GenomicInterval::between(contig.into(), InterResiduePosition(start), InterResiduePosition(end))
        } else {
            GenomicInterval::from_bases(contig.into(), VcfPosition(start), VcfPosition(end))
        };
        place.ok_or(MalformedCause::Position)
    }

    fn measure(&self, number: &impl Fn(Option<usize>) -> Option<Decimal>) -> CopyNumberMeasure {
        let columns = &self.columns;
        let (major, minor) = (number(columns.major), number(columns.minor));
        let both = || major.zip(minor).and_then(|(major, minor)| major.checked_add(minor));
        CopyNumberMeasure {
            total: number(columns.total).or_else(both),
            minor: major.zip(minor).map_or(minor, |(major, minor)| Some(major.min(minor))),
            log2_ratio: number(columns.log2_ratio),
            unscaled: number(columns.unscaled),
        }
    }
}

/// A position, which R may write as `1e+06`.
pub(crate) fn position(text: &str) -> Option<u64> {
    let text = text.trim_matches('"');
    text.parse().ok().or_else(|| {
        let value = decimal(text).filter(|value| value.fract().is_zero() && !value.is_sign_negative())?;
        value.normalize().to_string().parse().ok()
    })
}

/// CNVkit lists the genes of a segment; `-` and `Antitarget` are none.
fn gene_names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|name| !matches!(*name, "" | "-" | "Antitarget" | "Background"))
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests;
