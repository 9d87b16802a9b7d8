//! Early decisions: most records of a genome are common, filtered, or change nothing, and their line says so plainly.
//!
//! For such a record the bins and table rows of its alleles come from one pass over the line, in column order, and
//! nothing is built. Everything else (kept alleles, other dialects, odd spellings, anything doubtful) is left to the
//! careful reading of [`super::record`], whose answer an early decision has to equal: tests compare the two on all files.

use model::Decimal;
use model::consequence::ConsequenceTerm;
use model::ledger::Bin;

use self::entries::{AlleleEntries, Consequences, EntryFields};
use self::line::{Columns, FREQUENCY_FIELDS, InfoKeys, InfoValues, is_base};
use self::sample::{FormatPlan, Sample, Shown};
use super::annotation_layout::Annotator;
use super::fact_fields::says_pathogenic;
use super::facts;
use super::frequency::{Frequencies, Population, deciding, note, of_allele};
use super::record::RecordReader;
use super::selection::{Judged, Selection};
use crate::rows::RowFacts;

mod entries;
mod line;
mod sample;

/// Records with more alternates are read carefully.
const ALLELES: usize = 4;

/// Decides records of one file.
pub(crate) struct EarlyReader<'h> {
    reader: &'h RecordReader<'h>,
    /// Somebody takes the rows of the variant table.
    with_rows: bool,
    /// Entries number their alleles, which only the careful reading weighs.
    numbered: bool,
    keys: InfoKeys,
    fields: EntryFields,
    format: FormatPlan,
    consequences: Consequences,
    /// The gene asked about last, and what is asked about it.
    gene: (String, Interest),
    /// Positions of alleles that are asked for by themselves, sorted; on whatever chromosome.
    asked: Vec<u64>,
}

/// A record that is not kept.
pub(crate) struct Decided<'t> {
    pub(crate) contig: &'t str,
    pub(crate) position: u64,
    pub(crate) reference_length: usize,
    alleles: [(Bin, RowFacts<'t>); ALLELES],
    count: usize,
}

impl<'t> Decided<'t> {
    /// Bin and row of each allele.
    pub(crate) fn alleles(&self) -> &[(Bin, RowFacts<'t>)] {
        self.alleles.get(..self.count).unwrap_or_default()
    }
}

/// The alternates of a record: as in the file, and as VEP writes them.
struct Alternates<'t> {
    bases: [&'t str; ALLELES],
    spelled: [&'t str; ALLELES],
    count: usize,
}

impl<'h> EarlyReader<'h> {
    /// `None` for a file whose dialect only the careful reading knows.
    pub(crate) fn new(reader: &'h RecordReader<'h>, with_rows: bool) -> Option<Self> {
        let layout = reader.layout.filter(|layout| layout.annotator == Annotator::Vep && layout.mane.is_none())?;
        let facts = reader.fact_fields;
        let few = facts.info_frequencies.len().max(facts.entry_frequencies.len()) <= FREQUENCY_FIELDS;
        let places = facts.entry_frequencies.iter().map(|(place, _)| *place).collect();
        let fields = EntryFields::new(layout, places, facts.entry_significance)?;
        let mut asked: Vec<u64> = reader.selection.alleles.iter().map(|allele| allele.position.0).collect();
        asked.sort_unstable();
        let lone = reader.columns.normal.is_none() && !reader.sample_in_info && reader.reference.is_none();
        (few && lone).then(|| Self {
            reader,
            with_rows,
            numbered: layout.allele_number.is_some(),
            keys: InfoKeys::new(layout.info_key(), facts),
            fields,
            format: FormatPlan::default(),
            consequences: Consequences::default(),
            gene: (String::new(), Interest::of(reader.selection, "")),
            asked,
        })
    }

    /// Whether an allele that is asked for by itself lies at the record, or may after trimming.
    fn asks_near(&self, columns: &Columns<'_>) -> bool {
        let first = columns.position.saturating_sub(1);
        let next = self.asked.partition_point(|asked| *asked < first);
        self.asked.get(next).is_some_and(|asked| *asked <= columns.position + columns.reference.len() as u64 + 1)
    }

    /// Decides one line; `None` leaves it to the careful reading.
    pub(crate) fn decide<'d>(&'d mut self, line: &'d [u8]) -> Option<Decided<'d>> {
        let columns = Columns::split(line)?;
        let alternates = Alternates::read(&columns)?;
        if alternates.count > 1 && self.numbered {
            return None;
        }
        let wanted = self.reader.columns.tumor;
        let values = columns.sample(self.reader.sample_count, wanted)?;
        let tumor = match wanted {
            Some(_) => Some(self.format.of(columns.format)?.read(values)?),
            None => None,
        };
        if self.asks_near(&columns) {
            return None;
        }
        let info = self.keys.read(if columns.info == "." { "" } else { columns.info })?;
        let mut early = Early {
            reader: self.reader,
            info,
            alternates,
            tumor,
            filtered: columns.filtered,
            entries: [AlleleEntries::default(); ALLELES],
        };
        let mut decided = Decided {
            contig: columns.contig,
            position: columns.position,
            reference_length: columns.reference.len(),
            alleles: [(Bin::NoAlternate, RowFacts::default()); ALLELES],
            count: early.alternates.count,
        };
        if !self.with_rows && early.is_told_before_annotation(&mut decided)? {
            return Some(decided);
        }
        if let Some(annotation) = early.info.annotation {
            let spelled = early.alternates.spelled.get(..early.alternates.count)?;
            let (selection, gene) = (self.reader.selection, &mut self.gene);
            let of_interest = |name: &str| {
                if gene.0 != name {
                    *gene = (name.to_owned(), Interest::of(selection, name));
                }
                gene.1
            };
            early.entries = self.fields.read(annotation, spelled, &mut self.consequences, of_interest)?;
        }
        early.tell(&mut decided, &self.consequences.terms)?;
        Some(decided)
    }
}

/// What is asked about a gene.
#[derive(Clone, Copy, Debug)]
struct Interest {
    /// Everything in it that is not common, and what changes its protein.
    gene: bool,
    /// Single changes of its coding sequence as well.
    coding_changes: bool,
}

impl Interest {
    fn of(selection: &Selection, name: &str) -> Self {
        let gene = selection.is_of_interest(name);
        Self { gene, coding_changes: gene && selection.coding_changes.iter().any(|(own, _)| own == name) }
    }
}

/// One record while it is decided.
struct Early<'h, 't> {
    reader: &'h RecordReader<'h>,
    info: InfoValues<'t>,
    alternates: Alternates<'t>,
    tumor: Option<Sample<'t>>,
    filtered: bool,
    entries: [AlleleEntries<'t>; ALLELES],
}

impl<'t> Early<'_, 't> {
    /// Tries filter and sample alone, for an import without rows.
    fn is_told_before_annotation(&self, decided: &mut Decided<'t>) -> Option<bool> {
        let of = self.alternates.count;
        for ((slot, _), index) in decided.alleles.iter_mut().take(of).zip(0..) {
            let shown = self.shown(index)?;
            if let Some(bin) = self.dropped(shown) {
                *slot = bin;
            } else {
                return Some(false);
            }
        }
        Some(true)
    }

    fn shown(&self, index: usize) -> Option<Shown> {
        let nothing = Some(Shown::default());
        self.tumor.as_ref().map_or(nothing, |sample| sample.shown(index, self.alternates.count))
    }

    fn dropped(&self, shown: Shown) -> Option<Bin> {
        let absent = shown.absent.then_some(Bin::NotInTumor);
        if self.filtered { Some(Bin::FilteredByCaller) } else { absent }
    }

    fn info_frequencies(&self, index: usize) -> Frequencies {
        let mut frequencies = Frequencies::default();
        for (value, (_, population)) in self.info.frequencies.iter().zip(&self.reader.fact_fields.info_frequencies) {
            let value = value.and_then(|value| of_allele(value, index, self.alternates.count));
            note(&mut frequencies, *population, value);
        }
        frequencies
    }

    /// Bins and rows with everything known; `None` when an allele is kept.
    fn tell(&self, decided: &mut Decided<'t>, terms: &'t [ConsequenceTerm]) -> Option<()> {
        let seen = self.alternates.bases.iter().zip(&self.entries).take(self.alternates.count);
        for ((slot, (bases, entries)), index) in decided.alleles.iter_mut().zip(seen).zip(0..) {
            let shown = self.shown(index)?;
            let mut frequencies = self.info_frequencies(index);
            let places: &[(usize, Population)] = &self.reader.fact_fields.entry_frequencies;
            for (value, (_, population)) in entries.frequencies.iter().zip(places) {
                note(&mut frequencies, *population, *value);
            }
            let significance = self.info.significance.or(entries.significance);
            let bin = self.dropped(shown).unwrap_or_else(|| {
                self.reader.selection.bin(Judged {
                    somatic: self.reader.called_against_normal,
                    frequency: deciding(frequencies),
                    pathogenic: significance.is_some_and(says_pathogenic),
                    annotated: entries.annotated,
                    named: entries.named,
                    of_interest: entries.of_interest,
                    changes: entries.changes,
                    described: entries.described,
                    asked_for: false,
                    told_elsewhere: false,
                })
            });
            if matches!(bin, Bin::Kept | Bin::KeptUnannotated) {
                return None;
            }
            let [tommo, east_asian, gnomad, _] = frequencies;
            let term = entries.consequence.and_then(|place| terms.get(usize::from(place)));
            *slot = (
                bin,
                RowFacts {
                    alternate_length: bases.len(),
                    impact: entries.impact.map_or(0, model::consequence::Impact::number),
                    consequence: term.map(ConsequenceTerm::name),
                    gene: entries.gene,
                    significance,
                    frequencies: [tommo, gnomad, east_asian],
                    vaf: shown.vaf,
                    depth: shown.depth,
                },
            );
        }
        Some(())
    }
}

impl<'t> Alternates<'t> {
    /// `None` unless all are plain bases that differ from the reference.
    fn read(columns: &Columns<'t>) -> Option<Self> {
        let mut read = Self { bases: [""; ALLELES], spelled: [""; ALLELES], count: 0 };
        for text in columns.alternates.split(',') {
            if text.is_empty() || text == columns.reference || !text.bytes().all(is_base) {
                return None;
            }
            *read.bases.get_mut(read.count)? = text;
            read.count += 1;
        }
        let bases = read.bases.get(..read.count)?;
        let first = columns.reference.as_bytes().first();
        let shortened = bases.iter().any(|bases| bases.len() != columns.reference.len())
            && bases.iter().all(|bases| bases.as_bytes().first() == first);
        for (spelled, bases) in read.spelled.iter_mut().zip(bases) {
            let rest = bases.get(1..).filter(|_| shortened && bases.len() != columns.reference.len());
            *spelled = match rest {
                Some("") => "-",
                Some(rest) => rest,
                None => bases,
            };
        }
        Some(read)
    }
}

fn stated(text: &str) -> Option<&str> {
    match text {
        "" | "." => None,
        _ => facts::stated(text),
    }
}

fn parts_per_billion(fraction: Decimal) -> Option<u32> {
    facts::parts_per_billion(fraction)
}

#[cfg(test)]
mod tests;
