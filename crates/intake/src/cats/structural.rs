//! Copy numbers and rearrangements of a CATS document.

use std::collections::BTreeSet;

use formats::cats::{self, Breakend, CopyNumberMetric, SkippedExonRange, Transcript};
use model::Decimal;
use model::copy_number::CopyNumberMeasure;
use model::ledger::Bin;
use model::structural::{CopyNumberAlteration, Rearrangement, RearrangementKind};

use super::CatsReader;
use crate::number::decimal;
use crate::result_codes::{copy_number_change, rearrangement_kind};

impl CatsReader<'_> {
    /// One alteration per gene named.
    pub(super) fn copy_number(&mut self, item: &cats::CopyNumberAlteration) {
        let source = self.next_source();
        let code = item.copy_number_alteration_type.as_str();
        let Some(change) = self.code("copyNumberAlterationType", code, copy_number_change(code)) else {
            self.tally.end(Bin::NotReadYet);
            return;
        };
        let genes = genes(&item.transcripts);
        self.tally.end(if genes.is_empty() { Bin::NoGene } else { Bin::Kept });
        let shown = item.copy_number_metrics.as_deref().and_then(shown_metric);
        let shown = shown.filter(|_| !self.options.hide_cna_value);
        let origin = self.origin(item.variant_origin.as_deref(), &item.sample_item_id);
        self.profile.copy_numbers.extend(genes.into_iter().map(|gene| CopyNumberAlteration {
            gene,
            change,
            value: shown.as_ref().map(|(value, _)| *value),
            unit: shown.as_ref().map(|(_, unit)| unit.clone()),
            measured: CopyNumberMeasure::default(),
            origin,
            reported: Some(item.reported),
            source: source.clone(),
        }));
    }

    /// One rearrangement per ordered pair of genes, else one by its breakends.
    pub(super) fn rearrangement(&mut self, item: &cats::Rearrangement) {
        let source = self.next_source();
        let code = item.rearrangement_type.as_str();
        let kind = self.code("rearrangementType", code, rearrangement_kind(code)).unwrap_or(RearrangementKind::Other);
        let stated: Vec<Partners> = item.ordered_gene_pairs.iter().flatten().filter_map(|pair| ordered(pair)).collect();
        let order_stated = !stated.is_empty();
        let partners = if order_stated { stated } else { by_breakends(&item.breakends).into_iter().collect() };
        self.tally.end(if partners.is_empty() { Bin::NoGene } else { Bin::Kept });
        let origin = self.origin(item.variant_origin.as_deref(), &item.sample_item_id);
        self.profile.rearrangements.extend(partners.into_iter().map(|partners| Rearrangement {
            five_prime: Some(partners.five_prime),
            three_prime: partners.three_prime,
            kind,
            order_stated,
            detail: detail(item),
            supporting_reads: item.supporting_read_count,
            call: None,
            origin,
            reported: Some(item.reported),
            source: source.clone(),
        }));
    }
}

/// The genes of one event; a single gene stands at the 5′ end.
struct Partners {
    five_prime: String,
    three_prime: Option<String>,
}

/// Symbols named, each once, in order.
fn genes(transcripts: &[Transcript]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let symbols = transcripts.iter().filter_map(|transcript| transcript.gene_symbol.as_deref());
    let symbols = symbols.map(str::trim).filter(|symbol| !symbol.is_empty() && seen.insert((*symbol).to_owned()));
    symbols.map(str::to_owned).collect()
}

fn ordered(pair: &[Option<String>]) -> Option<Partners> {
    let mut named = pair.iter().flatten().filter(|gene| !gene.trim().is_empty()).cloned();
    Some(Partners { five_prime: named.next()?, three_prime: named.next() })
}

fn by_breakends(breakends: &[Breakend]) -> Option<Partners> {
    let mut named = breakends.iter().filter_map(|breakend| genes(&breakend.transcripts).into_iter().next());
    let five_prime = named.next()?;
    let three_prime = named.next().filter(|gene| *gene != five_prime);
    Some(Partners { five_prime, three_prime })
}

/// Skipped exons by number, else the laboratory's own names of the event.
fn detail(item: &cats::Rearrangement) -> Option<String> {
    let exons: Vec<String> = item.skipped_exon_ranges.iter().flatten().filter_map(exons).collect();
    let names = item.rearrangement_names.clone().unwrap_or_default();
    let parts = if exons.is_empty() { names } else { exons };
    Some(parts.join("; ")).filter(|text| !text.is_empty())
}

fn exons(range: &SkippedExonRange) -> Option<String> {
    let (first, last) = (*range.exon_range.first()?, *range.exon_range.last()?);
    let numbers: Vec<String> = (first..=last).map(|exon| exon.to_string()).collect();
    match numbers.len() {
        0 => None,
        1 => Some(format!("exon {}", numbers.join(""))),
        _ => Some(format!("exons {}", numbers.join(", "))),
    }
}

/// The number to show: a copy number before a fold change, and no zero while another metric says something.
fn shown_metric(metrics: &[CopyNumberMetric]) -> Option<(Decimal, String)> {
    let read = metrics.iter().filter_map(|metric| Some((decimal(&metric.value.0)?, metric.unit.clone())));
    read.min_by_key(|(value, unit)| (value.is_zero() && metrics.len() > 1, !unit.ends_with("copy number")))
}
