//! がん原性・AMP分類, and statements that stand opposite a finding.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// How oncogenic a variant is, as far as the inputs tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OncogenicityView {
    /// Class code; `null` where no criterion is met.
    pub class: Option<String>,
    /// Sum of the criteria that are met.
    pub points: i32,
    /// The fewest points that open criteria could still lead to.
    pub lowest_points: i32,
    /// The most.
    pub highest_points: i32,
    /// `from_memory` when a fact behind the class is only remembered.
    pub basis: String,
    /// Every criterion of the standard.
    pub criteria: Vec<CriterionView>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CriterionView {
    /// Code of the standard, e.g. `OVS1`.
    pub code: String,
    /// `met`, `not_met`, `not_assessed`.
    pub met: String,
    /// What it adds to the sum.
    pub points: i32,
    /// Why.
    pub reason: Message,
}

/// AMP/ASCO/CAP tier of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AmpView {
    /// `I`, `II`, `III`, `IV`.
    pub tier: String,
    /// `A` to `D`; tiers III and IV have none.
    pub level: Option<String>,
    /// `final` or `candidate`.
    pub state: String,
    /// The row with the strongest evidence.
    pub because: Option<String>,
    /// A stronger tier that an unconfirmed row would give.
    pub stronger: Option<UnconfirmedTierView>,
}

/// A tier that waits for a named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UnconfirmedTierView {
    /// `I`, `II`, `III`, `IV`.
    pub tier: String,
    /// `A` to `D`.
    pub level: Option<String>,
    /// The row.
    pub because: String,
}

/// A statement about the same regimen and the same variants that says the opposite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OppositeView {
    /// Knowledge row.
    pub statement: String,
    /// What it says.
    pub predicate: String,
    /// For or against its statement.
    pub direction: String,
    /// Level, where it has one.
    pub evidence_level: Option<String>,
    /// Relation of the tumour types.
    pub tumor_type_match: String,
    /// `source_read` or `from_memory`.
    pub basis: String,
    /// Source.
    pub citation: Option<String>,
}

/// One condition beyond the biomarker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConditionView {
    /// What is asked for.
    pub asked: Message,
    /// `met`, `not_met`, `not_assessed`.
    pub met: String,
    /// `source_read` or `from_memory`.
    pub basis: String,
}
