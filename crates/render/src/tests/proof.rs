//! A proof behind the pages.

use std::process::Command;

use jiff::Timestamp;

use super::{RENDERER, poppler, sample};
use crate::{carried, carry, claims_proof};

const PROOF: &str = r#"{"signer":"合成 花子","seal":"c3ludGhldGlj"}"#;

fn pages() -> Vec<u8> {
    RENDERER.pdf(&sample::signed(sample::panel()), Some(&sample::signature())).unwrap()
}

fn at() -> Timestamp {
    "2026-11-24T15:05:59Z".parse().unwrap()
}

#[test]
fn pages_and_proof_come_back_and_the_pages_are_not_touched() {
    let pages = pages();
    let file = carry(&pages, PROOF.as_bytes(), at()).unwrap();
    assert!(file.starts_with(&pages) && claims_proof(&file) && !claims_proof(&pages));
    let found = carried(&file).unwrap();
    assert!(found.pages == pages && found.proof == PROOF.as_bytes());
    assert_eq!(carry(found.pages, found.proof, at()).unwrap(), file);
    assert_eq!(carried(&pages), None);
    assert!(carry(b"%PDF-1.7 something else", PROOF.as_bytes(), at()).is_err());
}

#[test]
fn a_reader_shows_the_same_pages_and_finds_nothing_to_repair() {
    let pages = pages();
    let file = carry(&pages, PROOF.as_bytes(), at()).unwrap();
    assert_eq!(poppler::pages(&file), poppler::pages(&pages));
    assert_eq!(poppler::reading_order(&file), poppler::reading_order(&pages));
    assert_eq!(poppler::structure(&file), poppler::structure(&pages));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, &file).unwrap();
    // qpdf is stricter than any viewer; where it is not installed, poppler has spoken.
    if let Ok(checked) = Command::new("qpdf").arg("--check").arg(&path).output() {
        let told = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success() && !told.contains("WARNING"), "{told}");
    }
}
