//! The profile as rows, those with findings first.

use std::collections::BTreeMap;

use model::biomarker::Biomarker;
use model::finding::Finding;
use model::profile::MolecularProfile;
use model::small_variant::SmallVariant;
use model::structural::Rearrangement;
use model::structural_variant::{GeneRelation, StructuralVariant};
use model::variation::ObservationKey;

use super::{count, percent};
use crate::contract::VariantRow;

pub(super) fn variant_rows(profile: &MolecularProfile, findings: &[Finding]) -> Vec<VariantRow> {
    let mut rests_on: BTreeMap<&ObservationKey, u32> = BTreeMap::new();
    for key in findings.iter().flat_map(|finding| &finding.observations) {
        *rests_on.entry(key).or_default() += 1;
    }
    let found = |key: ObservationKey| rests_on.get(&key).copied().unwrap_or(0);
    let mut rows: Vec<VariantRow> = profile
        .small_variants
        .iter()
        .map(|variant| small(variant, found(variant.key())))
        .chain(profile.copy_numbers.iter().map(|event| {
            let value = event.value.map(|value| match &event.unit {
                Some(unit) => format!("{value} {unit}"),
                None => value.to_string(),
            });
            plain("copy_number", event.gene.clone(), event.change.to_string(), value, found(event.key()))
        }))
        .chain(profile.rearrangements.iter().map(|event| rearrangement(event, found(event.key()))))
        .chain(profile.structural_variants.iter().map(|variant| structural(variant, found(variant.key()))))
        .chain(profile.biomarkers.iter().map(|marker| {
            let key = ObservationKey::Biomarker(marker.kind);
            plain("biomarker", marker.kind.to_string(), state(marker), value(marker), found(key))
        }))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.findings));
    rows
}

fn small(variant: &SmallVariant, findings: u32) -> VariantRow {
    let consequence = variant.shown_consequence();
    let gene = consequence.and_then(|consequence| consequence.gene.clone()).unwrap_or_default();
    let protein = consequence.and_then(|consequence| consequence.hgvsp.as_ref());
    let terms: Vec<&str> = consequence
        .map(|consequence| consequence.terms.iter().map(model::consequence::ConsequenceTerm::name).collect())
        .unwrap_or_default();
    VariantRow {
        class: "small_variant".to_owned(),
        label: match protein {
            Some(protein) => format!("{gene} p.{}", protein.change.short()),
            None => gene.clone(),
        },
        gene,
        place: variant.allele.to_string(),
        consequence: terms.join(", "),
        hgvsc: consequence.and_then(|consequence| consequence.hgvsc.clone()),
        hgvsp: protein.map(ToString::to_string),
        value: variant.tumor.as_ref().and_then(|metrics| metrics.vaf_fraction).map(|vaf| format!("{}%", percent(vaf))),
        depth_reads: variant.tumor.as_ref().and_then(|metrics| metrics.depth_reads),
        findings: count(findings),
    }
}

/// Genes, breakpoints and reads; what was concluded from breakends carries its allele fraction.
fn rearrangement(event: &Rearrangement, findings: u32) -> VariantRow {
    let genes: Vec<&str> = [&event.five_prime, &event.three_prime].into_iter().flatten().map(String::as_str).collect();
    let kind = event.kind.to_string();
    let call = event.call.as_ref();
    let places: Vec<String> =
        call.iter().flat_map(|call| &call.breakpoints).map(|breakend| breakend.place.to_string()).collect();
    let value = call
        .and_then(|call| call.vaf_fraction)
        .map(|vaf| format!("{}%", percent(vaf)))
        .or_else(|| event.supporting_reads.map(|reads| reads.to_string()));
    let place = if places.is_empty() { kind.clone() } else { places.join(" ~ ") };
    let label = [genes.join("::"), kind, event.detail.clone().unwrap_or_default()].join(" ").trim_end().to_owned();
    VariantRow { label, ..plain("rearrangement", genes.join("::"), place, value, findings) }
}

fn structural(variant: &StructuralVariant, findings: u32) -> VariantRow {
    let hit = variant.genes.iter().filter(|gene| !matches!(gene.relation, GeneRelation::Inside | GeneRelation::Near));
    let genes: Vec<&str> = hit.map(|gene| gene.gene.as_str()).collect();
    let ends = [Some(&variant.first), variant.second.as_ref()];
    let places: Vec<String> = ends.into_iter().flatten().map(|end| end.place.to_string()).collect();
    let support = variant.tumor.as_ref();
    let value = support.and_then(|support| support.vaf_fraction).map(|vaf| format!("{}%", percent(vaf)));
    VariantRow {
        label: format!("{} {}", genes.join(", "), variant.kind).trim_start().to_owned(),
        depth_reads: support.and_then(|support| support.depth_reads),
        ..plain("structural_variant", genes.join(", "), places.join(" ~ "), value, findings)
    }
}

fn plain(class: &str, gene: String, place: String, value: Option<String>, findings: u32) -> VariantRow {
    VariantRow {
        class: class.to_owned(),
        label: format!("{gene} {place}"),
        gene,
        place,
        consequence: String::new(),
        hgvsc: None,
        hgvsp: None,
        value,
        depth_reads: None,
        findings,
    }
}

fn state(marker: &Biomarker) -> String {
    marker.state.map(|state| format!("{state:?}")).unwrap_or_default()
}

/// The laboratory may ask for the category only.
fn value(marker: &Biomarker) -> Option<String> {
    let value = marker.value.filter(|_| !marker.hide_value)?;
    Some(match &marker.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value.to_string(),
    })
}
