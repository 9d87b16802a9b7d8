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
use crate::open::{OpenedFile, file_name};
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

/// By what a file was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldBy {
    /// The content names its own format.
    Declaration,
    /// The names of its columns.
    Columns,
    /// The shape of its rows, and its name agrees.
    ShapeAndName,
    /// The shape of its rows alone; other tables may look the same.
    Shape,
}

impl ToldBy {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Declaration => "declaration",
            Self::Columns => "columns",
            Self::ShapeAndName => "shape_and_name",
            Self::Shape => "shape",
        }
    }
}

impl FileKind {
    /// Every format.
    pub const ALL: [Self; 28] = [
        Self::Vcf,
        Self::Bcf,
        Self::Maf,
        Self::Cats,
        Self::FusionTable,
        Self::ClinicalForm,
        Self::CcatCase,
        Self::CcatReport,
        Self::GdcClinical,
        Self::Phenopacket,
        Self::Fhir,
        Self::Pedigree,
        Self::CallableRegions,
        Self::Table(TableKind::PurpleSegments),
        Self::Table(TableKind::CnvkitSegments),
        Self::Table(TableKind::Seg),
        Self::Table(TableKind::AlleleSegments),
        Self::Table(TableKind::PurpleGenes),
        Self::Table(TableKind::GeneCopyNumbers),
        Self::Table(TableKind::PurplePurity),
        Self::Table(TableKind::PurpleQc),
        Self::Table(TableKind::Msisensor),
        Self::Table(TableKind::ChordPredictions),
        Self::Table(TableKind::SignatureActivities),
        Self::Table(TableKind::SalmonQuant),
        Self::Table(TableKind::RsemGenes),
        Self::Table(TableKind::KallistoAbundance),
        Self::Table(TableKind::GeneExpression),
    ];

    /// The format of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// By what a file of this kind and name was told.
    pub fn told_by(self, name: &str) -> ToldBy {
        let name = name.to_ascii_lowercase();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        let ends = |endings: &[&str]| endings.iter().any(|ending| plain.ends_with(ending));
        match self {
            Self::Vcf | Self::Bcf | Self::Cats | Self::ClinicalForm | Self::Phenopacket | Self::Fhir => {
                ToldBy::Declaration
            }
            Self::Pedigree if ends(&[".ped", ".fam"]) => ToldBy::ShapeAndName,
            Self::CallableRegions if ends(&[".bed"]) => ToldBy::ShapeAndName,
            Self::Pedigree | Self::CallableRegions => ToldBy::Shape,
            Self::Maf | Self::FusionTable | Self::CcatCase | Self::CcatReport | Self::GdcClinical | Self::Table(_) => {
                ToldBy::Columns
            }
        }
    }

    /// Whether a file that names its own format so may be read as another: never.
    fn contradicts(self, chosen: Self) -> bool {
        let declared = |kind: Self| kind.told_by("") == ToldBy::Declaration;
        self != chosen && (declared(self) || declared(chosen))
    }

    /// Whether such a file may hold several patients.
    pub(crate) fn has_several_patients(self) -> bool {
        matches!(self, Self::CcatCase | Self::CcatReport | Self::GdcClinical | Self::Fhir)
    }

    /// Whether such a file holds what was measured in the samples of one person, so that it belongs to one case.
    pub fn is_of_one_sample(self) -> bool {
        matches!(self, Self::Vcf | Self::Bcf | Self::Maf | Self::Cats | Self::FusionTable)
    }

    /// Every code that the ledger of such a file may bear: tables of fusions bear that of who wrote them.
    pub fn ledger_codes(self) -> Vec<&'static str> {
        if self == Self::FusionTable { crate::fusion_table::dialects() } else { vec![self.code()] }
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

/// What the file at `path` is to be read as: what a person chose, unless the file itself says otherwise.
///
/// # Errors
/// As [`recognise`], where nobody chose; [`Refusal::ChosenKindContradicted`].
pub fn kind_of(path: &Path, chosen: Option<FileKind>) -> Result<FileKind, IntakeError> {
    let Some(chosen) = chosen else { return recognise(path) };
    match recognise(path) {
        Ok(found) if found.contradicts(chosen) => {
            let refusal = Refusal::ChosenKindContradicted { chosen: chosen.code(), found: found.code() };
            Err(IntakeError::refused(&file_name(path), refusal))
        }
        Err(error @ IntakeError::World { .. }) => Err(error),
        Ok(_) | Err(_) => Ok(chosen),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_one_code_that_finds_it_again() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!(FileKind::of_code("bam"), None);
    }

    #[test]
    fn how_sure_a_file_is_told_is_a_word() {
        for (kind, name, expected) in [
            (FileKind::Vcf, "a.txt", "declaration"),
            (FileKind::Maf, "a.vcf", "columns"),
            (FileKind::CallableRegions, "a.bed.gz", "shape_and_name"),
            (FileKind::CallableRegions, "a.txt", "shape"),
            (FileKind::Pedigree, "family.PED", "shape_and_name"),
        ] {
            assert_eq!(kind.told_by(name).code(), expected, "{name}");
        }
    }

    #[test]
    fn a_choice_against_what_the_file_says_of_itself_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vcf");
        std::fs::write(&path, "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n").unwrap();
        assert_eq!(kind_of(&path, Some(FileKind::Vcf)).unwrap(), FileKind::Vcf);
        for chosen in FileKind::ALL.into_iter().filter(|kind| *kind != FileKind::Vcf) {
            let error = kind_of(&path, Some(chosen)).unwrap_err();
            assert_eq!(error.code(), "intake_chosen_kind_contradicted", "{chosen:?}");
        }
        std::fs::write(&path, "chr1\t10\t20\n").unwrap();
        assert_eq!(kind_of(&path, Some(FileKind::CallableRegions)).unwrap(), FileKind::CallableRegions);
        assert_eq!(kind_of(&path, Some(FileKind::Vcf)).unwrap_err().code(), "intake_chosen_kind_contradicted");
    }

    #[test]
    fn a_wrong_choice_never_gives_an_unbalanced_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.txt");
        for text in ["chr1\t10\t20\n", "nothing that is known\n", "F1 P1 0 0 1 2\n"] {
            std::fs::write(&path, text).unwrap();
            for chosen in FileKind::ALL {
                let options = crate::ImportOptions {
                    kinds: [(path.clone(), chosen)].into(),
                    assembly: Some(model::assembly::Assembly::GRCh38),
                    ..crate::ImportOptions::default()
                };
                if let Ok(input) = crate::read_files(std::slice::from_ref(&path), &options) {
                    assert!(input.ledger.files.iter().all(model::ledger::FileLedger::balances), "{chosen:?}");
                }
            }
        }
    }
}
