//! How many rows each choice of a filter would show.

use super::column::Column;
use super::filter::{BIN, CLINICAL_SIGNIFICANCE, CONSEQUENCE, IMPACT, RecordFilter, share};
use super::reader::RecordStore;
use crate::error::StoreError;

/// Counts under a filter. The counts of a facet leave out its own condition, so that they say what another choice in it
/// would show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Rows that pass the whole filter.
    pub shown: u64,
    /// Consequence terms.
    pub consequences: Facet<String>,
    /// Clinical significances.
    pub clinical_significances: Facet<String>,
    /// Severity classes, 0 for not stated.
    pub impacts: Facet<u8>,
    /// Bins by number.
    pub bins: Facet<u8>,
}

/// Choices of a facet that occur, most frequent first; `None` is "not stated".
pub type Facet<T> = Vec<(Option<T>, u64)>;

impl RecordStore {
    /// Counts rows per choice.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`].
    pub fn facets(&self, filter: &RecordFilter) -> Result<Facets, StoreError> {
        let verdicts = self.judge(filter)?;
        let told = self.dictionaries();
        let consequences = self.words(Column::Consequence)?;
        let significances = self.words(Column::ClinicalSignificance)?;
        let consequences = count(&verdicts, consequences, CONSEQUENCE, told.consequences.len());
        let significances = count(&verdicts, significances, CLINICAL_SIGNIFICANCE, told.clinical_significances.len());
        Ok(Facets {
            shown: shown(&verdicts),
            consequences: named(&consequences, &told.consequences),
            clinical_significances: named(&significances, &told.clinical_significances),
            impacts: numbered(&count(&verdicts, self.bytes(Column::Impact)?, IMPACT, 255)),
            bins: numbered(&count(&verdicts, self.bytes(Column::Bin)?, BIN, 255)),
        })
    }
}

/// Rows that pass.
pub(super) fn shown(verdicts: &[u8]) -> u64 {
    verdicts.iter().map(|verdict| u64::from(*verdict == 0)).sum()
}

/// Rows per cell, the last number for cells of `choices` and above, that is "not stated".
fn count<T: Copy + Into<u32> + Sync>(verdicts: &[u8], cells: &[T], own: u8, choices: usize) -> Vec<u64> {
    let share = share(verdicts.len());
    let parts: Vec<Vec<u64>> = std::thread::scope(|scope| {
        let part = |(verdicts, cells): (&[u8], &[T])| {
            let mut counts = vec![0; choices + 1];
            for (verdict, cell) in verdicts.iter().zip(cells) {
                let cell = usize::try_from((*cell).into()).unwrap_or(choices).min(choices);
                if let Some(count) = counts.get_mut(cell) {
                    *count += u64::from(verdict & !own == 0);
                }
            }
            counts
        };
        let pairs = verdicts.chunks(share).zip(cells.chunks(share));
        let running: Vec<_> = pairs.map(|pair| scope.spawn(move || part(pair))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let mut sum = vec![0; choices + 1];
    for part in parts {
        for (sum, count) in sum.iter_mut().zip(part) {
            *sum += count;
        }
    }
    sum
}

fn named(counts: &[u64], names: &[String]) -> Facet<String> {
    let names = names.iter().cloned().map(Some).chain([None]);
    in_order(names.zip(counts.iter().copied()).collect())
}

fn numbered(counts: &[u64]) -> Facet<u8> {
    let numbers = (0..u8::MAX).map(|number| Some(number).filter(|number| *number != 0));
    in_order(numbers.zip(counts.iter().copied()).collect())
}

fn in_order<T: Ord>(mut facet: Facet<T>) -> Facet<T> {
    facet.retain(|(_, count)| *count > 0);
    facet.sort_by(|(left, more), (right, less)| less.cmp(more).then_with(|| left.cmp(right)));
    facet
}
