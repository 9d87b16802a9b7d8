//! Where a case stands in the programme: which of the two return systems carries it, and its area.

use serde::{Deserialize, Serialize};

/// A return system of the plan of 2022; the two take the place of the groups A and B of 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeGroup {
    /// A体制（自施設完結型体制）: the hospital analyses and reports itself.
    OwnFacility,
    /// B体制（解析・データセンター体制）: the data centre analyses and makes the report.
    DataCentre,
}

impl ProgrammeGroup {
    /// All of them, in the order of print.
    pub const ALL: [Self; 2] = [Self::OwnFacility, Self::DataCentre];

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::OwnFacility => "own_facility",
            Self::DataCentre => "data_centre",
        }
    }

    /// The group of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// An area (領域) of the programme: the six of cancer, and rare disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeArea {
    /// 消化器がん
    Gastrointestinal,
    /// 血液がん
    Blood,
    /// 小児がん
    Paediatric,
    /// 希少がん
    RareCancer,
    /// 婦人科がん
    Gynaecological,
    /// 呼吸器がん他
    RespiratoryAndOthers,
    /// 難病
    RareDisease,
}

impl ProgrammeArea {
    /// All of them, in the order of print.
    pub const ALL: [Self; 7] = [
        Self::Gastrointestinal,
        Self::Blood,
        Self::Paediatric,
        Self::RareCancer,
        Self::Gynaecological,
        Self::RespiratoryAndOthers,
        Self::RareDisease,
    ];

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Gastrointestinal => "gastrointestinal",
            Self::Blood => "blood",
            Self::Paediatric => "paediatric",
            Self::RareCancer => "rare_cancer",
            Self::Gynaecological => "gynaecological",
            Self::RespiratoryAndOthers => "respiratory_and_others",
            Self::RareDisease => "rare_disease",
        }
    }

    /// The area of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// Somebody said where the case stands in the programme, or put it right. A tumour type does not tell it: a rare cancer or
/// a cancer of childhood is one by the programme's own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammePlaced {
    /// The return system; `None` where nobody knows yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<ProgrammeGroup>,
    /// The area; `None` where nobody knows yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<ProgrammeArea>,
}
