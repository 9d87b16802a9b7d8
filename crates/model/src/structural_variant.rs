//! Structural variants as their callers found them: places on the genome first, genes second.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Decimal;
use crate::assembly::Assembly;
use crate::breakend::{Breakend, Strand};
use crate::evidence::AlleleOrigin;
use crate::small_variant::{Rank, RecordSource};
use crate::variation::ObservationKey;

/// How many genes inside one event are named; the others are counted.
pub const GENES_INSIDE_NAMED: usize = 100;

/// What a structural variant does to the genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StructuralKind {
    /// A stretch is missing.
    Deletion,
    /// A stretch is there twice, one copy behind the other.
    Duplication,
    /// A stretch is turned round.
    Inversion,
    /// New sequence, mobile elements included.
    Insertion,
    /// The number of copies differs; the file does not say how.
    CopyNumber,
    /// Two chromosomes are joined.
    Translocation,
    /// A join whose other side or direction the file does not tell.
    Breakend,
}

impl StructuralKind {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Deletion => "deletion",
            Self::Duplication => "duplication",
            Self::Inversion => "inversion",
            Self::Insertion => "insertion",
            Self::CopyNumber => "copy_number",
            Self::Translocation => "translocation",
            Self::Breakend => "breakend",
        }
    }
}

impl fmt::Display for StructuralKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CopyNumber => "copy-number variant",
            other => other.code(),
        })
    }
}

/// How the two ends of the variant came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakendPairing {
    /// One record names both ends.
    OneRecord,
    /// Two breakend records of one file, joined.
    MatesJoined,
    /// The record names a mate that is not among those kept.
    MateMissing,
    /// A single breakend: its other side is not known (VRS `Terminus`).
    Single,
}

/// Where a gene lies as to the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeneRelation {
    /// The first breakend lies in the gene.
    AtFirst,
    /// The second breakend lies in the gene.
    AtSecond,
    /// Both do.
    AtBoth,
    /// One of them does; the annotation does not tell which.
    AtOneEnd,
    /// Between the breakends, whole.
    Inside,
    /// Named by the annotation as a neighbour; not hit.
    Near,
}

/// A gene that the annotation names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffectedGene {
    /// HGNC symbol as annotated.
    pub gene: String,
    /// Where it lies.
    pub relation: GeneRelation,
    /// Strand, where the annotation tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<Strand>,
    /// The transcript that the ranks belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// Exons touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exon: Option<Rank>,
    /// Introns touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intron: Option<Rank>,
}

/// Reads for the variant in one sample, by the fields of its caller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructuralSupport {
    /// Reads or fragments for and against, together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth_reads: Option<u32>,
    /// All reads or fragments for the variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate_reads: Option<u32>,
    /// Of these, reads that cross the junction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub junction_reads: Option<u32>,
    /// Of these, pairs that span it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spanning_pairs: Option<u32>,
    /// Variant allele fraction, 0 to 1, rounded to four digits where it was computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vaf_fraction: Option<Decimal>,
    /// The fields that the numbers were taken from, e.g. `FORMAT/{PR,SR}`.
    pub formula: String,
}

/// A structural variant: a VRS `Adjacency` of two breakends, or a `Terminus` with one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructuralVariant {
    /// The assembly of all positions.
    pub assembly: Assembly,
    /// What it does.
    pub kind: StructuralKind,
    /// The ALT text as written, e.g. `<DUP:TANDEM>`, `G]17:198982]`.
    pub alternate: String,
    /// The end with the lower place.
    pub first: Breakend,
    /// The other end; `None` for a single breakend or an insertion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Breakend>,
    /// How the ends came together.
    pub pairing: BreakendPairing,
    /// `SVLEN` without its sign, else the distance of the ends on one chromosome, in bases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_bases: Option<u64>,
    /// Bases between the joined ends (VRS `linker`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linker: Option<String>,
    /// The file says that the places are not exact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imprecise: bool,
    /// Genes named by the annotation; those inside at most [`GENES_INSIDE_NAMED`] times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genes: Vec<AffectedGene>,
    /// How many genes lie inside, the unnamed ones counted too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub genes_inside: u32,
    /// FILTER as written: `PASS`, or nothing where the caller did not filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Somatic or germline.
    pub origin: AlleleOrigin,
    /// What the tumour sample shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tumor: Option<StructuralSupport>,
    /// What the matched normal shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normal: Option<StructuralSupport>,
    /// The caller's own identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// `EVENT`: joins that belong together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Which record.
    pub source: RecordSource,
    /// The record of the mate, where it was joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mate_source: Option<RecordSource>,
}

impl StructuralVariant {
    /// The identity that notes and findings hang on: the same whichever mate is read first, and whether a deletion is
    /// written as a symbol or as breakends.
    pub fn key(&self) -> ObservationKey {
        ObservationKey::StructuralVariant {
            assembly: self.assembly,
            first: self.first.place.clone(),
            second: self.second.as_ref().map(|end| end.place.clone()),
            change: self.kind,
            inserted_bases: self.length_bases.filter(|_| self.kind == StructuralKind::Insertion),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakend::RetainedSide;

    fn variant(kind: StructuralKind, length_bases: Option<u64>) -> StructuralVariant {
        StructuralVariant {
            assembly: Assembly::GRCh38,
            kind,
            alternate: "<DEL>".to_owned(),
            first: Breakend::at("1", 100, Some(RetainedSide::Left)),
            second: Some(Breakend::at("1", 201, Some(RetainedSide::Right))),
            pairing: BreakendPairing::OneRecord,
            length_bases,
            linker: None,
            imprecise: false,
            genes: Vec::new(),
            genes_inside: 0,
            filter: None,
            origin: AlleleOrigin::Unknown,
            tumor: None,
            normal: None,
            identifier: None,
            event: None,
            source: RecordSource { file: 0, line: 1 },
            mate_source: None,
        }
    }

    #[test]
    fn the_key_holds_places_and_kind_and_only_insertions_need_their_length() {
        let deletion = variant(StructuralKind::Deletion, Some(100));
        assert_eq!(deletion.key(), variant(StructuralKind::Deletion, Some(99)).key());
        assert_ne!(deletion.key(), variant(StructuralKind::Inversion, Some(100)).key());
        assert_ne!(
            variant(StructuralKind::Insertion, Some(6000)).key(),
            variant(StructuralKind::Insertion, Some(300)).key()
        );
        assert_eq!(deletion.key().to_string(), "GRCh38:1:100(+)~1:201(-) deletion");
    }

    #[test]
    fn what_is_not_told_is_not_written() {
        let text = serde_json::to_string(&variant(StructuralKind::Deletion, None)).unwrap();
        assert!(!text.contains("null") && !text.contains("genes"), "{text}");
        let back: StructuralVariant = serde_json::from_str(&text).unwrap();
        assert_eq!(back, variant(StructuralKind::Deletion, None));
    }
}
