//! Two changes on the same molecule, or on two, by the phase that the caller gives.

use model::assessed::Met;
use model::finding::Reason;
use model::small_variant::SmallVariant;

use super::Evaluation;
use crate::indexed_profile::IndexedProfile;

/// How the changes lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// All on one molecule.
    Cis,
    /// Both molecules are hit; of more than two changes some share one.
    Trans,
    /// Nobody told.
    Unclear,
}

pub(super) fn require(together: Evaluation, profile: &IndexedProfile<'_>) -> Evaluation {
    decide(together, profile, Phase::Cis)
}

/// Of two changes each lies on a molecule of its own. Of several variants that meet them some two lie apart as soon as not all
/// lie on one molecule.
pub(super) fn require_apart(together: Evaluation, profile: &IndexedProfile<'_>) -> Evaluation {
    decide(together, profile, Phase::Trans)
}

fn decide(together: Evaluation, profile: &IndexedProfile<'_>, wanted: Phase) -> Evaluation {
    if together.met != Met::Met {
        return together;
    }
    let phase = phase_of(&together, profile);
    let code = match phase {
        Phase::Cis => "phased_in_cis",
        Phase::Trans => "phased_in_trans",
        Phase::Unclear => "phase_not_assessed",
    };
    let reasons = with(together.reasons, code);
    if phase == wanted {
        Evaluation { reasons, ..together }
    } else if phase == Phase::Unclear {
        Evaluation { met: Met::NotAssessed, reasons, ..together }
    } else {
        Evaluation { met: Met::NotMet, absence_measured: true, hits: Vec::new(), reasons, ..together }
    }
}

fn phase_of(together: &Evaluation, profile: &IndexedProfile<'_>) -> Phase {
    let variants: Vec<&SmallVariant> =
        together.hits.iter().filter_map(|hit| profile.of_key(hit)).map(|(_, variant)| variant).collect();
    let phase = |variant: &SmallVariant| variant.phase_set.clone().zip(variant.phased_haplotype);
    let phases: Option<Vec<(String, u8)>> = variants.iter().map(|variant| phase(variant)).collect();
    let same_set =
        |phases: &[(String, u8)]| phases.windows(2).all(|pair| pair.first().map(|p| &p.0) == pair.get(1).map(|p| &p.0));
    let same_haplotype = |phases: &[(String, u8)]| phases.windows(2).all(|pair| pair.first() == pair.get(1));
    match phases {
        Some(phases) if same_haplotype(&phases) => Phase::Cis,
        Some(phases) if same_set(&phases) => Phase::Trans,
        Some(_) | None => Phase::Unclear,
    }
}

fn with(mut reasons: Vec<Reason>, code: &str) -> Vec<Reason> {
    reasons.push(Reason::new(code));
    reasons
}
