//! Clinical documents of the field, read where they lie; nothing of them is copied here.

#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files};
use model::ledger::Bin;

/// The folder of test data, or `None` after saying loudly that the test proves nothing.
fn data() -> Option<PathBuf> {
    let given = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = given.unwrap_or(usual);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no test data at {}; set SHIRUBE_TESTDATA", folder.display());
    None
}

#[test]
fn every_dummy_patient_of_the_case_table_is_read() {
    let Some(data) = data() else { return };
    let files = [data.join("clinical-ccat-dummy/sample_clinical.csv")];
    let question = read_files(&files, &ImportOptions::default()).unwrap_err();
    assert_eq!(question.code(), "intake_patient_unclear");
    let patients = question.candidates().to_vec();
    assert_eq!(patients.len(), 99);
    let (mut rows, mut treatments, mut tumors) = (0, 0, BTreeSet::new());
    for patient in patients {
        let options = ImportOptions { patient: Some(patient), ..ImportOptions::default() };
        let input = read_files(&files, &options).unwrap();
        let ledger = &input.ledger.files[0];
        assert!(ledger.balances() && ledger.records == 104, "{:?}", ledger.bins);
        rows += ledger.bins[&Bin::Kept];
        let record = input.clinical.unwrap();
        assert!(record.ecog_ps.is_some_and(|status| status <= 1));
        assert!(record.specimen.is_some_and(|specimen| specimen.tumor_content_percent >= Some(40)));
        assert!(record.facts.len() > 20, "{}", record.facts.len());
        treatments += record.treatments.len();
        tumors.insert(record.tumor_type.unwrap().0);
    }
    assert_eq!(rows, 104);
    assert!(treatments >= 104, "{treatments}");
    assert_eq!(tumors.into_iter().collect::<Vec<_>>(), ["VA", "VMM", "VSC", "VULVA"]);
}

#[test]
fn our_own_table_in_code_page_932_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-CCAT-CASES/input/ODD-CCAT-CASES.csv");
    let question = read_files(std::slice::from_ref(&file), &ImportOptions::default()).unwrap_err();
    assert_eq!(question.candidates(), ["SYNTHETIC-1", "SYNTHETIC-2"]);
    let options = ImportOptions { patient: Some("SYNTHETIC-1".to_owned()), ..ImportOptions::default() };
    let record = read_files(&[file], &options).unwrap().clinical.unwrap();
    let drugs: Vec<_> = record.treatments.iter().flat_map(|treatment| &treatment.drugs).collect();
    assert_eq!(drugs, ["シスプラチン", "ペメトレキセド", "オシメルチニブ"]);
}
