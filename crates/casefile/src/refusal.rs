//! Why a wish is refused. Each says what is missing.

use std::collections::BTreeMap;

use crate::correction::ClinicalField;
use crate::permission::Action;
use crate::role::Role;

/// A refusal: expected, typed, and with a code of the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role may not do this.
    #[error("role {role:?} may not {action:?}")]
    RoleMissing {
        /// The role used.
        role: Role,
        /// What was wanted.
        action: Action,
    },
    /// The case was opened before.
    #[error("case is already open")]
    AlreadyOpen,
    /// There is no such case yet.
    #[error("case is not open")]
    NotOpen,
    /// The finding is not among those of the newest interpretation.
    #[error("finding is not part of the interpretation")]
    FindingUnknown,
    /// The row is from memory and nobody has approved it with a source.
    #[error("finding rests on an unconfirmed row")]
    FindingUnconfirmed,
    /// A narrower statement says the opposite.
    #[error("finding is overruled by a narrower statement")]
    FindingOverruled,
    /// The finding names no treatment that could be accepted.
    #[error("finding is not an option")]
    NotAnOption,
    /// An accepted option rests on an inherited variant, and the person's wish about such results is not recorded.
    #[error("the wish about inherited findings is not recorded")]
    GermlineWishMissing,
    /// Nobody signs for a person without a name.
    #[error("patient has no name")]
    PatientNameMissing,
    /// A drug of the finding was given before; taking it up again needs a reason.
    #[error("a drug of the finding was given before")]
    GivenBefore,
    /// Declining needs a reason.
    #[error("declining needs a reason")]
    ReasonMissing,
    /// The value is not one of this field.
    #[error("value of {field} cannot be read")]
    CorrectionUnreadable {
        /// Which field.
        field: ClinicalField,
    },
    /// The record says that already.
    #[error("correction changes nothing")]
    CorrectionChangesNothing,
    /// Nobody has decided on this finding.
    #[error("no decision to withdraw")]
    NothingToWithdraw,
    /// The report is signed; what was signed is not edited.
    #[error("report is signed")]
    AlreadySigned,
    /// No draft was composed.
    #[error("no draft to sign")]
    NoDraft,
    /// The case has changed since the draft.
    #[error("draft is out of date")]
    DraftOutOfDate,
    /// Strong options wait for an answer, and none was accepted.
    #[error("{count} options wait for an answer")]
    OptionsUndecided {
        /// How many.
        count: usize,
    },
    /// What is to be signed is not what the draft says.
    #[error("content differs from the draft")]
    ContentDiffers,
    /// Only signed documents leave the workspace.
    #[error("report is not signed")]
    NotSigned,
    /// The revision number does not follow the last one.
    #[error("revision does not follow the last one")]
    RevisionOutOfOrder,
    /// Records and bins of a file do not sum up.
    #[error("ledger does not balance")]
    LedgerDoesNotBalance,
}

impl Refusal {
    /// Catalogue key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "refusal_role_missing",
            Self::AlreadyOpen => "refusal_already_open",
            Self::NotOpen => "refusal_not_open",
            Self::FindingUnknown => "refusal_finding_unknown",
            Self::FindingUnconfirmed => "refusal_finding_unconfirmed",
            Self::FindingOverruled => "refusal_finding_overruled",
            Self::NotAnOption => "refusal_not_an_option",
            Self::PatientNameMissing => "refusal_patient_name_missing",
            Self::GermlineWishMissing => "refusal_germline_wish_missing",
            Self::GivenBefore => "refusal_given_before",
            Self::ReasonMissing => "refusal_reason_missing",
            Self::CorrectionUnreadable { .. } => "refusal_correction_unreadable",
            Self::CorrectionChangesNothing => "refusal_correction_changes_nothing",
            Self::NothingToWithdraw => "refusal_nothing_to_withdraw",
            Self::AlreadySigned => "refusal_already_signed",
            Self::NoDraft => "refusal_no_draft",
            Self::DraftOutOfDate => "refusal_draft_out_of_date",
            Self::OptionsUndecided { .. } => "refusal_options_undecided",
            Self::ContentDiffers => "refusal_content_differs",
            Self::NotSigned => "refusal_not_signed",
            Self::RevisionOutOfOrder => "refusal_revision_out_of_order",
            Self::LedgerDoesNotBalance => "refusal_ledger_does_not_balance",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        match self {
            Self::RoleMissing { role, action } => BTreeMap::from([
                ("role".to_owned(), role.code().to_owned()),
                ("action".to_owned(), action.code().to_owned()),
            ]),
            Self::CorrectionUnreadable { field } => BTreeMap::from([("clinical".to_owned(), field.to_string())]),
            Self::OptionsUndecided { count } => BTreeMap::from([("count".to_owned(), count.to_string())]),
            _ => BTreeMap::new(),
        }
    }
}
