//! How many rows each choice of a filter would show.

use super::column::Column;
use super::filter::{BIN, CLINICAL_SIGNIFICANCE, CONSEQUENCE, IMPACT, RecordFilter, Verdicts};
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
        let significances = &told.clinical_significances;
        let counted = |column, bit, choices| self.count(&verdicts, column, bit, choices);
        Ok(Facets {
            shown: shown(&verdicts),
            consequences: named(
                &counted(Column::Consequence, CONSEQUENCE, told.consequences.len())?,
                &told.consequences,
            ),
            clinical_significances: named(
                &counted(Column::ClinicalSignificance, CLINICAL_SIGNIFICANCE, significances.len())?,
                significances,
            ),
            impacts: numbered(&counted(Column::Impact, IMPACT, NUMBERS)?),
            bins: numbered(&counted(Column::Bin, BIN, NUMBERS)?),
        })
    }

    /// Rows per stored number of a column, the first for "not stated" and for numbers above `choices`.
    fn count(&self, verdicts: &Verdicts, column: Column, own: u8, choices: usize) -> Result<Vec<u64>, StoreError> {
        let shares = self.shared(|frames| {
            let mut counts = vec![0_u64; choices + 1];
            for frame in frames {
                let verdicts = verdicts.get(frame).map(Vec::as_slice).unwrap_or_default();
                self.frame(column, frame)?.zip(verdicts.iter(), |verdict, cell| {
                    let known = usize::try_from(cell).ok().filter(|cell| *cell <= choices).unwrap_or(0);
                    if let Some(count) = counts.get_mut(known) {
                        *count += u64::from(verdict & !own == 0);
                    }
                });
            }
            Ok(counts)
        })?;
        let mut sum = vec![0; choices + 1];
        for share in shares {
            sum.iter_mut().zip(share).for_each(|(sum, count)| *sum += count);
        }
        Ok(sum)
    }
}

/// Numbers of a severity class or bin.
const NUMBERS: usize = 255;

/// Rows that pass.
pub(super) fn shown(verdicts: &Verdicts) -> u64 {
    verdicts.iter().map(|frame| shown_in(frame)).sum()
}

/// Rows of a frame that pass.
pub(super) fn shown_in(verdicts: &[u8]) -> u64 {
    verdicts.iter().map(|verdict| u64::from(*verdict == 0)).sum()
}

fn named(counts: &[u64], names: &[String]) -> Facet<String> {
    let names = [None].into_iter().chain(names.iter().cloned().map(Some));
    in_order(names.zip(counts.iter().copied()).collect())
}

/// 0 is "not stated" too.
fn numbered(counts: &[u64]) -> Facet<u8> {
    let (missing, numbers) = counts.split_at_checked(2).unwrap_or_default();
    let told = numbers.iter().zip(1..).map(|(count, number)| (Some(number), *count));
    in_order(told.chain([(None, missing.iter().sum())]).collect())
}

fn in_order<T: Ord>(mut facet: Facet<T>) -> Facet<T> {
    facet.retain(|(_, count)| *count > 0);
    facet.sort_by(|(left, more), (right, less)| less.cmp(more).then_with(|| left.cmp(right)));
    facet
}
