//! What is gathered while the records of a VCF are read, line by line and in order.

use std::borrow::Cow;

use model::ledger::Bin;
use model::small_variant::SmallVariant;

use super::aside::Aside;
use super::bcsq::SharedBook;
use super::record::{ReadRecord, RecordReader};
use super::structural::StructuralCall;
use super::unasked::Unasked;
use crate::error::IntakeError;
use crate::outlets::Outlets;
use crate::reference_sequence::ReferenceCounts;
use crate::rows::{RowFacts, RowPlace};
use crate::sample_sites::is_numbered;
use crate::scanned::{Decided, Span};
use crate::tally::Tally;

/// Things seen on the way that people should know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oddities {
    pub(crate) unpaired_entries: u64,
    pub(crate) undescribed_annotations: u64,
    pub(crate) lossy_lines: u64,
    pub(crate) dash_alleles: u64,
    pub(crate) structural_records: u64,
    pub(crate) open_pointers: u64,
    pub(crate) only_in_table: u64,
    pub(crate) reference: ReferenceCounts,
}

/// The account, the oddities and the kept alleles of one file; rows go straight to the variant table.
pub(crate) struct Gathered<'o, 's> {
    pub(crate) tally: Tally,
    pub(crate) oddities: Oddities,
    pub(crate) variants: Vec<SmallVariant>,
    pub(crate) unasked: Unasked,
    pub(crate) calls: Vec<StructuralCall>,
    pub(crate) book: SharedBook,
    pub(crate) aside: Aside<'o>,
    pub(crate) outlets: &'o mut Outlets<'s>,
    file: u32,
}

impl<'o, 's> Gathered<'o, 's> {
    pub(crate) fn new(file: u32, aside: Aside<'o>, outlets: &'o mut Outlets<'s>) -> Self {
        Self {
            tally: Tally::default(),
            oddities: Oddities::default(),
            variants: Vec::new(),
            unasked: Unasked::default(),
            calls: Vec::new(),
            book: SharedBook::default(),
            aside,
            outlets,
            file,
        }
    }

    /// Reads one line that is not empty; `place` is its number and where it begins.
    pub(crate) fn line(
        &mut self,
        reader: &RecordReader<'_>,
        place: (u64, u64),
        bytes: &[u8],
    ) -> Result<(), IntakeError> {
        let text = text(bytes, &mut self.oddities);
        self.tally.read();
        match reader.read(place.0, &text) {
            Ok(record) => {
                self.outlets.line(text.as_bytes(), is_numbered(text.as_bytes()));
                self.record(record, place, &text)
            }
            Err(cause) => {
                self.tally.end_malformed(place.0, cause);
                self.row(known_place(&text, place), (0, Bin::Malformed, RowFacts::default()))
            }
        }
    }

    /// Takes a record that was decided early.
    pub(crate) fn decided(
        &mut self,
        decided: Decided<'_>,
        (line, offset): (u64, u64),
        bytes: &[u8],
    ) -> Result<(), IntakeError> {
        self.tally.read();
        let bins = decided.alleles.iter().map(|allele| allele.bin);
        self.tally.end(bins.clone().min().unwrap_or(Bin::NoAlternate));
        bins.clone().for_each(|bin| self.tally.allele(bin));
        let contig = || Span { start: 0, end: decided.place.contig_bytes }.text(bytes);
        let at = (decided.place.position.into(), decided.place.reference_length as usize);
        self.aside.note(bins, contig, at);
        if self.outlets.rows.is_some() {
            let contig = Some(contig());
            let (position, reference_length) = (decided.place.position.into(), decided.place.reference_length as usize);
            let place = RowPlace { line, offset, contig, position, reference_length };
            for (allele, index) in decided.alleles.iter().zip(0..) {
                self.row(place, (index, allele.bin, allele.row(bytes)))?;
            }
        }
        Ok(())
    }

    fn record(&mut self, record: ReadRecord, (line, offset): (u64, u64), text: &str) -> Result<(), IntakeError> {
        self.tally.end(record.bin);
        record.alleles.iter().for_each(|bin| self.tally.allele(*bin));
        self.oddities.unpaired_entries += record.unpaired_entries;
        self.oddities.dash_alleles += u64::from(record.dash_allele);
        self.oddities.undescribed_annotations += u64::from(record.undescribed_annotation);
        self.oddities.structural_records += u64::from(record.states_structure);
        if let Some(verdict) = record.reference {
            self.oddities.reference.add(verdict, line);
        }
        self.outlets.left_out.merge(record.left_out);
        self.calls.extend(record.structural);
        let first = self.variants.len();
        self.unasked.take(first, record.unasked, &mut self.outlets.left_out);
        self.variants.extend(record.variants);
        if let Some((contig, position, entries)) = record.shared {
            self.book.note(&contig, position, entries, first..self.variants.len());
        }
        let (position, reference_length) = (record.position, record.reference_length);
        let contig = || text.split('\t').next().unwrap_or_default();
        self.aside.note(record.alleles.iter().copied(), contig, (position, reference_length));
        let place = RowPlace { line, offset, contig: text.split('\t').next(), position, reference_length };
        if record.alleles.is_empty() {
            return self.row(place, (0, record.bin, RowFacts::default()));
        }
        for ((bin, facts), index) in record.alleles.iter().zip(&record.facts).zip(0..) {
            self.row(place, (index, *bin, facts.row()))?;
        }
        Ok(())
    }

    fn row(&mut self, place: RowPlace<'_>, allele: (usize, Bin, RowFacts<'_>)) -> Result<(), IntakeError> {
        self.outlets.row(self.file, place, allele)
    }
}

/// The line as text; bytes that are no UTF-8 are replaced and counted.
pub(crate) fn text<'a>(bytes: &'a [u8], oddities: &mut Oddities) -> Cow<'a, str> {
    let text = String::from_utf8_lossy(bytes);
    oddities.lossy_lines += u64::from(matches!(text, Cow::Owned(_)));
    text
}

/// What a malformed line still tells about its place.
fn known_place(text: &str, (line, offset): (u64, u64)) -> RowPlace<'_> {
    let mut columns = text.split('\t');
    let contig = columns.next().filter(|contig| !contig.is_empty() && !contig.starts_with('#'));
    let position = columns.next().and_then(|text| text.parse().ok());
    RowPlace { line, offset, contig, position: position.unwrap_or_default(), reference_length: 0 }
}
