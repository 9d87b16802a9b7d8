//! What a member of an expert panel brings to it.

use serde::{Deserialize, Serialize};

/// The requirements that members of a panel fill, in the order of the public notice (ア–キ; 健発第0514号 as revised, items
/// 2 and 3, read in summaries; the text of the last one is from memory). Who counts for what at a meeting is a matter of
/// the panel's rules, not of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualification {
    /// ア: physician with expertise in cancer drug therapy.
    Pharmacotherapy,
    /// イ: physician with expertise in medical genetics.
    MedicalGenetics,
    /// ウ: expertise in genetic counselling.
    GeneticCounselling,
    /// エ: physician with expertise in pathology.
    Pathology,
    /// オ: expert in molecular genetics and cancer genomic medicine.
    MolecularGenetics,
    /// カ: expert in bioinformatics, where the hospital sequences itself.
    Bioinformatics,
    /// キ: physician with expertise in childhood cancer, for such cases.
    PaediatricOncology,
}

impl Qualification {
    /// Every one, in the order of the notice.
    pub const ALL: [Self; 7] = [
        Self::Pharmacotherapy,
        Self::MedicalGenetics,
        Self::GeneticCounselling,
        Self::Pathology,
        Self::MolecularGenetics,
        Self::Bioinformatics,
        Self::PaediatricOncology,
    ];

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pharmacotherapy => "pharmacotherapy",
            Self::MedicalGenetics => "medical_genetics",
            Self::GeneticCounselling => "genetic_counselling",
            Self::Pathology => "pathology",
            Self::MolecularGenetics => "molecular_genetics",
            Self::Bioinformatics => "bioinformatics",
            Self::PaediatricOncology => "paediatric_oncology",
        }
    }

    /// The qualification of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}
