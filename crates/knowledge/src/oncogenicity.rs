//! Points of the oncogenicity criteria, and the classes of their sum (ClinGen/CGC/VICC), as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use model::evidence::Basis;
use model::oncogenicity::{OncogenicityClass, OncogenicityCriterion};

use crate::problem::{ProblemKind, Reporter};

/// One criterion.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionRow {
    /// Which.
    pub code: OncogenicityCriterion,
    /// What it adds to the sum when it is met.
    pub points: i32,
    /// It is not counted when one of these is met.
    #[serde(default)]
    pub not_with: BTreeSet<OncogenicityCriterion>,
    /// What it looks at, for people (Japanese).
    pub title_ja: String,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// One class: the sums from one end to the other, both included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRow {
    /// Which.
    pub code: OncogenicityClass,
    /// Lowest sum; open downwards without it.
    pub from: Option<i32>,
    /// Highest sum; open upwards without it.
    pub to: Option<i32>,
    /// Its name (Japanese).
    pub title_ja: String,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// The whole table; empty in a release that was written before it existed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OncogenicityTable {
    criteria: BTreeMap<OncogenicityCriterion, CriterionRow>,
    classes: Vec<ClassRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OncogenicityFile {
    #[serde(rename = "criterion")]
    criteria: Vec<CriterionRow>,
    #[serde(rename = "class")]
    classes: Vec<ClassRow>,
}

impl ClassRow {
    fn holds(&self, points: i32) -> bool {
        self.from.is_none_or(|from| from <= points) && self.to.is_none_or(|to| points <= to)
    }
}

impl OncogenicityTable {
    /// Whether the release has the table.
    pub fn is_empty(&self) -> bool {
        self.criteria.is_empty()
    }

    /// One criterion.
    pub fn criterion(&self, code: OncogenicityCriterion) -> Option<&CriterionRow> {
        self.criteria.get(&code)
    }

    /// All criteria, in the order of the standard.
    pub fn criteria(&self) -> impl Iterator<Item = &CriterionRow> {
        self.criteria.values()
    }

    /// All classes, as listed.
    pub fn classes(&self) -> impl Iterator<Item = &ClassRow> {
        self.classes.iter()
    }

    /// The criteria of a set that are counted: those of which no excluding one is met.
    pub fn counted<'t>(&'t self, met: &'t BTreeSet<OncogenicityCriterion>) -> impl Iterator<Item = &'t CriterionRow> {
        self.criteria().filter(|row| met.contains(&row.code) && row.not_with.is_disjoint(met))
    }

    /// The sum of a set of criteria that are met.
    pub fn sum(&self, met: &BTreeSet<OncogenicityCriterion>) -> i32 {
        self.counted(met).map(|row| row.points).sum()
    }

    /// The class of a sum.
    pub fn class(&self, points: i32) -> Option<&ClassRow> {
        self.classes.iter().find(|class| class.holds(points))
    }

    pub(crate) fn add(&mut self, file: OncogenicityFile, report: &mut Reporter<'_>) {
        for row in file.criteria {
            let code = row.code;
            report.basis(code.code(), row.basis, row.source.as_deref());
            if self.criteria.insert(code, row).is_some() {
                report.row(code.code(), ProblemKind::Duplicate);
            }
        }
        for row in file.classes {
            report.basis(row.code.code(), row.basis, row.source.as_deref());
            self.classes.push(row);
        }
        for missing in OncogenicityCriterion::ALL.into_iter().filter(|code| !self.criteria.contains_key(code)) {
            report.row(missing.code(), ProblemKind::CriterionMissing);
        }
        // Every sum that can come up belongs to one class.
        let reach: i32 = self.criteria.values().map(|row| row.points.abs()).sum();
        for points in -reach..=reach {
            if self.classes.iter().filter(|class| class.holds(points)).count() != 1 {
                report.file(ProblemKind::ClassesDoNotMeet { points });
                break;
            }
        }
    }
}
