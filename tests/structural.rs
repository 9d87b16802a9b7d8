//! Structural variants and fusion tables, from the file to the finding.

use std::path::PathBuf;

use serde_json::Value;
use shirube_tests::repository;
use workflow::matching::{MATCH_SCHEMA, match_files};

use crate::match_contract::request;

fn ask(files: &[&str]) -> Value {
    let folder = repository().join("tests/cases/ODD-SV-01/input");
    let files: Vec<PathBuf> = files.iter().map(|name| folder.join(name)).collect();
    let mut request = request(files, "LUAD");
    request.assembly = Some(model::assembly::Assembly::GRCh38);
    serde_json::to_value(match_files(&request).unwrap()).unwrap()
}

/// Drugs of findings that are met, by the label of the variant they rest on.
fn met(answer: &Value, label: &str) -> Vec<String> {
    let findings = answer["findings"].as_array().unwrap().iter();
    let met = findings.filter(|finding| finding["status"] == "met" && finding["variant"]["label"] == label);
    met.map(|finding| finding["therapies"].to_string()).collect()
}

#[test]
fn a_fusion_is_found_in_every_dialect_and_either_order() {
    for (file, label) in [
        ("SV-01.manta.vep.vcf", "EML4::ALK fusion"),
        ("SV-01.arriba.tsv", "EML4::ALK fusion"),
        ("SV-01.star-fusion.tsv", "EML4::ALK fusion"),
        ("SV-01.pcgr.fusions.tsv", "EML4::ALK fusion"),
        ("SV-01.generic.csv", "ALK::EML4 fusion"),
    ] {
        let drugs = met(&ask(&[file]), label);
        assert!(drugs.iter().any(|drug| drug.contains("alectinib")), "{file}: {drugs:?}");
    }
}

#[test]
fn a_fusion_from_breakends_says_so_and_one_of_low_confidence_stays_open() {
    let manta = ask(&["SV-01.manta.vep.vcf"]);
    let reasons = manta["findings"][0]["reasons"].to_string();
    assert!(reasons.contains("DNAの切断点から"), "{reasons}");
    let arriba = ask(&["SV-01.arriba.tsv"]);
    assert!(met(&arriba, "KIF5B::RET fusion").is_empty());
    let open = arriba["not_assessed"].to_string();
    assert!(open.contains("KIF5B::RET"), "{open}");
    assert!(!arriba.to_string().contains("CCDC7"));
}

/// Trap 5, from RNA: the laboratory's line names the exon that was left out.
#[test]
fn met_exon_14_skipping_of_a_table_is_skipping_and_no_fusion() {
    let answer = ask(&["SV-01.generic.csv"]);
    let drugs = met(&answer, "MET exon skipping");
    assert!(drugs.iter().any(|drug| drug.contains("tepotinib") || drug.contains("capmatinib")), "{drugs:?}");
    assert!(met(&answer, "MET fusion").is_empty());
}

#[test]
fn the_answer_about_structural_files_fits_the_schema() {
    let schema: Value = serde_json::from_str(MATCH_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let answer = ask(&["SV-01.manta.vep.vcf", "SV-01.arriba.tsv", "SV-01.gridss.vcf"]);
    let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
