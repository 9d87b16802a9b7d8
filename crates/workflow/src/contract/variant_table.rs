//! 変異表: every allele of every record, by page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which rows, in which order, which page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantQuery {
    /// Conditions that all have to be met.
    pub filter: VariantFilter,
    /// Column code; `file_order` when empty.
    pub sort: String,
    /// Largest first; rows without a value stay last.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u32,
    /// Rows of the page, at most 1,000.
    pub limit: u32,
}

/// Conditions. `null` is no condition, an empty list lets nothing through. In lists the empty text stands for "not stated".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct VariantFilter {
    /// Part of a gene, consequence or ClinVar significance.
    pub text: Option<String>,
    /// Exact gene symbols.
    pub genes: Option<Vec<String>>,
    /// Part of a gene symbol.
    pub gene_contains: Option<String>,
    /// Sequence Ontology terms.
    pub consequences: Option<Vec<String>>,
    /// `high`, `moderate`, `low`, `modifier`.
    pub impacts: Option<Vec<String>>,
    /// Bins of the ledger.
    pub bins: Option<Vec<String>>,
    /// ClinVar significances as annotated.
    pub clinical_significances: Option<Vec<String>>,
    /// Variant allele fraction, with a percent sign.
    pub vaf: Option<VariantRange>,
    /// Reads at the place.
    pub depth: Option<VariantRange>,
    /// Population frequency (ToMMo, else gnomAD East Asian, else gnomAD), with a percent sign.
    pub frequency: Option<VariantRange>,
    /// `17` or `17:7,661,779-7,687,550`
    pub region: Option<String>,
}

/// Numbers that pass, both ends included. Fractions carry a percent sign: `0.1%`; a bare number is refused, because it
/// could mean either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct VariantRange {
    /// Smallest.
    pub at_least: Option<String>,
    /// Largest.
    pub at_most: Option<String>,
    /// Whether rows that do not state a value pass.
    pub not_stated: bool,
}

/// A page of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantPage {
    /// Rows of the whole table.
    pub total: u32,
    /// Rows that pass the filter.
    pub shown: u32,
    /// The page.
    pub rows: Vec<VariantTableRow>,
}

/// One allele of one record. `null` is "the file does not say".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantTableRow {
    /// Number of the row in the table, 0-based.
    pub row: u32,
    /// Name of the file.
    pub file: String,
    /// 1-based line.
    pub line: u32,
    /// Contig.
    pub contig: Option<String>,
    /// 1-based position.
    pub position: u32,
    /// Bases of the reference allele.
    pub reference_length: u32,
    /// Bases of the alternate allele, 0 for a symbolic one.
    pub alternate_length: u32,
    /// Bin of the ledger.
    pub bin: String,
    /// `high`, `moderate`, `low`, `modifier`.
    pub impact: Option<String>,
    /// Sequence Ontology term of the shown transcript.
    pub consequence: Option<String>,
    /// Gene symbol.
    pub gene: Option<String>,
    /// ClinVar significance as annotated.
    pub clinical_significance: Option<String>,
    /// Percent, without the sign.
    pub frequency_tommo_percent: Option<String>,
    /// Percent, without the sign.
    pub frequency_gnomad_east_asian_percent: Option<String>,
    /// Percent, without the sign.
    pub frequency_gnomad_percent: Option<String>,
    /// Percent, without the sign.
    pub vaf_percent: Option<String>,
    /// Reads at the place.
    pub depth_reads: Option<u32>,
}

/// How many rows each choice of a condition would show; the other conditions stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantFacets {
    /// Rows of the whole table.
    pub total: u32,
    /// Rows that pass the filter.
    pub shown: u32,
    /// Consequences, most frequent first; the empty text is "not stated".
    pub consequences: Vec<FacetCount>,
    /// Severity classes.
    pub impacts: Vec<FacetCount>,
    /// Bins.
    pub bins: Vec<FacetCount>,
    /// ClinVar significances.
    pub clinical_significances: Vec<FacetCount>,
}

/// A choice and its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FacetCount {
    /// As a filter takes it; empty for "not stated".
    pub value: String,
    /// Rows.
    pub count: u32,
}

/// Everything one record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantDetail {
    /// The row.
    pub row: VariantTableRow,
    /// The line as in the file.
    pub original: String,
    /// Fixed columns.
    pub columns: Vec<NamedField>,
    /// Fields of the caller and of annotators.
    pub fields: Vec<NamedField>,
    /// Every transcript.
    pub transcripts: Vec<Vec<NamedField>>,
    /// Fields per sample.
    pub samples: BTreeMap<String, Vec<NamedField>>,
}

/// A name and a value, both as in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NamedField {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}
