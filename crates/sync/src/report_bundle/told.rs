//! What of a signed report is told outside, and what is not.

use std::collections::BTreeSet;

use model::evidence::LevelState;
use model::finding::FindingKey;
use model::profile::MolecularProfile;

use super::{PseudonymisedBiomarker, PseudonymisedRecommendation};
use crate::payload::PseudonymisedCase;

/// What is told outside.
#[derive(Clone, Debug)]
pub struct Told {
    /// The case, with the findings that have a level which may be used.
    pub case: PseudonymisedCase,
    /// Recommendations, without those that would tell of something inherited which the case does not tell.
    pub recommendations: Vec<PseudonymisedRecommendation>,
    /// Markers, without the values that the laboratory keeps back.
    pub biomarkers: Vec<PseudonymisedBiomarker>,
    /// Findings that are not told because their level is a candidate or there is none. Those about something inherited that
    /// the person did not wish to hear of are not counted: a number would tell of them.
    pub left_out: usize,
}

impl Told {
    /// Of a case, its conclusion and its profile.
    pub fn of(
        mut case: PseudonymisedCase,
        recommendations: Vec<PseudonymisedRecommendation>,
        profile: &MolecularProfile,
    ) -> Self {
        let known: BTreeSet<FindingKey> = case.findings.iter().map(|found| found.key).collect();
        let all = case.findings.len();
        case.findings.retain(|found| found.level_state == LevelState::Final && found.evidence_level.is_some());
        let told = |one: &PseudonymisedRecommendation| {
            case.germline_included || !(one.hints_at_germline || one.findings.iter().any(|key| !known.contains(key)))
        };
        let recommendations = recommendations.into_iter().filter(told).collect();
        let biomarkers = profile.biomarkers.iter().map(|marker| PseudonymisedBiomarker {
            kind: marker.kind,
            value: marker.value.filter(|_| !marker.hide_value),
            unit: marker.unit.clone(),
            state: marker.state,
        });
        Self { left_out: all - case.findings.len(), recommendations, biomarkers: biomarkers.collect(), case }
    }
}
