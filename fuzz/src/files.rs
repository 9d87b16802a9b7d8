//! Spoiled files against `intake`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::Context;
use intake::{ImportOptions, read_files};

use crate::chance::Chance;
use crate::mutation::spoiled;

/// One file to start from.
#[derive(Debug)]
pub struct Start {
    name: String,
    bytes: Vec<u8>,
}

/// The input files of all cases.
///
/// # Errors
/// When a file cannot be read.
pub fn corpus(cases: &Path) -> anyhow::Result<Vec<Start>> {
    let mut starts = Vec::new();
    for entry in walkdir::WalkDir::new(cases).sort_by_file_name() {
        let entry = entry?;
        let is_input = entry.path().parent().is_some_and(|folder| folder.ends_with("input"));
        if is_input && entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
            starts.push(Start { name: entry.file_name().to_string_lossy().into_owned(), bytes });
        }
    }
    Ok(starts)
}

/// Reads one spoiled file; `false` when the reader failed. The file is kept then.
///
/// # Errors
/// When a file cannot be written.
pub fn round(corpus: &[Start], chance: &mut Chance, failed_inputs: &Path) -> anyhow::Result<bool> {
    let Some(start) = chance.one_of(corpus) else { return Ok(true) };
    let bytes = spoiled(&start.bytes, chance);
    let Some(complaint) = complaint_about(&start.name, &bytes)? else { return Ok(true) };
    std::fs::create_dir_all(failed_inputs)?;
    let kept = failed_inputs.join(format!("{:08x}-{}", chance.below(usize::MAX), start.name));
    std::fs::write(&kept, &bytes)?;
    println!("{complaint}: {}", kept.display());
    Ok(false)
}

/// Reads bytes as a file of that name, and tells what is wrong with the reader's answer.
///
/// # Errors
/// When the file cannot be written.
pub fn complaint_about(name: &str, bytes: &[u8]) -> anyhow::Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(catch_unwind(AssertUnwindSafe(|| complaint(&path))).unwrap_or_else(|_| Some("panicked".to_owned())))
}

/// What is wrong with the reader's answer.
fn complaint(path: &PathBuf) -> Option<String> {
    match read_files(std::slice::from_ref(path), &ImportOptions::default()) {
        Ok(input) => {
            let unbalanced = input.ledger.files.iter().find(|file| !file.balances())?;
            Some(format!("bins of {} do not sum up", unbalanced.format))
        }
        Err(error) if error.code().is_empty() => Some("an error without a code".to_owned()),
        Err(_) => None,
    }
}
