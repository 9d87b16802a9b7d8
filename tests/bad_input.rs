//! Bad input gets a clear answer in Japanese: what, where, what to do next.

use serde_json::Value;
use shirube_tests::case_files;
use workflow::contract::{ApiError, ApiErrorKind};
use workflow::matching::match_files;
use workflow::wording::{Language, sentence};

use crate::match_contract::{answer, request};

fn refused(case: &str, tumor: &str) -> ApiError {
    match_files(&request(case_files(case).unwrap(), tumor)).unwrap_err()
}

#[test]
fn each_bad_file_is_refused_or_asked_about_with_its_place() {
    for (case, kind, code, place) in [
        ("BAD-NOT-A-VCF", ApiErrorKind::InputRefused, None, "BAD-NOT-A-VCF.vcf"),
        ("BAD-EMPTY", ApiErrorKind::InputRefused, Some("intake_empty_file"), "BAD-EMPTY.vcf"),
        ("BAD-TRUNCATED-GZIP", ApiErrorKind::InputRefused, Some("intake_gzip_truncated"), "BAD-TRUNCATED-GZIP.vcf.gz"),
        ("BAD-WRONG-FORMAT", ApiErrorKind::InputRefused, Some("intake_all_records_malformed"), "BAD-WRONG-FORMAT.vcf"),
        ("BAD-TWO-ASSEMBLIES", ApiErrorKind::Question, Some("intake_assembly_conflict"), "GRCh3"),
    ] {
        let error = refused(case, "LUAD");
        assert_eq!(error.kind, kind, "{case}: {error:?}");
        if let Some(code) = code {
            assert_eq!(error.message.code, code, "{case}");
        }
        let said = sentence(&error.message, Language::Japanese);
        assert!(said.contains(place), "{case}: {said}");
        assert!(said.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{case}: {said}");
        assert!(!said.contains('{'), "{case}: {said}");
    }
}

#[test]
fn a_file_without_annotation_says_so_and_is_not_called_negative() {
    let answer = answer("BAD-NO-CSQ", "LUAD");
    let codes: Vec<&str> =
        answer["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"vcf_unannotated") && codes.contains(&"vcf_nothing_annotated"), "{codes:?}");
    let kept = answer["ledger"]["files"][0]["bins"]
        .as_array()
        .unwrap()
        .iter()
        .find(|bin| bin["name"] == "kept_unannotated")
        .map(|bin| bin["count"].as_u64().unwrap());
    assert!(kept > Some(0));
}

#[test]
fn odd_files_are_read_like_any_other() {
    for (case, records) in [("ODD-CRLF", true), ("ODD-NO-RECORDS", false)] {
        let answer = answer(case, "LUAD");
        let total: u64 = files(&answer).map(|file| file["records"].as_u64().unwrap()).sum();
        assert_eq!(total > 0, records, "{case}");
    }
}

fn files(answer: &Value) -> impl Iterator<Item = &Value> {
    answer["ledger"]["files"].as_array().unwrap().iter()
}

#[test]
fn a_missing_file_is_a_failure_of_the_world() {
    let error = match_files(&request(vec!["/nonexistent/folder/a.vcf".into()], "LUAD")).unwrap_err();
    assert_eq!(error.kind, ApiErrorKind::World);
    assert!(!sentence(&error.message, Language::Japanese).contains("/nonexistent"), "no folder in a message");
}

#[test]
fn a_gzip_file_cut_anywhere_never_gives_an_answer() {
    use std::io::Write;
    let plain = std::fs::read(case_files("LUAD-01").unwrap().pop().unwrap()).unwrap();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&plain).unwrap();
    let whole = encoder.finish().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for cut in [1, 9, 10, 11, whole.len() / 3, whole.len() / 2, whole.len() - 9, whole.len() - 8, whole.len() - 1] {
        let path = folder.path().join(format!("cut-{cut}.vcf.gz"));
        std::fs::write(&path, &whole[..cut]).unwrap();
        let error = match_files(&request(vec![path], "LUAD")).unwrap_err();
        assert_eq!(error.kind, ApiErrorKind::InputRefused, "{cut}: {error:?}");
    }
}
