//! Verbs about one case, the list of cases, and making a workspace.

use std::path::PathBuf;

use clap::Args;

use super::WorkspaceArguments;

#[derive(Debug, Args)]
pub(crate) struct StructureArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Print where this gene lies, by the reference pack or the files of the case
    #[arg(long, value_name = "SYMBOL")]
    pub(crate) gene: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VariantsArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Conditions as JSON, e.g. `{"impacts":["high"],"frequency":{"at_most":"1%","not_stated":true}}`
    #[arg(long, value_name = "JSON")]
    pub(crate) filter: Option<String>,
    /// Column, e.g. place, gene, vaf, frequency; a minus in front turns the order
    #[arg(long, value_name = "COLUMN", default_value = "file_order", allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Rows to skip
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
    /// Rows to print, at most 1,000
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
    /// Print how many rows each choice would show instead of rows
    #[arg(long, conflicts_with = "row")]
    pub(crate) facets: bool,
    /// Print one row in full, with its original line
    #[arg(long, value_name = "ROW")]
    pub(crate) row: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// CHROM:POS:REF:ALT, CHROM:POS, GENE, PROTEIN-CHANGE or GENE CHANGE
    #[arg(required = true, num_args = 1..)]
    pub(crate) question: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CorrectArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Field, e.g. tumor_type, diagnosis, sex, born_on, ecog_ps, treatment_1
    pub(crate) field: String,
    /// New value; an empty one takes the value away. A treatment is `drug + drug; first day; last day; response; reason`
    #[arg(allow_hyphen_values = true)]
    pub(crate) value: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Folder to create; an existing demonstration workspace is used again
    #[arg(long, value_name = "DIR")]
    pub(crate) workspace: PathBuf,
    /// Folder of synthetic cases
    #[arg(long, value_name = "DIR")]
    pub(crate) cases: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Name of the institution
    #[arg(long)]
    pub(crate) institution: String,
    /// Name shown for the first account
    #[arg(long)]
    pub(crate) display_name: String,
    /// Roles of the first account, comma-separated (default: all)
    #[arg(long, value_delimiter = ',')]
    pub(crate) roles: Vec<String>,
    /// Whether everybody needs a second factor: required or optional
    #[arg(long, value_name = "required|optional", default_value = "required")]
    pub(crate) second_factor: String,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Files of one case
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What a file is, when it is recognised wrongly, e.g. `--as regions.txt=callable_regions`
    #[arg(long = "as", value_name = "FILE=KIND")]
    pub(crate) kinds: Vec<String>,
    /// OncoTree code, when no file says it
    #[arg(long)]
    pub(crate) tumor_type: Option<String>,
    /// GRCh37 or GRCh38, when the files do not say it
    #[arg(long)]
    pub(crate) assembly: Option<String>,
    /// Name of the tumour sample
    #[arg(long, value_name = "NAME")]
    pub(crate) tumor_sample: Option<String>,
    /// Name of the normal sample
    #[arg(long, value_name = "NAME")]
    pub(crate) normal_sample: Option<String>,
    /// Identifier of the patient in a table of several patients
    #[arg(long, value_name = "ID")]
    pub(crate) patient: Option<String>,
    /// One more case, although another one holds the same file
    #[arg(long)]
    pub(crate) again: bool,
    /// 氏名, when no file says it
    #[arg(long)]
    pub(crate) patient_name: Option<String>,
    /// 患者ID, when no file says it
    #[arg(long)]
    pub(crate) hospital_id: Option<String>,
    /// FASTA of the reference with its index (.fai), for this import; otherwise that of `shirube reference sequence`
    #[arg(long, value_name = "FASTA")]
    pub(crate) reference_sequence: Option<PathBuf>,
    /// Read every record of a VCF in full: the answer is the same, it takes longer
    #[arg(long)]
    pub(crate) careful: bool,
    /// One of the files that stays where it is instead of being copied into the workspace; may be given several times
    #[arg(long = "link", value_name = "FILE")]
    pub(crate) linked: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Text to search for
    #[arg(default_value = "")]
    pub(crate) text: String,
    /// Sorted by: number, name (フリガナ), received, level or state
    #[arg(long, value_name = "WHAT", value_parser = ["number", "name", "received", "level", "state"], default_value = "number")]
    pub(crate) sort: String,
    /// From the end
    #[arg(long)]
    pub(crate) descending: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Findings by the approvals and trials of this day, by the active release; nothing is kept
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CaseArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
}

#[derive(Debug, Args)]
pub(crate) struct DecideArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Finding key (at least its first eight digits) or statement id
    pub(crate) finding: String,
    /// Why
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// panel or patient as PDF; fhir: the report without the person, as a FHIR R4 transaction
    #[arg(long)]
    pub(crate) document: String,
    /// With fhir: the consent that lets it leave (submission, secondary_use_academic, secondary_use_industry,
    /// secondary_use_abroad)
    #[arg(long = "for", value_name = "CONSENT")]
    pub(crate) purpose: Option<String>,
    /// File to write; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// File to write; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}
