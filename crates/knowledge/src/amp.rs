//! The way from evidence levels to AMP/ASCO/CAP tiers, as data.

use serde::Deserialize;

use model::evidence::{Basis, EvidenceLevel};
use model::oncogenicity::{AmpLevel, AmpTier, OncogenicityClass};

use crate::problem::{ProblemKind, Reporter};

/// One row: a level of a finding, or a class of a variant without findings, and its tier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmpRow {
    /// Level of a finding.
    pub evidence_level: Option<EvidenceLevel>,
    /// Class of a variant.
    pub oncogenicity: Option<OncogenicityClass>,
    /// Its tier.
    pub tier: AmpTier,
    /// Its level of evidence.
    pub level: Option<AmpLevel>,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// All rows; empty in a release that was written before they existed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmpTable(Vec<AmpRow>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AmpFile {
    #[serde(rename = "tier")]
    tiers: Vec<AmpRow>,
}

impl AmpTable {
    /// The row of a level.
    pub fn of_level(&self, level: EvidenceLevel) -> Option<&AmpRow> {
        self.0.iter().find(|row| row.evidence_level == Some(level))
    }

    /// The row of a class.
    pub fn of_class(&self, class: OncogenicityClass) -> Option<&AmpRow> {
        self.0.iter().find(|row| row.oncogenicity == Some(class))
    }

    /// All rows, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &AmpRow> {
        self.0.iter()
    }

    pub(crate) fn add(&mut self, file: AmpFile, report: &mut Reporter<'_>) {
        for row in file.tiers {
            let name = row.name();
            report.basis(name, row.basis, row.source.as_deref());
            if self.0.iter().any(|known| known.name() == name) {
                report.row(name, ProblemKind::Duplicate);
            }
            self.0.push(row);
        }
    }
}

impl AmpRow {
    fn name(&self) -> &'static str {
        let level = self.evidence_level.map(EvidenceLevel::code);
        level.or(self.oncogenicity.map(OncogenicityClass::code)).unwrap_or("-")
    }
}
