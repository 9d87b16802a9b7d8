//! 臨床情報: every fact with the field that corrects it, and what it was before.

use casefile::CaseEvent;
use casefile::correction::{ClinicalField, written};
use model::clinical::ClinicalRecord;

use super::Surroundings;
use crate::contract::{ClinicalFact, EarlierValue};

pub(super) fn clinical_facts(clinical: &ClinicalRecord, around: &Surroundings<'_>) -> Vec<ClinicalFact> {
    let mut rows: Vec<ClinicalFact> =
        ClinicalField::all().filter_map(|field| correctable(clinical, field, around)).collect();
    for (treatment, number) in clinical.treatments.iter().zip(1..) {
        let field = ClinicalField::Treatment(number);
        rows.push(ClinicalFact {
            label: "treatment".to_owned(),
            value: super::treatment_words(treatment),
            field: Some(field.to_string()),
            written: written(clinical, field),
            earlier: earlier(field, around),
        });
    }
    rows.extend(clinical.phenotypes.iter().map(|phenotype| {
        let words = [phenotype.label.clone(), Some(phenotype.term.clone()), phenotype.onset.clone()];
        let label = if phenotype.excluded { "phenotype_excluded" } else { "phenotype" };
        as_written(label.to_owned(), words.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }));
    let facts = clinical.facts.iter().chain(&around.profile.facts);
    rows.extend(facts.map(|fact| as_written(format!("fact_{}", fact.topic.code()), fact.text.clone())));
    rows
}

/// What a document says and nobody corrects here.
fn as_written(label: String, value: String) -> ClinicalFact {
    ClinicalFact { label, value, field: None, written: None, earlier: Vec::new() }
}

/// A field that has a value, or had one before it was taken away.
fn correctable(clinical: &ClinicalRecord, field: ClinicalField, around: &Surroundings<'_>) -> Option<ClinicalFact> {
    let told = written(clinical, field);
    let earlier = earlier(field, around);
    if told.is_none() && earlier.is_empty() {
        return None;
    }
    let specimen = clinical.specimen.as_ref();
    let value = match field {
        ClinicalField::BornOn => clinical.patient.born_on.map(report::dates::both),
        ClinicalField::SpecimenCollectedOn => {
            specimen.and_then(|specimen| specimen.collected_on).map(report::dates::both)
        }
        ClinicalField::TumorContentPercent => told.clone().map(|percent| format!("{percent}%")),
        _ => told.clone(),
    };
    Some(ClinicalFact {
        label: field.to_string(),
        value: value.unwrap_or_default(),
        field: Some(field.to_string()),
        written: told,
        earlier,
    })
}

fn earlier(field: ClinicalField, around: &Surroundings<'_>) -> Vec<EarlierValue> {
    let of_field = around.events.iter().rev().filter_map(|(envelope, event)| match event {
        CaseEvent::ClinicalCorrected(corrected) if corrected.field == field => Some((envelope, corrected)),
        _ => None,
    });
    of_field
        .map(|(envelope, corrected)| EarlierValue {
            value: corrected.before.clone(),
            by: around.names.get(&envelope.actor).cloned().unwrap_or_else(|| envelope.actor.to_string()),
            at: envelope.at.to_string(),
            because: corrected.because.clone(),
        })
        .collect()
}
