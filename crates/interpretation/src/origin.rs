//! Somatic or germline: does the observation come from where the statement says?

use knowledge::statement::OriginRequirement;
use model::assessed::Met;
use model::evidence::AlleleOrigin;
use model::profile::MolecularProfile;
use model::variation::ObservationKey;

use crate::evaluate::Evaluation;

/// Relates the origin of what was observed to what the statement requires. Genome-wide markers have no origin.
pub fn relate(required: OriginRequirement, evaluation: &Evaluation, profile: &MolecularProfile) -> Met {
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
    each.fold(Met::Met, Met::and)
}

fn origin_of(key: &ObservationKey, profile: &MolecularProfile) -> Option<AlleleOrigin> {
    match key {
        ObservationKey::Allele(_) => {
            profile.small_variants.iter().find(|variant| variant.key() == *key).map(|variant| variant.origin)
        }
        ObservationKey::CopyNumber { .. } => {
            profile.copy_numbers.iter().find(|event| event.key() == *key).map(|event| event.origin)
        }
        ObservationKey::Rearrangement { .. } => {
            profile.rearrangements.iter().find(|event| event.key() == *key).map(|event| event.origin)
        }
        ObservationKey::Biomarker(_) => None,
    }
}
