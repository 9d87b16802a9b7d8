//! What a panel recommends, and that it came to an end.

use std::collections::BTreeSet;

use model::finding::FindingKey;
use model::ids::PanelId;
use serde::{Deserialize, Serialize};

/// By which way a treatment would be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentRoute {
    /// 保険診療（適応内）
    Insured,
    /// 企業治験
    CompanyTrial,
    /// 医師主導治験
    InvestigatorTrial,
    /// 拡大治験
    ExpandedAccess,
    /// 先進医療
    AdvancedCare,
    /// 患者申出療養
    PatientProposed,
    /// 適応外使用（保険審査による）
    OffLabelInsured,
    /// 適応外使用（自費）
    OffLabelOwnCost,
    /// 臨床研究
    ClinicalResearch,
    /// 既存治療の継続・標準治療
    StandardCare,
    /// 緩和ケア
    PalliativeCare,
}

impl TreatmentRoute {
    /// All of them, in the order of print.
    pub const ALL: [Self; 11] = [
        Self::Insured,
        Self::CompanyTrial,
        Self::InvestigatorTrial,
        Self::ExpandedAccess,
        Self::AdvancedCare,
        Self::PatientProposed,
        Self::OffLabelInsured,
        Self::OffLabelOwnCost,
        Self::ClinicalResearch,
        Self::StandardCare,
        Self::PalliativeCare,
    ];

    /// The way of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Insured => "insured",
            Self::CompanyTrial => "company_trial",
            Self::InvestigatorTrial => "investigator_trial",
            Self::ExpandedAccess => "expanded_access",
            Self::AdvancedCare => "advanced_care",
            Self::PatientProposed => "patient_proposed",
            Self::OffLabelInsured => "off_label_insured",
            Self::OffLabelOwnCost => "off_label_own_cost",
            Self::ClinicalResearch => "clinical_research",
            Self::StandardCare => "standard_care",
            Self::PalliativeCare => "palliative_care",
        }
    }
}

/// What a panel recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationKind {
    /// A treatment, and by which way.
    Treatment(TreatmentRoute),
    /// A trial to look into.
    Trial,
    /// A further test.
    FurtherTest,
    /// 確認検査
    ConfirmatoryTest,
    /// 遺伝カウンセリング
    GeneticCounselling,
    /// 推奨なし
    Nothing,
}

impl RecommendationKind {
    /// One of each kind, in the order of print; a treatment stands here with its first way.
    pub const OFFERED: [Self; 6] = [
        Self::Treatment(TreatmentRoute::Insured),
        Self::Trial,
        Self::FurtherTest,
        Self::ConfirmatoryTest,
        Self::GeneticCounselling,
        Self::Nothing,
    ];

    /// The kind of a code; a treatment needs its way.
    pub fn of_codes(code: &str, route: Option<&str>) -> Option<Self> {
        match (code, route) {
            ("treatment", Some(route)) => TreatmentRoute::of_code(route).map(Self::Treatment),
            ("trial", None) => Some(Self::Trial),
            ("further_test", None) => Some(Self::FurtherTest),
            ("confirmatory_test", None) => Some(Self::ConfirmatoryTest),
            ("genetic_counselling", None) => Some(Self::GeneticCounselling),
            ("nothing", None) => Some(Self::Nothing),
            _ => None,
        }
    }

    /// Whether that it is recommended at all may tell of something inherited.
    pub fn may_tell_of_germline(self) -> bool {
        match self {
            Self::GeneticCounselling => true,
            Self::Treatment(_) | Self::Trial | Self::FurtherTest | Self::ConfirmatoryTest | Self::Nothing => false,
        }
    }

    /// The way of a treatment.
    pub fn route(self) -> Option<TreatmentRoute> {
        match self {
            Self::Treatment(route) => Some(route),
            Self::Trial | Self::FurtherTest | Self::ConfirmatoryTest | Self::GeneticCounselling | Self::Nothing => None,
        }
    }

    /// Whether it must say in words what exactly; "nothing" says it all.
    pub fn asks_for_words(self) -> bool {
        self != Self::Nothing
    }

    /// Whether it rests on options that were accepted.
    pub fn rests_on_options(self) -> bool {
        matches!(self, Self::Treatment(_) | Self::Trial)
    }

    /// The code used on the wire, without the way.
    pub fn code(self) -> &'static str {
        match self {
            Self::Treatment(_) => "treatment",
            Self::Trial => "trial",
            Self::FurtherTest => "further_test",
            Self::ConfirmatoryTest => "confirmatory_test",
            Self::GeneticCounselling => "genetic_counselling",
            Self::Nothing => "nothing",
        }
    }
}

/// One recommendation. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// What kind.
    pub kind: RecommendationKind,
    /// On which findings it rests.
    pub findings: BTreeSet<FindingKey>,
    /// What exactly, as typed.
    pub text: String,
    /// Why, as typed.
    pub reason: String,
}

impl std::fmt::Debug for Recommendation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recommendation")
            .field("kind", &self.kind)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

/// The panel came to an end. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelConcluded {
    /// Which panel.
    pub panel: PanelId,
    /// What it recommends; a panel that recommends nothing says so.
    pub recommendations: Vec<Recommendation>,
    /// 少数意見, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minority_opinion: Option<String>,
    /// 議事録, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
}

impl std::fmt::Debug for PanelConcluded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PanelConcluded")
            .field("panel", &self.panel)
            .field("recommendations", &self.recommendations)
            .finish_non_exhaustive()
    }
}

/// A conclusion was taken back before the signature (再検討・差戻し).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionWithdrawn {
    /// Of which panel.
    pub panel: PanelId,
    /// Why, as typed.
    pub because: String,
}

impl std::fmt::Debug for ConclusionWithdrawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConclusionWithdrawn").field("panel", &self.panel).finish_non_exhaustive()
    }
}
