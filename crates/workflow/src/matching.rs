//! One-shot matching for pipelines: files in, findings out, no workspace.

mod answer;

use std::collections::BTreeMap;
use std::path::PathBuf;

use intake::{FileKind, ImportOptions, Selection};
use interpretation::conditions::PersonFacts;
use interpretation::{Context, Interpretation};
use jiff::civil::Date;
use knowledge::Release;
use model::assembly::Assembly;
use model::tumor_type::TumorContext;

pub use answer::{LedgerAnswer, MatchAnswer, MatchFinding};

use crate::contract::{ApiError, ApiErrorKind, ChosenKind, Message};
use crate::selection::selection;

/// The JSON Schema of [`MatchAnswer`].
pub const MATCH_SCHEMA: &str = include_str!("../schema/match.schema.json");

/// What to match.
#[derive(Clone, Debug)]
pub struct MatchRequest {
    /// VCF, MAF, CATS or clinical forms, in any combination that speaks of one assembly.
    pub files: Vec<PathBuf>,
    /// The tumour.
    pub tumor: TumorContext,
    /// Day for which approvals are looked up.
    pub as_of: Date,
    /// Assembly, when no file says it.
    pub assembly: Option<Assembly>,
    /// Tumour sample, when no file says it.
    pub tumor_sample: Option<String>,
    /// Normal sample, when no file says it.
    pub normal_sample: Option<String>,
    /// Patient, by the identifier that a table of several patients uses.
    pub patient: Option<String>,
    /// Folder of the knowledge base.
    pub knowledge: PathBuf,
    /// Reference pack to lay beside it.
    pub reference: Option<PathBuf>,
    /// FASTA that REF is compared with and indels are left-aligned by.
    pub reference_sequence: Option<PathBuf>,
    /// What files are, where somebody corrected it.
    pub kinds: BTreeMap<PathBuf, FileKind>,
    /// Keep every allele in full, also those that no row of the release could meet. The findings are the same.
    pub everything: bool,
    /// Read every record of a VCF in full. The answer is the same; it takes longer.
    pub careful: bool,
}

/// Matches files against a release.
///
/// # Errors
/// [`ApiErrorKind::Question`] when somebody must answer first, [`ApiErrorKind::InputRefused`] for input that cannot be
/// used, [`ApiErrorKind::World`] when reading fails.
pub fn match_files(request: &MatchRequest) -> Result<MatchAnswer, ApiError> {
    let release = crate::reference::release(&request.knowledge, request.reference.as_deref())?;
    let tumor = known(&request.tumor, &release)?;
    let options = ImportOptions {
        assembly: request.assembly,
        tumor_sample: request.tumor_sample.clone(),
        normal_sample: request.normal_sample.clone(),
        patient: request.patient.clone(),
        reference_sequence: request.reference_sequence.clone(),
        kinds: request.kinds.clone(),
        selection: if request.everything { Selection::default() } else { selection(&release) },
        careful: request.careful,
        ..ImportOptions::default()
    };
    let input = intake::read_files(&request.files, &options).map_err(ApiError::from_failure)?;
    let treatments = input.clinical.as_ref().map(|clinical| clinical.treatments.clone()).unwrap_or_default();
    let person = input.clinical.as_ref().map(|clinical| PersonFacts::of(clinical, request.as_of)).unwrap_or_default();
    let context = Context { tumor, as_of: request.as_of, treatments, person };
    let interpretations = input
        .profiles
        .iter()
        .map(|profile| interpretation::interpret(profile, &context, &release))
        .collect::<Result<Vec<Interpretation>, _>>()
        .map_err(|_| ApiError::internal("finding_key_failed"))?;
    Ok(answer::answer(&input, &context.tumor, interpretations, &release))
}

/// The tumour type as the release spells it; case does not matter, and an unknown code is a question, not a guess.
///
/// # Errors
/// [`ApiErrorKind::Question`].
pub fn known(tumor: &TumorContext, release: &Release) -> Result<TumorContext, ApiError> {
    let TumorContext::Type(code) = tumor else { return Ok(tumor.clone()) };
    let types = release.tumor_types();
    let same_but_for_case =
        || types.iter().find(|known| known.code.0.eq_ignore_ascii_case(&code.0)).map(|known| known.code.clone());
    match types.get(code).map(|known| known.code.clone()).or_else(same_but_for_case) {
        Some(code) => Ok(TumorContext::Type(code)),
        None => Err(ApiError {
            kind: ApiErrorKind::Question,
            message: Message {
                code: "tumor_type_unknown".to_owned(),
                parameters: [("code".to_owned(), code.to_string())].into(),
            },
        }),
    }
}

/// Reads `LUAD`, `SOLID` or `ANY`.
pub fn tumor_context(text: &str) -> TumorContext {
    match text.trim().to_ascii_uppercase().as_str() {
        "SOLID" => TumorContext::Solid,
        "ANY" => TumorContext::Any,
        _ => TumorContext::Type(text.trim().into()),
    }
}

/// Reads an assembly name.
///
/// # Errors
/// [`ApiErrorKind::Question`] for a name that is not known.
pub fn assembly(text: Option<&str>) -> Result<Option<Assembly>, ApiError> {
    text.map(|text| {
        text.parse().map_err(|_| ApiError {
            kind: ApiErrorKind::Question,
            message: Message {
                code: "assembly_not_known".to_owned(),
                parameters: [("assembly".to_owned(), text.to_owned())].into(),
            },
        })
    })
    .transpose()
}

/// Formats as somebody chose them, by file.
///
/// # Errors
/// [`ApiErrorKind::Question`] for a format that is not known or a file that is not among the files.
pub fn chosen_kinds(chosen: &[ChosenKind], files: &[String]) -> Result<BTreeMap<PathBuf, FileKind>, ApiError> {
    let question = |code: &str, parameters: [(&str, String); 2]| ApiError {
        kind: ApiErrorKind::Question,
        message: Message {
            code: code.to_owned(),
            parameters: parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        },
    };
    let known = || FileKind::ALL.map(FileKind::code).join(", ");
    let one = |choice: &ChosenKind| {
        let (file, kind) = (choice.path.clone(), choice.format.clone());
        if !files.contains(&file) {
            return Err(question("file_kind_of_no_file", [("file", file), ("kind", kind)]));
        }
        let kind = FileKind::of_code(&kind)
            .ok_or_else(|| question("file_kind_unknown", [("kind", kind), ("known", known())]))?;
        Ok((PathBuf::from(file), kind))
    };
    chosen.iter().map(one).collect()
}

/// Reads a day, or gives today's in Japan.
///
/// # Errors
/// [`ApiErrorKind::Question`] for a text that is no ISO 8601 date.
pub fn as_of(text: Option<&str>) -> Result<Date, ApiError> {
    match text {
        None => Ok(crate::desk::hospital_day(jiff::Timestamp::now())),
        Some(text) => text.parse().map_err(|_| ApiError {
            kind: ApiErrorKind::Question,
            message: Message {
                code: "date_not_understood".to_owned(),
                parameters: [("date".to_owned(), text.to_owned())].into(),
            },
        }),
    }
}
