//! Rules of an expert panel (エキスパートパネル): who must sit on it and how it may be held, as data with a date.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::evidence::Basis;

/// What a member of a panel is qualified for: ア–キ of the requirements for designated hospitals, and two kinds that only a
/// hospital's own rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualification {
    /// ア: full-time physician of cancer drug therapy.
    DrugTherapy,
    /// イ: physician of genetic medicine.
    GeneticMedicine,
    /// ウ: genetic counselling.
    GeneticCounselling,
    /// エ: full-time pathologist.
    Pathology,
    /// オ: molecular genetics and cancer genome medicine.
    MolecularGenetics,
    /// カ: bioinformatics.
    Bioinformatics,
    /// キ: paediatric cancer.
    PaediatricCancer,
    /// Haematology, where a hospital's own rule asks for it.
    Haematology,
    /// The disease in question, where a hospital's own rule asks for it.
    RareDisease,
}

impl Qualification {
    /// All of them, in the order of print.
    pub const ALL: [Self; 9] = [
        Self::DrugTherapy,
        Self::GeneticMedicine,
        Self::GeneticCounselling,
        Self::Pathology,
        Self::MolecularGenetics,
        Self::Bioinformatics,
        Self::PaediatricCancer,
        Self::Haematology,
        Self::RareDisease,
    ];

    /// The qualification of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::DrugTherapy => "drug_therapy",
            Self::GeneticMedicine => "genetic_medicine",
            Self::GeneticCounselling => "genetic_counselling",
            Self::Pathology => "pathology",
            Self::MolecularGenetics => "molecular_genetics",
            Self::Bioinformatics => "bioinformatics",
            Self::PaediatricCancer => "paediatric_cancer",
            Self::Haematology => "haematology",
            Self::RareDisease => "rare_disease",
        }
    }
}

/// For which diseases a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiseaseGroup {
    /// 固形がん
    Solid,
    /// 造血器腫瘍
    Blood,
    /// 難病
    RareDisease,
}

impl DiseaseGroup {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Solid, Self::Blood, Self::RareDisease];

    /// The one of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Blood => "blood",
            Self::RareDisease => "rare_disease",
        }
    }
}

/// For which kind of test a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// がん遺伝子パネル検査 whose results are quality-assured.
    GenePanel,
    /// 全ゲノム解析, and every other analysis whose findings another test must confirm.
    WholeGenome,
}

impl TestKind {
    /// All of them, in the order of print.
    pub const ALL: [Self; 2] = [Self::GenePanel, Self::WholeGenome];

    /// The one of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::GenePanel => "gene_panel",
            Self::WholeGenome => "whole_genome",
        }
    }
}

/// When a seat must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatCondition {
    /// In every panel.
    Always,
    /// When the hospital sequenced the sample itself.
    SequencedInHouse,
    /// When the patient has a cancer of childhood.
    PaediatricCancer,
}

impl SeatCondition {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Always, Self::SequencedInHouse, Self::PaediatricCancer];

    /// The one of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::SequencedInHouse => "sequenced_in_house",
            Self::PaediatricCancer => "paediatric_cancer",
        }
    }
}

/// A seat that a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// For what.
    pub qualification: Qualification,
    /// How many persons must be there.
    pub minimum: u32,
    /// When.
    pub when: SeatCondition,
}

/// Which cases may be settled by circulated review (持ち回り協議).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CirculatedReview {
    /// None.
    Never,
    /// Those whose accepted options the rule lists by level; whoever convenes says that the case is one.
    ListedCases,
    /// Every case of the disease group.
    EveryCase,
}

impl CirculatedReview {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Never, Self::ListedCases, Self::EveryCase];

    /// The one of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::ListedCases => "listed_cases",
            Self::EveryCase => "every_case",
        }
    }
}

/// One rule set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelRule {
    /// Stable name, e.g. `ep-2025-07-07`.
    pub id: String,
    /// For people (Japanese).
    pub title_ja: String,
    /// For which diseases.
    pub disease_groups: BTreeSet<DiseaseGroup>,
    /// For which tests.
    pub tests: BTreeSet<TestKind>,
    /// First day it holds.
    pub valid_from: Date,
    /// Last day it holds; `None` while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The seats.
    pub seats: Vec<Seat>,
    /// Whether one person may fill seats of several qualifications.
    pub one_person_several_seats: bool,
    /// Whether the attending physician may be absent who supplied the histories beforehand.
    pub attending_may_supply_history: bool,
    /// Which cases may be settled by circulated review.
    pub circulated_review: CirculatedReview,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What a reader should mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl PanelRule {
    /// Whether it holds on a day for a disease group and a test.
    pub fn holds(&self, group: DiseaseGroup, test: TestKind, on: Date) -> bool {
        self.disease_groups.contains(&group)
            && self.tests.contains(&test)
            && self.valid_from <= on
            && self.valid_until.is_none_or(|until| on <= until)
    }
}
