//! Where on the genome, and what changed there (GA4GH VRS names; VCF spelling).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::assembly::Assembly;

/// A chromosome or scaffold, stored without `chr`, mitochondrion as `MT`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Contig(String);

impl Contig {
    /// The normalised name, e.g. `7`, `X`, `MT`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is one of the chromosomes 1 to 22, X, Y and MT, and no patch, decoy or unplaced piece.
    ///
    /// ```
    /// assert!(model::variation::Contig::from("chrX").is_chromosome());
    /// assert!(!model::variation::Contig::from("chrUn_KI270742v1").is_chromosome());
    /// ```
    pub fn is_chromosome(&self) -> bool {
        self.rank() != u8::MAX
    }

    fn rank(&self) -> u8 {
        match self.0.as_str() {
            "X" => 23,
            "Y" => 24,
            "MT" => 25,
            name => name.parse().ok().filter(|rank| (1..=22).contains(rank)).unwrap_or(u8::MAX),
        }
    }
}

impl From<String> for Contig {
    fn from(text: String) -> Self {
        let bare = text.strip_prefix("chr").or_else(|| text.strip_prefix("Chr")).or_else(|| text.strip_prefix("CHR"));
        match bare.unwrap_or(&text) {
            "M" | "MT" => Self("MT".to_owned()),
            "23" => Self("X".to_owned()),
            "24" => Self("Y".to_owned()),
            bare => Self(bare.to_owned()),
        }
    }
}

impl From<&str> for Contig {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Contig> for String {
    fn from(contig: Contig) -> Self {
        contig.0
    }
}

impl Ord for Contig {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.rank(), &self.0).cmp(&(other.rank(), &other.0))
    }
}

impl PartialOrd for Contig {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Contig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A 1-based position as VCF, MAF and CATS write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VcfPosition(pub u64);

impl VcfPosition {
    /// The 0-based inter-residue start that VRS and BED write for the same base.
    pub fn inter_residue(self) -> InterResiduePosition {
        InterResiduePosition(self.0.saturating_sub(1))
    }
}

/// A 0-based inter-residue position (VRS, BED).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InterResiduePosition(pub u64);

/// One changed sequence at one place, in VCF spelling. Always one alternate allele.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Allele {
    /// The assembly that contig and position refer to.
    pub assembly: Assembly,
    /// The chromosome.
    pub contig: Contig,
    /// Position of the first base of `reference`.
    pub position: VcfPosition,
    /// Reference bases, upper case; empty only in MAF-style spelling after [`Allele::trimmed`].
    pub reference: String,
    /// Alternate bases, upper case.
    pub alternate: String,
}

impl Allele {
    /// The shortest spelling of the same change: the common suffix is cut first, then the common prefix. Left
    /// alignment needs the reference sequence and is not done here.
    ///
    /// ```
    /// use model::{assembly::Assembly, variation::{Allele, VcfPosition}};
    /// let padded = Allele { assembly: Assembly::GRCh38, contig: "7".into(), position: VcfPosition(10),
    ///     reference: "CAGT".into(), alternate: "CT".into() };
    /// let short = padded.trimmed();
    /// assert_eq!((short.position.0, short.reference.as_str(), short.alternate.as_str()), (11, "AG", ""));
    /// ```
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let (reference, alternate) = (self.reference.as_bytes(), self.alternate.as_bytes());
        let suffix = reference.iter().rev().zip(alternate.iter().rev()).take_while(|(a, b)| a == b).count();
        let reference = reference.split_at(reference.len() - suffix).0;
        let alternate = alternate.split_at(alternate.len() - suffix).0;
        let prefix = reference.iter().zip(alternate).take_while(|(a, b)| a == b).count();
        let rest = |bases: &[u8]| String::from_utf8_lossy(bases.split_at(prefix).1).into_owned();
        Self {
            assembly: self.assembly,
            contig: self.contig.clone(),
            position: VcfPosition(self.position.0 + prefix as u64),
            reference: rest(reference),
            alternate: rest(alternate),
        }
    }
}

impl fmt::Display for Allele {
    /// `7:140753336:A:T`; an empty side prints as `-`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |bases: &str| if bases.is_empty() { "-".to_owned() } else { bases.to_owned() };
        write!(f, "{}:{}:{}:{}", self.contig, self.position.0, shown(&self.reference), shown(&self.alternate))
    }
}

/// What an observation *is*, independent of file, release and wording. Panel notes hang on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ObservationKey {
    /// A small variant after trimming.
    Allele(Allele),
    /// A copy-number change of one gene.
    CopyNumber {
        /// HGNC symbol.
        gene: String,
        /// Direction and size class.
        change: crate::structural::CopyNumberChange,
    },
    /// A fusion or other rearrangement, partners in transcript order where known.
    Rearrangement {
        /// Partner at the 5′ end.
        five_prime: Option<String>,
        /// Partner at the 3′ end.
        three_prime: Option<String>,
        /// What kind of rearrangement.
        change: crate::structural::RearrangementKind,
    },
    /// A structural variant by its places, whatever genes lie there.
    StructuralVariant {
        /// The assembly of both places.
        assembly: Assembly,
        /// The end with the lower place.
        first: crate::breakend::BreakendPlace,
        /// The other end.
        second: Option<crate::breakend::BreakendPlace>,
        /// What it does.
        change: crate::structural_variant::StructuralKind,
        /// Length of an insertion: several may lie at one place.
        inserted_bases: Option<u64>,
    },
    /// A genome-wide marker.
    Biomarker(crate::biomarker::BiomarkerKind),
    /// A gene, or one residue of its protein, that was looked at and holds no variant.
    WildType {
        /// HGNC symbol.
        gene: String,
        /// The residue, counted from 1; the whole protein without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        residue: Option<u32>,
    },
}

impl fmt::Display for ObservationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allele(allele) => write!(f, "{}:{allele}", allele.assembly),
            Self::CopyNumber { gene, change } => write!(f, "{gene} {change}"),
            Self::Rearrangement { five_prime, three_prime, change } => {
                let shown = |gene: &Option<String>| gene.clone().unwrap_or_else(|| "?".to_owned());
                write!(f, "{}::{} {change}", shown(five_prime), shown(three_prime))
            }
            Self::StructuralVariant { assembly, first, second, change, inserted_bases } => {
                write!(f, "{assembly}:{first}")?;
                if let Some(second) = second {
                    write!(f, "~{second}")?;
                }
                write!(f, " {change}")?;
                inserted_bases.map_or(Ok(()), |bases| write!(f, " {bases} bp"))
            }
            Self::Biomarker(kind) => write!(f, "{kind}"),
            Self::WildType { gene, residue: None } => write!(f, "{gene} wild type"),
            Self::WildType { gene, residue: Some(residue) } => write!(f, "{gene} residue {residue} wild type"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allele(position: u64, reference: &str, alternate: &str) -> Allele {
        Allele {
            assembly: Assembly::GRCh38,
            contig: "chr7".into(),
            position: VcfPosition(position),
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        }
    }

    #[test]
    fn spellings_of_one_change_share_a_key() {
        for (spelling, expected) in [
            (allele(100, "CTG", "CCG"), allele(101, "T", "C")),
            (allele(101, "T", "C"), allele(101, "T", "C")),
            (allele(100, "A", "AG"), allele(101, "", "G")),
            (allele(100, "AGG", "AG"), allele(101, "G", "")),
            (allele(100, "AT", "GC"), allele(100, "AT", "GC")),
        ] {
            assert_eq!(spelling.trimmed(), expected);
        }
    }

    #[test]
    fn contigs_sort_as_chromosomes() {
        let mut contigs: Vec<Contig> = ["chrX", "10", "chr2", "M", "GL000191.1"].map(Contig::from).into();
        contigs.sort();
        assert_eq!(contigs.iter().map(Contig::name).collect::<Vec<_>>(), ["2", "10", "X", "MT", "GL000191.1"]);
    }
}
