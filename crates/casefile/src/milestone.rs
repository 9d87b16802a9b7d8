//! Days that count on the way of a case: from the sample to the talk with the patient.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day that a hospital must be able to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// 検体採取
    SpecimenCollected,
    /// 検体発送（管理簿 イ）
    SpecimenSent,
    /// 解析結果受領（ウ）
    ResultsReceived,
    /// エキスパートパネル開催（エ）
    PanelHeld,
    /// パネルの検討結果受領（オ）
    PanelResultReceived,
    /// 患者説明（カ）
    PatientExplained,
    /// 説明後の新たな治療方針の説明（キ）
    NewPlanExplained,
    /// データ提出（ケ）
    SubmittedToCentre,
}

impl Milestone {
    /// All of them, in the order in which they are reached.
    pub const ALL: [Self; 8] = [
        Self::SpecimenCollected,
        Self::SpecimenSent,
        Self::ResultsReceived,
        Self::PanelHeld,
        Self::PanelResultReceived,
        Self::PatientExplained,
        Self::NewPlanExplained,
        Self::SubmittedToCentre,
    ];

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::SpecimenCollected => "specimen_collected",
            Self::SpecimenSent => "specimen_sent",
            Self::ResultsReceived => "results_received",
            Self::PanelHeld => "panel_held",
            Self::PanelResultReceived => "panel_result_received",
            Self::PatientExplained => "patient_explained",
            Self::NewPlanExplained => "new_plan_explained",
            Self::SubmittedToCentre => "submitted_to_centre",
        }
    }

    /// The milestone of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|milestone| milestone.code() == code)
    }
}

/// A milestone was reached, or its day was put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneReached {
    /// Which.
    pub milestone: Milestone,
    /// On which day.
    pub on: Date,
    /// Why an earlier day was wrong; said whenever there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Days between two milestones; `None` where one is not reached.
pub fn days_between(reached: &BTreeMap<Milestone, Date>, from: Milestone, to: Milestone) -> Option<i32> {
    let (from, to) = (reached.get(&from)?, reached.get(&to)?);
    from.until(*to).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_over_the_end_of_a_year() {
        let reached = BTreeMap::from([
            (Milestone::SpecimenCollected, date(2025, 12, 30)),
            (Milestone::PatientExplained, date(2026, 2, 2)),
        ]);
        let days = |from, to| days_between(&reached, from, to);
        assert_eq!(days(Milestone::SpecimenCollected, Milestone::PatientExplained), Some(34));
        assert_eq!(days(Milestone::SpecimenCollected, Milestone::PanelHeld), None);
    }
}
