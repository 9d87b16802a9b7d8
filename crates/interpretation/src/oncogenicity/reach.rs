//! How far the criteria that nobody assessed could still move a sum.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::oncogenicity::OncogenicityTable;
use model::oncogenicity::OncogenicityCriterion as Criterion;

/// Of three criteria about one hotspot no two can be met together.
const OF_ONE_HOTSPOT: [Criterion; 3] = [Criterion::FrequentHotspot, Criterion::Hotspot, Criterion::RareChangeOnHotspot];

/// Lowest and highest sums, by what is met and what is open: thousands of variants share a few pairs.
#[derive(Debug, Default)]
pub(crate) struct Reaches(BTreeMap<(u32, u32), (i32, i32)>);

impl Reaches {
    /// The fewest and the most points that any answer to the open criteria could give.
    pub(super) fn of(
        &mut self,
        table: &OncogenicityTable,
        met: &BTreeSet<Criterion>,
        open: &BTreeSet<Criterion>,
    ) -> (i32, i32) {
        let (met, open) = (mask(met), mask(open));
        *self.0.entry((met, open)).or_insert_with(|| reach(table, met, open))
    }
}

/// One bit for each criterion, in the order of the standard.
fn mask<'c>(criteria: impl IntoIterator<Item = &'c Criterion>) -> u32 {
    criteria.into_iter().fold(0, |mask, criterion| mask | 1 << (*criterion as u32))
}

/// Every subset of the open criteria, from all of them down to none.
fn reach(table: &OncogenicityTable, met: u32, open: u32) -> (i32, i32) {
    let rows: Vec<(u32, u32, i32)> =
        table.criteria().map(|row| (mask([&row.code]), mask(&row.not_with), row.points)).collect();
    let sum = |all: u32| -> i32 {
        rows.iter().filter(|(own, not_with, _)| all & own != 0 && all & not_with == 0).map(|(.., points)| points).sum()
    };
    let hotspot = mask(&OF_ONE_HOTSPOT);
    let standing = sum(met);
    let (mut low, mut high) = (standing, standing);
    let mut chosen = open;
    while chosen != 0 {
        let all = met | chosen;
        if (all & hotspot).count_ones() <= 1 {
            let points = sum(all);
            (low, high) = (low.min(points), high.max(points));
        }
        chosen = (chosen - 1) & open;
    }
    (low, high)
}
