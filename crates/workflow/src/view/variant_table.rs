//! Rows, counts and details of the variant table, as the contract shows them.

use casefile::event::StoredFile;
use intake::{DetailField, RecordDetail};
use model::ledger::Bin;
use store::record_store::{Facets, RecordRow};

use super::variant_filter::{IMPACTS, percent};
use crate::contract::{FacetCount, NamedField, VariantDetail, VariantFacets, VariantTableRow};

/// One row; `files` are those of the import.
pub(crate) fn table_row(row: RecordRow, files: &[StoredFile]) -> VariantTableRow {
    VariantTableRow {
        row: u32::try_from(row.row).unwrap_or(u32::MAX),
        file: files.get(usize::from(row.file)).map(|file| file.name.clone()).unwrap_or_default(),
        line: row.line,
        contig: row.contig,
        position: row.position,
        reference_length: u32::from(row.reference_length),
        alternate_length: u32::from(row.alternate_length),
        bin: bin(row.bin),
        impact: Some(impact(row.impact)).filter(|code| !code.is_empty()),
        consequence: row.consequence,
        gene: row.gene,
        clinical_significance: row.clinical_significance,
        frequency_tommo_percent: row.frequency_tommo.map(percent),
        frequency_gnomad_east_asian_percent: row.frequency_gnomad_east_asian.map(percent),
        frequency_gnomad_percent: row.frequency_gnomad.map(percent),
        vaf_percent: row.vaf.map(percent),
        depth_reads: row.depth,
    }
}

/// Counts per choice.
pub(crate) fn facet_counts(facets: Facets, total: u64) -> VariantFacets {
    fn counts<T>(facet: Vec<(Option<T>, u64)>, code: impl Fn(T) -> String) -> Vec<FacetCount> {
        let one = |(value, rows): (Option<T>, u64)| FacetCount {
            value: value.map(&code).unwrap_or_default(),
            count: u32::try_from(rows).unwrap_or(u32::MAX),
        };
        facet.into_iter().map(one).collect()
    }
    VariantFacets {
        total: u32::try_from(total).unwrap_or(u32::MAX),
        shown: u32::try_from(facets.shown).unwrap_or(u32::MAX),
        consequences: counts(facets.consequences, |name| name),
        impacts: counts(facets.impacts, impact),
        bins: counts(facets.bins, bin),
        clinical_significances: counts(facets.clinical_significances, |name| name),
    }
}

/// Everything a record says.
pub(crate) fn variant_detail(row: VariantTableRow, detail: RecordDetail) -> VariantDetail {
    let fields = |fields: Vec<DetailField>| {
        fields.into_iter().map(|field| NamedField { name: field.name, value: field.value }).collect::<Vec<_>>()
    };
    VariantDetail {
        row,
        original: detail.original,
        columns: fields(detail.columns),
        fields: fields(detail.fields),
        transcripts: detail.transcripts.into_iter().map(fields).collect(),
        samples: detail.samples.into_iter().map(|(name, values)| (name, fields(values))).collect(),
    }
}

fn impact(number: u8) -> String {
    IMPACTS.get(usize::from(number)).copied().unwrap_or_default().to_owned()
}

/// A bin of a newer version keeps its number.
fn bin(number: u8) -> String {
    Bin::of_number(number).map_or_else(|| number.to_string(), |bin| bin.code().to_owned())
}
