//! What a file is, by its content. Endings lie.

mod table_kind;

use std::path::Path;

use serde_json::Value;

use crate::bcf;
use crate::callable;
use crate::error::{IntakeError, Refusal};
use crate::fhir;
use crate::fusion_table;
use crate::json_document;
use crate::open::OpenedFile;
use crate::pedigree;

pub use self::table_kind::TableKind;
pub(crate) use self::table_kind::separation;

/// How much of a text file is looked at.
const SAMPLE_BYTES: u64 = 64 * 1024;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Variant Call Format, plain, gzip or BGZF.
    Vcf,
    /// The binary form of VCF, plain or BGZF.
    Bcf,
    /// Mutation Annotation Format.
    Maf,
    /// C-CAT's result-exchange format.
    Cats,
    /// A table of fusions: Arriba, STAR-Fusion, PCGR, or any with a fusion's name or two gene columns.
    FusionTable,
    /// Our own clinical form.
    ClinicalForm,
    /// C-CAT's table of cases (症例 CSV).
    CcatCase,
    /// C-CAT's table of results (調査結果 CSV).
    CcatReport,
    /// A clinical table of the Genomic Data Commons.
    GdcClinical,
    /// GA4GH phenopacket.
    Phenopacket,
    /// FHIR R4: a bundle, resources line by line, or one resource.
    Fhir,
    /// PED: the family.
    Pedigree,
    /// BED: where variants could have been seen.
    CallableRegions,
    /// A table of a kind told by its columns.
    Table(TableKind),
}

impl FileKind {
    /// Whether such a file may hold several patients.
    pub(crate) fn has_several_patients(self) -> bool {
        matches!(self, Self::CcatCase | Self::CcatReport | Self::GdcClinical | Self::Fhir)
    }

    /// Whether such a file holds what was measured in the samples of one person, so that it belongs to one case.
    pub fn is_of_one_sample(self) -> bool {
        matches!(self, Self::Vcf | Self::Bcf | Self::Maf | Self::Cats | Self::FusionTable)
    }

    /// The code used in ledgers and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vcf => "vcf",
            Self::Bcf => "bcf",
            Self::Maf => "maf",
            Self::Cats => "cats",
            Self::FusionTable => "fusion_table",
            Self::ClinicalForm => "clinical_form",
            Self::CcatCase => "ccat_case",
            Self::CcatReport => "ccat_report",
            Self::GdcClinical => "gdc_clinical",
            Self::Phenopacket => "phenopacket",
            Self::Fhir => "fhir",
            Self::Pedigree => "pedigree",
            Self::CallableRegions => "callable_regions",
            Self::Table(kind) => kind.code(),
        }
    }
}

/// Tells what the file at `path` is.
///
/// # Errors
/// Refused when it is none of the formats that are read, is empty or damaged; world when it cannot be opened.
pub fn recognise(path: &Path) -> Result<FileKind, IntakeError> {
    let mut file = OpenedFile::open(path)?;
    let sample = file.read_up_to(SAMPLE_BYTES)?;
    let refused = |refusal| Err(IntakeError::refused(&file.name, refusal));
    let sample_text = String::from_utf8_lossy(&sample);
    let text = sample_text.trim_start_matches('\u{feff}').trim_start();
    if sample.starts_with(bcf::MAGIC) {
        return Ok(FileKind::Bcf);
    }
    if is_vcf(text) {
        return Ok(FileKind::Vcf);
    }
    if sample.contains(&0) {
        return refused(Refusal::NotText);
    }
    if text.is_empty() {
        return refused(Refusal::EmptyFile);
    }
    if text.starts_with('{') {
        let mut document = sample;
        document.extend(file.read_document()?);
        return json_kind(&file.name, &document);
    }
    if is_maf(text) {
        return Ok(FileKind::Maf);
    }
    let header = header_line(&sample);
    if crate::ccat_case::is_header(&header) {
        return Ok(FileKind::CcatCase);
    }
    if crate::ccat_report::is_header(&header) {
        return Ok(FileKind::CcatReport);
    }
    if crate::gdc_clinical::is_header(&header) {
        return Ok(FileKind::GdcClinical);
    }
    if fusion_table::recognise(text).is_some() {
        return Ok(FileKind::FusionTable);
    }
    match table_kind::look(text) {
        Some(table_kind::Look::Table(kind)) => return Ok(FileKind::Table(kind)),
        Some(table_kind::Look::MutationCounts) => return refused(Refusal::MutationCounts),
        None => {}
    }
    if pedigree::looks_like(text) {
        return Ok(FileKind::Pedigree);
    }
    if callable::looks_like(text) {
        return Ok(FileKind::CallableRegions);
    }
    refused(if is_headerless_vcf(text) { Refusal::VcfHeaderMissing } else { Refusal::UnknownFormat })
}

fn json_kind(file: &str, document: &[u8]) -> Result<FileKind, IntakeError> {
    let text = json_document::text(file, document)?;
    let value: Value = match serde_json::from_str(text) {
        Ok(value) if fhir::has_type(&value) => return Ok(FileKind::Fhir),
        Err(_) if fhir::is_lines(text) => return Ok(FileKind::Fhir),
        other => other.map_err(|error| syntax(file, &error))?,
    };
    if value.get(formats::clinical_form::VERSION_KEY).is_some() {
        return Ok(FileKind::ClinicalForm);
    }
    if value.pointer("/metaData/phenopacketSchemaVersion").is_some() && value.get("id").is_some() {
        return Ok(FileKind::Phenopacket);
    }
    let cats = ["metaData", "testInfo", "sequencingSamples"].iter().any(|key| value.get(key).is_some());
    if cats { Ok(FileKind::Cats) } else { Err(IntakeError::refused(file, Refusal::UnknownFormat)) }
}

fn syntax(file: &str, error: &serde_json::Error) -> IntakeError {
    let refusal = Refusal::JsonSyntax { column: error.column() as u64 };
    IntakeError::refused_at(file, error.line() as u64, refusal)
}

fn is_vcf(text: &str) -> bool {
    const OPENINGS: [&str; 6] = ["##fileformat=VCF", "##INFO=<", "##FORMAT=<", "##FILTER=<", "##contig=<", "#CHROM"];
    text.starts_with("##fileformat=VCF")
        || text
            .split(['\n', '\r'])
            .take_while(|line| line.is_empty() || line.starts_with('#'))
            .any(|line| OPENINGS.iter().any(|opening| line.starts_with(opening)))
}

fn is_maf(text: &str) -> bool {
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(header) = lines.next() else { return false };
    let names: Vec<String> = header.split('\t').map(|name| name.trim().to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    has("hugo_symbol") && (has("tumor_sample_barcode") || has("chromosome"))
}

/// The first line, in whichever of the two encodings of Japanese tables it is written.
fn header_line(sample: &[u8]) -> String {
    let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    match std::str::from_utf8(line) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode_without_bom_handling(line).0.into_owned(),
    }
}

fn is_headerless_vcf(text: &str) -> bool {
    let columns: Vec<&str> = text.split(['\n', '\r']).next().unwrap_or_default().split('\t').collect();
    let position =
        columns.get(1).is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    columns.len() >= 8 && position
}
