//! CATS (CAncer genomic Test Standardized), C-CAT's result-exchange format, schema version 1.x.
//!
//! Codes stay text, because laboratories ship values that the published schema does not list. Field names are those of
//! the schema; optional lists tell "absent" from "empty", because an absent list means that nobody looked.

use serde::{Deserialize, Serialize};

use crate::NumberText;

/// The document.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct CatsDocument {
    pub meta_data: MetaData,
    pub test_info: TestInfo,
    pub sequencing_samples: Vec<SequencingSample>,
    pub variants: Option<Variants>,
    pub other_biomarkers: Option<Vec<OtherBiomarker>>,
    pub composite_biomarkers: Option<Vec<CompositeBiomarker>>,
    pub expressions: Option<Vec<Expression>>,
    pub non_human_contents: Option<Vec<NonHumanContent>>,
}

/// `metaData`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct MetaData {
    pub schema_version: String,
    pub reference_genome: ReferenceGenome,
    pub config_options: Option<ConfigOptions>,
    pub comments: Option<Vec<Comment>>,
}

/// `metaData.referenceGenome`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct ReferenceGenome {
    pub name: Option<String>,
    pub grc_release: String,
    pub descriptions: Option<Vec<String>>,
}

/// `metaData.configOptions`: what the laboratory asks of reports. The lists that steer C-CAT's own matching are kept whole.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
#[expect(clippy::struct_excessive_bools, reason = "five switches of the schema")]
pub struct ConfigOptions {
    #[serde(default)]
    pub hide_allele_frequency: bool,
    #[serde(default)]
    pub hide_cna_value: bool,
    #[serde(default)]
    pub hide_msi_value: bool,
    #[serde(default)]
    pub hide_tmb_value: bool,
    #[serde(default)]
    pub hide_loh_value: bool,
    pub type_labels_interpreted_as_kb_amplification: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_loss: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_gene_fusion: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_duplication: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_deletion: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_inversion: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_truncation: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_exon_skipping: Option<Vec<String>>,
    pub type_labels_interpreted_as_kb_rearrangement: Option<Vec<String>>,
}

/// `testInfo`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct TestInfo {
    pub test_id: String,
    pub test_type: String,
    pub panel_name: String,
    pub panel_version: String,
    pub software_name: Option<String>,
    pub software_version: Option<String>,
    pub target_region_version: Option<String>,
    pub test_for_reference_only: Option<bool>,
}

/// `sequencingSamples[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct SequencingSample {
    pub item_id: String,
    pub tumor_or_normal: String,
    pub nucleic_acid: String,
    pub total_read_count: Option<NumberText>,
    pub total_mapped_read_count: Option<NumberText>,
    pub duplicate_reads_percentage: Option<NumberText>,
    pub mapped_reads_percentage: Option<NumberText>,
    pub mean_read_depth: Option<NumberText>,
    pub median_read_depth: Option<NumberText>,
    pub suspected_sample_states: Option<Vec<String>>,
}

/// `variants`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Variants {
    pub short_variants: Option<Vec<ShortVariant>>,
    pub copy_number_alterations: Option<Vec<CopyNumberAlteration>>,
    pub rearrangements: Option<Vec<Rearrangement>>,
}

/// `variants.shortVariants[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct ShortVariant {
    pub item_id: String,
    pub chromosome: String,
    pub position: u64,
    pub reference_allele: String,
    pub alternate_allele: String,
    pub alternate_allele_frequency: NumberText,
    pub total_read_depth: Option<NumberText>,
    pub alternate_allele_read_depth: Option<NumberText>,
    pub variant_type: Option<String>,
    pub transcripts: Vec<Transcript>,
    pub sample_item_id: String,
    pub variant_origin: Option<String>,
    pub matched: Option<bool>,
    pub reported: bool,
}

/// A transcript of any variant; `cdsChange` and `aminoAcidsChange` carry no prefix.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Transcript {
    pub transcript_id: Option<String>,
    pub transcript_database_name: Option<String>,
    pub transcript_database_version: Option<String>,
    pub gene_symbol: Option<String>,
    pub strand: Option<String>,
    pub cds_change: Option<String>,
    pub amino_acids_change: Option<String>,
    pub calculated_effects: Option<Vec<String>>,
}

/// `variants.copyNumberAlterations[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct CopyNumberAlteration {
    pub item_id: String,
    pub chromosome: Option<String>,
    pub start_position: Option<u64>,
    pub end_position: Option<u64>,
    pub copy_number_metrics: Option<Vec<CopyNumberMetric>>,
    pub copy_number_alteration_type: String,
    pub transcripts: Vec<Transcript>,
    pub sample_item_id: String,
    pub variant_origin: Option<String>,
    pub matched: Option<bool>,
    pub reported: bool,
}

/// `copyNumberMetrics[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct CopyNumberMetric {
    pub value: NumberText,
    pub unit: String,
}

/// `variants.rearrangements[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Rearrangement {
    pub item_id: String,
    pub breakends: Vec<Breakend>,
    pub inserted_sequence: Option<String>,
    pub supporting_read_count: Option<u32>,
    pub total_read_count: Option<u32>,
    pub alternate_allele_frequency: Option<NumberText>,
    pub expression_level_metrics: Option<Vec<ExpressionLevelMetric>>,
    pub ordered_gene_pairs: Option<Vec<Vec<Option<String>>>>,
    pub skipped_exon_ranges: Option<Vec<SkippedExonRange>>,
    pub rearrangement_names: Option<Vec<String>>,
    pub rearrangement_type: String,
    pub sample_item_id: String,
    pub variant_origin: Option<String>,
    pub matched: Option<bool>,
    pub reported: bool,
}

/// `breakends[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Breakend {
    pub chromosome: String,
    pub start_position: u64,
    pub end_position: u64,
    pub mate_piece_location: Option<String>,
    pub transcripts: Vec<Transcript>,
    pub supporting_read_count: Option<u32>,
    pub total_read_count: Option<u32>,
    pub alternate_allele_frequency: Option<NumberText>,
}

/// `skippedExonRanges[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct SkippedExonRange {
    pub transcript_id: Option<String>,
    pub transcript_database_name: Option<String>,
    pub transcript_database_version: Option<String>,
    pub gene_symbol: Option<String>,
    pub strand: Option<String>,
    pub exon_range: Vec<u16>,
}

/// `otherBiomarkers[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct OtherBiomarker {
    pub item_id: String,
    pub biomarker_type: String,
    pub biomarker_metrics: Option<Vec<BiomarkerMetric>>,
    pub state: Option<String>,
    pub descriptions: Option<Vec<String>>,
    pub biomarker_origin: Option<String>,
    pub sample_item_id: String,
    pub matched: Option<bool>,
    pub reported: bool,
}

/// `biomarkerMetrics[]`. Shipped samples write `type` where the schema says `metricType`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct BiomarkerMetric {
    pub value: NumberText,
    pub unit: Option<String>,
    pub metric_type: Option<String>,
    pub r#type: Option<String>,
}

/// `compositeBiomarkers[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct CompositeBiomarker {
    pub item_id: String,
    pub component_item_ids: Vec<String>,
    pub biomarker_names: Vec<String>,
    pub descriptions: Option<Vec<String>>,
    pub reported: bool,
}

/// `expressions[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Expression {
    pub item_id: String,
    pub transcripts: Vec<Transcript>,
    pub expression_level_metrics: Vec<ExpressionLevelMetric>,
    pub read_count: Option<NumberText>,
    pub sample_item_id: String,
    pub reported: bool,
}

/// `expressionLevelMetrics[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct ExpressionLevelMetric {
    pub value: NumberText,
    pub unit: String,
    pub statistic_type: Option<String>,
    pub sample_size: Option<NumberText>,
    pub is_control: Option<bool>,
}

/// `nonHumanContents[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct NonHumanContent {
    pub item_id: String,
    pub organism: String,
    pub content_metrics: Option<Vec<BiomarkerMetric>>,
    pub descriptions: Option<Vec<String>>,
    pub sample_item_id: String,
    pub reported: bool,
}

/// `metaData.comments[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the CATS schema")]
pub struct Comment {
    pub item_ids: Vec<String>,
    pub contents: Vec<String>,
}
