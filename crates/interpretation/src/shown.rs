//! What people see of an observation.

use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::finding::ShownVariant;
use model::small_variant::{SmallVariant, TranscriptConsequence};
use model::variation::ObservationKey;

use crate::evaluate::Evaluation;
use crate::indexed_profile::IndexedProfile;

/// One entry per observation, in the same order. The transcript shown is the one that met the statement.
pub(crate) fn variants(
    observations: &[ObservationKey],
    evaluation: &Evaluation,
    profile: &IndexedProfile<'_>,
) -> Vec<ShownVariant> {
    observations.iter().map(|key| shown(key, evaluation, profile)).collect()
}

fn shown(key: &ObservationKey, evaluation: &Evaluation, profile: &IndexedProfile<'_>) -> ShownVariant {
    match key {
        ObservationKey::Allele(allele) => match profile.of_key(key) {
            Some((index, variant)) => small(variant, met_on(index, variant, evaluation)),
            None => plain(String::new(), allele.to_string()),
        },
        ObservationKey::CopyNumber { gene, change } => plain(gene.clone(), format!("{gene} {change}")),
        ObservationKey::Rearrangement { five_prime, three_prime, change } => {
            let genes: Vec<&str> = [five_prime, three_prime].into_iter().flatten().map(String::as_str).collect();
            let name = if genes.first() == genes.get(1) {
                genes.first().copied().unwrap_or("?").to_owned()
            } else {
                genes.join("::")
            };
            plain(name.clone(), format!("{name} {change}"))
        }
        ObservationKey::StructuralVariant { .. } => plain(String::new(), key.to_string()),
        ObservationKey::Biomarker(kind) => plain(kind.to_string(), marker(*kind, evaluation)),
        ObservationKey::WildType { gene, residue } => {
            let place = residue.map(|residue| format!(" p.{residue}")).unwrap_or_default();
            plain(gene.clone(), format!("{gene}{place} wild-type"))
        }
    }
}

fn met_on<'p>(index: usize, variant: &'p SmallVariant, evaluation: &Evaluation) -> Option<&'p TranscriptConsequence> {
    let at = evaluation.transcripts.iter().find(|(at, _)| *at == index).map(|(_, transcript)| *transcript);
    at.and_then(|at| variant.consequences.get(at)).or_else(|| variant.shown_consequence())
}

/// `TMB-High`: what the statement asked for and the profile met.
fn marker(kind: BiomarkerKind, evaluation: &Evaluation) -> String {
    match evaluation.marker_states.iter().find(|(met, _)| *met == kind).map(|(_, state)| *state) {
        Some(BiomarkerState::High) => format!("{kind}-High"),
        Some(BiomarkerState::Intermediate) => format!("{kind}-Intermediate"),
        Some(BiomarkerState::Low) => format!("{kind}-Low"),
        Some(BiomarkerState::Stable) if kind == BiomarkerKind::Msi => "MSS".to_owned(),
        Some(BiomarkerState::Stable | BiomarkerState::CannotBeDetermined) | None => kind.to_string(),
    }
}

fn small(variant: &SmallVariant, consequence: Option<&TranscriptConsequence>) -> ShownVariant {
    let gene = consequence.and_then(|c| c.gene.clone()).unwrap_or_default();
    let hgvsp = consequence.and_then(|c| c.hgvsp.as_ref());
    let hgvsc = consequence.and_then(|c| c.hgvsc.clone());
    let coding = hgvsc.as_deref().and_then(|text| text.rsplit(':').next()).map(str::to_owned);
    let change = hgvsp.map(|p| format!("p.{}", p.change.short())).or(coding);
    ShownVariant {
        label: format!("{gene} {}", change.unwrap_or_else(|| variant.allele.to_string())).trim().to_owned(),
        gene,
        allele: Some(variant.allele.to_string()),
        hgvsc,
        hgvsp: hgvsp.map(ToString::to_string),
        transcript: consequence.and_then(|c| c.transcript.clone()),
        vaf_fraction: variant.tumor.as_ref().and_then(|metrics| metrics.vaf_fraction),
        depth_reads: variant.tumor.as_ref().and_then(|metrics| metrics.depth_reads),
        oncogenicity: None,
        amp: None,
    }
}

fn plain(gene: String, label: String) -> ShownVariant {
    ShownVariant {
        gene,
        allele: None,
        hgvsc: None,
        hgvsp: None,
        transcript: None,
        label,
        vaf_fraction: None,
        depth_reads: None,
        oncogenicity: None,
        amp: None,
    }
}
