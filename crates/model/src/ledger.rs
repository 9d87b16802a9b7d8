//! The conservation ledger: every record of every file ends in exactly one named bin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::canonical::ContentHash;

/// What became of one file's records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLedger {
    /// File name without folders (a path may hold a patient's name).
    pub name: String,
    /// What the file was recognised as.
    pub format: String,
    /// SHA-256 of the bytes as received.
    pub sha256: ContentHash,
    /// Records read, counted independently of the bins.
    pub records: u64,
    /// How many records ended where. A multi-allelic record counts once, in the bin of its best allele.
    pub bins: BTreeMap<Bin, u64>,
    /// Alternate alleles, counted per allele where the format has several in one record.
    pub alleles: BTreeMap<Bin, u64>,
    /// The first malformed records, with line and cause.
    pub malformed: Vec<MalformedRecord>,
}

impl FileLedger {
    /// Whether the bins sum to the records read. An import that does not balance is refused.
    pub fn balances(&self) -> bool {
        self.bins.values().sum::<u64>() == self.records
    }
}

/// The end of a record's way. Order is the order of print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bin {
    /// In the profile, with gene and consequence.
    Kept,
    /// The file says nothing about gene or consequence. In the profile; where one file has more of them than a profile
    /// takes, those that nobody asked for by place are in the variant table alone, and a notice says so.
    KeptUnannotated,
    /// In the profile, and its caller calls it uncertain: shown, never counted as found.
    LowConfidence,
    /// Changes neither protein nor splicing as far as annotated, in a gene that nobody asked for.
    LowImpact,
    /// At least as frequent in the population as the threshold of the selection.
    Common,
    /// The caller's FILTER is neither PASS nor missing.
    FilteredByCaller,
    /// Annotated, and no transcript names a gene.
    NoGene,
    /// The tumour sample carries only reference alleles.
    NotInTumor,
    /// No alternate allele at all (`.`), or only `*`/`<NON_REF>`.
    NoAlternate,
    /// A symbolic or breakend allele that this version does not read yet.
    NotReadYet,
    /// Belongs to another sample than those asked for.
    OtherSample,
    /// Read, and it says that variants cannot be seen there (callable regions).
    NotCallable,
    /// Read, and it holds no value.
    NoValue,
    /// REF is not what the reference sequence holds at that place.
    ReferenceDiffers,
    /// The record cannot be read; see `malformed`.
    Malformed,
}

impl Bin {
    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::KeptUnannotated => "kept_unannotated",
            Self::LowConfidence => "low_confidence",
            Self::LowImpact => "low_impact",
            Self::Common => "common",
            Self::FilteredByCaller => "filtered_by_caller",
            Self::NoGene => "no_gene",
            Self::NotInTumor => "not_in_tumor",
            Self::NoAlternate => "no_alternate",
            Self::NotReadYet => "not_read_yet",
            Self::OtherSample => "other_sample",
            Self::NotCallable => "not_callable",
            Self::NoValue => "no_value",
            Self::ReferenceDiffers => "reference_differs",
            Self::Malformed => "malformed",
        }
    }
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MalformedRecord {
    /// 1-based line.
    pub line: u64,
    /// Catalogue code of the cause.
    pub cause: String,
}

/// All files of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// One entry per file, in the order given.
    pub files: Vec<FileLedger>,
}
