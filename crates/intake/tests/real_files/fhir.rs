//! Public FHIR examples, read where they lie; nothing of them is copied here.
//!
//! They are written as FHIR Shorthand, so a small reader of it makes the JSON that a server would send.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files};
use model::case_input::CaseInput;
use model::ledger::Bin;
use model::person::Sex;
use model::stated_fact::FactTopic;
use serde_json::{Map, Value, json};

use crate::data;

#[test]
fn every_example_of_mcode_ends_in_a_bin_and_no_patient_is_mixed_with_another() {
    let Some(data) = data() else { return };
    let instances = shorthand(&[data.join("fhir-mcode")]);
    let resources: Vec<&Value> = instances.values().filter(|resource| resource["resourceType"] != "Bundle").collect();
    let text = json!({ "resourceType": "Bundle", "type": "collection",
        "entry": resources.iter().map(|resource| json!({ "resource": resource })).collect::<Vec<_>>() });
    let question = read(&text, None).unwrap_err();
    assert_eq!(question.code(), "intake_patient_unclear");
    let patients: BTreeSet<String> = question.candidates().iter().cloned().collect();
    assert!(patients.contains("cancer-patient-john-anyperson") && patients.contains("cancer-patient-adam-everyman"));
    let (mut all, mut kept) = (0, 0);
    for patient in &patients {
        let input = read(&text, Some(patient)).unwrap();
        let ledger = &input.ledger.files[0];
        assert!(ledger.balances() && ledger.records == resources.len() as u64);
        all = ledger.records;
        kept += ledger.bins.get(&Bin::Kept).copied().unwrap_or_default();
    }
    assert!(kept > 60 && kept < all, "{kept} of {all}");
    let john = read(&text, Some("cancer-patient-john-anyperson")).unwrap();
    assert!(john.notices.iter().any(|notice| notice.code == "fhir_genomics_not_read"));
    let john = john.clinical.unwrap();
    assert_eq!((john.patient.sex, john.patient.hospital_id.unwrap().0.as_str()), (Sex::Male, "m123"));
    assert_eq!(john.patient.born_on.unwrap().to_string(), "1951-01-20");
    assert_eq!((john.diagnosis.as_deref(), john.ecog_ps), (Some("Non-small cell lung cancer (disorder)"), Some(0)));
    let said =
        |topic: FactTopic, text: &str| john.facts.iter().any(|fact| fact.topic == topic && fact.text.contains(text));
    assert!(said(FactTopic::Tumor, "SNOMED CT 254637007"));
    assert!(said(FactTopic::Stage, "American Joint Committee on Cancer cT3"));
    assert!(said(FactTopic::Stage, "Secondary malignant neoplasm of brain"));
    assert!(said(FactTopic::Measurement, "Karnofsky"));
    assert!(said(FactTopic::Treatment, "gefitinib 250 MG Oral Tablet"));
    assert!(john.treatments.is_empty(), "an order is not yet a treatment");
    assert!(!john.facts.iter().any(|fact| fact.text.contains("Chronic lymphoid leukemia")));
    // Adam has the same record number as John.
    let adam = read(&text, Some("cancer-patient-adam-everyman")).unwrap().clinical.unwrap();
    assert_eq!(adam.diagnosis.as_deref(), Some("Chronic lymphoid leukemia, disease (disorder)"));
    let jenny = read(&text, Some("cancer-patient-jenny-m")).unwrap().clinical.unwrap();
    let drugs: Vec<&str> = jenny.treatments.iter().flat_map(|treatment| &treatment.drugs).map(String::as_str).collect();
    assert_eq!(drugs.len(), 3, "{drugs:?}");
    assert!(drugs.contains(&"cyclophosphamide") && drugs.contains(&"PACLitaxel"));
    assert!(jenny.facts.iter().filter(|fact| fact.topic == FactTopic::Family).count() == 3);
}

#[test]
fn the_bundles_of_genomics_reporting_are_recognised_and_counted_as_not_read() {
    let Some(data) = data() else { return };
    let mut instances = shorthand(&[data.join("fhir-genomics")]);
    instances.retain(|_, resource| resource["resourceType"] == "Bundle");
    assert_eq!(instances.len(), 3);
    let mut persons = 0;
    for bundle in instances.values_mut() {
        // One bundle names instances that stand in files that are not here.
        let entries = bundle["entry"].as_array_mut().unwrap();
        entries.retain(|entry| entry["resource"].is_object());
        let count = entries.len() as u64;
        // Two of them do not describe the patient that they speak of: somebody has to say who that is.
        let input = read(bundle, None).or_else(|question| {
            assert_eq!(question.code(), "intake_patient_unclear");
            read(bundle, question.candidates().first().map(String::as_str))
        });
        let input = input.unwrap();
        let ledger = &input.ledger.files[0];
        assert_eq!((ledger.records, ledger.bins.get(&Bin::Malformed)), (count, None), "{:?}", ledger.malformed);
        assert!(ledger.bins[&Bin::NotReadYet] >= 8, "{:?}", ledger.bins);
        let genomics = input.notices.iter().find(|notice| notice.code == "fhir_genomics_not_read").unwrap();
        assert!(genomics.parameters["count"].parse::<u64>().unwrap() >= 5);
        persons += usize::from(input.clinical.unwrap().patient.born_on.is_some());
    }
    assert_eq!(persons, 1, "one of the patients has a date of birth");
}

#[test]
fn our_own_bundle_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-FHIR/input/ODD-FHIR.json");
    let input = read_files(&[file], &ImportOptions::default()).unwrap();
    let record = input.clinical.unwrap();
    assert_eq!((record.diagnosis.as_deref(), record.ecog_ps), (Some("右上葉肺腺癌"), Some(1)));
    assert_eq!(record.treatments[0].drugs, ["オシメルチニブ"]);
    assert!(record.patient.synthetic);
}

fn read(document: &Value, patient: Option<&str>) -> Result<CaseInput, intake::IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let options = ImportOptions { patient: patient.map(str::to_owned), ..ImportOptions::default() };
    read_files(&[path], &options)
}

/// Name, kind, and rules as path and value.
type Block = (String, String, Vec<(String, String)>);

/// Reads `Instance:` blocks of all files: enough of the language for these examples.
fn shorthand(folders: &[PathBuf]) -> BTreeMap<String, Value> {
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut blocks: Vec<Block> = Vec::new();
    for file in files.filter(|path| path.extension().is_some_and(|ending| ending == "fsh")) {
        let mut open = false;
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some(name) = line.strip_prefix("Instance:") {
                blocks.push((name.trim().to_owned(), String::new(), Vec::new()));
                open = true;
            } else if let Some(kind) = line.strip_prefix("InstanceOf:") {
                blocks.last_mut().unwrap().1 = kind.trim().to_owned();
            } else if line.split_whitespace().next().is_some_and(|word| word.ends_with(':')) {
                open = line.starts_with("Description:") || line.starts_with("Usage:") || line.starts_with("Title:");
            } else if let (true, Some((path, value))) =
                (open, line.trim().strip_prefix("* ").and_then(|rule| rule.split_once(" = ")))
            {
                blocks.last_mut().unwrap().2.push((path.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
    let kinds: BTreeMap<String, String> =
        blocks.iter().map(|(name, kind, _)| (name.clone(), resource_type(kind).to_owned())).collect();
    let mut made = BTreeMap::new();
    // Bundles come last, for they hold the others.
    blocks.sort_by_key(|(_, kind, _)| kind == "Bundle");
    for (name, kind, rules) in &blocks {
        let mut resource = json!({ "resourceType": resource_type(kind), "meta": { "profile": [profile(kind)] } });
        if !name.starts_with("Inline") {
            resource["id"] = json!(name);
        }
        let mut slices = Slices::default();
        for (path, text) in rules {
            let value = value(path, text, &kinds, &made);
            place(&mut resource, &steps(path, &mut slices), value);
        }
        made.insert(name.clone(), resource);
    }
    made
}

fn resource_type(kind: &str) -> &str {
    match kind {
        "PrimaryCancerCondition" | "SecondaryCancerCondition" | "USCoreCondition" => "Condition",
        "CancerPatient" | "Patient" => "Patient",
        "USCorePractitioner" | "Practitioner" => "Practitioner",
        "CancerRelatedMedicationRequest" => "MedicationRequest",
        "CancerRelatedMedicationAdministration" => "MedicationAdministration",
        "FamilyMemberHistory" | "Bundle" | "Specimen" | "Organization" | "ResearchStudy" | "PlanDefinition" => kind,
        "HumanSpecimen" => "Specimen",
        "USCoreOrganization" => "Organization",
        "RadiotherapyCourseSummary" | "USCoreProcedure" | "CancerRelatedSurgicalProcedure" => "Procedure",
        "RadiotherapyVolume" => "BodyStructure",
        "GenomicReport" | "GenomicsReport" | "mcode-genomics-report" | "USCoreDiagnosticReportLab" => {
            "DiagnosticReport"
        }
        "MedicationRecommendation" => "Task",
        _ => "Observation",
    }
}

fn profile(kind: &str) -> String {
    let mut dashed = String::new();
    for letter in kind.chars() {
        if letter.is_ascii_uppercase() && !dashed.is_empty() {
            dashed.push('-');
        }
        dashed.push(letter.to_ascii_lowercase());
    }
    let guide = match kind {
        "Variant"
        | "TherapeuticImplication"
        | "DiagnosticImplication"
        | "MolecularBiomarker"
        | "Haplotype"
        | "Genotype" => "genomics-reporting",
        _ => "mcode",
    };
    let dashed = dashed.replace("t-n-m-", "tnm-");
    format!("http://hl7.org/fhir/us/{guide}/StructureDefinition/mcode-{dashed}")
}

enum Step {
    Field(String),
    Item(String, usize),
}

#[derive(Default)]
struct Slices(BTreeMap<String, Vec<String>>);

/// `component[+].code`, `extension[name].valueX`, `name.given[0]`.
fn steps(path: &str, slices: &mut Slices) -> Vec<Step> {
    let mut walked = String::new();
    let mut steps = Vec::new();
    for part in split(path) {
        let (name, index) = part
            .split_once('[')
            .map_or((part.as_str(), None), |(name, index)| (name, Some(index.trim_end_matches(']'))));
        walked.push('.');
        walked.push_str(name);
        let Some(index) = index else {
            steps.push(Step::Field(name.to_owned()));
            continue;
        };
        let known = slices.0.entry(walked.clone()).or_default();
        let place = match index {
            "=" => known.len() - 1,
            "+" => {
                known.push(format!("+{}", known.len()));
                known.len() - 1
            }
            index => known.iter().position(|slice| slice == index).unwrap_or_else(|| {
                known.push(index.to_owned());
                known.len() - 1
            }),
        };
        walked.push_str(&place.to_string());
        steps.push(Step::Item(name.to_owned(), place));
    }
    steps
}

/// At the dots outside brackets.
fn split(path: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = path.split(|c: char| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == '.' && depth == 0
    });
    parts.map(str::to_owned).collect()
}

fn place(target: &mut Value, steps: &[Step], value: Value) {
    let Some((first, rest)) = steps.split_first() else {
        match (target, value) {
            (Value::Object(known), Value::Object(new)) => known.extend(new),
            (target, value) => *target = value,
        }
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    match first {
        Step::Field(name) => place(&mut target[name], rest, value),
        Step::Item(name, index) => {
            let list = &mut target[name];
            if !list.is_array() {
                *list = json!([]);
            }
            let items = list.as_array_mut().unwrap();
            items.resize(items.len().max(index + 1), Value::Null);
            place(&mut items[*index], rest, value);
        }
    }
}

fn value(path: &str, text: &str, kinds: &BTreeMap<String, String>, made: &BTreeMap<String, Value>) -> Value {
    const PRIMITIVE: [&str; 8] = ["status", "intent", "gender", "use", "valueCode", "system", "method", "periodUnit"];
    let last = path.rsplit('.').next().unwrap().split('[').next().unwrap();
    if let Some(name) = text.strip_prefix("Reference(") {
        let name = name.split(')').next().unwrap();
        let reference = kinds.get(name).map_or_else(|| name.to_owned(), |kind| format!("{kind}/{name}"));
        return json!({ "reference": if name.starts_with("urn:") { name.to_owned() } else { reference } });
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return json!(quoted.split('"').next().unwrap());
    }
    if let Some(resource) = made.get(text) {
        return resource.clone();
    }
    let first = text.split_whitespace().next().unwrap();
    if let Some((system, code)) = first.split_once('#') {
        let display = text.split('"').nth(1);
        let system = match system.trim_start_matches('$') {
            "SCT" => "http://snomed.info/sct",
            "LNC" => "http://loinc.org",
            "ICD10CM" => "http://hl7.org/fhir/sid/icd-10-cm",
            "RXN" => "http://www.nlm.nih.gov/research/umls/rxnorm",
            other => other,
        };
        let primitive = PRIMITIVE.contains(&last) && (last != "method" || path.contains("request"));
        if primitive || path == "type" && system.is_empty() {
            return json!(code);
        }
        let mut coding = json!({ "system": system, "code": code });
        if let Some(display) = display {
            coding["display"] = json!(display);
        }
        return if last == "valueCoding" { coding } else { json!({ "coding": [coding] }) };
    }
    match (serde_json::from_str::<Value>(first), text.split('\'').nth(1)) {
        (Ok(number), Some(unit)) => json!({ "value": number, "unit": unit }),
        (Ok(simple), None) => simple,
        (Err(_), _) => json!(text),
    }
}
