//! The writer of the variant table: rows become columns, names become indices, and full batches go to the sink.

use std::collections::HashMap;

use model::ledger::Bin;
use model::ports::RecordSink;
use model::record_batch::{NOT_STATED, RecordBatch, RecordDictionaries};
use model::variation::Contig;

use crate::error::IntakeError;

/// Rows of one batch.
pub(crate) const BATCH_ROWS: usize = 65_536;

/// A dictionary takes no more names than this; what comes later counts as not stated. No annotation comes near it.
const DICTIONARY_LIMIT: usize = 4_000_000;

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowPlace<'a> {
    /// 1-based line.
    pub(crate) line: u64,
    /// Where the line begins.
    pub(crate) offset: u64,
    /// Name as in the file; `None` where it cannot be read.
    pub(crate) contig: Option<&'a str>,
    /// As in the file.
    pub(crate) position: u64,
    /// Bases.
    pub(crate) reference_length: usize,
}

/// One allele of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowFacts<'a> {
    pub(crate) alternate_length: usize,
    /// As [`model::consequence::Impact::number`], 0 where nothing is stated.
    pub(crate) impact: u8,
    pub(crate) consequence: Option<&'a str>,
    pub(crate) gene: Option<&'a str>,
    pub(crate) significance: Option<&'a str>,
    /// ToMMo, gnomAD, gnomAD East Asian, each in parts per billion.
    pub(crate) frequencies: [Option<u32>; 3],
    /// Parts per billion.
    pub(crate) vaf: Option<u32>,
    pub(crate) depth: Option<u32>,
}

/// Names in order of their first use.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    known: HashMap<String, u32>,
    pub(crate) names: Vec<String>,
    /// The index given last: neighbours mostly have the same name.
    last: u32,
}

impl Dictionary {
    /// Index of a name; [`NOT_STATED`] when the dictionary is full.
    pub(crate) fn index(&mut self, name: &str) -> u32 {
        if usize::try_from(self.last).ok().and_then(|last| self.names.get(last)).is_some_and(|last| last == name) {
            return self.last;
        }
        if let Some(index) = self.known.get(name) {
            self.last = *index;
            return *index;
        }
        let index = self.names.len();
        if index >= DICTIONARY_LIMIT {
            return NOT_STATED;
        }
        let index = u32::try_from(index).unwrap_or(NOT_STATED);
        self.known.insert(name.to_owned(), index);
        self.names.push(name.to_owned());
        index
    }
}

/// The four dictionaries of an import.
#[derive(Debug, Default)]
pub(crate) struct Dictionaries {
    /// Contigs as spelled in files, to indices into `contigs`.
    spelled: HashMap<String, u16>,
    /// The spelling met last.
    last: Option<(String, u16)>,
    pub(crate) contigs: Dictionary,
    pub(crate) consequences: Dictionary,
    pub(crate) genes: Dictionary,
    pub(crate) significances: Dictionary,
}

impl Dictionaries {
    fn contig(&mut self, spelled: Option<&str>) -> u16 {
        let Some(spelled) = spelled else { return u16::MAX };
        if let Some((_, index)) = self.last.as_ref().filter(|(last, _)| last == spelled) {
            return *index;
        }
        let index = self.new_contig(spelled);
        self.last = Some((spelled.to_owned(), index));
        index
    }

    fn new_contig(&mut self, spelled: &str) -> u16 {
        if let Some(index) = self.spelled.get(spelled) {
            return *index;
        }
        if self.contigs.names.len() >= usize::from(u16::MAX) {
            return u16::MAX;
        }
        let index = self.contigs.index(Contig::from(spelled).name());
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        self.spelled.insert(spelled.to_owned(), index);
        index
    }

    /// Appends one row to `batch`.
    pub(crate) fn append(&mut self, batch: &mut RecordBatch, place: RowPlace<'_>, allele: (usize, Bin, RowFacts<'_>)) {
        let (index, bin, facts) = allele;
        let [tommo, gnomad, east_asian] = facts.frequencies;
        batch.line.push(u32::try_from(place.line).unwrap_or(u32::MAX));
        batch.offset.push(place.offset);
        batch.allele.push(u16::try_from(index).unwrap_or(u16::MAX));
        batch.contig.push(self.contig(place.contig));
        batch.position.push(u32::try_from(place.position).unwrap_or(u32::MAX));
        batch.reference_length.push(u16::try_from(place.reference_length).unwrap_or(u16::MAX));
        batch.alternate_length.push(u16::try_from(facts.alternate_length).unwrap_or(u16::MAX));
        batch.bin.push(bin.number());
        batch.impact.push(facts.impact);
        batch.consequence.push(facts.consequence.map_or(NOT_STATED, |name| self.consequences.index(name)));
        batch.gene.push(facts.gene.map_or(NOT_STATED, |name| self.genes.index(name)));
        batch.clinical_significance.push(facts.significance.map_or(NOT_STATED, |name| self.significances.index(name)));
        batch.frequency_tommo.push(tommo.unwrap_or(NOT_STATED));
        batch.frequency_gnomad.push(gnomad.unwrap_or(NOT_STATED));
        batch.frequency_gnomad_east_asian.push(east_asian.unwrap_or(NOT_STATED));
        batch.vaf.push(facts.vaf.unwrap_or(NOT_STATED));
        batch.depth.push(facts.depth.unwrap_or(NOT_STATED));
    }
}

/// Collects the rows of one import.
pub(crate) struct Rows<'s> {
    sink: &'s mut dyn RecordSink,
    batch: RecordBatch,
    dictionaries: Dictionaries,
}

impl<'s> Rows<'s> {
    pub(crate) fn new(sink: &'s mut dyn RecordSink) -> Self {
        Self { sink, batch: RecordBatch::default(), dictionaries: Dictionaries::default() }
    }

    /// Takes one row.
    ///
    /// # Errors
    /// When the sink cannot keep a full batch.
    pub(crate) fn push(
        &mut self,
        file: u32,
        place: RowPlace<'_>,
        allele: (usize, Bin, RowFacts<'_>),
    ) -> Result<(), IntakeError> {
        self.batch.file.push(u8::try_from(file).unwrap_or(u8::MAX));
        self.dictionaries.append(&mut self.batch, place, allele);
        if self.batch.len() >= BATCH_ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), IntakeError> {
        self.sink.append(&self.batch).map_err(IntakeError::RowsNotKept)?;
        clear(&mut self.batch);
        Ok(())
    }

    /// Gives the rest and the dictionaries to the sink.
    ///
    /// # Errors
    /// When the sink cannot keep them.
    pub(crate) fn finish(mut self) -> Result<(), IntakeError> {
        if !self.batch.is_empty() {
            self.flush()?;
        }
        let dictionaries = RecordDictionaries {
            contigs: self.dictionaries.contigs.names,
            consequences: self.dictionaries.consequences.names,
            genes: self.dictionaries.genes.names,
            clinical_significances: self.dictionaries.significances.names,
        };
        self.sink.finish(&dictionaries).map_err(IntakeError::RowsNotKept)
    }
}

/// Empties all columns and keeps their room.
fn clear(batch: &mut RecordBatch) {
    let RecordBatch {
        file,
        line,
        offset,
        allele,
        contig,
        position,
        reference_length,
        alternate_length,
        bin,
        impact,
        consequence,
        gene,
        clinical_significance,
        frequency_tommo,
        frequency_gnomad,
        frequency_gnomad_east_asian,
        vaf,
        depth,
    } = batch;
    [file, bin, impact].into_iter().for_each(Vec::clear);
    [allele, contig, reference_length, alternate_length].into_iter().for_each(Vec::clear);
    offset.clear();
    let words = [line, position, consequence, gene, clinical_significance, frequency_tommo, frequency_gnomad];
    words.into_iter().chain([frequency_gnomad_east_asian, vaf, depth]).for_each(Vec::clear);
}
