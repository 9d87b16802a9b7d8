//! Real files of other projects, read where they lie; nothing of them is copied here.

#![cfg(test)]

mod annotations;
mod clinical;
mod documents;
mod fhir;
mod other_tables;
mod questions;
mod reference;
mod small_variants;
mod structural;
mod synthetic;

use std::path::{Path, PathBuf};

use intake::{ImportOptions, IntakeError, read_files};
use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::ledger::Bin;
use model::small_variant::SmallVariant;

/// The folder of test data, or `None` after saying loudly that the test proves nothing.
pub(crate) fn data() -> Option<PathBuf> {
    let given = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = given.unwrap_or(usual);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no test data at {}; set SHIRUBE_TESTDATA", folder.display());
    None
}

pub(crate) fn read(paths: &[&Path], options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| (*path).to_owned()).collect();
    let input = read_files(&paths, options)?;
    for file in &input.ledger.files {
        assert!(file.balances(), "{}", file.name);
    }
    Ok(input)
}

pub(crate) fn asked(assembly: Assembly) -> ImportOptions {
    ImportOptions { assembly: Some(assembly), ..ImportOptions::default() }
}

pub(crate) fn bins(input: &CaseInput) -> Vec<(Bin, u64)> {
    input.ledger.files[0].bins.iter().map(|(bin, count)| (*bin, *count)).collect()
}

pub(crate) fn protein(variant: &SmallVariant, text: &str) -> bool {
    let wanted = text.parse().unwrap();
    variant.consequences.iter().any(|seen| seen.hgvsp.as_ref().is_some_and(|hgvsp| hgvsp.change == wanted))
}
