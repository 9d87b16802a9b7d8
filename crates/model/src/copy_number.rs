//! Copy number as measured: segments, genes without a call, and what the numbers rest on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::interval::GenomicInterval;
use crate::small_variant::RecordSource;

/// One stretch of constant copy number as its caller wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyNumberSegment {
    /// Where.
    pub place: GenomicInterval,
    /// What was measured there.
    #[serde(flatten)]
    pub measured: CopyNumberMeasure,
    /// B-allele fraction of heterozygous germline sites, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_allele_fraction: Option<Decimal>,
    /// Markers, probes or bins that the segment rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markers: Option<u32>,
    /// Genes that the file itself names for the segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genes: Vec<String>,
    /// Which record.
    pub source: RecordSource,
}

/// The copy number of one gene where its table gives numbers and no call. Whether it is a gain or a loss is decided by
/// the thresholds of the knowledge base, on these digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneCopyNumber {
    /// HGNC symbol.
    pub gene: String,
    /// What was measured; over several segments of the gene the least.
    #[serde(flatten)]
    pub measured: CopyNumberMeasure,
    /// The greatest total over the segments of the gene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// Which record.
    pub source: RecordSource,
}

/// Numbers of one place, each only where the file writes it; digits as received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyNumberMeasure {
    /// Copies in a tumour cell, both alleles together, after the caller's correction for purity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Decimal>,
    /// Copies of the allele that has fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minor: Option<Decimal>,
    /// log2 of the ratio to the reference, not corrected for purity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log2_ratio: Option<Decimal>,
    /// A number whose scale the file does not tell: shown as written, never compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unscaled: Option<Decimal>,
}

impl CopyNumberMeasure {
    /// Whether there is no number at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What the caller thinks the sample is made of. Absolute copy numbers mean nothing without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TumorComposition {
    /// Which caller, e.g. `PURPLE`.
    pub caller: String,
    /// Share of tumour cells, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purity_fraction: Option<Decimal>,
    /// Average copies of the tumour genome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ploidy: Option<Decimal>,
    /// Whether the whole genome was doubled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_genome_doubling: Option<bool>,
    /// Whether the fit may be relied on.
    pub fit: CompositionFit,
    /// The caller's own words for that, e.g. `WARN_LOW_PURITY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit_words: Option<String>,
    /// What of the fit its caller doubts, where that matters to single genes; `None` in records that were kept before the words
    /// of the caller were told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubts: Option<BTreeSet<FitDoubt>>,
    /// Which record.
    pub source: RecordSource,
}

impl TumorComposition {
    /// What two files say: the first counts where both speak, and the worse judgement of the fit.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let words = match (self.fit_words, other.fit_words) {
            (Some(first), Some(second)) if first != second => Some(format!("{first}, {second}")),
            (first, second) => first.or(second),
        };
        Self {
            caller: self.caller,
            purity_fraction: self.purity_fraction.or(other.purity_fraction),
            ploidy: self.ploidy.or(other.ploidy),
            whole_genome_doubling: self.whole_genome_doubling.or(other.whole_genome_doubling),
            fit: self.fit.max(other.fit),
            fit_words: words,
            doubts: match (self.doubts, other.doubts) {
                (Some(first), Some(second)) => Some(first.union(&second).copied().collect()),
                (first, second) => first.or(second),
            },
            source: self.source,
        }
    }

    /// Whether the fit leaves open what a single gene lost or gained. A warned fit of which nobody told what is doubted
    /// leaves both open.
    pub fn doubts_gene(&self, lost: bool) -> bool {
        self.fit == CompositionFit::Warned
            && self.doubts.as_ref().is_none_or(|doubts| {
                doubts.contains(&FitDoubt::CopyNumberNoise) || (lost && doubts.contains(&FitDoubt::ManyDeletedGenes))
            })
    }

    /// Purity and ploidy, when both are told and the fit did not fail.
    pub fn usable(&self) -> Option<(Decimal, Decimal)> {
        let usable = self.fit != CompositionFit::Failed;
        self.purity_fraction.zip(self.ploidy).filter(|(purity, _)| usable && *purity > Decimal::ZERO)
    }
}

/// A doubt of the caller under which its own rule asks for structural variants beside the number of a gene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FitDoubt {
    /// Copy numbers change too often without breakends to be believed.
    CopyNumberNoise,
    /// More genes are deleted than a tumour could lose.
    ManyDeletedGenes,
}

/// The caller's own judgement of its fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompositionFit {
    /// No objection.
    Passed,
    /// The file does not say.
    NotStated,
    /// Usable with a warning.
    Warned,
    /// Not usable: no tumour found, contamination.
    Failed,
}

impl CompositionFit {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::NotStated => "not_stated",
            Self::Warned => "warned",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_and_what_is_not_told_is_not_written() {
        let gene = GeneCopyNumber {
            gene: "B2M".to_owned(),
            measured: CopyNumberMeasure { total: Some(Decimal::new(4904, 4)), ..CopyNumberMeasure::default() },
            most: None,
            source: RecordSource { file: 0, line: 2 },
        };
        let text = serde_json::to_string(&gene).unwrap();
        assert_eq!(text, r#"{"gene":"B2M","total":"0.4904","source":{"file":0,"line":2}}"#);
        assert_eq!(serde_json::from_str::<GeneCopyNumber>(&text).unwrap(), gene);
    }

    #[test]
    fn a_failed_fit_gives_no_purity_and_no_ploidy() {
        let mut composition = TumorComposition {
            caller: "PURPLE".to_owned(),
            purity_fraction: Some(Decimal::ONE),
            ploidy: Some(Decimal::TWO),
            whole_genome_doubling: None,
            fit: CompositionFit::Warned,
            fit_words: None,
            doubts: None,
            source: RecordSource { file: 0, line: 2 },
        };
        assert!(composition.usable().is_some());
        composition.fit = CompositionFit::Failed;
        assert_eq!(composition.usable(), None);
    }
}
