//! A transcript counted along its own bases, introns left out: what a drawing of a fusion needs.

use super::{Strand, Stretch, Transcript};
use crate::variation::InterResiduePosition;

/// Where a cut of the chromosome lies in a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SplicedCut {
    /// Bases of the transcript before the cut.
    pub bases: u64,
    /// Exon or intron.
    pub place: CutPlace,
}

/// Exon or intron of a cut, exons counted from 1 in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CutPlace {
    /// Before the first exon.
    BeforeFirst,
    /// Through this exon.
    Within(u16),
    /// Behind this exon: at its end or in the intron that follows, or behind the last exon.
    After(u16),
}

impl Transcript {
    /// The exons in reading order, counted along the transcript from 0.
    pub fn spliced_exons(&self) -> Vec<(u16, Stretch)> {
        let mut start = 0;
        self.in_reading_order()
            .map(|(number, exon)| {
                let place = Stretch { start, end: start + exon.length() };
                start = place.end;
                (number, place)
            })
            .collect()
    }

    /// The coding part along the transcript.
    pub fn spliced_coding(&self) -> Option<Stretch> {
        let mut coded: Option<Stretch> = None;
        let mut before = 0;
        for (_, exon) in self.in_reading_order() {
            if let Some(part) = self.coding_part(exon) {
                let lead = if self.strand == Strand::Forward { part.start - exon.start } else { exon.end - part.end };
                let start = coded.map_or(before + lead, |coded| coded.start);
                coded = Some(Stretch { start, end: before + lead + part.length() });
            }
            before += exon.length();
        }
        coded
    }

    /// Residues `first` to `last`, counted from 1, as bases along the transcript; `None` when they are not all coded.
    pub fn spliced_residues(&self, first: u32, last: u32) -> Option<Stretch> {
        let coding = self.spliced_coding()?;
        let start = coding.start + u64::from(first.checked_sub(1)?) * 3;
        let end = coding.start + u64::from(last) * 3;
        (start < end && end <= coding.end).then_some(Stretch { start, end })
    }

    /// Where a cut between two bases of the chromosome lies in the transcript.
    pub fn spliced_cut(&self, at: InterResiduePosition) -> SplicedCut {
        let mut cut = SplicedCut { bases: 0, place: CutPlace::BeforeFirst };
        for (number, exon) in self.in_reading_order() {
            let passed = match self.strand {
                Strand::Forward => at.0.saturating_sub(exon.start),
                Strand::Reverse => exon.end.saturating_sub(at.0),
            };
            if passed == 0 {
                break;
            }
            if passed < exon.length() {
                return SplicedCut { bases: cut.bases + passed, place: CutPlace::Within(number) };
            }
            cut = SplicedCut { bases: cut.bases + exon.length(), place: CutPlace::After(number) };
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assembly::Assembly;
    use crate::reference::Alignment;
    use crate::small_variant::TranscriptSelection;

    /// Synthetic: exons of 10, 20 and 30 bases; coding from the fifth base of the first to the tenth of the last.
    fn made_up(strand: Strand) -> Transcript {
        Transcript {
            gene: "MADEUP1".to_owned(),
            assembly: Assembly::GRCh38,
            selection: TranscriptSelection::ManeSelect,
            accessions: Vec::new(),
            proteins: Vec::new(),
            contig: "1".into(),
            strand,
            exons: vec![
                Stretch { start: 100, end: 110 },
                Stretch { start: 200, end: 220 },
                Stretch { start: 300, end: 330 },
            ],
            coding: Some(Stretch { start: 104, end: 310 }),
            alignment: Alignment::Exact,
        }
    }

    fn cut(strand: Strand, at: u64) -> (u64, CutPlace) {
        let found = made_up(strand).spliced_cut(InterResiduePosition(at));
        (found.bases, found.place)
    }

    #[test]
    fn an_intron_has_one_place_however_deep_the_cut_lies() {
        for at in [110, 150, 200] {
            assert_eq!(cut(Strand::Forward, at), (10, CutPlace::After(1)), "{at}");
            assert_eq!(cut(Strand::Reverse, at), (50, CutPlace::After(2)), "{at}");
        }
        assert_eq!(cut(Strand::Forward, 100), (0, CutPlace::BeforeFirst));
        assert_eq!(cut(Strand::Forward, 400), (60, CutPlace::After(3)));
        assert_eq!(cut(Strand::Reverse, 400), (0, CutPlace::BeforeFirst));
        assert_eq!(cut(Strand::Reverse, 5), (60, CutPlace::After(3)));
    }

    #[test]
    fn a_cut_through_an_exon_counts_from_its_start_in_reading_order() {
        assert_eq!(cut(Strand::Forward, 203), (13, CutPlace::Within(2)));
        assert_eq!(cut(Strand::Reverse, 203), (47, CutPlace::Within(2)));
    }

    #[test]
    fn coding_bases_and_residues_are_counted_along_the_transcript() {
        let forward = made_up(Strand::Forward);
        assert_eq!(forward.spliced_coding(), Some(Stretch { start: 4, end: 40 }));
        assert_eq!(forward.spliced_residues(2, 3), Some(Stretch { start: 7, end: 13 }));
        assert_eq!(forward.spliced_residues(12, 13), None);
        let reverse = made_up(Strand::Reverse);
        assert_eq!(reverse.spliced_coding(), Some(Stretch { start: 20, end: 56 }));
        let exons: Vec<(u16, u64, u64)> =
            reverse.spliced_exons().into_iter().map(|(number, exon)| (number, exon.start, exon.end)).collect();
        assert_eq!(exons, [(1, 0, 30), (2, 30, 50), (3, 50, 60)]);
    }
}
