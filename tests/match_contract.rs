//! The stable object of `shirube match`.

use std::path::PathBuf;

use jiff::civil::date;
use serde_json::Value;
use shirube_tests::{case_files, repository};
use workflow::contract::ApiErrorKind;
use workflow::matching::{MATCH_SCHEMA, MatchRequest, match_files, tumor_context};

pub(crate) fn request(files: Vec<PathBuf>, tumor: &str) -> MatchRequest {
    MatchRequest {
        files,
        tumor: tumor_context(tumor),
        as_of: date(2026, 11, 25),
        assembly: None,
        tumor_sample: None,
        normal_sample: None,
        patient: None,
        knowledge: repository().join("knowledge-base"),
        reference: None,
        reference_sequence: None,
        kinds: std::collections::BTreeMap::new(),
        everything: false,
        careful: false,
    }
}

pub(crate) fn answer(case: &str, tumor: &str) -> Value {
    serde_json::to_value(match_files(&request(case_files(case).unwrap(), tumor)).unwrap()).unwrap()
}

#[test]
fn every_answer_fits_the_published_schema() {
    let schema: Value = serde_json::from_str(MATCH_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (case, tumor) in [
        ("LUAD-01", "LUAD"),
        ("CRC-01", "COAD"),
        ("NIL-01", "IHCH"),
        ("MEL-01", "SKCM"),
        ("PAAD-01", "PAAD"),
        ("LUAD-01", "SOLID"),
        ("CRC-01", "ANY"),
    ] {
        let answer = answer(case, tumor);
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{case}: {errors:?}");
    }
}

#[test]
fn the_same_files_give_the_same_answer() {
    assert_eq!(answer("LUAD-01", "LUAD"), answer("LUAD-01", "LUAD"));
}

#[test]
fn without_a_tumour_type_no_approval_gives_a_level() {
    let answer = answer("LUAD-01", "ANY");
    for finding in answer["findings"].as_array().unwrap() {
        if finding["predicate"] == "predicts_sensitivity" {
            assert!(finding["evidence_level"].is_null(), "{finding}");
            assert_eq!(finding["tumor_type_match"], "any");
        }
    }
}

#[test]
fn approvals_follow_the_day() {
    let drugs = |as_of| {
        let request = MatchRequest { as_of, ..request(case_files("PAAD-01").unwrap(), "PAAD") };
        serde_json::to_value(match_files(&request).unwrap()).unwrap()["findings"].as_array().unwrap().len()
    };
    assert_eq!(drugs(date(2026, 11, 25)), drugs(date(2010, 1, 1)), "a day changes levels, never what is met");
}

#[test]
fn an_unknown_tumour_type_is_a_question() {
    let error = match_files(&request(case_files("LUAD-01").unwrap(), "LUNGADENO")).unwrap_err();
    assert_eq!(error.kind, ApiErrorKind::Question);
    assert_eq!(error.message.code, "tumor_type_unknown");
    assert_eq!(error.message.parameters["code"], "LUNGADENO");
}

#[test]
fn resistance_stands_beside_sensitivity_in_the_same_answer() {
    let answer = answer("LUAD-01", "LUAD");
    let findings = answer["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["resistance"] == true && finding["statement"] == "shirube:R-0009"));
    let gefitinib = findings.iter().find(|finding| finding["statement"] == "shirube:JP-0001").unwrap();
    assert_eq!(gefitinib["contradicted_by"], serde_json::json!(["shirube:R-0009"]));
}
