//! Real files of the field, where they are at hand. A clone without them says so and skips.

use std::path::PathBuf;

use shirube_tests::{desk, new_workspace, shared_data};
use workflow::contract::ImportRequest;
use workflow::matching::match_files;

use crate::match_contract::request;

fn shared(path: &str) -> Option<PathBuf> {
    let file = shared_data().map(|folder| folder.join(path)).filter(|file| file.exists());
    if file.is_none() {
        eprintln!("SKIPPED: {path} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
    }
    file
}

#[test]
fn a_whole_exome_is_matched_and_every_record_is_accounted_for() {
    let Some(file) = shared("somatic-vep/HCC1395.vep105.grch38.vcf.gz") else { return };
    let answer = serde_json::to_value(match_files(&request(vec![file], "BRCA")).unwrap()).unwrap();
    let ledger = &answer["ledger"]["files"][0];
    assert_eq!(ledger["records"], 1470);
    let sum: u64 = ledger["bins"].as_array().unwrap().iter().map(|bin| bin["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, 1470);
    let tp53 =
        answer["findings"].as_array().unwrap().iter().find(|finding| finding["statement"] == "shirube:F-TP53-R175");
    assert_eq!(tp53.unwrap()["evidence_level"], "F");
}

#[test]
fn a_cats_document_brings_all_its_parts() {
    let Some(file) = shared("cats/cats_sample_20231211000001.cats") else { return };
    let answer = serde_json::to_value(match_files(&request(vec![file], "LUAD")).unwrap()).unwrap();
    let ledger = &answer["ledger"]["files"][0];
    assert!(ledger["records"].as_u64().unwrap() >= 58 + 17 + 4 + 2);
}

#[test]
fn a_cohort_of_patients_keeps_them_apart() {
    let Some(file) = shared("maf-tcga-laml/tcga_laml.part-a.maf") else { return };
    let answer = serde_json::to_value(match_files(&request(vec![file], "AML")).unwrap()).unwrap();
    let mut samples: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|finding| finding["sample"].as_str().unwrap()).collect();
    samples.dedup();
    assert!(samples.len() > 20, "findings of {} samples", samples.len());
    assert_eq!(answer["ledger"]["files"][0]["records"], 1438);
}

#[test]
fn an_exome_and_a_cats_document_are_one_profile() {
    let (Some(exome), Some(cats)) = (
        shared("somatic-vep/HCC1395.vep105.grch38.vcf.gz"),
        shared("cats/conversion/c-cat-other_biomarkers-input_cats_format.json"),
    ) else {
        return;
    };
    let answer = serde_json::to_value(match_files(&request(vec![exome, cats], "BRCA")).unwrap()).unwrap();
    let labels: Vec<&str> = answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["variant"]["label"].as_str().unwrap())
        .collect();
    assert!(labels.contains(&"TMB-High") && labels.contains(&"TP53 p.R175H"), "{labels:?}");
}

#[tokio::test]
async fn an_exome_with_a_clinical_form_becomes_a_drafted_case() {
    let Some(file) = shared("somatic-vep/HCC1395.vep105.grch38.vcf.gz") else { return };
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let request = ImportRequest {
        paths: vec![file.display().to_string()],
        tumor_type: Some("BRCA".to_owned()),
        patient_name: Some("合成 花子".to_owned()),
        ..ImportRequest::default()
    };
    let id = desk.import(request).await.unwrap().case_id;
    let case = desk.compose(id).await.unwrap();
    assert_eq!(case.report.documents.len(), 2);
}
