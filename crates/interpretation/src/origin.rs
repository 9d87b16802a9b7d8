//! Somatic or germline: does the observation come from where the statement says?

use knowledge::statement::OriginRequirement;
use model::assessed::Met;
use model::evidence::{AlleleOrigin, MatchKind};
use model::variation::ObservationKey;

use crate::evaluate::Evaluation;
use crate::indexed_profile::IndexedProfile;

/// Relates the origin of what was observed to what the statement requires. Genome-wide markers have no origin.
pub fn relate(required: OriginRequirement, evaluation: &Evaluation, profile: &IndexedProfile<'_>) -> Met {
    let origins = evaluation.hits.iter().filter_map(|hit| origin_of(hit, profile));
    let each = origins.map(|origin| match (required, origin) {
        (OriginRequirement::Either, _)
        | (OriginRequirement::Somatic, AlleleOrigin::Somatic)
        | (OriginRequirement::Germline, AlleleOrigin::Germline) => Met::Met,
        (_, AlleleOrigin::Unknown) => Met::NotAssessed,
        (OriginRequirement::Somatic, AlleleOrigin::Germline) | (OriginRequirement::Germline, AlleleOrigin::Somatic) => {
            Met::NotMet
        }
    });
    if evaluation.kind == MatchKind::Boolean {
        return each.fold(Met::Met, Met::and);
    }
    // Several hits are alternatives: one that fits is enough.
    let mut each = each.peekable();
    if each.peek().is_none() { Met::Met } else { each.fold(Met::NotMet, Met::or) }
}

/// The hits whose origin fits the statement, when some do and others do not; the finding rests on these.
pub fn fitting(
    required: OriginRequirement,
    evaluation: &Evaluation,
    profile: &IndexedProfile<'_>,
) -> Vec<ObservationKey> {
    let wanted = match required {
        OriginRequirement::Somatic => AlleleOrigin::Somatic,
        OriginRequirement::Germline => AlleleOrigin::Germline,
        OriginRequirement::Either => return evaluation.hits.clone(),
    };
    let fits = |hit: &&ObservationKey| origin_of(hit, profile).is_none_or(|origin| origin == wanted);
    let fitting: Vec<ObservationKey> = evaluation.hits.iter().filter(fits).cloned().collect();
    if fitting.is_empty() || evaluation.kind == MatchKind::Boolean { evaluation.hits.clone() } else { fitting }
}

pub(crate) fn origin_of(key: &ObservationKey, profile: &IndexedProfile<'_>) -> Option<AlleleOrigin> {
    match key {
        ObservationKey::Allele(_) => profile.of_key(key).map(|(_, variant)| variant.origin),
        ObservationKey::CopyNumber { .. } => {
            profile.copy_numbers.iter().find(|event| event.key() == *key).map(|event| event.origin)
        }
        ObservationKey::Rearrangement { .. } => {
            profile.rearrangements.iter().find(|event| event.key() == *key).map(|event| event.origin)
        }
        ObservationKey::StructuralVariant { .. } => {
            profile.structural_variants.iter().find(|event| event.key() == *key).map(|event| event.origin)
        }
        ObservationKey::Biomarker(_) | ObservationKey::WildType { .. } => None,
    }
}
