//! One case on screen.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::classification::{AmpView, ConditionView, OncogenicityView, OppositeView};
use super::consent::ConsentRow;
use super::message::Message;
use super::report_view::ReportView;
use super::worklist::CaseState;

/// Everything that the case screen shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseView {
    /// The head.
    pub header: CaseHeader,
    /// What matters, in a few lines.
    pub summary: Vec<SummaryLine>,
    /// 臨床情報
    pub clinical: Vec<ClinicalFact>,
    /// Every finding, strongest first.
    pub findings: Vec<FindingView>,
    /// Variants of the profile, those with findings first.
    pub variants: Vec<VariantRow>,
    /// Rows of the variant table; `null` where the case has none.
    pub variant_table_rows: Option<u32>,
    /// 記録の行き先
    pub ledger: Vec<FileLedgerView>,
    /// Odd but usable data.
    pub notices: Vec<Message>,
    /// Drafts, signature, blockers.
    pub report: ReportView,
    /// Events, newest first.
    pub history: Vec<HistoryRow>,
    /// Consent, every kind.
    pub consents: Vec<ConsentRow>,
    /// Milestones reached.
    pub milestones: Vec<MilestoneView>,
    /// How many trials and 患者申出療養 the active release holds; with 0, their absence says nothing.
    pub trials_registered: u32,
    /// Days from 検体採取 to 患者説明; `null` while one of them is not told.
    pub turnaround_days: Option<i32>,
    /// Where it stands in the programme.
    pub programme: super::course::ProgrammeView,
}

/// Who, which tumour, where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseHeader {
    /// Case id.
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
    /// 氏名
    pub patient_name: String,
    /// フリガナ
    pub patient_kana: Option<String>,
    /// 患者ID
    pub hospital_id: Option<String>,
    /// 性別 code: `male`, `female`, `other`, `unknown`.
    pub sex: String,
    /// 生年月日, Western and Japanese era.
    pub born_on: Option<String>,
    /// 年齢 at receipt.
    pub age_years: Option<u32>,
    /// Tumour type with label and code.
    pub tumor_label: Option<String>,
    /// The tumour types that are kept apart, in the order of a case.
    pub tumor_types: Vec<TumorTypeRow>,
    /// Version of the tree in which they are told, e.g. `oncotree_2025_10_03`.
    pub tumor_tree: String,
    /// Results for other tumour types, oldest first.
    pub matched_before: Vec<MatchedBefore>,
    /// How far.
    pub state: CaseState,
    /// Knowledge release of the current interpretation.
    pub knowledge_release: String,
    /// Day for which approvals were looked up.
    pub as_of: String,
    /// Sample and assembly.
    pub sample: String,
    /// GRCh37 or GRCh38.
    pub assembly: String,
    /// Test name.
    pub test_name: Option<String>,
    /// The person does not exist.
    pub synthetic: bool,
    /// Name of the built-in case that it rehearses; `None` for the case of a person.
    pub rehearsal: Option<String>,
}

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SummaryLine {
    /// Look: `option`, `against`, `marker`, `not_assessed`, `attention`.
    pub kind: String,
    /// The sentence.
    pub message: Message,
}

/// A labelled clinical value; the label is a catalogue code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClinicalFact {
    /// Catalogue code of the label.
    pub label: String,
    /// Value as text; empty where it was taken away.
    pub value: String,
    /// Field by which it can be corrected.
    pub field: Option<String>,
    /// The value as a correction writes it.
    pub written: Option<String>,
    /// What it was before corrections, newest first.
    pub earlier: Vec<EarlierValue>,
}

/// A value that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EarlierValue {
    /// As it was; `null` where the record did not say.
    pub value: Option<String>,
    /// Who corrected it.
    pub by: String,
    /// When, ISO 8601 UTC.
    pub at: String,
    /// Why, as typed.
    pub because: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FindingView {
    /// Stable identity.
    pub key: String,
    /// Knowledge row.
    pub statement: String,
    /// Gene or partners.
    pub gene: String,
    /// Short label, e.g. `EGFR p.L858R`.
    pub label: String,
    /// Coding description.
    pub hgvsc: Option<String>,
    /// Protein description.
    pub hgvsp: Option<String>,
    /// Transcript.
    pub transcript: Option<String>,
    /// Genomic allele.
    pub allele: Option<String>,
    /// Variant allele fraction, percent, one decimal.
    pub vaf_percent: Option<String>,
    /// Depth in reads.
    pub depth_reads: Option<u32>,
    /// How specific the match is.
    pub match_kind: String,
    /// What the row says.
    pub predicate: String,
    /// For or against.
    pub direction: String,
    /// A–F.
    pub evidence_level: Option<String>,
    /// `final` or `candidate`.
    pub level_state: String,
    /// Speaks against a therapy.
    pub resistance: bool,
    /// Access class code.
    pub accessibility: String,
    /// Names, Japanese where known, joined by ` + `.
    pub therapy_label: Option<String>,
    /// The same in English.
    pub therapy_label_en: Option<String>,
    /// Line and timing.
    pub setting: Option<String>,
    /// Tumour type of the row.
    pub tumor_type_ja: Option<String>,
    /// Relation of the tumour types.
    pub tumor_type_match: String,
    /// Whether the origin fits.
    pub origin_match: String,
    /// Whether the profile meets the row.
    pub status: String,
    /// `source_read` or `from_memory`.
    pub basis: String,
    /// Source.
    pub citation: Option<String>,
    /// Companion diagnostic.
    pub companion_diagnostic: Option<String>,
    /// Why, step by step.
    pub reasons: Vec<Message>,
    /// How oncogenic the first variant is; `null` where it is no somatic small variant.
    pub oncogenicity: Option<OncogenicityView>,
    /// AMP/ASCO/CAP tier of the first variant, by all its findings.
    pub amp: Option<AmpView>,
    /// Statements about the same regimen that say the opposite, laid beside it.
    pub opposite: Vec<OppositeView>,
    /// What the row asks for beyond the biomarker: line, earlier drugs, age, sex, PS, companion test.
    pub conditions: Vec<ConditionView>,
    /// The trial or 患者申出療養 that the row is: a way to the drug, no evidence.
    pub trial: Option<TrialView>,
    /// The drug was already given, as the record writes it (dates, response).
    pub given_before: Option<String>,
    /// What somebody decided.
    pub decision: Option<DecisionView>,
    /// Needs a human yes or no before it can reach the patient.
    pub needs_decision: bool,
}

/// A tumour type of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TumorTypeRow {
    /// `registered`, `matched` or `concluded`.
    pub role: String,
    /// With label and code; `null` where the case is matched without a type.
    pub label: Option<String>,
}

/// What another tumour type gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MatchedBefore {
    /// The type, with label and code.
    pub label: Option<String>,
    /// Knowledge release.
    pub knowledge_release: String,
    /// Day for which approvals were looked up, ISO 8601.
    pub as_of: String,
    /// Options: marker, drugs and level.
    pub options: Vec<String>,
    /// How many findings in all.
    pub findings: u32,
}

/// A trial, as its register described it on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TrialView {
    /// Number in its registry.
    pub registry_id: Option<String>,
    /// Its name.
    pub title_ja: String,
    /// 患者申出療養
    pub patient_requested: bool,
    /// The day, ISO 8601.
    pub seen_on: String,
}

/// A case matched anew for another day, to be looked at: nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AsOfView {
    /// The day for which approvals and trials were looked up, ISO 8601.
    pub as_of: String,
    /// The day that the rows of the release speak of, ISO 8601: later days are asked of the same rows.
    pub release_as_of: String,
    /// The active release.
    pub knowledge_release: String,
    /// Every finding of that day, strongest first.
    pub findings: Vec<FindingView>,
}

/// A decision on a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DecisionView {
    /// `accepted` or `declined`.
    pub decision: String,
    /// Reason as typed.
    pub reason: Option<String>,
    /// Who.
    pub by: String,
    /// When, ISO 8601 UTC.
    pub at: String,
}

/// One variant of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VariantRow {
    /// `small_variant`, `copy_number`, `rearrangement`, `structural_variant`, `biomarker`.
    pub class: String,
    /// Gene, partners or marker.
    pub gene: String,
    /// Short label.
    pub label: String,
    /// Genomic allele or kind.
    pub place: String,
    /// Consequence terms of the shown transcript.
    pub consequence: String,
    /// Coding description.
    pub hgvsc: Option<String>,
    /// Protein description.
    pub hgvsp: Option<String>,
    /// Percent or value with unit.
    pub value: Option<String>,
    /// Depth in reads.
    pub depth_reads: Option<u32>,
    /// Findings that rest on it.
    pub findings: u32,
}

/// Where the records of one file went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FileLedgerView {
    /// File name.
    pub name: String,
    /// Format code.
    pub format: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Where the file lies, when it was linked instead of copied.
    pub linked: Option<LinkedFileView>,
    /// Records read.
    pub records: u32,
    /// Bins in print order; they sum to `records`.
    pub bins: Vec<BinCount>,
}

/// An input file that stayed where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LinkedFileView {
    /// Name without folders.
    pub name: String,
    /// Where it lay when it was read.
    pub path: String,
    /// `in_place` (size and time are those of the import), `touched` (they are not; the bytes were not looked at),
    /// `same` (every byte was looked at), `changed` or `missing`.
    pub state: String,
}

/// One bin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BinCount {
    /// Catalogue code.
    pub name: String,
    /// Records.
    pub count: u32,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HistoryRow {
    /// Global sequence.
    pub sequence: u32,
    /// Event type code.
    pub kind: String,
    /// Who.
    pub actor: String,
    /// Role code.
    pub role: String,
    /// When, ISO 8601 UTC.
    pub at: String,
    /// One line about it.
    pub detail: Option<Message>,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MilestoneView {
    /// Catalogue code.
    pub name: String,
    /// Day, ISO 8601; `None` when not reached.
    pub reached_on: Option<String>,
}
