//! Alleles without annotation that nobody asked for by their place.
//!
//! A panel or an exome has some, and they are kept like others: a gene may lie there. A genome without annotation has
//! millions, of which no statement could be met, and they would not fit into memory. Then all of them stay in the variant
//! table alone: some of them, the first by chance of their place, would look like an answer.

use model::small_variant::SmallVariant;

use crate::sanity::PairCount;

/// So many of one file are kept in full, or none.
const LIMIT: usize = 50_000;

/// The alleles of one file.
#[derive(Debug, Default)]
pub(crate) struct Unasked {
    /// Each with the number of other alleles that were kept before it.
    kept: Vec<(usize, SmallVariant)>,
    /// How many are in the variant table alone.
    only_in_table: u64,
}

impl Unasked {
    /// Takes those of one record, `before` alleles having been kept. What is not kept is still counted by `left_out`.
    pub(crate) fn take(&mut self, before: usize, alleles: Vec<SmallVariant>, left_out: &mut PairCount) {
        self.kept.extend(alleles.into_iter().map(|allele| (before, allele)));
        if self.only_in_table > 0 || self.kept.len() > LIMIT {
            for (_, allele) in std::mem::take(&mut self.kept) {
                left_out.add(allele.tumor.as_ref(), allele.normal.as_ref());
                self.only_in_table += 1;
            }
        }
    }

    /// How many are in the variant table alone.
    pub(crate) fn only_in_table(&self) -> u64 {
        self.only_in_table
    }

    /// Puts those that are kept between the others, in the order of the file.
    pub(crate) fn join(self, others: Vec<SmallVariant>) -> Vec<SmallVariant> {
        let mut joined = Vec::with_capacity(others.len() + self.kept.len());
        let mut others = others.into_iter();
        let mut taken = 0;
        for (before, allele) in self.kept {
            joined.extend(others.by_ref().take(before - taken));
            taken = before;
            joined.push(allele);
        }
        joined.extend(others);
        joined
    }
}

#[cfg(test)]
mod tests {
    use model::assembly::Assembly;
    use model::evidence::AlleleOrigin;
    use model::small_variant::RecordSource;
    use model::variation::{Allele, VcfPosition};

    use super::*;

    fn variant(line: u64) -> SmallVariant {
        SmallVariant {
            allele: Allele {
                assembly: Assembly::GRCh38,
                contig: "1".into(),
                position: VcfPosition(line),
                reference: "A".to_owned(),
                alternate: "C".to_owned(),
            },
            aligned: None,
            population: None,
            consequences: Vec::new(),
            origin: AlleleOrigin::Unknown,
            tumor: None,
            normal: None,
            phase_set: None,
            phased_haplotype: None,
            reported: None,
            source: RecordSource { file: 0, line },
        }
    }

    #[test]
    fn the_order_of_the_file_is_kept() {
        let (mut unasked, mut others, mut left_out) = (Unasked::default(), Vec::new(), PairCount::default());
        for line in 1..=9 {
            if [2, 5, 6].contains(&line) {
                others.push(variant(line));
            } else {
                unasked.take(others.len(), vec![variant(line)], &mut left_out);
            }
        }
        let lines: Vec<u64> = unasked.join(others).iter().map(|variant| variant.source.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn of_a_genome_none_is_kept_and_all_are_counted() {
        let (mut unasked, mut left_out) = (Unasked::default(), PairCount::default());
        let all = u64::try_from(LIMIT).unwrap() + 7;
        (1..=all).for_each(|line| unasked.take(0, vec![variant(line)], &mut left_out));
        assert_eq!(unasked.only_in_table(), all);
        assert_eq!(unasked.join(vec![variant(1)]).len(), 1);
    }
}
