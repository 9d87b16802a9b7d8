//! Which rows are shown. Every condition runs over its column once and marks the rows that fail it, frame by frame.

use std::collections::BTreeSet;

use model::record_batch::RecordDictionaries;

use super::column::Column;
use super::reader::RecordStore;
use crate::error::StoreError;

/// Conditions that all have to be met. `None` is no condition; an empty set lets nothing through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Genes by symbol.
    pub genes: Option<NamedValues>,
    /// Part of a gene symbol, in any case.
    pub gene_contains: Option<String>,
    /// Part of a gene, consequence or clinical significance, in any case.
    pub text: Option<String>,
    /// Consequence terms.
    pub consequences: Option<NamedValues>,
    /// Clinical significances as annotated.
    pub clinical_significances: Option<NamedValues>,
    /// Severity classes, 0 for not stated.
    pub impacts: Option<BTreeSet<u8>>,
    /// Bins by number.
    pub bins: Option<BTreeSet<u8>>,
    /// Variant allele fraction in parts per billion.
    pub vaf: Option<ValueRange>,
    /// Reads at the place.
    pub depth: Option<ValueRange>,
    /// Population frequency in parts per billion: ToMMo, else gnomAD East Asian, else gnomAD.
    pub frequency: Option<ValueRange>,
    /// Where in the genome.
    pub region: Option<Region>,
}

/// Names that pass, and whether a row without a name passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedValues {
    /// Exact names.
    pub names: BTreeSet<String>,
    /// Rows that do not state it.
    pub not_stated: bool,
}

/// Numbers that pass, both ends included, and whether a row without a number passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueRange {
    /// Smallest.
    pub at_least: Option<u32>,
    /// Largest.
    pub at_most: Option<u32>,
    /// Rows that do not state it.
    pub not_stated: bool,
}

impl ValueRange {
    fn holds(self, stored: u64) -> bool {
        let Some(value) = stored.checked_sub(1) else { return self.not_stated };
        self.at_least.is_none_or(|least| value >= u64::from(least))
            && self.at_most.is_none_or(|most| value <= u64::from(most))
    }
}

/// A stretch of a contig, 1-based, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Contig as the table names it.
    pub contig: String,
    /// First position.
    pub from: u32,
    /// Last position.
    pub to: u32,
}

/// Per frame and row, a bit for each condition that failed; 0 is a row that is shown. The conditions of facets have bits of
/// their own, so that the counts of a facet can leave out its own condition.
pub(super) type Verdicts = Vec<Vec<u8>>;

pub(super) const CONSEQUENCE: u8 = 1;
pub(super) const IMPACT: u8 = 2;
pub(super) const BIN: u8 = 4;
pub(super) const CLINICAL_SIGNIFICANCE: u8 = 8;
const OTHER: u8 = 16;

/// One condition, ready to be put to a stored number.
struct Condition {
    bit: u8,
    test: Test,
}

enum Test {
    /// By name: which passes, the first answer for "not stated".
    Listed(Column, Vec<bool>),
    /// Any of these names.
    AnyListed(Vec<(Column, Vec<bool>)>),
    Ranged(Column, ValueRange),
    Frequency(ValueRange),
}

impl RecordStore {
    /// Judges every row.
    pub(super) fn judge(&self, filter: &RecordFilter) -> Result<Verdicts, StoreError> {
        let conditions = conditions(filter, self.dictionaries());
        self.of_each_frame(|frame| {
            let mut verdicts = vec![0; self.rows_of(frame)];
            for condition in &conditions {
                self.put(condition, frame, &mut verdicts)?;
            }
            Ok(verdicts)
        })
    }

    /// Sets the bit of a condition at every row of a frame that does not pass.
    fn put(&self, condition: &Condition, frame: usize, verdicts: &mut [u8]) -> Result<(), StoreError> {
        let bit = condition.bit;
        let mark = |passes: bool| if passes { 0 } else { bit };
        match &condition.test {
            Test::Listed(column, passing) => {
                let cells = self.frame(*column, frame)?;
                cells.zip(verdicts.iter_mut(), |verdict, cell| *verdict |= mark(passes(passing, cell)));
            }
            Test::AnyListed(lists) => {
                let mut hits = vec![false; verdicts.len()];
                for (column, passing) in lists {
                    self.frame(*column, frame)?.zip(hits.iter_mut(), |hit, cell| *hit |= passes(passing, cell));
                }
                verdicts.iter_mut().zip(hits).for_each(|(verdict, hit)| *verdict |= mark(hit));
            }
            Test::Ranged(column, range) => {
                let cells = self.frame(*column, frame)?;
                cells.zip(verdicts.iter_mut(), |verdict, cell| *verdict |= mark(range.holds(cell)));
            }
            Test::Frequency(range) => {
                let shown = self.shown_frequency(frame)?;
                verdicts.iter_mut().zip(shown).for_each(|(verdict, cell)| *verdict |= mark(range.holds(cell)));
            }
        }
        Ok(())
    }
}

/// A filter, looked up in the dictionaries once.
fn conditions(filter: &RecordFilter, told: &RecordDictionaries) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let mut add = |bit, test: Option<Test>| conditions.extend(test.map(|test| Condition { bit, test }));
    let named = |wanted: &Option<NamedValues>, column, names: &[String]| {
        let wanted = wanted.as_ref()?;
        Some(Test::Listed(column, listed(names, wanted.not_stated, |name| wanted.names.contains(name))))
    };
    let numbered = |wanted: &Option<BTreeSet<u8>>, column| {
        let wanted = wanted.as_ref()?;
        let passing = [false].into_iter().chain((0..u8::MAX).map(|number| wanted.contains(&number)));
        Some(Test::Listed(column, passing.collect()))
    };
    let ranged = |wanted: Option<ValueRange>, column| wanted.map(|range| Test::Ranged(column, range));
    let significances = &told.clinical_significances;
    add(OTHER, named(&filter.genes, Column::Gene, &told.genes));
    add(CONSEQUENCE, named(&filter.consequences, Column::Consequence, &told.consequences));
    add(CLINICAL_SIGNIFICANCE, named(&filter.clinical_significances, Column::ClinicalSignificance, significances));
    add(OTHER, filter.gene_contains.as_ref().map(|part| Test::Listed(Column::Gene, containing(&told.genes, part))));
    add(IMPACT, numbered(&filter.impacts, Column::Impact));
    add(BIN, numbered(&filter.bins, Column::Bin));
    add(OTHER, ranged(filter.vaf, Column::Vaf));
    add(OTHER, ranged(filter.depth, Column::Depth));
    add(OTHER, filter.frequency.map(Test::Frequency));
    if let Some(Region { contig, from, to }) = &filter.region {
        add(OTHER, Some(Test::Listed(Column::Contig, listed(&told.contigs, false, |name| name == contig))));
        let stretch = ValueRange { at_least: Some(*from), at_most: Some(*to), not_stated: false };
        add(OTHER, Some(Test::Ranged(Column::Position, stretch)));
    }
    let places = [
        (Column::Gene, &told.genes),
        (Column::Consequence, &told.consequences),
        (Column::ClinicalSignificance, significances),
    ];
    let text = |part: &String| places.map(|(column, names)| (column, containing(names, part))).to_vec();
    add(OTHER, filter.text.as_ref().map(|part| Test::AnyListed(text(part))));
    conditions
}

/// Whether "not stated", then each name, passes.
fn listed(names: &[String], not_stated: bool, passes: impl Fn(&String) -> bool) -> Vec<bool> {
    [not_stated].into_iter().chain(names.iter().map(passes)).collect()
}

fn containing(names: &[String], part: &str) -> Vec<bool> {
    let part = part.to_lowercase();
    listed(names, false, |name| name.to_lowercase().contains(&part))
}

/// A number that no dictionary knows counts as not stated.
fn passes(passing: &[bool], stored: u64) -> bool {
    let answer = usize::try_from(stored).ok().and_then(|stored| passing.get(stored)).or(passing.first());
    answer.copied().unwrap_or(false)
}
