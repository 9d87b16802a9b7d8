//! The annotation of a record, one pass over its entries: for each allele what the selection and the variant table ask.

use memchr::memchr;
use model::consequence::{ConsequenceTerm, Impact};

use super::super::annotation_layout::AnnotationLayout;
use super::super::facts::effect;
use super::super::frequency::of_entry;
use super::line::FREQUENCY_FIELDS;
use super::{ALLELES, Interest, stated};

/// Fields of an entry that are looked at; more are only skipped.
const FIELDS: usize = 128;

/// Places in the memory of consequences; a power of two.
const MEMORY: usize = 128;

/// Which fields of an entry are read, and in what order frequencies are.
#[derive(Debug)]
pub(super) struct EntryFields {
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
    /// Behind the last field that is read.
    end: usize,
}

/// What the entries of one allele say.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, as the selection asks them")]
pub(super) struct AlleleEntries<'t> {
    pub(super) annotated: bool,
    pub(super) named: bool,
    pub(super) changes: bool,
    pub(super) of_interest: bool,
    /// An entry of a gene of interest describes the protein, or may describe a coding change that is asked for.
    pub(super) described: bool,
    pub(super) impact: Option<Impact>,
    /// Symbol and consequence of the transcript to show.
    pub(super) gene: Option<&'t str>,
    pub(super) consequence: Option<u16>,
    pub(super) significance: Option<&'t str>,
    pub(super) frequencies: [Option<u32>; FREQUENCY_FIELDS],
    shown: Option<(bool, u8)>,
}

/// A consequence text, read once.
#[derive(Debug)]
struct Known {
    text: String,
    /// `None` where the annotator's own word has to be heard.
    effect: Option<Effect>,
}

#[derive(Clone, Copy, Debug)]
struct Effect {
    impact: Impact,
    changes: bool,
    /// Place of the most severe term in [`Consequences::terms`].
    term: u16,
}

/// Consequence texts seen lately, and all terms seen so far.
#[derive(Debug)]
pub(super) struct Consequences {
    known: Vec<Option<Known>>,
    pub(super) terms: Vec<ConsequenceTerm>,
}

impl EntryFields {
    pub(super) fn new(layout: &AnnotationLayout, frequencies: Vec<usize>, significance: Option<usize>) -> Option<Self> {
        let (select, plus) = (layout.mane_select, layout.mane_plus_clinical);
        let optional = [layout.symbol, layout.canonical, select, plus, significance];
        let described = [layout.hgvsc, layout.hgvsp, layout.amino_acids];
        let read = optional.into_iter().chain(described).flatten().chain(frequencies.iter().copied());
        let end = read.chain([layout.allele, layout.consequence]).max()? + 1;
        (end <= FIELDS).then_some(Self {
            allele: layout.allele,
            consequence: layout.consequence,
            symbol: layout.symbol,
            canonical: layout.canonical,
            mane_select: select,
            mane_plus_clinical: plus,
            hgvsc: layout.hgvsc,
            hgvsp: layout.hgvsp,
            amino_acids: layout.amino_acids,
            frequencies,
            significance,
            end,
        })
    }

    /// Reads all entries of `annotation`; `spelled` tells how each allele is written in it. `None` when an entry speaks of
    /// none of them, or has a consequence that is not known.
    pub(super) fn read<'t>(
        &self,
        annotation: &'t str,
        spelled: &[&str],
        known: &mut Consequences,
        mut of_interest: impl FnMut(&str) -> Interest,
    ) -> Option<[AlleleEntries<'t>; ALLELES]> {
        let mut alleles = [AlleleEntries::default(); ALLELES];
        let mut ends = [0; FIELDS];
        let mut rest = Some(annotation);
        while let Some(text) = rest {
            let (entry, after) = match memchr(b',', text.as_bytes()) {
                Some(end) => (text.get(..end)?, text.get(end + 1..)),
                None => (text, None),
            };
            rest = after;
            let fields = Fields::split(entry, self.end, &mut ends);
            let own = fields.at(self.allele).unwrap_or_default();
            let index = spelled.iter().position(|spelled| *spelled == own)?;
            self.add(&fields, alleles.get_mut(index)?, known, &mut of_interest)?;
        }
        Some(alleles)
    }

    fn add<'t>(
        &self,
        fields: &Fields<'t, '_>,
        allele: &mut AlleleEntries<'t>,
        known: &mut Consequences,
        of_interest: &mut impl FnMut(&str) -> Interest,
    ) -> Option<()> {
        let gene = fields.stated(self.symbol);
        let Effect { impact, changes, term } = known.of(fields.stated(Some(self.consequence)).unwrap_or_default())?;
        allele.annotated = true;
        allele.named |= gene.is_some();
        allele.changes |= changes;
        allele.impact = allele.impact.max(Some(impact));
        if let Some(interest) = gene.map(of_interest).filter(|interest| interest.gene) {
            allele.of_interest = true;
            let protein = fields.stated(self.hgvsp).or_else(|| fields.stated(self.amino_acids)).is_some();
            allele.described |= protein || (interest.coding_changes && fields.stated(self.hgvsc).is_some());
        }
        for (slot, place) in allele.frequencies.iter_mut().zip(&self.frequencies) {
            *slot = slot.or_else(|| fields.at(*place).filter(|text| !text.is_empty()).and_then(of_entry));
        }
        allele.significance = allele.significance.or_else(|| stated(fields.at(self.significance?)?));
        let rank = self.rank(fields);
        // Genes first, then the transcript's rank, then severity; of equals the first.
        let own = (gene.is_none(), rank);
        let severity = |term: Option<u16>| term.and_then(|term| known.terms.get(usize::from(term)));
        let better =
            allele.shown.is_none_or(|shown| (own, severity(Some(term))) < (shown, severity(allele.consequence)));
        if better {
            (allele.shown, allele.gene, allele.consequence) = (Some(own), gene, Some(term));
        }
        Some(())
    }

    /// As [`model::small_variant::TranscriptSelection::rank`].
    fn rank(&self, fields: &Fields<'_, '_>) -> u8 {
        if fields.stated(self.mane_select).is_some() {
            0
        } else if fields.stated(self.mane_plus_clinical).is_some() {
            2
        } else if fields.stated(self.canonical) == Some("YES") {
            1
        } else {
            3
        }
    }
}

/// The bars of one entry.
struct Fields<'t, 'e> {
    entry: &'t str,
    /// Where each field ends.
    ends: &'e [u32; FIELDS],
    count: usize,
}

impl<'t, 'e> Fields<'t, 'e> {
    fn split(entry: &'t str, wanted: usize, ends: &'e mut [u32; FIELDS]) -> Self {
        let mut count = 0;
        for (place, byte) in (0_u32..).zip(entry.bytes()) {
            if byte == b'|' {
                if let Some(slot) = ends.get_mut(count) {
                    *slot = place;
                }
                count += 1;
                if count >= wanted {
                    return Self { entry, ends, count };
                }
            }
        }
        if let Some(slot) = ends.get_mut(count) {
            *slot = u32::try_from(entry.len()).unwrap_or(u32::MAX);
        }
        Self { entry, ends, count: count + 1 }
    }

    fn at(&self, place: usize) -> Option<&'t str> {
        let end = *self.ends.get(place).filter(|_| place < self.count)?;
        let start = match place.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)? as usize + 1,
        };
        self.entry.get(start..end as usize)
    }

    fn stated(&self, place: Option<usize>) -> Option<&'t str> {
        stated(self.at(place?)?)
    }
}

impl Default for Consequences {
    fn default() -> Self {
        Self { known: (0..MEMORY).map(|_| None).collect(), terms: Vec::new() }
    }
}

impl Consequences {
    /// What a consequence text says; `None` unless each of its terms is known.
    fn of(&mut self, text: &str) -> Option<Effect> {
        let bytes = text.as_bytes();
        let mark = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
        let mixed = bytes.len() * 5 + mark(bytes.first()) * 7 + mark(bytes.get(bytes.len() / 2)) * 31;
        let slot = mixed % MEMORY;
        let met = self.known.get(slot).and_then(Option::as_ref).is_some_and(|known| known.text == text);
        if !met {
            let read = self.read(text);
            *self.known.get_mut(slot)? = Some(read);
        }
        self.known.get(slot)?.as_ref()?.effect
    }

    fn read(&mut self, text: &str) -> Known {
        let terms = text.split('&').filter(|term| !term.is_empty()).map(ConsequenceTerm::from);
        let mut terms: Vec<ConsequenceTerm> = terms.collect();
        terms.sort();
        let (impact, changes) = effect(&terms, None);
        let first = terms.into_iter().next();
        let effect = impact.zip(first).and_then(|(impact, term)| {
            let term = self.place(term)?;
            Some(Effect { impact, changes, term })
        });
        Known { text: text.to_owned(), effect }
    }

    fn place(&mut self, term: ConsequenceTerm) -> Option<u16> {
        let place = self.terms.iter().position(|known| *known == term).unwrap_or_else(|| {
            self.terms.push(term);
            self.terms.len() - 1
        });
        u16::try_from(place).ok()
    }
}
