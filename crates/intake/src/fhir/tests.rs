use std::path::PathBuf;

use model::case_input::CaseInput;
use model::person::Sex;
use serde_json::json;

use super::*;
use crate::{FileKind, ImportOptions, read_files, recognise};

fn read_as(patient: Option<&str>, text: &str) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    std::fs::write(&path, text).unwrap();
    assert_eq!(recognise(&path).unwrap(), FileKind::Fhir);
    let options = ImportOptions { patient: patient.map(str::to_owned), ..ImportOptions::default() };
    let input = read_files(&[PathBuf::from(&path)], &options)?;
    assert!(input.ledger.files[0].balances());
    Ok(input)
}

fn bundle(entries: &[Value]) -> String {
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}

fn resources(resources: &[Value]) -> String {
    bundle(&resources.iter().map(|resource| json!({ "resource": resource })).collect::<Vec<_>>())
}

/// Synthetic.
fn person(id: &str) -> Value {
    json!({ "resourceType": "Patient", "id": id, "gender": "female", "birthDate": "1960-04-01" })
}

fn observation(subject: &str, value: u64) -> Value {
    json!({ "resourceType": "Observation", "status": "final", "subject": { "reference": subject },
        "code": { "coding": [{ "system": "http://loinc.org", "code": "89247-1", "display": "ECOG" }] },
        "effectiveDateTime": "2026-01-05", "valueInteger": value })
}

fn bins(input: &CaseInput) -> Vec<(Bin, u64)> {
    input.ledger.files[0].bins.clone().into_iter().collect()
}

fn codes(input: &CaseInput) -> Vec<&str> {
    input.notices.iter().map(|notice| notice.code.as_str()).collect()
}

#[test]
fn resources_of_two_patients_are_a_question_and_never_mixed() {
    let text = resources(&[person("p1"), person("p2"), observation("Patient/p1", 1), observation("Patient/p2", 3)]);
    let question = read_as(None, &text).unwrap_err();
    assert_eq!((question.code(), question.candidates().len()), ("intake_patient_unclear", 2));
    for (patient, status) in [("p1", 1), ("p2", 3)] {
        let input = read_as(Some(patient), &text).unwrap();
        assert_eq!(bins(&input), [(Bin::Kept, 2), (Bin::OtherSample, 2)]);
        assert_eq!(input.clinical.unwrap().ecog_ps, Some(status));
    }
}

#[test]
fn a_subject_that_the_document_does_not_hold_is_another_patient() {
    let text = resources(&[person("p1"), observation("Patient/elsewhere", 1)]);
    assert_eq!(read_as(None, &text).unwrap_err().code(), "intake_patient_unclear");
    assert_eq!(bins(&read_as(Some("p1"), &text).unwrap()), [(Bin::Kept, 1), (Bin::OtherSample, 1)]);
}

#[test]
fn one_id_on_two_servers_is_two_patients() {
    let at = |server: &str, resource: Value, tail: &str| json!({ "fullUrl": format!("https://{server}/{tail}"), "resource": resource });
    let mut own = observation("Patient/1", 2);
    own["id"] = json!("o");
    let text = bundle(&[
        at("a.example", person("1"), "Patient/1"),
        at("b.example", person("1"), "Patient/1"),
        at("b.example", own, "Observation/o"),
    ]);
    let question = read_as(None, &text).unwrap_err();
    assert_eq!(question.candidates(), ["https://a.example/Patient/1", "https://b.example/Patient/1"]);
    let second = read_as(Some("https://b.example/Patient/1"), &text).unwrap();
    assert_eq!(second.clinical.unwrap().ecog_ps, Some(2));
    assert_eq!(read_as(Some("https://a.example/Patient/1"), &text).unwrap().clinical.unwrap().ecog_ps, None);
}

#[test]
fn references_by_uuid_by_id_and_by_identifier_meet_the_same_patient() {
    let mut patient = person("p1");
    patient["identifier"] = json!([{ "system": "urn:x", "value": "77",
        "type": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR" }] } }]);
    let mut by_identifier = observation("", 1);
    by_identifier["subject"] = json!({ "identifier": { "system": "urn:x", "value": "77" } });
    let text = bundle(&[
        json!({ "fullUrl": "urn:uuid:aa", "resource": patient }),
        json!({ "resource": observation("urn:uuid:aa", 1) }),
        json!({ "resource": observation("Patient/p1/_history/2", 1) }),
        json!({ "resource": by_identifier }),
    ]);
    let input = read_as(None, &text).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 4)]);
    let record = input.clinical.unwrap();
    assert_eq!(record.patient.hospital_id.unwrap().0, "77");
    assert_eq!((record.patient.sex, record.ecog_ps), (Sex::Female, Some(1)));
}

#[test]
fn what_names_nobody_or_has_a_used_address_or_no_type_is_malformed() {
    let mut nobody = observation("Patient/p1", 1);
    nobody.as_object_mut().unwrap().remove("subject");
    let mut other = person("p1");
    other["gender"] = json!("male");
    let text =
        resources(&[person("p1"), nobody, other, json!({ "id": "x" }), json!({ "resourceType": "<b>" }), json!(7)]);
    let input = read_as(None, &text).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 1), (Bin::Malformed, 5)]);
    let causes: Vec<&str> = input.ledger.files[0].malformed.iter().map(|record| record.cause.as_str()).collect();
    let no_type = "malformed_resource_type";
    assert_eq!(causes, ["malformed_subject", "malformed_duplicate_id", no_type, no_type, no_type]);
    assert_eq!(input.clinical.unwrap().patient.sex, Sex::Female);
}

#[test]
fn lines_of_resources_are_read_and_a_broken_line_is_named() {
    let text = format!("{}\r\n\r\n{}\n{{broken\n", person("p1"), observation("Patient/p1", 0));
    let input = read_as(None, &text).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 2), (Bin::Malformed, 1)]);
    let [broken] = input.ledger.files[0].malformed.as_slice() else { panic!("one") };
    assert_eq!((broken.line, broken.cause.as_str()), (4, "malformed_json"));
    assert_eq!(input.clinical.unwrap().ecog_ps, Some(0));
}

#[test]
fn genomic_observations_and_other_kinds_are_counted_by_name_and_not_read() {
    let mut variant = observation("Patient/p1", 0);
    variant["code"] = json!({ "coding": [{ "system": "http://loinc.org", "code": "69548-6" }] });
    let text = resources(&[person("p1"), variant.clone(), variant, json!({ "resourceType": "Practitioner" })]);
    let input = read_as(None, &text).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 1), (Bin::NotReadYet, 3)]);
    let notice = |code: &str| input.notices.iter().find(|notice| notice.code == code).unwrap();
    assert_eq!(notice("fhir_genomics_not_read").parameters["count"], "2");
    assert_eq!(notice("fhir_resources_not_read").parameters["kinds"], "Observation 69548-6 2, Practitioner 1");
    assert!(input.profiles.is_empty());
    assert_eq!(input.clinical.unwrap().ecog_ps, None);
}

#[test]
fn what_was_taken_is_a_treatment_and_what_was_ordered_or_refused_is_not() {
    let drug = |kind: &str, status: &str, name: &str, day: &str| {
        json!({ "resourceType": kind, "status": status, "subject": { "reference": "Patient/p1" },
            "medicationCodeableConcept": { "text": name }, "effectiveDateTime": day })
    };
    let mut referring = drug("MedicationStatement", "stopped", "", "2024-05");
    referring.as_object_mut().unwrap().remove("medicationCodeableConcept");
    referring["medicationReference"] = json!({ "reference": "#m" });
    referring["contained"] = json!([{ "resourceType": "Medication", "id": "m", "code": { "text": "gefitinib" } }]);
    referring["statusReason"] = json!([{ "text": "rash" }]);
    let text = resources(&[
        person("p1"),
        drug("MedicationRequest", "active", "ordered", "2025-01-01"),
        drug("MedicationStatement", "not-taken", "refused", "2025-01-01"),
        drug("MedicationStatement", "entered-in-error", "mistaken", "2025-01-01"),
        drug("MedicationAdministration", "completed", "cisplatin", "2025-02-22"),
        drug("MedicationAdministration", "completed", "cisplatin", "2025-02-01T09:00:00+09:00"),
        referring,
    ]);
    let input = read_as(None, &text).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 6), (Bin::NoValue, 1)]);
    assert!(codes(&input).contains(&"fhir_withdrawn"));
    let record = input.clinical.unwrap();
    let [gefitinib, cisplatin] = record.treatments.as_slice() else { panic!("{:?}", record.treatments) };
    assert_eq!((gefitinib.drugs[0].as_str(), gefitinib.started_in.as_deref()), ("gefitinib", Some("2024-05")));
    assert_eq!(gefitinib.ended_because.as_deref(), Some("rash"));
    let days = (cisplatin.started_on.unwrap().to_string(), cisplatin.ended_on.unwrap().to_string());
    assert_eq!(days, ("2025-02-01".to_owned(), "2025-02-22".to_owned()));
    assert!(record.facts.iter().any(|fact| fact.text.starts_with("ordered / ")));
    assert!(!record.facts.iter().any(|fact| fact.text.contains("mistaken")));
}

#[test]
fn the_diagnosis_is_the_primary_tumour_and_never_its_spread_or_a_doubt() {
    let condition = |code: &str, name: &str, verification: &str| {
        json!({ "resourceType": "Condition", "subject": { "reference": "Patient/p1" },
            "verificationStatus": { "coding": [{ "code": verification }] },
            "code": { "coding": [{ "system": "http://hl7.org/fhir/sid/icd-10", "code": code, "display": name }] } })
    };
    let text = resources(&[
        person("p1"),
        condition("C18.9", "refuted", "refuted"),
        condition("C78.7", "liver metastasis", "confirmed"),
        condition("I10", "hypertension", "confirmed"),
        condition("C34.1", "lung cancer", "confirmed"),
    ]);
    let record = read_as(None, &text).unwrap().clinical.unwrap();
    assert_eq!((record.diagnosis.as_deref(), record.tumor_type), (Some("lung cancer"), None));
    let topic = |text: &str| record.facts.iter().find(|fact| fact.text.starts_with(text)).unwrap().topic;
    assert_eq!(topic("lung cancer (ICD-10 C34.1)"), FactTopic::Tumor);
    assert_eq!(topic("liver metastasis"), FactTopic::Stage);
    assert_eq!(topic("hypertension"), FactTopic::Disease);
}

#[test]
fn the_latest_performance_status_counts_and_two_of_one_day_leave_it_open() {
    let on = |day: &str, value| {
        let mut seen = observation("Patient/p1", value);
        seen["effectiveDateTime"] = json!(day);
        seen
    };
    let text = resources(&[person("p1"), on("2026-03-01", 2), on("2025-01-01", 0)]);
    assert_eq!(read_as(None, &text).unwrap().clinical.unwrap().ecog_ps, Some(2));
    let text = resources(&[person("p1"), on("2026-03-01", 2), on("2026-03-01", 1)]);
    let input = read_as(None, &text).unwrap();
    assert!(codes(&input).contains(&"fhir_stated_differently"));
    assert_eq!(input.clinical.unwrap().ecog_ps, None);
    let input = read_as(None, &resources(&[person("p1"), on("2026-03-01", 7)])).unwrap();
    assert!(codes(&input).contains(&"value_not_understood"));
}

#[test]
fn japanese_names_are_told_from_their_sound() {
    let named = |code: &str, text: &str| {
        json!({ "text": text, "extension": [{ "valueCode": code,
            "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation" }] })
    };
    let mut patient = person("p1");
    patient["name"] = json!([named("SYL", "カクウ ハナコ"), named("IDE", "架空 花子")]);
    patient["meta"] = json!({ "security": [{ "code": "HTEST" }] });
    patient["birthDate"] = json!("1960-04");
    let input = read_as(None, &patient.to_string()).unwrap();
    assert!(codes(&input).contains(&"date_without_day"));
    let record = input.clinical.unwrap();
    assert_eq!((record.patient.name.as_str(), record.patient.kana.as_deref()), ("架空 花子", Some("カクウ ハナコ")));
    assert!(record.patient.synthetic && record.patient.born_on.is_none());
    assert_eq!(record.facts[0].text, "birthDate 1960-04");
}

#[test]
fn bundles_in_bundles_pages_and_entries_without_a_resource_are_accounted_for() {
    let inner = json!({ "resourceType": "Bundle", "type": "collection", "entry": [{ "resource": person("p1") }] });
    let text = json!({ "resourceType": "Bundle", "link": [{ "relation": "next", "url": "x" }],
        "entry": [{ "resource": inner }, { "request": { "method": "DELETE", "url": "Patient/9" } }] });
    let input = read_as(None, &text.to_string()).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 1), (Bin::NoValue, 1)]);
    assert!(codes(&input).contains(&"fhir_more_pages"));
    let empty = read_as(None, r#"{"resourceType":"Bundle"}"#).unwrap();
    assert_eq!((codes(&empty), empty.clinical.is_none()), (vec!["fhir_no_resources"], true));
}

#[test]
fn hostile_documents_are_refused_or_cut_and_never_panic() {
    let deep = format!("{{\"resourceType\":\"Observation\",\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep.json");
    std::fs::write(&path, deep).unwrap();
    assert_eq!(recognise(&path).unwrap_err().code(), "intake_json_syntax");
    let mut long = observation("Patient/p1", 1);
    long["note"] = json!([{ "text": "痛".repeat(100_000) }]);
    let input = read_as(None, &resources(&[person("p1"), long])).unwrap();
    assert!(codes(&input).contains(&"fhir_text_cut"));
    let record = input.clinical.unwrap();
    assert_eq!(record.facts[0].text.chars().count(), FACT_LIMIT_CHARACTERS + 1);
    for odd in [
        json!({ "resourceType": "Patient", "name": "x", "identifier": 3, "birthDate": [], "gender": {} }),
        json!({ "resourceType": "Bundle", "entry": { "resource": [] } }),
        json!({ "resourceType": "Bundle", "entry": [null, 1, "x", [], { "fullUrl": 1, "resource": { "resourceType": "Patient" } }] }),
    ] {
        let _ = read_as(None, &odd.to_string());
    }
}
