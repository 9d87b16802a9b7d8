//! What happens to a signed report that turns out to need a change: a new revision, and tasks for what had left the house.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::finding::FindingKey;
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

use crate::event::ReportSigned;

/// Why a signed report is opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentKind {
    /// 誤記の訂正
    ClericalCorrection,
    /// 所見の追加
    AddedFinding,
    /// 解釈の変更
    ChangedInterpretation,
    /// 患者の取り違え
    WrongPatient,
}

impl AmendmentKind {
    /// All of them, in the order of print.
    pub const ALL: [Self; 4] =
        [Self::ClericalCorrection, Self::AddedFinding, Self::ChangedInterpretation, Self::WrongPatient];

    /// The kind of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::ClericalCorrection => "clerical_correction",
            Self::AddedFinding => "added_finding",
            Self::ChangedInterpretation => "changed_interpretation",
            Self::WrongPatient => "wrong_patient",
        }
    }

    /// Whether the panel's conclusion still stands: only a clerical correction leaves it.
    pub fn keeps_conclusion(self) -> bool {
        self == Self::ClericalCorrection
    }
}

/// Something that must be done because the replaced report had left the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentTask {
    /// 主治医への連絡
    TellPhysician,
    /// 患者の手元の説明書の差し替え
    ReplacePatientCopy,
}

impl AmendmentTask {
    /// All of them, in the order of print.
    pub const ALL: [Self; 2] = [Self::TellPhysician, Self::ReplacePatientCopy];

    /// The task of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::TellPhysician => "tell_physician",
            Self::ReplacePatientCopy => "replace_patient_copy",
        }
    }
}

/// A signed report was opened again. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentOpened {
    /// The revision that will be replaced.
    pub replaces: u32,
    /// Why.
    pub kind: AmendmentKind,
    /// Why exactly, as typed.
    pub because: String,
}

impl std::fmt::Debug for AmendmentOpened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AmendmentOpened")
            .field("replaces", &self.replaces)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// A task was done. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentTaskClosed {
    /// The revision that was replaced.
    pub replaces: u32,
    /// Which task.
    pub task: AmendmentTask,
    /// How, as typed.
    pub how: String,
}

impl std::fmt::Debug for AmendmentTaskClosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AmendmentTaskClosed")
            .field("replaces", &self.replaces)
            .field("task", &self.task)
            .finish_non_exhaustive()
    }
}

/// An amendment as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// How it was opened.
    pub opened: AmendmentOpened,
    /// The signed report that it replaces: it stays readable, and says so.
    pub replaced: ReportSigned,
    /// Findings that it prints.
    pub printed: BTreeSet<FindingKey>,
    /// Tasks that are open.
    pub open_tasks: BTreeSet<AmendmentTask>,
    /// Who opened it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// The signed revision that took the place of an earlier one of the same case; `None` while there is none.
pub fn replaced_by(case: &crate::Case, revision: u32) -> Option<u32> {
    let aside = case.amendments.iter().map(|amendment| amendment.replaced.revision);
    let signed = case.signed.as_ref().map(|signed| signed.revision);
    aside.chain(signed).filter(|other| *other > revision).min()
}
