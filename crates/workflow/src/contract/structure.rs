//! 構造/コピー数: copy number along the genome, structural variants and fusions of one profile.
//!
//! `null` is "the file does not say". Numbers are texts with the digits of the file; positions count bases from 1.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// Everything that the tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StructureView {
    /// Tumour sample.
    pub sample: String,
    /// GRCh37 or GRCh38.
    pub assembly: String,
    /// Purity and ploidy as stated.
    pub composition: Option<CompositionView>,
    /// The axis: chromosomes in order.
    pub chromosomes: Vec<ChromosomeView>,
    /// Bands of the reference pack; empty without one.
    pub cytobands: Vec<CytobandView>,
    /// Segments, one track per file.
    pub tracks: Vec<CopyNumberTrack>,
    /// Copy numbers of genes, those with a call first.
    pub genes: Vec<GeneCopyNumberView>,
    /// Structural variants.
    pub joins: Vec<JoinView>,
    /// Fusions and other rearrangements of genes.
    pub fusions: Vec<FusionView>,
    /// What was not looked at, not delivered or not known.
    pub notes: Vec<Message>,
}

/// What the caller thinks the sample is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CompositionView {
    /// Its caller.
    pub caller: String,
    /// Share of tumour cells in percent, without the sign.
    pub purity_percent: Option<String>,
    /// Average copies of the tumour genome.
    pub ploidy: Option<String>,
    /// Whether the whole genome was doubled.
    pub whole_genome_doubling: Option<bool>,
    /// `passed`, `not_stated`, `warned`, `failed`.
    pub fit: String,
    /// The caller's own words for that.
    pub fit_words: Option<String>,
}

/// A chromosome of the axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ChromosomeView {
    /// Name without `chr`.
    pub name: String,
    /// Bases; at least up to the last thing shown.
    pub length: u32,
    /// How the length is known: `reference`, `header`, or `last_position` where nothing tells it.
    pub known_from: String,
}

/// A band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CytobandView {
    /// The chromosome.
    pub chromosome: String,
    /// First base.
    pub start: u32,
    /// Last base.
    pub end: u32,
    /// Name without the chromosome, e.g. `p36.33`.
    pub name: String,
    /// Stain as UCSC writes it.
    pub stain: String,
}

/// The segments of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CopyNumberTrack {
    /// The file.
    pub file: String,
    /// Scales that its segments have, the best first: `total` (copies), `log2_ratio`, `unscaled`.
    pub scales: Vec<String>,
    /// Some segment tells a B-allele fraction.
    pub has_b_allele: bool,
    /// Some segment tells the copies of the minor allele.
    pub has_minor: bool,
    /// The segments, in order of place.
    pub segments: Vec<SegmentView>,
}

/// A stretch of constant copy number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SegmentView {
    /// The chromosome.
    pub chromosome: String,
    /// First base.
    pub start: u32,
    /// Last base.
    pub end: u32,
    /// Copies, both alleles.
    pub total: Option<String>,
    /// Copies of the allele that has fewer.
    pub minor: Option<String>,
    /// log2 of the ratio.
    pub log2_ratio: Option<String>,
    /// A number whose scale is not told.
    pub unscaled: Option<String>,
    /// B-allele fraction, 0 to 1.
    pub b_allele_fraction: Option<String>,
    /// Markers that it rests on.
    pub markers: Option<u32>,
    /// Genes that the file names.
    pub genes: Vec<String>,
    /// 1-based line.
    pub line: u32,
}

/// Where a gene lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GenePlace {
    /// HGNC symbol.
    pub gene: String,
    /// The chromosome.
    pub chromosome: String,
    /// First base.
    pub start: u32,
    /// Last base.
    pub end: u32,
    /// How it is known: `reference`, `segment` (the file names the gene for a segment), `breakend`.
    pub known_from: String,
}

/// The copy number of a gene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GeneCopyNumberView {
    /// HGNC symbol.
    pub gene: String,
    /// `amplification`, `gain`, `neutral`, `loss`, `homozygous_deletion`; `null` where the file makes no call.
    pub call: Option<String>,
    /// The value as written, with its unit.
    pub value: Option<String>,
    /// Copies, both alleles; over several segments the least.
    pub total: Option<String>,
    /// The greatest total over the segments of the gene.
    pub most: Option<String>,
    /// Copies of the allele that has fewer.
    pub minor: Option<String>,
    /// log2 of the ratio.
    pub log2_ratio: Option<String>,
    /// `somatic`, `germline`, `unknown`.
    pub origin: String,
    /// Where the gene lies, where anything tells it.
    pub place: Option<GenePlace>,
    /// The file.
    pub file: String,
    /// 1-based line.
    pub line: u32,
}

/// One end of a join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct JoinEnd {
    /// The chromosome.
    pub chromosome: String,
    /// The last base that stays, or the first.
    pub position: u32,
    /// `left` when what ends here stays, `right` when what begins here does.
    pub retained: Option<String>,
    /// Bases that the true place may lie before and behind.
    pub interval: Option<String>,
}

/// A structural variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct JoinView {
    /// `deletion`, `duplication`, `inversion`, `insertion`, `copy_number`, `translocation`, `breakend`.
    pub kind: String,
    /// The lower end.
    pub first: JoinEnd,
    /// The other end.
    pub second: Option<JoinEnd>,
    /// `one_record`, `mates_joined`, `mate_missing`, `single`.
    pub pairing: String,
    /// Length in bases.
    pub length_bases: Option<u32>,
    /// The file says that the places are not exact.
    pub imprecise: bool,
    /// Genes at the ends, with exon or intron where annotated.
    pub genes: Vec<String>,
    /// Symbols of the genes at the ends.
    pub symbols: Vec<String>,
    /// How many genes lie inside.
    pub genes_inside: u32,
    /// FILTER as written.
    pub filter: Option<String>,
    /// The caller filtered it out.
    pub filtered: bool,
    /// `somatic`, `germline`, `unknown`.
    pub origin: String,
    /// Reads for it in the tumour.
    pub alternate_reads: Option<u32>,
    /// Reads for and against.
    pub depth_reads: Option<u32>,
    /// Percent, without the sign.
    pub vaf_percent: Option<String>,
    /// The fields that the numbers were taken from.
    pub formula: Option<String>,
    /// The caller's identifier.
    pub identifier: Option<String>,
    /// The file.
    pub file: String,
    /// 1-based line.
    pub line: u32,
}

/// A fusion or other rearrangement of genes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FusionView {
    /// `EML4::ALK`
    pub label: String,
    /// `fusion`, `exon_skipping`, `splice_variant`, `duplication`, `deletion`, `inversion`, `truncation`, `other`.
    pub kind: String,
    /// The order of the partners is 5′ → 3′ by the file or the strands.
    pub order_stated: bool,
    /// `not_stated`, `transcripts`, `breakends`.
    pub basis: String,
    /// The other end is not known.
    pub partner_unknown: bool,
    /// `high`, `medium`, `low`.
    pub confidence: Option<String>,
    /// `in_frame`, `out_of_frame`, `stop_codon`.
    pub reading_frame: Option<String>,
    /// Reads that cross the junction.
    pub junction_reads: Option<u32>,
    /// Fragments that span it.
    pub spanning_reads: Option<u32>,
    /// Supporting reads where the file gives one number.
    pub supporting_reads: Option<u32>,
    /// Percent, without the sign.
    pub vaf_percent: Option<String>,
    /// Further words of the file: exon, type.
    pub detail: Option<String>,
    /// `somatic`, `germline`, `unknown`.
    pub origin: String,
    /// The partners, 5′ first.
    pub partners: Vec<FusionPartner>,
    /// The file.
    pub file: String,
    /// 1-based line.
    pub line: u32,
}

/// One gene of a rearrangement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FusionPartner {
    /// `five_prime` or `three_prime`.
    pub side: String,
    /// HGNC symbol.
    pub gene: Option<String>,
    /// Breakpoint.
    pub end: Option<JoinEnd>,
    /// Exon at the join as the file states it.
    pub stated_exon: Option<u32>,
    /// Domains that stay, as the file writes them.
    pub stated_domains: Vec<String>,
    /// Exons of the MANE Select transcript; `null` where no reference pack has them.
    pub transcript: Option<TranscriptView>,
    /// Where the gene is cut.
    pub cut: Option<CutView>,
}

/// A transcript, everything counted in its own bases from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TranscriptView {
    /// Accession.
    pub name: String,
    /// Read from low to high positions.
    pub forward: bool,
    /// Exons in reading order.
    pub exons: Vec<ExonView>,
    /// First coding base.
    pub coding_start: Option<u32>,
    /// Behind the last coding base.
    pub coding_end: Option<u32>,
    /// Domains of its protein.
    pub domains: Vec<DomainView>,
}

/// An exon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExonView {
    /// Number from 1.
    pub number: u32,
    /// First base.
    pub start: u32,
    /// Behind the last base.
    pub end: u32,
}

/// A domain along the transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DomainView {
    /// Name.
    pub name: String,
    /// Accession.
    pub accession: String,
    /// First base.
    pub start: u32,
    /// Behind the last base.
    pub end: u32,
}

/// Where a fusion cuts a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CutView {
    /// Bases of the transcript before the cut.
    pub bases: u32,
    /// `before_first`, `within`, `after`.
    pub place: String,
    /// The exon that `within` and `after` speak of.
    pub exon: Option<u32>,
    /// `breakpoint`, or `stated_exon` where the file gives an exon and no position.
    pub known_from: String,
}
