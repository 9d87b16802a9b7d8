//! The annotation of a record, one pass over its entries: for each allele what the selection and the variant table ask.

use model::consequence::{ConsequenceTerm, Impact};

use super::super::annotation_layout::AnnotationLayout;
use super::super::fact_fields::{FactFields, says_pathogenic};
use super::super::facts::effect;
use super::super::frequency::{of_entry, usual};
use super::super::selection::Selection;
use super::ALLELES;
use super::line::FREQUENCY_FIELDS;
use super::marks::Marks;
use crate::scanned::{Span, text};

/// Places in a [`Memory`]; a power of two.
const PLACES: usize = 256;

/// Where the fields that are read stand in [`Entry::fields`]; frequencies come last.
const ALLELE: usize = 0;
const CONSEQUENCE: usize = 1;
const SYMBOL: usize = 2;
const CANONICAL: usize = 3;
const MANE_SELECT: usize = 4;
const MANE_PLUS_CLINICAL: usize = 5;
const HGVSC: usize = 6;
const HGVSP: usize = 7;
const AMINO_ACIDS: usize = 8;
const SIGNIFICANCE: usize = 9;
const FIRST_FREQUENCY: usize = 10;
const FIELDS: usize = FIRST_FREQUENCY + FREQUENCY_FIELDS;

/// Which fields of an entry are read, from left to right: number in the file, place in [`Entry::fields`].
#[derive(Debug)]
pub(super) struct EntryFields {
    /// Of how many.
    count: u32,
    all: Vec<(u32, usize)>,
    /// Gene and clinical significance alone.
    reasons: Vec<(u32, usize)>,
}

/// How much of the entries is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// Everything that a row of the variant table shows.
    pub(super) row: bool,
    /// So many of the frequency fields.
    pub(super) frequencies: usize,
}

/// What the entries of one allele say.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, as the selection asks them")]
pub(super) struct AlleleEntries {
    pub(super) annotated: bool,
    pub(super) named: bool,
    pub(super) changes: bool,
    pub(super) of_interest: bool,
    /// An entry of a gene of interest describes the protein, or may describe a coding change that is asked for.
    pub(super) described: bool,
    pub(super) impact: Option<Impact>,
    /// Symbol and most severe term of the transcript to show.
    pub(super) gene: Option<Span>,
    pub(super) consequence: Option<Span>,
    pub(super) significance: Option<Span>,
    pub(super) frequencies: [Option<u32>; FREQUENCY_FIELDS],
    /// No gene, rank and place in [`Memories::terms`] of that transcript.
    shown: Option<(bool, u8, usize)>,
}

/// What is asked about a gene.
#[derive(Clone, Copy, Debug, Default)]
struct Interest {
    /// Everything in it that is not common, and what changes its protein.
    gene: bool,
    /// Single changes of its coding sequence as well.
    coding_changes: bool,
}

/// What a text of consequences says; nothing where the annotator's own word has to be heard.
#[derive(Clone, Copy, Debug)]
struct Effect {
    impact: Impact,
    changes: bool,
    /// The most severe term: where it stands in the text, and its place in [`Memories::terms`].
    word: Span,
    term: usize,
}

/// Texts met lately and what they mean.
#[derive(Clone, Debug)]
struct Memory<T>(Vec<Option<(Vec<u8>, T)>>);

/// What a thread remembers from record to record.
#[derive(Clone, Debug)]
pub(super) struct Memories {
    consequences: Memory<Option<Effect>>,
    genes: Memory<Interest>,
    /// The gene asked about last, if its name is short.
    last: (Option<u128>, Interest),
    terms: Vec<ConsequenceTerm>,
}

/// One entry; a field that the file does not have is empty.
struct Entry<'l> {
    line: &'l [u8],
    fields: [Span; FIELDS],
}

impl EntryFields {
    pub(super) fn new(layout: &AnnotationLayout, facts: &FactFields) -> Option<Self> {
        let optional = [
            (layout.symbol, SYMBOL),
            (layout.canonical, CANONICAL),
            (layout.mane_select, MANE_SELECT),
            (layout.mane_plus_clinical, MANE_PLUS_CLINICAL),
            (layout.hgvsc, HGVSC),
            (layout.hgvsp, HGVSP),
            (layout.amino_acids, AMINO_ACIDS),
            (facts.entry_significance, SIGNIFICANCE),
        ];
        let frequencies = facts.entry_frequencies.iter().map(|(number, _)| *number).zip(FIRST_FREQUENCY..FIELDS);
        let known = optional.into_iter().filter_map(|(number, place)| Some((number?, place)));
        let all =
            [(layout.allele, ALLELE), (layout.consequence, CONSEQUENCE)].into_iter().chain(known).chain(frequencies);
        let all = all.map(|(number, place)| Some((u32::try_from(number).ok()?, place)));
        let mut all: Vec<(u32, usize)> = all.collect::<Option<_>>()?;
        all.sort_unstable();
        let reasons = all.iter().copied().filter(|(_, place)| matches!(*place, SYMBOL | SIGNIFICANCE)).collect();
        Some(Self { count: u32::try_from(layout.names.len()).ok()?, all, reasons })
    }

    /// Shows every entry of the annotation in `span`; `None` when one is cut short, or where `each` stops.
    #[inline(always)]
    fn each<'l>(
        &self,
        (line, marks, span): (&'l [u8], &Marks, Span),
        wanted: &[(u32, usize)],
        mut each: impl FnMut(&Entry<'l>) -> Option<()>,
    ) -> Option<()> {
        let mut ends = marks.ends(span);
        let mut entry = Entry { line, fields: [Span::default(); FIELDS] };
        let mut start = span.start;
        for comma in marks.entries(span) {
            let (mut passed, mut end) = (0, start);
            for (number, place) in wanted {
                if *number > passed {
                    ends.pass(number - passed - 1)?;
                    start = ends.next()? + 1;
                }
                end = ends.next()?;
                *entry.fields.get_mut(*place)? = Span { start, end };
                (start, passed) = (end + 1, number + 1);
            }
            if self.count > passed {
                ends.pass(self.count - passed - 1)?;
                end = ends.next()?;
            }
            if end != comma {
                return None;
            }
            each(&entry)?;
            start = end + 1;
        }
        Some(())
    }

    /// Whether no entry gives a reason to keep an allele that is common: a gene that is asked for, or ClinVar's word where
    /// it is `asked`. `None` when an entry is cut short.
    #[inline(always)]
    pub(super) fn give_no_reason(
        &self,
        annotation: (&[u8], &Marks, Span),
        (asked, selection): (bool, &Selection),
        memories: &mut Memories,
    ) -> Option<bool> {
        let mut none = true;
        self.each(
            annotation,
            &self.reasons,
            #[inline(always)]
            |entry| {
                none &= !entry.stated(SYMBOL).is_some_and(|gene| memories.interest(gene, selection).gene);
                none &= !(asked && entry.stated(SIGNIFICANCE).is_some_and(|word| says_pathogenic(text(word))));
                Some(())
            },
        )?;
        Some(none)
    }

    /// Reads all entries; `spelled` tells how each allele is written in them. `None` when an entry is cut short, speaks of
    /// none of them, or has a consequence that is not known.
    #[inline(always)]
    pub(super) fn read(
        &self,
        annotation: (&[u8], &Marks, Span),
        spelled: &[&[u8]],
        (asked, selection): (Asked, &Selection),
        memories: &mut Memories,
    ) -> Option<[AlleleEntries; ALLELES]> {
        let mut alleles = [AlleleEntries::default(); ALLELES];
        self.each(
            annotation,
            &self.all,
            #[inline(always)]
            |entry| {
                let own = entry.bytes(ALLELE);
                let index = spelled.iter().position(|spelled| *spelled == own)?;
                alleles.get_mut(index)?.add(entry, (asked, selection), memories)
            },
        )?;
        Some(alleles)
    }
}

impl AlleleEntries {
    /// Where an annotation says nothing that counts.
    pub(super) const SILENT: Self = Self {
        annotated: true,
        named: false,
        changes: false,
        of_interest: false,
        described: false,
        impact: None,
        gene: None,
        consequence: None,
        significance: None,
        frequencies: [None; FREQUENCY_FIELDS],
        shown: None,
    };

    #[inline(always)]
    fn add(
        &mut self,
        entry: &Entry<'_>,
        (asked, selection): (Asked, &Selection),
        memories: &mut Memories,
    ) -> Option<()> {
        let gene = entry.stated(SYMBOL);
        let effect = memories.effect(entry.bytes(CONSEQUENCE))?;
        self.annotated = true;
        self.named |= gene.is_some();
        self.changes |= effect.changes;
        if let Some(interest) = gene.map(|gene| memories.interest(gene, selection)).filter(|interest| interest.gene) {
            self.of_interest = true;
            let protein = entry.stated(HGVSP).or_else(|| entry.stated(AMINO_ACIDS)).is_some();
            self.described |= protein || (interest.coding_changes && entry.stated(HGVSC).is_some());
        }
        self.significance = self.significance.or_else(|| entry.span(SIGNIFICANCE));
        for (slot, place) in self.frequencies.iter_mut().zip(FIRST_FREQUENCY..).take(asked.frequencies) {
            *slot =
                slot.or_else(|| entry.stated(place).and_then(|value| usual(value).or_else(|| of_entry(text(value)))));
        }
        if asked.row {
            self.impact = self.impact.max(Some(effect.impact));
            // Genes first, then the transcript's rank, then severity; of equals the first.
            let own = (gene.is_none(), entry.rank(), effect.term);
            let severity = |(no_gene, rank, term)| (no_gene, rank, memories.terms.get(term));
            if self.shown.is_none_or(|shown| severity(own) < severity(shown)) {
                let before = entry.fields.get(CONSEQUENCE)?.start;
                let word = Span { start: before + effect.word.start, end: before + effect.word.end };
                (self.shown, self.gene, self.consequence) = (Some(own), entry.span(SYMBOL), Some(word));
            }
        }
        Some(())
    }
}

impl<'l> Entry<'l> {
    fn bytes(&self, place: usize) -> &'l [u8] {
        self.fields.get(place).map_or(&[], |field| field.of(self.line))
    }

    /// A value that says something; there is no white space in it.
    fn stated(&self, place: usize) -> Option<&'l [u8]> {
        Some(self.bytes(place)).filter(|value| !matches!(*value, b"" | b"."))
    }

    fn span(&self, place: usize) -> Option<Span> {
        self.stated(place).and_then(|_| self.fields.get(place).copied())
    }

    /// As [`model::small_variant::TranscriptSelection::rank`].
    fn rank(&self) -> u8 {
        if self.stated(MANE_SELECT).is_some() {
            0
        } else if self.stated(MANE_PLUS_CLINICAL).is_some() {
            2
        } else if self.stated(CANONICAL) == Some(b"YES") {
            1
        } else {
            3
        }
    }
}

impl Interest {
    fn of(selection: &Selection, name: &str) -> Self {
        let gene = selection.is_of_interest(name);
        Self { gene, coding_changes: gene && selection.coding_changes.iter().any(|(own, _)| own == name) }
    }
}

impl Effect {
    /// `None` unless each term is known.
    fn read(consequence: &[u8], known: &mut Vec<ConsequenceTerm>) -> Option<Self> {
        let consequence = text(consequence);
        let mut terms: Vec<ConsequenceTerm> =
            consequence.split('&').filter(|term| !term.is_empty()).map(ConsequenceTerm::from).collect();
        terms.sort();
        let (impact, changes) = effect(&terms, None);
        let first = terms.into_iter().next()?;
        let before = consequence.split('&').take_while(|term| *term != first.name());
        let start = before.map(|term| term.len() + 1).sum();
        let word = Span::new(start, start + first.name().len())?;
        let term = known.iter().position(|known| *known == first).unwrap_or(known.len());
        if term == known.len() {
            known.push(first);
        }
        Some(Self { impact: impact?, changes, word, term })
    }
}

/// A name of less than 16 bytes as one number.
fn short_key(name: &[u8]) -> Option<u128> {
    (name.len() < 16).then(|| name.iter().fold(1, |key, byte| key << 8 | u128::from(*byte)))
}

impl<T: Copy> Memory<T> {
    fn new() -> Self {
        Self((0..PLACES).map(|_| None).collect())
    }

    fn of(&mut self, text: &[u8], read: impl FnOnce(&[u8]) -> T) -> T {
        let mark = |place: usize| text.get(place).copied().map_or(0, usize::from);
        let mixed = text.len() * 5 + mark(0) * 7 + mark(text.len() / 2) * 31 + mark(text.len().saturating_sub(1)) * 3;
        let slot = self.0.get_mut(mixed % PLACES);
        if let Some(Some((_, meaning))) =
            slot.as_deref().filter(|slot| slot.as_ref().is_some_and(|(known, _)| known == text))
        {
            return *meaning;
        }
        let meaning = read(text);
        if let Some(slot) = slot {
            *slot = Some((text.to_vec(), meaning));
        }
        meaning
    }
}

impl Memories {
    pub(super) fn new() -> Self {
        Self { consequences: Memory::new(), genes: Memory::new(), last: (None, Interest::default()), terms: Vec::new() }
    }

    /// Neighbours mostly lie in one gene.
    fn interest(&mut self, gene: &[u8], selection: &Selection) -> Interest {
        let key = short_key(gene);
        if key.is_some() && key == self.last.0 {
            return self.last.1;
        }
        let interest = self.genes.of(gene, |name| Interest::of(selection, text(name)));
        self.last = (key, interest);
        interest
    }

    fn effect(&mut self, consequence: &[u8]) -> Option<Effect> {
        let Self { consequences, terms, .. } = self;
        consequences.of(consequence, |text| Effect::read(text, terms))
    }
}
