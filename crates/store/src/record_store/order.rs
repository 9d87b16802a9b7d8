//! Which rows stand on a page, in the order of a column. Rows that do not state a value come last in either direction,
//! and equal rows keep the order of the file. Nothing is sorted but the page: a histogram finds the keys it needs.

use std::cmp::Ordering;

use model::record_batch::NOT_STATED;

use super::column::Column;
use super::reader::RecordStore;
use crate::error::StoreError;

/// A column and a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordOrder {
    /// By what.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

/// What rows can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortColumn {
    /// As in the files.
    #[default]
    FileOrder,
    /// Contig in natural order, then position.
    Place,
    /// Gene symbol.
    Gene,
    /// Consequence term.
    Consequence,
    /// Severity class.
    Impact,
    /// Clinical significance.
    ClinicalSignificance,
    /// Bin.
    Bin,
    /// Variant allele fraction.
    Vaf,
    /// Reads at the place.
    Depth,
    /// Population frequency: ToMMo, else gnomAD East Asian, else gnomAD.
    Frequency,
    /// ToMMo alone.
    FrequencyTommo,
    /// gnomAD East Asian alone.
    FrequencyGnomadEastAsian,
    /// gnomAD alone.
    FrequencyGnomad,
}

/// Bits of a key that the histogram tells apart.
const HISTOGRAM_BITS: u32 = 16;

/// A stretch of rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) offset: u64,
    pub(super) limit: usize,
}

impl Window {
    fn end(self) -> u64 {
        self.offset.saturating_add(self.limit as u64)
    }

    fn holds(self, place: u64) -> bool {
        place >= self.offset && place < self.end()
    }
}

impl RecordStore {
    /// Row numbers of a page.
    pub(super) fn page_rows(
        &self,
        verdicts: &[u8],
        order: RecordOrder,
        window: Window,
    ) -> Result<Vec<usize>, StoreError> {
        let told = self.dictionaries();
        let down = order.descending;
        let words = |column| self.words(column);
        let numbers = |cells: &[u32]| pick(verdicts, cells.iter().map(|cell| stated(*cell)), down, window);
        let ranked =
            |cells: &[u32], ranks: &[u64]| pick(verdicts, cells.iter().map(|cell| rank_of(ranks, *cell)), down, window);
        Ok(match order.column {
            SortColumn::FileOrder => pick(verdicts, (0..verdicts.len()).map(|row| Some(row as u64)), down, window),
            SortColumn::Place => {
                let ranks = ranks(&told.contigs, natural);
                let cells = self.shorts(Column::Contig)?.iter().zip(words(Column::Position)?);
                let keys = cells.map(|(contig, position)| {
                    rank_of(&ranks, u32::from(*contig)).map(|rank| (rank << 32) | u64::from(*position))
                });
                pick(verdicts, keys, down, window)
            }
            SortColumn::Gene => ranked(words(Column::Gene)?, &ranks(&told.genes, folded)),
            SortColumn::Consequence => ranked(words(Column::Consequence)?, &ranks(&told.consequences, folded)),
            SortColumn::ClinicalSignificance => {
                ranked(words(Column::ClinicalSignificance)?, &ranks(&told.clinical_significances, folded))
            }
            SortColumn::Impact => {
                let keys = self.bytes(Column::Impact)?.iter().map(|cell| Some(u64::from(*cell)).filter(|key| *key > 0));
                pick(verdicts, keys, down, window)
            }
            SortColumn::Bin => {
                pick(verdicts, self.bytes(Column::Bin)?.iter().map(|cell| Some(u64::from(*cell))), down, window)
            }
            SortColumn::Vaf => numbers(words(Column::Vaf)?),
            SortColumn::Depth => numbers(words(Column::Depth)?),
            SortColumn::Frequency => numbers(self.shown_frequency()?),
            SortColumn::FrequencyTommo => numbers(words(Column::FrequencyTommo)?),
            SortColumn::FrequencyGnomadEastAsian => numbers(words(Column::FrequencyGnomadEastAsian)?),
            SortColumn::FrequencyGnomad => numbers(words(Column::FrequencyGnomad)?),
        })
    }
}

fn stated(cell: u32) -> Option<u64> {
    (cell != NOT_STATED).then_some(u64::from(cell))
}

fn rank_of(ranks: &[u64], cell: u32) -> Option<u64> {
    usize::try_from(cell).ok().and_then(|cell| ranks.get(cell)).copied()
}

/// The rank of each name.
fn ranks(names: &[String], compare: fn(&str, &str) -> Ordering) -> Vec<u64> {
    let mut order: Vec<(usize, &String)> = names.iter().enumerate().collect();
    order.sort_by(|(_, left), (_, right)| compare(left, right));
    let mut ranks = vec![0; names.len()];
    for ((index, _), rank) in order.into_iter().zip(0..) {
        if let Some(place) = ranks.get_mut(index) {
            *place = rank;
        }
    }
    ranks
}

fn folded(left: &str, right: &str) -> Ordering {
    left.to_lowercase().cmp(&right.to_lowercase()).then_with(|| left.cmp(right))
}

/// 1, 2, 10, X, Y, and so on: numbers by value before words.
fn natural(left: &str, right: &str) -> Ordering {
    let key = |name: &str| {
        let bare = name.strip_prefix("chr").unwrap_or(name);
        let number = bare.parse::<u32>().ok();
        let word = ["X", "Y", "M", "MT"].iter().position(|known| *known == bare);
        (number.is_none(), number, word.is_none(), word)
    };
    key(left).cmp(&key(right)).then_with(|| left.cmp(right))
}

/// The rows of the window. Keys of one histogram bucket are sorted only where the window touches the bucket.
fn pick(
    verdicts: &[u8],
    keys: impl Iterator<Item = Option<u64>> + Clone,
    descending: bool,
    window: Window,
) -> Vec<usize> {
    let shown = || verdicts.iter().zip(keys.clone()).enumerate().filter(|(_, (verdict, _))| **verdict == 0);
    let largest = shown().filter_map(|(_, (_, key))| key).max().unwrap_or(0);
    let shift = (u64::BITS - largest.leading_zeros()).saturating_sub(HISTOGRAM_BITS);
    let turned = |key: u64| if descending { largest - key } else { key };
    let bucket = |key: u64| usize::try_from(turned(key) >> shift).unwrap_or(usize::MAX);
    let mut next = vec![0_u64; (1 << HISTOGRAM_BITS) + 1];
    for (_, (_, key)) in shown() {
        if let Some(count) = key.and_then(|key| next.get_mut(bucket(key))) {
            *count += 1;
        }
    }
    // From counts to the place of each bucket's first row.
    let mut stated_rows = 0;
    let mut touched = vec![false; next.len()];
    for (count, touched) in next.iter_mut().zip(&mut touched) {
        let first = stated_rows;
        stated_rows += *count;
        *touched = first < window.end() && stated_rows > window.offset;
        *count = first;
    }
    let (mut placed, mut loose, mut missing) = (Vec::new(), Vec::new(), stated_rows);
    let mut loose_from = None;
    for (row, (_, key)) in shown() {
        let Some(key) = key else {
            if window.holds(missing) {
                placed.push((missing, row));
            }
            missing += 1;
            continue;
        };
        let at = bucket(key);
        if !touched.get(at).copied().unwrap_or(false) {
            continue;
        }
        let Some(place) = next.get_mut(at) else { continue };
        if shift == 0 {
            if window.holds(*place) {
                placed.push((*place, row));
            }
            *place += 1;
        } else {
            loose_from = Some(loose_from.map_or(*place, |from: u64| from.min(*place)));
            loose.push((turned(key), row));
        }
    }
    settle(&mut loose, loose_from.unwrap_or(0), window, &mut placed);
    placed.sort_unstable();
    placed.into_iter().map(|(_, row)| row).collect()
}

/// Puts rows of touched buckets, whose first has the place `from`, where they belong.
fn settle(loose: &mut Vec<(u64, usize)>, from: u64, window: Window, placed: &mut Vec<(u64, usize)>) {
    let end = usize::try_from(window.end().saturating_sub(from)).unwrap_or(usize::MAX);
    if end < loose.len() {
        loose.select_nth_unstable(end);
        loose.truncate(end);
    }
    let start = usize::try_from(window.offset.saturating_sub(from)).unwrap_or(usize::MAX);
    if start < loose.len() {
        loose.select_nth_unstable(start);
        let mut wanted = loose.split_off(start);
        wanted.sort_unstable();
        placed.extend(wanted.into_iter().zip(from + start as u64..).map(|((_, row), place)| (place, row)));
    }
}
