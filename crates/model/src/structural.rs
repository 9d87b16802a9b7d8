//! Copy-number changes and rearrangements.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::copy_number::CopyNumberMeasure;
use crate::evidence::AlleleOrigin;
use crate::rearrangement_call::RearrangementCall;
use crate::small_variant::RecordSource;
use crate::variation::ObservationKey;

/// Direction and size class of a copy-number change (CATS `copyNumberAlterationType`, VRS `CopyNumberChange`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyNumberChange {
    /// High-level gain.
    Amplification,
    /// Low-level gain.
    Gain,
    /// No change.
    Neutral,
    /// Loss of one copy, or a loss whose size the file does not tell.
    Loss,
    /// No copy left.
    HomozygousDeletion,
}

impl fmt::Display for CopyNumberChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Amplification => "amplification",
            Self::Gain => "gain",
            Self::Neutral => "neutral",
            Self::Loss => "loss",
            Self::HomozygousDeletion => "homozygous deletion",
        })
    }
}

/// A copy-number change of one gene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyNumberAlteration {
    /// HGNC symbol.
    pub gene: String,
    /// Direction and size class as reported.
    pub change: CopyNumberChange,
    /// The value as written, e.g. `8.2`, with `unit`.
    pub value: Option<Decimal>,
    /// Unit as written, e.g. `copy number`, `log2 fold-change`.
    pub unit: Option<String>,
    /// Numbers that the file gives beside its call.
    #[serde(default, skip_serializing_if = "CopyNumberMeasure::is_empty")]
    pub measured: CopyNumberMeasure,
    /// Somatic or germline.
    pub origin: AlleleOrigin,
    /// Laboratory mark.
    pub reported: Option<bool>,
    /// Which record.
    pub source: RecordSource,
}

impl CopyNumberAlteration {
    /// The identity that notes and findings hang on.
    pub fn key(&self) -> ObservationKey {
        ObservationKey::CopyNumber { gene: self.gene.clone(), change: self.change }
    }
}

/// Kind of rearrangement (CATS `rearrangementType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RearrangementKind {
    /// Two genes joined.
    Fusion,
    /// An exon left out of the transcript.
    ExonSkipping,
    /// Other splice change.
    SpliceVariant,
    /// Duplication inside or across genes.
    Duplication,
    /// Deletion inside or across genes.
    Deletion,
    /// Inversion.
    Inversion,
    /// The gene is cut.
    Truncation,
    /// Anything else, kept.
    Other,
}

impl fmt::Display for RearrangementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fusion => "fusion",
            Self::ExonSkipping => "exon skipping",
            Self::SpliceVariant => "splice variant",
            Self::Duplication => "duplication",
            Self::Deletion => "deletion",
            Self::Inversion => "inversion",
            Self::Truncation => "truncation",
            Self::Other => "rearrangement",
        })
    }
}

/// A fusion or other rearrangement. Order of partners is 5′ → 3′ where the file says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rearrangement {
    /// Partner at the 5′ end; for a single-gene event, that gene.
    pub five_prime: Option<String>,
    /// Partner at the 3′ end.
    pub three_prime: Option<String>,
    /// Kind of rearrangement.
    pub kind: RearrangementKind,
    /// Whether the file states the order (CATS `orderedGenePairs`), or the order is only that of the breakends.
    pub order_stated: bool,
    /// Exon skipped or fused, where given as text.
    pub detail: Option<String>,
    /// Supporting reads.
    pub supporting_reads: Option<u32>,
    /// Breakpoints, frame and support, where the file tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<RearrangementCall>,
    /// Somatic or germline.
    pub origin: AlleleOrigin,
    /// Laboratory mark.
    pub reported: Option<bool>,
    /// Which record.
    pub source: RecordSource,
}

impl Rearrangement {
    /// The identity that notes and findings hang on.
    pub fn key(&self) -> ObservationKey {
        ObservationKey::Rearrangement {
            five_prime: self.five_prime.clone(),
            three_prime: self.three_prime.clone(),
            change: self.kind,
        }
    }
}
