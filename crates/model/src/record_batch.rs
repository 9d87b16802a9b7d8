//! Rows of the variant table: one per alternate allele of every record, whatever became of it.
//!
//! A whole genome has millions of them, so they travel as columns in batches, and a column holds a number: an index into a
//! dictionary, or a value with a unit. What a row does not hold (alleles, HGVS, every transcript) is read again from its
//! line.

use crate::ledger::Bin;

/// A fraction in parts per billion, as [`RecordBatch`] keeps allele fractions and frequencies.
pub type PartsPerBillion = u32;

/// Stands in every column for "the file does not say".
pub const NOT_STATED: u32 = u32::MAX;

/// Rows in file order; all columns have the same length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordBatch {
    /// Index of the file in the import.
    pub file: Vec<u8>,
    /// 1-based line of the record.
    pub line: Vec<u32>,
    /// Where the line begins: BGZF virtual offset, or byte offset of the text in any other file.
    pub offset: Vec<u64>,
    /// 0-based index of the alternate allele in its record.
    pub allele: Vec<u16>,
    /// Index into [`RecordDictionaries::contigs`]; [`u16::MAX`] where the record has none that can be read.
    pub contig: Vec<u16>,
    /// 1-based position as in the file; 0 where it cannot be read.
    pub position: Vec<u32>,
    /// Length of the reference allele in bases (at most 65,535 is told).
    pub reference_length: Vec<u16>,
    /// Length of the alternate allele in bases; 0 for a symbolic allele.
    pub alternate_length: Vec<u16>,
    /// Where the allele ended, as [`Bin::number`].
    pub bin: Vec<u8>,
    /// Severity class of the annotation, the highest of all transcripts: 0 not stated, 1 modifier, 2 low, 3 moderate,
    /// 4 high.
    pub impact: Vec<u8>,
    /// Index into [`RecordDictionaries::consequences`] of the shown transcript, [`NOT_STATED`] without annotation.
    pub consequence: Vec<u32>,
    /// Index into [`RecordDictionaries::genes`], [`NOT_STATED`] without a gene.
    pub gene: Vec<u32>,
    /// Index into [`RecordDictionaries::clinical_significances`], [`NOT_STATED`] where there is none.
    pub clinical_significance: Vec<u32>,
    /// Frequency in Japanese people (ToMMo), [`NOT_STATED`] where there is none.
    pub frequency_tommo: Vec<PartsPerBillion>,
    /// Frequency in gnomAD.
    pub frequency_gnomad: Vec<PartsPerBillion>,
    /// Frequency in gnomAD, East Asian.
    pub frequency_gnomad_east_asian: Vec<PartsPerBillion>,
    /// Variant allele fraction of the sample.
    pub vaf: Vec<PartsPerBillion>,
    /// Reads of the sample at the place, [`NOT_STATED`] where the file does not say.
    pub depth: Vec<u32>,
}

impl RecordBatch {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }
}

/// What the indices in the columns of all batches of one import stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordDictionaries {
    /// Contig names as [`crate::variation::Contig`] writes them.
    pub contigs: Vec<String>,
    /// Sequence Ontology terms, the most severe of a transcript.
    pub consequences: Vec<String>,
    /// Gene symbols as annotated.
    pub genes: Vec<String>,
    /// ClinVar significance as annotated.
    pub clinical_significances: Vec<String>,
}

impl Bin {
    /// All bins, in order of print.
    pub const ALL: [Self; 15] = [
        Self::Kept,
        Self::KeptUnannotated,
        Self::LowConfidence,
        Self::LowImpact,
        Self::Common,
        Self::FilteredByCaller,
        Self::NoGene,
        Self::NotInTumor,
        Self::NoAlternate,
        Self::NotReadYet,
        Self::OtherSample,
        Self::NotCallable,
        Self::NoValue,
        Self::ReferenceDiffers,
        Self::Malformed,
    ];

    /// The number that [`RecordBatch::bin`] holds. Never changed once written; new bins take new numbers.
    pub fn number(self) -> u8 {
        match self {
            Self::Kept => 1,
            Self::KeptUnannotated => 2,
            Self::FilteredByCaller => 3,
            Self::NoGene => 4,
            Self::NotInTumor => 5,
            Self::NoAlternate => 6,
            Self::NotReadYet => 7,
            Self::OtherSample => 8,
            Self::Malformed => 9,
            Self::NotCallable => 10,
            Self::NoValue => 11,
            Self::Common => 12,
            Self::LowImpact => 13,
            Self::LowConfidence => 20,
            Self::ReferenceDiffers => 21,
        }
    }

    /// The bin that a number stands for; `None` for a number that this version does not know.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|bin| bin.number() == number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_bin_has_a_number_of_its_own() {
        let numbers: BTreeSet<u8> = Bin::ALL.into_iter().map(Bin::number).collect();
        assert_eq!(numbers.len(), Bin::ALL.len());
        assert!(Bin::ALL.into_iter().all(|bin| Bin::of_number(bin.number()) == Some(bin)));
        assert_eq!(Bin::of_number(0), None);
    }
}
