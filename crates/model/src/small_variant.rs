//! Small variants: substitutions, insertions and deletions, one alternate allele each.

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::consequence::ConsequenceTerm;
use crate::evidence::AlleleOrigin;
use crate::hgvs::HgvsP;
use crate::population::PopulationFrequencies;
use crate::variation::{Allele, ObservationKey};

/// One called alternate allele with everything its file said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallVariant {
    /// The allele as the file spelled it (after splitting a multi-allelic record).
    pub allele: Allele,
    /// The same change as far left as the reference sequence allows, in the shortest spelling; present only where there was
    /// a reference and it spells the change otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aligned: Option<Allele>,
    /// Every transcript the annotation named, in file order. Empty when the file is not annotated.
    pub consequences: Vec<TranscriptConsequence>,
    /// Where the variant comes from, as the file or the sample pair tells.
    pub origin: AlleleOrigin,
    /// What the tumour sample shows.
    pub tumor: Option<CallMetrics>,
    /// What the matched normal shows.
    pub normal: Option<CallMetrics>,
    /// `PS` or phased genotype block of the tumour sample, if any: equal values are in cis or trans by `phased_haplotype`.
    pub phase_set: Option<String>,
    /// Which haplotype (0 or 1) carries the alternate allele inside `phase_set`.
    pub phased_haplotype: Option<u8>,
    /// Whether the test laboratory marked it for the report (CATS `reported`); `None` where the format has no mark.
    pub reported: Option<bool>,
    /// How frequent the allele is in populations; `None` where no file looked it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<PopulationFrequencies>,
    /// Which record it came from.
    pub source: RecordSource,
}

impl SmallVariant {
    /// The identity that notes and findings hang on.
    pub fn key(&self) -> ObservationKey {
        ObservationKey::Allele(self.aligned.as_ref().unwrap_or(&self.allele).trimmed())
    }

    /// Every spelling that is known of the change: as delivered, and left-aligned where that differs.
    pub fn spellings(&self) -> impl Iterator<Item = &Allele> {
        std::iter::once(&self.allele).chain(&self.aligned)
    }

    /// The consequence to show first: MANE Select, then canonical, then MANE Plus Clinical, then the most severe.
    pub fn shown_consequence(&self) -> Option<&TranscriptConsequence> {
        TranscriptConsequence::shown(&self.consequences)
    }
}

impl TranscriptConsequence {
    /// The one of several to show first, as [`SmallVariant::shown_consequence`].
    pub fn shown(several: &[Self]) -> Option<&Self> {
        several.iter().min_by_key(|one| (one.gene.is_none(), one.selection.rank(), one.terms.first()))
    }
}

/// The file and line a value came from, so that a person can look.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordSource {
    /// Index of the file in the import, in the order given.
    pub file: u32,
    /// 1-based line for text files; 1-based item number in a JSON document.
    pub line: u64,
}

/// What one transcript sees of the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptConsequence {
    /// HGNC symbol as annotated.
    pub gene: Option<String>,
    /// Transcript accession with version where given.
    pub transcript: Option<String>,
    /// How the transcript was chosen by the annotator's reference sets.
    pub selection: TranscriptSelection,
    /// Consequence terms, most severe first.
    pub terms: Vec<ConsequenceTerm>,
    /// Coding or non-coding description as written, e.g. `NM_005228.5:c.2573T>G`.
    pub hgvsc: Option<String>,
    /// Protein description; a description that cannot be parsed is kept as text inside.
    pub hgvsp: Option<HgvsP>,
    /// `n/N` of the exon hit.
    pub exon: Option<Rank>,
    /// `n/N` of the intron hit.
    pub intron: Option<Rank>,
}

/// Number and total, as in VEP `EXON` `21/28`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// First exon or intron touched.
    pub first: u16,
    /// Last one touched (equal to `first` for most).
    pub last: u16,
    /// How many there are.
    pub total: u16,
}

/// Why this transcript and not another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranscriptSelection {
    /// MANE Select.
    ManeSelect,
    /// MANE Plus Clinical.
    ManePlusClinical,
    /// Ensembl canonical, or the one transcript a MAF or CATS file names.
    Canonical,
    /// Any other.
    Other,
}

impl TranscriptSelection {
    /// Place in the order of showing, 0 first.
    pub fn rank(self) -> u8 {
        match self {
            Self::ManeSelect => 0,
            Self::Canonical => 1,
            Self::ManePlusClinical => 2,
            Self::Other => 3,
        }
    }
}

/// Reads that support a call in one sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMetrics {
    /// Total depth in reads.
    pub depth_reads: Option<u32>,
    /// Reads with the alternate allele.
    pub alternate_reads: Option<u32>,
    /// Variant allele fraction, 0 to 1.
    pub vaf_fraction: Option<Decimal>,
    /// Which fields the fraction was taken from, e.g. `FORMAT/AF`, `FORMAT/FREQ`, `FORMAT/AD`, `FORMAT/{A,C,G,T}U tier 1`.
    pub vaf_formula: Option<String>,
}
