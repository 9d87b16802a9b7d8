//! In which capacity somebody acts.

use serde::{Deserialize, Serialize};

/// A role in the hospital's process. An account may hold several; each event records the one used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 主治医・担当医
    AttendingPhysician,
    /// パネル構成員
    PanelMember,
    /// 座長
    PanelChair,
    /// 臨床遺伝専門医
    ClinicalGeneticist,
    /// 認定遺伝カウンセラー
    GeneticCounsellor,
    /// データマネージャー
    DataManager,
    /// 管理者
    Administrator,
    /// 監査者
    Auditor,
}

impl Role {
    /// Every role, in the order of print.
    pub const ALL: [Self; 8] = [
        Self::AttendingPhysician,
        Self::PanelMember,
        Self::PanelChair,
        Self::ClinicalGeneticist,
        Self::GeneticCounsellor,
        Self::DataManager,
        Self::Administrator,
        Self::Auditor,
    ];

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::AttendingPhysician => "attending_physician",
            Self::PanelMember => "panel_member",
            Self::PanelChair => "panel_chair",
            Self::ClinicalGeneticist => "clinical_geneticist",
            Self::GeneticCounsellor => "genetic_counsellor",
            Self::DataManager => "data_manager",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}
