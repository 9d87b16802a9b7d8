//! An imported corpus as a release keeps it: one JSON file, every row with its subject in the field notation.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use model::evidence::{Basis, Direction, Predicate};
use model::finding::StatementId;
use model::therapy::TherapyName;
use model::tumor_type::OncoTreeCode;

use crate::bridge::{BridgeEntry, Bridges};
use crate::criterion::parse::parse_subject;
use crate::problem::{ProblemKind, Reporter};
use crate::recurrence::RecurrentResidue;
use crate::statement::{Imported, OriginRequirement, Statement, TumorTypeScope, TumorTypeTerm};
use crate::terms::Terms;
use crate::therapies::Therapies;
use crate::tumor_types::TumorTypes;

/// Rows of one source, and where every row of its files went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// The source, e.g. `civic`; the first part of the ids of its rows.
    pub source: String,
    /// Licence of the content.
    #[serde(default)]
    pub licence: String,
    /// Day of the newest row, as far as rows tell one (`YYYY-MM-DD`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_row_on: Option<String>,
    /// The files it was read from.
    pub files: Vec<CorpusFile>,
    /// How many rows the files hold.
    pub rows_read: u64,
    /// Where they went; sums to `rows_read`.
    pub bins: BTreeMap<String, u64>,
    /// Concepts of a vocabulary of diseases; empty for corpora of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bridge: Vec<BridgeEntry>,
    /// How often single residues change, for tables that count tumours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recurrence: Vec<RecurrentResidue>,
    /// The rows that became statements.
    pub rows: Vec<CorpusRow>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusFile {
    /// Name without folders.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// One row that became a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusRow {
    /// `source:id`, e.g. `civic:EID1234`.
    pub id: String,
    /// What it is about, in the field notation.
    pub subject: String,
    /// The same as the source writes it.
    pub subject_text: String,
    /// Which origin the source states.
    pub origin: OriginRequirement,
    /// What it says.
    pub predicate: Predicate,
    /// For or against.
    pub direction: Direction,
    /// Regimens by English drug name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regimens: Vec<Vec<String>>,
    /// OncoTree codes or `ANY`; empty when no bridge leads from the disease to the tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tumor_types: Vec<String>,
    /// The disease as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disease: Option<String>,
    /// Disease Ontology identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doid: Option<String>,
    /// Level of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_level: Option<String>,
    /// Kind of evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_type: Option<String>,
    /// What the evidence shows, in the word of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub significance: Option<String>,
    /// Where the source read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// Address of the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The source's own summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A reviewer of the source raised a concern.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
}

impl Corpus {
    /// Reads the form that [`Corpus::to_text`] writes.
    pub(crate) fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The text of its file: one row a line, so that two releases can be compared with any tool.
    ///
    /// # Errors
    /// Not possible for these types.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let head = serde_json::to_string(&Self { rows: Vec::new(), ..self.clone() })?;
        let rows = self.rows.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
        let head = head.strip_suffix("[]}").unwrap_or(&head);
        Ok(format!("{head}[\n{}\n]}}\n", rows.join(",\n")))
    }

    /// Gives a tumour type to rows whose disease has none by its name, where the bridges lead to one.
    pub(crate) fn cross(&mut self, bridges: &Bridges, tree: &TumorTypes) {
        for row in self.rows.iter_mut().filter(|row| row.tumor_types.is_empty()) {
            row.tumor_types = bridges.tumor_types(row.doid.as_deref(), row.disease.as_deref(), tree);
        }
    }

    /// The rows as statements. Drugs that the release does not list keep their English name.
    pub(crate) fn statements(
        self,
        terms: &Terms,
        therapies: &Therapies,
        known: &mut BTreeSet<StatementId>,
        report: &mut Reporter<'_>,
    ) -> Vec<Statement> {
        let mut statements = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let id = StatementId(row.id.clone());
            if !row.id.starts_with(&format!("{}:", self.source)) {
                report.row(&row.id, ProblemKind::MalformedValue { wanted: "id of its source", text: row.id.clone() });
            }
            if !known.insert(id.clone()) {
                report.row(&row.id, ProblemKind::Duplicate);
                continue;
            }
            match parse_subject(&row.subject, terms) {
                Ok(subject) => statements.push(statement(row, id, subject, &self.source, therapies)),
                Err(error) => {
                    report.row(&row.id, ProblemKind::SubjectNotUnderstood { message: error.to_string() });
                }
            }
        }
        statements
    }
}

fn statement(
    row: CorpusRow,
    id: StatementId,
    subject: Option<crate::criterion::Criterion>,
    source: &str,
    therapies: &Therapies,
) -> Statement {
    let named = |en: &String| match therapies.get(en) {
        Some(therapy) => therapy.name.clone(),
        None => TherapyName { en: en.clone(), ja: None },
    };
    Statement {
        id,
        subject,
        subject_text: row.subject_text,
        origin: row.origin,
        predicate: Some(row.predicate),
        direction: row.direction,
        regimens: row.regimens.iter().map(|regimen| regimen.iter().map(named).collect()).collect(),
        regimen_note: None,
        tumor_types: scope(&row.tumor_types, row.disease.as_deref()),
        setting: None,
        approval: None,
        trial: None,
        level: None,
        basis: Basis::SourceRead,
        citation: row.citation,
        note: row.note,
        imported: Some(Imported {
            source: source.to_owned(),
            source_level: row.source_level,
            evidence_type: row.evidence_type,
            significance: row.significance,
            disease: row.disease,
            doid: row.doid,
            address: row.address,
            flagged: row.flagged,
        }),
    }
}

/// A disease without a bridge stays a name: not knowing the relation is not the same as covering every tumour.
fn scope(codes: &[String], disease: Option<&str>) -> TumorTypeScope {
    let mut included: Vec<TumorTypeTerm> = codes
        .iter()
        .map(|code| match code.as_str() {
            "ANY" => TumorTypeTerm::Any,
            "SOLID" => TumorTypeTerm::Solid,
            code => TumorTypeTerm::Type(OncoTreeCode::from(code)),
        })
        .collect();
    if included.is_empty() {
        included.push(disease.map_or(TumorTypeTerm::Any, |disease| TumorTypeTerm::Named(disease.to_owned())));
    }
    TumorTypeScope { included, excluded: Vec::new(), ja: None }
}
