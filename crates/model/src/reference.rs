//! Facts about the genome that a hospital imports: transcripts, exons, proteins, domains, cytobands,
//! and where one assembly lies on another.
//!
//! A [`ReferencePack`] is what `shirube reference import` makes of public files. Nothing of it is typed in by us: where no
//! pack is there the answer is "reference missing". All stretches are 0-based and half-open, whatever the file counted.

mod liftover;
mod pack;
mod spliced;
mod transcript;

use serde::{Deserialize, Serialize};

use crate::assembly::Assembly;
use crate::variation::Contig;

pub use liftover::{AlignedBlock, AlignmentChain, LiftoverFailure};
pub use pack::{PackManifest, ReferenceFacts, ReferencePack, SourceOfFacts};
pub use spliced::{CutPlace, SplicedCut};
pub use transcript::{Alignment, Strand, Transcript};

/// A stretch of bases, 0-based and half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// First base.
    pub start: u64,
    /// The base after the last.
    pub end: u64,
}

impl Stretch {
    /// Whether two stretches share a base; an empty one (an insertion point) is inside when it touches.
    pub fn meets(self, other: Self) -> bool {
        if self.start == self.end || other.start == other.end {
            return self.start <= other.end && other.start <= self.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// How many bases.
    pub fn length(self) -> u64 {
        self.end.saturating_sub(self.start)
    }
}

/// Where a gene lies: the span that its source gives, usually over all transcripts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GeneSpan {
    /// The assembly of the span.
    pub assembly: Assembly,
    /// The chromosome or scaffold.
    pub contig: Contig,
    /// The span.
    pub span: Stretch,
    /// HGNC symbol as the source writes it.
    pub gene: String,
    /// Gene accession of the source.
    pub accession: String,
    /// Kind of gene as the source writes it, e.g. `protein_coding`; empty when not told.
    pub biotype: String,
}

/// A band of the karyogram.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cytoband {
    /// The assembly of the stretch.
    pub assembly: Assembly,
    /// The chromosome.
    pub contig: Contig,
    /// The stretch.
    pub span: Stretch,
    /// Name without the chromosome, e.g. `p36.33`.
    pub band: String,
    /// Stain as UCSC writes it, e.g. `gpos25`.
    pub stain: String,
}

/// A domain of a protein, residues counted from 1, both ends inside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProteinDomain {
    /// HGNC symbol.
    pub gene: String,
    /// Protein accession that the residues count on.
    pub protein: String,
    /// Length of that protein in residues: compare it with the transcript's before the domain is used.
    pub protein_length: u32,
    /// First residue.
    pub first: u32,
    /// Last residue.
    pub last: u32,
    /// Accession of the domain, e.g. `PF07714`.
    pub accession: String,
    /// Name of the domain.
    pub name: String,
}

/// A protein sequence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Protein {
    /// Accession with version where given.
    pub accession: String,
    /// Residues in one-letter code.
    pub sequence: String,
}

/// A sequence of an assembly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContigLength {
    /// The assembly.
    pub assembly: Assembly,
    /// The sequence.
    pub contig: Contig,
    /// Bases.
    pub length: u64,
    /// Other names, e.g. `NC_000001.11`.
    pub aliases: Vec<String>,
}

/// An accession without its version: `NM_005228.5` gives `NM_005228`.
pub fn unversioned(accession: &str) -> &str {
    match accession.rsplit_once('.') {
        Some((stem, version)) if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => accession,
    }
}
