#![cfg(test)]
//! `shirube demo` as `make run` calls it: every synthetic patient imported, drafted and printed.

use std::path::Path;
use std::process::Command;

#[test]
fn every_synthetic_patient_gets_both_documents() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cases = repository.join("tests/cases");
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("workspace");
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .arg("--resources")
        .arg(&repository)
        .args(["demo", "--cases"])
        .arg(&cases)
        .arg("--workspace")
        .arg(&workspace)
        .env("XDG_DATA_HOME", folder.path().join("home"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let folders = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path());
    let patients = folders.filter(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy();
        folder.join("input").is_dir() && !name.starts_with("BAD-") && !name.starts_with("ODD-")
    });
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().count(), 2 * patients.count());
    for path in printed.lines() {
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"), "{path}");
    }
}
