//! What an indication asks for beyond the biomarker, as far as a treatment history and a few facts about the person can tell.

use std::collections::BTreeMap;

use serde::Deserialize;

use model::evidence::Basis;
use model::finding::StatementId;
use model::person::Sex;

use crate::problem::{ProblemKind, Reporter};
use crate::statement::rows::own_id;

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is asked for.
    pub kind: ConditionKind,
    /// How it is known that the row asks for it.
    pub basis: Basis,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionKind {
    /// Some systemic therapy was given.
    EarlierTherapy,
    /// None was given for the advanced disease.
    FirstLine,
    /// One of these drugs was given.
    EarlierDrug(Vec<String>),
    /// None of these drugs was given.
    NotAfter(Vec<String>),
    /// Age in years, both ends included.
    AgeYears {
        /// Youngest.
        at_least: Option<u32>,
        /// Oldest.
        at_most: Option<u32>,
    },
    /// Sex.
    Sex(Sex),
    /// ECOG performance status of at most so much.
    PerformanceStatus(u8),
    /// One of these tests was done; a name counts when the test's name begins with it.
    CompanionTest(Vec<String>),
}

/// Conditions of all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    by_statement: BTreeMap<StatementId, Vec<Condition>>,
    rows: Vec<Condition>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConditionsFile {
    #[serde(rename = "condition")]
    conditions: Vec<ConditionRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionRow {
    kind: Kind,
    statements: Vec<String>,
    #[serde(default)]
    any_of: Vec<String>,
    at_least: Option<u32>,
    at_most: Option<u32>,
    is: Option<Sex>,
    basis: Basis,
    source: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    EarlierTherapy,
    FirstLine,
    EarlierDrug,
    NotAfter,
    AgeYears,
    Sex,
    PerformanceStatus,
    CompanionTest,
}

impl ConditionRow {
    fn kind(&self) -> Option<ConditionKind> {
        Some(match self.kind {
            Kind::EarlierTherapy => ConditionKind::EarlierTherapy,
            Kind::FirstLine => ConditionKind::FirstLine,
            Kind::EarlierDrug => ConditionKind::EarlierDrug(self.any_of.clone()),
            Kind::NotAfter => ConditionKind::NotAfter(self.any_of.clone()),
            Kind::AgeYears => {
                self.at_least.or(self.at_most)?;
                ConditionKind::AgeYears { at_least: self.at_least, at_most: self.at_most }
            }
            Kind::Sex => ConditionKind::Sex(self.is?),
            Kind::PerformanceStatus => ConditionKind::PerformanceStatus(u8::try_from(self.at_most?).ok()?),
            Kind::CompanionTest => ConditionKind::CompanionTest(self.any_of.clone()),
        })
    }
}

impl Conditions {
    /// Conditions of one row, as listed.
    pub fn of(&self, statement: &StatementId) -> &[Condition] {
        self.by_statement.get(statement).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every row of the list, once.
    pub fn iter(&self) -> impl Iterator<Item = &Condition> {
        self.rows.iter()
    }

    /// The rows that have conditions.
    pub fn statements(&self) -> impl Iterator<Item = &StatementId> {
        self.by_statement.keys()
    }

    /// `is_drug` tells whether a drug is listed.
    pub(crate) fn add(&mut self, file: ConditionsFile, is_drug: impl Fn(&str) -> bool, report: &mut Reporter<'_>) {
        for row in file.conditions {
            let name = row.statements.first().cloned().unwrap_or_default();
            report.basis(&name, row.basis, row.source.as_deref());
            let Some(kind) = row.kind() else {
                report.row(&name, ProblemKind::MalformedValue { wanted: "condition", text: format!("{:?}", row.kind) });
                continue;
            };
            if let ConditionKind::EarlierDrug(drugs) | ConditionKind::NotAfter(drugs) = &kind {
                for drug in drugs.iter().filter(|drug| !is_drug(drug)) {
                    report.row(&name, ProblemKind::UnknownTherapy { name: drug.clone() });
                }
            }
            let condition = Condition { kind, basis: row.basis };
            for statement in &row.statements {
                self.by_statement.entry(own_id(statement)).or_default().push(condition.clone());
            }
            self.rows.push(condition);
        }
    }
}
