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

/// Fewest copies of a gene over the ploidy of the tumour above which the gene is amplified. A release may lack it; then no
/// number is called an amplification.
pub const AMPLIFICATION: &str = "amplification_copies_per_ploidy";

/// Fewest copies of a gene below which it is homozygously deleted. A release may lack it, too.
pub const HOMOZYGOUS_DELETION: &str = "homozygous_deletion_copies";

/// From which share of missense changes on a recurrent residue of an imported table is a codon that missense changes hit. A
/// release may lack it; then no such row becomes a statement.
pub const HOTSPOT_MISSENSE_FRACTION: &str = "hotspot_missense_fraction";

/// From how many tumours on a recurrent residue is a frequent hotspot (oncogenicity OS3; below, OM3).
pub const HOTSPOT_RESIDUE_TUMOURS: &str = "oncogenicity_hotspot_residue_tumours";

/// From how many tumours on the very amino-acid change counts (oncogenicity OS3 and OM3; below, OP3).
pub const HOTSPOT_CHANGE_TUMOURS: &str = "oncogenicity_hotspot_change_tumours";

/// Above which frequency an allele is very common (oncogenicity SBVS1).
pub const VERY_COMMON_FRACTION: &str = "oncogenicity_very_common_allele_fraction";

/// Above which frequency an allele is common (oncogenicity SBS1).
pub const COMMON_FRACTION: &str = "oncogenicity_common_allele_fraction";

/// One cut-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its name, unit last.
    pub name: String,
    /// The value, where at or above counts. Exactly one of the three is given.
    pub at_least: Option<Decimal>,
    /// The value, where above counts and the value itself does not.
    pub above: Option<Decimal>,
    /// The value, where below counts and the value itself does not.
    pub below: Option<Decimal>,
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
    /// The value of a cut-off at or above which a value counts.
    pub fn at_least(&self, name: &str) -> Option<Decimal> {
        self.0.get(name)?.at_least
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
            if [threshold.at_least, threshold.above, threshold.below].into_iter().flatten().count() != 1 {
                report.row(&name, ProblemKind::ThresholdSide);
            }
            if self.0.insert(name.clone(), threshold).is_some() {
                report.row(&name, ProblemKind::Duplicate);
            }
        }
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().filter(|name| self.at_least(name).is_none())
    }
}
