//! The rule that put a record into its bin, with the value that it compared, and what else the record measures.

use std::collections::BTreeSet;

use model::ledger::Bin;

use super::explanation::{Hit, Known, message, step};
use super::variant_filter::percent;
use crate::contract::{ExplanationStep, Message};

/// `7:55191822:T:G`
pub(super) fn place(hit: &Hit<'_>) -> String {
    let Some(found) = &hit.row else {
        return hit.observed.first().map(|observed| observed.place.clone()).unwrap_or_default();
    };
    let at = format!("{}:{}", found.row.contig.as_deref().unwrap_or("?"), found.row.position);
    match &hit.words {
        Some(words) if words.reference.len() + words.alternate.len() > 0 => {
            format!("{at}:{}:{}", words.reference, words.alternate)
        }
        _ => at,
    }
}

/// Every gene that the record or its observations name, sorted.
pub(super) fn genes(hit: &Hit<'_>) -> Vec<String> {
    let mut genes: BTreeSet<String> =
        hit.observed.iter().flat_map(|observed| &observed.genes).map(|gene| (*gene).to_owned()).collect();
    if genes.is_empty() {
        genes.extend(hit.row.as_ref().and_then(|found| found.row.gene.clone()));
        let told = hit.words.iter().flat_map(|words| &words.transcripts);
        genes.extend(told.filter_map(|transcript| transcript.gene.clone()));
    }
    genes.into_iter().collect()
}

/// Which bin, and why.
pub(super) fn ledger_steps(hit: &Hit<'_>, known: &Known<'_>) -> Vec<ExplanationStep> {
    let Some(found) = &hit.row else { return Vec::new() };
    let row = &found.row;
    let words = hit.words.as_ref();
    let gene = row.gene.clone().unwrap_or_default();
    let consequence = row.consequence.clone().unwrap_or_default();
    let Some(bin) = Bin::of_number(row.bin) else {
        return vec![step("ledger", message("explain_bin_newer", &[("number", &row.bin.to_string())]))];
    };
    let alternates = words.map(|words| words.alternates.clone()).unwrap_or_default();
    let said = match bin {
        Bin::Kept => message("explain_bin_kept", &[("gene", &gene), ("consequence", &consequence)]),
        Bin::KeptUnannotated => message("explain_bin_kept_unannotated", &[]),
        Bin::LowConfidence => message("explain_bin_low_confidence", &[]),
        Bin::LowImpact => message("explain_bin_low_impact", &[("gene", &gene), ("consequence", &consequence)]),
        Bin::Common => too_frequent(hit, known),
        Bin::FilteredByCaller => {
            let filter = words.and_then(|words| words.filter.clone()).unwrap_or_default();
            message("explain_bin_filtered_by_caller", &[("filter", &filter)])
        }
        Bin::NoGene => message("explain_bin_no_gene", &[("consequence", &consequence)]),
        Bin::NotInTumor => {
            let genotype = genotype(hit, known).map(|(_, genotype)| genotype).unwrap_or_default();
            message("explain_bin_not_in_tumor", &[("sample", &known.profile.tumor_sample), ("genotype", &genotype)])
        }
        Bin::NoAlternate => message("explain_bin_no_alternate", &[("alternate", &alternates)]),
        Bin::NotReadYet => message("explain_bin_not_read_yet", &[("alternate", &alternates)]),
        Bin::OtherSample => message("explain_bin_other_sample", &[("sample", &known.profile.tumor_sample)]),
        Bin::ReferenceDiffers => {
            let reference = words.map(|words| words.reference.clone()).unwrap_or_default();
            message("explain_bin_reference_differs", &[("reference", &reference)])
        }
        Bin::NotCallable => message("explain_bin_not_callable", &[]),
        Bin::NoValue => message("explain_bin_no_value", &[]),
        Bin::Malformed => message("explain_bin_malformed", &[]),
    };
    let cause = known.imported.ledger.files.get(usize::from(row.file)).and_then(|file| {
        file.malformed.iter().find(|record| bin == Bin::Malformed && record.line == u64::from(row.line))
    });
    let cause = cause.map(|record| step("ledger", message(&record.cause, &[])));
    [step("ledger", said)].into_iter().chain(cause).collect()
}

/// The first population that states a frequency decides.
fn frequency(hit: &Hit<'_>) -> Option<(&'static str, u32)> {
    let row = &hit.row.as_ref()?.row;
    [
        ("tommo", row.frequency_tommo),
        ("gnomad_east_asian", row.frequency_gnomad_east_asian),
        ("gnomad", row.frequency_gnomad),
    ]
    .into_iter()
    .find_map(|(name, value)| value.map(|value| (name, value)))
}

fn too_frequent(hit: &Hit<'_>, known: &Known<'_>) -> Message {
    let limit = known.imported.selection.as_ref().map(|selection| selection.common_from_fraction);
    let Some((limit, (population, value))) = limit.zip(frequency(hit)) else {
        return message("explain_bin_common_untold", &[]);
    };
    let limit = (limit * model::Decimal::ONE_HUNDRED).normalize().to_string();
    message("explain_bin_common", &[("population", population), ("percent", &percent(value)), ("limit", &limit)])
}

/// Sample and genotype as written.
fn genotype(hit: &Hit<'_>, known: &Known<'_>) -> Option<(String, String)> {
    let samples = &hit.row.as_ref()?.detail.as_ref()?.samples;
    let of_tumor = samples.iter().find(|(name, _)| *name == known.profile.tumor_sample);
    let (name, fields) = of_tumor.or(samples.first().filter(|_| samples.len() == 1))?;
    let value = fields.iter().find(|field| field.name == "GT")?.value.clone();
    Some((name.clone(), value))
}

/// What the record measures: change, genotype, fraction, depth, caller's filter, population, `ClinVar`.
pub(super) fn value_steps(hit: &Hit<'_>, known: &Known<'_>) -> Vec<ExplanationStep> {
    let mut steps = vec![step("values", change(hit))];
    let Some(found) = &hit.row else { return steps };
    let row = &found.row;
    if let Some((sample, genotype)) = genotype(hit, known) {
        steps.push(step("values", message("explain_genotype", &[("sample", &sample), ("genotype", &genotype)])));
    }
    let vaf = row.vaf.map(percent);
    let depth = row.depth.map(|reads| reads.to_string());
    steps.push(step(
        "values",
        match (&vaf, &depth) {
            (Some(vaf), Some(depth)) => message("explain_vaf_and_depth", &[("vaf", vaf), ("depth", depth)]),
            (Some(vaf), None) => message("explain_vaf", &[("vaf", vaf)]),
            (None, Some(depth)) => message("explain_depth", &[("depth", depth)]),
            (None, None) => message("explain_reads_not_stated", &[]),
        },
    ));
    let filter = hit.words.as_ref().and_then(|words| words.filter.clone());
    if let Some(filter) = filter.filter(|_| row.bin != Bin::FilteredByCaller.number()) {
        steps.push(step("values", message("explain_filter", &[("filter", &filter)])));
    }
    steps.push(step(
        "values",
        match frequency(hit) {
            Some((population, value)) => {
                message("explain_population", &[("population", population), ("percent", &percent(value))])
            }
            None => message("explain_population_not_stated", &[]),
        },
    ));
    if let Some(significance) = &row.clinical_significance {
        steps.push(step("values", message("explain_clinvar", &[("significance", significance)])));
    }
    steps
}

/// Gene, effect and description, as far as told.
fn change(hit: &Hit<'_>) -> Message {
    let small = hit.observed.iter().find_map(|observed| observed.small).and_then(|small| small.shown_consequence());
    let told = hit.words.as_ref().and_then(|words| {
        let shown = hit.row.as_ref().and_then(|found| found.row.gene.clone());
        words.transcripts.iter().find(|told| told.gene == shown).or(words.transcripts.first())
    });
    let row = hit.row.as_ref().map(|found| &found.row);
    let gene = small.and_then(|told| told.gene.clone()).or(row.and_then(|row| row.gene.clone()));
    let gene = gene.or(told.and_then(|told| told.gene.clone()));
    let Some(gene) = gene else {
        return match hit.observed.first() {
            Some(observed) => message("explain_event", &[("label", &observed.label), ("place", &observed.place)]),
            None => message("explain_change_not_annotated", &[]),
        };
    };
    let consequence = row.and_then(|row| row.consequence.clone());
    let consequence = consequence
        .or(small.and_then(|told| told.terms.first()).map(|term| term.name().to_owned()))
        .unwrap_or_default();
    let coding = small.and_then(|told| told.hgvsc.clone()).or(told.and_then(|told| told.hgvsc.clone()));
    let protein = small.and_then(|told| told.hgvsp.clone()).or(told.and_then(|told| told.hgvsp.clone()));
    let described = [coding, protein.map(|protein| protein.to_string())];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    message("explain_change", &[("gene", &gene), ("consequence", &consequence), ("change", &described)])
}
