//! From files to parts. Order matters only between kinds: rows are read after what they refer to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use model::canonical::ContentHash;

use super::SCHEMA_VERSION;
use crate::amp::AmpTable;
use crate::bridge::{Bridges, RefusedBridges};
use crate::conditions::Conditions;
use crate::corpus::Corpus;
use crate::folder::{FileKind, SourceFile, is_beside_the_facts};
use crate::genes::Genes;
use crate::hotspots::Hotspots;
use crate::oncogenicity::OncogenicityTable;
use crate::panel_omission::PanelOmission;
use crate::panel_rules::PanelRules;
use crate::policies::Policies;
use crate::problem::{Problem, ProblemKind, Reporter};
use crate::recurrence::Recurrence;
use crate::statement::Statement;
use crate::statement::rows::{ApprovalsFile, ResistanceFile, Vocabulary, own_id};
use crate::statement::trial_rows::TrialsFile;
use crate::terms::{Terms, TermsFile};
use crate::therapies::Therapies;
use crate::thresholds::Thresholds;
use crate::tumor_types::TumorTypes;

/// Everything that was read.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) as_of: Date,
    /// Every file as a value, by path: what the content hash covers.
    pub(super) facts: BTreeMap<String, serde_json::Value>,
    pub(super) statements: Vec<Statement>,
    pub(super) terms: Terms,
    pub(super) therapies: Therapies,
    pub(super) tumor_types: TumorTypes,
    pub(super) genes: Genes,
    pub(super) hotspots: Hotspots,
    pub(super) policies: Policies,
    pub(super) thresholds: Thresholds,
    pub(super) panel_rules: PanelRules,
    pub(super) oncogenicity: OncogenicityTable,
    pub(super) amp: AmpTable,
    pub(super) recurrence: Recurrence,
    pub(super) refused_bridges: RefusedBridges,
    pub(super) conditions: Conditions,
    pub(super) panel_omission: PanelOmission,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleaseFile {
    schema: u32,
    as_of: String,
}

pub(super) fn read(files: &[SourceFile], problems: &mut Vec<Problem>) -> Parts {
    let mut parts = Parts::default();
    for file in files {
        if FileKind::of(&file.path).is_none() && !is_beside_the_facts(&file.path) {
            Reporter::new(&file.path, problems).file(ProblemKind::UnknownFile);
        }
    }
    read_references(files, &mut parts, problems);
    read_statements(files, &mut parts, problems);
    check_whole(files, &parts, problems);
    parts
}

fn read_references(files: &[SourceFile], parts: &mut Parts, problems: &mut Vec<Problem>) {
    each(files, FileKind::Release, parts, problems, |parts, file: ReleaseFile, report| {
        if file.schema > SCHEMA_VERSION {
            report.file(ProblemKind::NewerSchema { found: file.schema, known: SCHEMA_VERSION });
        }
        match file.as_of.parse() {
            Ok(as_of) => parts.as_of = as_of,
            Err(_) => report.file(ProblemKind::MalformedDate { field: "as_of", text: file.as_of }),
        }
    });
    each(files, FileKind::Terms, parts, problems, |parts, file: TermsFile, report| {
        for row in &file.terms {
            report.basis(&row.text, row.basis, row.source.as_deref());
        }
        let (terms, malformed) = Terms::from_rows(&file.terms);
        parts.terms = terms;
        for (row, error) in malformed {
            report.row(&row, ProblemKind::SubjectNotUnderstood { message: error.to_string() });
        }
    });
    each(files, FileKind::Therapies, parts, problems, |parts, file, report| parts.therapies.add(file, report));
    each(files, FileKind::TumorTypes, parts, problems, |parts, file, report| parts.tumor_types.add(file, report));
    each(files, FileKind::Areas, parts, problems, |parts, file, report| parts.tumor_types.add_areas(file, report));
    each(files, FileKind::Genes, parts, problems, |parts, file, report| parts.genes.add(file, report));
    each(files, FileKind::Hotspots, parts, problems, |parts, file, report| parts.hotspots.add(file, report));
    each(files, FileKind::Policy, parts, problems, |parts, file, report| parts.policies.add(file, report));
    each(files, FileKind::Thresholds, parts, problems, |parts, file, report| parts.thresholds.add(file, report));
    each(files, FileKind::PanelRules, parts, problems, |parts, file, report| parts.panel_rules.add(file, report));
    each(files, FileKind::Oncogenicity, parts, problems, |parts, file, report| parts.oncogenicity.add(file, report));
    each(files, FileKind::Amp, parts, problems, |parts, file, report| parts.amp.add(file, report));
    each(files, FileKind::Conditions, parts, problems, |parts, file, report| {
        let therapies = &parts.therapies;
        parts.conditions.add(file, |drug| therapies.get(drug).is_some(), report);
    });
    each(files, FileKind::PanelOmission, parts, problems, |parts, file, report| {
        let therapies = &parts.therapies;
        parts.panel_omission.add(file, |drug| therapies.get(drug).is_some(), report);
    });
    each(files, FileKind::Bridges, parts, problems, |parts, file, report| parts.refused_bridges.add(file, report));
}

fn read_statements(files: &[SourceFile], parts: &mut Parts, problems: &mut Vec<Problem>) {
    each(files, FileKind::Approvals, parts, problems, |parts, file: ApprovalsFile, report| {
        for row in file.statements {
            let statement = row.into_statement(vocabulary(parts), report);
            keep(parts, statement, report);
        }
    });
    each(files, FileKind::Resistance, parts, problems, |parts, file: ResistanceFile, report| {
        for row in file.statements {
            let statement = row.into_statement(vocabulary(parts), report);
            keep(parts, statement, report);
        }
    });
    each(files, FileKind::Trials, parts, problems, |parts, file: TrialsFile, report| {
        for row in file.trials {
            let statement = row.into_statement(vocabulary(parts), report);
            keep(parts, statement, report);
        }
    });
    let mut known = parts.statements.iter().map(|statement| statement.id.clone()).collect();
    let mut bridges = Bridges::without(parts.refused_bridges.clone());
    let mut corpora = Vec::new();
    for file in files.iter().filter(|file| FileKind::of(&file.path) == Some(FileKind::Corpora)) {
        parts.facts.insert(file.path.clone(), ContentHash::of_bytes(file.text.as_bytes()).to_string().into());
        match Corpus::from_text(&file.text) {
            Ok(mut corpus) => {
                bridges.add(std::mem::take(&mut corpus.bridge));
                parts.recurrence.add(std::mem::take(&mut corpus.recurrence));
                corpora.push((&file.path, corpus));
            }
            Err(error) => {
                Reporter::new(&file.path, problems).file(ProblemKind::Malformed { message: error.to_string() });
            }
        }
    }
    for (path, mut corpus) in corpora {
        let mut report = Reporter::new(path, problems);
        corpus.cross(&bridges, &parts.tumor_types);
        let statements = corpus.statements(&parts.terms, &parts.therapies, &mut known, &mut report);
        parts.statements.extend(statements);
    }
}

fn vocabulary(parts: &Parts) -> Vocabulary<'_> {
    Vocabulary {
        terms: &parts.terms,
        genes: &parts.genes,
        therapies: &parts.therapies,
        tumor_types: &parts.tumor_types,
    }
}

fn keep(parts: &mut Parts, statement: Statement, report: &mut Reporter<'_>) {
    if parts.statements.iter().any(|known| known.id == statement.id) {
        let row = statement.id.0.trim_start_matches(&own_id("").0);
        report.row(row, ProblemKind::Duplicate);
    }
    parts.statements.push(statement);
}

/// What only the whole can tell.
fn check_whole(files: &[SourceFile], parts: &Parts, problems: &mut Vec<Problem>) {
    for kind in FileKind::ALL {
        if !kind.is_optional() && !files.iter().any(|file| FileKind::of(&file.path) == Some(kind)) {
            Reporter::new(kind.place(), problems).file(ProblemKind::MissingFile);
        }
    }
    parts.tumor_types.check_tree(&mut Reporter::new(FileKind::TumorTypes.place(), problems));
    let mut report = Reporter::new(FileKind::Conditions.place(), problems);
    for id in parts.conditions.statements() {
        if !parts.statements.iter().any(|statement| statement.id == *id) {
            report.row(&id.0, ProblemKind::UnknownStatement);
        }
    }
    let mut report = Reporter::new(FileKind::Bridges.place(), problems);
    for refused in parts.refused_bridges.iter() {
        if !parts.tumor_types.contains(&refused.code.as_str().into()) {
            report.row(&refused.disease, ProblemKind::UnknownTumorType { code: refused.code.clone() });
        }
    }
    let mut report = Reporter::new(FileKind::Hotspots.place(), problems);
    for unknown in parts.hotspots.iter().filter(|found| !parts.genes.contains(&found.gene)) {
        report.row(&unknown.gene, ProblemKind::UnknownGene { symbol: unknown.gene.clone() });
    }
    let mut report = Reporter::new(FileKind::Policy.place(), problems);
    for name in parts.policies.missing() {
        report.file(ProblemKind::PolicyMissing { name });
    }
    let mut report = Reporter::new(FileKind::Thresholds.place(), problems);
    for name in parts.thresholds.missing() {
        report.file(ProblemKind::ThresholdMissing { name });
    }
}

/// Reads every file of one kind, in the order of their paths.
fn each<F: DeserializeOwned>(
    files: &[SourceFile],
    kind: FileKind,
    parts: &mut Parts,
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(&mut Parts, F, &mut Reporter<'_>),
) {
    let mut of_kind: Vec<&SourceFile> = files.iter().filter(|file| FileKind::of(&file.path) == Some(kind)).collect();
    of_kind.sort();
    for file in of_kind {
        let mut report = Reporter::new(&file.path, problems);
        match toml::from_str::<serde_json::Value>(&file.text) {
            Ok(value) => {
                parts.facts.insert(file.path.clone(), value);
            }
            Err(error) => {
                report.file(ProblemKind::Malformed { message: one_line(&error) });
                continue;
            }
        }
        match toml::from_str(&file.text) {
            Ok(content) => take(parts, content, &mut report),
            Err(error) => report.file(ProblemKind::Malformed { message: one_line(&error) }),
        }
    }
}

/// The parser's answer without its drawing of the line.
fn one_line(error: &toml::de::Error) -> String {
    let drawn = error.to_string();
    let place = drawn.lines().next().unwrap_or_default().to_owned();
    if place.contains(error.message()) { place } else { format!("{place}: {}", error.message()) }
}
