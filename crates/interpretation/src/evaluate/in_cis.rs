//! Two changes on the same molecule, by the phase that the caller gives.

use model::assessed::Met;
use model::finding::Reason;
use model::small_variant::SmallVariant;

use super::Evaluation;
use crate::indexed_profile::IndexedProfile;

pub(super) fn require(together: Evaluation, profile: &IndexedProfile<'_>) -> Evaluation {
    if together.met != Met::Met {
        return together;
    }
    let variants: Vec<&SmallVariant> =
        together.hits.iter().filter_map(|hit| profile.of_key(hit)).map(|(_, variant)| variant).collect();
    let phase = |variant: &SmallVariant| variant.phase_set.clone().zip(variant.phased_haplotype);
    let phases: Option<Vec<(String, u8)>> = variants.iter().map(|variant| phase(variant)).collect();
    let same_set =
        |phases: &[(String, u8)]| phases.windows(2).all(|pair| pair.first().map(|p| &p.0) == pair.get(1).map(|p| &p.0));
    let same_haplotype = |phases: &[(String, u8)]| phases.windows(2).all(|pair| pair.first() == pair.get(1));
    match phases {
        Some(phases) if same_haplotype(&phases) => {
            Evaluation { reasons: with(together.reasons, "phased_in_cis"), ..together }
        }
        Some(phases) if same_set(&phases) => Evaluation {
            met: Met::NotMet,
            absence_measured: true,
            hits: Vec::new(),
            reasons: with(together.reasons, "phased_in_trans"),
            ..together
        },
        _ => Evaluation { met: Met::NotAssessed, reasons: with(together.reasons, "phase_not_assessed"), ..together },
    }
}

fn with(mut reasons: Vec<Reason>, code: &str) -> Vec<Reason> {
    reasons.push(Reason::new(code));
    reasons
}
