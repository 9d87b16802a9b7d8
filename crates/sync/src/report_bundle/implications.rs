//! What it means: one observation for each finding, resting on its variants.

use std::collections::BTreeMap;

use formats::fhir::{CodeableConcept, Coding, Component, Observation, ObservationValue, Reference};
use model::evidence::{LevelState, Predicate};
use model::finding::FindingKey;

use super::Frame;
use super::codes::{self, LOINC, own, profile, to_be_decided};
use super::variants::{concept, loinc, place};
use crate::payload::PseudonymisedFinding;

/// Findings about a therapy, with their keys. What has no variant, and what is no finding about a therapy, is none.
pub(super) fn observations(frame: &Frame<'_>, places: &BTreeMap<String, String>) -> Vec<(FindingKey, Observation)> {
    let findings = frame.payload.case.findings.iter();
    findings.filter_map(|found| observation(frame, found, places).map(|one| (found.key, one))).collect()
}

fn observation(
    frame: &Frame<'_>,
    found: &PseudonymisedFinding,
    places: &BTreeMap<String, String>,
) -> Option<Observation> {
    let effect = effect(found.predicate)?;
    let derived_from: Vec<Reference> = found
        .variants
        .iter()
        .filter_map(|variant| places.get(&place(variant)))
        .map(|id| Reference::to("Observation", id))
        .collect();
    if derived_from.is_empty() {
        return None;
    }
    let mut component = vec![concept(to_be_decided("therapeutic-implication").into(), effect)];
    component.extend(level(found));
    let access = Coding::new(&own("drug-accessibility"), found.accessibility.code());
    component.push(concept(Coding::new(&own("component"), "drug-accessibility").into(), access.into()));
    component.extend(
        found
            .tumor_type_ja
            .iter()
            .map(|tumor| concept(loinc("81259-4", "Associated phenotype"), CodeableConcept::words(tumor))),
    );
    component.extend(
        found
            .therapies
            .iter()
            .map(|therapy| concept(loinc("51963-7", "Medication assessed [ID]"), CodeableConcept::words(&therapy.en))),
    );
    Some(Observation {
        id: frame.ids.of(&format!("implication {} {}", found.key, found.statement)),
        meta: profile("therapeutic-implication"),
        status: "final".to_owned(),
        category: codes::categories(),
        code: to_be_decided("therapeutic-implication").into(),
        subject: frame.subject(),
        specimen: frame.specimen(),
        value: ObservationValue::default(),
        derived_from,
        component,
    })
}

/// The level, with its own system, as the release gives it; a candidate is not told as a level.
fn level(found: &PseudonymisedFinding) -> Option<Component> {
    let level = found.evidence_level.filter(|_| found.level_state == LevelState::Final)?;
    let system = own(if found.resistance { "evidence-level-resistance" } else { "evidence-level" });
    let told = CodeableConcept::from(Coding::new(&system, level.code())).said(level.code());
    Some(concept(loinc("93044-6", "Level of evidence"), told))
}

/// `None` for what says nothing of a therapy.
fn effect(predicate: Predicate) -> Option<CodeableConcept> {
    let answer = |code: &str, display: &str| Some(Coding::new(LOINC, code).shown(display).into());
    match predicate {
        Predicate::PredictsSensitivity => answer("LA6677-4", "Responsive"),
        Predicate::PredictsResistance => answer("LA6676-6", "Resistant"),
        Predicate::PredictsReducedSensitivity => Some(CodeableConcept::words("reduced sensitivity")),
        Predicate::NoBenefit => Some(CodeableConcept::words("no benefit")),
        Predicate::Diagnostic
        | Predicate::Prognostic
        | Predicate::Predisposing
        | Predicate::Oncogenic
        | Predicate::Functional => None,
    }
}
