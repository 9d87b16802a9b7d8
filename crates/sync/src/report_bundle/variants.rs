//! What was seen: variants and genome-wide markers, each an observation.

use std::collections::BTreeMap;

use formats::fhir::{CodeableConcept, Coding, Component, Observation, ObservationValue, Quantity, Range};
use model::Decimal;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use serde_json::value::RawValue;

use super::codes::{self, HGVS, LOINC, UCUM, profile, to_be_decided};
use super::{Frame, PseudonymisedBiomarker};
use crate::payload::PseudonymisedVariant;

const ONTOLOGY: &str = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/molecular-biomarker-ontology-cs";
const NCIT: &str = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl";

/// What makes two shown variants one.
pub(super) fn place(variant: &PseudonymisedVariant) -> String {
    let allele = variant.allele.as_deref().unwrap_or_default();
    format!("{} {} {allele}", variant.gene, variant.label)
}

/// An observation for every variant, each once, and their ids by place.
pub(super) fn observations(frame: &Frame<'_>) -> (Vec<Observation>, BTreeMap<String, String>) {
    let mut told = BTreeMap::new();
    for found in &frame.payload.case.findings {
        for variant in &found.variants {
            told.entry(place(variant)).or_insert((variant, found.germline));
        }
    }
    let seen: Vec<(String, Observation)> = told
        .into_iter()
        .map(|(place, (variant, germline))| {
            let id = frame.ids.of(&format!("variant {place}"));
            let seen = observation(frame, id, variant, germline);
            (place, seen)
        })
        .collect();
    let places = seen.iter().map(|(place, one)| (place.clone(), one.id.clone())).collect();
    (seen.into_iter().map(|(_, one)| one).collect(), places)
}

fn observation(frame: &Frame<'_>, id: String, variant: &PseudonymisedVariant, germline: bool) -> Observation {
    let mut component = vec![
        concept(loinc("48018-6", "Gene studied [ID]"), CodeableConcept::words(&variant.gene)),
        concept(loinc("81252-9", "Discrete genetic variant"), CodeableConcept::words(&variant.label)),
    ];
    let coding = variant.transcript.iter().zip(&variant.hgvsc);
    for (transcript, change) in coding {
        let written = if change.contains(':') { change.clone() } else { format!("{transcript}:{change}") };
        component.push(concept(loinc("48004-6", "DNA change (c.HGVS)"), Coding::new(HGVS, &written).into()));
        component
            .push(concept(loinc("51958-7", "Transcript reference sequence [ID]"), CodeableConcept::words(transcript)));
    }
    if let Some(change) = &variant.hgvsp {
        component.push(concept(loinc("48005-3", "Amino acid change (pHGVS)"), Coding::new(HGVS, change).into()));
    }
    let source = if germline { ("LA6683-2", "Germline") } else { ("LA6684-0", "Somatic") };
    component.push(concept(
        loinc("48002-0", "Genomic source class [Type]"),
        Coding::new(LOINC, source.0).shown(source.1).into(),
    ));
    component.extend(located(frame, variant));
    component.extend(
        variant.vaf_fraction.and_then(|vaf| {
            Some(quantity(loinc("81258-6", "Sample variant allelic frequency [NFr]"), number(vaf)?, "1"))
        }),
    );
    Observation {
        id,
        meta: profile("variant"),
        status: "final".to_owned(),
        category: codes::categories(),
        code: loinc("69548-6", "Genetic variant assessment"),
        subject: frame.subject(),
        specimen: frame.specimen(),
        value: ObservationValue {
            concept: Some(Coding::new(LOINC, "LA9633-4").shown("Present").into()),
            ..ObservationValue::default()
        },
        derived_from: Vec::new(),
        component,
    }
}

/// Assembly, chromosome, first and last base counted from 1, and both alleles; nothing where the allele is none of four parts.
fn located(frame: &Frame<'_>, variant: &PseudonymisedVariant) -> Vec<Component> {
    let Some(allele) = &variant.allele else { return Vec::new() };
    let parts: Vec<&str> = allele.split(':').collect();
    let [contig, position, reference, alternate] = parts.as_slice() else { return Vec::new() };
    let (Some(chromosome), Ok(first)) = (codes::chromosome(contig), position.parse::<u64>()) else { return Vec::new() };
    let length = if *reference == "-" { 0 } else { reference.len() as u64 };
    let last = first + length.max(1) - 1;
    let mut told: Vec<Component> = codes::assembly(frame.payload.case.assembly)
        .map(|assembly| concept(loinc("62374-4", "Human reference sequence assembly version"), assembly.into()))
        .into_iter()
        .collect();
    told.push(concept(loinc("48000-4", "Chromosome"), chromosome.into()));
    if let (Some(low), Some(high)) = (whole(first), whole(last)) {
        told.push(Component {
            code: loinc("81254-5", "Variant exact start-end"),
            value: ObservationValue { range: Some(Range { low, high }), ..ObservationValue::default() },
        });
        told.push(concept(
            loinc("92822-6", "Genomic coordinate system [Type]"),
            Coding::new(LOINC, "LA30102-0").shown("1-based character counting").into(),
        ));
    }
    told.push(text(loinc("69547-8", "Genomic ref allele [ID]"), reference));
    told.push(text(loinc("69551-0", "Genomic alt allele [ID]"), alternate));
    told
}

/// Genome-wide markers that have a value or a state.
pub(super) fn markers(frame: &Frame<'_>) -> Vec<Observation> {
    frame.payload.biomarkers.iter().filter_map(|marker| marker_seen(frame, marker)).collect()
}

fn marker_seen(frame: &Frame<'_>, marker: &PseudonymisedBiomarker) -> Option<Observation> {
    let measured = marker.value.and_then(number).map(|value| Quantity {
        value,
        unit: marker.unit.clone(),
        system: None,
        code: None,
    });
    let value = match (measured, marker.state) {
        (Some(quantity), _) => ObservationValue { quantity: Some(quantity), ..ObservationValue::default() },
        (None, Some(state)) => {
            ObservationValue { concept: Some(state_of(marker.kind, state)), ..ObservationValue::default() }
        }
        (None, None) => return None,
    };
    let biomarker = || to_be_decided("biomarker-category");
    let mut category = codes::categories();
    category.insert(1, biomarker().into());
    Some(Observation {
        id: frame.ids.of(&format!("marker {}", marker.kind)),
        meta: profile("molecular-biomarker"),
        status: "final".to_owned(),
        category,
        code: marker_code(marker.kind),
        subject: frame.subject(),
        specimen: frame.specimen(),
        value,
        derived_from: Vec::new(),
        component: vec![concept(biomarker().into(), Coding::new(ONTOLOGY, "molgen").into())],
    })
}

fn marker_code(kind: BiomarkerKind) -> CodeableConcept {
    match kind {
        BiomarkerKind::Tmb => loinc("94076-7", "Mutations/Megabase [# Ratio] in Tumor"),
        BiomarkerKind::Msi => {
            loinc("81695-9", "Microsatellite instability [Interpretation] in Cancer specimen Qualitative")
        }
        BiomarkerKind::Hrd => Coding::new(NCIT, "C120465").shown("Homologous Recombination Repair Deficiency").into(),
        BiomarkerKind::Loh => CodeableConcept::words("LOH"),
    }
}

fn state_of(kind: BiomarkerKind, state: BiomarkerState) -> CodeableConcept {
    match (kind, state) {
        (BiomarkerKind::Msi, BiomarkerState::High) => Coding::new(LOINC, "LA26203-2").shown("MSI-H").into(),
        (BiomarkerKind::Msi, BiomarkerState::Stable) => Coding::new(LOINC, "LA14122-8").shown("Stable").into(),
        (_, BiomarkerState::High) => CodeableConcept::words("high"),
        (_, BiomarkerState::Intermediate) => CodeableConcept::words("intermediate"),
        (_, BiomarkerState::Low) => CodeableConcept::words("low"),
        (_, BiomarkerState::Stable) => CodeableConcept::words("stable"),
        (_, BiomarkerState::CannotBeDetermined) => CodeableConcept::words("cannot be determined"),
    }
}

pub(super) fn loinc(code: &str, display: &str) -> CodeableConcept {
    Coding::new(LOINC, code).shown(display).into()
}

pub(super) fn concept(code: CodeableConcept, value: CodeableConcept) -> Component {
    Component { code, value: ObservationValue { concept: Some(value), ..ObservationValue::default() } }
}

pub(super) fn text(code: CodeableConcept, value: &str) -> Component {
    Component { code, value: ObservationValue { string: Some(value.to_owned()), ..ObservationValue::default() } }
}

fn quantity(code: CodeableConcept, value: Box<RawValue>, unit: &str) -> Component {
    let (system, unit) = (Some(UCUM.to_owned()), Some(unit.to_owned()));
    let told = Quantity { value, unit: None, system, code: unit };
    Component { code, value: ObservationValue { quantity: Some(told), ..ObservationValue::default() } }
}

/// A decimal in its shortest form: servers that count in binary keep it.
fn number(value: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(value.normalize().to_string()).ok()
}

fn whole(value: u64) -> Option<Quantity> {
    Some(Quantity { value: RawValue::from_string(value.to_string()).ok()?, unit: None, system: None, code: None })
}
