//! The answer key of one case, as it lies on disk.

use std::path::Path;

use jiff::civil::Date;
use model::evidence::{Direction, DrugAccessibility, EvidenceLevel, LevelState, Predicate};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub(super) case: String,
    pub(super) title: String,
    /// Always true: no case is a person.
    #[serde(rename = "synthetic")]
    _synthetic: bool,
    pub(crate) tumor: String,
    pub(crate) as_of: Date,
    pub(super) options: Vec<WantedOption>,
    pub(super) given_before: Vec<String>,
    pub(super) oncogenic: Vec<Grounded>,
    pub(super) resistance: Vec<WantedResistance>,
    pub(super) forbidden: Forbidden,
    pub(super) not_assessed: Vec<Grounded>,
}

/// A row; why it is in the key stands beside it for who reads the file.
#[derive(Debug, Deserialize)]
pub(super) struct Grounded {
    pub(super) row: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct WantedOption {
    pub(super) row: String,
    pub(super) therapy: Vec<String>,
    pub(super) evidence: Evidence,
    pub(super) level: EvidenceLevel,
    pub(super) state: Option<LevelState>,
    pub(super) access: Option<DrugAccessibility>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Evidence {
    High,
    Low,
}

#[derive(Debug, Deserialize)]
pub(super) struct WantedResistance {
    pub(super) row: String,
    pub(super) says: Says,
    pub(super) therapies: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Says {
    Resistance,
    NoBenefit,
    ExcludedFromIndication,
    ReducedBenefit,
    NotEstablished,
}

impl Says {
    /// As the rows of this kind are read: that something is not established denies a benefit, and is no resistance.
    pub(super) fn stands_for(self) -> (Predicate, Direction) {
        match self {
            Self::Resistance => (Predicate::PredictsResistance, Direction::Supports),
            Self::NoBenefit | Self::ExcludedFromIndication => (Predicate::NoBenefit, Direction::Supports),
            Self::ReducedBenefit => (Predicate::PredictsReducedSensitivity, Direction::Supports),
            Self::NotEstablished => (Predicate::PredictsSensitivity, Direction::DoesNotSupport),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Forbidden {
    pub(super) met: Vec<Grounded>,
    pub(super) option: Vec<Grounded>,
    pub(super) unopposed: Vec<Grounded>,
    pub(super) standing: Vec<Grounded>,
}

impl Key {
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }
}
