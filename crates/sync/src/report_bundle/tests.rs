use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use model::assembly::Assembly;
use model::assessed::Met;
use model::clinical::ClinicalRecord;
use model::evidence::Predicate;
use model::evidence::{Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, TumorTypeMatch};
use model::finding::{Finding, ShownVariant, StatementId};
use model::profile::MolecularProfile;
use model::therapy::TherapyName;
use model::variation::ObservationKey;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::payload::{CaseParts, Identifiers, guard};

fn finding(predicate: Predicate, level_state: LevelState) -> Finding {
    let observations = vec![ObservationKey::Biomarker(BiomarkerKind::Tmb)];
    let therapies = vec![TherapyName { en: "osimertinib".to_owned(), ja: Some("オシメルチニブ".to_owned()) }];
    Finding {
        key: FindingKey::new(&observations, predicate, &therapies, "synthetic").unwrap(),
        sample: "synthetic-sample".to_owned(),
        observations,
        variants: vec![ShownVariant {
            gene: "EGFR".to_owned(),
            allele: Some("7:55191822:T:G".to_owned()),
            hgvsc: Some("c.2573T>G".to_owned()),
            hgvsp: Some("p.Leu858Arg".to_owned()),
            transcript: Some("ENST00000275493.7".to_owned()),
            label: "EGFR p.L858R".to_owned(),
            vaf_fraction: Some("0.310".parse().unwrap()),
            depth_reads: Some(311),
            oncogenicity: None,
            amp: None,
        }],
        match_kind: MatchKind::Protein,
        statement: StatementId("synthetic:1".to_owned()),
        basis: Basis::SourceRead,
        predicate,
        direction: Direction::Supports,
        evidence_level: Some(EvidenceLevel::A),
        level_state,
        resistance: predicate.is_against_therapy(),
        accessibility: DrugAccessibility::JpApproved,
        therapies,
        setting: None,
        tumor_type_ja: Some("非小細胞肺癌".to_owned()),
        tumor_type_match: TumorTypeMatch::Ancestor,
        origin_match: Met::Met,
        status: Met::Met,
        reasons: Vec::new(),
        citation: None,
        companion_diagnostic: None,
        policies: Vec::new(),
        overruled_by: None,
        contradicted_by: Vec::new(),
        germline: false,
        already_given: false,
        conditions: Vec::new(),
        trial: None,
    }
}

fn parts<'a>(clinical: &'a ClinicalRecord, findings: &'a [Finding]) -> CaseParts<'a> {
    CaseParts {
        clinical,
        findings,
        open_questions: 0,
        tumor_label: None,
        test_name: None,
        assembly: Assembly::GRCh38,
        release: "synthetic",
        engine: "synthetic",
        as_of: Date::constant(2026, 4, 2),
        with_germline: false,
    }
}

fn told(findings: &[Finding], conclusion: &str) -> Value {
    let mut record = ClinicalRecord::empty();
    record.patient.name = "合成 花子".to_owned();
    record.patient.sex = Sex::Female;
    let case = PseudonymisedCase::of(&parts(&record, findings));
    let payload = ReportPayload {
        report: ReportId(Uuid::from_u128(2)),
        revision: 1,
        status: ReportStatus::Final,
        signed_at: Timestamp::UNIX_EPOCH,
        research_id: Some(ResearchId("R-0001".to_owned())),
        case,
        biomarkers: vec![PseudonymisedBiomarker {
            kind: BiomarkerKind::Msi,
            value: None,
            unit: None,
            state: Some(BiomarkerState::Stable),
        }],
        recommendations: vec![PseudonymisedRecommendation {
            kind: "treatment".to_owned(),
            route: Some("insured".to_owned()),
            hints_at_germline: false,
            findings: findings.iter().take(1).map(|found| found.key).collect::<BTreeSet<_>>(),
            text: String::new(),
        }],
        conclusion: conclusion.to_owned(),
    };
    let guarded = guard(payload, &Identifiers::of(&record.patient)).unwrap();
    serde_json::to_value(report_bundle(&guarded, "合成病院")).unwrap()
}

fn of_kind<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    entries.filter(|resource| resource["resourceType"] == kind).collect()
}

fn answers(observation: &Value, code: &str) -> Vec<Value> {
    let parts = observation["component"].as_array().unwrap().iter();
    parts
        .filter(|part| part["code"]["coding"][0]["code"] == code)
        .map(|part| {
            let field = part.as_object().unwrap().iter().find(|(name, _)| name.starts_with("value")).unwrap();
            field.1.clone()
        })
        .collect()
}

#[test]
fn a_variant_is_told_with_place_alleles_and_shortest_decimals() {
    let bundle = told(&[finding(Predicate::PredictsSensitivity, LevelState::Final)], "");
    let observations = of_kind(&bundle, "Observation");
    let variant = observations.iter().find(|one| one["code"]["coding"][0]["code"] == "69548-6").unwrap();
    assert_eq!(variant["meta"]["profile"][0], format!("{IG}/StructureDefinition/variant"));
    assert_eq!(answers(variant, "48000-4")[0]["coding"][0]["code"], "LA21260-7");
    assert_eq!(answers(variant, "62374-4")[0]["coding"][0]["code"], "LA26806-2");
    assert_eq!(answers(variant, "81254-5")[0]["low"]["value"], 55_191_822);
    assert_eq!(answers(variant, "69551-0"), ["G"]);
    assert_eq!(answers(variant, "48004-6")[0]["coding"][0]["code"], "ENST00000275493.7:c.2573T>G");
    let fraction =
        variant["component"].as_array().unwrap().iter().find(|part| part["code"]["coding"][0]["code"] == "81258-6");
    assert_eq!(fraction.unwrap()["valueQuantity"]["value"].to_string(), "0.31");
}

#[test]
fn an_implication_rests_on_its_variant_and_a_task_on_the_implication() {
    let bundle = told(&[finding(Predicate::PredictsSensitivity, LevelState::Final)], "結論");
    let observations = of_kind(&bundle, "Observation");
    let implication =
        observations.iter().find(|one| one["code"]["coding"][0]["code"] == "therapeutic-implication").unwrap();
    let variant = observations.iter().find(|one| one["code"]["coding"][0]["code"] == "69548-6").unwrap();
    let rests_on = format!("Observation/{}", variant["id"].as_str().unwrap());
    assert_eq!(implication["derivedFrom"][0]["reference"], rests_on);
    assert_eq!(answers(implication, "93044-6")[0]["coding"][0]["code"], "A");
    assert_eq!(answers(implication, "therapeutic-implication")[0]["coding"][0]["code"], "LA6677-4");
    let task = of_kind(&bundle, "Task")[0];
    let reason = format!("Observation/{}", implication["id"].as_str().unwrap());
    assert_eq!(task["reasonReference"]["reference"], reason);
    let report = of_kind(&bundle, "DiagnosticReport")[0];
    assert_eq!(report["extension"][0]["valueReference"]["reference"], format!("Task/{}", task["id"].as_str().unwrap()));
    assert_eq!((&report["status"], &report["conclusion"]), (&Value::from("final"), &Value::from("結論")));
}

#[test]
fn two_rows_that_say_the_same_are_two_implications() {
    let one = finding(Predicate::PredictsSensitivity, LevelState::Final);
    let other = Finding { statement: StatementId("synthetic:2".to_owned()), ..one.clone() };
    let bundle = told(&[one, other], "");
    let urls: Vec<&str> =
        bundle["entry"].as_array().unwrap().iter().map(|entry| entry["request"]["url"].as_str().unwrap()).collect();
    assert_eq!(urls.iter().collect::<BTreeSet<_>>().len(), urls.len(), "no place is written twice");
}

#[test]
fn a_candidate_level_is_told_as_no_level() {
    let bundle = told(&[finding(Predicate::PredictsResistance, LevelState::Candidate)], "");
    let observations = of_kind(&bundle, "Observation");
    let implication =
        observations.iter().find(|one| one["code"]["coding"][0]["code"] == "therapeutic-implication").unwrap();
    assert!(answers(implication, "93044-6").is_empty());
    assert_eq!(answers(implication, "therapeutic-implication")[0]["coding"][0]["code"], "LA6676-6");
}

#[test]
fn the_same_report_is_the_same_bytes_and_every_reference_is_in_the_bundle() {
    let findings = [finding(Predicate::PredictsSensitivity, LevelState::Final)];
    let (first, second) = (told(&findings, ""), told(&findings, ""));
    assert_eq!(first, second);
    let places: BTreeSet<String> = first["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["request"]["url"].as_str().unwrap().to_owned())
        .collect();
    let mut asked = Vec::new();
    references(&first, &mut asked);
    assert!(!asked.is_empty());
    for reference in asked {
        assert!(places.contains(&reference), "{reference} is not in the bundle");
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str().filter(|_| name == "reference") {
                    Some(reference) => found.push(reference.to_owned()),
                    None => references(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn a_recommendation_that_names_the_person_is_not_let_through() {
    let mut record = ClinicalRecord::empty();
    record.patient.name = "合成 花子".to_owned();
    let spoken = PseudonymisedRecommendation {
        kind: "trial".to_owned(),
        route: None,
        findings: BTreeSet::new(),
        hints_at_germline: false,
        text: "合成花子さんに治験を紹介".to_owned(),
    };
    assert!(guard(spoken, &Identifiers::of(&record.patient)).is_err());
}

#[test]
fn what_the_person_did_not_wish_to_hear_of_leaves_no_trace_outside() {
    let somatic = finding(Predicate::PredictsSensitivity, LevelState::Final);
    let candidate = finding(Predicate::NoBenefit, LevelState::Candidate);
    let inherited = Finding { germline: true, ..finding(Predicate::PredictsResistance, LevelState::Final) };
    let saying = |kind: &str, findings: BTreeSet<FindingKey>| PseudonymisedRecommendation {
        kind: kind.to_owned(),
        route: None,
        findings,
        hints_at_germline: kind == "genetic_counselling",
        text: "synthetic".to_owned(),
    };
    let told = |findings: &[Finding], with_germline: bool| {
        let record = ClinicalRecord::empty();
        let case = PseudonymisedCase::of(&CaseParts { with_germline, ..parts(&record, findings) });
        let recommendations = vec![
            saying("treatment", [somatic.key].into()),
            saying("further_test", [inherited.key].into()),
            saying("genetic_counselling", BTreeSet::new()),
        ];
        Told::of(case, recommendations, &MolecularProfile::empty("synthetic", Assembly::GRCh38))
    };
    let all = [somatic.clone(), candidate.clone(), inherited.clone()];
    let wished = told(&all, true);
    assert_eq!((wished.case.findings.len(), wished.recommendations.len(), wished.left_out), (2, 3, 1));
    let not_wished = told(&all, false);
    let never_there = told(&all[..2], false);
    assert_eq!(not_wished.case, never_there.case);
    assert_eq!((not_wished.recommendations.len(), not_wished.left_out), (1, 1));
    assert_eq!(never_there.left_out, 1);
}
