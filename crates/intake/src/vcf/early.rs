//! Early decisions: most records of a genome are common, filtered, or change nothing, and their line says so plainly.
//!
//! For such a record the bins and table rows of its alleles come from one look at the line, in column order, and nothing is
//! built. Everything else (kept alleles, other dialects, odd spellings, anything doubtful) is left to the careful reading
//! of [`super::record`], whose answer an early decision has to equal: tests compare the two on all files.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instructions that were chosen at run time"
)]

use std::sync::Arc;

use fearless_simd::{Level, Simd, dispatch};
use model::ledger::Bin;

use self::entries::{AlleleEntries, Asked, EntryFields, Memories};
use self::line::{Columns, FREQUENCY_FIELDS, InfoKeys, InfoValues, is_base};
use self::marks::Marks;
use self::sample::{FormatPlan, Shown};
use super::annotation_layout::Annotator;
use super::fact_fields::{FactFields, says_pathogenic};
use super::frequency::{Frequencies, deciding, note, of_allele, usual};
use super::record::RecordReader;
use super::selection::{Judged, Selection};
use crate::sample_sites::is_numbered;
use crate::scanned::{DecidedAllele, DecidedPlace, Look, Span};

mod entries;
mod line;
mod marks;
mod sample;

/// Records with more alternates are read carefully.
const ALLELES: usize = 4;

/// Decides records of one file. Threads have one each.
#[derive(Clone)]
pub(crate) struct EarlyReader {
    level: Level,
    plan: Arc<Plan>,
    marks: Marks,
    format: FormatPlan,
    memories: Memories,
}

/// What is known before the first record.
struct Plan {
    selection: Selection,
    facts: FactFields,
    samples: usize,
    wanted: Option<usize>,
    called_against_normal: bool,
    /// Somebody takes the rows of the variant table.
    with_rows: bool,
    /// Entries number their alleles, which only the careful reading weighs.
    numbered: bool,
    keys: InfoKeys,
    fields: EntryFields,
    /// Positions of alleles that are asked for by themselves, sorted; on whatever chromosome.
    asked: Vec<u64>,
}

/// The alternates of a record: as in the file, and as VEP writes them.
struct Alternates<'t> {
    bases: [&'t [u8]; ALLELES],
    spelled: [&'t [u8]; ALLELES],
    count: usize,
}

impl EarlyReader {
    /// `None` for a file whose dialect only the careful reading knows.
    pub(crate) fn new(reader: &RecordReader<'_>, with_rows: bool) -> Option<Self> {
        let layout = reader.layout.filter(|layout| layout.annotator == Annotator::Vep && layout.mane.is_none())?;
        let facts = reader.fact_fields;
        let few = facts.info_frequencies.len().max(facts.entry_frequencies.len()) <= FREQUENCY_FIELDS;
        let mut asked: Vec<u64> = reader.selection.alleles.iter().map(|allele| allele.position.0).collect();
        asked.sort_unstable();
        let lone = reader.columns.normal.is_none() && !reader.sample_in_info;
        let plan = Plan {
            selection: reader.selection.clone(),
            facts: facts.clone(),
            samples: reader.sample_count,
            wanted: reader.columns.tumor,
            called_against_normal: reader.called_against_normal,
            with_rows,
            numbered: layout.allele_number.is_some(),
            keys: InfoKeys::new(layout.info_key(), facts),
            fields: EntryFields::new(layout, facts)?,
            asked,
        };
        let (marks, format, memories) = (Marks::default(), FormatPlan::default(), Memories::new());
        (few && lone).then(|| Self { level: Level::new(), plan: Arc::new(plan), marks, format, memories })
    }

    /// The same on another thread.
    pub(crate) fn look(&self) -> Look {
        let mut own = self.clone();
        let level = self.level;
        Box::new(
            move |text, scanned| dispatch!(level, simd => scanned.fill(text, #[inline(always)] |line: &[u8], told: &mut Vec<DecidedAllele>| own.decide_with(simd, line, told))),
        )
    }

    /// Decides one line and appends what becomes of its alleles; `None` leaves it to the careful reading.
    pub(crate) fn decide(&mut self, line: &[u8], told: &mut Vec<DecidedAllele>) -> Option<DecidedPlace> {
        dispatch!(self.level, simd => self.decide_with(simd, line, told))
    }

    #[inline(always)]
    fn decide_with<S: Simd>(&mut self, simd: S, line: &[u8], told: &mut Vec<DecidedAllele>) -> Option<DecidedPlace> {
        let Self { plan, marks, format, memories, .. } = self;
        marks.read(simd, line)?;
        let columns = Columns::split(line, marks.tabs(), (plan.samples, plan.wanted))?;
        let alternates = Alternates::read(&columns)?;
        if (alternates.count > 1 && plan.numbered) || plan.asks_near(&columns) {
            return None;
        }
        let sample = match plan.wanted {
            Some(_) => format.of(columns.format)?.read(columns.sample)?,
            None => sample::Sample::default(),
        };
        let info = plan.keys.read(line, marks, columns.info)?;
        let early = Early { plan, line, info, filtered: columns.filtered, of: alternates.count };
        let mut alleles = [Allele::default(); ALLELES];
        for (allele, index) in alleles.iter_mut().zip(0..alternates.count) {
            let shown = sample.shown(index, alternates.count)?;
            *allele = Allele { shown, dropped: early.dropped(shown), stated: early.info_frequencies(index) };
        }
        let alleles = alleles.get(..alternates.count)?;
        let (first, mut read) = (told.len(), None);
        if !early.is_told_without_entries(alleles, marks, memories)? {
            read = Some(early.entries(alleles, &alternates, marks, memories)?);
        }
        let silent = [AlleleEntries::SILENT; 1];
        let entries = read.as_ref().map_or(silent.as_slice(), |read| read.as_slice());
        for ((bases, allele), entries) in alternates.bases.iter().zip(alleles).zip(entries.iter().cycle()) {
            let Some(allele) = early.tell(bases.len(), allele, entries) else {
                told.truncate(first);
                return None;
            };
            told.push(allele);
        }
        Some(DecidedPlace {
            contig_bytes: u32::try_from(columns.contig.len()).ok()?,
            position: columns.position,
            reference_length: u32::try_from(columns.reference.len()).ok()?,
            alleles: u32::try_from(alternates.count).ok()?,
            autosome: is_numbered(columns.contig),
        })
    }
}

impl Plan {
    /// Whether an allele that is asked for by itself lies at the record, or may after trimming.
    fn asks_near(&self, columns: &Columns<'_>) -> bool {
        let position = u64::from(columns.position);
        let next = self.asked.partition_point(|asked| *asked < position.saturating_sub(1));
        self.asked.get(next).is_some_and(|asked| *asked <= position + columns.reference.len() as u64 + 1)
    }

    /// How many frequency fields of the entries are needed: without rows those of populations that come before the first
    /// of which INFO states a frequency.
    fn frequencies_asked(&self, alleles: &[Allele]) -> usize {
        let all = self.facts.entry_frequencies.as_slice();
        let before = |place: usize| all.partition_point(|(_, population)| population.place() < place);
        let needed = |allele: &Allele| allele.stated.iter().position(Option::is_some).map_or(all.len(), before);
        let needed = alleles.iter().filter(|allele| allele.dropped.is_none()).map(needed);
        if self.with_rows { all.len() } else { needed.max().unwrap_or_default() }
    }
}

/// One allele before its annotation.
#[derive(Clone, Copy, Debug, Default)]
struct Allele {
    shown: Shown,
    /// The caller or the sample say that it is not there.
    dropped: Option<Bin>,
    /// Frequencies in INFO.
    stated: Frequencies,
}

/// One record while it is decided.
struct Early<'p> {
    plan: &'p Plan,
    line: &'p [u8],
    info: InfoValues,
    filtered: bool,
    /// How many alternates.
    of: usize,
}

impl Early<'_> {
    fn dropped(&self, shown: Shown) -> Option<Bin> {
        let absent = shown.absent.then_some(Bin::NotInTumor);
        if self.filtered { Some(Bin::FilteredByCaller) } else { absent }
    }

    /// What INFO states; without rows no more than decides.
    fn info_frequencies(&self, index: usize) -> Frequencies {
        let mut frequencies = Frequencies::default();
        for (value, (_, population)) in self.info.frequencies.iter().zip(&self.plan.facts.info_frequencies) {
            let value = value.and_then(|value| {
                let usual = Some(value.of(self.line)).filter(|_| self.of == 1).and_then(usual);
                usual.or_else(|| of_allele(value.text(self.line), index, self.of))
            });
            note(&mut frequencies, *population, value);
            if value.is_some() && !self.plan.with_rows {
                break;
            }
        }
        frequencies
    }

    /// Whether nobody takes rows and each allele ends in the same bin whatever its transcripts are: the caller or the sample
    /// drop it, or it is common and nothing in the annotation is a reason to keep it.
    #[inline(always)]
    fn is_told_without_entries(&self, alleles: &[Allele], marks: &Marks, memories: &mut Memories) -> Option<bool> {
        let Self { plan, line, info, .. } = self;
        if plan.with_rows {
            return Some(false);
        }
        if alleles.iter().all(|allele| allele.dropped.is_some()) {
            return Some(true);
        }
        let Some(annotation) = info.annotation.filter(|_| plan.frequencies_asked(alleles) == 0) else {
            return Some(false);
        };
        let common = |allele: &Allele| {
            let silent = Judged { annotated: true, ..self.judged(allele.stated, info.significance) };
            allele.dropped.is_some() || plan.selection.bin(silent) == Bin::Common
        };
        if !alleles.iter().all(common) {
            return Some(false);
        }
        let asked = (info.significance.is_none(), &plan.selection);
        plan.fields.give_no_reason((line, marks, annotation), asked, memories)
    }

    /// What the annotation says of each allele.
    #[inline(always)]
    fn entries(
        &self,
        alleles: &[Allele],
        alternates: &Alternates<'_>,
        marks: &Marks,
        memories: &mut Memories,
    ) -> Option<[AlleleEntries; ALLELES]> {
        let Self { plan, line, info, .. } = self;
        let Some(annotation) = info.annotation else { return Some([AlleleEntries::default(); ALLELES]) };
        let asked = Asked { row: plan.with_rows, frequencies: plan.frequencies_asked(alleles) };
        let spelled = alternates.spelled.get(..alternates.count)?;
        plan.fields.read((line, marks, annotation), spelled, (asked, &plan.selection), memories)
    }

    /// What is known without annotation.
    fn judged(&self, frequencies: Frequencies, significance: Option<Span>) -> Judged {
        Judged {
            somatic: self.plan.called_against_normal,
            frequency: deciding(frequencies),
            pathogenic: significance.is_some_and(|significance| says_pathogenic(significance.text(self.line))),
            ..Judged::default()
        }
    }

    /// Bin and row of an allele; `None` when it is kept.
    #[inline(always)]
    fn tell(&self, bases: usize, allele: &Allele, entries: &AlleleEntries) -> Option<DecidedAllele> {
        let mut frequencies = allele.stated;
        for (value, (_, population)) in entries.frequencies.iter().zip(&self.plan.facts.entry_frequencies) {
            note(&mut frequencies, *population, *value);
        }
        let significance = self.info.significance.or(entries.significance);
        let bin = allele.dropped.unwrap_or_else(|| {
            self.plan.selection.bin(Judged {
                annotated: entries.annotated,
                named: entries.named,
                of_interest: entries.of_interest,
                changes: entries.changes,
                described: entries.described,
                ..self.judged(frequencies, significance)
            })
        });
        let [tommo, east_asian, gnomad, _] = frequencies;
        (!matches!(bin, Bin::Kept | Bin::KeptUnannotated)).then(|| DecidedAllele {
            bin,
            impact: entries.impact.map_or(0, model::consequence::Impact::number),
            alternate_length: u32::try_from(bases).unwrap_or(u32::MAX),
            consequence: entries.consequence,
            gene: entries.gene,
            significance,
            frequencies: [tommo, gnomad, east_asian],
            vaf: allele.shown.vaf,
            depth: allele.shown.depth,
        })
    }
}

impl<'t> Alternates<'t> {
    /// `None` unless all are plain bases that differ from the reference.
    fn read(columns: &Columns<'t>) -> Option<Self> {
        let mut read = Self { bases: [&[]; ALLELES], spelled: [&[]; ALLELES], count: 0 };
        for bases in columns.alternates.split(|byte| *byte == b',') {
            if bases.is_empty() || bases == columns.reference || !bases.iter().copied().all(is_base) {
                return None;
            }
            *read.bases.get_mut(read.count)? = bases;
            read.count += 1;
        }
        let bases = read.bases.get(..read.count)?;
        let first = columns.reference.first();
        let shortened = bases.iter().any(|bases| bases.len() != columns.reference.len())
            && bases.iter().all(|bases| bases.first() == first);
        for (spelled, bases) in read.spelled.iter_mut().zip(bases) {
            let rest = bases.get(1..).filter(|_| shortened && bases.len() != columns.reference.len());
            *spelled = match rest {
                Some([]) => b"-",
                Some(rest) => rest,
                None => bases,
            };
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests;
