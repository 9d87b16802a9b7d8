//! Functional classes: activating, loss of function, pathogenic.

use knowledge::Release;
use knowledge::criterion::FunctionalClass;
use model::assessed::Met;
use model::evidence::{Basis, MatchKind};
use model::finding::Reason;
use model::hgvs::ProteinChange;
use model::profile::AlterationClass;
use model::small_variant::TranscriptConsequence;
use model::structural::CopyNumberChange;
use model::variation::Allele;

use super::exon::reference_transcripts;
use super::numbering::readings;
use super::reference::{ExonNumber, exon_number};
use super::{Evaluation, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;

/// What the knowledge base lets us say about the function of one consequence.
#[derive(Clone, Debug, Default)]
pub(super) struct Function {
    pub(super) activating: bool,
    pub(super) loss: bool,
    pub(super) reason: Option<Reason>,
    pub(super) policies: Vec<String>,
    pub(super) from_memory: bool,
}

pub(super) fn function_of(
    gene: &str,
    allele: &Allele,
    consequence: &TranscriptConsequence,
    release: &Release,
) -> Function {
    let role = release.genes().role(gene);
    let from_memory = release.genes().basis(gene) == Some(Basis::FromMemory);
    let truncating = consequence.terms.iter().any(model::consequence::ConsequenceTerm::is_truncating);
    if truncating
        && spares_the_end(gene, allele, consequence, release)
        && role.is_some_and(knowledge::genes::GeneRole::is_suppressor)
    {
        return Function::default();
    }
    if truncating && role.is_some_and(knowledge::genes::GeneRole::is_suppressor) {
        let policy = "truncation_in_suppressor_counts_as_loss_of_function";
        return Function {
            loss: release.policies().value(policy),
            reason: Some(Reason::new("truncation_in_suppressor").with("gene", gene)),
            policies: vec![policy.to_owned()],
            from_memory,
            ..Function::default()
        };
    }
    let hotspot = readings(gene, consequence, release)
        .iter()
        .find_map(|reading| release.hotspots().of_change(gene, &reading.change));
    let Some(hotspot) = hotspot else { return Function::default() };
    let policy = "hotspot_counts_as_functional_class";
    let counts = release.policies().value(policy);
    Function {
        activating: counts && role.is_some_and(knowledge::genes::GeneRole::is_oncogene),
        loss: counts && role.is_some_and(knowledge::genes::GeneRole::is_suppressor),
        reason: Some(Reason::new("recurrent_hotspot").with("gene", gene).with("hotspot", hotspot)),
        policies: vec![policy.to_owned()],
        from_memory,
    }
}

/// A truncation in the last exon leaves most of the protein and escapes decay; its effect has to be looked up.
pub(crate) fn spares_the_end(
    gene: &str,
    allele: &Allele,
    consequence: &TranscriptConsequence,
    release: &Release,
) -> bool {
    match exon_number(gene, allele, consequence, release) {
        ExonNumber::Told(rank) | ExonNumber::ByPack(rank, _) => rank.total > 1 && rank.first == rank.total,
        // Two exon numbers that differ: the end may be spared. No number at all: the terms speak for themselves.
        ExonNumber::Unknown(_) => consequence.exon.is_some(),
    }
}

pub(super) fn functional(
    gene: &str,
    class: FunctionalClass,
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    let mut whole = Evaluation::not_met(MatchKind::Class);
    let mut touched = false;
    for (index, variant, consequences) in of_gene(profile, gene) {
        touched |= consequences.iter().any(|(_, consequence)| alters_protein(consequence));
        let best = reference_transcripts(consequences);
        let hit = best.iter().find_map(|(at, consequence)| {
            qualifies((gene, &variant.allele), class, consequence, release).map(|function| (*at, function))
        });
        if let Some((at, function)) = hit {
            let reason = function.reason.unwrap_or_else(|| Reason::new("protein_altering").with("gene", gene));
            let mut one = Evaluation::hit(MatchKind::Class, variant.key(), reason);
            one.transcripts.push((index, at));
            one.policies = function.policies;
            one.leans_on_memory = function.from_memory;
            whole.met = Met::Met;
            whole.absorb(one);
        }
    }
    if class == FunctionalClass::LossOfFunction || class == FunctionalClass::Pathogenic {
        lost_copies(gene, profile, &mut whole);
    }
    match (whole.hits.is_empty(), touched) {
        (false, _) => whole,
        (true, true) if matches!(class, FunctionalClass::Truncating | FunctionalClass::Frameshift) => {
            Evaluation::not_met(MatchKind::Class)
        }
        (true, true) => {
            let reason = Reason::new("function_not_known").with("gene", gene);
            Evaluation::not_assessed(MatchKind::Class, reason).touching()
        }
        (true, false) => unseen(profile, AlterationClass::SmallVariant, MatchKind::Class),
    }
}

fn qualifies(
    (gene, allele): (&str, &Allele),
    class: FunctionalClass,
    consequence: &TranscriptConsequence,
    release: &Release,
) -> Option<Function> {
    let function = function_of(gene, allele, consequence, release);
    let counts = match class {
        FunctionalClass::Activating => function.activating,
        FunctionalClass::LossOfFunction | FunctionalClass::Pathogenic => function.loss,
        FunctionalClass::Truncating => {
            let truncates = consequence.terms.iter().any(model::consequence::ConsequenceTerm::is_truncating);
            return truncates.then(Function::default);
        }
        FunctionalClass::Frameshift => {
            return consequence
                .terms
                .contains(&model::consequence::ConsequenceTerm::Frameshift)
                .then(Function::default);
        }
        FunctionalClass::AnyMutation => return alters_protein(consequence).then(Function::default),
        FunctionalClass::InternalTandemDuplication => {
            return repeats(gene, consequence, release)
                .then(|| Function { reason: Some(Reason::new("tandem_duplication").with("gene", gene)), ..function });
        }
        // Without the domain borders of a reference pack, or the germline allele beside it: stays open.
        FunctionalClass::KinaseDomain | FunctionalClass::Reversion => false,
    };
    counts.then_some(function)
}

fn alters_protein(consequence: &TranscriptConsequence) -> bool {
    use model::consequence::ConsequenceTerm as Term;
    consequence.terms.iter().any(|term| {
        term.is_truncating()
            || matches!(
                term,
                Term::Missense
                    | Term::InframeInsertion
                    | Term::InframeDeletion
                    | Term::ProteinAltering
                    | Term::StopLost
                    | Term::StartLost
            )
    })
}

/// An in-frame repeat or insertion where such changes recur; elsewhere in the gene its meaning is not known.
fn repeats(gene: &str, consequence: &TranscriptConsequence, release: &Release) -> bool {
    readings(gene, consequence, release).iter().any(|reading| {
        let adds = matches!(reading.change, ProteinChange::Duplication { .. } | ProteinChange::Insertion { .. });
        adds && release.hotspots().of_change(gene, &reading.change).is_some()
    })
}

fn lost_copies(gene: &str, profile: &IndexedProfile<'_>, whole: &mut Evaluation) {
    let lost = profile
        .copy_numbers
        .iter()
        .filter(|event| event.gene == gene && event.change == CopyNumberChange::HomozygousDeletion);
    for event in lost {
        whole.met = Met::Met;
        whole.absorb(Evaluation::hit(
            MatchKind::CopyNumber,
            event.key(),
            Reason::new("both_copies_lost").with("gene", gene),
        ));
    }
}
