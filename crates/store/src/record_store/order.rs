//! Which rows stand on a page, in the order of a column. Rows that do not state a value come last in either direction,
//! and equal rows keep the order of the file. Nothing is sorted but the page: histograms of the digits of all keys find the
//! keys of its first and its last row, and then the rows between them are collected.

use std::ops::Range;

use super::FRAME_ROWS;
use super::facets::shown_in;
use super::filter::Verdicts;
use super::reader::RecordStore;
use crate::error::StoreError;
use keys::Keys;

mod keys;

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

/// Bits of a key that one histogram tells apart.
const DIGIT_BITS: u32 = 17;

/// A row by its place in the order: its key, and how many rows with that key come before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    key: u64,
    tie: u64,
}

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
}

impl RecordStore {
    /// Row numbers of a page.
    pub(super) fn page_rows(
        &self,
        verdicts: &Verdicts,
        order: RecordOrder,
        window: Window,
    ) -> Result<Vec<usize>, StoreError> {
        let counts: Vec<u64> = verdicts.iter().map(|frame| shown_in(frame)).collect();
        let shown: u64 = counts.iter().sum();
        let (from, to) = (window.offset.min(shown), window.end().min(shown));
        if from == to {
            return Ok(Vec::new());
        }
        let Some(keys) = self.keys(order) else {
            let places = if order.descending { shown - to..shown - from } else { from..to };
            let mut rows = picked(&counts, places, |frame| Ok(rows_where(verdicts, frame, |_| true)))?;
            if order.descending {
                rows.reverse();
            }
            return Ok(rows);
        };
        let [first, last] = self.select(verdicts, &keys, [from, to - 1])?;
        self.between(verdicts, &keys, (first, last))
    }

    /// The rows at two places of the order, digit by digit.
    fn select(&self, verdicts: &Verdicts, keys: &Keys, places: [u64; 2]) -> Result<[Found; 2], StoreError> {
        let mut found = places.map(|place| Found { key: 0, tie: place });
        let mut left = keys.bits + 1;
        while left > 0 {
            let digit_bits = left.min(DIGIT_BITS);
            let rest = left - digit_bits;
            let [first, last] = found.map(|found| found.key);
            let shares = self.shared(|frames| {
                let mut histograms = [vec![0_u64; 1 << digit_bits], vec![0_u64; 1 << digit_bits]];
                let [of_first, of_last] = &mut histograms;
                for frame in frames {
                    for key in self.shown_keys(verdicts, keys, frame)? {
                        let digit = usize::try_from((key >> rest) & ((1 << digit_bits) - 1)).unwrap_or(0);
                        if key >> left == first {
                            of_first.get_mut(digit).into_iter().for_each(|count| *count += 1);
                        } else if key >> left == last {
                            of_last.get_mut(digit).into_iter().for_each(|count| *count += 1);
                        }
                    }
                }
                Ok(histograms)
            })?;
            let sum = |which: usize| {
                let parts = shares.iter().filter_map(|share| share.get(which));
                let add = |sum: Vec<u64>, part: &Vec<u64>| sum.iter().zip(part).map(|(sum, part)| sum + part).collect();
                parts.fold(vec![0_u64; 1 << digit_bits], add)
            };
            let of_first = sum(0);
            // Two places under one beginning share its histogram.
            let of_last = if first == last { of_first.clone() } else { sum(1) };
            for (found, histogram) in found.iter_mut().zip([of_first, of_last]) {
                found.descend(&histogram, digit_bits);
            }
            left = rest;
        }
        Ok(found)
    }

    fn shown_keys(
        &self,
        verdicts: &Verdicts,
        keys: &Keys,
        frame: usize,
    ) -> Result<impl Iterator<Item = u64>, StoreError> {
        let verdicts = verdicts.get(frame).map(Vec::as_slice).unwrap_or_default();
        let keys = self.keys_of(keys, frame)?;
        Ok(keys.into_iter().zip(verdicts).filter(|(_, verdict)| **verdict == 0).map(|(key, _)| key))
    }

    /// All rows from one place of the order to another, both included.
    fn between(
        &self,
        verdicts: &Verdicts,
        keys: &Keys,
        (first, last): (Found, Found),
    ) -> Result<Vec<usize>, StoreError> {
        let parts = self.of_each_frame(|frame| {
            let (mut inner, mut like_first, mut like_last) = (Vec::new(), 0_u64, 0_u64);
            let keys = self.keys_of(keys, frame)?;
            let verdicts = verdicts.get(frame).map(Vec::as_slice).unwrap_or_default();
            for ((row, key), verdict) in keys.into_iter().enumerate().zip(verdicts) {
                if *verdict == 0 && key >= first.key && key <= last.key {
                    like_first += u64::from(key == first.key);
                    like_last += u64::from(key == last.key);
                    if key != first.key && key != last.key {
                        inner.push((key, frame * FRAME_ROWS + row));
                    }
                }
            }
            Ok((inner, like_first, like_last))
        })?;
        let like_first: Vec<u64> = parts.iter().map(|(_, like_first, _)| *like_first).collect();
        let like_last: Vec<u64> = parts.iter().map(|(_, _, like_last)| *like_last).collect();
        let mut inner: Vec<(u64, usize)> = parts.into_iter().flat_map(|(inner, ..)| inner).collect();
        inner.sort_unstable();
        let ties = |counts: &[u64], key: u64, places: Range<u64>| {
            picked(counts, places, |frame| {
                let keys = self.keys_of(keys, frame)?;
                Ok(rows_where(verdicts, frame, |row| keys.get(row) == Some(&key)))
            })
        };
        if first.key == last.key {
            return ties(&like_first, first.key, first.tie..last.tie + 1);
        }
        let mut rows = ties(&like_first, first.key, first.tie..u64::MAX)?;
        rows.extend(inner.into_iter().map(|(_, row)| row));
        rows.extend(ties(&like_last, last.key, 0..last.tie + 1)?);
        Ok(rows)
    }
}

impl Found {
    /// Appends the digit whose rows hold the place, and leaves the place among them.
    fn descend(&mut self, histogram: &[u64], digit_bits: u32) {
        for (digit, count) in (0..).zip(histogram) {
            if self.tie < *count {
                self.key = (self.key << digit_bits) | digit;
                return;
            }
            self.tie -= count;
        }
    }
}

/// Rows of a frame that are shown and meet something.
fn rows_where(verdicts: &Verdicts, frame: usize, meets: impl Fn(usize) -> bool) -> Vec<usize> {
    let verdicts = verdicts.get(frame).map(Vec::as_slice).unwrap_or_default();
    let shown = verdicts.iter().enumerate().filter(|(row, verdict)| **verdict == 0 && meets(*row));
    shown.map(|(row, _)| frame * FRAME_ROWS + row).collect()
}

/// The rows at some places, when it is known how many rows each frame has. Only frames that hold one are asked.
fn picked(
    counts: &[u64],
    places: Range<u64>,
    rows_of: impl Fn(usize) -> Result<Vec<usize>, StoreError>,
) -> Result<Vec<usize>, StoreError> {
    let (mut rows, mut before) = (Vec::new(), 0);
    for (frame, count) in counts.iter().enumerate() {
        let (from, to) = (places.start.max(before), places.end.min(before + count));
        if from < to {
            let within = |place: u64| usize::try_from(place - before).unwrap_or(usize::MAX);
            rows.extend(rows_of(frame)?.into_iter().take(within(to)).skip(within(from)));
        }
        before += count;
    }
    Ok(rows)
}
