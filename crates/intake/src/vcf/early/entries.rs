//! The annotation of a record, one pass over its entries: for each allele what the selection and the variant table ask.

use model::consequence::{ConsequenceTerm, Impact};

use super::super::annotation_layout::AnnotationLayout;
use super::super::facts::effect;
use super::super::frequency::of_entry;
use super::super::selection::Selection;
use super::ALLELES;
use super::line::{FREQUENCY_FIELDS, stated};
use super::marks::Marks;
use crate::scanned::{Span, text};

/// Places in a [`Memory`]; a power of two.
const PLACES: usize = 256;

/// Which fields of an entry are read, and in what order frequencies are.
#[derive(Debug)]
pub(super) struct EntryFields {
    count: usize,
    allele: usize,
    consequence: usize,
    symbol: Option<usize>,
    canonical: Option<usize>,
    mane_select: Option<usize>,
    mane_plus_clinical: Option<usize>,
    hgvsc: Option<usize>,
    hgvsp: Option<usize>,
    amino_acids: Option<usize>,
    frequencies: Vec<usize>,
    significance: Option<usize>,
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
    terms: Vec<ConsequenceTerm>,
    ends: Vec<u32>,
}

impl EntryFields {
    pub(super) fn new(layout: &AnnotationLayout, frequencies: Vec<usize>, significance: Option<usize>) -> Self {
        Self {
            count: layout.names.len(),
            allele: layout.allele,
            consequence: layout.consequence,
            symbol: layout.symbol,
            canonical: layout.canonical,
            mane_select: layout.mane_select,
            mane_plus_clinical: layout.mane_plus_clinical,
            hgvsc: layout.hgvsc,
            hgvsp: layout.hgvsp,
            amino_acids: layout.amino_acids,
            frequencies,
            significance,
        }
    }

    /// Reads all entries of the annotation in `span`; `spelled` tells how each allele is written in it. `None` when an entry
    /// is cut short, speaks of none of them, or has a consequence that is not known.
    pub(super) fn read(
        &self,
        (line, marks, span): (&[u8], &Marks, Span),
        spelled: &[&[u8]],
        (asked, selection): (Asked, &Selection),
        memories: &mut Memories,
    ) -> Option<[AlleleEntries; ALLELES]> {
        let mut alleles = [AlleleEntries::default(); ALLELES];
        let Memories { consequences, genes, terms, ends } = memories;
        marks.entries(span, self.count, ends)?;
        let mut start = span.start;
        for ends in ends.chunks_exact(self.count) {
            let fields = Fields { line, start, ends };
            start = ends.last()? + 1;
            let own = fields.at(self.allele)?.of(line);
            let index = spelled.iter().position(|spelled| *spelled == own)?;
            let allele = alleles.get_mut(index)?;
            let gene = fields.stated(self.symbol);
            let consequence = fields.at(self.consequence)?;
            let effect = consequences.of(consequence.of(line), |text| Effect::read(text, terms))?;
            allele.annotated = true;
            allele.named |= gene.is_some();
            allele.changes |= effect.changes;
            let interest = gene.map(|gene| genes.of(gene.of(line), |name| Interest::of(selection, text(name))));
            if let Some(interest) = interest.filter(|interest| interest.gene) {
                allele.of_interest = true;
                let protein = fields.stated(self.hgvsp).or_else(|| fields.stated(self.amino_acids)).is_some();
                allele.described |= protein || (interest.coding_changes && fields.stated(self.hgvsc).is_some());
            }
            allele.significance = allele.significance.or_else(|| fields.stated(self.significance));
            for (slot, place) in allele.frequencies.iter_mut().zip(&self.frequencies).take(asked.frequencies) {
                *slot = slot.or_else(|| {
                    of_entry(fields.at(*place).map(|value| value.of(line)).filter(|value| !value.is_empty()).map(text)?)
                });
            }
            if asked.row {
                allele.impact = allele.impact.max(Some(effect.impact));
                // Genes first, then the transcript's rank, then severity; of equals the first.
                let own = (gene.is_none(), self.rank(&fields), effect.term);
                let severity = |(no_gene, rank, term)| (no_gene, rank, terms.get(term));
                if allele.shown.is_none_or(|shown| severity(own) < severity(shown)) {
                    let Span { start, end } = effect.word;
                    let word = Span { start: consequence.start + start, end: consequence.start + end };
                    (allele.shown, allele.gene, allele.consequence) = (Some(own), gene, Some(word));
                }
            }
        }
        Some(alleles)
    }

    /// As [`model::small_variant::TranscriptSelection::rank`].
    fn rank(&self, fields: &Fields<'_>) -> u8 {
        if fields.stated(self.mane_select).is_some() {
            0
        } else if fields.stated(self.mane_plus_clinical).is_some() {
            2
        } else if fields.stated(self.canonical).is_some_and(|word| word.of(fields.line) == b"YES") {
            1
        } else {
            3
        }
    }
}

/// One entry.
struct Fields<'l> {
    line: &'l [u8],
    start: u32,
    /// Where each field ends.
    ends: &'l [u32],
}

impl Fields<'_> {
    fn at(&self, place: usize) -> Option<Span> {
        let end = *self.ends.get(place)?;
        let start =
            place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(self.start, |before| before + 1);
        Some(Span { start, end })
    }

    fn stated(&self, place: Option<usize>) -> Option<Span> {
        stated(self.at(place?)?, self.line)
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
        Self { consequences: Memory::new(), genes: Memory::new(), terms: Vec::new(), ends: Vec::new() }
    }
}
