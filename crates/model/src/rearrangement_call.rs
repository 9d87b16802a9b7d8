//! What a caller tells about a rearrangement beyond its genes.

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::breakend::Breakend;
use crate::small_variant::Rank;

/// What a rearrangement was seen in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RearrangementBasis {
    /// The file does not say.
    #[default]
    NotStated,
    /// Joined transcripts (a fusion caller on RNA).
    Transcripts,
    /// Concluded here from breakends of a structural variant and the genes annotated at them.
    Breakends,
}

/// Whether the joined coding sequence keeps its reading frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingFrame {
    /// Kept.
    InFrame,
    /// Shifted.
    OutOfFrame,
    /// Ends at a stop codon before the second gene.
    StopCodon,
}

impl ReadingFrame {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::InFrame => "in_frame",
            Self::OutOfFrame => "out_of_frame",
            Self::StopCodon => "stop_codon",
        }
    }
}

/// How sure its caller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallConfidence {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low: kept and shown, but nothing is concluded from it.
    Low,
}

impl CallConfidence {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Breakpoints, frame and support of one rearrangement. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RearrangementCall {
    /// What it was seen in.
    pub basis: RearrangementBasis,
    /// The ends, that of the 5′ partner first where the order is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakpoints: Vec<Breakend>,
    /// What the other end joins is not known: the file holds one end only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partner_unknown: bool,
    /// Exon of the 5′ partner at the join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub five_prime_exon: Option<u16>,
    /// Exon of the 3′ partner at the join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub three_prime_exon: Option<u16>,
    /// Exons deleted, doubled or turned in an event inside one gene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected_exons: Option<Rank>,
    /// Reading frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading_frame: Option<ReadingFrame>,
    /// Domains of the 5′ partner that stay, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub five_prime_domains: Vec<String>,
    /// Domains of the 3′ partner that stay, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub three_prime_domains: Vec<String>,
    /// Reads that cross the junction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub junction_reads: Option<u32>,
    /// Fragments that span it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spanning_reads: Option<u32>,
    /// The columns or fields that the reads were taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads_formula: Option<String>,
    /// Reads at the 5′ and at the 3′ breakpoint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage_reads: Vec<u32>,
    /// Variant allele fraction on DNA, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vaf_fraction: Option<Decimal>,
    /// The caller's confidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<CallConfidence>,
    /// The caller's own word for the event, e.g. `translocation`, `ONLY_REF_SPLICE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_as_written: Option<String>,
}
