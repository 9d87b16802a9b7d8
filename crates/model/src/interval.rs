//! Stretches of the genome, and sets of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::variation::{Contig, InterResiduePosition, VcfPosition};

/// A stretch of one contig, 0-based and half-open, whatever its file counted from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GenomicInterval {
    /// The chromosome.
    pub contig: Contig,
    /// Before the first base.
    pub start: InterResiduePosition,
    /// Behind the last base.
    pub end: InterResiduePosition,
}

impl GenomicInterval {
    /// From the first and the last base, both counted from 1; `None` when they are out of order or the first is 0.
    pub fn from_bases(contig: Contig, first: VcfPosition, last: VcfPosition) -> Option<Self> {
        let start = InterResiduePosition(first.0.checked_sub(1)?);
        (first <= last).then_some(Self { contig, start, end: InterResiduePosition(last.0) })
    }

    /// From inter-residue borders; `None` when nothing lies between them.
    pub fn between(contig: Contig, start: InterResiduePosition, end: InterResiduePosition) -> Option<Self> {
        (start < end).then_some(Self { contig, start, end })
    }

    /// The first base, counted from 1.
    pub fn first_base(&self) -> VcfPosition {
        VcfPosition(self.start.0.saturating_add(1))
    }

    /// The last base, counted from 1.
    pub fn last_base(&self) -> VcfPosition {
        VcfPosition(self.end.0)
    }

    /// How many bases.
    pub fn bases(&self) -> u64 {
        self.end.0.saturating_sub(self.start.0)
    }
}

/// Where a test could have seen a variant: sorted stretches that neither touch nor overlap.
///
/// Written as runs per contig, `[gap, length, gap, length, …]` from the start of the contig, because a whole genome has
/// millions of them.
///
/// ```
/// use model::interval::{CallableRegions, GenomicInterval};
/// use model::variation::InterResiduePosition as At;
/// let stretch = |from, to| GenomicInterval::between("7".into(), At(from), At(to)).unwrap();
/// let regions = CallableRegions::merged([stretch(20, 30), stretch(10, 20), stretch(40, 50)]);
/// assert!(regions.covers(&stretch(12, 29)) && !regions.covers(&stretch(29, 41)));
/// assert_eq!(serde_json::to_string(&regions).unwrap(), r#"{"7":[10,20,10,10]}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Contig, Vec<u64>>", into = "BTreeMap<Contig, Vec<u64>>")]
pub struct CallableRegions(BTreeMap<Contig, Vec<(u64, u64)>>);

impl CallableRegions {
    /// The union of stretches in any order.
    pub fn merged(stretches: impl IntoIterator<Item = GenomicInterval>) -> Self {
        let mut regions: BTreeMap<Contig, Vec<(u64, u64)>> = BTreeMap::new();
        for stretch in stretches {
            match regions.get_mut(&stretch.contig) {
                Some(known) => known.push((stretch.start.0, stretch.end.0)),
                None => {
                    regions.insert(stretch.contig, vec![(stretch.start.0, stretch.end.0)]);
                }
            }
        }
        for stretches in regions.values_mut() {
            stretches.sort_unstable();
            stretches.dedup_by(|next, kept| {
                let touches = next.0 <= kept.1;
                if touches {
                    kept.1 = kept.1.max(next.1);
                }
                touches
            });
        }
        Self(regions)
    }

    /// What lies in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = BTreeMap::new();
        for (contig, own) in &self.0 {
            let Some(others) = other.0.get(contig) else { continue };
            let mut common = Vec::new();
            let (mut left, mut right) = (own.iter().peekable(), others.iter().peekable());
            while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                let (start, end) = (a.0.max(b.0), a.1.min(b.1));
                if start < end {
                    common.push((start, end));
                }
                if a.1 <= b.1 {
                    left.next()
                } else {
                    right.next()
                };
            }
            if !common.is_empty() {
                both.insert(contig.clone(), common);
            }
        }
        Self(both)
    }

    /// Whether every base of a stretch lies inside.
    pub fn covers(&self, stretch: &GenomicInterval) -> bool {
        let Some(known) = self.0.get(&stretch.contig) else { return false };
        let after = known.partition_point(|(start, _)| *start <= stretch.start.0);
        let candidate = after.checked_sub(1).and_then(|index| known.get(index));
        candidate.is_some_and(|(_, end)| stretch.end.0 <= *end)
    }

    /// Whether some base of a stretch lies inside.
    pub fn meets(&self, stretch: &GenomicInterval) -> bool {
        let Some(known) = self.0.get(&stretch.contig) else { return false };
        let next = known.partition_point(|(_, end)| *end <= stretch.start.0);
        known.get(next).is_some_and(|(start, _)| *start < stretch.end.0)
    }

    /// How many bases.
    pub fn bases(&self) -> u64 {
        self.0.values().flatten().map(|(start, end)| end.saturating_sub(*start)).sum()
    }

    /// How many stretches.
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Whether nothing lies inside.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every stretch, in order of the chromosomes.
    pub fn iter(&self) -> impl Iterator<Item = GenomicInterval> {
        self.0.iter().flat_map(|(contig, stretches)| {
            stretches.iter().map(|(start, end)| GenomicInterval {
                contig: contig.clone(),
                start: InterResiduePosition(*start),
                end: InterResiduePosition(*end),
            })
        })
    }
}

impl From<CallableRegions> for BTreeMap<Contig, Vec<u64>> {
    fn from(regions: CallableRegions) -> Self {
        let runs = |stretches: Vec<(u64, u64)>| {
            let mut behind = 0;
            let mut runs = Vec::with_capacity(stretches.len() * 2);
            for (start, end) in stretches {
                runs.extend([start.saturating_sub(behind), end.saturating_sub(start)]);
                behind = end;
            }
            runs
        };
        regions.0.into_iter().map(|(contig, stretches)| (contig, runs(stretches))).collect()
    }
}

/// Runs that do not come in pairs, are empty, or run beyond every number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the runs of callable regions are broken")]
pub struct BrokenRuns;

impl TryFrom<BTreeMap<Contig, Vec<u64>>> for CallableRegions {
    type Error = BrokenRuns;

    fn try_from(written: BTreeMap<Contig, Vec<u64>>) -> Result<Self, BrokenRuns> {
        let mut regions = BTreeMap::new();
        for (contig, runs) in written {
            let mut behind: u64 = 0;
            let mut stretches = Vec::with_capacity(runs.len() / 2);
            for run in runs.chunks(2) {
                let [gap, length] = run else { return Err(BrokenRuns) };
                let start = behind.checked_add(*gap).ok_or(BrokenRuns)?;
                behind = start.checked_add(*length).filter(|end| *end > start).ok_or(BrokenRuns)?;
                stretches.push((start, behind));
            }
            regions.insert(contig, stretches);
        }
        Ok(Self(regions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(contig: &str, start: u64, end: u64) -> GenomicInterval {
        GenomicInterval::between(contig.into(), InterResiduePosition(start), InterResiduePosition(end)).unwrap()
    }

    #[test]
    fn bases_counted_from_one_become_the_same_stretch() {
        let bases = GenomicInterval::from_bases("chr1".into(), VcfPosition(11), VcfPosition(20)).unwrap();
        assert_eq!(bases, stretch("1", 10, 20));
        assert_eq!((bases.first_base().0, bases.last_base().0, bases.bases()), (11, 20, 10));
        assert_eq!(GenomicInterval::from_bases("1".into(), VcfPosition(0), VcfPosition(5)), None);
        assert_eq!(GenomicInterval::from_bases("1".into(), VcfPosition(6), VcfPosition(5)), None);
    }

    #[test]
    fn stretches_merge_whatever_their_order_and_survive_writing() {
        let given = [stretch("2", 5, 9), stretch("1", 30, 40), stretch("1", 0, 10), stretch("1", 5, 12)];
        let regions = CallableRegions::merged(given);
        assert_eq!(regions.iter().collect::<Vec<_>>(), [stretch("1", 0, 12), stretch("1", 30, 40), stretch("2", 5, 9)]);
        let text = serde_json::to_string(&regions).unwrap();
        assert_eq!(serde_json::from_str::<CallableRegions>(&text).unwrap(), regions);
        assert_eq!((regions.len(), regions.bases()), (3, 26));
        for broken in [r#"{"1":[1]}"#, r#"{"1":[1,0]}"#, r#"{"1":[1,18446744073709551615]}"#] {
            assert!(serde_json::from_str::<CallableRegions>(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn what_lies_in_both_is_kept_and_a_gap_is_not_covered() {
        let one = CallableRegions::merged([stretch("1", 0, 10), stretch("1", 20, 30), stretch("3", 1, 2)]);
        let other = CallableRegions::merged([stretch("1", 5, 25), stretch("2", 0, 9)]);
        let both = one.intersection(&other);
        assert_eq!(both.iter().collect::<Vec<_>>(), [stretch("1", 5, 10), stretch("1", 20, 25)]);
        assert!(both.covers(&stretch("1", 5, 10)));
        for outside in [stretch("1", 4, 6), stretch("1", 9, 21), stretch("2", 1, 2)] {
            assert!(!both.covers(&outside), "{outside:?}");
        }
        for (asked, met) in [
            (stretch("1", 0, 5), false),
            (stretch("1", 4, 6), true),
            (stretch("1", 9, 21), true),
            (stretch("1", 10, 20), false),
            (stretch("1", 24, 99), true),
            (stretch("1", 25, 99), false),
            (stretch("2", 5, 6), false),
        ] {
            assert_eq!(both.meets(&asked), met, "{asked:?}");
        }
    }
}
