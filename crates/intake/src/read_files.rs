//! Files of one case, read and joined.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::ports::RecordSink;

use crate::error::{IntakeError, Refusal};
use crate::join;
use crate::lines::Lines;
use crate::look::LookedAt;
use crate::open::{OpenedFile, file_name, fingerprint};
use crate::outlets::Outlets;
use crate::part::{FileIdentity, FilePart};
use crate::progress::{ImportPosition, ImportProgress};
use crate::recognise::{FileKind, kind_of};
use crate::reference_sequence::{self, ReferenceSequence};
use crate::rows::Rows;
use crate::vcf::Selection;
use crate::whose::Whose;
use crate::{
    bcf, callable, cats, ccat_case, ccat_report, clinical_form, fhir, fusion_table, gdc_clinical, maf, pedigree,
    phenopacket, sanity, tables, vcf,
};

/// Answers that a person gave beforehand, and what to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The assembly of all coordinates.
    pub assembly: Option<Assembly>,
    /// Name of the tumour sample.
    pub tumor_sample: Option<String>,
    /// Name of the matched normal.
    pub normal_sample: Option<String>,
    /// The patient, by the identifier that a table of several patients uses.
    pub patient: Option<String>,
    /// What files are, where a person corrected it; by the path as given.
    pub kinds: BTreeMap<PathBuf, FileKind>,
    /// What a look at files told already; the others are looked at when they are read. By the path as given.
    pub looked: BTreeMap<PathBuf, LookedAt>,
    /// A clinical form that somebody typed instead of writing it to a file. It comes before all files: what a person says
    /// stays where a file says something else.
    pub typed: Option<TypedDocument>,
    /// Which alleles of a VCF are kept in full.
    pub selection: Selection,
    /// A FASTA of the reference, plain or BGZF, with its index beside it. REF of each record is then compared with it, so
    /// each record is read whole, and indels are left-aligned.
    pub reference_sequence: Option<PathBuf>,
    /// Reads VCF block by block and each record in full. Slower, for the same result: the tests hold the two against each
    /// other, and a result that is doubted can be had a second way.
    pub careful: bool,
}

/// A document that was typed; it is read like a file of its format, and counts like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedDocument {
    /// What people read where files have their names.
    pub name: String,
    /// The document, as its file would hold it.
    pub bytes: Vec<u8>,
}

/// Reads the files of one case (or one research cohort) into one input. All or nothing: an error leaves nothing behind.
///
/// # Errors
/// A question when a person has to answer first, a refusal when a file cannot be used, world when reading failed.
pub fn read_files(paths: &[PathBuf], options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let silent = |_: ImportPosition| ControlFlow::Continue(());
    read_all(paths, options, &mut Outlets::new(None, &silent))
}

/// As [`read_files`], and every record of every VCF and MAF becomes rows of `sink`, whatever its bin; `progress` hears how
/// far the import has come. After an error the rows that `sink` took so far mean nothing.
///
/// # Errors
/// As [`read_files`]; also when `progress` cancelled, or when `sink` could not keep the rows.
pub fn read_files_into(
    paths: &[PathBuf],
    options: &ImportOptions,
    sink: &mut dyn RecordSink,
    progress: &dyn ImportProgress,
) -> Result<CaseInput, IntakeError> {
    let mut outlets = Outlets::new(Some(Rows::new(sink)), progress);
    let input = read_all(paths, options, &mut outlets)?;
    outlets.rows.map_or(Ok(()), Rows::finish)?;
    Ok(input)
}

fn read_all(paths: &[PathBuf], options: &ImportOptions, outlets: &mut Outlets<'_>) -> Result<CaseInput, IntakeError> {
    if paths.is_empty() && options.typed.is_none() {
        return Err(IntakeError::refused("", Refusal::NoFiles));
    }
    let reference = options.reference_sequence.as_deref().map(ReferenceSequence::open).transpose()?;
    let kind = |path: &PathBuf| match options.looked.get(path) {
        Some(looked) => Ok(looked.kind),
        None => kind_of(path, options.kinds.get(path).copied()),
    };
    let kinds = paths.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    let mut parts: Vec<(u32, FilePart)> = Vec::with_capacity(paths.len() + 1);
    if let Some(typed) = &options.typed {
        parts.push((0, clinical_form::read_typed(typed, options)?));
    }
    let mut files: Vec<_> = paths.iter().zip(kinds).zip(u32::from(options.typed.is_some())..).collect();
    // Tables of several patients come last: the samples of the other files may tell whose rows count.
    files.sort_by_key(|((_, kind), index)| (kind.has_several_patients(), *index));
    for ((path, kind), index) in files {
        let samples = parts.iter().flat_map(|(_, part)| &part.profiles).filter(|profile| profile.named);
        let samples = samples.map(|profile| profile.profile.tumor_sample.clone()).collect();
        let whose = Whose { asked: options.patient.as_deref(), samples };
        parts.push((index, read_file((path, kind, index), (options, reference.as_ref()), &whose, outlets)?));
    }
    parts.sort_by_key(|(index, _)| *index);
    let mut parts: Vec<FilePart> = parts.into_iter().map(|(_, part)| part).collect();
    let about_reference = reference_sequence::align(&mut parts, reference.as_ref())?;
    reference.map_or(Ok(()), ReferenceSequence::finish)?;
    let mut input = join::join(parts, options)?;
    input.notices.extend(about_reference);
    let mixed_up = sanity::notices(&input, outlets.left_out, &outlets.sites);
    input.notices.extend(mixed_up);
    Ok(input)
}

fn read_file(
    (path, kind, index): (&Path, FileKind, u32),
    (options, reference): (&ImportOptions, Option<&ReferenceSequence>),
    whose: &Whose<'_>,
    outlets: &mut Outlets<'_>,
) -> Result<FilePart, IntakeError> {
    let sha256 = match options.looked.get(path) {
        Some(looked) => looked.sha256,
        None => fingerprint(path)?,
    };
    let file = FileIdentity { name: file_name(path), stem: stem(&file_name(path)), index, sha256 };
    tracing::debug!(index, kind = kind.code(), "reading");
    let mut opened = OpenedFile::open(path)?;
    outlets.report(index, 0, (0, opened.bytes_total))?;
    match kind {
        FileKind::Vcf => {
            let opened = if options.careful { opened } else { opened.ahead() };
            vcf::read(&file, Lines::new(opened), (options, reference), outlets)
        }
        FileKind::FusionTable => fusion_table::read(&file, path, options),
        FileKind::Bcf => vcf::read(&file, Lines::new(bcf::as_text(opened)?), (options, reference), outlets),
        FileKind::Maf => maf::read(&file, Lines::new(opened), options, outlets),
        FileKind::Cats => cats::read(&file, &opened.read_document()?, options),
        FileKind::ClinicalForm => clinical_form::read(&file, &opened.read_document()?, options),
        FileKind::Fhir => fhir::read(&file, &opened.read_document()?, whose),
        FileKind::Phenopacket => phenopacket::read(&file, &opened.read_document()?),
        FileKind::Pedigree => pedigree::read(&file, Lines::new(opened)),
        FileKind::CallableRegions => callable::read(&file, Lines::new(opened), options),
        FileKind::Table(kind) => tables::read(&file, opened, kind, options),
        FileKind::CcatCase => ccat_case::read(&file, opened, whose),
        FileKind::GdcClinical => gdc_clinical::read(&file, opened, whose),
        FileKind::CcatReport => ccat_report::read(&file, opened, options, whose),
    }
}

/// The file name without the endings of formats and archives.
fn stem(name: &str) -> String {
    const ENDINGS: [&str; 11] =
        [".bed", ".gz", ".bcf", ".bgz", ".vcf", ".maf", ".txt", ".tsv", ".cats", ".json", ".ann"];
    let mut stem = name;
    while let Some(shorter) =
        ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)).filter(|rest| !rest.is_empty())
    {
        stem = shorter;
    }
    stem.to_owned()
}

#[cfg(test)]
mod assessed_tests;
#[cfg(test)]
mod large_tests;
#[cfg(test)]
mod row_tests;
#[cfg(test)]
mod tests;
