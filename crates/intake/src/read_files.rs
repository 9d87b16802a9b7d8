//! Files of one case, read and joined.

use std::path::{Path, PathBuf};

use model::assembly::Assembly;
use model::case_input::CaseInput;

use crate::error::{IntakeError, Refusal};
use crate::join;
use crate::lines::Lines;
use crate::open::{OpenedFile, file_name, fingerprint};
use crate::part::{FileIdentity, FilePart};
use crate::recognise::{FileKind, recognise};
use crate::{cats, clinical_form, fusion_table, maf, vcf};

/// Answers that a person gave beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The assembly of all coordinates.
    pub assembly: Option<Assembly>,
    /// Name of the tumour sample.
    pub tumor_sample: Option<String>,
    /// Name of the matched normal.
    pub normal_sample: Option<String>,
}

/// Reads the files of one case (or one research cohort) into one input. All or nothing: an error leaves nothing behind.
///
/// # Errors
/// A question when a person has to answer first, a refusal when a file cannot be used, world when reading failed.
pub fn read_files(paths: &[PathBuf], options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    if paths.is_empty() {
        return Err(IntakeError::refused("", Refusal::NoFiles));
    }
    let parts = paths.iter().zip(0..).map(|(path, index)| read_file(path, index, options));
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    join::join(parts, options)
}

fn read_file(path: &Path, index: u32, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let kind = recognise(path)?;
    let file = FileIdentity { name: file_name(path), stem: stem(&file_name(path)), index, sha256: fingerprint(path)? };
    tracing::debug!(index, kind = kind.code(), "reading");
    let mut opened = OpenedFile::open(path)?;
    match kind {
        FileKind::Vcf => vcf::read(&file, Lines::new(opened), options),
        FileKind::FusionTable => fusion_table::read(&file, path, options),
        FileKind::Maf => maf::read(&file, Lines::new(opened), options),
        FileKind::Cats => cats::read(&file, &opened.read_document()?, options),
        FileKind::ClinicalForm => clinical_form::read(&file, &opened.read_document()?, options),
    }
}

/// The file name without the endings of formats and archives.
fn stem(name: &str) -> String {
    const ENDINGS: [&str; 9] = [".gz", ".bgz", ".vcf", ".maf", ".txt", ".tsv", ".cats", ".json", ".ann"];
    let mut stem = name;
    while let Some(shorter) =
        ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)).filter(|rest| !rest.is_empty())
    {
        stem = shorter;
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests;
