//! What somebody may want, and in which circumstances.

use jiff::Timestamp;
use model::finding::FindingKey;
use model::ids::{AccountId, CaseId};

use crate::event::{
    CaseOpened, ClinicalCorrected, ClinicalRecorded, DocumentExported, DraftComposed, Interpreted, ProfileImported,
    ReportSigned,
};
use crate::role::Role;

/// A wish, imperative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open a case from its first import: everything of it in one step, or nothing.
    OpenCase(Box<FirstImport>),
    /// Replace the interpretation, e.g. with a newer release.
    Interpret(Interpreted),
    /// Correct a clinical fact.
    CorrectClinical(Box<Correction>),
    /// Take a finding into the report.
    AcceptFinding {
        /// Which.
        finding: FindingKey,
        /// Why, if the person says so.
        reason: Option<String>,
        /// A drug of it was given before: then the reason must be said.
        given_before: bool,
    },
    /// Leave a finding out.
    DeclineFinding {
        /// Which.
        finding: FindingKey,
        /// Why; must be said.
        reason: String,
    },
    /// Take a decision back.
    WithdrawDecision {
        /// On which finding.
        finding: FindingKey,
    },
    /// Record a composed draft.
    ComposeDraft(DraftComposed),
    /// Sign the newest draft.
    SignReport(Box<ReportSigned>),
    /// Record that a signed document was written to a file.
    ExportDocument(DocumentExported),
}

/// A correction and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The fact.
    pub corrected: ClinicalCorrected,
    /// The interpretation with the corrected record; `None` where nothing is matched again.
    pub interpreted: Option<Interpreted>,
}

/// What a case is opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstImport {
    /// Number and day.
    pub opened: CaseOpened,
    /// Clinical facts.
    pub clinical: ClinicalRecorded,
    /// The profile.
    pub profile: ProfileImported,
    /// The first interpretation.
    pub interpreted: Interpreted,
}

/// Who acts, in which role, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The case acted on.
    pub case: CaseId,
    /// The account.
    pub actor: AccountId,
    /// The role used.
    pub role: Role,
    /// The time.
    pub at: Timestamp,
}
