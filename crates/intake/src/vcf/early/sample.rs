//! What a sample shows of each allele, for the callers that write `GT`, `AD`, `DP` and one fraction.

use super::super::genotype::{Genotype, genotype_of};
use super::line::count;
use crate::number::fraction;
use crate::scanned::text;
use crate::vcf::facts::parts_per_billion;

const BILLION: u64 = 1_000_000_000;

/// Where the values of the last FORMAT column stand; nearly all records of a file have the same.
#[derive(Clone, Debug, Default)]
pub(super) struct FormatPlan {
    format: Vec<u8>,
    /// How many keys; 0 when the careful reading has to know better.
    keys: usize,
    genotype: Option<usize>,
    depths: Option<usize>,
    depth: Option<usize>,
    /// `AF`, `VAF`, `FA`, in this order.
    fractions: [Option<usize>; 3],
}

/// Values of one sample; without one, nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample<'t> {
    genotype: Option<&'t [u8]>,
    depths: Option<&'t [u8]>,
    depth: Option<u32>,
    fractions: [Option<&'t [u8]>; 3],
}

/// One allele in the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// No read shows it, or it was called without.
    pub(super) absent: bool,
    /// Parts per billion.
    pub(super) vaf: Option<u32>,
    pub(super) depth: Option<u32>,
}

impl FormatPlan {
    /// Looks up where the keys of `format` stand; `None` for a dialect that only the careful reading knows.
    pub(super) fn of(&mut self, format: &[u8]) -> Option<&Self> {
        const OTHER_DIALECTS: [&[u8]; 14] =
            [b"AU", b"CU", b"GU", b"TU", b"TAR", b"TIR", b"RD", b"RO", b"AO", b"VD", b"DP4", b"BCOUNT", b"FREQ", b"SS"];
        if self.format != format {
            let keys: Vec<&[u8]> = format.split(|byte| *byte == b':').collect();
            let at = |wanted: &[u8]| keys.iter().position(|key| *key == wanted);
            let known = !keys.iter().any(|key| OTHER_DIALECTS.contains(key));
            *self = Self {
                format: format.to_vec(),
                keys: if known { keys.len() } else { 0 },
                genotype: at(b"GT"),
                depths: at(b"AD"),
                depth: at(b"DP"),
                fractions: [at(b"AF"), at(b"VAF"), at(b"FA")],
            };
        }
        (self.keys > 0).then_some(self)
    }

    /// Splits a sample column.
    pub(super) fn read<'t>(&self, values: &'t [u8]) -> Option<Sample<'t>> {
        let mut sample = Sample::default();
        let mut seen = 0;
        for value in values.split(|byte| *byte == b':') {
            let here = Some(seen);
            seen += 1;
            if matches!(value, b"" | b".") {
                continue;
            }
            if here == self.genotype {
                sample.genotype = Some(value);
            } else if here == self.depths {
                sample.depths = Some(value);
            } else if here == self.depth {
                sample.depth = Some(reads(value)?);
            } else if let Some((slot, _)) =
                sample.fractions.iter_mut().zip(self.fractions).find(|(_, place)| here == *place)
            {
                *slot = Some(value);
            }
        }
        (seen <= self.keys && !values.contains(&b'%')).then_some(sample)
    }
}

impl Sample<'_> {
    /// Whether the sample was called, with or without the allele `number` (1 for the first).
    fn genotype(&self, number: usize) -> Genotype {
        self.genotype.map_or(Genotype::NotCalled, |calls| genotype_of(text(calls), number))
    }

    /// The allele `index` of `of`, 0 for the first.
    pub(super) fn shown(&self, index: usize, of: usize) -> Option<Shown> {
        let counts = match self.depths {
            None => None,
            Some(list) => Some(counts(list, index, of)?),
        };
        let stated = self.fractions.iter().flatten().find_map(|list| {
            let members = || text(list).split(',');
            fraction(members().nth(index).filter(|_| members().count() == of)?)
        });
        let vaf = match (stated, counts) {
            (Some(stated), _) => parts_per_billion(stated),
            (None, Some((alternate, total))) => ratio(alternate.into(), total.into()),
            (None, None) => None,
        };
        let shows = match (counts, stated) {
            (Some((alternate, _)), _) => alternate > 0,
            (None, Some(stated)) => !stated.is_zero(),
            (None, None) => false,
        };
        let counted_none = counts.is_some_and(|(alternate, _)| alternate == 0);
        let absent = counted_none || (!shows && self.genotype(index + 1) == Genotype::Lacks);
        Some(Shown { absent, vaf, depth: self.depth.or(counts.map(|(_, total)| total)) })
    }
}

/// Reads of the allele and of all alleles; `None` unless `AD` has one plain count for each.
fn counts(list: &[u8], index: usize, of: usize) -> Option<(u32, u32)> {
    let (mut alternate, mut total, mut members) = (0, 0, 0);
    for member in list.split(|byte| *byte == b',') {
        let reads = reads(member)?;
        total += reads;
        if members == index + 1 {
            alternate = reads;
        }
        members += 1;
    }
    (members == of + 1).then_some((alternate, total))
}

fn reads(digits: &[u8]) -> Option<u32> {
    count(digits).filter(|reads| *reads < 10_000_000)
}

/// As [`crate::number::ratio`], four digits rounded half to even, in parts per billion.
fn ratio(part: u64, whole: u64) -> Option<u32> {
    let scaled = part * 10_000;
    let (down, rest) = (scaled.checked_div(whole)?, scaled.checked_rem(whole)? * 2);
    let up = rest > whole || (rest == whole && down % 2 == 1);
    u32::try_from((down + u64::from(up)) * (BILLION / 10_000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_rounded_as_the_careful_reading_rounds_it() {
        for whole in 0..400_u32 {
            for part in 0..=whole {
                let careful = crate::number::ratio(part, whole).and_then(parts_per_billion);
                assert_eq!(ratio(part.into(), whole.into()), careful, "{part}/{whole}");
            }
        }
        for (part, whole) in [(1, 20_000), (3, 20_000), (12_345, 9_999_999), (5, 100_000)] {
            let careful = crate::number::ratio(part, whole).and_then(parts_per_billion);
            assert_eq!(ratio(part.into(), whole.into()), careful, "{part}/{whole}");
        }
    }
}
