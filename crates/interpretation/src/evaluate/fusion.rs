//! Fusions, in either order of the partners.

use knowledge::criterion::FusionPartners;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::{AlterationClass, MolecularProfile};
use model::structural::{Rearrangement, RearrangementKind};

use super::{Evaluation, unseen};

pub(super) fn fusion(partners: &FusionPartners, profile: &MolecularProfile) -> Evaluation {
    let mut whole: Option<Evaluation> = None;
    for event in profile.rearrangements.iter().filter(|event| joins(event, partners)) {
        let name = |gene: &Option<String>| gene.clone().unwrap_or_else(|| "?".to_owned());
        let reason = Reason::new("fusion_reported")
            .with("fusion", format!("{}::{}", name(&event.five_prime), name(&event.three_prime)));
        let one = Evaluation::hit(MatchKind::Fusion, event.key(), reason);
        match &mut whole {
            Some(whole) => whole.absorb(one),
            None => whole = Some(one),
        }
    }
    whole.unwrap_or_else(|| unseen(profile, AlterationClass::Rearrangement, MatchKind::Fusion))
}

fn joins(event: &Rearrangement, partners: &FusionPartners) -> bool {
    let genes = [event.five_prime.as_deref(), event.three_prime.as_deref()];
    let two_genes = genes[0].is_some() && genes[1].is_some() && genes[0] != genes[1];
    let fuses = event.kind == RearrangementKind::Fusion;
    match partners {
        FusionPartners::Pair(one, other) => {
            two_genes && genes.contains(&Some(one.as_str())) && genes.contains(&Some(other.as_str()))
        }
        FusionPartners::One(gene) => fuses && genes.contains(&Some(gene.as_str())),
    }
}
