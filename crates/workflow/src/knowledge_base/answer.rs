//! What the verbs of the knowledge base answer.

use std::collections::BTreeMap;
use std::path::Path;

use interpretation::reachability::{DeadRow, dead_rows};
use knowledge::import::{Import, LeftOut};
use knowledge::release::BasisCount;
use knowledge::statement::{
    Approval, ApprovalStatus, ApprovedOn, Imported, OriginRequirement, Statement, Trial, TrialRoute, TumorTypeTerm,
};
use knowledge::{Release, Verification};
use model::evidence::{Basis, Direction, EvidenceLevel, Predicate};
use model::finding::Reason;
use model::therapy::TherapyName;
use serde::Serialize;

use crate::contract::{KnowledgeRow, KnowledgeRowView};
use crate::wording::{Language, sentence_of};

/// What an import gave: where every row went, and the release it makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportAnswer {
    /// The source.
    pub source: String,
    /// Licence of its content.
    pub licence: String,
    /// Day of its newest row.
    pub newest_row_on: Option<String>,
    /// Rows in the files.
    pub rows_read: u64,
    /// Rows that became statements.
    pub statements: u64,
    /// Where every row went; sums to `rows_read`.
    pub bins: BTreeMap<String, u64>,
    /// Rows that became no statement.
    pub left_out: Vec<LeftOut>,
    /// Identity of the release with these rows.
    pub release: String,
    /// Folder it was written to.
    pub written_to: Option<String>,
}

/// Everything that is wrong with a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyAnswer {
    /// Identity of the release, as far as the folder gives one.
    pub release: Option<String>,
    /// Problems, by file and row.
    pub problems: Vec<ProblemAnswer>,
    /// Rows by kind and basis.
    pub rows: BTreeMap<&'static str, BasisCount>,
    /// Rows that no profile meets in this version, and why; empty when the folder gives no release.
    pub dead: Vec<DeadRowAnswer>,
}

/// A row that is never met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadRowAnswer {
    /// `source:id`.
    pub statement: String,
    /// What it is about.
    pub subject: String,
    /// `no_condition`, `open_at_best` or `never_met`.
    pub fate: &'static str,
    /// Why, in sentences.
    pub reasons: Vec<String>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemAnswer {
    /// Path inside the knowledge base.
    pub file: String,
    /// The row.
    pub row: Option<String>,
    /// What is wrong.
    pub problem: String,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementAnswer {
    /// `source:id`.
    pub id: String,
    /// What it is about, as its source writes it.
    pub subject: String,
    /// What it says.
    pub predicate: Option<Predicate>,
    /// For or against.
    pub direction: Direction,
    /// Regimens.
    pub regimens: Vec<Vec<TherapyName>>,
    /// Covered tumour types: codes, `SOLID`, `ANY`, or the name of a disease that has no code.
    pub tumor_types: Vec<String>,
    /// The same in Japanese, where the row or the tree has words.
    pub tumor_types_ja: Vec<String>,
    /// Level of the row on our scale.
    pub level: Option<EvidenceLevel>,
    /// How it is known.
    pub basis: Basis,
    /// Where it is written.
    pub citation: Option<String>,
    /// Line and timing.
    pub setting: Option<String>,
    /// Remarks, or the source's own summary.
    pub note: Option<String>,
    /// The row in the terms of its source, for open corpora.
    pub imported: Option<Imported>,
}

pub(super) fn imported(import: Import, release: &Release, out: Option<&Path>) -> ImportAnswer {
    ImportAnswer {
        source: import.corpus.source,
        licence: import.corpus.licence,
        newest_row_on: import.corpus.newest_row_on,
        rows_read: import.corpus.rows_read,
        statements: import.corpus.rows.len() as u64,
        bins: import.corpus.bins,
        left_out: import.left_out,
        release: release.id().to_owned(),
        written_to: out.map(|out| out.display().to_string()),
    }
}

pub(crate) fn verified(found: Verification, release: Option<&Release>) -> VerifyAnswer {
    let problem = |problem: knowledge::Problem| ProblemAnswer {
        file: problem.file,
        row: problem.row,
        problem: problem.kind.to_string(),
    };
    VerifyAnswer {
        release: found.release,
        problems: found.problems.into_iter().map(problem).collect(),
        rows: found.counts.by_kind,
        dead: release.map(dead_rows).unwrap_or_default().into_iter().map(dead).collect(),
    }
}

fn dead(row: DeadRow) -> DeadRowAnswer {
    let sentence = |reason: &Reason| sentence_of(&reason.code, &reason.parameters, Language::Japanese);
    DeadRowAnswer {
        statement: row.statement.0,
        subject: row.subject,
        fate: row.fate.code(),
        reasons: row.reasons.iter().map(sentence).collect(),
    }
}

pub(super) fn statement(statement: &Statement, release: &Release) -> StatementAnswer {
    let scope = &statement.tumor_types;
    let written = scope.included.iter().map(|term| match term {
        TumorTypeTerm::Type(code) => code.to_string(),
        TumorTypeTerm::Solid => "SOLID".to_owned(),
        TumorTypeTerm::Any => "ANY".to_owned(),
        TumorTypeTerm::Named(name) => name.clone(),
    });
    let labels = scope.included.iter().filter_map(|term| match term {
        TumorTypeTerm::Type(code) => release.tumor_types().label_ja(code).map(str::to_owned),
        TumorTypeTerm::Solid | TumorTypeTerm::Any | TumorTypeTerm::Named(_) => None,
    });
    StatementAnswer {
        id: statement.id.0.clone(),
        subject: statement.subject_text.clone(),
        predicate: statement.predicate,
        direction: statement.direction,
        regimens: statement.regimens.clone(),
        tumor_types: written.collect(),
        tumor_types_ja: scope.ja.clone().map_or_else(|| labels.collect(), |ja| vec![ja]),
        level: statement.level,
        basis: statement.basis,
        citation: statement.citation.clone(),
        setting: statement.setting.clone(),
        note: statement.note.clone(),
        imported: statement.imported.clone(),
    }
}

/// A row as a list shows it.
pub(crate) fn knowledge_row(row: &Statement, release: &Release) -> KnowledgeRow {
    let answer = statement(row, release);
    let japanese = |regimen: &Vec<TherapyName>| names(regimen, |drug| drug.ja.as_deref().unwrap_or(&drug.en));
    KnowledgeRow {
        subject: answer.subject,
        predicate: row.predicate.map(|predicate| predicate.code().to_owned()),
        direction: row.direction.code().to_owned(),
        therapies: row.regimens.iter().map(japanese).collect(),
        tumors: if answer.tumor_types_ja.is_empty() { answer.tumor_types } else { answer.tumor_types_ja },
        level: row.level.map(|level| level.code().to_owned()),
        source_level: row.imported.as_ref().and_then(|imported| imported.source_level.clone()),
        basis: row.basis.code().to_owned(),
        source: row.imported.as_ref().map(|imported| imported.source.clone()),
        id: answer.id,
    }
}

/// A row in full, without its history.
pub(crate) fn knowledge_row_view(row: &Statement, release: &Release) -> KnowledgeRowView {
    let answer = statement(row, release);
    KnowledgeRowView {
        row: knowledge_row(row, release),
        therapies_en: row.regimens.iter().map(|regimen| names(regimen, |drug| &drug.en)).collect(),
        tumor_types: answer.tumor_types,
        setting: row.setting.clone().or_else(|| row.regimen_note.clone()),
        citation: row.citation.clone(),
        note: row.note.clone(),
        origin: match row.origin {
            OriginRequirement::Somatic => "somatic",
            OriginRequirement::Germline => "germline",
            OriginRequirement::Either => "either",
        }
        .to_owned(),
        approval: row.trial.as_ref().map(trial_facts).or(row.approval.as_ref().map(approval_facts)).unwrap_or_default(),
        imported: row.imported.as_ref().map(imported_facts).unwrap_or_default(),
        flagged: row.imported.as_ref().is_some_and(|imported| imported.flagged),
        history: Vec::new(),
    }
}

fn names<'a>(regimen: &'a [TherapyName], name: impl Fn(&'a TherapyName) -> &'a str) -> String {
    regimen.iter().map(name).collect::<Vec<_>>().join(" + ")
}

fn trial_facts(trial: &Trial) -> Vec<(String, String)> {
    let route = match trial.route {
        TrialRoute::Japan => "japan",
        TrialRoute::Overseas => "overseas",
        TrialRoute::PatientRequested => "patient_requested",
    };
    told([
        ("trial_title", Some(trial.title_ja.clone())),
        ("trial_route", Some(route.to_owned())),
        ("registry_id", trial.registry_id.clone()),
        ("trial_opened_on", trial.opened_on.map(|on| on.to_string())),
        ("trial_closed_on", trial.closed_on.map(|on| on.to_string())),
        ("trial_seen_on", Some(trial.seen_on.to_string())),
    ])
}

fn approval_facts(approval: &Approval) -> Vec<(String, String)> {
    let status = match approval.status {
        ApprovalStatus::Approved => "approved",
        ApprovalStatus::Withdrawn => "withdrawn",
        ApprovalStatus::Filed => "filed",
    };
    let day = |on: ApprovedOn| {
        if on.earliest == on.latest { on.earliest.to_string() } else { format!("{} - {}", on.earliest, on.latest) }
    };
    let facts = [
        ("approval_status", Some(status.to_owned())),
        ("approved_on", approval.approved_on.map(day)),
        ("brand", approval.brand_ja.clone()),
        ("companion_diagnostic", approval.companion_diagnostic.clone()),
    ];
    told(facts)
}

fn imported_facts(imported: &Imported) -> Vec<(String, String)> {
    let facts = [
        ("source", Some(imported.source.clone())),
        ("source_level", imported.source_level.clone()),
        ("evidence_type", imported.evidence_type.clone()),
        ("significance", imported.significance.clone()),
        ("disease", imported.disease.clone()),
        ("doid", imported.doid.clone()),
        ("address", imported.address.clone()),
    ];
    told(facts)
}

fn told<const N: usize>(facts: [(&str, Option<String>); N]) -> Vec<(String, String)> {
    facts.into_iter().filter_map(|(fact, value)| value.map(|value| (fact.to_owned(), value))).collect()
}
