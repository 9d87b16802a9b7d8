//! What the variant table and the selection know of one allele.

use model::Decimal;
use model::consequence::{ConsequenceTerm, Impact};
use model::population::PopulationFrequencies;
use model::small_variant::{CallMetrics, SmallVariant, TranscriptConsequence};

use super::fact_fields::{FactFields, says_pathogenic};
use super::frequency::{Frequencies, deciding, note, of_allele, of_entry};
use super::selection::{Judged, Selection};
use crate::rows::RowFacts;

/// Facts of one alternate allele.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AlleleFacts {
    pub(crate) alternate_length: usize,
    impact: Option<Impact>,
    consequence: Option<String>,
    gene: Option<String>,
    significance: Option<String>,
    frequencies: Frequencies,
    vaf: Option<u32>,
    depth: Option<u32>,
    judged: Judged,
}

/// INFO values that speak of all alleles of a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecordFacts<'r> {
    frequencies: Vec<Option<&'r str>>,
    significance: Option<&'r str>,
}

impl<'r> RecordFacts<'r> {
    /// Looks the fields up in an INFO column.
    pub(crate) fn of_info(info: &'r str, fields: &FactFields) -> Self {
        let mut facts = Self { frequencies: vec![None; fields.info_frequencies.len()], significance: None };
        for (key, value) in info.split(';').filter_map(|field| field.split_once('=')) {
            let known = fields.info_frequencies.iter().position(|(own, _)| own == key);
            if let Some(slot) = known.and_then(|place| facts.frequencies.get_mut(place)) {
                *slot = Some(value);
            } else if fields.info_significance.as_deref() == Some(key) {
                facts.significance = stated(value);
            }
        }
        facts
    }
}

impl AlleleFacts {
    /// Facts of alternate `index` of `of`: the record's, and those of its own annotation entries.
    pub(crate) fn new(
        fields: &FactFields,
        record: &RecordFacts<'_>,
        (index, of): (usize, usize),
        (consequences, written): (&[TranscriptConsequence], &[&str]),
    ) -> Self {
        let mut facts = Self::default();
        for (value, (_, population)) in record.frequencies.iter().zip(&fields.info_frequencies) {
            note(&mut facts.frequencies, *population, value.and_then(|value| of_allele(value, index, of)));
        }
        for (place, population) in &fields.entry_frequencies {
            let value = written.iter().find_map(|entry| of_entry(entry.split('|').nth(*place)?));
            note(&mut facts.frequencies, *population, value);
        }
        let of_entries = || written.iter().find_map(|entry| stated(entry.split('|').nth(fields.entry_significance?)?));
        facts.significance = record.significance.or_else(of_entries).map(str::to_owned);
        let shown = TranscriptConsequence::shown(consequences);
        facts.consequence = shown.and_then(|shown| shown.terms.first()).map(|term| term.name().to_owned());
        facts.gene = shown.and_then(|shown| shown.gene.clone());
        for (position, consequence) in consequences.iter().enumerate() {
            let text = || written.get(position)?.split('|').nth(fields.entry_impact?);
            let (impact, changes) = effect(&consequence.terms, text());
            facts.impact = facts.impact.max(impact);
            facts.judged.changes |= changes;
            facts.judged.named |= consequence.gene.is_some();
        }
        facts.judged.annotated = !consequences.is_empty();
        facts.judged.frequency = deciding(facts.frequencies);
        facts.judged.pathogenic = facts.significance.as_deref().is_some_and(says_pathogenic);
        facts
    }

    /// Facts of an allele of a format that states neither frequency nor significance.
    pub(crate) fn of_variant(variant: &SmallVariant) -> Self {
        let entries = (variant.consequences.as_slice(), &[][..]);
        let mut facts = Self::new(&FactFields::default(), &RecordFacts::default(), (0, 1), entries);
        facts.alternate_length = variant.allele.alternate.len();
        facts.measured(variant.tumor.as_ref());
        facts
    }

    /// Adds what the sample shows.
    pub(crate) fn measured(&mut self, metrics: Option<&CallMetrics>) {
        self.vaf = metrics.and_then(|metrics| metrics.vaf_fraction).and_then(parts_per_billion);
        self.depth = metrics.and_then(|metrics| metrics.depth_reads);
    }

    /// What the selection judges.
    pub(crate) fn judged(
        &self,
        somatic: bool,
        consequences: &[TranscriptConsequence],
        selection: &Selection,
    ) -> Judged {
        let mut genes = consequences.iter().filter_map(|one| one.gene.as_deref());
        let of_interest = genes.any(|gene| selection.is_of_interest(gene));
        let described = of_interest && consequences.iter().any(|one| selection.is_described(one));
        Judged { somatic, of_interest, described, ..self.judged }
    }

    /// What the annotation says about populations; `None` where the header declares no such field.
    pub(crate) fn population(&self, fields: &FactFields) -> Option<PopulationFrequencies> {
        let [tommo, gnomad_east_asian, gnomad, _] =
            self.frequencies.map(|value| value.map(|value| Decimal::new(value.into(), 9).normalize()));
        let gnomad_asked = fields.asks_gnomad();
        (gnomad_asked || tommo.is_some()).then_some(PopulationFrequencies {
            tommo,
            gnomad_east_asian,
            gnomad,
            gnomad_asked,
        })
    }

    /// As a row of the variant table.
    pub(crate) fn row(&self) -> RowFacts<'_> {
        let [tommo, east_asian, gnomad, _] = self.frequencies;
        RowFacts {
            alternate_length: self.alternate_length,
            impact: self.impact.map_or(0, Impact::number),
            consequence: self.consequence.as_deref(),
            gene: self.gene.as_deref(),
            significance: self.significance.as_deref(),
            frequencies: [tommo, gnomad, east_asian],
            vaf: self.vaf,
            depth: self.depth,
        }
    }
}

/// Impact of one entry, and whether it may change protein or splicing. A term that is not known counts as a change
/// unless the annotator says otherwise; so does coding sequence of which no more is known.
pub(crate) fn effect(terms: &[ConsequenceTerm], stated: Option<&str>) -> (Option<Impact>, bool) {
    let own: Option<Vec<Impact>> = terms.iter().map(ConsequenceTerm::impact).collect();
    let known = own.filter(|own| !own.is_empty()).and_then(|own| own.into_iter().max());
    // EFF writes the effect and a bracket in front of it.
    let impact = known.or_else(|| stated.and_then(|text| text.rsplit('(').next()).and_then(Impact::of_text));
    let unclear = |term: &ConsequenceTerm| term.is_splicing() || *term == ConsequenceTerm::CodingSequence;
    (impact, impact.is_none_or(|impact| impact >= Impact::Moderate) || terms.iter().any(unclear))
}

/// A value that says something.
pub(crate) fn stated(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty() && *text != ".")
}

/// A fraction as the variant table keeps it; `None` beyond one.
pub(crate) fn parts_per_billion(fraction: Decimal) -> Option<u32> {
    let scaled = fraction.checked_mul(Decimal::from(1_000_000_000_u32))?.round();
    scaled.try_into().ok().filter(|scaled| *scaled <= 1_000_000_000)
}
