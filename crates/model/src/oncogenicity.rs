//! Two international classifications of a somatic variant beside the Japanese level: how oncogenic it is (ClinGen/CGC/VICC)
//! and how actionable (AMP/ASCO/CAP). Points, cut-offs and the way from levels to tiers are data of the knowledge base.

use serde::{Deserialize, Serialize};

use crate::assessed::Met;
use crate::evidence::{Basis, LevelState, snake_enum};
use crate::finding::{Reason, StatementId};

snake_enum! {
    /// Class of a variant by the sum of its points.
    pub enum OncogenicityClass {
        /// Oncogenic.
        Oncogenic = "oncogenic",
        /// Likely oncogenic.
        LikelyOncogenic = "likely_oncogenic",
        /// Of uncertain significance.
        UncertainSignificance = "uncertain_significance",
        /// Likely benign.
        LikelyBenign = "likely_benign",
        /// Benign.
        Benign = "benign",
    }
}

snake_enum! {
    /// The criteria, by the codes of the standard (Horak et al. 2022).
    pub enum OncogenicityCriterion {
        /// Null variant in a tumour suppressor.
        NullInSuppressor = "OVS1",
        /// Same amino-acid change as an established oncogenic variant.
        SameChangeEstablished = "OS1",
        /// Functional studies show an oncogenic effect.
        FunctionalStudies = "OS2",
        /// Frequent hotspot, frequent change.
        FrequentHotspot = "OS3",
        /// Critical part of a functional domain.
        CriticalDomain = "OM1",
        /// The length of the protein changes.
        LengthChange = "OM2",
        /// Less frequent hotspot, frequent change.
        Hotspot = "OM3",
        /// Another change of the residue is established as oncogenic.
        OtherChangeEstablished = "OM4",
        /// Computed to be oncogenic.
        ComputedOncogenic = "OP1",
        /// A malignancy of one genetic cause.
        SingleCause = "OP2",
        /// Hotspot, rare change.
        RareChangeOnHotspot = "OP3",
        /// Absent from controls.
        AbsentFromControls = "OP4",
        /// Very common in a population.
        VeryCommon = "SBVS1",
        /// Common in a population.
        Common = "SBS1",
        /// Functional studies show no oncogenic effect.
        FunctionalStudiesNoEffect = "SBS2",
        /// Computed to have no effect.
        ComputedNoEffect = "SBP1",
        /// Silent, without an effect on splicing, not conserved.
        Silent = "SBP2",
    }
}

impl OncogenicityCriterion {
    /// All of them, in the order of the standard.
    pub const ALL: [Self; 17] = [
        Self::NullInSuppressor,
        Self::SameChangeEstablished,
        Self::FunctionalStudies,
        Self::FrequentHotspot,
        Self::CriticalDomain,
        Self::LengthChange,
        Self::Hotspot,
        Self::OtherChangeEstablished,
        Self::ComputedOncogenic,
        Self::SingleCause,
        Self::RareChangeOnHotspot,
        Self::AbsentFromControls,
        Self::VeryCommon,
        Self::Common,
        Self::FunctionalStudiesNoEffect,
        Self::ComputedNoEffect,
        Self::Silent,
    ];
}

/// What one criterion answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionAnswer {
    /// Which.
    pub criterion: OncogenicityCriterion,
    /// Met, not met, or not assessed: a missing input is never a zero.
    pub met: Met,
    /// What it adds to the sum; zero unless it is met and no other criterion takes its place.
    pub points: i32,
    /// Why.
    pub reason: Reason,
}

/// How oncogenic a variant is, as far as the inputs tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oncogenicity {
    /// Class by the points; `None` where no criterion is met, so that a sum of nothing does not read as a judgement.
    pub class: Option<OncogenicityClass>,
    /// Sum of the criteria that are met.
    pub points: i32,
    /// The fewest points that the criteria that were not assessed could still lead to.
    pub lowest_points: i32,
    /// The most.
    pub highest_points: i32,
    /// Whether a fact behind it is only remembered.
    pub basis: Basis,
    /// Every criterion.
    pub criteria: Vec<CriterionAnswer>,
}

impl Oncogenicity {
    /// Whether no criterion that is still open could change the class.
    pub fn is_settled(&self) -> bool {
        self.class.is_some() && self.lowest_points == self.points && self.highest_points == self.points
    }

    /// The criteria that nobody could assess.
    pub fn not_assessed(&self) -> impl Iterator<Item = &CriterionAnswer> {
        self.criteria.iter().filter(|answer| answer.met == Met::NotAssessed)
    }
}

snake_enum! {
    /// AMP/ASCO/CAP tier.
    pub enum AmpTier {
        /// Strong clinical significance.
        I = "I",
        /// Potential clinical significance.
        II = "II",
        /// Unknown clinical significance.
        III = "III",
        /// Benign or likely benign.
        IV = "IV",
    }
}

snake_enum! {
    /// AMP/ASCO/CAP level of evidence; another scale than the Japanese one.
    pub enum AmpLevel {
        /// Approved or in a guideline for this tumour type.
        A = "A",
        /// Well-powered studies with consensus.
        B = "B",
        /// Approved for another tumour type, or several small studies.
        C = "C",
        /// Preclinical, or case reports.
        D = "D",
    }
}

/// Tier of a variant, and the row that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmpClass {
    /// The tier.
    pub tier: AmpTier,
    /// The level; tiers III and IV have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<AmpLevel>,
    /// Whether the level behind it may be used.
    pub state: LevelState,
    /// The row with the strongest evidence; `None` for a tier by oncogenicity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<StatementId>,
    /// A stronger tier that an unconfirmed row would give: named beside a tier that may be used, never in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stronger: Option<UnconfirmedTier>,
}

/// A tier that waits for a named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnconfirmedTier {
    /// The tier.
    pub tier: AmpTier,
    /// The level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<AmpLevel>,
    /// The row.
    pub because: StatementId,
}
