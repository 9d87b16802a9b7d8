//! How much a release holds, and how much of it was read in a source.

use std::collections::BTreeMap;

use serde::Serialize;

use model::evidence::{Basis, Predicate};

use super::Release;
use crate::statement::Statement;

/// Rows of one kind, by basis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BasisCount {
    /// Read in the cited source.
    pub source_read: usize,
    /// Remembered.
    pub from_memory: usize,
}

impl BasisCount {
    /// Both together.
    pub fn total(self) -> usize {
        self.source_read + self.from_memory
    }

    fn add(&mut self, basis: Basis) {
        match basis {
            Basis::SourceRead => self.source_read += 1,
            Basis::FromMemory => self.from_memory += 1,
        }
    }
}

/// Counts of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows by kind.
    pub by_kind: BTreeMap<&'static str, BasisCount>,
    /// Of the statements, those without a molecular condition: listed, never matched.
    pub without_molecular_condition: usize,
    /// Of the statements, those that only point elsewhere: listed, never a finding.
    pub without_predicate: usize,
}

impl Counts {
    pub(super) fn of(release: &Release) -> Self {
        let mut counts = Self::default();
        for statement in &release.statements {
            counts.add(kind(statement), statement.basis);
            counts.without_molecular_condition += usize::from(statement.subject.is_none());
            counts.without_predicate += usize::from(statement.predicate.is_none());
        }
        release.therapies.iter().for_each(|therapy| counts.add("therapy", therapy.basis));
        release.genes.iter().for_each(|gene| counts.add("gene", gene.basis));
        release.genes.all_isoforms().iter().for_each(|isoform| counts.add("isoform", isoform.basis));
        release.policies.iter().for_each(|policy| counts.add("policy", policy.basis));
        release.thresholds.iter().for_each(|threshold| counts.add("threshold", threshold.basis));
        release.panel_rules.iter().for_each(|rule| counts.add("panel_rule", rule.basis));
        release.oncogenicity.criteria().for_each(|row| counts.add("oncogenicity_criterion", row.basis));
        release.oncogenicity.classes().for_each(|row| counts.add("oncogenicity_class", row.basis));
        release.conditions.iter().for_each(|row| counts.add("condition", row.basis));
        release.amp.iter().for_each(|row| counts.add("amp_tier", row.basis));
        release.tumor_types.areas().iter().for_each(|area| counts.add("area", area.basis));
        for tumor_type in release.tumor_types.iter() {
            counts.add("tumor_type", Basis::SourceRead);
            if tumor_type.ja.is_some() {
                let read = tumor_type.ja_source.is_some();
                counts.add("tumor_type_label_ja", if read { Basis::SourceRead } else { Basis::FromMemory });
            }
        }
        counts
    }

    /// Rows of one kind.
    pub fn kind(&self, kind: &str) -> BasisCount {
        self.by_kind.get(kind).copied().unwrap_or_default()
    }

    fn add(&mut self, kind: &'static str, basis: Basis) {
        self.by_kind.entry(kind).or_default().add(basis);
    }
}

fn kind(statement: &Statement) -> &'static str {
    if statement.imported.is_some() {
        return "imported";
    }
    if statement.trial.is_some() {
        return "trial";
    }
    match (&statement.approval, statement.predicate) {
        (Some(_), _) => "approval",
        (None, Some(Predicate::Oncogenic)) => "oncogenic_hotspot",
        (None, _) => "resistance",
    }
}
