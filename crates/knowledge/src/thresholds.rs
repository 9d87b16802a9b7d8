//! Cut-offs, as values with a unit and a source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::Decimal;
use model::evidence::Basis;

use crate::problem::{ProblemKind, Reporter};

/// The thresholds that rules ask for.
pub const NAMES: [&str; 2] = [COMMON_ALLELE_FRACTION, "tmb_high_mut_per_mb"];

/// From which frequency in the population an allele is common.
pub const COMMON_ALLELE_FRACTION: &str = "common_allele_fraction";

/// One cut-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its name, unit last.
    pub name: String,
    /// The value; at or above counts.
    pub at_least: Decimal,
    /// The unit as laboratories write it.
    pub unit: String,
    /// What it decides, for people (Japanese).
    pub title_ja: String,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// All cut-offs, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thresholds(BTreeMap<String, Threshold>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdsFile {
    #[serde(default, rename = "threshold")]
    thresholds: Vec<Threshold>,
}

impl Thresholds {
    /// The value of a cut-off.
    pub fn value(&self, name: &str) -> Option<Decimal> {
        self.0.get(name).map(|threshold| threshold.at_least)
    }

    /// One cut-off.
    pub fn get(&self, name: &str) -> Option<&Threshold> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Threshold> {
        self.0.values()
    }

    pub(crate) fn add(&mut self, file: ThresholdsFile, report: &mut Reporter<'_>) {
        for threshold in file.thresholds {
            let name = threshold.name.clone();
            report.basis(&name, threshold.basis, threshold.source.as_deref());
            if self.0.insert(name.clone(), threshold).is_some() {
                report.row(&name, ProblemKind::Duplicate);
            }
        }
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().filter(|name| !self.0.contains_key(*name))
    }
}
