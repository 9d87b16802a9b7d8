//! How the cells of a column become keys that compare as people order them.

use std::cmp::Ordering;

use super::super::column::Column;
use super::super::reader::RecordStore;
use super::{RecordOrder, SortColumn};
use crate::error::StoreError;

/// How rows become keys: the smaller comes first, and "not stated" is larger than all.
pub(super) struct Keys {
    from: KeySource,
    /// Keys are below two to this power; "not stated" is that number itself.
    pub(super) bits: u32,
    descending: bool,
}

enum KeySource {
    Number(Column),
    /// A number that says nothing when it is 0.
    Class(Column),
    Frequency,
    Ranked(Column, Vec<u64>),
    /// Rank of the contig, then position.
    Place(Vec<u64>),
}

impl RecordStore {
    /// `None` for the order of the files.
    pub(super) fn keys(&self, order: RecordOrder) -> Option<Keys> {
        let told = self.dictionaries();
        let ranked = |column, names: &[String]| (KeySource::Ranked(column, ranks(names, folded)), 32);
        let number = |column| (KeySource::Number(column), 32);
        let (from, bits) = match order.column {
            SortColumn::FileOrder => return None,
            SortColumn::Place => (KeySource::Place(ranks(&told.contigs, natural)), 48),
            SortColumn::Gene => ranked(Column::Gene, &told.genes),
            SortColumn::Consequence => ranked(Column::Consequence, &told.consequences),
            SortColumn::ClinicalSignificance => ranked(Column::ClinicalSignificance, &told.clinical_significances),
            SortColumn::Impact => (KeySource::Class(Column::Impact), 8),
            SortColumn::Bin => (KeySource::Number(Column::Bin), 8),
            SortColumn::Vaf => number(Column::Vaf),
            SortColumn::Depth => number(Column::Depth),
            SortColumn::Frequency => (KeySource::Frequency, 32),
            SortColumn::FrequencyTommo => number(Column::FrequencyTommo),
            SortColumn::FrequencyGnomadEastAsian => number(Column::FrequencyGnomadEastAsian),
            SortColumn::FrequencyGnomad => number(Column::FrequencyGnomad),
        };
        Some(Keys { from, bits, descending: order.descending })
    }

    /// The keys of a frame.
    pub(super) fn keys_of(&self, keys: &Keys, frame: usize) -> Result<Vec<u64>, StoreError> {
        let missing = 1 << keys.bits;
        let turned = |key: Option<u64>| match key.filter(|key| *key < missing) {
            None => missing,
            Some(key) if keys.descending => missing - 1 - key,
            Some(key) => key,
        };
        let mut found = vec![0; self.rows_of(frame)];
        match &keys.from {
            KeySource::Number(column) => {
                self.frame(*column, frame)?.zip(found.iter_mut(), |found, cell| *found = turned(cell.checked_sub(1)));
            }
            KeySource::Class(column) => {
                let class = |cell: u64| cell.checked_sub(1).filter(|class| *class > 0);
                self.frame(*column, frame)?.zip(found.iter_mut(), |found, cell| *found = turned(class(cell)));
            }
            KeySource::Frequency => {
                let shown = self.shown_frequency(frame)?;
                found.iter_mut().zip(shown).for_each(|(found, cell)| *found = turned(cell.checked_sub(1)));
            }
            KeySource::Ranked(column, ranks) => {
                let cells = self.frame(*column, frame)?;
                cells.zip(found.iter_mut(), |found, cell| *found = turned(rank_of(ranks, cell)));
            }
            KeySource::Place(ranks) => {
                self.frame(Column::Position, frame)?.zip(found.iter_mut(), |found, cell| *found = cell);
                self.frame(Column::Contig, frame)?.zip(found.iter_mut(), |found, cell| {
                    let position = found.saturating_sub(1);
                    *found = turned(rank_of(ranks, cell).map(|rank| (rank << 32) | position));
                });
            }
        }
        Ok(found)
    }
}

fn rank_of(ranks: &[u64], stored: u64) -> Option<u64> {
    stored.checked_sub(1).and_then(|index| usize::try_from(index).ok()).and_then(|index| ranks.get(index)).copied()
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
