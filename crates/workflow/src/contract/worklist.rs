//! The worklist and the way into it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::clinical_form::TypedForm;
use super::course::ReminderView;
use super::message::Message;

/// How far a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Files are in, nothing decided.
    Interpreted,
    /// Somebody has begun to accept or decline.
    UnderReview,
    /// A draft exists.
    Drafted,
    /// The report is signed.
    Signed,
}

impl CaseState {
    /// All of them, in the order in which they are reached.
    pub const ALL: [Self; 4] = [Self::Interpreted, Self::UnderReview, Self::Drafted, Self::Signed];

    /// The code used in the store and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Interpreted => "interpreted",
            Self::UnderReview => "under_review",
            Self::Drafted => "drafted",
            Self::Signed => "signed",
        }
    }
}

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WorklistQuery {
    /// Free text over name, フリガナ, ID, tumour and gene; width- and kana-insensitive.
    pub text: String,
    /// Only this state.
    pub state: Option<CaseState>,
    /// Sorted by.
    pub sort: WorklistSort,
    /// From the end.
    pub descending: bool,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WorklistSort {
    /// Case number.
    #[default]
    Number,
    /// フリガナ, in the order of the kana (五十音).
    Name,
    /// Day of receipt: ascending, who waits longest comes first.
    Received,
    /// Strongest level.
    Level,
    /// How far.
    State,
}

/// One case in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WorklistRow {
    /// Case id (UUID).
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
    /// 氏名
    pub patient_name: String,
    /// フリガナ
    pub patient_kana: Option<String>,
    /// 患者ID
    pub hospital_id: Option<String>,
    /// Tumour type as shown, Japanese with code.
    pub tumor_label: Option<String>,
    /// How far.
    pub state: CaseState,
    /// Day the files were received, ISO 8601.
    pub received_on: String,
    /// Whole days since then.
    pub days_since_receipt: u32,
    /// Drug candidates that nobody has decided yet.
    pub undecided: u32,
    /// Strongest level with its state, e.g. `A`, or `(A)` for a candidate.
    pub strongest_level: Option<String>,
    /// Gene labels of the strongest findings, at most three.
    pub leading_labels: Vec<String>,
    /// The person does not exist.
    pub synthetic: bool,
    /// Name of the built-in case that it rehearses; `None` for the case of a person.
    pub rehearsal: Option<String>,
    /// A circulated review that waits for opinions.
    pub reminder: Option<ReminderView>,
}

/// One file that was dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecognisedFile {
    /// Full path, as given.
    pub path: String,
    /// File name.
    pub name: String,
    /// Format code, when recognised.
    pub format: Option<String>,
    /// By what it was recognised: `declaration`, `columns`, `shape_and_name`, `shape`, or `person` where somebody chose.
    pub told_by: Option<String>,
    /// Formats that it may be read as instead.
    pub choices: Vec<String>,
    /// Why not, otherwise.
    pub problem: Option<Message>,
    /// Why it is left out although it lies in a folder that was dropped.
    pub skipped: Option<Message>,
    /// Size in bytes as text (may exceed 2^32).
    pub size_bytes: String,
}

/// What a person says a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ChosenKind {
    /// The file, as in [`ImportRequest::paths`].
    pub path: String,
    /// Format code.
    pub format: String,
}

/// How far the running import has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportProgress {
    /// `looking` at all files (what they are, their hashes), `reading`, then for each file `keeping` (it is copied into the
    /// workspace) and `checking` (the copy is read back).
    pub phase: String,
    /// Name of the file at work.
    pub file: String,
    /// Its number, from 1.
    pub number: u32,
    /// How many files.
    pub files: u32,
    /// Records of it that were read, as text (may exceed 2^32).
    pub records: String,
    /// Bytes of it that were read, as text.
    pub bytes_read: String,
    /// Bytes of it on disk, as text.
    pub bytes_total: String,
    /// Whole percent of these bytes.
    pub percent: u32,
    /// Seconds until this file and phase end at the present pace; `None` while nobody can tell.
    pub seconds_left: Option<u32>,
    /// Somebody cancelled; it ends soon.
    pub cancelled: bool,
}

/// Files and answers for one new case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportRequest {
    /// Files, in the order given.
    pub paths: Vec<String>,
    /// OncoTree code, when no file says it or the person overrides it.
    pub tumor_type: Option<String>,
    /// Assembly, when no file says it.
    pub assembly: Option<String>,
    /// Tumour sample name.
    pub tumor_sample: Option<String>,
    /// Normal sample name.
    pub normal_sample: Option<String>,
    /// 氏名, when no file says it.
    pub patient_name: Option<String>,
    /// フリガナ
    pub patient_kana: Option<String>,
    /// 患者ID
    pub hospital_id: Option<String>,
    /// The patient, by the identifier that a table of several patients uses.
    pub patient: Option<String>,
    /// The person knows that another case holds the same file and wants one more.
    pub again: bool,
    /// What files are, where a person corrected it.
    pub kinds: Vec<ChosenKind>,
    /// Files, as in `paths`, that stay where they are instead of being copied into the workspace.
    pub linked: Vec<String>,
    /// Clinical facts that somebody typed.
    pub form: Option<TypedForm>,
}

/// The case was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportedCase {
    /// Case id.
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
}

/// A tumour type to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TumorTypeOption {
    /// OncoTree code.
    pub code: String,
    /// Label: Japanese where known, with the English name and code.
    pub label: String,
}
