//! What another release would change, and what became of it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::knowledge::KnowledgeRow;

/// What another release says otherwise, and what that changes in the cases of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReleaseDiff {
    /// The one release.
    pub before: String,
    /// Its hash.
    pub before_hash: String,
    /// The other.
    pub after: String,
    /// Its hash.
    pub after_hash: String,
    /// Rule code that matched both, also where findings were made by an older one.
    pub engine: String,
    /// Day for which approvals were looked up, in both.
    pub as_of: String,
    /// Rows only in the other.
    pub rows_gained: Vec<KnowledgeRow>,
    /// Rows only in the one.
    pub rows_lost: Vec<KnowledgeRow>,
    /// Rows of both that say something else now.
    pub rows_changed: Vec<RowChange>,
    /// Cases that were matched with both.
    pub cases_compared: u32,
    /// Cases in which something differs, by number.
    pub cases: Vec<CaseDiff>,
    /// Findings gained, over all cases.
    pub gained: u32,
    /// Findings lost.
    pub lost: u32,
    /// Findings that stand otherwise.
    pub changed: u32,
    /// Losses of accepted or reported findings that nobody has answered for.
    pub unanswered: u32,
    /// SHA-256 over every difference in the cases.
    pub digest: String,
    /// It is on record that somebody saw exactly these differences.
    pub on_record: bool,
}

/// A row that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowChange {
    /// As it was.
    pub before: KnowledgeRow,
    /// As it is.
    pub after: KnowledgeRow,
}

/// The differences of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseDiff {
    /// The case.
    pub case_id: String,
    /// Its number.
    pub case_number: String,
    /// Its report is signed: it stays as it is, and the case is affected.
    pub signed: bool,
    /// The profile was kept for other genes than the release asks for: variants in the new ones may be missing until the
    /// files are imported again.
    pub kept_for_other_genes: bool,
    /// Findings gained.
    pub gained: u32,
    /// Findings lost.
    pub lost: u32,
    /// Findings that stand otherwise.
    pub changed: u32,
    /// Losses of accepted or reported findings that nobody has answered for.
    pub unanswered: u32,
    /// What differs; empty for whoever may not see the case, beside the counts.
    pub findings: Vec<FindingChange>,
}

/// A finding that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FindingChange {
    /// Stable key.
    pub key: String,
    /// `gained`, `lost` or `changed`.
    pub kind: String,
    /// `EGFR p.L858R`.
    pub label: String,
    /// Drug names, Japanese.
    pub therapy_label: Option<String>,
    /// How it stood.
    pub before: Option<FindingStandingView>,
    /// How it stands.
    pub after: Option<FindingStandingView>,
    /// `accepted` or `reported`, where somebody took it up.
    pub taken: Option<String>,
    /// It was taken up and is lost: activation waits for an answer.
    pub needs_answer: bool,
    /// The answer.
    pub answer: Option<LossAnswerView>,
}

/// How a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FindingStandingView {
    /// `option`, `candidate`, `overruled`, `against`, `stated` or `open`.
    pub answer: String,
    /// Level, in brackets for a candidate.
    pub level: Option<String>,
    /// Access class.
    pub accessibility: String,
    /// Rows.
    pub statements: Vec<String>,
}

/// Why a loss is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LossAnswerView {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// A release became active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActivationView {
    /// The active release.
    pub release: String,
    /// Open cases that were matched again.
    pub rematched: u32,
    /// Signed cases whose findings would be others: they stay as they are.
    pub affected: Vec<AffectedCase>,
}

/// A signed case that would read otherwise with the active release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AffectedCase {
    /// The case.
    pub case_id: String,
    /// Its number.
    pub case_number: String,
    /// The release of its report.
    pub release: String,
    /// What differs from its report; empty for whoever may not see the case.
    pub findings: Vec<FindingChange>,
}
