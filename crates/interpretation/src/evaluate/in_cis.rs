//! Changes on the same molecule, or on two, by the phase that the caller gives. Each part of a subject may be met by several
//! variants: one choice of them that lies as wanted is enough, and only where no choice could is the answer no.

use model::assessed::Met;
use model::finding::Reason;
use model::small_variant::SmallVariant;

use super::{Evaluation, all_of};
use crate::indexed_profile::IndexedProfile;

/// How some variants lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// All on one molecule.
    Cis,
    /// Both molecules are hit; of more than two variants some share one.
    Trans,
    /// Nobody told.
    Unclear,
}

pub(super) fn require(parts: Vec<Evaluation>, profile: &IndexedProfile<'_>) -> Evaluation {
    decide(parts, profile, Phase::Cis)
}

pub(super) fn require_apart(parts: Vec<Evaluation>, profile: &IndexedProfile<'_>) -> Evaluation {
    decide(parts, profile, Phase::Trans)
}

/// How the variants of an evaluation lie, taken together: some two of them apart, all on one molecule, or not told.
pub(super) fn phase_of(together: &Evaluation, profile: &IndexedProfile<'_>) -> Phase {
    of_all(&variants(together, profile))
}

fn decide(parts: Vec<Evaluation>, profile: &IndexedProfile<'_>, wanted: Phase) -> Evaluation {
    let choices: Vec<Vec<&SmallVariant>> = parts.iter().map(|part| variants(part, profile)).collect();
    let together = all_of(parts);
    if together.met != Met::Met {
        return together;
    }
    let phase = best(&choices, &mut Vec::new(), wanted);
    let code = match phase {
        Phase::Cis => "phased_in_cis",
        Phase::Trans => "phased_in_trans",
        Phase::Unclear => "phase_not_assessed",
    };
    let mut reasons = together.reasons;
    reasons.push(Reason::new(code));
    if phase == wanted {
        Evaluation { reasons, ..together }
    } else if phase == Phase::Unclear {
        Evaluation { met: Met::NotAssessed, reasons, ..together }
    } else {
        Evaluation { met: Met::NotMet, absence_measured: true, hits: Vec::new(), reasons, ..together }
    }
}

/// The most welcome of all choices of one variant for each part: as wanted, then not told, then otherwise.
fn best<'p>(choices: &[Vec<&'p SmallVariant>], chosen: &mut Vec<&'p SmallVariant>, wanted: Phase) -> Phase {
    let Some((part, rest)) = choices.split_first() else { return of_all(chosen) };
    if part.is_empty() {
        return Phase::Unclear;
    }
    let mut found: Option<Phase> = None;
    for variant in part {
        chosen.push(variant);
        let phase = best(rest, chosen, wanted);
        chosen.pop();
        if phase == wanted {
            return phase;
        }
        if found != Some(Phase::Unclear) {
            found = Some(phase);
        }
    }
    found.unwrap_or(Phase::Unclear)
}

/// Two that are known to lie apart decide, whatever is not told of a third.
fn of_all(variants: &[&SmallVariant]) -> Phase {
    let pairs =
        || variants.iter().enumerate().flat_map(|(at, one)| variants.iter().skip(at + 1).map(move |o| (one, o)));
    if pairs().any(|(one, other)| of_two(one, other) == Phase::Trans) {
        Phase::Trans
    } else if pairs().all(|(one, other)| of_two(one, other) == Phase::Cis) && !variants.is_empty() {
        Phase::Cis
    } else {
        Phase::Unclear
    }
}

fn of_two(one: &SmallVariant, other: &SmallVariant) -> Phase {
    let told = |variant: &SmallVariant| variant.phase_set.clone().zip(variant.phased_haplotype);
    match (told(one), told(other)) {
        _ if one.allele == other.allele => Phase::Cis,
        (Some((set, one)), Some((other_set, other))) if set == other_set => {
            if one == other {
                Phase::Cis
            } else {
                Phase::Trans
            }
        }
        _ => Phase::Unclear,
    }
}

fn variants<'p>(part: &Evaluation, profile: &IndexedProfile<'p>) -> Vec<&'p SmallVariant> {
    part.hits.iter().filter_map(|hit| profile.of_key(hit)).map(|(_, variant)| variant).collect()
}
