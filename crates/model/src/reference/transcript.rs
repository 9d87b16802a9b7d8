//! A transcript on an assembly.

use serde::{Deserialize, Serialize};

use super::Stretch;
use crate::assembly::Assembly;
use crate::small_variant::{Rank, TranscriptSelection};
use crate::variation::{Allele, Contig};

/// Which strand is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strand {
    /// Ascending positions.
    Forward,
    /// Descending positions.
    Reverse,
}

/// How well the exons on this assembly are those of the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Alignment {
    /// Base for base, as far as the source tells.
    Exact,
    /// An indel between assemblies, or the other strand: residues and exons must not be counted here.
    Unfit,
}

/// A transcript with its exons on one assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// HGNC symbol.
    pub gene: String,
    /// The assembly of the stretches.
    pub assembly: Assembly,
    /// Why this transcript and not another.
    pub selection: TranscriptSelection,
    /// Names with version where given: Ensembl and RefSeq of one MANE pair stand together.
    pub accessions: Vec<String>,
    /// Protein accessions.
    pub proteins: Vec<String>,
    /// The chromosome or scaffold.
    pub contig: Contig,
    /// The strand.
    pub strand: Strand,
    /// Exons in ascending positions, whatever the strand.
    pub exons: Vec<Stretch>,
    /// From the first to the last coding base, stop codon included.
    pub coding: Option<Stretch>,
    /// Whether exons and residues may be counted.
    pub alignment: Alignment,
}

impl Transcript {
    /// The exons that an allele touches; `None` when it touches none or lies elsewhere.
    pub fn exon_of_allele(&self, allele: &Allele) -> Option<Rank> {
        let short = allele.trimmed();
        if short.assembly != self.assembly || short.contig != self.contig {
            return None;
        }
        let start = short.position.inter_residue().0;
        self.rank_of(Stretch { start, end: start + short.reference.len() as u64 })
    }

    /// The exons that hold the codons of residues `first` to `last`, counted from 1.
    pub fn exon_of_residues(&self, first: u32, last: u32) -> Option<Rank> {
        let place = self.spliced_residues(first, last)?;
        let exons = self.spliced_exons().into_iter().filter(|(_, exon)| exon.meets(place));
        let touched: Vec<u16> = exons.map(|(number, _)| number).collect();
        self.rank(*touched.first()?, *touched.last()?)
    }

    /// Residues of the protein, without the stop; `None` when nothing is coded or the frame does not close.
    pub fn protein_length(&self) -> Option<u32> {
        let bases = self.spliced_coding()?.length();
        bases.is_multiple_of(3).then_some(bases / 3)?.checked_sub(1).and_then(|length| u32::try_from(length).ok())
    }

    fn rank_of(&self, place: Stretch) -> Option<Rank> {
        let touched: Vec<u16> =
            self.in_reading_order().filter(|(_, exon)| exon.meets(place)).map(|(number, _)| number).collect();
        self.rank(*touched.first()?, *touched.last()?)
    }

    fn rank(&self, first: u16, last: u16) -> Option<Rank> {
        Some(Rank { first, last, total: u16::try_from(self.exons.len()).ok()? })
    }

    pub(super) fn coding_part(&self, exon: Stretch) -> Option<Stretch> {
        let coding = self.coding?;
        let part = Stretch { start: exon.start.max(coding.start), end: exon.end.min(coding.end) };
        (part.start < part.end).then_some(part)
    }

    /// Exons as the transcript counts them, from 1.
    pub(super) fn in_reading_order(&self) -> impl Iterator<Item = (u16, Stretch)> {
        let total = self.exons.len();
        (1..=u16::MAX).zip(0..total).filter_map(move |(number, at)| {
            let at = if self.strand == Strand::Forward { at } else { total - 1 - at };
            self.exons.get(at).map(|exon| (number, *exon))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variation::VcfPosition;

    /// Synthetic: two exons of nine coding bases each, and an untranslated third.
    fn made_up(strand: Strand) -> Transcript {
        Transcript {
            gene: "MADEUP1".to_owned(),
            assembly: Assembly::GRCh38,
            selection: TranscriptSelection::ManeSelect,
            accessions: vec!["NM_999999.2".to_owned()],
            proteins: Vec::new(),
            contig: "1".into(),
            strand,
            exons: vec![
                Stretch { start: 100, end: 109 },
                Stretch { start: 200, end: 209 },
                Stretch { start: 300, end: 330 },
            ],
            coding: Some(Stretch { start: 100, end: 209 }),
            alignment: Alignment::Exact,
        }
    }

    fn allele(contig: &str, position: u64, reference: &str, alternate: &str) -> Allele {
        Allele {
            assembly: Assembly::GRCh38,
            contig: contig.into(),
            position: VcfPosition(position),
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        }
    }

    #[test]
    fn the_first_base_of_an_exon_is_inside_and_the_base_behind_it_is_not() {
        let exon = |position| made_up(Strand::Forward).exon_of_allele(&allele("chr1", position, "A", "T"));
        assert_eq!(exon(100), None);
        assert_eq!(exon(101), Some(Rank { first: 1, last: 1, total: 3 }));
        assert_eq!(exon(109), Some(Rank { first: 1, last: 1, total: 3 }));
        assert_eq!(exon(110), None);
        assert_eq!(made_up(Strand::Forward).exon_of_allele(&allele("2", 101, "A", "T")), None);
    }

    #[test]
    fn exons_are_counted_in_reading_order() {
        let transcript = made_up(Strand::Reverse);
        assert_eq!(transcript.exon_of_allele(&allele("1", 101, "A", "T")), Some(Rank { first: 3, last: 3, total: 3 }));
        assert_eq!(transcript.exon_of_residues(1, 1), Some(Rank { first: 2, last: 2, total: 3 }));
        assert_eq!(transcript.exon_of_residues(4, 4), Some(Rank { first: 3, last: 3, total: 3 }));
    }

    #[test]
    fn residues_beyond_the_coding_bases_have_no_exon() {
        let transcript = made_up(Strand::Forward);
        assert_eq!(transcript.protein_length(), Some(5));
        assert_eq!(transcript.exon_of_residues(3, 4), Some(Rank { first: 1, last: 2, total: 3 }));
        assert_eq!(transcript.exon_of_residues(7, 7), None);
        assert_eq!(transcript.exon_of_residues(0, 0), None);
    }
}
